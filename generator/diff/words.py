"""A difference in words."""
from __future__ import annotations

from typing import Any

from ..loader.source import At, Place
from .language import FAMILIES
from .side import API
from .walk import Edit

NOUNS = {"types": "type", "fields": "field", "operations": "operation", "enums": "enum",
         "values": "value", "options": "option", "settings": "setting", "commands": "command",
         "exit_codes": "exit code", "operation_examples": "examples of",
         "operation_docs": "text of", "sources": "source",
         "disagreements": "disagreement", "dialects": "dialect", "units": "unit"}
LONGEST_SHOWN = 60
TEXTS = ("doc", "title", "examples", "about", "says", "reads", "sends", "successor")


def describe(edit: Edit) -> str:
    """What changed: `field pld.order.ioId: type is id now, was int`."""
    if edit.key == FAMILIES:
        return _entry(edit, "family ", *(_family(at) for at in (edit.old, edit.new)))
    at = edit.new or edit.old
    assert at
    noun, name, rest = _split(at)
    subject = f"{noun} {name}".strip()
    if edit.old_map is not None:
        names = ((_split(one) if one else None) for one in (edit.old, edit.new))
        if rest:  # an entry of a map inside
            entry = _entry(edit, "", *(one and _dotted(one[2]) for one in names))
            return f"{subject}: {entry}" if subject else entry
        return _entry(edit, f"{noun} ", *(one and one[1] for one in names))
    what = _dotted(rest)
    said = _said(edit, str(rest[-1]) if rest else "")
    return f"{': '.join(filter(None, (subject, what)))} {said}"


def _entry(edit: Edit, noun: str, old: str | None, new: str | None) -> str:
    if edit.kind == "renamed":
        return f"{noun}{old} is {new} now"
    return f"{noun}{new or old} " + {"added": "is new", "removed": "is gone",
                                      "moved": "stands elsewhere"}[edit.kind]


def _dotted(place: Place) -> str:
    return ".".join(str(step) for step in place if not isinstance(step, int))


def _said(edit: Edit, last: str) -> str:
    if edit.kind == "item-added":
        return f"has {_shown(edit.after)} now"
    if edit.kind == "item-removed":
        return f"has {_shown(edit.before)} no more"
    if edit.kind == "reordered":
        return f"is in another order: {_shown(edit.after)}"
    if last in TEXTS and edit.kind == "changed":
        return "reads otherwise"
    if edit.kind == "changed":
        return f"is {_shown(edit.after)} now, was {_shown(edit.before)}"
    value = edit.after if edit.kind == "added" else edit.before
    shown = "" if isinstance(value, (dict, bool)) or last in TEXTS else f"{_shown(value)} "
    return shown + ("is new" if edit.kind == "added" else "is gone")


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(str(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_shown(item)}" for key, item in value.items()) + "}"
    text = str(value)
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "..."


def _family(at: At | None) -> str | None:
    return str(at.source.data["families"][at.place[-1]]) if at else None


def _split(at: At) -> tuple[str, str, Place]:
    """What a place is in ("field", "pld.order.ioId"), and the place in that."""
    file = at.source.file.rpartition(".")[0]
    place, noun, names = at.place, "", []
    while len(place) > 1 and place[0] in NOUNS and (not noun or _is_inner(place)):
        noun, name = NOUNS[place[0]], place[1]
        if isinstance(name, int):  # a disagreement
            name = at.source.data[place[0]][name]["about"]
        names.append(f"--{name}" if noun == "option" else str(name))
        place = place[2:]
    if not noun:
        return "", ("" if file == API else file), place
    prefix = [file] if noun in ("type", "field", "operation") and file != API else []
    return noun, ".".join([*prefix, *names]), place


def _is_inner(place: Place) -> bool:
    """Whether this is an entry of an entry: a field, an enum's value."""
    return place[0] in ("fields", "values") and isinstance(place[1], str)
