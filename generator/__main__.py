"""The generator: C bindings, command, documents and tests from a description of an API."""
from __future__ import annotations

import argparse
import sys

from .commands import check, diff, drift, export, import_, regen, release

COMMANDS = (regen, check, diff, drift, export, import_, release)


def main(argv: list[str] | None = None) -> int:
    """Runs a command; its exit status."""
    parser = argparse.ArgumentParser(prog="python3 -m generator", description=__doc__)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add(commands)
    args = parser.parse_args(argv)
    try:
        status: int = args.run(args)
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main())
