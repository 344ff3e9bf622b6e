"""The command, killed before and after each call that syncs, renames, sends or receives.

A library that is preloaded kills (shim.c); IQM_KILL_SHIM is its path.
"""
from __future__ import annotations

import os
import shutil
import unittest

from tests.cli.purchase.test_kill import KillCase
from tests.cli.support.command_case import TOP
from tests.cli.support.journal_file import age

BUILT_SHIM = TOP / os.environ.get("IQM_KILL_SHIM", "build/kill/shim.so")
KILLED = -9
MOST_UNKNOWN = 4  # kill points between the intent on the disk and the first byte


class AtEachCall(KillCase):
    """One purchase, one file, no key that is stuck."""

    def start_over(self) -> None:
        """A home of its own."""
        self.doCleanups()
        self.setUp()
        # LD_PRELOAD takes no name with a space.
        self.shim = shutil.copy(BUILT_SHIM, self.home / "shim.so")

    def killed(self, at: int) -> bool:
        """A run that is killed at the kill point; False: it ended before."""
        env = {"LD_PRELOAD": self.shim, "KILL_AT": str(at),
               "KILL_COUNT": str(self.home / "count")}
        return self.run_it(*self.WORDS, env=env).code == KILLED

    def settle(self) -> None:
        """Nobody can know whether it was sent; the list shows it in the end."""
        age(self.state / "journal", 7200)
        self.forget_rate_limit()
        self.ok("journal", "settle", "k", "--not-bought", "--yes")

    def test_all(self) -> None:
        unknown = 0
        self.start_over()
        self.assertFalse(self.killed(-1))
        points = int((self.home / "count").read_text())
        self.assertGreater(points, 20)
        for at in range(points):
            by = ("resume", "again")[at % 2]
            with self.subTest(at=at, by=by):
                self.start_over()
                self.killed(at)
                result = self.go_on(by)
                if result.code == 11:
                    unknown += 1
                    self.bought(0, result)
                    self.settle()
                if not self.bill():
                    result = self.go_on("again")
                self.one_of_each(result)
        self.assertLessEqual(unknown, MOST_UNKNOWN)


if __name__ == "__main__":
    unittest.main()
