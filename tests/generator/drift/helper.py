"""Documents made for a test, compared with a copy of the spec."""
from __future__ import annotations

import json
from typing import Any

from generator.drift.known import OTHER_DIALECT

from ..helper import SpecCase, run_main

GET, POST = "get", "post"


def of_json(schema: Any = None, **more: Any) -> dict[str, Any]:
    """A body or response that is JSON, with a schema or an `example`."""
    media = {**({"schema": schema} if schema else {}), **more}
    return {"content": {"application/json": media}}


def of_fields(**fields: Any) -> dict[str, Any]:
    """The schema of an object; "integer" is short for {type: integer}."""
    return {"type": "object", "properties": {
        name: {"type": one} if isinstance(one, str) else one for name, one in fields.items()}}


def in_envelope(schema: dict[str, Any]) -> dict[str, Any]:
    """A response's schema."""
    return of_fields(success="boolean", data=schema)


class DriftCase(SpecCase):
    """Says what is found in a document of one operation."""

    def setUp(self) -> None:
        super().setUp()
        self.document: dict[str, Any] = {
            "openapi": "3.0.3", "info": {"title": "Theirs", "version": "1"}, "paths": {}}

    def add(self, method: str, path: str, **operation: Any) -> None:
        """One more operation."""
        self.document["paths"].setdefault(path, {})[method] = {
            "responses": {"200": {"description": ""}}, **operation}

    def drift(self, *options: str) -> tuple[int, str, str]:
        """Exit status, standard output and standard error."""
        path = self.directory / "theirs.json"
        path.write_text(json.dumps(self.document, indent=1), encoding="utf-8")
        return run_main("drift", path, "--spec", self.spec, *options)

    def found(self, *options: str) -> list[str]:
        """What is new of operations that are in both, without file and line; for one dialect
        what another sends is shown too."""
        status, out, err = self.drift(*options, *(["--all"] if options else []))
        self.assertEqual((status, err), (1, ""))
        out = out.replace(f" (known: {OTHER_DIALECT})", "")
        lines = [line.split(": ", 1)[1] for line in out.splitlines()[:-1]]
        return [line for line in lines if "(" in line.split(": ")[0]]
