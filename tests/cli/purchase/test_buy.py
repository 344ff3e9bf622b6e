"""Purchases: what is asked before them, and each outcome."""
from __future__ import annotations

import json
import os
import shutil
import signal
import unittest
from typing import Any

from tests.cli.support.buying_case import (EMPTY, NEWEST, ORDER, SCORE, SOON, STUDY,
                                           BuyingCase)
from tests.cli.support.command_case import COMMAND, Result


class Asked(BuyingCase):
    """The question on a terminal."""

    def ask(self, *words: str) -> Any:
        shown = self.terminal(*words)
        shown.read_until(r"Buy\? \[y/N\] ")
        self.bought(0)
        return shown

    def test_yes_buys_what_was_shown(self) -> None:
        shown = self.ask(*ORDER, "--key", "spring")
        for part in ("campaign-id +451351", "2024-11-21T00:00:00-05:00", "1732165200000",
                     "2024-11-23T23:59:59-05:00", "1732424399000",
                      "days +3", r"price +50\.40", "funds +sufficient",
                     "workspace +200001", f"host +{self.sandbox.url}", "key +spring",
                     "America/New_York"):
            self.assertRegex(shown.text, part)
        shown.type("y\n")
        result = shown.end()
        self.assertEqual(result.code, 0, result)
        self.assertRegex(result.out, "outcome +bought")
        self.bought(1)
        body = json.loads(self.bill()[0]["body"])
        self.assertEqual((body["pldStartDate"], body["pldEndDate"]), (1732165200000, 1732424399000))
        self.assertEqual(self.unfinished(), [])

    def test_yes_in_full(self) -> None:
        shown = self.ask(*ORDER)
        shown.type("yes\n")
        self.assertEqual(shown.end().code, 0)
        self.bought(1)

    def test_all_else_is_no(self) -> None:
        for response in ("n\n", "\n", "yesterday\n", "y y\n", "\x04"):
            with self.subTest(response=response):
                shown = self.ask(*ORDER)
                shown.type(response)
                result = shown.end()
                self.assertEqual(result.code, 14, result)
                self.assertIn("nothing was bought", result.out)
                self.nothing_left(result)
                self.forget_rate_limit()

    def test_what_was_typed_before_is_no_answer(self) -> None:
        shown = self.terminal(*ORDER)
        shown.process.send_signal(signal.SIGSTOP)  # until the terminal has echoed the lines
        shown.type("y\ny\n")
        shown.read_until(r"y\s+y\s")
        shown.process.send_signal(signal.SIGCONT)
        shown.read_until(r"Buy\? \[y/N\] ")
        shown.type("n\n")
        self.assertEqual(shown.end().code, 14)
        self.assertEqual(self.bill(), [])

    def test_ctrl_c_is_no(self) -> None:
        shown = self.ask(*ORDER)
        shown.type("\x03")
        result = shown.end()
        self.assertEqual(result.code, 130, result)
        self.assertIn("nothing was bought", result.out)
        self.nothing_left(result)

    def test_an_answer_without_a_line_end_is_none(self) -> None:
        shown = self.ask(*ORDER)
        shown.type("y\x04\x04")
        self.assertEqual(shown.end().code, 14)
        self.bought(0)

    def test_price_and_funds_are_shown(self) -> None:
        shown = self.ask(*STUDY)
        for part in (r"price +\d+\.\d\d\s", "funds +sufficient", "name +A study",
                     "campaign-ids +1, 2, 3", r"report-types +pre-vs-post \(1\), ",
                     "concept-group-id +202335"):
            self.assertRegex(shown.text, part)
        shown.type("y\n")
        self.assertEqual(shown.end().code, 0)
        self.bought(1)

    def test_nothing_dearer_than_shown_is_bought(self) -> None:
        shown = self.ask(*STUDY)
        dear = {"slsReportCreatable": True, "slsChargeableCost": 99999, "fundsAvailable": True}
        self.control("script", operation="sls.compute", status=200, times=2,
                     body=json.dumps({"success": True, "data": dear}))
        shown.type("y\n")
        result = shown.end()
        self.assertEqual(result.code, 16, result)
        self.assertIn("costs 99999", result.out)
        self.assertRegex(result.out, r"The price was \d+\.\d\d when it was shown, and has risen")
        self.nothing_left(result)

    def appears(self, code: int, *more: str) -> None:
        """Another buyer has the same study made while this one is asked."""
        self.control("settings", ready_after=0.0)
        shown = self.ask("sls", "generate", "--body", json.dumps(self.sls_order("A study")), *more,
                         *SOON)
        self.assertTrue(self.sls(name="A study").data["slsReportCreated"])
        shown.type("y\n")
        result = shown.end()
        self.assertEqual(result.code, code, result)
        self.assertRegex(result.out, r"outcome +exists\s+key .*\s+id +51\s")
        self.assertEqual(self.unfinished(), [])
        self.bought(1)  # by the other one

    def test_it_appears_while_it_is_asked_about(self) -> None:
        self.appears(17)

    def test_one_that_appears_will_do(self) -> None:
        self.appears(0, "--wait")

    def test_without_a_terminal_it_is_no(self) -> None:
        result = self.fails(14, *ORDER, says="--yes")
        self.nothing_left(result)
        self.assertEqual(self.look("arrivals"), [])

    def test_input_that_is_no_terminal_cannot_say_yes(self) -> None:
        self.nothing_left(self.fails(14, *ORDER, text="y\n", says="--yes"))


