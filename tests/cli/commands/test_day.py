"""The working day of runtime/cli/README.md, lived once more on a terminal.

A page's block `console` has commands, behind `$ `, and what the terminal showed. Comments between
the blocks, `<!-- sandbox NAME {...} -->`, tell the sandbox what happens meanwhile. With REWRITE=1
in the environment the page gets what the terminal shows now.
"""
from __future__ import annotations

import datetime
import json
import os
import re
from typing import Iterator

from tests.cli.support.command_case import COMMAND, TOP, CommandCase, Terminal

PAGE = TOP / "runtime" / "cli" / "README.md"
WIDTH = 80
PART = re.compile(r"^<!-- (?P<what>sandbox) (?P<name>\w+) (?P<fields>\{[^\n]*\}) -->$"
                  r"|^```console\n(?P<block>.*?)^```$", re.MULTILINE | re.DOTALL)
RUN_ON = re.compile(r"<!-- run on (\d{4}-\d\d-\d\d) -->")
ASKED = re.compile(r"\[y/N\] (\w+)$", re.MULTILINE)
OVERWRITTEN = re.compile(r"[^\n]*\r(?!\n)(\x1b\[K)?")  # a line that the next one takes the place of
CHANGING = ((re.compile(r"(?<!\d)\d\d:\d\d(:\d\d)?\b"), "TIME"),
            (re.compile(r"127\.0\.0\.1:\d+"), "HOST"),
            (re.compile(r"\bpld-[0-9a-f]{16}\b"), "KEY"),
            (re.compile(r"\b\d+ (s|min)\b *"), "SPAN "),
            (re.compile(r"^(bytes +)\d+$", re.MULTILINE), r"\1SIZE"))


def commands_of(block: str) -> Iterator[tuple[str, str]]:
    """Each command with the lines below it. What a shell goes on reading is behind `> `."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        lines = part.split("\n")
        last = next(i for i, line in enumerate(lines[1:]) if not line.startswith("> "))
        yield "\n".join(lines[:last + 1]), "\n".join(lines[last + 1:])


def compared(page: str, run_on: datetime.date) -> str:
    """A page without what differs from run to run: its day in any zone, and what ends the next."""
    for days in (-1, 0, 1):
        page = page.replace(str(run_on + datetime.timedelta(days)), "DATE")
    for pattern, name in CHANGING:
        page = pattern.sub(name, page)
    return page


class Day(CommandCase):
    """Runs the page's commands in their order, in one home."""

    def show(self, line: str, expected: str) -> str:
        """What a terminal shows of a command line, answered as the page does."""
        script = line.replace("\n> ", "\n")
        shown = Terminal(["sh", "-c", script], self.day_env, WIDTH, self.work)
        for answer in ASKED.findall(expected):
            shown.read_until(r"\[y/N\] $")
            shown.type(answer + "\n")
        text = OVERWRITTEN.sub("", shown.end().out).replace(str(self.work), "/home/jane")
        self.no_secret(text)
        self.forget_rate_limit()
        return "".join(part.rstrip() + "\n" for part in text.splitlines())

    def relive(self, match: re.Match[str]) -> str:
        """A part of the page as it is now."""
        if match["what"]:
            self.control(match["name"], **json.loads(match["fields"]))
            return match[0]
        parts = [f"$ {line}\n{self.show(line, expected)}"
                 for line, expected in commands_of(match["block"])]
        return "```console\n" + "".join(parts) + "```"

    def test_page(self) -> None:
        page = PAGE.read_text(encoding="utf-8")
        written, = RUN_ON.findall(page)
        self.day_env = self.environment({
            **self.log_in_env, "TERM": "xterm", "NO_COLOR": "1",
            "IQM_TIMEZONE": "America/New_York",
            "PATH": f"{COMMAND.parent}:{os.environ['PATH']}"})
        now = PART.sub(self.relive, page)
        today = datetime.datetime.now(datetime.timezone.utc).date()
        if os.environ.get("REWRITE"):
            PAGE.write_text(RUN_ON.sub(f"<!-- run on {today} -->", now), encoding="utf-8")
        self.assertEqual(compared(now, today), compared(page, datetime.date.fromisoformat(written)))
