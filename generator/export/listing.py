"""The operations of a document as lines for people."""
from __future__ import annotations

from typing import Any, Iterator

from .facts import PREFIX


def as_text(made: dict[str, Any]) -> str:
    """A line an operation, in columns."""
    rows = list(_rows(made))
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() + "\n"
                   for row in rows)


def as_markdown(made: dict[str, Any]) -> str:
    """A table."""
    head, *rows = _rows(made)
    lines = [head, tuple("---" for _ in head),
             *((f"`{method}`", f"`{path}`", f"`{name}`", effect)
               for method, path, name, effect in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _rows(made: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    yield "method", "path", "operation", "effect"
    for path, item in made["paths"].items():
        for method, op in item.items():
            yield method.upper(), path, op["operationId"], op.get(f"{PREFIX}effect", "")
