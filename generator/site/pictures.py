"""Pictures, drawn by Graphviz: of the rooms, the way of a call, a purchase, a family."""
from __future__ import annotations

import re
import subprocess
import textwrap
from dataclasses import dataclass, field

from ..model.api import Family
from ..model.operation import Operation
from ..model.types import Field

WIDTH = 24  # characters of a line in a box
NARROW = 16  # and beside an arrow
MARKED = {"paid": "buys", "delete": "deletes", "once": "once"}  # classes of operations


@dataclass
class Graph:
    """Boxes and arrows, in Graphviz's language."""

    name: str
    lines: list[str] = field(default_factory=list)

    def box(self, key: str, *label: str, link: str = "", kind: str = "") -> None:
        """A box with lines of text."""
        options = {"label": "\n".join(label), "URL": link, "class": kind}
        self.lines.append(f"{_quoted(key)} {_options(options)};")

    def arrow(self, one: str, other: str, label: str = "", kind: str = "") -> None:
        """An arrow between boxes."""
        options = {"label": "\n".join(f" {line} " for line in _lines(label, NARROW)),
                   "class": kind}
        self.lines.append(f"{_quoted(one)} -> {_quoted(other)} {_options(options)};")

    def below(self, keys: list[str]) -> None:
        """Puts boxes without arrows below each other."""
        self.lines += [f"{_quoted(one)} -> {_quoted(other)} [style=invis];"
                       for one, other in zip(keys, keys[1:])]

    def room(self, name: str, keys: list[str]) -> None:
        """A frame around boxes."""
        inside = " ".join(_quoted(key) for key in keys)
        self.lines.append(f"subgraph {_quoted('cluster_' + name)} {{ label={_quoted(name)}; "
                          f"{inside}; }}")

    def text(self) -> str:
        """All of it for `dot`."""
        return "\n".join([
            f"digraph {_quoted(self.name)} {{",
            'graph [bgcolor="transparent" fontname="Helvetica" fontsize=11 nodesep=0.2 '
            'ranksep=0.35];',
            'node [shape=box fontname="Helvetica" fontsize=11 height=0.3 margin="0.1,0.06"];',
            'edge [fontname="Helvetica" fontsize=10 arrowsize=0.6];', *self.lines, "}"])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _options(options: dict[str, str]) -> str:
    return "[" + " ".join(f"{name}={_quoted(value)}" for name, value in options.items()
                          if value) + "]"


def drawn(graph: Graph) -> str:
    """A picture as SVG that takes its colours from the page it is in."""
    svg = subprocess.run(["dot", "-Tsvg"], input=graph.text(), stdout=subprocess.PIPE, text=True,
                         check=True).stdout
    svg = svg[svg.index("<svg"):]
    svg = re.sub(r'(fill|stroke)="black"', r'\1="currentColor"', svg)
    svg = re.sub(r"<text ", '<text fill="currentColor" ', svg)
    return re.sub(r"<!--.*?-->\n?", "", svg, flags=re.DOTALL)


# ---- rooms -------------------------------------------------------------------------------------

ROW = re.compile(r"\s+(?P<name>[a-z_/]+)\s*\|(?P<what>[^|]*)\|\s*(?P<uses>[a-z_/ ]*)")


def rooms(readme: str) -> dict[str, Graph]:
    """By directory: the rooms that runtime/README.md lists, which a test holds to the objects. Left
    out is what a room uses by way of another one as well."""
    found: dict[str, Graph] = {}
    rows: dict[str, tuple[str, set[str]]] = {}
    for line in readme.splitlines():
        row = ROW.fullmatch(line)
        if row:
            rows[row["name"]] = row["what"].strip(), set(row["uses"].split())
        elif re.fullmatch(r"    [a-z]+/[a-z]+", line):
            rows = {}
            found[line.strip()] = Graph(line.strip())
        elif rows:
            _draw_rooms(list(found.values())[-1], rows)
            rows = {}
    return found


def _draw_rooms(graph: Graph, rows: dict[str, tuple[str, set[str]]]) -> None:
    uses = {name: used for name, (_, used) in rows.items()}
    for name, (what, used) in rows.items():
        graph.box(name, name, *_lines(what))
        for other in sorted(used):
            if not any(_reaches(uses, between, other) for between in used - {other}):
                graph.arrow(name, other)


def _reaches(uses: dict[str, set[str]], one: str, other: str) -> bool:
    return any(next_ == other or _reaches(uses, next_, other) for next_ in uses.get(one, ()))


