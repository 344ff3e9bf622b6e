"""The tests that are made of samples pass."""
from __future__ import annotations

import shutil
import subprocess

from ..helper import TOP
from ..sample import WARNINGS, SampleCase

RUN_GOLDEN = """
#include <check.h>
Suite *golden_suite(void);
int main(void)
{
	SRunner *runner = srunner_create(golden_suite());
	int failed;

	srunner_set_fork_status(runner, CK_NOFORK);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner) || !srunner_ntests_run(runner);
	srunner_free(runner);
	return failed;
}
"""


class Golden(SampleCase):
    """tests/golden/golden.c of the sample spec."""

    def test_golden_tests_pass(self) -> None:
        """Samples of every shape through the real codec, under sanitizers."""
        program = self.out / "golden-main.c"
        program.write_text(RUN_GOLDEN, encoding="utf-8")
        posix = ["-std=c11", "-D_POSIX_C_SOURCE=200809L", "-pthread"]
        golden = self.out / "tests" / "golden" / "golden.c"
        self.include += [f"-I{TOP / path}" for path in ("tests/golden", "tests/lib", "runtime/lib")]
        if subprocess.run(["gcc", *posix, *self.include, "-fsyntax-only", program,
                           *(TOP / "runtime" / "lib").glob("*/*.c")], capture_output=True,
                          check=False).returncode:
            self.skipTest("no libcheck, libcurl or cJSON")
        for compiler in filter(shutil.which, ("gcc", "clang")):
            self.compile(compiler, *posix, *WARNINGS, *self.include, "-fsyntax-only", golden)
        libraries = subprocess.run(["pkg-config", "--libs", "check"], capture_output=True,
                                   text=True, check=True).stdout.split()
        self.compile("gcc", *posix, "-g", "-fsanitize=address,undefined", *self.include,
                     program, golden, *sorted((self.out / "generated").glob("*.c")),
                     TOP / "tests" / "golden" / "check.c",
                     *(TOP / "tests/lib/support" / name for name in ("mock.c", "event_log.c")),
                     *sorted((TOP / "runtime" / "lib").glob("*/*.c")), "-o", self.out / "golden",
                     "-lcurl", "-lcjson", "-lm", *libraries)
        done = subprocess.run([self.out / "golden"], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        self.assertRegex(done.stdout, r"100%: Checks: [4-9]\d, Failures: 0, Errors: 0")
