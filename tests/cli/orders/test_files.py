"""Files of orders: what can be read, and each mistake with its line, before anything is sent."""
from __future__ import annotations

import json
import unittest

from tests.cli.support.orders_case import OrdersCase

HEAD = "family,campaign-id,start-date,end-date\n"
ROW = "pld,451351,2024-11-21,2024-11-23\n"


class Read(OrdersCase):
    """Whatever form a file has, it is the same order."""

    def reads(self, text: bytes, *more: str, name: str = "orders.csv", count: int = 1) -> None:
        """A dry run of it shows so many orders of these days."""
        (self.work / name).write_bytes(text)
        rows = self.ok("buy", name, "--timezone", "America/New_York", "--dry-run", "-o", "jsonl",
                       *more).rows
        self.assertEqual([(row["first-day"], row["last-day"], row["days"], row["what"])
                          for row in rows], [("2024-11-21", "2024-11-23", 3, "buy")] * count)
        self.bought(0)

    def test_forms_of_csv(self) -> None:
        for text in (HEAD + ROW, (HEAD + ROW).replace("\n", "\r\n"), "\ufeff" + HEAD + ROW,
                     (HEAD + ROW)[:-1], "\n" + HEAD + "\n,,,\n" + ROW + "\n",
                     HEAD.upper() + ROW, HEAD.replace("-", "_") + ROW,
                     HEAD.replace("-", " ") + ROW, HEAD + ROW.replace(",", " , "),
                     HEAD + '"pld","451351","2024-11-21","2024-11-23"\n',
                     "Family,campaignId,pldStartDate,PLDENDDATE\n" + ROW,
                     "operation,campaign-id,start-date,end-date\n"
                     + ROW.replace("pld,", "pld.generate,"),
                     "operation,campaign-id,start-date,end-date\n"
                     + ROW.replace("pld,", "pld generate,")):
            with self.subTest(text=text):
                self.reads(text.encode())

    def test_json_lines(self) -> None:
        order = {"family": "pld", "campaign-id": 451351, "start-date": "2024-11-21",
                 "end-date": "2024-11-23", "key": None}
        line = json.dumps(order)
        for text in (line, line + "\n\n", "\n" + line + "\r\n",
                     json.dumps(order, separators=(",", ":")),  # as jq -c writes it
                     json.dumps(order, separators=("\t,\t", "\t:\t")),
                     json.dumps({"operation": "pld.generate", "campaignId": "451351",
                                 "PLDSTARTDATE": "2024-11-21", "end_date": "2024-11-23"})):
            with self.subTest(text=text):
                self.reads(text.encode(), name="orders.jsonl")

    def test_standard_input(self) -> None:
        result = self.run_it("buy", "-", "--timezone", "America/New_York", "--dry-run", "-o",
                             "jsonl", text=HEAD + ROW)
        self.assertEqual((result.code, len(result.rows)), (0, 1), result)

    def test_defaults_are_flags(self) -> None:
        self.reads(b"campaign-id\n451351\n", "--family", "pld", "--start-date", "2024-11-21",
                   "--end-date", "2024-11-23")
        self.reads(b"campaign-id,period\n451351,2024-11-21..2024-11-23\n", "--family", "pld")
        self.reads(b"campaign-id,period\n451351,2024-11-21..2024-11-23\n451350,\n", "--family",
                   "pld", "--start-date", "2024-11-21", "--end-date", "2024-11-23", count=2)
        self.reads(b"campaign-id,start-date,end-date\n451351,2024-11-21,2024-11-23\n", "--family",
                   "pld", "--period", "2020")
        self.reads(b"family,start-date,end-date,timezone\npld,2024-11-21,2024-11-23,Asia/Tokyo\n",
                   "--campaign-id", "451351")

    def test_quoted_cells(self) -> None:
        self.control("settings", ready_after=0)
        groups = '[{""audienceId"": 101,\n""conceptGroupId"": ""202335""}]'
        self.write("family,campaign-id,start-date,end-date,name,report-type-id,"
                   f'audience-concept-groups\naqs,1,2024-11-21,2024-11-23,"A ""score"", so",'
                   f'audience,"{groups}"\npld,451351,2024-11-21,2024-11-23,,,\n')
        self.assertEqual([row["line"] for row in self.rows()], [2, 4])
        self.assertEqual(self.bodies()[0]["aqsName"], 'A "score", so')
        self.assertEqual(self.bodies()[0]["aqsAudienceConceptGroups"],
                         [{"audienceId": 101, "conceptGroupId": "202335"}])

    def test_lists_and_objects(self) -> None:
        order = {"family": "aqs", "campaign-id": 1, "start-date": "2024-11-21",
                 "end-date": "2024-11-23", "name": "A \u201cscore\u201d", "report-type-id": 1,
                 "audience-concept-groups": [{"audienceId": 101, "conceptGroupId": "202335"}]}
        study = {"family": "sls", "io-id": 1234, "campaign-ids": [1, 2, 3], "name": "A study",
                 "start-date": "2024-11-21", "end-date": "2024-11-23", "lookback-duration": 3,
                 "concept-group-id": "202335", "report-types": ["pre-vs-post", 2]}
        self.write(json.dumps(order) + "\n" + json.dumps(study), "orders.jsonl")
        self.rows(name="orders.jsonl")
        score, bought = self.bodies()
        self.assertEqual((score["aqsName"], score["aqsAudienceConceptGroups"]),
                         (order["name"], order["audience-concept-groups"]))
        self.assertEqual((bought["campaignIds"], bought["reportTypes"]), ([1, 2, 3], [1, 2]))

    def test_lists_in_csv(self) -> None:
        self.write("operation,io-id,campaign-ids,start-date,end-date,name,lookback-duration,"
                   "concept-group-id,report-types\n"
                   'sls.generate,1234,"1,2,3",2024-11-21,2024-11-23,A study,3,202335,"1,2"\n')
        self.rows()
        self.assertEqual(self.bodies()[0]["campaignIds"], [1, 2, 3])


