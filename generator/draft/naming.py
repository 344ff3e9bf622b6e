"""Which operations go into which family, and what both are called."""
from __future__ import annotations

import re
from collections import Counter
from typing import Iterable

from ..loader.load import FAMILY_NAME, RESERVED
from ..model.c_names import OTHER_FILES
from ..model.names import runtime_name_in
from ..openapi.model import Operation
from .words import lower

MOST = 0.75  # of the operations have a prefix of the paths in common
DULL = frozenset(("report", "reports"))  # says nothing behind the name of a family
VERBS = {"GET": "get", "POST": "create", "PUT": "replace", "PATCH": "update", "DELETE": "delete"}


def families(operations: list[Operation]) -> dict[str, str]:
    """The family of each operation, by its title: its first tag, if tags tell operations apart;
    else the first word of the path behind what most paths begin with."""
    tags = Counter(op.tags[0] if op.tags else "" for op in operations)
    if "" not in tags and len(tags) > 1 and max(tags.values()) <= MOST * len(operations):
        return {op.title: family_name(op.tags[0]) for op in operations}
    prefix = _prefix([_segments(op.path) for op in operations])
    return {op.title: family_name(_behind(op.path, prefix)[0].partition("-")[0])
            for op in operations}


def family_name(text: str) -> str:
    """A name that a family may have."""
    name = re.sub(r"[^a-z0-9]", "", lower(text))[:16]
    return name if FAMILY_NAME.fullmatch(name) else f"f{name}"[:16]


def free_family(name: str, prefix: str, api: str) -> str:
    """The name of a family, or one like it where its names in C would be others' already."""
    other = name[:-1] if name.endswith("s") else f"{name[:15]}s"
    return next((one for one in (name, other, f"{name[:13]}api")
                 if FAMILY_NAME.fullmatch(one) and one not in (*RESERVED, *OTHER_FILES, api)
                 and not runtime_name_in(f"{prefix}_{one}_")), name)


def operation_names(operations: list[Operation], everything: list[Operation], family: str) \
        -> dict[str, str]:
    """The names of a family's operations, by title. What they are called follows from path and
    method: list, get, create, update, delete; or the words of the path behind the family's name."""
    prefix = _prefix([_segments(op.path) for op in everything])
    words = {op.title: _words(op, prefix, family) for op in operations}
    shared = Counter(words.values())
    lists = Counter(words[op.title] for op in operations if op.method == "GET")
    found: dict[str, str] = {}
    for op in operations:
        base = words[op.title]
        verb = VERBS.get(op.method, op.method.lower())
        if op.method == "GET" and not op.path.endswith("}") and (not base or lists[base] > 1):
            verb = "list"
        name = verb if not base else base if shared[base] == 1 else f"{base}-{verb}"
        found[op.title] = _free(name, found.values())
    return found


def _words(op: Operation, prefix: tuple[str, ...], family: str) -> str:
    """The words of a path that name an operation, with `-` between them."""
    first, *rest = _behind(op.path, prefix)
    begin = lower(first).split("_")
    is_family = begin[0].rstrip("s") == family.rstrip("s")
    named = [word for word in begin[1:] if word not in DULL] if is_family else begin
    for segment in rest:
        if "{" not in segment:
            named += lower(segment).split("_")
    if len(named) > 1 and named[-1] == "list":
        named.pop()
    return re.sub(r"^[^a-z]+", "", "-".join(word for word in named if word))


def _segments(path: str) -> tuple[str, ...]:
    return tuple(segment for segment in path.split("/") if segment)


def _prefix(paths: list[tuple[str, ...]]) -> tuple[str, ...]:
    """What most paths begin with; a word follows, and no variable."""
    prefix: tuple[str, ...] = ()
    while True:
        nexts = Counter(path[len(prefix)] for path in paths
                        if path[:len(prefix)] == prefix and len(path) > len(prefix) + 1
                        and "{" not in path[len(prefix)] + path[len(prefix) + 1])
        segment, count = nexts.most_common(1)[0] if nexts else ("", 0)
        if count <= MOST * len(paths) or count < 2:
            return prefix
        prefix += (segment,)


def _behind(path: str, prefix: tuple[str, ...]) -> tuple[str, ...]:
    """The segments of a path behind what it has in common with the prefix."""
    segments = _segments(path)
    count = 0
    while count < min(len(prefix), len(segments) - 1) and segments[count] == prefix[count]:
        count += 1
    found = segments[count:]
    return found or ("root",)


def _free(name: str, taken: Iterable[str]) -> str:
    used, found, number = set(taken), name, 2
    while found in used:
        found, number = f"{name}-{number}", number + 1
    return found
