"""Reads a spec folder and holds every file against the schema of the language."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from .problems import Problem, listed, nearest
from .source import Place, Source, load_yaml

JSON_TYPES = {"object": "a mapping", "array": "a list", "string": "text", "integer": "an integer"}
LONGEST_SHOWN = 60


@dataclass
class SpecFiles:
    """The spec's files with what breaks the schema taken out, so that the rest can be checked."""

    folder: Path
    api: Source
    families: list[Source]
    samples: set[str]  # every sample that some operation lists, sound or not


def load(folder: Path, problems: list[Problem]) -> SpecFiles:
    """Reads api.yaml and each family that it names. Mistakes go to `problems`."""
    schema = yaml.safe_load((Path(folder) / "schema.yaml").read_text(encoding="utf-8"))
    api = load_yaml(folder / "api.yaml", "api.yaml", problems)
    _check(api, schema, "api_file", problems)
    names = api.data.get("families", []) if isinstance(api.data, dict) else []
    families: list[Source] = []
    samples: set[str] = set()
    for name in names:
        family = load_yaml(folder / f"{name}.yaml", f"{name}.yaml", problems)
        samples.update(_listed_samples(family.data))
        _check(family, schema, "family_file", problems)
        if isinstance(family.data, dict) and family.data.get("family", name) != name:
            problems.append(family.problem(("family",), f"family '{family.data['family']}' in "
                                           f"{name}.yaml, expected '{name}'"))
        families.append(family)
    return SpecFiles(folder, api, families, samples)


def _listed_samples(data: Any) -> list[str]:
    operations = data.get("operations") if isinstance(data, dict) else None
    found = [op.get("samples") for op in (operations or {}).values() if isinstance(op, dict)] \
        if isinstance(operations, dict) else []
    return [name for names in found if isinstance(names, list)
            for name in names if isinstance(name, str)]


def _check(source: Source, schema: dict[str, Any], definition: str,
           problems: list[Problem]) -> None:
    if source.data is None:
        return
    whole = {"$defs": schema["$defs"], "$ref": f"#/$defs/{definition}"}
    errors = list(jsonschema.Draft202012Validator(whole).iter_errors(source.data))
    doomed: list[Place] = []
    for error in errors:
        _report(source, error, problems, doomed)
    for place in sorted(doomed, key=len, reverse=True):
        _remove(source, place)


def _report(source: Source, error: Any, problems: list[Problem], doomed: list[Place]) -> None:
    place = tuple(error.absolute_path)
    rule, value = error.validator, error.instance
    if rule == "additionalProperties" and error.validator_value is False:
        known = list(error.schema["properties"])
        for key in [k for k in value if k not in known]:
            problems.append(source.problem(place + (key,), f"unknown key '{key}', expected "
                                           f"{listed(known)}{nearest(key, known)}", key=True))
            doomed.append(place + (key,))
        return
    if "propertyNames" in error.absolute_schema_path:
        problems.append(source.problem(place + (value,), f"key '{value}' does not look like "
                                       f"{_pattern_words(error)}", key=True))
        doomed.append(place + (value,))
        return
    problems.append(source.problem(place, _text(error), key=rule in ("required", "oneOf")))
    doomed.append(place)


def _text(error: Any) -> str:
    rule, value, limit = error.validator, error.instance, error.validator_value
    if rule == "required":
        missing = [key for key in limit if key not in value]
        return f"missing {listed(repr(key) for key in missing)}"
    if rule == "type":
        return f"found {_shown(value)}, expected {JSON_TYPES.get(limit, limit)}"
    if rule == "enum":
        words = [str(word) for word in limit]
        return f"found {_shown(value)}, expected {listed(words)}{nearest(str(value), words)}"
    if rule == "const":
        return f"found {_shown(value)}, expected {str(limit).lower()} or nothing"
    if rule == "pattern":
        return f"found {_shown(value)}, expected {_pattern_words(error)}"
    if rule == "oneOf":
        wanted = [alternative["required"][0] for alternative in limit]
        return f"expected exactly one of {listed(wanted)}"
    if rule == "uniqueItems":
        return f"found {_shown(value)}, expected no word twice"
    if rule in ("minItems", "minProperties", "minLength"):
        return f"found {_shown(value)}, expected at least {limit} {_unit(rule)}"
    if rule == "maxItems":
        return f"found {len(value)} items, expected at most {limit}"
    return f"found {_shown(value)}: {error.message}"


def _unit(rule: str) -> str:
    return {"minItems": "item", "minProperties": "entry", "minLength": "characters"}[rule]


def _pattern_words(error: Any) -> str:
    known = {
        "^[A-Za-z][A-Za-z0-9_]*$": "a wire name (letters, digits, '_')",
        "^[a-z][a-z0-9_]*$": "a name in lower case (letters, digits, '_')",
        "^[a-z][a-z0-9]*(-[a-z0-9]+)*$": "an operation's name (lower case, '-' between words)",
        "^(/[A-Za-z0-9._~-]+)+$": "a path that starts with '/'",
        "^[a-z][a-z0-9_]*(\\[\\]|\\{\\})?$": "a type: name, name[] or name{}",
        "^https://[a-z0-9.-]+$": "https:// and a host, no slash at the end",
    }
    return known.get(error.validator_value, f"text like {error.validator_value}")


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "nothing"
    text = repr(value)
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "..."


def _remove(source: Source, place: Place) -> None:
    """Takes a broken value out of the data, so that nothing after the schema meets it."""
    if not place:
        source.data = None
        return
    parent = source.data
    for step in place[:-1]:
        parent = parent.get(step) if isinstance(parent, dict) else parent[step]
        if parent is None:
            return
    if isinstance(parent, dict):
        parent.pop(place[-1], None)
    else:
        parent[place[-1]] = None
