"""What was found as text, JSON or Markdown."""
from __future__ import annotations

import json
from typing import Any, Callable

from .finding import Finding
from .known import Result, Stale


def as_text(result: Result, every: bool) -> str:
    """One line a finding, as compilers write messages, and how many there are."""
    lines = [_line(one) for one in result.new]
    if every:
        lines += [f"{_line(one)} (known: {about})" for one, about in result.known]
    lines += [f"{result.sources}:{one.drift.line}: stale {one.drift.kind} {one.drift.name}: not so "
              f"in the document any more (under: {one.about})" for one in result.stale]
    return "\n".join([*lines, summary(result)]) + "\n"


def _line(one: Finding) -> str:
    where = f" ({one.where})" if one.where else ""
    return f"{one.at.file}:{one.at.line}: {one.kind} {one.name}{where}: {one.says}"


def summary(result: Result) -> str:
    """How many there are."""
    of = f"source '{result.source}'" if result.source else "no document of sources.yaml"
    return (f"{result.document.file} ({of}): {result.compared} "
            f"operation{'s' * (result.compared != 1)} compared, "
            f"{len(result.new)} new, {len(result.known)} known, {len(result.stale)} stale")


def as_json(result: Result, every: bool) -> str:
    """All that is known of each finding."""
    return json.dumps({
        "document": result.document.file, "title": result.document.title,
        "source": result.source or None, "compared": result.compared,
        "counts": {"new": len(result.new), "known": len(result.known),
                   "stale": len(result.stale)},
        "new": [_facts(one) for one in result.new],
        **({"known": [{**_facts(one), "about": about} for one, about in result.known]}
           if every else {}),
        "stale": [{"kind": one.drift.kind, "name": one.drift.name, "about": one.about,
                   "line": one.drift.line}
                  for one in result.stale]}, indent=2, ensure_ascii=False) + "\n"


def _facts(one: Finding) -> dict[str, Any]:
    return {"kind": one.kind, "name": one.name, "operation": one.operation or None,
            "part": one.part or None, "says": one.says, "line": one.at.line}


def as_markdown(result: Result, every: bool) -> str:
    """A table of the findings."""
    rows = [_row("new", one) for one in result.new]
    rows += [_row(f"known: {about}", one) for one, about in result.known] if every else []
    rows += [_stale_row(one) for one in result.stale]
    head = ["| | kind | what | where | |", "| --- | --- | --- | --- | --- |"] if rows else []
    return "\n".join([f"# Drift of {_cell(result.document.title or result.document.file)}", "",
                      summary(result) + ".", *([""] if rows else []), *head, *rows]) + "\n"


def _row(state: str, one: Finding) -> str:
    return (f"| {_cell(state)} | {one.kind} | `{one.name}` | {one.where} | {_cell(one.says)} "
            f"(line {one.at.line}) |")


def _stale_row(one: Stale) -> str:
    return f"| stale: {_cell(one.about)} | {one.drift.kind} | `{one.drift.name}` | | |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


FORMATS: dict[str, Callable[[Result, bool], str]] = {
    "text": as_text, "json": as_json, "markdown": as_markdown}
