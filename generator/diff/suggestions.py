"""What is suggested: keys for places of the new spec, with which it reads and sends the old form
too.

The new form stays the default; the old one is sent in a dialect, whose name the caller gives.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..loader.flow import flow
from ..loader.source import At, Place
from .language import language
from .side import API, Side, value_at
from .walk import Edit

Keys = dict[str, Any]
FIELD, TYPE, OPERATION = 4, 2, 2  # lengths of their places


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
        self.touched: list[Suggestion] = []  # by the rule that runs

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
        """Sets keys at a place of the new spec, unless they have these values already."""
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
        if one not in self.touched:
            self.touched.append(one)

    def send(self, at: At, says: str, **keys: Any) -> None:
        """Makes the dialect send something else, unless a dialect sends that already."""
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


def _there(at: At) -> Keys:
    """What is at a place; empty where the file has nothing there."""
    here: Any = at.source.data
    for step in at.place:
        here = here.get(step, {}) if isinstance(here, dict) else {}
    return here if isinstance(here, dict) else {}


def place_of(edit: Edit) -> At:
    """Where an edit is in the new spec, or would be."""
    at = edit.new or edit.into
    assert at
    return at


def holder(edit: Edit, depth: int) -> At:
    """The field, type or operation that an edit is in."""
    at = place_of(edit)
    return At(at.source, at.place[:depth])
