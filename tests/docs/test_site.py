"""The HTML: every symbol and operation, links that lead somewhere, nothing from other hosts."""
from __future__ import annotations

import html
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

from generator.builder.build import build
from generator.headers.read import public_headers
from generator.headers.symbols import ENUMERATOR, MEMBER
from generator.site.operations import label, slug
from generator.site.pages import CHAPTERS

from .html import Page, wrong_links

TOP = Path(__file__).resolve().parents[2]
SITE = (TOP / os.environ.get("BUILD", "build") / "docs").resolve()


class Site(unittest.TestCase):
    """What `make docs` has made."""

    pages: dict[Path, Page]

    @classmethod
    def setUpClass(cls) -> None:
        cls.pages = {path: Page(path) for path in SITE.rglob("*.html")}

    def test_links(self) -> None:
        self.assertGreater(len(self.pages), 40)
        self.assertGreater(sum(len(page.links) for page in self.pages.values()), 5000)
        self.assertEqual([], list(wrong_links(self.pages)))

    def test_styles_load_nothing(self) -> None:
        for path in SITE.rglob("*.css"):
            found = re.findall(r"url\(\s*['\"]?(?!data:)([^)'\"]*)", path.read_text("utf-8"))
            self.assertEqual([], [url for url in found if "//" in url], path)
            self.assertNotIn("@import", path.read_text("utf-8"), path)

    def test_scripts_import_nothing(self) -> None:
        """A browser stops reading a script at an import."""
        found = list(SITE.rglob("*.js"))
        self.assertTrue(found)
        for path in found:
            self.assertNotRegex(path.read_text("utf-8"), r"(?m)^(import|export) ", path)

    def test_dark(self) -> None:
        """Who prefers dark pages has them as a whole, not only blocks of code."""
        style = (SITE / "_static/styles/furo.css").read_text("utf-8")
        dark = style.partition("(prefers-color-scheme: dark)")[2]
        self.assertIn("--color-background-primary: #", dark)

    def test_options_are_as_they_are_typed(self) -> None:
        page = self.pages[SITE / "command/reference.html"]
        self.assertIn("without --save and --save-dir", page.text)

    def test_no_markup_is_left(self) -> None:
        for path, page in self.pages.items():
            self.assertNotRegex(page.text, r"\{c:\w+\}", path)

    def test_phones(self) -> None:
        for path, page in self.pages.items():
            self.assertTrue(page.is_for_phones, path)

    def test_every_page_of_the_project(self) -> None:
        for chapter in CHAPTERS:
            for page in chapter.pages:
                self.assertIn(SITE / f"{page.docname}.html", self.pages)

    def test_headers_in_the_order_of_readers(self) -> None:
        menu = (SITE / "index.html").read_text("utf-8").partition("sidebar-tree")[2]
        found = re.findall(r'href="symbols/([\w-]+)\.html"', menu)
        self.assertEqual(found[:2], ["iqm-iqm", "iqm-insights"])
        self.assertEqual(sorted(found[-2:]), ["iqm-gen", "iqm_descriptors"])

    def test_every_symbol(self) -> None:
        index = (SITE / "searchindex.js").read_text("utf-8")
        count = 0
        for header in public_headers(TOP):
            page = self.pages[SITE / f"symbols/{header.name[:-2].replace('/', '-')}.html"]
            for symbol in header.every():
                if not symbol.name:
                    continue
                count += 1
                self.assertIn(symbol.name, page.text, header.name)
                self.assertIn(symbol.name if symbol.kind not in (MEMBER, ENUMERATOR)
                              else symbol.parent, index)
                if symbol.kind not in (MEMBER, ENUMERATOR):
                    self.assertIn(f"c.{symbol.name}", page.ids, header.name)
        self.assertGreater(count, 1000)

    def test_functions_that_are_named_as_a_struct(self) -> None:
        """iqm_int() and its kin have a place of their own, and the links to it."""
        page = self.pages[SITE / "symbols/iqm-iqm.html"]
        index = (SITE / "genindex.html").read_text("utf-8")
        for name in ("int", "num", "bool", "ms", "s"):
            place = f"function-iqm-{name}"
            self.assertIn(place, page.ids)
            self.assertIn(f'symbols/iqm-iqm.html#{place}"', index)
            self.assertIn(f"#{place}", page.links)  # in the struct's comment

    def test_every_operation(self) -> None:
        api = build(TOP / "spec")
        index = (SITE / "searchindex.js").read_text("utf-8")
        commands = {command.op: command for command in api.program.commands
                    if command.is_operation} if api.program else {}
        for op in api.operations():
            page = self.pages[SITE / f"operations/{op.family}.html"]
            self.assertIn(label(slug(op.full_name)).replace("_", "-"), page.ids)
            self.assertIn(f"err = {op.c_name}(client, ", page.text)
            self.assertIn(op.c_name, index)
            for item in op.request_fields:
                self.assertIn(item.wire, page.text)
            for example in commands[op].examples if op in commands else ():
                self.assertIn(example.line, html.unescape(page.text))

    def test_pictures(self) -> None:
        text = (SITE / "pictures.html").read_text("utf-8")
        families = [name for name, family in build(TOP / "spec").families.items()
                    if family.has_reports]
        for title in ("call", "purchase", "runtime/lib", "runtime/cli", "runtime/postgres",
                      *families):
            self.assertIn(f"<title>{title}</title>", text)
        for name in families:
            self.assertIn("<svg", (SITE / f"operations/{name}.html").read_text("utf-8"))


class Install(unittest.TestCase):
    """`make install-docs`, and without HTML."""

    def make(self, target: str, to: str, *variables: str) -> subprocess.CompletedProcess[str]:
        """Runs make, with a umask that lets nobody else read."""
        return subprocess.run(["sh", "-c", 'umask 077; exec "$@"', "make", "make", "-s", target,
                               f"DESTDIR={to}", *variables], cwd=TOP, text=True,
                              capture_output=True, check=False)

    def test_install(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            done = self.make("install-docs", name, "PREFIX=/usr")
            self.assertEqual(done.returncode, 0, done.stderr)
            there = Path(name) / "usr/share/doc/iqm-insights/html"
            self.assertEqual({path.relative_to(SITE) for path in SITE.rglob("*")},
                             {path.relative_to(there) for path in there.rglob("*")})
            self.assertEqual({path.stat().st_mode & 0o777 for path in there.rglob("*.html")},
                             {0o644})
            self.assertEqual(self.make("uninstall-docs", name, "PREFIX=/usr").returncode, 0)
            self.assertFalse(there.exists())

    def test_nothing_made(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            done = self.make("install-docs", name, f"BUILD={name}/build")
            self.assertNotEqual(done.returncode, 0)
            self.assertIn("run make docs", done.stderr)


class Checker(unittest.TestCase):
    """The checker of links notices what is wrong."""

    def test_wrong_links(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            path = Path(name).resolve() / "a.html"
            path.write_text('<p id="here"><a href="#here">1</a><a href="#there">2</a>'
                            '<a href="b.html">3</a><a href="https://example.com/">4</a>'
                            '<script src="https://example.com/x.js"></script>'
                            '<link rel="stylesheet" href="//example.com/x.css">', "utf-8")
            found = list(wrong_links({path: Page(path)}))
            self.assertEqual([line.partition(": ")[2] for line in found], [
                "#there: no such place", "b.html: no such file",
                "loads https://example.com/x.js", "loads //example.com/x.css"])


if __name__ == "__main__":
    unittest.main()
