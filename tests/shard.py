"""Runs the unittest cases below a directory, or a share of their classes.

shard.py DIRECTORY [SHARE/SHARES]: 1/4 is the first quarter. Ends with 1 if a test fails, or if
there is none.
"""
from __future__ import annotations

import sys
import unittest
from pathlib import Path
from typing import Iterator

TOP = Path(__file__).resolve().parent.parent


def cases(suite: unittest.TestSuite) -> Iterator[unittest.TestCase]:
    """Every test below a suite."""
    for item in suite:
        if isinstance(item, unittest.TestSuite):
            yield from cases(item)
        else:
            yield item


def share(tests: list[unittest.TestCase], number: int, shares: int) -> list[unittest.TestCase]:
    """Whole classes, as what a class sets up is for all of it; the largest are dealt out first."""
    classes: dict[type, list[unittest.TestCase]] = {}
    for test in tests:
        classes.setdefault(type(test), []).append(test)
    hands: list[list[unittest.TestCase]] = [[] for _ in range(shares)]
    for group in sorted(classes.values(), key=len, reverse=True):
        min(hands, key=len).extend(group)
    return hands[number - 1]


def main() -> int:
    """0: all passed."""
    sys.path[0] = str(TOP)
    suite = unittest.defaultTestLoader.discover(sys.argv[1], top_level_dir=str(TOP))
    tests = list(cases(suite))
    if len(sys.argv) > 2:
        number, shares = map(int, sys.argv[2].split("/"))
        tests = share(tests, number, shares)
    result = unittest.TextTestRunner(verbosity=0).run(unittest.TestSuite(tests))
    return 0 if result.wasSuccessful() and tests else 1


if __name__ == "__main__":
    sys.exit(main())
