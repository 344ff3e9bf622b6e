"""Nothing but term/stream.c writes to standard output or standard error."""
from __future__ import annotations

import re
import unittest

from tests.cli.support.command_case import TOP

ROOM = TOP / "runtime" / "cli"
# Help goes to a FILE of its caller, and `version` has text of ours alone.
ALLOWED = {"term/stream.c"}
WRITES = re.compile(r"\b(f?puts|f?putc|putchar|v?f?printf|vd?printf|dprintf|fwrite|perror|write)\(")
OUR_OWN = re.compile(r'printf\(PROGRAM " %s\\n", IQM_VERSION\)')


class OneWay(unittest.TestCase):
    """The sources of the command."""

    def test_writes(self) -> None:
        found = []
        for path in sorted(ROOM.rglob("*.c")):
            name = str(path.relative_to(ROOM))
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if name in ALLOWED or OUR_OWN.search(line) or not WRITES.search(line):
                    continue
                if re.search(r"\b(stdout|stderr|STDOUT_FILENO|STDERR_FILENO)\b"
                             r"|\b(puts|putchar|printf|vprintf|perror)\(", line):
                    found.append(f"{name}:{number}: {line.strip()}")
        self.assertEqual(found, [])
