"""`download` of several reports: by their ids, or all that are ready; and to standard output."""
from __future__ import annotations

import json
import os
import unittest
from pathlib import Path

from tests.cli.support.buying_case import BuyingCase
from tests.cli.support.command_case import PATIENCE

FAMILIES = ("pld", "sls", "aqs")


class Several(BuyingCase):
    """Into a directory."""

    def setUp(self) -> None:
        super().setUp()
        self.put = {name: self.control("reports", family=name, count=2)["first"]
                    for name in FAMILIES}

    def files(self) -> list[str]:
        """What was saved."""
        return sorted(path.name for path in (self.work / "d").iterdir())

    def ids(self, family: str) -> list[str]:
        """The two that were put there."""
        return [str(self.put[family]), str(self.put[family] + 1)]

    def test_all_families(self) -> None:
        for family in FAMILIES:
            one, two = self.ids(family)
            rows = self.ok(family, "download", "50", f"{one},{two}", "50", "--save-dir", "d",
                           "-o", "json").json
            self.assertEqual([row["id"] for row in rows], [50, int(one), int(two)])
            for row in rows:
                path = self.work / row["file"]
                self.assertEqual(row["file"], f"d/{family}-{row['id']}.xlsx")
                self.assertEqual((row["outcome"], row["bytes"]), ("saved", path.stat().st_size))
                self.is_whole_archive(path)
                self.assertEqual(path.stat().st_mode & 0o7777, 0o600)
            self.assertEqual(self.asked(f"{family}.list"), 0)
        self.assertEqual((self.work / "d").stat().st_mode & 0o7777, 0o700)
        self.assertEqual(len(self.files()), 9)

    def test_type_and_mode(self) -> None:
        flag = "--file-type"
        self.ok("pld", "download", "50", "--save-dir", "d", flag, "csv", "--mode", "0640")
        path = self.work / "d" / "pld-50.csv"
        self.assertRegex(path.read_text(), "^[^\n]+,[^\n]+\r?\n")
        self.assertEqual(path.stat().st_mode & 0o7777, 0o640)
        self.fails(2, "pld", "download", "50", "--save-dir", "d", flag, "csv", "--name",
                   "{id}.xlsx", says="the request has")

    def test_names_of_what_the_list_shows(self) -> None:
        zone = ("--timezone", "America/New_York")
        for family in FAMILIES:
            row = next(row for row in self.ok(family, "list", "-o", "jsonl").rows
                       if 50 in row.values())
            ids = row.get("campaignIds", row.get("campaignId"))
            campaigns = "+".join(map(str, ids)) if isinstance(ids, list) else str(ids)
            self.ok(family, "download", "50", "--save-dir", "d", "--name",
                    "{Family}_{campaign-id}_{start-date}_{end-date}_{{x}}.csv", *zone)
            name, = (name for name in self.files() if name.startswith(f"{family}_"))
            self.assertRegex(name, rf"^{family}_{campaigns.replace('+', '[+]')}_"
                                   r"\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d_\{x\}\.csv$")
        self.assertEqual(self.asked("pld.list"), 2)

    def test_a_name_is_no_path(self) -> None:
        """What the service calls a report cannot lead out of the directory."""
        self.control("settings", odd_fields={"pldName": "../../up\n\x1b[2J"})
        self.ok("pld", "download", "50", "--save-dir", "d", "--name", "{name}.csv")
        self.assertEqual(self.files(), ["-.-..-up--[2J.csv"])

    def test_templates_that_cannot_be(self) -> None:
        words = ("pld", "download", "50", "51", "--save-dir", "d", "--name")
        self.fails(2, *words, "{idd}.csv", says=r"there is no \{idd\}: expected some of \{family\}"
                                                r", \{id\}, \{name\}, .*, did you mean 'id'\?")
        self.fails(2, *words, "{id}", says=r"--name: .*\.xlsx or \.csv, found '\{id\}'")
        self.fails(2, *words, "{id}.doc", says=r"--name: .*\.xlsx or \.csv")
        self.fails(2, *words, "x/{id}.csv", says="without '/'; --save-dir")
        self.fails(2, *words, "{id.csv", says="a single '{'")
        self.fails(2, *words, "{start-date}.csv", says="is a day of a time zone: add --timezone")
        self.assertEqual(self.look("arrivals"), [])
        self.assertFalse((self.work / "d").exists())
        self.fails(2, *words, "same.csv", says="reports 50 and 51 would both be d/same.csv")
        self.assertEqual(self.asked("pld.download"), 0)

    def test_one_failure_does_not_stop_the_others(self) -> None:
        one, two = self.ids("pld")
        (self.work / "d").mkdir()
        (self.work / "d" / f"pld-{one}.xlsx").write_text("mine")
        result = self.fails(7, "pld", "download", "10", one, "999999", two, "--save-dir", "d",
                            "-o", "json", says="report 10: ")
        self.assertEqual([(row["id"], row["outcome"]) for row in result.json],
                         [(10, "refused"), (int(one), "file-exists"), (999999, "refused"),
                          (int(two), "saved")])
        self.assertEqual((self.work / "d" / f"pld-{one}.xlsx").read_text(), "mine")
        self.is_whole_archive(self.work / "d" / f"pld-{two}.xlsx")
        errors = [json.loads(line)["error"]["exit"] for line in result.err.splitlines()
                  if '"error"' in line]
        self.assertEqual(errors, [7, 15, 7])

    def test_a_report_that_the_list_has_not(self) -> None:
        result = self.fails(6, "pld", "download", "999999", "50", "--save-dir", "d", "--name",
                            "{campaign-name}-{id}.csv", "-o", "json",
                            says="the list of pld reports has no report 999999")
        self.assertEqual([row["outcome"] for row in result.json], ["not-found", "saved"])

    def test_a_dead_token_stops_all(self) -> None:
        result = self.fails(4, "pld", "download", "50", "51", "--save-dir", "d", "-o", "json",
                            env={"IQM_TOKEN": "dead"})
        self.assertEqual([row["outcome"] for row in result.json], ["auth", "not tried"])

    def test_ctrl_c_stops_all(self) -> None:
        self.fault("file", "silent-in-body")
        shown = self.terminal("pld", "download", "50", *self.ids("pld"), "--save-dir", "d")
        shown.read_until(r"1 of 3, pld-50\.xlsx: \d+")
        shown.type("\x03")
        result = shown.end()
        self.assertEqual(result.code, 130, result)
        self.assertEqual(result.out.count("not tried"), 2)

    def test_next_step(self) -> None:
        result = self.terminal("pld", "download", "9", "10", "--save-dir", "d").end()
        self.assertEqual(result.code, 7, result)
        self.assertTrue(result.out.endswith("Next: iqm-insights pld wait 9,10\n"), result)

    def test_how_they_are_named(self) -> None:
        self.ok("pld", "download", "--id", "50", "--save-dir", "d")
        for words, says in ((("50", "--id", "50", "--save-dir", "d"), "'50' and --id both name"),
                            (("50", "51"), "several reports need --save-dir"),
                            (("50", "51", "--save", "x.csv"), "several reports need --save-dir"),
                            (("50", "--name", "{id}.csv"), "--name needs --save-dir"),
                            (("--all-ready",), "--all-ready needs --save-dir"),
                            (("50", "--all-ready", "--save-dir", "d"), "takes no ids"),
                            (("50", "--save", "x.csv", "--save-dir", "d"), "both given"),
                            (("50",), "expected --save FILE or --save-dir DIR, or for the "
                                      "signed URL --file-type"),
                            (("--file-type", "csv"), "expected the id of a report"),
                            (("--save-dir", "d"), "expected the id of a report"),
                            (("50,", "--save-dir", "d"), "'' is not an id"),
                            (("fifty", "--save-dir", "d"), "'fifty' is not an id"),
                            (("50", "--save-dir", "d", "--mode", "9"), "--mode")):
            self.fails(2, "pld", "download", *words, says=says)
        (self.work / "f").write_text("")
        self.fails(1, "pld", "download", "50", "--save-dir", "f", says='the directory "f" cannot')
        self.fails(1, "pld", "download", "50", "--save-dir", "no/d", says="No such file")
        self.fails(1, "pld", "download", "50", "--save", "no/r.csv",
                   says='cannot open the folder of "no/r.csv": No such file')

    def test_columns(self) -> None:
        words = ("pld", "download", "50", "--save-dir", "d", "-o", "csv", "--columns")
        self.fails(2, *words, "url", says="'url'")
        self.assertEqual(self.ok(*words, "outcome,id").out.splitlines(), ["outcome,id", "saved,50"])
        self.fails(2, "pld", "download", "50", "--save", "it.csv", "--columns", "outcome",
                   says="'outcome'")
        self.assertEqual(self.asked("pld.download"), 1)

    def test_a_link_of_one(self) -> None:
        """Which is a secret that is asked for."""
        links = []
        for words in (("50",), ("--id", "50")):
            process = self.start("pld", "download", *words, "--file-type", "csv", "-o", "json")
            links.append(json.loads(process.communicate(timeout=PATIENCE)[0])["pldReportUrl"])
        self.assertEqual(links[0].partition("?")[0], links[1].partition("?")[0])


