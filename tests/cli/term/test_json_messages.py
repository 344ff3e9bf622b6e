"""-o json and jsonl: standard error is JSON lines and nothing else."""
from __future__ import annotations

import json
import os
import shlex
from typing import Any, Optional

from tests.cli.support.buying_case import BuyingCase
from tests.cli.support.command_case import COMMAND, Terminal

PLD = ("pld", "generate", "--campaign-id", "451351", "--start-date", "2026-01-05", "--end-date",
       "2026-01-11", "--timezone", "UTC")


class JsonMessages(BuyingCase):
    """Each line is an object of one member that says what it is."""

    KINDS = {"error", "note", "warning", "plan", "purchase", "log", "next"}

    def lines(self, err: str) -> list[tuple[str, Any]]:
        """Kind and value of each line."""
        found = []
        for line in err.splitlines():
            self.assertTrue(line.startswith("{"), err)
            ((kind, value),) = json.loads(line).items()
            self.assertIn(kind, self.KINDS)
            found.append((kind, value))
        return found

    def buy(self) -> None:
        """One that is not ready for long."""
        self.control("settings", ready_after=600.0)
        self.ok(*PLD, "--yes")

    def check(self, code: int, *words: str, form: str = "json",
              env: Optional[dict[str, Optional[str]]] = None) -> list[tuple[str, Any]]:
        result = self.run_it(*words, "-o", form, env=env)
        self.assertEqual(result.code, code, result)
        return self.lines(result.err)

    def test_the_plan(self) -> None:
        (kind, plan), *_ = self.check(0, *PLD, "--yes")
        self.assertEqual((kind, plan["command"], plan["campaign-id"]),
                         ("plan", "pld generate", "451351"))
        self.assertIn("price", plan)

    def test_purchases(self) -> None:
        self.assertEqual([kind for kind, _ in self.check(0, *PLD, "--yes", "--key", "a")],
                         ["plan"])
        self.check(0, *PLD, "--yes", "--key", "a")  # bought before
        self.check(22, *PLD, "--yes", "--key", "b")
        lines = self.check(14, *PLD, "--key", "c", "--allow-duplicate")  # no terminal
        self.assertEqual(lines[-1][0], "error")
        self.check(0, "journal", "list")
        self.check(0, "journal", "resume")

    def test_warnings(self) -> None:
        lines = self.check(0, *PLD[:-5], "2025-01-05", "--end-date", "2026-12-11", "--timezone",
                           "UTC", "--dry-run")
        self.assertIn("warning", [kind for kind, _ in lines])

    def test_reads(self) -> None:
        self.check(0, "pld", "list")
        self.check(0, "pld", "list", "--all", form="jsonl")
        self.check(0, "api", "GET", "/api/v3/ins/pld-reports")
        self.check(0, "pld", "wait", "50")
        self.check(0, "config", "list")
        self.check(0, "auth", "status")

    def test_many_at_once(self) -> None:
        self.work.joinpath("orders.csv").write_text(
            "family,campaign-id,start-date,end-date\npld,451351,2024-11-21,2024-11-23\n"
            "pld,451350,2024-11-21,2024-11-23\n")
        self.work.joinpath("bad.csv").write_text("family,campaign-id,nothing\npld,x,1\nxyz,1,2\n")
        for form in ("json", "jsonl"):
            self.check(0, "buy", "orders.csv", "--timezone", "UTC", "--dry-run", form=form)
            self.check(2, "buy", "bad.csv", "--timezone", "UTC", "--yes", form=form)
        self.check(14, "buy", "orders.csv", "--timezone", "UTC")
        self.check(0, "buy", "orders.csv", "--timezone", "UTC", "--yes", "--save-dir", "d",
                   "--interval", "100ms")
        self.forget_rate_limit()
        self.run_json("journal", "reconcile")
        self.check(0, "journal", "spend")
        self.check(0, "journal", "list", "--open")
        self.forget_rate_limit()
        self.check(0, "pld", "download", "50", "--save-dir", "e")
        self.check(0, "pld", "delete", "9", "10", "--dry-run")
        self.check(0, "pld", "delete", "9", "--yes")
        self.check(0, "pld", "list", "--status", "ready", "--limit", "1")
        self.forget_rate_limit()
        self.run_json("doctor")

    def run_json(self, *words: str) -> None:
        """Whatever it comes to."""
        self.lines(self.run_it(*words, "-o", "json").err)

    def test_settings(self) -> None:
        self.check(0, "config", "set", "timeout", "9s")
        self.check(0, "config", "unset", "timeout")
        self.check(0, "version")
        self.check(0, "help")
        for words in (("config", "get", "nothing"), ("config", "set", "timeout"),
                      ("auth", "logout"), ("journal", "repair"), ("journal", "archive", "1d"),
                      ("help", "nothing"), ("completion", "bash")):
            self.run_json(*words)

    def test_mistakes(self) -> None:
        for words in (("pld", "list", "--no-such"), ("pldd", "list"), ("pld", "lst"), ("pld",), (),
                      ("pld", "list", "--no-of-entries", "x"), ("pld", "wait"),
                      ("pld", "list", "--columns", "x"), ("nothing",)):
            lines = self.check(2, *words)
            self.assertEqual(lines[-1][0], "error", words)
        for words in (("-ojson",), ("--output=jsonl",), ("--output", "json")):
            self.lines(self.fails(2, "pld", "list", "--no-such", *words).err)
        self.lines(self.fails(2, "pld", "list", "--no-such", env={"IQM_OUTPUT": "json"}).err)
        self.fails(2, "pld", "list", "--no-such", "-o", "table", env={"IQM_OUTPUT": "json"},
                   says=r"\Aiqm-insights: ")

    def test_failures(self) -> None:
        self.check(4, "pld", "list", env={"IQM_TOKEN": "gone"})
        self.check(9, "pld", "list", env={"IQM_BASE_URL": "http://127.0.0.1:1"})
        self.check(3, "pld", "list", env={"IQM_DIALECT": "none"})
        self.buy()
        self.check(13, "pld", "wait", "50", "51", "--wait-timeout", "1ms")

    def test_all_pages_that_break_off(self) -> None:
        rows = ",".join(f'{{"pldId":{number}}}' for number in range(1, 4))
        self.control("script", operation="pld.list",
                     body=f'{{"success":true,"data":{{"pldReportDataList":[{rows}],'
                          f'"filteredRecords":9}}}}')
        self.control("script", operation="pld.list", status=400, body="{}", times=9)
        kinds = [kind for kind, _ in self.check(7, "pld", "list", "--all", "--no-of-entries", "3")]
        self.assertEqual(kinds, ["error", "note"])

    def test_logs(self) -> None:
        kinds = {kind for kind, _ in self.check(0, *PLD, "--yes", "--wait", "--debug")}
        self.assertIn("log", kinds)

    def test_what_is_known_of_a_purchase(self) -> None:
        self.fault("pld.generate", "lost-before")
        self.check(11, *PLD, "--yes", "--key", "k")
        self.forget_rate_limit()
        lines = self.check(2, "journal", "settle", "k")
        (purchase,) = [value for kind, value in lines if kind == "purchase"]
        self.assertEqual((purchase["key"], purchase["operation"]), ("k", "pld.generate"))
        self.assertIn("list", purchase)

    def redirected(self, *words: str) -> Terminal:
        """On a terminal that has neither standard output nor standard error."""
        line = " ".join(["exec", shlex.quote(str(COMMAND)), *map(shlex.quote, words), ">out 2>err"])
        shown = Terminal(["/bin/sh", "-c", line], self.environment({"TERM": "xterm"}), 80,
                         self.work)
        self.addCleanup(self._end, shown)
        return shown

    def test_standard_error_elsewhere(self) -> None:
        """The plan is shown with the question, and standard error has JSON alone."""
        for answer, code in (("n", 14), ("y", 0)):
            shown = self.redirected(*PLD, "-o", "json", "--key", "k")
            shown.read_until(r"(?s)pld generate\r\n.*price .*Buy\? \[y/N\] ")
            shown.type(f"{answer}\n")
            self.assertEqual(shown.end().code, code)
            lines = self.lines((self.work / "err").read_text())
            self.assertEqual(lines[0][0], "plan")
        self.assertEqual(json.loads((self.work / "out").read_text())["outcome"], "bought")
        self.bought(1)

    def test_a_secret_is_asked_for_there(self) -> None:
        self.env = {name: value for name, value in self.env.items()
                    if name not in ("IQM_TOKEN", "IQM_OW_ID")}
        shown = self.redirected("auth", "login", "-o", "json", "--client-id", "x")
        shown.read_until("Client secret: ")
        shown.type("\x03")
        self.assertEqual(shown.end().code, 130)
        self.lines((self.work / "err").read_text())

    def test_without_json_it_must_be_seen(self) -> None:
        shown = self.redirected(*PLD)
        self.assertEqual(shown.end().code, 14)
        self.assertIn("no terminal to confirm it on", (self.work / "err").read_text())

    def test_questions_are_on_the_terminal_itself(self) -> None:
        read, write = os.pipe()
        shown = self.terminal(*PLD, "-o", "json", stdout=write)
        os.close(write)
        shown.read_until(r"Buy\? \[y/N\] ")
        shown.type("n\n")
        result = shown.end()
        os.close(read)
        self.assertEqual(result.code, 14)
        self.assertIn('"nothing was bought"', result.out)
