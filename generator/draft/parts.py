"""What an operation of the document takes and gives, and what of it the language cannot say."""
from __future__ import annotations

from ..model.api import Api
from ..openapi.examples import Example
from ..openapi.model import Operation, Parameter
from ..openapi.schemas import Schema
from .shapes import Shapes, Value
from .types import mark_side


class Parts:
    """What an operation takes and gives."""

    def __init__(self, read: Operation, name: str, shapes: Shapes, api: Api) -> None:
        self.read, self.name, self.envelope = read, name, api.envelope
        self.shapes = shapes
        known = {header.lower() for header in
                 ("authorization", "content-type", "accept", api.workspace_header,
                  api.duplicate_auth_header)}
        self.lost: list[str] = []
        self.unread: list[Example] = []  # examples that are no JSON
        self.unsayable: list[tuple[Parameter, str]] = []
        self.parameters: list[tuple[Parameter, Value]] = []
        self.lacks_envelope = False  # in a response
        for parameter in read.parameters:
            if parameter.where in ("path", "query"):
                self._take(parameter)
            elif parameter.name.lower() not in known:
                self.lost.append(f"{parameter.where} {parameter.name}")
        self.body = self._body()
        self.response = self._response()
        for media in [read.body, *(one.media for one in read.responses.values())]:
            self.unread += [one for one in (media.examples if media else ()) if one.problem]

    def request_examples(self) -> list[Example]:
        """The examples of the body."""
        return [one for one in (self.read.body.examples if self.read.body else ())
                if isinstance(one.value, dict)]

    def _take(self, parameter: Parameter) -> None:
        value = Value(self.shapes, parameter.schema, parameter.name)
        for example in parameter.examples:
            value.add(example.value, example)
        misfit = "; ".join(parameter.misfits)
        if not misfit and (is_object(value) or value.is_list_of_lists or (
                value.item and (value.item.values or value.item.misfits))):
            misfit = "it is an object" if is_object(value) else "a list in a list, or a choice"
        if misfit:
            self.unsayable.append((parameter, misfit))
            if not parameter.is_required:
                self.lost.append(f"parameter '{parameter.name}': {misfit}")
            return
        mark_side(value, "request")
        self.parameters.append((parameter, value))

    def _body(self) -> Value | None:
        media = self.read.body
        if media is None or not (media.schema or media.examples):
            return None
        value = Value(self.shapes, media.schema, "request")
        for example in media.examples:
            if not example.problem:
                value.add(example.value, example)
        mark_side(value, "request")
        return value

    def _response(self) -> Value | None:
        good = self.read.good
        media = good[0].media if good else None
        if media is None or not (media.schema or media.examples):
            return None
        schema, peeled = self._peeled(media.schema)
        value = Value(self.shapes, schema, f"{self.name.replace('-', '_')}_row")
        lacks, wrapped = False, peeled
        for example in media.examples:
            if example.problem:
                continue
            if isinstance(example.value, dict) and self.envelope.success in example.value:
                wrapped = True
                if example.value.get(self.envelope.success):
                    value.add(example.value.get(self.envelope.data), example)
            else:
                lacks = True
                value.add(example.value, example)
        self.lacks_envelope = lacks or not wrapped
        if "download" in self.read.path or "download" in self.read.summary.lower():
            mark_side(value, "download")
        mark_side(value, "response")
        return value

    def _peeled(self, schema: Schema | None) -> tuple[Schema | None, bool]:
        """The schema of what is in the envelope, and whether the schema has one."""
        if schema is None:
            return None, False
        names = schema.properties
        if self.envelope.success in names or self.envelope.errors in names:
            return names.get(self.envelope.data), True
        return schema, False


def is_object(value: Value) -> bool:
    """Whether a value is one object, by schema or example."""
    types = value.item.types if value.item else frozenset()
    if value.is_list_in_schema or value.lists:
        return False
    return "object" in types or "object" in value.kinds


def takes_objects(value: Value) -> bool:
    """Whether any object may stand here, so that it could be the envelope."""
    if value.is_list_in_schema or value.lists:
        return False
    return value.is_map or (is_object(value) and not value.object.members)


def is_flat(value: Value) -> bool:
    """Whether an object has no object in it."""
    return not any(is_object(one) or "object" in (one.item.types if one.item else ())
                   for one in value.object.members.values())