class AllReady(BuyingCase):
    """Whatever is ready and not there yet."""

    def test_all_families_and_once_more(self) -> None:
        for family in FAMILIES:
            for status in ("ready", "processing", "failed"):
                self.control("reports", family=family, count=2, status=status)
            words = (family, "download", "--all-ready", "--save-dir", "d", "-o", "json")
            rows = self.ok(*words).json
            self.assertEqual([row["outcome"] for row in rows], ["saved"] * 3)
            self.forget_rate_limit()
            asked = self.asked(f"{family}.download")
            self.control("reports", family=family, count=1)
            result = self.ok(*words)
            self.assertEqual(sorted(row["outcome"] for row in result.json),
                             ["exists"] * 3 + ["saved"])
            self.assertEqual(result.err.count("exists already"), 3)
            # The ids of failed rows without a status name may also mean ready.
            unsure = 6 if family == "pld" else 0
            self.assertEqual(self.asked(f"{family}.download"), asked + unsure + 1)
            self.forget_rate_limit()
        self.assertEqual(len(list((self.work / "d").iterdir())), 12)

    def test_whatever_the_status_ids_mean(self) -> None:
        for table in ("insights", "reports"):
            self.control("settings", status_table=table, status_names=False)
            for status in ("ready", "processing", "failed"):
                self.control("reports", family="sls", count=1, status=status)
            rows = self.ok("sls", "download", "--all-ready", "--save-dir", table, "-o",
                           "json").json
            self.assertEqual([row["outcome"] for row in rows], ["saved"] * len(rows))
            saved = {row["id"] for row in rows}
            self.assertEqual(len(list((self.work / table).iterdir())), len(saved))
            self.assertIn(50, saved)
            self.forget_rate_limit()

    def test_of_all_pages(self) -> None:
        self.control("reports", family="sls", count=1001, status="failed")
        rows = self.ok("sls", "download", "--all-ready", "--save-dir", "d", "-o", "json").json
        self.assertEqual([(row["id"], row["outcome"]) for row in rows], [(50, "saved")])
        self.assertGreater(self.asked("sls.list"), 1)

    def test_none(self) -> None:
        body = json.dumps({"success": True, "data": {"totalRecords": 0, "filteredRecords": 0,
                                                     "pldReportDataList": []}})
        self.control("script", operation="pld.list", status=200, body=body, times=1)
        result = self.ok("pld", "download", "--all-ready", "--save-dir", "d", "-o", "json")
        self.assertEqual(result.json, [])


