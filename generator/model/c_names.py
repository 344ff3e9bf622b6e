"""Every C name that the emitted files define: emitted from here, and checked against each other."""
from __future__ import annotations

from typing import Iterator

from .operation import Operation
from .types import Enum, Field, Type

OTHER_FILES = ("types", "descriptors", "ops")  # besides those of the families
COMMAND_FILES = ("cli_commands", "cli_handlers")


def guard(prefix: str, file: str) -> str:
    """IQM_PLD_H"""
    return f"{prefix}_{file}_H".upper()

PAGER = ("open", "next", "next_page", "paging", "close")  # functions of a paged operation
# Functions of a family whose reports can be waited for.
WAITER = ("poll", "wait", "find", "find_all", "settle_not_bought")


def dialect(prefix: str, name: str) -> str:
    """IQM_DIALECT_PAGE"""
    return f"{prefix}_dialect_{name}".upper().replace("-", "_")


def api_object(prefix: str, api: str) -> str:
    """iqm_insights_api"""
    return f"{prefix}_{api}_api"


def pager_functions(op: Operation) -> dict[str, str]:
    """`next` -> iqm_pld_list_next"""
    return {part: f"{op.c_name}_{part}" for part in PAGER}


def waiter_functions(op: Operation) -> dict[str, str]:
    """`poll` -> iqm_pld_poll"""
    return {part: f"{op.c_family}_{part}" for part in WAITER}


def start_function(name: str) -> str:
    """iqm_pld_poll_start: the form of a blocking function that returns at once"""
    return f"{name}_start"


def done_type(op: Operation) -> str:
    """iqm_sls_generate_done: the type of the function that gets a started call's response"""
    return f"{op.c_name}_done"


def wanted_struct(op: Operation) -> str:
    """iqm_pld_wanted: a purchase that is looked for"""
    return f"{op.c_family}_wanted"


def within_function(op: Operation) -> str:
    """iqm_sls_generate_within"""
    return f"{op.c_name}_within"


def priced_function(op: Operation) -> str:
    """iqm_sls_generate_priced"""
    return f"{op.c_name}_priced"


def save_function(op: Operation) -> str:
    """iqm_pld_save"""
    return f"{op.c_family}_save"


def of_traits(op: Operation) -> dict[str, list[str]]:
    """The names that each trait of an operation makes."""
    c = op.c_name
    found: dict[str, list[str]] = {}
    if op.paged:
        pager = pager_functions(op)
        found["paged"] = [f"{c}_pager", f"{c}_paged", *pager.values(),
                          start_function(pager["next_page"])]
    if op.wait:
        found["wait"] = [f"{c}_order", f"{c}_matches", wanted_struct(op),
                         *_both_forms(*waiter_functions(op).values())]
    if op.price:
        found["price"] = [f"{c}_echoes", *_both_forms(within_function(op), priced_function(op))]
    if op.deletes:
        found["deletes"] = [f"{c}_deletion"]
    if op.file:
        found["file"] = [f"{c}_file", *_both_forms(save_function(op))]
    return found


def _both_forms(*names: str) -> list[str]:
    return [form for name in names for form in (name, start_function(name))]


def of_api(prefix: str, api: str) -> tuple[str, ...]:
    """The names that the API makes."""
    return api_object(prefix, api), f"{prefix}_client_open", f"{prefix}_settings_from_env"


def of_operation(op: Operation) -> Iterator[str]:
    """The names that every operation makes."""
    for end in ("", "_op", "_verdict", "_variants", "_ended"):
        yield op.c_name + end
    yield start_function(op.c_name)
    yield done_type(op)
    if op.joins_request:
        yield f"{op.c_name}_req"
        for part, one in (("query", op.query), ("body", op.body)):
            if one:
                yield from of_descriptor(one, op.descriptor(part))


def field(descriptor: str, item: Field) -> str:
    """iqm_sls_order_field_io_id: which of a descriptor's fields it is."""
    return f"{descriptor}_field_{item.c_name}"


def of_descriptor(one: Type, name: str) -> Iterator[str]:
    """The names that the descriptor of a type makes."""
    yield f"{name}_fields"
    yield f"{name}_dialects"
    yield f"{name}_descriptor"
    for item in one.fields.values():
        yield field(name, item)


def of_enum(enum: Enum) -> Iterator[str]:
    """The names that an enum makes."""
    yield enum.c_name
    for value in (*enum.values, *enum.texts):
        yield enum.enumerator(value)


MAPS = {"int": "iqm_int", "num": "iqm_num", "bool": "iqm_bool", "ms": "iqm_ms", "s": "iqm_s",
        "string": "iqm_str", "id": "iqm_str", "json": "iqm_json"}  # of the runtime


def map_of(value: Field) -> str:
    """iqm_int, iqm_strs, iqm_pld_report or iqm_pld_report_list: what the names of a map's structs
    begin with."""
    if value.sub:
        return value.sub.c_name + ("_list" if value.shape == "list" else "")
    return MAPS[value.type] + ("s" if value.shape == "list" else "")


def of_map(value: Field) -> list[str]:
    """The structs of a map of objects, or of lists of them."""
    return [f"{map_of(value)}_entry", f"{map_of(value)}_map"]


def of_type(one: Type) -> Iterator[str]:
    """The names that a type with a struct makes."""
    yield one.c_name
    yield f"{one.c_name}_list"
    yield from of_descriptor(one, one.c_name)
