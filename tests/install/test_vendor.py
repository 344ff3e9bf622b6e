"""`make vendor`: what it copies, what it says, and what it leaves alone."""
from __future__ import annotations

import re
import shutil
import unittest
from pathlib import Path

from .helper import ABI, TOP, VERSION, files, fresh, make, run

STAMP = "iqm-insights.stamp"


class Vendor(unittest.TestCase):
    """Into folders outside the tree; the tree is a copy where it changes."""

    maxDiff = None

    def setUp(self) -> None:
        self.dest = fresh("vendor with a space")

    def vendor(self, fails: bool = False, top: Path = TOP) -> list[str]:
        """The lines that it prints, but for make's own."""
        said = make("vendor", f"DEST={self.dest}", fails=fails, cwd=top)
        return [line for line in said.splitlines() if not line.startswith("make: ***")]

    def other_tree(self) -> Path:
        """A tree of another release: one family less, and another release number."""
        top = fresh("tree")
        for name in ("Makefile", "LICENSE", "generated", "runtime", "spec"):
            path = TOP / name
            if path.is_dir():
                shutil.copytree(path, top / name)
            else:
                shutil.copy(path, top / name)
        (top / "generated/iqm_aqs.c").unlink()
        (top / "generated/iqm_aqs.h").unlink()
        (top / "generated/iqm_extra.c").write_text("/* more */\n", encoding="utf-8")
        header = top / "generated/iqm_pld.h"
        header.write_text(header.read_text(encoding="utf-8") + "/* changed */\n", encoding="utf-8")
        iqm = top / "runtime/include/iqm/iqm.h"
        iqm.write_text(iqm.read_text(encoding="utf-8").replace(f'"{VERSION}"', '"9.8.7"'),
                       encoding="utf-8")
        return top

    def test_what_is_copied(self) -> None:
        said = self.vendor()
        ours = {path.relative_to(TOP / "generated").as_posix(): path
                for pattern in ("*.c", "*.h", "iqm/*.h")
                for path in (TOP / "generated").glob(pattern)}
        self.assertEqual(files(self.dest), {*ours, STAMP, "iqm-insights.LICENSE"})
        for name, path in ours.items():
            self.assertEqual((self.dest / name).read_bytes(), path.read_bytes())
        self.assertEqual((self.dest / "iqm-insights.LICENSE").read_bytes(),
                         (TOP / "LICENSE").read_bytes())
        self.assertEqual(sorted(said[:-1]), sorted(f"new {name}" for name in
                                                   [*ours, "iqm-insights.LICENSE"]))

    def test_stamp(self) -> None:
        self.vendor()
        text = (self.dest / STAMP).read_text(encoding="utf-8")
        self.assertRegex(text, rf"\nrelease {re.escape(VERSION)}\nabi {ABI}\nspec [0-9a-f]{{64}}\n")
        self.assertNotIn(str(TOP), text)
        sums = "".join(re.findall(r"^[0-9a-f]{64}  .*\n", text, re.MULTILINE))
        (self.dest / "sums").write_text(sums, encoding="utf-8")
        self.assertEqual(run("sha256sum", "-c", "sums", cwd=self.dest).count(": OK\n"),
                         len(files(self.dest)) - 2)

    def test_again_changes_nothing(self) -> None:
        self.vendor()
        before = {name: (self.dest / name).stat().st_mtime_ns
                  for name in files(self.dest) - {STAMP}}
        stamp = (self.dest / STAMP).read_bytes()
        self.assertEqual(self.vendor(), [
            f"{self.dest}: release {VERSION}, ABI {ABI}; files unchanged: {len(before)}"])
        self.assertEqual((self.dest / STAMP).read_bytes(), stamp)
        self.assertEqual(before, {name: (self.dest / name).stat().st_mtime_ns for name in before})

    def test_another_release_says_what_changed(self) -> None:
        self.vendor()
        old = (self.dest / STAMP).read_text(encoding="utf-8")
        (self.dest / "mine.c").touch()
        top = self.other_tree()
        (top / "spec/pld.yaml").write_text("another: spec\n", encoding="utf-8")
        said = self.vendor(top=top)
        self.assertEqual(said[:-1], ["new iqm_extra.c", "changed iqm_pld.h", "removed iqm_aqs.c",
                                     "removed iqm_aqs.h"])
        self.assertIn("release 9.8.7", said[-1])
        self.assertFalse((self.dest / "iqm_aqs.h").exists())
        self.assertTrue((self.dest / "mine.c").exists())
        new = (self.dest / STAMP).read_text(encoding="utf-8")
        for word in ("release", "spec"):
            self.assertNotEqual(*(re.findall(rf"^{word} .*", text, re.MULTILINE)[0]
                                  for text in (old, new)))

    def refused(self, name: str, top: Path = TOP) -> None:
        """Nothing is written because of that file."""
        before = {path: (self.dest / path).read_bytes() for path in files(self.dest)}
        said = self.vendor(fails=True, top=top)
        self.assertEqual(said, [
            f"make vendor: {self.dest}/{name} was not written by an earlier `make vendor`, or was "
            f"edited since: move it away; nothing was copied"])
        self.assertEqual(before, {path: (self.dest / path).read_bytes()
                                  for path in files(self.dest)})

    def test_edited_files_are_left_alone(self) -> None:
        self.vendor()
        top = self.other_tree()
        for name in ("iqm_sls.c", "iqm_aqs.c"):  # one that stays, one that goes
            text = (self.dest / name).read_bytes()
            (self.dest / name).write_bytes(text + b"/* mine */\n")
            self.refused(name, top)
            (self.dest / name).write_bytes(text)

    def test_files_of_others_are_left_alone(self) -> None:
        (self.dest / "iqm_pld.c").write_text("/* mine */\n", encoding="utf-8")
        self.refused("iqm_pld.c")

    def test_bad_destinations(self) -> None:
        file = self.dest / "file"
        file.touch()
        for dest, text in (("", "make vendor: name the folder: make vendor DEST="),
                           (file, f"make vendor: DEST={file} is not a folder"),
                           (file / "below", "Not a directory")):
            self.assertIn(text, make("vendor", f"DEST={dest}", fails=True))
