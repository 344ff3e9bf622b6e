"""All that does not fit in a sample, by a check that stops at the first misfit."""
from __future__ import annotations

import copy
from typing import Any, Callable, Iterator

from ..loader.source import Place
from ..model.canonical import ANY, Misfit


def misfits(value: Any, check: Callable[[Any], None]) -> Iterator[Misfit]:
    """Each misfit that `check` raises. In a copy what does not fit is made to fit, and the copy is
    checked again; a misfit that only follows from such a change is left out."""
    rest = copy.deepcopy(value)
    emptied: set[Place] = set()  # objects that a field was taken out of
    changed: set[Place] = set()  # the same, and those that a value was replaced in
    seen: set[tuple[Place, str | None]] = set()
    while True:
        try:
            return check(rest)
        except Misfit as misfit:
            found = misfit
        place, missing = found.place, found.missing
        if (place, missing) in seen:
            return None
        seen.add((place, missing))
        if not missing and not found.key and place and place[-1] not in _keys(rest, place[:-1]):
            place, missing = place[:-1], place[-1]
        if not _follows(place, missing, found.key, emptied, changed):
            yield found
        if missing:
            _at(rest, place)[missing] = ANY
        elif not place:
            return None
        elif found.key:
            del _at(rest, place[:-1])[place[-1]]
            emptied.add(place[:-1])
        else:
            _at(rest, place[:-1])[place[-1]] = ANY
        changed.add(place if missing else place[:-1])


def _follows(place: Place, missing: str | None, key: bool, emptied: set[Place],
             changed: set[Place]) -> bool:
    """Whether a misfit comes of what was changed: a field that may be there under another name,
    or an object in which something is changed."""
    if missing:
        return place in emptied
    return not key and any(one[:len(place)] == place for one in changed)


def _keys(value: Any, place: Place) -> Any:
    owner = _at(value, place)
    return owner if isinstance(owner, dict) else range(len(owner))


def _at(value: Any, place: Place) -> Any:
    for step in place:
        value = value[step]
    return value
