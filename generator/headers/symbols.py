"""What a header has: symbols, and the comments that go with them.

A comment is plain text: paragraphs of one line each with an empty line between; a paragraph whose
lines begin with spaces is literal. Names of C stand in backquotes or as `name()`, `struct name`.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Iterator

FUNCTION, VARIABLE, MACRO = "function", "variable", "macro"
STRUCT, ENUM, CALLBACK = "struct", "enum", "callback"  # a callback is the typedef of a function
MEMBER, ENUMERATOR = "member", "enumerator"
SINCE = re.compile(r"\bSince (\d+\.\d+(?:\.\d+)?)\b")


@dataclass(frozen=True)
class Parameter:
    """A parameter of a function, a callback, or a member that is a pointer to a function."""

    name: str  # "" where the prototype names none; "..." of a macro
    declaration: str  # "const char *name"

    @property
    def is_pointer(self) -> bool:
        """Whether a pointer is passed: an array and a pointer to a function are pointers too."""
        return bool(re.search(r"[*\[]", self.declaration))


@dataclass
class Symbol:
    """A symbol of a header."""

    kind: str
    name: str  # "" of an enum without a tag
    declaration: str  # in one line, without attributes and semicolon; of a struct "struct name"
    line: int
    comment: str = ""
    label: str = ""  # of a member: what stands above its group, as "written by the call"
    value: str = ""  # of a macro what it stands for; of an enumerator what it is set to
    parameters: list[Parameter] | None = None  # None: it cannot be called
    result: str = ""  # "int", "const char *": the type that a call gives
    members: list[Symbol] = field(default_factory=list)  # of a struct or an enum
    opaque: bool = False  # a struct whose members are not declared
    exported: bool = False  # by the shared library
    deprecated: bool = False
    parent: str = ""  # of a member or enumerator: the name of its struct or enum
    header: str = ""  # "iqm/reports.h", as it is included
    section: str = ""  # heading of the part of the header that it stands in
    since: str = ""  # the release that has it first

    @property
    def full_name(self) -> str:
        """`iqm_call.timeout_ms`; of all but members the name."""
        return f"{self.parent}.{self.name}" if self.kind == MEMBER else self.name


@dataclass
class Section:
    """A part of a header, from one heading to the next."""

    title: str  # "" before the first heading
    note: str = ""  # what is said of all that follows, in a comment of its own


@dataclass
class Header:
    """A public header."""

    name: str  # "iqm/reports.h", as it is included
    path: str  # from the top of the project
    head: str = ""  # the comment at its beginning
    rules: dict[str, str] = field(default_factory=dict)  # of its head: "Threads" -> what it says
    includes: list[str] = field(default_factory=list)  # public headers, by name
    sections: list[Section] = field(default_factory=list)
    symbols: list[Symbol] = field(default_factory=list)  # in order, without members

    @property
    def internal(self) -> bool:
        """Whether it is for generated code only: its head says so."""
        return "Not for users" in self.head

    def every(self) -> Iterator[Symbol]:
        """All symbols, members and enumerators after what has them."""
        for symbol in self.symbols:
            yield symbol
            yield from symbol.members
