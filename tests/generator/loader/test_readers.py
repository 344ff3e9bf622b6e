"""The readers of YAML and JSON: data, marks, and the same result from either parser."""
from __future__ import annotations

import random
import tempfile
import unittest
from pathlib import Path

import yaml

from generator.loader import json_file, source, yaml_file
from generator.loader.problems import Problems

from ..helper import TOP


class Readers(unittest.TestCase):
    """YAML and JSON with marks."""

    def load(self, text: str, loader: type) -> tuple[source.Source, list[str]]:
        """What a loader makes of a text, and its problems."""
        before, yaml_file.LOADER = yaml_file.LOADER, loader
        try:
            with tempfile.TemporaryDirectory() as directory:
                path = Path(directory) / "x.yaml"
                path.write_text(text, encoding="utf-8")
                problems = Problems()
                return (yaml_file.load_yaml(path, "x.yaml", problems),
                        [str(p) for p in problems.in_reading_order()])
        finally:
            yaml_file.LOADER = before

    def assert_same(self, text: str) -> None:
        """libyaml and Python's own parser find the same, to the column."""
        fast, fast_problems = self.load(text, yaml.CSafeLoader)
        slow, slow_problems = self.load(text, yaml.SafeLoader)
        self.assertEqual(fast_problems, slow_problems, text)
        self.assertEqual(fast, slow, text)

    @unittest.skipUnless(hasattr(yaml, "CSafeLoader"), "PyYAML without libyaml")
    def test_both_parsers_agree_on_the_spec(self) -> None:
        for path in (TOP / "spec").glob("*.yaml"):
            self.assert_same(path.read_text(encoding="utf-8"))

    @unittest.skipUnless(hasattr(yaml, "CSafeLoader"), "PyYAML without libyaml")
    def test_both_parsers_agree_on_broken_text(self) -> None:
        text = (TOP / "spec" / "auth.yaml").read_text(encoding="utf-8")[-900:]
        dice = random.Random(1)
        for _ in range(400):
            at = dice.randrange(len(text))
            broken = text[:at] + dice.choice(["", " ", "{", "]", ":", "\n", "'", '"', "&a ", "*a",
                                              "- ", "é", "#", "!x ", "\t", "? ", "|", ">\n", "%",
                                              "---\n"]) + text[at + dice.randrange(3):]
            self.assert_same(broken)

    def test_marks_are_those_of_an_editor(self) -> None:
        found, problems = self.load("a: {é: 'x', b: [1,\n   two]}\n", yaml.SafeLoader)
        self.assertEqual(problems, [])
        self.assertEqual(found.data, {"a": {"é": "x", "b": [1, "two"]}})
        self.assertEqual(found.keys[("a", "b")], (1, 13))
        self.assertEqual(found.values[("a", "é")], (1, 8))
        self.assertEqual(found.values[("a", "b", 1)], (2, 4))

    def test_json_marks(self) -> None:
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory) / "x.json"
            path.write_text('{"a": [1, {"b\\"": "x,]"}],\n\t"c": {}, "d": []}', encoding="utf-8")
            found = json_file.marks(path, "x.json")
        self.assertEqual(found.keys, {("a",): (1, 2), ("a", 1, 'b"'): (1, 12), ("c",): (2, 2),
                                      ("d",): (2, 11)})
        self.assertEqual(found.values, {
            (): (1, 1), ("a",): (1, 7), ("a", 0): (1, 8), ("a", 1): (1, 11),
            ("a", 1, 'b"'): (1, 19), ("c",): (2, 7), ("d",): (2, 16)})
