"""What the template of a page of section 3 knows of C and of comments."""
from __future__ import annotations

import re
import textwrap
from functools import lru_cache
from typing import Iterable

from ..headers.comments import is_literal
from ..headers.symbols import CALLBACK, ENUM, FUNCTION, Header, Symbol
from .pages import Page
from .roff import code, prose

IN_C = re.compile(r"`[^`]+`|\b(?:iqm_\w+(?=\(\))|IQM_[A-Z_]+\b|(?:struct|enum) iqm_\w+)")
WIDTH = 76
STATUS = "iqm_status"


@lru_cache(maxsize=None)
def comment(text: str, between: str = ".PP") -> str:
    """A comment's paragraphs; names of C in it are typed, and literal ones stay as they are."""
    parts = []
    for paragraph in (text if "\n\n" in text else _sentence(text)).split("\n\n"):
        if is_literal(paragraph):
            lines = "\n".join(_literal(line[4:]) for line in paragraph.split("\n"))
            parts.append(f".nf\n{lines}\n.fi")
        else:
            parts.append(prose(IN_C.sub(_typed, paragraph), between))
    return f"\n{between}\n".join(parts)


def hanging(text: str) -> str:
    """The same behind a tag."""
    return comment(text, ".IP")


def _typed(found: re.Match[str]) -> str:
    text = found[0]
    return text if text.startswith("`") else f"`{text}`"


def _sentence(text: str) -> str:
    """A comment of a member is one without a capital and a stop."""
    if not text:
        return text
    first = text.split(" ", 1)[0]
    if re.fullmatch(r"[a-z]+[,;:]?", first) and text[-1] not in ".:":
        text = text[0].upper() + text[1:]
    return text if text[-1] in ".:?)\"" else text + "."


def _literal(line: str) -> str:
    return ("\\&" if line[:1] in (".", "'") else "") + code(line)


def synopsis(symbol: Symbol) -> str:
    """A declaration, its parameters set off, broken at commas."""
    head, _, rest = symbol.declaration.partition("(")
    if symbol.parameters is None or not rest:
        return f"\\fB{code(symbol.declaration)};\\fR"
    args = [one.declaration for one in symbol.parameters] or ["void"]
    indent = " " * 4
    lines, line = [], head + "("
    for i, arg in enumerate(args):
        piece = arg + (");" if i + 1 == len(args) else ",")
        if len(line) + len(piece) + 1 > WIDTH and line.strip():
            lines.append(line)
            line = indent + piece
        else:
            line += ("" if line.endswith("(") else " ") + piece
    names = "|".join(re.escape(one.name) for one in symbol.parameters if one.name)
    return "\n".join(_with_names(one, names) for one in [*lines, line])


def _with_names(line: str, names: str) -> str:
    """A line of a declaration; the names of parameters stand before `,`, `)` or `[`."""
    pieces = re.split(rf"\b({names})(?=[,)\[])", line) if names else [line]
    return "".join(f"\\fI{code(one)}\\fR" if i % 2 else f"\\fB{code(one)}\\fR"
                   for i, one in enumerate(pieces) if one)


def tag(symbol: Symbol) -> str:
    """What a symbol's description hangs on."""
    if symbol.kind in (FUNCTION, CALLBACK):
        return f"\\fB{code(symbol.name)}\\fR()"
    if symbol.kind == ENUM and not symbol.name:
        return "\\fBenum\\fR"
    return f"\\fB{code(symbol.declaration)}\\fR"


def members(symbol: Symbol) -> list[Symbol]:
    """Members of a struct of which something is said, enumerators of an enum."""
    return [one for one in symbol.members if symbol.kind == ENUM or one.comment]


def names(page: Page) -> str:
    """The names of the section NAME, in lines."""
    every = ", ".join(code(one) for one in [page.name, *(f.name for f in page.functions)])
    return "\n".join(textwrap.wrap(every, WIDTH, break_long_words=False, break_on_hyphens=False))


def errors(page: Page, headers: Iterable[Header]) -> list[Symbol]:
    """The statuses that comments of the page name."""
    said = " ".join([one.comment for symbol in page.symbols for one in [symbol, *symbol.members]]
                    + [part.section.note for part in page.parts]
                    + page.heads)
    every = next(symbol.members for header in headers for symbol in header.symbols
                 if symbol.name == STATUS)
    own = any(symbol.name == STATUS for symbol in page.symbols)
    return [one for one in every if one.value != "0" and not own
            and re.search(rf"\b{one.name}\b", said)]


def literal(text: str) -> str:
    """A program's lines."""
    return "\n".join(_literal(line.expandtabs(4)) for line in text.rstrip("\n").split("\n"))


FILTERS = {"comment3": comment, "hanging3": hanging, "synopsis": synopsis, "tag3": tag,
           "members3": members, "names3": names, "literal": literal}
