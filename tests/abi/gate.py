"""What programs of a release rest on, and whether later libraries still have it.

gate.py dump DIR LIBRARY...: writes DIR/NAME.abi of each by abidw.
gate.py check RELEASES VERSION DIR LIBRARY...: compares them with the newest release before VERSION
of which RELEASES has a dump, by abidiff; DIR is for what it writes. Ends with 1 if a program of
that release would break.
"""
from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as xml
from pathlib import Path
from typing import Optional, Sequence

TOP = Path(__file__).resolve().parent.parent.parent
HEADERS = [TOP / name for name in ("runtime/include", "runtime/postgres/include", "generated")]
# Neither paths nor lines: the same tree makes the same dump wherever it lies.
DUMP = ("--drop-private-types", "--drop-undefined-syms", "--exported-interfaces-only",
        "--no-show-locs", "--no-corpus-path", "--no-comp-dir-path", "--no-elf-needed",
        "--no-parameter-names", "--no-architecture", "--no-write-default-sizes",
        "--type-id-style", "hash")
# Callers have these without room in them: they never grow (runtime/README.md, "How structs grow").
FIXED = ("iqm_cancel", "iqm_timing")
ROOM = "reserved"
OFFSET = "layout-offset-in-bits"
SIZE = "size-in-bits"
RULE = ("runtime/README.md, \"How structs grow\": a later member takes the place of a reserved "
        "one, or comes last in what the library makes; functions and enumerators are added; all "
        "else raises IQM_ABI")


def dump(library: Path, out: Path, headers: Sequence[Path] = HEADERS) -> None:
    """What the headers declare and the library exports."""
    where = [word for path in headers for word in ("--headers-dir", str(path))]
    subprocess.run(["abidw", *DUMP, *where, "--out-file", str(out), str(library)], check=True)
    if not structs(xml.parse(out)):
        sys.exit(f"{library}: expected debugging information of structs (-g), found none")


# ---- the rule ----------------------------------------------------------------------------------


def structs(tree: xml.ElementTree) -> dict[str, xml.Element]:
    """Those that are defined, by name."""
    return {one.get("name", ""): one for one in tree.iter("class-decl")
            if one.get("name") and not one.get("is-declaration-only")}


def offset(member: xml.Element) -> int:
    """In bits."""
    return int(member.get(OFFSET, "0"))


def room_of(struct: xml.Element) -> Optional[int]:
    """Where its reserved members begin; None: it has none."""
    for member in struct.findall("data-member"):
        name = member.find("var-decl")
        if name is not None and name.get("name") == ROOM:
            return offset(member)
    return None


def cut(struct: xml.Element, start: int) -> None:
    """Without the members from there on."""
    for member in struct.findall("data-member"):
        if offset(member) >= start:
            struct.remove(member)


def allow_growth(old: xml.Element, new: xml.Element) -> None:
    """Takes out what may differ: what is in the old one's room, or behind its last member."""
    room = room_of(old)
    if room is not None:
        cut(old, room)
        cut(new, room)
        return
    members = old.findall("data-member")
    if members and old.get("name") not in FIXED:
        cut(new, max(map(offset, members)) + 1)
        if int(new.get(SIZE, "0")) > int(old.get(SIZE, "0")):
            new.set(SIZE, old.get(SIZE, "0"))


def compare(old: Path, new: Path, work: Path) -> str:
    """What abidiff says of all that the rule does not allow; "": nothing."""
    trees = [xml.parse(path) for path in (old, new)]
    before, after = map(structs, trees)
    for name in before.keys() & after.keys():
        allow_growth(before[name], after[name])
    paths = [work / f"{side}-{old.name}" for side in ("old", "new")]
    for tree, path in zip(trees, paths):
        tree.write(path)
    done = subprocess.run(["abidiff", "--no-added-syms", *map(str, paths)], check=False,
                          capture_output=True, text=True)
    return done.stdout + done.stderr if done.returncode else ""


# ---- releases ----------------------------------------------------------------------------------


def soname(path: Path) -> str:
    """It ends with IQM_ABI."""
    return str(xml.parse(path).getroot().get("soname"))


def numbers(version: str) -> list[int]:
    """To sort by."""
    return [int(part) for part in version.split(".")]


def newest(releases: Path, version: str) -> Optional[Path]:
    """The last release before the version."""
    found = [path for path in releases.glob("[0-9]*") if numbers(path.name) < numbers(version)]
    return max(found, key=lambda path: numbers(path.name)) if found else None


def check(release: Path, work: Path, libraries: list[Path]) -> int:
    """How many libraries break programs of the release."""
    broken = 0
    for library in libraries:
        old, new = release / f"{name_of(library)}.abi", work / f"{name_of(library)}.abi"
        dump(library, new)
        if not old.exists():
            print(f"{library.name}: {release.name} had none")
        elif soname(old) != soname(new):
            print(f"{library.name}: IQM_ABI was raised: no program takes it for {soname(old)}")
        elif found := compare(old, new, work):
            print(f"{library.name}: programs of {release.name} would break:\n{found}{RULE}")
            broken += 1
    return broken


def name_of(library: Path) -> str:
    """libiqm-runtime of libiqm-runtime.so.3."""
    return library.name.split(".so")[0]


def main() -> int:
    """0: dumped, or no program breaks."""
    command, *arguments = sys.argv[1:]
    if command == "dump":
        out, *names = map(Path, arguments)
        out.mkdir(parents=True, exist_ok=True)
        for library in names:
            dump(library, out / f"{name_of(library)}.abi")
        return 0
    releases, version, work, *libraries = arguments
    Path(work).mkdir(parents=True, exist_ok=True)
    release = newest(Path(releases), version)
    if not release:
        print(f"No release before {version}: there is nothing to compare with.")
        return 0
    return 1 if check(release, Path(work), list(map(Path, libraries))) else 0


if __name__ == "__main__":
    sys.exit(main())
