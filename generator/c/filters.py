"""What templates know of C: types, descriptors, comments, literals, and where lines break."""
from __future__ import annotations

import re
import textwrap
from typing import Iterable
from urllib.parse import quote

from ..model import c_names
from ..model.api import ROLES, Api, Envelope, Family
from ..model.notes import field_notes, operation_notes
from ..model.operation import Operation
from ..model.dialects import own_sent
from ..model.types import NUMBERS, RESERVED, Field, Sent, Type, in_struct

WIDTH = 100
TAB = 8

SCALAR_TYPES = {"int": "struct iqm_int", "num": "struct iqm_num", "bool": "struct iqm_bool",
                "ms": "struct iqm_ms", "s": "struct iqm_s", "string": "const char *",
                "id": "const char *", "json": "struct iqm_json"}
LIST_TYPES = {"int": "struct iqm_ints", "num": "struct iqm_nums", "bool": "struct iqm_bools",
              "string": "struct iqm_strs", "id": "struct iqm_strs"}
ESCAPED = re.compile(r'["\\]|(?<=\?)\?|[^ -~]')  # the second: no trigraphs


def c_string(text: str) -> str:
    """A C string literal; bytes beyond ASCII as octal escapes, which end by themselves."""
    return '"' + ESCAPED.sub(_escape, text.encode("utf-8").decode("latin-1")) + '"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if char == "\n":
        return "\\n"
    return "\\" + (char if char in '"\\' else f"{ord(char):03o}")


def upper(name: str) -> str:
    """A name as part of a macro or enumerator."""
    return name.upper().replace("-", "_").replace(".", "_")


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
        "/* A map of them: its entries, in wire order; absent where `items` is NULL. */",
        f"struct {name}_entry {{", "\tconst char *key;", f"\t{declaration(value)}", "};",
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
    return " ".join([item.doc.strip(), *notes])


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


def comment(text: str, indent: str = "") -> str:
    """A block comment; one line where it fits."""
    return _block(text, "/*", indent)


def docstring(text: str, indent: str = "") -> str:
    """A documentation comment; paragraphs are parted by empty lines."""
    return _block(text, "/**", indent)


def _without_comment_marks(text: str) -> str:
    """Text without the marks that begin and end a comment."""
    return text.replace("*/", "* /").replace("/*", "/ *")


def _block(text: str, opening: str, indent: str) -> str:
    room = WIDTH - len(indent.expandtabs(TAB))
    paragraphs = [" ".join(p.split()) for p in _without_comment_marks(text).split("\n\n")
                  if p.strip()]
    one = f"{indent}{opening} {paragraphs[0]} */"
    if len(paragraphs) == 1 and len(one.expandtabs(TAB)) <= WIDTH:
        return one
    lines = [indent + opening]
    for i, paragraph in enumerate(paragraphs):
        if i:
            lines.append(indent + " *")
        lines += [f"{indent} * {line}" for line in textwrap.wrap(
            paragraph, room - 3, break_long_words=False, break_on_hyphens=False)]
    return "\n".join([*lines, indent + " */"])


def call(head: str, args: Iterable[str], end: str = "") -> str:
    """`head(a, b)end`, broken at commas where the line is too long, aligned with the bracket."""
    parts = list(args)
    indent = head[: len(head) - len(head.lstrip("\t"))]
    column = len(head.expandtabs(TAB)) + 1
    lines, line = [], head + "("
    for i, part in enumerate(parts):
        piece = part + ("," if i + 1 < len(parts) else ")" + end)
        width = len(line.expandtabs(TAB)) + len(piece) + (0 if line.endswith("(") else 1)
        if width > WIDTH and not line.endswith("("):
            lines.append(line)
            line = indent + _pad(column - len(indent.expandtabs(TAB))) + piece
        else:
            line += ("" if line.endswith("(") else " ") + piece
    return "\n".join([*lines, line if parts else line + ")" + end])


