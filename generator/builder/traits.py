"""Traits that lie above single calls: pages, waits, prices, deletions, files."""
from __future__ import annotations

from typing import Any

from ..loader.problems import with_suggestion
from ..loader.source import At
from ..model.api import Family
from ..model.operation import Deletion, FileLink, Operation, Paged, Price, Wait
from ..model.types import TEXT, Field, Type
from .scope import Fits, Scope, is_kind, is_list_of, is_scalar

KNOWN_FORMATS = ("xlsx", "csv")  # what the runtime checks a file for
EFFECTS = {"wait": "paid", "deletes": "delete", "file": "read"}
ROLES: dict[str, tuple[str, Fits]] = {  # of a row's fields, for filters
    "name": ("string", is_kind("string")), "campaign": ("list of int", is_list_of("int")),
    "created": ("ms or s", lambda item: item.shape == "one" and item.type in ("ms", "s"))}
NEEDS = {"wait": "body", "key": "wait", "price": "wait", "deletes": "query", "file": "body"}


def set_paged(scope: Scope, at: At, op: Operation, spec: dict[str, Any]) -> None:
    """An operation that lists, page by page."""
    if op.effect != "read":
        scope.report(at, f"'paged' with effect {op.effect}, expected read", key=True)
    if op.query is None:
        scope.mark_unsound(scope.places[op])
        scope.report(at, "'paged' without 'query'", key=True)
        return
    got: dict[str, Any] = {"sort": None, "search": None, "total": None, "key": None}
    kinds = {"page": "int", "size": "int", "sort": "string", "search": "string"}
    for part, kind in kinds.items():
        if part in spec:
            got[part] = scope.field_of(op.query, spec[part], at.down(part), kind)
    if "total" in spec:
        got["total"] = scope.field_of(op.response, spec["total"], at.down("total"), "int")
    got["items"] = scope.field_of(op.response, spec["items"], at.down("items"), "list of a type",
                                  fits=lambda item: item.shape == "list" and bool(item.sub))
    if got["items"]:
        got["key"] = scope.field_of(got["items"].sub, spec["key"], at.down("key"), "int")
        columns = [scope.field_of(got["items"].sub, wire, at.down("columns", i))
                   for i, wire in enumerate(spec.get("columns", ()))]
        got["columns"] = [item for item in columns if item]
        got["roles"] = _roles(scope, at, got["items"].sub, spec)
    if got["items"]:  # what else is wrong in it is reported, and what refers to it can be checked
        op.paged = Paged(**got)


def _roles(scope: Scope, at: At, row: Type, spec: dict[str, Any]) -> dict[str, Field]:
    """The fields of a row that the command's filters go by."""
    found = {role: scope.field_of(row, spec[role], at.down(role), kind, fits=fits)
             for role, (kind, fits) in ROLES.items() if role in spec}
    return {role: item for role, item in found.items() if item}


def link_operations(scope: Scope, family: Family) -> None:
    """What ties the operations of a family to each other, once all are built."""
    for op in family.operations.values():
        at = scope.places[op]
        spec = at.source.data["operations"][op.name]
        for trait in filter(spec.__contains__, NEEDS):
            _check_fit(scope, at, op, trait)
        if "wait" in spec:
            _set_wait(scope, at.down("wait"), op, family, spec["wait"])
        if "key" in spec and op.body:
            op.key = scope.field_of(op.body, spec["key"], at.down("key"), "string")
        if "price" in spec:
            _set_price(scope, at.down("price"), op, family, spec["price"])
        if "deletes" in spec and op.query:
            _set_deletes(scope, at.down("deletes"), op, family, spec["deletes"])
        if "file" in spec and op.body:
            _set_file(scope, at.down("file"), op, spec["file"])
    for trait in ("wait", "file"):
        _check_single(scope, family, trait)
    link = next((op for op in family.operations.values() if op.file), None)
    for op in family.operations.values():
        if op.wait:
            op.wait.link = link


