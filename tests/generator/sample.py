"""What is generated from the sample spec, for tests that compile it."""
from __future__ import annotations

import contextlib
import io
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import Any

from generator.__main__ import main

from .helper import SAMPLE_SPEC, TOP

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Werror"]


class SampleCase(unittest.TestCase):
    """Each class has the output of one run."""

    out: Path
    cli: Path
    include: list[str]

    @classmethod
    def setUpClass(cls) -> None:
        directory = tempfile.TemporaryDirectory()
        cls.addClassCleanup(directory.cleanup)
        cls.out = Path(directory.name)
        cls.include = [f"-I{TOP / 'runtime' / 'include'}", f"-I{cls.out / 'generated'}"]
        cls.cli = cls.out / "generated" / "cli"
        with contextlib.redirect_stdout(io.StringIO()):
            if main(["regen", "--spec", str(SAMPLE_SPEC), "--out", directory.name]):
                raise AssertionError("the sample spec is refused")

    def compile(self, *command: Any) -> None:
        """Runs a compiler, which must say nothing."""
        arguments = [str(part) for part in command]
        done = subprocess.run(arguments, capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""), " ".join(arguments))
