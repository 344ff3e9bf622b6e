"""Where the sources of a spec disagree, with the places in the spec that it concerns."""
from __future__ import annotations

import re
from typing import Any, Iterator, Union

from ..loader.problems import with_suggestion
from ..loader.source import At
from ..model.api import Disagreement, Drift, Published
from ..model.operation import Operation
from ..model.types import Enum, Field, Type
from .scope import Scope

REQUEST = re.compile(r"([A-Z]+|\*) /\S*")  # of an operation that the spec has not
Named = Union[Enum, Type, Operation, tuple[Type, Field]]


def build_documents(scope: Scope) -> dict[str, Published]:
    """The sources that are OpenAPI documents, and how one tells that a document is one of them."""
    if scope.files.sources is None:
        return {}
    at = At(scope.files.sources, ("documents",))
    sources = at.source.data.get("sources", {})
    found = {}
    for name, item in at.source.data.get("documents", {}).items():
        if name not in sources:
            scope.report(at.down(name), with_suggestion(f"no source is named '{name}'", name,
                                                        sources, "one of 'sources'"), key=True)
        found[name] = Published(item["title"], item.get("has"), item.get("lacks"))
    return found


def build_disagreements(scope: Scope) -> list[Disagreement]:
    """Those of sources.yaml; none where there is no such file."""
    if scope.files.sources is None:
        return []
    at = At(scope.files.sources, ("disagreements",))
    known = _names(scope)
    found = []
    for i, item in enumerate(at.source.data.get("disagreements", ())):
        named = [_named(scope, at.down(i, "at", j), known, name)
                 for j, name in enumerate(item.get("at", ()))]
        found.append(Disagreement(item["about"], item["says"], item.get("reads"),
                                  item.get("sends"), [one for one in named if one],
                                  list(_drift(scope, at.down(i, "drift"), known, item))))
    return found


def _named(scope: Scope, at: At, known: dict[str, Named], name: str) -> Named | None:
    """What has this name; reports a problem where nothing has."""
    if name not in known and not _may_be(scope, name):
        scope.report(at, with_suggestion(f"nothing is named '{name}'", name, known,
                                         "an enum, a type, an operation or a field, with dots "
                                         "between"))
    return known.get(name)


def _drift(scope: Scope, at: At, known: dict[str, Named], item: dict[str, Any]) \
        -> Iterator[Drift]:
    """What documents are known to differ in."""
    documents = at.source.data.get("documents", {})
    taken = scope.drift
    for document, kinds in item.get("drift", {}).items():
        if document not in documents:
            scope.report(at.down(document), with_suggestion(
                f"no document is named '{document}'", document, documents,
                "one of 'documents'"), key=True)
        for kind, names in kinds.items():
            for i, name in enumerate(names):
                here = at.down(document, kind, i)
                if kind == "extra":
                    _check_extra(scope, here, known, name)
                else:
                    _named(scope, here, known, name)
                one = Drift(document, kind, name, here.problem("").line)
                if taken.setdefault(one, item["about"]) != item["about"]:
                    scope.report(here, f"'{name}' is {kind} under '{taken[one]}' already")
                yield one


def _check_extra(scope: Scope, at: At, known: dict[str, Named], name: str) -> None:
    """What a document has and the spec has not: an operation, or a field of what the spec has."""
    owner, _, _ = name.rpartition(".")
    if not REQUEST.fullmatch(name) and owner not in known and not _may_be(scope, owner):
        scope.report(at, with_suggestion(
            f"nothing is named '{owner}'", owner, known, "a type or an operation before the last "
            "dot, or a method and a path, where '*' is any"))


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
