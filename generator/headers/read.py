"""From the text of headers to what they declare.

`public_headers(top)` reads them all; `read(text, name, path)` reads one.
"""
from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Iterable, Iterator, Mapping

from .comments import heading_of, rules_of, text_of
from .declarations import declaration, enumerator, macro, members
from .source import COMMENT, DIRECTIVE, Piece, as_c, pieces
from .symbols import ENUM, FUNCTION, SINCE, STRUCT, Header, Section, Symbol

# Where public headers are, and how they are named there by those who include them.
PLACES = ("runtime/include", "runtime/postgres/include", "generated")
PRIVATE = "generated/cli"
NO_COMMENT = ("SPDX-License-Identifier:", "Made from ", "clang-format ")
GUARD = "_H"  # what macros end in that guard against a second inclusion; "_": of headers only
SINCE_RULE = re.compile(r"(\d+\.\d+(?:\.\d+)?)\b")


def public_headers(top: Path, texts: Mapping[str, str] | None = None) -> list[Header]:
    """All public headers of the project. `texts` has those that are newer than their files, or
    have none yet, by their paths from the top."""
    found = {path.relative_to(top).as_posix(): "" for place in PLACES
             for path in sorted((top / place).rglob("*.h"))}
    if texts is not None:
        found = {path: "" for path in found if not path.startswith("generated/")}
        found.update((path, text) for path, text in texts.items() if path.endswith(".h"))
    headers = _each_once([
        read(text or (top / path).read_text(encoding="utf-8"), included_as(path), path)
        for path, text in found.items() if not path.startswith(PRIVATE)])
    _inherit_since({header.name: header for header in headers})
    return headers


def _inherit_since(headers: dict[str, Header]) -> None:
    """Where a header does not say since when its symbols are there, one that it includes does."""
    def default_of(header: Header) -> str:
        own = SINCE_RULE.match(header.rules.get("Since", ""))
        others = (default_of(headers[name]) for name in header.includes if name in headers)
        return own[1] if own else next(filter(None, others), "")

    for header in headers.values():
        for symbol in header.every():
            symbol.since = symbol.since or default_of(header)


def _each_once(headers: list[Header]) -> list[Header]:
    """Without the structs that a header only names, where it or another one declares
    their members, or names them before."""
    declared = {symbol.name for header in headers for symbol in header.symbols
                if symbol.kind == STRUCT and not symbol.opaque}
    found = []
    for header in headers:
        kept = [symbol for symbol in header.symbols
                if not symbol.opaque or symbol.name not in declared]
        declared.update(symbol.name for symbol in kept if symbol.opaque)
        found.append(replace(header, symbols=kept))
    return found


def included_as(path: str) -> str:
    """`iqm/iqm.h` for runtime/include/iqm/iqm.h."""
    return next(path[len(place) + 1:] for place in PLACES if path.startswith(place + "/"))


@lru_cache(maxsize=64)
def read(text: str, name: str, path: str) -> Header:
    """What one header has."""
    header = Header(name, path, sections=[Section("")])
    reader = _Reader(header)
    for piece in as_c(pieces(text)):
        reader.take(piece)
    reader.close()
    return header


