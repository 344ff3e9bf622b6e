"""Say whether the version number says what changed in the spec since the last release.

The spec of the last release is kept in spec/released/. A change that breaks (wire, source, command)
needs another major version, or a minor one as long as the major one is 0; more, or what may break,
needs a minor one; words a patch. A change of the ABI needs another IQM_ABI. Both numbers are in
runtime/include/iqm/iqm.h. Each change that they do not say is named.

Exit status: 0, or 1 where there is one, or 2 if the specs cannot be compared.
"""
from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from ..builder.build import read
from ..diff.changes import changes
from ..diff.release import DIRECTORY, Release, keep, read_facts, shortfalls, too_late
from ..diff.report import line
from ..diff.side import Side
from ..loader.problems import SpecError
from ..model.names import runtime_abi, runtime_version
from .common import add_command, add_spec, report
from .diff import CANNOT_COMPARE, by_own_language


def add(commands: Any) -> None:
    """Adds the command."""
    parser = add_command(commands, "release", run, __doc__)
    add_spec(parser)
    parser.add_argument("--keep", action="store_true",
                        help="where it does, keep the spec as this release's")


def run(args: argparse.Namespace) -> int:
    """Compares the spec with that of the last release."""
    kept, now = args.spec / DIRECTORY, Release(runtime_version(), runtime_abi())
    sides = [_side(args.spec, False), *([_side(kept, True)] if kept.is_dir() else [])]
    if None in sides:
        return CANNOT_COMPARE
    try:
        missing = _missing([one for one in sides if one], kept, now)
    except (ValueError, KeyError) as error:
        print(f"{os.path.relpath(kept)}: {error}", file=sys.stderr)
        return CANNOT_COMPARE
    if missing:
        print("\n".join(missing), file=sys.stderr)
        return 1
    if args.keep and sides[0] and keep(sides[0], args.spec, now, kept):
        print(f"wrote {os.path.relpath(kept)}: the spec of {now.version}")
    return 0


def _side(directory: Path, is_kept: bool) -> Side | None:
    """A spec; None where it does not load, which is said."""
    shown = os.path.relpath(directory)
    try:
        return Side.of(shown, by_own_language(directory) if is_kept else read(directory)[1])
    except SpecError as error:
        report(error, shown, "; nothing compared")
        return None


def _missing(sides: list[Side], kept: Path, now: Release) -> list[str]:
    """What keeps the release from going out, in lines."""
    lines = [f"{text}, and this is {now.version}" for text in too_late(sides[0], now)]
    if not now.numbers or len(sides) == 1:
        return lines
    old = read_facts(kept)
    for one in shortfalls(old, now, changes(sides[1], sides[0])):
        lines += [*map(line, one.changes), one.text]
    return lines
