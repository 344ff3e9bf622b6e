"""The order before it is bought: its days and units, and --dry-run."""
from __future__ import annotations

import json
import re
import unittest
from typing import Any

from tests.cli.support.buying_case import DATES, ORDER, SCORE, SOON, STUDY, BuyingCase


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
