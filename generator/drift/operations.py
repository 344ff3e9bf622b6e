"""Compares the operations of the spec with those of a document."""
from __future__ import annotations

from typing import Any, Iterator, Sequence

from ..loader.problems import Problem
from ..model.api import Api
from ..model.operation import IN_PATH, Operation
from ..model.types import Type
from ..openapi import model as openapi
from . import sent
from .fields import Compared, of_fields, of_object
from .finding import Finding
from .members import Member
from .samples import of_samples

SAID_ALREADY = ("type", "values", "required")  # why a sample would be refused


def findings(api: Api, document: openapi.Document, dialects: Sequence[str]) \
        -> tuple[list[Finding], list[Operation]]:
    """All that differs, operation by operation: the spec's, then what only the document has; and
    the operations that are in both."""
    theirs = {(one.method, _shape(one.path)): one for one in document.operations}
    found: list[Finding] = []
    compared = []
    met: set[str] = set()
    for op in api.operations():
        ways = [(method, _shape(path)) for method, path in sent.routes(op, dialects)]
        others = [theirs[way] for way in ways if way in theirs]
        compared += [op] * bool(others)
        for other in others:
            met.add(other.title)
            found += _Comparison(api, op, other, dialects).findings()
        if not others:
            missing, moved = _missing(op, ways, theirs, document)
            found.append(missing)
            met.update([moved.title] if moved else [])
    found += [Finding("extra", one.title, "", "", one.summary or one.id or "not in the spec",
                      one.at) for one in document.operations if one.title not in met]
    return list(dict.fromkeys(found)), compared


def _shape(path: str) -> str:
    """A path without the names of its variables."""
    return IN_PATH.sub("{}", path)


def _missing(op: Operation, ways: list[tuple[str, str]], theirs: dict[tuple[str, str], Any],
             document: openapi.Document) -> tuple[Finding, openapi.Operation | None]:
    """An operation that the document has not, or has with another method."""
    paths = {path for _, path in ways}
    others = [one for (_, path), one in theirs.items() if path in paths]
    if len(others) == 1:
        return Finding("method", op.full_name, op.full_name, "",
                       f"{others[0].method} in the document, {op.method} here",
                       others[0].at), others[0]
    return Finding("absent", op.full_name, op.full_name, "", f"no {op.method} {op.path}",
                   Problem(document.file, 1, 1, "")), None


class _Comparison:
    """Of one operation."""

    def __init__(self, api: Api, op: Operation, other: openapi.Operation,
                 dialects: Sequence[str]) -> None:
        self.api, self.op, self.other, self.dialects = api, op, other, dialects

    def findings(self) -> Iterator[Finding]:
        """Of its parameters, its body and its response."""
        fixed = [*sent.fixed(self.op, self.dialects), *self._of_others()]
        yield from self._parameters(fixed)
        body = self.other.body
        if body and self.op.body:
            here = Compared(self.op.full_name, "body", self.dialects, self.op.full_replace)
            found = list(of_object(here, self.op.body, _whole(body), fixed))
            yield from found
            if not any(one.kind in SAID_ALREADY for one in found):
                yield from of_samples(self.op, self.other, self.dialects)
        elif body and (body.schema or body.examples):
            yield Finding("extra", self.op.full_name, self.op.full_name, "body",
                          "a body in the document, none here", body.at)
        elif self.op.body and not body:
            yield Finding("absent", self.op.full_name, self.op.full_name, "body",
                          "a body here, none in the document", self.other.at)
        response = next((one.media for one in self.other.good if one.media), None)
        inner = self._inner(response) if response else None
        if inner:
            yield from of_object(self._part("response"), self.op.response, inner)

    def _of_others(self) -> set[str]:
        """What other operations on the same path send."""
        ways = sent.routes(self.op, self.dialects).keys()
        return set().union(*(sent.names(item, self.dialects) for op in self.api.operations()
                             if op is not self.op and sent.routes(op, self.dialects).keys() & ways
                             for item in op.request_fields))

    def _part(self, part: str) -> Compared:
        return Compared(self.op.full_name, part, self.dialects)

    def _parameters(self, fixed: list[str]) -> Iterator[Finding]:
        one = self.op.query or Type("", self.op.name, self.op.family, "", {})
        whole = Member(None, [], self.other.at)
        members = {}
        names = self._variables()
        for parameter in self.other.parameters:
            if parameter.where in ("path", "query"):
                values = [example.value for example in parameter.examples]
                at = parameter.schema.at if parameter.schema else parameter.at
                name = names.get(parameter.name) if parameter.where == "path" else None
                members[name or parameter.name] = Member(
                    parameter.schema, values, at, parameter.doc, parameter.is_required)
        yield from of_parameters(self._part("query"), one, whole, members, fixed)

    def _variables(self) -> dict[str, str]:
        """What the spec calls the variables of the document's path."""
        ours = next(path for method, path in sent.routes(self.op, self.dialects)
                    if (method, _shape(path)) == (self.other.method, _shape(self.other.path)))
        return dict(zip(IN_PATH.findall(self.other.path), IN_PATH.findall(ours)))

    def _inner(self, media: openapi.Media) -> Member | None:
        """What is in the envelope, where there is one. Examples of a failure say nothing."""
        envelope = self.api.envelope
        whole = _whole(media)
        whole.values = [value for value in whole.values if not isinstance(value, dict)
                        or value.get(envelope.success) is not False]
        if envelope.success in whole.members:
            return whole.members.get(envelope.data)
        return whole if whole.schema or whole.values else None


def of_parameters(here: Compared, one: Type, whole: Member, members: dict[str, Member],
                  fixed: Sequence[str]) -> Iterator[Finding]:
    """The same as of_fields(), of parameters, which are all that there are."""
    given = _Parameters(whole.schema, whole.values, whole.at)
    given.given = members
    yield from of_fields(here, one, list(one.fields.values()), given, fixed)


class _Parameters(Member):
    """Parameters as the members of an object."""

    given: dict[str, Member]

    @property
    def is_closed(self) -> bool:
        return True

    @property
    def members(self) -> dict[str, Member]:
        return self.given


def _whole(media: openapi.Media) -> Member:
    return Member(media.schema, [example.value for example in media.examples], media.at)
