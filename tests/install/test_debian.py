"""Debian's packages: installed, used and purged in a root of their own.

That root has a copy of this machine's list of packages, so dpkg checks dependencies and clashes
with the files of others as it would here; the machine itself is not touched, and no root is needed.
"""
from __future__ import annotations

import functools
import gzip
import os
import re
import shutil
import unittest
from pathlib import Path
from typing import Any

from .headers import LIBRARIES, exported
from .helper import (ABI, STRICT, TOP, VERSION, Listing, files, fresh, make, needed, pkg_config,
                     program, run)

RUNTIME, INSIGHTS = f"libiqm-runtime{ABI}", f"libiqm-insights{ABI}"
POSTGRES = f"libiqm-postgres{ABI}"
REVISION = f"{VERSION}-1~upstream1"  # older than -1 of a distribution
NAMES = [RUNTIME, INSIGHTS, POSTGRES, "libiqm-insights-dev", "libiqm-postgres-dev", "iqm-insights"]


@functools.lru_cache(maxsize=None)
def packages() -> dict[str, Path]:
    """What `make deb` makes, by name."""
    said = make("deb", DEB_BUILD_PROFILES="nocheck",
                DEB_BUILD_OPTIONS=f"nocheck noautodbgsym parallel={os.cpu_count()}")
    paths = [TOP / line for line in said.splitlines() if line.endswith(".deb")]
    return {path.name.partition("_")[0]: path for path in paths}


def field(name: str, of: str) -> str:
    """A field of a package's control file."""
    return run("dpkg-deb", "--field", packages()[of], name).strip()


def read(name: str) -> str:
    """A file of debian/."""
    return (TOP / "debian" / name).read_text(encoding="utf-8")


class Source(unittest.TestCase):
    """What debian/ says, which names version and ABI in many places."""

    maxDiff = None

    def test_version_and_maintainer(self) -> None:
        self.assertTrue(read("changelog").startswith(f"iqm-insights-c ({REVISION}) "))
        maintainer = re.findall(r"^Maintainer: (.*)$", read("control"), re.M)
        self.assertEqual(re.findall(r"^ -- (.*?)  ", read("changelog"), re.M)[:1], maintainer)

    def test_abi(self) -> None:
        self.assertEqual(re.findall(r"^Package: (.*)$", read("control"), re.M), NAMES)
        texts = [read("control"), *(path.name for path in (TOP / "debian").iterdir())]
        for text in texts:
            self.assertEqual(set(re.findall(r"libiqm-[a-z]+(\d+)", text)) - {ABI}, set(), text)

    def test_symbols_are_those_of_the_headers(self) -> None:
        for library in LIBRARIES:
            node = f"IQM_{library.upper()}_{ABI}"
            listed = re.findall(r"^ (\S+)@(\S+) \d", read(f"libiqm-{library}{ABI}.symbols"), re.M)
            self.assertEqual(listed, sorted((name, node) for name in {node, *exported(library)}))


