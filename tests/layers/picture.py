"""The rooms as runtime/README.md draws them: from the top down, each with the rooms it uses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROW = re.compile(r"\s+(?P<name>[a-z_/]+)\s*\|[^|]*\|\s*(?P<uses>[a-z_/ ]*)")


@dataclass(frozen=True)
class Picture:
    """One drawing: `rooms` from the top down, and what each of them uses directly. A room with a
    slash, "lib/base", is one of the drawing beside it."""

    top: str  # "runtime/lib"
    uses: dict[str, set[str]]

    @property
    def rooms(self) -> list[str]:
        return list(self.uses)

    def is_above(self, one: str, other: str) -> bool:
        return self.rooms.index(one) < self.rooms.index(other)


def read_pictures(page: Path) -> dict[str, Picture]:
    """By directory: drawings are the indented rows `room | what it does | rooms it uses` under a
    line with the directory's name."""
    found: dict[str, Picture] = {}
    top = None
    for line in page.read_text(encoding="utf-8").splitlines():
        row = ROW.fullmatch(line)
        if row and top:
            found[top].uses[row["name"]] = set(row["uses"].split())
        elif re.fullmatch(r"    [a-z]+/[a-z]+", line):
            top = line.strip()
            found[top] = Picture(top, {})
        else:
            top = None
    return found
