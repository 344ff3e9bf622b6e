"""Every call for memory or to a file fails once, in every command: no crash, no second purchase.

run.py COMMAND SHIM [--most N] [--shard I/N]: with --most at most N failures a command, spread
evenly; with --shard each N-th command, from the I-th on.
"""
from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.sandbox.sandbox import Sandbox

TOP = Path(__file__).resolve().parents[2]
PATIENCE = 30  # seconds a run may take
ORDER = ["--campaign-id", "451351", "--start-date", "2024-11-21", "--end-date", "2024-11-23",
         "--timezone", "America/New_York"]
STUDY = ["--io-id", "1234", "--campaign-ids", "1,2,3", "--start-date", "2026-01-05", "--end-date",
         "2026-01-11", "--timezone", "UTC", "--name", "A study", "--lookback-duration", "3",
         "--concept-group-id", "202335", "--report-types", "1,2"]
BUY = ["--key", "torture", "--yes", "--wait", "--interval", "100ms", "--save", "report.csv"]
ORDERS = ("family,campaign-id,start-date,end-date,key,save\n"
          "pld,451351,2024-11-21,2024-11-23,torture,report.csv\n")
COMMANDS = [
    ["pld", "list"], ["sls", "list", "--all", "-o", "csv"], ["aqs", "list", "--all", "-o", "json"],
    ["sls", "list", "--limit", "3", "--sort-by=-created-on", "--status", "failed,ready",
     "--campaign-id", "1,2,451351,470839", "--name", "*insights*", "--since", "2024-11-25"],
    ["sls", "list", "--all", "-o", "json", "--fields", "all"], ["aqs", "list", "--excel"],
    ["pld", "list", "-o", "tsv", "--display-timezone", "Asia/Kolkata"],
    ["pld", "wait", "50", "-o", "jsonl", "--fields", "id,status"],
    ["pld", "generate", *ORDER, *BUY, "-o", "json"],
    ["pld", "campaigns", "-o", "jsonl"], ["pld", "columns-update", "--set", "ioId=true"],
    ["sls", "compute", *STUDY], ["pld", "wait", "50", "10"],
    ["api", "GET", "/api/v3/ins/pld-reports"],
    ["pld", "download", "--id", "50", "--file-type", "csv", "--save", "report.csv"],
    ["pld", "download", "50", "10", "--save-dir", "d", "--name", "{id} {campaign-name}.csv"],
    ["aqs", "download", "--all-ready", "--save-dir", "d", "-o", "csv"],
    ["pld", "download", "50", "--file-type", "csv", "--save", "-"],
    ["pld", "delete", "9,10", "--dry-run"], ["pld", "delete", "9", "10", "--yes"],
    ["pld", "compute", "--campaign-id", "451351", "--period", "last-week", "--timezone", "UTC"],
    ["pld", "generate", *ORDER, *BUY], ["sls", "generate", *STUDY, *BUY, "--max-cost", "100000"],
    ["buy", "orders.csv", "--timezone", "America/New_York", "--yes", "--save-dir", ".",
     "--interval", "100ms", "-o", "jsonl"],
    ["auth", "login"], ["auth", "login", "--profile", "new", "--ow-id", "200001"],
    ["auth", "status"], ["auth", "token"], ["auth", "logout"], ["config", "list"],
    ["config", "get", "timeout"], ["config", "set", "timeout", "9s"],
    ["config", "unset", "timeout"], ["config", "edit"], ["doctor"],
    ["doctor", "--probe", "--dialect", "page"],
    ["sls", "generate", *STUDY, "--dry-run", "-o", "json"], ["journal", "list"],
    ["journal", "reconcile", "--since", "9000d"],
    ["journal", "spend", "--by", "campaign"],
    ["journal", "resume"], ["journal", "settle", "torture", "--bought", "50"],
    ["journal", "repair"], ["journal", "archive", "1d"], ["sls", "generate", "--help"],
    ["help"], ["help", "orders"], ["pld", "--help"], ["complete", "keys"], ["complete", "ids"],
    ["complete", "zones"], ["complete", "profiles"]]


@dataclass
class Run:
    """One run with one failure."""

    code: int
    out: str
    err: str
    bought: int


