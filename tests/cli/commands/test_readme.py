"""The commands that README.md shows, run in their order."""
from __future__ import annotations

import os
import re
import subprocess

from tests.cli.support.command_case import COMMAND, PATIENCE, TOP, CommandCase


class Readme(CommandCase):
    """Reads the page as its reader does."""

    def test_the_commands_work(self) -> None:
        self.control("settings", ready_after=0)
        page = (TOP / "README.md").read_text(encoding="utf-8")
        page = page[page.index("## The command"):]
        script = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)[0]
        count = len(re.findall(r"^iqm-insights ", script, re.MULTILINE))
        self.assertGreater(count, 10)
        env = self.environment({**self.log_in_env, "IQM_BASE_URL": self.env["IQM_BASE_URL"]})
        env["PATH"] = f"{COMMAND.parent}:{os.environ['PATH']}"
        done = subprocess.run(["sh", "-euc", script], env=env, cwd=self.work, text=True,
                              capture_output=True, timeout=4 * PATIENCE)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(self.bill()), 1)
        saved = sorted(path.name for path in self.work.iterdir())
        self.assertEqual(saved, ["november.xlsx", "pld-50.csv", "studies", "studies.csv"])
        self.no_secret(done.stdout + done.stderr)
