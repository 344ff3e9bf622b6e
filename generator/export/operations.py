"""Operations as OpenAPI has them."""
from __future__ import annotations

from typing import Any

from ..model.api import Api
from ..model.dialects import variant
from ..model.operation import Operation
from .facts import operation_facts
from .merge import merged
from .requests import parameters, request_body
from .responses import common_responses, responses
from .schemas import Schemas

SECURITY: dict[str, list[dict[str, list[str]]]] = {
    "bearer": [{"token": [], "workspace": []}], "basic": [{"client": []}]}


def paths(api: Api, schemas: Schemas) -> dict[str, dict[str, Any]]:
    """Every path with its operations, in the order of the spec."""
    common = common_responses(api)
    found: dict[str, dict[str, Any]] = {}
    for (path, method), ops in _routes(api, schemas.dialect).items():
        made = {op.full_name: _operation(op, api, schemas) for op in ops}
        one = merged(made)
        one["responses"] = {status: _named(response, common)
                            for status, response in one["responses"].items()}
        found.setdefault(path, {})[method] = one
    return found


def _named(response: dict[str, Any], common: dict[str, Any]) -> dict[str, Any]:
    """A response, or a reference to it where it has a name."""
    name = next((name for name, other in common.items() if other == response), None)
    return {"$ref": f"#/components/responses/{name}"} if name else response


def _routes(api: Api, dialect: str) -> dict[tuple[str, str], list[Operation]]:
    """The operations of each path and method."""
    found: dict[tuple[str, str], list[Operation]] = {}
    for op in api.operations():
        way = variant(op, dialect)
        found.setdefault((way.path, way.method.lower()), []).append(op)
    return found


def _operation(op: Operation, api: Api, schemas: Schemas) -> dict[str, Any]:
    doc = op.full_doc
    found: dict[str, Any] = {
        "operationId": f"{op.family}_{op.name.replace('-', '_')}", "tags": [op.family],
        "summary": " ".join(doc.split()).partition(". ")[0].rstrip("."), "description": doc,
        "security": SECURITY[op.auth]}
    sent = parameters(op, schemas)
    if sent:
        found["parameters"] = sent
    body = request_body(op, schemas)
    if body:
        found["requestBody"] = body
    found["responses"] = responses(op, api, schemas)
    if op.deprecated:
        found["deprecated"] = True
    return {**found, **operation_facts(op, schemas.dialect)}
