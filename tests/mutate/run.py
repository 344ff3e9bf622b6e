"""Makes mutants, and runs the suites that run their lines until one fails.

run.py [--minutes N] [FILE...]: goes on where it stopped, with what is left of the files of
guards.txt, or of these. Ends with 1 if a mutant lives that equivalent.txt does not explain.
"""
from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.mutate.mutants import Mutant, mutants
from tests.mutate.program import TOP, Programs, Suite, counted, measure, run

HERE = Path(__file__).resolve().parent
KILLED = ("killed", "timed out")


def guards() -> list[str]:
    """The files of guards.txt, in its order."""
    lines = [line.strip() for line in (HERE / "guards.txt").read_text().splitlines()]
    found = [str(path.relative_to(TOP)) for line in lines if line and not line.startswith("#")
             for path in sorted(TOP.glob(line))]
    return list(dict.fromkeys(found))


def equivalents() -> dict[tuple[str, str, str], str]:
    """The paragraphs of equivalent.txt: "FILE: OPERATOR", "- LINE", "+ LINE", the reason."""
    found = {}
    for paragraph in (HERE / "equivalent.txt").read_text().split("\n\n"):
        lines = [line for line in paragraph.splitlines() if not line.startswith("#")]
        if not lines:
            continue
        path, operator = lines[0].rsplit(": ", 1)
        reason = " ".join(lines[3:])
        if not reason:
            sys.exit(f"equivalent.txt: {lines[0]}: expected a reason, found none")
        found[path, operator, "\n".join(lines[1:3])] = reason
    return found


@dataclass
class Results:
    """What became of mutants; a line each in a file, so that the next run continues."""

    path: Path
    of: dict[str, dict[str, Any]]

    @classmethod
    def load(cls, path: Path) -> Results:
        lines = path.read_text().splitlines() if path.exists() else []
        return cls(path, {item["id"]: item for item in map(json.loads, lines)})

    def add(self, item: dict[str, Any]) -> None:
        self.of[item["id"]] = item
        with self.path.open("a") as out:
            out.write(json.dumps(item) + "\n")


def named(path: str, text: str) -> list[tuple[str, Mutant]]:
    """A file's mutants with their names; the same change in two places has two."""
    seen: Counter[str] = Counter()
    content = hashlib.sha256(text.encode()).hexdigest()[:16]
    found = []
    for mutant in mutants(text):
        seen[mutant.key] += 1
        one = f"{content} {mutant.key} {seen[mutant.key]}"
        name = hashlib.sha256(one.encode()).hexdigest()[:16]
        found.append((name, mutant))
    return found


class Run:
    """One run over some files."""

    def __init__(self, build: Path, until: float) -> None:
        self.until = until
        self.work = build / "mutate"
        self.programs = Programs(build, self.work / "work")
        self.results = Results.load(self.work / "results.jsonl")
        self.suites = measure(self.work / "coverage", guards(), self.work)
        self.instrumented = dict(counted(self.work / "coverage", guards(), 0))
        self.kills: Counter[tuple[str, str]] = Counter()
        for item in self.results.of.values():
            self.kills[item["file"], item["suite"]] += item["result"] in KILLED

    def order(self, path: str, mutant: Mutant) -> list[Suite]:
        """The suites that run the mutant's lines: those that are quick, or kill most, first."""
        last = mutant.line + mutant.lines - 1
        lines = range(mutant.line, last + 1)
        if not set(lines) & set(self.instrumented[path]):  # a table, a macro
            lines = range(0, 1_000_000)
        found = [suite for suite in self.suites if suite.runs(path, lines)]
        return sorted(found, key=lambda suite: suite.seconds / (1 + self.kills[path, suite.name]))

    def evaluate(self, path: str, mutant: Mutant, original: str,
              objects: dict[str, dict[str, Any]]) -> dict[str, Any]:
        """Its result, and the suite that killed it."""
        compiled = self.programs.compile(path, mutant.source)
        if not compiled:
            return {"result": "does not compile", "suite": ""}
        if compiled == original:
            return {"result": "same object", "suite": ""}
        if compiled in objects:
            return objects[compiled]
        objects[compiled] = found = self.test(path, mutant)
        return found

    def test(self, path: str, mutant: Mutant) -> dict[str, Any]:
        """A suite must fail twice: once may be bad luck."""
        linked: dict[str, Path] = {}
        order = self.order(path, mutant)
        for suite in order:
            program = linked.get(suite.program) or self.programs.link(suite.program)
            linked[suite.program] = program
            patience = 30 + 10 * suite.seconds
            result = run(program, suite.name, patience)
            if result == "failed":
                result = run(program, suite.name, patience)
            if result:
                self.kills[path, suite.name] += 1
                return {"result": "killed" if result == "failed" else result, "suite": suite.name}
        return {"result": "lives" if order else "never run", "suite": ""}

    def file(self, path: str) -> None:
        """All of its mutants that have no result."""
        text = (TOP / path).read_text()
        left = [(name, mutant) for name, mutant in named(path, text)
                if name not in self.results.of]
        original = self.programs.compile(path, text) if left else None
        if left and not original:
            sys.exit(f"{path} does not compile by itself: see mutate-flags in mutate.mk")
        objects: dict[str, dict[str, Any]] = {}
        for name, mutant in left:
            if time.monotonic() > self.until:
                return
            found = self.evaluate(path, mutant, original or "", objects)
            self.results.add({"id": name, "file": path, "operator": mutant.operator,
                             "line": mutant.line, "key": mutant.key, **found})


def report(results: Results, files: list[str]) -> int:
    """A line a file, and each survivor; how many of them nothing explains."""
    explained = equivalents()
    unexplained = 0
    for path in files:
        counts: Counter[str] = Counter()
        for name, mutant in named(path, (TOP / path).read_text()):
            item = results.of.get(name)
            result = item["result"] if item else "to do"
            if result in ("lives", "never run"):
                if (path, mutant.operator, mutant.key) in explained:
                    result = "equivalent"
                else:
                    print(f"{path}:{mutant.line}: {result}")
                    print(f"{path}: {mutant.operator}\n{mutant.key}\n")
                    unexplained += 1
            counts[result] += 1
        print(f"{path}: {', '.join(f'{count} {what}' for what, count in sorted(counts.items()))}")
    return unexplained


def main() -> int:
    """0: no mutant lives."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--report", action="store_true", help="run nothing")
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    build = (TOP / os.environ.get("BUILD", "build")).resolve()
    files = options.files or guards()
    if not options.report:
        job = Run(build, time.monotonic() + 60 * options.minutes)
        for path in files:
            job.file(path)
    return 1 if report(Results.load(build / "mutate/results.jsonl"), files) else 0


if __name__ == "__main__":
    sys.exit(main())
