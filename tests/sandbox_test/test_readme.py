"""The page's shell lines work as they stand."""
from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from tests.sandbox.control import ACTS, LOOKS
from tests.sandbox.seed import USERS
from tests.sandbox.settings import Settings

TOP = Path(__file__).resolve().parents[2]
PAGE = (TOP / "tests" / "sandbox" / "README.md").read_text(encoding="utf-8")


class Readme(unittest.TestCase):
    @unittest.skipUnless(shutil.which("curl"), "curl is not installed")
    def test_shell_lines(self) -> None:
        script = "set -eu\n" + "".join(re.findall(r"```sh\n(.*?)```", PAGE, re.S))
        with tempfile.TemporaryDirectory() as directory:
            Path(directory, "python3").symlink_to(sys.executable)
            run = subprocess.run(
                ["sh", "-c", script.replace("build", f"{directory}/build")], cwd=TOP, timeout=60,
                env={**os.environ, "PATH": f"{directory}:{os.environ['PATH']}"},
                capture_output=True, check=False)
        self.assertEqual((run.returncode, run.stderr), (0, b""))
        responses = [json.loads(line) for line in run.stdout.splitlines()]
        self.assertEqual(responses[0], {"count": 0, "total": 0, "purchases": []})
        self.assertEqual(responses[1], [])
        self.assertEqual(responses[4:], [{"pld.list": 2}, {"pld.list": 2, "aqs.compute": 1}, {}])

    def test_it_names_every_command_and_setting(self) -> None:
        for name in (*LOOKS, *ACTS):
            self.assertRegex(PAGE, rf"\n\| `{name}\b")
        for name in Settings().__dataclass_fields__:
            self.assertIn(f"`{name}`", PAGE)
        for user in USERS[1:]:
            self.assertIn(f"`{user.name}`", PAGE)
