"""Enums and types of a spec: declared first, then their fields built and checked."""
from __future__ import annotations

from dataclasses import replace
from typing import Any, Callable

from ..loader.problems import article
from ..loader.source import At
from ..model import names
from ..model.api import Family
from ..model.types import SCALARS, Enum, Field, Type, Unit
from .dialects import check_sent_names, set_sent
from .notes import check_notes
from .scope import Scope

MOST_FIELDS = 128  # of one type: IQM_MAX_FIELDS of the runtime
INT_MAX = 2 ** 31 - 1  # of an enumerator in C

TRAIT_NEEDS: dict[str, tuple[str, Callable[[Field], bool]]] = {  # in words, and as a test
    "unit": ("an int or num", lambda item: item.type in ("int", "num")),
    "scalar_or_list": ("a list", lambda item: (item.value or item).shape == "list"),
    "explode": ("a list of scalars", lambda item: item.shape == "list" and not item.sub),
    "as": ("an id", lambda item: item.type == "id"),
    "enum": ("an int or string", lambda item: item.type in ("int", "string")),
    "entry": ("a map", lambda item: item.shape == "map"),
    "day": ("ms or s", lambda item: item.type in ("ms", "s") and item.shape == "one"),
    "secret": ("a string", lambda item: item.type == "string" and item.shape == "one"),
}


def declare(scope: Scope) -> None:
    """Declares every enum, type and family, so that the rest may name them in any order."""
    api = At(scope.files.api)
    for name, item in api.source.data.get("units", {}).items():
        scope.units[name] = Unit(name, item["doc"], item.get("count", False))
    for name, item in api.source.data.get("enums", {}).items():
        values = item["values"]
        texts = {key: one for key, one in values.items() if isinstance(one, str)}
        ids = {key: one for key, one in values.items() if key not in texts}
        scope.enums[name] = Enum(scope.prefix, name, item["doc"], ids, {} if ids else texts)
        scope.places[scope.enums[name]] = api.down("enums", name)
        _check_values(scope, api.down("enums", name), values, "text" if not ids else "integer")
    scope.shared = _declare_types(scope, api, None)
    for name, source in scope.files.families.items():
        data = source.data
        types = _declare_types(scope, At(source), name)
        scope.families[name] = Family(name, data.get("title", ""), data.get("doc", ""), types, {})


def _declare_types(scope: Scope, at: At, family: str | None) -> dict[str, Type]:
    types = {}
    for name, item in at.source.data.get("types", {}).items():
        types[name] = Type(scope.prefix, name, family, item["doc"], {})
        scope.places[types[name]] = at.down("types", name)
        if name in SCALARS:
            scope.used.add(types[name])
            scope.report(at.down("types", name),
                         f"type '{name}' is built in, expected another name",
                         key=True)
    return types


def _check_values(scope: Scope, at: At, values: dict[str, Any], kind: str) -> None:
    """All ids or all texts, each once."""
    taken: dict[Any, str] = {}
    for name, value in values.items():
        here = at.down("values", name)
        if isinstance(value, str) and kind == "integer":
            scope.report(here, f"found '{value}', expected an integer, as other values of "
                         f"'{at.place[-1]}' are")
        elif isinstance(value, int) and not -INT_MAX - 1 <= value <= INT_MAX:
            scope.report(here, f"found {value}, expected an integer that fits a C int")
        if taken.setdefault(value, name) != name:
            scope.report(here, f"value {value} is '{taken[value]}' already")


def build_types(scope: Scope) -> None:
    """Gives every type its fields."""
    for family in (None, *scope.families.values()):
        for one in (family.types if family else scope.shared).values():
            _build_type(scope, one, family)


def _build_type(scope: Scope, one: Type, family: Family | None) -> None:
    at = scope.places[one]
    item = at.source.data["types"][one.name]
    for wire, spec in item["fields"].items():
        built = _build_field(scope, at.down("fields", wire), wire, spec, family)
        if built:
            one.fields[wire] = built
    if "unwrapped" in item:
        _set_unwrapped(scope, one, at.down("unwrapped"), item["unwrapped"])
    if len(item["fields"]) > MOST_FIELDS:
        scope.report(at, f"found {len(item['fields'])} fields, expected at most {MOST_FIELDS}",
                     key=True)
    _check_names(scope, one)


