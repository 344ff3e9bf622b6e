"""What an operation gets: good responses and failures, each in its envelope."""
from __future__ import annotations

from typing import Any

from ..model.api import Api, Envelope
from ..model.operation import Operation, Sample
from .facts import successor_of
from .schemas import Schema, Schemas, ref

FAILURE = "failed-response"  # no type can be called so
JSON = "application/json"
KNOWN = {401: ("unauthorized", "The credentials are missing, wrong or expired."),
         403: ("forbidden", "The user may not do this."),
         429: ("rate_limited", "Too many requests: {limit} a minute are allowed.")}
GONE = "There is no such operation. What may have taken its place: {successor}"
REFUSED = "The request is refused, and the body says why."
OTHER = ("other", "Any other failure.")


def failure(envelope: Envelope, schemas: Schemas) -> Schema:
    """The body of a failure."""
    data = ref(schemas.name(envelope.failure.type, sent=False)) if envelope.failure \
        else {"type": "object"}
    return {
        "description": f"Why a request failed: in `{envelope.errors}`, or in `{envelope.data}`.",
        "type": "object",
        "required": [envelope.success],
        "properties": {
            envelope.success: {"type": "boolean", "const": False},
            envelope.errors: {"type": "array",
                              "items": ref(schemas.name(envelope.error.type, sent=False))},
            envelope.data: {"anyOf": [{"type": ["string", "null"]}, data]}}}


def common_responses(api: Api) -> dict[str, Any]:
    """The responses that operations share, by their names in the document."""
    return {name: _response(text.format(limit=api.limits.requests_per_minute), ref(FAILURE), [])
            for name, text in (*KNOWN.values(), OTHER)}


def responses(op: Operation, api: Api, schemas: Schemas) -> dict[str, Any]:
    """Every response by its status; `default` is any other."""
    common = common_responses(api)
    samples: dict[int, list[Sample]] = {}
    for sample in op.samples:
        if sample.kind == "response":
            samples.setdefault(sample.status, []).append(sample)
    found = {status: _response(op.response.doc, _good(op, api, schemas), samples[status])
             for status in sorted(samples) if 200 <= status < 300}
    texts = {status: REFUSED for status in samples if status not in found}
    texts.update((status, common[name]["description"]) for status, (name, _) in KNOWN.items())
    successor = successor_of(op, schemas.dialect)
    if successor:
        texts.update((status, GONE.format(successor=successor)) for status in (404, 405, 410))
    found.update((status, _response(texts[status], ref(FAILURE), samples.get(status, [])))
                 for status in sorted(texts))
    return {**{str(status): response for status, response in found.items()},
            "default": common[OTHER[0]]}


def _good(op: Operation, api: Api, schemas: Schemas) -> Schema:
    """The response in its envelope, or without where that is optional; and the refusal that may
    come with the same status."""
    one = ref(schemas.name(op.response, sent=False))
    envelope: Schema = {
        "type": "object", "required": [api.envelope.success, api.envelope.data],
        "properties": {api.envelope.success: {"type": "boolean", "const": True},
                       api.envelope.data: one}}
    return {"anyOf": [envelope, *([one] if op.envelope_optional else []), ref(FAILURE)]}


def _response(description: str, schema: Schema, samples: list[Sample]) -> dict[str, Any]:
    media: dict[str, Any] = {"schema": schema}
    if samples:
        media["examples"] = {s.variant or "sample": {"value": s.value} for s in samples}
    return {"description": description, "content": {JSON: media}}
