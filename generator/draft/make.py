"""From a document to a draft."""
from __future__ import annotations

import tempfile
from fnmatch import fnmatch
from pathlib import Path
from typing import Iterator

from ..loader.problems import Problem
from ..loader.todo import TODO
from ..model.api import Api
from ..openapi.model import Document, Operation
from .check import check
from .enums import Enums
from .model import Draft, Family
from .naming import families, free_family, operation_names
from .operations import Operations
from .words import family_title


def make(document: Document, api: Api, spec: Path, only: str = "", family: str = "") \
        -> tuple[Draft, list[Problem]]:
    """The draft of the operations that `only` names (all where it is empty), in one family where
    its name is given; and what is wrong with it. It is for `api`, which `spec` is the directory of.
    """
    draft = Draft()
    for problem in document.problems:
        draft.note("problem", problem, problem.text)
    enums = Enums(draft, api.enums, _taken(api))
    base = document.servers[0] if document.servers else ""
    for wanted, operations in _sorted(document, only, family).items():
        name = wanted if family else free_family(wanted, api.prefix, api.name)
        made = Family(name, family_title(name), TODO)
        names = operation_names(operations, document.operations, wanted)
        maker = Operations(draft, enums, made, api, base, names.values())
        for title, op_name in names.items():
            maker.look_at(next(op for op in operations if op.title == title), op_name)
        maker.make()
        _prune(made)
        if made.operations:
            draft.families[name] = made
    _prune_enums(draft)
    with tempfile.TemporaryDirectory() as scratch:
        return draft, check(draft, spec, api, Path(scratch))


def matches(op: Operation, pattern: str) -> bool:
    """Whether a pattern names an operation: `GET /reports*`, a path, an operationId, or a part of
    one of these."""
    texts = (op.title, op.path, op.id)
    if any(c in pattern for c in "*?"):
        return any(fnmatch(text, pattern) for text in texts)
    return any(pattern.lower() in text.lower() for text in texts)


def _sorted(document: Document, only: str, family: str) -> dict[str, list[Operation]]:
    """The operations by the name of their family."""
    names = families(document.operations)
    found: dict[str, list[Operation]] = {}
    for op in document.operations:
        if matches(op, only):
            found.setdefault(family or names[op.title], []).append(op)
    return found


def _taken(api: Api) -> frozenset[str]:
    """Names that an enum cannot have beside the shared types."""
    return frozenset(api.types)


def _prune(family: Family) -> None:
    """Takes out types that nothing names."""
    used: set[str] = set()
    waiting = [str(op.keys[key]) for op in family.operations.values()
               for key in ("query", "body", "response") if key in op.keys]
    while waiting:
        name = waiting.pop()
        if name in family.types and name not in used:
            used.add(name)
            waiting += [_base(item.keys["type"]) for item in family.types[name].fields.values()]
    family.types = {name: one for name, one in family.types.items() if name in used}


def _base(kind: str) -> str:
    return kind.replace("[]", "").replace("{}", "")


def _prune_enums(draft: Draft) -> None:
    used = set(_enums_of(draft))
    draft.enums = {name: one for name, one in draft.enums.items() if name in used}


def _enums_of(draft: Draft) -> Iterator[str]:
    for family in draft.families.values():
        for one in family.types.values():
            for item in one.fields.values():
                if "enum" in item.keys:
                    yield item.keys["enum"]
