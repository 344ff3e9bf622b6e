"""Types of the spec: enums, fields, and JSON objects made of them.

Enums, fields, types and operations are equal only to themselves, so that sets and dicts of them
are quick whatever they hold.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Iterable

RESERVED = 8  # members of a request's struct whose place later fields take
SCALARS = ("int", "num", "bool", "ms", "s", "string", "id", "json")
TEXT = ("string", "id")
NUMBERS = ("int", "num", "ms", "s")


@dataclass
class Unit:
    """A unit of numbers."""

    name: str
    doc: str
    is_count: bool  # of what a response has: no data of its own


@dataclass(eq=False)
class Enum:
    """Named constants for an open set of ids, or of texts."""

    prefix: str  # of its C names
    name: str
    doc: str
    values: dict[str, int]
    texts: dict[str, str] = field(default_factory=dict)  # in place of `values`

    @property
    def known(self) -> list[Any]:
        """What is sent and read: others may come."""
        return list(self.texts.values()) or list(self.values.values())

    @property
    def c_name(self) -> str:
        """iqm_file_type"""
        return f"{self.prefix}_{self.name}"

    def enumerator(self, value: str) -> str:
        """`csv` -> IQM_FILE_TYPE_CSV"""
        return f"{self.c_name}_{value}".upper()


@dataclass(frozen=True)
class Sent:
    """How a dialect sends a field."""

    names: tuple[str, ...]  # under all of which it is sent
    unit: str | None  # of a timestamp: "ms" or "s"
    kind: str  # "number" or "text" of what can be either; an id that spells no number stays text
    shape: str  # "scalar", "list" or "map"; a list that is a scalar is its item where it has one
    omitted: bool = False


@dataclass(eq=False)
class Field:
    """A field of a type. `type` is one of SCALARS, or the name of a type: then `sub` is that."""

    wire: str
    c_name: str
    type: str
    shape: str  # "one", "list" or "map"; a map's `type` and `sub` are those of its `value`
    doc: str
    unit: Unit | None = None
    aliases: list[str] = field(default_factory=list)
    scalar_or_list: bool = False  # reading: a value that is no list is a list of one
    explode: bool = False  # in a query or form body each item is a parameter
    required: bool = False
    needed: bool = False  # what it is in cannot be read without it, where it is there
    secret: bool = False
    day: str | None = None  # a date alone is that day's "first" or "last" second
    numeric: bool = False  # an id that is sent as a number where it spells one
    enum: Enum | None = None
    entry: tuple[str, str] | None = None  # a map read from a list: names of key and value
    sent: dict[str, Sent] = field(default_factory=dict)  # in dialects where it is sent otherwise
    also_read: list[str] = field(default_factory=list)  # names that dialects send
    default: Any = None  # the service's; this and what follows is for people only
    range: tuple[float, float] | None = None
    items: tuple[int, int] | None = None  # how many a list may have
    length: tuple[int, int] | None = None  # in characters
    deprecated: str | None = None
    flag: str | None = None  # its flag and column, where the derived name is not what it is called
    note: str = ""  # what users of the command need not know
    for_new: bool = False  # an order of something new needs it, one that regenerates does not
    since: str | None = None  # the release that it came with, where that was not the ABI's first
    is_compared: bool = False  # by the runtime, with text from elsewhere
    sub: Type | None = None
    value: Field | None = None  # of a map: what its keys have

    @property
    def full_doc(self) -> str:
        """Its doc and its note."""
        return f"{self.doc.strip()} {self.note.strip()}".strip()

    @property
    def exact(self) -> bool:
        """Whether text that was altered in reading must not be taken for it."""
        return self.type == "id" or (self.type == "string" and (self.secret or self.is_compared))

    @property
    def names(self) -> list[str]:
        """Every name that reading accepts, the preferred one first."""
        return [self.wire, *self.aliases]

    @property
    def spelling(self) -> str:
        """The type as the spec writes it: int, report[], int{}, report[]{}."""
        if self.value:
            return self.value.spelling + "{}"
        return self.type + {"one": "", "list": "[]", "map": "{}"}[self.shape]

    @property
    def takes_objects(self) -> bool:
        """Whether any JSON object is a value of it, so that none is the object around it."""
        return self.shape == "map" or (self.type, self.shape) == ("json", "one")

    @property
    def is_pointer(self) -> bool:
        """Whether its member is a pointer."""
        return self.shape == "one" and (self.sub is not None or self.type in TEXT)


def in_struct(fields: Iterable[Field]) -> list[Field]:
    """Fields in the order of their struct's members: what a release has stays where it is."""
    return sorted(fields, key=lambda item: [int(part) for part in (item.since or "0").split(".")])


@dataclass(eq=False)
class Type:
    """A JSON object. `family` is None for types that all families share."""

    prefix: str  # of its C names
    name: str
    family: str | None
    doc: str
    fields: dict[str, Field]
    unwrapped: Field | None = None  # what a value in place of the object stands for
    unwrapped_true: Field | None = None  # and the boolean that is true then
    has_outcome: bool = False  # it is the response of an operation with an outcome
    is_sent: bool = False  # callers make it: a request, or a part of one

    @property
    def days(self) -> tuple[Field, Field] | None:
        """The fields of its first and its last day, where it has one of each."""
        first, last = ([item for item in self.fields.values() if item.day == which]
                       for which in ("first", "last"))
        same = len(first) == len(last) == 1 and first[0].type == last[0].type
        return (first[0], last[0]) if same else None

    @property
    def c_name(self) -> str:
        """The struct's name, whatever uses it: iqm_pld_report, or iqm_campaign for a shared
        type."""
        return "_".join([self.prefix, *([self.family] if self.family else []), self.name])
