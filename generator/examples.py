"""Examples of commands: made from samples, or written and checked."""
from __future__ import annotations

import json
import shlex
from datetime import datetime, timezone
from typing import Any

from .command import Command, Example, Flag, Program
from .problems import found_word
from .scope import Scope
from .source import At

PER_SECOND = {"ms": 1000, "s": 1}
GLOBAL = ("help", "version")


def example_of(program: str, command: Command) -> Example:
    """A command line that sends the operation's first sample of a request."""
    samples = command.op.samples if command.op else []
    sample = next((one.value for one in samples if one.kind == "request"), {})
    words = [program, command.family, command.name]
    for flag in command.flags:
        if flag.field.wire in sample:
            words += _words(flag, sample[flag.field.wire])
    return Example(" ".join(map(shlex.quote, words)))


def _words(flag: Flag, value: Any) -> list[str]:
    """A flag with its value; a value that begins with '-' must not look like an option."""
    text = _text(flag, value)
    return [f"--{flag.name}={text}"] if text.startswith("-") else [f"--{flag.name}", text]


def _text(flag: Flag, value: Any) -> str:
    item = flag.field
    if item.sub or item.shape == "map":
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return ",".join(_text(flag, one) for one in value)
    if item.type in PER_SECOND:
        moment = datetime.fromtimestamp(value / PER_SECOND[item.type], timezone.utc)
        return moment.isoformat(timespec="milliseconds").replace(".000", "").replace("+00:00", "Z")
    if item.enum:
        names = {number: name for name, number in item.enum.values.items()}
        return names.get(value, str(value)).replace("_", "-")
    return str(value).lower() if isinstance(value, bool) else str(value)


# ---- written ones ------------------------------------------------------------------------------


def check_examples(scope: Scope, at: At, program: Program) -> None:
    """Each example must be a command line that the command takes."""
    data = at.source.data
    for i, item in enumerate(data.get("examples", ())):
        _check(scope, at.down("examples", i, "line"), item["line"], program)
    for words, command in data.get("commands", {}).items():
        families = [c.family for c in program.commands if c.name == words] or [""]
        for i, item in enumerate(command["examples"]):
            line = item["line"].replace("{family}", families[0])
            _check(scope, at.down("commands", words, "examples", i, "line"), line, program)
    operations = {c.op.full_name: c for c in program.commands if c.op and c.is_operation}
    for name, examples in data.get("operation_examples", {}).items():
        here = at.down("operation_examples", name)
        if name not in operations:
            if not _is_written(scope, *name.split(".")):
                scope.note(here, found_word(f"no command is the operation '{name}'", name,
                                            operations, "one that is"), key=True)
            continue
        for i, item in enumerate(examples):
            _check(scope, here.down(i, "line"), item["line"], program, operations[name])


def _is_written(scope: Scope, family: str, name: str) -> bool:
    """Whether there is such an operation, be it broken or not."""
    source = scope.files.families.get(family)
    return source is not None and ("operations", name) in source.keys \
        and name not in scope.families[family].operations


def _check(scope: Scope, at: At, line: str, program: Program, wanted: Command | None = None) \
        -> None:
    """Whether a line has the command's name, a command (this one, if given) and its flags."""
    try:
        words = shlex.split(line)
    except ValueError as error:
        scope.note(at, f"found a line that a shell does not take ({error})")
        return
    if not words or words[0] != program.name:
        scope.note(at, f"found '{' '.join(words[:1])}', expected '{program.name}' first")
        return
    command = _command_of(program, words[1:])
    if command is None or (wanted and command is not wanted):
        if len(words) < 3 or not _is_written(scope, words[1], words[2]):
            expected = wanted.words if wanted else "a command"
            scope.note(at, f"found '{' '.join(words[1:3])}', expected {expected}")
        return
    flags = [flag.name for flag in command.flags] + [one.name for one in command.options]
    letters = [one.short for one in command.options if one.short]
    for word in words[1:]:
        name = word.lstrip("-").partition("=")[0]
        if word.startswith("--") and name not in flags:
            scope.note(at, found_word(f"unknown flag '--{name}'", name, flags,
                                      f"a flag of '{command.words}'"))
        elif word.startswith("-") and not word.startswith("--") and name not in letters:
            scope.note(at, f"unknown option '{word}', expected one of '{command.words}'")


def _command_of(program: Program, words: list[str]) -> Command | None:
    for command in program.commands:
        mine = command.words.split()
        if words[:len(mine)] == mine:
            return command
    return None
