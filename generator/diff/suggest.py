"""What absorbs a change of the wire: the alias, trait or dialect with which the new spec reads and
sends the old form too.

The new form stays the default; the old one is sent in a dialect, whose name the caller gives.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Callable, Iterable, Iterator

from ..loader.flow import flow
from ..loader.source import At, Place
from ..model.types import SCALARS
from .kinds import READ_TOO, c_name, split_type, unwrapped_type
from .language import language
from .side import API, REQUEST, RESPONSE, Side, value_at
from .walk import Edit

Keys = dict[str, Any]


@dataclass
class Suggestion:
    """Keys for one place of the new spec."""

    file: str
    line: int
    source: str  # the file's name without an ending
    place: Place  # what has the keys
    keys: Keys  # None: to be taken away
    entry: Keys | None = None  # of a field: all of it, as it will be
    says: list[str] = field(default_factory=list)  # what that does

    @property
    def where(self) -> str:
        """Under which keys of the file the YAML goes."""
        return ".".join(map(str, self.place[:-1] if self.entry is not None else self.place))

    @property
    def yaml(self) -> list[str]:
        """The lines to paste: a whole field instead of the old one, or keys of something more."""
        if self.entry is not None:
            return [f"{flow(self.place[-1])}: {flow(self.entry)}"]
        return [f"{flow(key)}: {flow(value)}" for key, value in self.keys.items()]


class Suggestions:
    """All of a comparison. What concerns one field or operation is one suggestion, however many
    changes it absorbs."""

    def __init__(self, old: Side, new: Side, dialect: str, renames: dict[str, str]) -> None:
        self.old, self.new, self.dialect = old, new, dialect
        self.renames = renames  # of fields, by their old names
        self._found: dict[tuple[str, Place], Suggestion] = {}
        self._touched: list[Suggestion] = []

    def of(self, edit: Edit, ways: set[str]) -> list[Suggestion]:
        """What absorbs an edit of something that travels these ways; nothing where the language
        has no means."""
        self._touched = []
        rule = _sent if _is_of_dialect(edit) else RULES.get((edit.key, edit.kind))
        if rule:
            rule(self, edit, ways)
        return self._touched

    # ---- what rules say --------------------------------------------------------------------

    def value(self, at: At, key: str, default: Any) -> Any:
        """A key of what is at a place, as it will be."""
        found = self._found.get((at.source.file, at.place))
        if found and key in found.keys:
            return found.keys[key]
        here = _there(at)
        return here.get(key, default)

    def __contains__(self, at: At) -> bool:
        return (at.source.file, at.place) in self._found

    def set(self, at: At, says: str, **keys: Any) -> None:
        """Sets keys of what is at a place of the new spec, those that are not so already."""
        keys = {key: value for key, value in keys.items() if self.value(at, key, None) != value}
        if not keys:
            return
        slot = (at.source.file, at.place)
        if slot not in self._found:
            file, line = self.new.where(at)
            self._found[slot] = Suggestion(file, line, self.new.file_of(at), at.place, {})
        one = self._found[slot]
        one.keys.update(keys)
        if len(at.place) == FIELD:
            one.entry = _field(value_at(at.source.data, at.place), one.keys)
        if says not in one.says:
            one.says.append(says)
        if one not in self._touched:
            self._touched.append(one)

    def send(self, at: At, says: str, **keys: Any) -> None:
        """Has the dialect send something else, if none does."""
        now = self.value(at, "send", {})
        if any(keys.items() <= said.items() for said in now.values()):
            return
        mine = {**now.get(self.dialect, {}), **keys}
        self.set(at, f"dialect {self.dialect} sends {says}", send={**now, self.dialect: mine})
        api = At(self.new.files[API])
        known = api.source.data.get("dialects", {})
        if self.dialect not in known:
            self.set(At(api.source, ("dialects",)), "declares the dialect, behind "
                     "the others, of which the first is the default", **{
                self.dialect: {"doc": "Requests as they were before the change."}})


def _field(now: Keys, keys: Keys) -> Keys:
    """A field with other keys, in the order of the language; the doc, which is long, stays last."""
    merged = {key: value for key, value in {**now, **keys}.items() if value is not None}
    types = language()["family"].parts["types"].item
    assert types and types.parts["fields"].item
    order = list(types.parts["fields"].item.parts)
    return dict(sorted(merged.items(), key=lambda one: (
        one[0] == "doc", order.index(one[0]) if one[0] in order else len(order))))


FIELD, TYPE, OPERATION = 4, 2, 2  # lengths of their places


def _there(at: At) -> Keys:
    """What is at a place; empty where the file has nothing there."""
    here: Any = at.source.data
    for step in at.place:
        here = here.get(step, {}) if isinstance(here, dict) else {}
    return here if isinstance(here, dict) else {}


def _at(edit: Edit) -> At:
    at = edit.new or edit.into
    assert at
    return at


def _holder(edit: Edit, depth: int) -> At:
    """The field, type or operation that an edit is in."""
    at = _at(edit)
    return At(at.source, at.place[:depth])


# ---- fields ----------------------------------------------------------------------------------


def _read_too(to: Suggestions, at: At, names: Iterable[str]) -> None:
    """Aliases of a field, but for names that the field or another one of the type has."""
    aliases = to.value(at, "aliases", [])
    others = value_at(at.source.data, at.place[:-1])
    taken = {*others, *aliases}.union(*(spec.get("aliases", ()) for spec in others.values()))
    more = [name for name in names if name not in taken]
    if more:
        to.set(at, f"{', '.join(more)} is read too", aliases=[*aliases, *more])


def _renamed(to: Suggestions, edit: Edit, ways: set[str]) -> None:
    assert edit.old
    at, old, new = _at(edit), edit.old.place[-1], _at(edit).place[-1]
    if RESPONSE in ways:
        _read_too(to, at, [old, *edit.before.get("aliases", ())])
    if REQUEST in ways:
        to.send(at, old, name=old)
    member = c_name(old, edit.before)
    if to.value(at, "name", None) is None and member != c_name(new, edit.after):
        to.set(at, "C member, flag and column keep their name", name=member)


def _added(to: Suggestions, edit: Edit, ways: set[str]) -> None:
    """A field that must be there, and which the old form does not have."""
    at = _at(edit)
    if not edit.after.get("required"):
        return
    to.set(at, "it may be missing", required=None)
    if REQUEST in ways and not _must_be_sent(to, at):
        to.send(at, "nothing of it", omit=True)


def _must_be_sent(to: Suggestions, at: At) -> bool:
    """Whether a field is in what an operation buys or replaces, of which no dialect may leave out
    anything."""
    family = to.new.file_of(at)
    families = to.new.families if family == API else [family]
    bodies = [op["body"] for name in families
              for op in to.new.files[name].data["operations"].values()
              if "body" in op and (op["effect"] == "paid" or op.get("full_replace"))]
    return any(at.place[1] in _inside(to.new, family, name, set()) for name in bodies)


def _inside(side: Side, family: str, name: str, seen: set[str]) -> set[str]:
    """A type and all that it is made of."""
    if name not in seen:
        seen.add(name)
        for spec in side.type_named(family, name).get("fields", {}).values():
            _inside(side, family, split_type(spec["type"])[0], seen)
    return seen


def _required(to: Suggestions, edit: Edit, ways: set[str]) -> None:
    if ways == {RESPONSE}:
        to.set(_holder(edit, FIELD), "a response without it is read", required=None)


def _alias_gone(to: Suggestions, edit: Edit, ways: set[str]) -> None:
    if RESPONSE in ways:
        _read_too(to, _holder(edit, FIELD), [edit.before])


def _as(to: Suggestions, edit: Edit, ways: set[str]) -> None:
    """`as` of a field: what was sent before, in the dialect."""
    if REQUEST in ways:
        old = edit.before or "text"
        to.send(_holder(edit, FIELD), f"a {old}" if old == "number" else old, **{"as": old})


def _put_back(says: str, depth: int) -> Rule:
    def rule(to: Suggestions, edit: Edit, ways: set[str]) -> None:
        if to.old.is_current and (RESPONSE in ways or not ways):
            to.set(_holder(edit, depth), says, **{str(edit.key.rpartition(".")[2]): edit.before})
    return rule


def _type(to: Suggestions, edit: Edit, ways: set[str]) -> None:
    """`type` of a field."""
    at = _holder(edit, FIELD)
    (base, shape), (new_base, new_shape) = split_type(edit.before), split_type(edit.after)
    if (shape, new_shape) == ("", "[]"):
        to.set(at, "one value is read as a list of one", scalar_or_list=True)
        if REQUEST in ways:
            to.send(at, "a list of one as its item", **{"as": "scalar"})
    elif (shape, new_shape, base) == ("[]", "", new_base):
        _keep_list(to, at, edit, ways)
    elif (shape, new_shape) == ("{}", "[]"):
        _keep_map(to, at, new_base, edit, ways)
        return
    if base != new_base and (shape == new_shape or new_base not in SCALARS):
        _other_base(to, at, base, new_base, new_shape, ways)


def _keep_list(to: Suggestions, at: At, edit: Edit, ways: set[str]) -> None:
    """A list that became one value: a list reads both; a value can be sent as a list."""
    if REQUEST in ways:
        to.send(at, "a list of it", **{"as": "list"})
    else:
        to.set(at, "it stays a list in C, and one value is read as a list of one",
               type=edit.after + "[]", scalar_or_list=True)


def _keep_map(to: Suggestions, at: At, listed: str, edit: Edit, ways: set[str]) -> None:
    """A map that became a list of pairs: a map reads both."""
    fields = to.new.type_named(to.new.file_of(at), listed).get("fields", {})
    if RESPONSE not in ways or len(fields) != 2:
        return
    key, value = fields
    if fields[value]["type"] == split_type(edit.before)[0]:
        to.set(at, f"it stays a map, and a list of {key} and {value} is read too",
               type=edit.before, entry={"key": key, "value": value})


UNITS = {"s": "seconds", "ms": "milliseconds"}
NUMBERS, TEXTS = ("int",), ("string", "id")
NO_IDS = {"enum", "range", "secret"}


def _other_base(to: Suggestions, at: At, old: str, new: str, shape: str, ways: set[str]) -> None:
    if {old, new} == set(UNITS):
        if REQUEST in ways:
            to.send(at, UNITS[old], unit=old)
    elif NO_IDS.intersection(value_at(at.source.data, at.place)):
        return  # an id, which can be both, cannot have these
    elif old in NUMBERS and new in TEXTS:
        if REQUEST in ways:
            to.set(at, "a number is read as its digits", type="id" + shape)
            to.send(at, "a number", **{"as": "number"})
    elif old in TEXTS and new in NUMBERS:
        to.set(at, "it stays text in C; text and numbers are read", type="id" + shape)
        if REQUEST in ways:
            to.set(at, "sends a number", **{"as": "number"})
            to.send(at, "text", **{"as": "text"})
    elif RESPONSE in ways:
        _unwrap(to, at.source.file.rpartition(".")[0], new, old)


def _unwrap(to: Suggestions, family: str, name: str, old: str) -> None:
    """A value that became an object of a type: it is one of its fields."""
    source = next((to.new.files[file] for file in (family, API)
                   if name in to.new.files[file].data.get("types", {})), None)
    if source is None or "unwrapped" in source.data["types"][name]:
        return
    fields = source.data["types"][name]["fields"]
    fit = [wire for wire, spec in fields.items()
           if spec["type"] == old or (old, spec["type"]) in READ_TOO]
    if not fit:
        return
    flags = [wire for wire, spec in fields.items() if spec["type"] == "bool"]
    true = {"makes_true": flags[0]} if old == "string" and len(flags) == 1 else {}
    to.set(At(source, ("types", name)),
           f"a bare value is read as {fit[0]}" + (f", and makes {flags[0]} true" if true else ""),
           unwrapped={"field": fit[0], **true})


def _unwrapped_gone(to: Suggestions, edit: Edit, _: set[str]) -> None:
    at = _holder(edit, TYPE)
    assert edit.old
    old, new = (value_at(one.source.data, one.place[:TYPE])["fields"] for one in (edit.old, at))
    fresh = [wire for wire, spec in new.items() if spec["type"] == "bool" and wire not in old]
    if edit.before["field"] in new:
        true = {"makes_true": fresh[0]} if len(fresh) == 1 and len(edit.before) == 1 else {}
        to.set(at, "a bare value is read too", unwrapped={**edit.before, **true})


def _response(to: Suggestions, edit: Edit, _: set[str]) -> None:
    """Another type of an operation's response: what was a bare value is one still."""
    family = to.old.file_of(edit.old) if edit.old else ""
    bare = unwrapped_type(to.old.type_named(family, edit.before))
    if bare:
        _unwrap(to, to.new.file_of(_at(edit)), edit.after, bare)


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
    at = _holder(edit, depth)
    old = value_at(edit.old.source.data, edit.old.place[:depth])["send"]
    gone = edit.old.place[depth + 1:depth + 2] or tuple(old)
    now = to.value(at, "send", {})
    for name in gone:
        to.set(at, f"dialect {name} sends what it did", send={**now, name: old[name]})


