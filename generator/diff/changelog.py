"""A draft of the changelog's section: what users notice, in its form."""
from __future__ import annotations

import re
import textwrap
from typing import Iterator

from ..model.names import runtime_version
from .changes import Change
from .rules import BREAKS

WIDTH = 120
CODE = r"`\1`"
NAME = re.compile(r"(?<![\w`])(--[a-z][a-z-]*|[A-Za-z]\w*[._][\w.-]*\w|[a-z]+[A-Z]\w*|/[\w./{}-]+|"
                  r"\w+(?:\[\]|\{\}))(?![\w`])")


def as_changelog(changes: list[Change], _old: str, _new: str) -> str:
    """What is new and what is otherwise; words of documents are left out."""
    noticed = [one for one in changes if one.classes != ("words",)]
    parts = [f"## {runtime_version()} (not released)"]
    for title, is_wanted in (("Features", False), ("Changed", True)):
        lines = list(_lines([one for one in noticed if _breaks(one) == is_wanted]))
        if lines:
            parts.append("\n".join([f"### {title}", *lines]))
    if len(parts) == 1:
        parts.append("Nothing that users notice.")
    return "\n\n".join(parts) + "\n"


def _breaks(one: Change) -> bool:
    return bool(set(one.classes).intersection(BREAKS))


def _lines(changes: list[Change]) -> Iterator[str]:
    """A line each; the same of several things is one line."""
    groups: dict[tuple[str, ...], list[Change]] = {}
    for one in changes:
        noun, _, said = _split(one)
        groups.setdefault((noun, said, one.level, *one.classes), []).append(one)
    for some in groups.values():
        breaks = [name for name in some[0].classes if name in BREAKS]
        verb = "Breaks" if some[0].level == "ERR" else "May be felt in"
        said = f"{_sentence(some)}." + (f" {verb}: {', '.join(breaks)}." if breaks else "")
        yield textwrap.fill(said, WIDTH, initial_indent="- ", subsequent_indent="  ",
                            break_long_words=False, break_on_hyphens=False)


SUBJECT = re.compile(r"(family|type|field|operation|enum|value|option|setting|command|exit code) "
                     r"(.+?)(: .*| is (?:new|gone))$")


def _split(one: Change) -> tuple[str, str, str]:
    """A report's line: noun and name of what it is about, where it is of many, and what it says."""
    found = SUBJECT.match(one.text)
    return (found[1], found[2], found[3]) if found else ("", "", one.text)


def _sentence(some: list[Change]) -> str:
    """What several changes have in common, names set as code."""
    noun, _, said = _split(some[0])
    names = [f"`{name}`" for _, name, _ in map(_split, some)]
    if not noun:
        text = NAME.sub(CODE, said)
        return text[0].upper() + text[1:]
    if len(names) > 1:
        noun = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
        said = re.sub(r"^ is (new|gone)$", r" are \1", said)
    listed = ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else names[0]
    return f"{noun.capitalize()} {listed}{NAME.sub(CODE, said)}"
