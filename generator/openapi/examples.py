"""Examples: values, also where a document has them as text with comments in it."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Iterator

from ..loader.problems import Problem
from ..loader.source import Place
from .foreign import json_value
from .raw import Raw, cleaned, kind

# What people leave in examples: comments, a comma behind the last item; and none between two lines.
TEXT = r'("(?:[^"\\\n]|\\.)*"?)'
COMMENT = re.compile(TEXT + r"|//[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
LAST_COMMA = re.compile(TEXT + r"|,(?=\s*[}\]])", re.DOTALL)
NO_COMMA = re.compile(r'(["\d}\]el])(\s+)(?="\w+"\s*:)')


@dataclass(frozen=True)
class Example:
    """A value that a document gives."""

    name: str  # "" where it has none
    value: Any  # None where `problem` says why there is none
    place: Place
    at: Problem  # file, line and column
    repaired: bool = False  # it was text that is nearly JSON, but for comments and commas
    problem: str = ""


def read_examples(raw: Raw, place: Place, *, is_text: bool = False) -> list[Example]:
    """The examples of a media type, a parameter or a schema. A text is read as JSON unless text
    `is_text`."""
    return [_example(raw, where, name, is_text) for name, where in _places(raw, place)]


def _places(raw: Raw, place: Place) -> Iterator[tuple[str, Place]]:
    value, _ = raw.get(place)
    if not isinstance(value, dict):
        return
    if "example" in value:
        yield "", place + ("example",)
    examples = value.get("examples")
    if isinstance(examples, list):  # of a schema: values
        for i, _ in enumerate(examples):
            yield "", place + ("examples", i)
    elif isinstance(examples, dict):
        for name in examples:
            found = raw.follow(place + ("examples", name))
            if found and raw.get(found + ("value",))[1]:
                yield cleaned(name), found + ("value",)


def _example(raw: Raw, place: Place, name: str, is_text: bool) -> Example:
    value, _ = raw.get(place)
    at = raw.mark(place)
    if not isinstance(value, str) or is_text:
        return Example(name, value, place, at)
    plain = value
    for pattern in (COMMENT, LAST_COMMA):
        plain = pattern.sub(lambda match: match[1] or "", plain)
    for repaired, text in enumerate((value, plain, NO_COMMA.sub(r"\1,\2", plain))):
        try:
            found = json_value(text, strict=not repaired)
        except ValueError as error:
            why = getattr(error, "msg", str(error))
            continue
        return Example(name, found, place, at, bool(repaired))
    return Example(name, None, place, at, problem=f"the example is {kind(value)} that is no JSON: "
                   f"{why}")

