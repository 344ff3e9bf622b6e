"""What rooms may do. Each rule gives a line for each thing that breaks it, with both its ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from .edges import Beside, Edge, circle_of, include_edges, symbol_edges
from .picture import Picture


def check(picture: Picture, top: Path, built: Path, beside: Beside | None = None) -> list[str]:
    """All that is wrong with the rooms below `top`, whose objects are below `built`."""
    includes = include_edges(top, beside)
    symbols = symbol_edges(top, built, beside)
    between = [edge for edge in includes + symbols if edge.rooms[0] != edge.rooms[1]]
    wrong = list(undrawn(picture, top))
    if not wrong:
        wrong += [*upward(picture, between), *stale(picture, between)]
    return [*wrong, *not_by_header(includes), *in_circles(includes, symbols)]


def undrawn(picture: Picture, top: Path) -> Iterator[str]:
    """Directories and the picture name the same rooms, and no file lies outside of them."""
    there = {path.parent.name for path in top.glob("*/*.[ch]")}
    for name in sorted(there ^ {room for room in picture.rooms if "/" not in room}):
        where = "is not drawn" if name in there else "is drawn, and has no files"
        yield f"{picture.top}/{name} {where}"
    for path in sorted(top.glob("*.[ch]")):
        yield f"{picture.top}/{path.name} lies in no room"


def upward(picture: Picture, between: Iterable[Edge]) -> Iterator[str]:
    for edge in between:
        user, used = edge.rooms
        if used in picture.uses and not picture.is_above(user, used):
            yield f"upwards, {user} -> {used}: {edge}"


def stale(picture: Picture, between: Iterable[Edge]) -> Iterator[str]:
    """What a room uses is what is drawn."""
    uses: dict[str, dict[str, Edge]] = {name: {} for name in picture.rooms}
    for edge in between:
        user, used = edge.rooms
        uses[user].setdefault(used, edge)
    for user, drawn in picture.uses.items():
        for used in sorted(set(uses[user]) - drawn):
            yield f"not drawn, {user} -> {used}: {uses[user][used]}"
        for used in sorted(drawn - set(uses[user])):
            yield f"drawn, {user} -> {used}: nothing of {used} is used"


def not_by_header(includes: Iterable[Edge]) -> Iterator[str]:
    """A room has one header for its neighbours, which has its name."""
    for edge in includes:
        user, used = edge.rooms
        if user != used and not _is_room_header(edge.used):
            yield f"not {used}/{used.rsplit('/')[-1]}.h: {edge}"


def in_circles(includes: Iterable[Edge], symbols: Iterable[Edge]) -> Iterator[str]:
    """Files of a room that need each other. To include the room's own header is not to need the
    file of its name: it declares what is in several files."""
    rooms: dict[str, list[Edge]] = {}
    for edge in [*(edge for edge in includes if not _is_room_header(edge.used)), *symbols]:
        user, used = edge.rooms
        if user == used:
            rooms.setdefault(user, []).append(edge)
    for name, edges in sorted(rooms.items()):
        circle = circle_of(edges)
        if circle:
            yield f"a circle in {name}: " + "; ".join(str(edge) for edge in circle)


def _is_room_header(path: str) -> bool:
    return path.split("/")[-1] == path.split("/")[-2]