class Mistakes(OrdersCase):
    """All of them are named with their lines, and nothing is sent."""

    def says(self, text: str, *parts: str, more: tuple[str, ...] = (),
             name: str = "orders.csv") -> None:
        err = self.mistakes(text, *more, name=name)
        for part in parts:
            self.assertIn(part, err)

    def test_all_rows_at_once(self) -> None:
        err = self.mistakes(HEAD + "pld,451351,2024-11-21,2024-11-20\n" + ROW
                            + "pld,x,2024-13-01,2024-11-23\nplt,1,2024-11-21,2024-11-23\n"
                              "pld,451350,,\n")
        for part in ("orders.csv:2: --end-date: expected --start-date or later",
                     "orders.csv:4: --campaign-id: 'x' is not a whole number",
                     "orders.csv:4: --start-date: '2024-13-01'",
                     "orders.csv:5: family: 'plt': expected one of pld, sls, aqs",
                     "orders.csv:6: the order names no days",
                     "Nothing was sent: 4 of 5 orders cannot be bought as they are."):
            self.assertIn(part, err)
        self.assertNotIn("orders.csv:3", err)

    def test_one_of_one(self) -> None:
        self.assertIn("Nothing was sent: 1 of 1 order cannot be bought as it is.",
                      self.mistakes(HEAD + "pld,x,2024-11-21,2024-11-23\n"))

    def test_no_mistake_hides_another(self) -> None:
        err = self.mistakes("family,campaign-id,strt-date,,end-date\npld,x,2024,,2024-11-23\n"
                            "aqs,1,2,3\nplt,1,,,\npld,1,2,,3-4-5\npld,\"1\n")
        for part in ("orders.csv:1: unknown column 'strt-date', did you mean 'start-date'?",
                     "orders.csv:1: column 4 has no name",
                     "orders.csv:2: --campaign-id: 'x' is not a whole number",
                     "orders.csv:3: expected 5 values, one a column, found 4",
                     "orders.csv:4: family: 'plt': expected one of",
                     "orders.csv:5: --end-date: '3-4-5'", "orders.csv:6: a quote is not closed",
                     "Nothing was sent: 5 of 5 orders cannot be bought as they are."):
            self.assertIn(part, err)
        self.assertNotIn("names no days", err)  # the wrong column may have them
        err = self.mistakes("famly,campaign-id\npld,1\n")
        self.assertEqual(err.count("iqm-insights: "), 1)
        err = self.mistakes('{"family": "pld", "x": 1}\n{"family": "pld"\n'
                            '{"family": "pld", "campaign-id": "y"}\n', name="orders.jsonl")
        for part in ("orders.jsonl:1: unknown column 'x'", "orders.jsonl:2: ",
                     "orders.jsonl:3: --campaign-id: 'y'", ": 3 of 3 orders"):
            self.assertIn(part, err)

    def test_of_limits_and_of_what_is_required(self) -> None:
        self.says("family,campaign-id,start-date,end-date,max-cost,max-days,save,key\n"
                  "pld,1,2024-11-21,2024-11-23,x,,,\npld,1,2024-11-22,2024-11-23,,1,,\n"
                  "pld,1,2024-11-23,2024-11-23,,,it.doc,\npld,1,2024-11-24,2024-11-24,,,,k\u00e9\n"
                  "pld,1,2024-11-25,2024-11-25,,x,,\n",
                  "orders.csv:2: --max-cost: 'x' is not an amount",
                  "orders.csv:3: --max-days: the order is for 2 days, the limit is 1",
                  "orders.csv:4: --save: expected a file name that ends in .xlsx or .csv",
                  "orders.csv:5: --key", "orders.csv:6: --max-days: 'x'")

    def test_columns(self) -> None:
        self.says("family,campain-id,start-date,end-date\n" + ROW,
                  "unknown column 'campain-id', did you mean 'campaign-id'?")
        self.says("family,campaign-id,Campaign_ID,end-date\n" + ROW,
                  "orders.csv:1: column 'Campaign_ID' is there twice")
        self.says("family,campaign-id,,end-date\n" + ROW, "orders.csv:1: column 3 has no name")
        self.says(",".join(f"c{i}" for i in range(201)) + "\n",
                  "orders.csv:1: found 201 columns, expected at most 200")
        self.says("family;campaign-id;start-date\n", "expected columns with commas between, "
                                                     "found ';'")
        self.says(HEAD + ROW + "pld,1,2024-11-21\npld,1,2024-11-21,2024-11-23,\n",
                  "orders.csv:3: expected 4 values, one a column, found 3",
                  "orders.csv:4: expected 4 values, one a column, found 5")
        self.says("family,campaign-ids,start-date,end-date,name\npld,1,2024-11-21,2024-11-23,x\n",
                  "orders.csv:2: name is no field of pld.generate")

    def test_quotes(self) -> None:
        self.says(HEAD + 'pld,"451351,2024-11-21,2024-11-23\n' + ROW,
                  "orders.csv:2: a quote is not closed")
        self.says(HEAD + 'pld,45"1351,2024-11-21,2024-11-23\n' + ROW + 'pld,"1"2,a,b\n',
                  "orders.csv:2: a quote within a value",
                  "orders.csv:4: text behind a closing quote")

    def test_encodings(self) -> None:
        (self.work / "orders.csv").write_bytes((HEAD + ROW).encode("utf-16"))
        self.fails(2, "buy", "orders.csv", "--yes", says="expected UTF-8, found UTF-16")
        (self.work / "orders.csv").write_bytes(HEAD.encode() + b"pld,\xff,,\n")
        self.fails(2, "buy", "orders.csv", "--yes", says=":2: expected text in UTF-8, found byte "
                                                        "0xff")
        (self.work / "orders.csv").write_bytes((HEAD + ROW).encode() + b"pld,1,\0,\n")
        self.fails(2, "buy", "orders.csv", "--yes", says=":3: expected text in UTF-8, found byte "
                                                        "0x00")

    def test_lines(self) -> None:
        self.says((HEAD + ROW).replace("\n", "\r"),
                  "orders.csv:1: expected lines that end in LF or CRLF, found CR alone")
        self.says('[{"family": "pld"}]', "expected JSON lines, an object a line, found a list")

    def test_no_orders(self) -> None:
        for text in ("", "\n\n", HEAD, HEAD + ",,,\n"):
            self.says(text, "orders.csv has no orders")
        self.fails(2, "buy", "none.csv", says="none.csv cannot be read: No such file")
        self.fails(2, "buy", says="expected one file of orders")
        self.fails(2, "buy", "a", "b", says="expected one file of orders")

    def test_json_lines(self) -> None:
        self.says('{"family": "pld"\n[1]\n{"family": "pld", "Family": "sls"}\n{"x": 1}\n'
                  '{"family": "pld", "start-date": {"a": 1}}\n'
                  '{"family": "pld", "campaign-id": [1]}\n'
                  '{"family": "sls", "campaign-ids": ["1,2"]}\n',
                  "orders.jsonl:1: ", "orders.jsonl:2: expected an object, found [1]",
                  "orders.jsonl:3: 'Family' is there twice", name="orders.jsonl")
        self.says('{"family": "pld", "x": 1}\n{"family": "pld", "start-date": {"a": 1}}\n'
                  '{"family": "pld", "campaign-id": [1]}\n'
                  '{"family": "sls", "campaign-ids": ["1,2"]}\n'
                  '{"family": "aqs", "audience-concept-groups": "-"}\n{"campaign-id": 1}\n'
                  '{"operation": "pld.list"}\n{"operation": "pld.generate", "family": "sls"}\n'
                  '{"family": "pld", "allow-duplicate": "perhaps"}\n',
                  "orders.jsonl:1: unknown column 'x'",
                  "orders.jsonl:2: start-date: expected a single value, found {\"a\": 1}",
                  "orders.jsonl:3: campaign-id: expected a single value, found a list",
                  "orders.jsonl:4: campaign-ids: '1,2': expected no comma",
                  "orders.jsonl:5: audience-concept-groups: expected JSON or @FILE, found '-'",
                  "orders.jsonl:6: neither 'family' nor 'operation' is there",
                  "orders.jsonl:7: operation: 'pld.list': expected one of pld.generate, "
                  "sls.generate, aqs.generate",
                  "orders.jsonl:8: operation: 'pld.generate' is not of the family 'sls'",
                  "orders.jsonl:9: allow-duplicate: 'perhaps': expected yes or no",
                  name="orders.jsonl")

    def test_half_characters(self) -> None:
        self.says('{"family": "\\ud83dx"}\n{"\\udc00": 1}\n{"key": "\\\\ud83d\\ud83d\\ude00"}\n',
                  "orders.jsonl:1: expected text, found half of a \\u pair", "orders.jsonl:2: exp",
                  "orders.jsonl:3: neither 'family'", name="orders.jsonl")

    def test_rows_against_each_other(self) -> None:
        self.says(HEAD + ROW + "pld,451350,2024-11-21,2024-11-23\n" + ROW,
                  "orders.csv:4: the same order as line 2")
        head = "family,campaign-id,start-date,end-date,key,allow-duplicate,save\n"
        row = "pld,451351,2024-11-21,2024-11-23,"
        self.says(head + row + "a,,\n" + row + "b,,\n", "orders.csv:3: the same order as line 2")
        self.says(head + row + "a,,\n" + row + "a,yes,\n",
                  "orders.csv:3: the same order as line 2")
        self.says(head + row + "a,,\npld,451350,2024-11-21,2024-11-23,a,,\n",
                  "orders.csv:3: key 'a' is that of line 2")
        self.says(head + row + ",,it.xlsx\npld,451350,2024-11-21,2024-11-23,,,it.xlsx\n",
                  "orders.csv:3: its file would be that of line 2")
        self.says(head + row + ",,it.xlsx\npld,451350,2024-11-21,2024-11-23,,,.//./it.xlsx\n",
                  "orders.csv:3: its file would be that of line 2")
        self.says(HEAD + ROW + "pld,451351,2024-11-21,2024-11-22\n",
                  "orders.csv:3: its file would be that of line 2", more=("--save-dir", "d"))

    def test_names_of_files(self) -> None:
        self.says(HEAD + ROW, "--name: expected --save-dir with it", more=("--name", "x.xlsx"))
        self.says(HEAD + ROW, "orders.csv:2: --name: {id} has no value here",
                  more=("--save-dir", "d", "--name", "{id}.xlsx"))
        self.says(HEAD + ROW, "--name: there is no {campain-id}: expected some of {family}, ",
                  ", did you mean 'campaign-id'?\n",
                  more=("--save-dir", "d", "--name", "{campain-id}.xlsx"))
        self.says(HEAD + ROW, "--save: expected a file name that ends in .xlsx or .csv",
                  more=("--save-dir", "d", "--name", "{campaign-id}.pdf"))

    def test_in_json(self) -> None:
        self.write(HEAD + "pld,x,2024-11-21,2024-11-23\n")
        result = self.fails(2, "buy", "orders.csv", "--timezone", "UTC", "--yes", "-o", "json")
        error = json.loads(result.err.splitlines()[0])["error"]
        self.assertEqual((error["exit"], error["about"]), (2, "orders.csv:2"))
        for line in result.err.splitlines():
            json.loads(line)
        self.write(HEAD + "pld\n")
        error = self.fails(2, "buy", "orders.csv", "--yes", "-o", "json").error
        self.assertEqual(error["about"], "orders.csv:2")


if __name__ == "__main__":
    unittest.main()
