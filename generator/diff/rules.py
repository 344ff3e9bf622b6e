"""The table of rules: for whom each kind of change breaks, and why."""
from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Iterator

from ..loader.problems import Problems, SpecError
from ..loader.yaml_file import load_yaml

TABLE = Path(__file__).with_name("rules.yaml")
OTHER = ("language", "other")  # for keys and kinds that only another version of the language has
LEVELS = ("INFO", "WARN", "ERR")  # what breaks more is further behind
BREAKS = ("wire", "source", "ABI", "command")
CLASSES = (*BREAKS, "additive", "words")


@dataclass(frozen=True)
class Rule:
    """A row of the table. `way` is request or response, or None for both."""

    key: str
    kind: str
    way: str | None
    level: str
    classes: tuple[str, ...]
    why: str

    @property
    def name(self) -> str:
        """`field.required added`; what --fail-on and reports call it."""
        return f"{self.key} {self.kind}"


@lru_cache(maxsize=None)
def rules() -> dict[tuple[str, str], list[Rule]]:
    """The rows by key and kind; one row, or one a way of travel."""
    problems = Problems()
    source = load_yaml(TABLE, TABLE.name, problems)
    if problems:
        raise SpecError(problems)
    found: dict[tuple[str, str], list[Rule]] = {}
    for keys, kinds in source.data.items():
        for names, row in kinds.items():
            for key in keys.split():
                for kind in names.split():
                    found.setdefault((key, kind), []).extend(_rows(key, kind, row))
    return found


def _rows(key: str, kind: str, row: Any) -> Iterator[Rule]:
    by_way = row if isinstance(row, dict) else {None: row}
    for way, (level, classes, why) in by_way.items():
        yield Rule(key, kind, way, level, tuple(classes.split()), why)


def rules_for(key: str, kind: str, about: str | None, ways: set[str]) -> list[Rule]:
    """The rows for a kind of change of what travels these ways; `about` is the one that the kind
    is about, if it is one."""
    meant = ways & {about} if about else ways
    return [rule for rule in rules().get((key, kind), rules()[OTHER])
            if (rule.way is None and (meant or not about)) or rule.way in meant]


