"""The sample spec uses all of the language."""
from __future__ import annotations

import unittest
from typing import Any

from generator.loader.problems import Problems
from generator.loader.schema import SCHEMA
from generator.loader.yaml_file import load_yaml

from .helper import SAMPLE_SPEC


def words_in(data: Any) -> set[str]:
    """Every key and text in YAML data."""
    if isinstance(data, dict):
        return set(data).union(*(words_in(value) for value in data.values()))
    if isinstance(data, list):
        return set().union(*(words_in(value) for value in data))
    return {data} if isinstance(data, str) else set()


def words_of(schema: Any) -> set[str]:
    """Every key and value that a JSON Schema names."""
    if isinstance(schema, list):
        return set().union(*(words_of(part) for part in schema))
    if not isinstance(schema, dict):
        return set()
    words = set(schema.get("properties", {}))
    words.update(word for word in schema.get("enum", ()) if isinstance(word, str))
    return words.union(*(words_of(part) for part in schema.values()))


class SampleSpec(unittest.TestCase):
    """tests/generator/sample_spec."""

    def test_uses_all_of_the_language(self) -> None:
        schema = load_yaml(SCHEMA, "schema.yaml", Problems()).data["$defs"]
        used: set[str] = set()
        for path in SAMPLE_SPEC.glob("*.yaml"):
            used |= words_in(load_yaml(path, path.name, Problems()).data)
        unused = words_of(schema) - used - {"$ref"}
        self.assertEqual(unused, {  # spellings of what is the default, and more of the same
            "bearer"})
