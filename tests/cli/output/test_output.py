"""Data on standard output: each form of each response, byte for byte or value by value."""
from __future__ import annotations

import base64
import csv
import io
import json
import os
from typing import Any, Optional

from tests.cli.support.output_case import OPERATIONS, PACKED, UNKNOWN, OutputCase


def with_unknown(data: Any, unknown: str, **how: Any) -> str:
    """JSON text of an object with one member more, as it is."""
    text = json.dumps(data, ensure_ascii=False, **how)
    return text.rstrip().removesuffix("}").rstrip() + "," + unknown + "}"


class EachOperation(OutputCase):
    """All that print their response; the three that buy are tested apart."""

    def test_json_is_the_data_as_it_came(self) -> None:
        for operation in OPERATIONS:
            data = with_unknown(self.sample(operation), UNKNOWN, indent=1)
            self.assertEqual(self.print(operation, data, "json").out, data + "\n", operation)

    def test_the_data_comes_first_or_alone(self) -> None:
        data = '{ "pldReportDataList" : [ {"pldId":1,"ioId":"x"} ] }'
        for body in (f'{{"data": {data} ,"success":true}}',
                     f'\ufeff{{"success":true,"data":{data}}}'):
            self.control("script", operation="pld.list", body=body)
            result = self.ok("pld", "list", "-o", "json")
            self.assertEqual(result.out, data + "\n")
            self.assertEqual(result.err.count("Fields that could not be read"), 1, result.err)
            self.assertIn(": 1, the first: pld.list: data.pldReportDataList[0].ioId: ", result.err)

    def test_jsonl_is_a_line_a_row_or_one(self) -> None:
        tight = {"separators": (",", ":")}
        for operation, (_, rows) in OPERATIONS.items():
            data = self.sample(operation)
            if operation.endswith("campaigns"):
                continue  # a line a campaign, see test_campaigns_are_a_line_each
            if rows:
                lines = [with_unknown(row, PACKED, **tight) for row in data[rows]]
                data[rows] = []
                text = json.dumps(data, indent=1).replace(
                    f'"{rows}": []',
                    f'"{rows}": [\n' + ",\n".join(with_unknown(row, UNKNOWN, indent=2)
                                                  for row in self.sample(operation)[rows]) + " ]")
            else:
                lines = [with_unknown(data, PACKED, **tight)]
                text = with_unknown(data, UNKNOWN, indent=1)
            self.assertEqual(self.print(operation, text, "jsonl").out.split("\n"),
                             [*lines, ""], operation)

    def test_campaigns_are_a_line_each(self) -> None:
        data = '{"running":[{"campaignId":1}],"paused":[{"campaignId":2},3],"expired":null}'
        for family in ("pld", "sls", "aqs"):
            out = self.print(f"{family}.campaigns", data, "jsonl").out
            self.assertEqual(out, '{"group":"running","campaign-id":1}\n'
                                  '{"group":"paused","campaign-id":2}\n'
                                  '{"group":"paused","campaign-id":3}\n')

    def test_csv_and_table_have_each_row(self) -> None:
        for operation, (_, rows) in OPERATIONS.items():
            data = self.sample(operation)
            text = json.dumps(data)
            expected = data[rows] if rows else [data]
            if operation.endswith("campaigns"):
                expected = [row for group in data.values() for row in group]
            out = self.print(operation, text, "csv").out
            self.assertEqual(out.count("\n"), 1 + len(expected), operation)
            table = self.print(operation, text, "table", "--columns", "all").out.splitlines()
            if rows or operation.endswith("campaigns"):
                self.assertEqual(len(table), 1 + len(expected), (operation, table))
                self.assertEqual(table[0], table[0].upper())
            else:
                self.assertEqual(len(table), sum(v not in ([], "", None) for v in data.values()),
                                 (operation, table))

    def test_those_that_buy(self) -> None:
        orders = (("pld", "--campaign-id", "451351", "--start-date", "2026-01-05", "--end-date",
                   "2026-01-11", "--timezone", "UTC", "--yes"),
                  ("sls", "--body", "@sls.json", "--yes"), ("aqs", "--body", "@aqs.json", "--yes"))
        for family, *words in orders:
            self.control("reset")
            self.env["IQM_TOKEN"] = self.control("token")["access_token"]
            self.control("settings", rate_limit=False)
            for number, form in enumerate(("table", "json", "jsonl", "csv")):
                out = self.ok(family, "generate", *words, "-o", form, "--key", "one",
                              env={"XDG_STATE_HOME": str(self.home / family)}).out
                self.assertIn("one", out)
                if form == "csv":
                    self.assertEqual(len(list(csv.reader(io.StringIO(out)))), 2)
                elif form != "table":
                    self.assertIsInstance(json.loads(out), dict)
                self.assertEqual(len(self.bill()), 1, (family, number))


