"""What a document has: operations, parameters, bodies and responses."""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ..loader.problems import Problem
from ..loader.source import Place
from .examples import Example
from .raw import pointer
from .schemas import Schema

JSON = re.compile(r"application/([a-z0-9.+-]+\+)?json|\*/\*|application/\*")
FORM = "application/x-www-form-urlencoded"


@dataclass
class Media:
    """What a body is."""

    content: str  # application/json
    schema: Schema | None  # None where nothing is said
    examples: list[Example]
    place: Place
    at: Problem

    @property
    def is_json(self) -> bool:
        """Whether it is JSON, or may be."""
        return bool(JSON.fullmatch(self.content))

    @property
    def is_form(self) -> bool:
        """Whether it is the form of a page, without files."""
        return self.content == FORM


@dataclass
class Parameter:
    """A parameter. `where` is path, query, header or cookie."""

    name: str
    where: str
    doc: str
    is_required: bool
    is_deprecated: bool
    schema: Schema | None
    examples: list[Example]
    style: str
    explode: bool
    misfits: list[str]  # what the language of a list in a query, say, has no word for
    place: Place
    at: Problem


@dataclass
class Response:
    """A response. `status` is "200", "4XX" or "default"."""

    status: str
    doc: str
    contents: dict[str, Media]
    place: Place
    at: Problem

    @property
    def is_good(self) -> bool:
        """Whether it is one to a request that succeeded."""
        return self.status[0] == "2"

    @property
    def media(self) -> Media | None:
        """What is JSON of it; one that has more than a name first."""
        return _preferred(self.contents, lambda media: media.is_json)


@dataclass
class Operation:
    """An operation."""

    method: str  # GET
    path: str
    id: str  # its operationId, or ""
    summary: str
    doc: str
    tags: list[str]
    is_deprecated: bool
    parameters: list[Parameter]
    bodies: dict[str, Media]
    body_is_required: bool
    body_doc: str
    responses: dict[str, Response]
    misfits: list[str]
    place: Place
    at: Problem

    @property
    def title(self) -> str:
        """`GET /reports`"""
        return f"{self.method} {self.path}"

    @property
    def pointer(self) -> str:
        """JSON pointer to it."""
        return pointer(self.place)

    @property
    def body(self) -> Media | None:
        """The body that is JSON; if none is, one that is a form."""
        return _preferred(self.bodies, lambda media: media.is_json) \
            or _preferred(self.bodies, lambda media: media.is_form)

    @property
    def good(self) -> list[Response]:
        """The responses of success, of the lowest status first; `default` where there is no
        other."""
        found = sorted((one for one in self.responses.values() if one.is_good),
                       key=lambda one: one.status)
        rest = self.responses.get("default")
        return found or ([rest] if rest else [])

    def parameters_in(self, where: str) -> list[Parameter]:
        """The parameters in the path, the query, the headers or the cookies."""
        return [parameter for parameter in self.parameters if parameter.where == where]


@dataclass
class Document:
    """A document."""

    file: str
    version: str  # of OpenAPI
    title: str
    doc: str
    servers: list[str]
    operations: list[Operation]
    schemas: dict[str, Schema]  # the components
    problems: list[Problem] = field(default_factory=list)


def _preferred(medias: dict[str, Media], fits: Any) -> Media | None:
    """The first that fits; one that says something before one that does not."""
    fitting = [media for media in medias.values() if fits(media)]
    return next((media for media in fitting if media.schema or media.examples),
                fitting[0] if fitting else None)