# ---- operations ------------------------------------------------------------------------------


def _route(to: Suggestions, edit: Edit, _: set[str]) -> None:
    """`path` or `method` of an operation."""
    assert edit.old
    at, key = _holder(edit, OPERATION), str(edit.key.rpartition(".")[2])
    old = value_at(edit.old.source.data, edit.old.place[:OPERATION])
    path = re.sub(r"\{(.*?)\}", lambda found: "{" + to.renames.get(found[1], found[1]) + "}",
                  old["path"])
    to.send(at, f"{old['method']} {old['path']}", **{key: path if key == "path" else old[key]})
    if at in to and to.value(at, "successor", None) is None:
        to.set(at, "after a 404 the error says so",
               successor=f"{old['method']} {old['path']} (dialect {to.dialect})")


def _flags(to: Suggestions, edit: Edit, _: set[str]) -> None:
    """The flags of an outcome: the old one counts where the new one is not there."""
    at, which = _holder(edit, OPERATION), str(edit.key.rpartition(".")[2])
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
    name = value_at(_at(edit).source.data, _at(edit).place[:OPERATION])["response"]
    spec = to.old.type_named(to.old.file_of(edit.old), op["response"])["fields"].get(wire)
    family = to.new.file_of(_at(edit))
    fields = to.new.type_named(family, name).get("fields", {})
    if spec and wire not in fields:
        file = family if name in to.new.files[family].data.get("types", {}) else API
        to.set(At(to.new.files[file], ("types", name, "fields")), f"{wire} is read still",
               **{wire: spec})


