"""The spec as objects: what templates, golden tests and the sandbox read."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Iterator, Optional

SCALARS = ("int", "num", "bool", "ms", "s", "string", "id")
TEXT = ("string", "id")


@dataclass
class Enum:
    """Named constants for an open set of ids."""

    name: str
    doc: str
    values: dict[str, int]


@dataclass
class Field:
    """A field of a type. `type` is a scalar of SCALARS or the name of a type (then `sub` is set)."""

    wire: str
    c_name: str
    type: str
    shape: str  # "one", "list" or "map"
    doc: str
    unit: Optional[str] = None
    aliases: list[str] = field(default_factory=list)
    lone: bool = False  # reading: a value that is no list is a list of one
    required: bool = False
    secret: bool = False
    numeric: bool = False  # an id that is sent as a number where it spells one
    enum: Optional[Enum] = None
    entry: Optional[tuple[str, str]] = None  # a map read from a list: names of key and value
    openapi_name: Optional[str] = None  # dialect openapi: sent under this name
    openapi_ms: bool = False  # dialect openapi: seconds are sent as milliseconds
    openapi_numeric: bool = False
    samples_lone: bool = False  # dialect samples: a list of one is sent as its item
    sub: Optional["Type"] = None

    @property
    def names(self) -> list[str]:
        """Every name that reading accepts, the preferred one first."""
        return [self.wire, *self.aliases]


@dataclass
class Type:
    """A JSON object. `family` is None for types that all families share."""

    name: str
    family: Optional[str]
    doc: str
    fields: dict[str, Field]
    bare: Optional[Field] = None  # what a bare value in place of the object stands for
    bare_true: Optional[Field] = None  # and the boolean that is true then

    @property
    def c_name(self) -> str:
        """The struct's name: iqm_pld_report, or iqm_campaign for a shared type."""
        return "_".join(["iqm", *([self.family] if self.family else []), self.name])


@dataclass
class Outcome:
    """How a reply's fields are sorted into created (or creatable), exists, refused."""

    yes: str  # "created" or "creatable"
    flags: list[Field]
    exists: Field
    refused: Field


@dataclass
class Paged:
    """The query fields that choose a page, and the reply fields that hold it."""

    page: Field
    size: Field
    sort: Optional[Field]
    search: Optional[Field]
    items: Field
    total: Field
    key: Field  # of a row


@dataclass
class Wait:
    """How a bought report is found in a list, and what its row says of it."""

    list: "Operation"
    id: Field
    status: Field
    status_name: Optional[Field]
    found_by: dict[str, Field]  # request field's wire name -> row's field


@dataclass
class Sample:
    """A sample file: a request's fields, or a whole answer with its envelope."""

    file: str
    kind: str  # "request" or "response"
    status: int  # 0 for a request
    variant: str  # "default", "new", "", "report-exists"
    value: Any

    @property
    def name(self) -> str:
        """The file's name as an identifier."""
        return self.file[: -len(".json")].replace(".", "_").replace("-", "_")


@dataclass
class Operation:
    """One call of the API."""

    family: str
    name: str
    doc: str
    method: str
    path: str
    effect: str
    reply: Type
    query: Optional[Type] = None
    body: Optional[Type] = None
    whole: bool = False  # every field of the body must be given
    auth: str = "bearer"
    content: str = "json"
    fixed: dict[str, str] = field(default_factory=dict)
    maybe_bare: bool = False
    successor: Optional[str] = None
    openapi_path: Optional[str] = None
    openapi_query: dict[str, str] = field(default_factory=dict)
    outcome: Optional[Outcome] = None
    paged: Optional[Paged] = None
    wait: Optional[Wait] = None
    samples: list[Sample] = field(default_factory=list)

    @property
    def full_name(self) -> str:
        """pld.columns-get"""
        return f"{self.family}.{self.name}"

    @property
    def c_name(self) -> str:
        """The function's name: iqm_pld_columns_get."""
        return f"iqm_{self.family}_{self.name.replace('-', '_')}"

    @property
    def request_fields(self) -> list[Field]:
        """The members of the request struct: query first, then body."""
        return [f for t in (self.query, self.body) if t for f in t.fields.values()]

    def is_required(self, one: Field) -> bool:
        """Whether a request without this field is refused before it is sent."""
        in_body = self.body is not None and self.body.fields.get(one.wire) is one
        return one.required or (self.whole and in_body)


@dataclass
class Family:
    """One family of reports, or the log-in calls: a spec file."""

    name: str
    title: str
    doc: str
    types: dict[str, Type]
    operations: dict[str, Operation]


@dataclass
class LogIn:
    """The operation that gets a token for a user, and the fields it takes and gives."""

    op: Operation
    username: Field
    password: Field
    access: Field
    refresh: Field
    expires_in: Field
    ow_id: Field


@dataclass
class Envelope:
    """The wire names around every answer, and the type of one error in it."""

    success: str
    data: str
    errors: str
    error: Type


@dataclass
class Limits:
    """The service's own limits."""

    requests_per_minute: int
    page_size: int
    name_length: tuple[int, int]


@dataclass
class Api:
    """The whole spec, references resolved, in the order of its files."""

    name: str
    title: str
    doc: str
    base_url: str
    workspace_header: str
    twin_header: str
    envelope: Envelope
    limits: Limits
    log_in: LogIn
    enums: dict[str, Enum]
    types: dict[str, Type]  # shared by the families
    families: dict[str, Family]

    def operations(self) -> Iterator[Operation]:
        """Every operation of every family, in the order of the spec."""
        for family in self.families.values():
            yield from family.operations.values()

    def nested(self, family: Optional[Family] = None) -> list[Type]:
        """The types of a family (None: the shared ones) that stand inside others, parts first.

        Only these have a struct of their own name; the others are the shape of a request or
        reply, and each operation has its own structs.
        """
        everything = [*self.types.values(),
                      *(t for f in self.families.values() for t in f.types.values())]
        inside = [f.sub for t in everything for f in t.fields.values() if f.sub]
        own = (family.types if family else self.types).values()
        ordered: list[Type] = []

        def add(one: Type) -> None:
            for item in one.fields.values():
                if item.sub and item.sub.family == one.family:
                    add(item.sub)
            if one not in ordered:
                ordered.append(one)

        for one in own:
            if any(one is t for t in inside):
                add(one)
        return ordered
