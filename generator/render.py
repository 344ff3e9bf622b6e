"""From the model to the text of every output file."""
from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2

from . import ccommand, cfilters, golden, reference, roff, shell, typed, usage
from .model import Api

ABI = 2  # of the runtime that the output fits: IQM_ABI in its headers


@lru_cache(maxsize=None)
def _environment(templates: Path) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates), undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=False)
    for module in (cfilters, golden, typed, ccommand, reference, roff, shell, usage):
        environment.filters.update(module.FILTERS)
    return environment


def render(api: Api, templates: Path) -> dict[str, str]:
    """Every output file's text by its path from the top of the project, in a fixed order."""
    environment = _environment(templates)

    def fill(template: str, **values: Any) -> str:
        return environment.get_template(template).render(abi=ABI, api=api, **values)

    files = {"generated/iqm_types.h": fill("types.h.j2"),
             "generated/iqm_types.c": fill("types.c.j2")}
    for family in api.families.values():
        files[f"generated/iqm_{family.name}.h"] = fill("family.h.j2", family=family)
        files[f"generated/iqm_{family.name}.c"] = fill("family.c.j2", family=family)
    files["generated/iqm_tables.h"] = fill("tables.h.j2")
    files["generated/iqm_ops.c"] = fill("ops.c.j2")
    files["generated/iqm/insights.h"] = fill("insights.h.j2")
    if api.program:
        name = api.program.name
        for file, template in (("commands.h", "commands.h.j2"), ("commands.c", "commands.c.j2"),
                               ("handlers.h", "handlers.h.j2"), ("handlers.c", "handlers.c.j2"),
                               (f"{name}.1", "man.j2"), (f"{name}.bash", "bash.j2"),
                               (f"_{name}", "zsh.j2")):
            files[f"generated/cli/{file}"] = fill(template, program=api.program)
    files["generated/reference.md"] = fill("reference.j2")
    files["tests/golden/golden.c"] = fill("golden.c.j2")
    return files
