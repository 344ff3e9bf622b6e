"""A file's text, and its data with the place of every key and value."""
from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Tuple

from .problems import Problem, Problems

Place = Tuple[Any, ...]  # keys and list indices from the top: ("types", "report", "fields")
Mark = Tuple[int, int]  # line and column, from 1


@dataclass
class Source:
    """A YAML or JSON file's data, and the mark of every key and value in it."""

    file: str
    data: Any = None  # None: it could not be read
    keys: dict[Place, Mark] = field(default_factory=dict)
    values: dict[Place, Mark] = field(default_factory=dict)
    broken: set[Place] = field(default_factory=set)  # reported already; the data has None there
    removed: set[Place] = field(default_factory=set)  # taken out, being broken
    removed_names: set[str] = field(default_factory=set)  # strings in what was taken out

    def problem(self, place: Place, text: str, *, key: bool = False) -> Problem:
        """A problem at a key or value; at the nearest enclosing one where it is absent."""
        while place:
            mark = (self.keys if key else self.values).get(place) or self.keys.get(place)
            if mark:
                return Problem(self.file, *mark, text)
            place, key = place[:-1], True
        return Problem(self.file, 1, 1, text)

    def remember_names(self, value: Any) -> None:
        """Remembers the strings in a value that is taken out: what they name is not unused."""
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list):
            for item in value:
                self.remember_names(item)
        elif isinstance(value, str):
            self.removed_names |= {value, value.partition("[")[0].partition("{")[0]}


@dataclass(frozen=True)
class At:
    """A place in a file."""

    source: Source
    place: Place = ()

    def down(self, *steps: Any) -> At:
        """A place below this one."""
        return At(self.source, self.place + steps)

    @property
    def is_written(self) -> bool:
        """Whether the file has a key here, be its value broken or not."""
        return self.place in self.source.keys

    def problem(self, text: str, *, key: bool = False) -> Problem:
        """A problem here."""
        return self.source.problem(self.place, text, key=key)


def read_text(path: Path, shown: str, problems: Problems, largest: int = -1) -> str | None:
    """A file's text, line ends as \\n; None where it cannot be read, or has more than `largest`
    bytes."""
    problems.reading(shown)
    try:
        with path.open("rb") as file:
            raw = file.read(largest + 1) if largest >= 0 else file.read()
        if len(raw) > largest >= 0:
            problems.add(Problem(shown, 1, 1, f"more than {largest} bytes"))
            return None
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        problems.add(Problem(shown, 1, 1, f"cannot be read: {error.strerror}"))
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        problems.add(Problem(shown, *mark_of(before, len(before)), "not UTF-8 text"))
    return None


def mark_of(text: str, offset: int) -> Mark:
    """Line and column of an offset."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
