"""`journal list` and `journal resume`."""
from __future__ import annotations

import signal
import subprocess
import unittest
from typing import Optional

from tests.cli.support.buying_case import (DATES, EMPTY, NEWEST, ORDER, SCORE, SOON, STUDY,
                                           BuyingCase)


class JournalCase(BuyingCase):
    """Purchases that are left unfinished in several ways."""

    def interrupted(self, key: str, *more: str, campaign: str = "451351",
                    day: str = "2024-11-21") -> None:
        """Bought, and killed while it was waited for."""
        self.control("settings", ready_after=60.0)
        polls = self.asked("pld.list")
        process = self.start("pld", "generate", "--campaign-id", campaign, "--start-date", day,
                             "--end-date", day, "--timezone", "UTC", "--yes", "--wait", "--key",
                             key, *more, *SOON)
        self.addCleanup(process.kill)
        self.until(lambda: self.asked("pld.list") > polls + 2)  # before, to find it, to wait
        process.send_signal(signal.SIGKILL)
        process.communicate()
        self.forget_rate_limit()

    def ready(self) -> None:
        """All reports are."""
        self.control("clock", advance=120)

    def resume(self, *words: str, code: int = 0) -> dict[str, dict[str, object]]:
        """`journal resume`: its rows by key."""
        result = self.run_it("journal", "resume", *words, *SOON, "-o", "jsonl")
        self.assertEqual(result.code, code, result)
        return {row["key"]: row for row in result.rows}


class Listed(JournalCase):
    """`journal list`."""

    def test_nothing(self) -> None:
        self.assertEqual(self.ok("journal", "list", "-o", "json").json, [])

    def test_rows(self) -> None:
        self.ok(*ORDER, "--yes", "--key", "one")
        self.control("script", sample="sls.generate.response.200-processing.json")
        self.fails(7, *STUDY, "--yes", "--key", "two")
        self.interrupted("three", "--save", "it.xlsx", campaign="451350")
        self.control("settings", ready_after=0.0)
        self.ok(*SCORE, "--yes", "--key", "four", "--save", "four.csv", *SOON)
        rows = self.journal()
        self.assertEqual([(r["key"], r["operation"], r["state"], r.get("id"), r.get("next"))
                          for r in rows],
                         [("one", "pld.generate", "bought", 51, None),
                          ("two", "sls.generate", "refused", None, None),
                          ("three", "pld.generate", "bought", 52, "save"),
                          ("four", "aqs.generate", "bought", 51, None)])
        self.assertEqual(rows[0]["request"]["campaignId"], 451351)
        self.assertEqual([r.get("file") for r in rows[1:]],
                         [None, str(self.work / "it.xlsx"), str(self.work / "four.csv")])
        self.assertGreater(rows[0]["time"], 1_700_000_000)

    def test_needs_no_log_in(self) -> None:
        self.ok(*ORDER, "--yes", "--key", "one")
        env: dict[str, Optional[str]] = {"IQM_TOKEN": None, "IQM_BASE_URL": "ftp://nonsense"}
        self.assertIn("one", self.ok("journal", "list", env=env).out)

    def test_times_in_a_zone(self) -> None:
        self.ok(*ORDER, "--yes", "--key", "one")
        zone = ("--timezone", "Asia/Kathmandu")
        self.assertIn("+05:45", self.ok("journal", "list", *zone, "-o", "csv").out)
        self.fails(2, "journal", "list", "--timezone", "Nowhere")

    def test_damaged(self) -> None:
        self.state.mkdir(parents=True)
        (self.state / "journal").write_text("what is this?\n")
        self.fails(1, "journal", "list", says="journal")


