"""The order before it is bought: its days and units, and --dry-run."""
from __future__ import annotations

import json
import re
import time
import unittest
from typing import Any, Optional

from tests.cli.support.buying_case import DATES, ORDER, SCORE, STUDY, BuyingCase
from tests.cli.support.command_case import Result
from tests.cli.support.journal_file import damage


class Dry(BuyingCase):
    """--dry-run."""

    def test_shows_all_and_buys_nothing(self) -> None:
        for words in (ORDER, STUDY, SCORE):
            result = self.ok(*words, "--dry-run", "-o", "json")
            shown = result.json
            self.assertEqual(result.err, "")
            request = shown["request"]
            self.assertEqual(request["method"], "POST")
            self.assertTrue(request["url"].startswith(self.sandbox.url))
            self.assertTrue(request["body"])
            self.assertEqual([shown[n] for n in ("days", "funds", "key", "workspace", "host",
                                                 "start-date", "end-date", "outcome")],
                             [3, True, "a new one", "200001", self.sandbox.url,
                              "2024-11-21T00:00:00-05:00", "2024-11-23T23:59:59-05:00",
                              "would buy"])
            self.assertEqual(shown["name" if "name" in shown else "campaign-id"],
                             {"pld": 451351, "sls": "A study", "aqs": "A score"}[words[0]])
        self.bought(0)
        self.assertFalse([n for _, n, _ in self.look("arrivals") if n.endswith("generate")])
        self.assertEqual(self.unfinished(), [])

    def test_is_the_plan_that_is_asked_about(self) -> None:
        """On standard output, and nothing else there or on standard error."""
        for words in (ORDER, STUDY, SCORE):
            result = self.ok(*words, "--dry-run")
            shown = self.terminal(*words, "--key", "k", env={"NO_COLOR": "1"})
            shown.read_until("Buy")
            shown.type("n\n")
            plan = shown.end().out.split("\nBuy")[0]
            self.assertEqual(result.err, "")
            rows = [line.split(None, 1) for line in plan.splitlines()[1:]]
            rows[-1] = ["key", "a new one"]
            self.assertEqual([line.split(None, 1) for line in result.out.splitlines()],
                             [*rows, ["outcome", "would buy"]])
            self.forget_rate_limit()
        self.bought(0)

    def test_for_spreadsheets(self) -> None:
        names, values = (line.split(",") for line in
                         self.ok(*ORDER, "--dry-run", "-o", "csv").out.splitlines())
        row = dict(zip(names, values))
        self.assertEqual((row["campaign-id"], row["days"], row["outcome"]),
                         ("451351", "3", "would buy"))
        self.assertNotIn("request", row)

    def test_lists_and_objects_are_values(self) -> None:
        shown = self.ok(*STUDY, "--dry-run", "-o", "json").json
        self.assertEqual((shown["campaign-ids"], shown["report-types"]), ([1, 2, 3], [1, 2]))
        shown = self.ok(*SCORE, "--dry-run", "-o", "json").json
        self.assertEqual(shown["audience-concept-groups"],
                         [{"audienceId": 101, "conceptGroupId": "202335"}])

    def test_body_is_what_is_sent(self) -> None:
        body = self.ok(*ORDER, "--dry-run", "-o", "json").json["request"]["body"]
        self.ok(*ORDER, "--yes")
        self.assertEqual(json.loads(self.bill()[0]["body"]), body)

    def dry(self, code: int, *words: str, says: str = "", outcome: Optional[str] = None,
            **more: Any) -> Result:
        """A dry run shows its plan, has one verdict, and ends as the purchase does."""
        result = self.run_it(*words, "--dry-run", "-o", "json", **more)
        self.assertEqual(result.code, code, result)
        self.assertRegex(result.err, says or "^")
        self.assertEqual(result.json.get("outcome"), outcome, result)
        self.assertFalse({"price", "no-price"} <= result.json.keys(), result)
        self.assertLessEqual(result.err.count('{"error":{"exit"'), 1, result)
        return result

    def test_ends_as_the_purchase_would(self) -> None:
        self.control("settings", ready_after=0.0)
        self.dry(0, *STUDY, outcome="would buy")
        self.dry(16, *STUDY, "--max-cost", "0.5", says="limit|max-cost", outcome="refused")
        self.fault("pld.compute", "404", times=2)
        shown = self.dry(0, *ORDER, says="^$", outcome="would buy").json
        self.assertRegex(shown["no-price"], "^pld.compute: HTTP 404")
        shown = self.dry(16, *ORDER, "--max-cost", "5", says="HTTP 404", outcome="refused").json
        self.assertRegex(shown["no-price"], "^pld.compute: HTTP 404")
        self.dry(0, *STUDY, "--save", "it.xlsx", outcome="would buy")
        (self.work / "it.xlsx").write_text("")
        self.dry(15, *STUDY, "--save", "it.xlsx", says="it.xlsx", outcome="would buy")
        env = {"IQM_NO_PURCHASES": "1"}
        shown = self.dry(3, *STUDY, env=env, says="no-purchases is set", outcome="refused").json
        self.assertIn("price", shown)
        self.bought(0)

    def test_of_what_was_bought(self) -> None:
        self.control("settings", ready_after=0.0)
        self.ok(*STUDY, "--yes", "--key", "k")
        self.dry(22, *STUDY, says="journal resume k", outcome="duplicate")
        again = (*STUDY, "--allow-duplicate")
        self.dry(17, *again, outcome="exists")
        self.dry(0, *again, "--wait", says="exists already", outcome="exists")
        sent = len(self.look("arrivals"))
        words = (*STUDY, "--key", "k")
        self.assertEqual(self.dry(0, *words, says="the key 'k' has bought",
                                  outcome="bought before").json["report-id"], 51)
        self.dry(18, *ORDER, "--key", "k", says="another purchase under the key 'k'",
                 outcome="key used")
        self.dry(18, *words, "--ow-id", "200002", says="workspace 200002", outcome="key used")
        damage(self.state / "journal", 2)
        for key in ("k", "new"):
            self.dry(1, *STUDY, "--key", key, says="journal .*line 2")
        self.assertEqual(len(self.look("arrivals")), sent)

    def test_of_what_may_have_bought(self) -> None:
        self.fault("pld.generate", "lost-before")
        self.fails(11, *ORDER, "--yes", "--key", "k")
        sent = len(self.look("arrivals"))
        self.dry(11, *ORDER, "--key", "k", says="under key 'k' may have been made",
                 outcome="unknown")
        self.dry(22, *ORDER, outcome="duplicate")
        self.assertEqual(len(self.look("arrivals")), sent)


