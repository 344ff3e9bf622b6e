"""Each fault as its bytes, on raw sockets; and what the bill says of it."""
from __future__ import annotations

import gzip
import json
import re
import socket
import ssl
import subprocess
import sys
import time
import unittest
import zlib
from typing import Any, Optional
from unittest import mock
from urllib.parse import urlsplit

from tests.sandbox.faults import BOMB, EITHER, KINDS
from tests.sandbox.server import LOOPBACK, Front

from .helper import DAY, START, Response, SandboxCase, ask
from .test_process import TOP, WORDS

RST = "reset"


class FaultCase(SandboxCase):
    """Control comes by the port that no fault comes to."""

    def control(self, name: str, **fields: Any) -> Any:
        response = ask(f"{self.sandbox.control_url}/_sandbox/{name}", "POST",
                    json.dumps(fields).encode())
        self.assertEqual(response.status, 200, response.body)
        return response.json

    def look(self, name: str) -> Any:
        return ask(f"{self.sandbox.control_url}/_sandbox/{name}").json

    def connect(self, url: Optional[str] = None) -> socket.socket:
        parts = urlsplit(url or self.sandbox.url)
        connection = socket.create_connection((LOOPBACK, parts.port or 0), 10)
        self.addCleanup(connection.close)
        return connection

    def purchase(self, mark: str = "m") -> bytes:
        """A purchase's bytes."""
        body = json.dumps({"campaignId": 451351, "pldStartDate": START * 1000,
                           "pldEndDate": (START + DAY) * 1000 - 1}).encode()
        return (f"POST /api/v3/ins/pld-report HTTP/1.1\r\nHost: x\r\nX-Sandbox-Mark: {mark}\r\n"
                f"Authorization: Bearer {self.token}\r\nX-IAA-OW-ID: 200001\r\n"
                f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
                ).encode() + body

    def drain(self, connection: socket.socket, seconds: float = 10) -> tuple[bytes, str]:
        """All that comes, and how it ends: "end", "reset" or "open"."""
        connection.settimeout(seconds)
        got = b""
        try:
            while True:
                piece = connection.recv(1 << 20)
                if not piece:
                    return got, "end"
                got += piece
        except ConnectionResetError:
            return got, RST
        except (socket.timeout, BlockingIOError):
            return got, "open"

    def strike(self, kind: str, seconds: float = 10, last: bool = False,
               **how: Any) -> tuple[bytes, str]:
        """Lays out the fault, and buys; `last`: a connection that is kept ends after that."""
        self.control("fault", operation=how.pop("operation", "pld.generate"), kind=kind, **how)
        try:
            connection = self.connect()  # which may see the reset already
            connection.sendall(self.purchase())
            if last:
                connection.shutdown(socket.SHUT_WR)
        except OSError:
            return b"", RST
        return self.drain(connection, seconds)

    def bought(self) -> int:
        return int(self.look("bill")["count"])


