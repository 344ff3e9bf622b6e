"""What is wrong with a spec, and where. All problems of a run are collected, then shown."""
from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Iterable


@dataclass(frozen=True)
class Problem:
    """One mistake in a spec, at a place that an editor can jump to. Lines and columns from 1."""

    file: str
    line: int
    column: int
    text: str

    def __str__(self) -> str:
        text = "".join(c if c.isprintable() else repr(c)[1:-1] for c in self.text)
        return f"{self.file}:{self.line}:{self.column}: {text}"


class Problems:
    """The mistakes found so far, and the files in the order in which they were read."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._files: dict[str, int] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    def reading(self, file: str) -> None:
        """From here on `file` comes after the files read before it."""
        self._files.setdefault(file, len(self._files))

    def add(self, problem: Problem) -> None:
        """One more mistake."""
        self.reading(problem.file)
        self._found.append(problem)

    def is_clean(self, *files: str) -> bool:
        """Whether nothing is wrong in these files so far."""
        return not any(problem.file in files for problem in self._found)

    def in_reading_order(self) -> list[Problem]:
        """Each mistake once, file by file and from top to bottom."""
        return sorted(dict.fromkeys(self._found),
                      key=lambda p: (self._files[p.file], p.line, p.column, p.text))


class SpecError(Exception):
    """A spec that cannot be used; carries every problem found in it, in reading order."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems.in_reading_order()
        super().__init__("\n".join(str(p) for p in self.problems))


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known name that is spelt most like this one; None where none is near."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return close[0] if close else None


def with_suggestion(found: str, word: str, known: Iterable[str], expected: str = "") -> str:
    """`unknown type 'intger', did you mean 'int'? Expected int, num or bool`; without the
    question where no known name is near. `expected` is a short form of the list of them."""
    known = list(known)
    near = closest(word, known)
    expected = expected or listed(known)
    return f"{found}, did you mean '{near}'? Expected {expected}" if near \
        else f"{found}, expected {expected}"


def without_misspelt(unused: Iterable[str], misspelt: Iterable[str]) -> list[str]:
    """The names that nothing uses, without those that misspelt ones seem to mean."""
    left = sorted(unused)
    for word in misspelt:
        near = closest(word, left)
        if near:
            left.remove(near)
    return left


def listed(texts: Iterable[str], last: str = "or") -> str:
    """`a, b or c`."""
    all_texts = list(texts)
    if len(all_texts) < 2:
        return "".join(all_texts)
    return f"{', '.join(all_texts[:-1])} {last} {all_texts[-1]}"


def article(word: str) -> str:
    """`an int`, `a string`, `an ms`."""
    return ("an " if word[0] in "aeiou" or word.split()[0] in ("ms", "s") else "a ") + word
