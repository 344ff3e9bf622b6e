"""Holds the samples of requests, as they are sent, against the schemas of a document."""
from __future__ import annotations

from typing import Any, Iterator, Sequence

from ..loader.problems import article
from ..model import dialects as model
from ..model.operation import Operation
from ..openapi.model import Operation as Other
from ..openapi.schemas import Schema
from .finding import Finding
from .members import kind_of

LIMITS = (  # keyword, of values of which JSON types, and whether more is too much
    ("minimum", ("integer", "number"), False), ("maximum", ("integer", "number"), True),
    ("minLength", ("string",), False), ("maxLength", ("string",), True),
    ("minItems", ("array",), False), ("maxItems", ("array",), True))


def of_samples(op: Operation, other: Other, dialects: Sequence[str]) -> Iterator[Finding]:
    """What a sample has that the document would refuse, if it does so in each dialect."""
    schema = other.body.schema if other.body else None
    for sample in op.samples if schema and op.body else ():
        if sample.kind == "request" and schema and op.body:
            forms = [model.sent_object(op.body, sample.value, dialect) for dialect in dialects]
            found = [next(misfits(schema, form, "body"), None) for form in forms]
            if all(found):
                yield Finding("sample", op.full_name, op.full_name, "body",
                              f"{sample.file}: {found[0]}", schema.at)


def misfits(schema: Schema, value: Any, place: str) -> Iterator[str]:
    """What of a value does not fit a schema."""
    if schema.is_scalar_or_list and schema.items and not isinstance(value, list):
        schema = schema.items
    kind = kind_of(value)
    kinds = {kind, "number"} if kind == "integer" else {kind}
    if schema.types and not kinds & schema.types:
        yield f"{place} is {article(kind)}, expected {article(' or '.join(sorted(schema.types)))}"
        return
    if schema.enum and value not in schema.enum:
        yield f"{place} is {value!r}, expected one of {', '.join(map(repr, schema.enum))}"
    for keyword, limited, is_most in LIMITS:
        limit = schema.number(keyword)
        if limit is not None and kind in limited:
            size = value if isinstance(value, (int, float)) else len(value)
            if size > limit if is_most else size < limit:
                yield f"{place} has {size}, expected at {'most' if is_most else 'least'} {limit}"
    if isinstance(value, dict):
        yield from (f"{place}.{name} is missing" for name in schema.required if name not in value)
        for name, item in value.items():
            if name in schema.properties:
                yield from misfits(schema.properties[name], item, f"{place}.{name}")
    elif isinstance(value, list) and schema.items:
        for i, item in enumerate(value):
            yield from misfits(schema.items, item, f"{place}[{i}]")
