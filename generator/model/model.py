"""The spec as objects: what templates, golden tests and the sandbox read.

Enums, fields, types and operations are equal only to themselves, so that sets and dicts of them
are quick whatever they hold.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Iterator

from .names import identifier
from .traits import Deletion, FileLink, Outcome, Paged, Price, Wait

if TYPE_CHECKING:
    from .command import Program

SCALARS = ("int", "num", "bool", "ms", "s", "string", "id")
TEXT = ("string", "id")


@dataclass(eq=False)
class Enum:
    """Named constants for an open set of ids."""

    name: str
    doc: str
    values: dict[str, int]


@dataclass(eq=False)
class Field:
    """A field of a type. `type` is one of SCALARS, or the name of a type: then `sub` is that."""

    wire: str
    c_name: str
    type: str
    shape: str  # "one", "list" or "map"
    doc: str
    unit: str | None = None
    aliases: list[str] = field(default_factory=list)
    scalar_or_list: bool = False  # reading: a value that is no list is a list of one
    required: bool = False
    secret: bool = False
    day: str | None = None  # a date alone is that day's "first" or "last" second
    numeric: bool = False  # an id that is sent as a number where it spells one
    enum: Enum | None = None
    entry: tuple[str, str] | None = None  # a map read from a list: names of key and value
    openapi_name: str | None = None  # dialect openapi: sent under this name
    openapi_ms: bool = False  # dialect openapi: seconds are sent as milliseconds
    openapi_numeric: bool = False
    samples_scalar: bool = False  # dialect samples: a list of one is sent as its item
    sub: Type | None = None

    @property
    def names(self) -> list[str]:
        """Every name that reading accepts, the preferred one first."""
        return [self.wire, *self.aliases]

    @property
    def wire_names(self) -> list[str]:
        """Every name that it has in any dialect: the preferred one, openapi's, the aliases."""
        return [self.wire, *([self.openapi_name] if self.openapi_name else []), *self.aliases]

    @property
    def spelling(self) -> str:
        """The type as the spec writes it: int, report[], int{}."""
        return self.type + {"one": "", "list": "[]", "map": "{}"}[self.shape]


@dataclass(eq=False)
class Type:
    """A JSON object. `family` is None for types that all families share."""

    name: str
    family: str | None
    doc: str
    fields: dict[str, Field]
    unwrapped: Field | None = None  # what a bare value in place of the object stands for
    unwrapped_true: Field | None = None  # and the boolean that is true then

    @property
    def c_name(self) -> str:
        """The struct's name: iqm_pld_report, or iqm_campaign for a shared type."""
        return "_".join(["iqm", *([self.family] if self.family else []), self.name])


@dataclass
class Sample:
    """A sample file: a request's fields, or a whole response with its envelope."""

    file: str
    kind: str  # "request" or "response"
    status: int  # 0 for a request
    variant: str  # "default", "new", "", "report-exists"
    value: Any
    is_refusal: bool = False  # a response that says `success: false`, whatever its status

    @property
    def is_good(self) -> bool:
        """Whether a call that is answered so succeeds."""
        return 200 <= self.status < 300 and not self.is_refusal

    @property
    def name(self) -> str:
        """The file's name as an identifier."""
        return identifier(self.file)


@dataclass(eq=False)
class Operation:
    """One call of the API."""

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
    openapi_path: str | None = None
    openapi_query: dict[str, str] = field(default_factory=dict)
    outcome: Outcome | None = None
    paged: Paged | None = None
    wait: Wait | None = None
    key: Field | None = None  # of the body: names the purchase, so that it is made once
    price: Price | None = None
    deletes: Deletion | None = None
    file: FileLink | None = None
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
        return one.required or (self.full_replace and in_body)


@dataclass
class Family:
    """One family of reports, or the log-in calls: a spec file."""

    name: str
    title: str
    doc: str
    types: dict[str, Type]
    operations: dict[str, Operation]

    @property
    def has_reports(self) -> bool:
        """Whether its header has functions above single calls."""
        return any(op.paged or op.wait or op.file for op in self.operations.values())


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
    renew: Operation | None = None  # gets the same response for a refresh token
    renew_token: Field | None = None


@dataclass
class Envelope:
    """The wire names around every response, and the type of one error in it."""

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
class ReportWord:
    """What a status means: by its name, or by its id where `name` is None."""

    name: str | None
    id: int
    state: str  # "waiting", "ready" or "failed"


@dataclass
class Disagreement:
    """A point on which the sources of a spec differ, and what is done about it."""

    about: str
    says: str
    reads: str | None
    sends: str | None
    at: list[Enum | Type | Operation | tuple[Type, Field]]  # where the spec has it


@dataclass
class Api:
    """The whole spec, references resolved, in the order of its files."""

    name: str
    title: str
    doc: str
    base_url: str
    workspace_header: str
    duplicate_auth_header: str
    envelope: Envelope
    limits: Limits
    words: list[ReportWord]
    log_in: LogIn
    enums: dict[str, Enum]
    types: dict[str, Type]  # shared by the families
    families: dict[str, Family]
    program: Program | None = None  # the command, where the spec has one
    sources: dict[str, str] = field(default_factory=dict)  # what the spec was made from
    disagreements: list[Disagreement] = field(default_factory=list)

    def operations(self) -> Iterator[Operation]:
        """Every operation of every family, in the order of the spec."""
        for family in self.families.values():
            yield from family.operations.values()

    def all_types(self) -> list[Type]:
        """Every type: the shared ones, then each family's."""
        return [*self.types.values(),
                *(one for family in self.families.values() for one in family.types.values())]

    def nested(self, family: Family | None = None) -> list[Type]:
        """The types of a family (None: the shared ones) that stand inside others, parts first.

        Only these have a struct of their own name; the others are the shape of a request or
        response, and each operation has its own structs.
        """
        return self._nested.get(family.name if family else None, [])

    @cached_property
    def _nested(self) -> dict[str | None, list[Type]]:
        everything = self.all_types()
        inside = {item.sub for one in everything for item in one.fields.values() if item.sub}
        ordered: dict[Type, None] = {}

        def add(one: Type) -> None:
            if one not in ordered:
                for item in one.fields.values():
                    if item.sub:
                        add(item.sub)
                ordered[one] = None

        for one in everything:
            if one in inside:
                add(one)
        by_family: dict[str | None, list[Type]] = {}
        for one in ordered:
            by_family.setdefault(one.family, []).append(one)
        return by_family
