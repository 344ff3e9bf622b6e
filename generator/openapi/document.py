"""An OpenAPI document, 3.0 or 3.1: its operations and schemas, and where each stands.

    document = read(Path("openapi.json"))
    for operation in document.operations:
        operation.method, operation.path, operation.at.line
        operation.parameters_in("query")        # Parameter: name, is_required, schema, examples
        operation.body                          # Media or None: content, schema, examples
        operation.responses["200"].media        # the same
        operation.misfits                       # what of it is not read, and why
    document.schemas["Report"].properties["id"].types

`read()` raises SpecError where a file is no such document. What is wrong in one that is, is in
`document.problems`, and the rest of it is read.
"""
from __future__ import annotations

import re
from pathlib import Path
from typing import Iterator

from ..loader.problems import Problems, SpecError
from ..loader.source import Place
from .examples import read_examples
from .foreign import load
from .model import Document, Media, Operation, Parameter, Response
from .raw import Raw, cleaned, kind
from .schemas import Schemas

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
VERSION = re.compile(r"3\.[01](\.|$)")
STATUS = re.compile(r"[1-5]([0-9]{2}|XX)|default")
VARIABLE = re.compile(r"{([^{}]*)}")


def read(path: Path, shown: str = "") -> Document:
    """Reads a document; `shown` is what messages call it. SpecError where it is none."""
    problems = Problems()
    source = load(path, shown or path.name, problems)
    raw = Raw(source, problems)
    if source.data is None and not problems:
        raw.report((), "an empty document")
    if not problems:
        _check_version(raw)
    if problems:
        raise SpecError(problems)
    schemas = Schemas(raw)
    document = Document(
        source.file, str(source.data["openapi"]), raw.text(("info",), "title"),
        raw.text(("info",), "description"), list(_servers(raw)),
        list(_Reader(raw, schemas).operations()),
        {name: schemas.of((("components", "schemas", name),)) for name in
         raw.mapping(("components", "schemas"), "'schemas'")})
    _visit(document)
    document.problems = problems.in_reading_order()
    return document


def _check_version(raw: Raw) -> None:
    data = raw.source.data
    if not isinstance(data, dict):
        raw.report((), f"found {kind(data)}, expected an OpenAPI document")
    elif "swagger" in data:
        raw.report(("swagger",), f"Swagger {data['swagger']!r}, expected OpenAPI 3.0 or 3.1: "
                   "convert it first")
    elif "openapi" not in data:
        raw.report((), "no 'openapi' in it, expected an OpenAPI document")
    elif not VERSION.match(str(data["openapi"])):
        raw.report(("openapi",), f"OpenAPI {data['openapi']!r}, expected 3.0 or 3.1")


def _servers(raw: Raw) -> Iterator[str]:
    for i, _ in enumerate(raw.sequence(("servers",), "'servers'")):
        url = raw.text(("servers", i), "url")
        if url:
            yield url


def _visit(document: Document) -> None:
    """Looks at every schema, so that what is wrong in any of them is known."""
    waiting = list(document.schemas.values())
    for operation in document.operations:
        medias = [*operation.bodies.values(), *(media for one in operation.responses.values()
                                                for media in one.contents.values())]
        found = [one.schema for one in operation.parameters] + [one.schema for one in medias]
        waiting += [schema for schema in found if schema]
    seen: set[int] = set()
    while waiting:
        schema = waiting.pop()
        if id(schema) not in seen:
            seen.add(id(schema))
            waiting += schema.children()


