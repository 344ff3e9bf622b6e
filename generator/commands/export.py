"""Print an OpenAPI 3.1 document of what a dialect sends and of what every response may be.

`make regen` keeps them in generated/openapi/, one a dialect. What OpenAPI has no word for
(effects, outcomes, units, aliases) is in fields that begin with x-iqm-: generator/README.md has a
table of them.
Exit status: 0 done, 1 the spec is wrong, 2 it has no such dialect.
"""
from __future__ import annotations

import argparse
import sys
from typing import Any, Callable

from ..export.document import document, text
from ..export.listing import as_markdown, as_text
from ..loader.problems import with_suggestion
from .common import add_command, add_spec, spec_of

FORMATS: dict[str, Callable[[dict[str, Any]], str]] = {
    "json": text, "text": as_text, "markdown": as_markdown}


def add(commands: Any) -> None:
    """Adds the command."""
    parser = add_command(commands, "export", run, __doc__)
    add_spec(parser)
    parser.add_argument("--dialect", metavar="NAME",
                        help="whose requests (default: the first of the spec's)")
    parser.add_argument("-o", "--output", choices=list(FORMATS), default="json",
                        help="the document, or its operations as text or as a table in Markdown "
                        "(default: %(default)s)")


def run(args: argparse.Namespace) -> int:
    """Prints it."""
    api = spec_of(args)
    if not api:
        return 1
    dialect = args.dialect or next(iter(api.dialects))
    if dialect not in api.dialects:
        print(with_suggestion(f"unknown dialect '{dialect}'", dialect, api.dialects),
              file=sys.stderr)
        return 2
    made = document(api, dialect)
    print(FORMATS[args.output](made), end="")
    return 0
