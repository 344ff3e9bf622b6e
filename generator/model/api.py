"""The spec as one object: what templates, golden tests and the sandbox read."""
from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Iterator

from . import c_names
from .c_names import api_object
from .command import Program
from .operation import Operation
from .types import Enum, Field, Type, Unit


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


ROLES = ("text", "reason", "field", "contact")  # of the members that say why a request failed


@dataclass
class Reason:
    """An object that says why a request failed: which of its fields have which role, those that
    are preferred first."""

    type: Type
    roles: dict[str, list[Field]]

    def names(self, role: str) -> list[str]:
        """The wire names of a role."""
        return [name for item in self.roles.get(role, ()) for name in item.names]

    def said(self, value: Any) -> dict[str, str]:
        """What such an object says, by role; a text in its place is the text."""
        if isinstance(value, str):
            return {"text": value} if value else {}
        return said({role: self.names(role) for role in ROLES}, value)


def said(names: dict[str, list[str]], value: Any) -> dict[str, str]:
    """What the members of an object say by role; what is the text is not the reason too."""
    found: dict[str, str] = {}
    taken = ""
    for role, some in names.items():
        for name in some if isinstance(value, dict) else ():
            text = value.get(name)
            if name != taken and isinstance(text, str) and text:
                found[role] = text
                taken = taken or name
                break
    return found


@dataclass
class Envelope:
    """The wire names around every response, and what a failure has in it."""

    success: str
    data: str
    errors: str
    error: Reason  # of each of the errors
    failure: Reason | None  # of the data

    def reasons(self, response: dict[str, Any]) -> list[dict[str, str]]:
        """What each reason of a failure says by role, as the codec reads it."""
        found = [self.error.said(error) for error in response.get(self.errors) or ()]
        data = response.get(self.data)
        if self.failure:
            found.append(self.failure.said(data))
        elif isinstance(data, str):
            found.append({"text": data})
        return [one for one in found if one] or [one for one in [said(STANDARDS, response)] if one]


# What failures without an envelope say, by RFC 6749 and RFC 9457, and as proxies and frameworks do.
STANDARDS = {"text": ["error", "title", "message"],
             "reason": ["error_description", "detail", "message"]}


@dataclass
class Limits:
    """The service's own limits."""

    requests_per_minute: int
    page_size: int
    name_length: tuple[int, int]


@dataclass
class ReportStatus:
    """What a status means: by its name, or by its id where `name` is None. An id may be there
    several times, with different states: then it is a hint only."""

    name: str | None
    id: int
    state: str  # "waiting", "ready" or "failed"


@dataclass(frozen=True)
class Published:
    """A source that is an OpenAPI document: how one tells that a document is it."""

    title: str
    has: str | None  # a path
    lacks: str | None


@dataclass(frozen=True)
class Drift:
    """What a document is known to differ in: `absent` of `pld.order.campaignIds`."""

    document: str
    kind: str
    name: str
    line: int = field(default=0, compare=False)  # of sources.yaml


@dataclass
class Dialect:
    """One way to send requests."""

    prefix: str  # of its C name
    name: str
    doc: str
    based_on: str | None = None  # the dialect that it is as, where it does not say otherwise

    @property
    def macro(self) -> str:
        """IQM_DIALECT_PAGE"""
        return c_names.dialect(self.prefix, self.name)


@dataclass
class Disagreement:
    """A point on which the sources of a spec differ, and what the library does about it."""

    about: str
    says: str
    reads: str | None
    sends: str | None
    at: list[Enum | Type | Operation | tuple[Type, Field]]  # where the spec has it
    drift: list[Drift] = field(default_factory=list)


@dataclass
class Api:
    """Everything that the spec says, references resolved, in the order of its files."""

    name: str
    prefix: str  # of C names and file names
    environment: str  # what the names of the library's variables begin with
    title: str
    doc: str
    base_url: str
    workspace_header: str
    duplicate_auth_header: str
    request_id_headers: list[str]  # of responses, those that are preferred first
    dialects: dict[str, Dialect]  # the first is the default
    envelope: Envelope
    limits: Limits
    report_statuses: list[ReportStatus]
    not_ready: list[str]  # what a refused link says of a report that is not ready
    log_in: LogIn
    units: dict[str, Unit]
    enums: dict[str, Enum]
    types: dict[str, Type]  # shared by the families
    families: dict[str, Family]
    program: Program | None = None  # the command, where the spec has one
    sources: dict[str, str] = field(default_factory=dict)  # what the spec was made from
    documents: dict[str, Published] = field(default_factory=dict)  # of these sources
    disagreements: list[Disagreement] = field(default_factory=list)

    @property
    def c_name(self) -> str:
        """What has all of it in C: iqm_insights_api."""
        return api_object(self.prefix, self.name)

    def operations(self) -> Iterator[Operation]:
        """Every operation of every family, in the order of the spec."""
        for family in self.families.values():
            yield from family.operations.values()

    def all_types(self) -> list[Type]:
        """Every type: the shared ones, then each family's."""
        return [*self.types.values(),
                *(one for family in self.families.values() for one in family.types.values())]

    def structs(self, family: Family | None = None) -> list[Type]:
        """The types of a family (None: the shared ones) that have a struct, parts first: those
        that operations send or get, and what is in them."""
        return self._structs.get(family.name if family else None, [])

    def is_listed(self, one: Type) -> bool:
        """Whether there are lists of a type."""
        return one in self._listed

    @cached_property
    def _listed(self) -> set[Type]:
        return {item.sub for one in self.all_types() for item in one.fields.values()
                if item.sub and (item.value or item).shape == "list"}

    def maps_of(self, one: Type) -> list[Field]:
        """The values of the maps that there are of a type: it, or lists of it; the first of
        each."""
        return list(self._maps.get(one, {}).values())

    @cached_property
    def _maps(self) -> dict[Type, dict[str, Field]]:
        found: dict[Type, dict[str, Field]] = {}
        for one in self.all_types():
            for item in one.fields.values():
                if item.sub and item.value:
                    found.setdefault(item.sub, {}).setdefault(item.value.shape, item.value)
        return found

    @cached_property
    def _structs(self) -> dict[str | None, list[Type]]:
        everything = self.all_types()
        used = {one for op in self.operations() for one in op.whole_types}
        used |= {item.sub for one in everything for item in one.fields.values() if item.sub}
        ordered: dict[Type, None] = {}

        def add(one: Type) -> None:
            if one not in ordered:
                for item in one.fields.values():
                    if item.sub:
                        add(item.sub)
                ordered[one] = None

        for one in everything:
            if one in used:
                add(one)
        by_family: dict[str | None, list[Type]] = {}
        for one in ordered:
            by_family.setdefault(one.family, []).append(one)
        return by_family
