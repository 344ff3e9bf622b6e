"""The API's own settings: envelope, limits, what statuses mean, how to get a token."""
from __future__ import annotations

from typing import Any

from ..loader.problems import with_suggestion, listed
from ..loader.source import At
from ..model.api import ROLES, Envelope, Limits, LogIn, Reason, ReportStatus
from ..model.operation import Operation
from ..model.types import Enum, Field
from .scope import Scope
from .types import INT_MAX

MOST_NAMES = 4  # of one role of a failure's members: as many does the runtime look for
REPORT_STATES = ("waiting", "ready", "failed")


def build_envelope(scope: Scope) -> Envelope | None:
    """The envelope around responses; None where the spec has none that is sound."""
    at = At(scope.files.api, ("envelope",))
    spec = at.source.data.get("envelope")
    if not spec:
        return None
    error = _reason(scope, at.down("error"), spec["error"])
    failure = _reason(scope, at.down("failure"), spec["failure"]) if "failure" in spec else None
    parts = spec["success"], spec["data"], spec["errors"]
    if len(set(parts)) < len(parts):
        scope.report(at, f"found {', '.join(parts)}, expected three names that differ")
        return None
    if not error or ("failure" in spec and not failure):
        return None
    return Envelope(*parts, error, failure)


def _reason(scope: Scope, at: At, spec: dict[str, Any]) -> Reason | None:
    """An object that says why a request failed."""
    one = scope.type_named(spec["type"], at.down("type"), None)
    if not one:
        return None
    roles: dict[str, list[Field]] = {}
    taken: dict[Field, str] = {}
    for role in ROLES:
        roles[role] = []
        for i, wire in enumerate(spec.get(role, ())):
            item = scope.field_of(one, wire, at.down(role, i), "string")
            if not item:
                return None  # which is reported
            roles[role].append(item)
            if taken.setdefault(item, role) != role:
                scope.report(at.down(role, i), f"field '{wire}' is '{taken[item]}' already")
        names = [name for item in roles[role] for name in item.names]
        if len(names) > MOST_NAMES:
            scope.report(at.down(role), f"found {len(names)} names with their aliases, expected at "
                         f"most {MOST_NAMES}", key=True)
    return Reason(one, roles)


def build_limits(scope: Scope) -> Limits | None:
    """The service's limits; None where the spec has none that are sound."""
    at = At(scope.files.api, ("limits",))
    spec = at.source.data.get("limits")
    if not spec:
        return None
    least, most = spec["name_length"]
    if least > most:
        scope.report(at.down("name_length"), f"found {least} to {most}, expected the least first")
    for part, here in ((spec["requests_per_minute"], at.down("requests_per_minute")),
                       (spec["page_size"], at.down("page_size")), (most, at.down("name_length"))):
        if part > INT_MAX:
            scope.report(here, f"found {part}, expected at most {INT_MAX}")
    return Limits(spec["requests_per_minute"], spec["page_size"], (least, most))


def build_report_statuses(scope: Scope) -> list[ReportStatus]:
    """What statuses mean, by name and by the ids of enums, which may contradict each other; none
    where the spec does not say so soundly."""
    at = At(scope.files.api, ("report_statuses",))
    spec = at.source.data.get("report_statuses")
    if not spec:
        return []
    states: dict[str, str] = {}  # by name
    for state in REPORT_STATES:
        for i, name in enumerate(spec[state]):
            if states.setdefault(name, state) != state:
                scope.report(at.down(state, i), f"'{name}' is {states[name]} already")
    by_id: dict[tuple[int, str], ReportStatus] = {}
    for i, name in enumerate(spec["tables"]):
        here = at.down("tables", i)
        enum = scope.enum_named(name, here)
        if enum and enum.texts:
            scope.report(here, f"enum '{name}' has texts, expected one with the ids of statuses")
        elif enum:
            _check_states(scope, here, enum, states)
            for status, value in enum.values.items():
                if status in states:
                    state = states[status]
                    by_id[value, state] = ReportStatus(None, value, state)
    _check_links(scope, [value for value, _ in by_id])
    return [*(ReportStatus(name, 0, state) for name, state in states.items()), *by_id.values()]


def _check_states(scope: Scope, at: At, enum: Enum, states: dict[str, str]) -> None:
    """Every name of a table of statuses must have a state."""
    if any(place[:1] == ("report_statuses",) for place in at.source.removed):
        return  # it may have had one
    for name in enum.values:
        if name not in states:
            scope.report(at, with_suggestion(f"'{name}' of enum '{enum.name}' has no state", name,
                                             states, f"it in {listed(REPORT_STATES)}"))


def _check_links(scope: Scope, ids: list[int]) -> None:
    """Where an id means several states, only the link of a report's file can tell them apart."""
    unclear = sorted({value for value in ids if ids.count(value) > 1})
    for op in scope.operations() if unclear else ():
        at = scope.places[op]
        has_file = any(place[:1] == ("operations",) and place[2:] == ("file",)
                       for place in at.source.keys)
        if op.wait and not has_file:
            scope.report(at.down("wait"), f"'wait' in family '{op.family}', which has no "
                         f"operation with 'file': status id {unclear[0]} has several meanings, "
                         f"expected a link to tell them apart by", key=True)


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
        got[part] = scope.field_of(op.response, spec["response"][part],
                                   at.down("response", part), kind)
    if not all(got.values()):
        return None
    for item in op.request_fields:
        if op.is_required(item) and item not in (got["username"], got["password"]):
            scope.report(at.down("op"), f"operation '{op.full_name}' requires '{item.wire}', "
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
        scope.report(at.down("op"), f"operation '{op.full_name}' gives type "
                     f"'{op.response.name}', expected '{log_in.op.response.name}' as the log-in "
                     f"does")
    for item in op.request_fields if log_in.renew_token else ():
        if op.is_required(item) and item is not log_in.renew_token:
            scope.report(at.down("op"), f"operation '{op.full_name}' requires '{item.wire}', "
                         f"expected no more than the refresh token")


def _log_in_op(scope: Scope, at: At, name: str, what: str = "user name and password"
               ) -> Operation | None:
    found = [op for op in scope.operations() if op.name == name]
    written = [source for source in scope.files.families.values()
               if At(source, ("operations", name)).is_written]
    if not written and scope.files.complete:
        scope.report(at, with_suggestion(f"unknown operation '{name}'", name,
                                         [op.name for op in scope.operations()],
                                         "an operation's name"))
    if len(written) > 1:
        scope.report(at, f"{len(written)} operations are named '{name}', expected exactly one")
    if len(found) != 1 or len(written) != 1:
        return None
    op = found[0]
    if not op.body:
        scope.report(at, f"operation '{op.full_name}' has no 'body', expected one with "
                     f"{what}")
    if op.auth != "basic":
        scope.report(at, f"operation '{op.full_name}' wants a token, expected 'auth: basic'")
    return op
