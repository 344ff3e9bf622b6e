"""`buy` of many orders: the requests that it sends, beside the fewest that could do."""
from __future__ import annotations

import argparse
import collections
import json
import os
import subprocess
import tempfile
import urllib.request
from pathlib import Path
from typing import Any

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


def count_requests(command: Path, sandbox: Sandbox, number: int) -> collections.Counter[str]:
    """Buys so many; gives the requests by operation."""
    facts = sandbox.facts()
    with tempfile.TemporaryDirectory() as home:
        (Path(home) / "orders.csv").write_text(orders(number), encoding="utf-8")
        control(sandbox, "settings", {"ready_after": 0, "free_permits":
                                      f"{home}/.local/state/iqm-insights/limits"})
        env = {"HOME": home, "PATH": os.environ["PATH"], "IQM_BASE_URL": facts["api"],
               "IQM_OW_ID": facts["ow-id"],
               "IQM_TOKEN": control(sandbox, "token", {})["access_token"]}
        subprocess.run([command, "buy", "orders.csv", "--family", "pld", "--timezone", "UTC",
                        "--yes", "--quiet", "--save-dir", "reports"], env=env, cwd=home,
                       check=True, stdout=subprocess.DEVNULL)
        assert len(list((Path(home) / "reports").iterdir())) == number
    assert control(sandbox, "bill")["count"] == number
    return collections.Counter(name for _, name, _ in control(sandbox, "arrivals") if name)


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


if __name__ == "__main__":
    main()
