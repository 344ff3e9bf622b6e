"""What templates know of the command's tables in C."""
from __future__ import annotations

import textwrap
from typing import Iterable

from ..c.text import TAB, WIDTH, c_string, upper
from ..model.command import Command, Flag, Option
from ..model.notes import field_notes
from ..model.types import Enum
from .usage import metavar

PLAIN = "NULL"


def or_null(text: str | None) -> str:
    """A string literal, or NULL where there is no text."""
    return PLAIN if text is None else c_string(text)


def braces(parts: Iterable[str]) -> str:
    """`{ a, b },` in a table, broken at commas where the line is too long."""
    lines, line = [], "\t{ "
    every = list(parts)
    for i, part in enumerate(every):
        piece = part + (", " if i + 1 < len(every) else " },")
        if len((line + piece.rstrip()).expandtabs(TAB)) > WIDTH and line.strip() not in ("{", ""):
            lines.append(line.rstrip())
            line = "\t  "
        line += piece
    return "\n".join([*lines, line])


def names_name(enum: Enum | None) -> str:
    """The table of an enum's names."""
    return f"{enum.name}_names" if enum else PLAIN


def _unit(flag: Flag) -> str:
    """The name of its field's unit."""
    return or_null(flag.field.unit.name if flag.field.unit else None)


def flag_row(flag: Flag, command: Command) -> str:
    """A row of a command's flags."""
    doc = " ".join([flag.field.doc.strip(), *field_notes(flag.field)])
    required = bool(command.op and command.op.is_required(flag.field))
    return braces([c_string(flag.name), or_null(flag.alias), c_string(doc), _unit(flag),
                   names_name(None if flag.field.value else flag.field.enum),
                   f"DAY_{(flag.field.day or 'none').upper()}", c_string(metavar(flag.field)),
                   "true" if required else "false",
                   "true" if command.op and flag.field.for_new else "false"])


def column_row(flag: Flag) -> str:
    """A row of an operation's columns."""
    return braces([c_string(flag.name), or_null(flag.alias), c_string(flag.field.doc.strip()),
                   _unit(flag),
                   names_name(flag.field.enum), "true" if flag.is_brief else "false",
                   f"ROLE_{flag.role.upper()}"])


def option_names(options: list[Option]) -> str:
    """The rows of a table of options, with what ends it."""
    names = [f"OPT_{upper(one.key)}," for one in options]
    return "\n".join("\t" + line for line in textwrap.wrap(" ".join([*names, "OPT_LEN"]),
                                                          WIDTH - TAB))


def table_name(command: Command) -> str:
    """What the names of a command's tables begin with."""
    return command.full_name.replace(" ", "_").replace("-", "_")


FILTERS = {"or_null": or_null, "braces": braces, "names_name": names_name, "flag_row": flag_row,
           "column_row": column_row, "option_names": option_names, "table_name": table_name}
