"""Requests, checked against the spec to the letter and brought to one shape.

That shape has the spec's field names, ids as text, timestamps as numbers in the field's own unit,
and lists as lists, whatever the dialect.
"""
from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any, Container, Iterable, Optional
from urllib.parse import unquote_to_bytes

from generator.model.dialects import sent, sent_fields, sent_name, sent_names, sent_path, sent_query
from generator.model.types import NUMBERS, Field, Type
from generator.model.operation import Operation

from .responses import Mistake
from .request import Request
from .routes import Reading, in_path
from .spans import IN_MS
from .values import SCALARS, is_int, pairs_of, shown, spells_number

CONTENT_TYPES = {"json": "application/json", "form": "application/x-www-form-urlencoded"}
SEGMENT = re.compile(r"(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})*")  # a value in a path


def read_request(request: Request, readings: list[Reading]) -> tuple[Reading, dict[str, Any]]:
    """The first reading that fits a request, and the fields it sends.

    Raises Mistake with what is wrong in the reading that fits best.
    """
    tried = []
    for reading in _with_fixed(request, readings):
        check = _Check(reading)
        values = check.request(request)
        if not check.mistakes:
            return reading, values
        tried.append(check.mistakes)
    raise Mistake(*min(tried, key=len))


def _with_fixed(request: Request, readings: list[Reading]) -> list[Reading]:
    """Operations that share a path differ in their fixed form fields."""
    if not any(r.op.fixed for r in readings):
        return readings
    fields = pairs_of(request.body.decode("utf-8", "replace"), "body", [])
    fitting = [r for r in readings
               if all(fields.get(k) == v for k, v in r.op.fixed.items())]
    return fitting or readings


