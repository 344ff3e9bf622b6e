"""Lists that are not all say so; --limit, and filters that the service does not have."""
from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs

from tests.cli.output.test_pages import FORMS, ids
from tests.cli.support.command_case import Result
from tests.cli.support.output_case import OutputCase

LISTS = {"pld": "pldReportDataList", "sls": "slsReportDataList", "aqs": "reportDataList"}
DAY = 86_400_000
MADE = 1_767_571_200_000  # 2026-01-05T00:00:00Z


class Lists(OutputCase):
    """What is said, what is printed, and what is asked for."""

    def queries(self) -> list[tuple[str, str]]:
        """Page and size of the requests so far, of which none is told twice."""
        found = [parse_qs(r["query"]) for r in self.look("requests?last=50")][self.told:]
        self.told += len(found)
        return [(one.get("pageNo", [""])[0], one.get("noOfEntries", [""])[0]) for one in found]

    def setUp(self) -> None:
        super().setUp()
        self.told = 0

    def reports(self, count: int) -> None:
        """As many PLD reports in all, and the newest one's id."""
        there = self.get("/pld-reports").data["filteredRecords"]
        self.control("reports", family="pld", count=count - there, status="ready")
        self.told = len(self.look("requests?last=50"))

    def notes(self, result: Result, form: str) -> list[str]:
        """What standard error says."""
        self.assertEqual(result.code, 0, result)
        lines = result.err.splitlines()
        return [json.loads(line)["note"] for line in lines] if form.startswith("json") else lines


class Rest(Lists):
    """N of M."""

    def test_a_page_of_several(self) -> None:
        self.reports(1505)
        for form in FORMS:
            result = self.run_it("pld", "list", "-o", form)
            self.assertEqual(self.notes(result, form), ["200 of 1,505 rows; --all for all, "
                                                        "--limit N"], form)
            self.assertEqual(len(ids(result, form)), 200)
            result = self.run_it("pld", "list", "--page-no", "8", "-o", form)
            self.assertEqual(self.notes(result, form), ["105 of 1,505 rows; --all for all, "
                                                        "--limit N"], form)
            for words in (("--all",), ("--limit", "1505"), ("--limit", "2000")):
                result = self.run_it("pld", "list", *words, "-o", form)
                self.assertEqual(self.notes(result, form), [], (form, words))
                self.assertEqual(len(set(ids(result, form))), 1505)
            self.assertEqual(self.run_it("pld", "list", "-q", "-o", form).err, "")

    def test_all_and_one_page(self) -> None:
        """It was a list without the rows before the page."""
        for words, says in (
                (("--all", "--page-no", "2"), "--all begins with the first page and --page-no is "),
                (("--limit", "5", "--page-no", "2"), "--limit begins with"),
                (("--status", "failed", "--page-no", "2"), "--status begins with"),
                (("--since", "1d", "--page-no", "2"), "--since begins with"),
                (("--campaign-id", "1", "--page-no", "2"), "--campaign-id begins with"),
                (("--name", "a", "--page-no", "2"), "--name begins with"),
                (("--all", "--limit", "5"), "--all and --limit: expected one of the two")):
            self.fails(2, "pld", "list", *words, says=says)
        self.assertEqual(self.queries(), [])

    def test_a_total_that_is_unknown(self) -> None:
        rows = '{"pldReportDataList":[{"pldId":1},{"pldId":2}]}'
        for words, says in (((), True), (("--no-of-entries", "2"), True),
                            (("--no-of-entries", "3"), False)):
            self.lay_out("pld.list", rows)
            result = self.run_it("pld", "list", *words)
            self.assertEqual(result.err, "2 rows; the service does not say how many there are: "
                                         "--all for all, --limit N\n" if says else "")
        self.lay_out("pld.list", rows)
        result = self.run_it("pld", "list", "--limit", "1")
        self.assertEqual(result.err, "1 of an unknown number of rows; --all for all, --limit N\n")

    def test_lists_without_pages(self) -> None:
        for operation, words, rows in (
                ("aqs.report-types", ("aqs", "report-types"), "reportTypeData"),
                ("static.report-statuses", ("static", "report-statuses"), "insightsStatusData")):
            for total, filtered, says in ((1505, 1200, "2 of 1,200 rows; the service sent no "
                                                       "more\n"), (5, 2, ""), (2, 2, "")):
                self.lay_out(operation, f'{{"totalRecords": {total}, "filteredRecords": {filtered},'
                                        f'"{rows}": [{{"id": 1}}, {{"id": 2}}]}}')
                self.assertEqual(self.ok(*words).err, says)
            self.lay_out(operation, f'{{"{rows}": [{{"id": 1}}]}}')
            self.assertEqual(self.ok(*words).err, "")


