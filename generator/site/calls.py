"""Which functions called which in one run, as valgrind's callgrind has written it down."""
from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

LIBRARY = re.compile(r"(lib\w+)[.-]")


@dataclass(frozen=True, order=True)
class Function:
    """A function of a run, and its file from the top of the project, or the library it is in."""

    place: str
    name: str


Calls = dict[Function, set[Function]]


def read(text: str, sources: tuple[str, ...]) -> Calls:
    """Who called whom. `sources` are the directories of the project's files. Names must be whole:
    --compress-strings=no."""
    calls: Calls = defaultdict(set)
    now = {"ob": "", "fl": "", "fn": ""}
    other: dict[str, str] = {}
    for line in text.splitlines():
        key, equals, value = line.partition("=")
        if not equals:
            continue
        if key in ("ob", "fl", "fn"):
            now[key] = value
        elif key in ("cob", "cfl", "cfi", "cfn"):
            other[{"cob": "ob", "cfn": "fn"}.get(key, "fl")] = value
        elif key == "calls":
            calls[_function(now, sources)].add(_function({**now, **other}, sources))
            other = {}
    return calls


def _function(of: dict[str, str], sources: tuple[str, ...]) -> Function:
    for directory in sources:
        start = of["fl"].rfind(f"/{directory}/")
        if start >= 0 or of["fl"].startswith(f"{directory}/"):
            return Function(of["fl"][start + 1:], of["fn"])
    library = LIBRARY.match(of["ob"].rpartition("/")[2])
    return Function(library[1] if library else "", of["fn"])


def places(calls: Calls, start: str) -> list[tuple[str, str]]:
    """The pairs of places one of which called the other, from the function `start` on, in the order
    of the way there."""
    seen: set[Function] = set()
    found: dict[tuple[str, str], None] = {}
    todo = [one for one in calls if one.name == start]
    while todo:
        one = todo.pop(0)
        if one in seen:
            continue
        seen.add(one)
        for called in sorted(calls.get(one, ())):
            if called.place != one.place:
                found[one.place, called.place] = None
            todo.append(called)
    return list(found)