class Days(BuyingCase):
    """How many there are, in order, and not more than are wanted."""

    def order(self, start: str, end: str, *more: str) -> tuple[str, ...]:
        """An order for these days."""
        return ("pld", "generate", "--campaign-id", "451351", "--start-date", start, "--end-date",
                end, "--timezone", "America/New_York", *more)

    def days(self, start: str, end: str) -> Any:
        """The plan's number of days, and its warnings."""
        result = self.ok(*self.order(start, end, "--dry-run"))
        found = re.search(r"days +(\d+)\n", result.out)
        assert found, result
        return int(found.group(1)), re.findall("Warning: (.*)\n", result.err)

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
                         (31, ["31 of the days are not over yet."]))
        self.control("funds", add=1e9)
        days, warnings = self.days("2020-01-01", "2190-01-31")
        self.assertEqual(days, 62123)
        self.assertRegex(warnings[0], r"^5\d{4} of the days are not over yet")
        self.assertEqual(self.days("2199-01-31", "2199-01-31"),
                         (1, ["1 of the days is not over yet."]))
        today = time.strftime("%Y-%m-%d", time.gmtime())
        self.assertEqual(self.days(today, today)[0], 1)
        self.forget_rate_limit()
        self.assertRegex(self.days("2026-01-05", today)[1][0], "^[12] of the days")

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
        for order, says in ((reversed_, "--end-date: expected --start-date or later, which is "
                                        "2024-11-23, found 2024-11-21"),
                            (half, "--end-date: missing, as --start-date is there"),
                            (negative, "--campaign-id: expected 0 or more, found -5")):
            self.nothing_left(self.fails(2, *order, "--yes", says=says))
            self.fails(2, *order, "--dry-run", "--max-days", "9", says=says)
            self.fails(2, order[0], "compute", *order[2:], says=says)
        self.assertEqual(self.look("arrivals"), [])

    def test_no_days_at_all(self) -> None:
        """The plan could not show what is bought. A report that is regenerated has its days."""
        for order in (ORDER[:4], ("sls", "generate", "--name", "A study"),
                      ("aqs", "generate", "--body", '{"campaignId": 1}')):
            for more in ("--yes", "--dry-run"):
                self.fails(2, *order, more,
                           says="the order names no days: expected --start-date and "
                                "--end-date, or --period; nothing was sent")
        self.assertEqual(self.look("arrivals"), [])
        self.ok("pld", "generate", "--id", "10", "--yes")


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
