"""JSON and YAML of others: what they mean, and their bounds."""
from __future__ import annotations

import json
import time
import unittest
from pathlib import Path
from typing import Any

import yaml

from generator.loader.problems import Problems
from generator.openapi import foreign

from .helper import DocumentCase


class Values(DocumentCase):
    """What is in a file."""

    def load(self, text: str) -> Any:
        path = self.directory / "x"
        path.write_text(text, encoding="utf-8")
        problems = Problems()
        source = foreign.load(path, "x", problems)
        self.assertFalse(problems, problems.in_reading_order())
        return source.data

    def test_words_of_yaml_1_2(self) -> None:
        found = self.load("a: [yes, on, 2020-01-01, 010, 0o17, 0x1F, 1e3, .5, ~, null, True, '1', "
                          "1_000, .inf, 12:30, -7, !!str 5]\n200: x\n")
        self.assertEqual(found, {"a": ["yes", "on", "2020-01-01", 10, 15, 31, 1000.0, 0.5, None,
                                       None, True, "1", "1_000", ".inf", "12:30", -7, "5"],
                                 "200": "x"})

    def test_aliases_and_merge_keys(self) -> None:
        found = self.load("a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\nc: {<<: [{x: 0}, *a]}\nd: *a\n"
                          "e: {'<<': 1}\n")
        self.assertEqual(found, {"a": {"x": 1, "y": 2}, "b": {"x": 1, "y": 3},
                                 "c": {"x": 0, "y": 2}, "d": {"x": 1, "y": 2}, "e": {"<<": 1}})

    def test_json(self) -> None:
        self.assertEqual(self.load('\ufeff {"a": [1, "é\\u00e9"]}'), {"a": [1, "éé"]})

    def test_marks_of_json_and_yaml(self) -> None:
        for text in ('{\n  "a": {"b":\n 1}}', "a:\n b:\n  1\n"):
            path = self.directory / "x"
            path.write_text(text, encoding="utf-8")
            source = foreign.load(path, "x", Problems())
            self.assertEqual([source.keys[("a",)][0], source.values[("a", "b")][0]],
                             [2, 3] if text[0] == "{" else [1, 3])

    @unittest.skipUnless(hasattr(yaml, "CSafeLoader"), "PyYAML without libyaml")
    def test_without_libyaml(self) -> None:
        before = foreign.LOADER
        self.addCleanup(setattr, foreign, "LOADER", before)
        foreign.LOADER = yaml.SafeLoader
        self.test_words_of_yaml_1_2()
        self.test_aliases_and_merge_keys()


class Refused(DocumentCase):
    """What is not read."""

    def test_no_document(self) -> None:
        for text, message in (
                ("", "zoo.yaml:1:1: an empty document"),
                ("- a\n", "zoo.yaml:1:1: found a list, expected an OpenAPI document"),
                ("just words\n", "zoo.yaml:1:1: found text, expected an OpenAPI document"),
                ("a: 1\n", "zoo.yaml:1:1: no 'openapi' in it, expected an OpenAPI document"),
                ("x: 1\nswagger: '2.0'\n", "zoo.yaml:2:10: Swagger '2.0', expected OpenAPI 3.0 or "
                 "3.1: convert it first"),
                ("openapi: 4.0.0\n", "zoo.yaml:1:10: OpenAPI '4.0.0', expected 3.0 or 3.1"),
        ):
            self.refused(text, message)

    def test_text(self) -> None:
        self.refused(b"a: \xff", "zoo.yaml:1:4: not UTF-8 text")
        self.refused("a: 1\nb: \x07\n", "zoo.yaml:2:4: not YAML: character U+0007")
        self.refused("a: [1\n", "zoo.yaml:2:1: not YAML: did not find expected ',' or ']'"
                     if hasattr(yaml, "CSafeLoader") else
                     "zoo.yaml:2:1: not YAML: expected ',' or ']', but got '<stream end>'")
        self.refused('{"a": 1\n "b" 2}', "zoo.yaml:2:2: not JSON: Expecting ',' delimiter")
        self.refused('{"a": NaN}', "zoo.yaml:1:1: NaN is no JSON")
        self.refused('{"a": 1e999}', "zoo.yaml:1:1: 1e999 is too large for a number")
        self.refused("a: 1\n---\nb: 2\n", "zoo.yaml:2:1: a second document, expected one")
        self.refused("a: *b\n", "zoo.yaml:1:4: alias *b of nothing, or of what it is in")
        self.refused("a: &a [*a]\n", "zoo.yaml:1:8: alias *a of nothing, or of what it is in")
        self.refused("? [a]\n: 1\n", "zoo.yaml:1:3: a key that is no text")
        self.refused("a: {<<: 1}\n", "zoo.yaml:1:5: merge key << without a mapping")

    def test_files(self) -> None:
        problems = Problems()
        foreign.load(self.directory / "none", "none", problems)
        foreign.load(self.directory, "directory", problems)
        foreign.load(Path("/dev/zero"), "zero", problems)
        self.assertEqual([str(problem) for problem in problems.in_reading_order()], [
            "none:1:1: cannot be read: No such file or directory",
            "directory:1:1: cannot be read: Is a directory",
            f"zero:1:1: more than {foreign.LARGEST} bytes"])


class Bounds(DocumentCase):
    """Documents made to hurt end soon, with a message."""

    def quickly(self, text: str, message: str) -> None:
        start = time.monotonic()
        self.refused(text, message)
        self.assertLess(time.monotonic() - start, 5)

    def test_alias_bomb(self) -> None:
        lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
        lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 30)]
        self.quickly("\n".join(lines), "zoo.yaml:6:45: more than 1000000 values, those of aliases "
                     "counted")

    def test_depth(self) -> None:
        for depth in (66, 5000, 1000000):
            self.quickly("[" * depth + "]" * depth, "zoo.yaml:1:1: nested deeper than 64 levels")
        self.quickly('{"a":' * 5000 + "1" + "}" * 5000,
                     "zoo.yaml:1:1: nested deeper than 64 levels")
        self.quickly("a: " + "[" * 5000, "zoo.yaml:1:68: nested deeper than 64 levels")
        lines = ["a0: &a0 [1]"] + [f"a{i}: &a{i} [*a{i - 1}]" for i in range(1, 70)]
        self.quickly("\n".join(lines), "zoo.yaml:64:12: nested deeper than 64 levels")

    def test_size(self) -> None:
        self.quickly(json.dumps([0] * 1000001), "zoo.yaml:1:1: more than 1000000 values")
        self.quickly('{"a": ' + "9" * 5000 + "}", self.long_number())

    def long_number(self) -> str:
        """Newer versions of Python refuse numbers of thousands of digits."""
        try:
            int("9" * 5000)
        except ValueError as error:
            return f"zoo.yaml:1:1: {error}"
        return "zoo.yaml:1:1: no 'openapi' in it, expected an OpenAPI document"


if __name__ == "__main__":
    unittest.main()
