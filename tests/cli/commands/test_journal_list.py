"""`journal list` and `journal spend`: for people at any width, and for programs."""
from __future__ import annotations

import csv
import io
import re
from typing import Callable, Optional

from tests.cli.support.buying_case import (BuyingCase, DATES, ORDER, SCORE, STUDY)
from tests.cli.support.journal_file import age, change_records

WIDTHS = (60, 80, 120, 200)
OTHER = ("pld", "generate", "--campaign-id", "451350", "--start-date", "2024-11-01",
         "--end-date", "2024-12-03", "--timezone", "UTC")


class JournalOfSome(BuyingCase):
    """Four purchases: three bought, and one that nobody knows of."""

    def setUp(self) -> None:
        super().setUp()
        self.ok(*ORDER, "--yes", "--key", "one")
        self.ok(*STUDY, "--yes")
        self.ok(*OTHER, "--yes", "--key", "three")
        self.fault("aqs.generate", "lost-before")
        self.fault("aqs.list", "500", after=1, times=0)
        self.run_it(*SCORE, "--yes", "--key", "four", "--timeout", "2s")
        self.forget_rate_limit()

    def change(self, change: Callable[[dict[str, str]], None]) -> None:
        """Changes the journal, as one that was moved here."""
        change_records(self.state / "journal", change)
        (self.state / "journal.lock").unlink()

    def older(self, seconds: int) -> None:
        """As if all purchases had been made so long before."""
        age(self.state / "journal", seconds)

    def shown(self, *words: str, width: int, env: Optional[dict[str, Optional[str]]] = None
              ) -> list[str]:
        """The lines on a terminal, none of which is too long."""
        result = self.terminal("journal", *words, width=width, env=env).end()
        self.assertEqual(result.code, 0, result.out)
        lines = [re.sub(r"\x1b\[\d+m", "", line) for line in result.out.splitlines()]
        for line in lines:
            self.assertLessEqual(len(line), width, line)
        return lines

    def table(self, *words: str) -> list[dict[str, str]]:
        """The csv."""
        text = self.ok("journal", *words, "-o", "csv").out
        return list(csv.DictReader(io.StringIO(text)))


