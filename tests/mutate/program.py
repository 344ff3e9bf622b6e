"""The programs of the suites with one object of another source, and which suite runs which line."""
from __future__ import annotations

import hashlib
import json
import os
import shlex
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Iterator

TOP = Path(__file__).resolve().parent.parent.parent
# One measures the stack, the other replaces malloc().
NOT_RUN = ("stack", "codec_alloc")
STEP_S = 600 # of a suite without a mutant


@dataclass
class Suite:
    """A file of tests; `program` is the name of the one that has it."""

    name: str
    program: str
    seconds: float = 0
    lines: dict[str, list[int]] = field(default_factory=dict)

    def runs(self, path: str, lines: range) -> bool:
        """Whether it runs one of these lines."""
        return any(at in lines for at in self.lines.get(path, ()))


def suites() -> list[Suite]:
    """All that there are."""
    lib = sorted(TOP.glob("tests/lib/*/test_*.c")) + sorted(TOP.glob("tests/golden/test_*.c"))
    store = sorted(TOP.glob("tests/postgres/test_*.c"))
    return [Suite(path.stem[len("test_"):], program)
            for program, files in (("check", lib), ("check-postgres", store)) for path in files
            if path.stem[len("test_"):] not in NOT_RUN]


def run(program: Path, suite: str, seconds: float) -> str:
    """What became of the suite: "", "failed" or "timed out"."""
    env = {**os.environ, "CK_FORK": "no", "CK_VERBOSITY": "silent"}
    process = subprocess.Popen([str(program), suite], cwd=TOP, env=env, start_new_session=True,
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    try:
        return "failed" if process.wait(seconds) else ""
    except subprocess.TimeoutExpired:
        return "timed out"
    finally:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()


class Programs:
    """Compiles an object, and links the programs with it in place of the archive's own."""

    def __init__(self, build: Path, work: Path) -> None:
        self.work = work
        work.mkdir(parents=True, exist_ok=True)
        make = [os.environ.get("MAKE", "make"), "-s", "mutate-flags", f"BUILD={build}"]
        found = subprocess.run(make, cwd=TOP, check=True, capture_output=True, text=True)
        compiler, *links = found.stdout.splitlines()
        self.compiler = shlex.split(compiler)
        self.links = {name: self._joined(name, shlex.split(line))
                      for name, line in zip(("check", "check-postgres"), links)}

    def _joined(self, name: str, words: list[str]) -> list[str]:
        """The same in a few files without debugging information, which are linked in no time."""
        one = str(self.work / f"{name}.o")
        objects = [word for word in words if word.endswith(".o")]
        subprocess.run(["ld", "-r", "-S", "-o", one, *objects], cwd=TOP, check=True)
        joined = [one]
        for word in (word for word in words if not word.endswith(".o")):
            if word.endswith(".a"):
                copy = str(self.work / f"{name}-{Path(word).name}")
                subprocess.run(["objcopy", "-g", TOP / word, copy], check=True)
                word = copy
            joined.append(word)
        return joined

    def compile(self, path: str, source: str) -> str | None:
        """A hash of the object's bytes; None: it does not compile."""
        copy = self.work / Path(path).name  # the same, so that the same code makes the same object
        copy.write_text(source)
        done = subprocess.run([*self.compiler, "-c", "-o", self.work / "mutant.o", copy], cwd=TOP,
                              check=False, capture_output=True)
        if done.returncode:
            return None
        return hashlib.sha256((self.work / "mutant.o").read_bytes()).hexdigest()

    def link(self, name: str) -> Path:
        """The program with the object that was compiled last."""
        program = self.work / name
        subprocess.run([self.compiler[0], "-s", "-o", program, self.work / "mutant.o",
                       *self.links[name]], cwd=TOP, check=True, capture_output=True)
        return program


# ---- which suite runs which line ---------------------------------------------------------------


def counted(build: Path, files: list[str], least: int) -> Iterator[tuple[str, list[int]]]:
    """Of each file the lines that have run so often since its counters were removed."""
    data = [str(build / Path(path).with_suffix(".gcda")) for path in files]
    data = [path for path in data if os.path.exists(path) or not least]
    if not data:
        return
    done = subprocess.run(["gcov", "--json-format", "--stdout", *data],
                          cwd=TOP, check=True, capture_output=True)
    for text in done.stdout.splitlines():
        for about in json.loads(text)["files"]:
            if about["file"] in files:
                yield about["file"], sorted({line["line_number"] for line in about["lines"]
                                              if line["count"] >= least})


def measure(build: Path, files: list[str], work: Path) -> list[Suite]:
    """All suites with their lines; what was measured of the same files before is kept in `work`."""
    content = hashlib.sha256(b"".join((TOP / path).read_bytes() for path in files)).hexdigest()
    kept = work / f"coverage-{content[:16]}.json"
    items = json.loads(kept.read_text()) if kept.exists() else []
    known = {item["name"]: Suite(**item) for item in items}
    found = [known.get(suite.name, suite) for suite in suites()]
    for suite in found:
        if suite.name in known:
            continue
        for path in files:
            (build / Path(path).with_suffix(".gcda")).unlink(missing_ok=True)
        began = time.monotonic()
        result = run(build / suite.program, suite.name, STEP_S)
        suite.seconds = time.monotonic() - began
        suite.lines = dict(counted(build, files, 1))
        print(f"{suite.name}: {result or 'passed'} after {suite.seconds:.1f} s; it runs "
              f"{sum(map(len, suite.lines.values()))} lines", flush=True)
        if not result:
            known[suite.name] = suite
            kept.write_text(json.dumps([vars(item) for item in known.values()]))
    return [suite for suite in found if suite.name in known]
