"""Which operation a method and path belong to, in which dialect; all of it from the spec."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Optional

from generator.model.api import Api
from generator.model.types import Field, Type
from generator.model.operation import IN_PATH, Operation

from .responses import Mistake

DIALECTS = ("page", "samples", "openapi")  # the order in which a request is tried


@dataclass(frozen=True)
class Reading:
    """One way to understand a request: as this operation, sent in this dialect."""

    op: Operation
    dialect: str

    @property
    def path(self) -> str:
        """Where such a request goes."""
        return (self.openapi and self.op.openapi_path) or self.op.path

    @property
    def openapi(self) -> bool:
        """Whether this is IQM's OpenAPI document's form."""
        return self.dialect == "openapi"

    def sent_name(self, item: Field) -> str:
        """The name that a field is sent under."""
        return (self.openapi and item.openapi_name) or item.wire

    def differs(self) -> bool:
        """Whether the dialect makes a difference to this operation at all."""
        fields = [f for t in (self.op.query, self.op.body) if t for f in _all_fields(t)]
        if self.openapi:
            return bool(self.op.openapi_path or self.op.openapi_query) or any(
                f.openapi_name or f.openapi_ms or f.openapi_numeric for f in fields)
        return self.dialect == "page" or any(f.samples_scalar for f in fields)


def _all_fields(one: Type) -> list[Field]:
    return [f for item in one.fields.values()
            for f in [item, *(_all_fields(item.sub) if item.sub else [])]]


def in_path(template: str, path: str) -> Optional[dict[str, str]]:
    """What a path has in place of the template's names, as it came; None where it is another."""
    parts = IN_PATH.split(template)
    pattern = "".join("([^/]+)" if i % 2 else re.escape(part) for i, part in enumerate(parts))
    found = re.fullmatch(pattern, path)
    return dict(zip(parts[1::2], found.groups())) if found else None


class Routes:
    """The table of paths, then methods, then the readings to try in turn."""

    def __init__(self, api: Api) -> None:
        self.table: dict[str, dict[str, list[Reading]]] = {}
        for dialect in DIALECTS:
            for op in api.operations():
                reading = Reading(op, dialect)
                if reading.differs():
                    methods = self.table.setdefault(reading.path, {})
                    methods.setdefault(op.method, []).append(reading)

    def methods(self, path: str) -> Optional[dict[str, list[Reading]]]:
        """The readings at a path, by method. A path without names goes before one with."""
        fitting = [template for template in self.table if in_path(template, path) is not None]
        return self.table[min(fitting, key=lambda one: one.count("{"))] if fitting else None

    def find(self, method: str, path: str, dialect: str) -> list[Reading]:
        """The readings of a request, at least one. Raises Mistake 404 or 405.

        `dialect` is "any" or the only one that is understood.
        """
        methods = self.methods(path)
        if methods is None:
            raise Mistake(f"no operation has the path {path}", status=404)
        if method not in methods:
            raise Mistake(f"{path} takes {' or '.join(methods)}, not {method}", status=405)
        readings = methods[method]
        if dialect == "any":
            return readings
        only = [r for r in readings if r.dialect == dialect]
        if not only:  # a dialect that makes no difference here is the page's
            only = [r for r in readings if r.dialect == "page" and
                    not Reading(r.op, dialect).differs()]
        if not only:
            raise Mistake(f"no operation has the path {path} in dialect {dialect}", status=404)
        return only