def _check_fit(scope: Scope, at: At, op: Operation, trait: str) -> None:
    """A trait must stand on an operation that can have it."""
    effect = EFFECTS.get(trait, op.effect)
    if op.effect != effect:
        scope.mark_unsound(at)
        scope.report(at.down(trait), f"'{trait}' with effect {op.effect}, expected {effect}",
                     key=True)
    if not at.down(NEEDS[trait]).is_written:
        scope.mark_unsound(at)
        scope.report(at.down(trait), f"'{trait}' without '{NEEDS[trait]}'", key=True)


def _check_single(scope: Scope, family: Family, trait: str) -> None:
    """A family's functions are named after the family: it has them once."""
    having = [op for op in family.operations.values() if getattr(op, trait)]
    for op in having[1:]:
        scope.report(scope.places[op].down(trait), f"a second '{trait}' in family '{family.name}', "
                     f"expected none besides that of '{having[0].name}'", key=True)
        setattr(op, trait, None)


def _list_named(scope: Scope, at: At, family: Family, name: str) -> Operation | None:
    """The paged operation of this name; the runtime must be able to ask for any page of it."""
    found = family.operations.get(name)
    if found is None or found.paged is None:
        if not At(at.source, ("operations", name, "paged")).is_written:
            paged = [other for other, op in family.operations.items() if op.paged]
            scope.report(at, with_suggestion(f"unknown list '{name}'", name, paged,
                                             "a paged operation of this family"))
        return None
    if found.paged.page and found.paged.size:
        _check_required(scope, at, found, [found.paged.page, found.paged.size])
    return found


def _check_required(scope: Scope, at: At, op: Operation, given: list[Field]) -> None:
    """The runtime makes a request of its own, with nothing but the fields that are given."""
    for item in op.request_fields:
        if op.is_required(item) and item not in given:
            names = " and ".join(f"'{one.wire}'" for one in given)
            scope.report(at, f"operation '{op.name}' requires '{item.wire}', expected no more than "
                         f"{names}")


def _set_wait(scope: Scope, at: At, op: Operation, family: Family, spec: dict[str, Any]) -> None:
    target = _list_named(scope, at.down("list"), family, spec["list"])
    row = target.paged.items.sub if target and target.paged else None
    if target is None or op.body is None or row is None:
        return
    for item in op.query.fields.values() if op.query else ():
        if item.required:
            scope.report(at, f"operation '{op.name}' requires '{item.wire}' of its query, expected "
                         f"it in the body: by that alone a purchase is recorded and looked for",
                         key=True)
    got: dict[str, Any] = {"status_name": None, "created": None, "regenerate": None}
    got["status"] = scope.field_of(row, spec["status"], at.down("status"), "int")
    if "status_name" in spec:
        got["status_name"] = scope.field_of(row, spec["status_name"], at.down("status_name"),
                                            "string")
    if "created" in spec:
        got["created"] = scope.field_of(
            row, spec["created"], at.down("created"), "timestamp (ms or s)",
            fits=lambda item: is_kind("ms")(item) or is_kind("s")(item))
    if "regenerate" in spec:
        got["regenerate"] = scope.field_of(op.body, spec["regenerate"], at.down("regenerate"),
                                           "int")
    found_by: dict[str, Any] = {}
    for wire, row_wire in spec["found_by"].items():
        here = at.down("found_by", wire)
        mine = scope.field_of(op.body, wire, here, "scalar", fits=is_scalar, key=True)
        found_by[wire] = mine and scope.field_of(
            row, row_wire, here, f"{mine.type} or a list of it", fits=_like(mine))
    for item in (got["status_name"], *found_by.values()):
        if item:
            item.is_compared = True
    if all(got[part] for part in ("status", *spec) if part in got) and all(found_by.values()):
        op.wait = Wait(target, found_by=found_by, **got)


def _like(mine: Field) -> Fits:
    """Whether a value of the request can be found in a row's field: alone, or in a list."""
    kinds = TEXT if mine.type in TEXT else (mine.type,)
    lists = ("int", *TEXT)  # the runtime compares no others
    return lambda row: row.type in kinds and (
        row.shape == "one" or (row.shape == "list" and row.type in lists))


