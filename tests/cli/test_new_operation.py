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
import urllib.request
from pathlib import Path

from .helper import PATIENCE, TOP

ANSWER = '{"success": true, "data": {"message": "Sent."}}'


class NewOperation(unittest.TestCase):
    """A copy of the project, with one operation more."""

    def setUp(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="iqm-new-"))
        self.addCleanup(shutil.rmtree, folder, True)
        self.top = folder / "project"
        # What was built comes along, so that only what changes is built.
        shutil.copytree(TOP, self.top, ignore=shutil.ignore_patterns(
            ".git", "asan", "tsan", "*-files", "__pycache__"))
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

    def sandbox(self) -> dict[str, str]:
        """The copy's sandbox, which knows the operation too: the environment of its clients."""
        process = subprocess.Popen([sys.executable, "-m", "tests.sandbox"], cwd=self.top,
                                   stdout=subprocess.PIPE, text=True)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        assert process.stdout
        facts = dict(process.stdout.readline().rstrip("\n").split(" ", 1) for _ in range(7))
        return {"IQM_BASE_URL": facts["api"], "IQM_CLIENT_ID": facts["client-id"],
                "IQM_CLIENT_SECRET": facts["client-secret"], "IQM_USERNAME": facts["username"],
                "IQM_PASSWORD": facts["password"], "HOME": str(self.top), "PATH": os.environ["PATH"]}

    def run_it(self, env: dict[str, str], *words: str) -> str:
        done = subprocess.run([str(self.top / "build" / "iqm-insights"), *words], env=env,
                              text=True, capture_output=True, timeout=PATIENCE)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_it_is_a_command(self) -> None:
        env = self.sandbox()
        fields = {"operation": "pld.mail", "status": 200, "body": ANSWER}
        urllib.request.urlopen(env["IQM_BASE_URL"] + "/_sandbox/script",
                               json.dumps(fields).encode(), timeout=PATIENCE).close()
        help_text = self.run_it(env, "pld", "mail", "--help")
        self.assertIn("iqm-insights pld mail --id 1 --email-ids a@example.com", help_text)
        out = self.run_it(env, "pld", "mail", "--id", "7", "--email-ids",
                          "a@example.com,b@example.com", "-o", "json")
        self.assertEqual(json.loads(out), {"message": "Sent."})
        with urllib.request.urlopen(env["IQM_BASE_URL"] + "/_sandbox/requests?last=1",
                                    timeout=PATIENCE) as answer:
            sent = json.load(answer)[0]
        self.assertEqual(json.loads(sent["body"]),
                         {"pldId": 7, "emailIds": ["a@example.com", "b@example.com"]})
        generated = self.top / "generated" / "cli"
        for name in ("iqm-insights.1", "iqm-insights.bash", "_iqm-insights"):
            self.assertIn("email-ids", (generated / name).read_text().replace("\\", ""), name)
