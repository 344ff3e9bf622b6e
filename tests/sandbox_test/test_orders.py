"""Prices, purchases, the bill, and what stands in the way of a purchase."""
from __future__ import annotations

from typing import Any

from .helper import DAY, START, SandboxCase

OVERLAP = "as another insight with overlapping date range is processing"


class Buying(SandboxCase):
    def bill(self) -> list[dict[str, Any]]:
        purchases: list[dict[str, Any]] = self.look("bill")["purchases"]
        return purchases

    def funds(self) -> float:
        return float(self.look("state")["workspaces"]["200001"]["funds"])

    def test_pld_from_order_to_failure_and_again(self) -> None:
        self.control("fail", family="pld")
        before = self.funds()
        bought = self.pld().data
        self.assertTrue(bought["pldReportCreated"])
        self.assertNotIn("pldId", bought)
        row = self.newest("pld")
        self.assertEqual(row["pldStatusId"], 1)
        self.assertRegex(row["pldName"], r"^\d+_PLD_Insights_\d+$")
        self.control("clock", advance=3)
        self.assertEqual(self.newest("pld")["pldStatusId"], 3)
        second = self.post("/pld-report", pldId=row["pldId"]).data
        self.assertTrue(second["pldReportCreated"])
        self.assertEqual(second["pldChargeableCost"], 0)
        self.control("clock", advance=3)
        self.assertEqual(self.newest("pld"), {**row, "pldStatusId": 2})
        first, second = self.bill()
        self.assertEqual((first["report_id"], first["regenerated"], first["cost"]),
                         (row["pldId"], False, bought["pldChargeableCost"]))
        self.assertEqual((second["report_id"], second["regenerated"], second["cost"]),
                         (row["pldId"], True, 0))
        self.assertAlmostEqual(before - self.funds(), bought["pldChargeableCost"])

    def test_bill_has_it_all(self) -> None:
        self.sls(name="Brand study é")
        bill = self.look("bill")
        self.assertEqual(bill["count"], 1)
        entry = bill["purchases"][0]
        self.assertEqual((entry["family"], entry["operation"], entry["report_name"]),
                         ("sls", "sls.generate", "Brand study é"))
        self.assertEqual((entry["workspace"], entry["user"]),
                         (200001, "jane.doe+insights@example.com"))
        self.assertEqual(entry["report_id"], self.newest("sls")["slsId"])
        self.assertIn('"slsName": "Brand study \\u00e9"', entry["body"])
        self.assertEqual(entry["arrived"], self.look("requests?last=2")[0]["arrived"])
        self.assertEqual(entry["cost"], bill["total"])
        self.assertGreater(entry["cost"], 0)

    def test_pricing_buys_nothing(self) -> None:
        for family, price in (("sls", self.sls), ("aqs", self.aqs)):
            before = self.funds()
            quote = price(call="/computation").data
            self.assertEqual((self.bill(), self.funds()), ([], before))
            bought = price().data
            self.assertEqual(self.bill()[0]["cost"], quote[f"{family}ChargeableCost"])
            self.assertEqual(bought[f"{family}ChargeableCost"], quote[f"{family}ChargeableCost"])
            self.control("reset")
            self.token = self.control("token")["access_token"]

    def test_impressions_are_charged_once(self) -> None:
        first = self.pld(days=3).data
        self.assertEqual(first["pldChargedImps"], 0)
        self.assertEqual((first["pldChargeableImps"], first["pldChargeableCost"]),
                         (3 * 4200, 50.4))  # 4.00 for 1,000
        self.control("clock", advance=3)
        second = self.pld(days=5).data
        self.assertEqual((second["pldChargeableImps"], second["pldChargedImps"]),
                         (2 * 4200, 3 * 4200))
        self.assertEqual(second["pldChargedCost"], first["pldChargeableCost"])
        other = self.pld(campaign=451350, days=1).data
        self.assertEqual(other["pldChargedImps"], 0)
        self.assertEqual(self.aqs("/computation").data["aqsChargedImps"], 0)  # of its own

    def test_seconds_cost_as_much_as_milliseconds(self) -> None:
        in_ms = self.sls("/computation").data["slsChargeableCost"]
        in_s = self.sls("/computation", slsStartDate=START, slsEndDate=START + 3 * DAY - 1).data
        self.assertEqual(in_s["slsChargeableCost"], in_ms)
        self.assertEqual(in_s["slsStartDate"], START)

    def test_no_funds(self) -> None:
        self.control("funds", add=-1_000_000)
        quote = self.sls("/computation").data
        self.assertEqual((quote["slsReportCreated"], quote["fundsAvailable"]), (True, False))
        refused = self.sls().data
        self.assertFalse(refused["slsReportCreated"])
        self.assertIn("funds", refused["message"])
        self.assertNotIn("slsId", refused)
        self.assertEqual(self.bill(), [])
        self.assertEqual(self.get("/sls-reports?searchField=A study".replace(" ", "+")).data[
            "filteredRecords"], 0)
        self.control("funds", add=quote["slsChargeableCost"])
        self.assertTrue(self.sls().data["slsReportCreated"])
        self.assertEqual(self.funds(), 0)

    def test_workspaces_are_apart(self) -> None:
        self.pld()
        self.assertEqual(self.get("/pld-reports", X_IAA_OW_ID="200002").data["totalRecords"], 0)
        response = self.raw("POST", "/api/v3/ins/pld-report",
                            b'{"campaignId":451351,"pldStartDate":'
                            b'1732165200000,"pldEndDate":1732165200000}', X_IAA_OW_ID="200002")
        self.assertEqual((response.status, response.error),
                         (422, "Campaign ID(s) 451351 are not eligible for PLD insights."))


