"""A report that is ready shortly before its file: `--save` asks once more."""
from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.cli.support.buying_case import BuyingCase

NOT_READY = {"success": False, "errorObjects": [
    {"error": "The provided AQS ID: 50 is not in the ready state. Current status: processing"}]}


class TooEarly(BuyingCase):
    """Rows with status names, so that nothing but the save asks for links."""

    SAVE = ("aqs", "download", "--id", "50", "--save", "it.csv")

    def early(self, status: int, body: Any, times: int = 1) -> None:
        """The next links are this."""
        self.control("script", operation="aqs.download", status=status, body=json.dumps(body),
                     times=times)

    def saves(self) -> None:
        """With the second link."""
        self.ok(*self.SAVE)
        self.assertEqual(self.asked("aqs.download"), 2)
        self.assertGreater((self.work / "it.csv").stat().st_size, 0)

    def test_link_is_refused(self) -> None:
        self.early(422, NOT_READY)
        self.saves()

    def test_link_is_not_found(self) -> None:
        self.early(404, {"success": False})
        self.saves()

    def test_link_is_null(self) -> None:
        self.early(200, {"success": True, "data": {"reportUrl": None}})
        self.saves()

    def test_file_is_forbidden(self) -> None:
        class Host(BaseHTTPRequestHandler):
            """Has nothing."""

            def do_GET(self) -> None:
                self.send_error(403)

            def log_message(self, format: str, *args: object) -> None:
                """Nothing."""

        link = f"http://127.0.0.1:{self.serve(Host)}/50_Report.csv"
        self.early(200, {"success": True, "data": {"reportUrl": link}})
        self.saves()

    def test_twice_is_not_early(self) -> None:
        self.early(422, NOT_READY, times=2)
        self.fails(7, *self.SAVE, says="not in the ready state")
        self.assertEqual(self.asked("aqs.download"), 2)
        self.assertFalse((self.work / "it.csv").exists())
