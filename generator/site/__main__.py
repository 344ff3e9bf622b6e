"""Make the HTML of the project: OUT/docs-source, the pages as Sphinx reads them, and OUT/docs.

With --programs only OUT/docs-examples is made, the examples in C of all operations. Warnings of
Sphinx are errors.
"""
from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

from ..commands.common import TOP, spec_of
from .source import Source, write_programs


def main() -> int:
    """Exit status: 0 done; 1 the spec is wrong, or Sphinx warns."""
    parser = argparse.ArgumentParser(prog="generator.site", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=TOP / "build", metavar="DIR",
                        help="where docs-source/ and docs/ are made (default: build)")
    parser.add_argument("--version", default="", help="the release that the pages are about")
    parser.add_argument("--calls", type=Path, metavar="FILE",
                        help="what callgrind wrote of a call, with whole names")
    parser.add_argument("--programs", action="store_true", help="only the examples as a program")
    parser.set_defaults(spec=TOP / "spec")
    args = parser.parse_args()
    api = spec_of(args)
    if api is None:
        return 1
    if args.programs:
        write_programs(TOP, api, args.out / "docs-examples")
        return 0
    Source(TOP, api, args.out / "docs-source", args.calls).write()
    return html(args.out, api.title, args.version)


IMPORT = re.compile(r"@import url\((/javascript/[^)]+)\);")
DARK = re.compile(r'body\[data-theme="dark"\] (\{[^}]*\})')
MODULE = re.compile(r'^import \w+ from "\./([\w-]+\.js)";$', re.M)
SHARED = Path("/usr/share")  # where a web server of Debian finds /javascript


def html(out: Path, title: str, version: str) -> int:
    """Runs Sphinx, and completes the style sheet and the script of Debian's theme."""
    environment = {**os.environ, "SITE_TITLE": title, "SITE_VERSION": version}
    code = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-j", "auto", "-b", "html",
         "-c", str(TOP / "templates/site"), "-d", str(out / "docs-cache"),
         str(out / "docs-source"), str(out / "docs")], env=environment,
        check=False).returncode
    static = out / "docs/_static"
    style, script = static / "styles/furo.css", static / "scripts/furo.js"
    if style.exists():
        style.write_text(completed(style.read_text(encoding="utf-8")), encoding="utf-8")
    if script.exists():
        script.write_text(bundled(script), encoding="utf-8")
    return code


def bundled(script: Path) -> str:
    """With what it imports in its place: only a module may import, and browsers load none from a
    file: URL."""
    return MODULE.sub(lambda match: (script.parent / match[1]).read_text(encoding="utf-8"),
                      script.read_text(encoding="utf-8"))


def completed(style: str) -> str:
    """With what it takes from its host, and with the dark colours for those who prefer them: the
    compiler that Debian builds it with loses these."""
    style = IMPORT.sub(_imported, style)
    dark = DARK.search(style)
    if dark and "prefers-color-scheme" not in style:
        style += ("\n@media screen and (prefers-color-scheme: dark) {\n"
                  f"body:not([data-theme=\"light\"]) {dark[1]} }}\n")
    return style


def _imported(match: re.Match[str]) -> str:
    return (SHARED / match[1][1:]).read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
