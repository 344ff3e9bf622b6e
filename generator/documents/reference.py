"""What the template of the reference knows of Markdown, and how it says what the model has."""
from __future__ import annotations

import re
from typing import Any, Callable, Iterator

from ..c.descriptors import params
from ..loader.problems import listed
from ..model.api import Api
from ..model.dialects import own_sent, own_variant
from ..model.notes import field_notes, operation_notes
from ..model.operation import Operation, Variant
from ..model.types import Enum, Field, Sent, Type

CODE = re.compile(r"(`[^`]+`)")
AS_DEFAULT = "the same"
EFFECTS = {"read": "reads", "update": "changes; repeating it is safe", "delete": "deletes",
           "once": "not to be repeated: never sent twice",
           "paid": "**buys**: never sent twice"}

MARKS = {"paid": "**buys**", "delete": "deletes", "once": "never twice"}  # of operations in a table


def md(text: str) -> str:
    """Prose: nothing in it but backquotes is Markdown; in one line."""
    pieces = CODE.split(" ".join(text.split()))
    return "".join(piece if i % 2 else re.sub(r"([\\*<>|\[\]])", r"\\\1", piece)
                   for i, piece in enumerate(pieces))


def type_name(one: Type) -> str:
    """pld.order, campaign"""
    return f"{one.family}.{one.name}" if one.family else one.name


def code(text: str) -> str:
    """A name as code, in a table too."""
    ticks = "``" if "`" in text else "`"
    pad = " " if "`" in text else ""
    return f"{ticks}{pad}{text}{pad}{ticks}".replace("|", "\\|")


def link(one: Any) -> str:
    """A link to where the reference has an enum, a type, an operation or a field."""
    if isinstance(one, Operation):
        return f"[`{one.full_name}`](#{one.family}{one.name})"
    if isinstance(one, Enum):
        return f"[`{one.name}`](#enum-{one.name})"
    if isinstance(one, Type):
        return f"[`{type_name(one)}`]({_anchor(one)})"
    owner, item = one
    return f"[{code(type_name(owner) + '.' + item.wire)}]({_anchor(owner)})"


def _anchor(one: Type) -> str:
    return f"#type-{type_name(one).replace('.', '')}"


def kind(item: Field) -> str:
    """A field's type, with a link where there is something to read."""
    name = link(item.sub) if item.sub else item.type
    shape = " list" if (item.value or item).shape == "list" else ""
    return name + shape + (" map" if item.value else "")


def about(item: Field) -> str:
    """A field's doc, and what its traits mean."""
    notes = [CODE.sub(lambda code: code[0].replace("|", "\\|"), md(item.full_doc))]
    if item.required:
        notes.append("Required.")
    if item.needed:
        notes.append("A response is an error where it cannot be read.")
    if item.secret:
        notes.append("Secret.")
    if item.enum:
        notes.append(f"See {link(item.enum)}.")
    if item.aliases:
        notes.append(f"Read from {listed(map(code, item.aliases))} too.")
    if item.scalar_or_list:
        notes.append("A scalar in its place is a list of one.")
    if item.explode:
        notes.append("Each item is a parameter of its own.")
    if item.entry:
        notes.append(f"Read from a list of objects with `{item.entry[0]}` and `{item.entry[1]}` "
                     "too.")
    notes += [md(note) for note in field_notes(item)]
    if item.since:
        notes.append(f"Since {item.since}.")
    if item.numeric:
        notes.append("Sent as a number where it spells one.")
    return " ".join(notes)


def struct(one: Type, api: Api) -> str:
    """What a type is in C, where it is a struct."""
    every = [*api.structs(), *(item for family in api.families.values()
                               for item in api.structs(family))]
    return f" In C `struct {one.c_name}`." if one in every else ""


def unit(item: Field) -> str:
    """A field's unit; a timestamp has one too."""
    named = item.unit.name if item.unit else ""
    return {"ms": "milliseconds", "s": "seconds"}.get(item.type, named)


