"""--all: every row of every page once, as it came."""
from __future__ import annotations

import csv
import io
from typing import Sequence

from tests.cli.support.command_case import Result
from tests.cli.support.output_case import PACKED, OutputCase


FORMS = ("table", "json", "jsonl", "csv")


def row(number: int) -> str:
    """A row with what the spec does not know."""
    return f'{{"pldId":{number},{PACKED},"pldName":"report {number}"}}'


def ids(result: Result, form: str) -> list[int]:
    """The ids that were printed."""
    if form == "json":
        return [r["pldId"] for r in result.json["pldReportDataList"]]
    if form == "jsonl":
        return [r["pldId"] for r in result.rows]
    if form == "csv":
        return [int(r["id"]) for r in csv.DictReader(io.StringIO(result.out))]
    return [int(line.split()[0]) for line in result.out.splitlines()[1:]]


class Pages(OutputCase):
    """Lists of several pages."""

    def lay_out_pages(self, *pages: Sequence[int], total: int) -> None:
        """What the next requests of the list get."""
        for number, page in enumerate(pages, 1):
            self.lay_out("pld.list", f'{{"page" : {number}, "pldReportDataList": ['
                                     f'{", ".join(map(row, page))} ],"filteredRecords":{total}}}')

    def all(self, form: str, *words: str) -> Result:
        return self.run_it("pld", "list", "--all", "-o", form, *words)

    def test_rows_of_the_service(self) -> None:
        self.control("reports", family="pld", count=2300, status="ready")
        total = self.get("/pld-reports").data["filteredRecords"]
        for form in FORMS:
            self.control("settings", rate_limit=False)
            found = ids(self.all(form), form)
            self.assertEqual(len(found), total, form)
            self.assertEqual(len(set(found)), total, form)

    def test_rows_that_come_again_are_left_out(self) -> None:
        for form in FORMS:
            self.lay_out_pages([1, 2, 3], [3, 4, 5], [5, 5, 6], [], total=9)
            result = self.all(form, "--no-of-entries", "3")
            self.assertEqual(ids(result, form), [1, 2, 3, 4, 5, 6], form)
            self.assertIn("Rows may be missing", result.err)
            self.control("unscript")

    def test_bytes_are_kept(self) -> None:
        self.lay_out_pages([1, 2], [2, 3], total=4)
        rows = list(map(row, (1, 2, 3)))
        self.assertEqual(self.all("json", "--no-of-entries", "2").out,
                         f'{{"page" : 2, "pldReportDataList": [{",".join(rows)} ],'
                         f'"filteredRecords":4}}\n')
        self.lay_out_pages([1, 2], [2, 3], total=4)
        self.assertEqual(self.all("jsonl", "--no-of-entries", "2").out,
                         "".join(r + "\n" for r in rows))

    def test_rows_without_an_id(self) -> None:
        rows = ['{"pldName":"a"}', '{"pldId":null,"pldName":"b"}', '{"pldId":"7"}', '{"pldId":7.0}',
                '{"pldId":7}', '{"pldName":"c"}']
        self.lay_out("pld.list", f'{{"pldReportDataList":[{",".join(rows)}]}}')
        self.assertEqual(self.all("jsonl").out.splitlines(), [*rows[:3], rows[5]])

    def test_an_empty_list(self) -> None:
        data = '{"filteredRecords":0,"pldReportDataList":[]}'
        for form, out in zip(FORMS, ("", data + "\n", "", None)):
            self.lay_out("pld.list", data)
            result = self.all(form)
            self.assertEqual(result.code, 0)
            self.assertEqual(result.out.count("\n") if out is None else result.out, out or (
                1 if out is None else ""), form)

    def test_a_page_that_fails(self) -> None:
        for form in FORMS:
            self.lay_out_pages([1, 2], [3, 4], total=6)
            self.control("script", operation="pld.list", status=403)
            self.lay_out_pages([1, 2], [3, 4], [5, 6], total=6)
            result = self.all(form, "--no-of-entries", "2")
            self.assertEqual(result.code, 5, result)
            self.assertEqual(ids(result, form), [1, 2, 3, 4], form)
            self.assertIn("Only 4 of 6 rows were printed: run it again.", result.err)
            result = self.all(form, "--no-of-entries", "2")
            self.assertEqual((result.code, ids(result, form)), (0, [1, 2, 3, 4, 5, 6]), result)

    def test_the_first_page_fails(self) -> None:
        for form in FORMS:
            self.control("script", operation="pld.list", status=403)
            result = self.all(form)
            self.assertEqual((result.code, result.out), (5, ""))
            self.assertNotIn("run it again", result.err)

    def test_a_request_that_cannot_be(self) -> None:
        result = self.all("csv", "--no-of-entries", "0")
        self.assertEqual((result.code, result.out), (2, ""))
