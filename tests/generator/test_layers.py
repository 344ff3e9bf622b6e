"""No import upwards and no circle in generator/ and templates/: generator/README.md's table."""
from __future__ import annotations

import ast
import re
import tempfile
import unittest
from pathlib import Path
from typing import Iterator

from .helper import TOP

GENERATOR = TOP / "generator"
TEMPLATES = TOP / "templates"
IN_TEMPLATE = re.compile(r"{%-?\s*(?:import|extends|include|from)\s(.*?)%}", re.DOTALL)

Edges = dict[str, set[str]]  # a file, and the files that it imports; "loader/load.py"


def rooms(readme: Path) -> list[str]:
    """The rooms that the table in a README has, lowest first; "." is the top."""
    section = readme.read_text(encoding="utf-8").partition("## Rooms\n")[2].partition("\n## ")[0]
    found = re.findall(r"^\| `([\w.]+)` \|", section, re.MULTILINE)
    if len(found) != len(set(found)):
        raise AssertionError(f"{readme.name}: a room stands twice in the table")
    return found


def python_edges(top: Path) -> Edges:
    """What each file of a package imports of the package, wherever in the file."""
    return {path.relative_to(top).as_posix(): set(_imports(path, top))
            for path in sorted(top.rglob("*.py"))}


def _imports(path: Path, top: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield from _files(top, name.name.split("."), [])
        elif isinstance(node, ast.ImportFrom):
            parts = node.module.split(".") if node.module else []
            if node.level:
                here = path.relative_to(top.parent).parts
                parts = [*here[:len(here) - node.level], *parts]
            yield from _files(top, parts, [name.name for name in node.names])


def _files(top: Path, parts: list[str], names: list[str]) -> Iterator[str]:
    """The files that an import of these names from a module reads."""
    if parts[0] != top.name:
        return
    module = top.joinpath(*parts[1:])
    found = [module.with_suffix(".py")] if module.with_suffix(".py").is_file() else \
        [file if (file := module / f"{name}.py").is_file() else module / name / "__init__.py"
         if (module / name).is_dir() else module / "__init__.py" for name in names or [""]]
    for file in found:
        yield file.relative_to(top).as_posix()


def template_edges(top: Path) -> Edges:
    """What each template imports, includes or extends."""
    edges: Edges = {}
    for path in sorted(top.rglob("*.j2")):
        text = path.read_text(encoding="utf-8")
        edges[path.relative_to(top).as_posix()] = {
            name for tag in IN_TEMPLATE.findall(text)
            for name in re.findall(r"""["']([^"']+)["']""", tag.split(" as ")[0]) or [tag]}
    return edges


def wrong_edges(edges: Edges, order: list[str], top: str) -> list[str]:
    """Every import that goes up, and every one that closes a circle, with both of its ends."""
    found = []
    for file, imported in edges.items():
        for other in sorted(imported):
            if other not in edges:
                found.append(f"{top}/{file} imports {top}/{other}, which is not there")
            elif _height(file, order) < _height(other, order):
                found.append(f"{top}/{file} imports {top}/{other}, which is in a higher room")
    return found + [f"{top}/{file} imports {top}/{other}, which closes a circle"
                    for file, other in _closing(edges)]


def _height(file: str, order: list[str]) -> int:
    room = file.rpartition("/")[0] or "."
    if room not in order:
        raise AssertionError(f"{file}: room '{room}' is not in the table of generator/README.md")
    return order.index(room)


def _closing(edges: Edges) -> Iterator[tuple[str, str]]:
    """Each edge that leads back to a file on the way to it."""
    done: set[str] = set()

    def visit(file: str, way: list[str]) -> Iterator[tuple[str, str]]:
        for other in sorted(edges.get(file, ())):
            if other in [*way, file]:
                yield file, other
            elif other not in done:
                yield from visit(other, [*way, file])
        done.add(file)

    for file in edges:
        if file not in done:
            yield from visit(file, [])


class Layers(unittest.TestCase):
    """generator/ and templates/ as they are."""

    def test_generator(self) -> None:
        edges = python_edges(GENERATOR)
        self.assertGreater(sum(map(len, edges.values())), 100)
        self.assertEqual(wrong_edges(edges, rooms(GENERATOR / "README.md"), "generator"), [])

    def test_templates(self) -> None:
        edges = template_edges(TEMPLATES)
        self.assertGreater(sum(map(len, edges.values())), 10)
        self.assertEqual(wrong_edges(edges, rooms(GENERATOR / "README.md"), "templates"), [])

    def test_table_has_no_room_that_is_not_there(self) -> None:
        for room in rooms(GENERATOR / "README.md"):
            self.assertTrue((GENERATOR / room / "__init__.py").is_file(), room)

    def test_suites_are_in_rooms_of_the_same_names(self) -> None:
        order = rooms(GENERATOR / "README.md")
        for path in sorted((TOP / "tests" / "generator").rglob("test_*.py")):
            room = path.relative_to(TOP / "tests" / "generator").parent.as_posix()
            self.assertIn(room, order, path)
            self.assertTrue((path.parent / "__init__.py").is_file(), path)


class Broken(unittest.TestCase):
    """The reading above finds what it is there for."""

    def setUp(self) -> None:
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.top = Path(directory.name) / "pack"
        for room in (".", "low", "high"):
            (self.top / room).mkdir()
            self.write(f"{room}/__init__.py", "")

    def write(self, file: str, text: str) -> None:
        """Makes a file of the package."""
        (self.top / file).write_text(text, encoding="utf-8")

    def wrong(self, edges: Edges) -> list[str]:
        """What is wrong where `high` is above `low`."""
        return wrong_edges(edges, ["low", "high", "."], "pack")

    def test_upwards(self) -> None:
        self.write("high/b.py", "")
        for line in ("from ..high.b import c", "from ..high import b", "import pack.high.b",
                     "from pack.high import b",
                     "if TYPE_CHECKING:\n    from ..high.b import C",
                     "def f():\n    from ..high import b"):
            self.write("low/a.py", line)
            self.assertEqual(self.wrong(python_edges(self.top)), [
                "pack/low/a.py imports pack/high/b.py, which is in a higher room"], line)

    def test_downwards_and_outside(self) -> None:
        self.write("low/a.py", "import json\nfrom pathlib import Path\nimport yaml\n")
        self.write("high/b.py", "from ..low.a import x\nfrom ..low import a\nfrom . import c\n")
        self.write("high/c.py", "from pack.low.a import x\n")
        self.write("top.py", "from .high import b\nfrom .low.a import x\n")
        edges = python_edges(self.top)
        self.assertEqual(edges["high/b.py"], {"low/a.py", "high/c.py"})
        self.assertEqual(edges["top.py"], {"low/a.py", "high/b.py"})
        self.assertEqual(self.wrong(edges), [])

    def test_circle_in_a_room(self) -> None:
        self.write("low/a.py", "from .b import x\n")
        self.write("low/b.py", "from . import c\n")
        self.write("low/c.py", "from .a import y\n")
        self.assertEqual(self.wrong(python_edges(self.top)), [
            "pack/low/c.py imports pack/low/a.py, which closes a circle"])

    def test_templates(self) -> None:
        self.write("low/a.j2",
                   '{% import "low/m.j2" as m with context %}{%- include "high/b.j2" %}')
        self.write("low/m.j2", "{% from 'low/n.j2' import x %}")
        self.write("low/n.j2", "{% extends 'low/m.j2' %}{% import name as n %}")
        self.write("high/b.j2", '{% import "low/m.j2" as m %}')
        self.assertEqual(self.wrong(template_edges(self.top)), [
            "pack/low/a.j2 imports pack/high/b.j2, which is in a higher room",
            "pack/low/n.j2 imports pack/name as n , which is not there",
            "pack/low/n.j2 imports pack/low/m.j2, which closes a circle"])

    def test_room_that_is_not_in_the_table(self) -> None:
        (self.top / "new").mkdir()
        self.write("new/a.py", "from ..low import x\n")
        with self.assertRaisesRegex(AssertionError, "room 'new' is not in the table"):
            self.wrong(python_edges(self.top))


if __name__ == "__main__":
    unittest.main()
