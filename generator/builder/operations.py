"""Operations of a spec: what they send and get, and what a response comes to."""
from __future__ import annotations

from typing import Any, Iterator

from ..loader.problems import article, listed, with_suggestion
from ..loader.source import At
from ..model import names
from ..model.api import Family
from ..model.operation import IN_PATH, Operation, Outcome
from ..model.types import RESERVED, Field, Type
from .dialects import check_fixed, set_variants
from .scope import Scope
from .traits import set_paged, link_operations

LONGEST_NAME = 47  # of family and operation with a dot: iqm_error.operation of the runtime
WITH_BODY = ("POST", "PUT", "PATCH")
METHODS = {"read": ("GET", "POST"), "update": WITH_BODY, "delete": ("POST", "DELETE"),
           "once": WITH_BODY, "paid": WITH_BODY}


def build_operations(scope: Scope) -> None:
    """Builds every operation, and then what ties one to another."""
    for family in scope.families.values():
        source = scope.files.families[family.name]
        for name, spec in source.data.get("operations", {}).items():
            op = _build(scope, At(source, ("operations", name)), family, spec)
            if op:
                family.operations[name] = op
    for family in scope.families.values():
        link_operations(scope, family)
    for op in scope.operations():
        _mark_sent(scope, op)


def _build(scope: Scope, at: At, family: Family, spec: dict[str, Any]) -> Operation | None:
    types = {part: scope.type_named(spec[part], at.down(part), family)
             for part in ("query", "body", "response") if part in spec}
    if None in types.values() or at.source.removed.intersection(
            at.place + (part,) for part in ("query", "body", "content")):
        return None
    op = Operation(
        prefix=scope.prefix, family=family.name, name=at.place[-1], doc=spec["doc"],
        method=spec["method"], path=spec["path"], effect=spec["effect"],
        full_replace=spec.get("full_replace", False), auth=spec.get("auth", "bearer"),
        content=spec.get("content", "json"),
        fixed=spec.get("fixed", {}), envelope_optional=spec.get("envelope") == "optional",
        successor=spec.get("successor"), since=spec.get("since"),
        deprecated=spec.get("deprecated"), note=spec.get("note", ""),
        **types)  # type: ignore[arg-type]
    scope.places[op] = at
    set_variants(scope, at, op, spec)
    _check_http(scope, at, op)
    _check_parts(scope, at, op)
    _check_params(scope, at, op)
    if "outcome" in spec:
        _set_outcome(scope, at.down("outcome"), op, spec["outcome"])
    elif op.effect == "paid" and not at.down("outcome").is_written:
        scope.report(at, "effect paid without 'outcome': 200 does not say that it was bought",
                     key=True)
    if "paged" in spec:
        set_paged(scope, at.down("paged"), op, spec["paged"])
    return op


def _mark_sent(scope: Scope, op: Operation) -> None:
    """What callers make has room for later fields, and so a limit of them."""
    for one in filter(None, (op.query, op.body)):
        _mark_part(scope, one)
    if op.joins_request:
        _check_growth(scope, scope.places[op], op.request_fields)


def _mark_part(scope: Scope, one: Type) -> None:
    if one.is_sent:
        return
    one.is_sent = True
    if one.unwrapped and one.unwrapped.takes_objects:
        scope.report(scope.places[one].down("unwrapped"), f"any object is "
                     f"'{one.unwrapped.wire}', expected a type that no request sends", key=True)
    _check_growth(scope, scope.places[one], list(one.fields.values()))
    for item in one.fields.values():
        if item.sub:
            _mark_part(scope, item.sub)
        if item.since and item.required:
            scope.report(scope.places[item].down("required"), "'required' with 'since': programs "
                         "of earlier releases do not send it", key=True)


def _check_growth(scope: Scope, at: At, fields: list[Field]) -> None:
    late = [item for item in fields if item.since]
    if len(late) > RESERVED:
        scope.report(at, f"found {len(late)} fields with 'since', expected at most {RESERVED} in a "
                     f"request: raise IQM_ABI, and leave all 'since' out", key=True)
    for item in fields:
        if item.c_name == "reserved":
            scope.report(scope.places[item], "'reserved' is a member of each request's struct, "
                         "expected another name", key=True)


# ---- what must agree -------------------------------------------------------------------------


def _check_http(scope: Scope, at: At, op: Operation) -> None:
    for method, here in _said_in(op, at, "method"):
        if method not in METHODS[op.effect]:
            scope.report(here, f"{method} with effect {op.effect}, expected "
                         f"{listed(METHODS[op.effect])}")
    if len(op.full_name) > LONGEST_NAME:
        scope.report(at, f"'{op.full_name}' has {len(op.full_name)} characters, expected at most "
                     f"{LONGEST_NAME}", key=True)
    for path, here in _said_in(op, at, "path"):
        if {".", ".."} & set(path.split("/")):
            scope.report(here, f"path '{path}', expected one without '.' and '..'")
        _check_path_fields(scope, here, op, IN_PATH.findall(path))