class InTheWay(SandboxCase):
    def test_pld_exists(self) -> None:
        self.pld()
        for status in (1, 2):  # processing, ready
            data = self.pld().data
            row = self.newest("pld")
            self.assertEqual((data["pldReportCreated"], data["pldStatusId"]), (False, status))
            self.assertEqual((data["pldId"], data["pldName"]), (row["pldId"], row["pldName"]))
            self.assertNotIn("pldChargeableCost", data)
            self.control("clock", advance=3)
        self.assertEqual(self.look("bill")["count"], 1)

    def test_sls_and_aqs_exist(self) -> None:
        for family, buy, id_field in (("sls", self.sls, "slsId"), ("aqs", self.aqs, "aqsId")):
            buy()
            for call in ("", "/computation"):
                data = buy(call, name="Another name").data
                self.assertFalse(data[f"{family}ReportCreated"])
                self.assertEqual(data[f"{family}Name"], buy().data[f"{family}Name"])
                self.assertEqual(data[id_field], self.look("bill")["purchases"][-1]["report_id"])

    def test_another_content_does_not_exist(self) -> None:
        self.sls()
        self.control("clock", advance=3)
        changes: list[dict[str, Any]] = [
            {"reportTypes": [3]}, {"conceptGroupId": 7}, {"slsLookbackDuration": 4},
            {"competitorConceptGroupIds": [1]}, {"campaignIds": [1, 2]}, {"first": 1}]
        for change in changes:
            self.assertTrue(self.sls("/computation", name="Second", **change)
                            .data["slsReportCreated"], change)
        self.assertFalse(self.sls("/computation", name="Second", campaignIds=[3, 1, 2])
                         .data["slsReportCreated"])

    def test_a_failed_report_does_not_count(self) -> None:
        self.control("fail", count=1)
        self.pld()
        self.control("clock", advance=3)
        self.assertTrue(self.pld().data["pldReportCreated"])
        self.assertEqual(self.look("bill")["count"], 2)

    def test_overlap_while_processing(self) -> None:
        self.pld()
        data = self.pld(first=2).data
        self.assertEqual(data, {
            "pldReportCreated": False,
            "message": "PLD Insights can't be generated for this campaign at the moment "
                       f"{OVERLAP}"})
        self.assertTrue(self.pld(first=3, days=1).data["pldReportCreated"])
        self.assertTrue(self.pld(campaign=451350).data["pldReportCreated"])
        self.control("clock", advance=3)
        self.assertTrue(self.pld(first=2).data["pldReportCreated"])

    def test_overlap_of_one_of_many_campaigns(self) -> None:
        self.sls(campaignIds=[1, 2])
        for call in ("", "/computation"):
            data = self.sls(call, name="Second", first=1, campaignIds=[2, 3]).data
            self.assertEqual(data["message"], "SLS Insights can't be generated for this campaigns "
                                              f"at the moment {OVERLAP}")
        self.assertTrue(self.sls(name="Second", campaignIds=[3]).data["slsReportCreated"])
        self.aqs()
        self.assertEqual(self.aqs("/computation", name="Second", first=1).data, {
            "aqsReportCreated": False, "message": "AQS Insights can't be generated for this "
            f"campaigns at the moment {OVERLAP}"})

    def test_always_sell(self) -> None:
        self.control("settings", always_sell=True)
        for _ in range(3):
            self.assertTrue(self.pld().data["pldReportCreated"])
            self.assertTrue(self.aqs().data["aqsReportCreatable"])
        self.assertEqual(self.look("bill")["count"], 6)
        self.assertEqual(len({p["report_id"] for p in self.look("bill")["purchases"]
                              if p["family"] == "pld"}), 3)

    def test_name_is_taken(self) -> None:
        self.sls(name="Straße")
        response = self.sls(name="STRASSE", first=9)
        self.assertEqual((response.status, response.error), (422, (
            "The name 'STRASSE' is already used by another report, kindly update the name")))
        self.assertEqual(self.look("bill")["count"], 1)

    def test_regenerate_only_what_failed(self) -> None:
        self.assertTrue(self.post("/sls-reports", slsId=1).data["slsReportCreated"])
        data = self.post("/sls-reports", slsId=1).data
        self.assertEqual((data["slsReportCreated"], data["slsId"], data["slsStatusId"]),
                         (False, 1, 1))
        data = self.post("/aqs-reports", aqsId=50).data
        self.assertEqual((data["aqsReportCreated"], data["aqsId"]), (False, 50))
        self.assertEqual(self.post("/pld-report", pldId=77).error,
                         "The provided PLD ID: 77 does not exist or has been deleted.")
        self.assertTrue(self.post("/sls-reports/computation", slsId=8).data["slsReportCreated"])
        self.assertEqual(self.look("bill")["count"], 1)


