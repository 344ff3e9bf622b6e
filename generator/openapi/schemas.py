"""Schemas: `$ref`s followed, `allOf` merged, choices said as far as they can be.

A schema's children are made when they are asked for, each place once. So schemas that contain each
other are objects that refer to each other, and whoever walks must remember where it was.
"""
from __future__ import annotations

from functools import cached_property
from typing import Any, Iterator, Tuple

from ..loader.problems import Problem
from ..loader.source import Place
from .examples import Example, read_examples
from .raw import Raw, kind, pointer

TYPES = ("object", "array", "string", "integer", "number", "boolean")
MEANT = {"int": "integer", "long": "integer", "short": "integer", "float": "number",
         "double": "number", "decimal": "number", "bool": "boolean", "str": "string",
         "date": "string", "file": "string", "list": "array", "map": "object"}  # seen in the wild
# What makes a schema another one; the rest describes it.
STRUCTURE = frozenset("type properties required items additionalProperties enum const".split())
MOST_PARTS = 200000  # of all schemas together
MOST_LAYERS = 256  # parts of one schema
Key = Tuple[Place, ...]


class Schema:
    """What a value may be.

    `types`: some of object, array, string, integer, number, boolean; none means anything.
    `layers`: the parts of the document that it is made of, outer ones first.
    `identity`: equal for schemas that have one structure and other descriptions.
    `misfits`: what of it is not said here, such as a choice between objects.
    """

    def __init__(self, schemas: Schemas, places: Key) -> None:
        self._schemas, self._raw = schemas, schemas.raw
        self.misfits: list[str] = []
        self.is_scalar_or_list = False  # a list, or an item of it alone
        self.is_nullable = False
        self.layers = self._flattened(places)
        self.place = places[0]
        own = [place for place, value in self.layers if STRUCTURE & value.keys()]
        self.identity: Key = tuple(own) or places
        self.types = self._types()

    # ---- what is said of it ----

    @property
    def at(self) -> Problem:
        """File, line and column."""
        return self._raw.mark(self.place)

    @property
    def pointer(self) -> str:
        """JSON pointer to it."""
        return pointer(self.place)

    @cached_property
    def name(self) -> str:
        """The component that it is, or is with a description of its own; "" where it is none."""
        for place, _ in self.layers:
            if place[:2] == ("components", "schemas") and len(place) == 3:
                same = place == self.place or self._schemas.of((place,)).identity == self.identity
                return str(place[2]) if same else ""
        return ""

    @property
    def doc(self) -> str:
        """Its description, or its title."""
        return next((text for names in (("description",), ("title",)) for place, _ in self.layers
                     if (text := self._raw.text(place, *names))), "")

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a keyword, of the outermost part that has it."""
        return next((value[key] for _, value in self.layers if key in value), default)

    def number(self, key: str) -> int | float | None:
        """The same, where it is a number."""
        value = self.get(key)
        return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None

    def has(self, key: str) -> bool:
        """Whether it has a keyword."""
        return any(key in value for _, value in self.layers)

    @property
    def format(self) -> str:
        """Its format, or ""."""
        value = self.get("format", "")
        return value if isinstance(value, str) else ""

    @property
    def is_deprecated(self) -> bool:
        """Whether it is going away."""
        return self.get("deprecated") is True

    @cached_property
    def enum(self) -> list[Any]:
        """The scalars that it may be, null not among them; empty where it may be any."""
        if self.has("const"):
            values = [self.get("const")]
        else:
            found = self.get("enum")
            values = found if isinstance(found, list) else []
        return [value for value in values if isinstance(value, (str, int, float, bool))]

    @cached_property
    def examples(self) -> list[Example]:
        """Its own examples."""
        return [example for place, _ in self.layers
                for example in read_examples(self._raw, place, is_text="string" in self.types)]

    # ---- what is in it ----

    @cached_property
    def properties(self) -> dict[str, Schema]:
        """The members of an object, in the order in which they stand."""
        found: dict[str, list[Place]] = {}
        for place, _ in self.layers:
            for name in self._raw.mapping(place + ("properties",), "'properties'"):
                found.setdefault(name, []).append(place + ("properties", name))
        return {name: self._schemas.of(tuple(places)) for name, places in found.items()}

    @cached_property
    def required(self) -> list[str]:
        """The members that it must have; some may be none of `properties`."""
        names = [name for place, value in self.layers if not isinstance(value.get("required"), bool)
                 for name in self._raw.sequence(place + ("required",), "'required'")
                 if isinstance(name, str)]
        return list(dict.fromkeys(names))

    @cached_property
    def items(self) -> Schema | None:
        """The items of a list; None where nothing is said of them."""
        places = [place + ("items",) for place, value in self.layers
                  if isinstance(value.get("items"), dict)]
        return self._schemas.of(tuple(places)) if places else None

    @cached_property
    def values(self) -> Schema | None:
        """The values of an object whose keys are data; None where it has none such."""
        places = [place + ("additionalProperties",) for place, value in self.layers
                  if isinstance(value.get("additionalProperties"), dict)]
        return self._schemas.of(tuple(places)) if places else None

    @property
    def is_open(self) -> bool:
        """Whether it is said to have members that are not said."""
        return self.get("additionalProperties") is True

    def children(self) -> Iterator[Schema]:
        """The schemas that are in it."""
        yield from self.properties.values()
        for child in (self.items, self.values):
            if child:
                yield child

    # ---- how it is put together ----

    def _flattened(self, places: Key) -> list[tuple[Place, dict[str, Any]]]:
        """Its parts, without `$ref`, `allOf` and choices that are none; outer ones first."""
        found: dict[Place, dict[str, Any]] = {}
        waiting = list(places)
        while waiting:
            place = waiting.pop(0)
            value, _ = self._raw.get(place)
            if not isinstance(value, dict):
                if not isinstance(value, bool):
                    self._raw.report(place, f"a schema is {kind(value)}, expected an object")
                continue
            if place in found:
                continue
            found[place] = value
            if len(found) > MOST_LAYERS:
                self._raw.report(place, f"a schema of more than {MOST_LAYERS} parts")
                break
            waiting[:0] = self._parts(place, value)
        return list(found.items())

    def _parts(self, place: Place, value: dict[str, Any]) -> list[Place]:
        """What else a part of the schema says that it is."""
        parts = []
        if isinstance(value.get("$ref"), str):
            target = self._raw.follow(place)
            parts += [target] if target and target != place else []
        parts += [place + ("allOf", i) for i, _ in
                  enumerate(self._raw.sequence(place + ("allOf",), "'allOf'"))]
        for word in ("oneOf", "anyOf"):
            if word in value:
                parts += self._choice(place + (word,), word)
        return parts

    def _choice(self, place: Place, word: str) -> list[Place]:
        """What a choice comes to, if it is none, or one between a list and its item."""
        options = [place + (i,) for i, _ in enumerate(self._raw.sequence(place, f"'{word}'"))]
        if len(options) > MOST_LAYERS:
            self.misfits.append(f"{word} of {len(options)} schemas")
            return []
        left = [option for option in options if not self._is_null(option)]
        self.is_nullable |= len(left) < len(options)
        if len(left) < 2:
            return left
        made = [(self._type_at(option), option) for option in left]
        lists = [option for kind_of, option in made if kind_of == "array"]
        if len(left) == 2 and len(lists) == 1 and self._is_item(lists[0], left):
            self.is_scalar_or_list = True
            return lists
        if all(kind_of in TYPES[2:] for kind_of, _ in made):
            self._scalars = [kind_of for kind_of, _ in made]
            return []
        self.misfits.append(f"{word} of {len(left)} schemas")
        return []

    _scalars: list[str] = []  # the types of a choice of scalars

    def _at(self, place: Place) -> dict[str, Any]:
        """The object at a place, behind its `$ref`s."""
        found = self._raw.follow(place)
        value = self._raw.get(found)[0] if found else None
        return value if isinstance(value, dict) else {}

    def _is_null(self, place: Place) -> bool:
        value = self._at(place)
        return value.get("type") == "null" or value.get("enum") == [None] \
            or ("const" in value and value["const"] is None)

    def _type_at(self, place: Place) -> str:
        found = self._at(place).get("type")
        return found if isinstance(found, str) else ""

    def _is_item(self, one: Place, both: list[Place]) -> bool:
        """Whether the other of two options is what the items of the list are."""
        (other,) = [option for option in both if option != one]
        base = self._raw.follow(one)
        return base is not None and (
            self._raw.follow(base + ("items",)) == self._raw.follow(other)
            or self._type_at(base + ("items",)) == self._type_at(other) in TYPES[2:])

    def _types(self) -> frozenset[str]:
        """Its types; where it has no `type`, what its keywords say."""
        found: list[str] = []
        for place, value in self.layers:
            said = value.get("type")
            names = said if isinstance(said, list) else [said] if said is not None else []
            self.is_nullable |= "null" in names or value.get("nullable") is True
            for name in names:
                meant = MEANT.get(name, name) if isinstance(name, str) else name
                if meant in TYPES:
                    found.append(str(meant))
                elif meant != "null":
                    self._raw.report(place + ("type",), f"type {name!r}, expected one of "
                                     f"{', '.join(TYPES)}")
        return frozenset(found or self._scalars or self._implied())

    def _implied(self) -> list[str]:
        if self.has("properties") or self.has("additionalProperties"):
            return ["object"]
        if self.has("items"):
            return ["array"]
        values = self.enum
        for name, kinds in (("string", str), ("boolean", bool), ("integer", int)):
            if values and all(isinstance(value, kinds) for value in values):
                return [name]
        return []


class Schemas:
    """The schemas of a document, each made once."""

    def __init__(self, raw: Raw) -> None:
        self.raw = raw
        self._made: dict[Key, Schema] = {}
        self._parts = 0

    def of(self, places: Key) -> Schema:
        """The schema that is all that stands at these places."""
        key = tuple(self._behind(place) for place in places)
        if key not in self._made and self._parts > MOST_PARTS:
            key = next(iter(self._made))  # reported already
        if key not in self._made:
            self._made[key] = Schema(self, key)
            self._parts += len(self._made[key].layers)
            if self._parts > MOST_PARTS:
                self.raw.report(places[0], f"more than {MOST_PARTS} schemas; what is behind this "
                                "is not read")
        return self._made[key]

    def _behind(self, place: Place) -> Place:
        """Where a `$ref` with nothing beside it leads to."""
        value, _ = self.raw.get(place)
        if isinstance(value, dict) and value.keys() == {"$ref"}:
            return self.raw.follow(place) or place
        return place
