"""Times of the generator and the compiler, sizes of what they make: a benchmark, see README.md.

    BUILD=build python3 tests/bench/figures.py
"""
from __future__ import annotations

import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scale_spec import scale

TOP = Path(__file__).resolve().parent.parent.parent
BUILD = Path(os.environ.get("BUILD", "build"))
CC = os.environ.get("CC", "cc")
RUNS = 5
GENERATOR_AIM = 1.0  # seconds
BYTES_AIM = 5500  # an operation: OpenAPI Generator's C client


def timed(command: list[str], most: int = 0) -> tuple[float, float]:
    """Wall and CPU seconds of one run that ends with `most` at most."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    done = subprocess.run(command, cwd=TOP, check=False, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL)
    if done.returncode > most:
        raise subprocess.CalledProcessError(done.returncode, command)
    elapsed = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return elapsed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def line(name: str, *figures: str) -> None:
    print(f"  {name:<34}", *figures)


def verdict(value: float, aim: float, text: str) -> str:
    return f"  aim {text} {'ok' if value < aim else 'MISSED'}"


def generate(spec: Path, work: Path) -> tuple[float, float]:
    """Medians of runs that write everything."""
    runs = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory(dir=work) as out:
            runs.append(timed([sys.executable, "-m", "generator", "regen",
                               "--spec", str(spec), "--out", out]))
    return medians(runs)


def medians(runs: list[tuple[float, float]]) -> tuple[float, float]:
    return statistics.median(r[0] for r in runs), statistics.median(r[1] for r in runs)


def generator_times() -> None:
    print(f"\n  {'generator, medians of ' + str(RUNS):<34}   real s    CPU s  x CPU")
    with tempfile.TemporaryDirectory() as directory:
        work = Path(directory)
        first = 0.0
        for times in (1, 10, 100):
            spec = work / f"spec{times}" if times > 1 else TOP / "spec"
            if times > 1:
                scale(times, spec)
            elapsed, cpu = generate(spec, work)
            first = first or cpu
            aim = verdict(elapsed, GENERATOR_AIM, "<1 s") if times == 1 else ""
            name = "the spec" if times == 1 else f"{times} times the operations"
            line(name, f"{elapsed:8.2f} {cpu:8.2f} {cpu / first:6.1f} {aim}")


def command_times() -> None:
    """The commands that say things, with an OpenAPI document of our own."""
    document = "generated/openapi/openapi.json"
    commands = {"diff, with the commit before": ["diff", "HEAD~1"], "export": ["export"],
                "import": ["import", document], "drift": ["drift", document]}
    for name, arguments in commands.items():
        command = [sys.executable, "-m", "generator", *arguments]
        elapsed, cpu = medians([timed(command, 1) for _ in range(RUNS)])
        line(name, f"{elapsed:8.2f} {cpu:8.2f}        {verdict(elapsed, GENERATOR_AIM, '<1 s')}")


def size_of(archive: str) -> int:
    """Bytes of code and data."""
    listing = subprocess.run(["size", "-t", str(BUILD / archive)], cwd=TOP, check=True,
                             capture_output=True, text=True).stdout
    text, data = listing.splitlines()[-1].split()[:2]
    return int(text) + int(data)


def line_count(directory: str, suffix: str) -> int:
    return sum(len(p.read_text().splitlines()) for p in (TOP / directory).rglob("*" + suffix))


def sizes() -> None:
    operations = len(re.findall(r"^const struct iqm_op ", "".join(
        p.read_text() for p in sorted((TOP / "generated").glob("*.c"))), re.MULTILINE))
    generated = size_of("libiqm-insights.a")
    each = generated / operations
    print(f"\n  {'size, text + data':<34}    bytes  C lines  .h lines")
    for name, directory, size in ((f"generated, {operations} operations", "generated", generated),
                               ("runtime", "runtime", size_of("libiqm-runtime.a"))):
        line(name, f"{size:8d} {line_count(directory, '.c'):8d} {line_count(directory, '.h'):9d}")
    line("generated, an operation", f"{each:8.0f}",
         verdict(each, BYTES_AIM, "<5500 (OpenAPI Generator's client)"))


def compile_time() -> None:
    include = ["-I" + str(TOP / "runtime/include"), "-I" + str(TOP / "generated")]
    sources = sorted((TOP / "generated").glob("*.c"))
    runs = []
    with tempfile.TemporaryDirectory() as out:
        for _ in range(RUNS):
            each = [timed([CC, "-std=c11", "-O2", *include, "-c", str(s), "-o", out + "/o"])
                    for s in sources]
            runs.append((sum(elapsed for elapsed, _ in each), sum(cpu for _, cpu in each)))
    print(f"\n  {'compiler, medians of ' + str(RUNS):<34}   real s    CPU s")
    elapsed, cpu = (statistics.median(r[i] for r in runs) for i in (0, 1))
    line(f"generated/*.c, {len(sources)} files, -O2", f"{elapsed:8.2f} {cpu:8.2f}")


def main() -> None:
    generator_times()
    command_times()
    sizes()
    compile_time()


if __name__ == "__main__":
    main()
