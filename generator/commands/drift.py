"""Say what the spec and a published OpenAPI document disagree about.

One line for each disagreement that sources.yaml does not know:

    FILE:LINE: KIND NAME (OPERATION PART): what differs

FILE and LINE are of the document. NAME is what `at` and `drift` of sources.yaml call it: pld.list,
pld.order.campaignIds, or `GET /path` of an operation that the spec has not. Kinds:
{kinds}
What sources.yaml knows is counted; what it says and the document does not show is `stale`.

Exit status: 0, or 1 if something is new or stale, or 2 if the document or the spec cannot be read.
"""
from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from ..drift.finding import KINDS
from ..drift.known import sort
from ..drift.operations import findings
from ..drift.report import FORMATS
from ..loader.problems import SpecError, with_suggestion
from ..openapi.document import read
from ..openapi.model import Document
from .common import add_command, add_spec, spec_of

CANNOT_READ = 2


def add(commands: Any) -> None:
    """Adds the command."""
    kinds = "\n".join(f"    {kind:9} {words}" for kind, words in KINDS.items())
    parser = add_command(commands, "drift", run, str(__doc__).format(kinds=kinds))
    parser.add_argument("document", metavar="DOC", type=Path, help="an OpenAPI document, 3.0 or "
                        "3.1, in JSON or YAML")
    add_spec(parser)
    parser.add_argument("--dialect", help="whose requests; without it, what any dialect sends. "
                        "What another dialect sends as the document has it is known")
    parser.add_argument("-o", "--output", choices=list(FORMATS), default="text",
                        help="format (default: text)")
    parser.add_argument("--all", action="store_true", help="show what sources.yaml knows, too")


def run(args: argparse.Namespace) -> int:
    """Compares, and prints what was found."""
    api = spec_of(args)
    if not api:
        return CANNOT_READ
    if args.dialect not in (None, *api.dialects):
        print(with_suggestion(f"unknown dialect '{args.dialect}'", args.dialect, api.dialects),
              file=sys.stderr)
        return CANNOT_READ
    document = _read(args.document)
    if not document:
        return CANNOT_READ
    found, compared = findings(api, document, list(api.dialects))
    of_one, in_one = findings(api, document, [args.dialect]) if args.dialect else (None, compared)
    result = sort(api, document, found, of_one, compared)
    result.compared = len(in_one)
    result.sources = os.path.relpath(args.spec / "sources.yaml")
    sys.stdout.write(FORMATS[args.output](result, args.all))
    return int(bool(result.new or result.stale))


def _read(path: Path) -> Document | None:
    """The document; None where it cannot be read, which is said."""
    try:
        document = read(path, str(path))
    except SpecError as error:
        print(error, file=sys.stderr)
        return None
    for problem in document.problems:
        print(f"{problem}: passed over", file=sys.stderr)
    return document
