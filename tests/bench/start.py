"""CPU time of `iqm-insights --version`, beside programs that do nothing: one that is linked with
nothing, one with libcurl. They take turns; each figure is a median."""
from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 41
AIM_MS = 5.0


def build(directory: Path, name: str, *libs: str) -> str:
    """A program that ends at once."""
    program = directory / name
    subprocess.run([os.environ.get("CC", "cc"), "-O2", "-x", "c", "-", "-o", str(program),
                    "-Wl,--no-as-needed", *libs], input=b"int main(void) { return 0; }", check=True)
    return str(program)


def cpu_ms(command: list[str]) -> float:
    """User and system time of one run, in milliseconds."""
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=quiet)
    _, status, usage = os.wait4(pid, 0)
    if status:
        sys.exit(f"start.py: {' '.join(command)} failed")
    return float(usage.ru_utime + usage.ru_stime) * 1000


def main() -> None:
    """The commands that are measured are the arguments."""
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        commands = [[build(directory, "nothing")], [build(directory, "libcurl", "-lcurl")],
                    *([command, "--version"] for command in sys.argv[1:])]
        times: list[list[float]] = [[] for _ in commands]
        for _ in range(ROUNDS):
            for command, taken in zip(commands, times):
                taken.append(cpu_ms(command))
    shown = ["a program linked with nothing", "linked with libcurl, calls nothing",
             *(f"{command} --version" for command in sys.argv[1:])]
    for n, (label, taken) in enumerate(zip(shown, times)):
        median = statistics.median(taken)
        aim = "" if n < 2 else f"   aim <={AIM_MS:.0f} {'ok' if median <= AIM_MS else 'MISSED'}"
        print(f"  {label:<42} {median:7.1f} ms{aim}")


main()
