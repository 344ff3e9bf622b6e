"""Fail where generated/ or the golden tests are not what the spec makes.

Writes nothing. Exit status: 0 all is as it should be, 1 a file differs or the spec is wrong.
"""
from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from ..builder.build import build
from ..loader.problems import SpecError
from ..output.files import stale
from .common import add_command, add_out, add_spec, output, report


def add(commands: Any) -> None:
    """Adds the command."""
    parser = add_command(commands, "check", run, __doc__)
    add_spec(parser)
    add_out(parser)


def run(args: argparse.Namespace) -> int:
    """Whether the output is up to date; says what is not, and how to fix it."""
    try:
        found = stale(output(build(args.spec), args.out), args.out)
    except SpecError as error:
        report(error, os.path.relpath(args.spec), "; nothing written")
        return 1
    for difference in found:
        print(difference, file=sys.stderr)
    if found:
        print(f"{len(found)} file(s) do not match the spec. To fix: make regen", file=sys.stderr)
    return 1 if found else 0