def _lines(text: str, width: int = WIDTH) -> list[str]:
    return [line for part in text.splitlines()
            for line in textwrap.wrap(part, width, break_on_hyphens=False)]


# ---- the way of a call -------------------------------------------------------------------------


def way(name: str, places: list[tuple[str, str]], closed: set[str], hidden: set[str]) -> Graph:
    """The files that a call went through, in their rooms. Of `closed` rooms only the name is shown,
    of `hidden` ones nothing, and nothing of libraries but libcurl."""
    graph = Graph(name)
    arrows: dict[tuple[str, str], None] = {}
    for one, other in places:
        pair = _shown(one, closed), _shown(other, closed)
        if pair[0] != pair[1] and not {_room(pair[0]), _room(pair[1])} & hidden:
            arrows[pair] = None
    by_room: dict[str, list[str]] = {}
    for place in dict.fromkeys(place for pair in arrows for place in pair):
        graph.box(place, place.rpartition("/")[2], kind="" if "." in place else "other")
        by_room.setdefault(_room(place), []).append(place)
    for room, files in by_room.items():
        if files != [room]:
            graph.room(room, files)
    for one, other in arrows:
        graph.arrow(one, other)
    return graph


def _room(place: str) -> str:
    """`call` of runtime/lib/call/call.c; of a library and a closed room its name."""
    return place.rpartition("/")[0].rpartition("/")[2] or place


def _shown(place: str, closed: set[str]) -> str:
    return _room(place) if _room(place) in closed else place


# ---- a purchase --------------------------------------------------------------------------------


OFTEN = 4  # states from which an event leads to one: that is said, not drawn


def purchase(readme: str) -> tuple[Graph, list[tuple[str, str]]]:
    """The states of a purchase, and the events that lead from many states to one: from the table
    of runtime/README.md, which a test holds to the code's. What leaves a state as it is, and what
    is refused, is no arrow."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")]
            for line in readme.splitlines() if line.startswith("|")]
    start = next(i for i, row in enumerate(rows) if row[:2] == ["event", "none"])
    states = rows[start][1:]
    arrows: dict[tuple[str, str], list[str]] = {}
    for row in rows[start + 2:]:
        if len(row) != len(states) + 1:
            break
        for state, cell in zip(states, row[1:]):
            if cell.startswith("**") and cell.strip("*") != state:
                arrows.setdefault((state, cell.strip("*")), []).append(row[0])
    ends = _ends(arrows)
    often = {event for event, other in ends if ends.count((event, other)) >= OFTEN}
    graph = Graph("purchase")
    for state in states:
        graph.box(state, state, kind="buys" if state in ("bought", "busy") else "")
    for (one, other), events in arrows.items():
        few = [event for event in events if event not in often]
        if few:
            graph.arrow(one, other, "\n".join(few))
    return graph, sorted({(event, other) for event, other in ends if event in often})


def _ends(arrows: dict[tuple[str, str], list[str]]) -> list[tuple[str, str]]:
    """Event and state that it leads to, once for each arrow."""
    return [(event, other) for (_, other), events in arrows.items() for event in events]


# ---- a family ----------------------------------------------------------------------------------


def family(one: Family) -> Graph:
    """The operations of a family, and what the spec says of how they follow each other."""
    graph = Graph(one.name)
    for op in one.operations.values():
        graph.box(op.name, op.name, kind=MARKED.get(op.effect, ""))
    drawn_ops: set[Operation] = set()
    for op in one.operations.values():
        for other, label in _followed_by(op, one):
            graph.arrow(op.name, other.name, label)
            drawn_ops.update((op, other))
    graph.below([op.name for op in one.operations.values() if op not in drawn_ops])
    return graph


def _followed_by(op: Operation, one: Family) -> list[tuple[Operation, str]]:
    every = one.operations.values()
    found = [(other, "price") for other in every if other.price and other.price.op is op]
    if op.wait:
        found.append((op.wait.list, "wait"))
    found += [(other, "failed") for other in every if other.deletes and other.deletes.list is op]
    links = [other.wait.link for other in every if other.wait and other.wait.list is op
             and other.wait.link]
    ids = {link.file.id for link in links if link.file}
    found += [(other, "ready") for other in every
              if other in links or (other.effect == "once" and ids & _same(other, ids))]
    return found


def _same(op: Operation, ids: set[Field]) -> set[Field]:
    """Those of `ids` whose names a request's fields have too."""
    names = {item.wire for item in op.request_fields}
    return {one for one in ids if one.wire in names}


def has_way(one: Family) -> bool:
    """Whether there is something to be drawn."""
    return any(_followed_by(op, one) for op in one.operations.values())