class Debian(Listing):
    """Each test has an empty root."""

    def setUp(self) -> None:
        self.root = fresh("root")
        self.libdir = f"usr/lib/{run('dpkg-architecture', '-qDEB_HOST_MULTIARCH').strip()}"
        admin = self.root / "var/lib/dpkg"
        (admin / "updates").mkdir(parents=True)
        (admin / "info").mkdir()
        shutil.copy("/var/lib/dpkg/status", admin)
        for path in Path("/var/lib/dpkg/info").glob("*.list"):
            shutil.copy(path, admin / "info")
        self.dpkg("--purge", *NAMES)  # where this machine has them

    def dpkg(self, *args: str | Path, fails: bool = False) -> str:
        """dpkg in the root."""
        path = os.environ["PATH"] + ":/usr/local/sbin:/usr/sbin:/sbin"
        return run("dpkg", f"--root={self.root}", "--force-not-root", "--log=/dev/null",
                   "--path-include=*", *args, PATH=path, fails=fails)

    def ours(self) -> set[str]:
        """Files below the root that are not dpkg's."""
        return {name for name in files(self.root) if not name.startswith("var/lib/dpkg/")}

    def test_installed_used_and_purged(self) -> None:
        self.assertEqual(list(packages()), sorted(NAMES))
        self.dpkg("--install", *packages().values())
        self.assertEqual(self.dpkg("--verify", *NAMES), "")
        self.assertIn(f"{self.libdir}/libiqm-runtime.so.{ABI}", self.ours())
        self.use()
        self.dpkg("--purge", *NAMES)
        self.assertEqual(self.ours(), set())
        self.assertEqual([path for path in self.root.rglob("*iqm*")], [])
        self.dpkg("--status", "iqm-insights", fails=True)

    def use(self) -> None:
        """A program is compiled against the -dev package, and runs; so does the command."""
        folder = fresh("project")
        place: dict[str, Any] = {
            "PKG_CONFIG_SYSROOT_DIR": str(self.root),
            "PKG_CONFIG_PATH": f"{self.root}/{self.libdir}/pkgconfig",
            "PKG_CONFIG_ALLOW_SYSTEM_LIBS": "1"}
        library: dict[str, Any] = {"LD_LIBRARY_PATH": f"{self.root}/{self.libdir}"}
        flags = pkg_config("--cflags", "--libs", "libiqm-insights", **place)
        run("cc", *STRICT, program(folder), "-o", folder / "program", *flags)
        self.assertIn(f"libiqm-insights.so.{ABI}", needed(folder / "program"))
        self.assert_lists(folder / "program", **library)
        command = self.root / "usr/bin/iqm-insights"
        self.assertIn(VERSION, run(command, "--version", **library))
        self.assertNotIn("RUNPATH", run("readelf", "-d", command))
        self.assertNotIn(".debug_info", run("readelf", "-S", command))

    def test_command_needs_the_libraries(self) -> None:
        said = self.dpkg("--install", packages()["iqm-insights"], fails=True)
        self.assertIn(f"iqm-insights depends on {INSIGHTS}", said)
        self.assertIn("tzdata", field("Depends", "iqm-insights").split(", "))

    def test_dependencies_are_those_of_the_binaries(self) -> None:
        for package, others in ((RUNTIME, ("libc6", "libcurl4", "libcjson1")),
                                (INSIGHTS, ("libc6", RUNTIME)),
                                (POSTGRES, ("libc6", "libpq5")),
                                ("iqm-insights", ("libc6", RUNTIME, INSIGHTS, POSTGRES))):
            depends = {item.split()[0].removesuffix("t64"): item  # as of Debian 13
                       for item in field("Depends", package).split(", ")}
            self.assertLessEqual(set(others), set(depends), package)
            if package == RUNTIME:
                self.assertIn(" (>= 7.87)", depends["libcurl4"])

    def test_control(self) -> None:
        here = run("dpkg", "--print-architecture").strip()
        for name in NAMES:
            self.assertEqual(field("Architecture", name), here)
            self.assertEqual(field("Version", name), REVISION)
            self.assertEqual(field("Multi-Arch", name),
                             "foreign" if name == "iqm-insights" else "same")
        for name in (RUNTIME, INSIGHTS, POSTGRES):
            control = run("dpkg-deb", "--info", packages()[name], "triggers")
            self.assertIn("\nactivate-noawait ldconfig\n", control)

    def test_documents(self) -> None:
        self.dpkg("--install", *packages().values())
        for name in NAMES:
            folder = self.root / "usr/share/doc" / name
            self.assertIn("Permission is hereby granted", (folder / "copyright").read_text("utf-8"))
            self.assertIn(VERSION, gzip.decompress((folder / "changelog.gz").read_bytes()).decode())
            self.assertIn(f"iqm-insights-c ({REVISION})", gzip.decompress(
                (folder / "changelog.Debian.gz").read_bytes()).decode())
        page = self.root / "usr/share/man/man1/iqm-insights.1.gz"
        self.assertTrue(gzip.decompress(page.read_bytes()).startswith((b".", b"'")))
