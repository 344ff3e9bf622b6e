"""tsv, csv for spreadsheets, and JSON of chosen columns."""
from __future__ import annotations

import csv
import io
import json

from tests.cli.support.output_case import OutputCase

NAMES = ["a,b", 'say "no"', "two\nlines", "two\r\nends", "\ttab", "back\\slash\\n", "=1+1", "+1",
         "-1", "@sum", "", "é 東"]
ROWS = json.dumps({"pldReportDataList": [{"pldId": -i, "pldName": name}
                                         for i, name in enumerate(NAMES)]})
CHOSEN = ("--columns", "id,name")


class Tsv(OutputCase):
    """-o tsv"""

    def test_each_row_is_a_line(self) -> None:
        head, *lines = self.print("pld.list", ROWS, "tsv", *CHOSEN).out.split("\n")[:-1]
        self.assertEqual(head, "id\tname")
        self.assertEqual(len(lines), len(NAMES))
        for number, (line, name) in enumerate(zip(lines, NAMES)):
            first, second = line.split("\t")
            self.assertEqual(int(first), -number)
            plain = second.replace("\\\\", "\0").replace("\\t", "\t").replace("\\n", "\n")
            self.assertEqual(plain.replace("\\r", "\r").replace("\0", "\\"), name)

    def test_all_commands_have_it(self) -> None:
        self.assertTrue(self.ok("config", "list", "-o", "tsv").out.startswith("setting\tvalue\t"))
        self.assertTrue(self.ok("pld", "wait", "50", "-o", "tsv").out
                        .startswith("id\tstatus\tstatus-name\n50\tready\t"))
        self.assertTrue(self.ok("pld", "list", env={"IQM_OUTPUT": "tsv"}).out.startswith("id\t"))


class Excel(OutputCase):
    """--excel"""

    def test_texts_are_guarded_and_numbers_are_numbers(self) -> None:
        for words in (("csv", "--excel"), ("csv", "--excel", "--all")):
            out = self.print("pld.list", ROWS, *words, *CHOSEN).out
            self.assertTrue(out.startswith("\ufeffid,name\r\n"))
            self.assertEqual(out.count("\ufeff"), 1)
            rows = list(csv.reader(io.StringIO(out[1:], newline="")))[1:]
            self.assertEqual([int(row[0]) for row in rows], [-i for i in range(len(NAMES))])
            for row, name in zip(rows, NAMES):
                run = name[:1] in ("=", "+", "-", "@", "\t", "\r") and name
                self.assertEqual(row[1], f"'{name}" if run else name)

    def test_it_implies_csv(self) -> None:
        self.assertTrue(self.ok("pld", "list", "--excel").out.startswith("\ufeffid,"))
        out = self.ok("pld", "list", "--excel", env={"IQM_OUTPUT": "json"}).out
        self.assertTrue(out.startswith("\ufeffid,"))
        for form in ("json", "jsonl", "tsv", "table"):
            self.fails(2, "pld", "list", "--excel", "-o", form, says=f"not for -o {form}")
        self.assertEqual([name for _, name, _ in self.look("arrivals")], ["pld.list"] * 2)

    def test_without_it_lines_end_in_lf(self) -> None:
        out = self.whole("pld", "list", "-o", "csv").out
        self.assertNotIn("\r", out)
        self.assertTrue(out.startswith("id,"))


class Fields(OutputCase):
    """--fields, with json and jsonl too"""

    DATA = ('{"pldReportDataList":[{"pldId":7,"pldName":"A","pldStatusId":2,"campaignIds":[1,2],'
            '"startDate":1732165200000,"new":1},{"pldId":"x","isCampaignEligible":true}],'
            '"filteredRecords":2}')
    FIRST = {"id": 7, "status": "ready?", "campaign-ids": [1, 2],
             "start-date": "2024-11-21T05:00:00Z"}
    LIST = ("--fields", "id,status,campaign-ids,start-date,is-campaign-eligible")

    def test_json(self) -> None:
        for more in ((), ("--all",)):
            rows = self.print("pld.list", self.DATA, "json", *self.LIST, *more).json
            self.assertEqual(rows, [self.FIRST, {"id": None, "is-campaign-eligible": True}])
            rows = self.print("pld.list", self.DATA, "jsonl", *self.LIST, *more).rows
            self.assertEqual(rows, [self.FIRST, {"id": None, "is-campaign-eligible": True}])

    def test_times_are_in_the_zone(self) -> None:
        row = self.print("pld.list", self.DATA, "json", *self.LIST, "--timezone",
                         "America/New_York").json[0]
        self.assertEqual(row["start-date"], "2024-11-21T00:00:00-05:00")

    def test_all_columns(self) -> None:
        row = self.print("pld.list", self.DATA, "json", "--fields", "all").json[0]
        self.assertEqual((row["name"], row["status"], row["status-id"]), ("A", "ready?", 2))
        self.assertNotIn("new", row)

    def test_objects(self) -> None:
        data = ('{"slsReportCreatable":true,"slsChargeableCost":25.50,'
                '"slsReportTypeIds":[1],"message":"x"}')
        shown = self.print("sls.compute", data, "json", "--fields", "chargeable-cost,message")
        self.assertEqual(shown.json, {"chargeable-cost": 25.5, "message": "x"})

    def test_nests(self) -> None:
        groups = '[{"audienceId":101,"conceptGroupId":"202335"},{"conceptGroupId":7}]'
        data = f'{{"aqsReportCreatable":true,"aqsAudienceConceptGroups":{groups}}}'
        shown = self.print("aqs.compute", data, "jsonl", "--fields", "audience-concept-groups")
        self.assertEqual(shown.rows, [{"audience-concept-groups": [
            {"audienceId": 101, "conceptGroupId": "202335"}, {"conceptGroupId": "7"}]}])

    def test_own_rows(self) -> None:
        self.assertEqual(self.ok("pld", "wait", "50", "-o", "json", "--fields", "status,id").json,
                         [{"status": "ready", "id": 50}])
        self.assertEqual(self.ok("pld", "wait", "50", "-o", "csv", "--columns", "ID").out,
                         "id\n50\n")
        before = len(self.look("arrivals"))
        for words, says in ((("stats",), "did you mean 'status'"), (("id,id",), "given twice"),
                            (("zzzzzzz",), "some of id, status, status-name")):
            self.fails(2, "pld", "wait", "50", "--columns", *words, says=says)
        self.fails(2, "journal", "resume", "--columns", "zzzzzzzz", says="no column 'zzzzzzzz'")
        self.assertEqual(len(self.look("arrivals")), before)
