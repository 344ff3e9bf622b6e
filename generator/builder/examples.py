"""Examples of commands: made from samples, or written and checked."""
from __future__ import annotations

import json
import shlex
from datetime import datetime, timezone
from typing import Any

from ..loader.problems import with_suggestion
from ..loader.source import At
from ..model.command import Command, Example, Flag, Program
from ..model.operation import Operation
from .scope import Scope, TRAITS

PER_SECOND = {"ms": 1000, "s": 1}
GLOBAL = ("help", "version")


def example_of(program: str, command: Command) -> Example:
    """A command line that sends the operation's first sample of a request."""
    samples = command.op.samples if command.op else []
    sample: dict[str, Any] = next((one.value for one in samples if one.kind == "request"), {})
    arguments = [program, command.family, command.name]
    for flag in command.flags:
        if flag.field.wire in sample:
            arguments += _arguments(flag, sample[flag.field.wire])
    return Example(" ".join(map(shlex.quote, arguments)))


def _arguments(flag: Flag, value: Any) -> list[str]:
    """A flag with its value; a value that begins with '-' must not look like an option."""
    text = _text(flag, value)
    return [f"--{flag.name}={text}"] if text.startswith("-") else [f"--{flag.name}", text]


def _text(flag: Flag, value: Any) -> str:
    item = flag.field
    if item.sub or item.shape == "map" or item.type == "json":
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return ",".join(_text(flag, one) for one in value)
    if item.type in PER_SECOND:
        timestamp = datetime.fromtimestamp(value / PER_SECOND[item.type], timezone.utc)
        text = timestamp.isoformat(timespec="milliseconds")
        return text.replace(".000", "").replace("+00:00", "Z")
    if item.enum and not item.enum.texts:
        names = {number: name for name, number in item.enum.values.items()}
        return names.get(value, str(value)).replace("_", "-")
    return str(value).lower() if isinstance(value, bool) else str(value)


# ---- written ones ------------------------------------------------------------------------------


class Checker:
    """Checks written examples against the command. An example that may name something which is
    wrong itself is passed over: its mistake is reported already."""

    def __init__(self, scope: Scope, program: Program) -> None:
        self.scope = scope
        self.program = program

    def check_file(self, at: At) -> None:
        """Every example of command.yaml."""
        data = at.source.data
        self.check_list(at.down("examples"), data.get("examples", []))
        for full_name, item in data.get("commands", {}).items():
            for command in self.program.commands:
                if not command.is_operation and command.place == full_name:
                    self.check_list(at.down("commands", full_name, "examples"), item["examples"],
                                    command)
        operations = {command.op.full_name: command for command in self.program.commands
                      if command.op and command.is_operation}
        for key in ("operation_docs", "operation_examples"):
            for name, item in data.get(key, {}).items():
                here = at.down(key, name)
                if name in operations and key == "operation_examples":
                    self.check_list(here, item, operations[name])
                elif name not in operations and not self.may_be(*name.split(".")):
                    self.scope.report(here, with_suggestion(f"no command is the operation '{name}'",
                                                            name, operations, "one that is"),
                                      key=True)

    def is_certain(self, command: Command) -> bool:
        """Whether the flags of a command are what the spec says."""
        if command.is_operation:
            return command.op is not None and self.is_sound(command.op)
        return not self.is_touched("commands", str(command.place))

    def is_sound(self, op: Operation) -> bool:
        """Whether an operation's request is what the spec says."""
        return self.scope.is_sound(op, but=TRAITS) and all(
            self.scope.is_sound(one) for one in (op.query, op.body) if one)

    def may_be(self, family: str = "", name: str = "") -> bool:
        """Whether a command that is not there may be one whose mistake is reported already."""
        known = self.scope.families.get(family)
        op = known.operations.get(name) if known else None
        if op:
            return not self.is_sound(op)
        if known and self.has("commands", name):  # one in each family that buys
            keys = self.scope.files.families[family].keys
            written = {place[1] for place in keys if place[:1] == ("operations",) and place[1:]}
            return written != set(known.operations)
        return self.scope.may_be(("operations", name), families=[family]) or any(
            self.is_broken("commands", key) for key in (family, name, f"{family} {name}"))

    def has(self, section: str, name: str) -> bool:
        """Whether command.yaml has this, and it is sound."""
        assert self.scope.files.command
        return name in self.scope.files.command.data.get(section, {})

    def is_broken(self, section: str, name: str) -> bool:
        """Whether command.yaml has this, but broken."""
        assert self.scope.files.command
        return At(self.scope.files.command, (section, name)).is_written and (
            not self.has(section, name) or self.is_touched(section, name))

    def is_touched(self, section: str, name: str) -> bool:
        """Whether something is wrong in what command.yaml has here, its examples left out."""
        source = self.scope.files.command
        assert source
        wrong = [*source.removed, *(place for file, place in self.scope.unsound
                                    if file == source.file)]
        return any(place[:2] == (section, name) and place[2:3] != ("examples",) for place in wrong)

    def check_list(self, at: At, examples: list[dict[str, str]],
                   command: Command | None = None) -> None:
        """Examples, of this command if it is given."""
        for i, item in enumerate(examples):
            line = item["line"].replace("{family}", command.family if command else "")
            self.check(at.down(i, "line"), line, command)

    def check(self, at: At, line: str, wanted: Command | None) -> None:
        """Whether a line has the command's name, then a command, and flags of that."""
        try:
            arguments = shlex.split(line)
        except ValueError as error:
            self.scope.report(at, f"found a line that no shell takes ({error})")
            return
        if arguments[0] != self.program.name:
            self.scope.report(at, f"found '{arguments[0]}', expected '{self.program.name}' first")
            return
        found = next((one for one in self.program.commands
                      if arguments[1:][:len(one.full_name.split())] == one.full_name.split()), None)
        if found is None and self.may_be(*arguments[1:3]):
            return
        if found is None or (wanted and found.full_name != wanted.full_name):
            self.scope.report(at, f"found '{' '.join(arguments[1:3])}', expected "
                              f"{repr(wanted.full_name) if wanted else 'a command'}")
            return
        if not self.is_certain(found):
            return
        known = [f"--{name}" for name in found.flag_names]
        known += [f"-{one.short}" for one in found.options if one.short]
        for argument in arguments[1:]:
            name = argument.partition("=")[0]
            if argument.startswith("-") and argument != "-" and name not in known \
                    and not self.is_broken("options", name.lstrip("-")):
                self.scope.report(at, with_suggestion(f"unknown flag '{name}'", name, known,
                                                      f"one of '{found.full_name}'"))
