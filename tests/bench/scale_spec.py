"""Makes a spec of many times as many operations, to see how the generator's time grows.

    python3 tests/bench/scale_spec.py TIMES FOLDER

copies the project's spec to FOLDER with every family but `auth` TIMES times, under names, paths
and samples of their own: pld, pldb, pldc... Then:

    python3 -m generator --spec FOLDER --out ELSEWHERE
"""
from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

SPEC = Path(__file__).resolve().parent.parent.parent / "spec"
ALONE = "auth"  # the API's log-in names its operation, which must be the only one of its name
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def suffix(copy: int) -> str:
    """"" for the first copy, then b, c ... z, ba, bb ..."""
    text = ""
    while copy:
        copy, letter = divmod(copy, len(LETTERS))
        text = LETTERS[letter] + text
    return text


def scale(times: int, directory: Path) -> int:
    """Writes the spec; returns how many families it has."""
    api = (SPEC / "api.yaml").read_text(encoding="utf-8")
    line = next(line for line in api.splitlines() if line.startswith("families:"))
    families = [name.strip() for name in line.partition("[")[2].rstrip("]").split(",")]
    (directory / "samples").mkdir(parents=True)
    names = []
    for family in families:
        for copy in range(1 if family == ALONE else times):
            names.append(family + suffix(copy))
            copy_family(family, names[-1], directory)
    api = api.replace(line, f"families: [{', '.join(names)}]")
    (directory / "api.yaml").write_text(api, encoding="utf-8")
    return len(names)


def copy_family(family: str, name: str, directory: Path) -> None:
    """A family under another name; paths get the name in front, so that no two are the same."""
    text = (SPEC / f"{family}.yaml").read_text(encoding="utf-8")
    if name != family:
        text = text.replace(f"family: {family}\n", f"family: {name}\n")
        text = text.replace(f" {family}.", f" {name}.").replace(f"[{family}.", f"[{name}.")
        text = text.replace("path: /", f"path: /{name}/")
    (directory / f"{name}.yaml").write_text(text, encoding="utf-8")
    for path in (SPEC / "samples").glob(f"{family}.*"):
        shutil.copyfile(path, directory / "samples" / (name + path.name[len(family):]))


def main() -> int:
    """0 done."""
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("times", type=int, metavar="TIMES")
    parser.add_argument("directory", type=Path, metavar="DIRECTORY")
    args = parser.parse_args()
    print(f"{scale(args.times, args.directory)} families in {args.directory}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