class Listed(JournalOfSome):
    def test_columns_that_are_named(self) -> None:
        """Of all that there are, however wide the terminal is; a wrong one is told once."""
        for form in ("table", "csv", "json"):
            result = self.fails(2, "journal", "list", "--columns", "key,nope", "-o", form,
                                says="no column 'nope'")
            self.assertEqual(len(result.err.splitlines()), 1)
            self.assertEqual(result.out, "")
        lines = self.shown("list", "--columns", "key,workspace", width=60)
        self.assertEqual(lines[0].split(), ["KEY", "WORKSPACE"])
        self.assertEqual(len(lines), 5)

    def test_terminals(self) -> None:
        """What matters is there at 60 columns, and more where there is room."""
        columns = {60: "AGE KEY STATE COST NEXT ID",
                   80: "AGE KEY STATE COST NEXT ID CAMPAIGN",
                   120: "AGE KEY STATE COST NEXT ID ORDER FILE",
                   200: "AGE KEY STATE COST NEXT ID ORDER FILE"}
        for width in WIDTHS:
            with self.subTest(width):
                lines = self.shown("list", width=width)
                self.assertEqual(lines[0].split(), columns[width].split())
                self.assertEqual(len(lines), 5, lines)
                self.assertRegex(lines[1], r"^\d+ s +one +bought +50\.40 +51\b")
                self.assertRegex(lines[2], r"^\d+ s +sls-[-0-9a-f]{24} +bought +108\.00 +51\b")
                self.assertRegex(lines[4], r"^\d+ s +four +unknown +15\.00 +find\b")
        self.assertRegex(lines[1], r"pld 451351 2024-11-21\.\.23$")
        self.assertRegex(lines[2], r"sls 1,2,3 2024-11-21\.\.23$")
        self.assertRegex(lines[3], r"pld 451350 2024-11-01\.\.12-03$")

    def test_places(self) -> None:
        """They are shown where there are several."""
        def move(record: dict[str, str]) -> None:
            if record["key"] == "one" and "workspace" in record:
                record["workspace"] = "42"
        self.change(move)
        lines = self.shown("list", width=200)
        self.assertEqual(lines[0].split()[-2:], ["SERVICE", "WORKSPACE"])
        self.assertRegex(lines[1], r" 42$")
        rows = self.ok("journal", "spend", "--by", "workspace", "-o", "json").json
        self.assertEqual([(row["workspace"], row["cost"]) for row in rows],
                         [("200001", 532.2), ("42", 50.4)])

    def test_days_in_any_zone(self) -> None:
        """An order's days are its own, whatever the zone of who lists it."""
        self.ok("pld", "generate", "--campaign-id", "12345", "--start-date", "2024-11-05",
                "--end-date", "2024-11-05", "--timezone", "Asia/Tokyo", "--yes")
        for zone in ("UTC", "America/New_York", "Europe/Berlin", "+05:45", "Asia/Tokyo",
                     "Pacific/Auckland"):
            rows = self.table("list", "--timezone", zone)
            self.assertEqual([(r["first-day"], r["last-day"]) for r in rows[:2]],
                             [("2024-11-21", "2024-11-23")] * 2, zone)
            self.assertEqual((rows[2]["first-day"], rows[2]["last-day"]),
                             ("2024-11-01", "2024-12-03"), zone)
            self.assertEqual((rows[4]["first-day"], rows[4]["last-day"]),
                             ("2024-11-05", "2024-11-05"), zone)

    def test_age(self) -> None:
        for seconds, shown in ((70, "1 min"), (3 * 3600, "3 h"), (5 * 86400, "5 d"),
                               (500 * 86400, "505 d")):
            self.older(seconds)
            self.assertRegex(self.ok("journal", "list").out.splitlines()[1], f"^{shown} ")

    def test_filters(self) -> None:
        def keys(*words: str) -> list[str]:
            return [row["key"] for row in self.table("list", *words)]
        study = keys()[1]
        self.assertEqual(keys("--open"), ["four"])
        self.assertEqual(keys("--family", "pld"), ["one", "three"])
        self.assertEqual(keys("--family", "sls"), [study])
        self.assertEqual(keys("--state", "unknown"), ["four"])
        self.assertEqual(keys("--state", "bought,unknown", "--family", "aqs"), ["four"])
        self.assertEqual(keys("--state", "not-bought,refused,open,busy"), [])
        self.older(2 * 86400)
        self.ok("pld", "generate", "--campaign-id", "12345", *DATES, "--yes", "--key", "new")
        for since in ("1d", "24h", "yesterday", "2099-01-01"):
            self.assertEqual(keys("--since", since), ["new"] if since != "2099-01-01" else [])
        self.assertEqual(keys("--since", "2099-01-01T09:30"), [])
        self.assertEqual(len(keys("--since", "2024-11-21T09:30:00-05:00")), 5)
        self.assertEqual(len(keys("--since", "3d")), 5)
        self.assertEqual(len(keys("--since", "2024")), 5)

    def test_empty(self) -> None:
        """It says which kind of nothing there is; data is as always."""
        result = self.ok("journal", "list", "--state", "refused")
        self.assertEqual(result.out, "")
        self.assertEqual(result.err, "None of the journal's 4 purchases fits.\n")
        self.assertEqual(self.ok("journal", "list", "--state", "refused", "-o", "json").json, [])
        (self.state / "journal").unlink()
        (self.state / "journal.lock").unlink()
        for words, says in ((("list",), "The journal has no purchases.\n"),
                            (("spend",), "Nothing was spent.\n")):
            result = self.ok("journal", *words)
            self.assertEqual((result.out, result.err), ("", says))
        self.assertEqual(self.ok("journal", "spend", "-o", "json").json, [])

    def test_csv(self) -> None:
        """Flat columns, and no JSON in a cell."""
        rows = self.table("list")
        self.assertEqual(list(rows[0]), [
            "time", "key", "operation", "family", "state", "id", "next", "campaign-id",
            "first-day", "last-day", "price", "cost", "file", "sent", "host", "service",
            "workspace"])
        self.assertEqual([(r["campaign-id"], r["price"], r["cost"], r["next"]) for r in rows],
                         [("451351", "50.4", "50.4", ""), ("1,2,3", "108", "108", ""),
                          ("451350", "409.2", "409.2", ""), ("1", "15", "", "find")])
        self.assertNotIn("{", self.ok("journal", "list", "-o", "csv").out)
        self.assertEqual(self.journal()[1]["request"]["campaignIds"], [1, 2, 3])

    def test_wrong(self) -> None:
        for words, says in (
                (("--family", "pdl"), "--family: 'pdl' is none of pld, sls, aqs, did you mean "
                                      r"'pld'\?"),
                (("--state", "bough"), "--state: 'bough' is no state, expected some of busy, open.*"
                 r", did you mean 'bought'\?"),
                (("--state", "notbougt"), r"did you mean 'not-bought'\?"),
                (("--since", "soon"), r"--since \(90d, 12h, or when a period begins\): 'soon' is"),
                (("--timezone", "Nowhere"), "unknown time zone 'Nowhere'")):
            self.fails(2, "journal", "list", *words, says=says)


