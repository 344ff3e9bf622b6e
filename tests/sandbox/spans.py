"""Stretches of time that are paid for."""
from __future__ import annotations

from bisect import bisect_left, bisect_right

IN_MS = 10 ** 11  # a timestamp from here on is in milliseconds, below it in seconds


def stretch(start: int, end: int) -> tuple[int, int]:
    """From a report's first and last timestamp to epoch milliseconds [start, end).

    What they are counted in shows in their size, since the page's own samples have seconds in
    fields that it documents as milliseconds.
    """
    first, last = (m if m >= IN_MS else m * 1000 for m in (start, end))
    return first, last + (1 if end >= IN_MS else 1000)


class Spans:
    """A set of milliseconds, kept as disjoint stretches [start, end) in order."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def covered(self, start: int, end: int) -> int:
        """How many of the milliseconds [start, end) are in the set."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end)
        return sum(min(end, self._ends[i]) - max(start, self._starts[i])
                   for i in range(first, last))

    def add(self, start: int, end: int) -> None:
        """Adds the milliseconds [start, end); joins the stretches that they touch."""
        first = bisect_left(self._ends, start)
        last = bisect_right(self._starts, end)
        if first < last:
            start = min(start, self._starts[first])
            end = max(end, self._ends[last - 1])
        self._starts[first:last] = [start]
        self._ends[first:last] = [end]
