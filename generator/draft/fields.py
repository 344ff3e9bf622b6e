"""Fields: the type that a schema and examples come to, and what else is known of the value."""
from __future__ import annotations

import re
from typing import Callable, Optional

from ..loader.problems import listed
from ..loader.todo import TODO
from ..model.names import is_name, member
from ..openapi.examples import Example
from ..openapi.schemas import Schema
from . import times
from .enums import Enums
from .model import Draft, Field
from .shapes import Object, Value, described_at
from .traits import Traits
from .words import free_name, lower, sentence, words_of

TypeOf = Callable[[Object], Optional[str]]  # the name of an object's type; None in a circle
SCALARS = {"integer": "int", "number": "num", "boolean": "bool", "string": "string"}
SHOWN = {"integer": "int", "number": "num", "boolean": "bool", "text": "string",
         "object": "object"}
FITS = {"int": {"integer"}, "num": {"integer", "number"}, "bool": {"boolean"}, "string": {"text"},
        "id": {"text", "integer"}, "object": {"object"}, "map": {"object"}}
WORDS = {"int": "an integer", "num": "a number", "bool": "a boolean", "string": "text",
         "id": "text or a number", "object": "an object", "map": "an object", "free": "an object",
         "integer": "an integer", "number": "a number", "boolean": "a boolean", "text": "text",
         "list": "a list", "json": "several kinds of values"}
NUMERIC = re.compile(r"-?\d{1,15}(\.\d+)?")
IDS = re.compile(r"(?<!mail)(^|_)ids?$")
AMOUNT = re.compile(r"(^|_)(cost|price|rate|amount|fee|budget)$")
UNFIT = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


class Fields:
    """Makes the fields of a family's types."""

    def __init__(self, draft: Draft, enums: Enums, family: str, type_of: TypeOf) -> None:
        self.draft, self.type_of = draft, type_of
        self.traits = Traits(draft, enums, family)

    def of_object(self, one: Object, owner: str) -> dict[str, Field]:
        """The fields of a type. `owner` is what notes call it."""
        found: dict[str, Field] = {}
        taken: set[str] = set()
        required = one.schema.required if one.schema else []
        for wire, value in one.members.items():
            where = f"{owner}.{wire}"
            if not wire or UNFIT.search(wire):
                self.draft.note("lost", described_at(value, one), f"{owner} has a field whose name "
                                "is empty or has control characters")
                continue
            item = self.field(wire, value, where, one.sides)
            if not (item.at and item.at.file):
                item.at = described_at(value, one)
            if one.sides == {"request"} and wire in required and not _is_read_only(value.schema):
                item.keys["required"] = True
            lacking = one.lacking.get(wire)
            if lacking:
                self.contradiction(item, where, "requires it", lacking, "lacks it")
            if one.schema and value.schema is None and not one.schema.is_open \
                    and one.schema.properties:
                shown = value.lists or value.singles
                self.contradiction(item, where, "has no such field", shown, "has it")
            self.give_name(item, taken)
            found[wire] = item
        _point_at_aliases(found, one)
        return found

    def give_name(self, item: Field, taken: set[str]) -> None:
        """A name in C where the rule gives none, or one that is taken."""
        name = member(item.wire)
        if not is_name(name):
            item.keys["name"] = TODO
        elif name in taken:
            name = item.keys["name"] = free_name(name, taken)
        taken.add(name)

    def contradiction(self, item: Field, where: str, says: str, example: Example | None,
                      shows: str) -> None:
        """The schema says one thing, an example shows another."""
        text = f"the schema {says}, an example {shows}"
        line = f" (line {example.at.line})" if example else ""
        item.say("contradiction", f"Contradiction: the schema {says}, an example{line} {shows}.")
        if example:
            self.draft.note("contradiction", example.at, f"{where}: {text}")

    def field(self, wire: str, value: Value, where: str, sides: set[str]) -> Field:
        """One field, whatever it is in."""
        item = Field(wire, {"type": ""}, at=described_at(value))
        doc = value.schema.doc if value.schema else ""
        if not doc and value.item:
            doc = value.item.doc if value.item.name == "" or not value.is_list_in_schema else ""
        self._set_type(item, value, where, doc)
        words = [sentence(doc) or words_of(wire)]
        self.traits.set(item, value, sides, words)
        item.keys["doc"] = " ".join(words)
        item.sample = next(iter(value.all_scalars()), None)
        return item

    def _set_type(self, item: Field, value: Value, where: str, doc: str) -> None:
        base = self._base(item, value, where)
        name = lower(item.wire)
        is_list = bool(value.is_list_in_schema or value.lists)
        if base == "int" and not is_list and times.is_time(name, doc, value.all_scalars()):
            base = self._time(item, where, doc, value)
        elif base == "int" and not (value.item and value.item.types) and AMOUNT.search(name):
            base = "num"
            item.say("guess", "Integers in examples; named like an amount.")
        elif base == "string" and IDS.search(name):
            base = "id"
        if value.is_list_of_lists or (is_list and base == "json"):
            if value.is_list_of_lists:
                item.say("lost", "A list of lists, which the language has no type for.")
            base, is_list = "json", False
        if is_list and not value.is_list_in_schema and value.schema and value.schema.types:
            self.contradiction(item, where, "has one value", value.lists, "has a list")
            item.keys["scalar_or_list"] = True
        elif is_list and value.singles:
            if value.is_list_in_schema:
                self.contradiction(item, where, "has a list", value.singles, "has one value")
            item.keys["scalar_or_list"] = True
        elif value.schema and value.schema.is_scalar_or_list:
            item.keys["scalar_or_list"] = True
        item.keys["type"] = base + "[]" * is_list
        if "scalar_or_list" in item.keys and "[]" not in item.keys["type"]:
            del item.keys["scalar_or_list"]

    def _base(self, item: Field, value: Value, where: str) -> str:
        """The type of one item."""
        said = _said(value)
        for misfit in dict.fromkeys([*(value.schema.misfits if value.schema else ()),
                                     *(value.item.misfits if value.item else ())]):
            item.say("lost", f"The document has {misfit}.")
        shown = list(value.kinds)
        left = [kind for kind in shown if kind not in FITS.get(said, ())]
        if said in ("", "free", "json"):
            found = self._by_examples(item, value, where, said)
        elif not left:
            found = said
        else:
            self.contradiction(item, where, f"has {WORDS[said]}", value.kinds[left[0]],
                               f"has {listed([WORDS[kind] for kind in left], 'and')}")
            found = _compromise(said, left, value)
        return self._of_objects(item, value, where, found)

    def _of_objects(self, item: Field, value: Value, where: str, found: str) -> str:
        """The name of an object's type, or a map."""
        if found == "map" or (found == "object" and value.is_map):
            inner = Field(item.wire, {"type": ""})
            self._set_type(inner, value.map, f"{where}{{}}", "")
            item.comments += inner.comments
            kind = inner.keys["type"]
            if "scalar_or_list" in inner.keys:
                item.keys["scalar_or_list"] = True
            if not (value.item and value.item.values):
                item.say("guess", "Taken for a map, since the keys of examples are digits.")
            if "{}" in kind or value.lists:
                item.say("lost", "A map of maps, or a list of maps, which the language has no type "
                         "for.")
                return "json"
            return f"{kind}{{}}"
        if found != "object":
            return found
        if not value.object.members:
            item.say("lost", "An object of which nothing is said.")
            return "json"
        name = self.type_of(value.object)
        if name is None:
            item.say("lost", "An object that contains itself, which the language has no type for.")
            return "json"
        return name

    def _by_examples(self, item: Field, value: Value, where: str, said: str) -> str:
        """The type where only examples say it."""
        shown = set(value.kinds)
        if said == "free" and shown - {"object"}:
            other = min(shown - {"object"})
            self.contradiction(item, where, "has an object", value.kinds[other],
                               f"has {WORDS[other]}")
        if len(shown) == 1:
            return SHOWN[shown.pop()]
        if shown == {"integer", "number"}:
            return "num"
        if shown and shown <= {"text", "integer", "number"}:
            item.say("guess", "Examples have text and numbers.")
            return "id" if "number" not in shown else "string"
        if shown:
            kinds = sorted(WORDS[kind] for kind in shown)
            item.say("lost", f"Examples have {listed(kinds, 'and')}.")
        elif said != "json":
            item.say("lost", "An object of which nothing is said." if said == "free" else
                     "The document does not say what it is.")
        return "json"

    def _time(self, item: Field, where: str, doc: str, value: Value) -> str:
        """ms or s."""
        found = times.unit(doc, value.all_scalars())
        name = {"ms": "milliseconds", "s": "seconds"}.get(found.type, "")
        if found.against:
            seen = value.kinds.get("integer") or value.kinds.get("number")
            line = f" (line {seen.at.line})" if seen else ""
            says = f"the words say {name}, {found.against}" if name else found.against
            item.say("contradiction", f"Contradiction{line}: {says}.")
            at = seen.at if seen else described_at(value)
            self.draft.note("contradiction", at, f"{where}: {says}")
        if found.type and found.why:
            item.say("guess", f"Unit guessed from {found.why}.")
        elif not found.type:
            item.say("", "A timestamp whose unit the document does not say: ms or s?")
            item.keys["_time"] = True
            return "ms"
        return found.type


