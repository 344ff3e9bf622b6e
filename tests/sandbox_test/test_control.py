"""Steering the sandbox: the limit, the clock, scripted responses, the log."""
from __future__ import annotations

import contextlib
import gzip
import io
import json
from typing import Any
from unittest import mock

from .helper import SandboxCase, ask


class RateLimit(SandboxCase):
    def setUp(self) -> None:
        super().setUp()
        self.control("settings", rate_limit=True)

    def statuses(self, count: int) -> list[int]:
        return [self.get("/pld-reports/columns").status for _ in range(count)]

    def test_twenty_a_minute(self) -> None:
        self.assertEqual(self.statuses(22), [200] * 20 + [429] * 2)
        self.control("clock", advance=59)
        self.assertEqual(self.statuses(1), [429])
        self.control("clock", advance=2)
        self.assertEqual(self.statuses(21), [200] * 20 + [429])

    def test_the_window_slides(self) -> None:
        self.statuses(10)
        self.control("clock", advance=40)
        self.assertEqual(self.statuses(11), [200] * 10 + [429])
        self.control("clock", advance=21)
        self.assertEqual(self.statuses(11), [200] * 10 + [429])

    def test_log_ins_count_and_users_are_apart(self) -> None:
        form = ("grant_type=password&username=jane.doe%2Binsights@example.com"
                "&password=p%26ss+w%25rd%3D%C3%A9")
        for _ in range(5):
            self.token = self.token_call(form).data["access_token"]
        self.assertEqual(self.statuses(16), [200] * 15 + [429])
        self.assertEqual(self.token_call(form).status, 429)
        self.token = self.control("token", user="other@example.com")["access_token"]
        self.assertEqual(self.get("/pld-reports", X_IAA_OW_ID="200002").status, 200)

    def test_refused_purchase_buys_nothing(self) -> None:
        self.statuses(20)
        self.assertEqual(self.pld().status, 429)
        self.assertEqual(self.look("bill")["count"], 0)

    def test_arrivals(self) -> None:
        self.statuses(21)
        arrivals = self.look("arrivals")
        self.assertEqual([(op, status) for _, op, status in arrivals],
                         [("pld.columns-get", 200)] * 20 + [("pld.columns-get", 429)])
        self.assertEqual([a for a, _, _ in arrivals], sorted(a for a, _, _ in arrivals))

    def test_off_by_default(self) -> None:
        self.control("settings", rate_limit=False)
        self.assertEqual(set(self.statuses(30)), {200})


class Scripts(SandboxCase):
    def test_raw_response_once(self) -> None:
        self.control("script", operation="pld.list", status=503, body="<html>",
                     headers={"Content-Type": "text/html", "Retry-After": "1"})
        response = self.get("/pld-reports")
        self.assertEqual((response.status, response.body), (503, b"<html>"))
        self.assertEqual((response.headers["Content-Type"], response.headers["Retry-After"]),
                         ("text/html", "1"))
        self.assertEqual(self.get("/pld-reports").status, 200)

    def test_several_in_order(self) -> None:
        self.control("script", operation="pld.list", status=500, times=2)
        self.control("script", operation="pld.list", status=502, headers={})
        self.assertEqual(self.look("state")["scripted"], {"pld.list": 3})
        self.assertEqual(self.get("/sls-reports").status, 200)
        responses = [self.get("/pld-reports") for _ in range(4)]
        self.assertEqual([r.status for r in responses], [500, 500, 502, 200])
        self.assertEqual((responses[2].body, responses[2].headers["Content-Type"]), (b"", None))

    def test_bytes_go_out_as_they_are(self) -> None:
        self.control("script", operation="pld.list", body_base64="//8A")
        self.assertEqual(self.get("/pld-reports").body, b"\xff\xff\x00")

    def test_sample(self) -> None:
        self.control("script", sample="aqs.generate.response.200-failure.json")
        self.assertIn("overlapping", self.aqs().data["message"])
        self.control("script", sample="aqs.download.response.422.json")
        response = self.post("/aqs-reports/download", fileTypeId=1, reportId=1)
        self.assertEqual((response.status, response.error), (422, "Invalid sortBy value."))
        self.control("script", sample="pld.delete.response.200.json", operation="sls.delete")
        self.assertIn("255944_PLD", self.delete("/sls-reports?slsIds=5").data["message"])

    def test_request_is_checked_first_unless_unchecked(self) -> None:
        self.control("script", operation="pld.list", status=503)
        self.mistake(self.get("/pld-reports?x=1"), "unknown field")
        self.assertEqual(self.get("/pld-reports", Authorization="Bearer x").status, 401)
        self.assertEqual(self.get("/pld-reports").status, 503)
        self.control("script", operation="pld.list", status=503, unchecked=True)
        self.assertEqual(self.get("/pld-reports?x=1", Authorization=None).status, 503)

    def test_a_response_that_is_lost_after_the_purchase(self) -> None:
        self.control("script", operation="pld.generate", status=502, perform=True)
        self.assertEqual(self.pld().status, 502)
        self.assertEqual(self.look("bill")["count"], 1)
        self.control("script", operation="pld.generate", status=502)
        self.assertEqual(self.pld(campaign=12345).status, 502)
        self.assertEqual(self.look("bill")["count"], 1)

    def test_unscript(self) -> None:
        self.control("script", operation="pld.list", status=503)
        self.control("unscript")
        self.assertEqual(self.get("/pld-reports").status, 200)


