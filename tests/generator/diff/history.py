"""A change of the API as two specs, early.yaml with one edit and with another; and the new spec
with what `diff` suggests pasted into it."""
from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import yaml

from generator.builder.dialects import check_dialects, declare_dialects
from generator.builder.operations import build_operations
from generator.builder.scope import Scope
from generator.builder.types import build_types, declare
from generator.diff.changes import Change, changes
from generator.diff.side import Side
from generator.diff.suggestions import Suggestion
from generator.loader.load import SpecFiles, load
from generator.loader.problems import Problems
from generator.model.canonical import canonical
from generator.model.operation import Operation, Sample
from generator.tests.golden import expected_body, expected_url

from ..helper import SAMPLE_SPEC, DirectoryCase
from .helper import Data, Edit, data_of

EARLY = Path(__file__).with_name("early.yaml")
NAME = EARLY.stem
OLD = "before"  # the dialect that sends the old form


class _Plain(yaml.SafeDumper):
    """Writes nothing that the loader refuses."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def write(data: Data, directory: Path) -> SpecFiles:
    """Writes a spec, and reads it as the generator does."""
    directory.mkdir()
    for name, content in data.items():
        text = yaml.dump(content, Dumper=_Plain, sort_keys=False, width=1000, allow_unicode=True)
        (directory / f"{name}.yaml").write_text(text, encoding="utf-8")
    problems = Problems()
    files = load(directory, problems)
    if files is None or problems:
        raise AssertionError([str(one) for one in problems.in_reading_order()])
    return files


class HistoryCase(DirectoryCase):
    """One change a test: `compare()` makes it, the others look at what comes of it."""

    base: Data
    was: Side

    @classmethod
    def setUpClass(cls) -> None:
        sample = data_of(SAMPLE_SPEC)
        log_in = sample["api"]["families"][0]
        cls.base = {name: sample[name] for name in ("api", "command", log_in)}
        cls.base["api"]["families"] = [log_in, NAME]
        cls.base[NAME] = yaml.safe_load(EARLY.read_text(encoding="utf-8"))

    def setUp(self) -> None:
        super().setUp()
        self.found: list[Change] = []
        self.new: Data = {}
        self.operations: dict[str, Operation] = {}
        self.scope: Scope | None = None

    def compare(self, after: Edit, before: Edit | None = None) -> None:
        """Makes the change; `before` is done to both sides first."""
        old = copy.deepcopy(self.base)
        if before:
            before(old)
        self.new = copy.deepcopy(old)
        after(self.new)
        self.was, now = (Side.of(name, write(data, self.directory / name))
                         for name, data in (("old", old), ("new", self.new)))
        self.found = changes(self.was, now, OLD)

    def says(self, *lines: str) -> None:
        """The report, but for files and lines."""
        self.assertEqual([f"{one.level} {', '.join(one.classes)}: {one.text}"
                          for one in self.found], list(lines))

    def stands_at(self, *texts: str) -> None:
        """The line each change is said to be at, after its file's directory: "new: path: /x"."""
        self.assertEqual([self._written(one) for one in self.found], list(texts))

    def _written(self, one: Change) -> str:
        lines = (self.directory / one.file).read_text(encoding="utf-8").splitlines()
        return f"{Path(one.file).parent}: {lines[one.line - 1].strip()}"

    def suggests(self, *lines: str) -> None:
        """All that is to be pasted, but for the declaration of the dialect."""
        self.assertEqual([f"{one.where}: {line}" for one in self.suggestions()
                          if one.source == NAME for line in one.yaml], list(lines))

    def suggestions(self) -> list[Suggestion]:
        """Each once."""
        found: dict[int, Suggestion] = {}
        for change in self.found:
            found.update({id(one): one for one in change.suggestions})
        return list(found.values())

    # ---- what the new spec with all suggestions does ------------------------------------------

    def paste(self) -> None:
        """Does what is suggested: then the spec must load, all of the family be built, and nothing
        more be suggested."""
        for one in self.suggestions():
            place = self.new[one.source]
            for step in one.place:
                place = place.setdefault(step, {})
            pasted = yaml.safe_load("\n".join(one.yaml))
            if one.entry is not None:
                place.clear()
                (pasted,) = pasted.values()
            place.update(pasted)
        problems = Problems()
        files = write(self.new, self.directory / "pasted")
        again = changes(self.was, Side.of("pasted", files), OLD)
        self.assertEqual([one.text for one in again if one.suggestions], [])
        scope = Scope(files, problems)
        declare_dialects(scope)
        declare(scope)
        build_types(scope)
        build_operations(scope)
        check_dialects(scope)
        self.assertEqual([str(one) for one in problems.in_reading_order()], [])
        self.scope = scope
        self.operations = scope.families[NAME].operations

    def reads(self, op: str, *values: Any) -> Any:
        """What these responses are, all of which must be the same."""
        if not self.operations:
            self.paste()
        read = [canonical(self.operations[op].response, value) for value in values]
        for other in read[1:]:
            self.assertEqual(other, read[0])
        return read[0]

    def sends(self, name: str, request: dict[str, Any], now: str, before: str) -> None:
        """What a request is by default and in the dialect of the old form: method, URL and body."""
        if not self.operations:
            self.paste()
        op = self.operations[name]
        sample = Sample("x", "request", 0, "x", request)
        default = next(iter(self.new["api"]["dialects"]))
        for dialect, wanted in ((default, now), (OLD, before)):
            said = f"{expected_url(op, sample, dialect)} {expected_body(op, sample, dialect) or ''}"
            self.assertEqual(said.strip(), wanted, dialect)


def fields(data: Data, one: str) -> dict[str, Any]:
    """The fields of a type."""
    found: dict[str, Any] = data[NAME]["types"][one]["fields"]
    return found


def op(data: Data, name: str) -> dict[str, Any]:
    """An operation."""
    found: dict[str, Any] = data[NAME]["operations"][name]
    return found
