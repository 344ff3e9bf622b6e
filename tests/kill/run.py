# SPDX-License-Identifier: MIT
"""Kills the buyer at all times, starts it again, and checks it against the sandbox's bill."""
from __future__ import annotations

import argparse
import collections
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from typing import Any

KILLS_A_PURCHASE = 3  # at most
LEAST_WITH_FILE = 0.98
PATIENCE = 60.0  # seconds a run may take that is not killed


def control(what: str, post: dict[str, object] | None = None) -> Any:
    """Reads a resource of the sandbox's control, or posts to it."""
    data = None if post is None else json.dumps(post).encode()
    url = f"{os.environ['IQM_BASE_URL']}/_sandbox/{what}"
    with urllib.request.urlopen(url, data, timeout=30) as response:
        return json.load(response)


class Run:
    """All purchases of a run, what was killed, and what was found wrong."""

    def __init__(self, buyer: str, shim: str, directory: pathlib.Path, seed: int) -> None:
        self.buyer, self.shim, self.directory = buyer, shim, directory
        self.random = random.Random(seed)
        self.kills: collections.Counter[str] = collections.Counter()
        self.ends: collections.Counter[str] = collections.Counter()
        self.wrong: list[str] = []
        self.second = self.stuck = self.unsent = 0
        self.kill_points, self.seconds = 1, 1.0
        self.next_kill_point = 0

    def start(self, number: int, env: dict[str, str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen([self.buyer, str(self.directory), str(number)],
                                env=os.environ | {"LD_PRELOAD": self.shim} | env)

    def measure(self) -> None:
        """One purchase that is not killed: its kill points and its time."""
        count = self.directory / "count"
        began = time.monotonic()
        child = self.start(0, {"KILL_COUNT": str(count), "KILL_AT": "-1"})
        if child.wait(PATIENCE):
            sys.exit("the buyer fails, without any kill")
        self.seconds = time.monotonic() - began
        self.kill_points = int(count.read_text())
        self.check(0, 0)

    def kill_once(self, number: int) -> int | None:
        """One run with a kill; None: it was killed, else its exit status."""
        by_time = self.random.random() < 0.5
        if by_time:
            child = self.start(number, {})
            try:
                child.wait(self.random.uniform(0, self.seconds))
            except subprocess.TimeoutExpired:
                child.send_signal(signal.SIGKILL)
        else:  # one kill point after the other, so that all have their turn
            child = self.start(number, {"KILL_AT": str(self.next_kill_point % self.kill_points)})
            self.next_kill_point += 1
        status = child.wait(PATIENCE)
        if status != -signal.SIGKILL:
            return status
        self.kills["after a time" if by_time else "at a kill point"] += 1
        return None

    def purchase(self, number: int, kills: int) -> None:
        """One purchase with so many kills at most, until it ends."""
        status: int | None = None
        for _ in range(kills):
            status = self.kill_once(number)
            self.check(number, status)
            if status is not None:
                break
        if status is None:
            status = self.start(number, {}).wait(PATIENCE)
            self.check(number, status)
        self.ends[{0: "file", 3: "unknown"}.get(status, "failed")] += 1
        if status and not self.sent(number):
            self.stuck += 1
            self.wrong.append(f"order {number}: stuck, and nothing was sent")

    @staticmethod
    def has_key(body: str, number: int) -> bool:
        try:
            return bool(json.loads(body).get("idempotencyKey") == f"order-{number}")
        except ValueError:
            return False

    def billed(self, number: int) -> int:
        purchases = control("bill")["purchases"]
        return sum(self.has_key(p["body"], number) for p in purchases)

    def sent(self, number: int) -> int:
        """How many requests to buy have arrived under the key."""
        return sum(r["operation"] == "pld.generate" and self.has_key(r["body"], number)
                   for r in control("requests?last=200"))

    def check(self, number: int, status: int | None) -> None:
        """What must hold after every end, by a kill or not."""
        billed = self.billed(number)
        journal = self.directory / "journal"
        text = journal.read_text() if journal.exists() else ""
        path = self.directory / f"order-{number}.xlsx"
        recorded = f'"key":"order-{number}"' in text
        if status is None and recorded and not billed and not self.sent(number):
            self.unsent += 1
        if billed > 1:
            self.second += 1
            self.wrong.append(f"order {number}: bought {billed} times")
        if billed and not recorded:
            self.wrong.append(f"order {number}: bought, and not in the journal")
        if status == 0 and (not path.exists() or billed != 1):
            self.wrong.append(f"order {number}: ended well, without file or purchase")
        if status == 3 and billed:
            self.wrong.append(f"order {number}: bought, and not found")
        if status not in (None, 0, 3):
            self.wrong.append(f"order {number}: exit status {status}")
        if path.exists() and not self.whole(path):
            self.wrong.append(f"order {number}: a broken file at its path")

    @staticmethod
    def whole(path: pathlib.Path) -> bool:
        try:
            with zipfile.ZipFile(path) as archive:
                return archive.testzip() is None
        except zipfile.BadZipFile:
            return False

    def report(self, orders: int) -> bool:
        """Prints the figures. Whether all was well."""
        with_file = self.ends["file"] / orders
        if with_file < LEAST_WITH_FILE:
            self.wrong.append(f"only {with_file:.1%} of the purchases ended with the file")
        kills = ", ".join(f"{count} {how}" for how, count in sorted(self.kills.items()))
        print(f"kill run: {sum(self.kills.values())} kills ({kills}; {self.kill_points} kill "
              f"points a purchase), {orders} purchases\n"
              f"  second purchases, by the bill: {self.second}\n"
              f"  keys that are stuck where nothing was sent: {self.stuck} (killed between journal "
              f"and send: {self.unsent})\n"
              f"  ended with the file: {self.ends['file']} ({with_file:.1%}); unknown: "
              f"{self.ends['unknown']}, failed: {self.ends['failed']}")
        for line in self.wrong:
            print(f"  wrong: {line}")
        return not self.wrong


def main() -> int:
    """Runs until there were enough kills."""
    parser = argparse.ArgumentParser()
    parser.add_argument("buyer")
    parser.add_argument("shim")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    control("settings", {"always_sell": True, "ready_after": 0.2, "rate_limit": False})
    with tempfile.TemporaryDirectory() as directory:
        shim = shutil.copy(options.shim, directory)  # LD_PRELOAD takes no name with a space
        run = Run(options.buyer, shim, pathlib.Path(directory), options.seed)
        run.measure()
        orders = 0
        while sum(run.kills.values()) < options.kills and not run.wrong:
            orders += 1
            run.purchase(orders, run.random.randint(1, KILLS_A_PURCHASE))
        print(f"kill run: seed {options.seed}")
        return 0 if run.report(orders) else 1


if __name__ == "__main__":
    sys.exit(main())
