"""Which numbers are timestamps, and whether they are milliseconds or seconds."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Iterable

NAMED = re.compile(r"(^|_)(date|datetime|timestamp|epoch|[a-z]+ed_on|expires_on|[a-z]+ed_at"
                   r")(_epoch|_utc|_ms|_millis|_seconds)?$")
MAYBE = re.compile(r"(^|_)(time|created|updated|modified|until|since|from)$")
DATED = re.compile(r"date|(^|_)(start|end|from|until|since)(_|$)")
NO_TIME = re.compile(r"zone|_ids?$|count|duration|offset|length|days|interval|expires_in")
SAID = re.compile(r"epoch|timestamp|unix time|milli-?seconds? since", re.IGNORECASE)
MS = re.compile(r"milli-?second|\bms\b|\bmillis\b", re.IGNORECASE)
S = re.compile(r"(?<!milli)(?<!milli-)\bseconds?\b", re.IGNORECASE)
MS_FROM, S_FROM = 10 ** 11, 10 ** 8  # both are 1973


@dataclass(frozen=True)
class Unit:
    """A timestamp's unit and what it is known from; `type` is "" where nothing says it."""

    type: str  # ms or s
    why: str
    against: str = ""  # what says the other


def is_time(name: str, doc: str, values: Iterable[Any]) -> bool:
    """Whether an integer of this name (lower case) and description is a timestamp."""
    if NO_TIME.search(name) or name.endswith("_id"):
        return False
    if SAID.search(doc) or (DATED.search(name) and (MS.search(doc) or S.search(doc))):
        return True
    numbers = _numbers(values)
    is_named = NAMED.search(name) or (numbers and MAYBE.search(name))
    return bool(is_named) and all(number >= S_FROM for number in numbers)


def unit(doc: str, values: Iterable[Any]) -> Unit:
    """A timestamp's unit, by words first and then by the size of examples."""
    words = "ms" if MS.search(doc) else "s" if S.search(doc) else ""
    numbers = _numbers(values)
    sizes = {"ms" if number >= MS_FROM else "s" for number in numbers if number >= S_FROM}
    size = sizes.pop() if len(sizes) == 1 else ""
    name = {"ms": "milliseconds", "s": "seconds", "": ""}
    if words:
        against = f"an example ({numbers[0]}) is in {name[size]}" if size not in ("", words) \
            else "examples have both" if len(sizes) > 1 else ""
        return Unit(words, "", against)
    if size:
        return Unit(size, f"the size of an example, {numbers[0]}")
    if len(sizes) > 1:
        return Unit("", "", "examples have milliseconds and seconds")
    return Unit("", "")


def _numbers(values: Iterable[Any]) -> list[int]:
    return [int(value) for value in values
            if isinstance(value, (int, float)) and not isinstance(value, bool) and value]
