"""Runs groups of tests, several at a time.

groups.py JOBS GROUP...: a group is a target of the Makefile. What it prints comes out whole when it
has ended, that of groups that fail last. A line a group gives its time, and the processors' time
that it took. Ends with 1 if a group has failed.
"""
from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import IO


@dataclass
class Group:
    """One that runs."""

    name: str
    process: subprocess.Popen[bytes]
    output: IO[bytes]
    began: float

    def end(self, code: int, cpu: float) -> str:
        """The line that says how it went."""
        return (f"==== {self.name}: {f'FAILED with {code}' if code else 'passed'} after "
                f"{time.monotonic() - self.began:.0f} s; processor {cpu:.0f} s")

    def show(self) -> None:
        """All that it printed."""
        self.output.seek(0)
        sys.stdout.flush()
        sys.stdout.buffer.write(self.output.read())
        sys.stdout.buffer.flush()


def start(name: str) -> Group:
    """In a session of its own, so that the end of this run ends all of it."""
    output = tempfile.TemporaryFile()
    flags = re.sub(r"(^| )(-j\d*|--jobserver-\S+)", "", os.environ.get("MAKEFLAGS", ""))
    env = {**os.environ, "MAKEFLAGS": flags}
    command = [os.environ.get("MAKE", "make"), "--no-print-directory", name]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output,
                               stderr=subprocess.STDOUT, env=env, start_new_session=True)
    return Group(name, process, output, time.monotonic())


def run(jobs: int, names: list[str], running: dict[int, Group]) -> list[tuple[Group, str]]:
    """Those that failed, each with its last line."""
    waiting = list(names)
    failed = []
    while waiting or running:
        while waiting and len(running) < jobs:
            group = start(waiting.pop(0))
            running[group.process.pid] = group
        pid, status, usage = os.wait4(-1, 0)
        ended = running.pop(pid)
        ended.process.returncode = code = os.waitstatus_to_exitcode(status)
        line = ended.end(code, usage.ru_utime + usage.ru_stime)
        if code:
            failed.append((ended, line))
        else:
            ended.show()
        print(line, flush=True)
    return failed


def main() -> int:
    """0: every group passed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    began = time.monotonic()
    running: dict[int, Group] = {}
    try:
        failed = run(int(sys.argv[1]), sys.argv[2:], running)
    finally:
        for group in running.values():
            os.killpg(group.process.pid, signal.SIGTERM)
    for group, line in failed:
        print()
        group.show()
        print(line)
    names = " ".join(group.name for group, _ in failed) or "none"
    print(f"==== {len(sys.argv) - 2} groups in {time.monotonic() - began:.0f} s; failed: {names}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