def facts(op: Operation) -> Iterator[str]:
    """What is to be known of an operation besides its types: a line each."""
    if op.outcome:
        flags = listed([code(flag.wire) for flag in op.outcome.flags])
        yield (f"outcome: {op.outcome.yes} where {flags} is true (the first that is there "
               f"decides); else it exists where {code(op.outcome.exists.wire)} is there; "
               f"else refused")
    if op.paged:
        total = op.paged.total and f"{code(op.paged.total.wire)} says how many there are, "
        yield (f"pages: {code(op.paged.page.wire)} and {code(op.paged.size.wire)} choose one, "
               f"{code(op.paged.items.wire)} has its rows, {total or ''}and "
               f"{code(op.paged.key.wire)} identifies a row")
    if op.price and op.price.op.outcome and op.price.op.outcome.cost:
        yield (f"priced by {link(op.price.op)}: {code(op.price.op.outcome.cost.wire)}"
               f"{', where the service has it' if op.price.optional else ''}")
    if op.wait:
        fields = listed([code(wire) for wire in op.wait.found_by], "and")
        yield f"what it makes is found in {link(op.wait.list)} by {fields}"
    if op.deletes:
        yield f"deletes rows of {link(op.deletes.list)}"
    if op.full_replace:
        yield "every field must be given"
    if op.envelope_optional:
        yield "the response may come without its envelope"
    for note in operation_notes(op):
        yield md(note[0].lower() + note[1:].rstrip("."))
    if op.successor:
        yield f"after a 404, 405 or 410: {md(op.successor)}"


def dialects(api: Api) -> Iterator[list[str]]:
    """What dialects send otherwise: what, as a rule, and in each other dialect."""
    others = list(api.dialects)[1:]
    for op in api.operations():
        if op.variants:
            yield [link(op), _way(op, own_variant(op)),
                   *(_way(op, op.variants.get(dialect)) for dialect in others)]
    for one in api.all_types():
        for item in one.fields.values():
            if item.sent:
                own, every = own_sent(item), [own_sent(item), *item.sent.values()]
                differing = [part for part in PARTS if len({part(item, how) for how in every}) > 1]
                yield [link((one, item)), _forms(item, own, differing),
                       *(_forms(item, item.sent.get(dialect), differing) for dialect in others)]


def _way(op: Operation, way: Variant | None) -> str:
    if not way:
        return AS_DEFAULT
    query = params(way.query)
    method = f"{way.method} " if any(other.method != op.method for other in op.variants.values()) \
        else ""
    return f"`{method}{way.path}{'?' if query else ''}{query}`"


Part = Callable[[Field, Sent], str]


def _forms(item: Field, how: Sent | None, differing: list[Part]) -> str:
    if not how:
        return AS_DEFAULT
    if how.omitted:
        return "left out"
    return ", ".join(filter(None, (part(item, how) for part in differing)))


def _name(_: Field, how: Sent) -> str:
    return " and ".join(map(code, how.names))


def _unit(_: Field, how: Sent) -> str:
    return {"ms": "milliseconds", "s": "seconds"}.get(how.unit or "", "")


def _kind(item: Field, how: Sent) -> str:
    number = "a number where it spells one" if item.type == "id" else "a number"
    return {"number": number, "text": "text"}.get(how.kind, "")


def _shape(item: Field, how: Sent) -> str:
    if item.shape == "list":
        return "a list" if how.shape == "list" else "a list of one as its item"
    return "a list of one" if how.shape == "list" else "itself"


PARTS: list[Part] = [_name, _unit, _kind, _shape]  # of how a field is sent, in words


FILTERS = {"md": md, "md_code": code, "md_link": link, "md_kind": kind, "md_about": about,
           "md_unit": unit, "md_struct": struct, "md_facts": facts, "md_dialects": dialects,
           "md_effect": EFFECTS.__getitem__, "md_mark": lambda effect: MARKS.get(effect, ""),
           "type_name": type_name}
