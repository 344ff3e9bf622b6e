"""Two specs as data: the sample spec, and a copy of it that a test edits."""
from __future__ import annotations

import copy
import unittest
from pathlib import Path
from typing import Any, Callable

from generator.diff.changes import Change, changes
from generator.diff.side import Side
from generator.loader.load import load
from generator.loader.problems import Problems
from generator.loader.source import Source

from ..helper import SAMPLE_SPEC

Data = dict[str, Any]  # a file's data by the file's name without an ending
Edit = Callable[[Data], object]


def data_of(directory: Path) -> Data:
    """A spec's data."""
    problems = Problems()
    files = load(directory, problems)
    if files is None or problems:
        raise AssertionError(problems.in_reading_order())
    return {name: source.data for name, source in Side.of("spec", files).files.items()}


def side(shown: str, data: Data) -> Side:
    """A spec of this data; nothing checks whether it would load."""
    files = {name: Source(f"{name}.yaml", content) for name, content in data.items()}
    return Side(shown, files, [name for name in data["api"]["families"] if name in data])


def rename(fields: dict[str, Any], old: str, new: str, **traits: Any) -> None:
    """Another name for a field, in its place."""
    items = [(new, {**spec, **traits}) if name == old else (name, spec)
             for name, spec in fields.items()]
    fields.clear()
    fields.update(items)


class DiffCase(unittest.TestCase):
    """Compares edited copies of a spec."""

    maxDiff = None
    spec = SAMPLE_SPEC
    data: Data

    @classmethod
    def setUpClass(cls) -> None:
        cls.data = data_of(cls.spec)

    def changes(self, edit: Edit, before: Edit | None = None) -> list[Change]:
        """What an edit changes; `before` is done to both sides first."""
        old = copy.deepcopy(self.data)
        if before:
            before(old)
        new = copy.deepcopy(old)
        edit(new)
        return changes(side("old", old), side("new", new))

    def one(self, edit: Edit, before: Edit | None = None) -> tuple[str, str, str, list[str]]:
        """The one change that an edit makes: level, classes, text, names of its rules."""
        found = self.changes(edit, before)
        self.assertEqual(len(found), 1, [change.text for change in found])
        (change,) = found
        return (change.level, " ".join(change.classes), change.text,
                [rule.name for rule in change.rules])
