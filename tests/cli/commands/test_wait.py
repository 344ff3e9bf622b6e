"""`wait`: states, exit codes, and what is shown meanwhile."""
from __future__ import annotations

import re
import signal
import unittest

from tests.cli.support.buying_case import DATES, ORDER, SOON, BuyingCase
from tests.cli.support.command_case import Result


class Waits(BuyingCase):
    """What it prints, and how it ends."""

    def buy(self, campaign: str = "451351") -> str:
        """Buys a report; its id."""
        arguments = ("pld", "generate", "--campaign-id", campaign, *DATES, "--yes", "-o", "json")
        return str(self.ok(*arguments).json["id"])

    def test_ready(self) -> None:
        new = self.buy()
        result = self.ok("pld", "wait", new, "50", *SOON, "-o", "jsonl")
        self.assertEqual(result.rows, [
            {"id": int(new), "status": "ready"},
            {"id": 50, "status": "ready"}])

    def test_ids_with_commas_and_again(self) -> None:
        result = self.ok("pld", "wait", "50,50", "50", "-o", "csv")
        self.assertEqual(result.out.split(), ["id,status,status-name", "50,ready,"])

    def test_failed(self) -> None:
        result = self.fails(12, "pld", "wait", "50", "10", "-o", "jsonl", says="10")
        self.assertEqual([r["status"] for r in result.rows], ["ready", "failed"])
        self.assertIn("the service could not make report 10\"", result.err)
        self.fails(12, "pld", "wait", "9", "10", says="could not make these reports: 9 10\n")

    def test_gone(self) -> None:
        result = self.fails(6, "pld", "wait", "10,99", *SOON, "-o", "jsonl", says="99")
        self.assertEqual([r["status"] for r in result.rows], ["failed", "gone"])

    def test_timed_out(self) -> None:
        self.control("settings", ready_after=60.0)
        new = self.buy()
        result = self.fails(13, "pld", "wait", "50", new, "--wait-timeout", "300ms", *SOON, "-o",
                            "jsonl", says=f"wait again with: iqm-insights pld wait {new}\\b")
        self.assertEqual([r["status"] for r in result.rows], ["ready", "processing?"])

    def test_status_names_of_the_service(self) -> None:
        row = self.ok("aqs", "wait", "50", "-o", "json").json[0]
        self.assertEqual((row["status"], row["status-name"]), ("ready", "Completed"))

    def test_one_request_a_poll(self) -> None:
        self.ok("pld", "wait", "50")
        self.assertEqual(self.asked("pld.list"), 1)
        self.assertEqual(self.asked("pld.download"), 1)  # its status id is a hint
        self.fails(12, "sls", "wait", "1", "8", "9", "10", "50")
        self.assertEqual(self.asked("sls.list"), 1)
        self.assertEqual(self.asked("sls.download"), 0)  # its status name decides

    def test_ids_that_are_none(self) -> None:
        for arguments in ((), ("x",), ("1,",), ("0",), ("-1",), ("1.5",), ("",), ("9" * 40,)):
            self.fails(2, "pld", "wait", *arguments)
        self.assertEqual(self.look("arrivals"), [])

    def test_intervals(self) -> None:
        self.fails(2, "pld", "wait", "50", "--interval", "2m", "--max-interval", "1m",
                   says="expected 1m or less")
        for option in ("--interval", "--max-interval", "--wait-timeout"):
            self.fails(2, "pld", "wait", "50", option, "soon", says=option)
        self.ok("pld", "wait", "50", "--interval", "5m")  # more than the other's default
        self.ok("pld", "wait", "50", "--max-interval", "1s")

    def test_refused(self) -> None:
        self.fails(4, "pld", "wait", "50", env={"IQM_TOKEN": "gone"}, says="token of IQM_TOKEN")


class StatusTables(BuyingCase):
    """Status ids of rows without names, by either of IQM's two tables."""

    def wait(self, code: int, table: str, family: str, report: str, *more: str) -> Result:
        self.control("settings", status_table=table, status_names=False)
        result = self.run_it(family, "wait", report, "-o", "jsonl", *SOON, *more)
        self.assertEqual(result.code, code, result)
        return result

    def test_ready(self) -> None:
        for table in ("insights", "reports"):
            for family in ("pld", "sls", "aqs"):
                result = self.wait(0, table, family, "50")
                self.assertEqual(result.rows[0]["status"], "ready", (table, family))

    def test_failed(self) -> None:
        result = self.wait(12, "insights", "sls", "10")
        self.assertEqual(result.rows[0]["status"], "failed")

    def test_may_have_failed(self) -> None:
        result = self.wait(13, "reports", "pld", "10", "--wait-timeout", "300ms")
        self.assertEqual(result.rows[0]["status"], "processing?")
        self.assertIn("report 10 may be processing or failed: its status id 1 means either",
                      result.err)
        self.assertEqual(self.asked("pld.download"), 0)

    def test_bought_and_saved(self) -> None:
        self.control("settings", status_table="reports", ready_after=0.3)
        self.ok(*ORDER, "--yes", "--wait", "--save", "report.csv", *SOON)
        self.assertEqual(self.look("bill")["count"], 1)
        self.assertTrue((self.work / "report.csv").exists())