class Resumed(JournalCase):
    """`journal resume`."""

    def test_nothing(self) -> None:
        self.ok(*ORDER, "--yes")
        self.assertIn("nothing to resume", self.ok("journal", "resume").err)
        self.assertEqual(self.resume(), {})

    def test_waits_and_saves(self) -> None:
        self.interrupted("k", "--save", "it.xlsx")
        self.ready()
        row = self.resume()["k"]
        self.assertEqual({k: row[k] for k in ("operation", "outcome", "id", "status", "file")},
                         {"operation": "pld.generate", "outcome": "bought", "id": 51,
                          "status": "ready", "file": str(self.work / "it.xlsx")})
        self.is_whole_archive(self.work / "it.xlsx")
        self.assertEqual(self.unfinished(), [])
        self.assertEqual(self.resume(), {})
        self.bought(1)
        self.assertEqual(self.asked("pld.generate"), 1)

    def test_named(self) -> None:
        self.interrupted("a", campaign="451351")
        self.interrupted("b", campaign="451350")
        self.ready()
        self.assertEqual(list(self.resume("b")), ["b"])
        self.assertEqual(self.unfinished(), ["a"])
        self.fails(2, "journal", "resume", "c", says="no purchase 'c'")
        self.assertEqual(list(self.resume("a")), ["a"])

    def test_finished_ones_may_be_named(self) -> None:
        self.ok(*ORDER, "--yes", "--key", "k")
        self.assertEqual(self.resume("k")["k"]["id"], 51)

    def soon_is_saved(self) -> "subprocess.Popen[str]":
        """Behind a purchase that takes its time there is one whose file could be had."""
        self.control("settings", ready_after=0.1)
        other = ("pld", "generate", "--campaign-id", "451350", *DATES, "--yes", "--key", "soon")
        self.fault("file", "wrong-type")
        self.fails(19, *other, "--save", "soon.xlsx", *SOON)
        self.forget_rate_limit()
        process = self.start("journal", "resume", "-o", "jsonl", *SOON)
        self.addCleanup(process.kill)
        self.until((self.work / "soon.xlsx").exists)
        return process

    def test_a_late_report_holds_up_nobody(self) -> None:
        self.interrupted("late", "--save", "late.xlsx")
        process = self.soon_is_saved()
        self.ready()
        result = self.finish(process)
        self.assertEqual(result.code, 0, result)
        self.assertEqual([r["status"] for r in result.rows], ["ready", "ready"])
        self.is_whole_archive(self.work / "late.xlsx")

    def test_one_that_is_not_seen_holds_up_nobody(self) -> None:
        self.fault("pld.generate", "lost-before")
        self.fails(11, *ORDER, "--yes", "--key", "late", "--wait", "--wait-timeout", "300ms", *SOON)
        process = self.soon_is_saved()
        process.send_signal(signal.SIGINT)
        result = self.finish(process)
        self.assertEqual(result.code, 130, result)
        self.assertEqual([(r["key"], r.get("status")) for r in result.rows],
                         [("late", None), ("soon", "ready")])
        self.assertEqual(self.unfinished(), ["late"])

    def test_one_reading_of_the_list(self) -> None:
        """For all keys whose reports are not known: each was bought, and then no list came."""
        for day, key in enumerate("abcxyz", 11):
            if key in "abc":
                self.fault("pld.generate", "reset-after-request")
            self.fault("pld.list", "404", after=1, times=0)
            self.run_it("pld", "generate", "--campaign-id", "451351", "--start-date",
                        f"2024-11-{day}", "--end-date", f"2024-11-{day}", "--timezone", "UTC",
                        "--yes", "--key", key)
            self.control("unfault")
            self.forget_rate_limit()
        self.assertEqual([(row["state"], row.get("id")) for row in self.journal()],
                         [("unknown", None)] * 3 + [("bought", None)] * 3)
        before = self.asked("pld.list")
        rows = self.resume(*"abcxyz")
        self.assertEqual([(row["outcome"], row["id"]) for row in rows.values()],
                         [("bought", id) for id in range(51, 57)])
        self.assertEqual(self.asked("pld.list") - before, 1)

    def test_refused(self) -> None:
        self.control("script", sample="pld.generate.response.200-failure.json")
        self.fails(7, *ORDER, "--yes", "--key", "k", "--save", "it.xlsx")
        self.assertEqual(self.resume(), {})
        self.assertEqual(self.resume("k")["k"]["outcome"], "refused")
        self.assertEqual(self.unfinished(), [])

    def test_report_failed(self) -> None:
        self.control("fail", family="pld", count=1)
        self.interrupted("k", "--save", "it.xlsx")
        self.ready()
        self.assertEqual(self.resume(code=12)["k"]["status"], "failed")
        self.assertEqual(self.unfinished(), [])

    def test_report_gone(self) -> None:
        self.control("fail", family="pld", count=1)
        self.interrupted("k")
        self.ready()
        self.assertEqual(self.raw("DELETE", "/api/v3/ins/pld-reports?pldIds=51").status, 200)
        self.assertEqual(self.resume(code=6)["k"]["status"], "gone")
        self.assertEqual(self.unfinished(), ["k"])  # the list may show it again

    def test_another_process_is_at_it(self) -> None:
        self.control("settings", ready_after=60.0)
        process = self.start(*ORDER, "--yes", "--key", "k", "--save", "it.xlsx", *SOON[:2])
        self.until(lambda: self.bill())
        self.assertEqual(self.resume()["k"]["outcome"], "busy")
        self.assertEqual(self.resume("k", code=18)["k"]["outcome"], "busy")
        self.assertEqual(self.unfinished(), ["k"])
        self.ready()
        self.assertEqual(self.finish(process).code, 0)
        self.is_whole_archive(self.work / "it.xlsx")

    def test_signal(self) -> None:
        self.interrupted("k")
        shown = self.terminal("journal", "resume", *SOON)
        shown.read_until("next check")
        shown.type("\x03")
        result = shown.end()
        self.assertEqual(result.code, 130)
        self.assertIn("Next: iqm-insights journal resume k\n", result.out)
        self.assertEqual(self.unfinished(), ["k"])

    def test_most_telling(self) -> None:
        self.control("fail", family="pld", count=1)
        self.interrupted("a", campaign="451351")
        self.ready()
        self.interrupted("b", campaign="451350")
        rows = self.resume("--wait-timeout", "300ms", code=12)
        self.assertEqual([r["status"] for r in rows.values()], ["failed", "processing?"])

    def test_odd_keys(self) -> None:
        for i, key in enumerate(("../x", "a b", ".lock", "50%", "it's")):
            with self.subTest(key=key):
                self.interrupted(key, day=f"2024-11-1{i}")
                self.ready()
                self.assertEqual(list(self.resume(key)), [key])
                self.assertEqual(self.unfinished(), [])

    def test_elsewhere(self) -> None:
        self.interrupted("k", "--save", "it.xlsx")
        self.ready()
        before = len(self.look("arrivals"))
        for words, says in ((("--ow-id", "200002"), f"{self.sandbox.url}, workspace 200002"),
                            (("--base-url", "https://example.com"),
                             "https://example.com, workspace 200001")):
            says = (f"'k' was made at {self.sandbox.url} in workspace 200001; the settings lead to "
                    f"{says}")
            result = self.ok("journal", "resume", *words, "-o", "jsonl")
            self.assertEqual(result.rows[0]["outcome"], "elsewhere")
            self.assertIn(f"Left out: the purchase {says}.", result.err)
            self.fails(18, "journal", "resume", "k", *words, says=f"{says}; nothing was sent")
            self.fails(18, "journal", "settle", "k", "--bought", "51", *words, says=says)
            self.fails(18, "pld", "generate", "--campaign-id", "451351", "--start-date",
                       "2024-11-21", "--end-date", "2024-11-21", "--timezone", "UTC", "--key", "k",
                       "--yes", *words, says=f"{says}; nothing was sent")
            self.assertEqual(self.unfinished(), ["k"])
        self.assertEqual(len(self.look("arrivals")), before)
        self.assertEqual(self.resume()["k"]["status"], "ready")
        self.bought(1)

    def have_profile(self) -> None:
        """An empty section."""
        config = self.home / ".config" / "iqm-insights" / "config"
        config.parent.mkdir(parents=True)
        config.write_text("[work]\n")

    def test_profiles_share_the_journal(self) -> None:
        self.have_profile()
        self.interrupted("k", "--profile", "work")
        self.ready()
        self.assertEqual(list(self.resume()), ["k"])
        again = self.ok("pld", "generate", "--campaign-id", "451351", "--start-date", "2024-11-21",
                        "--end-date", "2024-11-21", "--timezone", "UTC", "--key", "k", "--yes",
                        "--profile", "work", "-o", "json")
        self.assertEqual((again.json["outcome"], again.json["id"]), ("bought before", 51))
        self.bought(1)

    def test_the_profile_is_in_what_to_run(self) -> None:
        self.have_profile()
        self.control("settings", ready_after=60.0)
        self.fails(13, *ORDER, "--yes", "--wait", "--wait-timeout", "300ms", "--profile", "work",
                   *SOON, "--key", "k", says="journal resume --profile work k\n")

    def test_recorded_in_another_dialect(self) -> None:
        self.fault("aqs.generate", "reset-after-request")
        self.fault("aqs.list", "500", after=1, times=0)
        self.fails(11, *SCORE, "--yes", "--key", "k", "--dialect", "openapi", "--timeout", "2s")
        self.control("unfault")
        self.forget_rate_limit()
        row = self.resume()["k"]
        self.assertEqual((row["outcome"], row["id"]), ("bought", 51))
        self.bought(1)

    def test_several_fit(self) -> None:
        """Somebody else bought the same at the same time."""
        self.control("settings", always_sell=True, ready_after=60.0)
        self.fault("pld.generate", "reset-after-request")
        self.control("script", operation="pld.list", status=200, body=NEWEST)
        self.control("script", operation="pld.list", status=200, body=EMPTY)
        self.fails(11, *ORDER, "--yes", "--key", "k")
        self.assertEqual(self.post("/pld-report", campaignId=451351, pldStartDate=1732165200000,
                                   pldEndDate=1732424399000).status, 200)
        result = self.fails(11, "journal", "resume", says="2 reports of the list may be it")
        self.assertRegex(result.out, "unknown")
        self.assertEqual(self.unfinished(), ["k"])


if __name__ == "__main__":
    unittest.main()
