"""Shared libraries export just what the headers declare; all of it has a comment."""
from __future__ import annotations

import re
import unittest

from .headers import LIBRARIES, comment_above, declarations, exported
from .helper import ABI, needed, prefix, run

SONAMES = {name: f"libiqm-{name}.so.{ABI}" for name in LIBRARIES}


class Headers(unittest.TestCase):
    """What the text of the headers says."""

    def test_everything_public_has_a_comment(self) -> None:
        for path in sum(LIBRARIES.values(), []):
            found = declarations(path)
            described = {item.name for item in found if item.comment}
            bare = [f"{item.place}: {item.name}" for item in found
                    if item.name not in described and not re.search(r"_H?$", item.name)]
            self.assertEqual(bare, [], "no comment directly above")

    def test_everything_declared_is_exported(self) -> None:
        """But what the header says is for generated files only."""
        for path in sum(LIBRARIES.values(), []):
            text = path.read_text(encoding="utf-8").partition("so not exported. */")[0]
            bare = re.findall(r"^(?!IQM_API |static inline |typedef |struct iqm_\w+;)[a-z][^#;{}]*?"
                              r"\biqm_\w+(?:\[\]|\([^;{]*)?;", text, re.MULTILINE)
            self.assertEqual(bare, [], path)

    def test_of_this_test(self) -> None:
        """It sees each kind of declaration, and headings and other lines are no comments."""
        names = {item.name for path in LIBRARIES["runtime"] for item in declarations(path)}
        self.assertLessEqual({"iqm_client_open_abi", "iqm_free", "iqm_is_set", "iqm_error",
                              "iqm_status", "IQM_F_REQUIRED", "IQM_INTS", "iqm_int",
                              "iqm_raw"}, names)
        self.assertEqual(comment_above("/* A. */\n"), "/* A. */\n")
        self.assertEqual(comment_above("/* A. */\n\n"), "")
        self.assertEqual(comment_above("/* A. */\nint a; /* B. */\n"), "")
        self.assertEqual(comment_above("/* ---- part ---- */\n"), "")


class Shared(unittest.TestCase):
    """What the shared libraries say."""

    maxDiff = None

    def test_exports_are_the_headers(self) -> None:
        for library, soname in SONAMES.items():
            node = f"IQM_{library.upper()}_{ABI}"
            lines = run("nm", "-D", "--defined-only", prefix() / "lib" / soname).splitlines()
            found = sorted(line.split()[-1] for line in lines)
            self.assertEqual(found,
                             sorted([node, *(f"{name}@@{node}" for name in exported(library))]))

    def test_sonames(self) -> None:
        for library, soname in SONAMES.items():
            said = run("readelf", "-d", prefix() / "lib" / f"libiqm-{library}.so")
            self.assertIn(f"Library soname: [{soname}]", said)

    def test_what_each_needs(self) -> None:
        insights = needed(prefix() / "lib/libiqm-insights.so")
        self.assertIn(SONAMES["runtime"], insights)
        self.assertFalse([name for name in insights if "curl" in name or "json" in name])
        runtime = needed(prefix() / "lib/libiqm-runtime.so")
        self.assertFalse([name for name in insights | runtime if name.startswith("libpq")])
        self.assertIn("libpq.so.5", needed(prefix() / "lib/libiqm-postgres.so"))