# ---- the API ---------------------------------------------------------------------------------


def _enum_value(to: Suggestions, edit: Edit, _: set[str]) -> None:
    """The number of a status: a second table has the old ones."""
    assert edit.old
    at, name = _at(edit), str(_at(edit).place[1])
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
    at, key = _holder(edit, 1), str(edit.key.rpartition(".")[2])
    to.set(at, f"{edit.before} means what it did", **{
        key: [*to.value(at, key, []), edit.before]})


Rule = Callable[[Suggestions, Edit, "set[str]"], None]


def _rules() -> Iterator[tuple[tuple[str, str], Rule]]:
    for keys, kinds, rule in TABLE:
        for key in keys.split():
            for kind in kinds.split():
                yield (key, kind), rule


STATUSES = "api.report_statuses."
TABLE: list[tuple[str, str, Rule]] = [
    ("type.fields", "renamed", _renamed),
    ("type.fields", "added", _added),
    ("field.required", "added", _required),
    ("field.aliases", "item-removed", _alias_gone),
    ("field.as", "added removed changed", _as),
    ("field.scalar_or_list", "removed", _put_back("one value is read as a list of one", FIELD)),
    ("field.entry", "removed", _put_back("a list of pairs is read too", FIELD)),
    ("field.type", "changed", _type),
    ("type.unwrapped", "removed", _unwrapped_gone),
    ("operation.path operation.method", "changed", _route),
    ("operation.envelope", "removed", _put_back("a response without envelope is read", OPERATION)),
    ("operation.response", "changed", _response),
    ("operation.outcome.created operation.outcome.creatable", "item-removed reordered", _flags),
    ("enums.values", "changed", _enum_value),
    ("api.dialects", "removed", _dialect_gone),
    (f"{STATUSES}waiting {STATUSES}ready {STATUSES}failed {STATUSES}not_ready", "item-removed",
     _word_gone),
]
RULES = dict(_rules())
