"""A fleet buys one list of orders: processes are killed, hosts cut off, and the database dies.

IQM_FLEET_ORDERS orders are given to 4 hosts with 2 processes each, IQM_FLEET_KILLS processes are
killed. By the bill each order is bought once, and in the end nothing is left to do.
"""
from __future__ import annotations

import collections
import os
import random
import subprocess
import sys
import time
import unittest
from typing import Any, Optional

from tests.cli.support.command_case import Result

from .fleet_case import ENDED, PATIENCE, ZONE, FleetCase, FleetHost
from .network import NAMESPACES

ORDERS = int(os.environ.get("IQM_FLEET_ORDERS", "24"))
KILLS = int(os.environ.get("IQM_FLEET_KILLS", "16"))
SEED = int(os.environ.get("IQM_FLEET_SEED", "0")) or int(time.time())
PROCESSES = 2  # a host
OUTAGE = (0.5, 6.0)  # seconds that a host or the database is away
REST = 0.5  # seconds between two runs of a process
PAUSE = (0.2, 1.2)  # seconds between two troubles
DATABASE_DEATHS = max(2, KILLS // 20)
LONGEST = 1200.0  # seconds until enough was killed
# All save into one directory: the journal has one file a purchase.
WORDS = ("buy", "orders.csv", *ZONE, "--yes", "--quiet", "-o", "jsonl", "--interval", "200ms",
         "--max-interval", "500ms", "--wait-timeout", "5s", "--timeout", "20s", "--save-dir")


class Job:
    """A process of a host, started again whenever it has ended."""

    def __init__(self, host: FleetHost, work: str) -> None:
        self.host, self.work, self.reports = host, work, str(host.fleet.directory / "reports")
        self.process: Optional[subprocess.Popen[str]] = None
        self.began = self.next = 0.0

    def write(self, rows: list[str]) -> None:
        """Its copy of the list."""
        directory = self.host.home / self.work
        directory.mkdir()
        (directory / "orders.csv").write_text("family,campaign-id,start-date,end-date\n"
                                              + "\n".join(rows) + "\n")

    def run(self) -> None:
        """Starts it, if it does not run, and not at once."""
        if not self.process and time.monotonic() > self.next:
            self.began = time.monotonic()
            with (self.host.home / self.work / "output").open("w") as output:
                self.process = self.host.start(*WORDS, self.reports, work=self.work,
                                               output=output)

    def ended(self) -> Optional[Result]:
        """How it has ended, if it has."""
        if not self.process or self.process.poll() is None:
            return None
        code, self.process = self.process.returncode, None
        self.next = time.monotonic() + REST
        return Result(code, "", (self.host.home / self.work / "output").read_text())

    def kill(self) -> bool:
        """kill -9. Whether it ran."""
        if not self.process or self.process.poll() is not None:
            return False
        self.process.kill()
        self.process.wait()
        self.process = None
        return True


class Fleet(FleetCase):
    """Nothing is bought twice, nothing is lost, nothing is stuck."""

    def setUp(self) -> None:
        super().setUp()
        self.random = random.Random(SEED)
        self.counts: collections.Counter[str] = collections.Counter()
        self.codes: collections.Counter[int] = collections.Counter()
        self.jobs = [Job(host, f"process{number}") for host in self.hosts
                     for number in range(PROCESSES)]
        self.away: dict[str, tuple[float, Any]] = {}  # what comes back, when, and how
        rows = [f"pld,451351,2024-{month:02}-{day:02},2024-{month:02}-{day:02}"
                for month in range(1, 13) for day in range(1, 29)][:ORDERS]
        for number, job in enumerate(self.jobs):  # in step, and from anywhere
            job.write(self.random.sample(rows, len(rows)) if number % PROCESSES else rows)

    # ---- trouble ----------------------------------------------------------------------------

    def trouble(self) -> None:
        """One more, of some kind."""
        kinds = [self.kill_process] * 5 + [self.cut_host] * 2 + [self.freeze_database]
        if self.counts["kills"] * DATABASE_DEATHS >= KILLS * self.counts["database deaths"]:
            kinds.append(self.kill_database)
        self.random.choice(kinds)()

    def kill_process(self) -> None:
        """Any, or one that buys: the others do not run for long."""
        jobs = [job for job in self.jobs if job.process] or self.jobs
        oldest = min(jobs, key=lambda job: job.began)
        self.counts["kills"] += self.random.choice([oldest, self.random.choice(jobs)]).kill()

    def cut_host(self) -> None:
        """For a while; its processes run on."""
        host = self.random.choice(self.hosts)
        if self.leave(f"host{host.number}", host.network.heal):
            host.network.cut()
            self.counts["hosts cut off"] += 1

    def kill_database(self) -> None:
        """SIGKILL to all its processes."""
        if self.leave("database", self.database.start):
            self.database.crash()
            self.counts["database deaths"] += 1

    def freeze_database(self) -> None:
        """It accepts and does not answer."""
        if self.leave("database", self.database.thaw):
            self.database.freeze()
            self.counts["database hangs"] += 1

    def leave(self, what: str, back: Any) -> bool:
        """It is to come back; False: it is away already."""
        if what in self.away:
            return False
        self.away[what] = time.monotonic() + self.random.uniform(*OUTAGE), back
        return True

    def bring_back(self, all_of_it: bool = False) -> None:
        """What has been away long enough."""
        for what, (until, back) in list(self.away.items()):
            if all_of_it or time.monotonic() > until:
                del self.away[what]
                back()

    # ---- the run ----------------------------------------------------------------------------

    def keep_running(self) -> None:
        """Starts again what has ended, in whatever way that is one."""
        for job in self.jobs:
            result = job.ended()
            if result:
                self.codes[result.code] += 1
                told = [line for line in result.err.splitlines()
                        if "busy" not in line and "key-used" not in line]
                self.assertIn(result.code, ENDED, f"seed {SEED}: {told}")
            job.run()

    def run_in_calm(self) -> int:
        """All at a time, until a quarter is bought; how many that is."""
        end = time.monotonic() + PATIENCE
        while len(self.bill()) < ORDERS // 4:
            self.assertLess(time.monotonic(), end, f"seed {SEED}: {self.codes}")
            self.keep_running()
            time.sleep(0.05)
        return len(self.bill())

    def run_in_trouble(self) -> None:
        """Until enough was killed."""
        end = time.monotonic() + LONGEST
        while self.counts["kills"] < KILLS or self.counts["database deaths"] < DATABASE_DEATHS:
            self.assertLess(time.monotonic(), end, f"seed {SEED}: {self.counts}")
            pause = time.monotonic() + self.random.uniform(*PAUSE)
            while time.monotonic() < pause:
                self.keep_running()
                self.bring_back()
                time.sleep(0.05)
            self.trouble()
            self.assertEqual(self.bought_twice(), [], f"seed {SEED}")

    def finish_all(self) -> list[Any]:
        """One more run on each host, until it ends well; the rows of the last one. What was
        recorded and not sent is settled two hours later."""
        rows: list[Any] = []
        reports = self.jobs[0].reports
        for host in self.hosts:
            end = time.monotonic() + PATIENCE
            while (result := host.run_it(*WORDS, reports, work="process0")).code:
                self.assertLess(time.monotonic(), end, f"stuck: seed {SEED}, {result}")
                rows = result.rows
                self.settle(host, [row["key"] for row in rows if row["outcome"] == "unknown"])
            rows = result.rows
        return rows

    def settle(self, host: FleetHost, keys: list[str]) -> None:
        """By the proof that nothing was bought."""
        if keys:
            self.age(7200)
        for key in keys:
            self.counts["recorded, not sent"] += 1
            host.ok("journal", "settle", key, "--not-bought", "--yes")

    def test_all(self) -> None:
        began = time.monotonic()
        calm = self.run_in_calm()
        self.run_in_trouble()
        bought = len(self.bill()) - calm
        self.bring_back(all_of_it=True)
        for job in self.jobs:
            job.kill()
        rows = self.finish_all()
        self.assertEqual(self.bought_twice(), [], f"seed {SEED}")
        self.assertEqual(len(self.bill()), ORDERS)
        self.assertEqual([row["status"] for row in rows], ["ready"] * ORDERS)
        for host in self.hosts:
            self.assertEqual(host.ok("journal", "list", "--open", "-o", "jsonl").rows, [])
        files = list((self.directory / "reports").iterdir())
        self.assertEqual((len(files), {path.suffix for path in files}), (ORDERS, {".xlsx"}))
        spent = sum(float(purchase["cost"]) for purchase in self.bill())
        self.assertEqual(float(self.database.sql("SELECT sum(spend) FROM iqm.spend_by_month")),
                         round(spent, 2))
        by_host = self.database.sql("SELECT count(*) FROM iqm.purchases GROUP BY host"
                                    " ORDER BY host").split()
        where = "network namespaces" if NAMESPACES else "processes"
        print(f"fleet: {ORDERS} orders, {len(self.hosts)} hosts ({where}) of {PROCESSES} processes,"
              f" {time.monotonic() - began:.0f} s: {dict(self.counts)}; ends {dict(self.codes)};"
              f" bought by host {by_host}; {bought} were bought in trouble, {len(self.bill())} in"
              f" all, 0 twice; seed {SEED}",
              file=sys.stderr)


if __name__ == "__main__":
    unittest.main()
