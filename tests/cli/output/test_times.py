"""Times in tables: short, in the zone that was asked for, and with room at 80 columns."""
from __future__ import annotations

import json
import re

from tests.cli.support.output_case import OPERATIONS, OutputCase

BOLD = re.compile("\x1b\\[[0-9]*m")
NEW_YORK = ("--timezone", "America/New_York")
FIRST, LAST, CREATED = 1732165200, 1732424399, 1732500050  # two ends of days there, and no end
# Of each family: id, name, status, start, end, made on; and what of a second the list has.
FIELDS = {"pld": ("pldId", "campaignName", "pldStatusId", "startDate", "endDate", "pldCreatedOn"),
          "sls": ("slsId", "slsName", "slsStatusId", "startDate", "endDate", "slsCreatedOn"),
          "aqs": ("reportId", "reportName", "statusId", "startDate", "endDate",
                  "reportCreatedOn")}
UNIT = {"pld": 1000, "sls": 1000, "aqs": 1}


class Times(OutputCase):
    """START-DATE, END-DATE, CREATED-ON"""

    def rows(self, family: str, last: int = LAST) -> str:
        """A list of two reports."""
        unit = UNIT[family]
        rows = [dict(zip(FIELDS[family], (number, f"Quinton for Mayor, part {number}", status,
                                          FIRST * unit, last * unit + (unit > 1) * 999,
                                          CREATED * unit)))
                for number, status in ((4711, 1), (12, 2))]
        return json.dumps({OPERATIONS[f"{family}.list"][1]: rows, "filteredRecords": 2})

    def cells(self, *more: str, last: int = LAST) -> list[str]:
        """Start, end and creation of a row in a table."""
        out = self.print("pld.list", self.rows("pld", last), "table", "--columns",
                         "start-date,end-date,created-on", *more).out
        return re.split("  +", out.splitlines()[1])

    def test_ends_of_days_are_dates(self) -> None:
        self.assertEqual(self.cells(*NEW_YORK), ["2024-11-21", "2024-11-23", "2024-11-24 21:00"])
        self.assertEqual(self.cells(), ["2024-11-21 05:00", "2024-11-24 04:59",
                                        "2024-11-25 02:00"])
        self.assertEqual(self.cells(*NEW_YORK, last=LAST - 1)[1], "2024-11-23 23:59")
        self.assertEqual(self.cells(*NEW_YORK, last=LAST + 1)[1], "2024-11-24")

    def test_display_timezone(self) -> None:
        kolkata = ("--display-timezone", "Asia/Kolkata")
        there = ["2024-11-21 10:30", "2024-11-24 10:29", "2024-11-25 07:30"]
        self.assertEqual(self.cells(*kolkata), there)
        self.assertEqual(self.cells(*kolkata, *NEW_YORK), there)
        self.env["IQM_DISPLAY_TIMEZONE"] = "America/New_York"
        self.assertEqual(self.cells("--timezone", "UTC")[0], "2024-11-21")
        self.assertEqual(self.cells(*kolkata), there)
        out = self.print("pld.list", self.rows("pld"), "csv", "--columns", "start-date").out
        self.assertEqual(out.split()[1], "2024-11-21T00:00:00-05:00")

    def test_unknown_zones(self) -> None:
        self.fails(2, "pld", "list", "--display-timezone", "Nowhere", says="'Nowhere'")
        self.fails(3, "pld", "list", env={"IQM_DISPLAY_TIMEZONE": "Nowhere"}, says="'Nowhere'")
        self.ok("config", "list", env={"IQM_TIMEZONE": "UTC"})
        self.assertEqual(self.look("arrivals"), [])

    def test_input_is_not_in_it(self) -> None:
        self.ok("pld", "compute", "--campaign-id", "451351", "--start-date", "2024-11-21",
                "--end-date", "2024-11-23", *NEW_YORK, "--display-timezone", "Asia/Kolkata")
        body = json.loads(self.look("requests?last=1")[0]["body"])
        self.assertEqual(body["pldStartDate"], FIRST * 1000)

    def screen(self, family: str, width: int, *more: str) -> list[str]:
        """Lines on a terminal."""
        self.lay_out(f"{family}.list", self.rows(family))
        result = self.terminal(family, "list", *more, width=width).end()
        self.assertEqual(result.code, 0, result)
        return [BOLD.sub("", line) for line in result.out.splitlines()]

    def test_they_fit(self) -> None:
        for family in FIELDS:
            for width in (80, 120, 200):
                lines = self.screen(family, width, *NEW_YORK)
                for name in ("ID", "STATUS", "START-DATE", "END-DATE", "CREATED-ON"):
                    self.assertIn(name, lines[0].split(), (family, width))
                self.assertLessEqual(max(map(len, lines)), width)
                self.assertEqual(len(lines), 3, lines)
                self.assertRegex(lines[1], r" 2024-11-21 +2024-11-23 +2024-11-24( 21:00)?$")
            lines = self.screen(family, 60, *NEW_YORK)
            self.assertLessEqual(max(map(len, lines[:3])), 60)
            self.assertRegex(lines[3], "No room for .*created-on")

    def test_no_zone_at_80(self) -> None:
        """Minutes of all times: the day of the creation is enough."""
        lines = self.screen("pld", 80)
        self.assertRegex(lines[1], r" 2024-11-21 05:00  2024-11-24 04:59  2024-11-25$")
        self.assertEqual(len(lines), 3, lines)

    def test_rows_of_the_service(self) -> None:
        self.control("reports", family="pld", count=300, status="ready")
        shown = self.terminal("pld", "list", "--all", *NEW_YORK, width=80).end()
        heading = BOLD.sub("", shown.out.splitlines()[0])
        self.assertIn("CREATED-ON", heading)

