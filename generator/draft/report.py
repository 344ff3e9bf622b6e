"""What there is to say of a draft, as text, JSON and Markdown."""
from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Iterator

from ..loader.problems import Problem
from ..loader.todo import TODO
from .layout import enum_lines
from .model import KINDS, Draft


@dataclass
class Result:
    """A draft, and what became of it."""

    draft: Draft
    total: int  # operations that the document has
    chosen: int  # those that were wanted
    files: dict[str, str]  # texts by path
    problems: list[Problem]  # what is wrong with the draft besides its questions
    api_is_written: bool = False  # what the draft adds to api.yaml is in it

    @property
    def fields(self) -> int:
        """How many there are."""
        return sum(len(one.fields) for family in self.draft.families.values()
                   for one in family.types.values())

    def counts(self) -> str:
        """`2 operations, 3 types, 9 fields, 4 questions`"""
        types = sum(len(family.types) for family in self.draft.families.values())
        return ", ".join(_many(count, what) for count, what in (
            (len(self.draft.operations), "operation"), (types, "type"), (self.fields, "field"),
            (self.draft.questions, "TODO")))

    def next_steps(self) -> list[str]:
        """What is left to be done."""
        steps = []
        names = list(self.draft.families)
        if names and not self.api_is_written:
            steps.append(f"Add {', '.join(names)} to 'families' of api.yaml"
                         + ", and to its 'enums' what stands below" * bool(self.draft.enums) + ".")
        if self.draft.questions:
            steps.append(f"Answer each {TODO}: `python3 -m generator check` says where they are, "
                         "and what may stand there.")
        return steps


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'s' if count != 1 else ''}"


def as_text(result: Result) -> str:
    """One line for each thing."""
    return "".join(line + "\n" for line in _lines(result))


def _lines(result: Result) -> Iterator[str]:
    yield f"{result.chosen} of {_many(result.total, 'operation')}; the draft has {result.counts()}"
    for kind, title in KINDS.items():
        found = result.draft.noted(kind)
        if found:
            yield f"{title} ({len(found)}):"
            yield from (f"  {_at(problem)}: {problem.text}" for problem in found)
    if result.problems:
        yield f"Wrong with the draft besides its questions ({len(result.problems)}):"
        yield from (f"  {problem}" for problem in result.problems)
    yield from result.next_steps()
    if result.draft.enums and not result.api_is_written:
        yield "enums:"
        for enum in result.draft.enums.values():
            yield from enum_lines(enum)


def _at(problem: Problem) -> str:
    return f"{problem.file}:{problem.line}" if problem.file else "?"


def as_json(result: Result) -> str:
    """All of it, the files too."""
    data: dict[str, Any] = {
        "operations": {"document": result.total, "wanted": result.chosen,
                       "imported": [{"family": family.name, "name": op.name, "title": op.title,
                                     "line": op.at.line}
                                    for family in result.draft.families.values()
                                    for op in family.operations.values()]},
        "fields": result.fields, "questions": result.draft.questions,
        "enums": {enum.name: enum.values for enum in result.draft.enums.values()},
        **{kind: [_plain(problem) for problem in result.draft.noted(kind)] for kind in KINDS},
        "draft_problems": [_plain(problem) for problem in result.problems],
        "files": result.files}
    return json.dumps(data, indent=2) + "\n"


def _plain(problem: Problem) -> dict[str, Any]:
    return {"file": problem.file, "line": problem.line, "text": problem.text}


def as_markdown(result: Result) -> str:
    """Tables."""
    lines = [f"{_many(result.chosen, 'operation')} of {result.total}; "
             f"the draft has {result.counts()}.", "",
             "| operation | is | questions |", "| --- | --- | --- |"]
    for family in result.draft.families.values():
        for op in family.operations.values():
            open_keys = [key for key, value in op.keys.items() if value == TODO]
            lines.append(f"| `{family.name}.{op.name}` | `{op.title}` | {', '.join(open_keys)} |")
    found = {title: result.draft.noted(kind) for kind, title in KINDS.items()}
    found["Wrong with the draft"] = result.problems
    for title, problems in found.items():
        if problems:
            lines += ["", f"{title}:", ""]
            lines += [f"- line {problem.line}: {_escaped(problem.text)}" for problem in problems]
    return "\n".join([*lines, "", *result.next_steps()]).rstrip() + "\n"


def _escaped(text: str) -> str:
    return text.replace("<", "&lt;").replace("|", "\\|")
