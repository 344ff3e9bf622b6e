"""Which of the findings sources.yaml knows, and what of it is not true any more."""
from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase

from ..model.api import Api, Drift
from ..openapi.document import Document
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


def sort(api: Api, document: Document, findings: list[Finding], compared: int) -> Result:
    """Sorts what was found in a document into new and known, and finds what is stale."""
    source = source_of(api, document)
    entries = [(drift, one.about) for one in api.disagreements for drift in one.drift
               if drift.document == source]
    result = Result(document, source, compared, [], [], [])
    seen: set[Drift] = set()
    for one in findings:
        fitting = [entry for entry in entries if _fits(entry[0], one)]
        seen.update(drift for drift, _ in fitting)
        if fitting:
            result.known.append((one, fitting[0][1]))
        else:
            result.new.append(one)
    result.stale = [Stale(drift, about) for drift, about in entries if drift not in seen]
    return result


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
