"""What a purchase may cost, and what its price decides."""
from __future__ import annotations

import json
import unittest
from typing import Any

from tests.cli.support.buying_case import DATES, ORDER, SCORE, STUDY, BuyingCase


class Priced(BuyingCase):
    """What the price decides."""

    def test_limit(self) -> None:
        cost = self.ok(*STUDY, "--dry-run", "-o", "json").json["price"]
        self.nothing_left(self.fails(16, *STUDY, "--yes", "--max-cost", str(cost - 0.01),
                                     says="it costs .*, the limit is"))
        result = self.ok(*STUDY, "--yes", "--max-cost", str(cost), "-o", "json")
        self.assertEqual(result.json["cost"], cost)
        self.bought(1)

    def test_limit_of_a_price_that_may_be_lacking(self) -> None:
        cost = self.ok(*ORDER, "--dry-run", "-o", "json").json["price"]
        self.nothing_left(self.fails(16, *ORDER, "--yes", "--max-cost", str(cost - 0.01),
                                     says="it costs .*, the limit is"))
        result = self.ok(*ORDER, "--yes", "--max-cost", str(cost), "-o", "json")
        self.assertEqual(result.json["cost"], cost)
        self.assertIn(f'"price":"{cost:.2f}"', result.err)
        self.bought(1)

    def test_price_that_is_lacking(self) -> None:
        """Bought all the same, unless there is a limit: then it must be known."""
        odd = {"pldReportCreatable": True}
        shown = {"404": "HTTP 404: ", "501": "HTTP 501: ", "wrong-type": "expected JSON|not JSON",
                 json.dumps({"success": True, "data": odd}): "names no price",
                 json.dumps({"success": True, "data": {**odd, "pldChargeableCost": "free"}}):
                     "pldChargeableCost",
                 json.dumps({"success": True, "data": {**odd, "pldChargeableCost": 2}}):
                     "does not say that the funds suffice",
                 json.dumps({"success": True, "data": {**odd, "pldChargeableCost": 2,
                                                       "campaignId": 7}}): "another order's"}
        for kind, why in shown.items():
            with self.subTest(kind):
                for more in ((), ("--max-cost", "1000000")):
                    if kind.startswith("{"):
                        self.control("script", operation="pld.compute", status=200, body=kind)
                    else:
                        self.fault("pld.compute", kind)
                    if more:
                        result = self.fails(16, *ORDER, "--yes", *more, "-o", "json")
                        self.assertEqual(result.error["price"]["reason"], "no-price")
                        self.assertRegex(result.error["message"], why)
                        self.nothing_left(result)
                    else:
                        result = self.ok(*ORDER, "--dry-run", "-o", "json")
                        self.assertNotIn("price", result.json)
                        self.assertRegex(result.json["no-price"], why)
                self.forget_rate_limit()
        for i, (kind, campaign) in enumerate(zip(shown, ("451351", "451350", "12345"))):
            self.fault("pld.compute", kind)
            result = self.ok("pld", "generate", "--campaign-id", campaign, *DATES, "--yes")
            self.assertRegex(result.err, rf"price +not known \(.*({shown[kind]}).*\)\n")
            self.bought(i + 1)

    def test_price_that_is_refused(self) -> None:
        """Where it may be lacking, that says no more: the report has no price beforehand."""
        body = json.dumps({"success": False, "errorObjects": [{"error": "Not for you."}]})
        for status in 200, 400, 403, 422:
            with self.subTest(status):
                self.control("script", operation="pld.compute", status=status, body=body)
                result = self.fails(16, *ORDER, "--yes", "--max-cost", "1000000", "-o", "json")
                self.assertEqual(result.error["price"]["reason"], "no-price")
                self.assertRegex(result.error["message"], "Not for you")
                self.nothing_left(result)
                self.control("script", operation="pld.compute", status=status, body=body)
                result = self.ok(*ORDER, "--dry-run")
                self.assertRegex(result.out, r"price +not known \(.*Not for you")
                self.forget_rate_limit()
        self.control("script", operation="sls.compute", status=403, body=body)
        self.nothing_left(self.fails(5, *STUDY, "--yes", "--max-cost", "5", says="Not for you"))

    def test_price_that_fails(self) -> None:
        """The service has not responded with one: that says nothing of a purchase."""
        self.fault("pld.compute", "503", times=0)
        for more in ((), ("--max-cost", "5")):
            self.nothing_left(self.fails(10, *ORDER, "--yes", *more, "--timeout", "1s",
                                         says="its price is not known: .*HTTP 503"))
        result = self.fails(10, *ORDER, "--dry-run", "--timeout", "1s")
        self.assertRegex(result.out, r"price +not known \(.*HTTP 503")
        self.control("unfault")
        self.fault("pld.compute", "silent", times=0)
        self.nothing_left(self.fails(13, *ORDER, "--yes", "--timeout", "500ms",
                                     says="its price is not known"))

    def test_cost_of_what_has_no_price_before(self) -> None:
        """The response says it, be it another amount than others that are there."""
        self.control("script", operation="pld.generate", status=200, body=json.dumps(
            {"success": True, "data": {"pldReportCreated": True, "pldChargedCost": 3.5,
                                       "pldChargeableCost": 12.25}}))
        self.assertEqual(self.ok(*ORDER, "--yes", "-o", "json").json["cost"], 12.25)

    def test_bad_limit(self) -> None:
        for amount in ("", "many", "1e3", "-1", "nan", "1.2.3", "9" * 400):
            self.fails(2, *STUDY, "--yes", "--max-cost", amount, says="amount")
        self.bought(0)

    def test_bad_key(self) -> None:
        for key, shown in (("", ""), ("k" * 64, "k" * 64), ("a\nb", "a.b"),
                           ("schlüssel", "schlüssel")):
            self.nothing_left(self.fails(2, *ORDER, "--yes", "--key", key,
                                         says=f"--key: '{shown}': expected 1 to 63 printable"))

    def test_no_funds(self) -> None:
        self.control("funds", add=-1_000_000)
        for order in (ORDER, STUDY, SCORE):
            result = self.fails(16, *order, "--yes", "-o", "json")
            self.assertEqual(result.error["price"]["reason"], "no-funds")
            self.assertRegex(result.error["message"], "funds")
            self.nothing_left(result)

    def test_overlapping(self) -> None:
        """Of every family, and whether its price or only its purchase says so."""
        for order in (ORDER, STUDY, SCORE):
            family = order[0]
            body = json.dumps({"success": True, "data": {
                f"{family}ReportCreated": False, "message": "An overlapping date range."}})
            for operation in ("compute", "generate") if family != "pld" else ("generate",):
                self.control("script", operation=f"{family}.{operation}", status=200, body=body)
                self.overlaps(order)
            self.forget_rate_limit()

    def overlaps(self, order: Any) -> None:
        """The order is refused."""
        result = self.fails(7, *order, "--yes", "-o", "json")
        self.assertEqual(result.error["price"], {"reason": "overlapping"})
        self.assertRegex(result.error["message"], "overlapping date range")
        self.assertEqual(result.json["outcome"], "refused")
        self.assertIn("message", result.json["response"])
        self.nothing_left(result)

    def test_no_price(self) -> None:
        self.control("script", operation="sls.compute", status=200, body=json.dumps(
            {"success": True, "data": {"slsReportCreatable": True, "fundsAvailable": True}}))
        self.nothing_left(self.fails(16, *STUDY, "--yes", says="no price"))

    def test_price_of_another_order(self) -> None:
        """Also where nothing is bought: --dry-run says what a purchase would."""
        price = {"slsReportCreatable": True, "slsChargeableCost": 1, "fundsAvailable": True,
                 "ioId": 9999}
        for words in ("--dry-run",), ("--yes",):
            self.control("script", operation="sls.compute", status=200,
                         body=json.dumps({"success": True, "data": price}))
            self.nothing_left(self.fails(16, *STUDY, *words, says="another order's, by its ioId"))
        self.assertEqual(self.asked("sls.generate"), 0)

    def test_refused_by_the_price(self) -> None:
        self.control("script", sample="sls.compute.response.200-processing.json")
        self.nothing_left(self.fails(7, *STUDY, "--yes", says="overlapping"))
        self.assertEqual(self.asked("sls.generate"), 0)

    def test_price_fails(self) -> None:
        self.fault("sls.compute", "500", times=0)
        self.nothing_left(self.fails(10, *STUDY, "--yes", "--timeout", "2s",
                                     says="not bought: its price is not known"))

if __name__ == "__main__":
    unittest.main()
