"""What requests of the spec look like in some dialects at once: what any of them sends counts."""
from __future__ import annotations

from typing import Sequence

from ..model import dialects as model
from ..model.operation import Operation
from ..model.types import Field, Type

READ = {"int": {"integer"}, "ms": {"integer"}, "s": {"integer"}, "num": {"number"},
        "bool": {"boolean"}, "string": {"string"}, "id": {"string", "integer"}}


def routes(op: Operation, dialects: Sequence[str]) -> dict[tuple[str, str], str]:
    """Where the operation goes, (method, path), and the first dialect that sends it there."""
    found: dict[tuple[str, str], str] = {}
    for dialect in dialects:
        found.setdefault((op.method, model.sent_path(op, dialect)), dialect)
    return found


def fixed(op: Operation, dialects: Sequence[str]) -> set[str]:
    """The names of parameters that never change."""
    return set(op.fixed).union(*(model.sent_query(op, dialect) for dialect in dialects))


def names(item: Field, dialects: Sequence[str]) -> set[str]:
    """Every name that a field is sent or read under."""
    return {*item.names, *(model.sent_name(item, dialect) for dialect in dialects)}


def units(item: Field, dialects: Sequence[str], sending: bool) -> set[str]:
    """ms and s, as far as it may be in them; none where it is no timestamp."""
    found = {model.sent_type(item, dialect) for dialect in dialects} if sending else {item.type}
    return found & {"ms", "s"}


def types(item: Field, dialects: Sequence[str], sending: bool) -> set[str]:
    """The JSON types of a field's value or of an item of its list; none: any."""
    if item.sub:
        return {"object"}
    if item.type == "id" and sending:
        return {"integer" if model.is_numeric(item, dialect) else "string" for dialect in dialects}
    return set(READ.get(item.type, ()))


def may_be_scalar(item: Field, dialects: Sequence[str], sending: bool) -> bool:
    """Whether a list of one may be its item."""
    if sending:
        return any(model.is_scalar(item, dialect) for dialect in dialects)
    return item.scalar_or_list


def named(one: Type) -> str:
    """A type as sources.yaml names it."""
    return f"{one.family}.{one.name}" if one.family else one.name
