"""Write generated/ and the golden tests from spec/ and templates/.

Files that are as they should be stay untouched; those that the spec makes no more are removed.
Exit status: 0 done, 1 the spec is wrong (nothing is written) or a file cannot be written.
"""
from __future__ import annotations

import argparse
from typing import Any

from ..output.files import write
from .common import add_command, add_out, add_spec, output_of


def add(commands: Any) -> None:
    """Adds the command."""
    parser = add_command(commands, "regen", run, __doc__)
    add_spec(parser)
    add_out(parser)


def run(args: argparse.Namespace) -> int:
    """Brings the output up to date; says what was done."""
    files = output_of(args)
    if files is None:
        return 1
    for line in write(files, args.out):
        print(line)
    return 0
