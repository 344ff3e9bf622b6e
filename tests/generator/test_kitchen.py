"""A spec that uses all of the language: what is made of it compiles, and its tests pass."""
from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import Any

from generator.__main__ import main
from generator.problems import Problems
from generator.schema import SCHEMA
from generator.yamltext import load_yaml

from .helper import TOP

KITCHEN = Path(__file__).resolve().parent / "kitchen"
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Werror"]
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


def words_in(data: Any) -> set[str]:
    """Every key and text in YAML data."""
    if isinstance(data, dict):
        return set(data).union(*(words_in(value) for value in data.values()))
    if isinstance(data, list):
        return set().union(*(words_in(value) for value in data))
    return {data} if isinstance(data, str) else set()


def words_of(schema: Any) -> set[str]:
    """Every key and value that a JSON Schema names."""
    if isinstance(schema, list):
        return set().union(*(words_of(part) for part in schema))
    if not isinstance(schema, dict):
        return set()
    words = set(schema.get("properties", {}))
    words.update(word for word in schema.get("enum", ()) if isinstance(word, str))
    return words.union(*(words_of(part) for part in schema.values()))


class Kitchen(unittest.TestCase):
    """tests/generator/kitchen."""

    out: Path
    cli: Path
    include: list[str]

    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.out = Path(folder.name)
        cls.include = [f"-I{TOP / 'runtime' / 'include'}", f"-I{cls.out / 'generated'}"]
        cls.cli = cls.out / "generated" / "cli"
        with contextlib.redirect_stdout(io.StringIO()):
            if main(["--spec", str(KITCHEN), "--out", folder.name]):
                raise AssertionError("the kitchen's spec is refused")

    def compile(self, *command: Any) -> None:
        """Runs a compiler, which must say nothing."""
        words = [str(part) for part in command]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""), " ".join(words))

    def test_uses_all_of_the_language(self) -> None:
        schema = load_yaml(SCHEMA, "schema.yaml", Problems()).data["$defs"]
        used: set[str] = set()
        for path in KITCHEN.glob("*.yaml"):
            used |= words_in(load_yaml(path, path.name, Problems()).data)
        unused = words_of(schema) - used - {"$ref"}
        self.assertEqual(unused, {  # spellings of what is the default, and more of the same
            "bearer", "impressions", "months"})

    def test_c_compiles(self) -> None:
        for compiler in filter(shutil.which, ("gcc", "clang")):
            for path in sorted((self.out / "generated").glob("*.c")):
                with self.subTest(compiler=compiler, file=path.name):
                    self.compile(compiler, "-std=c11", *WARNINGS, *self.include, "-c", path, "-o",
                                 self.out / f"{path.stem}-{compiler}.o")
            for path in sorted(self.cli.glob("*.c")):
                with self.subTest(compiler=compiler, file=path.name):
                    self.compile(compiler, "-std=c11", *WARNINGS, *self.include, f"-I{self.cli}",
                                 f"-I{TOP / 'runtime' / 'cli'}", "-c", path, "-o",
                                 self.out / f"{path.stem}-{compiler}.o")

    def test_headers_are_cpp(self) -> None:
        program = self.out / "main.cpp"
        program.write_text("#include <iqm/insights.h>\nint main() { return 0; }\n",
                           encoding="utf-8")
        for compiler in filter(shutil.which, ("g++", "clang++")):
            for standard in ("c++17", "c++20"):
                with self.subTest(compiler=compiler, standard=standard):
                    self.compile(compiler, f"-std={standard}", *WARNINGS, *self.include,
                                 "-fsyntax-only", program)

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
