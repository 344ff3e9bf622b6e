"""From the model to files: templates are filled, and files written only when they change."""
from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

import jinja2

from . import cfilters
from .golden import FILTERS as GOLDEN_FILTERS
from .model import Api

ABI = 1  # of the runtime that the output fits: IQM_ABI in its headers
SHOWN_LINES = 20  # of a stale file's difference


def render(api: Api, templates: Path) -> dict[str, str]:
    """Every output file's text by its path from the top of the project, in a fixed order."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates), undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=False)
    environment.filters.update(cfilters.FILTERS)
    environment.filters.update(GOLDEN_FILTERS)
    environment.globals.update(abi=ABI, api=api)

    def fill(template: str, **values: Any) -> str:
        return environment.get_template(template).render(**values)

    files = {"generated/iqm_types.h": fill("types.h.j2"),
             "generated/iqm_types.c": fill("types.c.j2")}
    for family in api.families.values():
        files[f"generated/iqm_{family.name}.h"] = fill("family.h.j2", family=family)
        files[f"generated/iqm_{family.name}.c"] = fill("family.c.j2", family=family)
    files["generated/iqm_tables.h"] = fill("tables.h.j2")
    files["generated/iqm_ops.c"] = fill("ops.c.j2")
    files["generated/iqm/insights.h"] = fill("insights.h.j2")
    files["tests/golden/golden.c"] = fill("golden.c.j2")
    return files


def write(files: dict[str, str], top: Path) -> list[str]:
    """Writes what differs from what is there; returns the paths written."""
    written = []
    for name, text in files.items():
        path = top / name
        if _read(path) == text:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
        written.append(name)
    return written


def stale(files: dict[str, str], top: Path) -> list[str]:
    """For each file that is not what it should be: the first lines that differ."""
    found = []
    for name, text in files.items():
        old = _read(top / name)
        if old == text:
            continue
        if old is None:
            found.append(f"{name}: missing")
            continue
        lines = list(difflib.unified_diff(old.splitlines(), text.splitlines(), name,
                                          f"{name} (regenerated)", lineterm="", n=1))
        found.append("\n".join(lines[:SHOWN_LINES] or [f"{name}: line ends differ"]))
    return found


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return None
