"""Programs outside the tree, built with the installed libraries in each way there is."""
from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

from .helper import (ABI, BUILD, STRICT, TOP, VERSION, Listing, fresh, make, needed, pkg_config,
                     prefix, program, run, search)

RUNTIME, INSIGHTS = f"libiqm-runtime.so.{ABI}", f"libiqm-insights.so.{ABI}"
POSTGRES = f"libiqm-postgres.so.{ABI}"

STORE = """\
#include <iqm/postgres.h>
#include <stdio.h>

int main(void)
{
	struct iqm_postgres *store;
	struct iqm_call call = { .timeout_ms = 20000 };
	int status = iqm_postgres_open("postgresql://nobody@127.0.0.1:1/none", &store, &call);

	iqm_postgres_close(store);
	return printf("%s\\n", call.error.message) < 0 || status != IQM_E_JOURNAL;
}
"""

MAKEFILE = """\
CFLAGS = -Wall -Wextra -Werror $(shell pkg-config --cflags libiqm-insights)
LDLIBS = $(shell pkg-config --libs libiqm-insights)
program: program.c
"""

CMAKE = """\
cmake_minimum_required(VERSION 3.13)
project(program C)
find_package(PkgConfig REQUIRED)
pkg_check_modules(INSIGHTS REQUIRED IMPORTED_TARGET libiqm-insights>=%s)
add_executable(program program.c)
target_link_libraries(program PkgConfig::INSIGHTS)
"""


