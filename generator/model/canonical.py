"""The canonical form of JSON: what the codec writes of what it read.

The codec (runtime/lib/codec/decode.c) has the same rules. They are written twice on purpose: golden
tests compare what both make of a sample.
"""
from __future__ import annotations

import json
import re
from typing import Any, Iterable, Iterator

from ..loader.problems import with_suggestion
from ..loader.source import Place
from ..loader.yaml_file import NUMBER
from .types import Field, Type

EXACT = 2 ** 53  # from here on not every integer has a double of its own
ANY = object()  # in place of a value: it fits
SPELLED = 1e15  # from here on Python and C print doubles differently


class Misfit(Exception):
    """A value that does not fit its type: where in the sample, and why."""

    def __init__(self, place: Place, text: str, *, key: bool = False, of: Iterable[Type] = (),
                 missing: str | None = None) -> None:
        super().__init__(text)
        self.of = of  # the types that it does not fit
        self.missing = missing
        self.place = place
        self.text = text
        self.key = key


def canonical(one: Type, value: Any, place: Place = ()) -> dict[str, Any]:
    """A JSON object in the codec's form: preferred names, in the spec's order, each value
    in the shape that its type says.

    Raises Misfit where the value does not fit the type, or has a field that the type has not.
    """
    if value is ANY:
        return {}
    if _is_unwrapped(one, value):
        assert one.unwrapped
        value_of = {one.unwrapped.wire: canonical_field(one.unwrapped, value, place)}
        if one.unwrapped_true:
            value_of[one.unwrapped_true.wire] = True
        return {wire: value_of[wire] for wire in one.fields if wire in value_of}
    if not isinstance(value, dict):
        raise Misfit(place, f"found {json_type(value)}, expected an object of type '{one.name}'",
                     of=[one])
    known = {name: item for item in one.fields.values() for name in item.names}
    for key in value:
        if key not in known:
            says = with_suggestion(f"unknown field '{key}'", key, known,
                                   f"a field of type '{one.name}'")
            raise Misfit(place + (key,), says, key=True, of=[one])
    result = {}
    for wire, item in one.fields.items():
        name = next((n for n in item.names if value.get(n) is not None), None)
        if name:
            try:
                result[wire] = canonical_field(item, value[name], place + (name,))
            except Misfit as misfit:
                misfit.of = misfit.of or [one]
                raise
        elif item.required:
            raise Misfit(place, f"missing '{wire}', which type '{one.name}' requires", of=[one],
                         missing=wire)
    return result


def _is_unwrapped(one: Type, value: Any) -> bool:
    """Whether a value stands in the object's place for one of its fields."""
    item = one.unwrapped
    if item is None or value is None:
        return False
    if isinstance(value, dict):
        return item.takes_objects
    return not isinstance(value, list) or item.shape != "one" or item.type == "json"


def canonical_field(item: Field, value: Any, place: Place = ()) -> Any:
    """The value of one field in the codec's form; see canonical()."""
    if value is ANY:
        return value
    if item.shape == "map":
        return _map(item, value, place)
    if item.shape == "list":
        if isinstance(value, list):
            return [_one(item, v, place + (i,)) for i, v in enumerate(value)]
        if not item.scalar_or_list:
            raise Misfit(place, f"found {json_type(value)}, expected a list")
        return [_one(item, value, place)]
    return _one(item, value, place)


def _one(item: Field, value: Any, place: Place) -> Any:
    if item.sub:
        return canonical(item.sub, value, place)
    if value is ANY:
        return value
    return SCALAR_FORMS[item.type](item, value, place)


def _map(item: Field, value: Any, place: Place) -> dict[str, Any]:
    assert item.value
    result: dict[str, Any] = {}
    for key, one, here in _entries(item, value, place):
        if one is None:  # like a field that is null: absent
            continue
        if key in result:
            raise Misfit(here, f"'{key}' is given twice")
        result[key] = canonical_field(item.value, one, here)
    return result


def _entries(item: Field, value: Any, place: Place) -> Iterator[tuple[str, Any, Place]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield key, one, place + (key,)
    elif isinstance(value, list) and item.entry:
        for i, entry in enumerate(value):
            here = place + (i,)
            if not isinstance(entry, dict) or set(entry) != set(item.entry):
                raise Misfit(here, f"found {json_type(entry)}, expected an object of "
                             f"'{item.entry[0]}' and '{item.entry[1]}'")
            yield _text(item, entry[item.entry[0]], here), entry[item.entry[1]], here
    else:
        raise Misfit(place, f"found {json_type(value)}, expected a map")


def _number_in(value: Any) -> int | float | None:
    """The number that a JSON value is or, as a string, spells."""
    if isinstance(value, str) and len(value) < 400 and NUMBER.fullmatch(value):
        value = json.loads(value)
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return value if is_number else None


def _integer(_: Field, value: Any, place: Place) -> int:
    number = _number_in(value)
    if number is None or number != number // 1:
        raise Misfit(place, f"found {json_type(value)}, expected an integer")
    if abs(number) >= EXACT:
        raise Misfit(place, f"found {json_type(value)}, expected an integer below 2^53, which the "
                     f"codec can hold")
    return int(number)


def _number(_: Field, value: Any, place: Place) -> int | float:
    number = _number_in(value)
    if number is None:
        raise Misfit(place, f"found {json_type(value)}, expected a number")
    if abs(number) >= SPELLED:
        raise Misfit(place, f"found {json_type(value)}, expected a number below 10^15, which the "
                     f"tests can compare")
    return int(number) if number == number // 1 else number


def _boolean(_: Field, value: Any, place: Place) -> bool:
    if isinstance(value, (bool, int, float)) and value in (0, 1):
        return bool(value)
    raise Misfit(place, f"found {json_type(value)}, expected true or false")


def _text(item: Field, value: Any, place: Place) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Misfit(place, f"found {json_type(value)}, expected a string")
    return str(_integer(item, value, place))


def _json(_: Field, value: Any, place: Place) -> Any:
    if value is None:
        raise Misfit(place, "found null, which is absent")
    return value


def _identifier(item: Field, value: Any, place: Place) -> int | str:
    text = _text(item, value, place)
    return int(text) if item.numeric and spells_integer(text) else text


def spells_integer(text: str) -> bool:
    """Whether a number in JSON can stand for this text without changing it."""
    return bool(re.fullmatch(r"0|-?[1-9][0-9]{0,15}", text)) and abs(int(text)) < EXACT


SCALAR_FORMS = {"int": _integer, "ms": _integer, "s": _integer, "num": _number,
                "bool": _boolean, "string": _text, "id": _identifier, "json": _json}


def json_type(value: Any) -> str:
    """A JSON value as a message names it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"the string '{value[:40]}'"
    if isinstance(value, (int, float)):
        return f"the number {value}"
    return "a list" if isinstance(value, list) else "an object"