class Outcomes(BuyingCase):
    """What the service may say to a purchase, and what is printed of it."""

    def test_bought(self) -> None:
        shown = self.ok(*ORDER, "--yes", "--key", "spring", "-o", "json").json
        self.assertEqual({k: shown[k] for k in ("outcome", "key", "id", "status")},
                         {"outcome": "bought", "key": "spring", "id": 51, "status": "processing?"})
        self.assertEqual(shown["cost"], self.bill()[0]["cost"])
        self.assertTrue(shown["response"]["pldReportCreated"])

    def test_each_form(self) -> None:
        for i, form in enumerate(("table", "json", "jsonl", "csv")):
            self.forget_rate_limit()
            words = ("pld", "generate", "--campaign-id", "451351", "--timezone", "UTC", "--yes",
                     "--start-date", f"2024-11-1{i}", "--end-date", f"2024-11-1{i}", "-o", form)
            self.assertRegex(self.ok(*words).out, rf"(?s:bought.*\b{51 + i}\b)")
        self.bought(4)

    def test_all_that_the_service_sends_is_printed(self) -> None:
        response = '{"pldReportCreated":true,"pldId":50,"brandNew":{"x":1.50}}'
        self.control("script", operation="pld.generate", status=200,
                     body=f'{{"success": true, "data": {response}}}')
        result = self.ok(*ORDER, "--yes", "-o", "json")
        self.assertIn(f'"response":{response}', result.out)
        self.assertEqual(result.json["id"], 50)

    def test_what_cannot_be_understood_is_printed_too(self) -> None:
        for body, shown in (('{"success": true, "data": {"pldReportCreated": []}}', True),
                            ('{"success": true, "data": {"pldReportCreated": tru', False)):
            self.control("script", operation="pld.generate", status=200, body=body)
            result = self.fails(11, *ORDER, "--yes", "--allow-duplicate", "-o", "json", "--timeout",
                                "2s")
            self.assertEqual(result.json["outcome"], "unknown")
            self.assertEqual(result.json.get("response"), json.loads(body) if shown else None)

    def test_refused(self) -> None:
        self.control("script", sample="pld.generate.response.200-failure.json")
        result = self.fails(7, *ORDER, "--yes", "-o", "json")
        self.assertEqual(result.json["outcome"], "refused")
        self.nothing_left(result)

    def test_exists(self) -> None:
        first = self.ok(*ORDER, "--yes", "--wait", *SOON, "-o", "json").json
        self.assertEqual((first["outcome"], first["status"]), ("bought", "ready"))
        again = self.fails(17, *ORDER, "--yes", "--allow-duplicate", "-o", "json").json
        self.assertEqual((again["outcome"], again["id"]), ("exists", first["id"]))
        result = self.ok(*ORDER, "--yes", "--allow-duplicate", "--save", "it.xlsx", *SOON, "-o",
                         "json")
        self.assertEqual((result.json["outcome"], result.json["status"]), ("exists", "ready"))
        self.is_whole_archive(self.work / "it.xlsx")
        self.bought(1)
        self.assertEqual(self.unfinished(), [])

    def test_exists_says_the_price(self) -> None:
        self.ok(*STUDY, "--yes", "--wait", *SOON)
        again = (*STUDY, "--yes", "--allow-duplicate")
        self.fails(17, *again, says="report 51 exists already")
        result = self.fails(17, *again, "-o", "json")
        self.assertEqual(result.error["price"], {"reason": "exists", "report_id": 51})
        self.ok(*again, "--wait", "--save", "it.csv", *SOON)
        self.assertEqual(self.asked("sls.generate"), 1)

    def test_wait_and_save_of_each_family(self) -> None:
        for i, words in enumerate((ORDER, STUDY, SCORE)):
            path = self.work / f"{i}.xlsx"
            shown = self.ok(*words, "--yes", "--wait", "--save", path.name, *SOON, "-o",
                            "json").json
            self.assertEqual((shown["status"], shown["file"]), ("ready", str(path)))
            self.assertEqual(shown["bytes"], path.stat().st_size)
            self.is_whole_archive(path)
            self.forget_rate_limit()
        self.bought(3)
        self.assertEqual(self.unfinished(), [])

    def test_report_fails(self) -> None:
        self.control("fail", family="pld", count=1)
        result = self.fails(12, *ORDER, "--yes", "--wait", "--save", "it.xlsx", *SOON, "-o", "json")
        self.assertEqual((result.json["id"], result.json["status"]), (51, "failed"))
        self.assertEqual(self.unfinished(), [])
        self.assertFalse((self.work / "it.xlsx").exists())

    def test_no_purchases(self) -> None:
        for value in ("1", "yes", "maybe"):
            env = {"IQM_NO_PURCHASES": value}
            result = self.fails(3, *ORDER, "--yes", "--key", "k", env=env,
                                says=r"no-purchases is set \(IQM_NO_PURCHASES\)")
            self.nothing_left(result)
        self.bought(0)
        self.ok(*ORDER, "--yes", "--key", "k", env={"IQM_NO_PURCHASES": "0"})
        self.ok(*ORDER, "--yes", "--key", "k", "--wait", *SOON, env={"IQM_NO_PURCHASES": "1"})
        self.bought(1)

    def test_no_workspace(self) -> None:
        self.nothing_left(self.fails(3, *ORDER, "--yes", env={"IQM_OW_ID": None},
                                     says="name it with --ow-id, IQM_OW_ID, or ow-id in"))
        self.assertEqual(self.look("arrivals"), [])

    def test_workspace_that_a_person_names(self) -> None:
        """The token of a setting says none: it is asked for, shown, and pays."""
        shown = self.terminal(*ORDER, env={"IQM_OW_ID": None})
        shown.read_until("Workspace id: ")
        shown.type("200001\n")
        shown.read_until(r"workspace +200001")
        shown.read_until("Buy")
        shown.type("y\n")
        self.assertEqual(shown.end().code, 0)
        self.bought(1)
        for answer in "\n", "12x\n", "007\n":
            shown = self.terminal(*STUDY, env={"IQM_OW_ID": None})
            shown.read_until("Workspace id: ")
            shown.type(answer)
            result = shown.end()
            self.assertEqual(result.code, 3, result)
        self.bought(1)

    def test_workspace_of_a_log_in(self) -> None:
        """It comes with the token, by the settings' password or from the cache."""
        for env in (self.log_in_env, {"IQM_TOKEN": None, "IQM_OW_ID": None}):
            result = self.ok(*STUDY, "--dry-run", "-o", "json", env=env)
            self.assertEqual(result.json["workspace"], "200001")
            self.ok("auth", "login", env=self.log_in_env)

    def test_not_sent(self) -> None:
        self.control("expire", kind="access")
        self.nothing_left(self.fails(4, *ORDER, "--yes", says="not bought"))

    def test_wait_ends(self) -> None:
        self.control("settings", ready_after=60.0)
        result = self.fails(13, *ORDER, "--yes", "--save", "it.xlsx", "--wait-timeout", "400ms",
                            *SOON, "--key", "a b", "-o", "json")
        self.assertEqual((result.json["id"], result.json["status"]), (51, "processing?"))
        self.assertIn("journal resume 'a b'", result.error["message"])
        self.control("clock", advance=60)
        self.ok("journal", "resume", "a b", *SOON)
        self.is_whole_archive(self.work / "it.xlsx")
        self.bought(1)

    def test_columns_are_no_use(self) -> None:
        self.nothing_left(self.fails(2, *ORDER, "--yes", "--columns", "id", says="--columns"))


