"""What fields and operations say of themselves besides their doc, in sentences for readers."""
from __future__ import annotations

from typing import Any

from .operation import Operation
from .types import Field


def field_notes(item: Field) -> list[str]:
    """The sentences about a field's values."""
    notes = []
    if item.default is not None:
        notes.append(f"Default: {plain(item.default)}.")
    if item.range:
        notes.append(f"From {plain(item.range[0])} to {plain(item.range[1])}.")
    if item.items:
        notes.append(f"{item.items[0]} to {item.items[1]} items.")
    if item.length:
        each = " each" if item.shape == "list" else ""
        notes.append(f"{item.length[0]} to {item.length[1]} characters{each}.")
    if item.deprecated:
        notes.append(_deprecated(item.deprecated))
    return notes


def operation_notes(op: Operation) -> list[str]:
    """The sentences about an operation's age."""
    return [*([f"Since {op.since}."] if op.since else []),
            *([_deprecated(op.deprecated)] if op.deprecated else [])]


def plain(value: Any) -> str:
    """A value as people write it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _deprecated(words: str) -> str:
    return f"Deprecated: {words.strip().rstrip('.')}."
