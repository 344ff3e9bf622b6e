"""Compares a type with an object of a document."""
from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Iterator, Sequence

from ..loader.problems import listed
from ..model.types import Field, Type
from . import sent
from .finding import Finding
from .members import Member


@dataclass(frozen=True)
class Compared:
    """Where a comparison is: a part of an operation, that is sent or read."""

    operation: str
    part: str  # path, query, body or response
    dialects: Sequence[str]
    all_required: bool = False  # here, whatever the fields say

    @property
    def sending(self) -> bool:
        """Whether the client makes it."""
        return self.part != "response"

    def found(self, kind: str, one: Type, name: str, says: str, member: Member) -> Finding:
        """A finding at a field of a type."""
        return Finding(kind, f"{sent.named(one)}.{name}", self.operation, self.part, says,
                       member.at)


def of_object(here: Compared, one: Type, whole: Member, but: Sequence[str] = ()) \
        -> Iterator[Finding]:
    """What differs between the fields of a type and the members of an object, and below."""
    if one.unwrapped and (one.unwrapped.takes_objects or
                          (whole.types and "object" not in whole.types)):
        yield from of_field(here, one, one.unwrapped, whole)
        return
    if whole.types and "object" not in whole.types:
        yield Finding("type", sent.named(one), here.operation, here.part,
                      f"{whole.says} in the document, an object here", whole.at)
        return
    yield from of_fields(here, one, list(one.fields.values()), whole, but)


def of_fields(here: Compared, one: Type, fields: Sequence[Field], whole: Member,
              but: Sequence[str] = ()) -> Iterator[Finding]:
    """The same, of some fields of a type; the members `but` are known otherwise."""
    known = {name: item for item in fields for name in sent.names(item, here.dialects)}
    for name, member in whole.members.items():
        if name in known:
            yield from of_field(here, one, known[name], member)
        elif name not in but:
            kind = "required" if here.sending and member.required else "extra"
            yield here.found(kind, one, name, f"{member.says} in the document"
                             f"{'' if member.schema else ', in an example'}"
                             f"{', not in the spec' if kind == 'required' else ''}", member)
    for item in fields if whole.is_closed else ():
        if not sent.names(item, here.dialects).intersection(whole.members):
            yield here.found("absent", one, item.wire, "not in the document", whole)


def of_field(here: Compared, one: Type, item: Field, member: Member) -> Iterator[Finding]:
    """What differs in one field."""
    if here.sending and member.required and not (item.required or here.all_required):
        yield here.found("required", one, item.wire, "required in the document", member)
    value = _value(here, item, member)
    if value is None:
        yield here.found("type", one, item.wire, f"{member.says} in the document, "
                         f"{item.spelling} here", member)
        return
    if item.value:
        yield from of_field(here, one, replace(item.value, wire=item.wire), value)
    else:
        yield from _of_value(here, one, item, value)


def _value(here: Compared, item: Field, member: Member) -> Member | None:
    """What a list has in it, or the value itself; None where it is of another type."""
    shape = {"list": {"array"}, "map": {"object"}}.get(item.shape)
    if item.shape == "map" and item.entry and not here.sending:
        shape = {"object", "array"}
    value = member
    if shape and member.types:
        is_item = item.shape == "list" and sent.may_be_scalar(item, here.dialects, here.sending)
        if member.types & shape:
            value = member.items
        elif here.part == "query" and "string" in member.types:
            return Member(None, [], member.at)  # with commas between its items
        elif not is_item:
            return None
        if item.shape == "map":
            return member.entries
    expected = sent.types(item, here.dialects, here.sending)
    said = value.types
    if item.sub and item.sub.unwrapped and not here.sending:
        inner = item.sub.unwrapped
        expected = expected | ({"array"} if inner.shape == "list" else
                               sent.types(inner, here.dialects, False))
    if here.sending and "integer" in expected:
        expected = expected | {"number"}
    if not here.sending and "number" in expected:
        expected = expected | {"integer"}
    return value if not said or not expected or said & expected else None


def _of_value(here: Compared, one: Type, item: Field, value: Member) -> Iterator[Finding]:
    if item.sub:
        yield from of_object(here, item.sub, value)
    ours = sent.units(item, here.dialects, here.sending)
    theirs = value.units()
    if ours and theirs and not ours & theirs:
        yield here.found("unit", one, item.wire, f"{_time(theirs)} in the document, {_time(ours)} "
                         f"here", value)
    known: list[Any] = item.enum.known if item.enum else []
    more = [str(one) for one in value.enum if str(one) not in map(str, known)]
    if known and more:
        yield here.found("values", one, item.wire, f"{listed(more, 'and')} in the document too",
                         value)


def _time(units: set[str]) -> str:
    return listed({"ms": "milliseconds", "s": "seconds"}[unit] for unit in sorted(units))
