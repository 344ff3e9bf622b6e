"""Dialects of a spec: declared once; what fields and operations send in them is flattened here."""
from __future__ import annotations

from dataclasses import replace
from typing import Any, Iterator

from ..loader.problems import article, listed, with_suggestion
from ..loader.source import At
from ..model.api import Dialect
from ..model.dialects import (add_send, add_variant, are_alike, own_sent, own_variant, sent_fields,
                              sent_names)
from ..model.operation import Operation, Variant
from ..model.types import NUMBERS, Field, Sent, Type
from .scope import Scope


# ---- declared ---------------------------------------------------------------------------------


def declare_dialects(scope: Scope) -> None:
    """Takes down which dialects there are. A base stands before what is based on it."""
    at = At(scope.files.api, ("dialects",))
    for name, spec in (scope.files.api.data.get("dialects") or {}).items():
        here, base = at.down(name), spec.get("based_on")
        if base and base not in scope.dialects:
            if not scope.dialects:
                scope.report(here.down("based_on"), f"'{name}' is the first dialect, expected no "
                             f"'based_on': the others are based on it")
            else:
                scope.report(here.down("based_on"), with_suggestion(
                    f"unknown dialect '{base}'", base, scope.dialects,
                    f"{listed(list(scope.dialects))}, which stand before '{name}'"))
            base = None
        scope.dialects[name] = Dialect(scope.prefix, name, spec["doc"], base)


