"""Golden tests from the spec's samples: what must be sent, and what a response must become."""
from __future__ import annotations

import json
from typing import Any, Iterable
from urllib.parse import quote

from ..c.text import c_string
from ..model.api import Api
from ..model.canonical import canonical, canonical_field
from ..model.c_names import map_of
from ..model.dialects import (path_fields, sent_fields, sent_method, sent_names, sent_object,
                              sent_path, sent_query)
from ..model.operation import IN_PATH, Operation, Sample
from ..model.types import TEXT, Field, Type

ITEMS = {"int": "const int64_t", "num": "const double", "bool": "const bool",
         "string": "const char *const", "id": "const char *const"}  # of lists of scalars
STATUS_ERRORS = {401: "IQM_E_AUTH", 403: "IQM_E_FORBIDDEN", 404: "IQM_E_NOT_FOUND",
                 429: "IQM_E_RATE_LIMITED"}

MEMBERS = {"text": "error"}  # of struct iqm_service_error, where they are called otherwise


def compact(value: Any) -> str:
    """JSON as the codec writes it."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


# ---- requests -------------------------------------------------------------------------------


def request_samples(op: Operation) -> list[Sample]:
    """The request samples of an operation; an operation without parameters has an empty one."""
    found = [s for s in op.samples if s.kind == "request"]
    return found or [Sample(f"{op.full_name}.request.none.json", "request", 0, "none", {})]


def expected_requests(op: Operation, sample: Sample,
                      api: Api) -> list[tuple[str, str, str, str | None]]:
    """Dialect, and method, URL and body of what must be sent; a dialect that differs
    from the default in nothing is left out."""
    every = [(dialect, sent_method(op, dialect), expected_url(op, sample, dialect),
              expected_body(op, sample, dialect)) for dialect in api.dialects]
    return [every[0], *(one for one in every[1:] if one[1:] != every[0][1:])]


def expected_url(op: Operation, sample: Sample, dialect: str) -> str:
    """Path and query that must be sent."""
    params = dict(sent_query(op, dialect))
    if op.query:
        params.update(sent_object(op.query, sample.value, dialect))
    values = {item.wire: [_param(params.pop(name)) for name in sent_names(item, dialect)][0]
              for item in path_fields(op, dialect)}
    path = IN_PATH.sub(lambda match: values[match[1]], sent_path(op, dialect))
    return path + (f"?{_params(params, _exploded(op.query, dialect))}" if params else "")


def expected_body(op: Operation, sample: Sample, dialect: str) -> str | None:
    """The body that must be sent; None where there is none."""
    if op.body is None:
        return None
    sent = sent_object(op.body, sample.value, dialect)
    return _params({**op.fixed, **sent}, _exploded(op.body, dialect)) \
        if op.content == "form" else compact(sent)


def _exploded(one: Type | None, dialect: str) -> set[str]:
    fields = sent_fields(one.fields.values() if one else (), dialect)
    return {name for name, item in fields.items() if item.explode}


def _params(values: dict[str, Any], exploded: set[str]) -> str:
    parts = []
    for name, value in values.items():
        texts = [_param(item) for item in value] if isinstance(value, list) else [_param(value)]
        if name not in exploded:
            texts = [",".join(texts)]
        parts += [f"{_quoted(name)}={text}" for text in texts or [""]]
    return "&".join(parts)


def _param(value: Any) -> str:
    return _quoted(str(value).lower() if isinstance(value, bool) else str(value))


def _quoted(text: str) -> str:
    return quote(text, safe="-._~")


def request_values(op: Operation, sample: Sample) -> dict[str, Any]:
    """The fields of a sample's request, as they are sent."""
    return {item.wire: canonical_field(item, sample.value[item.wire])
            for item in op.request_fields if item.wire in sample.value}


# ---- structs --------------------------------------------------------------------------------


def members(fields: Iterable[Field], values: dict[str, Any], outcome: str | None = None,
            indent: str = "\t") -> str:
    """The designated initializers of a constant struct, one a line. Where there is none, one that
    says absent, since C has no empty initializer."""
    every = list(fields)
    lines = [f"{indent}.outcome = {outcome},"] if outcome else []
    lines += [f"{indent}.{item.c_name} = {_c_value(item, values[item.wire], indent)},"
              for item in every if item.wire in values]
    return "\n".join(lines or [f"{indent}.{every[0].c_name} = {_absent(every[0])},"])


