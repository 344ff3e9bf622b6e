"""Names and sentences for a draft: of types, operations and families, and docs where there are
none."""
from __future__ import annotations

import re
from typing import Container

from ..model.names import snake

NOISE = ("vo", "dto", "wrapper", "obj", "object", "model", "response")  # ends of schemas' names
ACRONYMS = frozenset("id ids url api csv xlsx pdf zip utc io".split())
LONGEST_DOC = 400
MARKUP = re.compile(r"<[^>]{0,200}>|\[([^\]]{1,200})\]\([^)]{0,500}\)|\*\*|^#+\s*|^\s*[-*]\s+",
                    re.MULTILINE)
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z`])")


def lower(name: str) -> str:
    """A name of the language for any name: lower case, digits, `_`; "" where nothing is left."""
    text = re.sub(r"[^A-Za-z0-9]+", "_", name)
    return re.sub(r"_+", "_", snake(text)).strip("_")


def type_name(name: str, family: str, noise: Container[str] = NOISE) -> str:
    """`AQReportListWrapper` of family `aq` -> report_list"""
    words = lower(name).split("_")
    while len(words) > 1 and words[-1] in noise:
        words.pop()
    if len(words) > 1 and words[0] == family:
        words.pop(0)
    return _not_a_digit("_".join(words)) or "thing"


def singular(name: str, family: str) -> str:
    """`reportDataList` -> report, `campaigns` -> campaign"""
    words = lower(name).split("_")
    while len(words) > 1 and words[-1] in ("list", "data", "items", "array"):
        words.pop()
    if len(words) > 1 and words[0] == family:
        words.pop(0)
    last = words[-1]
    if last.endswith("ies") and len(last) > 4:
        last = last[:-3] + "y"
    elif last.endswith("s") and not last.endswith("ss") and len(last) > 2:
        last = last[:-1]
    return _not_a_digit("_".join([*words[:-1], last])) or "item"


def value_name(value: object) -> str:
    """The name of an enum's value."""
    return _not_a_digit(lower(str(value)))


def _not_a_digit(name: str) -> str:
    return f"n{name}" if name[:1].isdigit() else name


def free_name(name: str, taken: Container[str], joint: str = "_") -> str:
    """The name, or one with a number behind it that is not taken."""
    found, number = name, 2
    while found in taken:
        found, number = f"{name}{joint}{number}", number + 1
    return found


def words_of(name: str) -> str:
    """`campaignTimezoneId` -> Campaign timezone id."""
    words = lower(name).replace("_", " ") or "value"
    if len(words) < 2:  # a doc has at least 3 characters
        return f"Field `{name}`."
    return f"{words[0].upper()}{words[1:]}."


def family_title(name: str) -> str:
    """A heading for a family."""
    if len(name) < 3:
        return f"Family {name}"
    return name.upper() if len(name) == 3 else name.capitalize()


def sentence(text: str) -> str:
    """A document's words as a doc: one line, no markup, ends with a full stop, and no longer than
    a comment should be."""
    plain = MARKUP.sub(lambda match: match[1] or " ", text)
    plain = " ".join(plain.split())
    if len(plain) > LONGEST_DOC:
        kept = ""
        for part in SENTENCE.split(plain):
            if kept and len(kept) + len(part) > LONGEST_DOC:
                break
            kept = f"{kept} {part}".strip()
        plain = kept if len(kept) <= LONGEST_DOC else kept[:LONGEST_DOC].rpartition(" ")[0] + " ..."
    if len(plain) < 2:
        return ""
    plain = plain[0].upper() + plain[1:] if plain.split()[0].isalpha() else plain
    return plain if plain[-1] in ".!?)" else plain + "."