class Values(OutputCase):
    """What becomes of a value, in tables and in csv."""

    def shown(self, operation: str, column: str, value: str, *more: str,
              wire: Optional[str] = None) -> tuple[str, str]:
        """A row's cell in a table, and in csv."""
        rows = OPERATIONS[operation][1]
        data = f'{{"{rows}":[{{"{wire or column}":{value}}}]}}'
        table = self.print(operation, data, "table", "--columns", column, *more).out
        sheet = self.print(operation, data, "csv", "--columns", column, *more).out
        lines = table.splitlines()
        parsed = list(csv.reader(io.StringIO(sheet, newline="")))
        self.assertEqual((len(lines), len(parsed)), (2, 2), (table, sheet))
        return lines[1].strip(), parsed[1][0]

    def test_values(self) -> None:
        sizes = '[{"fileType":1,"fileSize":1024},{"fileType":2,"fileSize":7}]'
        for operation, column, value, table, sheet in (
                ("pld.list", "pldName", '"A \\u6771\\u4eac"', "A 東京", "A 東京"),
                ("pld.list", "pldName", "17", "17", "17"),
                ("pld.list", "isCampaignEligible", "true", "yes", "true"),
                ("pld.list", "isCampaignEligible", "0", "no", "false"),
                ("pld.list", "pldId", '"17"', "17", "17"),
                ("pld.list", "pldStatusId", "2", "ready-or-processing", "2"),
                ("pld.list", "pldStatusId", "7", "7", "7"),
                ("pld.list", "campaignIds", "[1, 2,3]", "1, 2, 3", "1;2;3"),
                ("pld.list", "campaignIds", "5", "5", "5"),
                ("sls.list", "slsReportTypeIds", "[1,9]", "pre-vs-post, 9", "1;9"),
                ("sls.list", "competitorConceptGroupIds", '["a;b",7]', "a;b, 7", "a;b;7"),
                ("aqs.list", "fileSizeDetails", sizes, "1=1024, 2=7", "1=1024;2=7"),
                ("aqs.list", "fileSizeDetails", '{"1": 1024}', "1=1024", "1=1024"),
                # seconds where milliseconds should be, and the reverse
                ("pld.list", "pldCreatedOn", "1732500050", "2024-11-25 02:00",
                 "2024-11-25T02:00:50Z"),
                ("pld.list", "pldCreatedOn", "1732500050000", "2024-11-25 02:00",
                 "2024-11-25T02:00:50Z"),
                ("aqs.list", "startDate", "1732165200000", "2024-11-21 05:00",
                 "2024-11-21T05:00:00Z")):
            self.assertEqual(self.shown(operation, column, value), (table, sheet), (column, value))

    def test_times_are_in_the_zone(self) -> None:
        for zone, *text in (("America/New_York", "2024-11-21", "2024-11-21T00:00:00-05:00"),
                            ("Asia/Kolkata", "2024-11-21 10:30", "2024-11-21T10:30:00+05:30")):
            cells = self.shown("pld.list", "startDate", "1732165200000", "--timezone", zone)
            self.assertEqual(cells, tuple(text))

    def test_names_of_a_field(self) -> None:
        for wire in ("pldStatusId", "pldStatus"):
            for column in ("status-id", "pldStatusId", "pldStatus"):
                self.assertEqual(self.shown("pld.list", column, "3", wire=wire)[0],
                                 "ready-or-failed")
        both = '{"pldReportDataList":[{"pldStatus":3,"pldStatusId":2}]}'
        self.assertIn("ready", self.print("pld.list", both, "table").out)

    def test_money_is_exact(self) -> None:
        for sent, cost, shown in (("25.50", "25.5", "25.50"), ("100", "100", "100.00"),
                                  ("1e-1", "0.1", "0.10"), ("0.005", "0.005", "0.005"),
                                  ("12345678901.005", "12345678901.005", "12345678901.005")):
            data = f'{{"slsReportCreatable":true,"slsChargeableCost":{sent}}}'
            table = self.print("sls.compute", data, "table").out
            self.assertRegex(table, rf"(?m)^chargeable-cost +{shown}$")
            sheet = self.print("sls.compute", data, "csv", "--columns", "chargeable-cost").out
            self.assertEqual(sheet, f"chargeable-cost\n{cost}\n")

    def test_objects_in_a_row(self) -> None:
        groups = '[{"audienceId":101,"conceptGroupId":"202335"},{"conceptGroupId":7}]'
        data = f'{{"aqsReportCreatable":true,"aqsAudienceConceptGroups":{groups}}}'
        self.assertRegex(self.print("aqs.compute", data, "table").out,
                         r"audience-concept-groups +audienceId=101 conceptGroupId=202335, "
                         r"conceptGroupId=7\n")
        sheet = self.print("aqs.compute", data, "csv", "--columns", "audience-concept-groups").out
        self.assertEqual(list(csv.reader(io.StringIO(sheet)))[1],
                         ["audienceId=101 conceptGroupId=202335;conceptGroupId=7"])

    def test_unwrapped_values_are_objects(self) -> None:
        data = json.dumps(self.sample("pld.campaigns"))
        self.control("script", sample="pld.campaigns.response.200-numbers.json")
        out = self.ok("pld", "campaigns").out
        self.assertRegex(out, r"GROUP +CAMPAIGN-ID")
        self.assertRegex(out, r"(?m)^running +\d+$")
        self.assertNotEqual(self.print("pld.campaigns", data, "table").out, out)
        self.control("script", sample="sls.validate-name.response.200.json")
        out = self.ok("sls", "validate-name", "--name", "A study").out
        self.assertRegex(out, r"\Aavailable  yes\nmessage    \w")

    def test_groups_have_their_list_s_name(self) -> None:
        data = '{"paused":[{"campaignId":2}],"running":[{"campaignId":1}],"expired":null}'
        self.assertEqual(self.print("pld.campaigns", data, "csv").out,
                         "group,campaign-id,campaign-timezone-id\nrunning,1,\npaused,2,\n")
        self.assertEqual(self.print("pld.campaigns", data, "table", "--columns",
                                    "campaign-id,group").out,
                         "CAMPAIGN-ID  GROUP\n          1  running\n          2  paused\n")

    def test_nothing(self) -> None:
        data = '{"pldReportDataList":[],"filteredRecords":0}'
        result = self.print("pld.list", data, "table")
        self.assertEqual((result.out, result.err), ("", "No rows.\n"))
        self.assertEqual(self.print("pld.list", data, "table", "-q").err, "")
        self.assertEqual(self.print("pld.list", data, "jsonl").out, "")
        self.assertEqual(self.print("pld.list", data, "csv", "--columns", "id,name").out,
                         "id,name\n")

    def test_an_empty_row(self) -> None:
        data = '{"pldReportDataList":[{}]}'
        self.assertEqual(self.print("pld.list", data, "table", "--columns", "id,name").out,
                         "ID  NAME\n\n")
        self.assertEqual(self.print("pld.list", data, "csv", "--columns", "id,name").out,
                         "id,name\n,\n")
        self.assertEqual(self.print("pld.list", data, "jsonl").out, "{}\n")

    def test_csv_holds_any_text(self) -> None:
        names = ["a,b", 'say "no"', "two\nlines", "\ttab", " blank ", "", "=1+1", "e\u0301 東"]
        rows = [{"pldId": i, "pldName": name} for i, name in enumerate(names)]
        out = self.print("pld.list", json.dumps({"pldReportDataList": rows}), "csv", "--columns",
                         "id,name").out
        self.assertEqual(list(csv.reader(io.StringIO(out, newline="")))[1:],
                         [[str(i), name] for i, name in enumerate(names)])

    def test_control_bytes_are_safe(self) -> None:
        name = "\x1b[2J\x1b]0;title\x07\x00\x7f\x9b2J\u202egnp.exe\u2066\r"[:-1].replace("\x00", "")
        data = json.dumps({"pldReportDataList": [{"pldId": 1, "pldName": name}]})
        table = self.print("pld.list", data, "table", "--columns", "name").out
        self.assertEqual(table, "NAME\n␛[2J␛]0;title␇␡\ufffd2J\ufffdgnp.exe\ufffd\n")
        sheet = self.print("pld.list", data, "csv", "--columns", "name").out
        self.assertEqual(sheet, "name\n␛[2J␛]0;title␇␡\ufffd2J\u202egnp.exe\u2066\n")

    def test_bytes_that_json_may_not_have_are_refused(self) -> None:
        self.lay_out("pld.list", '{"pldReportDataList":[{"pldId":1,"new":"a\x1b[2J"}]}')
        self.fails(10, "pld", "list", "-o", "json",
                   says=r"data\.pldReportDataList\[0\]\.new: not JSON \(byte ")


