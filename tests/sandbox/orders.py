"""Pricing and buying reports."""
from __future__ import annotations

from typing import Any, Optional

from . import names
from .responses import Mistake, Refusal
from .call import Call
from .roles import Quote, Scene, fill
from .spans import Spans
from .world import DAY_MS, Campaign, Report

OVERLAP = ("{0} Insights can't be generated for {1} at the moment as another insight with "
           "overlapping date range is processing")
NO_FUNDS = "{0} Insights can't be generated as the available funds are insufficient"
KEY = "idempotencyKey"


def compute(call: Call) -> dict[str, Any]:
    """What a report would cost; or the report that exists; or why not now."""
    scene = _scene(call)
    return _standing(call, scene) or fill(call.family.priced, scene)


def generate(call: Call) -> dict[str, Any]:
    """Buys a report: takes the funds, notes the purchase on the bill, begins to make it."""
    scene = _scene(call)
    standing = _standing(call, scene)
    if standing:
        return standing
    if not scene.priced.affordable:
        return {**_refused(call, NO_FUNDS.format(call.family.title)), "fundsAvailable": False}
    _buy(call, scene)
    return fill(call.family.created, scene)


def _scene(call: Call) -> Scene:
    """The report that the order is about, priced. Raises Mistake or Refusal."""
    _check(call)
    failed = call.values.get(call.family.id_field)
    report = _known(call, failed) if failed is not None else _draft(call)
    return Scene(call.family, call.workspace, report, call.now, yes=True,
                 quote=_quote(call, report))


# ---- what may be ordered --------------------------------------------------------------------


def _check(call: Call) -> None:
    """What a new order needs, or the report id alone. Raises Mistake."""
    family, order = call.family, call.values
    if family.id_field in order:
        others = [k for k in order if k not in (family.id_field, KEY)]
        if others:
            raise Mistake(f"'{family.id_field}' goes alone, without {', '.join(others)}")
        return
    wrong = []
    for need in family.needs:
        either = (need,) if isinstance(need, str) else need
        if sum(name in order for name in either) != 1:
            wrong.append(f"a new order needs {' or '.join(either)}"
                         f"{', not both' if len(either) > 1 else ''}")
    assert call.op.body is not None
    for item in call.op.body.fields.values():
        value = order.get(item.wire)
        if value == []:
            wrong.append(f"'{item.wire}' is empty")
        for one in value if isinstance(value, list) else [value]:
            if item.enum and one is not None and one not in item.enum.values.values():
                wrong.append(f"'{item.wire}' is {one}, expected one of "
                             f"{list(item.enum.values.values())}")
    if wrong:
        raise Mistake(*wrong)


def _known(call: Call, report_id: int) -> Report:
    """The report to regenerate. Raises Refusal 422."""
    report = call.shelf.reports.get(report_id)
    if report is None:
        raise Refusal(422, f"The provided {call.family.title} ID: {report_id} does not exist or "
                           f"has been deleted.")
    return report


def _draft(call: Call) -> Report:
    """The report that a new order describes, not yet on the shelf. Raises Refusal 422."""
    family, order = call.family, call.values
    start, end = (order[f"{family.name}{which}Date"] for which in ("Start", "End"))
    if family.named:
        names.check_length(call, order[family.name_field])
    if end < start:
        raise Refusal(422, "End date is before start date.")
    campaigns = _campaigns(call)
    return Report(0, family.name, order.get(family.name_field, ""), campaigns, start, end,
                  dict(order), created=call.now)


def _campaigns(call: Call) -> tuple[Campaign, ...]:
    order = call.values
    ids = order["campaignIds"] if "campaignIds" in order else [order["campaignId"]]
    known = [call.workspace.campaigns.get(i) for i in ids]
    bad = [i for i, c in zip(ids, known) if not c or not call.workspace.eligible(
        call.family.name, c)]
    if bad:
        raise Refusal(422, f"Campaign ID(s) {', '.join(map(str, bad))} are not eligible for "
                           f"{call.family.title} insights.")
    found = tuple(dict.fromkeys(c for c in known if c))
    strange = [c.id for c in found if c.io.id != order.get("ioId", c.io.id)]
    if strange:
        raise Refusal(422, f"Campaign ID(s) {', '.join(map(str, strange))} do not belong to "
                           f"insertion order {order['ioId']}.")
    return found


# ---- what stands in the way -----------------------------------------------------------------


def _standing(call: Call, scene: Scene) -> Optional[dict[str, Any]]:
    """The response that sells nothing: the report exists, or another one is in the way.

    Raises Refusal 422 for a name that is taken.
    """
    if call.settings.always_sell:
        return None
    report = scene.report
    same = report if report.id else call.shelf.like(_contents(call, report))
    if same and same.status(call.now) != "failed":
        return fill(call.family.exists, Scene(call.family, call.workspace, same, call.now))
    if not report.id and call.family.named:
        names.check_free(call, report.name)
    if any(_overlap(report, other) for other in call.shelf.processing(call.now)):
        return _refused(call, OVERLAP.format(call.family.title, call.family.these))
    return None


def _refused(call: Call, message: str) -> dict[str, Any]:
    assert call.op.outcome is not None
    flag = next(k for k, role in call.family.exists.items() if role == "yes")
    return {flag: False, call.op.outcome.refused.wire: message}


def _contents(call: Call, report: Report) -> Any:
    """What makes two reports the same."""
    return (tuple(sorted(report.campaign_ids)), report.stretch,
            repr([report.order.get(k) for k in call.family.alike]))


def _overlap(one: Report, other: Report) -> bool:
    (start, end), (from_, to) = one.stretch, other.stretch
    return start < to and from_ < end and bool(set(one.campaigns) & set(other.campaigns))


# ---- money ----------------------------------------------------------------------------------


def _quote(call: Call, report: Report) -> Quote:
    """An impression that the workspace bought once, in this family, is charged once only."""
    start, end = report.stretch
    in_all = charged = 0
    for campaign in report.campaigns:
        paid = call.shelf.paid.get(campaign.id, Spans()).covered(start, end)
        in_all += _impressions(campaign, end - start)
        charged += _impressions(campaign, paid)
    price = call.family.price
    cost = (price * (in_all - charged) + 500) // 1000
    return Quote(in_all - charged, charged, cost, (price * charged + 500) // 1000,
                 call.workspace.funds >= cost)


def _impressions(campaign: Campaign, milliseconds: int) -> int:
    return -(-campaign.daily * milliseconds // DAY_MS)


def _buy(call: Call, scene: Scene) -> None:
    report, quote, family = scene.report, scene.priced, call.family
    regenerated = report.id != 0
    if not regenerated:
        report.id = call.world.next_id(family.name)
        if not family.named:
            report.name = f"{call.workspace.number}_{family.title}_Insights_{report.id}"
    report.ready_at = call.now + call.settings.ready_after
    report.fails = call.world.takes_failure(family.name)
    call.shelf.add(report, _contents(call, report))
    call.shelf.pay(report)
    call.workspace.funds -= quote.cost
    call.world.bill.add(
        family=family.name, operation=call.op.full_name, report_id=report.id,
        report_name=report.name, regenerated=regenerated, workspace=call.workspace.id,
        user=call.user.name if call.user else None, impressions=quote.chargeable,
        cents=quote.cost, body=call.request.body.decode("utf-8"), arrived=call.request.arrived)
