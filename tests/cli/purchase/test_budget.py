"""The setting `budget`: what it allows, and what counts against it."""
from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Callable
from zoneinfo import ZoneInfo

from tests.cli.support.buying_case import BuyingCase, DATES, ORDER, SCORE, STUDY
from tests.cli.support.journal_file import change_records

ORDER_2 = ("pld", "generate", "--campaign-id", "451350", *DATES)
# What the sandbox asks: 50.40 for ORDER, 108.00 for STUDY, 15.00 for SCORE.


def limit(text: str) -> dict[str, str | None]:
    """The setting."""
    return {"IQM_BUDGET": text}


class Budget(BuyingCase):
    def spent(self, budget: str = "100 per month", **env: str | None) -> str:
        """The plan's line of SCORE."""
        shown = self.run_it(*SCORE, "--dry-run", env={**limit(budget), **env}).out
        return next((line.split("budget", 1)[1].strip() for line in shown.splitlines()
                     if line.startswith("budget")), "")

    def change(self, change: Callable[[dict[str, str]], None]) -> None:
        """Changes the journal, as one that was moved here."""
        change_records(self.state / "journal", change)
        (self.state / "journal.lock").unlink()

    def sent_at(self, timestamp: datetime) -> None:
        """As if all purchases had been sent then."""
        ms = str(int(timestamp.timestamp() * 1000))

        def change(record: dict[str, str]) -> None:
            for name in {"time", "sent"} & record.keys():
                record[name] = ms
        self.change(change)

    def test_plan(self) -> None:
        """It shows what is spent, and what will be left."""
        self.assertEqual(self.spent(), "0.00 of 100.00 spent this month; 85.00 left after this")
        self.ok(*ORDER, "--yes", env=limit("100 per month"))
        self.assertEqual(self.spent(), "50.40 of 100.00 spent this month; 34.60 left after this")
        self.assertEqual(self.spent("60.50 per day"),
                         "50.40 of 60.50 spent today; 4.90 over with this")
        self.assertEqual(self.spent("none"), "")

    def test_over_it(self) -> None:
        """Nothing is asked or bought; the error says why as data too."""
        self.ok(*STUDY, "--yes", env=limit("120 per year"))
        for words in (SCORE, (*SCORE, "--yes"), (*SCORE, "--dry-run")):
            result = self.fails(16 if len(words) > len(SCORE) else 14, *words, "-o", "json",
                                env=limit("120 per year"))
        result = self.fails(16, *SCORE, "--yes", "-o", "json", env=limit("120 per year"))
        self.assertEqual(result.json["outcome"], "refused")
        self.assertEqual(result.error["price"],
                         {"reason": "over-budget", "cost": 15, "limit": 120, "spent": 108})
        result = self.fails(16, *SCORE, "--yes", env=limit("120 per year"),
                            says="it costs 15, and 108 of the budget of 120 is spent")
        self.assertIn("To buy all the same, add --over-budget.\n", result.err)
        self.bought(1)
        result = self.ok(*SCORE, "--yes", "--over-budget", env=limit("120 per year"))
        self.assertRegex(result.err, r"budget +108.00 of 120.00 spent this year; 3.00 over with")
        self.bought(2)
        self.ok(*ORDER, "--yes", env=limit("173.4 per year"))

    def test_on_a_terminal(self) -> None:
        """The plan has it before the question, and no question is put where it is over."""
        env = limit("60 per week")
        shown = self.terminal(*ORDER, env=env)
        shown.read_until(r"budget +0\.00 of 60\.00 spent this week; 9\.60 left after this\r\n"
                         r"(.*\n)*Buy\? \[y/N\] ")
        shown.type("y\n")
        self.assertEqual(shown.end().code, 0)
        result = self.terminal(*SCORE, env=env).end()
        self.assertEqual(result.code, 16, result.out)
        self.assertNotIn("Buy?", result.out)
        self.bought(1)

    def test_already_over_it(self) -> None:
        """Then not even the price is asked for."""
        self.ok(*STUDY, "--yes")
        self.fails(16, *SCORE, "--yes", env=limit("100 per month"),
                   says="not bought: 108 of the budget of 100 is spent")
        self.assertEqual(self.asked("aqs.compute"), 0)

    def test_what_may_have_been_bought(self) -> None:
        """It counts until it is settled."""
        self.fault("sls.generate", "lost-before")
        self.fault("sls.list", "500", after=1, times=0)
        self.run_it(*STUDY, "--yes", "--key", "k", "--timeout", "2s")
        self.assertEqual(self.spent("130 per month"), "108.00 of 130.00 spent this month "
                         "(1 of 1 may have been bought); 7.00 left after this")
        self.fails(16, *ORDER, "--yes", env=limit("130 per month"))
        self.bought(0)

    def test_what_has_no_price(self) -> None:
        """It is over every budget, and once bought keeps it from being checked."""
        self.fault("pld.compute", "404", times=0)
        result = self.fails(16, *ORDER, "--yes", "-o", "json", env=limit("100 per month"))
        self.assertRegex(result.error["message"], "a budget needs its price, which is not known")
        self.assertEqual(result.error["price"]["reason"], "no-price")
        self.bought(0)
        self.ok(*ORDER, "--yes", "--key", "k", "--over-budget", env=limit("100 per month"))

        def forget(record: dict[str, str]) -> None:
            record.pop("cost", None)
        self.change(forget)
        self.assertEqual(self.spent(), "0.00 of 100.00 spent this month, and 1 of unknown cost")
        result = self.fails(16, *SCORE, "--yes", "-o", "json", env=limit("100 per month"))
        self.assertEqual(result.error["key"], "k")
        self.assertRegex(result.error["message"], "what the purchase under key 'k' cost is not")
        self.bought(1)

    def test_archived(self) -> None:
        """What was moved to the archive was paid for all the same."""
        self.ok(*ORDER, "--yes")
        self.sent_at(datetime.now(timezone.utc) - timedelta(seconds=60))
        before = self.spent("1000 per year")
        self.ok("journal", "archive", "1s")
        self.assertEqual(self.journal()[0]["state"], "bought")
        self.assertEqual(self.spent("1000 per year"), before)
        self.assertIn("50.40 of 1000.00", before)

    def test_periods(self) -> None:
        """They begin by the calendar of the time zone."""
        self.ok(*ORDER, "--yes")
        for name in (None, "America/New_York", "Pacific/Kiritimati"):
            zone = ZoneInfo(name) if name else timezone.utc
            today = datetime.now(zone).replace(hour=0, minute=0, second=0, microsecond=0)
            begin = {"day": today, "week": today - timedelta(days=today.weekday()),
                     "month": today.replace(day=1),
                     "quarter": today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1),
                     "year": today.replace(month=1, day=1)}
            for unit, first in begin.items():
                with self.subTest(zone=name, unit=unit):
                    self.forget_rate_limit()
                    shown = "today" if unit == "day" else f"this {unit}"
                    self.sent_at(first)
                    self.assertRegex(self.spent(f"100 per {unit}", IQM_TIMEZONE=name),
                                     f"^50.40 of 100.00 spent {shown};")
                    self.sent_at(first - timedelta(milliseconds=1))
                    self.assertRegex(self.spent(f"100 per {unit}", IQM_TIMEZONE=name),
                                     f"^0.00 of 100.00 spent {shown};")

    def test_workspaces_have_their_own(self) -> None:
        self.ok(*ORDER, "--yes")

        def move(record: dict[str, str]) -> None:
            if "workspace" in record:
                record["workspace"] = "42"
        self.change(move)
        self.assertRegex(self.spent(), "^0.00 of 100.00")

    def test_two_at_once(self) -> None:
        """One has room: whoever comes first."""
        orders = [self.start(*words, "--yes", env=limit("60 per month"))
                  for words in (ORDER, ORDER_2)]
        self.assertEqual(sorted(self.finish(order).code for order in orders), [0, 16])
        self.bought(1)

    def test_wrong(self) -> None:
        for text in ("5000", "5000 a month", "5000 per fortnight", "-1 per day", "1e3 per day",
                     "x per month", "5000 per month or so", "5,000 per month", "per month"):
            with self.subTest(text):
                self.fails(3, *SCORE, "--dry-run", env=limit(text),
                           says=f"^iqm-insights: IQM_BUDGET: '{text}' is not a budget, expected "
                           r"one like '5000 per month' \(day, week, month, quarter, year\) or "
                           "'none'\n$")
        self.assertEqual(self.look("arrivals"), [])
