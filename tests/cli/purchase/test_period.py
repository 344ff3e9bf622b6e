"""--period: the days of an order in words."""
from __future__ import annotations

import unittest
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.cli.support.buying_case import ORDER, SCORE, STUDY, BuyingCase

ZONE = "America/New_York"


def without_dates(words: tuple[str, ...]) -> tuple[str, ...]:
    """An order that names no days, and no zone."""
    left: list[str] = []
    for name, value in zip(words[2::2], words[3::2]):
        if name not in ("--start-date", "--end-date", "--timezone"):
            left += [name, value]
    return (*words[:2], *left)


BARE = without_dates(ORDER)
ALL = tuple(map(without_dates, (ORDER, STUDY, SCORE)))


def today() -> date:
    """By the calendar of the zone."""
    return datetime.now(ZoneInfo(ZONE)).date()


class Periods(BuyingCase):
    """Of generate and compute, in all families."""

    def days(self, *words: str) -> list[str]:
        """The first and the last second of what would be bought, in the zone."""
        body: dict[str, Any] = self.ok(*words, "--timezone", ZONE, "--dry-run", "-o",
                                       "json").json["request"]["body"]
        times = [value for name, value in body.items() if name.endswith("Date")]
        self.assertEqual(len(times), 2, body)
        return [datetime.fromtimestamp(t // 1000 if t > 1e11 else t, ZoneInfo(ZONE)).isoformat()
                for t in times]

    def test_all_families(self) -> None:
        for words in ALL:
            self.assertEqual(self.days(*words, "--period", "2024-11"),
                             ["2024-11-01T00:00:00-04:00", "2024-11-30T23:59:59-05:00"])

    def test_plan_has_the_word_and_its_dates(self) -> None:
        result = self.ok(*BARE, "--timezone", ZONE, "--period", "2024-W47", "--dry-run")
        self.assertRegex(result.out, r"\nperiod +2024-W47: 2024-11-18 to 2024-11-24\n"
                                     r"days +7\n")
        self.assertRegex(result.out, r"\nstart-date +2024-11-18T00:00:00-05:00 ")

    def test_day_of_23_hours(self) -> None:
        self.assertEqual(self.days(*BARE, "--period", "2024-03-10"),
                         ["2024-03-10T00:00:00-05:00", "2024-03-10T23:59:59-04:00"])

    def test_relative(self) -> None:
        """The zone's today; if a day ends meanwhile, once more."""
        for _ in range(2):
            now = today()
            shown = self.days(*BARE, "--period", "Last-7-Days")
            if today() == now:
                break
        self.assertEqual([text[:10] for text in shown],
                         [str(now - timedelta(days=7)), str(now - timedelta(days=1))])

    def test_buys_and_prices_alike(self) -> None:
        order = ("--campaign-id", "451351", "--timezone", ZONE, "--period",
                 "2024-11-21..2024-11-23")
        price = self.ok("pld", "compute", *order, "-o", "json").json
        self.ok("pld", "generate", *order, "--yes")
        self.assertEqual(self.bill()[0]["cost"], price["pldChargeableCost"])
        self.fails(22, *ORDER, "--yes")  # the same days by their dates are the same order

    def test_over_a_body(self) -> None:
        body = '{"campaignId": 451351, "pldStartDate": 1, "pldEndDate": 2}'
        shown = self.days("pld", "generate", "--body", body, "--period", "2024-11-21")
        self.assertEqual(shown, ["2024-11-21T00:00:00-05:00", "2024-11-21T23:59:59-05:00"])

    def test_not_over(self) -> None:
        future = str(today().year + 1)
        for word in ("today", "this-week", "THIS-MONTH", "this-quarter", "this-year", future,
                     f"{future}-02", f"{future}-W09", f"2024-11-21..{future}-02-03"):
            for words in ALL:
                self.fails(2, *words, "--period", word, "--timezone", ZONE, "--yes",
                           says=rf"--period: {word}, 20..-..-.. to 20..-..-.., is not over before "
                                r"20..-..-..; --allow-incomplete")
        self.assertEqual(self.look("arrivals"), [])
        result = self.ok(*BARE, "--period", "this-month", "--timezone", ZONE, "--dry-run",
                         "--allow-incomplete")
        self.assertRegex(result.out, r"period +this-month: 20..-..-01 to ")

    def test_the_plan_warns_of_dates_that_come(self) -> None:
        result = self.ok(*BARE, "--period", f"{today().year + 1}-02", "--timezone", ZONE,
                         "--dry-run", "--allow-incomplete")
        self.assertRegex(result.err, "Warning: 2[89] of the days are not over yet")

    def test_mistakes(self) -> None:
        given = (*BARE, "--timezone", ZONE, "--period")
        self.fails(2, *given, "last-mont", says="is no period: expected a day(.|\n)*last-7-days"
                                                "(.|\n)*, did you mean 'last-month'")
        self.fails(2, *given, "2024-W53", says="'2024-W53' is no period")
        self.fails(2, *given, "2024-12-02..2024-12-01",
                   says="its last day, 2024-12-01, is before its first, 2024-12-02")
        for flag in ("--start-date", "--end-date"):
            self.fails(2, *given, "2024-11", flag, "2024-11-01",
                       says=f"--period and {flag} are both given")
        for words in ALL:
            for order in ((*words, "--yes"), (words[0], "compute", *words[2:])):
                self.fails(2, *order, "--period", "2024-11",
                           says="--period: '2024-11' has no time zone. Add --timezone, such as")
        self.fails(2, "pld", "list", "--period", "2024-11", says="--period is not an option")
        self.assertEqual(self.look("arrivals"), [])


if __name__ == "__main__":
    unittest.main()
