"""What the completion templates know of the shells."""
from __future__ import annotations

import re
from typing import Iterable

from ..model.command import Command, Flag, Option
from .usage import metavar, sentence, value_names

FILE, JSON, LIST, CHANGE = "FILE", "JSON", "LIST", "NAME=VALUE"  # what options' `arg` may ask for


def spellings(options: Iterable[Option]) -> list[str]:
    """`-o`, `--output`, ..."""
    return [spelling for one in options
            for spelling in ([f"-{one.short}"] if one.short else [])
            + [f"--{name}" for name in one.names]]


def all_spellings(command: Command) -> list[str]:
    """A command's flags and options."""
    flags = command.flags if command.is_operation else []
    return [f"--{flag.name}" for flag in flags] + spellings(command.options)


def column_names(command: Command) -> list[str]:
    """The columns of a command's response, as `--columns` takes them."""
    if not command.table or not any(one.arg == LIST for one in command.options):
        return []
    names = [*command.table.made, *(column.name for column in command.table.columns)]
    return ["all", *dict.fromkeys(names)]


def quoted(text: str) -> str:
    """A text as one word of a shell."""
    return "'" + text.replace("'", "'\\''") + "'"


# ---- bash --------------------------------------------------------------------------------------


def bash_value(option: Option) -> str:
    """Assignments that say what an option's value may be."""
    if option.values:
        return f'choices="{" ".join(option.values)}"'
    return {FILE: "files=yes", LIST: "choices=$columns list=yes",
            CHANGE: "choices=$fields"}.get(option.arg or "", "")


def bash_flag_value(flag: Flag) -> str:
    """The same of a flag."""
    several = " list=yes" if flag.field.shape == "list" else ""
    return f'choices="{" ".join(value_names(flag.field))}"{several}'


# ---- zsh ---------------------------------------------------------------------------------------


def escaped(text: str) -> str:
    """A text inside brackets of _arguments: characters that would end it are escaped."""
    return "".join("\\" + char if char in "\\[]:" else char for char in sentence(text))


def zsh_pair(name: str, text: str) -> str:
    """A name with its explanation, for _describe."""
    return quoted(name + ":" + sentence(text).replace("\\", "\\\\").replace(":", "\\:"))


def zsh_name(option: Option) -> str:
    """The array with an option's specifications."""
    return "opt_" + option.key.replace("-", "_")


def zsh_is_shared(option: Option) -> bool:
    """Whether its specification is the same for all commands."""
    return option.arg not in (LIST, CHANGE)


def zsh_option(option: Option) -> list[str]:
    """An option's specifications for _arguments: of its letter, and of its name."""
    value = "" if option.arg is None else f":{escaped(option.arg)}:{_action(option)}"
    doc = f"[{escaped(option.doc)}]"
    equals, plus = ("=", "+") if option.arg else ("", "")
    if not option.short:
        return [quoted(f"{'*' if option.many else ''}--{option.name}{equals}{doc}{value}")]
    either = f"(-{option.short} --{option.name})"
    return [quoted(f"{either}-{option.short}{plus}{doc}{value}"),
            quoted(f"{either}--{option.name}{equals}{doc}{value}")]


def _action(option: Option) -> str:
    if option.values:
        return f"({' '.join(option.values)})"
    return {FILE: "_files", JSON: AT_FILE}.get(option.arg or "", " ")


PLAIN = re.compile(r"[A-Za-z0-9_.:@-]+")  # what needs no quotes
AT_FILE = "{compset -P @ && _files}"


def settable(command: Command) -> list[str]:
    """`name=` for each field that a shell takes as it is."""
    return [f"{flag.name}=" for flag in command.flags if PLAIN.fullmatch(flag.name)]


def zsh_options(command: Command) -> list[str]:
    """The options of a command: their arrays, or what hangs on the command."""
    lines = []
    for option in command.options:
        head = f"--{option.name}=[{escaped(option.doc)}]:{escaped(option.arg or '')}:"
        if zsh_is_shared(option):
            lines.append(f"${zsh_name(option)}")
        elif option.arg == LIST:
            lines.append(quoted(head + _several("column", column_names(command))))
        else:
            names = " ".join(settable(command))
            lines.append(quoted(f"*{head}{{compadd -S '' -- {names}}}"))
    return lines


def zsh_flag(flag: Flag) -> str:
    """A flag's specification for _arguments."""
    choices, is_list = value_names(flag.field), flag.field.shape == "list"
    if choices:
        action = _several("name", choices) if is_list else f"({' '.join(choices)})"
    else:
        action = AT_FILE if metavar(flag.field) == JSON else " "
    return quoted(f"{'*' if is_list else ''}--{flag.name}=[{escaped(flag.field.doc)}]:"
                       f"{escaped(metavar(flag.field))}:{action}")


def _several(what: str, choices: list[str]) -> str:
    return f"_values -s , {what} {' '.join(choices)}"


FILTERS = {"spellings": spellings, "settable": settable, "all_spellings": all_spellings,
           "column_names": column_names,
           "bash_value": bash_value, "bash_flag_value": bash_flag_value, "zsh_pair": zsh_pair,
           "zsh_is_shared": zsh_is_shared, "zsh_name": zsh_name, "zsh_option": zsh_option,
           "zsh_options": zsh_options, "zsh_flag": zsh_flag}
