"""Pages that the project has as Markdown: their links lead to pages of the site."""
from __future__ import annotations

import os
import re
import textwrap
from pathlib import PurePosixPath
from typing import Callable

LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)")
CODE = re.compile(r"    (?! *- )")  # not a list in a list
BLOCK = re.compile(r"^(```\w[^\n]*\n)(.*?\n)(```)$", re.DOTALL | re.MULTILINE)
FENCE = re.compile(r"^ *(```|~~~)")

Target = Callable[[str, str], "str | None"]  # (path from the top, anchor) -> what a link has


def linked(text: str, path: str, target: Target) -> str:
    """The text of the page at `path`, its links replaced; what `target` has no place for is text.
    """
    lines = []
    inside = False
    for line in text.split("\n"):
        inside ^= bool(FENCE.match(line))
        lines.append(line if inside or CODE.match(line) else _line(line, path, target))
    return "\n".join(lines)


def _line(line: str, path: str, target: Target) -> str:
    def replaced(match: re.Match[str]) -> str:
        if re.match(r"[a-z]+:", match[2]):
            return match[0]
        name, _, anchor = match[2].partition("#")
        there = _from_top(path, name) if name else path
        found = target(there, anchor)
        return match[1] if found is None else f"[{match[1]}]({found})"

    return LINK.sub(replaced, line)


def _from_top(path: str, name: str) -> str:
    return os.path.normpath(PurePosixPath(path).parent / name)


def relative(docname: str, other: str) -> str:
    """The other page as a page links to it."""
    return os.path.relpath(other, str(PurePosixPath(docname).parent)) + ".md"


def with_pictures(text: str, pictures: dict[str, str]) -> str:
    """With a picture where a line `<!-- picture NAME -->` is, and without all other comments that
    stand alone in a line: marks for tests and generators. Parts of programs begin at the margin."""
    text = BLOCK.sub(lambda match: match[1] + textwrap.dedent(match[2]) + match[3], text)
    text = text.replace("```csv\n", "```text\n")  # which Pygments has no colours for
    text = re.sub(r"^<!-- picture (\S+) -->$", lambda match: figure(pictures[match[1]]), text,
                  flags=re.MULTILINE)
    return re.sub(r"^<!--.*?-->\n", "", text, flags=re.MULTILINE)


def figure(svg: str) -> str:
    """A picture in a page."""
    return f'```{{raw}} html\n<div class="picture">\n{svg}</div>\n```'
