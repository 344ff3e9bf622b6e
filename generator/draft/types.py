"""Types of a family: one for each structure, named as the project names them."""
from __future__ import annotations

import re
from typing import Any

from ..loader.todo import TODO
from .enums import Enums
from .fields import Fields
from .model import Draft, Family, Field, Type
from .shapes import Object, Value
from .words import free_name, sentence, singular, type_name, words_of

COUNT = re.compile(r"(total|filter(ed)?|count)_?(records|count|rows|entries|results|items|pages)?$",
                   re.IGNORECASE)
SCALARS = frozenset("int num bool ms s string id json".split())


class Types:
    """Collects the types of one family."""

    def __init__(self, draft: Draft, enums: Enums, family: Family, operations: set[str],
                 rows: str) -> None:
        self.draft, self.family = draft, family
        self.rows = rows  # the unit of a count of rows, or ""
        self.operations = operations  # their names in C, without what all have in common
        self.fields = Fields(draft, enums, family.name, self.name_of)
        self.known: dict[tuple[Any, ...], Type] = {}  # by signature
        self.made: dict[Object, Type | None] = {}  # None while it is being made

    def name_of(self, one: Object, hint: str = "") -> str | None:
        """The name of an object's type; None where it is inside of itself."""
        if one not in self.made:
            self.made[one] = None
            self.made[one] = self._make(one, hint or singular(one.hint, self.family.name))
        found = self.made[one]
        return found.name if found else None

    def is_free(self, name: str) -> bool:
        """Whether a type can have a name: it and the lists of the type are names in C, as those
        of operations are."""
        types = self.family.types
        return not ({name, f"{name}_list"} & {*types, *SCALARS, *self.operations}
                    or (name.endswith("_list") and name[:-len("_list")] in types))

    def add(self, made: Type, *others: str) -> Type:
        """A type, or the one that is like it already; it gets one of the other names where its own
        is taken."""
        signature = _signature(made)
        if signature in self.known:
            return self.known[signature]
        self.known[signature] = made
        names = [made.name, *others, f"{made.name}_data"]
        made.name = next(filter(self.is_free, names), "") or free_name(
            made.name, {*self.family.types, *SCALARS, *self.operations})
        self.family.types[made.name] = made
        return made

    def _make(self, one: Object, hint: str) -> Type:
        named = one.schema.name if one.schema else ""
        name = type_name(named, self.family.name) if named else hint
        fields = self.fields.of_object(one, f"{self.family.name}.{name}")
        doc = sentence(one.schema.doc if one.schema else "") or words_of(name)
        made = Type(name, doc, fields)
        if one.schema and (one.schema.is_open or (one.schema.values and not _is_empty(one))):
            made.comments.append("The document allows other members too.")
        made.name = _usual_name(made) or name
        if made.name.endswith("_page"):
            self.set_unit(made)
        return self.add(made, type_name(named, self.family.name, ("vo", "dto")) if named else hint)

    def set_unit(self, made: Type) -> None:
        """Counts of rows have the unit of these, where the API has one."""
        for item in made.fields.values() if self.rows else ():
            if is_count(item):
                item.keys["unit"] = self.rows

    def decide_units(self) -> None:
        """Timestamps of which nothing is known have the unit of the family's others, if that is
        one."""
        fields = [item for one in self.family.types.values() for item in one.fields.values()]
        known = {item.keys["type"] for item in fields if item.keys["type"] in ("ms", "s")
                 and "_time" not in item.keys}
        for one in self.family.types.values():
            for item in one.fields.values():
                if item.keys.pop("_time", None):
                    self._decide_unit(item, known)

    def _decide_unit(self, item: Field, known: set[str]) -> None:
        if len(known) == 1:
            item.keys["type"] = min(known)
            item.comments.pop()
            item.say("guess", "Unit guessed from other timestamps of the family.")
        else:
            item.keys["type"] = TODO


def _is_empty(one: Object) -> bool:
    """Whether a map has members only because a tool writes `empty` to each."""
    return bool(one.schema and not set(one.schema.properties) - {"empty"})


def _signature(one: Type) -> tuple[Any, ...]:
    """Equal for types that can be one."""
    return (one.unwrapped, tuple(
        (item.wire, tuple((key, str(value)) for key, value in item.keys.items() if key != "doc"))
        for item in one.fields.values()))


def _usual_name(one: Type) -> str:
    """The name that such a type has in the project; "" where it is no usual one."""
    fields = list(one.fields.values())
    if [item.wire for item in fields] == ["message"]:
        return "confirmation"
    if len(fields) == 1 and "secret" in fields[0].keys:
        return "file_link"
    lists = [item for item in fields if is_list_of_type(item)]
    others = [item for item in fields if item not in lists]
    if len(lists) == 1 and others and all(is_count(item) for item in others):
        return f"{lists[0].keys['type'][:-2]}_page"
    return ""


def is_list_of_type(item: Field) -> bool:
    """Whether a field is a list of objects."""
    kind = item.keys["type"]
    return bool(kind[-2:] == "[]" and kind[:-2] not in SCALARS)


def is_count(item: Field) -> bool:
    """Whether a field says how many rows there are."""
    return item.keys["type"] == "int" and bool(COUNT.match(item.wire))


def mark_side(value: Value, side: str) -> None:
    """Notes that a value travels this way, with all that is in it."""
    waiting, seen = [value], set()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if one.item and one.item.values:
            waiting.append(one.map)
        types = one.item.types if one.item else frozenset()
        if "object" in one.kinds or (one.item and ("object" in types or one.item.properties)):
            if side not in one.object.sides:
                one.object.sides.add(side)
                waiting += one.object.members.values()