def _build_field(scope: Scope, at: At, wire: str, spec: dict[str, Any],
                 family: Family | None) -> Field | None:
    base, shape, is_map = _split_type(spec["type"])
    enum = scope.enum_named(spec["enum"], at.down("enum")) if "enum" in spec else None
    unit = scope.unit_named(spec["unit"], at.down("unit")) if "unit" in spec else None
    sub = None
    if base not in SCALARS:
        sub = scope.type_named(base, at.down("type"), family, or_scalar=True)
    entry = spec.get("entry")
    item = Field(
        wire=wire, c_name=spec.get("name", names.member(wire)), type=base, shape=shape,
        doc=spec["doc"], unit=unit, aliases=spec.get("aliases", []),
        scalar_or_list=spec.get("scalar_or_list", False), explode=spec.get("explode", False),
        required=spec.get("required", False), needed=spec.get("needed", False),
        secret=spec.get("secret", False), since=spec.get("since"), day=spec.get("day"),
        numeric=spec.get("as") == "number", enum=enum,
        entry=(entry["key"], entry["value"]) if entry else None, sub=sub)
    item.default, item.deprecated = spec.get("default"), spec.get("deprecated")
    item.flag = spec.get("flag")
    item.note, item.for_new = spec.get("note", ""), spec.get("for_new", False)
    for note in ("range", "items", "length"):
        if note in spec:
            setattr(item, note, tuple(spec[note]))
    if is_map:
        item = _map_of(item)
    scope.places[item] = at
    if (base not in SCALARS and not sub) or not _check_shape(scope, at, item):
        return None
    _check_traits(scope, at, spec, item)
    set_sent(scope, at, spec, item)
    return item


def _split_type(text: str) -> tuple[str, str, bool]:
    """Its base, the shape of that, and whether it is a map: 'int[]{}' -> ('int', 'list', True)."""
    is_map = text.endswith("{}")
    text = text[:-2] if is_map else text
    return (text[:-2], "list", is_map) if text.endswith("[]") else (text, "one", is_map)


def _map_of(value: Field) -> Field:
    """A map whose values are this: what says how a value looks is its, and all else the map's."""
    own = replace(value, wire=value.entry[1] if value.entry else "value", c_name="value",
                  aliases=[], required=False, needed=False, since=None, entry=None)
    return replace(value, shape="map", value=own, scalar_or_list=False, numeric=False)


def _check_shape(scope: Scope, at: At, item: Field) -> bool:
    """Whether there are lists of this type."""
    kind = item.value or item
    if kind.shape == "list" and kind.type in ("ms", "s", "json"):
        scope.report(at.down("type"),
                     f"list '{kind.spelling}', expected int[], num[], bool[], string[], id[] or a "
                     f"list of a declared type")
        return False
    return True


def _check_traits(scope: Scope, at: At, spec: dict[str, Any], item: Field) -> None:
    check_notes(scope, at, spec, item)
    for trait, (expected, fits) in TRAIT_NEEDS.items():
        if trait in spec and not fits(item):
            scope.report(at.down(trait),
                         f"'{trait}' on {article(item.spelling)}, expected {expected}",
                         key=True)
    if item.enum and item.type in ("int", "string"):
        needed = "string" if item.enum.texts else "int"
        if item.type != needed:
            scope.report(at.down("enum"), f"'{item.enum.name}' has "
                         f"{'texts' if item.enum.texts else 'integers'}, expected it on "
                         f"{article(needed)}")
    if not names.is_name(item.c_name) and not at.down("name").is_written:
        scope.report(at, f"no C name can be made of '{item.wire}': give it a 'name'", key=True)
    if names.is_taken(item.c_name):
        scope.report(at.down("name"),
                     f"'{item.c_name}' is a keyword or macro of C or C++, expected "
                     f"another name")


def _set_unwrapped(scope: Scope, one: Type, at: At, spec: dict[str, Any]) -> None:
    one.unwrapped = scope.field_of(one, spec["field"], at.down("field"), "scalar, list or map",
                                   fits=lambda item: item.shape != "one" or not item.sub)
    if "makes_true" in spec:
        one.unwrapped_true = scope.field_of(one, spec["makes_true"], at.down("makes_true"), "bool")
    if one.unwrapped and one.unwrapped.takes_objects:
        others = [wire for wire, item in one.fields.items()
                  if item not in (one.unwrapped, one.unwrapped_true)]
        if others:
            scope.report(at.down("field"), f"any object is '{one.unwrapped.wire}', expected no "
                         f"other field than that; found '{others[0]}'")


def _check_names(scope: Scope, one: Type) -> None:
    """No two fields of a type may share a wire name or a C name."""
    wires: dict[str, str] = {}
    members: dict[str, str] = {}
    for wire, item in one.fields.items():
        at = scope.places[item]
        for name in item.names:
            if wires.setdefault(name, wire) != wire or item.names.count(name) > 1:
                scope.report(at, f"wire name '{name}' is taken by field '{wires[name]}' already",
                             key=True)
        if members.setdefault(item.c_name, wire) != wire:
            scope.report(at, f"C name '{item.c_name}' is taken by field '{members[item.c_name]}' "
                         f"already; give one of them a 'name'", key=True)
    check_sent_names(scope, one)
