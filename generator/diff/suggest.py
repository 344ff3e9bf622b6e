"""What absorbs a change of the wire: the alias, trait or dialect with which the new spec reads and
sends the old form too. The rules of operations and the API, and the table of all rules."""
from __future__ import annotations

import re
from typing import Callable, Iterator

from ..loader.source import At
from .side import API, RESPONSE, value_at
from .suggest_fields import (alias_gone, field_added, field_as, field_renamed, field_required,
                             field_type, response_type, unwrapped_gone)
from .suggestions import FIELD, OPERATION, Suggestion, Suggestions, holder, place_of
from .walk import Edit

Rule = Callable[[Suggestions, Edit, "set[str]"], None]


def suggest(to: Suggestions, edit: Edit, ways: set[str]) -> list[Suggestion]:
    """What absorbs an edit of something that travels these ways; nothing where the language has
    no means."""
    to.touched = []
    rule = _sent if _is_of_dialect(edit) else RULES.get((edit.key, edit.kind))
    if rule:
        rule(to, edit, ways)
    return to.touched


def _put_back(says: str, depth: int) -> Rule:
    def rule(to: Suggestions, edit: Edit, ways: set[str]) -> None:
        if to.old.is_current and (RESPONSE in ways or not ways):
            to.set(holder(edit, depth), says, **{str(edit.key.rpartition(".")[2]): edit.before})
    return rule


def _is_of_dialect(edit: Edit) -> bool:
    """Whether an edit changes what a dialect sends already, on a field or operation."""
    place = edit.old.place if edit.old and (edit.new or edit.into) else ()
    return "send" in (place[FIELD:FIELD + 1] if place[:1] == ("types",)
                      else place[OPERATION:OPERATION + 1]) and edit.kind in ("removed", "changed")


def _sent(to: Suggestions, edit: Edit, _: set[str]) -> None:
    """What a dialect sent, below `send` of a field or operation."""
    assert edit.old
    if not to.old.is_current:
        return  # what it says may mean nothing today
    depth = FIELD if edit.old.place[0] == "types" else OPERATION
    at = holder(edit, depth)
    old = value_at(edit.old.source.data, edit.old.place[:depth])["send"]
    gone = edit.old.place[depth + 1:depth + 2] or tuple(old)
    now = to.value(at, "send", {})
    for name in gone:
        to.set(at, f"dialect {name} sends what it did", send={**now, name: old[name]})


def _route(to: Suggestions, edit: Edit, _: set[str]) -> None:
    """`path` or `method` of an operation."""
    assert edit.old
    at, key = holder(edit, OPERATION), str(edit.key.rpartition(".")[2])
    old = value_at(edit.old.source.data, edit.old.place[:OPERATION])
    path = re.sub(r"\{(.*?)\}", lambda found: "{" + to.renames.get(found[1], found[1]) + "}",
                  old["path"])
    to.send(at, f"{old['method']} {old['path']}", **{key: path if key == "path" else old[key]})
    if at in to and to.value(at, "successor", None) is None:
        to.set(at, "after a 404 the error says so",
               successor=f"{old['method']} {old['path']} (dialect {to.dialect})")


def _flags(to: Suggestions, edit: Edit, _: set[str]) -> None:
    """The flags of an outcome: the old one counts where the new one is not there."""
    at, which = holder(edit, OPERATION), str(edit.key.rpartition(".")[2])
    outcome = to.value(at, "outcome", {})
    flags = list(outcome[which])
    if edit.kind == "reordered":
        flags = list(edit.before)
    elif edit.before not in flags:
        flags.append(edit.before)
        _keep_field(to, edit, edit.before)
    to.set(at, f"{', then '.join(flags)} says the outcome", outcome={**outcome, which: flags})


def _keep_field(to: Suggestions, edit: Edit, wire: str) -> None:
    """Puts a field back that the response has no more."""
    assert edit.old
    op = value_at(edit.old.source.data, edit.old.place[:OPERATION])
    name = value_at(place_of(edit).source.data, place_of(edit).place[:OPERATION])["response"]
    spec = to.old.type_named(to.old.file_of(edit.old), op["response"])["fields"].get(wire)
    family = to.new.file_of(place_of(edit))
    fields = to.new.type_named(family, name).get("fields", {})
    if spec and wire not in fields:
        file = family if name in to.new.files[family].data.get("types", {}) else API
        to.set(At(to.new.files[file], ("types", name, "fields")), f"{wire} is read still",
               **{wire: spec})


def _enum_value(to: Suggestions, edit: Edit, _: set[str]) -> None:
    """The number of a status: a second table has the old ones."""
    assert edit.old
    at, name = place_of(edit), str(place_of(edit).place[1])
    statuses = At(to.new.files[API], ("report_statuses",))
    tables = to.value(statuses, "tables", [])
    older = f"{name}_{to.dialect}"
    if name in tables and older not in tables:
        old = value_at(edit.old.source.data, edit.old.place[:2])
        to.set(At(at.source, ("enums",)), "the numbers as they were", **{
            older: {"doc": f"Numbers of `{name}` before the change.", "values": old["values"]}})
        to.set(statuses, "an id that means two things is a hint only", tables=[*tables, older])


def _dialect_gone(to: Suggestions, edit: Edit, _: set[str]) -> None:
    assert edit.old
    if to.old.is_current:
        to.set(At(to.new.files[API], ("dialects",)), "keeps the dialect", **{
            str(edit.old.place[-1]): edit.before})


def _word_gone(to: Suggestions, edit: Edit, _: set[str]) -> None:
    at, key = holder(edit, 1), str(edit.key.rpartition(".")[2])
    to.set(at, f"{edit.before} means what it did", **{
        key: [*to.value(at, key, []), edit.before]})


def _rules() -> Iterator[tuple[tuple[str, str], Rule]]:
    for keys, kinds, rule in TABLE:
        for key in keys.split():
            for kind in kinds.split():
                yield (key, kind), rule


STATUSES = "api.report_statuses."
TABLE: list[tuple[str, str, Rule]] = [
    ("type.fields", "renamed", field_renamed),
    ("type.fields", "added", field_added),
    ("field.required", "added", field_required),
    ("field.aliases", "item-removed", alias_gone),
    ("field.as", "added removed changed", field_as),
    ("field.scalar_or_list", "removed", _put_back("one value is read as a list of one", FIELD)),
    ("field.entry", "removed", _put_back("a list of pairs is read too", FIELD)),
    ("field.type", "changed", field_type),
    ("type.unwrapped", "removed", unwrapped_gone),
    ("operation.path operation.method", "changed", _route),
    ("operation.envelope", "removed", _put_back("a response without envelope is read", OPERATION)),
    ("operation.response", "changed", response_type),
    ("operation.outcome.created operation.outcome.creatable", "item-removed reordered", _flags),
    ("enums.values", "changed", _enum_value),
    ("api.dialects", "removed", _dialect_gone),
    (f"{STATUSES}waiting {STATUSES}ready {STATUSES}failed {STATUSES}not_ready", "item-removed",
     _word_gone),
]
RULES = dict(_rules())
