"""A document as it was read: values by place, `$ref`s, and what is wrong in it."""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from ..loader.problems import Problem, Problems
from ..loader.source import Place, Source

MOST_REFS = 64  # one behind the other
UNFIT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufeff\ufffe\uffff]")


def pointer(place: Place) -> str:
    """`#/paths/~1a/get` for a place."""
    return "/".join(["#", *(str(step).replace("~", "~0").replace("/", "~1") for step in place)])


@dataclass
class Raw:
    """The plain data of a document."""

    source: Source
    problems: Problems = field(default_factory=Problems)
    missing: set[Place] = field(default_factory=set)  # `$ref`s that are reported already

    def report(self, place: Place, text: str) -> None:
        """One more thing that is wrong."""
        self.problems.add(self.source.problem(place, text))

    def mark(self, place: Place) -> Problem:
        """Where a place is, as a problem without a text."""
        return self.source.problem(place, "", key=True)

    def get(self, place: Place) -> tuple[Any, bool]:
        """The value at a place, and whether there is one."""
        value = self.source.data
        for step in place:
            if isinstance(value, dict) and step in value:
                value = value[step]
            elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
                value = value[step]
            else:
                return None, False
        return value, True

    def mapping(self, place: Place, what: str) -> dict[str, Any]:
        """The mapping at a place, an empty one where there is none; reports what is none."""
        value, _ = self.get(place)
        if isinstance(value, dict):
            return value
        if value is not None:
            self.report(place, f"{what} is {kind(value)}, expected an object")
        return {}

    def sequence(self, place: Place, what: str) -> list[Any]:
        """The same for a list."""
        value, _ = self.get(place)
        if isinstance(value, list):
            return value
        if value is not None:
            self.report(place, f"{what} is {kind(value)}, expected a list")
        return []

    def text(self, place: Place, *names: str) -> str:
        """The first of these members that has text; "" where none has."""
        value, _ = self.get(place)
        for name in names:
            if isinstance(value, dict) and isinstance(value.get(name), str) and value[name].strip():
                return cleaned(value[name])
        return ""

    def follow(self, place: Place) -> Place | None:
        """Where `$ref`s at a place lead to, itself where it has none; None where to nothing,
        which is reported."""
        way = [place]
        while True:
            value, _ = self.get(way[-1])
            if not isinstance(value, dict) or not isinstance(value.get("$ref"), str):
                return way[-1]
            target = self.target(way[-1], value["$ref"])
            if target is None:
                return None
            if target in way or len(way) > MOST_REFS:
                self.report_once(place, f"$ref '{value['$ref']}' leads back to itself")
                return None
            way.append(target)

    def target(self, place: Place, ref: str) -> Place | None:
        """The place that a `$ref` names."""
        if not ref.startswith("#"):
            self.report_once(place, f"$ref '{ref}' is in another document, expected one in this")
            return None
        steps: list[Any] = []
        value: Any = self.source.data
        for text in ref[1:].split("/")[1:]:
            step: Any = unquote(text).replace("~1", "/").replace("~0", "~")
            if isinstance(value, list) and step.isdigit() and len(step) < 10:
                step = int(step)
            steps.append(step)
            try:
                value = value[step] if isinstance(value, (dict, list)) else {}[step]
            except (KeyError, IndexError, TypeError):
                self.report_once(place, f"$ref '{ref}' names nothing in the document")
                return None
        return tuple(steps)

    def report_once(self, place: Place, text: str) -> None:
        """The same, if nothing was reported of this `$ref` before."""
        if place not in self.missing:
            self.missing.add(place)
            self.report(place + ("$ref",), text)


def cleaned(text: str) -> str:
    """Text without what cannot be printed."""
    return UNFIT.sub("", text).strip()


def kind(value: Any) -> str:
    """What a value is, for messages."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, (int, float)):
        return "a number"
    return "an object" if isinstance(value, dict) else "a list" if isinstance(value, list) \
        else "text"