def _set_price(scope: Scope, at: At, op: Operation, family: Family, spec: dict[str, Any]) -> None:
    target = family.operations.get(spec["op"])
    if target is None or target.outcome is None or target.outcome.yes != "creatable":
        if not At(at.source, ("operations", spec["op"], "outcome", "creatable")).is_written:
            pricing = [name for name, other in family.operations.items()
                       if other.outcome and other.outcome.yes == "creatable"]
            scope.report(at.down("op"), with_suggestion(
                f"unknown price '{spec['op']}'", spec["op"], pricing,
                "an operation of this family with a 'creatable' outcome"))
        return
    for part in ("body", "query"):
        mine, theirs = getattr(op, part), getattr(target, part)
        if mine is not theirs:
            scope.mark_unsound(at)
            scope.mark_unsound(scope.places[target])
            scope.report(at.down("op"), f"operation '{target.name}' has {_part(theirs, part)}, "
                         f"expected {_part(mine, part)} as '{op.name}' has")
    if target.outcome.cost:
        op.price = Price(target, "optional" in spec, _echoes(op, target))
    else:
        scope.report(at.down("op"), f"operation '{target.name}' has no 'cost' in its outcome, "
                     f"expected the field with the price")


def _echoes(op: Operation, price: Operation) -> list[tuple[Field, Field]]:
    """The order's fields that the price's response repeats, as far as they can be compared."""
    if not op.body or not op.wait:
        return []
    return [(asked, shown) for asked in op.body.fields.values()
            for shown in price.response.fields.values()
            if asked.wire in shown.names and asked not in (op.wait.regenerate, op.key)
            and _comparable(asked) and _comparable(shown)]


def _comparable(one: Field) -> bool:
    return one.type in ("int", "string", "id", "ms", "s") and (
        one.shape == "one" or one.spelling in ("int[]", "string[]", "id[]"))


def _part(one: Any, part: str) -> str:
    return f"{part} '{one.name}'" if one else f"no {part}"


def _set_deletes(scope: Scope, at: At, op: Operation, family: Family, spec: dict[str, Any]) -> None:
    target = _list_named(scope, at.down("list"), family, spec["list"])
    assert op.query
    ids = scope.field_of(op.query, spec["ids"], at.down("ids"), "int[]", fits=is_list_of("int"))
    if target and ids:
        op.deletes = Deletion(target, ids)


def _set_file(scope: Scope, at: At, op: Operation, spec: dict[str, Any]) -> None:
    assert op.body
    report = scope.field_of(op.body, spec["id"], at.down("id"), "int")
    kind = scope.field_of(op.body, spec["type"], at.down("type"), "int")
    url = scope.field_of(op.response, spec["url"], at.down("url"), "string")
    if url and not url.secret:
        scope.report(at.down("url"), f"field '{url.wire}' is not 'secret', expected it to be: who "
                     f"has the URL has the file")
    if report and kind:
        _check_required(scope, at, op, [report, kind])
        formats = _formats(scope, at.down("type"), kind)
        if url and formats:
            op.file = FileLink(report, kind, url, formats, _types(scope, at, kind, spec))


def _types(scope: Scope, at: At, kind: Field, spec: dict[str, Any]) -> dict[str, int]:
    """The file types that the family makes."""
    assert kind.enum
    values = kind.enum.values
    names = spec.get("types", list(values))
    for i, name in enumerate(names):
        if name not in values:
            scope.report(at.down("types").down(i),
                         with_suggestion(f"enum '{kind.enum.name}' has no '{name}'", name, values,
                                         "one of its names"))
    return {name: values[name] for name in names if name in values}


def _formats(scope: Scope, at: At, kind: Field) -> dict[str, int] | None:
    """The ids of file types that the runtime can check."""
    if kind.enum is None:
        if not scope.places[kind].down("enum").is_written:
            scope.report(at, f"field '{kind.wire}' has no 'enum', expected one with "
                         f"{' and '.join(KNOWN_FORMATS)}")
        return None
    values = kind.enum.values
    missing = [name for name in KNOWN_FORMATS if name not in values]
    written = scope.places[kind.enum].down("values")
    for name in missing:
        if written.down(name).is_written:
            continue  # reported already
        scope.report(at,
                     with_suggestion(f"enum '{kind.enum.name}' of field '{kind.wire}' has no "
                                     f"'{name}'",
                                     name, values, f"one with {' and '.join(KNOWN_FORMATS)}"))
    return None if missing else {name: values[name] for name in KNOWN_FORMATS}
