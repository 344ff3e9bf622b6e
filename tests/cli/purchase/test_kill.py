"""SIGKILL at any time: one purchase, one file, whichever command continues."""
from __future__ import annotations

import random
import signal
import time
import unittest
from typing import Optional

from tests.cli.support.buying_case import ORDER, SOON, BuyingCase
from tests.cli.support.command_case import Result

SEED = 4
KILLS = 24


class KillCase(BuyingCase):
    """A run that buys, waits and saves under the key `k`."""

    WORDS = (*ORDER, "--yes", "--key", "k", "--wait", "--save", "it.xlsx", "--wait-timeout", "1s",
             *SOON)

    def setUp(self) -> None:
        super().setUp()
        # A second purchase would be sold and billed.
        self.control("settings", always_sell=True, ready_after=0.1)

    def go_on(self, by: str) -> Result:
        """In the one way or the other."""
        self.forget_rate_limit()
        if by == "resume":
            return self.run_it("journal", "resume", "--wait-timeout", "1s", *SOON)
        return self.run_it(*self.WORDS)

    def one_of_each(self, result: Result) -> None:
        """One purchase, one file, nothing left to do."""
        self.assertEqual(result.code, 0, result)
        self.bought(1, result)
        self.is_whole_archive(self.work / "it.xlsx", result)
        self.assertEqual(self.unfinished(), [], result)


class AtEachRequest(KillCase):
    """Killed while a request has no response."""

    def killed_at(self, operation: str, kind: str, after: int = 0) -> None:
        self.fault(operation, kind, after=after)
        process = self.start(*self.WORDS)
        self.addCleanup(process.kill)
        self.until(lambda: self.look("marks")["struck"])
        time.sleep(0.05)  # what it sent before it stood still has come
        process.send_signal(signal.SIGKILL)
        process.communicate()
        self.control("unfault")

    def each_way(self, operation: str, kind: str, after: int = 0) -> None:
        for by in ("resume", "again"):
            with self.subTest(by=by):
                self.setUp()
                self.killed_at(operation, kind, after)
                self.one_of_each(self.go_on(by))

    def test_before_the_purchase(self) -> None:
        self.killed_at("pld.list", "silent")
        self.assertEqual(self.journal(), [])  # the key is free
        result = self.go_on("resume")
        self.assertEqual(result.code, 0)
        self.assertIn("nothing to resume", result.err)
        self.bought(0)
        self.one_of_each(self.go_on("again"))

    def test_the_same_command_before_the_purchase(self) -> None:
        self.killed_at("pld.list", "silent")
        self.one_of_each(self.go_on("again"))

    def test_purchase_made(self) -> None:
        self.each_way("pld.generate", "silent")

    def test_purchase_not_made(self) -> None:
        """Nobody can know it: it is never bought again."""
        self.killed_at("pld.generate", "silent-unperformed")
        for by in ("resume", "again"):
            result = self.go_on(by)
            self.assertEqual(result.code, 11, result)
            self.assertIn("do not buy again", result.err)
        self.bought(0)
        self.assertEqual(self.asked("pld.generate"), 1)

    def test_look_for_it(self) -> None:
        self.each_way("pld.list", "silent", 1)

    def test_wait(self) -> None:
        self.each_way("pld.list", "silent", 2)

    def test_link(self) -> None:
        self.each_way("pld.download", "silent")

    def test_file(self) -> None:
        self.each_way("file", "silent-in-body")


class AtRandom(KillCase):
    """Killed after a random time, once or twice."""

    def run_for(self, words: tuple[str, ...], seconds: Optional[float]) -> Optional[Result]:
        """None: it was killed."""
        process = self.start(*words)
        try:
            process.wait(seconds)
        except Exception:  # pylint: disable=broad-except
            process.kill()
            process.communicate()
            return None
        return self.finish(process)

    def test_kills(self) -> None:
        began = time.monotonic()
        self.one_of_each(self.run_it(*self.WORDS))
        whole = time.monotonic() - began
        chance = random.Random(SEED)
        bought = 0
        for i in range(KILLS):
            self.setUp()
            for _ in range(chance.choice((1, 2))):
                self.run_for(self.WORDS, whole * (i + chance.random()) / KILLS)
                self.forget_rate_limit()
            by = chance.choice(("resume", "again"))
            result = self.go_on(by)
            with self.subTest(kill=i, by=by):
                if result.code == 11 or (by == "resume" and not self.bill()):
                    self.bought(0, result)
                else:
                    self.one_of_each(result)
                    bought += 1
        self.assertGreater(bought, KILLS // 3)


if __name__ == "__main__":
    unittest.main()
