"""`python3 -m generator`: writes generated/ and the golden tests from spec/ and templates/."""
from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from .build import build
from .loader.problems import SpecError
from .output import stale, write
from .render import render

TOP = Path(__file__).resolve().parent.parent


def main(argv: list[str] | None = None) -> int:
    """0 done, 1 the spec is wrong or, with --check, the output is stale."""
    parser = argparse.ArgumentParser(prog="python3 -m generator", description=__doc__)
    parser.add_argument("--spec", type=Path, default=TOP / "spec", metavar="DIR",
                        help="directory of the spec (default: spec)")
    parser.add_argument("--out", type=Path, default=TOP, metavar="DIR",
                        help="where generated/ and tests/golden/ are (default: the project)")
    parser.add_argument("--check", action="store_true",
                        help="write nothing; fail if a file is not what the spec makes")
    args = parser.parse_args(argv)
    try:
        files = render(build(args.spec), TOP / "templates")
        return check(files, args.out) if args.check else regenerate(files, args.out)
    except SpecError as error:
        return report(error, os.path.relpath(args.spec))
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 1


def regenerate(files: dict[str, str], top: Path) -> int:
    """Brings the output up to date; says what was done."""
    for line in write(files, top):
        print(line)
    return 0


def check(files: dict[str, str], top: Path) -> int:
    """Whether the output is up to date; says what is not, and how to fix it."""
    found = stale(files, top)
    for difference in found:
        print(difference, file=sys.stderr)
    if found:
        print(f"{len(found)} file(s) do not match the spec. To fix: make regen", file=sys.stderr)
    return 1 if found else 0


def report(error: SpecError, directory: str) -> int:
    """Says what is wrong with the spec."""
    for problem in error.problems:
        print(f"{directory}/{problem}", file=sys.stderr)
    count = len(error.problems)
    print(f"{count} mistake{'s' if count > 1 else ''} in the spec; nothing written",
          file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
