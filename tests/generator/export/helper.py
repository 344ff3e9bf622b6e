"""A document of each dialect, and validators of its parts."""
from __future__ import annotations

import unittest
from typing import Any

from jsonschema import Draft202012Validator

from generator.builder.build import build
from generator.export.document import document
from generator.model.api import Api
from generator.model.dialects import variant
from generator.model.operation import Operation

from ..helper import TOP
from .structure import resolve


class DocumentCase(unittest.TestCase):
    """The documents of the spec."""

    spec = TOP / "spec"
    api: Api
    documents: dict[str, dict[str, Any]]

    @classmethod
    def setUpClass(cls) -> None:
        cls.api = build(cls.spec)
        cls.documents = {dialect: document(cls.api, dialect) for dialect in cls.api.dialects}

    def operation(self, full_name: str, dialect: str = "page") -> dict[str, Any]:
        """What a document says of an operation."""
        return self.of(self.named(full_name), dialect)

    def named(self, full_name: str) -> Operation:
        """The operation of this name."""
        return next(op for op in self.api.operations() if op.full_name == full_name)

    def of(self, op: Operation, dialect: str) -> dict[str, Any]:
        """What a document says of an operation."""
        way = variant(op, dialect)
        found: dict[str, Any] = \
            self.documents[dialect]["paths"][way.path][way.method.lower()]
        return found

    def fits(self, schema: dict[str, Any], value: Any, dialect: str = "page") -> bool:
        """Whether a value is valid by a schema of a document."""
        whole = {**schema, "components": self.documents[dialect]["components"]}
        return bool(Draft202012Validator(whole).is_valid(value))

    def body(self, full_name: str, dialect: str = "page") -> dict[str, Any]:
        """The schema of an operation's body."""
        (media,) = self.operation(full_name, dialect)["requestBody"]["content"].values()
        schema: dict[str, Any] = media["schema"]
        return schema

    def response(self, op: Operation, status: int, dialect: str = "page") -> dict[str, Any]:
        """The schema of a response with a status."""
        responses = self.of(op, dialect)["responses"]
        found = resolve(self.documents[dialect], responses.get(str(status), responses["default"]))
        schema: dict[str, Any] = found["content"]["application/json"]["schema"]
        return schema

    def schema(self, name: str, dialect: str = "page") -> dict[str, Any]:
        """A schema by its name."""
        found: dict[str, Any] = self.documents[dialect]["components"]["schemas"][name]
        return found
