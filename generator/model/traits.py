"""What an operation means beyond its request and response: parts of the model."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import Field, Operation


@dataclass
class Outcome:
    """How a response's fields are sorted into created (or creatable), exists, refused."""

    yes: str  # "created" or "creatable"
    flags: list[Field]
    exists: Field
    refused: Field


@dataclass
class Paged:
    """The query fields that choose a page, and the response fields that hold it."""

    page: Field
    size: Field
    sort: Field | None
    search: Field | None
    items: Field
    total: Field
    key: Field  # of a row
    columns: list[Field]  # of a row: those of a table where none are chosen; none: all


@dataclass
class Wait:
    """How a bought report is found in a list, and what its row says of it."""

    list: Operation
    status: Field  # of a row
    status_name: Field | None
    created: Field | None
    regenerate: Field | None  # of the body: the report to make again
    found_by: dict[str, Field]  # request field's wire name -> row's field


@dataclass
class Price:
    """The operation that prices the same order, and what its response says of the price."""

    op: Operation
    cost: Field
    funds: Field | None


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
    forms: dict[str, int]  # file type ids whose form is known: xlsx and csv
