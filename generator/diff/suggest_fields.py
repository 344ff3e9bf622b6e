"""What absorbs a change of a field or type: the alias or trait that reads the old form, and what
the dialect sends."""
from __future__ import annotations

from typing import Iterable

from ..loader.source import At
from ..model.types import SCALARS
from .kinds import READ_TOO, c_name, split_type, unwrapped_type
from .side import API, REQUEST, RESPONSE, Side, value_at
from .suggestions import FIELD, TYPE, Suggestions, holder, place_of
from .walk import Edit


def _read_too(to: Suggestions, at: At, names: Iterable[str]) -> None:
    """Aliases of a field, but for names that the field or another one of the type has."""
    aliases = to.value(at, "aliases", [])
    others = value_at(at.source.data, at.place[:-1])
    taken = {*others, *aliases}.union(*(spec.get("aliases", ()) for spec in others.values()))
    more = [name for name in names if name not in taken]
    if more:
        to.set(at, f"{', '.join(more)} is read too", aliases=[*aliases, *more])


def field_renamed(to: Suggestions, edit: Edit, ways: set[str]) -> None:
    assert edit.old
    at, old, new = place_of(edit), edit.old.place[-1], place_of(edit).place[-1]
    if RESPONSE in ways:
        _read_too(to, at, [old, *edit.before.get("aliases", ())])
    if REQUEST in ways:
        to.send(at, old, name=old)
    member = c_name(old, edit.before)
    if to.value(at, "name", None) is None and member != c_name(new, edit.after):
        to.set(at, "C member, flag and column keep their name", name=member)


def field_added(to: Suggestions, edit: Edit, ways: set[str]) -> None:
    """A field that must be there, and which the old form does not have."""
    at = place_of(edit)
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


def field_required(to: Suggestions, edit: Edit, ways: set[str]) -> None:
    if ways == {RESPONSE}:
        to.set(holder(edit, FIELD), "a response without it is read", required=None)


def alias_gone(to: Suggestions, edit: Edit, ways: set[str]) -> None:
    if RESPONSE in ways:
        _read_too(to, holder(edit, FIELD), [edit.before])


def field_as(to: Suggestions, edit: Edit, ways: set[str]) -> None:
    """`as` of a field: what was sent before, in the dialect."""
    if REQUEST in ways:
        old = edit.before or "text"
        to.send(holder(edit, FIELD), f"a {old}" if old == "number" else old, **{"as": old})


def field_type(to: Suggestions, edit: Edit, ways: set[str]) -> None:
    """`type` of a field."""
    at = holder(edit, FIELD)
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
    also = f", and makes {flags[0]} true" if true else ""
    to.set(At(source, ("types", name)), f"an unwrapped value is read as {fit[0]}{also}",
           unwrapped={"field": fit[0], **true})


def unwrapped_gone(to: Suggestions, edit: Edit, _: set[str]) -> None:
    at = holder(edit, TYPE)
    assert edit.old
    old, new = (value_at(one.source.data, one.place[:TYPE])["fields"] for one in (edit.old, at))
    fresh = [wire for wire, spec in new.items() if spec["type"] == "bool" and wire not in old]
    if edit.before["field"] in new:
        true = {"makes_true": fresh[0]} if len(fresh) == 1 and len(edit.before) == 1 else {}
        to.set(at, "an unwrapped value is read too", unwrapped={**edit.before, **true})


def response_type(to: Suggestions, edit: Edit, _: set[str]) -> None:
    """Another type of an operation's response: what was unwrapped is so still."""
    family = to.old.file_of(edit.old) if edit.old else ""
    old = unwrapped_type(to.old.type_named(family, edit.before))
    if old:
        _unwrap(to, to.new.file_of(place_of(edit)), edit.after, old)