def _pad(columns: int) -> str:
    return "\t" * (columns // TAB) + " " * (columns % TAB)


def flags(item: Field) -> str:
    """The flags of a field."""
    on = [("IQM_F_REQUIRED", item.required), ("IQM_F_SECRET", item.secret),
          ("IQM_F_SCALAR_OR_LIST", item.scalar_or_list),
          ("IQM_F_NUMERIC", (item.value or item).numeric),
          ("IQM_F_EXACT", item.exact and not item.value), ("IQM_F_NEEDED", item.needed),
          ("IQM_F_EXPLODE", item.explode), ("IQM_F_PAIRS", item.entry)]
    return " | ".join(name for name, is_on in on if is_on) or "0"


def initializer(item: Field, struct: str) -> str:
    """A field in its struct's descriptor."""
    macro, args = _initializer(item, struct)
    return call("\t" + macro, args, ",")


def _initializer(item: Field, struct: str) -> tuple[str, list[str]]:
    """A macro and its arguments."""
    wires = [*item.names, *item.also_read]
    args = [struct, item.c_name]
    macro = "IQM_FIELD"
    if item.value:
        macro, entry = "IQM_MAP", f"{c_names.map_of(item.value)}_entry"
        inner, values = _initializer(item.value, entry)
        args += [entry, c_string(item.entry[0] if item.entry else "key"),
                 f"{inner}({', '.join(values)})"]
    elif item.sub:
        macro = "IQM_LIST" if item.shape == "list" else "IQM_OBJECT"
        args.append(item.sub.c_name)
    args += [flags(item), *(c_string(wire) for wire in wires)]
    return macro, args


def sent_rows(one: Type, name: str, api: Api) -> list[str]:
    """What dialects send otherwise of a type's fields, a row each."""
    return [call("\tIQM_SENT", [name, item.c_name, str(number), sent_flags(item, how),
                                *(c_string(wire) for wire in how.names)], ",")
            for item in one.fields.values() for number, dialect in enumerate(api.dialects)
            for how in [item.sent.get(dialect)] if how]


def sent_flags(item: Field, how: Sent) -> str:
    """How a dialect sends a field: flags in place of the field's own that are about sending."""
    own, item = own_sent(item), item.value or item
    on = [("IQM_F_OMITTED", how.omitted), ("IQM_F_ALL_NAMES", len(how.names) > 1),
          ("IQM_F_NUMERIC", item.type == "id" and how.kind == "number"),
          ("IQM_F_TEXT", item.type in NUMBERS and how.kind == "text"),
          ("IQM_F_SCALAR", item.shape == "list" and how.shape == "scalar"),
          ("IQM_F_LIST", item.shape == "one" and how.shape == "list"),
          ("IQM_F_IN_MS", how.unit != own.unit and how.unit == "ms"),
          ("IQM_F_IN_S", how.unit != own.unit and how.unit == "s")]
    return " | ".join(name for name, is_on in on if is_on) or "0"


def variant_rows(op: Operation, api: Api) -> list[str]:
    """Where dialects send an operation, a row each."""
    return [f"\t{{ {number}, {c_string(way.method)}, {c_string(way.path)},\n\t  "
            f"{c_string(params(way.query)) if way.query else 'NULL'} }},"
            for number, dialect in enumerate(api.dialects)
            for way in [op.variants.get(dialect)] if way]


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


def field_names(one: Type, name: str) -> str:
    """An enumerator for each field of descriptor `name`."""
    return "\n".join(f"\t{c_names.field(name, item)}," for item in one.fields.values())


def initializers(one: Type, struct: str) -> str:
    """The fields of a type's descriptor, for the members of `struct`; in the order of
    field_names()."""
    return "\n".join(initializer(item, struct) for item in one.fields.values())


def descriptor(one: Type, struct: str, name: str, is_reserved: bool) -> str:
    """The members of a type's descriptor, one a line."""
    lines = [f"IQM_DESCRIPTOR({struct}, {name}_fields)"]
    if one.unwrapped:
        lines.append(f".unwrapped = {field_ref(one.unwrapped, name)}")
    if one.unwrapped_true:
        lines.append(f".unwrapped_true = {field_ref(one.unwrapped_true, name)}")
    if one.is_sent and one.days:
        lines += [f".{which}_day = {field_ref(item, name)}"
                  for which, item in zip(("first", "last"), one.days)]
    if any(item.sent for item in one.fields.values()):
        lines += [f".sent = {name}_sent",
                  f".sent_len = IQM_LEN_({name}_sent)"]
    if is_reserved:
        lines.append(f".room = offsetof(struct {struct}, reserved)")
    return "\n".join(f"\t{line}," for line in lines)


def has_room(fields: Iterable[Field]) -> bool:
    """Whether the struct of these fields, which callers make, has reserved members left."""
    return sum(1 for item in fields if item.since) < RESERVED


def field_ref(item: Field | None, name: str) -> str:
    """The address of a field in descriptor `name`; NULL for no field."""
    return f"IQM_FIELD_OF({name}, {item.c_name})" if item else "NULL"


EFFECTS = {"read": "Reads; safe to repeat.", "update": "Safe to repeat.",
           "delete": "Deletes; a repetition may respond that there is nothing left to delete.",
           "once": "Not to be repeated: the library never sends it twice; after "
                   "IQM_E_UNKNOWN_OUTCOME it may have been carried out.",
           "paid": "Buys: costs money. The library never sends it twice; after "
                   "IQM_E_UNKNOWN_OUTCOME find out what happened before you call again."}


def op_doc(op: Operation) -> str:
    """What an operation's function says of itself."""
    parts = [op.doc.strip(), EFFECTS[op.effect], *operation_notes(op)]
    if op.outcome and op.effect == "paid":
        parts.append("0: it is bought. IQM_E_PRICE: it is not, call->error.price says why, and "
                     "*rsp is the service's response, the caller's to free as well.")
    elif op.outcome:
        parts.append("0 says that a response came; rsp->outcome says what the service can do.")
    if op.full_replace:
        parts.append("A field left out is IQM_E_USAGE.")
    return parts[0] + "\n\n" + " ".join(parts[1:])


def family_doc(family: Family) -> str:
    """What a family's header says of itself."""
    return (f"{family.title}.\n\n{family.doc}\n\n"
            "Each call returns 0 or a negative enum iqm_status, with details in call->error. "
            "`call` may be NULL. `req` is the caller's, is only read during the call and may not "
            "be NULL. The caller frees *rsp with iqm_free(); on error it is NULL, unless "
            "call->keep_raw is set, or nothing was bought (IQM_E_PRICE). Threads may share a "
            "client, but not a `call`.")


def params(values: dict[str, str]) -> str:
    """Fixed parameters, percent-encoded: `grant_type=password`."""
    return "&".join(f"{quote(k, safe='')}={quote(v, safe='')}" for k, v in values.items())


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
           "deprecation": deprecation, "sent_rows": sent_rows, "variant_rows": variant_rows}
