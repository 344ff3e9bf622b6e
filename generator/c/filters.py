"""What templates know of C: types, members, prototypes, what comments say."""
from __future__ import annotations

from typing import Iterable

from ..model import c_names
from ..model.api import ROLES, Api, Envelope, Family
from ..model.notes import field_notes, operation_notes
from ..model.operation import Operation
from ..model.types import RESERVED, Field, in_struct
from .descriptors import (descriptor, field_names, field_ref, field_variant_rows, has_room,
                          initializers, params, variant_rows)
from .text import c_string, call, comment, docstring, upper

SCALAR_TYPES = {"int": "struct iqm_int", "num": "struct iqm_num", "bool": "struct iqm_bool",
                "ms": "struct iqm_ms", "s": "struct iqm_s", "string": "const char *",
                "id": "const char *", "json": "struct iqm_json"}
LIST_TYPES = {"int": "struct iqm_ints", "num": "struct iqm_nums", "bool": "struct iqm_bools",
              "string": "struct iqm_strs", "id": "struct iqm_strs"}


def member_type(item: Field) -> str:
    """The C type of a field's member."""
    if item.value:
        return f"struct {c_names.map_of(item.value)}_map"
    if item.sub:
        return (f"struct {item.sub.c_name}_list" if item.shape == "list"
                else f"const struct {item.sub.c_name} *")
    return (LIST_TYPES if item.shape == "list" else SCALAR_TYPES)[item.type]


def declaration(item: Field) -> str:
    """`struct iqm_int pld_id;`"""
    kind = member_type(item)
    return f"{kind}{'' if kind.endswith('*') else ' '}{item.c_name};"


def map_structs(value: Field) -> str:
    """The structs of an entry and of a map of these values."""
    name = c_names.map_of(value)
    return "\n".join([
        "/* An entry of a map of them. */",
        f"struct {name}_entry {{", "\tconst char *key;", f"\t{declaration(value)}", "};",
        "", "/* A map of them: its entries, in wire order; absent where `items` is NULL. */",
        f"struct {name}_map {{", f"\tconst struct {name}_entry *items;", "\tsize_t len;", "};"])


def field_doc(item: Field) -> str:
    """What a member's comment says."""
    notes = []
    if item.required:
        notes.append("Required.")
    if item.unit:
        notes.append(f"Unit: {item.unit.name}.")
    notes += field_notes(item)
    if item.enum:
        notes.append(f"See {item.enum.enumerator('...')}." if item.enum.texts
                     else f"See enum {item.enum.c_name}.")
    if item.since:
        notes.append(f"Since {item.since}.")
    return " ".join([item.full_doc, *notes])


def members(fields: Iterable[Field], has_outcome: bool = False, is_sent: bool = False) -> str:
    """The members of a struct, each below its comment, so that one more moves no other; an
    outcome comes first, and at the end of what callers make is room for later ones."""
    ordered = in_struct(fields)
    room = RESERVED - sum(1 for item in ordered if item.since)
    parts = [_member("enum iqm_outcome outcome;", "What the fields below say together.")] \
        if has_outcome else []
    parts += [_member_in_room(item) if is_sent and item.since and not _fills_room(item)
              else _member(declaration(item), field_doc(item)) for item in ordered]
    if is_sent and room:
        parts.append(_member(f"struct iqm_reserved reserved[{room}];",
                             "Zero: the place of later members."))
    return "\n".join(parts)


def _member(text: str, doc: str, indent: str = "\t") -> str:
    return comment(doc, indent) + "\n" + indent + text


def _fills_room(item: Field) -> bool:
    """Whether a member is as large as struct iqm_reserved on every machine."""
    return item.shape == "one" and item.type in ("int", "num", "ms", "s")


def _member_in_room(item: Field) -> str:
    return "\n".join(["\tunion {", _member(declaration(item), field_doc(item), "\t\t"),
                      f"\t\tstruct iqm_reserved {item.c_name}_reserved;", "\t};"])


