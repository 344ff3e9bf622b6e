"""The page at /_sandbox/, and what it shows."""
from __future__ import annotations

import base64
import hashlib
import json
import re

from .helper import SandboxCase, ask

HOSTILE = "</td><script>alert(1)</script>&quot;<img src=x onerror=alert(2)>"


class Page(SandboxCase):
    def page(self) -> str:
        response = ask(f"{self.sandbox.url}/_sandbox/")
        self.assertEqual((response.status, response.headers["Content-Type"]),
                         (200, "text/html; charset=utf-8"))
        self.policy = response.headers["Content-Security-Policy"]
        return response.body.decode()

    def test_it_loads_nothing_from_elsewhere(self) -> None:
        text = self.page()
        self.assertNotRegex(text, r"//[a-z]|src=|@import|url\(")
        self.assertEqual(set(re.findall(r'href="(.*?)"', text)),
                         {"data:,", "bill", "state", "requests"})
        self.assertIn("default-src 'none'", self.policy)
        self.assertNotIn("unsafe", self.policy)

    def test_only_its_own_script_and_style_run(self) -> None:
        text = self.page()
        for tag in ("script", "style"):
            (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.S)
            digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
            self.assertIn(f"{tag}-src 'sha256-{digest}'", self.policy)
        self.assertNotRegex(text, r"\son\w+=|\sstyle=")

    def test_texts_are_put_in_as_text(self) -> None:
        self.assertNotRegex(self.page(), r"innerHTML|outerHTML|insertAdjacent|document\.write|eval")

    def test_it_counts_as_no_request_of_the_api(self) -> None:
        self.page()
        self.look("overview")
        self.assertEqual(self.look("overview")["requests_in_all"], 0)
        self.assertEqual(ask(f"{self.sandbox.url}/_sandbox/", "POST", b"{}").status, 404)


class Overview(SandboxCase):
    def test_what_was_bought(self) -> None:
        self.assertEqual(self.look("overview")["purchases"], [])
        self.pld()
        self.sls(name=HOSTILE)
        found = self.look("overview")
        bill = self.look("bill")
        self.assertEqual(found["bill"], {"count": 2, "total": bill["total"]})
        self.assertEqual([(p["family"], p["cost"]) for p in found["purchases"]],
                         [(p["family"], p["cost"]) for p in reversed(bill["purchases"])])
        self.assertEqual(found["purchases"][0]["report_name"], HOSTILE)
        self.assertEqual([(r["family"], r["name"], r["status"]) for r in found["reports"][:1]],
                         [("sls", HOSTILE, "processing")])

    def test_states_of_reports(self) -> None:
        self.control("fail", family="sls", count=1)
        self.pld()
        self.sls()
        self.assertEqual(self.look("overview")["processing"], 2)
        self.control("clock", advance=10)
        found = self.look("overview")
        self.assertEqual({(r["family"], r["status"]) for r in found["reports"][:2]},
                         {("pld", "ready"), ("sls", "failed")})
        self.assertEqual(found["processing"], 0)

    def test_requests_newest_first(self) -> None:
        self.get("/pld-reports?noOfEntries=2")
        self.mistake(self.get("/pld-reports?x=1"), "unknown field")
        found = self.look("overview")["requests"]
        self.assertEqual([(r["method"], r["path"], r["operation"], r["status"]) for r in found],
                         [("GET", "/api/v3/ins/pld-reports", "pld.list", status)
                          for status in (400, 200)])

    def test_a_fault_is_named(self) -> None:
        """The client has not got the response whose status stands beside it."""
        self.control("fault", operation="pld.list", kind="reset-after-request")
        with self.assertRaises(OSError):
            self.get("/pld-reports?noOfEntries=2")
        self.get("/pld-reports?noOfEntries=2")
        found = self.look("overview")["requests"]
        self.assertEqual([(r["status"], r["fault"]) for r in found],
                         [(200, None), (200, "reset-after-request")])

    def test_no_secret_is_in_it(self) -> None:
        form = ("grant_type=password&username=jane.doe%2Binsights@example.com"
                "&password=p%26ss+w%25rd%3D%C3%A9")
        given = self.token_call(form).data
        link = self.post("/pld-report/download", fileType=2, pldId=50)
        url = re.findall(r'http://[^"]+', json.dumps(link.data))[0]
        self.assertEqual(ask(url).status, 200)
        text = json.dumps(self.look("overview"))
        self.assertIn("50_Report", text)
        for secret in (given["access_token"], given["refresh_token"], self.token, "Bearer",
                       "Signature", "password=", self.sandbox.facts()["client-secret"]):
            self.assertNotIn(secret, text)

    def test_many_are_cut(self) -> None:
        self.control("reports", family="pld", count=1000)
        for _ in range(60):
            self.get("/pld-reports/columns")
        found = self.look("overview")
        self.assertEqual(len(found["requests"]), 50)
        self.assertLess(len(found["reports"]), 80)
