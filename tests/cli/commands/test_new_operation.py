"""spec/README.md's new operation becomes a command, with no C written."""
from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from tests.cli.support.command_case import PATIENCE, TOP

RESPONSE = '{"success": true, "data": {"message": "Sent."}}'


class NewOperation(unittest.TestCase):
    """A copy of the project, with one operation more."""

    def setUp(self) -> None:
        self.sent: list[tuple[str, object]] = []
        directory = Path(tempfile.mkdtemp(prefix="iqm-new-"))
        self.addCleanup(shutil.rmtree, directory, True)
        self.top = directory / "project"
        # What was built comes along, so that only what changes is built.
        shutil.copytree(TOP, self.top, ignore=shutil.ignore_patterns(
            ".git", "asan", "tsan", "deb", "shared", "*-files", "__pycache__"))
        self.add_operation()
        self.make("regen")
        self.make("build/iqm-insights")

    def add_operation(self) -> None:
        """As the page says."""
        page = (TOP / "spec" / "README.md").read_text(encoding="utf-8")
        page = page[page.index("## Add an operation"):]
        types, operation = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
        path = self.top / "spec" / "pld.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("types:\n", f"types:\n{types}\n") + f"\n{operation}")
        for value, name in re.findall(r"`(\{.*?\})`\s+into\s+`samples/(\S+)`", page):
            (self.top / "spec" / "samples" / name).write_text(value, encoding="utf-8")

    def make(self, target: str) -> None:
        done = subprocess.run(
            ["make", "-s", f"PYTHON={sys.executable}", "BUILD=build", "SAN=", target],
            cwd=self.top, text=True, capture_output=True, timeout=300)
        self.assertEqual(done.returncode, 0, done.stderr)

    def serve(self) -> dict[str, str]:
        """Starts a service that knows the operation, as the sandbox does not. Gives its clients'
        environment."""
        sent = self.sent

        class Service(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                sent.append((self.path, json.loads(body)))
                self.send_response(200)
                self.send_header("Content-Length", str(len(RESPONSE)))
                self.end_headers()
                self.wfile.write(RESPONSE.encode())

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
        return {"IQM_BASE_URL": f"http://127.0.0.1:{server.server_port}", "IQM_TOKEN": "a-token",
                "HOME": str(self.top), "PATH": os.environ["PATH"]}

    def run_it(self, env: dict[str, str], *arguments: str) -> str:
        done = subprocess.run([str(self.top / "build" / "iqm-insights"), *arguments], env=env,
                              text=True, capture_output=True, timeout=PATIENCE)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_it_is_a_command(self) -> None:
        env = self.serve()
        help_text = self.run_it(env, "pld", "mail", "--help")
        self.assertIn("iqm-insights pld mail --id 1 --email-ids a@example.com", help_text)
        out = self.run_it(env, "pld", "mail", "--id", "7", "--email-ids",
                          "a@example.com,b@example.com", "-o", "json")
        self.assertEqual(json.loads(out), {"message": "Sent."})
        self.assertEqual(self.sent, [("/api/v3/ins/pld-reports/email", {
            "pldId": 7, "emailIds": ["a@example.com", "b@example.com"]})])
        generated = self.top / "generated" / "cli"
        for name in ("iqm-insights.1", "iqm-insights.bash", "_iqm-insights"):
            self.assertIn("email-ids", (generated / name).read_text().replace("\\", ""), name)