def prototype(op: Operation, start: str = "", end: str = "") -> str:
    """The function of an operation; a header's has a `start` and an `end`."""
    args = ["struct iqm_client *client"]
    if op.request_fields:
        args.append(f"const struct {op.request_struct} *req")
    args += [f"struct {op.response.c_name} **rsp", "struct iqm_call *call"]
    return call(f"{start}int {op.c_name}", args, end)


def deprecation(words: str | None) -> str:
    """What warns who calls a function that is deprecated."""
    return f"\n\tIQM_DEPRECATED({c_string(' '.join(words.split()))})" if words else ""


EFFECTS = {"read": "Reads; safe to repeat.", "update": "Safe to repeat.",
           "delete": "Deletes; a repetition may respond that there is nothing left to delete.",
           "once": "Not to be repeated: the library never sends it twice; after "
                   "IQM_E_UNKNOWN_OUTCOME it may have been carried out.",
           "paid": "Buys: costs money. The library never sends it twice; after "
                   "IQM_E_UNKNOWN_OUTCOME find out what happened before you call again."}


def op_doc(op: Operation) -> str:
    """What an operation's function says of itself."""
    parts = [op.full_doc, EFFECTS[op.effect], *operation_notes(op)]
    if op.paged:
        parts.append("`req` may be NULL: a request of no fields.")
    if op.outcome and op.effect == "paid":
        parts.append("0: it is bought. IQM_E_PRICE: it is not, call->error.price says why, and "
                     "*rsp is the service's response, the caller's to free as well; NULL where "
                     "call->budget is why.")
    elif op.outcome:
        parts.append("0 says that a response came; rsp->outcome says what the service can do.")
    if op.full_replace:
        parts.append("A field left out is IQM_E_USAGE.")
    return parts[0] + "\n\n" + " ".join(parts[1:])


def family_doc(family: Family) -> str:
    """What a family's header says of itself."""
    paged = any(op.paged for op in family.operations.values())
    parts = [
        f"{family.title}.", family.doc,
        "Arguments: `req` is the request, *rsp gets the response."
        + (" `reports` are reports of this family, `len` of them." if family.has_reports else "")
        + (" `pager` is what the function that opens one gave." if paged else ""),
        "NULL: where it is not said otherwise `call` may be NULL; `req` and `rsp` may not be NULL"
        + (", nor may `pager`" if paged else "")
        + (", nor may `reports` where `len` is not 0." if family.has_reports else "."),
        "Ownership: `req` is the caller's, and is only read during the call. The caller frees *rsp "
        "with iqm_free(); on error it is NULL, unless call->keep_raw is set, or nothing was bought "
        "(IQM_E_PRICE)."
        + (" `reports` are the caller's, and are written." if family.has_reports else "")
        + (" `pager` is the caller's to close." if paged else ""),
        "Errors: each call returns 0 or a negative enum iqm_status, with details in call->error. "
        "<iqm/iqm.h> says which ones a read, an update, a delete and a purchase have.",
        "Threads: they may share a client, but not a `call`"
        + (" or a `pager`" if paged else "") + ". A function whose name ends in _start makes the "
        "same call without blocking, for event loops; its `done` is called by the thread that is "
        "in iqm_client_dispatch() or iqm_client_close()."]
    return "\n\n".join(parts)


def reasons(envelope: Envelope) -> list[tuple[str, dict[str, list[str]]]]:
    """The objects that say why a request failed, by their names in struct iqm_api: the names of
    their members by role."""
    every = {"error": envelope.error, "failure": envelope.failure}
    return [(name, {role: one.names(role) for role in ROLES if one.names(role)})
            for name, one in every.items() if one]


def guard_of(file: str, api: Api) -> str:
    """The include guard of a generated header."""
    return c_names.guard(api.prefix, file)


FILTERS = {"guard_of": guard_of, "reasons": reasons, "family_doc": family_doc, "op_doc": op_doc,
           "params": params, "c_string": c_string, "upper_c": upper, "members": members,
           "comment": comment, "docstring": docstring, "field_names": field_names,
           "map_structs": map_structs, "has_room": has_room, "fields": initializers,
           "descriptor": descriptor, "field_ref": field_ref, "prototype": prototype,
           "deprecation": deprecation, "field_variant_rows": field_variant_rows,
           "variant_rows": variant_rows}
