"""Each exit code of the documented table, provoked."""
from __future__ import annotations

import signal
from typing import Any

import yaml

from tests.cli.support.command_case import TOP, CommandCase, Result

TABLE: dict[str, dict[str, Any]] = yaml.safe_load(
    (TOP / "spec" / "command.yaml").read_text(encoding="utf-8"))["exit_codes"]
ORDER = ("--campaign-id", "451351", "--start-date", "2024-11-21", "--end-date", "2024-11-23",
         "--timezone", "America/New_York")
LATER = ("--start-date", "2024-11-24", "--end-date", "2024-11-24", "--timezone", "UTC")
STUDY = ("--io-id", "1234", "--campaign-ids", "1,2,3", "--start-date", "2026-01-05", "--end-date",
         "2026-01-11", "--timezone", "UTC", "--name", "A study", "--lookback-duration", "3",
         "--concept-group-id", "202335", "--report-types", "1,2")


class ExitCodes(CommandCase):
    """One test a row of the table; the names are the table's."""

    def ends(self, name: str, *words: str, says: str = "", **more: Any) -> Result:
        """It must end with the code of this row, in the error for programs too."""
        result = self.fails(TABLE[name]["code"], *words, says=says, **more)
        again = self.run_it(*words, "-o", "json", **more)
        if again.code == result.code:
            self.assertEqual((again.error["exit"], again.error["class"]), (result.code, name))
        return result

    def script(self, operation: str, status: int, body: str = "", times: int = 2) -> None:
        self.control("script", operation=operation, status=status, body=body, times=times)

    def test_ok(self) -> None:
        self.assertEqual(self.ok("pld", "list").code, TABLE["ok"]["code"])

    def test_failed(self) -> None:
        (self.home / ".local").write_text("a file where a directory must be")
        self.ends("failed", "pld", "generate", *ORDER, "--yes", says=r"\.local")
        self.assertEqual(self.bill(), [])

    def test_failed_full_disk(self) -> None:
        with open("/dev/full", "w", encoding="ascii") as full:
            result = self.run_it("pld", "list", stdout=full)
        self.assertEqual(result.code, TABLE["failed"]["code"])
        self.assertIn("No space left", result.err)

    def test_usage(self) -> None:
        self.ends("usage", "pld", "list", "--no-of-entries", "many")

    def test_config(self) -> None:
        self.ends("config", "pld", "list", "--base-url", "ftp://example.com", says="base")

    def test_auth(self) -> None:
        self.ends("auth", "pld", "list", env={"IQM_TOKEN": "gone"}, says="token of IQM_TOKEN")
        self.ends("auth", "pld", "list", env={"IQM_TOKEN": None}, says="auth login")

    def test_forbidden(self) -> None:
        self.script("pld.list", 403)
        self.ends("forbidden", "pld", "list")

    def test_not_found(self) -> None:
        self.script("pld.list", 404)
        self.ends("not-found", "pld", "list")

    def test_refused(self) -> None:
        self.ends("refused", "pld", "delete", "50", "--yes", says="already deleted|status")

    def test_rate_limited(self) -> None:
        self.control("script", operation="pld.list", status=429, body="", times=2,
                     headers={"Retry-After": "50"})
        self.ends("rate-limited", "pld", "list", "--timeout", "5s")

    def test_network(self) -> None:
        self.ends("network", "pld", "list", "--base-url", "http://127.0.0.1:9", "--timeout", "3s")

    def test_server(self) -> None:
        self.script("pld.list", 501)
        self.ends("server", "pld", "list")
        self.script("pld.list", 200, "<html>")
        self.ends("server", "pld", "list")

    def test_unknown_outcome(self) -> None:
        self.script("pld.generate", 500)
        self.ends("unknown-outcome", "pld", "generate", *ORDER, "--yes", "--key", "lost",
                  says="journal resume")

    def test_report_failed(self) -> None:
        self.control("settings", ready_after=0.2)
        self.control("fail", family="pld", count=1)
        self.ends("report-failed", "pld", "generate", *ORDER, "--yes", "--wait", "--interval",
                  "100ms")
        self.ends("report-failed", "pld", "wait", "10")

    def test_timed_out(self) -> None:
        self.control("settings", ready_after=60)
        self.ok("pld", "generate", *ORDER, "--yes")
        newest = str(self.newest("pld")["pldId"])
        self.ends("timed-out", "pld", "wait", newest, "--wait-timeout", "300ms")

    def test_declined(self) -> None:
        self.ends("declined", "pld", "generate", *ORDER, says="--yes")
        self.assertEqual(self.bill(), [])

    def test_file_exists(self) -> None:
        (self.work / "report.csv").write_text("mine")
        self.ends("file-exists", "pld", "download", "--id", "50", "--save", "report.csv")
        self.assertEqual((self.work / "report.csv").read_text(), "mine")

    def test_price(self) -> None:
        self.ends("price", "sls", "generate", *STUDY, "--yes", "--max-cost", "0.01")
        self.assertEqual(self.bill(), [])

    def test_exists(self) -> None:
        self.control("settings", ready_after=0)
        self.ok("sls", "generate", *STUDY, "--yes")
        self.ends("exists", "sls", "generate", *STUDY, "--yes", "--allow-duplicate")

    def test_key_used(self) -> None:
        self.ok("pld", "generate", *ORDER, "--yes", "--key", "spring")
        self.ends("key-used", "sls", "generate", *STUDY, "--yes", "--key", "spring")
        self.assertEqual(len(self.bill()), 1)

    def test_duplicate(self) -> None:
        self.ok("pld", "generate", *ORDER, "--yes", "--key", "spring")
        self.ends("duplicate", "pld", "generate", *ORDER, "--yes", "--key", "summer")
        self.assertEqual(len(self.bill()), 1)

    def test_broken_file(self) -> None:
        self.control("fault", operation="file", kind="wrong-type", times=0)
        self.ends("broken-file", "pld", "download", "--id", "50", "--save", "report.xlsx")
        self.assertFalse((self.work / "report.xlsx").exists())

    def test_not_seen(self) -> None:
        """The list does not show the report, and the wait for it is over."""
        empty = '{"success": true, "data": {"totalRecords": 0, "filteredRecords": 0, ' \
                '"pldReportDataList": []}}'
        self.script("pld.list", 200, empty, times=100)
        self.ends("not-seen", "pld", "generate", *ORDER, "--yes", "--wait", "--interval", "100ms",
                  "--wait-timeout", "500ms")

    def test_differs(self) -> None:
        """A report that nobody's key here has bought."""
        self.control("settings", ready_after=0)
        self.ok("pld", "generate", *ORDER, "--yes", "--key", "here")
        self.ok("pld", "generate", *ORDER[:2], *LATER, "--yes", "--key", "elsewhere",
                env={"XDG_STATE_HOME": str(self.home / "other")})
        self.ends("differs", "journal", "reconcile")

    def test_doctor(self) -> None:
        self.ends("doctor", "doctor", env={"IQM_TOKEN": "gone"})

    def test_interrupted(self) -> None:
        self.control("settings", ready_after=60)
        self.ok("pld", "generate", *ORDER, "--yes")
        newest = str(self.newest("pld")["pldId"])
        for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)):
            shown = self.terminal("pld", "wait", newest)
            shown.read_until("next check")
            shown.process.send_signal(number)
            self.assertEqual(shown.end().code, code)


class Table(CommandCase):
    """The table itself."""

    def test_help_and_man_page_have_it(self) -> None:
        shown = " ".join(self.ok("help", "exit-codes").out.split())
        page = (TOP / "generated" / "cli" / "iqm-insights.1").read_text(encoding="utf-8")
        for name, row in TABLE.items():
            self.assertIn(f"{row['code']} {name} {row['doc']}", shown)
            self.assertIn("\\fB%d %s\\fR" % (row["code"], name.replace("-", "\\-")), page)
        for code in (143, 129):
            self.assertIn(str(code), shown)

    def test_each_row_is_provoked(self) -> None:
        for name in TABLE:
            self.assertTrue(hasattr(ExitCodes, f"test_{name.replace('-', '_')}"), name)
        self.assertGreaterEqual(len(TABLE), 12)
