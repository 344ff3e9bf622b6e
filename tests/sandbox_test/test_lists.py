"""Pages, order, search."""
from __future__ import annotations

import time
from typing import Any

from .helper import SandboxCase


class Lists(SandboxCase):
    def page(self, query: str = "", family: str = "pld") -> dict[str, Any]:
        items = {"pld": "pldReportDataList", "sls": "slsReportDataList", "aqs": "reportDataList"}
        data = self.get(f"/{family}-reports?{query}").data
        return {**data, "rows": data[items[family]]}

    def ids(self, query: str = "", family: str = "pld") -> list[int]:
        key = {"pld": "pldId", "sls": "slsId", "aqs": "reportId"}[family]
        return [r[key] for r in self.page(query, family)["rows"]]

    def test_default_order(self) -> None:
        self.assertEqual(self.ids(), [50, 10, 9, 8, 1])
        self.assertEqual(self.ids(family="sls"), [50, 10, 9, 8, 1])
        self.assertEqual(self.ids(family="aqs"), [1, 8, 9, 10, 50])

    def test_default_size(self) -> None:
        self.control("reports", family="pld", count=300)
        self.assertEqual(len(self.ids()), 200)
        self.assertEqual(len(self.ids("noOfEntries=1000")), 305)

    def test_pages(self) -> None:
        seen = []
        for number in range(1, 5):
            page = self.page(f"noOfEntries=2&pageNo={number}&sortBy=pldId")
            self.assertEqual((page["totalRecords"], page["filteredRecords"]), (5, 5))
            seen.append([r["pldId"] for r in page["rows"]])
        self.assertEqual(seen, [[1, 8], [9, 10], [50], []])

    def test_order(self) -> None:
        self.pld(campaign=12345)
        self.assertEqual(self.ids("sortBy=%2BpldId"), [1, 8, 9, 10, 50, 51])
        self.assertEqual(self.ids("sortBy=-pldId"), [51, 50, 10, 9, 8, 1])
        names = [r["campaignName"] for r in self.page("sortBy=campaignName")["rows"]]
        self.assertEqual(names, sorted(names, key=str.casefold))
        names = [r["campaignName"] for r in self.page("sortBy=-campaignName")["rows"]]
        self.assertEqual(names, sorted(names, key=str.casefold, reverse=True))
        self.assertEqual(self.ids("sortBy=pldStatusId"), [51, 50, 1, 8, 9, 10])
        self.control("clock", advance=3)
        self.assertEqual(self.ids("sortBy=pldStatusId"), [50, 51, 1, 8, 9, 10])

    def test_status_tables(self) -> None:
        for table, ready, failed in (("insights", 2, 3), ("reports", 3, 1)):
            self.control("settings", status_table=table)
            for family, field in (("pld", "pldStatusId"), ("sls", "slsStatusId"),
                                  ("aqs", "statusId")):
                rows = self.page(family=family)["rows"]
                self.assertEqual(sorted(r[field] for r in rows),
                                 sorted([ready] + [failed] * 4), (table, family))

    def test_rows_without_status_names(self) -> None:
        self.assertIn("slsStatusName", self.page(family="sls")["rows"][0])
        self.control("settings", status_names=False)
        for family in ("sls", "aqs"):
            self.assertFalse([k for k in self.page(family=family)["rows"][0] if "statusname" in
                              k.lower()], family)

    def test_every_field_of_a_row_can_be_sorted_by(self) -> None:
        self.sls()
        self.aqs()
        for family in ("pld", "sls", "aqs"):
            for shapes in ("page", "document"):
                self.control("settings", shapes=shapes)
                for field in self.page(family=family)["rows"][0]:
                    for sign in ("", "%2B", "-"):
                        self.assertEqual(len(self.ids(f"sortBy={sign}{field}", family)
                                             if shapes == "page" else
                                             self.page(f"sortBy={sign}{field}", family)["rows"]),
                                         5 + (family != "pld"), field)

    def test_unknown_sort_field(self) -> None:
        for value in ("reportname", "", "-", "--pldId", "pldReportDataList", "=x"):
            response = self.get(f"/pld-reports?sortBy={value}")
            self.assertEqual((response.status, response.error), (422, "Invalid sortBy value."),
                             value)

    def test_search(self) -> None:
        self.control("reports", family="sls", count=20)
        for text, found in (("bulk", 20), ("BULK%20REPORT%2051", 1), ("corporate,", 11),
                            ("nothing", 0), ("", 25), ("Processing", 0)):
            page = self.page(f"searchField={text}&noOfEntries=7", "sls")
            self.assertEqual((page["totalRecords"], page["filteredRecords"]), (25, found), text)
            self.assertEqual(len(page["rows"]), min(found, 7))

    def test_a_new_report_shows_at_once(self) -> None:
        self.assertEqual(len(self.ids("sortBy=campaignName")), 5)
        self.pld()
        self.assertEqual(len(self.ids("sortBy=campaignName")), 6)
        self.delete("/pld-reports?pldIds=1")
        self.assertEqual(len(self.ids("sortBy=campaignName")), 5)

    def test_many_rows(self) -> None:
        made = self.control("reports", family="pld", count=100_000)
        self.assertEqual(made, {"first": 51, "last": 100_050})
        begun = time.monotonic()
        self.assertEqual(self.ids("noOfEntries=1000&pageNo=101&sortBy=pldId")[-1], 100_050)
        self.assertEqual(self.page("searchField=Insights_100050")["filteredRecords"], 1)
        self.assertLess(time.monotonic() - begun, 10)
        self.assertEqual(self.look("bill")["count"], 0)
        self.assertEqual(self.get("/sls-reports").data["totalRecords"], 5)

    def test_bulk_reports_are_reports(self) -> None:
        for status, expected in (("ready", 2), ("failed", 3), ("processing", 1)):
            report = self.control("reports", family="sls", count=1, status=status)["first"]
            self.assertEqual(self.newest("sls")["slsStatusId"], expected)
            response = self.delete(f"/sls-reports?slsIds={report}")
            self.assertEqual(response.status, 200 if status == "failed" else 422)

    def test_campaigns(self) -> None:
        found = self.get("/pld-reports/campaigns").data
        self.assertEqual([c["campaignId"] for c in found["running"]][0], 451351)
        self.assertEqual(found["paused"], [{"campaignId": 451350, "campaignTimezoneId": 29}])
        self.assertEqual([c["campaignId"] for c in found["expired"]], [470839])
        other = self.get("/aqs-reports/campaigns", X_IAA_OW_ID="200002").data
        self.assertEqual([c["campaignId"] for c in other["running"]], [700001])
