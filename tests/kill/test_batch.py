"""`buy` of a file of orders, killed at random calls and started again until it ends.

IQM_KILL_ORDERS orders are killed half as many times; every one ends with one purchase and its file.
"""
from __future__ import annotations

import collections
import os
import random
import shutil
import sys
import time
import unittest
import zipfile

from tests.cli.support.command_case import PATIENCE, TOP, Result
from tests.cli.support.journal_file import age
from tests.cli.support.orders_case import ZONE, OrdersCase

BUILT_SHIM = TOP / os.environ.get("IQM_KILL_SHIM", "build/kill/shim.so")
ORDERS = int(os.environ.get("IQM_KILL_ORDERS", "20"))
SEED = int(os.environ.get("IQM_KILL_SEED", "0")) or int(time.time())
KILLED = -9
WORDS = ("buy", "orders.csv", *ZONE, "--yes", "--quiet", "-o", "jsonl", "--save-dir", "reports",
         "--interval", "100ms", "--max-interval", "100ms", "--wait-timeout", "3s", "--timeout",
         "20s")


class Batch(OrdersCase):
    """Nothing is bought twice, nothing is lost."""

    def setUp(self) -> None:
        super().setUp()
        self.begin()
        self.shim = shutil.copy(BUILT_SHIM, self.home / "shim.so")  # LD_PRELOAD takes no space
        self.random = random.Random(SEED)
        self.kills = self.settled_keys = 0

    def begin(self) -> None:
        """What is ordered a second time would be sold and billed."""
        self.control("settings", always_sell=True, ready_after=0.1,
                     free_permits=str(self.state / "limits"))

    def run_once(self, at: int) -> Result:
        """A run that is killed at a kill point; -1: at none."""
        env = {"LD_PRELOAD": self.shim, "KILL_AT": str(at), "KILL_COUNT": str(self.home / "count")}
        process = self.start(*WORDS, env=env)
        out, err = process.communicate(timeout=PATIENCE + 2 * ORDERS)
        result = Result(process.returncode, out, err)
        self.kills += result.code == KILLED
        self.check(result)
        return result

    def check(self, result: Result) -> None:
        """What must hold after every end."""
        bodies = collections.Counter(purchase["body"] for purchase in self.bill())
        self.assertEqual([body for body, count in bodies.items() if count > 1], [],
                         f"bought twice: seed {SEED}, {result}")
        for path in (self.work / "reports").glob("*.xlsx"):
            with zipfile.ZipFile(path) as archive:
                self.assertIsNone(archive.testzip(), f"{path}: seed {SEED}")

    def settle(self, result: Result) -> None:
        """Hours later the list proves of a purchase that was recorded, and not sent, that it bought
        nothing."""
        age(self.state / "journal", 7200)
        for row in result.rows:
            if row["outcome"] == "unknown":
                self.settled_keys += 1
                self.ok("journal", "settle", row["key"], "--not-bought", "--yes")

    def measure(self) -> tuple[int, int]:
        """The kill points of a run that nobody kills, and of one that has nothing left to do."""
        counts = []
        for _ in range(2):
            self.assertEqual(self.run_once(-1).code, 0)
            counts.append(int((self.home / "count").read_text()))
        self.control("reset")
        self.begin()
        self.token = self.env["IQM_TOKEN"] = self.control("token")["access_token"]
        shutil.rmtree(self.state)
        shutil.rmtree(self.work / "reports")
        return counts[0], counts[1]

    def finish_all(self) -> Result:
        """Until it ends well."""
        while True:
            result = self.run_once(-1)
            if result.code != 11:
                return result
            self.settle(result)

    def test_all(self) -> None:
        self.write(self.days(ORDERS))
        whole, least = self.measure()
        step = 2 * (whole - least) // (ORDERS // 2)  # twice what is left for each kill
        began = time.monotonic()
        while self.kills < ORDERS // 2:
            result = self.run_once(self.random.randrange(least // 2 + step))
            if result.code == 11:
                self.settle(result)
            elif result.code != KILLED:
                self.assertEqual(result.code, 0, f"seed {SEED}, {result}")
        result = self.finish_all()
        self.assertEqual(result.code, 0, f"seed {SEED}, {result}")
        self.bought(ORDERS, result)
        self.assertEqual([row["status"] for row in result.rows], ["ready"] * ORDERS)
        files = list((self.work / "reports").iterdir())
        self.assertEqual((len(files), {path.suffix for path in files}), (ORDERS, {".xlsx"}))
        self.assertEqual(self.unfinished(), [])
        print(f"batch: {ORDERS} orders, {self.kills} kills in {time.monotonic() - began:.0f} s "
              f"({whole} kill points, {least} where all is done): {len(self.bill())} purchases, "
              f"{len(files)} files; {self.settled_keys} were recorded and not sent; seed {SEED}",
              file=sys.stderr)


if __name__ == "__main__":
    unittest.main()
