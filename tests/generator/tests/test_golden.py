"""The tests that are made of samples pass."""
from __future__ import annotations

import os
import shutil
import subprocess

from ..helper import TOP
from ..sample import WARNINGS, SampleCase

MAIN = TOP / "tests" / "lib" / "main.c"  # runs the suites that are linked to it


class Golden(SampleCase):
    """tests/golden/golden.c of the sample spec."""

    def test_golden_tests_pass(self) -> None:
        """Samples of every shape through the real codec, under sanitizers."""
        posix = ["-std=c11", "-D_POSIX_C_SOURCE=200809L", "-pthread"]
        golden = self.out / "tests" / "golden" / "golden.c"
        self.include += [f"-I{TOP / path}" for path in ("tests/golden", "tests/lib", "runtime/lib")]
        if subprocess.run(["gcc", *posix, *self.include, "-fsyntax-only", MAIN,
                           *(TOP / "runtime" / "lib").glob("*/*.c")], capture_output=True,
                          check=False).returncode:
            self.skipTest("no libcheck, libcurl or cJSON")
        for compiler in filter(shutil.which, ("gcc", "clang")):
            self.compile(compiler, *posix, *WARNINGS, *self.include, "-fsyntax-only", golden)
        libraries = subprocess.run(["pkg-config", "--libs", "check"], capture_output=True,
                                   text=True, check=True).stdout.split()
        self.compile("gcc", *posix, "-g", "-fsanitize=address,undefined", *self.include,
                     MAIN, golden, *sorted((self.out / "generated").glob("*.c")),
                     TOP / "tests" / "golden" / "test_golden.c",
                     *(TOP / "tests/lib/support" / f"{name}.c"
                       for name in ("mock", "event_log", "loop")),
                     *sorted((TOP / "runtime" / "lib").glob("*/*.c")), "-o", self.out / "golden",
                     "-lcurl", "-lcjson", "-lm", *libraries)
        done = subprocess.run([self.out / "golden"], capture_output=True, text=True, check=False,
                              env={**os.environ, "CK_FORK": "no"})
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        self.assertRegex(done.stdout, r"100%: Checks: [4-9]\d, Failures: 0, Errors: 0")