class _Reader:
    """Reads the operations."""

    def __init__(self, raw: Raw, schemas: Schemas) -> None:
        self.raw, self.schemas = raw, schemas

    def operations(self) -> Iterator[Operation]:
        """All of them, as they stand."""
        for path in self.raw.mapping(("paths",), "'paths'"):
            place = self.raw.follow(("paths", path))
            item = self.raw.mapping(place, "a path") if place else {}
            for method in item:
                if place and method in METHODS and isinstance(path, str):
                    yield self.operation(place, method, path)

    def operation(self, item: Place, method: str, path: str) -> Operation:
        """One operation."""
        raw, place = self.raw, item + (method,)
        data = raw.mapping(place, "an operation")
        misfits: list[str] = []
        parameters = self.parameters(item, place, path)
        tags = [cleaned(tag) for tag in raw.sequence(place + ("tags",), "'tags'")
                if isinstance(tag, str)]
        body = raw.follow(place + ("requestBody",)) if "requestBody" in data else None
        bodies = self.contents(body) if body else {}
        if bodies and not any(media.is_json or media.is_form for media in bodies.values()):
            misfits.append(f"a body of {' or '.join(bodies)}")
        responses = dict(self.responses(place + ("responses",)))
        return Operation(
            method.upper(), cleaned(path), raw.text(place, "operationId"),
            raw.text(place, "summary"), raw.text(place, "description"), tags,
            data.get("deprecated") is True, parameters, bodies,
            bool(body) and raw.get((body or ()) + ("required",))[0] is True,
            raw.text(body, "description") if body else "", responses, misfits, place,
            raw.mark(place))

    def parameters(self, item: Place, place: Place, path: str) -> list[Parameter]:
        """The path's parameters and the operation's own, which count more; each variable of the
        path is one."""
        found: dict[tuple[str, str], Parameter] = {}
        for where in (item + ("parameters",), place + ("parameters",)):
            for i, _ in enumerate(self.raw.sequence(where, "'parameters'")):
                target = self.raw.follow(where + (i,))
                one = self.parameter(target) if target else None
                if one:
                    found[one.name, one.where] = one
        named = VARIABLE.findall(path)
        for name in dict.fromkeys(named):
            if (name, "path") not in found:
                self.raw.report(place, f"no parameter '{name}' of path {path}")
                found[name, "path"] = Parameter(name, "path", "", True, False, None, [], "simple",
                                                False, [], place, self.raw.mark(place))
        return [one for one in found.values() if one.where != "path" or one.name in named]

    def parameter(self, place: Place) -> Parameter | None:
        """One parameter; None where it has no name or place, which is reported."""
        raw = self.raw
        data = raw.mapping(place, "a parameter")
        name, where = data.get("name"), data.get("in")
        if not isinstance(name, str) or where not in ("path", "query", "header", "cookie"):
            raw.report(place, "a parameter without 'name' or 'in', expected both")
            return None
        style = data.get("style", "form" if where in ("query", "cookie") else "simple")
        explode = data.get("explode", style == "form")
        misfits = [] if style in ("form", "simple") else [f"style {cleaned(str(style))}"]
        schema = None
        if "schema" in data:
            schema = self.schemas.of((place + ("schema",),))
        elif isinstance(data.get("content"), dict):
            misfits.append("a parameter that is " + " or ".join(map(str, data["content"])))
        return Parameter(
            name, where, raw.text(place, "description"),
            data.get("required") is True or where == "path", data.get("deprecated") is True,
            schema, read_examples(raw, place, is_text=True), str(style), explode is True, misfits,
            place, raw.mark(place))

    def responses(self, place: Place) -> Iterator[tuple[str, Response]]:
        """The responses by their status."""
        for status in self.raw.mapping(place, "'responses'"):
            if not STATUS.fullmatch(status):
                if not status.startswith("x-"):
                    self.raw.report(place + (status,), f"status {status!r}, expected three digits "
                                    "or 'default'")
                continue
            target = self.raw.follow(place + (status,))
            if target:
                yield status, Response(status, self.raw.text(target, "description"),
                                       self.contents(target), target, self.raw.mark(target))

    def contents(self, place: Place) -> dict[str, Media]:
        """What a body may be, by its content type."""
        raw = self.raw
        found: dict[str, Media] = {}
        for content in raw.mapping(place + ("content",), "'content'"):
            here = place + ("content", content)
            data = raw.mapping(here, "a media type")
            schema = self.schemas.of((here + ("schema",),)) if "schema" in data else None
            name = content.partition(";")[0].strip().lower()
            found.setdefault(name, Media(name, schema, read_examples(
                raw, here, is_text=False), here, raw.mark(here)))
        return found
