"""What fields say for people only: a default, limits. It must fit the field."""
from __future__ import annotations

from typing import Any

from ..loader.problems import article, with_suggestion
from ..loader.source import At
from ..model.types import Field
from .scope import Scope

NUMBERS = ("int", "num", "ms", "s")
TEXTS = ("string", "id")


def check_notes(scope: Scope, at: At, spec: dict[str, Any], item: Field) -> None:
    """Notes that cannot be meant are a mistake."""
    for note, fits, expected in (
            ("range", item.type in NUMBERS, "a number or timestamp"),
            ("length", item.type in TEXTS, "a string or id"),
            ("items", item.shape == "list", "a list"),
            ("default", item.shape == "one" and not item.sub, "a scalar")):
        if note not in spec:
            continue
        if not fits:
            scope.report(at.down(note),
                         f"'{note}' on {article(item.spelling)}, expected {expected}", key=True)
        elif note == "default":
            _check_default(scope, at.down(note), item, spec[note])
        elif spec[note][0] > spec[note][1]:
            scope.report(at.down(note), f"found {spec[note][0]} to {spec[note][1]}, expected the "
                         f"least first")


def _check_default(scope: Scope, at: At, item: Field, value: Any) -> None:
    limits: tuple[float, float] | None
    if item.type in TEXTS:
        kind, fits, size, limits = "text", isinstance(value, str), len(str(value)), item.length
    elif item.type == "bool":
        kind, fits, size, limits = "true or false", isinstance(value, bool), 0, None
    else:
        whole = isinstance(value, int) and not isinstance(value, bool)
        is_float = item.type == "num" and isinstance(value, float)
        kind = "a number" if item.type == "num" else "an integer"
        fits, size, limits = whole or is_float, value, item.range
    if not fits:
        scope.report(at, f"found {value!r}, expected {kind}")
    elif item.enum and value not in item.enum.known:
        scope.report(at, with_suggestion(f"found {value!r}, which enum '{item.enum.name}' has not",
                                         str(value), map(str, item.enum.known)))
    elif limits and limits[0] <= limits[1] and not limits[0] <= size <= limits[1]:
        scope.report(at, f"found {value!r}, which is outside of the field's own limits")
