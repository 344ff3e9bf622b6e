"""`make dist`: the archive is the same wherever it is made, and builds with a compiler alone."""
from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
import unittest
from pathlib import Path
from typing import Any

from .helper import ABI, TOP, VERSION, files, fresh, make, run

NAME = f"iqm-insights-c-{VERSION}"
# All that a build may call: no Python, nothing that reaches a network.
TOOLS = ("ar as cat cc chmod cmp cut echo find gcc grep install ld ln make mkdir mv pkg-config rm "
         "sed sh").split()


def dist(top: Path = TOP, umask: int = 0o022, **env: Any) -> Path:
    """The archive of a tree."""
    before = os.umask(umask)
    try:
        return Path(make("dist", cwd=top, **env).splitlines()[-1])
    finally:
        os.umask(before)


class Archive(unittest.TestCase):
    """Made from the tree, and from a clone of it."""

    maxDiff = None

    def test_same_bytes_from_a_clone(self) -> None:
        """Whose files have other times and modes, made by somebody with other settings."""
        tree = fresh("clone") / "tree"
        names = run("git", "ls-files", "-z", cwd=TOP).split("\0")[:-1]
        run("git", "clone", "-q", "--no-checkout", TOP, tree)
        for name in names:
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(TOP / name, tree / name)
            (tree / name).chmod((tree / name).stat().st_mode & ~0o077)
            os.utime(tree / name, (1, 1))
        run("git", "add", "--all", cwd=tree)
        archives = [dist(), dist(tree, 0o077, TZ="Asia/Tokyo", LC_ALL="C.UTF-8")]
        self.assertEqual(*(hashlib.sha256(path.read_bytes()).hexdigest() for path in archives))

    def test_members(self) -> None:
        with tarfile.open(dist(SOURCE_DATE_EPOCH="1700000000")) as archive:
            members = archive.getmembers()
        tracked = run("git", "ls-files", "--", ".", ":!debian", cwd=TOP).splitlines()
        self.assertEqual([item.name for item in members],
                         sorted(f"{NAME}/{name}" for name in tracked))
        self.assertEqual({(item.uid, item.gid, item.mtime) for item in members},
                         {(0, 0, 1700000000)})

    def test_builds_without_python(self) -> None:
        """And without libpq, and says so where it would be needed."""
        folder = fresh("unpacked")
        with tarfile.open(dist()) as archive:
            setattr(archive, "extraction_filter", lambda member, _: member)  # else 3.12 warns
            archive.extractall(folder)
        tools = fresh("tools")
        for tool in TOOLS:
            (tools / tool).symlink_to(shutil.which(tool) or "")
        stage = fresh("stage")
        env: dict[str, Any] = {"PATH": str(tools), "CFLAGS": "-O0", "POSTGRES": "no",
                               "PYTHON": "/nonexistent/python3"}
        make("-s", cwd=folder / NAME, **env)
        make("install", f"DESTDIR={stage}", cwd=folder / NAME, **env)
        self.assertIn(f"usr/local/lib/libiqm-insights.so.{ABI}", files(stage))
        library: dict[str, Any] = {"LD_LIBRARY_PATH": f"{stage}/usr/local/lib"}
        self.assertIn(VERSION, run(stage / "usr/local/bin/iqm-insights", "--version", **library))
        self.assertEqual([name for name in files(stage) if "postgres" in name], [])
        said = run(stage / "usr/local/bin/iqm-insights", "journal", "list", fails=True,
                   IQM_STORE="postgresql://localhost/iqm", HOME=str(stage), **library)
        self.assertIn("built without PostgreSQL", said)
        said = make("dist", cwd=folder / NAME, fails=True)
        self.assertIn("is no git clone, and the archive holds what git tracks", said)
        self.assertFalse((folder / NAME / "build" / f"{NAME}.tar.gz").exists())
