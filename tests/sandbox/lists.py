"""Lists of reports (paging, order, search) and of the campaigns that one can be made for."""
from __future__ import annotations

from typing import Any

from .responses import Mistake, Refusal
from .call import Call
from .roles import CHANGING, Scene, fill, role
from .world import Report

PAGE_SIZE = 200
SEARCHED = ("name", "campaign_name", "io_name")  # roles


def list_reports(call: Call) -> dict[str, Any]:
    """A page of the workspace's reports. Raises Refusal 422 for a sort field that is none."""
    paged = call.op.paged
    assert paged is not None and paged.sort is not None and paged.search is not None
    size = call.values.get(paged.size.wire, PAGE_SIZE)
    page = call.values.get(paged.page.wire, 1)
    if not 1 <= size <= call.api.limits.page_size:
        raise Mistake(f"'{paged.size.wire}' is {size}, expected 1 to {call.api.limits.page_size}")
    if page < 1:
        raise Mistake(f"'{paged.page.wire}' is {page}, expected 1 or more")
    found = _matches(call, call.values.get(paged.search.wire, ""),
                     call.values.get(paged.sort.wire, call.family.sorted_by))
    family = call.family
    table = {**family.row, **(family.row_document if call.settings.shapes == "document" else {})}
    rows = [row(table, Scene(family, call.workspace, report, call.now))
            for report in found[(page - 1) * size:page * size]]
    total = {paged.total.wire: len(found)} if paged.total else {}
    return {"totalRecords": len(call.shelf.reports), paged.items.wire: rows, **total}


def row(table: dict[str, str], scene: Scene) -> dict[str, Any]:
    """A report as the list shows it. The page names a study's campaigns in two ways; so do we."""
    made = fill(table, scene)
    if "campaignIds" in made and scene.report.id % 2:
        made = {("campaignId" if k == "campaignIds" else k): v for k, v in made.items()}
    return made


def _matches(call: Call, search: str, sort_by: str) -> list[Report]:
    """The reports that match, in order; kept until the reports change."""
    down = sort_by.startswith("-")
    role_name = _sort_role(call, sort_by[1:] if sort_by[:1] in ("+", "-") else sort_by)
    shelf = call.shelf
    key = (shelf.version, search, sort_by)
    if shelf.memo[0] == key:
        return shelf.memo[1]
    found = list(shelf.reports.values())
    if search:
        found = [r for r in found if _holds(call, r, search.casefold())]
    if role_name == "id":
        found = found[::-1] if down else found
    else:
        value = role(role_name)
        keys = {r.id: _comparable(value(Scene(call.family, call.workspace, r, call.now)))
                for r in found}
        found.sort(key=lambda r: keys[r.id], reverse=down)
    if role_name not in CHANGING:
        shelf.memo = (key, found)
    return found


def _sort_role(call: Call, name: str) -> str:
    """The role of a row's field, by any of its names. Raises Refusal 422."""
    paged = call.op.paged
    assert paged is not None and paged.items.sub is not None
    table = {**call.family.row, **call.family.row_document}
    for item in paged.items.sub.fields.values():
        if name in item.names:
            for known in item.names:
                if known in table:
                    return table[known]
    raise Refusal(422, "Invalid sortBy value.")


def _holds(call: Call, report: Report, text: str) -> bool:
    scene = Scene(call.family, call.workspace, report, call.now)
    return any(text in str(role(name)(scene)).casefold() for name in SEARCHED)


def _comparable(value: Any) -> tuple[int, Any]:
    """Values of one field compare; the absent ones come after the others."""
    if value is None:
        return 1, ""
    if isinstance(value, list):
        value = value[0]
    elif isinstance(value, dict):
        value = sorted(value.items())
    elif isinstance(value, str):
        value = value.casefold()
    return 0, value


def list_campaigns(call: Call) -> dict[str, Any]:
    """The workspace's campaigns that a report of the family can be made for, by status."""
    found: dict[str, list[dict[str, int]]] = {"running": [], "paused": [], "expired": []}
    for campaign in call.workspace.campaigns.values():
        if call.workspace.eligible(call.family.name, campaign):
            found[campaign.status].append({"campaignId": campaign.id,
                                           "campaignTimezoneId": campaign.timezone})
    return found
