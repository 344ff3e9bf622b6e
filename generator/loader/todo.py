"""`TODO` in place of a value: a question that only a person can answer."""
from __future__ import annotations

from typing import Any, Iterator

from .problems import listed
from .source import Place

TODO = "TODO"


def questions(value: Any, schema: Any, place: Place = (), optional: bool = False) \
        -> Iterator[tuple[Place, str]]:
    """Each place that has TODO, and what may stand there by the schema of the language, whose
    references are resolved."""
    if value == TODO:
        yield place, _text(schema, place[-1] if place else "", optional)
    elif isinstance(value, dict):
        known = schema.get("properties", {})
        required = schema.get("required", ())
        for key, item in value.items():
            below = known.get(key, schema.get("additionalProperties"))
            yield from questions(item, below if isinstance(below, dict) else {}, place + (key,),
                                 key in known and key not in required)
    elif isinstance(value, list):
        below = schema.get("items")
        for i, item in enumerate(value):
            yield from questions(item, below if isinstance(below, dict) else {}, place + (i,))


def _text(schema: dict[str, Any], key: Any, optional: bool) -> str:
    found = f"TODO is no answer yet, expected {_expected(schema)}"
    return f"{found}, or no '{key}'" if optional else found


def _expected(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return listed(str(value) for value in schema["enum"])
    if "const" in schema:
        return str(schema["const"]).lower()
    kind = schema.get("type")
    if kind == "object":
        required = schema.get("required", [])
        others = [name for name in schema.get("properties", {}) if name not in required]
        words = [f"a mapping with {listed(required, 'and')}"] if required else ["a mapping"]
        words += [f"perhaps {listed(others)}"] if others else []
        return ", ".join(words)
    return {"array": "a list", "integer": "an integer", "string": "text"}.get(str(kind), "a value")
