"""What the man page and completion say of flags, options and examples."""
from __future__ import annotations

import re

from ..model.command import Command, Flag, Option
from ..model.notes import field_notes
from ..model.types import Field

DAYS = {"first": "A date alone: its first second.", "last": "A date alone: its last second."}
LINE = 62  # of an example in the man page, which indents it
INDENT = "    "
PLAIN = re.compile(r"[A-Za-z0-9_.+-]+")  # one word of a shell, without quotes


def metavar(item: Field) -> str:
    """What stands for a flag's value: DATE, LIST, NAME|ID."""
    if item.sub or item.shape == "map" or item.type == "json":
        return "JSON"
    if item.shape == "list":
        return "LIST"
    if item.enum and not item.enum.texts:
        return "NAME|ID"
    return {"int": "NUMBER", "num": "NUMBER", "bool": "true|false", "ms": "DATE",
            "s": "DATE"}.get(item.type, "TEXT")


def value_names(item: Field) -> list[str]:
    """The names that a flag takes: those of ids, texts that need no quotes, or true and false."""
    if item.value:
        return []
    if item.enum and item.enum.texts:
        return [text for text in item.enum.texts.values() if PLAIN.fullmatch(text)]
    if item.enum:
        return [name.replace("_", "-") for name in item.enum.values]
    return ["true", "false"] if item.type == "bool" else []


def flag_doc(command: Command, flag: Flag) -> str:
    """What is said of a flag: its doc, and what its traits mean."""
    item = flag.field
    parts = [item.doc.strip()]
    if item.day:
        parts.append(DAYS[item.day])
    if command.op and command.op.is_required(item):
        parts.append("Required.")
    if item.unit:
        parts.append(f"Unit: {item.unit.name}.")
    parts += field_notes(item)
    if flag.alias:
        parts.append(f"Also `--{flag.alias}`.")
    if item.enum and item.value:
        return " ".join(parts)  # its flag takes JSON
    if item.enum and item.enum.texts:
        parts.append(f"{', '.join(item.enum.texts.values())}, or another.")
    elif item.enum:
        pairs = [f"{name.replace('_', '-')} {value}" for name, value in item.enum.values.items()]
        parts.append(", ".join(pairs) + ".")
    return " ".join(parts)


def option_doc(option: Option) -> str:
    """What is said of an option."""
    parts = [option.doc.strip()]
    if option.values:
        parts.append(f"One of {', '.join(option.values)}.")
    if option.many:
        parts.append("May be given several times.")
    if option.default:
        parts.append(f"Default: {option.default}.")
    return " ".join(parts)


def sentence(text: str) -> str:
    """The first sentence of a text, without its dot."""
    return " ".join(text.split()).partition(". ")[0].rstrip(".")


def own_options(command: Command) -> list[Option]:
    """The options that not every command has."""
    return [one for one in command.options if not one.is_common]


def continued(line: str) -> list[str]:
    """A command line in lines that fit, each but the last ending in a backslash."""
    lines, rest = [], line
    while len(rest) > LINE:
        at = rest.rfind(" --", len(INDENT) + 1, LINE - 1)
        if at < 0:
            break
        lines.append(rest[:at] + " \\")
        rest = INDENT + rest[at + 1:]
    return [*lines, rest]


FILTERS = {"metavar": metavar, "value_names": value_names, "flag_doc": flag_doc,
           "option_doc": option_doc, "sentence": sentence, "own_options": own_options,
           "continued": continued}
