"""Which operation a method and path belong to, in which dialect; all of it from the spec."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Optional

from generator.model.api import Api
from generator.model.dialects import differs, variant
from generator.model.operation import IN_PATH, Operation

from .responses import Mistake

ANY = "any"


@dataclass(frozen=True)
class Reading:
    """One way to understand a request: as this operation, sent in this dialect."""

    op: Operation
    dialect: str


def in_path(template: str, path: str) -> Optional[dict[str, str]]:
    """What a path has in place of the template's names, as it came; None where it is another."""
    parts = IN_PATH.split(template)
    pattern = "".join("([^/]+)" if i % 2 else re.escape(part) for i, part in enumerate(parts))
    found = re.fullmatch(pattern, path)
    return dict(zip(parts[1::2], found.groups())) if found else None


class Routes:
    """The table of paths, then methods, then the readings to try in turn."""

    def __init__(self, api: Api) -> None:
        self.default = next(iter(api.dialects))
        self.table: dict[str, dict[str, list[Reading]]] = {}
        for dialect in api.dialects:
            for op in api.operations():
                if dialect == self.default or differs(op, dialect):
                    way = variant(op, dialect)
                    methods = self.table.setdefault(way.path, {})
                    methods.setdefault(way.method, []).append(Reading(op, dialect))

    def methods(self, path: str) -> Optional[dict[str, list[Reading]]]:
        """The readings at a path, by method. A path without names goes before one with."""
        fitting = [template for template in self.table if in_path(template, path) is not None]
        return self.table[min(fitting, key=lambda one: one.count("{"))] if fitting else None

    def find(self, method: str, path: str, dialect: str) -> list[Reading]:
        """The readings of a request, at least one. Raises Mistake 404 or 405.

        `dialect` is ANY or the only one that is understood.
        """
        methods = self.methods(path)
        if methods is None:
            raise Mistake(f"no operation has the path {path}", status=404)
        if method not in methods:
            raise Mistake(f"{path} takes {' or '.join(methods)}, not {method}", status=405)
        readings = methods[method]
        if dialect == ANY:
            return readings
        only = [r for r in readings if r.dialect == dialect]
        if not only:  # what a dialect makes no difference to is the default's
            only = [r for r in readings if r.dialect == self.default and
                    not differs(r.op, dialect)]
        if not only:
            raise Mistake(f"no operation has the path {path} in dialect {dialect}", status=404)
        return only
