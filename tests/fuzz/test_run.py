"""run.sh names what it can run, before it runs anything."""
from __future__ import annotations

import subprocess
import tempfile
import unittest
from pathlib import Path

RUN = Path(__file__).with_name("run.sh")


class Targets(unittest.TestCase):
    """With a build of two targets, whose programs are scripts."""

    def run_it(self, *targets: str) -> tuple[subprocess.CompletedProcess[str], list[str]]:
        """What run.sh printed, and the targets that it ran."""
        with tempfile.TemporaryDirectory() as name:
            build = Path(name)
            for program, line in (("seeds", 'mkdir "$1/seeds-json" "$1/seeds-money"'),
                                  ("fuzz", f'echo "$FUZZ" >>"{name}/ran"; echo Done 1 runs')):
                (build / program).write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
                (build / program).chmod(0o700)
            done = subprocess.run([RUN, name, "1", *targets], capture_output=True, text=True,
                                  check=False)
            ran = build / "ran"
            return done, ran.read_text(encoding="utf-8").split() if ran.exists() else []

    def test_some_and_all(self) -> None:
        for targets, expected in (((), ["json", "money"]), (("money",), ["money"])):
            done, ran = self.run_it(*targets)
            self.assertEqual((done.returncode, ran), (0, expected), done.stderr)

    def test_one_that_is_none(self) -> None:
        done, ran = self.run_it("json", "nonsense")
        self.assertEqual((done.returncode, ran), (2, []))
        self.assertEqual(done.stderr, "FUZZ: no target 'nonsense': expected some of json money\n")


if __name__ == "__main__":
    unittest.main()
