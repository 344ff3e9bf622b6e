"""An example in C of each operation: the order of a written example of the command, or a sample."""
from __future__ import annotations

import json
import shlex
from datetime import date, datetime, time, timezone, tzinfo
from typing import Any, Iterable, Iterator
from zoneinfo import ZoneInfo

from ..c.text import c_string
from ..model import c_names
from ..model.api import Api
from ..model.canonical import canonical_field
from ..model.command import Command
from ..model.operation import Operation
from ..model.types import TEXT, Enum, Field, Type

ROWS = 10  # that the example of a list asks for
LISTS = {"int": "IQM_INTS", "num": "IQM_NUMS", "bool": "IQM_BOOLS", "string": "IQM_STRS",
         "id": "IQM_STRS"}
TAB = "\t"
EMPTY: tuple[Any, ...] = ([], {})
PER_SECOND = {"ms": 1000, "s": 1}


def request(op: Operation, api: Api) -> dict[str, Any]:
    """What an example sends, by wire names: the first page of a list; what a written example of
    the command orders, with timestamps as ISO 8601 text; else a sample."""
    if op.paged:
        return {op.paged.size.wire: ROWS}
    for command in api.program.commands if api.program else ():
        same = command.op and command.is_operation and command.op.body is op.body
        for example in command.examples if same and op.body and op.body.days else ():
            order = _written(command, example.line)
            if order:
                return order
    sample: dict[str, Any] = next((one.value for one in op.samples if one.kind == "request"), {})
    values = {item.wire: canonical_field(item, sample[item.wire]) for item in op.request_fields
              if item.wire in sample}
    return dict(_without_empty(values))


def _without_empty(value: Any) -> Any:
    """A value without the lists and objects in it that have nothing in them."""
    if isinstance(value, dict):
        value = {key: _without_empty(one) for key, one in value.items()}
        return {key: one for key, one in value.items() if one not in EMPTY}
    if isinstance(value, list):
        return [one for one in map(_without_empty, value) if one not in EMPTY]
    return value


def _iso(timestamp: datetime) -> str:
    text = timestamp.isoformat(timespec="milliseconds")
    return text.replace(".000", "").replace("+00:00", "Z")


# ---- a command line ----------------------------------------------------------------------------


def _written(command: Command, line: str) -> dict[str, Any]:
    """The order of a command line; {} where it does not have both of its days."""
    flags = dict(_flags(shlex.split(line)))
    zone: tzinfo = ZoneInfo(flags["timezone"]) if "timezone" in flags else timezone.utc
    found = {flag.field.wire: _value(flag.field, flags[flag.name], zone)
             for flag in command.flags if flag.name in flags}
    days = command.op.body.days if command.op and command.op.body else None
    return found if days and all(day.wire in found for day in days) else {}


def _flags(words: list[str]) -> Iterator[tuple[str, str]]:
    for i, word in enumerate(words):
        if word.startswith("--"):
            name, equals, value = word[2:].partition("=")
            yield name, value if equals else " ".join(words[i + 1:i + 2])


def _value(item: Field, text: str, zone: tzinfo) -> Any:
    """A flag's value as the command reads it."""
    if item.sub or item.type == "json":
        return json.loads(text)
    if item.shape == "list":
        return [_scalar(item, part) for part in text.split(",")]
    if item.day:
        at = time(0, 0) if item.day == "first" else time(23, 59, 59)
        return _iso(datetime.combine(date.fromisoformat(text), at, zone))
    return _scalar(item, text)


def _scalar(item: Field, text: str) -> Any:
    if item.enum and text.replace("-", "_") in item.enum.values:
        return item.enum.values[text.replace("-", "_")]
    return text if item.type in TEXT else json.loads(text)


# ---- C -----------------------------------------------------------------------------------------


def initializers(op: Operation, values: dict[str, Any]) -> str:
    """The designated initializers of a request's struct, a line each."""
    return "".join(_members(op.request_fields, values, 2)).rstrip("\n")


def _members(fields: Iterable[Field], values: dict[str, Any], depth: int) -> Iterator[str]:
    """A line for each value."""
    for item in fields:
        if item.wire in values:
            yield f"{TAB * depth}.{item.c_name} = {_c_value(item, values[item.wire], depth)},\n"


def _c_value(item: Field, value: Any, depth: int) -> str:
    if item.value:
        kind = c_names.map_of(item.value)
        entries = ", ".join(f"{{ {c_string(key)}, {_c_value(item.value, one, depth)} }}"
                            for key, one in value.items())
        return f"{{ (const struct {kind}_entry[]){{ {entries} }}, {len(value)} }}"
    if item.shape == "list":
        parts = ", ".join(_c_item(item, one, depth + 1) for one in value)
        return f"IQM_STRUCTS(\n{TAB * (depth + 1)}{item.sub.c_name}, {parts})" if item.sub \
            else f"{LISTS[item.type]}({parts})"
    if item.type in TEXT or item.sub:
        return _c_item(item, value, depth)
    if item.type == "json":
        return f"{{ {_c_item(item, value, depth)} }}"
    if item.type in PER_SECOND:
        text = value if isinstance(value, str) else _iso(
            datetime.fromtimestamp(value / PER_SECOND[item.type], timezone.utc))
        return f"iqm_{item.type}_from_iso({c_string(text)})"
    return f"iqm_{item.type}({_c_item(item, value, depth)})"


def _c_item(item: Field, value: Any, depth: int) -> str:
    """A value without what says that it is there."""
    if item.sub:
        return _c_object(item.sub, value, depth)
    if item.type == "json":
        return c_string(json.dumps(value))
    if item.type in TEXT:
        return c_string(str(value))
    if item.type == "bool":
        return "true" if value else "false"
    return _named(item.enum, value) or str(value)


def _named(enum: Enum | None, value: Any) -> str:
    """The enumerator of an id that has a name."""
    return next((enum.enumerator(name) for name, one in enum.values.items() if one == value), "") \
        if enum else ""


def _c_object(one: Type, value: dict[str, Any], depth: int) -> str:
    inner = "".join(_members(one.fields.values(), value, depth + 1))
    return f"&(const struct {one.c_name}){{\n{inner}{TAB * depth}}}"


def first_told(op: Operation) -> Field:
    """The field of a response that its example prints: a list, else the first that is no object
    and no secret."""
    shown = [item for item in op.response.fields.values() if not item.secret and not item.value
             and (not item.sub or item.shape == "list")]
    return next((item for item in shown if item.shape == "list"), shown[0])


def function_of(op: Operation) -> str:
    """What the example's function is called: pld_columns_get."""
    return f"{op.family}_{op.name}".replace("-", "_")


FILTERS = {"example_request": request, "example_members": initializers,
           "example_told": first_told, "example_function": function_of}
