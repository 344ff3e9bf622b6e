"""`find_package(iqm-insights)`: each target builds a program that runs, wherever all of it lies."""
from __future__ import annotations

import re
import shutil
import unittest
from pathlib import Path

from .helper import ABI, VERSION, Listing, fresh, make, needed, prefix, program, run, search
from .test_libraries import STORE

PROJECT = """\
cmake_minimum_required(VERSION 3.13)
project(program C)
find_package(iqm-insights %s CONFIG REQUIRED COMPONENTS postgres)
set(CMAKE_C_FLAGS "-Wall -Wextra -Werror")
foreach(target insights insights_static)
  add_executable(${target} program.c)
  target_link_libraries(${target} iqm::${target})
endforeach()
foreach(kind "" _static)
  add_executable(postgres${kind} store.c)
  target_link_libraries(postgres${kind} iqm::postgres${kind})
endforeach()
add_library(mine MODULE mine.c)
target_link_libraries(mine iqm::runtime)
get_target_property(found iqm::runtime INTERFACE_INCLUDE_DIRECTORIES)
message(STATUS "headers: ${found}")
"""

MINE = """\
#include <iqm/iqm.h>
const char *mine(void);
const char *mine(void) { return iqm_version(); }
"""

VERSIONS = """\
cmake_minimum_required(VERSION 3.19)
project(versions NONE)
foreach(version %s)
  find_package(iqm-insights ${version} CONFIG QUIET COMPONENTS runtime)
  message(STATUS "${version}: ${iqm-insights_FOUND}")
  unset(iqm-insights_DIR CACHE)
endforeach()
"""

WITHOUT = """\
cmake_minimum_required(VERSION 3.13)
project(without C)
find_package(iqm-insights CONFIG REQUIRED)
if(TARGET iqm::postgres)
  message(FATAL_ERROR "there is iqm::postgres")
endif()
find_package(iqm-insights CONFIG COMPONENTS insights OPTIONAL_COMPONENTS postgres)
message(STATUS "found: ${iqm-insights_FOUND}")
find_package(iqm-insights CONFIG REQUIRED COMPONENTS postgres)
"""


class CMake(Listing):
    """Each test is a project of its own."""

    def setUp(self) -> None:
        self.folder = fresh("project")

    def cmake(self, text: str, place: Path, fails: bool = False) -> str:
        """Configures a project that finds what is installed in that place."""
        (self.folder / "CMakeLists.txt").write_text(text, encoding="utf-8")
        return run("cmake", "-S", ".", "-B", "out", f"-DCMAKE_PREFIX_PATH={place}", cwd=self.folder,
                   fails=fails)

    def test_each_target_of_a_moved_prefix(self) -> None:
        """The library finds its neighbours by the place where CMake found its file."""
        moved = fresh("moved") / "elsewhere"
        shutil.copytree(prefix(), moved, symlinks=True)
        program(self.folder)
        (self.folder / "store.c").write_text(STORE, encoding="utf-8")
        (self.folder / "mine.c").write_text(MINE, encoding="utf-8")
        said = self.cmake(PROJECT % VERSION, moved)
        found = re.search(r"headers: (.*)", said)
        self.assertEqual(found and found[1], f"{moved}/include/iqm-runtime")
        run("cmake", "--build", "out", cwd=self.folder)
        for name in ("insights", "insights_static", "postgres", "postgres_static"):
            binary = self.folder / "out" / name
            linked = {item for item in needed(binary) if "iqm" in item}
            if name.endswith("_static"):
                self.assertEqual(linked, set())
            else:  # some compilers leave out a library that only the other one calls
                self.assertEqual(linked | {f"libiqm-runtime.so.{ABI}"},
                                 {f"libiqm-{item}.so.{ABI}" for item in (name, "runtime")})
            if name.startswith("postgres"):
                self.assertIn("journal", run(binary))
            else:
                self.assert_lists(binary)

    def test_folders_of_a_distribution(self) -> None:
        """LIBDIR two levels deep, and found by /lib, which is a link to /usr/lib."""
        stage = fresh("stage")
        make("install", f"DESTDIR={stage}", "PREFIX=/usr", "LIBDIR=/usr/lib/some-machine")
        (stage / "lib").symlink_to("usr/lib")
        (self.folder / "CMakeLists.txt").write_text(PROJECT % VERSION, encoding="utf-8")
        for name in ("program.c", "store.c", "mine.c"):
            (self.folder / name).touch()
        said = run("cmake", "-S", ".", "-B", "out",
                   f"-Diqm-insights_DIR={stage}/lib/some-machine/cmake/iqm-insights",
                   cwd=self.folder)
        found = re.search(r"headers: (.*)", said)
        self.assertEqual(found and found[1], f"{stage}/usr/include/iqm-runtime")

    def test_versions(self) -> None:
        """Before 1.0 a program that asks for 0.1 gets no 0.2."""
        major, minor, patch = map(int, VERSION.split("."))
        wanted = {f"{major}": True, f"{major}.{minor}": True, VERSION: True,
                  f"{VERSION};EXACT": True,
                  f"{major}.{minor}.{patch + 1}": False, f"{major}.{minor + 1}": False,
                  f"{major + 1}": False, f"{major + 1}.{minor}.{patch}": False,
                  f"{major}.{minor}...{major + 1}": True, f"{VERSION}...<{major + 2}": True,
                  f"{major}...<{VERSION}": False, f"{major}...{VERSION}": True,
                  f"{major + 1}...{major + 2}": False}
        if major == 0 and minor:
            wanted[f"0.{minor - 1}"] = False
        listed = " ".join(f'"{version}"' for version in wanted)
        found = re.findall(r"^-- (\d.*): (\w+)$", self.cmake(VERSIONS % listed, prefix()), re.M)
        self.assertEqual({version: value in ("1", "TRUE") for version, value in found}, wanted)

    def test_without_postgres(self) -> None:
        alone = fresh("alone") / "prefix"
        shutil.copytree(prefix(), alone, symlinks=True)
        shutil.rmtree(alone / "include/iqm-postgres")
        said = self.cmake(WITHOUT, alone, fails=True)
        self.assertRegex(said, r"found: (1|TRUE)\n")
        self.assertNotIn("there is iqm::postgres", said)
        self.assertIn("component postgres is not installed; there are insights, runtime and",
                      " ".join(said.split()))


if __name__ == "__main__":
    unittest.main()
