"""Bindings of two APIs in one program, on one runtime: each has its own names, service, headers,
envelope, words of failures, variables and limits."""
from __future__ import annotations

import http.server
import json
import os
import subprocess
import threading
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..helper import TOP
from ..sample import WARNINGS, SampleCase

OURS, THEIRS = "/api/v3/ins/pld-reports", "/shelf"
OUR_REFUSAL = {"success": False,
               "data": {"status": "On Hold", "reason": "held", "supportEmail": "a@b.c"},
               "errorObjects": [{"error": "no", "reason": "because", "field": "sortBy"}]}
THEIR_REFUSAL = {"ok": False, "result": {"words": "closed", "phone": "12 34"},
                 "faults": [{"title": "No", "why": "it rains", "where": "at", "ask": "the baker"}]}
# Responses by method and path, in turn; the last one stays.
RESPONSES: dict[tuple[str, str], list[tuple[int, Any]]] = {
    ("GET", OURS): [(200, {"success": True, "data": {"pldReportDataList": [{"pldId": 1}],
                                                     "totalRecords": 1}}),
                    (422, OUR_REFUSAL)],
    ("POST", "/api/v3/ins/pld-report"): [(422, OUR_REFUSAL), (422, THEIR_REFUSAL)],
    ("POST", "/enter"): [(200, {"ok": True, "result": {"key": "their key", "newKey": "next",
                                                       "seconds": 600, "owner": 77}})],
    ("GET", THEIRS): [(200, {"ok": True, "result": {"crates": [{"number": 1}, {"number": 2}],
                                                    "sum": 2}}),
                      (409, THEIR_REFUSAL),
                      (200, {"ok": True, "result": {"crates": [], "sum": 0}})],
    ("POST", "/buy"): [(409, THEIR_REFUSAL), (409, OUR_REFUSAL)],
}


class Handler(http.server.BaseHTTPRequestHandler):
    """Notes each request, and gives the next response."""

    protocol_version = "HTTP/1.1"

    def respond(self) -> None:
        """To any method."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        server: Any = self.server
        path = urlsplit(self.path).path
        server.seen.append((path, dict(self.headers.items())))
        rest = server.responses.get((self.command, path), [(404, {})])
        status, body = rest.pop(0) if len(rest) > 1 else rest[0]
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("X-Request-Id", "ours")
        self.send_header("X-Trace", "theirs")
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = respond

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


class TwoApis(SampleCase):
    """The sample's bindings beside ours."""

    maxDiff = None
    program: Path

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.program = cls.out / "two_apis"

    def build(self) -> None:
        """Compiles both, each without a warning, and links them with one runtime."""
        flags = ["-std=c11", "-D_POSIX_C_SOURCE=200809L", "-pthread", "-g",
                 *WARNINGS, *self.include, f"-I{TOP / 'generated'}"]
        self.compile("gcc", *flags, f"-I{TOP / 'runtime' / 'lib'}",
                     TOP / "tests" / "generator" / "c" / "two_apis.c",
                     *sorted((TOP / "generated").glob("*.c")),
                     *sorted((self.out / "generated").glob("*.c")),
                     *sorted((TOP / "runtime" / "lib").glob("*/*.c")),
                     "-o", self.program, "-lcurl", "-lcjson", "-lm")

    def test_both_are_called(self) -> None:
        self.build()
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            server.seen = []  # type: ignore[attr-defined]
            server.responses = {  # type: ignore[attr-defined]
                key: list(some) for key, some in RESPONSES.items()}
            threading.Thread(target=server.serve_forever, daemon=True).start()
            url = f"http://127.0.0.1:{server.server_address[1]}"
            own = {name: value for name, value in os.environ.items()
                   if not name.startswith(("IQM_", "SAMPLE_API_"))}
            done = subprocess.run([self.program], capture_output=True, text=True, check=False, env={
                **own, "IQM_BASE_URL": url, "IQM_TOKEN": "our token", "IQM_OW_ID": "5",
                "SAMPLE_API_BASE_URL": url, "SAMPLE_API_CLIENT_ID": "id",
                "SAMPLE_API_CLIENT_SECRET": "hush", "SAMPLE_API_USERNAME": "user",
                "SAMPLE_API_PASSWORD": "pass"})
            server.shutdown()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(done.stdout.splitlines(), [
            "our list: IQM_OK, 1 rows",
            "our refusal: IQM_E_REFUSED, refused [no|because|sortBy|] "
            "[On Hold|held||a@b.c] id ours",
            "our purchase: IQM_E_REFUSED, refused [no|because|sortBy|] "
            "[On Hold|held||a@b.c] id ours",
            "our purchase, their words: IQM_E_UNKNOWN_OUTCOME id ours",
            "their list: IQM_OK, 2 rows",
            "their refusal: IQM_E_REFUSED, refused [No|it rains|at|the baker] [closed|||12 34] "
            "id theirs",
            "their purchase: IQM_E_REFUSED, refused [No|it rains|at|the baker] [closed|||12 34] "
            "id theirs",
            "their purchase, our words: IQM_E_UNKNOWN_OUTCOME id theirs",
            "our call on their client: IQM_E_USAGE: pld.list: expected a client of API "
            "'insights', found one of API 'sample'",
            "their call on our client: IQM_E_USAGE: k2.shelf: expected a client of API "
            "'sample', found one of API 'insights'",
            "their request 1 in a minute: IQM_OK, sent 1",
            "their request 2 in a minute: IQM_E_RATE_LIMITED, sent 0"])
        self.check_headers(server.seen)  # type: ignore[attr-defined]

    def check_headers(self, seen: list[tuple[str, dict[str, str]]]) -> None:
        """Each service gets its own headers, and none of the other's."""
        everything = {"Authorization", "Authentication", "X-IAA-OW-ID", "X-Key", "X-Shop"}
        for path, headers in seen:
            sent = {name: headers[name] for name in everything if name in headers}
            if path.startswith("/api/"):
                self.assertEqual(sent, {
                    "Authorization": "Bearer our token", "Authentication": "Bearer our token",
                    "X-IAA-OW-ID": "5"})
                self.assertTrue(headers["User-Agent"].startswith("iqm-insights-c/"))
            elif path == "/enter":
                self.assertEqual(set(sent.items()), {
                    (name, "Basic aWQ6aHVzaA==") for name in ("Authorization", "X-Key")})
            elif sent["Authorization"] != "Bearer their token":
                self.assertEqual(sent, {"Authorization": "Bearer their key",
                                        "X-Key": "Bearer their key", "X-Shop": "77"})
            if not path.startswith("/api/"):
                self.assertTrue(headers["User-Agent"].startswith("smp-sample-c/"))
        self.assertEqual([path for path, _ in seen].count("/enter"), 1)
        self.assertEqual(len(seen), 4 + 1 + 4 + 1)
