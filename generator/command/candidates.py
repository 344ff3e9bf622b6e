"""What may stand for a value, of an option, a flag or an argument: the same for each shell."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterable, Iterator

from ..model.command import Command, Flag, Option, Program
from .usage import metavar, value_names

BY_ARG = {  # what an `arg` asks for, where nothing else says it
    "FILE": "files", "DIR": "directories", "JSON": "at-file", "LIST": "columns",
    "NAME=VALUE": "fields", "ZONE": "zones", "KEY": "keys", "ID": "ids", "FAMILY": "families",
    "COMMAND": "commands", "PATH": "paths"}
ASKED = ("profiles", "keys", "ids", "zones")  # of the command itself, when they are needed
PLAIN = re.compile(r"[A-Za-z0-9_.:@-]+")  # what needs no quotes


@dataclass(frozen=True)
class Candidates:
    """`kind`: "words", "files", "directories", "at-file", "asked", "none"."""

    kind: str
    words: tuple[str, ...] = ()  # of "asked" the arguments: ids pld
    several: bool = False  # with commas between
    is_open: bool = False  # something follows a word: NAME=

    def __bool__(self) -> bool:
        return self.kind != "none"


NONE = Candidates("none")


def words(some: Iterable[str], several: bool = False) -> Candidates:
    """Fixed words."""
    found = tuple(dict.fromkeys(some))
    return Candidates("words", found, several) if found else NONE


def of_option(program: Program, command: Command | None, option: Option) -> Candidates:
    """The candidates of an option's value, where the command has it."""
    if option.values or option.words:
        return words(option.values or option.words, option.arg == "LIST")
    if option.arg is None or (option.arg == "ID" and not option.complete):
        return NONE  # a workspace's id, a client's
    return of_kind(program, command, option.complete or BY_ARG.get(option.arg) or "")


def of_kind(program: Program, command: Command | None, kind: str) -> Candidates:
    """The candidates of a kind that `complete` of the spec names, or an `arg`."""
    if kind in ("files", "directories", "at-file"):
        return Candidates(kind)
    if kind == "ids":
        return Candidates("asked", ("ids", *_family(program, command)))
    if kind in ASKED:
        return Candidates("asked", (kind,))
    if kind == "columns":
        return words(column_names(command) if command else (), several=True)
    if kind == "fields":
        return Candidates("words", tuple(settable(command) if command else ()), is_open=True)
    return words({"families": _families(program), "paths": program.paths,
                  "settings": [one.name for one in program.settings],
                  "commands": [*program.by_family(), *(one.name for one in program.topics)],
                  }.get(kind, ()))


def of_flag(command: Command, flag: Flag) -> Candidates:
    """The candidates of a flag's value."""
    item, op = flag.field, command.op
    several = item.shape == "list"
    if value_names(item):
        return words(value_names(item), several)
    if op and op.paged and op.paged.sort and item.wire == op.paged.sort.wire and command.table:
        names = [column.name for column in command.table.columns]
        return words([*names, *(f"-{name}" for name in names)])
    if item.wire in command.id_names:
        return Candidates("asked", ("ids", command.family), several)
    return Candidates("at-file") if metavar(item) == "JSON" else NONE


def of_arguments(program: Program, command: Command) -> list[Candidates]:
    """The candidates of each argument; the last counts for all that follow."""
    found = []
    for token in (command.args or "").split():
        name = re.sub(r"[\[\].]|\|.*", "", token)
        if name == "GET":
            found.append(words([name]))
        elif name == "VALUE":  # of a setting: it is not its name again
            found.append(NONE)
        else:
            found.append(of_kind(program, command, command.complete or BY_ARG.get(name) or ""))
    return found


def column_names(command: Command) -> list[str]:
    """The columns of a command's response, as `--columns` takes them."""
    if not command.table:
        return []
    names = [*command.table.made, *(column.name for column in command.table.columns)]
    return ["all", *dict.fromkeys(names)]


def settable(command: Command) -> list[str]:
    """`name=` for each field that a shell takes as it is."""
    return [f"{flag.name}=" for flag in command.flags if PLAIN.fullmatch(flag.name)]


def spellings(options: Iterable[Option]) -> list[str]:
    """`-o`, `--output`, ..."""
    return [spelling for one in options
            for spelling in ([f"-{one.short}"] if one.short else [])
            + [f"--{name}" for name in one.names]]


def is_ambiguous(program: Program, option: Option) -> bool:
    """Whether what it is called is another option or flag of other commands too."""
    names = set(option.names)
    return any(one is not option and names.intersection(one.names) for one in program.options) \
        or any(flag.name in names for command in program.commands for flag in command.flags)


def of_all(program: Program) -> Iterator[tuple[Command | None, list[str], Candidates]]:
    """What each option and flag takes: its command where that matters, its spellings."""
    for command in program.commands:
        for flag in command.flags:
            yield command, [f"--{flag.name}"], of_flag(command, flag)
        for option in command.options:
            if option.arg and _differs(program, option):
                yield command, spellings([option]), of_option(program, command, option)
    for option in program.options:
        if option.arg and not _differs(program, option):
            yield None, spellings([option]), of_option(program, None, option)


def _differs(program: Program, option: Option) -> bool:
    return is_ambiguous(program, option) or option.arg in ("LIST", "NAME=VALUE")


def _families(program: Program) -> list[str]:
    return list(dict.fromkeys(one.family for one in program.commands if one.op))


def _family(program: Program, command: Command | None) -> list[str]:
    return [command.family] if command and command.op else []