class Spent(JournalOfSome):
    def test_sums(self) -> None:
        """What may have been bought counts with its price."""
        for by, expected in (
                ("family", [("pld", 2, 459.6, 0), ("sls", 1, 108, 0), ("aqs", 1, 15, 1)]),
                ("campaign", [("451350", 1, 409.2, 0), ("1,2,3", 1, 108, 0),
                              ("451351", 1, 50.4, 0), ("1", 1, 15, 1)]),
                ("workspace", [("200001", 4, 582.6, 1)])):
            rows = self.ok("journal", "spend", "--by", by, "-o", "json").json
            self.assertEqual([(r[by], r["purchases"], r["cost"], r["may-have-bought"])
                              for r in rows], expected)
        self.assertEqual(self.table("spend", "--by", "family")[0],
                         {"family": "pld", "purchases": "2", "cost": "459.6",
                          "may-have-bought": "0", "unpriced": "0"})
        rows = self.ok("journal", "spend", "--family", "sls", "-o", "json").json
        self.assertEqual([r["cost"] for r in rows], [108])

    def test_exact(self) -> None:
        """Sums of cents are cents."""
        def cheap(record: dict[str, str]) -> None:
            for name in {"cost", "price"} & record.keys():
                record[name] = "0.1"
        self.change(cheap)
        self.assertEqual(self.ok("journal", "spend", "-o", "json").json[0]["cost"], 0.4)
        rows = self.ok("journal", "spend", "--by", "family").out.splitlines()
        self.assertEqual([row.split() for row in rows],
                         [["FAMILY", "PURCHASES", "COST"], ["pld", "2", "0.20"],
                          ["aqs", "1", "0.10"], ["sls", "1", "0.10"], ["total", "4", "0.40"]])

    def test_times(self) -> None:
        """Months and days are those of the zone; the oldest is the first."""
        timestamps = iter(["1704067199000", "1704067200000", "1706745600000", "1735689600000"])

        def at(record: dict[str, str]) -> None:
            if record["event"] == "intent":
                record["sent"] = record["time"] = next(timestamps)
        self.change(at)
        months = [r["month"] for r in self.table("spend")]
        self.assertEqual(months, ["2023-12", "2024-01", "2024-02", "2025-01"])
        months = [r["month"] for r in self.table("spend", "--timezone", "America/New_York")]
        self.assertEqual(months, ["2023-12", "2024-01", "2024-12"])
        days = [r["day"] for r in self.table("spend", "--by", "day", "--since", "2024-01-02")]
        self.assertEqual(days, ["2024-02-01", "2025-01-01"])

    def test_bars(self) -> None:
        """On a terminal each row has one that fits; in a pipe there is none."""
        for width in WIDTHS:
            lines = self.shown("spend", "--by", "family", width=width)
            bars = [line.count("█") for line in lines[1:4]]
            self.assertEqual(sorted(bars, reverse=True), bars)
            self.assertGreaterEqual(bars[0], 20)
            self.assertAlmostEqual(bars[1] / bars[0], 108 / 459.6, delta=1 / bars[0])
            self.assertRegex(lines[4], r"^total +4 +582\.60$")
            self.assertEqual(lines[5:], ["1 of them may have been bought: journal list --open"])
        self.assertNotIn("█", self.ok("journal", "spend", "--by", "family").out)

    def test_unknown_cost(self) -> None:
        """It is counted, and said."""
        def forget(record: dict[str, str]) -> None:
            record.pop("cost", None)
            record.pop("price", None)
        self.change(forget)
        result = self.ok("journal", "spend", "--by", "family")
        self.assertIn("4 of unknown cost: the sums are without them.\n", result.err)
        self.assertRegex(result.out, r"pld +2 +0\.00\n")

    def test_archived(self) -> None:
        self.older(100)
        self.ok("journal", "archive", "1s")
        rows = self.ok("journal", "spend", "--by", "campaign", "-o", "json").json
        self.assertEqual([(r["campaign"], r["cost"]) for r in rows],
                         [("451350", 409.2), ("1,2,3", 108), ("451351", 50.4), ("1", 15)])

    def test_wrong(self) -> None:
        self.fails(2, "journal", "spend", "--by", "weekday",
                   says="--by: .*one of day, month, family, campaign, workspace|'weekday'")
