"""Samples: the document's examples, or made from the types where it has none."""
from __future__ import annotations

import json
import re
from typing import Any, Mapping

from ..builder.samples import LONGEST
from ..loader.todo import TODO
from ..model.api import Envelope
from ..openapi.model import Response
from ..openapi.examples import Example
from .model import Family, Field, Operation, Sample, Type
from .words import free_name, lower

MOST = 4  # requests, and responses of one status
MADE: dict[str, Any] = {"int": 1, "num": 1.5, "bool": True, "string": "text", "id": "1",
                        "ms": 1750000000000, "s": 1750000000, "json": {"any": [1, "text"]}}
DEEPEST = 12


class Samples:
    """Makes the samples of a family's operations."""

    def __init__(self, family: Family, envelope: Envelope) -> None:
        self.family, self.envelope = family, envelope

    def add(self, op: Operation, requests: list[Example], responses: Mapping[str, Response],
            query: Type | None, body: Type | None, response: Type) -> None:
        """All that an operation needs."""
        self.response = response
        if query or body:
            self._add_requests(op, requests, query, body)
        self._add_responses(op, responses)
        self.complete(op)

    def complete(self, op: Operation) -> None:
        """Makes what is missing: a request where the operation has fields, a good response."""
        start = f"{self.family.name}.{op.name}"
        query, body = (self.family.types.get(op.keys.get(part, "")) for part in ("query", "body"))
        if (query or body) and not any(".request." in file for file in op.samples):
            made = {**self._made(query, 0), **self._made(body, 0)}
            op.samples[f"{start}.request.default.json"] = Sample(made, None)
        if not any(".response.2" in file and self._is_good(sample.value)
                   for file, sample in op.samples.items()):
            response = self.family.types[op.keys["response"]]
            made = self._made(response, 0)
            data = made[response.unwrapped] if response.unwrapped else made
            name = free_name(f"{start}.response.200", {file[:-len(".json")] for file in op.samples},
                             "-")
            op.samples[f"{name}.json"] = Sample(
                {self.envelope.success: True, self.envelope.data: data}, None)
        op.samples = dict(sorted(op.samples.items(), key=lambda one: ".response." in one[0]))
        op.keys["samples"] = list(op.samples)

    def _is_good(self, value: Any) -> bool:
        """Whether the response is one of success."""
        return not isinstance(value, dict) or value.get(self.envelope.success) is not False

    def _add_requests(self, op: Operation, examples: list[Example], query: Type | None,
                      body: Type | None) -> None:
        first = self._made(query, 0)
        for example in examples[:MOST]:
            value = {**first, **{wire: item for wire, item in example.value.items()
                                 if body and wire in body.fields}}
            name = _slug(example.name) if len(examples) > 1 else "default"
            self._put(op, f"request.{name or 'default'}", value, example)

    def _add_responses(self, op: Operation, responses: Mapping[str, Response]) -> None:
        for status, one in responses.items():
            if not re.fullmatch(r"2\d\d|4\d\d", status) or not one.media:
                continue
            examples = [each for each in one.media.examples if each.value is not None]
            for example in examples[:MOST]:
                name = _slug(example.name) if len(examples) > 1 else ""
                value = example.value
                if one.is_good and "envelope" not in op.keys and not (
                        isinstance(value, dict) and self.envelope.success in value):
                    value = {self.envelope.success: True, self.envelope.data: value}
                self._put(op, f"response.{status}" + f"-{name}" * bool(name), value, example)

    def _put(self, op: Operation, name: str, value: Any, example: Example) -> None:
        if any(value == other.value for other in op.samples.values()):
            return
        for most in (None, 3, 1):
            short = value if most is None else _shortened(value, most)
            if len(json.dumps(short, ensure_ascii=False).encode("utf-8", "replace")) <= LONGEST:
                start = f"{self.family.name}.{op.name}.{name}"
                taken = {file[:-len(".json")] for file in op.samples}
                op.samples[free_name(start, taken, "-") + ".json"] = Sample(short, example.at)
                return

    # ---- made ----

    def _made(self, one: Type | None, depth: int) -> dict[str, Any]:
        """An object with a value in each field."""
        found = {}
        for item in one.fields.values() if one else ():
            value = self._value(item, item.keys["type"], depth)
            if value is not None:
                found[item.wire] = value
        return found

    def _value(self, item: Field, kind: str, depth: int) -> Any:
        if kind.endswith("{}"):
            return {"1": self._value(item, kind[:-2], depth)}
        if kind.endswith("[]"):
            return [self._value(item, kind[:-2], depth)]
        if kind == TODO:
            kind = "ms"
        if kind in MADE:
            return self._scalar(item, kind)
        return self._made(self.family.types[kind], depth + 1) if depth < DEEPEST else None

    def _scalar(self, item: Field, kind: str) -> Any:
        for value in (item.sample, item.keys.get("default")):
            if type(value) is type(MADE[kind]) and kind != "json":
                return value
        if item.enum_values:
            return item.enum_values[0]
        if kind == "string" and "length" in item.keys:
            least, most = item.keys["length"]
            return ("text" * (least // 4 + 1))[:max(least, min(4, most))]
        if kind in ("int", "num") and "range" in item.keys:
            return type(MADE[kind])(item.keys["range"][0])
        return MADE[kind]


def _slug(name: str) -> str:
    """An example's name as a part of a file's name."""
    words = lower(name).split("_")
    found = ""
    for word in words:
        if len(found) + len(word) > 30:
            break
        found = f"{found}-{word}" if found else word
    return re.sub(r"^[^a-z]+", "", found)


def _shortened(value: Any, most: int) -> Any:
    """The same with shorter lists."""
    if isinstance(value, list):
        return [_shortened(item, most) for item in value[:most]]
    if isinstance(value, dict):
        return {key: _shortened(item, most) for key, item in value.items()}
    return value
