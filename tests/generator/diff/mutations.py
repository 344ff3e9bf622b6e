"""For each key of the language and each kind of change: edits of the sample spec that make it."""
from __future__ import annotations

import copy
from typing import Any, Iterator

from generator.diff.language import FAMILIES, Node, language
from generator.loader.source import Place

from .helper import Data

Mutation = tuple[str, Data, Data]  # where, and both specs
ABSENT: Any = None


def instances(data: Data, wanted: Node) -> Iterator[tuple[str, Place]]:
    """Where the sample spec has, or could have, a key: file and place."""
    files = language()
    for name in data:
        top = files.get(name, files["family"])
        yield from ((name, place) for place in _find(top, data[name], (), wanted))


def _find(node: Node, value: Any, place: Place, wanted: Node) -> Iterator[Place]:
    if node.key == wanted.key and node.shape == wanted.shape:
        yield place
    elif node.shape == "struct" and (value is not ABSENT or node.is_transparent):
        for key, part in node.parts.items():
            yield from _find(part, (value or {}).get(key, ABSENT), place + (key,), wanted)
    elif node.shape == "map" and node.item and node.key != FAMILIES and value:
        entries = enumerate(value) if node.id_key else value.items()
        for key, inner in entries:
            yield from _find(node.item, inner, place + (key,), wanted)


def mutations(data: Data, node: Node, kind: str) -> Iterator[Mutation]:
    """Pairs of specs that differ in one change of this kind, at every place."""
    values = [value for file, place in instances(data, node)
              if (value := get(data[file], place)) is not ABSENT]
    for file, place in instances(data, node):
        here = get(data[file], place)
        pair = _pair(node, kind, here, values)
        if pair is not None:
            old, new = copy.deepcopy(data), copy.deepcopy(data)
            put(old[file], place, pair[0])
            put(new[file], place, pair[1])
            yield f"{file} {place}", old, new


def _pair(node: Node, kind: str, here: Any, values: list[Any]) -> tuple[Any, Any] | None:
    """What stands at a place in both specs, for a change of this kind."""
    value = here if here is not ABSENT else next(iter(values), ABSENT)
    if node.shape in ("map", "values"):
        return _map_pair(node, kind, value if value is not ABSENT else {})
    if node.shape == "list":
        return {"item-added": (["a"], ["a", "b"]), "item-removed": (["a", "b"], ["a"]),
                "reordered": (["a", "b"], ["b", "a"]), "added": (ABSENT, ["a"]),
                "removed": (["a"], ABSENT)}[kind]
    if value is ABSENT:
        value = {"flag": True, "value": "a", "struct": {}}[node.shape]
    return {"added": (ABSENT, value), "removed": (value, ABSENT),
            "changed": (value, other(value))}[kind]


def _map_pair(node: Node, kind: str, value: Any) -> tuple[Any, Any] | None:
    if node.id_key:
        if not value:
            return None
        first, *rest = value
        new = {**first, node.id_key: "Quite another", "says": "Nothing of it", "at": ["x"]}
        return {"added": (value, [*value, new]), "removed": (value, rest),
                "renamed": (value, [{**first, node.id_key: f"{first[node.id_key]}x"}, *rest]),
                "moved": (value, [*rest, first])}[kind]
    if node.shape == "values" and len(value) < 2:
        value = {"one": 1, "two": 2}
    names = list(value)
    if not names or (kind == "moved" and len(names) < 2):
        return None
    first = names[0]
    rest = {name: value[name] for name in names[1:]}
    fresh = _unlike(value[first])
    return {"added": (value, {**value, "quite_another": fresh}), "removed": (value, rest),
            "renamed": (value, {f"{first}x": value[first], **rest}),
            "moved": (value, {**rest, first: value[first]}),
            "changed": (value, {**value, first: other(value[first])})}[kind]


def _unlike(value: Any) -> Any:
    """An entry that is like no other of its map."""
    if isinstance(value, dict) and "type" in value:
        return {"type": "bool", "doc": "Something else."}
    return {**value, "doc": "Something else."} if isinstance(value, dict) else other(value)


def other(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, int):
        return value + 7
    if isinstance(value, str):
        return value + "x"
    return [*value, "x"] if isinstance(value, list) else {**value, "x": "x"}


def get(data: Any, place: Place) -> Any:
    """What stands at a place, or ABSENT."""
    for step in place:
        if not isinstance(data, list) and step not in (data or {}):
            return ABSENT
        data = data[step]
    return data


def put(data: Any, place: Place, value: Any) -> None:
    """Writes or removes what stands at a place."""
    for step in place[:-1]:
        data = data[step] if isinstance(data, list) else data.setdefault(step, {})
    if value is ABSENT:
        data.pop(place[-1], None)
    else:
        data[place[-1]] = value
