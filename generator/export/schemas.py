"""Types as JSON Schemas: what a dialect sends, and every name and shape in which it is read.

Of scalars they say the type that the spec has. Reading takes more (a number in a string, 0 and 1
for false and true, null for what is absent); senders should not rely on it.
"""
from __future__ import annotations

from typing import Any, Iterable, Iterator

from ..model.api import Api
from ..model.dialects import in_unit, sent, sent_fields, sent_name, sent_names
from ..model.operation import Operation
from ..model.types import NUMBERS, Enum, Field, Type
from .facts import extensions, field_facts

Schema = dict[str, Any]

INTEGER: Schema = {"type": "integer", "format": "int64"}
SCALARS: dict[str, Schema] = {
    "int": INTEGER, "ms": INTEGER, "s": INTEGER, "num": {"type": "number", "format": "double"},
    "bool": {"type": "boolean"}, "string": {"type": "string"}, "id": {"type": "string"},
    "json": {}}
ID_OR_NUMBER: Schema = {"type": ["string", "integer"]}
NUMBER_AS_TEXT: Schema = {"type": "string", "pattern": "^-?[0-9]"}


def ref(name: str) -> Schema:
    """A reference to a schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


class Schemas:
    """The schemas of one dialect, and their names in its document."""

    def __init__(self, api: Api, dialect: str) -> None:
        self.api = api
        self.dialect = dialect
        reasons = (api.envelope.error, api.envelope.failure)
        self.read_types = _parts(api, [*(op.response for op in api.operations()),
                                       *(one.type for one in reasons if one)])
        self.sent_types = _parts(api, [op.body for op in api.operations()
                                       if op.body and op.content == "json"])

    def name(self, one: Type, *, sent: bool) -> str:
        """What a type is called; one that is sent and read has two schemas."""
        name = f"{one.family}.{one.name}" if one.family else one.name
        return f"{name}.sent" if sent and one in self.read_types else name

    def components(self) -> dict[str, Schema]:
        """Every schema by its name, in the order of the spec."""
        found = {f"enum.{enum.name}": _enum(enum) for enum in self.api.enums.values()
                 if enum in self._enums()}
        for one in self.api.all_types():
            if one in self.sent_types:
                found[self.name(one, sent=True)] = {"description": one.doc,
                                                    **self.sent_object(one.fields.values())}
            if one in self.read_types:
                found[self.name(one, sent=False)] = self._read(one)
        return found

    def _enums(self) -> set[Enum]:
        queries = [op.query for op in self.api.operations() if op.query]
        every = [*self.read_types, *self.sent_types, *queries]
        return {item.enum for one in every for item in one.fields.values() if item.enum}

    # ---- what is sent ------------------------------------------------------------------------

    def sent_object(self, fields: Iterable[Field], fixed: dict[str, str] | None = None) -> Schema:
        """An object that a request sends; it has no fields but these."""
        fields = list(fields)
        required = [*(fixed or {}), *(name for item in fields if item.required
                                      for name in sent_names(item, self.dialect))]
        return {"type": "object",
                "properties": {**{name: {"type": "string", "const": value}
                                  for name, value in (fixed or {}).items()},
                               **{name: self.sent_field(item) for name, item
                                  in sent_fields(fields, self.dialect).items()}},
                **({"required": required} if required else {}),
                "additionalProperties": False}

    def sent_field(self, item: Field) -> Schema:
        """A field of a request, with all that is said of it."""
        return {**self.sent_value(item), "description": item.full_doc,
                **field_facts(item, self.dialect)}

    def sent_value(self, item: Field) -> Schema:
        """The value of a field of a request."""
        if item.value:
            return {"type": "object", "additionalProperties": self.sent_value(item.value)}
        one = self._sent_one(item)
        form = sent(item, self.dialect).shape
        if item.shape == "one":
            if item.default is not None:
                one = {**one, "default": self._in_unit(item, item.default)}
            return one if form == "scalar" else {"type": "array", "items": one, "minItems": 1,
                                                 "maxItems": 1}
        many: Schema = {"type": "array", "items": one}
        if item.required:
            many["minItems"] = 1
        if item.items:
            many["minItems"], many["maxItems"] = item.items
        return {"anyOf": [many, one]} if form == "scalar" else many

    def _in_unit(self, item: Field, value: Any) -> Any:
        """A value as the dialect sends it."""
        return in_unit(item, value, sent(item, self.dialect))

    def _sent_one(self, item: Field) -> Schema:
        limits: Schema = {}
        if sent(item, self.dialect).kind == "text" and item.type in NUMBERS:
            return NUMBER_AS_TEXT
        if item.range:
            limits["minimum"], limits["maximum"] = (self._in_unit(item, end) for end in item.range)
        if item.length:
            limits["minLength"], limits["maxLength"] = item.length
        return {**self._sent_plain(item), **limits}

    def _sent_plain(self, item: Field) -> Schema:
        if item.sub:
            return ref(self.name(item.sub, sent=True))
        how = sent(item, self.dialect)
        if item.type == "id" and how.kind == "number":
            return ID_OR_NUMBER
        if item.secret:
            return {"type": "string", "format": "password"}
        return _enum_or_scalar(item, how.unit or item.type)

    # ---- what is read ------------------------------------------------------------------------

    def _read(self, one: Type) -> Schema:
        """A type of a response, under every name and in every shape that is read."""
        properties: dict[str, Schema] = {}
        for wire, item in one.fields.items():
            value = self._read_value(item)
            properties[wire] = {**value, "description": item.full_doc, **field_facts(item, None)}
            for alias in item.aliases:
                properties[alias] = {**value, "description": f"Another name of `{wire}`.",
                                     **extensions(alias_of=wire, secret=item.secret)}
        found: Schema = {"type": "object", "properties": properties, **_required(one)}
        if not one.unwrapped:
            return {"description": one.doc, **found}
        makes_true = one.unwrapped_true.wire if one.unwrapped_true else None
        instead = self._read_value(one.unwrapped)
        if not one.unwrapped.takes_objects:
            instead = {"anyOf": [found, instead]}
        return {"description": one.doc, **instead,
                **extensions(unwrapped={"field": one.unwrapped.wire,
                                        **({"makes_true": makes_true} if makes_true else {})})}

    def _read_value(self, item: Field) -> Schema:
        if item.value:
            return self._read_map(item, self._read_value(item.value))
        one = self._read_one(item)
        if item.shape == "one":
            return one
        many: Schema = {"type": "array", "items": one}
        return {"anyOf": [many, one]} if item.scalar_or_list else many

    def _read_map(self, item: Field, one: Schema) -> Schema:
        found: Schema = {"type": "object", "additionalProperties": one}
        if not item.entry:
            return found
        key, value = item.entry
        return {"anyOf": [found, {"type": "array", "items": {
            "type": "object", "required": [key, value],
            "properties": {key: ID_OR_NUMBER, value: one}}}]}

    def _read_one(self, item: Field) -> Schema:
        if item.sub:
            return ref(self.name(item.sub, sent=False))
        return ID_OR_NUMBER if item.type == "id" else _enum_or_scalar(item, item.type)


def _enum_or_scalar(item: Field, kind: str) -> Schema:
    return ref(f"enum.{item.enum.name}") if item.enum else SCALARS[kind]


def _enum(enum: Enum) -> Schema:
    """Names of some ids, or some texts; others may come, and may be sent."""
    if enum.texts:
        return {"type": "string", "description": enum.doc, "examples": list(enum.texts.values()),
                **extensions(values=enum.texts)}
    return {**INTEGER, "description": enum.doc, "examples": list(enum.values.values()),
            **extensions(values=enum.values)}


def _required(one: Type) -> Schema:
    """What a response must have, under any of its names."""
    needed = [item.names for item in one.fields.values() if item.required]
    plain = [names[0] for names in needed if len(names) == 1]
    several: list[Schema] = [{"anyOf": [{"required": [name]} for name in names]}
                             for names in needed if len(names) > 1]
    found: Schema = {"required": plain} if plain else {}
    if len(several) == 1:
        found.update(several[0])
    elif several:
        found["allOf"] = several
    return found


def _parts(api: Api, types: Iterable[Type]) -> set[Type]:
    """These types and what is in them."""
    def walk(one: Type) -> Iterator[Type]:
        yield one
        for item in one.fields.values():
            if item.sub:
                yield from walk(item.sub)
    return {part for one in types for part in walk(one)}


def body_limits(op: Operation, dialect: str) -> Schema:
    """What an operation asks of its body besides its type."""
    assert op.body
    found: Schema = {}
    if op.full_replace:
        found["required"] = list(sent_fields(op.body.fields.values(), dialect))
    if op.effect == "paid":
        found["minProperties"] = 1
    if op.body.days:
        first, last = (sent_name(item, dialect) for item in op.body.days)
        found["dependentRequired"] = {first: [last], last: [first]}
    return found
