"""YAML and JSON files as plain data that remembers where each key and value stands."""
from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .problems import Problem

Place = tuple  # keys and list indices from the top of a file: ("types", "report", "fields")
Mark = tuple  # line and column, from 1


@dataclass
class Source:
    """A YAML file's data, and the mark of every key and value in it."""

    file: str
    data: Any = None
    keys: dict[Place, Mark] = field(default_factory=dict)
    values: dict[Place, Mark] = field(default_factory=dict)

    def problem(self, place: Place, text: str, *, key: bool = False) -> Problem:
        """A problem at a key or value; at the nearest enclosing one where it is absent."""
        while place:
            mark = (self.keys if key else self.values).get(place) or self.keys.get(place)
            if mark:
                return Problem(self.file, *mark, text)
            place, key = place[:-1], True
        return Problem(self.file, 1, 1, text)


def load_yaml(path: Path, shown: str, problems: list[Problem]) -> Source:
    """Reads one YAML file; on a mistake the data is None and `problems` says why."""
    source = Source(shown)
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except OSError as error:
        problems.append(Problem(shown, 1, 1, f"cannot be read: {error.strerror}"))
        return source
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problems.append(Problem(shown, line, 1, "not UTF-8 text"))
        return source
    except yaml.YAMLError as error:
        problems.append(_yaml_problem(shown, error))
        return source
    if node is None:
        problems.append(Problem(shown, 1, 1, "empty file, expected a mapping"))
        return source
    source.data = _plain(source, node, (), problems, set())
    return source


def _yaml_problem(shown: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or str(error).splitlines()[0]
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Problem(shown, line, column, f"not YAML: {what}")


def _plain(source: Source, node: yaml.Node, place: Place, problems: list[Problem],
           above: set[int]) -> Any:
    source.values[place] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if id(node) in above:
        problems.append(source.problem(place, "an alias inside the value that it names"))
        return None
    above = above | {id(node)}
    if isinstance(node, yaml.MappingNode):
        return _mapping(source, node, place, problems, above)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(source, item, place + (i,), problems, above)
                for i, item in enumerate(node.value)]
    try:
        return yaml.SafeLoader("").construct_object(node)
    except (yaml.YAMLError, ValueError) as error:
        what = getattr(error, "problem", None) or str(error)
        problems.append(source.problem(place, f"not YAML: {what}"))
        return None


def _mapping(source: Source, node: yaml.MappingNode, place: Place, problems: list[Problem],
             above: set[int]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        mark = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(Problem(source.file, *mark, "a key that is not a word"))
            continue
        key = key_node.value
        if key in data:
            first = source.keys[place + (key,)][0]
            problems.append(Problem(source.file, *mark,
                                    f"'{key}' is given twice, first in line {first}"))
            continue
        source.keys[place + (key,)] = mark
        data[key] = _plain(source, value_node, place + (key,), problems, above)
    return data


def load_json(path: Path, shown: str, problems: list[Problem]) -> Any:
    """Reads one JSON file strictly: no duplicate keys, no NaN. None on a mistake."""
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        data = dict(pairs)
        if len(data) < len(pairs):
            raise ValueError("a key is given twice in one object")
        return data

    def no_constant(word: str) -> Any:
        raise ValueError(f"'{word}' is not JSON")

    try:
        text = path.read_text(encoding="utf-8")
        return json.loads(text, object_pairs_hook=unique, parse_constant=no_constant)
    except OSError as error:
        problems.append(Problem(shown, 1, 1, f"cannot be read: {error.strerror}"))
    except json.JSONDecodeError as error:
        problems.append(Problem(shown, error.lineno, error.colno, f"not JSON: {error.msg}"))
    except ValueError as error:
        problems.append(Problem(shown, 1, 1, str(error)))
    return None
