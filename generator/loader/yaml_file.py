"""YAML files as plain data with marks.

The spec uses a subset of YAML: no aliases, no tags, no second document, and no unquoted text that
YAML readers take for something other than text, true, false, null or a number of JSON.
"""
from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from .problems import Problem, Problems
from .source import Mark, Place, Source, mark_of, read_text

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's is ten times as fast
PARSE: Any = yaml.parse  # untyped in some stubs
DEEPEST = 30  # the language itself needs 8

UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
                         "\ud800-\udfff]")
INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
IMPLICIT = yaml.SafeLoader.yaml_implicit_resolvers  # first character -> [(tag, pattern)]
JSON_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
KINDS = {"bool": "a boolean", "int": "an integer", "float": "a number", "null": "nothing",
         "timestamp": "a date"}


def load_yaml(path: Path, shown: str, problems: Problems) -> Source:
    """Reads one YAML file; where it is no YAML at all the data is None and `problems` says why."""
    text = read_text(path, shown, problems)
    if text is None:
        return Source(shown)
    bad = UNPRINTABLE.search(text)
    if bad:
        what = "a tab, expected spaces" if bad[0] == "\t" else f"unprintable {_code(bad[0])}"
        problems.add(Problem(shown, *mark_of(text, bad.start()), what))
        return Source(shown)
    try:
        try:
            composer = _Composer(shown, text, LOADER)
        except yaml.YAMLError:  # Python's own parser decides: the same result without libyaml
            composer = _Composer(shown, text, yaml.SafeLoader)
    except yaml.YAMLError as error:
        problems.add(_yaml_problem(shown, error))
        return Source(shown)
    except _Refused as error:
        problems.add(Problem(shown, *error.mark, str(error)))
        return Source(shown)
    for problem in composer.found:
        problems.add(problem)
    if composer.source.data is None and not composer.found:
        problems.add(Problem(shown, 1, 1, "empty file, expected a mapping"))
    return composer.source


class _Unsure(yaml.YAMLError):
    """YAML that libyaml may read in another way than Python's own parser."""


class _Refused(Exception):
    """YAML that is no spec, whatever else is in it."""

    def __init__(self, event: Any, text: str) -> None:
        super().__init__(text)
        self.mark: Mark = _mark(event)


def _code(character: str) -> str:
    return f"character U+{ord(character):04X}"


def _yaml_problem(shown: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or str(error).splitlines()[0]
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Problem(shown, line, column, f"not YAML: {what}")


class _Composer:
    """Turns YAML's events into plain data and marks."""

    def __init__(self, shown: str, text: str, loader: Any) -> None:
        self.source = Source(shown)
        self.events = PARSE(text, Loader=loader)
        self.is_libyaml = loader is not yaml.SafeLoader
        self.braces = 0  # how many {} and [] are open
        self.found: list[Problem] = []
        self.source.data = self.document()

    def document(self) -> Any:
        """The data of the one document."""
        data, documents = None, 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refused(event, "a second document, expected one")
                data = self.value(next(self.events), ())
        return data

    def report(self, event: Any, text: str) -> None:
        """One more problem, where the event begins."""
        self.found.append(Problem(self.source.file, *_mark(event), text))

    def value(self, event: Any, place: Place) -> Any:
        """The value that begins with this event."""
        self.source.values[place] = _mark(event)
        if isinstance(event, yaml.AliasEvent):
            return self.broken(event, place, f"alias *{event.anchor}, expected the value itself")
        if self.is_libyaml and self.is_ambiguous(event):
            raise _Unsure
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.broken(event, place, f"tag {tag}, expected a value without one")
        if len(place) > DEEPEST:
            raise _Refused(event, f"nested deeper than {DEEPEST} levels")
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, place)
        self.braces += bool(event.flow_style)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        data = self.mapping(place) if is_mapping else self.sequence(place)
        self.braces -= bool(event.flow_style)
        return data

    def is_ambiguous(self, event: Any) -> bool:
        """Whether parsers differ on this: a tag, or in braces '?' or nothing at all."""
        if not isinstance(event, yaml.ScalarEvent):
            return event.tag is not None
        is_unquoted_in_braces = event.implicit[0] and self.braces > 0
        return event.tag is not None or (
            is_unquoted_in_braces and (event.value == "" or "?" in event.value))

    def broken(self, event: Any, place: Place, text: str) -> None:
        """Notes a problem with a value, which later checks then pass over."""
        self.report(event, text)
        self.source.broken.add(place)

    def mapping(self, place: Place) -> dict[str, Any]:
        """The keys and values up to the end of a mapping; the first of two equal keys counts."""
        data: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.key(event, place)
            here = place + (key,)
            if key in data:
                first = self.source.keys[here][0]
                self.report(event, f"'{key}' is given twice, first in line {first}")
            if key is None or key in data:  # its value is read, to get past it
                self.source.remember_names(self.value(next(self.events), place + (None,)))
            else:
                self.source.keys[here] = _mark(event)
                data[key] = self.value(next(self.events), here)
        return data

    def key(self, event: Any, place: Place) -> str | None:
        """The text of a key; None where it is no text."""
        if not isinstance(event, yaml.ScalarEvent):
            self.report(event, "a key that is not text")
            self.value(event, place + (None,))
            return None
        if self.is_libyaml and self.is_ambiguous(event):
            raise _Unsure
        kind = plain_kind(event.value) if event.implicit[0] else "str"
        if kind == "merge":
            self.broken(event, place + (event.value,), "merge key <<, expected the keys themselves")
        elif kind != "str":
            self.report(event, _quote_it(event.value, kind))
        return str(event.value)

    def sequence(self, place: Place) -> list[Any]:
        """The values up to the end of a sequence."""
        data: list[Any] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            data.append(self.value(event, place + (len(data),)))
        return data

    def scalar(self, event: Any, place: Place) -> Any:
        """Text, or what else JSON has: true, false, null, a number."""
        text = event.value
        bad = UNPRINTABLE.search(text)
        if bad:
            return self.broken(event, place, f"unprintable {_code(bad[0])} in a text")
        if text.isspace():
            return self.broken(event, place, "found nothing but whitespace, expected text")
        kind = plain_kind(text) if event.implicit[0] else "str"
        if kind == "str":
            return text
        if text in JSON_WORDS:
            return JSON_WORDS[text]
        if kind == "int" and INTEGER.fullmatch(text):
            return int(text)
        if kind == "float" and NUMBER.fullmatch(text):
            return float(text)
        return self.broken(event, place, _quote_it(text, kind))


def _mark(event: Any) -> Mark:
    return event.start_mark.line + 1, event.start_mark.column + 1


def plain_kind(text: str) -> str:
    """What YAML 1.1 takes unquoted text for: str, bool, int, float, null, timestamp..."""
    for tag, pattern in IMPLICIT.get(text[:1], ()):
        if pattern.match(text):
            return str(tag).rpartition(":")[2]
    return "str"


def _quote_it(text: str, kind: str) -> str:
    return f"unquoted {text} is {KINDS.get(kind, kind)} to YAML, expected '{text}' in quotes"
