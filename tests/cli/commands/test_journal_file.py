"""The journal's file through the command: damaged, lost, repaired, archived; notes of others."""
from __future__ import annotations

import unittest

from tests.cli.support.buying_case import DATES, ORDER, SCORE, SOON, STUDY, BuyingCase
from tests.cli.support.journal_file import (age, change_records, claimed, damage,
                                            write_note)

DAY = 86400


class FileCase(BuyingCase):
    """A journal with two purchases that bought."""

    def setUp(self) -> None:
        super().setUp()
        self.ok(*ORDER, "--yes", "--key", "one")
        self.ok(*STUDY, "--yes", "--key", "two")
        self.path = self.state / "journal"

    def refuses(self, says: str) -> None:
        """Purchases, and what reads the journal, with the command that helps."""
        bought = len(self.bill())
        for words in ((*SCORE, "--yes"), ("journal", "list"), ("journal", "resume")):
            self.fails(1, *words, says=rf"{says}(?s:.*)[Rr]un 'iqm-insights journal repair'")
        self.bought(bought)

    def doctor(self) -> str:
        """What it says of the journal."""
        rows = self.run_it("doctor", "-o", "json").json
        return next(f"{row['result']}: {row['detail']}" for row in rows
                    if row["check"] == "journal")


class Damaged(FileCase):
    """Nothing is bought until it is repaired."""

    def test_repair(self) -> None:
        damage(self.path, 3)
        self.refuses(r"journal '.*/journal'.*line 3")
        self.assertRegex(self.doctor(), "^FAIL: .*line 3.*; run 'iqm-insights journal repair'")
        result = self.run_it("journal", "repair", "-o", "json")
        self.assertEqual(result.json["damaged"], 1)
        self.assertEqual(result.json["file"], f"{self.path}.damaged")
        self.assertTrue((self.state / "journal.damaged").exists())
        self.assertIn(b"line 3", (self.state / "journal.damaged").read_bytes())
        self.assertEqual((result.code, result.json["blocked"]), (1, True), result)
        self.assertIn("journal repair --accept-lost", result.error["message"])
        self.fails(1, *SCORE, "--yes", says="--accept-lost|accept_lost")
        self.ok("journal", "repair", "--accept-lost")
        self.assertTrue(self.doctor().startswith(("ok", "warn")))
        self.ok(*SCORE, "--yes")

    def test_nothing_to_repair(self) -> None:
        before = self.path.read_bytes()
        result = self.ok("journal", "repair", "-o", "json")
        self.assertEqual((result.json["damaged"], result.json["blocked"]), (0, False))
        self.assertIn("The journal is in order.", result.err)
        self.assertEqual(self.path.read_bytes(), before)

    def test_emptied(self) -> None:
        self.path.write_bytes(b"")
        self.refuses("journal '.*/journal'")
        self.assertRegex(self.doctor(), "^FAIL: .*; run 'iqm-insights journal repair'")

    def test_lost(self) -> None:
        self.path.unlink()
        self.ok("pld", "list")  # makes none in its place
        self.refuses("it is lost")
        self.assertRegex(self.doctor(), "^FAIL: .*it is lost.*; run 'iqm-insights journal repair'")
        self.assertFalse(self.path.exists())
        self.bought(2)

    def test_of_a_later_release(self) -> None:
        change_records(self.path, lambda record: record.update(format="9"))
        result = self.fails(1, "journal", "list", says="format 9, of a later release")
        self.assertNotIn("repair", result.err)
        self.assertRegex(self.doctor(), "^FAIL: .*format 9, of a later release")


class Notes(FileCase):
    """What was to follow is read only where it is this command's, in its format."""

    def test_cannot_be_read(self) -> None:
        for note, says in (('{"format":2,"wait":true}', "format 2, of a later release"),
                           ('{"format":1.5,"wait":true}', "another text"),
                           ("buy milk", "another text"),
                           ('{"format":1,"later":1}', "member 'later'")):
            write_note(self.path, "one", note)
            before = self.path.read_bytes()
            says = f"what was to follow the purchase 'one' cannot be read: .*{says}"
            self.fails(1, "journal", "resume", says=says)
            self.fails(1, *ORDER, "--yes", "--key", "one", "--save", "it.xlsx", says=says)
            listed = self.run_it("journal", "list", "-o", "json")
            self.assertEqual((listed.code, listed.json[0]["next"]), (1, "damaged"))
            self.assertEqual(self.path.read_bytes(), before)

    def goes_on(self, grown: int, code: int) -> None:
        """Killed after the file got its name, which is so many bytes longer than was recorded."""
        path = self.work / "it.xlsx"
        words = (*ORDER, "--yes", "--key", "one", "--save", "it.xlsx", *SOON)
        self.ok(*words)
        about = path.stat()
        file = f"{about.st_ino}:{about.st_size - grown}"
        for go_on in (("journal", "resume", *SOON), words):
            write_note(self.path, "one", f'{{"format":1,"save":"{path}","file":"{file}"}}')
            self.assertEqual(self.run_it(*go_on).code, code)
        self.bought(2)

    def test_saved_and_not_recorded_as_done(self) -> None:
        """It is the file, by inode and size."""
        self.goes_on(0, 0)

    def test_saved_and_changed_since(self) -> None:
        self.goes_on(1, 15)

    def test_any_name(self) -> None:
        """Also one that is not UTF-8."""
        name = "50% \udcff 東\n.xlsx"
        self.ok(*ORDER, "--yes", "--key", "one", "--save", name, *SOON)
        self.is_whole_archive(self.work / name)
        self.ok(*ORDER, "--yes", "--key", "one", "--save", name, *SOON)


