"""What the public headers declare, with the comment above it."""
from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from .helper import ABI, TOP

LIBRARIES = {"runtime": sorted((TOP / "runtime/include/iqm").glob("*.h")),
             "postgres": sorted((TOP / "runtime/postgres/include/iqm").glob("*.h")),
             "insights": sorted(path for path in (TOP / "generated").rglob("*.h")
                                if path.parent.name != "cli")}
DECLARED = re.compile(r"""
    (?:static\ inline|IQM_API(?:\ extern)?)\ [^;{]*?
        \b(?P<symbol>iqm_\w+|IQM_ABI_SYMBOL)(?:\[\])?(?:\(|;)
    | (?P<aggregate>struct|enum)\ (?P<tag>iqm_\w+)\ \{
    | enum\ \{\n(?:\s*/\*[^*]*\*/)?\s*(?P<first>IQM_\w+)
    | \#\s*define\ (?P<macro>IQM_\w+)
    """, re.VERBOSE)


@dataclass
class Declaration:
    """A symbol, struct, enum or macro of a header."""

    name: str
    place: str
    text: str
    comment: str
    exported: bool


def declarations(path: Path) -> list[Declaration]:
    """All of a header's, in order. A name that is declared and then defined is there twice."""
    text = path.read_text(encoding="utf-8")
    found = []
    for match in re.finditer(r"^(?=\S)", text, re.MULTILINE):
        item = DECLARED.match(text, match.start())
        if item:
            name = item["symbol"] or item["tag"] or item["first"] or item["macro"]
            line = text.count("\n", 0, match.start()) + 1
            found.append(Declaration(name, f"{path.relative_to(TOP)}:{line}", item[0],
                                     comment_above(text[:match.start()]),
                                     item[0].startswith("IQM_API")))
    return found


def comment_above(text: str) -> str:
    """The comment that the text ends with, in lines of its own; or "". Not the heading of a part of
    the file."""
    found = re.search(r"^/\*(?! ----)(?:(?!\*/).)*\*/\n\Z", text, re.MULTILINE | re.DOTALL)
    return found[0] if found else ""


def exported(library: str) -> set[str]:
    """The names that a library's headers export."""
    names = {item.name for path in LIBRARIES[library] for item in declarations(path)
             if item.exported}
    return {f"iqm_abi_{ABI}" if name == "IQM_ABI_SYMBOL" else name for name in names}
