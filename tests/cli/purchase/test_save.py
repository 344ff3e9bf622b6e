"""Saving files: types, progress, and what stops it."""
from __future__ import annotations

import resource
import signal
import time
import unittest
from pathlib import Path

from tests.cli.support.buying_case import ORDER, SOON, BuyingCase

ODD = "Campaign,Clicks,Cost\nSpring,1,2\nTotal,3"


def small_files() -> None:
    """In the child: no file over 4,000 bytes, as on a disk that is full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))


class Saves(BuyingCase):
    """`download --save`."""

    SAVE = ("pld", "download", "--id", "50", "--save")

    @property
    def path(self) -> Path:
        return self.work / "it.xlsx"

    def test_type_is_the_ending(self) -> None:
        shown = self.ok(*self.SAVE, "it.xlsx", "-o", "json").json
        self.is_whole_archive(self.path)
        self.assertEqual(shown, {"id": 50, "file": "it.xlsx", "bytes": self.path.stat().st_size})
        for name in ("it.csv", "IT.CSV"):
            self.ok(*self.SAVE, name)
            self.assertRegex((self.work / name).read_text(), "^[^\n]+,[^\n]+\r?\n")

    def test_odd_file_is_kept(self) -> None:
        self.lay_out(ODD)
        for words in ((), ("-q",)):
            shown = self.ok(*self.SAVE, "it.csv", *words)
            self.assertEqual("Note on it.csv: it is not a CSV file as it should be: its last row "
                             "has 2 fields, its first 3.\n" in shown.err, not words, shown)
            self.assertEqual((self.work / "it.csv").read_text(), ODD)
            (self.work / "it.csv").unlink()
        self.fails(19, *self.SAVE, "it.csv", "--strict",
                   says=r"What came is kept in it\.csv\.part(.|\n)*its last row has 2 fields")
        self.assertFalse((self.work / "it.csv").exists())
        self.assertEqual((self.work / "it.csv.part").read_text(), ODD)

    def test_a_run_that_continues_saves_alike(self) -> None:
        """--strict and --mode are on record with the purchase."""
        self.lay_out(ODD)
        self.fails(19, *ORDER, "--yes", "--key", "k", "--save", "it.csv", "--strict", "--mode",
                   "0640", *SOON)
        self.fails(19, "journal", "resume", *SOON)
        self.laid.append(ODD + ",4\n")
        self.ok("journal", "resume", *SOON)
        self.assertEqual((self.work / "it.csv").stat().st_mode & 0o7777, 0o640)
        self.bought(1)

    def test_error_page_is_refused(self) -> None:
        self.lay_out("<Error><Code>AccessDenied</Code></Error>")
        self.fails(19, *self.SAVE, "it.csv",
                   says="not a CSV file, but XML: it begins with '<Error><Code>AccessDenied")
        self.assertFalse((self.work / "it.csv").exists())
        self.assertTrue((self.work / "it.csv.part").exists())

    def test_unknown_ending(self) -> None:
        for name in ("it.doc", "it", "csv", "it.csv/"):
            self.fails(2, *self.SAVE, name, says=r"\.xlsx or \.csv")
        self.assertEqual(self.look("arrivals"), [])

    def test_type_that_the_family_has_not(self) -> None:
        """Found before anything is bought, or asked for."""
        for name, words in (("it.pdf", self.SAVE), ("it.zip", self.SAVE),
                            ("it.pdf", (*ORDER, "--yes", "--save"))):
            self.fails(2, *words, name, says=r"ends in \.xlsx or \.csv, found 'it\.")
        self.assertEqual(self.look("arrivals"), [])
        self.ok("sls", "download", "--id", "50", "--save", "it.pdf")

    def test_type_against_the_ending(self) -> None:
        self.fails(2, *self.SAVE, "it.csv", "--file-type", "xlsx",
                   says="ends in that of file type 2, but the request has 1")
        self.assertEqual(self.look("arrivals"), [])
        self.ok(*self.SAVE, "it.csv", "--file-type", "csv")

    def test_mode(self) -> None:
        """Health data is its owner's alone, unless somebody says otherwise."""
        self.ok(*self.SAVE, "it.xlsx")
        self.assertEqual(self.path.stat().st_mode & 0o7777, 0o600)
        self.ok(*self.SAVE, "it.csv", "--mode", "0640")
        self.assertEqual((self.work / "it.csv").stat().st_mode & 0o7777, 0o640)
        self.ok(*ORDER, "--yes", "--save", "bought.xlsx", *SOON, umask=0)
        self.assertEqual((self.work / "bought.xlsx").stat().st_mode & 0o7777, 0o600)
        came = len(self.look("arrivals"))
        for words in (self.SAVE, (*ORDER, "--yes", "--save")):
            for mode in ("", "0", "64", "rw", "0999", "01777", "-600"):
                self.fails(2, *words, "no.csv", f"--mode={mode}", says="--mode")
        self.assertEqual(len(self.look("arrivals")), came)

    def test_never_replaced(self) -> None:
        self.path.write_text("mine")
        self.fails(15, *self.SAVE, "it.xlsx")
        self.assertEqual(self.path.read_text(), "mine")

    def test_not_ready(self) -> None:
        self.fails(7, "pld", "download", "--id", "10", "--save", "it.xlsx", says="ready")
        self.assertFalse(self.path.exists())

    def test_full_disk_and_on(self) -> None:
        self.ok("pld", "wait", "50")  # makes the file of the rate limit, which is larger
        result = self.fails(1, *self.SAVE, "it.xlsx", says="File too large",
                            preexec_fn=small_files)
        self.assertFalse(self.path.exists(), result)
        self.assertGreater((self.work / "it.xlsx.part").stat().st_size, 0)
        self.ok(*self.SAVE, "it.xlsx")
        self.is_whole_archive(self.path)

    def test_ctrl_c_and_on(self) -> None:
        self.fault("file", "silent-in-body")
        shown = self.terminal(*self.SAVE, "it.xlsx")
        shown.read_until(r"it\.xlsx: \d+")
        shown.type("\x03")
        result = shown.end()
        self.assertEqual(result.code, 130, result)
        self.assertIn("it.xlsx.part. To continue, run the same command again\n"
                      "Next: iqm-insights pld download --id 50 --save it.xlsx\n", result.out)
        self.assertFalse(self.path.exists())
        part = (self.work / "it.xlsx.part").stat().st_size
        self.assertGreater(part, 0)
        self.ok(*self.SAVE, "it.xlsx")
        self.is_whole_archive(self.path)
        last = self.look("requests?of=files&last=1")[0]
        self.assertIn(["Range", f"bytes={part}-"], last["headers"])


