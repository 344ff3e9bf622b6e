"""Dates in time zones: each names one timestamp, or is refused."""
from __future__ import annotations

import json

from tests.cli.support.command_case import CommandCase

DAY = {"--start-date": "slsStartDate", "--end-date": "slsEndDate"}


class Dates(CommandCase):
    def priced(self, flag: str, date: str, zone: str) -> int:
        """The number that arrives."""
        other = {"--start-date": ("--end-date", "2099-01-01"),
                 "--end-date": ("--start-date", "2001-01-01")}[flag]
        self.run_it("sls", "compute", flag, date, *other, "--timezone", zone)
        body = json.loads(self.look("requests?last=1")[-1]["body"])
        return int(body[DAY[flag]])

    def test_each_names_one_timestamp(self) -> None:
        for flag, date, zone, ms in (
                ("--start-date", "2026-01-05", "UTC", 1767571200000),
                ("--end-date", "2026-01-05", "UTC", 1767657599000),
                # the page's own sample: whole days at UTC-5
                ("--start-date", "2024-11-21", "America/New_York", 1732165200000),
                ("--end-date", "2024-11-23", "America/New_York", 1732424399000),
                ("--start-date", "2024-11-21", "-05:00", 1732165200000),
                ("--start-date", "2024-11-21T10:30", "Asia/Kolkata", 1732165200000),
                ("--start-date", "2024-11-21T00:00:00-05:00", "Asia/Tokyo", 1732165200000),
                ("--start-date", "2024-11-21T05:00:00.250Z", "Asia/Tokyo", 1732165200250),
                # days that clocks change on: 23 hours, 25 hours
                ("--start-date", "2026-03-08", "America/New_York", 1772946000000),
                ("--end-date", "2026-03-08", "America/New_York", 1773028799000),
                ("--end-date", "2026-11-01", "America/New_York", 1793595599000),
                # a day that begins at one o'clock
                ("--start-date", "2018-11-04", "America/Sao_Paulo", 1541300400000)):
            self.assertEqual(self.priced(flag, date, zone), ms, (flag, date, zone))

    def test_what_is_refused(self) -> None:
        for date, zone, says in (
                ("2026-03-08T02:30", "America/New_York", "does not exist in America/New_York"),
                ("2026-11-01T01:30", "America/New_York", "happens twice in America/New_York: write "
                                                         "2026-11-01T01:30:00-04:00 or "
                                                         "2026-11-01T01:30:00-05:00"),
                ("2011-12-30", "Pacific/Apia", "does not exist in Pacific/Apia"),
                ("2026-13-01", "UTC", "'2026-13-01' is not a date"),
                ("1767571200000", "UTC", "'1767571200000' is not a date"),
                ("20260105", "UTC", "is not a date"), ("", "UTC", "'' is not a date"),
                ("2026-01-05", "Mars/Olympus", r"zone 'Mars/Olympus': .* or -05:00\n$"),
                ("2026-01-05", "America/New_Yorck", r"-05:00, did you mean 'America/New_York'\?"),
                # cities are near by their letters, and far
                *(("2026-01-05", zone, rf"zone '{zone}': .* or -05:00\n$")
                  for zone in ("EDT", "AST", "IST", "CEST", "AEST", "MSK")),
                ("2026-01-05", "paris", r", did you mean 'Europe/Paris'\?"),
                ("2026-01-05", "newyork", r", did you mean 'America/New_York'\?"),
                ("2026-01-05", "../../etc/passwd", "unknown time zone"),
                ("2026-01-05", "-5", "unknown time zone '-5'")):
            self.fails(2, "sls", "compute", "--start-date", date, f"--timezone={zone}", says=says)
        self.assertEqual(self.look("requests?last=5"), [])

    def test_a_zone_of_the_settings(self) -> None:
        """It is the setting that is wrong, and named; an option goes before it."""
        for setting in ("TIMEZONE", "DISPLAY_TIMEZONE"):
            env = {f"IQM_{setting}": "Mars/Olympus"}
            name = setting.lower().replace("_", "-")
            for words in (("pld", "list"), ("journal", "list"), ("journal", "spend")):
                self.fails(3, *words, env=env, says=rf"{name}: unknown time zone 'Mars/Olympus'"
                                                    rf".* \(IQM_{setting}\)\n$")
            self.fails(2, "pld", "list", f"--{name}", "Mars/X", env=env, says="zone 'Mars/X'")
            self.ok("pld", "list", f"--{name}", "UTC", env=env)
            self.fails(3, "pld", "list", env={f"IQM_{setting}": "Berlin"},
                       says=r"or -05:00, did you mean 'Europe/Berlin'\? \(IQM_")
            self.assertEqual(self.ok("config", "get", name, env=env).out, "Mars/Olympus\n")
        self.fails(3, "pld", "list", says=r"timezone: .* package tzdata.*\(IQM_TIMEZONE\)",
                   env={"TZDIR": str(self.home / "none"), "IQM_TIMEZONE": "Europe/Berlin"})

    def test_an_order_needs_a_zone(self) -> None:
        """To be priced as well: its price is that of the days that are bought."""
        dates = ("--start-date", "2026-01-05", "--end-date", "2026-01-11")
        self.fails(2, "pld", "generate", "--campaign-id", "451351", *dates, "--yes",
                   says="has no time zone")
        for family in ("pld", "sls", "aqs"):
            self.fails(2, family, "compute", *dates, says="--start-date: '2026-01-05' has no time "
                                                          "zone. Add --timezone, such as")
        self.assertEqual(self.bill(), [])

    def test_no_zones_on_the_machine(self) -> None:
        env = {"TZDIR": str(self.home / "none")}
        self.fails(2, "sls", "compute", "--start-date", "2026-01-05", "--timezone",
                   "America/New_York", env=env, says="an offset such as -05:00 works")
