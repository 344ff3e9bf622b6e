"""The schema, the limits and the readers under the language."""
from __future__ import annotations

import json
import random
import re
import tempfile
import unittest
from pathlib import Path

import jsonschema
import yaml

from generator import render
from generator.builder import operations, types
from generator.loader import json_file, source, yaml_file
from generator.tests import golden
from generator.model.names import HEADERS, KEYWORDS, member, snake
from generator.loader.problems import Problems
from generator.loader.schema import PATTERNS, SCHEMA, VALIDATOR

from ..helper import TOP


class Schema(unittest.TestCase):
    """spec/schema.yaml."""

    def setUp(self) -> None:
        self.schema = yaml.safe_load(SCHEMA.read_text(encoding="utf-8"))

    def test_is_a_json_schema(self) -> None:
        jsonschema.Draft202012Validator.check_schema(self.schema)

    def test_each_pattern_has_words(self) -> None:
        patterns = set(re.findall(r"'pattern': '([^']*)'", repr(self.schema)))
        self.assertEqual({p.replace("\\\\", "\\") for p in patterns}, set(PATTERNS))

    def test_is_not_recursive(self) -> None:
        """So that references in it can be replaced by what they name."""
        text = json.dumps(self.schema["$defs"])
        for _ in range(10):
            for name, part in self.schema["$defs"].items():
                text = text.replace(f'{{"$ref": "#/$defs/{name}"}}', json.dumps(part))
        self.assertNotIn("$ref", text)

    def test_pattern_ends_at_the_end(self) -> None:
        validator = VALIDATOR({"type": "string", "pattern": "^[a-z]+$"})
        self.assertEqual([], list(validator.iter_errors("abc")))
        self.assertEqual(1, len(list(validator.iter_errors("abc\n"))))

    def test_integer_has_no_point(self) -> None:
        validator = VALIDATOR({"type": "integer"})
        self.assertEqual([], list(validator.iter_errors(1)))
        for value in (1.0, True, "1"):
            self.assertEqual(1, len(list(validator.iter_errors(value))), value)


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


class Names(unittest.TestCase):
    """C names from wire names."""

    def test_snake(self) -> None:
        for wire, c_name in (("campaignIds", "campaign_ids"), ("reportURL", "report_url"),
                             ("URLOfReport", "url_of_report"), ("columns-get", "columns_get"),
                             ("access_token", "access_token"), ("A", "a"), ("x2Y", "x2_y"),
                             ("owId", "ow_id"), ("HTTP2Frame", "http2_frame")):
            self.assertEqual(snake(wire), c_name)

    def test_keywords(self) -> None:
        for wire, c_name in (("int", "int_"), ("Class", "class_"), ("typeof", "typeof_"),
                             ("errno", "errno_"), ("linux", "linux_"), ("coReturn", "co_return_"),
                             ("integer", "integer")):
            self.assertEqual(member(wire), c_name)
        self.assertEqual(len(KEYWORDS), len({word.lower() for word in KEYWORDS}))


class Readers(unittest.TestCase):
    """YAML and JSON with marks."""

    def load(self, text: str, loader: type) -> tuple[source.Source, list[str]]:
        """What a loader makes of a text, and its problems."""
        before, yaml_file.LOADER = yaml_file.LOADER, loader
        try:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "x.yaml"
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
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "x.json"
            path.write_text('{"a": [1, {"b\\"": "x,]"}],\n\t"c": {}, "d": []}', encoding="utf-8")
            found = json_file.marks(path, "x.json")
        self.assertEqual(found.keys, {("a",): (1, 2), ("a", 1, 'b"'): (1, 12), ("c",): (2, 2),
                                      ("d",): (2, 11)})
        self.assertEqual(found.values, {
            (): (1, 1), ("a",): (1, 7), ("a", 0): (1, 8), ("a", 1): (1, 11),
            ("a", 1, 'b"'): (1, 19), ("c",): (2, 7), ("d",): (2, 16)})
