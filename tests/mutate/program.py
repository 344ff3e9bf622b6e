"""The programs of the suites with one object of another source, and which suite runs which line."""
from __future__ import annotations

import hashlib
import json
import os
import shlex
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent
# One measures the stack, one replaces malloc().
NOT_RUN = ("stack", "codec_alloc")
# A lock that is left out, or memory that nobody frees, ends them. Only the link has it.
WATCHED = ("-fsanitize=leak", "tests/mutate/watched.c")
STEP_S = 600  # of a suite without a mutant
STORE = "check-postgres"


@dataclass
class Suite:
    """A file of tests in a room; `program` is the name of the one that has it."""

    name: str
    room: str
    program: str
    measured: bool = False
    seconds: float = 0
    lines: dict[str, list[int]] = field(default_factory=dict)

    def runs(self, path: str, lines: range) -> bool:
        """Whether it runs one of these lines."""
        return any(at in lines for at in self.lines.get(path, ()))

    def needs_sandbox(self) -> bool:
        """There is one for all: two suites would take each other's responses."""
        path = TOP / f"tests/lib/{self.room}/test_{self.name}.c"
        return path.exists() and '"support/control.h"' in path.read_text()


def suites() -> list[Suite]:
    """All that there are."""
    lib = sorted(TOP.glob("tests/lib/*/test_*.c")) + sorted(TOP.glob("tests/golden/test_*.c"))
    store = sorted(TOP.glob("tests/postgres/test_*.c"))
    return [Suite(path.stem[len("test_"):], path.parent.name, program)
            for program, files in (("check", lib), (STORE, store)) for path in files
            if path.stem[len("test_"):] not in NOT_RUN]


def run(program: Path, suite: str, seconds: float, libraries: Path) -> str:
    """Up to the first test that fails: "", "failed" or "timed out"."""
    env = {**os.environ, "CK_FORK": "no", "CK_VERBOSITY": "silent", "CK_TAP_LOG_FILE_NAME": "-",
           "LD_LIBRARY_PATH": str(libraries)}
    process = subprocess.Popen([str(program), suite], cwd=TOP, env=env, start_new_session=True,
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL)
    over = threading.Event()

    def end(event: threading.Event | None = None) -> None:
        if event:
            event.set()
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    timer = threading.Timer(seconds, end, [over])
    timer.start()
    assert process.stdout
    with process.stdout as results:
        failed = any(line.startswith(b"not ok") for line in results)
    if failed:
        end()
    failed = bool(process.wait()) or failed
    timer.cancel()
    end()
    return "timed out" if over.is_set() else "failed" if failed else ""


class Programs:
    """Links each program with a file's object as a library, which is exchanged for a mutant's."""

    def __init__(self, build: Path, work: Path) -> None:
        self.work = work
        work.mkdir(parents=True, exist_ok=True)
        make = [os.environ.get("MAKE", "make"), "-s", "mutate-flags", f"BUILD={build}"]
        found = subprocess.run(make, cwd=TOP, check=True, capture_output=True, text=True)
        compiler, *links = found.stdout.splitlines()
        self.compiler = shlex.split(compiler)
        self.links = {name: self._joined(name, shlex.split(line))
                      for name, line in zip(("check", STORE), links)}

    def _joined(self, name: str, words: list[str]) -> list[str]:
        """All objects of the suites in one, without debugging information: linked in no time."""
        one = str(self.work / f"{name}.o")
        objects = [word for word in words if word.endswith(".o")
                   and Path(word).stem.removeprefix("test_") not in NOT_RUN]
        if not os.path.exists(one) or any(
                os.stat(TOP / word).st_mtime > os.stat(one).st_mtime for word in objects):
            subprocess.run(["ld", "-r", "-S", "-o", one, *objects], cwd=TOP, check=True)
        return [one, *(word for word in words if not word.endswith(".o"))]

    def compile(self, path: str, source: str, into: Path) -> str | None:
        """A hash of the object's bytes, of which mutant.so is made; None: it does not compile."""
        into.mkdir(parents=True, exist_ok=True)
        copy = into / Path(path).name
        copy.write_text(source)
        made = [*self.compiler, "-O1", "-c", "-o", "mutant.o", copy.name]
        if subprocess.run(made, cwd=into, check=False, capture_output=True).returncode:
            return None
        subprocess.run(["ld", "-shared", "-soname", "mutant.so", "-o", "mutant.so", "mutant.o"],
                       cwd=into, check=True)
        return hashlib.sha256((into / "mutant.o").read_bytes()).hexdigest()

    def link(self, name: str, library: Path) -> Path:
        """The program, whose library is looked for by LD_LIBRARY_PATH."""
        program = self.work / f"{name}.program"
        one, *others = self.links[name]
        subprocess.run([self.compiler[0], *WATCHED, "-rdynamic", "-Wl,--no-as-needed", "-o",
                        program, one, library, *others], cwd=TOP, check=True, capture_output=True)
        if twice := self.defined(program) & self.defined(library):
            sys.exit(f"{program} has the archive's own object: it defines {sorted(twice)}")
        return program

    @staticmethod
    def defined(file: Path) -> set[str]:
        """What it gives to others, except what each library has."""
        made = subprocess.run(["nm", "-D", "--defined-only", "--format=just-symbols", file],
                              check=True, capture_output=True, text=True)
        return {name for name in made.stdout.split() if name.startswith("iqm_")}