class Places(FileCase):
    """`journal list` says where a purchase was made, in a table where that differs."""

    def test_of_one_place(self) -> None:
        heading = self.ok("journal", "list").out.splitlines()[0]
        self.assertNotRegex(heading, "SERVICE|WORKSPACE")
        rows = self.journal()
        self.assertEqual({(row["service"], row["workspace"]) for row in rows},
                         {(self.sandbox.url, "200001")})
        self.assertTrue(self.ok("journal", "list", "-o", "csv").out.splitlines()[1].endswith(
            f",{self.sandbox.url},200001"))

    def test_of_two_workspaces(self) -> None:
        def move(record: dict[str, str]) -> None:
            if record["key"] == "two" and "workspace" in record:
                record["workspace"] = "200002"
        change_records(self.path, move)
        lines = self.ok("journal", "list").out.splitlines()
        self.assertEqual(lines[0].split()[-2:], ["SERVICE", "WORKSPACE"])
        self.assertEqual([line.split()[-1] for line in lines[1:]], ["200001", "200002"])
        result = self.fails(18, *STUDY, "--yes", "--key", "two", says="in workspace 200002")
        self.assertIn("lead to", result.err)


class Archived(FileCase):
    """`journal archive`."""

    def test_by_age(self) -> None:
        self.assertEqual(self.ok("journal", "archive", "90d", "-o", "json").json, [])
        age(self.path, 91 * DAY)
        self.ok(*SCORE, "--yes", "--key", "three")
        result = self.ok("journal", "archive", "90d", "-o", "jsonl")
        self.assertEqual([(row["key"], row["state"], row["id"]) for row in result.rows],
                         [("one", "bought", 51), ("two", "bought", 51)])
        self.assertIn(f"2 purchases were moved to {self.path}.archive.", result.err)
        self.assertIn(b'"one"', (self.state / "journal.archive").read_bytes())
        self.assertEqual(self.ok("journal", "archive", "90d", "-o", "jsonl").rows, [])
        self.assertEqual([(row["key"], row["state"]) for row in self.journal()],
                         [("one", "bought"), ("two", "bought"), ("three", "bought")])
        again = self.run_it(*ORDER, "--yes", "--key", "one")
        self.assertNotIn("outcome bought\n", again.out)
        self.bought(3)

    def test_its_key_again(self) -> None:
        """An archived purchase is continued as any other, and its key buys no other order."""
        age(self.path, 91 * DAY)
        self.ok("journal", "archive", "90d")
        words = (*ORDER, "--yes", "--key", "one")
        other = ("pld", "generate", "--campaign-id", "451350", *DATES, "--yes", "--key", "one")
        self.assertIn("has bought", self.ok(*words).err)
        again = self.ok(*words, "--wait", "--save", "it.xlsx", *SOON, "-o", "json").json
        self.assertEqual((again["outcome"], again["id"]), ("bought before", 51))
        self.is_whole_archive(self.work / "it.xlsx")
        self.fails(18, *other, says="another purchase under the key 'one'")
        self.fails(22, *ORDER, "--yes", says="under key 'one'")
        self.bought(2)

    def test_by_date(self) -> None:
        result = self.ok("journal", "archive", "2026-01-01", "--timezone", "America/New_York")
        self.assertEqual((result.out, result.err), ("", "Nothing was archived: nothing from "
                                                    "before 2026-01-01 is left to move.\n"))
        for words, says in (((), "expected a date or a duration"), (("soon",), "soon"),
                            (("2999-01-01",), "in the future")):
            self.fails(2, "journal", "archive", *words, says=says)
        self.assertFalse((self.state / "journal.archive").exists())

    def test_unfinished_ones_stay(self) -> None:
        write_note(self.path, "two", '{"format":1,"wait":true}')
        age(self.path, 91 * DAY)
        result = self.ok("journal", "archive", "90d", "-o", "jsonl")
        self.assertEqual([row["key"] for row in result.rows], ["one"])
        self.assertIn("1 purchase was moved to", result.err)
        self.assertIn("Not moved, as they are not finished: 'two'. Finish them with: iqm-insights "
                      "journal resume", result.err)
        self.ok("journal", "resume", *SOON)
        result = self.ok("journal", "archive", "90d", "-o", "jsonl")
        self.assertEqual([row["key"] for row in result.rows], ["two"])

    def test_one_that_another_is_at_stays(self) -> None:
        age(self.path, 91 * DAY)
        with claimed(self.path, "two"):
            result = self.ok("journal", "archive", "90d", "-o", "jsonl")
        self.assertEqual([row["key"] for row in result.rows], ["one"])
        self.assertIn("1 purchase was moved to", result.err)
        result = self.ok("journal", "archive", "90d", "-o", "jsonl")
        self.assertEqual([row["key"] for row in result.rows], ["two"])


if __name__ == "__main__":
    unittest.main()
