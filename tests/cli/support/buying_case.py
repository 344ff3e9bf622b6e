"""Orders of each family, and what tests of purchases look at."""
from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, Callable

from tests.cli.support.command_case import CommandCase, Result

DATES = ("--start-date", "2024-11-21", "--end-date", "2024-11-23", "--timezone",
         "America/New_York")
ORDER = ("pld", "generate", "--campaign-id", "451351", *DATES)
STUDY = ("sls", "generate", "--io-id", "1234", "--campaign-ids", "1,2,3", *DATES, "--name",
         "A study", "--lookback-duration", "3", "--concept-group-id", "202335", "--report-types",
         "1,2")
SCORE = ("aqs", "generate", "--campaign-id", "1", *DATES, "--name", "A score", "--report-type-id",
         "1", "--audience-concept-groups", '{"audienceId": 101, "conceptGroupId": "202335"}')
SOON = ("--interval", "100ms", "--max-interval", "100ms")
NEWEST = json.dumps({"success": True, "data": {"totalRecords": 1, "filteredRecords": 1,
                                               "pldReportDataList": [{"pldId": 50}]}})
EMPTY = json.dumps({"success": True, "data": {"totalRecords": 0, "filteredRecords": 0,
                                              "pldReportDataList": []}})


class BuyingCase(CommandCase):
    """Reports that are ready soon, and what was left on this machine."""

    def setUp(self) -> None:
        super().setUp()
        self.control("settings", ready_after=0.2)

    def journal(self) -> list[Any]:
        """What `journal list` shows."""
        return list(self.ok("journal", "list", "-o", "jsonl").rows)

    def unfinished(self) -> list[str]:
        """The keys of which something is left to do."""
        there = (self.state / "journal").exists()
        return sorted(row["key"] for row in self.journal() if "next" in row) if there else []

    def fault(self, operation: str, kind: str, **more: Any) -> None:
        """The next requests of the operation are struck."""
        self.control("fault", operation=operation, kind=kind, **more)

    def asked(self, operation: str) -> int:
        """How many requests of the operation came."""
        return sum(name == operation for _, name, _ in self.look("arrivals"))

    def until(self, what: Callable[[], Any], seconds: float = 20) -> None:
        """Waits for it."""
        end = time.monotonic() + seconds
        while not what():
            self.assertLess(time.monotonic(), end, "it does not come")
            time.sleep(0.01)

    def bought(self, count: int, result: Any = None) -> None:
        """The bill has as many purchases."""
        self.assertEqual(len(self.bill()), count, result)

    def is_whole_archive(self, path: Path, result: Any = None) -> None:
        """The file is an archive, and nothing of a part is left beside it."""
        self.assertTrue(path.exists(), result)
        self.assertEqual(path.read_bytes()[:2], b"PK")
        self.assertIn(b"PK\x05\x06", path.read_bytes()[-66000:])
        self.assertEqual([p.name for p in path.parent.glob("*.part*")], [])

    def nothing_left(self, result: Result) -> None:
        """Nothing was bought, and nothing is left to do."""
        self.bought(0, result)
        self.assertEqual(self.unfinished(), [])

    def serve(self, handler: type[BaseHTTPRequestHandler]) -> int:
        """The port of a host that serves until the test ends."""
        host = HTTPServer(("127.0.0.1", 0), handler)
        thread = threading.Thread(target=host.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(host.server_close)
        self.addCleanup(host.shutdown)
        return host.server_port

    def lay_out(self, body: str) -> None:
        """The next links lead to it, or to what is laid out later; its length is announced."""
        laid = self.laid = [body]

        class Host(BaseHTTPRequestHandler):
            """Gives any path that file."""

            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Length", str(len(laid[-1].encode())))
                self.end_headers()
                self.wfile.write(laid[-1].encode())

            def log_message(self, format: str, *args: object) -> None:
                """Nothing."""

        link = f"http://127.0.0.1:{self.serve(Host)}/it.csv"
        self.control("script", operation="pld.download", status=200, times=9,
                     body=json.dumps({"success": True, "data": {"pldReportUrl": link}}))