class Torture:
    """Runs commands in homes of their own beside one sandbox."""

    def __init__(self, command: Path, shim: Path, sandbox: Sandbox) -> None:
        self.command, self.shim, self.sandbox = command, shim, sandbox
        self.codes = set(exit_codes())
        self.faults: list[str] = []
        self.runs = 0

    def control(self, name: str, fields: Any = None) -> Any:
        data = None if fields is None else json.dumps(fields).encode()
        with urllib.request.urlopen(f"{self.sandbox.url}/_sandbox/{name}", data,
                                    timeout=PATIENCE) as response:
            return json.load(response)

    def run(self, words: list[str], home: Path, **more: str) -> Run:
        """Runs the command; its exit code is negative where a signal ended it."""
        facts = self.sandbox.facts()
        env = {"HOME": str(home), "PATH": os.environ["PATH"], "LD_PRELOAD": str(self.shim),
               "IQM_BASE_URL": facts["api"], "IQM_OW_ID": facts["ow-id"],
               "IQM_CLIENT_ID": facts["client-id"], "IQM_CLIENT_SECRET": facts["client-secret"],
               "IQM_USERNAME": facts["username"], "IQM_PASSWORD": facts["password"],
               "IQM_BUDGET": "100000 per month",
               "EDITOR": "cp \"$EDITED\"", "EDITED": str(home / "edited"), **more}
        (home / "edited").write_text("[work]\ntimeout = 9s\n")
        done = subprocess.run([str(self.command), *words], env=env, cwd=home, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE)
        self.runs += 1
        return Run(done.returncode, done.stdout, done.stderr, self.control("bill")["count"])

    def fresh(self) -> Path:
        self.control("reset", {})
        self.control("settings", {"ready_after": 0})
        home = Path(tempfile.mkdtemp(prefix="iqm-torture-"))
        (home / "orders.csv").write_text(ORDERS)
        return home

    def count(self, words: list[str]) -> int:
        """How many calls a run makes that could fail."""
        home = self.fresh()
        counted = home / "count"
        self.run(words, home, FAIL_COUNT=str(counted))
        calls = int(counted.read_text())
        shutil.rmtree(home)
        return calls

    def fail(self, words: list[str], at: int) -> None:
        home = self.fresh()
        run = self.run(words, home, FAIL_AT=str(at))
        if run.code not in self.codes:
            self.fault(words, at, f"ended with {run.code}", run)
        if run.code and not run.err:
            self.fault(words, at, f"ended with {run.code} without a word", run)
        if ("generate" in words or "buy" in words) and not {"--help", "--dry-run"} & set(words):
            self.check_purchase(words, at, home, run)
        elif run.bought:
            self.fault(words, at, "bought", run)
        shutil.rmtree(home)

    def check_purchase(self, words: list[str], at: int, home: Path, run: Run) -> None:
        """However it ended, the same command again buys no second report, and ends with the file,
        unless the journal cannot tell whether the first was sent."""
        if run.code == 0 and not (run.bought == 1 and (home / "report.csv").exists()):
            self.fault(words, at, "success without purchase and file", run)
        if run.bought and run.code and "torture" not in run.out + run.err:
            self.fault(words, at, "bought, and no word of the purchase", run)
        if run.code == 0:
            return
        again = self.run(words, home)
        if again.bought > 1 or again.bought < run.bought:
            self.fault(words, at, f"bought {again.bought} times", again)
        saved = (home / "report.csv").exists()
        if again.bought and not saved:
            self.fault(words, at, f"then ended with {again.code} without the file", again)
        if not again.bought and again.code == 0:
            self.fault(words, at, "then success without purchase", again)

    def fault(self, words: list[str], at: int, what: str, run: Run) -> None:
        self.faults.append(f"{' '.join(words[:2])}, call {at}: {what}\n{run.out}{run.err}")


def exit_codes() -> list[int]:
    """Those that the spec documents."""
    with open(TOP / "spec" / "command.yaml", encoding="utf-8") as file:
        return [row["code"] for row in yaml.safe_load(file)["exit_codes"].values()]


def main() -> int:
    """0: no fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", type=Path)
    parser.add_argument("shim", type=Path)
    parser.add_argument("--most", type=int, default=1 << 30)
    parser.add_argument("--shard", default="1/1")
    args = parser.parse_args()
    shard, shards = map(int, args.shard.split("/"))
    with Sandbox() as sandbox, tempfile.TemporaryDirectory() as directory:
        shim = shutil.copy(args.shim, directory)  # LD_PRELOAD takes no name with a space
        torture = Torture(args.command.resolve(), Path(shim), sandbox)
        for words in COMMANDS[shard - 1::shards]:
            calls = torture.count(words)
            step = max(1, -(-calls // args.most))
            for at in range(0, calls, step):
                torture.fail(words, at)
            print(f"{' '.join(words[:2])}: {calls} calls, {len(range(0, calls, step))} failed",
                  flush=True)
    for fault in torture.faults:
        print(fault, file=sys.stderr)
    print(f"torture: {torture.runs} runs, {len(torture.faults)} faults")
    return 1 if torture.faults else 0


if __name__ == "__main__":
    sys.exit(main())
