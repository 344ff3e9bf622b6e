"""Reports that are there: links to their files, and deleting the failed ones."""
from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from .responses import Mistake, Refusal
from .call import Call
from .world import Report

UNFIT = ("Some of the provided {0} ID(s) are either already deleted, do not exist, or do not have "
         "a 'failed' status.")


MOST_ADDRESSES = 15
LONGEST_ADDRESS = 320


def download(call: Call) -> dict[str, str]:
    """A signed URL of a ready report's file. Raises Refusal; with HTTP 200 for PLD."""
    report, ending = _file(call)
    day = datetime.fromtimestamp(report.created, timezone.utc).date()
    path = f"/{call.family.name}-reports/{day}/{report.id}_Report.{ending}"
    url_field = next(iter(call.op.response.fields))
    return {url_field: call.links.make(path, call.now, call.settings.link_life)}


def email(call: Call) -> dict[str, str]:
    """Mails a ready report's file: once more each time. Raises Refusal; with HTTP 200 for PLD."""
    report, ending = _file(call)
    to = call.values["emailIds"]
    if not 1 <= len(to) <= MOST_ADDRESSES or not all(
            "@" in one and len(one) <= LONGEST_ADDRESS for one in to):
        raise Refusal(422, "Please provide 1 to 15 valid email ids.")
    call.world.mails.append({"family": call.family.name, "report": report.id, "format": ending,
                             "to": to})
    return {"message": f"{call.family.title} report e-mail sent successfully."}


def _file(call: Call) -> tuple[Report, str]:
    """A ready report, and the ending of its file. Raises Refusal; with HTTP 200 for PLD."""
    assert call.op.body is not None
    missing = [wire for wire in call.op.body.fields if wire not in call.values]
    if missing:
        raise Mistake(*(f"'{name}' is missing" for name in missing))
    fields = [f for f in call.op.body.fields.values() if f.type == "int"]
    file_type = next(call.values[f.wire] for f in fields if f.enum)
    report_id = next(call.values[f.wire] for f in fields if not f.enum)
    family, refusals = call.family, call.family.refusals
    if file_type not in family.file_types:
        raise Refusal(refusals.unsupported, refusals.type_text)
    given = f"The provided {family.title} ID: {report_id}"
    report = call.shelf.reports.get(report_id)
    if report is None:
        raise Refusal(refusals.unknown, f"{given} does not exist or has been deleted.")
    status = report.status(call.now)
    if status != "ready":
        more = f" Current status: {status}" if refusals.names_status else ""
        raise Refusal(refusals.not_ready, f"{given} is not in the ready state.{more}")
    return report, family.file_types[file_type]


def delete(call: Call) -> dict[str, str]:
    """Deletes failed reports: all that are named, or none. Raises Refusal 422."""
    assert call.op.query is not None
    ids = dict.fromkeys(call.values[next(iter(call.op.query.fields))])
    found = [r for r in (call.shelf.reports.get(i) for i in ids)
             if r and r.status(call.now) == "failed"]
    if len(found) != len(ids):
        raise Refusal(422, UNFIT.format(call.family.title))
    for report in found:
        call.shelf.remove(report)
    if len(found) == 1:
        return {"message": f"{found[0].name} deleted successfully"}
    return {"message": f"{len(found)} {call.family.title} insights deleted successfully"}


def report_types(call: Call) -> dict[str, Any]:
    """The kinds of AQS report."""
    kinds = [{"id": 1, "name": "audience", "label": "Audience", "order": 1},
             {"id": 2, "name": "Campaign", "label": "Campaign", "order": 2}]
    return {"reportTypeData": kinds, "totalRecords": len(kinds), "filteredRecords": len(kinds)}
