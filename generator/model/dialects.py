"""What a dialect sends: the name, the value and the place of everything in a request."""
from __future__ import annotations

from dataclasses import replace
from typing import Any, Iterable

from .canonical import Misfit, canonical, spells_integer
from .operation import IN_PATH, Operation, Variant
from .types import NUMBERS, TEXT, Field, Sent, Type


# ---- flattening: a dialect has what the one that it is based on has, and says more ------------


def own_sent(item: Field) -> Sent:
    """How a field is sent where no dialect says otherwise; of a map, its values."""
    one = item.value or item
    kind = "number" if one.type in NUMBERS or one.numeric else \
        "text" if one.type in TEXT else ""
    return Sent((item.wire,), one.type if one.type in ("ms", "s") else None, kind,
                {"one": "scalar"}.get(one.shape, one.shape))


def add_send(base: Sent, said: dict[str, Any]) -> Sent:
    """What `send:` of a field says in place of what is so without it."""
    form = said.get("as", "")
    return replace(
        base, names=tuple(said.get("names", (said["name"],) if "name" in said else base.names)),
        unit=said.get("unit", base.unit),
        kind=form if form in ("number", "text") else base.kind,
        shape=form if form in ("scalar", "list") else base.shape,
        omitted=said.get("omit", base.omitted))


def own_variant(op: Operation) -> Variant:
    """Where an operation goes where no dialect says otherwise."""
    return Variant(op.method, op.path, {})


def add_variant(base: Variant, said: dict[str, Any]) -> Variant:
    """The same of an operation's `send:`."""
    return replace(base, **said)


# ---- of one dialect ---------------------------------------------------------------------------


def variant(op: Operation, dialect: str) -> Variant:
    """Where an operation goes."""
    return op.variants.get(dialect) or own_variant(op)


def sent_path(op: Operation, dialect: str) -> str:
    """The path of an operation."""
    return variant(op, dialect).path


def sent_method(op: Operation, dialect: str) -> str:
    """The method of an operation."""
    return variant(op, dialect).method


def path_fields(op: Operation, dialect: str) -> list[Field]:
    """The fields that are sent in the path, in its order."""
    known = op.query.fields if op.query else {}
    return [known[wire] for wire in IN_PATH.findall(sent_path(op, dialect))]


def sent_query(op: Operation, dialect: str) -> dict[str, str]:
    """The parameters of an operation that never change."""
    return variant(op, dialect).query


def sent(item: Field, dialect: str) -> Sent:
    """How a field is sent."""
    return item.sent.get(dialect) or own_sent(item)


def sent_names(item: Field, dialect: str) -> tuple[str, ...]:
    """The names of a field, under all of which it is sent; none where it is left out."""
    how = sent(item, dialect)
    return () if how.omitted else how.names


def sent_name(item: Field, dialect: str) -> str:
    """The name of a field, or the first of several."""
    return sent(item, dialect).names[0]


def sent_fields(fields: Iterable[Field], dialect: str) -> dict[str, Field]:
    """The fields that are sent, by each of their names. Of two with one name, the list."""
    found: dict[str, Field] = {}
    for item in fields:
        for name in sent_names(item, dialect):
            if found.setdefault(name, item).shape != "list":
                found[name] = item
    return found


def differs(op: Operation, dialect: str) -> bool:
    """Whether a dialect makes a difference to what an operation sends."""
    return variant(op, dialect) != own_variant(op) or any(
        sent(item, dialect) != own_sent(item)
        for one in (op.query, op.body) if one for item in _all_fields(one))


def _all_fields(one: Type) -> list[Field]:
    return [found for item in one.fields.values()
            for found in [item, *(_all_fields(item.sub) if item.sub else [])]]


def are_alike(one: Field, other: Field, dialect: str) -> bool:
    """Whether two fields are sent as the same list, so that they may share a name."""
    first, second = sent(one, dialect), sent(other, dialect)
    return (one.type, first.unit, first.kind) == (other.type, second.unit, second.kind) \
        and first.shape == second.shape == "list" and one.shape != other.shape


def sent_object(one: Type, value: dict[str, Any], dialect: str) -> dict[str, Any]:
    """The fields of a request that are this type's, as they are sent. Misfit: two of them under one
    name."""
    known = {wire: value[wire] for wire in one.fields if wire in value}
    found: dict[str, Any] = {}
    for wire, v in canonical(one, known).items():
        for name in sent_names(one.fields[wire], dialect):
            if name in found:
                raise Misfit((wire,), f"'{wire}' is '{name}' too, as another field that is given")
            found[name] = sent_value(one.fields[wire], v, dialect)
    return found


def sent_value(item: Field, value: Any, dialect: str) -> Any:
    """The value of a field, given in canonical form, as it is sent."""
    if item.value:
        return {key: sent_value(item.value, one, dialect) for key, one in value.items()}
    how = sent(item, dialect)
    if item.shape == "list":
        items = [_one(item, v, how, dialect) for v in value]
        return items[0] if how.shape == "scalar" and len(items) == 1 else items
    one = _one(item, value, how, dialect)
    return [one] if how.shape == "list" else one


def _one(item: Field, value: Any, how: Sent, dialect: str) -> Any:
    if item.sub:
        return sent_object(item.sub, value, dialect)
    if item.type in NUMBERS:
        value = in_unit(item, value, how)
        return str(value) if how.kind == "text" else value
    if item.type == "id":
        is_number = how.kind == "number" and spells_integer(str(value))
        return int(value) if is_number else str(value)
    return value


def in_unit(item: Field, value: Any, how: Sent) -> Any:
    """A number in the unit that it is sent in. A remainder is never sent: Misfit."""
    if how.unit == item.type or how.unit is None:
        return value
    if how.unit == "ms":
        return value * 1000
    if value % 1000:
        raise Misfit((item.wire,), f"'{item.wire}' is {value}, expected a whole number of seconds")
    return value // 1000
