"""`buy` of many orders: the requests that it sends, beside the fewest that could do; of a few with
journal and rate limit in PostgreSQL, the transactions there."""
from __future__ import annotations

import argparse
import collections
import json
import os
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from tests.database.server import Server
from tests.sandbox.sandbox import Sandbox

A_MINUTE = 20
# What each order needs: it is bought, and its file has a link.
LEAST = {"pld.generate": 1, "pld.download": 1}


def control(sandbox: Sandbox, name: str, fields: Any = None) -> Any:
    """Reads a resource of the sandbox's control, or posts to it."""
    data = None if fields is None else json.dumps(fields).encode()
    with urllib.request.urlopen(f"{sandbox.url}/_sandbox/{name}", data, timeout=30) as response:
        return json.load(response)


def orders(count: int) -> str:
    """So many, of a day each."""
    days = [f"{year}-{month:02}-{day:02}" for year in range(2020, 2025)
            for month in range(1, 13) for day in range(1, 29)]
    rows = [f"451351,{day},{day}" for day in days[:count]]
    return "\n".join(["campaign-id,start-date,end-date", *rows, ""])


def count_requests(command: Path, sandbox: Sandbox, number: int,
                   store: str = "") -> collections.Counter[str]:
    """Buys so many; gives the requests by operation."""
    facts = sandbox.facts()
    with tempfile.TemporaryDirectory() as home:
        (Path(home) / "orders.csv").write_text(orders(number), encoding="utf-8")
        control(sandbox, "settings", {"ready_after": 0, "free_permits":
                                      f"{home}/.local/state/iqm-insights/limits"})
        env = {"HOME": home, "PATH": os.environ["PATH"], "IQM_BASE_URL": facts["api"],
               "IQM_OW_ID": facts["ow-id"],
               "IQM_TOKEN": control(sandbox, "token", {})["access_token"], "IQM_STORE": store}
        subprocess.run([command, "buy", "orders.csv", "--family", "pld", "--timezone", "UTC",
                        "--yes", "--quiet", "--save-dir", "reports"], env=env, cwd=home,
                       check=True, stdout=subprocess.DEVNULL)
        assert len(list((Path(home) / "reports").iterdir())) == number
    assert control(sandbox, "bill")["count"] == number
    return collections.Counter(name for _, name, _ in control(sandbox, "arrivals") if name)


def print_transactions(command: Path, number: int = 2) -> None:
    """As many orders as need no wait for the rate limit, in a store that is new but has tables."""
    database = Server.create()
    try:
        with Sandbox() as sandbox:
            count_requests(command, sandbox, 1, database.url)
        before = transactions(database)
        with Sandbox() as sandbox:
            sent = sum(count_requests(command, sandbox, number, database.url).values())
        used = transactions(database) - before
    finally:
        database.remove()
    print(f"the same, {number} orders with a store: {used} transactions, {sent} requests")


def transactions(database: Server) -> int:
    """How many it has committed; sessions say it when they end."""
    time.sleep(2)
    return int(database.sql("SELECT xact_commit FROM pg_stat_database WHERE datname = 'iqm'"))


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("command", type=Path)
    parser.add_argument("--orders", type=int, default=200)
    options = parser.parse_args()
    with Sandbox() as sandbox:
        found = count_requests(options.command.resolve(), sandbox, options.orders)
    least = {name: count * options.orders for name, count in LEAST.items()} | {"pld.list": 1}
    print(f"buy, {options.orders} orders, saved: requests, and the fewest that could do")
    for name in sorted(found):
        print(f"  {name:14} {found[name]:6} {least.get(name, 0):6}")
    for what, sum_of in (("all", found), ("least", least)):
        total = sum(sum_of.values())
        print(f"  {what:14} {total:6}, {total / A_MINUTE:.0f} minutes at {A_MINUTE} a minute")
    print_transactions(options.command.resolve())


if __name__ == "__main__":
    main()
