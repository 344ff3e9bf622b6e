"""Checks a spec file against the schema of the language, and takes out what breaks it."""
from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Iterable, Iterator

import jsonschema

from .problems import Problems, SpecError, closest, with_suggestion, listed
from .source import Place, Source
from .todo import questions
from .yaml_file import load_yaml

SCHEMA = Path(__file__).resolve().parents[2] / "spec" / "schema.yaml"
JSON_TYPES = {"object": "a mapping", "array": "a list", "string": "text", "integer": "an integer",
              "number": "a number", "boolean": "true or false"}
PATTERNS = {  # as a message says them
    "^[^\\x00-\\x1f\\x7f-\\x9f]+$": "a wire name (no control characters)",
    "^[A-Za-z][A-Za-z0-9-]*$": "a header's name (letters, digits, '-')",
    "^[a-z][a-z0-9_]*$": "a name in lower case (letters, digits, '_')",
    "^[a-z][a-z0-9]*(-[a-z0-9]+)*$": "a name in lower case, '-' between its parts",
    "^(/([A-Za-z0-9._~-]+|\\{[^{}/]+\\}))+$": "a path that starts with '/', its parts text or "
                                                "{field}",
    "^[a-z][a-z0-9_]*(\\[\\])?(\\{\\})?$": "a type: name, name[], name{} or name[]{}",
    "^https://[a-z0-9.-]+$": "https:// and a host, no slash at the end",
    "^[a-z0-9.-]+\\.json$": "a file name that ends in .json",
    "^[A-Za-z]$": "one letter",
    "^[A-Z][A-Z0-9_]*$": "a variable (capitals, digits, '_')",
    "^[0-9]{1,4}\\.[0-9]{1,4}\\.[0-9]{1,4}$": "a release like 0.2.0",
    "^[A-Z][A-Z0-9_]*$": "a name in capitals (letters, digits, '_')",
    "^[A-Z][A-Z0-9_]{0,38}_$": "a name of at most 40 capitals that ends in '_'",
    "^[a-z][a-z0-9-]*( [a-z][a-z0-9-]*)?$": "one name or two in lower case",
    "^[a-z][a-z0-9]*[.][a-z][a-z0-9-]*$": "family and operation with a dot between",
}
UNITS = {"minItems": ("item", "items"), "minProperties": ("entry", "entries"),
         "minLength": ("character", "characters")}
PLACEHOLDER = "???"  # for a doc or title, so that the rest of what lacks one is checked too
LONGEST_SHOWN = 60


class Language:
    """The spec language: a schema for each kind of file. `schema` is that of another version."""

    def __init__(self, schema: Path = SCHEMA) -> None:
        problems = Problems()
        source = load_yaml(schema, schema.name, problems)
        if problems:
            raise SpecError(problems)
        self._name = schema.name
        definitions: dict[str, Any] = source.data["$defs"]
        self._validators = {name: VALIDATOR(_inlined(definitions[name], definitions))
                            for name in definitions if name.endswith("_file")}

    def hold(self, source: Source, kind: str, problems: Problems) -> None:
        """Notes what breaks the schema of this kind of file. What stays in the source fits it,
        but for missing keys at the top."""
        validator = self._validators.get(kind)
        if validator is None:  # another version of the language
            problems.add(source.problem((), f"{self._name} has no '{kind}', which it needs"))
            source.data = None
            return
        for place, text in questions(source.data, validator.schema):
            problems.add(source.problem(place, text))
            source.broken.add(place)
        errors = list(validator.iter_errors(source.data))
        for place, key, text in _problems(errors):
            if not any(place[:n] in source.broken for n in range(len(place) + 1)):
                problems.add(source.problem(place, text, key=key))
        doomed = source.broken.union(*map(_to_remove, errors))
        while doomed and source.data is not None:
            unknown = {place for error in errors for place in _unknown_places(error)}
            for place in sorted(doomed, key=_removal_order, reverse=True):
                _remove(source, place, _may_be_placeholder(place) and place not in unknown)
            errors = list(validator.iter_errors(source.data))
            doomed = set().union(*map(_to_remove, errors))


