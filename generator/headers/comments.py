"""A block comment as text, and what the head of a header says of all that is in it."""
from __future__ import annotations

import re

HEADING = re.compile(r"^-{4} (.*?) -{4,}$")
RULE = re.compile(r"^([A-Z]\w*(?: \w+)?): ")
LITERAL = " " * 4


def text_of(comment: str) -> str:
    """The text of a comment: a paragraph is a line, a literal one keeps its own."""
    body = re.sub(r"^/\*\*?|\*/$", "", comment)
    lines = [re.sub(r"^[ \t]*(?:\*(?: |(?=\t)|$))?", "", line).rstrip()
             for line in body.split("\n")]
    paragraphs = re.split(r"\n{2,}", "\n".join(lines).strip("\n"))
    return "\n\n".join(_paragraph(one) for one in paragraphs if one.strip())


def _paragraph(text: str) -> str:
    if not text.startswith("\t"):
        return " ".join(text.split())
    return "\n".join(LITERAL + line.expandtabs(8)[8:] for line in text.split("\n"))


def heading_of(text: str) -> str | None:
    """`lists` of the comment `---- lists ------`; None where it is another comment."""
    found = HEADING.match(text)
    return found[1] if found else None


def is_literal(paragraph: str) -> bool:
    """Whether a paragraph is to be shown as it is."""
    return paragraph.startswith(LITERAL)


def rules_of(head: str) -> dict[str, str]:
    """Paragraphs `Threads: ...` of a header's head: by the word before the colon, without it."""
    found = {}
    for paragraph in head.split("\n\n"):
        match = RULE.match(paragraph)
        if match:
            found[match[1]] = paragraph[match.end():]
    return found