class Lost(BuyingCase):
    """Purchases whose response is lost: never bought again, never called failed."""

    def test_found_in_the_list(self) -> None:
        for i, kind in enumerate(("reset-after-request", "silent", "500", "cut-json")):
            with self.subTest(kind=kind):
                self.fault("pld.generate", kind, perform=True)
                result = self.ok("pld", "generate", "--campaign-id", "451351", "--timezone", "UTC",
                                 "--start-date", f"2024-11-1{i}", "--end-date", f"2024-11-1{i}",
                                 "--yes", "--timeout", "1s", "-o", "json")
                self.assertEqual((result.json["outcome"], result.json["id"]), ("bought", 51 + i))
                self.assertIn("was lost", result.err)
                self.bought(i + 1)
                self.assertEqual(self.unfinished(), [])
                self.forget_rate_limit()

    def test_found_with_a_price(self) -> None:
        self.fault("sls.generate", "reset-after-request")
        result = self.ok(*STUDY, "--yes", "--save", "it.xlsx", *SOON, "-o", "json")
        self.assertEqual((result.json["outcome"], result.json["id"]), ("bought", 51))
        self.is_whole_archive(self.work / "it.xlsx")
        self.bought(1)

    def hide(self, polls: int) -> None:
        """The poll before the purchase sees the list; the next ones see it without the report."""
        self.control("script", operation="pld.list", status=200, body=NEWEST)
        self.control("script", operation="pld.list", status=200, body=EMPTY, times=polls)

    def lose(self, *more: str) -> Result:
        self.fault("pld.generate", "reset-after-request")
        self.hide(1)
        result = self.fails(11, *ORDER, "--yes", "--key", "k", "-o", "json", *more)
        self.assertEqual(result.json["outcome"], "unknown")
        self.assertNotIn("id", result.json)
        self.assertEqual(result.error["status"], "IQM_E_UNKNOWN_OUTCOME")
        self.assertIn("iqm-insights journal resume k", result.error["message"])
        self.assertNotRegex(result.err, "[Ff]ailed|[Nn]othing was bought")
        return result

    def test_not_in_the_list_yet(self) -> None:
        self.lose()
        row = self.ok("journal", "resume", "-o", "jsonl").rows[0]
        self.assertEqual((row["outcome"], row["id"]), ("bought", 51))
        self.bought(1)
        self.assertEqual(self.unfinished(), [])

    def test_the_same_command_goes_on(self) -> None:
        self.lose()
        shown = self.ok(*ORDER, "--yes", "--key", "k", "--save", "it.xlsx", *SOON, "-o",
                        "json").json
        self.assertEqual((shown["outcome"], shown["id"]), ("bought before", 51))
        self.is_whole_archive(self.work / "it.xlsx")
        self.bought(1)
        self.assertEqual(self.asked("pld.generate"), 1)

    def seen_late(self) -> None:
        self.hide(3)
        result = self.ok(*ORDER, "--yes", "--wait", *SOON, "-o", "json", "-v")
        self.assertEqual((result.json["id"], result.json["status"]), (51, "ready"))
        self.assertEqual(result.err.count("not in the list yet"), 1)
        self.bought(1)

    def test_does_not_wait_until_it_is_seen(self) -> None:
        self.hide(9)
        result = self.ok(*ORDER, "--yes", "--key", "k")
        self.assertIn("Bought, but the report was not found: the list does not show it yet. Check "
                      "with: iqm-insights journal resume k\n", result.err)
        self.bought(1)

    def test_waits_until_it_is_seen(self) -> None:
        self.seen_late()

    def test_waits_until_a_lost_one_is_seen(self) -> None:
        self.fault("pld.generate", "reset-after-request")
        self.seen_late()

    def test_an_earlier_run_was_to_do_more(self) -> None:
        self.control("settings", ready_after=60.0)
        self.fails(13, *ORDER, "--yes", "--key", "k", "--save", "it.xlsx", "--wait-timeout",
                   "300ms", *SOON)
        again = self.ok(*ORDER, "--yes", "--key", "k")
        self.assertIn("was to do more. Continue with: iqm-insights journal resume k", again.err)
        self.assertEqual(self.unfinished(), ["k"])
        self.control("clock", advance=120)
        self.ok("journal", "resume", *SOON)
        self.is_whole_archive(self.work / "it.xlsx")
        self.bought(1)

    def test_regenerated_and_failed_at_once(self) -> None:
        """The list cannot tell it from one that is not regenerated; but its id is known."""
        self.control("settings", ready_after=0.0)
        self.control("fail", family="pld", count=1)
        for more, code in (((), 0), (("--wait", "--wait-timeout", "300ms", *SOON), 20)):
            result = self.run_it("pld", "generate", "--id", "9", "--yes", "--key", "k", *more, "-o",
                                 "json")
            self.assertEqual((result.code, result.json["id"]), (code, 9), result)
            self.assertIn("report 9 is not regenerated yet, or has failed again", result.err)
        self.bought(1)

    def test_never_seen(self) -> None:
        self.fault("pld.generate", "lost-before")  # the service got nothing
        result = self.fails(11, *ORDER, "--yes", "--wait", "--wait-timeout", "500ms", *SOON,
                            "--key", "k", "-o", "json")
        self.assertEqual(result.json["outcome"], "unknown")
        self.fails(11, *ORDER, "--yes", "--key", "k", says="journal resume k")
        self.fails(11, "journal", "resume", "--wait-timeout", "300ms", *SOON,
                   says="do not buy again")
        self.bought(0)
        self.assertEqual(self.asked("pld.generate"), 1)
        self.assertEqual(self.unfinished(), ["k"])

    def test_finding_it_fails(self) -> None:
        self.fault("pld.generate", "reset-after-request")
        self.fault("pld.list", "500", after=1, times=0)
        result = self.fails(11, *ORDER, "--yes", "--timeout", "2s", "-o", "json")
        self.assertEqual(result.json["outcome"], "unknown")
        self.assertEqual(result.error["class"], "unknown-outcome")

    def test_bought_and_finding_it_fails(self) -> None:
        self.fault("pld.list", "500", after=1, times=0)
        result = self.ok(*ORDER, "--yes", "--key", "k", "--timeout", "2s", "-o", "json")
        self.assertEqual(result.json["outcome"], "bought")
        self.assertIn("journal resume k", result.err)
        self.assertEqual(self.unfinished(), ["k"])
        self.control("unfault")
        self.ok("journal", "resume", "k")
        self.assertEqual(self.journal()[0]["id"], 51)
        self.assertEqual(self.unfinished(), [])

    def test_ctrl_c_while_it_is_sent(self) -> None:
        self.fault("pld.generate", "silent")
        shown = self.terminal(*ORDER, "--yes", "--save", "it.xlsx", "--key", "k")
        self.until(lambda: self.bill())
        shown.type("\x03")
        result = shown.end()
        self.assertEqual(result.code, 130, result)
        self.assertIn("not known whether it was bought", result.out)
        self.assertIn("iqm-insights journal resume k", result.out)
        self.assertRegex(result.out, "outcome +unknown")
        self.ok("journal", "resume", *SOON)
        self.is_whole_archive(self.work / "it.xlsx")
        self.bought(1)

    def test_sigterm_while_it_is_sent(self) -> None:
        self.fault("pld.generate", "silent")
        process = self.start(*ORDER, "--yes", "-o", "json")
        self.until(lambda: self.bill())
        process.send_signal(signal.SIGTERM)
        result = self.finish(process)
        self.assertEqual(result.code, 143, result)
        self.assertEqual(result.json["outcome"], "unknown")