def _inlined(schema: Any, definitions: dict[str, Any]) -> Any:
    """The schema with every $ref replaced by what it names: much faster to check with."""
    if isinstance(schema, list):
        return [_inlined(item, definitions) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inlined(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    return {key: _inlined(value, definitions) for key, value in schema.items()}


def _pattern(_: Any, pattern: str, value: Any, __: Any) -> Iterator[jsonschema.ValidationError]:
    """As in JSON Schema, where '$' is the end of the text and not the end of a last line."""
    if isinstance(value, str) and not re.search(pattern.replace("$", r"\Z"), value):
        yield jsonschema.ValidationError(f"{value!r} does not match {pattern!r}")


def _is_integer(_: Any, value: Any) -> bool:
    """1.0 is no integer here: it would reach the C as it is written."""
    return isinstance(value, int) and not isinstance(value, bool)


# Draft 7 is in every jsonschema since 3.0; what spec/schema.yaml uses means the same in it.
DRAFT = jsonschema.Draft7Validator
VALIDATOR = jsonschema.validators.extend(
    DRAFT, {"pattern": _pattern},
    type_checker=DRAFT.TYPE_CHECKER.redefine("integer", _is_integer))


# ---- messages -------------------------------------------------------------------------------


def _problems(errors: list[Any]) -> Iterator[tuple[Place, bool, str]]:
    """Place, whether its key is meant, and text."""
    misspelt = {tuple(error.absolute_path) + (closest(key, error.schema["properties"]),)
                for error in errors if error.validator == "additionalProperties"
                for key in _unknown_keys(error)}
    for error in errors:
        yield from _problems_of(error, tuple(error.absolute_path), misspelt)


def _problems_of(error: Any, place: Place, misspelt: set[Place]) \
        -> Iterator[tuple[Place, bool, str]]:
    """A key that is missing because it is misspelt is one mistake, not two."""
    rule = error.validator
    if rule == "additionalProperties":
        for key in _unknown_keys(error):
            yield place + (key,), True, _unknown_key_text(key, error.schema["properties"])
    elif _is_about_key(error):
        yield (place + (error.instance,), True,
               f"found key '{error.instance}', expected {_pattern_text(error)}")
    elif rule in ("required", "oneOf"):
        missing = [key for key in _missing(error) if place + (key,) not in misspelt]
        if rule == "required" and missing:
            yield place, True, f"missing {listed(map(repr, missing), 'and')}"
        elif rule == "oneOf" and missing == _missing(error):
            yield place, True, f"expected exactly one of {listed(missing)}"
    elif rule == "uniqueItems":
        for i, first in _repeated(error):
            yield place + (i,), False, f"'{error.instance[i]}' is item {first + 1} already"
    else:
        yield place, False, _text(error)


def _unknown_key_text(key: str, known: Iterable[str]) -> str:
    if " " in key:
        return f"unknown key '{key}', expected quotes around a text that has a comma in it"
    return with_suggestion(f"unknown key '{key}'", key, known)


def _is_about_key(error: Any) -> bool:
    return "propertyNames" in error.absolute_schema_path


def _unknown_keys(error: Any) -> list[str]:
    return [key for key in error.instance if key not in error.schema["properties"]]


def _unknown_places(error: Any) -> list[Place]:
    """Where keys stand that the schema does not know, if the error is about such."""
    if error.validator != "additionalProperties":
        return []
    return [tuple(error.absolute_path) + (key,) for key in _unknown_keys(error)]


def _missing(error: Any) -> list[str]:
    if error.validator == "oneOf":
        return [alternative["required"][0] for alternative in error.validator_value]
    return [key for key in error.validator_value if key not in error.instance]


def _repeated(error: Any) -> list[tuple[int, int]]:
    """Each index whose item stands further up too, and the index there."""
    items = error.instance
    return [(i, items.index(item)) for i, item in enumerate(items) if items.index(item) < i]


def _text(error: Any) -> str:
    rule, value, limit = error.validator, error.instance, error.validator_value
    if rule == "type":
        quotes = " (in quotes)" if limit == "string" and isinstance(value, (bool, int, float)) \
            else ""
        names = [limit] if isinstance(limit, str) else limit
        types = listed(JSON_TYPES[name] for name in names)
        return f"found {_shown(value)}, expected {types}{quotes}"
    if rule == "enum":
        names = [str(name) for name in limit]
        return with_suggestion(f"found {_shown(value)}", str(value), names)
    if rule == "const":
        return f"found {_shown(value)}, expected {str(limit).lower()} or no such key"
    if rule == "pattern":
        return f"found {_shown(value)}, expected {_pattern_text(error)}"
    if rule in UNITS:
        return f"found {_shown(value)}, expected at least {limit} {UNITS[rule][limit > 1]}"
    if rule == "maxItems":
        return f"found {_shown(value)}, expected at most {limit} items"
    return f"found {_shown(value)}, expected {rule} {limit}"


def _pattern_text(error: Any) -> str:
    pattern = error.validator_value
    return PATTERNS.get(pattern, f"text like {pattern}")


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (dict, list)):
        size = f"of {len(value)}" if value else "that is empty"
        return f"a {'mapping' if isinstance(value, dict) else 'list'} {size}"
    text = repr(value)
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "..."


# ---- what to take out ------------------------------------------------------------------------


def _to_remove(error: Any) -> list[Place]:
    """The places without which this error is gone; none for keys missing at the top."""
    place, rule = tuple(error.absolute_path), error.validator
    if rule == "additionalProperties":
        return _unknown_places(error)
    if _is_about_key(error):
        return [place + (error.instance,)]
    if rule == "uniqueItems":
        return [place + (i,) for i, _ in _repeated(error)]
    if rule == "required":
        missing = _missing(error)
        if all(_may_be_placeholder(place + (key,)) for key in missing):
            return [place + (key,) for key in missing]
        return [place] if place else []
    return [place]


def _may_be_placeholder(place: Place) -> bool:
    """Whether this is the doc or title of a file, or the doc of an enum, type, field or operation
    (and not, say, a field of that name)."""
    if len(place) == 1:
        return place[0] in ("doc", "title")
    in_field = len(place) == 5 and place[2] == "fields"
    return place[-1:] == ("doc",) and (len(place) == 3 or in_field)


def _removal_order(place: Place) -> tuple[int, int]:
    """Inner places after outer ones, and items of a list after those behind them, if reversed."""
    return len(place), place[-1] if place and isinstance(place[-1], int) else -1


def _remove(source: Source, place: Place, may_be_placeholder: bool) -> None:
    """Takes a value out of the data, so that nothing after the schema meets it."""
    if not place:
        source.remember_names(source.data)
        source.data = None
        return
    last, parent = place[-1], source.data
    try:
        for step in place[:-1]:
            parent = parent[step]
    except (KeyError, IndexError, TypeError):
        return  # gone already, with what it was in
    if may_be_placeholder:
        parent[last] = PLACEHOLDER
        return
    source.removed.add(place)
    if isinstance(parent, list):
        source.remember_names(parent.pop(last))
        for i in range(last, len(parent)):
            source.values[place[:-1] + (i,)] = source.values[place[:-1] + (i + 1,)]
    elif isinstance(parent, dict):
        source.remember_names(parent.pop(last, None))
