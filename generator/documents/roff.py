"""What the man page's template knows of roff."""
from __future__ import annotations

import re
import textwrap

WIDTH = 78
ESCAPES = {"\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti",
           '"': "\\(dq"}
CODE = re.compile(r"`([^`]+)`")


def code(text: str) -> str:
    """Text that is typed: each character is itself, whatever roff makes of it in prose."""
    return _ascii("".join(ESCAPES.get(char, char) for char in text))


def bold(text: str) -> str:
    """Typed text in bold."""
    return f"\\fB{code(text)}\\fR"


def italic(text: str) -> str:
    """A place-holder."""
    return f"\\fI{code(text)}\\fR"


def prose(text: str, between: str = ".PP") -> str:
    """Paragraphs in lines; what stands in backquotes is typed."""
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]
    return f"\n{between}\n".join("\n".join(_lines(part)) for part in paragraphs)


def tagged(text: str) -> str:
    """Paragraphs that hang on a tag."""
    return prose(text, ".IP")


def _lines(text: str) -> list[str]:
    """A paragraph's lines; none begins as a request would. A piece of code is one word here."""
    pieces = CODE.split(text)
    text = "".join(bold(piece).replace(" ", "\0") if i % 2 else _prose_text(piece)
                    for i, piece in enumerate(pieces))
    lines = textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
    return [("\\&" if line[0] in ".'" else "") + line.replace("\0", " ") for line in lines]


def _prose_text(text: str) -> str:
    """Prose; a sign or an option has a real minus."""
    text = text.replace("\\", "\\e")
    return _ascii(re.sub(r"(?<![^\s(])(-+)(?=\S)", lambda match: "\\-" * len(match[1]), text))


def _ascii(text: str) -> str:
    return "".join(char if char < "\x7f" else f"\\[u{ord(char):04X}]" for char in text)


FILTERS = {"code": code, "bold": bold, "italic": italic, "prose": prose, "tagged": tagged}
