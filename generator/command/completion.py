"""What the completion templates know of the shells."""
from __future__ import annotations

from typing import Iterator

from ..model.command import Command, Flag, Option, Program
from .candidates import (Candidates, of_all, of_arguments, of_flag, of_option, spellings)
from .usage import metavar, sentence


def all_spellings(command: Command) -> list[str]:
    """A command's flags and options."""
    return [f"--{flag.name}" for flag in command.flags] + spellings(command.options)


def quoted(text: str) -> str:
    """A text as one word of a shell."""
    return "'" + text.replace("'", "'\\''") + "'"


def one_word(program: Program) -> list[str]:
    """The commands that have one word."""
    return [one.family for one in program.shown if not one.name]


# ---- bash --------------------------------------------------------------------------------------


def _bash(some: Candidates) -> str:
    """Assignments that say what a value may be."""
    if some.kind == "words":
        return f'choices="{" ".join(some.words)}"' + (" list=yes" if some.several else "")
    if some.kind == "asked":
        return f'asked="{" ".join(some.words)}"' + (" list=yes" if some.several else "")
    return {"files": "files=-f", "directories": "files=-d", "at-file": "files=@"}[some.kind]


def bash_values(program: Program) -> Iterator[str]:
    """A line of `case "$family $name $prev"` for each option and flag that takes something."""
    for command, names, some in of_all(program):
        start = f'"{command.family} {command.name} ' if command else '*" '
        for name in names if some else ():
            yield f'{start}{name}") {_bash(some)} ;;'


def bash_arguments(program: Program) -> Iterator[str]:
    """The same of `case "$family $name $argument"`, the argument's number."""
    for command in program.shown:
        found = of_arguments(program, command)
        for i, some in enumerate(found):
            if some:
                number = "*" if i + 1 == len(found) else str(i)
                yield f'"{command.family} {command.name} "{number}) {_bash(some)} ;;'


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
    return option.arg not in ("LIST", "NAME=VALUE") or bool(option.values or option.words)


def zsh_option(program: Program, option: Option, command: Command | None = None) -> list[str]:
    """An option's specifications for _arguments: of its letter, and of its names."""
    doc = f"[{escaped(option.doc)}]"
    value, equals, plus = "", "", ""
    if option.arg:
        action = _zsh(program, of_option(program, command, option))
        value, equals, plus = f":{escaped(option.arg)}:{action}", "=", "+"
    every = spellings([option])
    star = "*" if option.many else ""
    if len(every) == 1:
        return [quoted(f"{star}{every[0]}{equals}{doc}{value}")]
    either = f"({' '.join(every)})" if not option.many else "*"
    return [quoted(f"{either}{name}{equals if name.startswith('--') else plus}{doc}{value}")
            for name in every]


def _zsh(program: Program, some: Candidates) -> str:
    """The action that gives candidates."""
    ask = f" _{program.name.replace('-', '_')}_asked"
    if some.kind == "words" and some.several:
        return f"_values -s , name {' '.join(some.words)}"
    if some.kind == "words" and some.is_open:
        return f"{{compadd -S '' -- {' '.join(some.words)}}}"
    return {"words": f"({' '.join(some.words)})", "asked": f"{ask} {' '.join(some.words)}",
            "files": "_files", "directories": "_files -/",
            "at-file": "{compset -P @ && _files}"}.get(some.kind, " ")


def zsh_options(program: Program, command: Command) -> Iterator[str]:
    """The options of a command: their arrays, or what hangs on the command."""
    for option in command.options:
        if zsh_is_shared(option):
            yield f"${zsh_name(option)}"
        else:
            yield from zsh_option(program, option, command)


def zsh_flag(program: Program, command: Command, flag: Flag) -> str:
    """A flag's specification for _arguments."""
    star = "*" if flag.field.shape == "list" else ""
    return quoted(f"{star}--{flag.name}=[{escaped(flag.field.doc)}]:"
                  f"{escaped(metavar(flag.field))}:{_zsh(program, of_flag(command, flag))}")


def zsh_arguments(program: Program, command: Command) -> Iterator[str]:
    """The arguments, which come behind the words of the command."""
    first = len(command.full_name.split()) + 1
    found = of_arguments(program, command)
    for i, some in enumerate(found):
        place = "*" if i + 1 == len(found) else str(first + i)
        yield quoted(f"{place}:argument:{_zsh(program, some)}")


# ---- fish --------------------------------------------------------------------------------------


def fish_quoted(text: str) -> str:
    """A text as one word of fish."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _fish(program: Program, some: Candidates) -> str:
    """The switches of `complete` for a value."""
    fn = "__" + program.name.replace("-", "_")
    if some.kind == "words":
        names = " ".join(some.words)
        text = f"({fn}_list {names})" if some.several else names
        return f"-x -a {fish_quoted(text)}"
    if some.kind == "asked":
        ask = f"{fn}_ask {' '.join(some.words)}"
        return f"-x -a {fish_quoted(f'({fn}_list ({ask}))' if some.several else f'({ask})')}"
    return {"files": "-r -F", "directories": "-x -a '(__fish_complete_directories)'",
            "at-file": f"-x -a '({fn}_at_file)'"}.get(some.kind, "-x")


def _fish_names(names: list[str]) -> str:
    return " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}"
                    for name in names)


def fish_options(program: Program) -> Iterator[str]:
    """The switches of `complete` for each option and flag, with the commands that have it."""
    for option in program.options:
        groups: dict[str, list[str]] = {}
        for command in program.shown:
            if option in command.options:
                value = _fish(program, of_option(program, command, option)) if option.arg else "-f"
                groups.setdefault(value, []).append(command.full_name)
        names = f"{_fish_names(spellings([option]))} -d {fish_quoted(sentence(option.doc))}"
        if option in program.general_options():
            value = _fish(program, of_option(program, None, option)) if option.arg else "-f"
            yield f"{names} {value}"
            continue
        for value, commands in groups.items():
            yield f"{_fish_at(program, commands)} {names} {value}"
    for command in program.shown:
        for flag in command.flags:
            yield (f"{_fish_at(program, [command.full_name])} -l {flag.name} "
                   f"-d {fish_quoted(sentence(flag.field.doc))} "
                   f"{_fish(program, of_flag(command, flag))}")


def fish_arguments(program: Program) -> Iterator[str]:
    """The same of arguments."""
    for command in program.shown:
        found = of_arguments(program, command)
        for i, some in enumerate(found):
            if some:
                last = " +" if i + 1 == len(found) else ""
                yield (f"{_fish_at(program, [command.full_name], f' {i}{last}')} "
                       f"{_fish(program, some).replace('-x -a', '-a').replace('-r -F', '-F')}")


def _fish_at(program: Program, commands: list[str], more: str = "") -> str:
    fn = "__" + program.name.replace("-", "_")
    if more:
        return f"-n '{fn}_argument \"{commands[0]}\"{more}'"
    return f"-n '{fn}_in {' '.join(chr(34) + one + chr(34) for one in commands)}'"


FILTERS = {"spellings": spellings, "all_spellings": all_spellings, "one_word": one_word,
           "bash_values": bash_values, "bash_arguments": bash_arguments, "zsh_pair": zsh_pair,
           "zsh_is_shared": zsh_is_shared, "zsh_name": zsh_name, "zsh_option": zsh_option,
           "zsh_options": zsh_options, "zsh_flag": zsh_flag, "zsh_arguments": zsh_arguments,
           "fish_options": fish_options, "fish_arguments": fish_arguments,
           "fish_quoted": fish_quoted}
