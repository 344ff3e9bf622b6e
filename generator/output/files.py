"""Output files: written where they differ, or only compared."""
from __future__ import annotations

import difflib
import os
from itertools import zip_longest
from pathlib import Path

DIRECTORY = "generated"  # where whatever has the mark is ours
MARK = b"by `make regen`: change the spec, not this file."
HEAD = 400  # bytes of a file in which the mark stands
SHOWN_LINES = 12  # of a stale file's difference
WINDOW = 200  # lines in which it is looked for


def write(files: dict[str, str], top: Path) -> list[str]:
    """Writes what differs from what is there, and removes what the spec makes no more; returns
    what was done."""
    done = []
    for name, text in files.items():
        path = top / name
        if _read(path) == text.encode("utf-8"):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, text.encode("utf-8"))
        done.append(f"wrote {name}")
    for name in leftovers(files, top):
        (top / name).unlink()
        done.append(f"removed {name}")
    return done


def _replace(path: Path, data: bytes) -> None:
    """Writes a file so that nobody ever sees half of it."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(data)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def stale(files: dict[str, str], top: Path) -> list[str]:
    """For each file that is not what the spec makes: the first lines that differ."""
    found = []
    for name, text in files.items():
        old = _read(top / name)
        if old is None:
            found.append(f"{name}: missing")
        elif old != text.encode("utf-8"):
            found.append(_difference(name, old.decode("utf-8", "replace"), text))
    return found + [f"{name}: the spec does not make this any more"
                    for name in leftovers(files, top)]


def _difference(name: str, old: str, new: str) -> str:
    """The first lines that differ, as `diff -u` shows them, but for the counts of lines."""
    olds, news = old.split("\n"), new.split("\n")
    first = next(i for i, pair in enumerate(zip_longest(olds, news)) if pair[0] != pair[1])
    start = max(first - 1, 0)
    lines = difflib.unified_diff(olds[start: first + WINDOW], news[start: first + WINDOW],
                                 lineterm="", n=1)
    shown = [line for line in lines if line[:3] not in ("---", "+++", "@@ ")][:SHOWN_LINES]
    return "\n".join([f"{name}:{first + 1}: differs", *shown])


def leftovers(files: dict[str, str], top: Path) -> list[str]:
    """Files that carry our mark and are not among those that the spec makes."""
    there = (path for path in sorted((top / DIRECTORY).rglob("*")) if path.is_file())
    return [name for path in there if (name := path.relative_to(top).as_posix()) not in files
            and MARK in (_read(path) or b"")[:HEAD]]


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
