"""What is made of a spec that uses all of the language is C and C++ without a warning."""
from __future__ import annotations

import re
import shutil
import subprocess

from generator.model.names import is_taken

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

    def test_behind_the_headers_of_the_system(self) -> None:
        """Their macros take no member's place."""
        program = self.out / "macros.c"
        headers = ("complex", "errno", "math", "net/if", "netdb", "netinet/in", "sched", "signal",
                   "stdio", "sys/msg", "sys/stat", "threads")
        program.write_text("#define _GNU_SOURCE\n" + "".join(
            f"#include <{name}.h>\n" for name in headers) + "#include <smp/sample.h>\n",
            encoding="utf-8")
        for compiler in filter(shutil.which, ("gcc", "clang")):
            self.compile(compiler, "-std=c11", *WARNINGS, *self.include, "-fsyntax-only", program)

    def test_every_macro_of_the_system_is_known(self) -> None:
        """Those in lower case and without arguments, of the headers above and more."""
        headers = ("aio", "arpa/inet", "complex", "dirent", "errno", "fcntl", "ifaddrs", "math",
                   "net/if", "netdb", "netinet/in", "poll", "pthread", "sched", "signal", "spawn",
                   "stdio", "stdlib", "string", "sys/mman", "sys/msg", "sys/sem", "sys/shm",
                   "sys/socket", "sys/stat", "sys/time", "sys/uio", "sys/wait", "termios", "time",
                   "unistd", "wchar")
        source = "#define _GNU_SOURCE\n" + "".join(
            f"#if __has_include(<{name}.h>)\n#include <{name}.h>\n#endif\n" for name in headers)
        done = subprocess.run(["gcc", "-std=c11", "-dM", "-E", "-"], input=source, text=True,
                              capture_output=True, check=True)
        macros = re.findall(r"^#define ([a-z][a-z0-9_]*) ", done.stdout, re.MULTILINE)
        self.assertGreater(len(macros), 20)
        self.assertEqual([name for name in macros if not is_taken(name)], [])

    def test_deprecated_functions_warn(self) -> None:
        program = self.out / "deprecated.c"
        program.write_text("#include <smp/sample.h>\nint f(struct smp_nothing **rsp);\n"
                           "int f(struct smp_nothing **rsp)\n"
                           "{\n\treturn smp_k2_drop(NULL, rsp, NULL);\n}\n", encoding="utf-8")
        for compiler in filter(shutil.which, ("gcc", "clang")):
            command = [compiler, "-std=c11", *WARNINGS, *self.include, "-fsyntax-only",
                       str(program)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            self.assertIn('use `delete`, which says "what" it deletes',
                          done.stderr.replace("\\", ""))
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
