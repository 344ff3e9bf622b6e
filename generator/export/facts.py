"""What OpenAPI has no word for, as fields that begin with `x-iqm-`.

Fields of requests have the names that the dialect sends; operations are `family.operation`.
"""
from __future__ import annotations

from typing import Any

from ..model.api import Api
from ..model.dialects import own_variant, sent, sent_name, variant
from ..model.operation import FileLink, Operation, Outcome, Paged, Wait
from ..model.types import Field

PREFIX = "x-iqm-"
UNITS = {"ms": "milliseconds", "s": "seconds"}


def extensions(**facts: Any) -> dict[str, Any]:
    """Those facts that there are, by their names in a document."""
    return {PREFIX + name.replace("_", "-"): value for name, value in facts.items()
            if value not in (None, False, "", [], {})}


def wire(item: Field | None) -> str | None:
    """A field of a response."""
    return item.wire if item else None


# ---- fields ----------------------------------------------------------------------------------


def field_facts(item: Field, dialect: str | None) -> dict[str, Any]:
    """Of a field as a dialect sends it; None: as it is read."""
    kind = dialect and sent(item, dialect).unit or item.type
    facts = extensions(
        type=kind if kind in ("id", *UNITS) else None,
        unit=UNITS.get(kind, item.unit.name if item.unit else None),
        secret=item.secret, since=item.since, deprecated=item.deprecated)
    if item.deprecated:
        facts["deprecated"] = True
    if dialect:
        return {**facts, **extensions(day=item.day)}
    return {**facts, **extensions(aliases=item.aliases, scalar_or_list=item.scalar_or_list,
                                  needed=item.needed, entry=_entry(item))}


def _entry(item: Field) -> dict[str, str] | None:
    return {"key": item.entry[0], "value": item.entry[1]} if item.entry else None


# ---- operations ------------------------------------------------------------------------------


def operation_facts(op: Operation, dialect: str) -> dict[str, Any]:
    """Of an operation: what it does, and what its fields are to each other."""
    return extensions(
        operation=op.full_name, function=op.c_name, effect=op.effect,
        full_replace=op.full_replace, envelope="optional" if op.envelope_optional else None,
        outcome=_outcome(op.outcome) if op.outcome else None,
        key=sent_name(op.key, dialect) if op.key else None,
        price=present(op=op.price.op.full_name, optional=op.price.optional)
        if op.price else None,
        paged=_paged(op.paged, dialect) if op.paged else None,
        wait=_wait(op, op.wait, dialect) if op.wait else None,
        deletes={"list": op.deletes.list.full_name, "ids": sent_name(op.deletes.ids, dialect)}
        if op.deletes else None,
        file=_file(op.file, dialect) if op.file else None,
        successor=successor_of(op, dialect), since=op.since, deprecated=op.deprecated)


def successor_of(op: Operation, dialect: str) -> str | None:
    """What to try after a 404, where this is not it."""
    return op.successor if variant(op, dialect) == own_variant(op) else None


def present(**facts: Any) -> dict[str, Any]:
    """Those facts that there are."""
    return {name: value for name, value in facts.items() if value}


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return present(**{outcome.yes: [flag.wire for flag in outcome.flags]},
                           exists=outcome.exists.wire, refused=outcome.refused.wire,
                           cost=wire(outcome.cost), funds=wire(outcome.funds))


def _paged(paged: Paged, dialect: str) -> dict[str, Any]:
    return present(page=sent_name(paged.page, dialect), size=sent_name(paged.size, dialect),
                           sort=sent_name(paged.sort, dialect) if paged.sort else None,
                           search=sent_name(paged.search, dialect) if paged.search else None,
                           items=paged.items.wire, total=wire(paged.total), key=paged.key.wire)


def _wait(op: Operation, wait: Wait, dialect: str) -> dict[str, Any]:
    sent = {item.wire: sent_name(item, dialect) for item in op.request_fields}
    return present(
        list=wait.list.full_name, status=wait.status.wire, status_name=wire(wait.status_name),
        created=wire(wait.created),
        regenerate=sent_name(wait.regenerate, dialect) if wait.regenerate else None,
        found_by={sent[name]: row.wire for name, row in wait.found_by.items()},
        link=wait.link.full_name if wait.link else None)


def _file(file: FileLink, dialect: str) -> dict[str, Any]:
    return {"id": sent_name(file.id, dialect), "type": sent_name(file.type, dialect),
            "url": file.url.wire, "types": file.types}


# ---- the API ---------------------------------------------------------------------------------


def api_facts(api: Api, dialect: str) -> dict[str, Any]:
    """Of the whole."""
    limits = api.limits
    return extensions(
        dialect=dialect,
        limits={"requestsPerMinute": limits.requests_per_minute, "pageSize": limits.page_size,
                "nameLength": list(limits.name_length)},
        report_statuses=[{**present(name=one.name, id=one.id),
                          "state": one.state} for one in api.report_statuses],
        not_ready=api.not_ready,
        log_in=present(op=api.log_in.op.full_name,
                               renew=api.log_in.renew.full_name if api.log_in.renew else None))
