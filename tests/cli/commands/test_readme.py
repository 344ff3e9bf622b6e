"""The commands that README.md shows, run in their order."""
from __future__ import annotations

import os
import re
import subprocess

from tests.cli.support.command_case import COMMAND, PATIENCE, TOP, CommandCase


class Readme(CommandCase):
    """Reads the page as its reader does."""

    def test_examples_fit(self) -> None:
        """80 columns, as terminals have."""
        page = (TOP / "README.md").read_text(encoding="utf-8")
        blocks = re.findall(r"^```(?:sh|csv)\n(.*?)^```|((?:^    [^\n]*\n)+)", page,
                            re.DOTALL | re.MULTILINE)
        lines = [line for block in blocks for line in "".join(block).splitlines()]
        self.assertGreater(len(lines), 40)
        for line in lines:
            self.assertLessEqual(len(line), 80, line)

    def test_the_commands_work(self) -> None:
        self.control("settings", ready_after=0, rate_limit=False)
        page = (TOP / "README.md").read_text(encoding="utf-8")
        page = page[page.index("## The command"):]
        script = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)[0]
        commands = re.split(r"\n(?=iqm-insights )", script.strip())
        self.assertGreater(len(commands), 10)
        env = self.environment({**self.log_in_env, "IQM_BASE_URL": self.env["IQM_BASE_URL"]})
        env["PATH"] = f"{COMMAND.parent}:{os.environ['PATH']}"
        for command in commands:
            self.forget_rate_limit()
            done = subprocess.run(["sh", "-euc", command], env=env, cwd=self.work, text=True,
                                  capture_output=True, timeout=10 * PATIENCE)  # the rate limit
            self.assertEqual(done.returncode, 0, (command, done.stderr))
            self.no_secret(done.stdout + done.stderr)
        self.assertEqual(len(self.bill()), 1)
        saved = sorted(path.name for path in self.work.iterdir())
        self.assertEqual(saved, ["november.xlsx", "pld-50.csv", "studies", "studies.csv"])
