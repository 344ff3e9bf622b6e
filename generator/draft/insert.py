"""What a draft adds to api.yaml: the names of its families, and its enums."""
from __future__ import annotations

import re
from typing import Iterable

from .layout import enum_lines
from .model import Draft

FAMILIES = re.compile(r"^families: *\[([^\]]*)\]", re.MULTILINE)
ENUMS = re.compile(r"^enums:[^\n]*\n", re.MULTILINE)


def has_families(text: str) -> bool:
    """Whether api_text() finds the families in it."""
    return bool(FAMILIES.search(text))


def api_text(text: str, draft: Draft, names: Iterable[str] | None = None) -> str:
    """The text of api.yaml with what the draft needs; `names` are the families instead of its own.
    What cannot be found is left alone."""
    def listed(match: re.Match[str]) -> str:
        have = [name.strip() for name in match[1].split(",") if name.strip()]
        wanted = list(names) if names is not None else have
        wanted += [name for name in draft.families if name not in wanted]
        return f"families: [{', '.join(wanted)}]"

    text = FAMILIES.sub(listed, text, count=1)
    lines = "".join(line + "\n" for enum in draft.enums.values() for line in enum_lines(enum))
    if not lines:
        return text
    if ENUMS.search(text):
        return ENUMS.sub(lambda match: match[0] + lines, text, count=1)
    return f"{text}\nenums:\n{lines}"