class Connections(FaultCase):
    """Faults that end a connection."""

    def test_refuse(self) -> None:
        kept = self.connect()
        self.control("fault", operation="*", kind="refuse")
        with self.assertRaises(ConnectionRefusedError):
            self.connect()
        kept.settimeout(5)
        try:
            self.assertEqual(kept.recv(1), b"")
        except ConnectionResetError:
            pass
        self.control("unfault")
        self.assertEqual(self.pld().status, 200)

    def test_refuse_for_a_while(self) -> None:
        self.control("fault", operation="*", kind="refuse", seconds=0.2)
        with self.assertRaises(ConnectionRefusedError):
            self.connect()
        time.sleep(0.6)
        self.assertEqual(self.pld().status, 200)

    def test_refuse_as_a_while_ends(self) -> None:
        listen = socket.socket.listen
        calls = iter(range(100))

        def listen_late(self: socket.socket, backlog: int = 128) -> None:
            listen(self, backlog)
            if next(calls) == 0:
                time.sleep(0.3)

        with mock.patch.object(socket.socket, "listen", listen_late):
            self.control("fault", operation="*", kind="refuse", seconds=0.01)
            time.sleep(0.1)
            self.control("fault", operation="*", kind="refuse")
            time.sleep(0.4)
            with self.assertRaises(ConnectionRefusedError):
                self.connect()
        self.control("unfault")
        self.assertEqual(self.pld().status, 200)

    def test_reset_before_request(self) -> None:
        self.assertEqual(self.strike("reset-before-request", operation="*"), (b"", RST))
        self.assertEqual((self.bought(), self.pld().status), (0, 200))

    def test_reset_before_request_on_kept_ones(self) -> None:
        kept = self.connect()
        kept.sendall(b"GET /_sandbox/bill HTTP/1.1\r\nHost: x\r\n\r\n")
        self.assertTrue(kept.recv(4096))
        self.control("fault", operation="*", kind="reset-before-request")
        self.assertIn(self.drain(kept), ((b"", RST), (b"", "end")))

    def test_kept_connections_have_ended_when_a_fault_is_laid(self) -> None:
        """However late their threads run: else the fault strikes a request that comes after it."""
        slow = self.sandbox.service.faults.listeners[0]
        assert isinstance(slow, Front)
        end = slow.shutdown_request

        def end_late(request: Any) -> None:
            time.sleep(0.1)
            end(request)

        for kind in ("refuse", "reset-before-request"):
            with self.subTest(kind=kind), mock.patch.object(slow, "shutdown_request", end_late):
                kept = self.connect()
                kept.sendall(b"GET /_sandbox/bill HTTP/1.1\r\nHost: x\r\n\r\n")
                self.assertTrue(kept.recv(4096))
                self.control("fault", operation="*", kind=kind)
                self.assertIn(self.drain(kept, 0), ((b"", RST), (b"", "end")))
                self.control("unfault")

    def test_reset_in_request(self) -> None:
        self.control("fault", operation="pld.generate", kind="reset-in-request")
        connection = self.connect()
        connection.sendall(self.purchase().split(b"\r\n")[0] + b"\r\n")
        self.assertEqual(self.drain(connection), (b"", RST))
        self.assertEqual((self.bought(), self.look("marks")["marks"]), (0, {}))

    def test_lost_before(self) -> None:
        self.assertEqual(self.strike("lost-before"), (b"", RST))
        self.assertEqual(self.look("marks")["marks"]["m"],
                         {"arrived": 1, "performed": 0, "bought": 0})

    def test_reset_after_request(self) -> None:
        self.assertEqual(self.strike("reset-after-request"), (b"", RST))
        self.assertEqual(self.look("marks")["marks"]["m"],
                         {"arrived": 1, "performed": 1, "bought": 1})

    def test_cut_responses(self) -> None:
        for where in ("headers", "body"):
            for how, end in (("reset", RST), ("close", "end"), ("silent", "open")):
                got, ended = self.strike(f"{how}-in-{where}", seconds=0.5)
                self.assertEqual((ended, b"\r\n\r\n" in got), (end, where == "body"), (how, got))
                self.assertTrue(got.startswith(b"HTTP/1.1 200 OK\r\n"))
                self.control("reset")
                self.token = self.control("token")["access_token"]

    def test_read_then_close(self) -> None:
        kept = self.connect()
        kept.sendall(b"GET /_sandbox/bill HTTP/1.1\r\nHost: x\r\n\r\n")
        self.assertTrue(kept.recv(4096))
        self.control("fault", operation="pld.generate", kind="read-then-close")
        kept.sendall(self.purchase())
        self.assertEqual((self.drain(kept), self.bought()), ((b"", "end"), 1))

    def test_silent(self) -> None:
        for kind, bought in (("silent-unperformed", 0), ("silent", 1)):
            self.assertEqual(self.strike(kind, seconds=0.3), (b"", "open"))
            self.assertEqual(self.bought(), bought)

    def test_silence_ends_with_the_client(self) -> None:
        self.control("fault", operation="pld.generate", kind="silent")
        connection = self.connect()
        connection.sendall(self.purchase())
        while not self.bought():
            time.sleep(0.01)
        connection.close()
        until = time.monotonic() + 5
        while self.look("marks")["open"] and time.monotonic() < until:
            time.sleep(0.01)
        self.assertEqual(self.look("marks")["open"], 0)

    def test_drip(self) -> None:
        self.assertEqual(self.strike("drip", seconds=0.4), (b"H", "open"))
        self.control("settings", always_sell=True)
        self.control("fault", operation="pld.generate", kind="drip", seconds=0.001)
        connection = self.connect()
        connection.sendall(self.purchase())
        got, end = self.drain(connection, seconds=1)
        self.assertEqual(end, "open")
        self.assertTrue(json.loads(got.partition(b"\r\n\r\n")[2])["success"])
        self.assertEqual(self.bought(), 2)


