"""What the command's doctor asks the service for."""
from __future__ import annotations

from typing import Any

from ..loader.problems import with_suggestion
from ..loader.source import At
from ..model.command import Probe, ProbedPrice, StatusList
from ..model.operation import Operation
from .scope import Scope


def build_probe(scope: Scope, at: At) -> Probe | None:
    """None where it is not sound, or what it needs is not."""
    spec: dict[str, Any] = at.source.data.get("probe", {})
    quiet = bool(scope.problems)  # what is wrong elsewhere is not reported again
    op = _free(scope, at.down("op"), spec["op"]) if spec else None
    found = [_status_list(scope, at.down("status_lists", name), name, item)
             for name, item in spec.get("status_lists", {}).items()]
    tables = scope.files.api.data.get("report_statuses", {}).get("tables", ())
    reads = [_free(scope, at.down("reads", i), name, of_file=True)
             for i, name in enumerate(spec.get("reads", [])) if not quiet]
    price = _price(scope, at.down("price"), spec["price"]) if "price" in spec and not quiet \
        else None
    return Probe(op, [one for one in found if one],
                 [scope.enums[name] for name in tables if name in scope.enums],
                 [one for one in reads if one], price) if op else None


def _price(scope: Scope, at: At, spec: dict[str, Any]) -> ProbedPrice | None:
    campaigns = _free(scope, at.down("campaigns"), spec["campaigns"])
    prices = {one.price.op.full_name: one.price.op for one in scope.operations() if one.price}
    op = prices.get(spec["op"])
    if not op and scope.files.complete and not _is_touched(scope, spec["op"].partition(".")[0]):
        scope.report(at.down("op"), with_suggestion(
            f"'{spec['op']}' is no operation that prices an order", spec["op"], prices))
    if not op or not campaigns or not op.body:
        return None
    campaign = scope.field_of(op.body, spec["campaign"], at.down("campaign"), "int")
    lists = [item.sub for item in campaigns.response.fields.values()
             if item.shape == "list" and item.sub]
    number = scope.field_of(lists[0], spec["id"], at.down("id"), "int") if lists else None
    if not lists and scope.files.complete:
        scope.report(at.down("campaigns"), f"the response of '{campaigns.full_name}' has no "
                                           f"list of objects")
    return ProbedPrice(op, campaign, campaigns, number, spec["days"]) if campaign and number \
        else None


def _is_touched(scope: Scope, family: str) -> bool:
    """Whether a mistake in the family's file is reported already."""
    source = scope.files.families.get(family)
    return source is None or bool(source.removed) or any(
        file == source.file for file, _ in scope.unsound)


def _free(scope: Scope, at: At, name: str, *, key: bool = False,
          of_file: bool = False) -> Operation | None:
    """An operation that reads, whatever it is asked; `of_file`: also one that gives a link."""
    known = {op.full_name: op for op in scope.operations()}
    op = known.get(name)
    family, _, own = name.partition(".")
    source = scope.files.families.get(family)
    if not op:
        if scope.files.complete and not (source and At(source, ("operations", own)).is_written):
            scope.report(at, with_suggestion(f"unknown operation '{name}'", name, known), key=key)
        return None
    if op.effect != "read":
        scope.report(at, f"operation '{name}' has effect '{op.effect}', expected one that reads",
                     key=key)
        return None
    needed = next((item.wire for item in op.request_fields if op.is_required(item)), None)
    if needed and not (of_file and op.file):
        scope.report(at, f"operation '{name}' requires '{needed}', expected one that needs "
                     f"nothing", key=key)
        return None
    return op


def _status_list(scope: Scope, at: At, name: str, spec: dict[str, Any]) -> StatusList | None:
    op = _free(scope, at, name, key=True)
    if not op:
        return None
    items = scope.field_of(op.response, spec["items"], at.down("items"), "list of objects",
                           fits=lambda item: item.shape == "list" and bool(item.sub))
    if not items or not items.sub:
        return None
    number = scope.field_of(items.sub, spec["id"], at.down("id"), "int")
    text = scope.field_of(items.sub, spec["name"], at.down("name"), "string")
    return StatusList(op, items, number, text) if number and text else None
