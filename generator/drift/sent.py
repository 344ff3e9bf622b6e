"""What requests of the spec look like in some dialects at once: what any of them sends counts."""
from __future__ import annotations

from typing import Sequence

from ..model import dialects as model
from ..model.operation import Operation
from ..model.types import NUMBERS, Field, Type

READ = {"int": {"integer"}, "ms": {"integer"}, "s": {"integer"}, "num": {"number"},
        "bool": {"boolean"}, "string": {"string"}, "id": {"string", "integer"}}


def routes(op: Operation, dialects: Sequence[str]) -> dict[tuple[str, str], str]:
    """Where the operation goes, (method, path), and the first dialect that sends it there."""
    found: dict[tuple[str, str], str] = {}
    for dialect in dialects:
        way = model.variant(op, dialect)
        found.setdefault((way.method, way.path), dialect)
    return found


def fixed(op: Operation, dialects: Sequence[str]) -> set[str]:
    """The names of parameters that never change."""
    return set(op.fixed).union(*(model.sent_query(op, dialect) for dialect in dialects))


def names(item: Field, dialects: Sequence[str]) -> set[str]:
    """Every name that a field is sent or read under."""
    return {*item.names, *(name for dialect in dialects
                            for name in model.sent_names(item, dialect))}


def units(item: Field, dialects: Sequence[str], sending: bool) -> set[str]:
    """ms and s, as far as it may be in them; none where it is no timestamp."""
    found = {model.sent(item, dialect).unit for dialect in dialects} if sending else {item.type}
    return {unit for unit in found if unit in ("ms", "s")}


def types(item: Field, dialects: Sequence[str], sending: bool) -> set[str]:
    """The JSON types of a field's value or of an item of its list; none: any."""
    if item.sub:
        return {"object"}
    kinds = {model.sent(item, dialect).kind for dialect in dialects} if sending else set()
    if item.type == "id" and sending:
        return {"integer" if kind == "number" else "string" for kind in kinds}
    if "text" in kinds and item.type in NUMBERS:
        return {"string", *(READ[item.type] if "number" in kinds else ())}
    return set(READ.get(item.type, ()))


def may_be_scalar(item: Field, dialects: Sequence[str], sending: bool) -> bool:
    """Whether a list of one may be its item."""
    if sending:
        return any(model.sent(item, dialect).shape == "scalar" for dialect in dialects)
    return item.scalar_or_list


def named(one: Type) -> str:
    """A type as sources.yaml names it."""
    return f"{one.family}.{one.name}" if one.family else one.name
