"""What is made of a spec that uses all of the language is C and C++ without a warning."""
from __future__ import annotations

import shutil
import subprocess

from ..helper import TOP
from ..sample import WARNINGS, SampleCase


class Compile(SampleCase):
    """With every compiler that is there."""

    def test_c_compiles(self) -> None:
        for compiler in filter(shutil.which, ("gcc", "clang")):
            for path in sorted((self.out / "generated").glob("*.c")):
                with self.subTest(compiler=compiler, file=path.name):
                    self.compile(compiler, "-std=c11", *WARNINGS, *self.include, "-c", path, "-o",
                                 self.out / f"{path.stem}-{compiler}.o")
            for path in sorted(self.cli.glob("*.c")):
                with self.subTest(compiler=compiler, file=path.name):
                    self.compile(compiler, "-std=c11", *WARNINGS, *self.include, f"-I{self.cli}",
                                 f"-I{TOP / 'runtime' / 'cli'}",
                                 f"-I{TOP / 'runtime' / 'lib'}", "-c", path, "-o",
                                 self.out / f"{path.stem}-{compiler}.o")

    def test_deprecated_functions_warn(self) -> None:
        program = self.out / "deprecated.c"
        program.write_text("#include <smp/sample.h>\nint f(struct smp_nothing **rsp);\n"
                           "int f(struct smp_nothing **rsp)\n"
                           "{\n\treturn smp_k2_drop(NULL, rsp, NULL);\n}\n", encoding="utf-8")
        for compiler in filter(shutil.which, ("gcc", "clang")):
            command = [compiler, "-std=c11", *WARNINGS, *self.include, "-fsyntax-only",
                       str(program)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            self.assertIn('use `delete`, which says "what" it deletes', done.stderr.replace("\\", ""))
            self.compile(*command, "-DIQM_DISABLE_DEPRECATION")

    def test_headers_are_cpp(self) -> None:
        program = self.out / "main.cpp"
        program.write_text("#include <smp/sample.h>\nint main() { return 0; }\n",
                           encoding="utf-8")
        for compiler in filter(shutil.which, ("g++", "clang++")):
            for standard in ("c++17", "c++20"):
                with self.subTest(compiler=compiler, standard=standard):
                    self.compile(compiler, f"-std={standard}", *WARNINGS, *self.include,
                                 "-fsyntax-only", program)
