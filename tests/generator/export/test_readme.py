"""generator/README.md has each `x-iqm-` field of the documents, and no other."""
from __future__ import annotations

import re
import unittest
from typing import Any, Iterator

from generator.builder.build import build
from generator.export.document import document
from generator.export.facts import PREFIX

from ..helper import SAMPLE_SPEC, TOP


def keys(value: Any) -> Iterator[str]:
    """The names of all members, at any depth."""
    if isinstance(value, dict):
        yield from value
    children = value.values() if isinstance(value, dict) else \
        value if isinstance(value, list) else ()
    for child in children:
        yield from keys(child)


class Readme(unittest.TestCase):
    """The table."""

    def test_fields(self) -> None:
        used = {key[len(PREFIX):] for api in (build(TOP / "spec"), build(SAMPLE_SPEC))
                for dialect in api.dialects for key in keys(document(api, dialect))
                if key.startswith(PREFIX)}
        text = (TOP / "generator" / "README.md").read_text(encoding="utf-8")
        table = text.partition("| of | field | is |\n")[2].partition("\n\n")[0]
        said = {name for line in table.splitlines()[1:]
                for name in re.findall(r"`([a-z-]+)`", line.split("|")[2])}
        self.assertEqual(said, used)


if __name__ == "__main__":
    unittest.main()
