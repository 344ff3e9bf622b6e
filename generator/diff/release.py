"""The spec of the last release, kept as data, and which version number changes since then need."""
from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from ..loader.schema import SCHEMA
from .changes import Change
from .side import API, Side

DIRECTORY = "released"  # in the spec's
FACTS = "release.json"  # its version and ABI, beside a copy of the spec without samples
VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
PARTS = ("major", "minor", "patch")
SAME = len(PARTS)  # an index behind them: no part has risen


@dataclass(frozen=True)
class Release:
    """What a release says of itself."""

    version: str
    abi: int

    @property
    def numbers(self) -> tuple[int, ...]:
        """Of the version: major, minor, patch."""
        found = VERSION.fullmatch(self.version)
        if not found:
            raise ValueError(f"version '{self.version}', expected three numbers, like 0.2.0")
        return tuple(map(int, found.groups()))


@dataclass(frozen=True)
class Shortfall:
    """Changes that a version number or the ABI's does not say."""

    text: str
    changes: list[Change]


def read_facts(directory: Path) -> Release:
    """The release whose spec is kept in a directory."""
    facts = json.loads((directory / FACTS).read_text(encoding="utf-8"))
    return Release(facts["version"], facts["abi"])


def keep(side: Side, spec: Path, release: Release, to: Path) -> bool:
    """Keeps a spec as this release's; whether anything there was different."""
    texts = {f"{name}.yaml": (spec / f"{name}.yaml").read_bytes() for name in side.files}
    own = spec / SCHEMA.name
    texts[SCHEMA.name] = (own if own.is_file() else SCHEMA).read_bytes()
    facts = {"version": release.version, "abi": release.abi}
    texts[FACTS] = (json.dumps(facts, indent=2) + "\n").encode()
    if to.is_dir() and texts == {path.name: path.read_bytes() for path in to.iterdir()}:
        return False
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)
    for name, text in texts.items():
        (to / name).write_bytes(text)
    return True


def shortfalls(old: Release, new: Release, found: list[Change]) -> list[Shortfall]:
    """What the new numbers do not say; none where the release may go out."""
    if new.numbers < old.numbers:
        return [Shortfall(f"version {new.version} is older than the last release, {old.version}",
                          [])]
    risen = next((i for i in range(SAME) if new.numbers[i] > old.numbers[i]), SAME)
    unsaid = [one for one in found if _needed(one, old) < risen]
    missing = []
    if unsaid:
        part = min(_needed(one, old) for one in unsaid)
        missing.append(Shortfall(
            f"version {new.version} after {old.version} does not say {_count(unsaid)}: "
            f"{_raised(old, part)} would, or a later one", unsaid))
    moved = [one for one in found if "ABI" in one.classes]
    if moved and new.abi <= old.abi:
        missing.append(Shortfall(f"IQM_ABI {new.abi} does not say {_count(moved)} of the ABI: "
                                 f"{old.abi + 1} would", moved))
    return missing


def _count(some: list[Change]) -> str:
    return f"{len(some)} change{'s' if len(some) > 1 else ''}"


def _needed(one: Change, old: Release) -> int:
    """Which part of the version must rise. What breaks raises the major one, or the minor one while
    the major one is 0; what adds or may break raises the minor one; words raise the last one."""
    if one.level == "ERR" and {"wire", "source", "command"}.intersection(one.classes):
        return 0 if old.numbers[0] else 1
    return PARTS.index("patch") if one.classes == ("words",) else PARTS.index("minor")


def _raised(old: Release, part: int) -> str:
    numbers = [*old.numbers[:part], old.numbers[part] + 1, *[0] * (SAME - part - 1)]
    return ".".join(map(str, numbers))


def too_late(side: Side, release: Release) -> list[str]:
    """Fields whose `since` is a release that is still to come, as "pld.yaml: report.newField"."""
    return [f"{file}.yaml: {name}.{wire} has since: {spec['since']}"
            for file, source in side.files.items() if file == API or file in side.families
            for name, one in source.data.get("types", {}).items()
            for wire, spec in one["fields"].items()
            if "since" in spec and Release(spec["since"], 0).numbers > release.numbers]