class Steering(SandboxCase):
    def refused(self, name: str, **fields: Any) -> str:
        response = ask(f"{self.sandbox.url}/_sandbox/{name}", "POST", json.dumps(fields).encode())
        self.assertEqual(response.status, 400, response.body)
        return str(response.json["error"])

    def test_wrong_commands(self) -> None:
        self.assertIn("no setting 'x'", self.refused("settings", x=1))
        self.assertIn("is a bool", self.refused("settings", rate_limit=1))
        self.assertIn("is a float", self.refused("settings", ready_after="2"))
        self.assertIn("0 or more", self.refused("settings", ready_after=-1))
        self.assertIn("one of page, document", self.refused("settings", shapes="other"))
        self.assertIn("only goes forward", self.refused("clock", advance=-1))
        self.assertIn("argument", self.refused("clock", to=1))
        self.assertIn("no operation", self.refused("script", operation="pld.buy"))
        self.assertIn("kind is", self.refused("expire", kind="some"))
        self.assertIn("'vld'", self.refused("fail", family="vld"))
        self.assertIn("expected 1 to", self.refused("reports", family="pld", count=0))
        self.assertEqual(ask(f"{self.sandbox.url}/_sandbox/nothing").status, 404)
        self.assertEqual(ask(f"{self.sandbox.url}/_sandbox/reset").status, 404)
        self.assertEqual(ask(f"{self.sandbox.url}/_sandbox/response", "POST", b"{}").status, 404)
        self.assertFalse(self.look("state")["settings"]["rate_limit"])

    def test_settings_are_all_or_none(self) -> None:
        self.refused("settings", rate_limit=True, x=1)
        self.assertFalse(self.look("state")["settings"]["rate_limit"])

    def test_ready_after(self) -> None:
        self.control("settings", ready_after=100)
        self.pld()
        self.control("clock", advance=99)
        self.assertEqual(self.newest("pld")["pldStatusId"], 1)
        self.control("clock", advance=2)
        self.assertEqual(self.newest("pld")["pldStatusId"], 2)

    def test_fail_counts(self) -> None:
        self.control("fail", family="pld", count=1)
        self.control("fail", count=1)
        for first in (0, 3, 6):
            self.pld(first=first)
        self.sls()
        self.control("clock", advance=3)
        rows = self.get("/pld-reports?noOfEntries=3").data["pldReportDataList"]
        self.assertEqual([r["pldStatusId"] for r in rows], [2, 3, 3])
        self.assertEqual(self.newest("sls")["slsStatusId"], 2)

    def test_reset_forgets_all(self) -> None:
        self.control("settings", ready_after=9, rate_limit=True)
        self.control("script", operation="pld.list", status=503)
        self.control("clock", advance=1000)
        self.pld()
        before = self.look("state")
        self.control("reset")
        after = self.look("state")
        self.assertEqual(self.get("/pld-reports").status, 401)
        self.assertLess(after["now"], before["now"] - 900)
        self.assertEqual((after["settings"]["ready_after"], after["settings"]["rate_limit"]),
                         (2.0, False))
        self.assertEqual((after["scripted"], after["requests"], self.look("bill")["count"]),
                         ({}, 0, 0))
        self.assertEqual(after["workspaces"]["200001"]["reports"]["pld"],
                         {"processing": 0, "ready": 1, "failed": 4})

    def test_log(self) -> None:
        self.get("/pld-reports?searchField=a%20b", X_Mine="1")
        self.pld()
        first, second = self.look("requests?last=2")
        self.assertEqual((first["method"], first["path"], first["query"]),
                         ("GET", "/api/v3/ins/pld-reports", "searchField=a%20b"))
        self.assertIn(["X-Mine", "1"], first["headers"])
        self.assertEqual(first["body"], "")
        self.assertEqual(json.loads(second["body"])["campaignId"], 451351)
        self.assertEqual([r["status"] for r in (first, second)], [200, 200])
        self.assertEqual(len(self.look("requests?last=1")), 1)
        self.assertEqual(self.look("state")["arrived"], {"pld.list": 1, "pld.generate": 1})

    def test_request_number_is_in_the_response(self) -> None:
        response = self.get("/pld-reports")
        self.assertEqual(response.headers["X-Request-Id"],
                         f"sandbox-{self.look('requests?last=1')[0]['number']}")

    def test_odd_fields(self) -> None:
        self.control("settings", odd_fields={"ioId": "IO-12", "campaignId": {}})
        for row in self.get("/pld-reports").data["pldReportDataList"]:
            self.assertEqual(("IO-12", {}), (row["ioId"], row["campaignId"]))
            self.assertIsInstance(row["pldId"], int)
        self.control("settings", odd_fields={})
        for row in self.get("/pld-reports").data["pldReportDataList"]:
            self.assertNotEqual("IO-12", row["ioId"])

    def test_gzip(self) -> None:
        self.control("settings", gzip=True)
        self.assertIn("pld", self.get("/pld-reports").body.decode())
        response = self.get("/pld-reports", Accept_Encoding="gzip")
        self.assertEqual(response.headers["Content-Encoding"], "gzip")
        self.assertTrue(json.loads(gzip.decompress(response.body))["success"])

    def test_an_error_of_its_own_is_a_response(self) -> None:
        service = self.sandbox.service
        with mock.patch.object(service, "routes", None), \
                contextlib.redirect_stderr(io.StringIO()):  # a trace is expected
            self.assertEqual(self.get("/pld-reports").status, 500)