class BadFields(OutputCase):
    """Fields that cannot be read."""

    NOTE = ("Fields that could not be read ('?' in tables, empty in csv): {}, the first: "
            "pld.list: data.pldReportDataList[0].ioId: expected an integer, found a string\n")
    ROWS = ('{"pldId":1,"ioId":"IO-12"}', '{"pldId":2,"ioId":7,"ioName":["x"]}',
            '{"ioName":"z","ioId":1234567,"pldId":3}')
    DATA = f'{{"pldReportDataList":[{",".join(ROWS)}],"filteredRecords":3}}'
    TABLE = "ID    IO-ID  IO-NAME\n 1        ?\n 2        7  ?\n 3  1234567  z\n"

    def test_each_form(self) -> None:
        words = ("--columns", "id,io-id,io-name")
        for more in ((), ("--all",)):
            for form, columns, out in (
                    ("table", words, self.TABLE), ("json", (), self.DATA + "\n"),
                    ("csv", words, "id,io-id,io-name\n1,,\n2,7,\n3,1234567,z\n"),
                    ("jsonl", (), "".join(row + "\n" for row in self.ROWS))):
                result = self.print("pld.list", self.DATA, form, *columns, *more)
                note = self.NOTE.format(2)
                if form.startswith("json"):
                    note = json.dumps({"note": note.rstrip()}, separators=(",", ":")) + "\n"
                self.assertEqual((result.out, result.err), (out, note), form)
        self.assertEqual(self.print("pld.list", self.DATA, "csv", "-q").err, "")

    def test_a_row_that_is_none(self) -> None:
        result = self.print("pld.list", '{"pldReportDataList":[{"pldId":1},[2]]}', "table",
                            "--columns", "id,name")
        self.assertEqual(result.out, "ID  NAME\n 1\n ?     ?\n")
        self.assertIn("csv): 1, the first: pld.list: data.pldReportDataList[1]: expected an "
                      "object, found a list\n", result.err)

    def test_an_object(self) -> None:
        data = '{"slsReportCreatable":true,"slsChargeableCost":5,"message":{}}'
        result = self.print("sls.compute", data, "table")
        self.assertRegex(result.out, r"(?m)^message +\?$")
        self.assertIn("csv): 1, the first: sls.compute: data.message: expected a string, found an "
                      "object\n", result.err)

    def test_a_part_of_a_field(self) -> None:
        groups = '[{"audienceId":"x","conceptGroupId":"202335"}]'
        data = f'{{"aqsReportCreatable":true,"aqsAudienceConceptGroups":{groups}}}'
        result = self.print("aqs.compute", data, "table")
        self.assertRegex(result.out, r"(?m)^audience-concept-groups +conceptGroupId=202335 \?$")
        self.assertIn("data.aqsAudienceConceptGroups[0].audienceId: ", result.err)

    def test_of_a_refusal(self) -> None:
        """Data that counts for nothing has none."""
        self.control("script", operation="sls.compute", status=200,
                     body='{"data":{"message":{},"slsChargeableCost":"n/a"},"success":false}')
        result = self.fails(7, *OPERATIONS["sls.compute"][0])
        self.assertNotIn("could not be read", result.err)

    def test_polls_show_none(self) -> None:
        self.lay_out("pld.list", '{"pldReportDataList":[{"pldId":50,"pldStatusId":2,"ioId":[]}]}')
        result = self.ok("pld", "wait", "50", "-o", "csv")
        self.assertEqual(result.out.splitlines()[1], "50,ready,")
        self.assertNotIn("could not be read", result.err)

    def test_bytes_that_are_not_utf8(self) -> None:
        """JSON is UTF-8, and so is what is printed."""
        body = b'{"success":true,"data":{"pldReportDataList":[{"pldId":1,"pldName":"caf\xe9"}]}}'
        self.control("script", operation="pld.list", status=200,
                     body_base64=base64.b64encode(body).decode())
        result = self.ok("pld", "list", "-o", "jsonl")
        self.assertEqual(result.out, '{"pldId":1,"pldName":"caf\ufffd"}\n')


