"""`delete`: what is deleted is shown, and asked about."""
from __future__ import annotations

import json
import unittest

from tests.cli.support.buying_case import BuyingCase


class Deletes(BuyingCase):
    """Failed reports 1, 8, 9 and 10 of each family."""

    def left(self, family: str) -> set[int]:
        """The ids that the service still has."""
        self.forget_rate_limit()
        rows = self.ok(family, "list", "--all", "-o", "jsonl").rows
        return {row.get("pldId", row.get("slsId", row.get("reportId", row.get("aqsId"))))
                for row in rows}

    def test_ids_of_all_kinds(self) -> None:
        for family in ("pld", "sls", "aqs"):
            self.assertLessEqual({1, 8, 9, 10}, self.left(family))
            self.ok(family, "delete", "10", "8,9", "10", "--yes")
            self.assertEqual(self.left(family) & {1, 8, 9, 10}, {1})
            self.assertEqual(self.asked(f"{family}.delete"), 1)

    def test_asks_on_a_terminal(self) -> None:
        for family in ("pld", "sls", "aqs"):
            shown = self.terminal(family, "delete", "9", "10")
            shown.read_until(r"ID  STATUS +NAME\r\n 9  failed\??  \S.*\r\n10  failed\??  \S.*\r\n"
                             r"Delete these 2 reports\? \[y/N\] ")
            shown.type("n\n")
            result = shown.end()
            self.assertEqual(result.code, 14, result)
            self.assertIn("nothing was deleted", result.out)
            self.assertEqual(self.asked(f"{family}.delete"), 0)

    def test_yes_is_typed(self) -> None:
        shown = self.terminal("pld", "delete", "10")
        shown.read_until(r"Delete this report\? \[y/N\] ")
        shown.type("y\n")
        self.assertEqual(shown.end().code, 0)
        self.assertNotIn(10, self.left("pld"))

    def test_ctrl_c(self) -> None:
        shown = self.terminal("pld", "delete", "10")
        shown.read_until(r"\[y/N\] ")
        shown.type("\x03")
        self.assertEqual(shown.end().code, 130)
        self.assertIn(10, self.left("pld"))

    def test_without_a_terminal(self) -> None:
        """One report or several, however they are named."""
        for words in (("10",), ("9", "10"), ("--ids", "10"), ("--ids", "9,10")):
            self.fails(14, "pld", "delete", *words,
                       says="nothing was deleted: there is no terminal.*add --yes")
        self.assertEqual(self.look("arrivals"), [])
        self.ok("pld", "delete", "--ids", "10", "--yes")

    def test_dry_run(self) -> None:
        for family in ("pld", "sls", "aqs"):
            rows = self.ok(family, "delete", "50", "10", "--dry-run", "--yes", "-o", "json").json
            self.assertEqual([row["id"] for row in rows], [50, 10])
            self.assertRegex(rows[0]["status"], r"^ready\??$")
            self.assertRegex(rows[1]["status"], r"^failed\??$")
            self.assertTrue(rows[0]["name"])
            self.assertEqual(self.asked(f"{family}.delete"), 0)

    def test_columns_of_a_dry_run(self) -> None:
        words = ("pld", "delete", "10", "--dry-run", "-o", "csv", "--columns")
        self.assertRegex(self.ok(*words, "status,id").out, r"^status,id\nfailed\??,10\n$")
        self.fails(2, *words, "nme", says="did you mean 'name'")

    def test_a_report_that_is_not_there(self) -> None:
        result = self.fails(6, "pld", "delete", "10", "999", "--dry-run", "-o", "json",
                            says="not all of the reports are in the list")
        self.assertEqual(result.json[1], {"id": 999, "status": "not in the list"})
        shown = self.terminal("pld", "delete", "999")
        shown.read_until(r"\n999  not in the list\r\n(.|\n)*\[y/N\] ")

    def test_no_name_reaches_the_terminal_raw(self) -> None:
        self.control("settings", odd_fields={"pldName": "a\x1b[2J\nforged"})
        shown = self.terminal("pld", "delete", "10")
        found = shown.read_until(r"\n10 (.*)\r\n(.|\n)*\[y/N\] ")
        self.assertIn("forged", found[1])
        self.assertNotIn("\x1b", found[1])

    def test_asks_in_json(self) -> None:
        """A line a report, of the same fields as --dry-run has."""
        shown = self.terminal("sls", "delete", "9", "50", "-o", "json")
        shown.read_until(r"\[y/N\] ")
        shown.type("n\n")
        lines = [json.loads(line) for line in shown.end().out.splitlines() if line[0] == "{"]
        self.assertEqual([line["plan"]["id"] for line in lines[:2]], [9, 50])
        self.assertEqual(set(lines[0]["plan"]), {"id", "status", "name"})
        self.assertRegex(lines[2]["warning"],
                         r"^only failed reports can be deleted, and 50 is ready")

    def test_others_than_failed_ones(self) -> None:
        """The service refuses all of them then, so it is said before."""
        for family in ("pld", "sls", "aqs"):
            self.control("settings", status_names=True)
            result = self.ok(family, "delete", "50", "10", "--dry-run")
            self.assertRegex(result.err, r"only failed reports .*, and 50 is ready\??\.\n$")
            self.assertEqual(self.ok(family, "delete", "9", "10", "--dry-run").err, "")
            result = self.fails(7, family, "delete", "50", "10", "--yes")
            self.assertIn("'failed' status; nothing is known to have been deleted", result.err)

    def test_usage(self) -> None:
        """Ids are operands, or --ids."""
        shown = self.ok("pld", "delete", "--help").out
        self.assertIn("pld delete [ID...] [--field value ...]", shown)
        self.assertNotIn("required", shown)

    def test_mistakes(self) -> None:
        self.fails(2, "pld", "delete", says="expected ids of reports: iqm-insights pld delete 10")
        self.fails(2, "pld", "delete", "9", "--ids", "10", says="'9' and --ids both name reports")
        self.fails(2, "pld", "delete", "ten", says="'ten' is not an id")
        self.assertEqual(self.look("arrivals"), [])


if __name__ == "__main__":
    unittest.main()
