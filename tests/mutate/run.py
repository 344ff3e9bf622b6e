"""Makes mutants, and runs the suites that run their lines until one fails.

run.py [--minutes N] [--workers N] [--suites N] [FILE...]: goes on where it stopped, with what is
left of the files of guards.txt, or of these. Ends with 1 if a mutant lives that equivalent.txt
does not explain.
"""
from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, ContextManager, Iterator

from tests.mutate.mutants import Mutant, Source, mutants
from tests.mutate.program import STORE, TOP, Coverage, Programs, Suite, run
from tests.mutate.variants import Variants

HERE = Path(__file__).resolve().parent
KILLED = ("killed", "timed out")
UNDECIDED = "not killed by the first suites"
STORE_FILES = "runtime/postgres/"


def guards() -> dict[str, list[str]]:
    """The files of guards.txt in its order, with the names behind each."""
    lines = (HERE / "guards.txt").read_text().splitlines()
    words = [line.split() for line in lines if line and not line.startswith("#")]
    return {path: names for path, *names in words}


def guarded(path: str, text: str) -> list[Mutant]:
    """The mutants of the file's functions and tables that guards.txt names."""
    names = guards().get(path, [])
    lines = dict(Source(text).items())
    if unknown := {name.lstrip("-") for name in names} - set(lines):
        sys.exit(f"guards.txt: {path}: expected its functions or tables, found {sorted(unknown)}")
    wanted = [lines[name] for name in names if not name.startswith("-")]
    others = [lines[name[1:]] for name in names if name.startswith("-")]
    return [mutant for mutant in mutants(text)
            if (not wanted or any(mutant.line in one for one in wanted))
            and not any(mutant.line in one for one in others)]


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
    for mutant in guarded(path, text):
        seen[mutant.key] += 1
        one = f"{content} {mutant.key} {seen[mutant.key]}"
        name = hashlib.sha256(one.encode()).hexdigest()[:16]
        found.append((name, mutant))
    return found


class Worker:
    """One mutant after the other, in a directory of its own."""

    def __init__(self, job: Run, path: str, into: Path) -> None:
        self.job = job
        self.path = path
        self.into = into

    def build(self, number: int, mutant: Mutant) -> str | None:
        """Makes mutant.so: a hash of its code; "": the original's; None: does not compile."""
        variants = self.job.variants
        assert variants
        if number not in variants.of:
            made = self.job.programs.compile(self.path, mutant.source, self.into)
            return "" if made == self.job.original else made
        made = variants.compiled(number)
        if not made or variants.is_original(number):
            return made and ""
        variants.link(number, self.into)
        return made

    def evaluate(self, number: int, mutant: Mutant) -> dict[str, Any]:
        """Its result, and the suite that killed it."""
        made = self.build(number, mutant)
        if not made:
            return {"result": "does not compile" if made is None else "same object", "suite": ""}
        found = self.job.objects.get(made)
        if not found:
            self.job.objects[made] = found = self.test(mutant)
        return found

    def test(self, mutant: Mutant) -> dict[str, Any]:
        """A suite that fails must do so twice: once may be bad luck."""
        ran = False
        for suite in islice(self.job.order(self.path, mutant), self.job.most):
            ran = True
            patience = 10 + 10 * suite.seconds
            program = self.job.program(suite.program)
            with self.job.turn(suite):
                result = (run(program, suite.name, patience, self.into)
                          and run(program, suite.name, patience, self.into))
            if result:
                self.job.kills[self.path, suite.name] += 1
                return {"result": "killed" if result == "failed" else result, "suite": suite.name}
        if self.job.most:
            return {"result": UNDECIDED, "suite": ""}
        return {"result": "lives" if ran else "never run", "suite": ""}


