"""What the commands share: where the spec is, and how its mistakes are shown."""
from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any, Callable

from ..builder.build import build
from ..loader.problems import SpecError
from ..model.api import Api
from ..output.parts import filled
from ..output.render import render, render_manual, render_parts

TOP = Path(__file__).resolve().parents[2]
Run = Callable[[argparse.Namespace], int]


def add_command(commands: Any, name: str, run: Run, text: str) -> argparse.ArgumentParser:
    """A parser of the command's own; `text` is its help, the first line of it in the overview."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=text.splitlines()[0].rstrip(".:"), description=text,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.set_defaults(run=run)
    return parser


def add_spec(parser: argparse.ArgumentParser) -> None:
    """The option that says which spec to read."""
    parser.add_argument("--spec", type=Path, default=TOP / "spec", metavar="DIR",
                        help="directory of the spec (default: spec)")


def add_out(parser: argparse.ArgumentParser) -> None:
    """The option that says where the output is."""
    parser.add_argument("--out", type=Path, default=TOP, metavar="DIR",
                        help="where generated/ and tests/golden/ are (default: the project)")


def spec_of(args: argparse.Namespace) -> Api | None:
    """The spec; None where it has mistakes, which are shown."""
    try:
        return build(args.spec)
    except SpecError as error:
        report(error, os.path.relpath(args.spec))
        return None


def output_of(args: argparse.Namespace) -> dict[str, str] | None:
    """The text of every file that the spec makes, or makes a part of, by its path from the
    output's directory; None where something is wrong, which is shown."""
    templates = TOP / "templates"
    try:
        api = build(args.spec)
        files = render(api, templates)
        return {**files, **render_manual(api, templates, files),
                **filled(render_parts(api, templates), args.out)}
    except SpecError as error:
        report(error, os.path.relpath(args.spec), "; nothing written")
        return None


def report(error: SpecError, shown: str, end: str = "") -> None:
    """Says what is wrong with a spec; `shown` is its directory as messages name it."""
    for problem in error.problems:
        print(f"{shown}/{problem}", file=sys.stderr)
    count = len(error.problems)
    print(f"{count} mistake{'s' if count > 1 else ''} in the spec{end}", file=sys.stderr)
