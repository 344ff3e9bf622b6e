"""Colours: of states and money, on a terminal that has them, and nowhere else."""
from __future__ import annotations

import json
import re
from typing import Optional

from tests.cli.support.output_case import OutputCase

ESCAPE = re.compile("\x1b\\[[0-9;]*m")
GREEN, RED, YELLOW, BOLD, END = ("\x1b[32m", "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[0m")
ROWS = [("Ready", GREEN, "ready"), ("Failed", RED, "failed"), ("Processing", YELLOW, "processing"),
        ("Paused", YELLOW, "unknown")]
DATA = json.dumps({"slsReportDataList": [{"slsId": 1, "slsName": "A " * 60, "slsStatusName": name}
                                         for name, _, _ in ROWS]})
WORDS = ("sls", "list", "--columns", "id,name,status,io-id")


class Colour(OutputCase):
    """What a terminal gets."""

    def screen(self, *more: str, env: Optional[dict[str, Optional[str]]] = None) -> str:
        self.lay_out("sls.list", DATA)
        return self.terminal(*WORDS, *more, env={"NO_COLOR": None, **(env or {})}).end().out

    def test_states(self) -> None:
        for line, (_, colour, word) in zip(self.screen().splitlines()[1:], ROWS):
            self.assertIn(f"{colour}{word}{END}", line)
            self.assertEqual(len(ESCAPE.findall(line)), 2)

    def test_escapes_have_no_width(self) -> None:
        plain = self.screen(env={"NO_COLOR": "1"})
        self.assertEqual(ESCAPE.sub("", self.screen()), plain)
        self.assertLessEqual(max(map(len, plain.splitlines())), 80)

    def test_terminals_without(self) -> None:
        without: list[dict[str, Optional[str]]] = [
            {"NO_COLOR": "1"}, {"CLICOLOR": "0"}, {"TERM": "dumb"}, {"TERM": None},
            {"NO_COLOR": "1", "CLICOLOR_FORCE": "1"}]
        colourful: list[dict[str, Optional[str]]] = [
            {"CLICOLOR": "1"}, {"NO_COLOR": ""}, {"CLICOLOR": "0", "CLICOLOR_FORCE": "1"}]
        for env in without:
            self.assertNotIn("\x1b", self.screen(env=env), env)
        for env in colourful:
            self.assertIn(GREEN, self.screen(env=env), env)

    def test_pipes(self) -> None:
        for force, colours in ((None, False), ("0", False), ("1", True)):
            self.lay_out("sls.list", DATA)
            out = self.ok(*WORDS, env={"CLICOLOR_FORCE": force}).out
            self.assertEqual(GREEN in out, colours)

    def test_data_has_none(self) -> None:
        for form in ("json", "jsonl", "csv", "tsv"):
            self.assertNotIn("\x1b", self.screen("-o", form, env={"CLICOLOR_FORCE": "1"}))

    def test_money_and_warnings(self) -> None:
        shown = self.terminal("pld", "generate", "--campaign-id", "451351", "--start-date",
                              "2024-11-21", "--end-date", "2026-11-23", "--timezone", "UTC",
                              env={"NO_COLOR": None})
        shown.read_until(r"\[y/N\] ")
        shown.type("n\n")
        text = shown.end().out
        self.assertRegex(text, r"price +\x1b\[1m[0-9.]+\x1b\[0m\n")
        self.assertIn(f"{YELLOW}Warning:{END} the days are more than a year.", text)

    def test_a_text_has_no_say(self) -> None:
        """Bytes that stand for colours inside come from nowhere else."""
        data = json.dumps({"slsReportDataList": [{"slsName": "\x1b[31mred\x1b[0m"}]})
        self.lay_out("sls.list", data)
        out = self.terminal("sls", "list", "--columns", "name", env={"NO_COLOR": None}).end().out
        self.assertIn("␛[31mred␛[0m", out)
        self.assertNotIn(RED, out)
