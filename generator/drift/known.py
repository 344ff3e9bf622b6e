"""Which of the findings sources.yaml knows, and what of it is not true any more."""
from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Iterable

from ..model.api import Api, Drift
from ..model.operation import Operation
from ..model.types import Type
from ..openapi.model import Document
from . import sent
from .finding import Finding


@dataclass(frozen=True)
class Stale:
    """What sources.yaml says of the document, and nothing in it shows."""

    drift: Drift
    about: str


@dataclass
class Result:
    """The findings in a document, sorted."""

    document: Document
    source: str  # which source it is; "" where sources.yaml does not say so
    compared: int  # operations that are in both
    new: list[Finding]
    known: list[tuple[Finding, str]]  # with what the disagreement is about
    stale: list[Stale]
    sources: str = "sources.yaml"  # what messages call it


OTHER_DIALECT = "another dialect sends what the document has"


def sort(api: Api, document: Document, found: list[Finding], of_one: list[Finding] | None,
         compared: list[Operation]) -> Result:
    """Sorts what was found in a document into new and known, and finds what is stale. `of_one` is
    what was found for one dialect, where that is asked for; `found` is for all."""
    source = source_of(api, document)
    entries = [(drift, one.about) for one in api.disagreements for drift in one.drift
               if drift.document == source]
    result = Result(document, source, len(compared), [], [], [])
    seen: set[Drift] = set()
    keys = {one.key for one in found}
    for one in found:
        seen.update(drift for drift, _ in entries if _fits(drift, one) or
                    (drift.name, drift.kind, one.kind) == (one.name, "extra", "required"))
    for one in found if of_one is None else of_one:
        about = next((about for drift, about in entries if _fits(drift, one)), None)
        if about is None and one.key not in keys:
            about = OTHER_DIALECT
        if about is None:
            result.new.append(one)
        else:
            result.known.append((one, about))
    unseen = _types(api.operations()) - _types(compared)
    result.stale = [Stale(drift, about) for drift, about in entries
                    if drift not in seen and drift.name.rpartition(".")[0] not in unseen]
    return result


def _types(operations: Iterable[Operation]) -> set[str]:
    """The names of all types that these operations send or read."""
    found: set[Type] = set()
    left = [one for op in operations for one in (op.query, op.body, op.response) if one]
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left += [item.sub for item in one.fields.values() if item.sub]
    return {sent.named(one) for one in found}


def source_of(api: Api, document: Document) -> str:
    """The source that a document is, by its title and paths."""
    paths = {one.path for one in document.operations}
    return next((name for name, one in api.documents.items() if one.title == document.title
                 and (not one.has or one.has in paths)
                 and (not one.lacks or one.lacks not in paths)), "")


def _fits(drift: Drift, one: Finding) -> bool:
    """Whether a finding is what is known; `*` in a method and path stands for any text."""
    if drift.kind != one.kind:
        return False
    name = re.sub(r"([\[?])", r"[\1]", drift.name)
    return drift.name == one.name or (" /" in name and fnmatchcase(one.name, name))
