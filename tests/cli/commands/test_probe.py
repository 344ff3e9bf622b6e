"""`doctor --probe`: what the service does where its documents disagree; nothing private."""
from __future__ import annotations

import json
import re
from typing import Any

from tests.cli.support.command_case import CommandCase, Result

DIALECTS = ("page", "openapi", "samples", "july-file", "older-file")
PRIVATE = "Jane's plan"


class Probe(CommandCase):
    def setUp(self) -> None:
        super().setUp()
        # No state directory: each client counts alone, so that nothing waits for a minute.
        (self.home / "file").write_text("")
        self.env["XDG_STATE_HOME"] = str(self.home / "file" / "none")

    def probe(self, *words: str, code: int = 0, **more: Any) -> list[Any]:
        """The transcript's rows."""
        result = self.run_it("doctor", "--probe", "-o", "jsonl", *words, **more)
        self.assertEqual(result.code, code, result)
        self.check_private(result)
        return result.rows

    def check_private(self, result: Result) -> None:
        """No id, no name, no link, no address of the sandbox's."""
        facts = self.sandbox.facts()
        for private in (facts["username"], facts["ow-id"], "http://", "451351", "12345", "@",
                        "Spring", PRIVATE):
            self.assertNotIn(private, result.out)

    @staticmethod
    def answers(rows: list[Any], question: str) -> dict[str, str]:
        """The answers to one question; of several the first."""
        found: dict[str, str] = {}
        for row in rows:
            if row["question"] == question:
                found.setdefault(row.get("of", ""), row["answer"])
        return found

    def test_each_dialect(self) -> None:
        for dialect in DIALECTS:
            with self.subTest(dialect):
                self.control("settings", dialect=dialect)
                rows = self.probe(env={"IQM_DIALECT": dialect})
                fits = self.answers(rows, "dialect")
                self.assertEqual(set(fits), set(DIALECTS))
                self.assertEqual(fits[dialect], "9 of 9 requests were answered")

    def test_other_dialect_than_is_set(self) -> None:
        self.control("settings", dialect="openapi")
        result = self.fails(21, "doctor", "--probe",
                            says="answers dialect openapi better than page; set it with: "
                                 "iqm-insights config set dialect openapi\n$")
        self.assertRegex(result.out, r"\ndialect +page +6 of 9 ")
        self.assertRegex(result.out, r"\ndialect +openapi +9 of 9 ")
        rows = self.probe("--dialect", "openapi")
        self.assertEqual(set(self.answers(rows, "dialect")), {"openapi"})
        self.assertIn("HTTP 200: read",
                      self.answers(rows, "request")["pld.campaigns"])

    def test_free_reads_and_one_price(self) -> None:
        self.probe()
        names = [name for _, name, _ in self.look("arrivals")]
        self.assertEqual({name for name in names if not name.startswith("static")},
                         {f"{family}.{name}" for family in ("pld", "sls", "aqs")
                          for name in ("list", "campaigns", "download")} | {"pld.compute"})
        self.assertEqual(names.count("pld.compute"), 1)
        self.assertEqual(self.bill(), [])

    def test_names_and_units(self) -> None:
        rows = self.probe()
        self.assertEqual(self.answers(rows, "fields")["pld.campaigns"],
                         "all are there, by their first names")
        self.assertEqual(self.answers(rows, "times")["sls.list"],
                         "startDate: milliseconds, endDate: milliseconds, slsCreatedOn: seconds")
        self.assertRegex(self.answers(rows, "times")["aqs.list"], "startDate: seconds")
        self.control("settings", shapes="document")
        rows = self.probe()
        self.assertRegex(self.answers(rows, "fields")["sls.list"],
                         "other names: .*slsStatusId as slsStatus")
        self.assertRegex(self.answers(rows, "times")["sls.list"], "slsCreatedOn: milliseconds")

    def test_unknown_and_other_types(self) -> None:
        self.control("settings", odd_fields={"ioName": ["a"]})
        shape = json.loads(self.answers(self.probe(), "response")["pld.list"])
        self.assertEqual(shape["data"]["pldReportDataList"][0]["ioName"], ["text"])
        rows = [{"pldId": 50, "pldStatusId": 2, "surprise": 1, "pldName": 7},
                {"pldId": 51, "pldName": "Jane's plan", "jane@example.com": 1}]
        self.control("script", operation="pld.list", status=200, times=1, body=json.dumps(
            {"success": True, "data": {"totalRecords": 2, "filteredRecords": 2,
                                       "pldReportDataList": rows}}))
        found = self.probe()
        self.assertRegex(self.answers(found, "fields")["pld.list"],
                         r"unknown: pldReportDataList.surprise, pldReportDataList.\(a name\)")
        self.assertIn('"pldName":"number or text"', self.answers(found, "response")["pld.list"])

    def test_statuses(self) -> None:
        rows = self.answers(self.probe(), "statuses")
        self.assertEqual(rows["sls.list"], "2 Ready, 3 Failed")
        self.assertEqual(rows["static.report-statuses"],
                         "1 failed, 2 processing, 3 ready, 4 failed_insufficient_funds")
        self.control("settings", status_table="reports", status_names=False)
        rows = self.answers(self.probe(), "statuses")
        self.assertEqual(set(rows["aqs.list"].split(", ")), {"1 (no name)", "3 (no name)"})

    def test_what_is_not_there(self) -> None:
        requests = [row["answer"] for row in self.probe() if row.get("of") == "sls.download"
                    and row["answer"].startswith("of no report")]
        self.assertRegex(requests[0], r"HTTP 400: The provided SLS ID: \(a number\) does not exist")

    def test_texts_are_redacted(self) -> None:
        """What a list has is hidden in errors too; quotes, links, addresses and numbers always."""
        rows = [{"pldId": 50, "pldStatusId": 2, "pldName": PRIVATE}]
        self.control("script", operation="pld.list", status=200, times=1, body=json.dumps(
            {"success": True, "data": {"totalRecords": 1, "filteredRecords": 1,
                                       "pldReportDataList": rows}}))
        error = {"error": f"{PRIVATE} of a@b.example has no 'other name', see https://x.example/1, "
                          f"id 4513.", "field": "pldId"}
        self.control("script", operation="pld.download", status=422, times=9, unchecked=True,
                     body=json.dumps({"success": False, "errorObjects": [error]}))
        found = self.answers(self.probe(), "request")["pld.download"]
        self.assertRegex(found, r"HTTP 422: \(a text\) of \(an address\) has no \(a text\), see "
                                r"\(a link\), id \(a number\) \(field pldId\)")

    def test_no_answer(self) -> None:
        self.fails(4, "doctor", "--probe", env={"IQM_TOKEN": "gone"}, says="token of IQM_TOKEN")
        result = self.fails(9, "doctor", "--probe", "--timeout", "2s",
                            env={"IQM_BASE_URL": "http://127.0.0.1:9"})
        self.assertEqual(result.out, "")

    def test_no_reports_and_no_campaigns(self) -> None:
        """A new account: fewer things can be asked."""
        empty = {"totalRecords": 0, "filteredRecords": 0}
        for family, items in (("pld", "pldReportDataList"), ("sls", "slsReportDataList"),
                              ("aqs", "reportDataList")):
            self.control("script", operation=f"{family}.list", status=200, body=json.dumps(
                {"success": True, "data": {**empty, items: []}}))
        self.control("script", operation="pld.campaigns", status=200, times=2, body=json.dumps(
            {"success": True, "data": {"running": [], "paused": [], "expired": []}}))
        rows = self.probe()
        requests = [row for row in rows if row["question"] == "request"]
        self.assertFalse([row for row in requests if "ready report" in row["answer"]
                          or row.get("of") == "pld.compute"])
        self.assertTrue([row for row in requests if "of no report" in row["answer"]])

    def test_on_a_terminal(self) -> None:
        shown = self.terminal("doctor", "--probe", env={"IQM_DIALECT": "samples"})
        result = shown.end()
        self.assertEqual(result.code, 0, result)
        self.assertTrue(re.search("can be sent on", result.out))