class Responses(FaultCase):
    """Faults of a response."""

    def response(self, kind: str, **how: Any) -> tuple[dict[str, str], bytes]:
        got, _ = self.strike(kind, last=True, **how)
        head, _, body = got.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        return {"": lines[0], **dict(line.split(": ", 1) for line in lines[1:])}, body

    def test_lengths(self) -> None:
        headers, body = self.response("short-length")
        self.assertEqual(int(headers["Content-Length"]), len(body) // 2)
        headers, body = self.response("long-length")
        self.assertEqual(int(headers["Content-Length"]), len(body) + 64)

    def test_chunks(self) -> None:
        headers, body = self.response("chunk-garbage")
        self.assertEqual((headers["Transfer-Encoding"], "Content-Length" in headers),
                         ("chunked", False))
        self.assertTrue(body.endswith(b"not a length\r\n"))
        size, _, rest = self.response("chunk-cut")[1].partition(b"\r\n")
        json.loads(rest)
        self.assertEqual(int(size, 16), len(rest) - 2)

    def test_gzip(self) -> None:
        headers, body = self.response("gzip-bomb")
        self.assertEqual(headers["Content-Encoding"], "gzip")
        self.assertLess(len(body), 100_000)
        self.assertEqual(len(gzip.decompress(body)), BOMB)
        with self.assertRaises((OSError, EOFError, zlib.error)):
            gzip.decompress(self.response("gzip-garbage")[1])

    def test_bodies(self) -> None:
        headers, body = self.response("wrong-type")
        self.assertEqual((headers[""], headers["Content-Type"], body[:9]),
                         ("HTTP/1.1 200 OK", "text/html; charset=utf-8", b"<!doctype"))
        headers, body = self.response("empty-200")
        self.assertEqual((headers["Content-Length"], body), ("0", b""))
        for kind in ("cut-json", "trailing-garbage"):
            headers, body = self.response(kind)
            self.assertEqual(int(headers["Content-Length"]), len(body))
            with self.assertRaises(ValueError):
                json.loads(body)
            json.loads(body + b"}" if kind == "cut-json" else body[:-1])

    def test_headers(self) -> None:
        headers, body = self.response("header-100k")
        self.assertEqual(len(headers["X-Long"]), 100_000)
        json.loads(body)

    def test_noise(self) -> None:
        got, _ = self.strike("continue-noise", last=True)
        self.assertEqual(re.findall(rb"HTTP/1.1 (\d+)", got), [b"100"] * 3 + [b"103", b"200"])
        got, _ = self.strike("extra-response", last=True)
        self.assertEqual(got.count(b"HTTP/1.1 200 OK\r\n"), 2)

    def test_late_repeat(self) -> None:
        self.control("fault", operation="pld.generate", kind="late-repeat")
        connection = self.connect()
        connection.sendall(self.purchase())
        first, _ = self.drain(connection, seconds=0.05)
        second, end = self.drain(connection, seconds=1)
        self.assertEqual((first, end, self.bought()), (second, "open", 1))
        connection.sendall(self.purchase())
        self.assertTrue(self.drain(connection, seconds=0.5)[0].startswith(b"HTTP/1.1 200 OK"))

    def test_refusals(self) -> None:
        self.control("settings", always_sell=True)
        for status in ("401", "403", "422", "429"):
            headers, body = self.response(f"{status}-performed")
            self.assertEqual((headers[""].split()[1], json.loads(body)["success"]), (status, False))
            headers, body = self.response(f"{status}-cut", perform=False)
            self.assertEqual(headers[""].split()[1], status)
            self.assertLess(len(body), int(headers["Content-Length"]))
            got, end = self.strike(f"{status}-line", perform=False)
            self.assertEqual((got[:13], got[-2:], end),
                             (f"HTTP/1.1 {status} ".encode(), b"\r\n", RST))
        self.assertEqual(self.bought(), 4)

    def test_refusals_that_end_by_closing(self) -> None:
        for coding in ("identity", "x-chunked"):
            got, end = self.strike(f"403-{coding}-cut", perform=False)
            head, body = got.split(b"\r\n\r\n")
            self.assertEqual((head[:13], end), (b"HTTP/1.1 403 ", "end"))
            self.assertIn(f"\r\nTransfer-Encoding: {coding}".encode(), head)
            self.assertNotIn(b"Content-Length", head)
            with self.assertRaises(json.JSONDecodeError):
                json.loads(body)

    def test_no_http(self) -> None:
        got, end = self.strike("no-http")
        self.assertEqual(end, "end")
        json.loads(got)

    def test_statuses(self) -> None:
        for status in ("408", "429", "500", "502", "503", "504"):
            for hint in (None, "3", "Tue, 24 Nov 2026 00:00:00 GMT", "soon", "-5", "9" * 30):
                how = {} if hint is None else {"retry_after": hint}
                headers, body = self.response(status, **how)
                self.assertEqual(headers[""].split()[1], status)
                self.assertEqual(headers.get("Retry-After"), hint)
                self.assertFalse(json.loads(body)["success"])

    def test_401_once(self) -> None:
        self.control("fault", operation="pld.generate", kind="401-once")
        self.assertEqual([self.pld().status for _ in range(2)], [401, 200])
        self.assertEqual(self.bought(), 1)

    def test_redirect(self) -> None:
        for status in ("302", "307"):
            headers, _ = self.response(f"redirect-{status}")
            self.assertEqual(headers[""].split()[1], status)
            self.assertRegex(headers["Location"], r"^http://localhost:\d+/taken$")
            where = headers["Location"].replace("localhost", LOOPBACK)
            self.assertEqual(ask(where, "POST", b"{}").json, {"success": True, "data": {}})
            ask(where, headers={"X-IAA-OW-ID": "1"})
        self.assertEqual(self.look("state")["redirect_target"], {"requests": 4, "leaks": 2})


class Counting(FaultCase):
    """Which request is struck, and whether it is carried out."""

    def test_the_bill_of_either(self) -> None:
        """Every kind that leaves the choice does what it is told."""
        self.control("settings", always_sell=True)
        for kind, facts in KINDS.items():
            for perform in (False, True) if facts.performs is EITHER else ():
                before = self.bought()
                self.strike(kind, last="silent" not in kind, seconds=1, perform=perform)
                self.assertEqual(self.bought() - before, perform, kind)

    def statuses(self, count: int) -> list[int]:
        return [self.get("/pld-reports").status for _ in range(count)]

    def test_after_and_times(self) -> None:
        self.control("fault", operation="pld.list", kind="503", after=1, times=2)
        self.control("fault", operation="pld.list", kind="500")
        self.assertEqual(self.get("/sls-reports").status, 200)
        self.assertEqual(self.statuses(6), [200, 503, 503, 500, 200, 200])
        self.assertEqual(self.look("marks")["struck"], 3)

    def test_for_good(self) -> None:
        left = self.control("fault", operation="*", kind="502", times=0)
        self.assertEqual([(f["operation"], f["kind"], f["times"]) for f in left], [("*", "502", 0)])
        self.assertEqual(self.statuses(3), [502] * 3)
        self.assertEqual(self.token_call("grant_type=password&username=a&password=b").status, 502)
        self.control("unfault")
        self.assertEqual(self.statuses(1), [200])

    def test_a_reset_forgets(self) -> None:
        self.control("fault", operation="*", kind="502", times=0)
        self.control("reset")
        self.assertEqual(self.look("state")["faults"], [])

    def test_log_in_and_refresh_are_told_apart(self) -> None:
        self.control("fault", operation="auth.refresh", kind="503")
        form = ("grant_type=password&username=jane.doe%2Binsights@example.com"
                "&password=p%26ss+w%25rd%3D%C3%A9")
        self.assertEqual(self.token_call(form).status, 200)
        self.assertEqual(self.token_call("grant_type=refresh_token&refresh_token=x").status, 503)

    def test_file(self) -> None:
        url = self.post("/pld-report/download", pldId=50, fileType=2).data["pldReportUrl"]
        self.control("fault", operation="file", kind="503")
        self.assertEqual([ask(url).status for _ in range(2)], [503, 200])
        self.control("fault", operation="file", kind="reset-before-request")
        with self.assertRaises(OSError):
            ask(url)
        self.control("fault", operation="file", kind="refuse")
        with self.assertRaises(ConnectionRefusedError):
            ask(url)

    def test_mistakes(self) -> None:
        for fields in ({"operation": "no.such", "kind": "503"}, {"operation": "*", "kind": "bad"},
                       {"operation": "*", "kind": "429", "perform": True},
                       {"operation": "*", "kind": "silent", "perform": False},
                       {"operation": "*", "kind": "silent", "retry_after": "1"},
                       {"operation": "*", "kind": "503", "seconds": 1},
                       {"operation": "*", "kind": "drip", "seconds": -1},
                       {"operation": "*", "kind": "503", "after": -1},
                       {"operation": "pld.list", "kind": "refuse"}, {"kind": "503"}):
            response: Response = ask(f"{self.sandbox.url}/_sandbox/fault", "POST",
                               json.dumps(fields).encode())
            self.assertEqual(response.status, 400, fields)

    def test_readme_names_all(self) -> None:
        page = (TOP / "tests" / "sandbox" / "README.md").read_text(encoding="utf-8")
        for kind in KINDS:
            self.assertIn(f"`{kind}`", page)


class Certificates(unittest.TestCase):
    def connect(self, origin: str) -> socket.socket:
        return socket.create_connection((LOOPBACK, urlsplit(origin).port or 0), 5)

    def test_doors(self) -> None:
        process = subprocess.Popen([sys.executable, "-m", "tests.sandbox", "--faults"], cwd=TOP,
                                   stdout=subprocess.PIPE)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        assert process.stdout is not None
        facts = dict(process.stdout.readline().decode().rstrip("\n").split(" ", 1)
                     for _ in range(12))
        self.assertEqual(list(facts), [*WORDS, "ca-file", "tls", "expired", "wrong-name",
                                       "control"])
        context = ssl.create_default_context(cafile=facts["ca-file"])
        for door, why in (("tls", None), ("expired", "expired"), ("wrong-name", "match")):
            with self.connect(facts[door]) as raw:
                if not why:
                    context.wrap_socket(raw, server_hostname=LOOPBACK).close()
                    continue
                with self.assertRaisesRegex(ssl.SSLCertVerificationError, why):
                    context.wrap_socket(raw, server_hostname=LOOPBACK)
        # plain http on a TLS port, and TLS on a plain one
        with self.connect(facts["tls"]) as raw:
            raw.sendall(b"GET /_sandbox/bill HTTP/1.1\r\nHost: x\r\n\r\n")
            self.assertFalse(raw.recv(4096).startswith(b"HTTP/1.1 200"))
        with self.connect(facts["api"]) as raw:
            with self.assertRaises(ssl.SSLError):
                context.wrap_socket(raw, server_hostname=LOOPBACK)
