"""Descriptors: the rows of a type's fields, and of what dialects send otherwise."""
from __future__ import annotations

from typing import Iterable
from urllib.parse import quote

from ..model import c_names
from ..model.api import Api
from ..model.dialects import own_sent
from ..model.operation import Operation
from ..model.types import NUMBERS, RESERVED, Field, Sent, Type
from .text import c_string, call


def flags(item: Field) -> str:
    """The flags of a field."""
    on = [("IQM_F_REQUIRED", item.required), ("IQM_F_SECRET", item.secret),
          ("IQM_F_SCALAR_OR_LIST", item.scalar_or_list),
          ("IQM_F_NUMERIC", (item.value or item).numeric),
          ("IQM_F_EXACT", item.exact and not item.value), ("IQM_F_NEEDED", item.needed),
          ("IQM_F_EXPLODE", item.explode), ("IQM_F_PAIRS", item.entry)]
    return " | ".join(name for name, is_on in on if is_on) or "0"


def initializer(item: Field, struct: str) -> str:
    """A field in its struct's descriptor."""
    macro, args = _initializer(item, struct)
    return call("\t" + macro, args, ",")


def _initializer(item: Field, struct: str) -> tuple[str, list[str]]:
    """A macro and its arguments."""
    wires = [*item.names, *item.also_read]
    args = [struct, item.c_name]
    macro = "IQM_FIELD"
    if item.value:
        macro, entry = "IQM_MAP", f"{c_names.map_of(item.value)}_entry"
        inner, values = _initializer(item.value, entry)
        args += [entry, c_string(item.entry[0] if item.entry else "key"),
                 f"{inner}({', '.join(values)})"]
    elif item.sub:
        macro = "IQM_LIST" if item.shape == "list" else "IQM_OBJECT"
        args.append(item.sub.c_name)
    args += [flags(item), *(c_string(wire) for wire in wires)]
    return macro, args


def field_variant_rows(one: Type, name: str, api: Api) -> list[str]:
    """What dialects send otherwise of a type's fields, a row each."""
    rows = []
    for item in one.fields.values():
        for number, dialect in enumerate(api.dialects):
            how = item.sent.get(dialect)
            if how:
                wires = [c_string(wire) for wire in how.names]
                rows.append(call("\tIQM_FIELD_VARIANT", [name, item.c_name, str(number),
                                                         sent_flags(item, how), *wires], ","))
    return rows


def sent_flags(item: Field, how: Sent) -> str:
    """How a dialect sends a field: flags in place of the field's own that are about sending."""
    own, item = own_sent(item), item.value or item
    on = [("IQM_F_OMITTED", how.omitted), ("IQM_F_ALL_NAMES", len(how.names) > 1),
          ("IQM_F_NUMERIC", item.type == "id" and how.kind == "number"),
          ("IQM_F_TEXT", item.type in NUMBERS and how.kind == "text"),
          ("IQM_F_SCALAR", item.shape == "list" and how.shape == "scalar"),
          ("IQM_F_LIST", item.shape == "one" and how.shape == "list"),
          ("IQM_F_IN_MS", how.unit != own.unit and how.unit == "ms"),
          ("IQM_F_IN_S", how.unit != own.unit and how.unit == "s")]
    return " | ".join(name for name, is_on in on if is_on) or "0"


def variant_rows(op: Operation, api: Api) -> list[str]:
    """Where dialects send an operation, a row each."""
    return [f"\t{{ {number}, {c_string(way.method)}, {c_string(way.path)},\n\t  "
            f"{c_string(params(way.query)) if way.query else 'NULL'} }},"
            for number, dialect in enumerate(api.dialects)
            for way in [op.variants.get(dialect)] if way]


def field_names(one: Type, name: str) -> str:
    """An enumerator for each field of descriptor `name`."""
    return "\n".join(f"\t{c_names.field(name, item)}," for item in one.fields.values())


def initializers(one: Type, struct: str) -> str:
    """The fields of a type's descriptor, for the members of `struct`; in the order of
    field_names()."""
    return "\n".join(initializer(item, struct) for item in one.fields.values())


def descriptor(one: Type, struct: str, name: str, is_reserved: bool) -> str:
    """The members of a type's descriptor, one a line."""
    lines = [f"IQM_DESCRIPTOR({struct}, {name}_fields)"]
    if one.unwrapped:
        lines.append(f".unwrapped = {field_ref(one.unwrapped, name)}")
    if one.unwrapped_true:
        lines.append(f".unwrapped_true = {field_ref(one.unwrapped_true, name)}")
    if one.is_sent and one.days:
        lines += [f".{which}_day = {field_ref(item, name)}"
                  for which, item in zip(("first", "last"), one.days)]
    if any(item.sent for item in one.fields.values()):
        lines += [f".variants = {name}_dialects",
                  f".variant_len = IQM_LEN_({name}_dialects)"]
    if is_reserved:
        lines.append(f".room = offsetof(struct {struct}, reserved)")
    return "\n".join(f"\t{line}," for line in lines)


def has_room(fields: Iterable[Field]) -> bool:
    """Whether the struct of these fields, which callers make, has reserved members left."""
    return sum(1 for item in fields if item.since) < RESERVED


def field_ref(item: Field | None, name: str) -> str:
    """The address of a field in descriptor `name`; NULL for no field."""
    return f"IQM_FIELD_OF({name}, {item.c_name})" if item else "NULL"


def params(values: dict[str, str]) -> str:
    """Fixed parameters, percent-encoded: `grant_type=password`."""
    return "&".join(f"{quote(k, safe='')}={quote(v, safe='')}" for k, v in values.items())
