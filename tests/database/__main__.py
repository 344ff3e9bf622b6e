"""`python3 -m tests.database`: a PostgreSQL until SIGTERM, SIGINT or the parent's end.

It prints its URL. `python3 -m tests.database ACTION DIRECTORY` does something to one that runs.
"""
from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path

from tests.sandbox.__main__ import STOP, watch

from .server import Server

ACTIONS = ("crash", "stop", "start", "freeze", "thaw")


def parse() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.database", description=__doc__)
    parser.add_argument("action", nargs="?", choices=ACTIONS)
    parser.add_argument("directory", nargs="?", type=Path)
    parser.add_argument("--parent", type=int, metavar="PID", help="end when this process has ended")
    return parser.parse_args()


def serve(parent: int) -> None:
    """Until it is told to end."""
    for number in STOP:
        signal.signal(number, lambda *_: sys.exit(1))
    server = Server.create()
    try:
        watch(parent)
        print(f"directory {server.directory}\nurl {server.url}", flush=True)
        signal.signal(signal.SIGCHLD, lambda *_: reap())
        while True:
            signal.pause()
    finally:
        server.remove()


def reap() -> None:
    """What was killed: PostgreSQL takes a zombie for alive."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def main() -> int:
    """0, or 1 where it cannot be done."""
    args = parse()
    try:
        if not args.action:
            serve(args.parent)
        elif args.action == "start":
            Server(args.directory).start(dies_with_us=False)
        else:
            getattr(Server(args.directory), args.action)()
    except (OSError, RuntimeError) as error:
        print(f"database: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
