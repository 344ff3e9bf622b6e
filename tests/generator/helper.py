"""A copy of the spec that a test may break, and the generator run on it."""
from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import tempfile
import unittest
from pathlib import Path

from generator.__main__ import main

TOP = Path(__file__).resolve().parent.parent.parent
SAMPLE_SPEC = TOP / "tests" / "generator" / "sample_spec"
HERE = "«"  # in new text: a problem is expected here
FIELD_KEYS = ("type, doc, name, flag, unit, aliases, scalar_or_list, explode, required, needed, "
              "secret, since, day, as, enum, default, range, items, length, deprecated, note, "
              "for_new, entry or send")


class Guide:
    """What spec/README.md says to do to add an operation."""

    def __init__(self) -> None:
        page = (TOP / "spec" / "README.md").read_text(encoding="utf-8")
        self.page = page[page.index("## Add an operation"):]
        types, operation = re.findall(r"```yaml\n(.*?)```", self.page, re.DOTALL)
        self._types, self._operation = f"\n{types}", f"\n{operation}"
        self.samples = re.findall(r"`(\{.*?\})`\s+into\s+`samples/(\S+)`", self.page)

    def leave(self, spec: Path) -> None:
        """Takes the operation out of a spec, should somebody have followed the page."""
        path = spec / "pld.yaml"
        text = path.read_text(encoding="utf-8")
        for part in (self._types, self._operation):
            text = text.replace(part.strip("\n") + "\n", "")
        path.write_text(text, encoding="utf-8")
        for _, name in self.samples:
            (spec / "samples" / name).unlink(missing_ok=True)

    def follow(self, spec: Path) -> None:
        """Adds the operation to a spec that has it not."""
        path = spec / "pld.yaml"
        text = path.read_text(encoding="utf-8")
        text = text.replace("\noperations:\n", f"{self._types}\noperations:\n", 1)
        path.write_text(text + self._operation, encoding="utf-8")
        for value, name in self.samples:
            (spec / "samples" / name).write_text(value, encoding="utf-8")


def run_main(*args: object) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of a run."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = main([str(arg) for arg in args])
        except SystemExit as ended:
            status = int(ended.code or 0)
    return status, out.getvalue(), err.getvalue()


class DirectoryCase(unittest.TestCase):
    """Each test has a directory of its own."""

    maxDiff = None

    def setUp(self) -> None:
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = Path(directory.name)


class SpecCase(DirectoryCase):
    """Each test has its own copy of the spec, and an empty directory for output."""

    def setUp(self) -> None:
        super().setUp()
        self.spec = self.directory / "spec"
        self.out = self.directory / "out"
        self.places: list[str] = []  # file:line:column of each problem that is expected
        shutil.copytree(TOP / "spec", self.spec)

    def change(self, file: str, old: str, new: str) -> None:
        """Replaces the first occurrence of `old`. A mark in `new` is where a problem is expected;
        it is not written."""
        path = self.spec / file
        text = path.read_text(encoding="utf-8")
        self.assertIn(old, text, file)
        before, _, after = text.partition(old)
        plain = before
        for i, part in enumerate(new.split(HERE)):
            if i:
                line, column = plain.count("\n") + 1, len(plain) - plain.rfind("\n")
                self.places.append(f"{file}:{line}:{column}")
            plain += part
        path.write_text(plain + after, encoding="utf-8")

    def drop(self, *files: str) -> None:
        """Removes files that speak of what the test changes, so that they have no mistakes."""
        for file in files:
            (self.spec / file).unlink()

    def run_generator(self, command: str = "regen") -> tuple[int, str, str]:
        """A run on the copy."""
        return run_main(command, "--spec", self.spec, "--out", self.out)

    def refused(self, *texts: str) -> None:
        """The run reports these texts at the marked places, in this order and nothing else; it
        ends with 1 and writes nothing."""
        self.assertEqual(len(self.places), len(texts), "marks and texts")
        status, out, err = self.run_generator()
        directory = os.path.relpath(self.spec)
        count = f"{len(texts)} mistake{'s' if len(texts) > 1 else ''} in the spec"
        self.assertEqual(err.splitlines(), [
            *(f"{directory}/{place}: {text}" for place, text in zip(self.places, texts)),
            f"{count}; nothing written"])
        self.assertEqual((status, out), (1, ""))
        self.assertFalse(self.out.exists())

    def accepted(self) -> None:
        """The run finds nothing wrong."""
        status, _, err = self.run_generator()
        self.assertEqual((status, err), (0, ""))
