"""What concerns a spec as a whole: the API's own settings, C names, cycles, what is unused."""
from __future__ import annotations

from typing import Any, Iterator

from ..model import names
from ..c import functions as typed
from ..model.model import Enum, Envelope, Limits, LogIn, Operation, ReportWord, Type
from ..loader.problems import found_word, listed, without_meant
from .scope import Scope
from ..loader.source import At
from .types import INT_MAX

REPORT_STATES = ("waiting", "ready", "failed")
DEEPEST = 30  # types inside types: the codec reads 64 levels of JSON, and a row takes two


# ---- the API's own settings ------------------------------------------------------------------


def build_envelope(scope: Scope) -> Envelope | None:
    """The envelope around answers; None where the spec has none that is sound."""
    at = At(scope.files.api, ("envelope",))
    spec = at.source.data.get("envelope")
    if not spec:
        return None
    error = scope.type_named(spec["error"], at.down("error"), None)
    parts = spec["success"], spec["data"], spec["errors"]
    if len(set(parts)) < len(parts):
        scope.note(at, f"found {', '.join(parts)}, expected three names that differ")
        return None
    return Envelope(*parts, error) if error else None


def build_limits(scope: Scope) -> Limits | None:
    """The service's limits; None where the spec has none that are sound."""
    at = At(scope.files.api, ("limits",))
    spec = at.source.data.get("limits")
    if not spec:
        return None
    least, most = spec["name_length"]
    if least > most:
        scope.note(at.down("name_length"), f"found {least} to {most}, expected the least first")
    for part, here in ((spec["requests_per_minute"], at.down("requests_per_minute")),
                       (spec["page_size"], at.down("page_size")), (most, at.down("name_length"))):
        if part > INT_MAX:
            scope.note(here, f"found {part}, expected at most {INT_MAX}")
    return Limits(spec["requests_per_minute"], spec["page_size"], (least, most))


def build_words(scope: Scope) -> list[ReportWord]:
    """What statuses mean, by name and by the ids of an enum; none where the spec does not say so
    soundly."""
    at = At(scope.files.api, ("report_statuses",))
    spec = at.source.data.get("report_statuses")
    if not spec:
        return []
    states: dict[str, str] = {}  # by name
    for state in REPORT_STATES:
        for i, name in enumerate(spec[state]):
            if states.setdefault(name, state) != state:
                scope.note(at.down(state, i), f"'{name}' is {states[name]} already")
    enum = scope.enum_named(spec["enum"], at.down("enum"))
    is_whole = not any(place[:1] == at.place for place in at.source.removed)
    for name in enum.values if enum and is_whole else ():
        if name not in states:
            scope.note(at.down("enum"), found_word(f"'{name}' of enum '{spec['enum']}' has no "
                                                   f"state", name, states,
                                                   f"it in {listed(REPORT_STATES)}"))
    by_id = [ReportWord(None, value, states[name]) for name, value in enum.values.items()
             if name in states] if enum else []
    return [*(ReportWord(name, 0, state) for name, state in states.items()), *by_id]


def build_log_in(scope: Scope) -> LogIn | None:
    """How to get a token; None where the spec does not say so soundly."""
    at = At(scope.files.api, ("log_in",))
    spec = at.source.data.get("log_in")
    op = _log_in_op(scope, at.down("op"), spec["op"]) if spec else None
    if not spec or not op or not op.body:
        return None
    got: dict[str, Any] = {
        part: scope.field_of(op.body, spec[part], at.down(part), "string")
        for part in ("username", "password")}
    kinds = {"access": "string", "refresh": "string", "expires_in": "int", "ow_id": "int"}
    for part, kind in kinds.items():
        got[part] = scope.field_of(op.response, spec["response"][part], at.down("response", part), kind)
    if not all(got.values()):
        return None
    for item in op.request_fields:
        if op.is_required(item) and item not in (got["username"], got["password"]):
            scope.note(at.down("op"), f"operation '{op.full_name}' requires '{item.wire}', "
                       f"expected no more than user name and password")
    log_in = LogIn(op, **got)
    if "renew" in spec:
        _set_renew(scope, at.down("renew"), log_in, spec["renew"])
    return log_in


def _set_renew(scope: Scope, at: At, log_in: LogIn, spec: dict[str, Any]) -> None:
    op = _log_in_op(scope, at.down("op"), spec["op"], "the refresh token")
    if not op or not op.body:
        return
    log_in.renew = op
    log_in.renew_token = scope.field_of(op.body, spec["token"], at.down("token"), "string")
    if op.response is not log_in.op.response:
        scope.note(at.down("op"), f"operation '{op.full_name}' answers with type "
                   f"'{op.response.name}', expected '{log_in.op.response.name}' as the log-in does")
    for item in op.request_fields if log_in.renew_token else ():
        if op.is_required(item) and item is not log_in.renew_token:
            scope.note(at.down("op"), f"operation '{op.full_name}' requires '{item.wire}', "
                       f"expected no more than the refresh token")


