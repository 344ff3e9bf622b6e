"""Numbers that the generator has of its own, and the runtime too."""
from __future__ import annotations

import re
import unittest

from generator import render
from generator.builder import operations, types
from generator.model.names import HEADERS
from generator.tests import golden


class Limits(unittest.TestCase):
    """Numbers that generator and runtime must agree on."""

    def header(self, pattern: str) -> list[str]:
        """What a pattern finds in the runtime's headers."""
        return [found for path in sorted(HEADERS.glob("*.h"))
                for found in re.findall(pattern, path.read_text(encoding="utf-8"))]

    def test_abi(self) -> None:
        self.assertEqual(self.header(r"#define IQM_ABI (\d+)"), [str(render.ABI)])

    def test_most_fields(self) -> None:
        self.assertEqual(self.header(r"#define IQM_MAX_FIELDS (\d+)"), [str(types.MOST_FIELDS)])

    def test_longest_operation(self) -> None:
        self.assertEqual(self.header(r"char operation\[(\d+)\]"),
                         [str(operations.LONGEST_NAME + 1)])

    def test_dialects(self) -> None:
        names = self.header(r"\n\tIQM_DIALECT_(\w+)")
        self.assertEqual([name.lower() for name in names], list(golden.DIALECTS))
