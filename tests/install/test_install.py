"""`make install` and `make uninstall`: which files, and where."""
from __future__ import annotations

import re
import shutil
import unittest
from pathlib import Path

from generator.headers.read import public_headers
from generator.headers.symbols import FUNCTION

from .helper import ABI, BUILD, TOP, VERSION, files, fresh, make, run

FOLDERS = ["PREFIX=/opt/iqm", "BINDIR=/opt/cmd", "LIBDIR=/opt/iqm/lib64", "INCLUDEDIR=/usr/inc",
           "DATADIR=/opt/iqm/data", "MANDIR=/opt/pages", "PKGCONFIGDIR=/opt/pc"]


def headers(folder: str) -> set[str]:
    """The names of the headers below a folder of the tree."""
    return {path.relative_to(TOP / folder).as_posix() for path in (TOP / folder).rglob("*.h")}


def pages() -> set[str]:
    """The pages of section 3, and the functions that are links to them."""
    lines = (TOP / "generated/man/links").read_text(encoding="utf-8").splitlines()[1:]
    return {path.stem for path in (TOP / "generated/man").glob("*.3")} | {
        line.split()[0] for line in lines}


class Install(unittest.TestCase):
    """Into an empty DESTDIR."""

    maxDiff = None

    def setUp(self) -> None:
        self.stage = fresh("stage with a space")

    def test_every_file_has_its_place(self) -> None:
        make("install", f"DESTDIR={self.stage}", *FOLDERS)
        names = ("libiqm-runtime", "libiqm-insights", "libiqm-postgres")
        self.assertEqual(files(self.stage), {
            "opt/cmd/iqm-insights", "opt/pages/man1/iqm-insights.1",
            *(f"opt/pages/man3/{name}.3" for name in pages()),
            "opt/iqm/data/doc/iqm-insights/reference.md",
            *(f"opt/iqm/data/doc/iqm-insights/guide/{path.name}"
              for path in (TOP / "runtime/guide").glob("*.md")),
            *(f"opt/iqm/data/doc/iqm-insights/examples/{path.name}"
              for path in (TOP / "tests/examples").iterdir() if path.suffix in (".c", ".py")),
            "opt/iqm/data/bash-completion/completions/iqm-insights",
            "opt/iqm/data/zsh/site-functions/_iqm-insights",
            "opt/iqm/data/fish/vendor_completions.d/iqm-insights.fish",
            *(f"opt/pc/{name}.pc" for name in names),
            *(f"opt/iqm/lib64/cmake/iqm-insights/iqm-insights-{name}.cmake"
              for name in ("config", "config-version")),
            *(f"opt/iqm/lib64/{name}.{end}" for name in names for end in ("a", "so", f"so.{ABI}")),
            *(f"usr/inc/iqm-postgres/{name}" for name in headers("runtime/postgres/include")),
            *(f"usr/inc/iqm-runtime/{name}" for name in headers("runtime/include")),
            *(f"usr/inc/iqm-insights/{name}" for name in headers("generated")
              if not name.startswith("cli/"))})

    def test_says_where(self) -> None:
        """In a prefix of its own what programs need to find it; of a stage where files are."""
        out = make("-n", "install", "PREFIX=/opt/iqm")
        self.assertIn("/opt/iqm/bin/iqm-insights, libraries in /opt/iqm/lib, headers in", out)
        self.assertIn("PKG_CONFIG_PATH=/opt/iqm/lib/pkgconfig to compile, "
                      "-Wl,-rpath,/opt/iqm/lib to run", out)
        self.assertIn('"programs: run ldconfig as root once"', make("-n", "install"))
        out = make("install", f"DESTDIR={self.stage}")
        self.assertTrue(out.endswith(
            f"installed: {self.stage}/usr/local/bin/iqm-insights, libraries in "
            f"{self.stage}/usr/local/lib, headers in {self.stage}/usr/local/include, manual pages "
            f"in {self.stage}/usr/local/share/man\n"), out)

    def test_modes_whatever_the_umask(self) -> None:
        run("sh", "-c", f'umask 077 && make install BUILD="{BUILD}" DESTDIR="{self.stage}"',
            cwd=TOP)
        for path in self.stage.rglob("*"):
            if not path.is_symlink():
                mode = 0o755 if path.is_dir() or path.parent.name == "bin" else 0o644
                self.assertEqual(oct(path.stat().st_mode & 0o777), oct(mode), path)

    def test_pkg_config_files_know_no_destdir(self) -> None:
        make("install", f"DESTDIR={self.stage}", *FOLDERS)
        for path in (self.stage / "opt/pc").iterdir():
            text = path.read_text(encoding="utf-8")
            self.assertIn("prefix=/opt/iqm\nlibdir=${prefix}/lib64\nincludedir=/usr/inc\n", text)
            self.assertIn(f"Version: {VERSION}\n", text)
            self.assertNotIn("@", text)
            self.assertNotIn(str(self.stage), text)

    def test_each_function_has_a_page(self) -> None:
        """By its own name, in the place of the page that has it; that of libiqm-postgres only
        where that is installed."""
        make("install-documents", f"DESTDIR={self.stage}", "MANDIR=/man")
        folder = self.stage / "man/man3"
        for name in {one.name for header in public_headers(TOP) for one in header.symbols
                     if one.kind == FUNCTION and not header.internal}:
            text = (folder / f"{name}.3").read_text(encoding="utf-8")
            self.assertIn(f"\n.TP\n\\fB{name}\\fR()\n", text)
        shutil.rmtree(folder)
        make("install-documents", f"DESTDIR={self.stage}", "MANDIR=/man", "POSTGRES=no")
        self.assertTrue((folder / "iqm_pld_list.3").is_symlink())
        self.assertEqual([path for path in folder.iterdir() if "postgres" in path.name], [])

    def test_links_of_the_guide(self) -> None:
        make("install-documents", f"DESTDIR={self.stage}", "DOCDIR=/doc")
        links = 0
        for page in (self.stage / "doc").rglob("*.md"):
            for link in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
                links += 1
                self.assertTrue("://" in link or (page.parent / link).exists(), (page.name, link))
        self.assertGreater(links, 20)

    def test_moved(self) -> None:
        """The command finds its libraries; pkg-config finds both by --define-prefix."""
        folder = fresh("prefix")
        make("install", f"PREFIX={folder}/here")
        (folder / "here").rename(folder / "there")
        said = run(folder / "there/bin/iqm-insights", "--version")
        self.assertIn(VERSION, said)
        said = run("pkg-config", "--define-prefix", "--cflags", "libiqm-insights",
                   PKG_CONFIG_PATH=folder / "there/lib/pkgconfig")
        self.assertIn(f"-I{folder}/there/include/iqm-insights", said)
        self.assertNotIn("/here/", said)

    def test_uninstall_leaves_what_is_not_ours(self) -> None:
        for folders in ((), tuple(FOLDERS)):
            make("install", f"DESTDIR={self.stage}", *folders)
            library = next(self.stage.rglob("libiqm-runtime.so"))
            other = library.with_name("libother.so")
            other.touch()
            make("uninstall", f"DESTDIR={self.stage}", *folders)
            self.assertEqual(files(self.stage), {other.relative_to(self.stage).as_posix()})
            self.assertEqual([path for path in self.stage.rglob("*iqm-*")], [])
            other.unlink()
            make("uninstall", f"DESTDIR={self.stage}", *folders)  # again is no error

    def test_command_is_linked_again_for_another_folder(self) -> None:
        for folder, rpath in (("/opt/a/lib", "/opt/a/lib"), ("/opt/b/lib", "/opt/b/lib"),
                              ("/usr/lib/here", None)):
            make("install", f"DESTDIR={self.stage}", f"LIBDIR={folder}")
            data = (self.stage / "usr/local/bin/iqm-insights").read_bytes()
            self.assertEqual(re.findall(rb"/opt/./lib|/usr/lib/here", data),
                             [rpath.encode()] if rpath else [])
