"""Fail where generated/ or the golden tests are not what the spec makes.

Writes nothing. Exit status: 0 all is as it should be, 1 a file differs or the spec is wrong.
"""
from __future__ import annotations

import argparse
import sys
from typing import Any

from ..output.files import stale
from .common import add_command, add_out, add_spec, output_of


def add(commands: Any) -> None:
    """Adds the command."""
    parser = add_command(commands, "check", run, __doc__)
    add_spec(parser)
    add_out(parser)


def run(args: argparse.Namespace) -> int:
    """Whether the output is up to date; says what is not, and how to fix it."""
    files = output_of(args)
    if files is None:
        return 1
    found = stale(files, args.out)
    for difference in found:
        print(difference, file=sys.stderr)
    if found:
        print(f"{len(found)} file(s) do not match the spec. To fix: make regen", file=sys.stderr)
    return 1 if found else 0
