"""From the model to the text of every output file."""
from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2

from ..c import filters, functions, started
from ..command import completion, tables, usage
from ..documents import manual, pages, reference, roff
from ..export.document import documents
from ..headers.read import public_headers
from ..model.api import Api
from ..model.names import runtime_abi, runtime_date, runtime_version
from ..tests import golden


@lru_cache(maxsize=None)
def environment(templates: Path) -> jinja2.Environment:
    """What fills the templates: the filters of all kinds of output."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates), undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=False)
    for module in (filters, functions, started, tables, completion, usage, roff, manual, reference,
                   golden):
        made.filters.update(module.FILTERS)
    return made


def render(api: Api, templates: Path) -> dict[str, str]:
    """Every output file's text by its path from the top of the project, in a fixed order."""

    def fill(template: str, **values: Any) -> str:
        return environment(templates).get_template(template).render(
            abi=runtime_abi(), date=runtime_date(), api=api, **values)

    start = f"generated/{api.prefix}_"
    files = {start + "types.h": fill("c/types.h.j2"), start + "types.c": fill("c/types.c.j2")}
    for family in api.families.values():
        files[f"{start}{family.name}.h"] = fill("c/family.h.j2", family=family)
        files[f"{start}{family.name}.c"] = fill("c/family.c.j2", family=family)
    files[start + "descriptors.h"] = fill("c/descriptors.h.j2")
    files[start + "ops.c"] = fill("c/ops.c.j2")
    files[f"generated/{api.prefix}/{api.name}.h"] = fill("c/api.h.j2")
    if api.program:
        name = api.program.name
        for file, template in (("commands.h", "command/commands.h.j2"),
                               ("commands.c", "command/commands.c.j2"),
                               ("handlers.h", "command/handlers.h.j2"),
                               ("handlers.c", "command/handlers.c.j2"),
                               (f"{name}.1", "documents/man.j2"),
                               (f"{name}.bash", "command/bash.j2"),
                               (f"_{name}", "command/zsh.j2"),
                               (f"{name}.fish", "command/fish.j2")):
            files[f"generated/cli/{file}"] = fill(template, program=api.program)
    files["generated/reference.md"] = fill("documents/reference.j2")
    for dialect, text in documents(api).items():
        files[f"generated/openapi/{dialect}.json"] = text
    files["tests/golden/golden.c"] = fill("tests/golden.c.j2")
    return files


MANUAL = "generated/man/"
LINKS_HEAD = "# Made from spec/ by `make regen`: change the spec, not this file.\n"


def render_manual(api: Api, templates: Path, files: dict[str, str]) -> dict[str, str]:
    """The manual pages of section 3, made of the runtime's headers and of those in `files`, and
    `links`: by which names besides its own each is found."""
    top = templates.parent
    headers = public_headers(top, files)
    found = pages.pages_of(api, headers)
    pages.add_examples(found, pages.programs_of([
        path.read_text(encoding="utf-8")
        for path in [top / "README.md", *sorted((top / "tests" / "examples").glob("*.c"))]]))
    template = environment(templates).get_template("documents/man3.j2")
    made = {f"{MANUAL}{page.name}.3": template.render(
        api=api, page=page, errors=manual.errors(page, headers), date=runtime_date(),
        version=runtime_version(), package=found[0].name,
        also=[other.name for other in found if other is not page]) for page in found}
    made[MANUAL + "links"] = LINKS_HEAD + "".join(
        f"{one.name} {page.name}\n" for page in found
        for one in page.functions if one.name != page.name)
    return made


def render_parts(api: Api, templates: Path) -> dict[tuple[str, str], str]:
    """What is made of files that are written by hand: (file, name of the part) -> text."""
    template = environment(templates).get_template("documents/operations.j2")
    return {("README.md", "operations"): template.render(api=api)}
