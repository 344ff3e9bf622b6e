"""The examples of all operations, in C and of the command, run beside a sandbox."""
from __future__ import annotations

import json
import os
import re
import subprocess
from typing import Iterator

from generator.builder.build import build
from generator.model.command import Command
from generator.model.operation import Operation
from tests.cli.support.command_case import COMMAND, PATIENCE, TOP, CommandCase

PROGRAM = TOP / os.environ.get("BUILD", "build") / "docs-examples/run"
ASKS = ("paid", "delete") # operations whose commands ask first, on a terminal


class Examples(CommandCase):
    """As the pages show them."""

    api = build(TOP / "spec")

    def setUp(self) -> None:
        super().setUp()
        self.begin()

    def begin(self) -> None:
        """A service that makes reports at once, and no purchase before."""
        self.control("reset")
        self.control("settings", ready_after=0, rate_limit=False)
        for family in self.api.families.values():
            if family.has_reports:
                self.control("reports", family=family.name, count=2, status="ready")
                self.control("reports", family=family.name, count=2, status="failed")
        self.forget_rate_limit()
        for path in [*self.work.glob("*"), *self.state.glob("journal*")]:
            if path.is_file():
                path.unlink()

    def run_line(self, *words: str) -> str:
        """What a command prints that ends well."""
        env = self.environment({**self.log_in_env, "IQM_BASE_URL": self.env["IQM_BASE_URL"]})
        env["PATH"] = f"{COMMAND.parent}:{os.environ['PATH']}"
        done = subprocess.run(words, env=env, cwd=self.work, text=True, capture_output=True,
                              timeout=PATIENCE, check=False)
        self.assertEqual(done.returncode, 0, (words, done.stdout, done.stderr))
        return done.stdout + done.stderr

    def test_in_c(self) -> None:
        for op in self.api.operations():
            with self.subTest(op.full_name):
                self.begin()
                self.assertTrue(self.run_line(str(PROGRAM), op.full_name).strip())
                self.assertEqual(len(self.bill()), int(op.effect == "paid"))
                last = [request["operation"] for request in self.look("requests?last=50")]
                self.assertIn(op.full_name, last)

    def test_of_the_command(self) -> None:
        commands = [one for one in self.api.program.commands if one.is_operation] \
            if self.api.program else []
        self.assertGreater(len(commands), 20)
        for command in commands:
            self.assertTrue(command.examples, command.full_name)
            for example in command.examples:
                with self.subTest(example.line):
                    self.begin()
                    self.write_bodies(command, example.line)
                    self.assertTrue(self.run_line("sh", "-euc", answered(command, example.line)))

    def write_bodies(self, command: Command, line: str) -> None:
        """The order of a sample, in the file that a line names."""
        assert command.op
        for name in re.findall(r"@(\S+)", line):
            sample = next(order_samples(command.op))
            (self.work / name).write_text(json.dumps(sample), encoding="utf-8")


def order_samples(op: Operation) -> Iterator[object]:
    """Its requests."""
    return (sample.value for sample in op.samples if sample.kind == "request")


def answered(command: Command, line: str) -> str:
    """With the yes that a terminal asks for, unless the line has it."""
    asks = command.op and command.op.effect in ASKS and not re.search("--yes|--dry-run", line)
    return f"{line} --yes" if asks else line
