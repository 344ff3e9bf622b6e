"""How documents are written: short things and rows in one line, and nothing lost."""
from __future__ import annotations

import json
import unittest
from typing import Any

from generator.export.layout import WIDTH, layout

LONG = "x" * WIDTH


class Layout(unittest.TestCase):
    """Values as text."""

    def check(self, value: Any, text: str) -> None:
        """The text is the value's, and says the same."""
        self.assertEqual(layout(value), text)
        self.assertEqual(json.loads(text), value)

    def test_short(self) -> None:
        self.check({"a": [1, {"b": "é"}], "c": None}, '{"a": [1, {"b": "é"}], "c": null}')
        self.check([], "[]")
        self.check(LONG, f'"{LONG}"')

    def test_long(self) -> None:
        self.check({"a": LONG, "b": [1]}, f'{{\n  "a": "{LONG}",\n  "b": [1]\n}}')
        self.check([[LONG], []], f'[\n  [\n    "{LONG}"\n  ],\n  []\n]')

    def test_rows(self) -> None:
        """However long they are, and however short all of them are together."""
        self.check({"properties": {"a": {"b": [LONG]}, "c": {}}},
                   f'{{\n  "properties": {{\n    "a": {{"b": ["{LONG}"]}},\n'
                   '    "c": {}\n  }\n}')
        self.check({"parameters": [{"a": 1}]},
                   '{\n  "parameters": [\n    {"a": 1}\n  ]\n}')


if __name__ == "__main__":
    unittest.main()