class Shown(BuyingCase):
    """Progress of a file that comes slowly."""

    SLOW = ("pld", "download", "--id", "50", "--save", "it.csv")

    def setUp(self) -> None:
        super().setUp()
        self.fault("file", "silent-in-body")  # then what is left, after the stall

    def test_on_a_terminal(self) -> None:
        shown = self.terminal(*self.SLOW)
        shown.read_until(r"\rit\.csv: [\d.]+ K?B of [\d.]+ K?B, \d+%")
        shown.type("\x03")
        text = shown.end().out
        self.assertRegex(text, r"\r\x1b\[Kiqm-insights: report 50: save: cancelled")

    def test_quiet_and_without_a_terminal(self) -> None:
        for words in ((*self.SLOW, "-q"), self.SLOW):
            came = len(self.look("requests?of=files"))
            process = self.start(*words)
            self.until(lambda: len(self.look("requests?of=files")) > came)
            time.sleep(0.2)
            process.send_signal(signal.SIGINT)
            result = self.finish(process)
            self.assertEqual(result.code, 130)
            self.assertNotRegex(result.err, r"it\.csv: \d")  # a line in ten seconds
            self.fault("file", "silent-in-body")


class Bought(BuyingCase):
    """A purchase whose file cannot be saved now is continued."""

    WORDS = (*ORDER, "--yes", "--save", "it.xlsx", "--key", "k", *SOON)

    def go_on(self) -> None:
        self.assertEqual(self.unfinished(), ["k"])
        row = self.ok("journal", "resume", *SOON, "-o", "json").json[0]
        self.assertEqual((row["file"], row["bytes"]), (str(self.work / "it.xlsx"),
                                                       (self.work / "it.xlsx").stat().st_size))
        self.is_whole_archive(self.work / "it.xlsx")
        self.bought(1)
        self.assertEqual(self.unfinished(), [])

    def test_full_disk(self) -> None:
        self.ok("pld", "wait", "50")  # makes the file of the rate limit, which is larger
        result = self.fails(1, *self.WORDS, "-o", "json", says="File too large",
                            preexec_fn=small_files)
        self.assertEqual((result.json["outcome"], result.json["status"]), ("bought", "ready"))
        self.assertNotIn("file", result.json)
        self.assertIn("iqm-insights journal resume k", result.err)
        self.go_on()

    def test_ctrl_c(self) -> None:
        self.fault("file", "silent-in-body")
        shown = self.terminal(*self.WORDS)
        shown.read_until(r"it\.xlsx: \d+")
        shown.type("\x03")
        result = shown.end()
        self.assertEqual(result.code, 130, result)
        self.assertIn("Next: iqm-insights journal resume k\n", result.out)
        self.assertRegex(result.out, "outcome +bought")
        self.go_on()

    def test_broken_file(self) -> None:
        self.fault("file", "wrong-type")
        self.fails(19, *self.WORDS)
        self.go_on()

    def test_file_came_meanwhile(self) -> None:
        self.control("settings", ready_after=60.0)
        process = self.start(*self.WORDS)
        self.until(lambda: self.asked("pld.list") > 2)
        (self.work / "it.xlsx").write_text("mine")
        self.control("clock", advance=60)
        self.assertEqual(self.finish(process).code, 15)
        self.fails(15, "journal", "resume")
        self.assertEqual((self.work / "it.xlsx").read_text(), "mine")
        (self.work / "it.xlsx").rename(self.work / "mine.xlsx")
        self.go_on()


if __name__ == "__main__":
    unittest.main()
