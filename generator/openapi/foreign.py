"""JSON and YAML of others as plain data with marks, within bounds.

Unlike the spec's own YAML all of YAML is read that JSON can hold: anchors, aliases and merge keys
too. Words are what YAML 1.2 takes them for: `yes` and dates are text.
"""
from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any, Iterator

import yaml

from ..loader.json_file import marks_of
from ..loader.problems import Problem, Problems
from ..loader.source import Mark, Place, Source, mark_of, read_text

LARGEST = 16 << 20  # bytes of a file
MOST_VALUES = 1000000  # in a document, aliases counted as what they stand for
DEEPEST = 64
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's is ten times as fast
PARSE: Any = yaml.parse  # untyped in some stubs
TAG = "tag:yaml.org,2002:"
WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None, "true": True, "True": True,
         "TRUE": True, "false": False, "False": False, "FALSE": False}
INTEGER = re.compile(r"[-+]?[0-9]{1,400}")
BASED = re.compile(r"0(?:o[0-7]{1,400}|x[0-9a-fA-F]{1,400})")
NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


class _Refused(Exception):
    """A document that is not read any further."""

    def __init__(self, text: str, mark: Mark = (1, 1)) -> None:
        super().__init__(text)
        self.mark = mark


def load(path: Path, shown: str, problems: Problems) -> Source:
    """A document's data and marks; the data is None where it cannot be read: `problems` says why.
    It is JSON if it begins with a brace."""
    text = read_text(path, shown, problems, LARGEST)
    if text is None:
        return Source(shown)
    try:
        if text.lstrip()[:1] in ("{", "["):
            return _json(text, shown)
        return _Composer(text, shown).source
    except _Refused as refused:
        problems.add(Problem(shown, *refused.mark, str(refused)))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        problems.add(Problem(shown, *((mark.line + 1, mark.column + 1) if mark else (1, 1)),
                             f"not YAML: {what}"))
    return Source(shown)


# ---- JSON ------------------------------------------------------------------------------------


def _json(text: str, shown: str) -> Source:
    try:
        data = json_value(text)
    except json.JSONDecodeError as error:
        raise _Refused(f"not JSON: {error.msg}", (error.lineno, error.colno)) from None
    except ValueError as error:
        raise _Refused(str(error)) from None
    source = marks_of(text, shown)
    source.data = data
    return source


def json_value(text: str, strict: bool = True) -> Any:
    """The value of a text that is JSON. ValueError where it is none, or is too large or too deep;
    `strict` as in json.loads()."""
    try:
        data = json.loads(text, parse_constant=_no_constant, parse_float=_finite, strict=strict)
    except RecursionError:
        raise ValueError(f"nested deeper than {DEEPEST} levels") from None
    _check_size(data)
    return data


def _no_constant(word: str) -> Any:
    raise ValueError(f"{word} is no JSON")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text[:20]} is too large for a number")
    return value


def _check_size(data: Any) -> None:
    count, level = 0, [data]
    for _ in range(DEEPEST + 1):
        count += len(level)
        if count > MOST_VALUES:
            raise ValueError(f"more than {MOST_VALUES} values")
        level = [item for value in level if isinstance(value, (dict, list)) for item in
                 (value.values() if isinstance(value, dict) else value)]
    if level:
        raise ValueError(f"nested deeper than {DEEPEST} levels")


# ---- YAML ------------------------------------------------------------------------------------


class _Composer:
    """Turns YAML's events into plain data and marks."""

    def __init__(self, text: str, shown: str) -> None:
        self.source = Source(shown)
        self.events: Iterator[Any] = PARSE(_readable(text), Loader=LOADER)
        self.anchors: dict[str, tuple[Any, int, int]] = {}  # value, how many it has, how deep
        self.count = 0  # values so far
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refused("a second document, expected one", _mark(event))
                self.source.data, _ = self.value(next(self.events), ())

    def value(self, event: Any, place: Place) -> tuple[Any, int]:
        """The value that begins with this event, and how many levels it has."""
        self.source.values[place] = _mark(event)
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event, place)
        before = self.count
        self.grow(1, event)
        if len(place) > DEEPEST:
            raise _Refused(f"nested deeper than {DEEPEST} levels", _mark(event))
        if isinstance(event, yaml.ScalarEvent):
            data, depth = _scalar(event), 0
        elif isinstance(event, yaml.MappingStartEvent):
            data, depth = self.mapping(place)
        else:
            data, depth = self.sequence(place)
        if event.anchor:
            self.anchors[event.anchor] = (data, self.count - before, depth)
        return data, depth

    def grow(self, by: int, event: Any) -> None:
        """Counts values, so that aliases of aliases do not become a bomb."""
        self.count += by
        if self.count > MOST_VALUES:
            raise _Refused(f"more than {MOST_VALUES} values, those of aliases counted",
                           _mark(event))

    def alias(self, event: Any, place: Place) -> tuple[Any, int]:
        """What an alias stands for; not the value that it is in."""
        found = self.anchors.get(event.anchor)
        if found is None:
            raise _Refused(f"alias *{event.anchor} of nothing, or of what it is in", _mark(event))
        data, count, depth = found
        self.grow(count, event)
        if len(place) + depth > DEEPEST:
            raise _Refused(f"nested deeper than {DEEPEST} levels", _mark(event))
        return data, depth

    def mapping(self, place: Place) -> tuple[dict[str, Any], int]:
        """The keys and values up to the end of a mapping; the last of two equal keys counts, as
        in JSON. Merged keys count where the mapping has none of their name."""
        data: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        depth = 0
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                raise _Refused("a key that is no text", _mark(event))
            key = event.value
            is_merge = key == "<<" and event.implicit[0]
            self.source.keys[place + (key,)] = _mark(event)
            value, below = self.value(next(self.events), place + (key,))
            depth = max(depth, below + 1)
            if is_merge:
                for one in value if isinstance(value, list) else [value]:
                    if not isinstance(one, dict):
                        raise _Refused("merge key << without a mapping", _mark(event))
                    for name, item in one.items():
                        merged.setdefault(name, item)
            else:
                data[key] = value
        return {**merged, **data} if merged else data, depth

    def sequence(self, place: Place) -> tuple[list[Any], int]:
        """The values up to the end of a sequence."""
        data: list[Any] = []
        depth = 0
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            value, below = self.value(event, place + (len(data),))
            depth = max(depth, below + 1)
            data.append(value)
        return data, depth


def _readable(text: str) -> str:
    """YAML has no control characters: the parsers' own message for them has no place."""
    bad = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if bad:
        raise _Refused(f"not YAML: character U+{ord(bad[0]):04X}", mark_of(text, bad.start()))
    return text


def _mark(event: Any) -> Mark:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _scalar(event: Any) -> Any:
    """Text, or what else JSON has: null, true, false, a number."""
    text = str(event.value)
    tag = (event.tag or "").replace(TAG, "!!")
    if tag in ("!", "!!str", "!!binary", "!!timestamp") or (not tag and not event.implicit[0]):
        return text
    if text in WORDS:
        return WORDS[text]
    if INTEGER.fullmatch(text):
        return int(text)
    if BASED.fullmatch(text):
        return int(text[2:], 8 if text[1] == "o" else 16)
    if NUMBER.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    return text