def _point_at_aliases(fields: dict[str, Field], one: Object) -> None:
    """Two fields that may be one under two names, `itemId` and `itemIds`: then the schema does not
    have both."""
    first: dict[str, Field] = {}
    for wire, item in fields.items():
        plain = re.sub(r"[^a-z0-9]", "", wire.lower()).rstrip("s")
        other = first.setdefault(plain, item)
        schemas = [one.members[name].schema for name in (wire, other.wire)]
        if other is not item and None in schemas:
            item.say("guess", f"Perhaps another name of `{other.wire}`: then one of its aliases.")


def _said(value: Value) -> str:
    """What the schema says of one item; "" where it says nothing."""
    schema = value.item
    if schema is None or (not schema.types and not schema.misfits):
        return ""
    types = schema.types
    if types == {"object"}:
        if value.is_map and schema.values:
            return "map"
        return "object" if schema.properties else "free"
    if len(types) == 1 and min(types) in SCALARS:
        return SCALARS[min(types)]
    if types == {"integer", "number"}:
        return "num"
    if types and types <= {"string", "integer", "number"}:
        return "id"
    return "json"


def _compromise(said: str, left: list[str], value: Value) -> str:
    """A type that reads what the schema has and what examples show."""
    texts = [text for text in value.scalars if isinstance(text, str)]
    are_numbers = all(NUMERIC.fullmatch(text) for text in texts)
    if said in ("object", "map"):
        return said
    if left == ["object"]:
        return "object" if set(value.kinds) == {"object"} else "json"
    if said == "int" and left == ["number"]:
        return "num"
    if said in ("int", "num") and "text" in left and set(left) <= {"text", "number"}:
        return ("num" if "number" in left else said) if are_numbers else "string"
    if said == "string" and set(left) <= {"integer", "number"}:
        return "id" if left == ["integer"] else "string"
    if said == "bool" and left == ["integer"] and all(one in (0, 1) for one in value.scalars):
        return "bool"
    return "json"


def _is_read_only(schema: Schema | None) -> bool:
    return bool(schema and schema.get("readOnly") is True)
