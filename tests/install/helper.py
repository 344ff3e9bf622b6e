"""What tests of installed things share: make, compilers, pkg-config, a folder outside the tree."""
from __future__ import annotations

import atexit
import functools
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parent.parent.parent
BUILD = Path(os.environ.get("BUILD", "build"))
WORK = Path(tempfile.mkdtemp(prefix="iqm-install-"))
atexit.register(shutil.rmtree, WORK)
STRICT = ["-Wall", "-Wextra", "-Werror"]
FROM_ABOVE = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "BUILD", "PKG_CONFIG_PATH", "LD_LIBRARY_PATH"}


def defined(name: str) -> str:
    """The value of a macro of iqm.h."""
    text = (TOP / "runtime/include/iqm/iqm.h").read_text(encoding="utf-8")
    found = re.search(rf'^#define {name} "?([^"\n]+)"?$', text, re.MULTILINE)
    assert found, name
    return found[1]


VERSION, ABI = defined("IQM_VERSION"), defined("IQM_ABI")


def run(*command: str | Path, cwd: Path = WORK, fails: bool = False, **env: Any) -> str:
    """What a command prints, on both outputs; it must succeed, or fail if `fails`."""
    clean = {key: value for key, value in os.environ.items() if key not in FROM_ABOVE}
    done = subprocess.run([str(part) for part in command], cwd=cwd, text=True, check=False,
                          env={**clean, "LC_ALL": "C", **env},
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if (done.returncode != 0) != fails:
        raise AssertionError(f"{' '.join(map(str, command))}: {done.returncode}\n{done.stdout}")
    return done.stdout


def make(*args: str, fails: bool = False, cwd: Path = TOP, **env: Any) -> str:
    """`make` in a tree; in this one with what `make check-install` has built."""
    built = [f"BUILD={BUILD}"] if cwd == TOP else []
    return run("make", "--no-print-directory", f"-j{os.cpu_count()}", *built, *args,
               cwd=cwd, fails=fails, **env)


def fresh(name: str) -> Path:
    """An empty folder of this name, outside the tree."""
    return Path(tempfile.mkdtemp(prefix=name + "-", dir=WORK))


def files(folder: Path) -> set[str]:
    """Every file and link below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")
            if path.is_symlink() or not path.is_dir()}


def program(folder: Path, suffix: str = ".c") -> Path:
    """The first program of README.md, which lists reports, as program.c."""
    readme = (TOP / "README.md").read_text(encoding="utf-8")
    text = next(part for part in re.findall(r"^```c\n(.*?)^```$", readme, re.M | re.S)
                if "iqm_pld_list(" in part)
    path = folder / ("program" + suffix)
    path.write_text(text, encoding="utf-8")
    return path


@functools.lru_cache(maxsize=None)
def prefix() -> Path:
    """All of it installed, as `make install PREFIX=...` does."""
    folder = fresh("prefix")
    make("install", f"PREFIX={folder}")
    return folder


def search(folder: Path) -> dict[str, Any]:
    """The environment in which pkg-config and the loader find what is installed in a prefix."""
    return {"PKG_CONFIG_PATH": f"{folder}/lib/pkgconfig", "LD_LIBRARY_PATH": f"{folder}/lib"}


def pkg_config(*args: str, **env: Any) -> list[str]:
    """The flags that pkg-config gives."""
    return run("pkg-config", *args, **env).split()


def needed(binary: Path) -> set[str]:
    """The shared libraries that a binary names."""
    return set(re.findall(r"\(NEEDED\).*\[(.*)\]", run("readelf", "-d", binary)))


class Listing(unittest.TestCase):
    """A test whose programs list the sandbox's reports."""

    maxDiff = None

    def assert_lists(self, binary: Path, **env: Any) -> None:
        """The program runs, and prints the reports that the sandbox has."""
        lines = run(binary, **env).splitlines()
        self.assertTrue(lines)
        for line in lines:
            self.assertRegex(line, r"^\d+_PLD_Insights_\d+$")
