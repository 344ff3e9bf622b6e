"""Who uses whom: by the symbols of objects (`nm`) and by the #include lines of sources."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

DEFINED = "TDRBC"
INCLUDE = re.compile(r'\s*#\s*include\s*"([^"]+)"')


@dataclass(frozen=True, order=True)
class Edge:
    """`user` needs `used`; both are paths below the rooms' directory, without their ending."""

    user: str  # "call/verdict"
    used: str
    why: str  # "calls iqm_fail", "call/verdict.c:3 includes base/base.h"

    @property
    def rooms(self) -> tuple[str, str]:
        return room_of(self.user), room_of(self.used)

    def __str__(self) -> str:
        return f"{self.user} -> {self.used}: {self.why}"


def room_of(path: str) -> str:
    return path.rsplit("/", maxsplit=1)[0]


def stem_of(path: Path, top: Path) -> str:
    return path.relative_to(top).with_suffix("").as_posix()


def _symbols(top: Path, built: Path) -> list[tuple[str, str, str]]:
    """(object, kind, symbol) of the objects of all sources; others are of an earlier build."""
    objects = [built / f"{stem_of(path, top)}.o" for path in sorted(top.glob("*/*.c"))]
    lines = subprocess.run(["nm", "-A", "-P", *objects], capture_output=True, text=True,
                           check=True).stdout.splitlines()
    parts = (line.rsplit(": ", maxsplit=1) for line in lines)
    return [(stem_of(Path(name), built), symbol.split()[1], symbol.split()[0])
            for name, symbol in parts]


@dataclass(frozen=True)
class Beside:
    """Other rooms, which those of a drawing may use where it says so."""

    top: Path  # runtime/lib
    built: Path
    public: frozenset[str]  # symbols that anybody may use

    @property
    def name(self) -> str:
        return self.top.name

    def homes(self) -> dict[str, str]:
        return {symbol: f"{self.name}/{name}" for name, kind, symbol
                in _symbols(self.top, self.built) if kind in DEFINED and symbol not in self.public}


def public_symbols(headers: Path) -> frozenset[str]:
    """All names that the users' headers have."""
    text = "".join(path.read_text(encoding="utf-8") for path in headers.glob("*.h"))
    return frozenset(re.findall(r"\b(?:iqm|IQM)_\w+", text))


def symbol_edges(top: Path, built: Path, beside: Beside | None = None) -> list[Edge]:
    """What each object below `built` takes from another one."""
    symbols = _symbols(top, built)
    home = beside.homes() if beside else {}
    home |= {symbol: name for name, kind, symbol in symbols if kind in DEFINED}
    return sorted(Edge(name, home[symbol], f"uses {symbol}") for name, kind, symbol in symbols
                  if kind == "U" and home.get(symbol, name) != name)


def _included(name: str, top: Path, beside: Beside | None) -> str | None:
    """The file as edges name it; None: it is in no room."""
    if (top / name).is_file():
        return name
    return f"{beside.name}/{name}" if beside and (beside.top / name).is_file() else None


def include_edges(top: Path, beside: Beside | None = None) -> list[Edge]:
    """What each file below `top` includes of the others, by paths from `top`."""
    found = []
    for path in sorted(top.glob("**/*.[ch]")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = INCLUDE.match(line)
            used = _included(match[1], top, beside) if match else None
            if match and used:
                place = f"{path.relative_to(top).as_posix()}:{number}"
                found.append(Edge(stem_of(path, top), Path(used).with_suffix("").as_posix(),
                                  f"{place} includes {match[1]}"))
    return [edge for edge in found if edge.user != edge.used]


def circle_of(edges: list[Edge]) -> list[Edge]:
    """Edges that lead from a file back to itself; empty where there is no circle."""
    out: dict[str, list[Edge]] = {}
    for edge in edges:
        out.setdefault(edge.user, []).append(edge)
    done: set[str] = set()

    def walk(name: str, way: list[Edge]) -> list[Edge]:
        names = [edge.user for edge in way]
        if name in names:
            return way[names.index(name):]
        if name in done:
            return []
        for edge in out.get(name, []):
            circle = walk(edge.used, [*way, edge])
            if circle:
                return circle
        done.add(name)
        return []

    for start in sorted(out):
        circle = walk(start, [])
        if circle:
            return circle
    return []
