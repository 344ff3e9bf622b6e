"""All that a header says of one symbol: its comment, and what holds for more than it."""
from __future__ import annotations

import re
from typing import Iterable

from generator.headers.symbols import Header, Symbol

LIKE = re.compile(r"(?:\bStarts|\b[Aa]s(?: of)?) (\w+)\(\)")  # what is said of that holds here too


class Scope:
    """The comments of a set of headers."""

    def __init__(self, headers: Iterable[Header]) -> None:
        self.headers = {header.name: header for header in headers}
        self.symbols = {symbol.name: symbol for header in self.headers.values()
                        for symbol in header.symbols if symbol.name}

    def heads(self, name: str) -> list[Header]:
        """A header and all that it includes, itself first."""
        found: list[Header] = []
        todo = [name]
        while todo:
            header = self.headers.get(todo.pop(0))
            if header and header not in found:
                found.append(header)
                todo += header.includes
        return found

    def rules(self, symbol: Symbol, word: str) -> str:
        """What the heads say under a word, as "NULL: ...", of all that is in their headers."""
        return " ".join(header.rules.get(word, "") for header in self.heads(symbol.header))

    def own(self, symbol: Symbol) -> str:
        """What is said of the symbol where it stands, and of what it is like."""
        said = [symbol.label, symbol.comment]
        parent = self.symbols.get(symbol.parent)
        if parent:
            said.append(parent.comment)
        section = next((one for one in self.headers[symbol.header].sections
                        if one.title == symbol.section), None)
        said.append(section.note if section else "")
        return "\n\n".join(filter(None, [*said, self.like(symbol)]))

    def like(self, symbol: Symbol) -> str:
        """What is said of the functions that it starts, or is as."""
        found = {symbol.name: symbol}
        todo = [symbol]
        while todo:
            for name in LIKE.findall(todo.pop().comment):
                if name in self.symbols and name not in found:
                    found[name] = self.symbols[name]
                    todo.append(found[name])
        return "\n\n".join(one.comment for one in found.values() if one is not symbol)


def sentences(text: str) -> list[str]:
    """The sentences of a comment."""
    return [part for paragraph in text.split("\n\n")
            for part in re.split(r"(?<=[.;:])\s+(?=\S)", paragraph)]


def whole_sentences(text: str) -> list[str]:
    """The same, not parted at colons and semicolons."""
    return [part for paragraph in text.split("\n\n")
            for part in re.split(r"(?<=\.)\s+(?=[A-Z*`])", paragraph)]


def names(text: str, name: str, pointed_to: bool = True) -> bool:
    """Whether a text speaks of a parameter: `name`, *name, name->member, name.member. Of the
    pointer itself, not of what it points to, where `pointed_to` is false."""
    word = re.escape(name)
    if re.search(rf"`{word}`", text):
        return True
    return pointed_to and bool(re.search(rf"\*{word}\b|\b{word}(?:->|\.\w)", text))
