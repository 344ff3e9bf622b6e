"""`python3 -m tests.sandbox` as a program: what it prints, TLS, and how it ends."""
from __future__ import annotations

import base64
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
import unittest
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

TOP = Path(__file__).resolve().parents[2]
WORDS = ["api", "files", "ow-id", "client-id", "client-secret", "username", "password"]


class Program(unittest.TestCase):
    def start(self, *options: str, lines: int = 7) -> dict[str, str]:
        """Starts it, and reads the lines it prints."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.sandbox", *options], cwd=TOP, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE)
        self.addCleanup(self.stop)
        assert self.process.stdout is not None
        self.lines = [self.process.stdout.readline().decode().rstrip("\n") for _ in range(lines)]
        return dict(line.split(" ", 1) for line in self.lines if " " in line)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    def ends(self, seconds: float = 5) -> int:
        """The exit status; nothing more may have been printed."""
        out, err = self.process.communicate(timeout=seconds)
        self.assertEqual((out, err), (b"", b""))
        return self.process.returncode

    def open(self, url: str, context: Any = None, **headers: str) -> Any:
        request = urllib.request.Request(url, headers=headers)
        with urllib.request.urlopen(request, timeout=10, context=context) as response:
            return response.read()

    def test_lines(self) -> None:
        facts = self.start("--port", "0")
        self.assertEqual(list(facts), WORDS)
        for word in ("api", "files"):
            self.assertRegex(facts[word], r"^http://127\.0\.0\.1:\d+$")
        self.assertEqual((facts["ow-id"], facts["username"], facts["password"]),
                         ("200001", "jane.doe+insights@example.com", "p&ss w%rd=é"))
        self.log_in(facts)
        self.process.send_signal(signal.SIGTERM)
        self.assertEqual(self.ends(), 0)
        with self.assertRaises(OSError):
            socket.create_connection(("127.0.0.1", int(facts["api"].split(":")[2])), 1)

    def log_in(self, facts: dict[str, str], context: Any = None) -> str:
        """Logs in with what was printed, and gets a file."""
        basic = base64.b64encode(f"{facts['client-id']}:{facts['client-secret']}".encode())
        body = urlencode({"grant_type": "password", "username": facts["username"],
                          "password": facts["password"]}).encode()
        request = urllib.request.Request(
            facts["api"] + "/api/v3/ua/oauth/token", body,
            {"Authorization": f"Basic {basic.decode()}"})
        with urllib.request.urlopen(request, timeout=10, context=context) as response:
            token = json.load(response)["data"]
        self.assertEqual(str(token["owId"]), facts["ow-id"])
        headers = {"Authorization": f"Bearer {token['access_token']}",
                   "X-IAA-OW-ID": facts["ow-id"], "Content-Type": "application/json"}
        request = urllib.request.Request(facts["api"] + "/api/v3/ins/pld-report/download",
                                         b'{"fileType":2,"pldId":50}', headers)
        with urllib.request.urlopen(request, timeout=10, context=context) as response:
            url: str = json.load(response)["data"]["pldReportUrl"]
        self.assertTrue(self.open(url, context).startswith(b"Report,NPI"))
        return url

    def test_tls(self) -> None:
        facts = self.start("--tls", lines=8)
        self.assertEqual(list(facts), [*WORDS, "ca-file"])
        directory = Path(facts["ca-file"]).parent
        context = ssl.create_default_context(cafile=facts["ca-file"])
        url = self.log_in(facts, context)
        self.assertTrue(url.startswith("https://"))
        self.open(facts["api"].replace("127.0.0.1", "localhost") + "/_sandbox/state", context)
        with self.assertRaises(OSError):
            self.open(facts["api"] + "/_sandbox/state", ssl.create_default_context())
        self.process.send_signal(signal.SIGTERM)
        self.assertEqual(self.ends(), 0)
        self.assertFalse(directory.exists())

    def test_a_client_that_does_not_shake_hands_holds_nobody_up(self) -> None:
        facts = self.start("--tls", lines=8)
        context = ssl.create_default_context(cafile=facts["ca-file"])
        with socket.create_connection(("127.0.0.1", int(facts["api"].split(":")[2])), 5):
            self.open(facts["api"] + "/_sandbox/state", context)

    def test_env_is_for_the_shell(self) -> None:
        self.start("--env", "--tls", lines=8)
        script = "\n".join(self.lines) + '\nprintf "%s\\n" "$IQM_PASSWORD" "$IQM_BASE_URL"'
        out = subprocess.run(["sh", "-c", script], check=True, capture_output=True).stdout.decode()
        password, url = out.splitlines()
        self.assertEqual(password, "p&ss w%rd=é")
        self.assertRegex(url, r"^https://127\.0\.0\.1:\d+$")
        self.assertRegex(self.lines.pop(), f"^# .* {url}/_sandbox/$")
        self.assertEqual([line.partition("=")[0] for line in self.lines], [
            f"export IQM_{name}" for name in ("BASE_URL", "OW_ID", "CLIENT_ID", "CLIENT_SECRET",
                                              "USERNAME", "PASSWORD", "CA_FILE")])

    def test_ends_with_its_parent(self) -> None:
        parent = subprocess.Popen(["sleep", "60"])
        self.addCleanup(parent.wait)
        self.addCleanup(parent.kill)
        self.start("--parent", str(parent.pid))
        time.sleep(0.3)
        self.assertIsNone(self.process.poll())
        parent.kill()
        self.assertEqual(self.ends(), 0)

    def test_parent_that_is_gone_already(self) -> None:
        gone = subprocess.Popen(["true"])
        gone.wait()
        self.start("--parent", str(gone.pid))
        self.assertEqual(self.ends(), 0)

    def test_interrupt(self) -> None:
        self.start()
        os.kill(self.process.pid, signal.SIGINT)
        self.assertEqual(self.ends(), 0)

    def test_options(self) -> None:
        facts = self.start("--rate-limit", "--ready-after", "7", "--token-life", "60",
                           "--seed", "5")
        state = json.loads(self.open(facts["api"] + "/_sandbox/state"))["settings"]
        self.assertEqual((state["rate_limit"], state["ready_after"], state["token_life"]),
                         (True, 7, 60))
        first = facts["client-secret"]
        self.stop()
        self.assertEqual(self.start("--seed", "5")["client-secret"], first)
        self.stop()
        self.assertNotEqual(self.start()["client-secret"], first)

    def test_port_that_is_taken(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            self.start("--port", str(port), lines=0)
            out, err = self.process.communicate(timeout=10)
        self.assertEqual((self.process.returncode, out), (1, b""))
        self.assertRegex(err.decode(), f"^sandbox: .*port {port}: Address already in use")
        self.assertNotIn(b"Traceback", err)

    def test_make_sandbox_serves_until_ctrl_c(self) -> None:
        """In the foreground of a terminal, as a person runs it."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        make = subprocess.Popen(
            ["make", "-s", "sandbox", f"PORT={port}", f"PYTHON={sys.executable}"], cwd=TOP,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        self.addCleanup(make.communicate)
        self.addCleanup(make.kill)
        assert make.stdout is not None
        lines = [make.stdout.readline().decode() for _ in range(8)]
        self.assertEqual(lines[1], f"export IQM_BASE_URL=http://127.0.0.1:{port}\n")
        self.assertIn(b"<title>Sandbox</title>", self.open(lines[7].split()[-1]))
        os.killpg(make.pid, signal.SIGINT)
        out, err = make.communicate(timeout=20)
        self.assertEqual((out, err), (b"", b""))
        with self.assertRaises(OSError):
            socket.create_connection(("127.0.0.1", port), 5)

    def test_loopback_only(self) -> None:
        facts = self.start()
        port = int(facts["api"].split(":")[2])
        listening = Path("/proc/net/tcp").read_text().splitlines()
        self.assertTrue(any(f" 0100007F:{port:04X} " in line for line in listening))
        self.assertFalse(any(f" 00000000:{port:04X} " in line for line in listening))

    def test_keeps_connections_open(self) -> None:
        facts = self.start()
        with socket.create_connection(("127.0.0.1", int(facts["api"].split(":")[2])), 5) as s:
            for _ in range(3):
                s.sendall(b"GET /_sandbox/bill HTTP/1.1\r\nHost: x\r\n\r\n")
                self.assertTrue(s.recv(65536).startswith(b"HTTP/1.1 200 OK\r\n"))