class _Check:
    """One reading of one request; gathers mistakes rather than stop at the first."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.dialect = reading.dialect
        self.mistakes: list[str] = []

    def request(self, request: Request) -> dict[str, Any]:
        """The fields of query and body."""
        op = self.reading.op
        found = in_path(sent_path(op, self.dialect), request.path) or {}
        values = self._params(op.query, request.query, sent_query(op, self.dialect), "query",
                              set(found))
        values.update(self._in_path(op, found))
        values.update(self._body(op, request))
        for item in op.request_fields:
            if op.is_required(item) and item.wire not in values:
                self._once(f"'{sent_name(item, self.dialect)}' is missing")
        return values

    def _once(self, text: str) -> None:
        if not any(m.startswith(text) for m in self.mistakes):
            self.mistakes.append(text)

    def _body(self, op: Operation, request: Request) -> dict[str, Any]:
        if op.body is None:
            if request.body:
                self.mistakes.append(f"{op.full_name} takes no body")
            return {}
        sent = (request.header("Content-Type") or "").split(";")[0].strip().lower()
        if sent != CONTENT_TYPES[op.content]:
            self.mistakes.append(f"Content-Type is '{sent}', expected "
                                 f"{CONTENT_TYPES[op.content]}")
            return {}
        try:
            text = request.body.decode("utf-8")
        except UnicodeDecodeError as error:
            self.mistakes.append(f"the body is not UTF-8 at byte {error.start}")
            return {}
        if op.content == "form":
            return self._params(op.body, text, op.fixed, "body")
        return self._object(op.body, self._json(text), "body")

    # ---- query and form -------------------------------------------------------------------

    def _in_path(self, op: Operation, sent: dict[str, str]) -> dict[str, Any]:
        values = {}
        for wire, text in sent.items():
            assert op.query is not None
            if not SEGMENT.fullmatch(text):
                self.mistakes.append(f"path: '{text}' is not percent-encoded")
            plain = unquote_to_bytes(text).decode("utf-8", "replace")
            values[wire] = self._from_text(op.query.fields[wire], plain, wire)
        return values

    def _params(self, one: Optional[Type], text: str, fixed: dict[str, str], part: str,
                elsewhere: Container[str] = ()) -> dict[str, Any]:
        known = {name: item for name, item in self._known(one).items()
                 if item.wire not in elsewhere}
        many: dict[str, list[str]] = {name: [] for name, item in known.items() if item.explode}
        pairs = pairs_of(text, part, self.mistakes, many)
        for name, expected in fixed.items():
            if pairs.pop(name, None) != expected:
                self.mistakes.append(f"{part}: '{name}' must be '{expected}'")
        values: dict[str, Any] = {
            known[name].wire: [self._from_text(known[name], t, name) for t in texts]
            for name, texts in many.items() if texts}
        for name, text_value in pairs.items():
            if name not in known:
                self.mistakes.append(f"{part}: unknown field '{name}'")
            elif known[name].shape == "list":
                self._set(values, known[name], name, [self._from_text(known[name], t, name)
                                                      for t in text_value.split(",")])
            else:
                self._set(values, known[name], name,
                          self._from_text(known[name], text_value, name))
        sent_here = {*pairs, *(name for name, texts in many.items() if texts)}
        self._check_names(known.values(), sent_here, values)
        return values

    def _known(self, one: Optional[Type]) -> dict[str, Field]:
        return sent_fields(one.fields.values(), self.dialect) if one else {}

    def _set(self, values: dict[str, Any], item: Field, name: str, value: Any) -> None:
        """A field that is sent under several names has the same value under each. A list of one
        may be another field's, which is no list."""
        item, value = self._scalar_of(item, name, value)
        if values.setdefault(item.wire, value) != value:
            self.mistakes.append(f"'{name}' differs from another name of '{item.wire}'")

    def _scalar_of(self, item: Field, name: str, value: Any) -> tuple[Field, Any]:
        op = self.reading.op
        for other in op.request_fields if isinstance(value, list) and len(value) == 1 else ():
            if other is not item and name in sent_names(other, self.dialect):
                return other, value[0]
        return item, value

    def _check_names(self, fields: Iterable[Field], found: Container[str],
                     values: dict[str, Any]) -> None:
        """A field that is there is there under each of its names."""
        for item in dict.fromkeys(fields):
            for name in sent_names(item, self.dialect) if item.wire in values else ():
                if name not in found:
                    self.mistakes.append(f"'{name}' is missing, another name of '{item.wire}'")

    def _from_text(self, item: Field, text: str, place: str) -> Any:
        """The value that a query or form spells."""
        if item.type in ("string", "id"):
            return text
        if item.type == "bool":
            return self._scalar(item, {"true": True, "false": False}.get(text, text), place)
        if item.type == "num" and re.fullmatch(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", text):
            return self._scalar(item, float(text), place)
        return self._scalar(item, int(text) if re.fullmatch(r"-?\d{1,19}", text) else text, place)

    # ---- JSON -----------------------------------------------------------------------------

    def _json(self, text: str) -> Any:
        def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
            counts = Counter(name for name, _ in pairs)
            self.mistakes += [f"body: '{name}' is there twice" for name, n in counts.items()
                              if n > 1]
            return dict(pairs)

        def no_constant(name: str) -> None:
            raise ValueError(f"{name} is not JSON")

        try:
            return json.loads(text, object_pairs_hook=unique, parse_constant=no_constant)
        except (ValueError, RecursionError) as error:
            self.mistakes.append(f"the body is not JSON: {error}")
            return {}

    def _object(self, one: Type, value: Any, place: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            self.mistakes.append(f"{place} is {shown(value)}, expected an object")
            return {}
        known = self._known(one)
        values: dict[str, Any] = {}
        for name, item in value.items():
            if name not in known:
                self.mistakes.append(f"{place}: unknown field '{name}'")
                continue
            self._set(values, known[name], name, self._field(known[name], item, f"{place}.{name}"))
        self._check_names(known.values(), value, values)
        for item in one.fields.values():
            if place != "body" and item.required and item.wire not in values:
                self.mistakes.append(f"{place}: '{sent_name(item, self.dialect)}' is missing")
        return values

    def _field(self, item: Field, value: Any, place: str) -> Any:
        if item.value and isinstance(value, dict):
            return {key: self._field(item.value, v, f"{place}.{key}") for key, v in value.items()}
        form = sent(item, self.dialect).shape
        if item.shape == "one" and form == "scalar":
            return self._one(item, value, place)
        is_list = isinstance(value, list)
        if item.shape == "one" and is_list and len(value) == 1:
            return self._one(item, value[0], place)
        if item.shape == "list" and form == "scalar" and (not is_list or len(value) == 1):
            return [self._one(item, value, place)]
        if item.shape != "list" or not is_list:
            self.mistakes.append(f"{place} is {shown(value)}, expected a "
                                 f"{'list of one' if item.shape == 'one' else item.shape}")
            return None
        return [self._one(item, v, f"{place}[{i}]") for i, v in enumerate(value)]

    def _one(self, item: Field, value: Any, place: str) -> Any:
        if item.sub:
            return self._object(item.sub, value, place)
        return self._scalar(item, value, place)

    def _scalar(self, item: Field, value: Any, place: str) -> Any:
        if item.type == "id":
            return self._id(item, value, place)
        if item.type in NUMBERS and sent(item, self.dialect).kind == "text":
            value = self._number(value, place)
        expected, fits = SCALARS[item.type]
        if not fits(value):
            self.mistakes.append(f"{place} is {shown(value)}, expected {expected}")
        elif item.type in ("ms", "s"):
            return self._timestamp(item, value, place)
        return value

    def _number(self, value: Any, place: str) -> Any:
        """The number that a string spells."""
        if isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", value):
            return json.loads(value)
        self.mistakes.append(f"{place} is {shown(value)}, expected a number in a string")
        return 0

    def _timestamp(self, item: Field, value: int, place: str) -> int:
        unit = sent(item, self.dialect).unit
        if unit == item.type == "ms":  # small ones are taken: nothing in the spec forbids them
            return value
        if (value < IN_MS) == (unit == "ms"):
            self.mistakes.append(f"{place} is {value}, expected epoch "
                                 f"{'milliseconds' if unit == 'ms' else 'seconds'}")
        if unit == item.type:
            return value
        return value // 1000 if unit == "ms" else value * 1000

    def _id(self, item: Field, value: Any, place: str) -> str:
        """An id is a number where the spec says so and it spells one, else a string."""
        number = sent(item, self.dialect).kind == "number"
        whole = is_int(value)
        if not whole and not isinstance(value, str):
            self.mistakes.append(f"{place} is {shown(value)}, expected an id")
        elif number and not whole and spells_number(value):
            self.mistakes.append(f"{place} is {shown(value)}, expected a number")
        elif whole and not number:
            self.mistakes.append(f"{place} is {shown(value)}, expected a string")
        return str(value)
