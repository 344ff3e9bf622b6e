"""Traits of a field that has its type: secrets, values, limits, the default, deprecation."""
from __future__ import annotations

import re
from typing import Any

from .enums import Enums, values_in_words, values_of_enum
from .model import Draft, Field
from .shapes import Value, described_at
from .words import lower

SECRET = re.compile(r"password|secret|(access|refresh|api)_?token|api_?key|^token$")
LINK = re.compile(r"(^|_)ur[li]$")


class Traits:
    """Sets the traits of a family's fields."""

    def __init__(self, draft: Draft, enums: Enums, family: str) -> None:
        self.draft, self.enums, self.family = draft, enums, family

    def set(self, item: Field, value: Value, sides: set[str], words: list[str]) -> None:
        """Sets all of a field's. `words` are its doc, and get what no trait can say."""
        schema, one = value.schema, value.item
        name, kind = lower(item.wire), item.keys["type"]
        base = kind[:-2] if kind[-2:] == "[]" else kind
        if SECRET.search(name) and kind == "string":
            item.keys["secret"] = True
        elif LINK.search(name) and kind == "string" and "download" in sides:
            item.keys["secret"] = True
            item.say("guess", "Taken for a signed URL, which must not be logged.")
        if base in ("int", "string", "id") and one:
            self._set_enum(item, value, base, words)
        self._set_limits(item, value, item.keys["type"], words)
        if schema and schema.is_deprecated:
            item.keys["deprecated"] = "The document marks it as deprecated."

    def _set_enum(self, item: Field, value: Value, base: str, words: list[str]) -> None:
        assert value.item
        name = lower(item.wire)
        fits = int if base == "int" else str
        if value.item.enum:
            values = values_of_enum(value.item.enum, value.item.get("x-enum-varnames"))
        else:
            values = values_in_words(name, value.item.doc or words[0], base == "int")
            if values:
                item.say("guess", "Values taken from the description.")
        if values and all(isinstance(one, fits) and not isinstance(one, bool)
                          for one in values.values()):
            if base == "id":
                item.keys["type"] = item.keys["type"].replace("id", "string", 1)
            item.enum_values = list(values.values())
            item.keys["enum"] = self.enums.named(self.family, item.wire, values, words[0])

    def _set_limits(self, item: Field, value: Value, kind: str, words: list[str]) -> None:
        """How long, large or many, and what the service takes it for where it is left out."""
        base, one = kind.replace("[]", ""), value.item
        if one and base in ("string", "id") and _is_count(one.number("maxLength")):
            item.keys["length"] = [one.number("minLength") or 0, one.number("maxLength")]
        elif one and base in ("int", "num", "ms", "s"):
            least, most = one.number("minimum"), one.number("maximum")
            if least is not None and most is not None:
                item.keys["range"] = [least, most]
            elif least is not None or most is not None:
                words.append(f"At least {least}." if most is None else f"At most {most}.")
        if value.schema and kind[-2:] == "[]" and _is_count(value.schema.number("maxItems")):
            item.keys["items"] = [value.schema.number("minItems") or 0,
                                  value.schema.number("maxItems")]
        for key in ("length", "range", "items"):
            if key in item.keys and not item.keys[key][0] <= item.keys[key][1]:
                del item.keys[key]
        self._set_default(item, value, kind)

    def _set_default(self, item: Field, value: Value, kind: str) -> None:
        default = value.schema.get("default") if value.schema else None
        fits: dict[str, tuple[type, ...]] = {
            "int": (int,), "ms": (int,), "s": (int,), "num": (int, float), "bool": (bool,),
            "string": (str,), "id": (str,)}
        if kind not in fits or default in (None, "") or not isinstance(default, fits[kind]) \
                or isinstance(default, bool) != (kind == "bool"):
            return
        size = len(default) if isinstance(default, str) else default
        least, most = item.keys.get("length") or item.keys.get("range") or (size, size)
        if not least <= size <= most:
            self._refuse_default(item, value, f"the default, {default}, is outside of the limits")
        elif item.enum_values and default not in item.enum_values:
            self._refuse_default(item, value, f"the default, {default}, is none of the values")
        else:
            item.keys["default"] = default

    def _refuse_default(self, item: Field, value: Value, text: str) -> None:
        item.say("contradiction", f"Contradiction: {text}.")
        self.draft.note("contradiction", described_at(value), f"{item.wire}: {text}")


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and value >= 0
