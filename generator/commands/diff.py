"""Say what two specs differ in, and for whom each difference breaks.

OLD and NEW are directories, or git revisions whose spec/ is meant. One line a change:

    FILE:LINE: LEVEL CLASSES: what changed

FILE and LINE are of the new spec, or of the old one for what is gone. Levels: ERR breaks, WARN may
break or changes what happens, INFO does not break. Classes: wire (a request that the service would
refuse, a response that is read otherwise), source (a C program stops compiling or changes meaning),
ABI (a compiled program must be compiled again), command (a command, flag, column or exit code),
additive, words (documents only).

Below a change of the wire stands what absorbs it, as YAML to paste into NEW: an alias or a trait by
which both forms are read, a dialect that sends the old one.

Exit status: 0, or 1 if --fail-on names what was found, or 2 if the specs cannot be compared.
"""
from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from ..builder.build import read
from ..diff.changes import OLD_DIALECT, Change, changes
from ..diff.release import FACTS
from ..diff.report import FORMATS, RULE_FORMATS
from ..diff.revision import NoRevision, extract
from ..diff.rules import CLASSES, LEVELS
from ..diff.side import Side
from ..loader.load import SpecFiles, load
from ..loader.problems import Problems, SpecError, listed, with_suggestion
from ..loader.schema import SCHEMA
from .common import TOP, add_command, report

SPEC = "spec"  # the directory in a revision
CANNOT_COMPARE = 2


class _Rules(argparse.Action):
    """--rules, which needs no specs. `-o` counts where it stands before."""

    def __call__(self, parser: argparse.ArgumentParser, namespace: argparse.Namespace,
                 values: Any, option_string: Any = None) -> None:
        sys.stdout.write(RULE_FORMATS[namespace.output]())
        parser.exit()


def add(commands: Any) -> None:
    """Adds the command."""
    parser = add_command(commands, "diff", run, __doc__)
    parser.add_argument("old", metavar="OLD", help="directory, or git revision")
    parser.add_argument("new", metavar="NEW", nargs="?", default=str(TOP / SPEC),
                        help="the same (default: spec as it is here)")
    parser.add_argument("-o", "--output", choices=list(FORMATS), default="text",
                        help="format (default: text)")
    parser.add_argument("--dialect", default=OLD_DIALECT, metavar="NAME",
                        help="the dialect that is to send the old forms (default: %(default)s)")
    parser.add_argument("--fail-on", type=_fail_on, default=[], metavar="LIST",
                        help=f"exit with 1 if there is a change of one of these, with commas "
                        f"between: {listed([*LEVELS[::-1], *CLASSES])}; WARN is ERR too")
    parser.add_argument("--rules", action=_Rules, nargs=0,
                        help="print the table of rules with their reasons, and nothing else")


def _fail_on(text: str) -> list[str]:
    known = (*LEVELS, *CLASSES)
    names = [name.strip() for name in text.split(",")]
    for name in names:
        if name not in known:
            raise argparse.ArgumentTypeError(with_suggestion(f"found '{name}'", name, known))
    return names


def run(args: argparse.Namespace) -> int:
    """Compares the two specs."""
    with tempfile.TemporaryDirectory() as directory:
        old = _side("old", args.old, Path(directory))
        new = _side("new", args.new, Path(directory))
    if not old or not new:
        return CANNOT_COMPARE
    found = changes(old, new, args.dialect)
    sys.stdout.write(FORMATS[args.output](found, old.shown, new.shown))
    return int(any(_is_named(change, args.fail_on) for change in found))


def _is_named(change: Change, names: list[str]) -> bool:
    levels = [LEVELS.index(name) for name in names if name in LEVELS]
    return any(LEVELS.index(change.level) >= level for level in levels) \
        or any(name in change.classes for name in names)


def _files(directory: Path, shown: str) -> SpecFiles:
    """A spec. Mistakes that `regen` finds are reported, but a half-done edit that keeps to the
    schema is compared too. A spec of another version of the language is only checked against
    that version."""
    own = directory / SCHEMA.name
    is_other = own.is_file() and own.read_bytes() != SCHEMA.read_bytes()
    if is_other or (directory / FACTS).is_file():  # what is kept of a release has no samples
        return by_own_language(directory)
    try:
        return read(directory)[1]
    except SpecError as error:
        try:
            files = by_own_language(directory)
        except SpecError:
            raise error from None
        report(error, shown, ", which `make regen` refuses; compared all the same")
        return files


def by_own_language(directory: Path) -> SpecFiles:
    """A spec of another time, when the language and the runtime may have been others."""
    own, problems = directory / SCHEMA.name, Problems()
    files = load(directory, problems, own if own.is_file() else SCHEMA)
    if problems or files is None:
        raise SpecError(problems)
    return files


def _side(which: str, argument: str, scratch: Path) -> Side | None:
    """The spec that an argument means; None where it cannot be read, which is said."""
    directory, shown = Path(argument), os.path.relpath(argument)
    try:
        if directory.is_dir():
            return Side.of(shown, _files(directory, shown))
        directory, shown = scratch / which, f"{argument}:{SPEC}"
        extract(argument, TOP, SPEC, directory)
        return Side.of(shown, by_own_language(directory))
    except NoRevision as error:
        print(f"the {which} spec: {error}", file=sys.stderr)
    except SpecError as error:
        report(error, shown, f": the {which} one, {shown}, does not load, so nothing is compared")
    return None
