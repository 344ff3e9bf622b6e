"""Writes the pages as Sphinx reads them."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2

from ..headers.read import public_headers
from ..headers.symbols import Header
from ..model.api import Api
from ..output.render import environment
from . import calls, examples, operations, pictures, symbols
from .markdown import figure, linked, relative, with_pictures
from .operations import label
from .pages import CHAPTERS, EXAMPLES, HEADERS, REFERENCE, REFERENCE_PAGES


RUNTIME = "runtime/README.md"
CLOSED = {"codec"}  # a room that is one box in the picture of a call
HIDDEN = {"base", "libc", "libcjson", ""}  # what is not shown there


class Source:
    """The directory of the pages: made anew, so that no page of an earlier run is left."""

    def __init__(self, top: Path, api: Api, out: Path, run: Path | None) -> None:
        self.top = top
        self.api = api
        self.out = out
        self.calls = run  # what callgrind wrote of a call; None: there is no picture of it
        self.written: set[Path] = set()
        self.pictures: dict[str, str] = {}
        self.often: list[tuple[str, str]] = []
        self.headers = sorted(public_headers(top), key=_in_the_menu)
        self.symbols = symbols.Pages(self.headers)
        self.templates = templates_of(top)
        self.docnames = {page.path: page.docname for chapter in CHAPTERS for page in chapter.pages}
        self.docnames.update((header.path, f"symbols/{header.name[:-2].replace('/', '-')}")
                             for header in self.headers)
        self.docnames.update((path.relative_to(top).as_posix(), f"examples/{path.name}")
                             for path in sorted((top / EXAMPLES).iterdir()) if path.is_file())

    def write(self) -> None:
        """Writes what is not there yet, and removes what is no page any more: Sphinx reads again
        what has changed."""
        self._draw()
        self._markdown()
        self._example_programs()
        self._operations()
        self._symbols()
        self._page("pictures", self._fill("pictures.md.j2", pictures=self.pictures,
                                          often=self.often, figure=figure))
        self._page("command/reference", self._fill("command.md.j2", program=self.api.program))
        self._page("index", self._fill(
            "index.md.j2", chapters=CHAPTERS, pictures=self.pictures, figure=figure,
            operations=["operations/index", *(f"operations/{name}" for name in self.api.families),
                        *(docname for _, docname in REFERENCE_PAGES)],
            headers=[self.docnames[header.path] for header in self.headers]))
        for path in set(self.out.rglob("*.md")) - self.written:
            path.unlink()

    def _draw(self) -> None:
        """The pictures, by the names that pages call them by."""
        readme = (self.top / RUNTIME).read_text(encoding="utf-8")
        graphs = {directory.replace("/", "-"): graph
                  for directory, graph in pictures.rooms(readme).items()}
        graphs["purchase"], self.often = pictures.purchase(readme)
        for name, family in self.api.families.items():
            if pictures.has_way(family):
                graphs[name] = pictures.family(family)
        if self.calls:
            run = calls.read(self.calls.read_text(encoding="utf-8"), ("runtime", "generated"))
            start = next(op for op in self.api.operations() if op.paged).c_name
            graphs["call"] = pictures.way("call", calls.places(run, start), CLOSED, HIDDEN)
        self.pictures = {name: pictures.drawn(graph) for name, graph in graphs.items()}

    def _page(self, docname: str, text: str) -> None:
        path = self.out / f"{docname}.md"
        self.written.add(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")

    def _fill(self, template: str, **values: Any) -> str:
        return self.templates.get_template(f"site/{template}").render(api=self.api, **values)

    def _linked(self, text: str, path: str, docname: str) -> str:
        """A page's text, with its links to other files of the project."""
        def target(name: str, anchor: str) -> str | None:
            if name == REFERENCE:
                return label(anchor) if anchor else relative(docname, "operations/index")
            if name not in self.docnames:
                return None
            return relative(docname, self.docnames[name]) + (f"#{anchor}" if anchor else "")

        return linked(text, path, target)

    def _markdown(self) -> None:
        for chapter in CHAPTERS:
            for page in filter(lambda page: page.path, chapter.pages):
                text = with_pictures((self.top / page.path).read_text(encoding="utf-8"),
                                     self.pictures)
                self._page(page.docname, self._linked(text, page.path, page.docname))

    def _example_programs(self) -> None:
        """The whole programs that the guide shows lines of."""
        languages = {".c": "c", ".cpp": "cpp", ".py": "python", ".sh": "sh"}
        for path, docname in self.docnames.items():
            if path.startswith(EXAMPLES):
                text = (self.top / path).read_text(encoding="utf-8")
                language = languages[Path(path).suffix]
                self._page(docname, f"---\norphan: true\n---\n\n# {Path(path).name}\n\n"
                                    f"````{language}\n{text}````\n")

    def _operations(self) -> None:
        shown = {op.full_name: self._fill("one_example.j2", op=op)
                 for op in self.api.operations()}
        reference = (self.top / REFERENCE).read_text(encoding="utf-8")
        figures = {name: figure(self.pictures[name]) for name in self.api.families
                   if name in self.pictures}
        pages = operations.Pages(self.api, reference, shown, figures)
        for name in self.api.families:
            self._reference_page(f"operations/{name}", pages.family(name))
        for heading, docname in REFERENCE_PAGES:
            self._reference_page(docname, pages.rest(heading))
        self._reference_page("operations/index", self._fill("operations.md.j2"))

    def _reference_page(self, docname: str, text: str) -> None:
        self._page(docname, self.symbols.linked(self._linked(text, REFERENCE, docname)))

    def _symbols(self) -> None:
        for header in self.headers:
            self._page(self.docnames[header.path], self.symbols.page(header))


def _in_the_menu(header: Header) -> tuple[bool, int]:
    """What a header is sorted by."""
    return header.internal, HEADERS.index(header.name if header.name in HEADERS else "")


def templates_of(top: Path) -> jinja2.Environment:
    """What fills the templates of the site."""
    templates = environment(top / "templates")
    templates.filters.update(examples.FILTERS)
    templates.filters.update(operations.FILTERS)
    return templates


def write_programs(top: Path, api: Api, out: Path) -> None:
    """Writes the examples of all operations as one program: a file a family, and main()."""
    def fill(template: str, **values: Any) -> str:
        return templates_of(top).get_template(f"site/{template}").render(api=api, **values)

    texts = {f"{name}.c": fill("examples.c.j2", family=family)
             for name, family in api.families.items()}
    texts["examples.h"] = fill("examples.h.j2")
    texts["main.c"] = fill("main.c.j2")
    out.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (out / name).write_text(text, encoding="utf-8")
