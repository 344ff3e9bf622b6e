"""What the spec makes of files that are written by hand: the text between two marks."""
from __future__ import annotations

from pathlib import Path

BEGIN = "<!-- {name}: made from spec/ by `make regen` -->\n"
END = "<!-- end of {name} -->\n"


def filled(parts: dict[tuple[str, str], str], top: Path) -> dict[str, str]:
    """The files of these parts, (file, name) -> text, each with its parts as they should be; a
    file that is not there, or has not the marks, is left out."""
    files: dict[str, str] = {}
    for (file, name), text in parts.items():
        whole = files.get(file) or _read(top / file)
        before, begin, rest = whole.partition(BEGIN.format(name=name))
        _, end, after = rest.partition(END.format(name=name))
        if begin and end:
            files[file] = before + begin + text + end + after
    return files


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return ""
