"""C as text: literals, comments, and where lines break."""
from __future__ import annotations

import re
import textwrap
from typing import Iterable

WIDTH = 100
TAB = 8
ESCAPED = re.compile(r'["\\]|(?<=\?)\?|[^ -~]')  # the second: no trigraphs


def c_string(text: str) -> str:
    """A C string literal; bytes beyond ASCII as octal escapes, which end by themselves."""
    return '"' + ESCAPED.sub(_escape, text.encode("utf-8").decode("latin-1")) + '"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if char == "\n":
        return "\\n"
    return "\\" + (char if char in '"\\' else f"{ord(char):03o}")


def upper(name: str) -> str:
    """A name as part of a macro or enumerator."""
    return name.upper().replace("-", "_").replace(".", "_")


def comment(text: str, indent: str = "") -> str:
    """A block comment; one line where it fits."""
    return _block(text, "/*", indent)


def docstring(text: str, indent: str = "") -> str:
    """A documentation comment; paragraphs are parted by empty lines."""
    return _block(text, "/**", indent)


def _without_comment_marks(text: str) -> str:
    """Text without the marks that begin and end a comment."""
    return text.replace("*/", "* /").replace("/*", "/ *")


def _block(text: str, opening: str, indent: str) -> str:
    room = WIDTH - len(indent.expandtabs(TAB))
    paragraphs = [" ".join(p.split()) for p in _without_comment_marks(text).split("\n\n")
                  if p.strip()]
    one = f"{indent}{opening} {paragraphs[0]} */"
    if len(paragraphs) == 1 and len(one.expandtabs(TAB)) <= WIDTH:
        return one
    lines = [indent + opening]
    for i, paragraph in enumerate(paragraphs):
        if i:
            lines.append(indent + " *")
        lines += [f"{indent} * {line}" for line in textwrap.wrap(
            paragraph, room - 3, break_long_words=False, break_on_hyphens=False)]
    return "\n".join([*lines, indent + " */"])


def call(head: str, args: Iterable[str], end: str = "") -> str:
    """`head(a, b)end`, broken at commas where the line is too long, aligned with the bracket."""
    parts = list(args)
    indent = head[: len(head) - len(head.lstrip("\t"))]
    column = len(head.expandtabs(TAB)) + 1
    lines, line = [], head + "("
    for i, part in enumerate(parts):
        piece = part + ("," if i + 1 < len(parts) else ")" + end)
        width = len(line.expandtabs(TAB)) + len(piece) + (0 if line.endswith("(") else 1)
        if width > WIDTH and not line.endswith("("):
            lines.append(line)
            line = indent + _pad(column - len(indent.expandtabs(TAB))) + piece
        else:
            line += ("" if line.endswith("(") else " ") + piece
    return "\n".join([*lines, line if parts else line + ")" + end])


def _pad(columns: int) -> str:
    return "\t" * (columns // TAB) + " " * (columns % TAB)
