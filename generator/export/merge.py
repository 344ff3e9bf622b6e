"""Operations that share a method and a path are one in OpenAPI."""
from __future__ import annotations

from typing import Any, Callable, Iterable

from .facts import PREFIX, extensions

Object = dict[str, Any]


def merged(made: dict[str, Object]) -> Object:
    """One operation that does what all of these do; they are given by their names."""
    every = list(made.values())
    if len(every) == 1:
        return every[0]
    found: Object = {
        "operationId": "_or_".join(one["operationId"] for one in every),
        "tags": _distinct(tag for one in every for tag in one["tags"]),
        "summary": "; ".join(one["summary"] for one in every),
        "description": " ".join(one["description"] for one in every),
        "security": _distinct(way for one in every for way in one["security"])}
    sent = _parameters([one.get("parameters", []) for one in every])
    if sent:
        found["parameters"] = sent
    bodies = {name: one["requestBody"]["content"] for name, one in made.items()
              if "requestBody" in one}
    if bodies:
        found["requestBody"] = {"required": len(bodies) == len(made),
                                "content": _content(bodies, "oneOf")}
    found["responses"] = _responses({name: one["responses"] for name, one in made.items()})
    if all(one.get("deprecated") for one in every):
        found["deprecated"] = True
    return {**found, **_facts(made)}


def _facts(made: dict[str, Object]) -> Object:
    """What is said of all of them, and then each one's own."""
    first, *others = ({key: value for key, value in one.items() if key.startswith(PREFIX)}
                      for one in made.values())
    common = {key: value for key, value in first.items()
              if all(other.get(key) == value for other in others)}
    own = {name: {key: value for key, value in one.items() if key not in common}
           for name, one in zip(made, [first, *others])}
    return {**common, **extensions(operations=own)}


def _distinct(values: Iterable[Any]) -> list[Any]:
    found: list[Any] = []
    for value in values:
        if value not in found:
            found.append(value)
    return found


def _either(schemas: Iterable[Object], word: str) -> Object:
    """The schema that all have, or one of theirs."""
    distinct = _distinct(schemas)
    return {word: distinct} if len(distinct) > 1 else dict(distinct[0])


def _parameters(lists: list[list[Object]]) -> list[Object]:
    """A parameter is required if all require it; its value is one of theirs."""
    found: list[Object] = []
    for name in _distinct(parameter["name"] for one in lists for parameter in one):
        same = [parameter for one in lists for parameter in one if parameter["name"] == name]
        joined = {key: value for key, value in same[0].items() if key != "required"}
        if len(same) == len(lists) and all(one.get("required") for one in same):
            joined["required"] = True
        found.append({**joined, "schema": _either((one["schema"] for one in same), "anyOf")})
    return found


def _responses(made: dict[str, Object]) -> Object:
    found: Object = {}
    for status in sorted({status for one in made.values() for status in one}):
        same = {name: one[status] for name, one in made.items() if status in one}
        found[status] = {
            "description": " ".join(_distinct(one["description"] for one in same.values())),
            "content": _content({name: one["content"] for name, one in same.items()}, "anyOf")}
    return found


def _content(made: dict[str, Object], word: str) -> Object:
    """The media types of several operations. Examples are called by their operation."""
    found: Object = {}
    for kind in _distinct(kind for content in made.values() for kind in content):
        same = {name: content[kind] for name, content in made.items() if kind in content}
        found[kind] = {"schema": _either((one["schema"] for one in same.values()), word),
                       **_joined(same, "examples", lambda name, key: f"{name}.{key}"),
                       **_joined(same, "encoding", lambda name, key: key)}
    return found


def _joined(made: dict[str, Object], part: str, name_of: Callable[[str, str], str]) -> Object:
    found = {name_of(name, key): value for name, one in made.items()
             for key, value in one.get(part, {}).items()}
    return {part: found} if found else {}