def _check_path_fields(scope: Scope, at: At, op: Operation, wires: list[str]) -> None:
    """What a path names is a field that is always there, and a scalar."""
    known = op.query.fields if op.query else {}
    for wire in wires:
        item = known.get(wire)
        if wires.count(wire) > 1:
            scope.report(at, f"'{{{wire}}}' is in the path twice")
            break
        if item is None:
            scope.report(at, with_suggestion(f"unknown field '{wire}'", wire, known,
                                             "a field of the operation's query"))
        elif item.sub or item.shape != "one":
            scope.report(at, f"field '{wire}' is {article(item.spelling)}, expected a scalar in a "
                         f"path")
        elif not item.required:
            scope.report(at, f"field '{wire}' is not 'required', expected it to be, since the "
                         f"path needs it")


def _said_in(op: Operation, at: At, key: str) -> Iterator[tuple[str, At]]:
    """The method or the path of an operation, and of each dialect that says another."""
    yield getattr(op, key), at.down(key)
    for dialect, one in op.variants.items():
        here = at.down("send", dialect, key)
        if here.is_written:
            yield getattr(one, key), here


def _check_parts(scope: Scope, at: At, op: Operation) -> None:
    """Traits that need a body, a form body or a log-in."""
    for method, here in _said_in(op, at, "method"):
        if op.body and method not in WITH_BODY and method in METHODS[op.effect]:
            scope.report(at.down("body") if here == at.down("method") else here,
                         f"a body on {method}, expected {listed(WITH_BODY)}", key=True)
    if op.full_replace and not op.body:
        scope.report(at.down("full_replace"), "'full_replace' without 'body'", key=True)
    if op.fixed and op.content != "form":
        scope.report(at.down("fixed"), "'fixed' without 'content: form'", key=True)
    if op.content == "form" and not op.body:
        scope.report(at.down("content"), "a form body without 'body'")
    if op.envelope_optional and op.response.unwrapped and op.response.unwrapped.takes_objects:
        scope.report(at.down("envelope"), f"any object is '{op.response.unwrapped.wire}' of type "
                     f"'{op.response.name}', so the envelope must be there", key=True)
    envelope = scope.files.api.data.get("envelope", {})
    if op.envelope_optional and envelope.get("success") in op.response.fields:
        scope.report(at.down("envelope"), f"a response with a field '{envelope['success']}' of its "
                     f"own looks like the envelope", key=True)


def _check_params(scope: Scope, at: At, op: Operation) -> None:
    """Names must differ in the struct and on the wire; a form body or query must be flat."""
    if op.query and op.body:
        taken = {name: item for item in op.query.fields.values()
                 for name in (item.wire, item.c_name)}
        for item in op.body.fields.values():
            other = taken.get(item.wire) or taken.get(item.c_name)
            if other:
                scope.report(at.down("body"), f"field '{item.wire}' of the body and '{other.wire}' "
                             f"of the query cannot both be '{item.c_name}' in C")
    if op.query:
        _check_flat(scope, at.down("query"), list(op.query.fields.values()), "query")
        for dialect, one in op.variants.items():
            check_fixed(scope, at.down("send", dialect, "query"), one.query,
                        list(op.query.fields.values()), [dialect])
    if op.body and op.content == "form":
        _check_flat(scope, at.down("body"), list(op.body.fields.values()), "form")
        check_fixed(scope, at.down("fixed"), op.fixed, list(op.body.fields.values()),
                    list(scope.dialects))


def _check_flat(scope: Scope, at: At, fields: list[Field], part: str) -> None:
    for item in fields:
        if item.sub or item.shape == "map" or item.type == "json":
            scope.report(at,
                         f"field '{item.wire}' is {article(item.spelling)}, expected int, num, "
                         f"bool, ms, s, string, id or a list of them in a {part}")


# ---- traits ----------------------------------------------------------------------------------


def _set_outcome(scope: Scope, at: At, op: Operation, spec: dict[str, Any]) -> None:
    yes = "created" if "created" in spec else "creatable"
    if (yes == "created") != (op.effect == "paid"):
        scope.mark_unsound(scope.places[op])
        scope.report(at.down(yes), f"'{yes}' with effect {op.effect}, expected 'created' with paid "
                     f"and 'creatable' with others", key=True)
    flags = [scope.field_of(op.response, wire, at.down(yes, i), "bool")
             for i, wire in enumerate(spec[yes])]
    exists = scope.field_of(op.response, spec["exists"], at.down("exists"), "int")
    refused = scope.field_of(op.response, spec["refused"], at.down("refused"), "string")
    optional = {part: scope.field_of(op.response, spec[part], at.down(part), kind)
                for part, kind in (("cost", "num"), ("funds", "bool")) if part in spec}
    clash = [f.wire for f in op.response.fields.values() if f.c_name in names.RESERVED_MEMBERS]
    if clash:
        scope.report(at, f"C name of field '{clash[0]}' is taken by the outcome already; give it a "
                     f"'name'", key=True)
    op.response.has_outcome = True
    if exists and refused and all(flags) and all(optional.values()):
        op.outcome = Outcome(yes, [flag for flag in flags if flag], exists, refused,
                             optional.get("cost"), optional.get("funds"))
