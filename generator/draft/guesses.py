"""What names suggest about pages, files and outcomes: in the draft it is a comment, or has one."""
from __future__ import annotations

import re
from typing import Any, Mapping

from ..loader.todo import TODO
from .model import Field, Type
from .types import is_count, is_list_of_type
from .words import lower

PAGE = re.compile(r"page(_?(no|number|num|index))?$")
SIZE = re.compile(r"(no|number)_of_entries$|(page_)?(size|limit)$|per_page$")
SORT = re.compile(r"sort(_by|_field)?$|order_by$")
SEARCH = re.compile(r"search(_field|_text|_term)?$|q$|query$")
FLAG = re.compile(r"(^|_)(created|creatable)$")
ROW_ID = re.compile(r"(^|_)id$")


def paged_of(query: Type | None, response: Type, types: Mapping[str, Type]) \
        -> tuple[Any, str] | None:
    """`paged` and a comment, where the query has a page and its size."""
    found = {name: _named(query, pattern, kind) for name, pattern, kind in (
        ("page", PAGE, "int"), ("size", SIZE, "int"), ("sort", SORT, "string"),
        ("search", SEARCH, "string"))}
    if not found["page"] or not found["size"]:
        return None
    lists = [item for item in response.fields.values() if is_list_of_type(item)]
    counts = [item.wire for item in response.fields.values() if is_count(item)]
    counts.sort(key=lambda wire: not wire.lower().startswith("filter"))
    row = types[lists[0].keys["type"][:-2]] if len(lists) == 1 else None
    ids = [item.wire for item in row.fields.values() if item.keys["type"] == "int"
           and ROW_ID.search(lower(item.wire))] if row else []
    if not ids or not counts:
        return TODO, "the query has a page and its size"
    paged = {name: wire for name, wire in found.items() if wire}
    paged.update({"items": lists[0].wire, "total": counts[0], "key": ids[0]})
    return paged, "guessed from names"


def outcome_of(response: Type) -> str:
    """What to say beside `outcome`, where a response has a flag that says whether something was
    made; "" where it has none."""
    flags = [item.wire for item in response.fields.values()
             if item.keys["type"] == "bool" and FLAG.search(lower(item.wire))]
    if not flags:
        return ""
    ids = [item.wire for item in response.fields.values() if item.keys["type"] == "int"
           and ROW_ID.search(lower(item.wire))] or ["an id"]
    texts = [item.wire for item in response.fields.values()
             if item.keys["type"] == "string" and "message" in item.wire.lower()] or ["a text"]
    return (f"perhaps {{created: [{', '.join(flags[:2])}], exists: {ids[0]}, "
            f"refused: {texts[0]}}}; creatable where it is not paid")


def file_of(body: Type | None, response: Type) -> str:
    """What to say beside `file`, where a response has a link; "" where it has none."""
    links = [item.wire for item in response.fields.values() if "secret" in item.keys
             and re.search(r"(^|_)ur[li]$", lower(item.wire))]
    if not body or not links:
        return ""
    kinds = [item.wire for item in body.fields.values() if item.keys["type"] == "int"
             and "type" in item.wire.lower()]
    ids = [item.wire for item in body.fields.values() if item.keys["type"] == "int"
           and item.wire not in kinds]
    if not kinds or not ids:
        return ""
    return f"perhaps {{id: {ids[0]}, type: {kinds[0]}, url: {links[0]}}}"


def _named(one: Type | None, pattern: re.Pattern[str], kind: str) -> str:
    fields: list[Field] = list(one.fields.values()) if one else []
    return next((item.wire for item in fields if pattern.match(lower(item.wire))
                 and item.keys["type"] == kind), "")