class Shown(BuyingCase):
    """Progress, on a terminal and without one."""

    def begin(self, *more: str, **env: str) -> str:
        """A report that is ready after a second is waited for on a terminal: what that shows."""
        self.control("settings", ready_after=1.0)  # within the rate limit
        new = self.ok(*ORDER, "--yes", "-o", "json").json["id"]
        shown = self.terminal("pld", "wait", str(new), *SOON, *more, env={"NO_COLOR": "1", **env})
        shown.end()
        return shown.text

    def test_a_line_that_changes(self) -> None:
        text = self.begin()
        self.assertGreater(text.count("\r\x1b[K") + len(re.findall(r"\rpld 51: proc", text)), 4)
        before, after = text.split("ID", 1)
        self.assertNotIn("\n", before)
        self.assertTrue(before.endswith("\r\x1b[K"), before)
        self.assertNotIn("\x1b[K", after)
        self.assertIn("next check in", before)

    def test_narrow(self) -> None:
        self.control("settings", ready_after=1.0)  # within the rate limit
        new = self.ok(*ORDER, "--yes", "-o", "json").json["id"]
        shown = self.terminal("pld", "wait", str(new), *SOON, width=20)
        shown.end()
        for line in re.findall(r"\r([^\r\n\x1b]+)\x1b\[K", shown.text):
            self.assertLess(len(line), 20)

    def test_log_lines_stand_alone(self) -> None:
        text = self.begin("--debug")
        self.assertRegex(text, "next check in")
        for line in re.finditer(r"iqm-insights: ", text):
            before = text[:line.start()]
            self.assertTrue(before.endswith(("\n", "\r\x1b[K")) or not before, before[-80:])

    def test_dumb_terminal_gets_lines(self) -> None:
        text = self.begin(TERM="dumb")
        self.assertNotIn("\x1b", text)
        self.assertEqual(text.count("pld 51: processing; next check"), 1)

    def test_quiet(self) -> None:
        self.assertTrue(self.begin("--quiet").startswith("ID"))

    def test_without_a_terminal_a_line_a_change(self) -> None:
        self.control("settings", ready_after=1.0)
        new = self.ok(*ORDER, "--yes", "-o", "json").json["id"]
        few = ("--interval", "300ms", "--max-interval", "300ms")  # within the rate limit
        err = self.ok("pld", "wait", str(new), "50", *few).err
        self.assertEqual(err.splitlines(), ["pld reports: 1 processing, 1 ready; next check in 1 s",
                                            "pld reports: 2 ready"])
        self.assertEqual(self.ok("pld", "wait", "50", "-q").err, "")

    def test_the_rate_limit_is_shown(self) -> None:
        self.control("settings", ready_after=60.0)
        new = self.ok(*ORDER, "--yes", "-o", "json").json["id"]
        shown = self.terminal("pld", "wait", str(new), "--interval", "20ms", "--max-interval",
                              "20ms")
        shown.read_until(r"pld.list: waits \d+ s: ")
        shown.type("\x03")
        self.assertEqual(shown.end().code, 130)


class Ready(BuyingCase):
    """What comes next."""

    def test_one_command_saves_several(self) -> None:
        for family in ("pld", "sls", "aqs"):
            new = self.control("reports", family=family, count=1)["first"]
            result = self.terminal(family, "wait", "50", f"{new},50").end()
            self.assertEqual(result.code, 0, result)
            self.assertTrue(result.out.endswith(
                f"\nNext: iqm-insights {family} download 50,{new} --save-dir .\n"), result)


class Ended(BuyingCase):
    """Signals."""

    def test_ctrl_c(self) -> None:
        self.control("settings", ready_after=60.0)
        new = self.ok(*ORDER, "--yes", "-o", "json").json["id"]
        shown = self.terminal("pld", "wait", str(new), "50")
        shown.read_until("next check")
        shown.type("\x03")
        result = shown.end()
        self.assertEqual(result.code, 130)
        self.assertRegex(result.out, f"interrupted\nNext: iqm-insights pld wait {new}\n")
        self.assertRegex(result.out, r"50 +\S*ready")

    def test_each_signal(self) -> None:
        self.control("settings", ready_after=60.0)
        new = self.ok(*ORDER, "--yes", "-o", "json").json["id"]
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            shown = self.terminal("pld", "wait", str(new))
            shown.read_until("next check")
            shown.process.send_signal(number)
            self.assertEqual(shown.end().code, 128 + number)

    def test_bought_and_waited_for(self) -> None:
        self.control("settings", ready_after=60.0)
        shown = self.terminal(*ORDER, "--yes", "--wait", "--key", "k", *SOON)
        shown.read_until("next check")
        shown.type("\x03")
        result = shown.end()
        self.assertEqual(result.code, 130)
        self.assertIn("report 51 is bought but not ready yet\n", result.out)
        self.assertTrue(result.out.endswith("\nNext: iqm-insights journal resume k\n"), result)
        self.control("clock", advance=60)
        self.ok("journal", "resume", *SOON)
        self.bought(1)


if __name__ == "__main__":
    unittest.main()
