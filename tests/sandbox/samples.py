"""Operations that the sandbox does not play: their response is a sample of the spec."""
from __future__ import annotations

from typing import Any

from generator.model.api import Api
from generator.model.canonical import canonical
from generator.model.operation import Operation, Sample

from .call import Call
from .responses import Response, as_json


def respond(call: Call) -> Response:
    """The operation's sample of a success; a purchase goes on the bill."""
    sample = success(call.api, call.op)
    if call.op.effect == "paid" and _says_yes(call.api, call.op, sample):
        _bill(call, sample)
    return as_json(sample.status, sample.value)


def success(api: Api, op: Operation) -> Sample:
    """The first good sample that says yes; the first good one where none does."""
    good = [sample for sample in op.samples if sample.kind == "response" and sample.is_good]
    return next((sample for sample in good if _says_yes(api, op, sample)), good[0])


def data(api: Api, sample: Sample) -> Any:
    """What a good sample has in its envelope, or all of it where there is none."""
    value = sample.value
    return value.get(api.envelope.data) if api.envelope.success in value else value


def _says_yes(api: Api, op: Operation, sample: Sample) -> bool:
    """Whether a good sample is one of a thing done: by the flag that its outcome is sorted by."""
    if op.outcome is None:
        return True
    fields = canonical(op.response, data(api, sample))
    flags = [fields[flag.wire] for flag in op.outcome.flags if flag.wire in fields]
    return bool(flags[0]) if flags else op.effect != "paid"


def _bill(call: Call, sample: Sample) -> None:
    assert call.op.outcome is not None
    cost = call.op.outcome.cost
    fields = canonical(call.op.response, data(call.api, sample))
    call.world.bill.add(
        family=call.op.family, operation=call.op.full_name, workspace=call.workspace.id,
        user=call.user.name if call.user else None,
        cents=round(100 * fields.get(cost.wire, 0)) if cost else 0,
        body=call.request.body.decode("utf-8"), arrived=call.request.arrived)