class Columns(OutputCase):
    """--columns."""

    def test_unknown_ones_are_refused_before_anything_is_sent(self) -> None:
        for words, says in ((("id,statusid",), "did you mean 'status-id'"),
                            (("nothing",), "no column 'nothing', expected some of status, id, "),
                            (("id,pldId",), "'pldId' is given twice"), (("",), "no column ''"),
                            (("id,",), "no column ''"),
                            (("none", "-o", "json"), "no column 'none'"),
                            (("none", "-o", "jsonl"), "no column 'none'")):
            self.fails(2, "pld", "list", "--columns", *words, says=says)
            self.fails(2, "pld", "list", "--all", "--columns", *words, says=says)
        self.assertEqual(self.look("requests?last=5"), [])

    def test_their_order_is_kept(self) -> None:
        self.assertEqual(self.ok("pld", "list", "--columns", "ioId,id", "-o", "csv").out[:14],
                         "io-id,id\n5,50\n")

    def test_defaults(self) -> None:
        self.assertEqual(self.ok("pld", "list").out.split()[:6],
                         ["ID", "CAMPAIGN-NAME", "STATUS", "START-DATE", "END-DATE",
                          "CREATED-ON"])
        self.assertEqual(self.ok("pld", "list", "-o", "csv").out.split("\n")[0].count(","), 15)


class BrokenOutput(OutputCase):
    """Data that could not be written is never a success."""

    FORMS = ("table", "json", "jsonl", "csv")

    def test_full_disk(self) -> None:
        for form in self.FORMS:
            for words in (("list",), ("list", "--all"), ("columns-get",), ("campaigns",)):
                with open("/dev/full", "wb") as full:
                    result = self.fails(1, "pld", *words, "-o", form, stdout=full,
                                        says="standard output: No space left on device")
                    self.assertEqual(result.err.count("\n"), 1, result.err)

    def test_closed(self) -> None:
        for form in self.FORMS:
            self.fails(1, "pld", "list", "-o", form, stdout=None,
                       preexec_fn=lambda: os.close(1), says="standard output: Bad file")

    def test_reader_that_goes_away(self) -> None:
        self.control("reports", family="pld", count=2000, status="ready")
        for form in self.FORMS:
            process = self.start("pld", "list", "--all", "-o", form)
            assert process.stdout and process.stderr
            process.stdout.close()
            self.assertEqual(process.stderr.read(), "")
            process.stderr.close()
            self.assertIn(process.wait(30), (-13, 1), form)
