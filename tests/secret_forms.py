"""Whether a text has a secret of the sandbox or of the tests, as it is or in another coding.

As a program: secret_forms.py FILE... prints where, and fails. IQM_CLIENT_ID, IQM_CLIENT_SECRET and
IQM_PASSWORD are secrets too, where they are set.
"""
from __future__ import annotations

import base64
import html
import os
import re
import sys
from pathlib import Path
from typing import Callable, Iterator
from urllib.parse import unquote, unquote_plus

TOKENS = re.compile(r"token-1|X-Amz-Signature|(Bearer|Basic) [A-Za-z0-9]"
                    r"|(access|refresh)-[0-9a-f]{12}|(^|[^0-9a-f])[0-9a-f]{64}([^0-9a-f]|$)")
_LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def _json_escape(match: re.Match[str]) -> str:
    escape = match[1]
    return chr(int(escape[1:], 16)) if len(escape) > 1 else _LETTERS.get(escape, escape)


def _unescape_json(text: str) -> str:
    return re.sub(r"\\(u[0-9a-fA-F]{4}|.)", _json_escape, text)


# What shows that there may be something to take off, and what takes it off.
_DECODERS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (re.compile("%"), unquote), (re.compile("[%+]"), unquote_plus),
    (re.compile(r"\\"), _unescape_json), (re.compile("&"), html.unescape))


def readings(text: str, depth: int = 2) -> Iterator[str]:
    """The text, and what it says without one coding, and without one in another."""
    yield text
    for mark, decode in _DECODERS:
        if depth and mark.search(text) and (plain := decode(text)) != text:
            yield from readings(plain, depth - 1)


def secrets_of_environment() -> list[str]:
    """What the environment has, and what Basic authentication makes of it."""
    secrets = [os.environ.get(name, "") for name in ("IQM_CLIENT_SECRET", "IQM_PASSWORD")]
    if secrets[0]:
        pair = f"{os.environ.get('IQM_CLIENT_ID', '')}:{secrets[0]}"
        secrets.append(base64.b64encode(pair.encode()).decode())
    return [secret for secret in secrets if secret]


def has_secret(line: str, secrets: list[str]) -> bool:
    """In any coding; `secrets` are those besides the tokens."""
    return any(TOKENS.search(reading) or any(secret in reading for secret in secrets)
               for reading in readings(line))


def main() -> int:
    """Prints the lines that have one."""
    secrets = secrets_of_environment()
    found = 0
    for path in map(Path, sys.argv[1:]):
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
            if has_secret(line, secrets):
                found += 1
                print(f"{path.name}:{number}:{line}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
