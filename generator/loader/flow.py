"""YAML on one line, as people write it into a spec."""
from __future__ import annotations

import json
from typing import Any

from .yaml_file import UNPRINTABLE, plain_kind

PLAIN_START = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ/(")


def flow(value: Any) -> str:
    """A value in braces."""
    if isinstance(value, dict):
        pairs = (f"{scalar(key, True)}: {flow(item)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value, True)


def scalar(value: Any, in_braces: bool = False) -> str:
    """A scalar, in quotes only where it needs them."""
    if not isinstance(value, str):
        return json.dumps(value)
    is_plain = value[:1] in PLAIN_START and plain_kind(value) == "str" \
        and not any(text in value for text in (": ", " #")) and value[-1:] not in (":", " ") \
        and not (in_braces and any(c in value for c in ",[]{}?:"))
    if is_plain and not UNPRINTABLE.search(value):
        return value
    if UNPRINTABLE.search(value):
        return json.dumps(value)
    return "'" + value.replace("'", "''") + "'" if "\\" in value or '"' in value \
        else f'"{value}"'