def _log_in_op(scope: Scope, at: At, name: str, what: str = "user name and password"
               ) -> Operation | None:
    found = [op for op in scope.operations() if op.name == name]
    written = [source for source in scope.files.families.values()
               if At(source, ("operations", name)).is_written]
    if not written and scope.files.complete:
        scope.note(at, found_word(f"unknown operation '{name}'", name,
                                  [op.name for op in scope.operations()], "an operation's name"))
    if len(written) > 1:
        scope.note(at, f"{len(written)} operations are named '{name}', expected exactly one")
    if len(found) != 1 or len(written) != 1:
        return None
    op = found[0]
    if not op.body:
        scope.note(at, f"operation '{op.full_name}' has no 'body', expected one with "
                   f"{what}")
    if op.auth != "basic":
        scope.note(at, f"operation '{op.full_name}' wants a token, expected 'auth: basic'")
    return op


# ---- types -----------------------------------------------------------------------------------


def check_nesting(scope: Scope) -> None:
    """A type must not contain itself, nor too many others inside each other."""
    depths: dict[Type, int] = {}

    def depth(one: Type, above: list[Type]) -> int:
        if one in above:
            loop = [part.name for part in above[above.index(one):]] + [one.name]
            scope.note(scope.places[one], f"cycle of types: {' -> '.join(loop)}", key=True)
            return 0
        if one not in depths and len(above) <= DEEPEST:
            depths[one] = 1 + max((depth(item.sub, above + [one]) for item in one.fields.values()
                                   if item.sub), default=0)
        return depths.get(one, DEEPEST)

    for one in scope.all_types():
        if depth(one, []) > DEEPEST:
            scope.note(scope.places[one], f"more than {DEEPEST} types inside each other", key=True)
            break


def check_unused(scope: Scope) -> None:
    """What nothing refers to is a mistake, unless what was broken or misspelt may refer to it."""
    lost = scope.files.lost
    everything: list[Type | Enum] = [*scope.all_types(), *scope.enums.values()]
    unused = [one for one in everything if one not in scope.used and one.name not in lost]
    left = without_meant({one.name for one in unused}, scope.dangling)
    for one in unused:
        kind, family = ("type", one.family) if isinstance(one, Type) else ("enum", None)
        if one.name in left and scope.files.has_all_references(family):
            scope.note(scope.places[one], f"{kind} '{one.name}' is used nowhere", key=True)


# ---- operations and C names ------------------------------------------------------------------


def check_routes(scope: Scope) -> None:
    """No two operations on one method and path, unless fixed parameters tell them apart."""
    routes: dict[tuple[str, str, str], Operation] = {}
    for op in filter(scope.is_sound, scope.operations()):
        first = routes.setdefault((op.method, op.path, repr(sorted(op.fixed.items()))), op)
        if first is not op:
            scope.note(scope.places[op].down("path"), f"{op.method} {op.path} is operation "
                       f"'{first.full_name}' already")


def check_c_names(scope: Scope) -> None:
    """No C name twice, and none that the runtime's headers have."""
    taken = {name: "the runtime" for name in names.runtime_names()}
    taken.update((f"IQM_{name.upper()}_H", "a generated header") for name in names.OTHER_FILES)
    api = scope.files.api.data.get("api")
    if api:
        taken[f"iqm_{api}_api"] = "the API"
    for family in scope.families:
        at = At(scope.files.families[family], ("family",))
        clash = names.runtime_name_in(f"iqm_{family}_")
        if clash:
            scope.note(at, f"family '{family}' would make names like the runtime's {clash}, "
                       f"expected another name")
        _claim(scope, taken, [f"IQM_{family.upper()}_H"], f"family '{family}'", at)
    for enum in scope.enums.values():
        clash = names.runtime_name_in(f"IQM_{enum.name.upper()}_")
        if clash:
            scope.note(scope.places[enum], f"enum '{enum.name}' would make names like the "
                       f"runtime's {clash}, expected another name", key=True)
        else:
            _claim(scope, taken, _enum_names(enum), f"enum '{enum.name}'", scope.places[enum])
    nested = {item.sub for one in scope.all_types() for item in one.fields.values()}
    for one in scope.all_types():
        if one in nested:
            _claim(scope, taken, _type_names(one), f"type '{one.name}'", scope.places[one])
    for op in scope.operations():
        for trait, own in typed.names(op).items():
            _claim(scope, taken, own, f"'{trait}' of operation '{op.full_name}'",
                   scope.places[op].down(trait))
    for op in scope.operations():
        _claim(scope, taken, _operation_names(op), f"operation '{op.full_name}'",
               scope.places[op])


def _claim(scope: Scope, taken: dict[str, str], wanted: Iterator[str] | list[str], owner: str,
           at: At) -> None:
    clashes = [name for name in wanted if taken.setdefault(name, owner) != owner]
    if clashes:
        scope.note(at, f"C name {clashes[0]} of {owner} is taken by {taken[clashes[0]]} already",
                   key=True)


def _enum_names(enum: Enum) -> Iterator[str]:
    yield f"iqm_{enum.name}"
    for value in enum.values:
        yield f"IQM_{enum.name}_{value}".upper()


def _type_names(one: Type) -> Iterator[str]:
    for end in ("", "_list", "_rows", "_table"):
        yield one.c_name + end


def _operation_names(op: Operation) -> Iterator[str]:
    for end in ("", "_req", "_rsp", "_op", "_verdict", "_openapi"):
        yield op.c_name + end
    for part in ("query", "body", "response"):
        yield f"{op.c_name}_{part}_rows"
        yield f"{op.c_name}_{part}_table"
