"""What a document shows of values: in its schema, and in examples.

A Value is a place where values stand: a field, a body. An Object is a type of objects: several
Values share it where the document names one schema for them, so that they become one type.
"""
from __future__ import annotations

from typing import Any, Collection, Iterator

from ..loader.problems import Problem
from ..openapi.examples import Example
from ..openapi.schemas import Key, Schema

MOST_SCALARS = 50  # remembered of a value
KEY_OF_DATA = 12  # longest key of digits


def json_kind(value: Any) -> str:
    """What a value of an example is."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "integer" if value == value // 1 else "number"
    if isinstance(value, str):
        return "text"
    return "object" if isinstance(value, dict) else "list"


def are_data(names: Collection[str]) -> bool:
    """Whether the keys of an object look like ids."""
    return bool(names) and all(name.isdigit() and len(name) <= KEY_OF_DATA for name in names)


class Object:
    """A type of objects: members by schema and by example."""

    def __init__(self, shapes: Shapes, schema: Schema | None, hint: str) -> None:
        self._shapes = shapes
        self.schema = schema
        self.hint = hint  # for a name, where the schema has none
        self.sides: set[str] = set()  # request, response
        self.lacking: dict[str, Example] = {}  # required members, and an example without them
        self._members: dict[str, Value] | None = None

    @property
    def members(self) -> dict[str, Value]:
        """The members, as the schema has them; then those that only examples have."""
        if self._members is None:
            self._members = {}
            for name, schema in (self.schema.properties if self.schema else {}).items():
                self._members[name] = Value(self._shapes, schema, name)
        return self._members

    def add(self, value: dict[str, Any], example: Example) -> None:
        """One more example."""
        for name in self.schema.required if self.schema else ():
            if name not in value:
                self.lacking.setdefault(name, example)
        for name, item in value.items():
            member = self.members.get(name)
            if member is None:
                member = self.members[name] = Value(self._shapes, None, name)
            member.add(item, example)


class Value:
    """A place where values stand."""

    def __init__(self, shapes: Shapes, schema: Schema | None, hint: str) -> None:
        self._shapes = shapes
        self.schema = schema
        self.hint = hint
        self.is_list_in_schema = bool(schema and "array" in schema.types)
        self.item = schema.items if schema and self.is_list_in_schema else schema
        self.nested: Example | None = None  # an example of a list in a list
        self.lists: Example | None = None  # the first example that is a list
        self.singles: Example | None = None  # the first that is none
        self.kinds: dict[str, Example] = {}  # of an item: the first example of each kind
        self.scalars: list[Any] = []
        self._object: Object | None = None
        self._map: Value | None = None

    @property
    def is_list_of_lists(self) -> bool:
        """Whether the items are lists again."""
        return bool(self.nested or (self.is_list_in_schema and self.item
                                    and "array" in self.item.types))

    @property
    def object(self) -> Object:
        """The type of the objects here."""
        if self._object is None:
            self._object = self._shapes.object_of(self.item, self.hint)
        return self._object

    @property
    def map(self) -> Value:
        """The values of an object whose keys are data."""
        if self._map is None:
            schema = self.item.values if self.item else None
            self._map = Value(self._shapes, schema, self.hint)
        return self._map

    @property
    def is_map(self) -> bool:
        """Whether the keys of an object are data. Some tools give every map a member `empty`."""
        item = self.item
        if item and item.values:
            return not set(item.properties) - {"empty"}
        has_members = "object" in self.kinds and not (item and item.properties)
        return has_members and are_data(self.object.members)

    def add(self, value: Any, example: Example) -> None:
        """One more example."""
        if isinstance(value, list):
            self.lists = self.lists or example
            for item in value:
                if isinstance(item, list):
                    self.nested = self.nested or example
                else:
                    self._add_item(item, example)
        elif value is not None:
            self.singles = self.singles or example
            self._add_item(value, example)

    def _add_item(self, value: Any, example: Example) -> None:
        kind = json_kind(value)
        if kind == "null":
            return
        self.kinds.setdefault(kind, example)
        if isinstance(value, dict):
            if (self.item and self.item.values) or are_data(value):
                for item in value.values():
                    self.map.add(item, example)
            self.object.add(value, example)
        elif len(self.scalars) < MOST_SCALARS:
            self.scalars.append(value)

    def all_scalars(self) -> Iterator[Any]:
        """Scalars in examples, then those that the schema gives."""
        yield from self.scalars
        for schema in dict.fromkeys((self.item, self.schema)):
            for example in schema.examples if schema else ():
                if not isinstance(example.value, (dict, list)) and example.value is not None:
                    yield example.value


class Shapes:
    """The objects of a family, one for each schema of the document."""

    def __init__(self) -> None:
        self._named: dict[Key, Object] = {}

    def object_of(self, schema: Schema | None, hint: str) -> Object:
        """The object that a schema describes."""
        if schema is None:
            return Object(self, schema, hint)
        if schema.identity not in self._named:
            self._named[schema.identity] = Object(self, schema, hint)
        return self._named[schema.identity]


def described_at(value: Value, one: Object | None = None) -> Problem:
    """Where a value is described, or else the object that it is in."""
    schema = value.schema or (one.schema if one else None)
    example = value.lists or value.singles
    return schema.at if schema else example.at if example else Problem("", 1, 1, "")
