"""Values of requests: the pairs of a query or form, and which JSON is a scalar of which type."""
from __future__ import annotations

import json
import re
from typing import Any, Callable, Optional
from urllib.parse import unquote_to_bytes

INT_MAX = 2 ** 63
PLAIN = re.compile(r"(?:[!-$&-~]|%[0-9A-Fa-f]{2})*")  # what may stand in a query or form
SURROGATE = re.compile("[\ud800-\udfff]")


def pairs_of(text: str, part: str, mistakes: list[str],
           many: Optional[dict[str, list[str]]] = None) -> dict[str, str]:
    """The fields of a query or form by the rules for forms: `+` is a space. Those of `many` may
    be there more than once, and are put there."""
    pairs: dict[str, str] = {}
    for pair in text.split("&") if text else []:
        name, equals, value = pair.partition("=")
        if not equals or not PLAIN.fullmatch(pair):
            mistakes.append(f"{part}: '{pair}' is not name=value, percent-encoded")
            continue
        try:
            name, value = (unquote_to_bytes(p.replace("+", " ")).decode("utf-8")
                           for p in (name, value))
        except UnicodeDecodeError:
            mistakes.append(f"{part}: '{pair}' does not spell UTF-8")
            continue
        if many and name in many:
            many[name].append(value)
            continue
        if name in pairs:
            mistakes.append(f"{part}: '{name}' is there twice")
        pairs[name] = value
    return pairs


def spells_number(text: str) -> bool:
    """Whether a JSON number can stand for an id given as text."""
    return bool(re.fullmatch(r"0|-?[1-9]\d{0,15}", text)) and abs(int(text)) < 2 ** 53


def is_int(value: Any) -> bool:
    """Whether a JSON value is an integer that fits in 64 bits."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < INT_MAX


def is_number(value: Any) -> bool:
    """Whether a JSON value is a number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


SCALARS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "int": ("an integer", is_int),
    "ms": ("epoch milliseconds", is_int),
    "s": ("epoch seconds", is_int),
    "num": ("a number", is_number),
    "bool": ("true or false", lambda v: isinstance(v, bool)),
    "json": ("any value", lambda _: True),
    "string": ("a string", lambda v: isinstance(v, str) and not SURROGATE.search(v)),
}


def shown(value: Any) -> str:
    """A value as a message shows it."""
    if isinstance(value, (dict, list)):
        return "an object" if isinstance(value, dict) else "a list"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."
