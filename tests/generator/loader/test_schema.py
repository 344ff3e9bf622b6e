"""spec/schema.yaml, and how it is applied."""
from __future__ import annotations

import json
import re
import unittest

import jsonschema
import yaml

from generator.loader.schema import PATTERNS, SCHEMA, VALIDATOR


class Schema(unittest.TestCase):
    """spec/schema.yaml."""

    def setUp(self) -> None:
        self.schema = yaml.safe_load(SCHEMA.read_text(encoding="utf-8"))

    def test_is_a_json_schema(self) -> None:
        jsonschema.validators.validator_for(self.schema).check_schema(self.schema)

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
