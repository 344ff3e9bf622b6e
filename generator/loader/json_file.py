"""JSON files, read strictly, and where in one a key or value stands."""
from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Iterator

from .problems import Problem, Problems
from .source import Place, Source, mark_of, read_text

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
UNFIT = re.compile("[\0\ud800-\udfff]")  # neither C nor UTF-8 can hold these


class _Refused(ValueError):
    """JSON that Python would read, but the client would not."""

    def __init__(self, token: str, text: str) -> None:
        super().__init__(text)
        self.token = token


def load_json(path: Path, shown: str, problems: Problems) -> tuple[Any, bool]:
    """Reads one JSON file: no duplicate keys, nothing too large or unfit for C. The value, and
    whether there is one; if not, `problems` says why."""
    text = read_text(path, shown, problems)
    if text is None:
        return None, False
    repeated: list[str] = []
    value, found = None, []
    try:
        value = json.loads(text, object_pairs_hook=lambda pairs: _pairs(pairs, repeated),
                           parse_constant=_no_constant, parse_float=_finite)
        if repeated or "\\u" in text:
            found = list(_bad_tokens(text, shown))
    except json.JSONDecodeError as error:
        found = [Problem(shown, error.lineno, error.colno, f"not JSON: {error.msg}")]
    except _Refused as error:
        offset = next(m.start() for m in TOKEN.finditer(text) if m[0] == error.token)
        found = [Problem(shown, *mark_of(text, offset), str(error))]
    except (RecursionError, ValueError):  # the second: a number of thousands of digits
        found = [Problem(shown, 1, 1, "nested too deep, or a number too long")]
    for problem in found:
        problems.add(problem)
    return value, not found


def _pairs(pairs: list[tuple[str, Any]], repeated: list[str]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        repeated += [key for key, _ in pairs]
    return data


def _no_constant(word: str) -> Any:
    raise _Refused(word, f"{word} is no JSON")


def _finite(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise _Refused(text, f"{text} is too large for a number")
    return value


def _bad_tokens(text: str, shown: str) -> Iterator[Problem]:
    seen: dict[Place, int] = {}
    for place, is_key, offset, token in _walk(text):
        if token[0] == '"' and UNFIT.search(json.loads(token)):
            yield Problem(shown, *mark_of(text, offset), "text with a NUL or half a surrogate pair")
        if is_key and seen.setdefault(place, offset) != offset:
            line = mark_of(text, seen[place])[0]
            yield Problem(shown, *mark_of(text, offset), f"'{place[-1]}' is given twice, first in "
                          f"line {line}")


def marks(path: Path, shown: str) -> Source:
    """The marks of every key and value in a file that load_json() could read."""
    return marks_of(read_text(path, shown, Problems()) or "", shown)


def marks_of(text: str, shown: str) -> Source:
    """The marks of every key and value in a text that is JSON."""
    source = Source(shown)
    line, start, seen = 1, 0, 0  # the line so far, where it starts, and how far lines are counted
    for place, is_key, offset, _ in _walk(text):
        line += text.count("\n", seen, offset)
        start = max(start, text.rfind("\n", seen, offset) + 1)
        (source.keys if is_key else source.values)[place] = (line, offset - start + 1)
        seen = offset
    return source


def _walk(text: str) -> Iterator[tuple[Place, bool, int, str]]:
    """Place, whether it is the key there, offset and text of every key and value."""
    place: list[Any] = []  # of the next value; None at its end: the next token is a key
    for match in TOKEN.finditer(text):
        token = match[0]
        if token in "}]":
            place.pop()
        elif token == ",":
            place[-1] = place[-1] + 1 if isinstance(place[-1], int) else None
        elif place and place[-1] is None:
            place[-1] = json.loads(token)
            yield tuple(place), True, match.start(), token
        elif token != ":":
            yield tuple(place), False, match.start(), token
            if token in "{[":
                place.append(None if token == "{" else 0)