def _said(scope: Scope, at: At, spec: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What `send:` says, by dialects that there are."""
    send = spec.get("send", {})
    default = next(iter(scope.dialects), None)
    for name in send:
        here = at.down("send", name)
        if name == default:
            scope.report(here, f"'{name}' is the default dialect, which sends what stands outside "
                         f"of 'send'", key=True)
        elif name not in scope.dialects and not At(scope.files.api, ("dialects", name)).is_written:
            scope.report(here, with_suggestion(f"unknown dialect '{name}'", name, scope.dialects),
                         key=True)
    return {name: said for name, said in send.items() if name != default}


# ---- fields -----------------------------------------------------------------------------------


def set_sent(scope: Scope, at: At, spec: dict[str, Any], item: Field) -> None:
    """How each dialect sends a field, with what it inherits."""
    own, said = own_sent(item), _said(scope, at, spec)
    found: dict[str, Sent] = {}
    for name, dialect in scope.dialects.items():
        base = found.get(dialect.based_on or "", own)
        here = at.down("send", name)
        if name in said:
            _check_send(scope, here, item, said[name])
            found[name] = add_send(base, said[name])
            if found[name] == base:
                scope.report(here, f"'{item.wire}' is sent so in dialect '{name}' without it",
                             key=True)
        else:
            found[name] = base
    item.sent = {name: sent for name, sent in found.items() if sent != own}
    if item.value:
        item.value.sent = {name: replace(sent, names=(item.value.wire,), omitted=False)
                           for name, sent in item.sent.items()}


def _check_send(scope: Scope, at: At, item: Field, said: dict[str, Any]) -> None:
    """A field must be one that can be sent so."""
    if "name" in said and "names" in said:
        scope.report(at.down("names"), "'names' and 'name', expected one of them", key=True)
    if said.get("omit") and len(said) > 1:
        scope.report(at.down("omit"), "'omit' with other keys, expected it alone: what is left out "
                     "has no name and no form", key=True)
    if said.get("omit") and item.required:
        scope.report(at.down("omit"), f"'omit' of '{item.wire}', which is required", key=True)
    kind = item.value or item
    if "unit" in said and (kind.type not in ("ms", "s") or kind.shape != "one"):
        scope.report(at.down("unit"), f"'unit' on {article(item.spelling)}, expected ms or s",
                     key=True)
    if "as" in said:
        _check_form(scope, at, item, said["as"])


def _check_form(scope: Scope, at: At, item: Field, form: str) -> None:
    kind = item.value or item
    if form in ("number", "text") and kind.type not in (*NUMBERS, "id"):
        scope.report(at.down("as"), f"'as: {form}' on {article(item.spelling)}, expected an int, "
                     f"num, ms, s or id, or a list of them", key=True)
    elif form == "scalar" and kind.shape == "list" and not kind.scalar_or_list \
            and not scope.places[item].down("scalar_or_list").is_written:
        scope.report(at.down("as"), "'as: scalar' on a list without 'scalar_or_list: true'",
                     key=True)


def check_sent_names(scope: Scope, one: Type) -> None:
    """No two fields of a type share a name in a dialect, unless they are one list in two shapes.
    Names that dialects send are read too, unless another field has the name."""
    shared: dict[tuple[str, Field, Field], str] = {}  # and the first dialect that does
    for dialect in scope.dialects:
        for name, first, item in _sharing(one, dialect):
            if not are_alike(first, item, dialect):
                shared.setdefault((name, first, item), dialect)
    for (name, first, item), dialect in shared.items():
        _report_shared(scope, dialect, name, first, item)
    sent = [(name, item) for item in one.fields.values()
            for dialect in scope.dialects for name in sent_names(item, dialect)]
    for name, item in sent:
        others = {other for other_name, other in sent if other_name == name}
        others |= {other for other in one.fields.values() if name in other.names}
        if others == {item} and name not in (*item.names, *item.also_read):
            item.also_read.append(name)


def _sharing(one: Type, dialect: str) -> Iterator[tuple[str, Field, Field]]:
    """Names that two fields have in a dialect."""
    taken: dict[str, Field] = {}
    for item in one.fields.values():
        for name in sent_names(item, dialect):
            first = taken.setdefault(name, item)
            if first is not item:
                yield name, first, item


def _report_shared(scope: Scope, dialect: str, name: str, first: Field, item: Field) -> None:
    def says(one: Field) -> list[bool]:
        at = scope.places[one].down("send")
        return [at.down(dialect).is_written, at.is_written]

    if says(first) > says(item):
        first, item = item, first
    scope.report(scope.places[item].down("send"),
                 f"dialect '{dialect}' sends '{name}' for field '{first.wire}' already", key=True)


# ---- operations -------------------------------------------------------------------------------


def set_variants(scope: Scope, at: At, op: Operation, spec: dict[str, Any]) -> None:
    """Where each dialect sends an operation, with what it inherits."""
    own, said = own_variant(op), _said(scope, at, spec)
    found: dict[str, Variant] = {}
    for name, dialect in scope.dialects.items():
        base = found.get(dialect.based_on or "", own)
        found[name] = add_variant(base, said.get(name, {}))
        if name in said and found[name] == base:
            scope.report(at.down("send", name), f"'{op.full_name}' is sent so in dialect '{name}' "
                         f"without it", key=True)
    op.variants = {name: one for name, one in found.items() if one != own}


def check_dialects(scope: Scope) -> None:
    """Checks fields that dialects send, once it is known which operations send them."""
    for one in scope.all_types():
        for item in one.fields.values():
            at = scope.places[item].down("send")
            if item.sent and not one.is_sent and scope.is_sound(one) and not scope.dangling \
                    and scope.files.has_all_references(one.family) \
                    and scope.has_all_operations(one.family):
                scope.report(at, f"'send' on '{item.wire}', which no request has", key=True)
    for op in filter(scope.is_sound, scope.operations()):
        flat = [op.query, op.body if op.content == "form" else None]
        for one in filter(None, flat):
            for dialect in scope.dialects:
                for name, first, item in _sharing(one, dialect):
                    if are_alike(first, item, dialect):
                        _report_shared(scope, dialect, name, first, item)
    needed = _needed(scope)
    for item, why in needed.items():
        for name, sent in item.sent.items():
            at = scope.places[item].down("send", name, "omit")
            if sent.omitted and at.is_written:
                scope.report(at, f"'omit' of '{item.wire}', {why}", key=True)


def _needed(scope: Scope) -> dict[Field, str]:
    """Fields that no dialect may leave out, and why."""
    found: dict[Field, str] = {}
    for op in scope.operations():
        named = [*((op.paged.page, op.paged.size, op.paged.sort, op.paged.search)
                   if op.paged else ()), *((op.file.id, op.file.type) if op.file else ()),
                 op.deletes.ids if op.deletes else None]
        for item in filter(None, named):
            found.setdefault(item, f"which '{op.full_name}' needs")
        if op.body and op.full_replace:
            for item in op.body.fields.values():
                found.setdefault(item, f"which '{op.full_name}' replaces as a whole")
        if op.effect == "paid":
            for item in (item for one in (op.query, op.body) if one for item in _all_fields(one)):
                found.setdefault(item, f"which '{op.full_name}' orders: what is ordered is sent")
    return found


def _all_fields(one: Type) -> Iterator[Field]:
    for item in one.fields.values():
        yield item
        if item.sub:
            yield from _all_fields(item.sub)


def check_fixed(scope: Scope, at: At, fixed: dict[str, str], fields: list[Field],
                dialects: list[str]) -> None:
    """No parameter that never changes has the name of a field."""
    taken = {name for dialect in dialects for name in sent_fields(fields, dialect)}
    for name in fixed:
        if name in taken:
            scope.report(at.down(name), f"'{name}' is a field too", key=True)