class Coverage:
    """Which suite runs which lines, measured when it is asked for first, and kept in `work`."""

    def __init__(self, programs: Programs, files: list[str], work: Path) -> None:
        self.programs = programs
        self.files = files
        self.work = work
        content = hashlib.sha256(b"".join((TOP / path).read_bytes() for path in files)).hexdigest()
        self.kept = work / f"coverage-{content[:16]}.json"
        items = json.loads(self.kept.read_text()) if self.kept.exists() else []
        known = {item["name"]: Suite(**item) for item in items}
        self.suites = [known.get(suite.name, suite) for suite in suites()]
        self.linked: set[str] = set()
        self.objects = [work / "counted" / (path.replace("/", "-") + ".o") for path in files]
        self._compile()
        self.countable = self._counted(0)

    def _compile(self) -> None:
        for path, made in zip(self.files, self.objects):
            made.parent.mkdir(parents=True, exist_ok=True)
            if made.exists() and made.stat().st_mtime > (TOP / path).stat().st_mtime:
                continue
            subprocess.run([*self.programs.compiler, "-O0", "--coverage", "-c", "-o", made,
                            TOP / path], cwd=TOP, check=True)
            made.with_suffix(".gcda").unlink(missing_ok=True)  # counters of other code

    def _program(self, name: str) -> Path:
        program = self.work / f"{name}.counted"
        if name not in self.linked:
            one, *others = self.programs.links[name]
            subprocess.run([self.programs.compiler[0], "--coverage", "-o", program, one,
                            *self.objects, *others], cwd=TOP, check=True)
            self.linked.add(name)
        return program

    def _counted(self, least: int) -> dict[str, list[int]]:
        """Of each file the lines that have run so often since its counters were removed."""
        notes = [path.with_suffix(".gcno") for path in self.objects]
        ran = [path for path in notes if not least or path.with_suffix(".gcda").exists()]
        if not ran:
            return {}
        done = subprocess.run(["gcov", "--json-format", "--stdout", *ran], cwd=TOP, check=True,
                              capture_output=True)
        abouts = [about for text in done.stdout.splitlines() for about in json.loads(text)["files"]]
        return {str((TOP / about["file"]).relative_to(TOP)): sorted(
            {line["line_number"] for line in about["lines"] if line["count"] >= least})
                for about in abouts if about["file"].endswith(".c")}

    def measure(self, suite: Suite) -> None:
        """What the suite runs: nothing if it fails without a mutant."""
        for path in self.objects:
            path.with_suffix(".gcda").unlink(missing_ok=True)
        program = self._program(suite.program)
        began = time.monotonic()
        result = run(program, suite.name, STEP_S, self.work)
        suite.seconds = time.monotonic() - began
        suite.lines = {} if result else self._counted(1)
        suite.measured = True
        print(f"{suite.name}: {result or 'passed'} after {suite.seconds:.1f} s; it runs "
              f"{sum(map(len, suite.lines.values()))} lines", flush=True)
        if not result:
            self.kept.write_text(json.dumps([vars(one) for one in self.suites if one.lines]))
