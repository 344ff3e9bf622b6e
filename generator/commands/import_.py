"""Make a draft of a spec from an OpenAPI document: 3.0 or 3.1, JSON or YAML.

The draft has what the document says: types and fields from its schemas and its examples, samples,
docs. Where these contradict each other a comment says so. What no document says (what a request
does, what its response means) is a TODO, which the generator refuses until it is answered, saying
what may stand there. What the language cannot say is listed with the reasons.

Without --out the draft is printed. With it the families' files and samples are written, and what
they need is added to an api.yaml that is there. Files that are there already are left alone.
Exit status: 0 done, 1 the document cannot be read, has no such operation, or a file is in the way.
"""
from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any, Callable

from ..builder.build import build
from ..draft.insert import api_text, has_families
from ..draft.layout import family_text
from ..draft.make import make, matches
from ..draft.model import Draft
from ..draft.naming import family_name
from ..draft.report import Result, as_json, as_markdown, as_text
from ..loader.problems import SpecError
from ..openapi.document import read
from ..openapi.model import Document
from .common import add_command, add_spec, report

FORMATS: dict[str, Callable[[Result], str]] = {
    "text": as_text, "json": as_json, "markdown": as_markdown}
API = "api.yaml"


def add(commands: Any) -> None:
    """Adds the command."""
    parser = add_command(commands, "import", run, __doc__)
    parser.add_argument("document", metavar="DOC", help="the document")
    add_spec(parser)
    parser.add_argument("--only", default="", metavar="PATTERN",
                        help="operations whose method and path, or operationId, have this in them; "
                        "or match it, with * and ?")
    parser.add_argument("--family", type=_family, metavar="NAME",
                        help="one family for all (default: by tag, or by the path)")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where to write it")
    parser.add_argument("-o", "--output", choices=list(FORMATS), default="text",
                        help="format of what is said of the draft (default: text)")


def _family(text: str) -> str:
    if family_name(text) != text:
        raise argparse.ArgumentTypeError(f"found '{text}', expected at most 16 lower-case letters "
                                         "and digits")
    return text


def run(args: argparse.Namespace) -> int:
    """Makes the draft; prints or writes it."""
    try:
        document = read(Path(args.document), args.document)
    except SpecError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return 1
    for problem in () if document.operations else document.problems:
        print(problem, file=sys.stderr)
    wanted = [op for op in document.operations if matches(op, args.only)]
    if not wanted:
        print(f"{args.document}: no operation" + f" that '{args.only}' means" * bool(args.only),
              file=sys.stderr)
        return 1
    try:
        draft, problems = make(document, build(args.spec), args.spec, args.only,
                               args.family or "")
    except SpecError as error:
        report(error, os.path.relpath(args.spec))
        return 1
    result = Result(draft, len(document.operations), len(wanted), _files(draft, document), problems)
    if not args.out:
        if args.output == "text":
            sys.stdout.write("\n".join(text for file, text in result.files.items()
                                       if file.endswith(".yaml")))
            sys.stderr.write(as_text(result))
        else:
            sys.stdout.write(FORMATS[args.output](result))
        return 0
    return _write(result, args.out, args.output)


def _files(draft: Draft, document: Document) -> dict[str, str]:
    """The text of each file."""
    files = {f"{family.name}.yaml": family_text(family, os.path.basename(document.file))
             for family in draft.families.values()}
    for op in draft.operations:
        for file, sample in op.samples.items():
            files[f"samples/{file}"] = json.dumps(sample.value, indent=2) + "\n"
    return files


def _write(result: Result, out: Path, output: str) -> int:
    """Writes what is not there yet."""
    there = [file for file in result.files if (out / file).exists()]
    if there:
        more = f", and {len(there) - 1} more" if len(there) > 1 else ""
        print(f"{out / there[0]} is there already{more}: "
              "--family NAME gives the draft another name", file=sys.stderr)
        return 1
    (out / "samples").mkdir(parents=True, exist_ok=True)
    for file, text in result.files.items():
        (out / file).write_text(text, encoding="utf-8")
    if (out / API).is_file():
        old = (out / API).read_text(encoding="utf-8")
        result.api_is_written = has_families(old)
        if result.api_is_written:
            (out / API).write_text(api_text(old, result.draft), encoding="utf-8")
    sys.stdout.write(FORMATS[output](result))
    return 0