class WhatMayBeOrdered(SandboxCase):
    def test_missing_fields(self) -> None:
        for field in ("ioId", "campaignIds", "slsStartDate", "slsEndDate", "slsName"):
            order = self.sls_order()
            del order[field]
            self.mistake(self.post("/sls-reports", **order), f"a new order needs {field}")
        for field in ("aqsStartDate", "aqsEndDate", "aqsName", "aqsReportTypeId"):
            order = self.aqs_order()
            del order[field]
            self.mistake(self.post("/aqs-reports/computation", **order),
                         f"a new order needs {field}")
        self.mistake(self.post("/pld-report", pldStartDate=1, pldEndDate=2),
                     "needs campaignId or campaignIds")
        self.mistake(self.pld(campaignIds=[1]), "not both")

    def test_id_goes_alone(self) -> None:
        self.mistake(self.pld(pldId=1), "'pldId' goes alone")
        self.assertEqual(self.post("/pld-report", pldId=1, idempotencyKey="k").status, 200)

    def test_values(self) -> None:
        self.mistake(self.sls(reportTypes=[1, 4]), "expected one of [1, 2, 3]")
        self.mistake(self.sls(campaignIds=[]), "'campaignIds' is empty")
        self.mistake(self.aqs(aqsReportTypeId=3), "expected one of [1, 2]")

    def test_end_before_start(self) -> None:
        self.assertEqual(self.pld(pldEndDate=START * 1000 - 1).error,
                         "End date is before start date.")
        self.assertTrue(self.pld(pldEndDate=START * 1000).data["pldReportCreated"])

    def test_campaigns(self) -> None:
        for campaign in (516038, 21145, 999):  # of another family, too old, none
            response = self.pld(campaign=campaign)
            self.assertEqual((response.status, response.error), (
                422, f"Campaign ID(s) {campaign} are not eligible for PLD insights."))
        self.assertIn("insertion order 5", self.sls(ioId=5).error)
        self.assertEqual(self.pld(campaignIds=[1, 2], campaignId=None).status, 400)

    def test_several_campaigns_of_pld(self) -> None:
        response = self.post("/pld-report", campaignIds=[1, 2], ioId=1234,
                             pldStartDate=START * 1000, pldEndDate=(START + DAY) * 1000 - 1)
        self.assertEqual(response.data["pldChargeableImps"], 3000)
        self.assertEqual(self.newest("pld")["campaignId"], [1, 2])
