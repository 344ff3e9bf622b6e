"""The texts for people in the sources of the command and the library: `python3 -m tests.cli.texts`
prints them with their places, to be read aloud. tests/cli/test_texts.py checks what a rule can."""
from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

TOP = Path(__file__).resolve().parents[2]
FOLDERS = ("runtime/cli", "runtime/lib")
# Comments, characters, literals; a macro between literals (PROGRAM, PRId64) belongs to the text.
TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|\'(?:\\.|[^\'\\])+\'|"(?:\\.|[^"\\])*"|[A-Z][A-Za-z0-9_]+'
                   r'|\s+|.', re.DOTALL)
MACROS = {"PROGRAM": "iqm-insights"}
WORDS = re.compile(r"[A-Za-z']{2,} +[A-Za-z']{2,}|[a-z]{3,} %|%[a-z]+ [a-z]{3,}")


@dataclass(frozen=True)
class Text:
    """A literal as it is printed, `%s` and all, and the call that it stands in."""

    file: str
    line: int
    call: str
    text: str


def texts(folders: tuple[str, ...] = FOLDERS) -> Iterator[Text]:
    """Every literal of two words or more."""
    for folder in folders:
        for path in sorted((TOP / folder).rglob("*.[ch]")):
            source = path.read_text(encoding="utf-8")
            for line, call, text in _literals(source):
                if WORDS.search(text):
                    yield Text(str(path.relative_to(TOP)), line, call, text)


def _literals(source: str) -> Iterator[tuple[int, str, str]]:
    parts: list[str] = []
    first, line = 0, 1
    calls: list[str] = []
    word = ""
    for match in TOKEN.finditer(source):
        token = match[0]
        literal = token.startswith('"')
        if literal or (parts and token[0].isupper() and token[0].isalpha()):
            first = first if parts else line
            parts.append(_read(token))
        elif not token.isspace() and not token.startswith(("/*", "//")):
            if parts:
                yield first, next((name for name in reversed(calls) if name), ""), "".join(parts)
            parts = []
            if token == "(":
                calls.append(word)
            elif token == ")" and calls:
                calls.pop()
        word = word + token if re.fullmatch(r"\w", token) else token if token.isidentifier() else ""
        line += token.count("\n")


def _read(token: str) -> str:
    if not token.startswith('"'):
        return MACROS.get(token, "d" if token.startswith("PRI") else f"<{token}>")
    text = token[1:-1].replace("\\n", "\n").replace("\\t", "\t").replace('\\"', '"')
    return text.replace("\\\\", "\\")


if __name__ == "__main__":
    for one in texts(tuple(sys.argv[1:]) or FOLDERS):
        print(f"{one.file}:{one.line}: {one.call}: {one.text!r}")
