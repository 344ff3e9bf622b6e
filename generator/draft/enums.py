"""Names of values: said with `enum`, or in the words of a description."""
from __future__ import annotations

import re
from typing import Any, Iterator

from ..model.types import Enum as SpecEnum
from .model import Draft, Enum
from .words import free_name, lower, value_name

PAIR = re.compile(r"(?<![\w.])(\d{1,9})\s*(?:=|:|->|–|-)\s*[`'\"]?"
                  r"([A-Za-z][\w/-]*(?: [A-Za-z][\w/-]*){0,3}?)"
                  r"[`'\"]?(?=\s*(?:$|[,;.)\]|\n]|and\b|or\b|\d))")
LEAD = re.compile(r"(?:(?:allowed|supported|possible|valid|accepted|permitted) values?"
                  r"(?: are| is)?|one of(?: the following)?)\s*[:-]?\s*", re.IGNORECASE)
ITEM = re.compile(r"[`'\"]([^`'\"]{1,40})[`'\"]|([A-Za-z][\w-]{0,39})")
BETWEEN = re.compile(r"\s*(?:,\s*(?:and\b|or\b)?|;|\||/|\band\b|\bor\b)\s*")
SORTS = re.compile(r"sort|order_by")
GENERIC = frozenset("status state type kind category mode level name value format".split())


def values_in_words(name: str, doc: str, is_number: bool) -> dict[str, Any]:
    """Names of the values that a description lists: `1 = XLSX, 2 = CSV`, or `Allowed values: A,
    B` of a text. Empty where it lists none, or one only."""
    if is_number:
        return _named((int(match[1]), match[2]) for match in PAIR.finditer(doc))
    if SORTS.search(name):
        return {}  # fields with a sign in front
    lead = LEAD.search(doc)
    return _named((text, text) for text in _items(doc[lead.end():])) if lead else {}


def _items(text: str) -> Iterator[str]:
    """The items of a list in a sentence."""
    while True:
        match = ITEM.match(text)
        if not match:
            return
        yield match[1] or match[2]
        text = text[match.end():]
        between = BETWEEN.match(text)
        if not between:
            return
        text = text[between.end():]


def values_of_enum(values: list[Any], names: Any) -> dict[str, Any]:
    """Names of the values of `enum`; `names` is what generators of code write beside it."""
    given = names if isinstance(names, list) and len(names) == len(values) else values
    return _named(zip(values, given))


def _named(pairs: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for value, name in pairs:
        made = value_name(name) or value_name(f"v {value}")
        if value not in found.values():
            found[free_name(made, found)] = value
    return found if len(found) > 1 else {}


class Enums:
    """The enums of a draft and of the spec that it is for; equal ones are one."""

    def __init__(self, draft: Draft, known: dict[str, SpecEnum], taken: frozenset[str]) -> None:
        self._draft = draft
        self._known = {name: dict(one.values) for name, one in known.items()}
        self._taken = taken  # C names without their prefix

    def named(self, family: str, field: str, values: dict[str, Any], doc: str) -> str:
        """The name of the enum with these values; makes it where there is none."""
        for name, known in self._known.items():
            if values.items() <= known.items():
                return name
        base = re.sub(r"_ids?$", "", lower(field)) or "values"
        if base in GENERIC or "_" not in base:
            base = f"{family}_{base}"
        name = free_name(base, {*self._known, *self._taken})
        self._known[name] = values
        self._draft.enums[name] = Enum(name, doc, values)
        return name
