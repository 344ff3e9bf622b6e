"""`make help`: each target that says what it is for, once, under a heading."""
from __future__ import annotations

import unittest

from .helper import TOP, make


class Help(unittest.TestCase):
    """Against the lines `## name: text` of all makefiles."""

    def test_each_line_once(self) -> None:
        makefiles = [TOP / "Makefile", *TOP.glob("*/*/*.mk")]
        described = [line[3:] for path in makefiles
                     for line in path.read_text(encoding="utf-8").splitlines()
                     if line.startswith("## ")]
        shown = make("help").splitlines()
        self.assertEqual(sorted(described),
                         sorted(line[7:] for line in shown if line.startswith("  make ")))
        headings = [line for line in shown if line and not line.startswith("  make ")]
        self.assertEqual(len(headings), 6)


if __name__ == "__main__":
    unittest.main()
