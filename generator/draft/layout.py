"""A draft as the text of YAML files, laid out as the spec's own are."""
from __future__ import annotations

import textwrap
from typing import Iterator

from ..loader.flow import flow, scalar
from ..loader.yaml_file import UNPRINTABLE
from .model import Enum, Family, Field, Operation, Type

WIDTH = 110
ORDER = ("type", "name", "scalar_or_list", "required", "secret", "unit", "enum", "explode",
         "default", "items", "length", "range", "deprecated", "doc")


def family_text(family: Family, document: str) -> str:
    """The file of a family."""
    lines = [f"# A draft from {_comment(document)}. "
             "Each TODO is a question that it does not answer:",
             "# the generator says what may stand there. Read the comments, then remove them.",
             f"family: {family.name}", f"title: {scalar(family.title)}",
             *_text("doc", family.doc, 0), "", "types:"]
    for one in family.types.values():
        lines += [*_type(one), ""]
    lines.append("operations:")
    for op in family.operations.values():
        lines += [*_operation(op), ""]
    return "\n".join(lines[:-1]) + "\n"


def enum_lines(enum: Enum) -> list[str]:
    """An enum as it goes into api.yaml."""
    return [f"  {enum.name}:", *_text("doc", enum.doc, 4), f"    values: {flow(enum.values)}"]


def _type(one: Type) -> Iterator[str]:
    for text in one.comments:
        yield from _comments(text, 2)
    yield f"  {one.name}:"
    yield from _text("doc", one.doc, 4)
    if one.unwrapped:
        yield f"    unwrapped: {{field: {scalar(one.unwrapped, True)}}}"
    yield "    fields:"
    for item in one.fields.values():
        yield from _field(item)


def _field(item: Field) -> Iterator[str]:
    for comment in item.comments:
        yield from _comments(comment.text, 6)
    keys = {key: item.keys[key] for key in ORDER if key in item.keys}
    line = f"      {scalar(item.wire)}: {flow(keys)}"
    if len(line) <= WIDTH:
        yield line
        return
    yield f"      {scalar(item.wire)}:"
    for key, value in keys.items():
        if key in ("doc", "deprecated"):
            yield from _text(key, value, 8)
        else:
            yield f"        {key}: {flow(value)}"


def _operation(op: Operation) -> Iterator[str]:
    yield f"  {op.name}:"
    for key, value in op.keys.items():
        comment = f"  # {_comment(op.comments[key])}" if key in op.comments else ""
        if key in ("doc", "deprecated"):
            yield from _text(key, value, 4)
        elif key == "samples" and len(f"    samples: {flow(value)}") > WIDTH:
            yield "    samples:"
            yield from (f"      - {file}" for file in value)
        else:
            text = flow(value) if isinstance(value, (dict, list)) else scalar(value)
            yield f"    {key}: {text}{comment}"


def _text(key: str, text: str, indent: int) -> Iterator[str]:
    """A key whose value is a sentence: on one line, or folded."""
    space = " " * indent
    line = f"{space}{key}: {scalar(text)}"
    if len(line) <= WIDTH:
        yield line
        return
    yield f"{space}{key}: >-"
    yield from textwrap.wrap(text, 100, initial_indent=space + "  ", subsequent_indent=space + "  ",
                             break_long_words=False, break_on_hyphens=False)


def _comments(text: str, indent: int) -> Iterator[str]:
    yield from textwrap.wrap(_comment(text), 100, initial_indent=" " * indent + "# ",
                             subsequent_indent=" " * indent + "# ", break_long_words=False,
                             break_on_hyphens=False)


def _comment(text: str) -> str:
    return " ".join(UNPRINTABLE.sub(" ", text).split())
