"""From the model to the text of every output file."""
from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2

from ..c import filters, functions, started
from ..command import completion, tables, usage
from ..documents import reference, roff
from ..export.document import documents
from ..model.api import Api
from ..model.names import runtime_abi
from ..tests import golden


@lru_cache(maxsize=None)
def environment(templates: Path) -> jinja2.Environment:
    """What fills the templates: the filters of all kinds of output."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates), undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=False)
    for module in (filters, functions, started, tables, completion, usage, roff, reference, golden):
        made.filters.update(module.FILTERS)
    return made


def render(api: Api, templates: Path) -> dict[str, str]:
    """Every output file's text by its path from the top of the project, in a fixed order."""

    def fill(template: str, **values: Any) -> str:
        return environment(templates).get_template(template).render(
            abi=runtime_abi(), api=api, **values)

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


def render_parts(api: Api, templates: Path) -> dict[tuple[str, str], str]:
    """What is made of files that are written by hand: (file, name of the part) -> text."""
    template = environment(templates).get_template("documents/operations.j2")
    return {("README.md", "operations"): template.render(api=api)}
