"""The two shapes of a response in IQM's documents: the API page's and the OpenAPI document's."""
from __future__ import annotations

from typing import Any, Callable, Optional

from generator.model.api import Api
from generator.model.types import Field, Type

from .values import spells_number

Convert = Callable[[Any], Any]


class Shaper:
    """Gives operations' results the form that is set; which names there are is the spec's say.

    "page": names and shapes as the page's samples have them. "document": fields under their first
    alias, campaigns always a list, maps as lists of entries, created-on in milliseconds, concept
    group ids of the other JSON type, `...Created` and `...Creatable` crosswise.
    """

    def __init__(self, api: Api) -> None:
        self._tables: dict[tuple[int, str], dict[str, tuple[str, Optional[Convert]]]] = {}
        flags = [[f.wire for f in op.outcome.flags] for op in api.operations() if op.outcome]
        self._crosswise = {name: other for pair in flags for name, other in zip(pair, pair[::-1])}

    def present(self, one: Type, value: Any, shape: str) -> Any:
        """A result in its form. Raises KeyError for a field that the spec does not have."""
        if not isinstance(value, dict):
            return value
        table = self._table(one, shape)
        shown = {}
        for key, item in value.items():
            name, convert = table[key]
            shown[name] = convert(item) if convert else item
        return shown

    def _table(self, one: Type, shape: str) -> dict[str, tuple[str, Optional[Convert]]]:
        """For each name of each field: the name that it goes out under, and what is done to it."""
        key = (id(one), shape)
        if key not in self._tables:
            make = self._document if shape == "document" else self._page
            self._tables[key] = {name: make(item, name) for item in one.fields.values()
                                 for name in item.names}
        return self._tables[key]

    def _page(self, item: Field, name: str) -> tuple[str, Optional[Convert]]:
        if item.sub:
            return name, _in_map(item, self._subs(item.sub, "page", item.scalar_or_list))
        if item.type == "id":
            return name, _each(item, _number if (item.value or item).numeric else _text)
        if item.type == "ms" and name.endswith("CreatedOn"):
            return name, lambda v: v // 1000  # documented as milliseconds, sampled in seconds
        return name, None

    def _document(self, item: Field, name: str) -> tuple[str, Optional[Convert]]:
        named = self._crosswise.get(item.wire) or (item.aliases or [item.wire])[0]
        if "campaignId" in item.aliases:
            return item.wire, lambda v: v if isinstance(v, list) else [v]
        if item.sub:
            return named, _in_map(item, self._subs(item.sub, "document", False))
        if item.type == "id":
            return named, _each(item, _text if (item.value or item).numeric else _number)
        if item.entry:
            key, content = item.entry
            return named, lambda v: [{key: int(k), content: n} for k, n in v.items()]
        return named, None

    def _subs(self, sub: Type, shape: str, scalar_or_list: bool) -> Convert:
        def convert(value: Any) -> Any:
            if not isinstance(value, list):
                return self.present(sub, value, shape)
            shown = [self.present(sub, v, shape) for v in value]
            return shown[0] if scalar_or_list and len(shown) == 1 else shown

        return convert


def _number(text: Any) -> Any:
    return int(text) if spells_number(str(text)) else text


def _text(value: Any) -> str:
    return str(value)


def _each(item: Field, convert: Convert) -> Convert:
    is_list = (item.value or item).shape == "list"
    return _in_map(item, (lambda v: [convert(x) for x in v]) if is_list else convert)


def _in_map(item: Field, convert: Convert) -> Convert:
    return (lambda v: {key: convert(x) for key, x in v.items()}) if item.value else convert
