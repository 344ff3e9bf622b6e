"""A sandbox in this process, and a minimal client for it."""
from __future__ import annotations

import base64
import http.client
import json
import unittest
from dataclasses import dataclass
from typing import Any, Optional
from urllib.parse import urlsplit

from tests.sandbox.sandbox import Sandbox

DAY = 86_400
START = 1_732_165_200  # epoch seconds
FORM = "application/x-www-form-urlencoded"


@dataclass
class Response:
    """An HTTP response."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def data(self) -> Any:
        """What is in the envelope of a success."""
        assert self.json["success"] is True, self
        return self.json["data"]

    @property
    def error(self) -> str:
        """The first reason of a failure."""
        assert self.json["success"] is False, self
        return str(self.json["errorObjects"][0]["error"])


def ask(url: str, method: str = "GET", body: Optional[bytes] = None,
        headers: Optional[dict[str, str]] = None) -> Response:
    """One request on a connection of its own."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    try:
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return Response(response.status, response.headers, response.read())
    finally:
        connection.close()


class SandboxCase(unittest.TestCase):
    """Each test begins with a reset sandbox and a token."""

    sandbox: Sandbox

    @classmethod
    def setUpClass(cls) -> None:
        cls.sandbox = Sandbox()

    @classmethod
    def tearDownClass(cls) -> None:
        cls.sandbox.close()

    def setUp(self) -> None:
        self.control("reset")
        self.token = self.control("token")["access_token"]

    # ---- the control API ----------------------------------------------------------------

    def control(self, name: str, **fields: Any) -> Any:
        """POST /_sandbox/name."""
        response = ask(f"{self.sandbox.url}/_sandbox/{name}", "POST", json.dumps(fields).encode())
        self.assertEqual(response.status, 200, response.body)
        return response.json

    def look(self, name: str) -> Any:
        """GET /_sandbox/name."""
        response = ask(f"{self.sandbox.url}/_sandbox/{name}")
        self.assertEqual(response.status, 200, response.body)
        return response.json

    # ---- the API ------------------------------------------------------------------------

    def headers(self, **more: Optional[str]) -> dict[str, str]:
        """Ours, changed: X_IAA_OW_ID="5", Authorization=None."""
        headers: dict[str, Optional[str]] = {
            "Authorization": f"Bearer {self.token}", "X-IAA-OW-ID": "200001"}
        headers.update({k.replace("_", "-"): v for k, v in more.items()})
        return {k: v for k, v in headers.items() if v is not None}

    def raw(self, method: str, path: str, body: Optional[bytes] = None,
            **headers: Optional[str]) -> Response:
        """A request as it is; a body is JSON unless the headers say otherwise."""
        if body is not None:
            headers.setdefault("Content_Type", "application/json")
        return ask(self.sandbox.url + path, method, body, self.headers(**headers))

    def get(self, path: str, **headers: Optional[str]) -> Response:
        """GET below /api/v3/ins."""
        return self.raw("GET", "/api/v3/ins" + path, None, **headers)

    def post(self, path: str, **fields: Any) -> Response:
        """POST of JSON below /api/v3/ins."""
        return self.raw("POST", "/api/v3/ins" + path, json.dumps(fields).encode())

    def delete(self, path: str) -> Response:
        """DELETE below /api/v3/ins."""
        return self.raw("DELETE", "/api/v3/ins" + path)

    def token_call(self, form: str, authorization: Optional[str] = None) -> Response:
        """A log-in or refresh."""
        facts = self.sandbox.facts()
        credentials = f"{facts['client-id']}:{facts['client-secret']}".encode()
        return ask(f"{self.sandbox.url}/api/v3/ua/oauth/token", "POST", form.encode(), {
            "Content-Type": FORM,
            "Authorization": authorization or f"Basic {base64.b64encode(credentials).decode()}"})

    # ---- orders ---------------------------------------------------------------------------

    def pld(self, campaign: int = 451351, days: int = 3, first: int = 0, **more: Any) -> Response:
        """Buys a PLD report of some days; `first` is the first one's number."""
        start = (START + first * DAY) * 1000
        return self.post("/pld-report", **{
            "campaignId": campaign, "pldStartDate": start,
            "pldEndDate": start + days * DAY * 1000 - 1, **more})

    def sls_order(self, name: str = "A study", first: int = 0, **more: Any) -> dict[str, Any]:
        """An order of three days over three campaigns."""
        start = (START + first * DAY) * 1000
        return {"ioId": 1234, "campaignIds": [1, 2, 3], "slsStartDate": start,
                "slsEndDate": start + 3 * DAY * 1000 - 1, "slsName": name,
                "slsLookbackDuration": 3, "conceptGroupId": 202335, "reportTypes": [1, 2],
                **more}

    def aqs_order(self, name: str = "A score", first: int = 0, **more: Any) -> dict[str, Any]:
        """An order of three days."""
        start = START + first * DAY
        return {"campaignId": 451351, "aqsStartDate": start, "aqsEndDate": start + 3 * DAY - 1,
                "aqsName": name, "aqsReportTypeId": 1,
                "aqsAudienceConceptGroups": [{"audienceId": 101, "conceptGroupId": "202335"}],
                **more}

    def sls(self, call: str = "", **more: Any) -> Response:
        """Buys a study; with call="/computation" prices it."""
        return self.post("/sls-reports" + call, **self.sls_order(**more))

    def aqs(self, call: str = "", **more: Any) -> Response:
        """Buys a score; with call="/computation" prices it."""
        return self.post("/aqs-reports" + call, **self.aqs_order(**more))

    def newest(self, family: str) -> dict[str, Any]:
        """The newest report's row."""
        key, items = {"pld": ("pldId", "pldReportDataList"), "sls": ("slsId", "slsReportDataList"),
                      "aqs": ("reportId", "reportDataList")}[family]
        page = self.get(f"/{family}-reports?noOfEntries=1&sortBy=-{key}").data
        row: dict[str, Any] = page[items][0]
        return row

    def mistake(self, response: Response, text: str) -> None:
        """Asserts that the sandbox refuses the request as a mistake, with this text in it."""
        self.assertEqual(response.status, 400, response.body)
        errors = [e["error"] for e in response.json["errorObjects"]]
        for error in errors:
            self.assertTrue(error.startswith("sandbox: "), error)
        self.assertTrue(any(text in e for e in errors), errors)
