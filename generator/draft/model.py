"""A draft: the spec's keys as plain data in their order, with the comments that stand at them."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..loader.problems import Problem
from ..loader.todo import TODO


@dataclass(frozen=True)
class Note:
    """Something to know about the draft. `kind` is one of KINDS."""

    kind: str
    at: Problem  # where in the document; its text says what


# In the order in which they are reported.
KINDS = {
    "skipped": "Not imported",
    "contradiction": "The document contradicts itself",
    "lost": "Not in the draft, or only in part",
    "guess": "Guessed",
    "sample": "Examples that are no samples of the draft",
    "problem": "Wrong in the document",
}


@dataclass(frozen=True)
class Comment:
    """What stands above a field. `kind` is one of KINDS, or "" where the report need not say it."""

    kind: str
    text: str


@dataclass
class Field:
    """A field of a type. `keys` are those of the spec, `type` among them."""

    wire: str
    keys: dict[str, Any]
    comments: list[Comment] = field(default_factory=list)
    at: Problem | None = None  # where the document has it
    sample: Any = None  # a scalar of an example
    enum_values: list[Any] = field(default_factory=list)

    def say(self, kind: str, text: str) -> None:
        """One more comment."""
        self.comments.append(Comment(kind, text))


@dataclass
class Type:
    """A type."""

    name: str
    doc: str
    fields: dict[str, Field]
    unwrapped: str = ""  # the field that a value in place of the object is
    comments: list[str] = field(default_factory=list)


@dataclass
class Sample:
    """A request or response."""

    value: Any
    at: Problem | None  # the example that it is; None: made from the types


@dataclass
class Operation:
    """An operation. A comment stands behind its key."""

    name: str
    keys: dict[str, Any]
    comments: dict[str, str]
    samples: dict[str, Sample]  # by file
    title: str  # GET /reports
    at: Problem


@dataclass
class Family:
    """A file of the draft."""

    name: str
    title: str
    doc: str
    types: dict[str, Type] = field(default_factory=dict)
    operations: dict[str, Operation] = field(default_factory=dict)


@dataclass
class Enum:
    """Names of values; goes into api.yaml."""

    name: str
    doc: str
    values: dict[str, Any]


@dataclass
class Draft:
    """All of it."""

    families: dict[str, Family] = field(default_factory=dict)
    enums: dict[str, Enum] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def note(self, kind: str, at: Problem, text: str) -> None:
        """One more thing to know."""
        self.notes.append(Note(kind, Problem(at.file, at.line, at.column, text)))

    def noted(self, kind: str) -> list[Problem]:
        """What is known of this kind, each once, as it stands in the document."""
        found = dict.fromkeys(note.at for note in self.notes if note.kind == kind)
        return sorted(found, key=lambda one: (one.line, one.column))

    @property
    def operations(self) -> list[Operation]:
        """The operations of all families."""
        return [op for family in self.families.values() for op in family.operations.values()]

    @property
    def questions(self) -> int:
        """How many TODOs there are."""
        values: list[Any] = []
        for family in self.families.values():
            values += [family.doc, family.title]
            for op in family.operations.values():
                values += op.keys.values()
            for one in family.types.values():
                for item in one.fields.values():
                    values += item.keys.values()
        return values.count(TODO)