class Limit(Lists):
    """--limit N."""

    def test_pages_that_fit(self) -> None:
        self.reports(1505)
        for limit, asked in ((1, [("1", "1")]), (200, [("1", "200")]), (1000, [("1", "1000")]),
                             (1001, [("1", "1000"), ("2", "1000")])):
            for form in FORMS:
                result = self.run_it("pld", "list", "--limit", str(limit), "-o", form)
                self.assertEqual(self.notes(result, form), [f"{limit:,} of 1,505 rows; --all for "
                                                            "all, --limit N"], form)
                self.assertEqual(len(set(ids(result, form))), limit, form)
                self.assertEqual(self.queries(), asked, form)

    def test_a_size_that_was_chosen(self) -> None:
        self.reports(20)
        result = self.run_it("pld", "list", "--limit", "5", "--no-of-entries", "2", "-o", "jsonl")
        self.assertEqual(len(result.rows), 5)
        self.assertEqual(self.queries(), [("1", "2"), ("2", "2"), ("3", "2")])

    def test_json_is_a_page(self) -> None:
        """Cut rows, and else the bytes of the service."""
        rows = [f'{{"pldId" : {n}}}' for n in range(1, 4)]
        self.lay_out("pld.list", f'{{"a" : 1.50, "pldReportDataList": [{", ".join(rows)} ], '
                                 '"filteredRecords":3}')
        self.assertEqual(self.run_it("pld", "list", "--limit", "2", "-o", "json").out,
                         f'{{"a" : 1.50, "pldReportDataList": [{",".join(rows[:2])} ], '
                         '"filteredRecords":3}\n')

    def test_no_number(self) -> None:
        for text in ("0", "-1", "all", "1.5", "", "1,000", "99999999999999999999"):
            self.fails(2, "pld", "list", f"--limit={text}", says="--limit: ")
        self.assertEqual(self.queries(), [])


