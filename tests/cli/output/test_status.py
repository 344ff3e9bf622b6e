"""The status of a report in one word, in every form and every family."""
from __future__ import annotations

import csv
import io
import json

from tests.cli.support.output_case import OPERATIONS, OutputCase

FAMILIES = {"pld": ("pldStatusId", None), "sls": ("slsStatusId", "slsStatusName"),
            "aqs": ("statusId", "statusName")}
# By id alone: as the list that the API page links to has it; "?" where the other list differs.
IDS = {1: "processing?", 2: "ready?", 3: "failed?", 4: "failed", 9: "unknown"}
NAMES = {"Processing": "processing", "READY": "ready", "Completed": "ready", "Failed": "failed",
         "Failed - insufficient funds": "unknown", "failed insufficient-funds": "failed",
         "Paused": "unknown"}


class Status(OutputCase):
    """The column `status`."""

    def words(self, family: str, rows: list[dict[str, object]], *more: str) -> list[str]:
        """What csv and a table have in that column; both must say the same."""
        data = json.dumps({OPERATIONS[f"{family}.list"][1]: rows})
        columns = ("--columns", "status", *more)
        out = self.print(f"{family}.list", data, "csv", *columns).out
        table = self.print(f"{family}.list", data, "table", *columns).out
        words = [row["status"] for row in csv.DictReader(io.StringIO(out))]
        self.assertEqual(table.splitlines(), ["STATUS", *words])
        return words

    def test_ids(self) -> None:
        for family, (field, _) in FAMILIES.items():
            self.assertEqual(self.words(family, [{field: number} for number in IDS]),
                             list(IDS.values()), family)

    def test_a_name_decides(self) -> None:
        for family, (field, name) in FAMILIES.items():
            for number in (1, 2, 3, 9) if name else ():
                rows: list[dict[str, object]] = [{field: number, str(name): text}
                                                for text in NAMES]
                self.assertEqual(self.words(family, rows), list(NAMES.values()), (family, number))

    def test_none_and_unreadable(self) -> None:
        self.assertEqual(self.words("sls", [{}, {"slsStatusName": ""}]), ["", ""])
        data = '{"pldReportDataList":[{"pldStatusId":"x"}]}'
        table = self.print("pld.list", data, "table", "--columns", "status").out
        self.assertEqual(table.split(), ["STATUS", "?"])

    def test_default_columns(self) -> None:
        """A table has the word only, csv also what the service sent."""
        for family, (field, name) in FAMILIES.items():
            data = json.dumps({OPERATIONS[f"{family}.list"][1]: [{field: 2, "x": 1}]})
            heading = self.print(f"{family}.list", data, "table").out.splitlines()[0].split()
            self.assertEqual([word for word in heading if "STATUS" in word], ["STATUS"])
            names = self.print(f"{family}.list", data, "csv").out.splitlines()[0].split(",")
            self.assertEqual(names.count("status"), 1)
            for wire in filter(None, (field, name)):
                self.print(f"{family}.list", data, "csv", "--columns", wire)

    def test_raw_json_is_the_service_s(self) -> None:
        data = '{"pldReportDataList":[{"pldStatusId":2}]}'
        self.assertEqual(self.print("pld.list", data, "json").out, data + "\n")

    def test_a_column_by_mistake(self) -> None:
        self.fails(2, "pld", "list", "--columns", "statsu", says="did you mean 'status'")
        self.fails(2, "pld", "list", "--columns", "zzzzzz", says="some of status, id, ")
        self.fails(2, "pld", "campaigns", "--columns", "status", says="no column 'status'")

    def test_all_pages(self) -> None:
        self.lay_out("sls.list", '{"slsReportDataList":[{"slsId":1,"slsStatusName":"Ready"}]}')
        out = self.ok("sls", "list", "--all", "-o", "csv", "--columns", "id,status").out
        self.assertEqual(out.split()[1:], ["1,ready"])