class Output(BuyingCase):
    """--save -"""

    WORDS = ("pld", "download", "50", "--save", "-")

    def saved(self, *words: str) -> bytes:
        """What came on standard output, into a file."""
        with open(self.work / "out", "wb") as out:
            process = self.start(*self.WORDS, *words, stdout=out)
            result = self.finish(process)
        self.assertEqual(result.code, 0, result)
        return (self.work / "out").read_bytes()

    def test_bytes_of_the_file(self) -> None:
        for words, name in (((), "it.xlsx"), (("--file-type", "csv"), "it.csv")):
            self.ok("pld", "download", "50", "--save", name)
            self.assertEqual(self.saved(*words), (self.work / name).read_bytes())

    def test_into_a_pipe(self) -> None:
        self.ok("pld", "download", "50", "--save", "it.csv")
        shown = self.ok(*self.WORDS, "--file-type", "csv")
        with open(self.work / "it.csv", newline="", encoding="utf-8") as file:
            self.assertEqual(shown.out, file.read().replace("\r\n", "\n"))
        self.assertEqual(shown.err, "")

    def test_terminal(self) -> None:
        result = self.terminal(*self.WORDS).end()
        self.assertEqual(result.code, 2)
        self.assertIn("--save -: a file of type xlsx is not for a terminal", result.out)
        self.assertEqual(self.asked("pld.download"), 0)
        self.lay_out("a,b\n\x1b[2J\x9b31m\xe9\u202e,\u6771\n")
        result = self.terminal(*self.WORDS, "--file-type", "csv").end()
        self.assertEqual(result.code, 0, result)
        self.assertNotRegex(result.out, "[\x1b\x9b\u202e]")
        self.assertRegex(result.out, r"^a,b\n.*\[2J.*31m\xe9.*,\u6771\n$")

    def test_terminal_gets_whole_characters(self) -> None:
        """Wherever the transfer cuts them."""
        rows = "a,b\n" + "".join(f"{n}\u6771\u4eac\U0001f5fc,\xe9\n" for n in range(9000))
        self.lay_out(rows)
        result = self.terminal(*self.WORDS, "--file-type", "csv").end()
        self.assertEqual(result.out, rows)

    def test_mode_is_for_files(self) -> None:
        self.fails(2, *self.WORDS, "--mode", "0644", says="--mode is for a file")
        self.fails(2, "pld", "download", "50", "51", "--save", "-", says="--save-dir")

    def test_not_ready(self) -> None:
        result = self.fails(7, "pld", "download", "10", "--save", "-", says="report 10: ")
        self.assertEqual(result.out, "")

    def test_full_disk(self) -> None:
        full = Path("/dev/full")
        with open(full, "wb") as out:
            result = self.finish(self.start(*self.WORDS, stdout=out))
        self.assertEqual(result.code, 1, result)
        self.assertIn("No space left", result.err)
        self.assertFalse(os.path.exists(self.work / "-"))


if __name__ == "__main__":
    unittest.main()