class Places(BuyingCase):
    """Nothing is bought that could not be saved."""

    def test_there_already(self) -> None:
        (self.work / "it.xlsx").write_text("mine")
        self.nothing_left(self.fails(15, *ORDER, "--yes", "--save", "it.xlsx"))
        self.assertEqual((self.work / "it.xlsx").read_text(), "mine")
        self.assertEqual(self.look("arrivals"), [])

    def test_no_directory(self) -> None:
        self.nothing_left(self.fails(1, *ORDER, "--yes", "--save", "no/it.xlsx", says="No such"))

    def test_unknown_ending(self) -> None:
        for name in ("it.doc", "it", "xlsx", ".", "-", ""):
            self.nothing_left(self.fails(2, *ORDER, "--yes", "--save", name,
                                         says=r"\.xlsx or \.csv"))

    def test_read_only_directory(self) -> None:
        (self.work / "closed").mkdir(mode=0o555)
        more: dict[str, Any] = {}
        if os.geteuid() == 0:  # root may write anywhere; who else may not reach the command
            command = shutil.copy(COMMAND, self.home)
            for path in (self.home, self.work, command):
                shutil.chown(path, 65534)
            more = {"user": 65534, "group": 65534, "extra_groups": [], "executable": command}
        self.fails(1, *ORDER, "--yes", "--save", "closed/it.xlsx", says="Permission denied", **more)
        self.bought(0)

if __name__ == "__main__":
    unittest.main()