def _absent(item: Field) -> str:
    if (item.type, item.shape) == ("json", "one"):
        return "{ NULL }"
    return "NULL" if item.is_pointer else "{ NULL, 0 }"


def _c_value(item: Field, value: Any, indent: str) -> str:
    if item.value:
        return _c_array(f"const struct {map_of(item.value)}_entry",
                        "{ NULL, " + _absent(item.value) + " }",
                        [f"{{ {c_string(key)}, {_c_value(item.value, one, indent)} }}"
                         for key, one in value.items()])
    if item.shape == "list":
        return _c_list(item, value, indent)
    if item.sub:
        return _c_object(item.sub, value, indent)
    literal = _c_literal(item, value)
    if item.type == "json":
        return f"{{ {literal} }}"
    return literal if item.type in TEXT else f"{{ &iqm_is_set, {literal} }}"


def _c_object(one: Type, value: dict[str, Any], indent: str) -> str:
    inner = members(one.fields.values(), value, indent=indent + "\t")
    return f"&(const struct {one.c_name}){{\n{inner}\n{indent}}}"


def _c_list(item: Field, values: list[Any], indent: str) -> str:
    if item.sub:
        return _c_array(f"const struct {item.sub.c_name} *const", "NULL",
                        [_c_object(item.sub, value, indent) for value in values])
    return _c_array(ITEMS[item.type], "0", [_c_literal(item, value) for value in values])


def _c_array(kind: str, nothing: str, parts: list[str]) -> str:
    """The initializer of a list; an empty one points somewhere too, or it would be absent."""
    items = ", ".join(parts or [nothing])
    return f"{{ ({kind}[]){{ {items} }}, {len(parts)} }}"


def _c_literal(item: Field, value: Any) -> str:
    if item.type == "bool":
        return "true" if value else "false"
    if item.type == "json":
        return c_string(compact(value))
    if item.type in TEXT:
        return c_string(str(value))
    return repr(float(value)) if item.type == "num" else str(value)


# ---- responses ------------------------------------------------------------------------------


def response_samples(op: Operation) -> list[Sample]:
    """The samples of responses, in the order of the spec."""
    return [s for s in op.samples if s.kind == "response"]


def good_response(op: Operation, api: Api) -> Sample:
    """A sample that a call succeeds with."""
    return next(s for s in response_samples(op) if expected_error(op, api, s) == "IQM_OK")


def expected_error(op: Operation, api: Api, sample: Sample) -> str:
    """What the call must return for this sample."""
    if sample.is_good:
        outcome = expected_outcome(op, expected_response(op, api, sample))
        return "IQM_E_PRICE" if op.effect == "paid" and outcome != "IQM_CREATED" else "IQM_OK"
    if sample.status < 300:
        return "IQM_E_REFUSED"
    if 400 <= sample.status < 500 and sample.status != 408:
        return STATUS_ERRORS.get(sample.status, "IQM_E_REFUSED")
    return "IQM_E_UNKNOWN_OUTCOME" if op.is_sent_once else "IQM_E_SERVER"


def expected_reasons(api: Api, sample: Sample) -> list[str]:
    """What the service says in a sample of a failure: the initializers of what must be stored."""
    return [", ".join(f".{MEMBERS.get(role, role)} = {c_string(text)}"
                      for role, text in one.items()) for one in api.envelope.reasons(sample.value)]


def expected_response(op: Operation, api: Api, sample: Sample) -> dict[str, Any]:
    """The response's fields in canonical form."""
    value = sample.value
    is_unwrapped = op.envelope_optional and api.envelope.success not in value
    return canonical(op.response, value if is_unwrapped else value[api.envelope.data])


def expected_outcome(op: Operation, response: dict[str, Any]) -> str | None:
    """The enumerator that the outcome must have; None where there is no outcome."""
    if op.outcome is None:
        return None
    flag = next((response[f.wire] for f in op.outcome.flags if f.wire in response), None)
    if flag or (flag is None and op.outcome.exists.wire not in response
                and op.outcome.refused.wire not in response):
        return f"IQM_{op.outcome.yes.upper()}"
    return "IQM_EXISTS" if op.outcome.exists.wire in response else "IQM_REFUSED"


FILTERS = {"compact": compact, "request_samples": request_samples,
           "expected_requests": expected_requests, "request_values": request_values,
           "initializers": members, "response_samples": response_samples,
           "good_response": good_response, "expected_error": expected_error,
           "expected_reasons": expected_reasons, "expected_response": expected_response,
           "expected_outcome": expected_outcome}
