"""Where the sources of a spec disagree, with the places in the spec that it concerns."""
from __future__ import annotations

from typing import Union

from ..loader.problems import with_suggestion
from ..loader.source import At
from ..model.api import Disagreement
from ..model.operation import Operation
from ..model.types import Enum, Field, Type
from .scope import Scope

Named = Union[Enum, Type, Operation, tuple[Type, Field]]


def build_disagreements(scope: Scope) -> list[Disagreement]:
    """Those of sources.yaml; none where there is no such file."""
    if scope.files.sources is None:
        return []
    at = At(scope.files.sources, ("disagreements",))
    known = _names(scope)
    found = []
    for i, item in enumerate(at.source.data.get("disagreements", ())):
        named = []
        for j, name in enumerate(item.get("at", ())):
            if name in known:
                named.append(known[name])
            elif not _may_be(scope, name):
                scope.report(at.down(i, "at", j), with_suggestion(
                    f"nothing is named '{name}'", name, known,
                    "an enum, a type, an operation or a field, with dots between"))
        found.append(Disagreement(item["about"], item["says"], item.get("reads"),
                                  item.get("sends"), named))
    return found


def _may_be(scope: Scope, name: str) -> bool:
    """Whether a name may mean something that is broken: its mistake is reported already."""
    first, _, rest = name.partition(".")
    second, _, third = rest.partition(".")
    if third:
        return scope.may_be(("types", second, "fields", third), families=[first])
    if second:
        return scope.may_be(("types", first, "fields", second)) or \
            scope.may_be(("types", second), ("operations", second), families=[first])
    return scope.may_be(("enums", first), ("types", first))


def _names(scope: Scope) -> dict[str, Named]:
    """What the spec has by name: file_type, campaign.campaignId, pld.order.pldId, pld.list."""
    names: dict[str, Named] = dict(scope.enums)
    for one in scope.all_types():
        name = f"{one.family}.{one.name}" if one.family else one.name
        names[name] = one
        names.update({f"{name}.{wire}": (one, item) for wire, item in one.fields.items()})
    names.update({op.full_name: op for op in scope.operations()})
    return names
