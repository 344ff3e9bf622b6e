"""An operation of the API, its samples, and what it means beyond its request and response."""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from .names import identifier
from .types import Field, Type


IN_PATH = re.compile(r"\{([^{}]*)\}")  # the wire name of a field in a path


@dataclass
class Sample:
    """A sample file: a request's fields, or a response with its envelope."""

    file: str
    kind: str  # "request" or "response"
    status: int  # 0 for a request
    variant: str  # "default", "new", "", "report-exists"
    value: Any
    is_refusal: bool = False  # a response that says `success: false`, whatever its status

    @property
    def is_good(self) -> bool:
        """Whether a call that gets this response succeeds."""
        return 200 <= self.status < 300 and not self.is_refusal

    @property
    def name(self) -> str:
        """The file's name as an identifier."""
        return identifier(self.file)


@dataclass
class Outcome:
    """How a response's fields are sorted into created (or creatable), exists, refused."""

    yes: str  # "created" or "creatable"
    flags: list[Field]
    exists: Field
    refused: Field
    cost: Field | None
    funds: Field | None  # whether they suffice


@dataclass
class Paged:
    """The query fields that choose a page, and the response fields that hold it."""

    page: Field
    size: Field
    sort: Field | None
    search: Field | None
    items: Field
    total: Field | None
    key: Field  # of a row
    columns: list[Field]  # of a row: those of a table where none are chosen; none: all
    roles: dict[str, Field]  # of a row: its `name`, `campaign` and when it was `created`


@dataclass
class Wait:
    """How a bought report is found in a list, and which fields of its row say how it is."""

    list: Operation
    status: Field  # of a row
    status_name: Field | None
    created: Field | None
    regenerate: Field | None  # of the body: the report to regenerate
    found_by: dict[str, Field]  # request field's wire name -> row's field
    link: Operation | None = None  # gives the link of a report's file, which only a ready one has


@dataclass
class Price:
    """The operation that prices the same order, and what its response repeats of it."""

    op: Operation
    optional: bool  # the service may lack it
    echoes: list[tuple[Field, Field]]  # of the order, and the response's of the same name


@dataclass
class Deletion:
    """The query field that names rows of a list to delete."""

    list: Operation
    ids: Field


@dataclass
class FileLink:
    """The body's fields that choose a report's file, and the response's that says where it is."""

    id: Field
    type: Field
    url: Field
    formats: dict[str, int]  # file type ids whose file format is known: xlsx and csv
    types: dict[str, int]  # all that there are of such a report


@dataclass(frozen=True)
class Variant:
    """Where a dialect sends an operation."""

    method: str
    path: str
    query: dict[str, str]  # parameters that never change


@dataclass(eq=False)
class Operation:
    """One call of the API."""

    prefix: str  # of its C names
    family: str
    name: str
    doc: str
    method: str
    path: str
    effect: str
    response: Type
    query: Type | None = None
    body: Type | None = None
    full_replace: bool = False  # every field of the body must be given
    auth: str = "bearer"
    content: str = "json"
    fixed: dict[str, str] = field(default_factory=dict)
    envelope_optional: bool = False
    successor: str | None = None
    since: str | None = None  # the release that it came with
    deprecated: str | None = None
    note: str = ""  # what users of the command need not know
    variants: dict[str, Variant] = field(default_factory=dict)  # in dialects that go elsewhere
    outcome: Outcome | None = None
    paged: Paged | None = None
    wait: Wait | None = None
    key: Field | None = None  # of the body: names the purchase, so that it is made once
    price: Price | None = None
    deletes: Deletion | None = None
    file: FileLink | None = None
    samples: list[Sample] = field(default_factory=list)

    @property
    def full_doc(self) -> str:
        """Its doc and its note."""
        return f"{self.doc.strip()} {self.note.strip()}".strip()

    @property
    def is_sent_once(self) -> bool:
        """Whether it is never sent twice, and its outcome may stay unknown."""
        return self.effect in ("once", "paid")

    @property
    def full_name(self) -> str:
        """pld.columns-get"""
        return f"{self.family}.{self.name}"

    @property
    def c_name(self) -> str:
        """The function's name: iqm_pld_columns_get."""
        return f"{self.c_family}_{self.name.replace('-', '_')}"

    @property
    def c_family(self) -> str:
        """What the names of its family begin with: iqm_pld."""
        return f"{self.prefix}_{self.family}"

    def descriptor(self, part: str) -> str:
        """What the descriptor of "query", "body" or "response" is called, its `_descriptor` left
        out: a type's own, unless the request struct joins two."""
        joined = self.joins_request and part != "response"
        one: Type | None = getattr(self, part)
        return f"{self.c_name}_{part}" if joined or one is None else one.c_name

    @property
    def request_fields(self) -> list[Field]:
        """The members of the request struct: query first, then body."""
        return [f for t in (self.query, self.body) if t for f in t.fields.values()]

    @property
    def whole_types(self) -> list[Type]:
        """The types that are structs by themselves: the response, and the request if it is one."""
        request = None if self.joins_request else self.query or self.body
        return [one for one in (request, self.response) if one]

    @property
    def joins_request(self) -> bool:
        """Whether its request struct is made of two types, and so is its own."""
        return self.query is not None and self.body is not None

    @property
    def request_struct(self) -> str | None:
        """The struct of its requests: that of the type, where there is one; None for no request."""
        if self.joins_request:
            return f"{self.c_name}_req"
        one = self.query or self.body
        return one.c_name if one else None

    def is_required(self, one: Field) -> bool:
        """Whether a request without this field is refused before it is sent."""
        in_body = self.body is not None and self.body.fields.get(one.wire) is one
        return one.required or (self.full_replace and in_body)