class _Reader:
    """Goes through the pieces of a header."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self.macros: dict[str, Symbol] = {}
        self.comment: Piece | None = None  # that the next declaration may have
        self.last: Symbol | None = None
        self.last_line = 0

    def take(self, piece: Piece) -> None:
        """The next piece."""
        if piece.kind == COMMENT and self.last and piece.line == self.last_line:
            self.last.comment = self.last.comment or text_of(piece.text)
        elif piece.kind == COMMENT:
            self._leave_comment()
            self.comment = piece
        elif piece.kind == DIRECTIVE:
            self._directive(piece)
        else:
            self._declaration(piece.text, piece)

    def close(self) -> None:
        """The header has ended."""
        self._leave_comment()
        for symbol in self.header.every():
            symbol.header = self.header.name

    def _directive(self, piece: Piece) -> None:
        include = re.match(r'#\s*include\s+[<"](?:\.\./)?(iqm[\w/]*\.h)[>"]', piece.text)
        if include:
            self.header.includes.append(include[1])
        symbol = macro(piece.text, piece.line)
        if symbol and symbol.name.endswith("_"):
            symbol.comment = self._taken_comment()
            self.macros[symbol.name] = symbol
        elif symbol and not symbol.name.endswith(GUARD):
            self._add(symbol, piece)
        else:
            self._leave_comment()

    def _declaration(self, text: str, piece: Piece) -> None:
        called = re.match(r"(\w+_)\((.*)\);$", text, re.DOTALL)
        if called and called[1] in self.macros:
            for inner in pieces(_expanded(self.macros[called[1]], called[2]) + ";", piece.line):
                self._declaration(inner.text, piece)
                if self.last:
                    self.last.comment = self.last.comment or self.macros[called[1]].comment
            return
        symbol = declaration(text, piece.line)
        if not symbol:
            self._leave_comment()
            return
        if symbol.kind in (STRUCT, ENUM) and not symbol.opaque:
            symbol.members = list(_body(symbol, text, piece.line))
        self._add(symbol, piece)

    def _add(self, symbol: Symbol, piece: Piece) -> None:
        """Adds a symbol, with the comment that stands directly above it. A function that was
        declared before, and is defined now, is there already."""
        if self.comment and piece.line > self.comment.last_line + 1:
            self._leave_comment()
        symbol.comment = self._taken_comment()
        if symbol.kind == FUNCTION and any(other.name == symbol.name for other in
                                           self.header.symbols if other.kind == FUNCTION):
            return
        section = self.header.sections[-1]
        symbol.section = section.title
        default = SINCE.search(section.note) or SINCE_RULE.match(
            self.header.rules.get("Since", ""))
        _set_since(symbol, default[1] if default else "")
        self.header.symbols.append(symbol)
        self.last, self.last_line = symbol, piece.last_line

    def _taken_comment(self) -> str:
        text = text_of(self.comment.text) if self.comment else ""
        self.comment = None
        return "" if text.startswith(NO_COMMENT) else text

    def _leave_comment(self) -> None:
        """A comment that stands alone: the head, a heading, or what holds for a section."""
        text = self._taken_comment()
        title = heading_of(text)
        if title is not None:
            self.header.sections.append(Section(title))
        elif text and not self.header.symbols and not self.header.head:
            self.header.head = text
            self.header.rules = rules_of(text)
        elif text:
            section = self.header.sections[-1]
            section.note = "\n\n".join(filter(None, (section.note, text)))


def _set_since(symbol: Symbol, default: str) -> None:
    own = SINCE.search(symbol.comment)
    symbol.since = own[1] if own else default
    for member in symbol.members:
        _set_since(member, symbol.since)


def _expanded(called: Symbol, args: str) -> str:
    """What a macro makes of its arguments."""
    text = called.value
    for parameter, arg in zip(called.parameters or [], args.split(",")):
        text = re.sub(rf"\b{parameter.name}\b", arg.strip(), text)
    return text


def _body(symbol: Symbol, text: str, line: int) -> Iterator[Symbol]:
    """Members of a struct or enumerators of an enum, each with its comment: the one behind it, or
    the one above it, which else is the label of its group."""
    start = text.index("{")
    line += text.count("\n", 0, start)
    inner = text[start + 1:text.rindex("}")]
    yield from _commented(symbol, list(as_c(pieces(inner, line,
                                                   "," if symbol.kind == ENUM else ";"))))


def _commented(symbol: Symbol, found: list[Piece]) -> Iterator[Symbol]:
    above: Piece | None = None
    label, last = "", 0
    for i, piece in enumerate(found):
        if piece.kind == COMMENT:
            if piece.line > last:
                above = piece
                label = label if piece.line == last + 1 else ""
            continue
        if piece.kind == DIRECTIVE:
            continue
        if above is None and piece.line > last + 1:
            label = ""
        behind = found[i + 1] if i + 1 < len(found) and found[i + 1].kind == COMMENT \
            and found[i + 1].line == piece.last_line else None
        own = behind or above
        if behind and above:
            label = text_of(above.text)
        for member in _of(symbol, piece):
            member.comment = member.comment or (text_of(own.text) if own else "")
            member.label = member.label or label
            member.parent = symbol.name
            yield member
        last = behind.last_line if behind else piece.last_line
        above = None


def _of(symbol: Symbol, piece: Piece) -> Iterable[Symbol]:
    if symbol.kind == ENUM:
        return [enumerator(piece.text, piece.line)]
    if re.match(r"(?:union|struct)\s*\{", piece.text):
        return _body(symbol, piece.text, piece.line)
    return members(piece.text, piece.line)