class Run:
    """One run over some files."""

    def __init__(self, build: Path, until: float, workers: int, most: int | None) -> None:
        self.until = until
        self.most = most
        self.workers = workers
        self.work = build / "mutate"
        self.programs = Programs(build, self.work / "work")
        self.results = Results.load(self.work / "results.jsonl")
        self.coverage = Coverage(self.programs, list(guards()), self.work)
        self.kills: Counter[tuple[str, str]] = Counter()
        for item in self.results.of.values():
            self.kills[item["file"], item["suite"]] += item["result"] in KILLED
        self.lock = threading.Lock()
        self.sandbox = threading.Lock()
        self.objects: dict[str, dict[str, Any]] = {}
        self.linked: dict[str, Path] = {}
        self.explained = equivalents()
        self.original: str | None = None
        self.variants: Variants | None = None

    def order(self, path: str, mutant: Mutant) -> Iterator[Suite]:
        """The suites that run the mutant's lines: those that are quick, have its name or kill
        most first; those over PostgreSQL for its files only."""
        room = Path(path).parent.name
        lines = range(mutant.line, mutant.line + mutant.lines)
        if not set(lines) & set(self.coverage.countable[path]):  # a table, a macro
            lines = range(0, 1_000_000)

        def cost(suite: Suite) -> float:
            guess = 1 if suite.room == room else 10
            seconds = suite.seconds if suite.measured else guess
            about = 10 if Path(path).stem in suite.name else 1
            return seconds / about / (1 + self.kills[path, suite.name])

        store = path.startswith(STORE_FILES)
        for suite in sorted(self.coverage.suites, key=cost):
            if (suite.program == STORE) != store:
                continue
            with self.lock:
                if not suite.measured:
                    with self.turn(suite):
                        self.coverage.measure(suite)
            if suite.runs(path, lines):
                yield suite

    def turn(self, suite: Suite) -> ContextManager[Any]:
        """The sandbox, if the suite needs it."""
        if suite.needs_sandbox():
            return self.sandbox
        return nullcontext()

    def program(self, name: str) -> Path:
        """Linked once a file."""
        with self.lock:
            if name not in self.linked:
                self.linked[name] = self.programs.link(name, self.work / "original/mutant.so")
            return self.linked[name]

    def is_open(self, path: str, name: str, mutant: Mutant) -> bool:
        """Whether it has no result, or the first suites alone did not kill it. One that changes
        nothing would need every suite to say so."""
        if (path, mutant.operator, mutant.key) in self.explained:
            return False
        result = self.results.of.get(name, {"result": ""})["result"]
        return not result or (result == UNDECIDED and not self.most)

    def file(self, path: str) -> None:
        """All of its mutants that have no result."""
        text = (TOP / path).read_text()
        all_of = named(path, text)
        left = [(name, number, mutant) for number, (name, mutant) in enumerate(all_of, 1)
                if self.is_open(path, name, mutant)]
        if not left or time.monotonic() > self.until:
            return
        self.original = self.programs.compile(path, text, self.work / "original")
        self.variants = Variants(self.programs.compiler, text, [one for _, one in all_of],
                                 self.work / "variants")
        self.variants.link(0, self.work / "original")
        self.objects, self.linked = {}, {}
        todo = iter(left)
        workers = 1 if path.startswith(STORE_FILES) else self.workers  # there is one database
        with ThreadPoolExecutor(workers) as pool:
            ends = [pool.submit(self.some, Worker(self, path, self.work / f"worker{n}"), todo)
                    for n in range(workers)]
            for end in ends:
                end.result()

    def some(self, worker: Worker, todo: Iterator[tuple[str, int, Mutant]]) -> None:
        """One mutant after the other, until there is none or the time is over."""
        while time.monotonic() < self.until:
            with self.lock:
                name, number, mutant = next(todo, ("", 0, None))
            if not mutant:
                return
            found = worker.evaluate(number, mutant)
            with self.lock:
                self.results.add({"id": name, "file": worker.path, "operator": mutant.operator,
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
            if result not in KILLED and (path, mutant.operator, mutant.key) in explained:
                result = "equivalent"
            elif result in ("lives", "never run"):
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
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--suites", type=int, metavar="N",
                        help="only the first N of each mutant: what they do not kill stays open")
    parser.add_argument("--report", action="store_true", help="run nothing")
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    build = (TOP / os.environ.get("BUILD", "build")).resolve()
    files = options.files or list(guards())
    if not options.report:
        job = Run(build, time.monotonic() + 60 * options.minutes, options.workers,
                  options.suites)
        for path in files:
            job.file(path)
    return 1 if report(Results.load(build / "mutate/results.jsonl"), files) else 0


if __name__ == "__main__":
    sys.exit(main())
