"""A header's text as pieces: comments, directives and declarations, with what is compiled as C."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterable, Iterator

COMMENT, DIRECTIVE, DECLARATION = "comment", "directive", "declaration"
TOKEN = re.compile(r"""
    (?P<space>\s+) | (?P<comment>/\*.*?\*/) | (?P<string>"(?:\\.|[^"\\])*")
    | (?P<char>'(?:\\.|[^'\\])*') | (?P<other>[\w*.&<>=|+-]+|.)
    """, re.VERBOSE | re.DOTALL)
LINKAGE = re.compile(r'extern "C" \{|\}')  # of C++: what is between is at file scope
DIRECTIVE_LINE = re.compile(r"#(?:\\\n|/\*.*?\*/|[^\n])*", re.DOTALL)


@dataclass
class Piece:
    """A piece of a header at file scope, or of a struct's or enum's body."""

    kind: str
    text: str
    line: int  # where it begins
    last_line: int


def pieces(text: str, line: int = 1, end: str = ";") -> Iterator[Piece]:
    """All pieces, in order. `end` is what ends a declaration: ',' between enumerators."""
    at = 0
    while at < len(text):
        kind, stop = _next(text, at, end)
        last = line + text.count("\n", at, stop)
        if kind:
            yield Piece(kind, text[at:stop].strip(), line, last)
        at, line = stop, last


def _next(text: str, at: int, end: str) -> tuple[str, int]:
    """The kind of the piece at a place, "" for whitespace, and where it ends."""
    nothing = re.compile(r"\s+").match(text, at) or LINKAGE.match(text, at)
    if nothing:
        return "", nothing.end()
    if text.startswith("/*", at):
        return COMMENT, text.index("*/", at) + 2
    if text[at] == "#":
        found = DIRECTIVE_LINE.match(text, at)
        assert found
        return DIRECTIVE, found.end()
    return DECLARATION, _declaration_end(text, at, end)


def _declaration_end(text: str, at: int, end: str) -> int:
    """Behind the `end` of a declaration, or the brace that ends a function's body. The last
    enumerator may have no comma, and ends before its comment."""
    depth = 0
    is_function = False
    for token in TOKEN.finditer(text, at):
        char = token["other"]
        if token["comment"] and end == "," and depth == 0:
            return token.start()
        if not char:
            continue
        if char == "{" and depth == 0:
            is_function = text[at:token.start()].rstrip().endswith(")")
        depth += (char in "({[") - (char in ")}]")
        if depth == 0 and (char == end or char == "}" and is_function):
            return token.end()
    return len(text)


def as_c(found: Iterable[Piece]) -> Iterator[Piece]:
    """Without what only C++ compiles: of each condition the first branch, but of `#ifdef
    __cplusplus` the second. An include guard is a condition as others."""
    branches: list[bool] = []  # whether what is read now is taken
    others: list[bool] = []  # whether another branch of the condition may still be
    for piece in found:
        word = re.match(r"#\s*(\w+)", piece.text) if piece.kind == DIRECTIVE else None
        name = word[1] if word else ""
        if name in ("if", "ifdef", "ifndef"):
            others.append(bool(re.match(r"#\s*ifdef\s+__cplusplus\b", piece.text)))
            branches.append(not others[-1])
        elif name in ("else", "elif"):
            branches[-1], others[-1] = others[-1], False
        elif name == "endif":
            branches.pop()
            others.pop()
        elif all(branches):
            yield piece


def without_comments(text: str) -> str:
    """Text in one line, without its comments."""
    kept = "".join(" " if token["comment"] else token[0] for token in TOKEN.finditer(text))
    return re.sub(r"\* (?=\w+$)", "*", " ".join(kept.split()))