class Filters(Lists):
    """--status, --since, --campaign-id, --name, of reports that a test makes up."""

    NAMES = {"pld": ("pldId", "pldName", "pldCreatedOn", "pldStatusId"),
             "sls": ("slsId", "slsName", "slsCreatedOn", "slsStatusId"),
             "aqs": ("reportId", "reportName", "reportCreatedOn", "statusId")}

    def printed(self, family: str, rows: list[dict[str, Any]], form: str, *words: str) -> Result:
        """What the command makes of a list; `made` is in milliseconds."""
        number, name, made, status = self.NAMES[family]
        unit = 1000 if family == "aqs" else 1
        names = {"id": number, "name": name, "status": status, "campaign": "campaignIds",
                 "word": "statusName" if family == "aqs" else "slsStatusName"}
        sent = [{**{names[key]: value for key, value in row.items() if key in names},
                 **({made: row["made"] // unit} if "made" in row else {})} for row in rows]
        self.lay_out(f"{family}.list", json.dumps({LISTS[family]: sent,
                                                   "filteredRecords": len(rows)}))
        return self.run_it(family, "list", "-o", form, *words)

    def found(self, family: str, rows: list[dict[str, Any]], *words: str) -> list[int]:
        """The ids that every form prints, and nothing else is said."""
        every = []
        for form in ("json", "jsonl"):
            result = self.printed(family, rows, form, *words)
            self.assertEqual((result.code, result.err), (0, ""), result)
            printed = result.json[LISTS[family]] if form == "json" else result.rows
            every.append([row[self.NAMES[family][0]] for row in printed])
        for form in ("csv", "table"):
            result = self.printed(family, rows, form, "--columns", "id,name", *words)
            self.assertEqual((result.code, result.err.replace("No rows.\n", "")), (0, ""), result)
            every.append([int(line.replace(",", " ").split()[0])
                          for line in result.out.splitlines()[1:]])
        self.assertEqual(every, every[:1] * 4)
        return every[0]

    def test_status(self) -> None:
        for family in ("sls", "aqs"):
            done = "Ready" if family == "sls" else "Completed"
            rows: list[dict[str, Any]] = [
                {"id": 1, "word": "Failed"}, {"id": 2, "word": done},
                {"id": 3, "word": "PROCESSING"}, {"id": 4, "word": "Odd"}, {"id": 5, "status": 4},
                {"id": 6}]
            for text, expected in (("failed", [1, 5]), ("FAILED,ready", [1, 2, 5]),
                                   ("processing", [3]), ("unknown", [4, 6])):
                kept = rows if "unknown" in text else rows[:5]
                self.assertEqual(self.found(family, kept, "--status", text), expected)
        rows = [{"id": n, "status": n} for n in (1, 2, 3, 4, 9)]
        for text, expected in (("processing", [1]), ("ready", [2]), ("failed", [3, 4]),
                               ("unknown", [9])):
            self.assertEqual(self.found("pld", rows, "--status", text), expected, text)
        self.fails(2, "pld", "list", "--status", "fail",
                   says="--status: 'fail' is none of processing, ready, failed, unknown, did you "
                        "mean 'failed'")
        for text in ("", "ready,", "ready,,failed"):
            self.fails(2, "pld", "list", f"--status={text}", says="--status: '' is none of")

    def test_since(self) -> None:
        for family in LISTS:
            rows: list[dict[str, Any]] = [{"id": n, "made": MADE + n * DAY} for n in range(5)]
            for words, expected in ((("2026-01-08", "--timezone", "UTC"), [3, 4]),
                                    (("2026-01-08", "--timezone", "America/New_York"), [4]),
                                    (("2026-01-07T12:00:00Z",), [3, 4]),
                                    (("2026-01",), [0, 1, 2, 3, 4]), (("2026-W03",), []),
                                    (("1h",), [])):
                self.assertEqual(self.found(family, rows, "--since", *words), expected, words)
        self.fails(2, "pld", "list", "--since", "soon", says="--since")

    def test_since_where_seconds_are_sent(self) -> None:
        """Some samples have seconds where milliseconds are said."""
        rows = [{"id": 1, "made": MADE // 1000}, {"id": 2, "made": (MADE + 9 * DAY) // 1000},
                {"id": 3, "made": MADE + 9 * DAY}]
        self.assertEqual(self.found("pld", rows, "--since", "2026-01-08"), [2, 3])

    def test_campaigns(self) -> None:
        for family in LISTS:
            rows: list[dict[str, Any]] = [
                {"id": 1, "campaign": [7, 8]}, {"id": 2, "campaign": 9},
                {"id": 3, "campaign": [10]}]
            for text, expected in (("8", [1]), ("9,7", [1, 2]), ("11", [])):
                self.assertEqual(self.found(family, rows, "--campaign-id", text), expected)
        for text in ("", "7,", "x", "7 8"):
            self.fails(2, "pld", "list", f"--campaign-id={text}", says="is not a whole number")

    def test_names(self) -> None:
        names = ["Spring study", "spring STUDY 2", "Ärzte*", "Summer", "a[b]c", ""]
        rows = [{"id": n, "name": name} for n, name in enumerate(names, 1)]
        for family in LISTS:
            for pattern, expected in (
                    ("spring study", [1]), ("SPRING*", [1, 2]), ("*study*", [1, 2]),
                    ("spring", []), ("ä?zte*", [3]), ("?rzte\*", []), ("?????", [5]),
                    ("??????", [3, 4]), ("*", [1, 2, 3, 4, 5, 6]), ("a[b]c", [5]), ("a[c", []),
                    ("*s*y*2", [2]), ("**", [1, 2, 3, 4, 5, 6]), ("", [6])):
                self.assertEqual(self.found(family, rows, "--name", pattern), expected, pattern)

    def test_together(self) -> None:
        rows = [{"id": 1, "word": "Failed", "name": "a", "campaign": [1], "made": MADE},
                {"id": 2, "word": "Failed", "name": "a", "campaign": [2], "made": MADE},
                {"id": 3, "word": "Ready", "name": "a", "campaign": [1], "made": MADE},
                {"id": 4, "word": "Failed", "name": "b", "campaign": [1], "made": MADE},
                {"id": 5, "word": "Failed", "name": "a", "campaign": [1], "made": MADE - DAY}]
        self.assertEqual(self.found("sls", rows, "--status", "failed", "--name", "A",
                                    "--campaign-id", "1", "--since", "2026-01-05"), [1])

    def test_rows_that_cannot_be_told(self) -> None:
        """They are left out, but not in silence; where another filter says no they do not count."""
        rows: list[dict[str, Any]] = [
            {"id": 1, "name": "a", "made": MADE}, {"id": 2, "name": "a"},
            {"id": 3, "made": MADE}, {"id": 4}, {"id": 5, "name": "b"}]
        words = ("--name", "a", "--since", "2026-01-01")
        result = self.printed("sls", rows, "jsonl", *words)
        self.assertEqual([row["slsId"] for row in result.rows], [1])
        self.assertEqual(self.notes(result, "jsonl"),
                         ["3 rows were left out, as their created-on or name is missing or cannot "
                          "be read."])
        result = self.printed("sls", rows[:1] + [{"id": 2, "status": "odd"}], "csv", "--status",
                           "ready")
        self.assertIn("2 rows were left out, as their status is missing or cannot be read.",
                      result.err)
        result = self.printed("pld", [{"id": 2, "campaign": "odd"}], "table", "--campaign-id", "1")
        self.assertIn("1 row was left out, as its campaign-ids is missing or cannot be read.",
                      result.err)

    def test_all_pages_are_read(self) -> None:
        self.reports(1505)
        result = self.run_it("pld", "list", "--status", "failed", "-o", "jsonl")
        self.assertEqual((len(result.rows), result.err), (4, ""))
        self.assertEqual(self.queries(), [("1", "1000"), ("2", "1000")])

    def test_until_the_limit_is_full(self) -> None:
        self.reports(1505)
        result = self.run_it("pld", "list", "--campaign-id", "1", "--limit", "12")
        self.assertRegex(result.err, r"^12 matches in the first \d+ of 1,505 rows; --limit N for "
                                     r"more\n$")
        self.assertEqual(self.queries(), [("1", "1000")])

    def test_a_page_that_fails(self) -> None:
        self.reports(1505)
        self.control("script", operation="pld.list", status=200, times=1, unchecked=True,
                     body=json.dumps({"success": True, "data": {
                         "filteredRecords": 1505, "pldReportDataList": [
                             {"pldId": n, "pldName": "x"} for n in range(1000)]}}))
        self.control("script", operation="pld.list", status=403)
        result = self.run_it("pld", "list", "--name", "y")
        self.assertEqual(result.code, 5)
        self.assertIn("Only 1,000 of 1,505 rows were read: run it again.", result.err)

    def test_campaigns_have_none(self) -> None:
        for option in ("--status", "--since", "--name", "--limit"):
            self.fails(2, "pld", "campaigns", option, "1", says="is not an option of|unknown")
