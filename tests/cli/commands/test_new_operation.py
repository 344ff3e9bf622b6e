"""spec/README.md's new operation: its steps, and no others, give it all that operations have."""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from generator.builder.build import build
from tests.cli.support.command_case import PATIENCE, TOP
from tests.generator.helper import Guide
from tests.sandbox_test.helper import ask

ENVIRONMENT = {"api": "IQM_BASE_URL", "ow-id": "IQM_OW_ID", "client-id": "IQM_CLIENT_ID",
               "client-secret": "IQM_CLIENT_SECRET", "username": "IQM_USERNAME",
               "password": "IQM_PASSWORD"}


class NewOperation(unittest.TestCase):
    """A copy of the project, with one operation more."""

    top: Path

    @classmethod
    def setUpClass(cls) -> None:
        directory = Path(tempfile.mkdtemp(prefix="iqm-new-"))
        cls.addClassCleanup(shutil.rmtree, directory, True)
        cls.top = directory / "project"
        # What was built comes along, so that only what changes is built.
        shutil.copytree(TOP, cls.top, ignore=shutil.ignore_patterns(
            ".git", "asan", "tsan", "deb", "shared", "*-files", "__pycache__"))
        cls.add_operation()
        cls.make("regen")
        cls.make("build/iqm-insights")

    @classmethod
    def add_operation(cls) -> None:
        """As the page says."""
        guide = Guide()
        guide.leave(cls.top / "spec")
        guide.follow(cls.top / "spec")

    @classmethod
    def make(cls, target: str, *options: str) -> str:
        """What `make` prints, which must succeed."""
        done = subprocess.run(
            ["make", "-s", f"PYTHON={sys.executable}", "BUILD=build", "SAN=", target, *options],
            cwd=cls.top, text=True, capture_output=True, timeout=600)
        if done.returncode:
            raise AssertionError(f"make {target}: {done.stdout}{done.stderr}")
        return done.stdout

    def serve(self) -> dict[str, str]:
        """Starts the copy's sandbox. Gives its clients' environment."""
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.sandbox", "--parent", str(os.getpid())], cwd=self.top,
            text=True, stdout=subprocess.PIPE)
        self.addCleanup(process.communicate)
        self.addCleanup(process.terminate)
        assert process.stdout
        lines = [process.stdout.readline().rstrip("\n").partition(" ") for _ in range(7)]
        return {"HOME": str(self.top), "PATH": os.environ["PATH"],
                **{ENVIRONMENT[name]: value for name, _, value in lines if name in ENVIRONMENT}}

    def run_it(self, env: dict[str, str], *arguments: str) -> str:
        """What the command prints."""
        done = subprocess.run([str(self.top / "build" / "iqm-insights"), *arguments], env=env,
                              text=True, capture_output=True, timeout=PATIENCE)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_it_is_a_command_that_the_sandbox_answers(self) -> None:
        env = self.serve()
        help_text = self.run_it(env, "pld", "mail", "--help")
        self.assertIn("iqm-insights pld mail --id 1 --email-ids a@example.com", help_text)
        out = self.run_it(env, "pld", "mail", "--id", "7", "--email-ids",
                          "a@example.com,b@example.com", "-o", "json")
        self.assertEqual(json.loads(out), {"message": "Sent."})
        last = ask(f"{env['IQM_BASE_URL']}/_sandbox/requests?last=1").json[0]
        self.assertEqual((last["operation"], last["path"]),
                         ("pld.mail", "/api/v3/ins/pld-reports/email"))
        self.assertEqual(json.loads(last["body"]), {
            "pldId": 7, "emailIds": ["a@example.com", "b@example.com"]})

    def test_it_is_documented(self) -> None:
        generated = self.top / "generated" / "cli"
        for name in ("iqm-insights.1", "iqm-insights.bash", "_iqm-insights", "iqm-insights.fish"):
            self.assertIn("email-ids", (generated / name).read_text().replace("\\", ""), name)
        self.assertIn("| Mail a PLD report | [`iqm_pld_mail`](generated/reference.md#pldmail) | "
                      "POST `/api/v3/ins/pld-reports/email` |",
                      (self.top / "README.md").read_text())
        self.make("regen-check")

    def test_its_samples_are_tests(self) -> None:
        self.make("check-c", "SUITE=golden")

    def test_it_breaks_no_room(self) -> None:
        self.make("check-layers")

    def test_the_fault_run_strikes_it(self) -> None:
        """By one kind of fault, 8 times each operation in both forms; all requests can be sent."""
        calls = 2 * 8  # blocking and started
        printed = self.make("check-faults", "KIND=500")
        operations = len(list(build(self.top / "spec").operations()))
        row = next(line.split() for line in printed.splitlines() if line.startswith("500 "))
        self.assertEqual(int(row[1]), calls * (operations + len(("log-in", "renewal", "file"))))
        self.assertLess(int(row[6]), calls, "not sent: purchases whose log-in fails")
