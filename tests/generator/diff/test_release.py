"""Which version number changes need, and the draft of the changelog."""
from __future__ import annotations

import unittest
from typing import Any

from generator.diff.changelog import as_changelog
from generator.diff.release import Release, shortfalls, too_late
from generator.model.names import runtime_version

from .helper import Data, DiffCase, side

HEAD = f"## {runtime_version()} (not released)\n"
NEW: dict[str, Any] = {"type": "int", "doc": "New."}


def breaks(data: Data) -> None:
    """The wire."""
    data["k2"]["operations"]["buy"]["path"] = "/purchase"


def breaks_a_script(data: Data) -> None:
    """The command."""
    del data["command"]["options"]["sure"]["short"]


def adds(data: Data) -> None:
    """Breaks nobody."""
    data["api"]["types"]["crate"]["fields"]["fresh"] = NEW


def may_break(data: Data) -> None:
    """Is felt."""
    data["api"]["limits"]["requests_per_minute"] = 9


def words(data: Data) -> None:
    """Documents."""
    data["k2"]["doc"] = "Other words."


def moves(data: Data) -> None:
    """The ABI alone."""
    data["k2"]["types"]["filter"]["fields"]["fresh"] = NEW


class Numbers(DiffCase):
    """From one release to the next."""

    def said(self, old: str, new: str, *edits: Any, abi: int = 2) -> list[str]:
        """What the new version does not say of these edits; the last one's ABI was 2."""
        def edit(data: Data) -> None:
            for one in edits:
                one(data)

        return [one.text for one in shortfalls(Release(old, 2), Release(new, abi),
                                               self.changes(edit))]

    def test_what_each_change_needs(self) -> None:
        for edit, old, enough, too_little in (
                (breaks, "1.2.3", "2.0.0", "1.3.0"), (breaks, "0.2.3", "0.3.0", "0.2.4"),
                (breaks_a_script, "1.2.3", "2.0.0", "1.2.4"),
                (breaks_a_script, "0.2.3", "0.3.0", "0.2.3"),
                (adds, "1.2.3", "1.3.0", "1.2.4"), (adds, "0.2.3", "0.3.0", "0.2.4"),
                (may_break, "1.2.3", "1.3.0", "1.2.4"), (may_break, "0.0.1", "0.1.0", "0.0.2"),
                (words, "1.2.3", "1.2.4", "1.2.3"), (words, "0.2.3", "0.2.4", "0.2.3")):
            with self.subTest(edit=edit.__name__, old=old):
                self.assertEqual(self.said(old, enough, edit), [])
                self.assertEqual(self.said(old, too_little, edit), [
                    f"version {too_little} after {old} does not say 1 change: {enough} would, or a "
                    "later one"])

    def test_more_than_is_needed(self) -> None:
        for new in ("1.2.4", "1.3.0", "1.3.1", "2.0.0"):
            self.assertEqual(self.said("1.2.3", new, words), [], new)

    def test_nothing_changed(self) -> None:
        self.assertEqual(self.said("1.2.3", "1.2.3"), [])

    def test_abi(self) -> None:
        self.assertEqual(self.said("0.2.0", "0.3.0", moves), [
            "IQM_ABI 2 does not say 1 change of the ABI: 3 would"])
        self.assertEqual(self.said("0.2.0", "0.3.0", moves, abi=3), [])
        self.assertEqual(self.said("0.2.0", "0.3.0", breaks, abi=3), [])

    def test_version_and_abi(self) -> None:
        self.assertEqual(self.said("1.0.0", "1.1.0", breaks, moves, words), [
            "version 1.1.0 after 1.0.0 does not say 1 change: 2.0.0 would, or a later one",
            "IQM_ABI 2 does not say 1 change of the ABI: 3 would"])
        self.assertEqual(self.said("1.0.0", "1.0.0", adds, words, abi=3), [
            "version 1.0.0 after 1.0.0 does not say 2 changes: 1.1.0 would, or a later one"])

    def test_each_change_is_named(self) -> None:
        def edit(data: Data) -> None:
            breaks(data)
            adds(data)
            words(data)

        (one,) = shortfalls(Release("1.0.0", 2), Release("1.1.0", 2), self.changes(edit))
        self.assertEqual([change.text for change in one.changes],
                         ["operation k2.buy: path is /purchase now, was /buy"])

    def test_older(self) -> None:
        self.assertEqual(self.said("1.2.3", "1.2.2"), [
            "version 1.2.2 is older than the last release, 1.2.3"])
        self.assertEqual(self.said("1.10.0", "1.9.9"), [
            "version 1.9.9 is older than the last release, 1.10.0"])

    def test_no_version(self) -> None:
        with self.assertRaisesRegex(ValueError, "version '1.2-rc1', expected three numbers"):
            self.said("1.2.3", "1.2-rc1")

    def test_since_a_later_release(self) -> None:
        data = side("now", self.data)
        self.assertEqual(too_late(data, Release("0.10.0", 0)), [])
        self.assertEqual(too_late(data, Release("0.9.0", 0)), [
            "k2.yaml: ore.lateCodes has since: 0.10.0"])


class Changelog(DiffCase):
    """The draft of a section."""

    def draft(self, edit: Any) -> str:
        """Of one edit."""
        return as_changelog(self.changes(edit), "old", "new")

    def test_features_and_changes(self) -> None:
        def edit(data: Data) -> None:
            adds(data)
            breaks(data)
            words(data)
            may_break(data)
            data["command"]["options"]["fresh"] = {"for": ["all"], "doc": "New."}

        self.assertEqual(self.draft(edit), HEAD + """
### Features
- Field `crate.fresh` is new.
- Option `--fresh` is new.

### Changed
- Operation `k2.buy`: path is `/purchase` now, was `/buy`. Breaks: wire.
- `limits.requests_per_minute` is 9 now, was 1. May be felt in: wire.
""")

    def test_the_same_of_several_is_one_line(self) -> None:
        def edit(data: Data) -> None:
            for name in ("fresh", "fresher", "freshest"):
                data["api"]["types"]["crate"]["fields"][name] = NEW
            del data["k2"]["operations"]["drop"]
            del data["k2"]["operations"]["delete"]

        self.assertEqual(self.draft(edit), HEAD + """
### Features
- Fields `crate.fresh`, `crate.fresher` and `crate.freshest` are new.

### Changed
- Operations `k2.drop` and `k2.delete` are gone. Breaks: source, ABI, command.
""")

    def test_long_lines_are_broken(self) -> None:
        def edit(data: Data) -> None:
            for i in range(20):
                data["api"]["types"]["crate"]["fields"][f"fresh{i}"] = NEW

        lines = self.draft(edit).splitlines()
        self.assertLessEqual(max(map(len, lines)), 120)
        self.assertTrue(all(line.startswith("  `crate.fresh") for line in lines[4:-1]), lines)

    def test_nothing_that_users_notice(self) -> None:
        self.assertEqual(self.draft(words), HEAD + "\nNothing that users notice.\n")


if __name__ == "__main__":
    unittest.main()
