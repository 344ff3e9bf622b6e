"""YAML in one line, as a maintainer would write it into the spec."""
from __future__ import annotations

import json
import re
from typing import Any

import yaml

INDICATORS = re.compile(r"[\[\]{},\"]|: |:$| #|^[-?:&*!|>'%@`#]|^\s|\s$|\n")


def flow(value: Any) -> str:
    """A value in flow style; texts in quotes only where they need them."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, str) and not _is_plain(value):
        return json.dumps(value, ensure_ascii=False)
    return value if isinstance(value, str) else json.dumps(value)


def _is_plain(text: str) -> bool:
    """Whether YAML reads the text itself for what it is."""
    if not text or INDICATORS.search(text) or re.match(r"[0-9.+~-]", text):
        return False
    return isinstance(yaml.safe_load(text), str) \
        and text.lower() not in ("y", "n", "yes", "no", "on", "off", "null", "true", "false")
