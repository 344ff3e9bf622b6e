"""What an operation sends: its parameters and its body."""
from __future__ import annotations

from typing import Any

from ..model.dialects import path_fields, sent_fields, sent_object, sent_query
from ..model.operation import Operation, Sample
from ..model.types import Field
from .facts import field_facts
from .schemas import Schema, Schemas, body_limits, ref

CONTENT = {"json": "application/json", "form": "application/x-www-form-urlencoded"}


def parameters(op: Operation, schemas: Schemas) -> list[dict[str, Any]]:
    """Those of the query that never change, then the fields of query and path."""
    fixed = [{"name": name, "in": "query", "required": True,
              "schema": {"type": "string", "const": value}}
             for name, value in sent_query(op, schemas.dialect).items()]
    fields = sent_fields(op.query.fields.values() if op.query else (), schemas.dialect)
    return fixed + [_parameter(op, name, item, schemas) for name, item in fields.items()]


def _parameter(op: Operation, name: str, item: Field, schemas: Schemas) -> dict[str, Any]:
    in_path = item in path_fields(op, schemas.dialect)
    found: dict[str, Any] = {"name": item.wire if in_path else name,
                             "in": "path" if in_path else "query", "description": item.full_doc}
    if item.required:
        found["required"] = True
    if item.shape == "list":
        found.update(style="form", explode=item.explode)
    found["schema"] = schemas.sent_value(item)
    assert op.query
    for sample in _samples(op):
        sent = sent_object(op.query, sample.value, schemas.dialect)
        if name in sent:
            found["example"] = sent[name]
            break
    return {**found, **field_facts(item, schemas.dialect)}


def request_body(op: Operation, schemas: Schemas) -> dict[str, Any] | None:
    """The body; None where there is none."""
    if op.body is None:
        return None
    media: dict[str, Any] = {"schema": body_schema(op, schemas)}
    examples = {sample.variant: {"value": {**op.fixed, **sent_object(op.body, sample.value,
                                                                     schemas.dialect)}}
                for sample in _samples(op)}
    if examples:
        media["examples"] = examples
    lists = {name: item for name, item in
             sent_fields(op.body.fields.values(), schemas.dialect).items() if item.shape == "list"}
    if op.content == "form" and lists:
        media["encoding"] = {name: {"style": "form", "explode": item.explode}
                             for name, item in lists.items()}
    return {"required": True, "content": {CONTENT[op.content]: media}}


def body_schema(op: Operation, schemas: Schemas) -> Schema:
    """The schema of a body: a form's own, or its type's with what the operation asks besides."""
    assert op.body
    if op.content == "form":
        return {"description": op.full_doc,
                **schemas.sent_object(op.body.fields.values(), op.fixed)}
    limits = body_limits(op, schemas.dialect)
    named = ref(schemas.name(op.body, sent=True))
    return {"allOf": [named, limits]} if limits else named


def _samples(op: Operation) -> list[Sample]:
    return [sample for sample in op.samples if sample.kind == "request"]
