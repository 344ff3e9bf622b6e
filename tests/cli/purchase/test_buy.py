"""Purchases: what is asked and shown before them, and each outcome."""
from __future__ import annotations

import json
import os
import re
import shutil
import signal
import unittest
from typing import Any

from tests.cli.support.buying_case import (DATES, EMPTY, NEWEST, ORDER, SCORE, SOON, STUDY,
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
        shown.process.send_signal(signal.SIGSTOP)  # until the terminal has the lines: it echoes them
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


class Priced(BuyingCase):
    """What the price decides."""

    def test_limit(self) -> None:
        cost = self.ok(*STUDY, "--dry-run", "-o", "json").json["cost"]
        self.nothing_left(self.fails(16, *STUDY, "--yes", "--max-cost", str(cost - 0.01),
                                     says="it costs .*, the limit is"))
        result = self.ok(*STUDY, "--yes", "--max-cost", str(cost), "-o", "json")
        self.assertEqual(result.json["cost"], cost)
        self.bought(1)

    def test_limit_of_a_price_that_may_be_lacking(self) -> None:
        cost = self.ok(*ORDER, "--dry-run", "-o", "json").json["cost"]
        self.nothing_left(self.fails(16, *ORDER, "--yes", "--max-cost", str(cost - 0.01),
                                     says="it costs .*, the limit is"))
        result = self.ok(*ORDER, "--yes", "--max-cost", str(cost), "-o", "json")
        self.assertEqual(result.json["cost"], cost)
        self.assertRegex(result.err, f"price +{cost:.2f}\n")
        self.bought(1)

    def test_price_that_is_lacking(self) -> None:
        """Bought all the same, unless there is a limit: then it must be known."""
        odd = {"pldReportCreatable": True}
        shown = {"404": "HTTP 404: ", "501": "HTTP 501: ", "wrong-type": "expected JSON|not JSON",
                 json.dumps({"success": True, "data": odd}): "names no price",
                 json.dumps({"success": True, "data": {**odd, "pldChargeableCost": "free"}}):
                     "pldChargeableCost",
                 json.dumps({"success": True, "data": {**odd, "pldChargeableCost": 2}}):
                     "does not say that the funds suffice",
                 json.dumps({"success": True, "data": {**odd, "pldChargeableCost": 2,
                                                       "campaignId": 7}}): "another order's"}
        for kind, why in shown.items():
            with self.subTest(kind):
                for more in ((), ("--max-cost", "1000000")):
                    if kind.startswith("{"):
                        self.control("script", operation="pld.compute", status=200, body=kind)
                    else:
                        self.fault("pld.compute", kind)
                    if more:
                        result = self.fails(16, *ORDER, "--yes", *more, "-o", "json")
                        self.assertEqual(result.error["price"]["reason"], "no-price")
                        self.assertRegex(result.error["message"], why)
                        self.nothing_left(result)
                    else:
                        result = self.ok(*ORDER, "--dry-run", "-o", "json")
                        self.assertNotIn("cost", result.json)
                self.forget_rate_limit()
        for i, (kind, campaign) in enumerate(zip(shown, ("451351", "451350", "12345"))):
            self.fault("pld.compute", kind)
            result = self.ok("pld", "generate", "--campaign-id", campaign, *DATES, "--yes")
            self.assertRegex(result.err, rf"price +not known \(.*({shown[kind]}).*\)\n")
            self.bought(i + 1)

    def test_price_that_fails(self) -> None:
        """The service has not responded with one: that says nothing of a purchase."""
        self.fault("pld.compute", "503", times=0)
        self.nothing_left(self.fails(10, *ORDER, "--yes", "--max-cost", "5", "--timeout", "1s",
                                     says="its price is not known: .*HTTP 503"))
        self.control("unfault")
        self.fault("pld.compute", "silent", times=0)
        self.nothing_left(self.fails(13, *ORDER, "--yes", "--timeout", "500ms",
                                     says="its price is not known"))

    def test_cost_of_what_has_no_price_before(self) -> None:
        """The response says it, be it another amount than others that are there."""
        self.control("script", operation="pld.generate", status=200, body=json.dumps(
            {"success": True, "data": {"pldReportCreated": True, "pldChargedCost": 3.5,
                                       "pldChargeableCost": 12.25}}))
        self.assertEqual(self.ok(*ORDER, "--yes", "-o", "json").json["cost"], 12.25)

    def test_bad_limit(self) -> None:
        for amount in ("", "many", "1e3", "-1", "nan", "1.2.3", "9" * 400):
            self.fails(2, *STUDY, "--yes", "--max-cost", amount, says="amount")
        self.bought(0)

    def test_bad_key(self) -> None:
        for key in ("", "k" * 64, "a\nb", "schlüssel"):
            self.nothing_left(self.fails(2, *ORDER, "--yes", "--key", key,
                                         says=f"--key: '{key}': expected 1 to 63 printable"))

    def test_no_funds(self) -> None:
        self.control("funds", add=-1_000_000)
        for order in (ORDER, STUDY, SCORE):
            result = self.fails(16, *order, "--yes", "-o", "json")
            self.assertEqual(result.error["price"]["reason"], "no-funds")
            self.assertRegex(result.error["message"], "funds")
            self.nothing_left(result)

    def test_overlapping(self) -> None:
        """Of every family, and whether its price or only its purchase says so."""
        for order in (ORDER, STUDY, SCORE):
            family = order[0]
            body = json.dumps({"success": True, "data": {
                f"{family}ReportCreated": False, "message": "An overlapping date range."}})
            for operation in ("compute", "generate") if family != "pld" else ("generate",):
                self.control("script", operation=f"{family}.{operation}", status=200, body=body)
                self.overlaps(order)
            self.forget_rate_limit()

    def overlaps(self, order: Any) -> None:
        """The order is refused."""
        result = self.fails(7, *order, "--yes", "-o", "json")
        self.assertEqual(result.error["price"], {"reason": "overlapping"})
        self.assertRegex(result.error["message"], "overlapping date range")
        self.assertEqual(result.json["outcome"], "refused")
        self.assertIn("message", result.json["response"])
        self.nothing_left(result)

    def test_no_price(self) -> None:
        self.control("script", operation="sls.compute", status=200, body=json.dumps(
            {"success": True, "data": {"slsReportCreatable": True, "fundsAvailable": True}}))
        self.nothing_left(self.fails(16, *STUDY, "--yes", says="no price"))

    def test_price_of_another_order(self) -> None:
        """Also where nothing is bought: --dry-run says what a purchase would."""
        price = {"slsReportCreatable": True, "slsChargeableCost": 1, "fundsAvailable": True,
                 "ioId": 9999}
        for words in ("--dry-run",), ("--yes",):
            self.control("script", operation="sls.compute", status=200,
                         body=json.dumps({"success": True, "data": price}))
            self.nothing_left(self.fails(16, *STUDY, *words, says="another order's, by its ioId"))
        self.assertEqual(self.asked("sls.generate"), 0)

    def test_refused_by_the_price(self) -> None:
        self.control("script", sample="sls.compute.response.200-processing.json")
        self.nothing_left(self.fails(7, *STUDY, "--yes", says="overlapping"))
        self.assertEqual(self.asked("sls.generate"), 0)

    def test_price_fails(self) -> None:
        self.fault("sls.compute", "500", times=0)
        self.nothing_left(self.fails(10, *STUDY, "--yes", "--timeout", "2s",
                                     says="not bought: its price is not known"))


class Dry(BuyingCase):
    """--dry-run."""

    def test_shows_all_and_buys_nothing(self) -> None:
        for words in (ORDER, STUDY, SCORE):
            result = self.ok(*words, "--dry-run", "-o", "json")
            shown = result.json
            self.assertRegex(result.err, rf"days +3\n +price +{shown['cost']:.2f}\n")
            self.assertRegex(result.err, "key +a new one")
            self.assertEqual(shown["method"], "POST")
            self.assertTrue(shown["url"].startswith(self.sandbox.url))
            self.assertTrue(shown["body"])
            self.assertIs(shown["funds"], True)
        self.bought(0)
        self.assertFalse([n for _, n, _ in self.look("arrivals") if n.endswith("generate")])
        self.assertEqual(self.unfinished(), [])

    def test_body_is_what_is_sent(self) -> None:
        body = self.ok(*ORDER, "--dry-run", "-o", "json").json["body"]
        self.ok(*ORDER, "--yes")
        self.assertEqual(json.loads(self.bill()[0]["body"]), body)

    def test_ends_as_the_purchase_would(self) -> None:
        self.fails(16, *STUDY, "--dry-run", "--max-cost", "0.5", says="limit|max-cost")
        self.control("settings", ready_after=0.0)
        self.ok(*STUDY, "--yes")
        shown = self.fails(17, *STUDY, "--dry-run", "-o", "json")
        self.assertEqual(shown.json["outcome"], "exists")

    def test_says_what_the_key_has_done(self) -> None:
        self.ok(*ORDER, "--key", "new", "--dry-run", "-q")
        self.ok(*ORDER, "--key", "k", "--yes", "--wait", *SOON)
        self.fails(17, *ORDER, "--key", "k", "--dry-run", says="key 'k' has bought report 51\n")
        self.fails(17, *ORDER, "--key", "other", "--dry-run", says="same order .* under key 'k'")
        result = self.fails(18, *STUDY, "--key", "k", "--dry-run", "-o", "json",
                            says="key 'k' has bought report 51, by another order")
        self.assertIn("cost", result.json)
        self.fault("pld.generate", "reset-after-request")
        other = ("pld", "generate", "--campaign-id", "451350", *DATES, "--key", "lost")
        self.fault("pld.list", "501", after=1, times=0)
        self.fails(11, *other, "--yes")
        result = self.fails(17, *other, "--dry-run", says="under key 'lost' may have been made")
        self.assertRegex(result.err, r"price +none\n")
        self.bought(2)


class Days(BuyingCase):
    """How many there are, in order, and not more than are wanted."""

    def order(self, start: str, end: str, *more: str) -> tuple[str, ...]:
        """An order for these days."""
        return ("pld", "generate", "--campaign-id", "451351", "--start-date", start, "--end-date",
                end, "--timezone", "America/New_York", *more)

    def days(self, start: str, end: str) -> Any:
        """The plan's number of days, and its warnings."""
        err = self.ok(*self.order(start, end, "--dry-run")).err
        found = re.search(r"days +(\d+)\n", err)
        assert found, err
        return int(found.group(1)), re.findall("Warning: (.*)\n", err)

    def test_the_calendar_counts(self) -> None:
        self.assertEqual(self.days("2024-11-21", "2024-11-21"), (1, []))
        self.assertEqual(self.days("2024-11-01", "2024-11-30"), (30, []))  # clocks are set back
        self.assertEqual(self.days("2024-02-28T23:59:59", "2024-03-01T00:00:00"), (3, []))
        self.forget_rate_limit()

    def test_warnings(self) -> None:
        self.assertEqual(self.days("2023-01-01", "2023-12-31"), (365, []))
        self.assertEqual(self.days("2023-01-01", "2024-01-02"),
                         (367, ["the days are more than a year."]))
        self.assertEqual(self.days("2190-01-01", "2190-01-31"),
                         (31, ["31 of the days are in the future."]))
        self.control("funds", add=1e9)
        days, warnings = self.days("2020-01-01", "2190-01-31")
        self.assertEqual(days, 62123)
        self.assertRegex(warnings[0], r"^5\d{4} of the days are in the future")

    def test_most_days(self) -> None:
        for most in ("0", "-1", "x", "1.5", ""):
            self.fails(2, *ORDER, "--yes", "--max-days", most, says="not a number of days")
        self.fails(2, *ORDER, "--yes", "--max-days", "2",
                   says="the order is for 3 days, the limit is 2; nothing was sent")
        self.fails(2, "pld", "generate", "--id", "10", "--yes", "--max-days", "2",
                   says="the order names no days")
        self.assertEqual(self.look("arrivals"), [])
        self.ok(*ORDER, "--yes", "--max-days", "3")
        self.bought(1)

    def test_orders_that_make_no_sense(self) -> None:
        reversed_ = self.order("2024-11-23", "2024-11-21")
        half = ("pld", "generate", "--campaign-id", "451351", "--start-date", "2024-11-21",
                "--timezone", "UTC")
        negative = ("pld", "generate", "--campaign-id=-5", *DATES)
        for order, says in ((reversed_, "pldEndDate: expected 'pldStartDate' or later"),
                            (half, "pldEndDate: missing, as 'pldStartDate' is there"),
                            (negative, "campaignId: expected 0 or more, found -5")):
            self.nothing_left(self.fails(2, *order, "--yes", says=says))
            self.fails(2, *order, "--dry-run", "--max-days", "9", says=says)
            self.fails(2, order[0], "compute", *order[2:], says=says)
        self.assertEqual(self.look("arrivals"), [])


class Outcomes(BuyingCase):
    """What the service may say to a purchase, and what is printed of it."""

    def test_bought(self) -> None:
        shown = self.ok(*ORDER, "--yes", "--key", "spring", "-o", "json").json
        self.assertEqual({k: shown[k] for k in ("outcome", "key", "id", "state")},
                         {"outcome": "bought", "key": "spring", "id": 51, "state": "waiting"})
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
        self.assertEqual((first["outcome"], first["state"]), ("bought", "ready"))
        again = self.fails(17, *ORDER, "--yes", "--allow-duplicate", "-o", "json").json
        self.assertEqual((again["outcome"], again["id"]), ("exists", first["id"]))
        result = self.ok(*ORDER, "--yes", "--allow-duplicate", "--save", "it.xlsx", *SOON, "-o",
                         "json")
        self.assertEqual((result.json["outcome"], result.json["state"]), ("exists", "ready"))
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
            self.assertEqual((shown["state"], shown["file"]), ("ready", str(path)))
            self.assertEqual(shown["bytes"], path.stat().st_size)
            self.is_whole_archive(path)
            self.forget_rate_limit()
        self.bought(3)
        self.assertEqual(self.unfinished(), [])

    def test_report_fails(self) -> None:
        self.control("fail", family="pld", count=1)
        result = self.fails(12, *ORDER, "--yes", "--wait", "--save", "it.xlsx", *SOON, "-o", "json")
        self.assertEqual((result.json["id"], result.json["state"]), (51, "failed"))
        self.assertEqual(self.unfinished(), [])
        self.assertFalse((self.work / "it.xlsx").exists())

    def test_no_purchases(self) -> None:
        for value in ("1", "yes", "maybe"):
            env = {"IQM_NO_PURCHASES": value}
            result = self.fails(3, *ORDER, "--yes", "--key", "k", env=env,
                                says=r"no-purchases is set \(IQM_NO_PURCHASES\)")
            self.nothing_left(result)
            self.ok(*ORDER, "--dry-run", env=env)
        self.bought(0)
        self.ok(*ORDER, "--yes", "--key", "k", env={"IQM_NO_PURCHASES": "0"})
        self.ok(*ORDER, "--yes", "--key", "k", "--wait", *SOON, env={"IQM_NO_PURCHASES": "1"})
        self.bought(1)

    def test_no_workspace(self) -> None:
        self.nothing_left(self.fails(3, *ORDER, "--yes", env={"IQM_OW_ID": None},
                                     says="Name the workspace: --ow-id or IQM_OW_ID"))

    def test_not_sent(self) -> None:
        self.control("expire", kind="access")
        self.nothing_left(self.fails(4, *ORDER, "--yes", says="not bought"))

    def test_wait_ends(self) -> None:
        self.control("settings", ready_after=60.0)
        result = self.fails(13, *ORDER, "--yes", "--save", "it.xlsx", "--wait-timeout", "400ms",
                            *SOON, "--key", "a b", "-o", "json")
        self.assertEqual((result.json["id"], result.json["state"]), (51, "waiting"))
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
        result = self.ok(*ORDER, "--yes", "--wait", *SOON, "-o", "json")
        self.assertEqual((result.json["id"], result.json["state"]), (51, "ready"))
        self.assertEqual(result.err.count("not in the list yet"), 1)
        self.bought(1)

    def test_does_not_wait_until_it_is_seen(self) -> None:
        self.hide(9)
        result = self.ok(*ORDER, "--yes", "--key", "k")
        self.assertIn("Bought, but the report was not found: the list does not show it yet. Check with: "
                      "iqm-insights journal resume k\n", result.err)
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


class Requests(BuyingCase):
    """No more than it takes: the rate limit has 20 a minute."""

    WORDS = (*STUDY, "--wait", "--save", "it.xlsx", *SOON)
    FIVE = ["sls.compute", "sls.list", "sls.generate", "sls.list", "sls.download"]

    def setUp(self) -> None:
        super().setUp()
        self.control("settings", ready_after=0.0)

    def sent(self) -> list[str]:
        """The requests that came to the API, in order."""
        self.is_whole_archive(self.work / "it.xlsx")
        return [name for _, name, _ in self.look("arrivals") if name != "file"]

    def test_price_newest_buy_find_link(self) -> None:
        self.ok(*self.WORDS, "--yes")
        self.assertEqual(self.sent(), self.FIVE)

    def test_the_price_is_asked_again_after_a_question(self) -> None:
        shown = self.terminal(*self.WORDS)
        shown.read_until(r"Buy\? \[y/N\] ")
        shown.type("y\n")
        self.assertEqual(shown.end().code, 0)
        self.assertEqual(self.sent(), ["sls.compute", *self.FIVE])

    def test_nothing_to_do(self) -> None:
        self.ok(*self.WORDS, "--yes", "--key", "k")
        before = self.sent()
        self.ok(*self.WORDS, "--yes", "--key", "k")
        self.assertEqual(self.sent(), [*before, "sls.list"])


class Duplicates(BuyingCase):
    """A cron line without --key buys once."""

    def refused(self, order: tuple[str, ...], key: str, state: str) -> Result:
        before = len(self.look("arrivals"))
        result = self.fails(22, *order, "--yes", "-o", "json")
        self.assertRegex(result.error["message"],
                         rf"was sent at 20\d\d-.*Z under key '{key}' \({state}.*; nothing was sent")
        self.assertEqual(result.out, "")
        self.assertEqual(len(self.look("arrivals")), before)
        return result

    def test_bought(self) -> None:
        for order in ORDER, STUDY, SCORE:
            self.ok(*order, "--yes", "--key", order[0])
            err = self.refused(order, order[0], "bought, report 51").err
            self.assertIn(f"Continue it with: iqm-insights journal resume {order[0]}; or add "
                          "--allow-duplicate, to buy the same once more.\n", err)
        self.bought(3)

    def test_unknown(self) -> None:
        self.fault("pld.generate", "lost-before")
        self.fails(11, *ORDER, "--yes", "--key", "k")
        self.refused(ORDER, "k", "unknown")
        self.bought(0)

    def test_in_another_order_of_words(self) -> None:
        words = list(STUDY)
        words[words.index("1,2,3")] = "3,1,2"
        self.ok(*STUDY, "--yes", "--key", "k")
        err = self.refused(tuple(words), "k", "bought").err
        self.assertIn("Continue it with: iqm-insights journal list; or", err)

    def test_allowed(self) -> None:
        self.control("settings", always_sell=True)
        for _ in range(2):
            self.ok(*ORDER, "--yes", "--allow-duplicate")
        self.bought(2)

    def test_not_asked_about(self) -> None:
        self.ok(*ORDER, "--yes", "--key", "k")
        result = self.terminal(*ORDER).end()
        self.assertEqual(result.code, 22)
        self.assertNotIn("Buy?", result.out)


class Keys(BuyingCase):
    """The same key never buys twice."""

    def test_goes_on(self) -> None:
        first = self.ok(*ORDER, "--yes", "--key", "k", "-o", "json").json
        again = self.ok(*ORDER, "--key", "k", "--save", "it.xlsx", *SOON, "-o", "json").json
        self.assertEqual((again["outcome"], again["id"]), ("bought before", first["id"]))
        self.is_whole_archive(self.work / "it.xlsx")
        self.bought(1)

    def test_nothing_left_to_do(self) -> None:
        words = (*ORDER, "--yes", "--key", "k", "--save", "it.xlsx", *SOON, "-o", "json")
        first = self.ok(*words).json
        self.assertEqual(self.ok(*words).json, {**{k: v for k, v in first.items() if k not in
                                                   ("cost", "response")}, "outcome": "bought before"})
        (self.work / "it.xlsx").rename(self.work / "moved.xlsx")
        self.ok(*words)
        self.is_whole_archive(self.work / "it.xlsx")
        (self.work / "it.xlsx").unlink()
        (self.work / "it.xlsx").write_text("another")
        self.fails(15, *words)
        self.bought(1)

    def test_another_order(self) -> None:
        self.ok(*ORDER, "--yes", "--key", "k")
        other = ("pld", "generate", "--campaign-id", "451350", *DATES)
        result = self.fails(18, *other, "--yes", "--key", "k", says="another purchase")
        self.assertEqual(result.out, "")
        self.bought(1)

    def test_after_a_refusal_it_may_buy(self) -> None:
        self.control("script", sample="pld.generate.response.200-failure.json")
        self.fails(7, *ORDER, "--yes", "--key", "k")
        self.ok(*ORDER, "--yes", "--key", "k")
        self.bought(1)

    def test_bad_key(self) -> None:
        for key in ("", "x" * 64, "a\nb"):
            self.nothing_left(self.fails(2, *ORDER, "--yes", "--key", key, says="key"))

    def test_made_keys_differ(self) -> None:
        keys = {self.ok("pld", "generate", "--campaign-id", campaign, *DATES, "--yes", "-o",
                        "json").json["key"] for campaign in ("451351", "12345")}
        self.assertEqual(len(keys), 2)

    def test_two_at_once(self) -> None:
        self.control("settings", ready_after=60.0)
        first = self.start(*ORDER, "--yes", "--wait", "--key", "k")
        self.until(lambda: self.bill())
        self.fails(18, *ORDER, "--yes", "--wait", "--key", "k", says="another process")
        first.send_signal(signal.SIGINT)
        self.assertEqual(self.finish(first).code, 130)
        self.bought(1)


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


class Units(BuyingCase):
    """Timestamps in the wrong unit are pointed out."""

    def test_seconds_for_milliseconds(self) -> None:
        body = json.dumps({"campaignId": 451351, "pldStartDate": 1732165200,
                           "pldEndDate": 1732424399000})
        err = self.ok("pld", "generate", "--body", body, "--dry-run").err
        self.assertRegex(err, "start-date: 1732165200 looks like seconds.*milliseconds")
        self.assertNotIn("end-date:", err)

    def test_milliseconds_for_seconds(self) -> None:
        body = json.dumps({"campaignId": 1, "aqsStartDate": 1732165200000,
                           "aqsEndDate": 1732424399})
        shown = self.terminal("aqs", "generate", "--body", body, "--name", "A score",
                              "--report-type-id", "1", "--audience-concept-groups",
                              '{"conceptGroupId": "202335"}')
        shown.read_until("start-date: 1732165200000 looks like milliseconds|Buy|iqm-insights: ")
        self.assertNotIn("Buy", shown.text)

    def test_dialect_is_shown_as_sent(self) -> None:
        shown = self.terminal(*SCORE, "--dialect", "openapi")
        shown.read_until("Buy")
        self.assertRegex(shown.text, r"2024-11-21T00:00:00-05:00 .*sent as 1732165200000\b")


if __name__ == "__main__":
    unittest.main()