class Libraries(Listing):
    """Each test is a project of its own."""

    def setUp(self) -> None:
        self.folder = fresh("project")
        self.source = program(self.folder)
        self.env = search(prefix())
        self.binary = self.folder / "program"

    def flags(self, *args: str, **env: Any) -> list[str]:
        """pkg-config's flags for the prefix."""
        return pkg_config(*args, **{**self.env, **env})

    def test_from_make(self) -> None:
        (self.folder / "Makefile").write_text(MAKEFILE, encoding="utf-8")
        run("make", cwd=self.folder, **self.env)
        self.assertLessEqual({RUNTIME, INSIGHTS}, needed(self.binary))
        self.assert_lists(self.binary, **self.env)

    def test_from_cmake(self) -> None:
        (self.folder / "CMakeLists.txt").write_text(CMAKE % VERSION, encoding="utf-8")
        run("cmake", "-S", ".", "-B", "out", cwd=self.folder, **self.env)
        run("cmake", "--build", "out", cwd=self.folder, **self.env)
        self.assert_lists(self.folder / "out" / "program", **self.env)

    def test_from_cxx(self) -> None:
        source = program(self.folder, ".cc")
        compilers = ["g++", *filter(shutil.which, ["clang++"])]
        for compiler in compilers:
            run(compiler, "-std=c++20", *STRICT, "-Wno-missing-field-initializers",
                source, "-o", self.binary, *self.flags("--cflags", "--libs", "libiqm-insights"))
            self.assert_lists(self.binary, **self.env)

    def test_static(self) -> None:
        """With the archives alone --static gives all that they need. Debian's libcurl.pc asks for
        archives of a dozen libraries then; it has a stand-in that asks for libcurl."""
        alone = fresh("static")
        shutil.copytree(prefix(), alone, symlinks=True, dirs_exist_ok=True)
        for path in (alone / "lib").glob("*.so*"):
            path.unlink()
        version = pkg_config("--modversion", "libcurl")[0]
        stand_in = fresh("stand-in") / "libcurl.pc"
        stand_in.write_text(f"Name: libcurl\nDescription: curl\nVersion: {version}\nLibs: -lcurl\n",
                            encoding="utf-8")
        for path in (alone / "lib" / "pkgconfig").glob("*.pc"):
            path.write_text(path.read_text(encoding="utf-8").replace(str(prefix()), str(alone)),
                            encoding="utf-8")
        flags = pkg_config("--static", "--cflags", "--libs", "libiqm-insights",
                           PKG_CONFIG_PATH=f"{alone}/lib/pkgconfig:{stand_in.parent}")
        run("cc", self.source, "-o", self.binary, *flags)
        self.assertFalse([name for name in needed(self.binary) if "iqm" in name])
        self.assert_lists(self.binary)

    def test_lines_of_the_guide(self) -> None:
        """Shared, static, vendored: each program finds its libraries, and no others of ours."""
        make("vendor", f"DEST={self.folder}/third_party/iqm-insights")
        lines = re.findall(r"^    (cc (?:.*\\\n)*.*)$", self.guide(), re.MULTILINE)
        lines = [line for line in lines if " -o " not in line]
        found = []
        for line in lines:
            run("sh", "-c", f"{line} {' '.join(STRICT)} -o program", cwd=self.folder, **self.env)
            self.assert_lists(self.binary, **self.env)
            found.append({name for name in needed(self.binary) if "iqm" in name})
        self.assertEqual(found, [{RUNTIME, INSIGHTS}, set(), {RUNTIME}])

    def guide(self) -> str:
        """The page about all this."""
        return (TOP / "runtime/guide/install.md").read_text(encoding="utf-8")

    def test_another_prefix(self) -> None:
        """The guide's commands, in the tree, with a home of their own."""
        block = self.guide().partition("## In a place of your own\n")[2]
        lines = re.findall(r"(?:^    .*\n)+", block, re.MULTILINE)[0].replace(
            "cc program.c", f"cd '{self.folder}' && cc program.c")
        out = run("sh", "-euc", lines, cwd=TOP, HOME=str(self.folder), BUILD=str(BUILD))
        self.assertIn("PLD_Insights", out)
        self.assertIn(f"iqm-insights {VERSION}", out)

    def test_of_many_hosts(self) -> None:
        """A program with a store, over shared libraries and with ours inside: it says of a database
        that is not there what it is."""
        self.source.write_text(STORE, encoding="utf-8")
        shared = self.flags("--cflags", "--libs", "libiqm-postgres", "libiqm-insights")
        others = pkg_config("--libs", "libpq", "libcurl", "libcjson")
        inside = ["-Wl,-Bstatic", *shared, "-Wl,-Bdynamic", *others, "-lm", "-pthread"]
        for flags in (shared, inside):
            run("cc", *STRICT, self.source, "-o", self.binary, *flags)
            self.assertEqual(POSTGRES in needed(self.binary), flags is shared)
            self.assertIn("journal", run(self.binary, **self.env))

    def test_shared_needs_no_private_libraries(self) -> None:
        flags = self.flags("--libs", "libiqm-insights")
        self.assertEqual([flag for flag in flags if flag.startswith("-l")],
                         ["-liqm-insights", "-liqm-runtime"])

    def vendored(self) -> Path:
        """The sources that a project vendors."""
        make("vendor", f"DEST={self.folder}/vendor")
        return self.folder / "vendor"

    def test_runtime_brings_no_generated_header(self) -> None:
        """Else a project that forgets -I would compile against other structs than its own."""
        said = run("cc", "-c", self.source, *self.flags("--cflags", "libiqm-runtime"), fails=True,
                   cwd=self.folder)
        self.assertIn("iqm/insights.h: No such file", said)

    def test_vendored_inside_a_hidden_library(self) -> None:
        """A plugin may compile the sources with everything hidden but its own entry."""
        vendor = self.vendored()
        plugin = self.folder / "plugin.so"
        run("cc", "-shared", "-fPIC", "-fvisibility=hidden", f"-I{vendor}", *vendor.glob("*.c"),
            "-o", plugin, "-Wl,-z,defs", *self.flags("--cflags", "--libs", "libiqm-runtime"))
        self.assertIn(" iqm_pld_list\n", run("nm", "-D", "--defined-only", plugin))

    def test_other_abi_does_not_link(self) -> None:
        other = str(int(ABI) + 1)
        tree = self.folder / "other"
        shutil.copytree(self.vendored(), tree)
        shutil.copytree(prefix() / "include/iqm-runtime/iqm", tree / "iqm", dirs_exist_ok=True)
        for path in tree.rglob("*.[ch]"):
            text = path.read_text(encoding="utf-8")
            for old in ("IQM_ABI {}", "IQM_ABI != {}"):
                text = text.replace(old.format(ABI), old.format(other))
            path.write_text(text, encoding="utf-8")
        build = ["cc", f"-I{tree}", *map(str, (self.source, *tree.glob("*.c"), "-o", self.binary))]
        said = run(*build, *self.flags("--libs", "libiqm-runtime"), fails=True)
        self.assertRegex(said, rf"undefined reference to .iqm_abi_{other}'")
        self.assertNotIn("#error", said)  # it compiles; linking fails

    def test_the_command(self) -> None:
        command = prefix() / "bin/iqm-insights"
        self.assertIn(VERSION, run(command, "--version"))
        self.assertLessEqual({RUNTIME, INSIGHTS}, needed(command))
        self.assertIn("_PLD_Insights_",
                      run(command, "pld", "list", "-o", "json", XDG_STATE_HOME=str(self.folder),
                          XDG_CONFIG_HOME=str(self.folder), HOME=str(self.folder)))
