"""What a document says of an object: by its schema, and by examples of it."""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Iterable, Iterator

from ..loader.problems import Problem
from ..openapi.schemas import Schema

MS, S = 10 ** 11, 10 ** 8  # from here on a number is in milliseconds, in seconds
SAYS_MS = re.compile(r"milli-?second|\bms\b|\bmillis\b", re.IGNORECASE)
SAYS_S = re.compile(r"\bseconds?\b", re.IGNORECASE)


@dataclass
class Member:
    """A value: its schema, its values in examples, and where it stands."""

    schema: Schema | None
    values: list[Any]
    at: Problem
    doc: str = ""
    required: bool = False
    _members: dict[str, "Member"] | None = field(default=None, repr=False)

    @property
    def types(self) -> set[str]:
        """JSON types; none: any."""
        said = set(self.schema.types) if self.schema else set()
        return said or {kind_of(value) for value in self.values if value is not None}

    @property
    def is_closed(self) -> bool:
        """Whether it is said which members it has: what is not among them is absent."""
        return bool(self.schema and self.schema.properties)

    @property
    def members(self) -> dict[str, "Member"]:
        """Those that the schema has, then those that only examples have."""
        if self._members is None:
            properties = self.schema.properties if self.schema else {}
            found = {name: Member(one, [], one.at, required=name in self.schema.required)
                     for name, one in properties.items()} if self.schema else {}
            for value in self.values:
                for name, item in value.items() if isinstance(value, dict) else ():
                    found.setdefault(name, Member(None, [], self.at)).values.append(item)
            self._members = found
        return self._members

    @property
    def items(self) -> "Member":
        """What a list has in it."""
        values = [item for value in self.values if isinstance(value, list) for item in value]
        schema = self.schema.items if self.schema else None
        return Member(schema, values, schema.at if schema else self.at, self.doc)

    @property
    def entries(self) -> "Member":
        """What an object whose keys are data has in it."""
        values = [item for value in self.values if isinstance(value, dict)
                  for item in value.values()]
        schema = self.schema.values if self.schema else None
        return Member(schema, values, schema.at if schema else self.at, self.doc)

    @property
    def says(self) -> str:
        """Its type, as messages say it."""
        inner = self.items.types if self.types == {"array"} else set()
        return f"list of {_or(inner)}" if inner else _or(self.types)

    @property
    def enum(self) -> list[Any]:
        """The values that it may have; none: any."""
        return self.schema.enum if self.schema else []

    def units(self) -> set[str]:
        """ms and s, as far as words or examples say so."""
        words = " ".join([self.schema.doc if self.schema else "", self.doc])
        if SAYS_MS.search(words):
            return {"ms"}
        if SAYS_S.search(words):
            return {"s"}
        numbers = [value for value in [*self.values, *self._own_examples()]
                   if isinstance(value, int) and not isinstance(value, bool) and value >= S]
        return {"ms" if value >= MS else "s" for value in numbers}

    def _own_examples(self) -> Iterator[Any]:
        for example in self.schema.examples if self.schema else ():
            yield example.value


def kind_of(value: Any) -> str:
    """The JSON type of an example."""
    if isinstance(value, bool):
        return "boolean"
    for name, kind in (("integer", int), ("number", float), ("string", str), ("array", list)):
        if isinstance(value, kind):
            return name
    return "object"


def _or(words: Iterable[str]) -> str:
    return " or ".join(sorted(words)) or "anything"
