"""JSON as documents are written: what is short is one line, and so is each field and example."""
from __future__ import annotations

import json
from typing import Any

WIDTH = 100
STEP = "  "


def layout(value: Any, *, key: str = "", indent: str = "") -> str:
    """The text of a value, which is the member `key` of another."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or not value or (
            not _has_rows(value, key) and len(indent) + len(key) + len(flat) < WIDTH):
        return flat
    inner = indent + STEP
    if _is_rows(value, key):
        parts = [json.dumps(part, ensure_ascii=False) for part in
                 (value.values() if isinstance(value, dict) else value)]
    elif isinstance(value, dict):
        parts = [layout(part, key=name, indent=inner) for name, part in value.items()]
    else:
        parts = [layout(part, indent=inner) for part in value]
    if isinstance(value, dict):
        parts = [f"{json.dumps(name, ensure_ascii=False)}: {part}"
                 for name, part in zip(value, parts)]
    ends = "{}" if isinstance(value, dict) else "[]"
    return f"{ends[0]}\n{inner}" + f",\n{inner}".join(parts) + f"\n{indent}{ends[1]}"


def _is_rows(value: Any, key: str) -> bool:
    """Whether each member is a line, so that one more is one more line."""
    return (key in ("properties", "examples") and isinstance(value, dict)) or \
        (key == "parameters" and isinstance(value, list))


def _has_rows(value: Any, key: str) -> bool:
    if _is_rows(value, key):
        return True
    members = value.items() if isinstance(value, dict) else \
        [("", part) for part in value] if isinstance(value, list) else []
    return any(_has_rows(part, name) for name, part in members)
