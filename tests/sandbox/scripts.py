"""Responses that a test has laid out for the next calls of an operation."""
from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Iterable, Optional

from .responses import Response


@dataclass
class Scripted:
    """A response that is given `times` times.

    `perform`: the operation is done first, and its own response lost. `unchecked`: the response is
    given before token and request are looked at; otherwise a wrong request is still refused.
    """

    response: Response
    times: int = 1
    perform: bool = False
    unchecked: bool = False


class Scripts:
    """What is laid out, by operation, first come first served."""

    def __init__(self) -> None:
        self._queues: dict[str, deque[Scripted]] = defaultdict(deque)

    def add(self, operation: str, scripted: Scripted) -> None:
        """Lays out a response after those that are there."""
        self._queues[operation].append(scripted)

    def clear(self) -> None:
        """Forgets all."""
        self._queues.clear()

    def left(self) -> dict[str, int]:
        """How many scripted responses are left, by operation."""
        return {name: sum(s.times for s in queue) for name, queue in self._queues.items() if queue}

    def take(self, operations: Iterable[str], unchecked: bool) -> Optional[Scripted]:
        """The next response of one of the operations, if it is of that kind."""
        for name in operations:
            queue = self._queues.get(name)
            if queue and queue[0].unchecked == unchecked:
                found = queue[0]
                found.times -= 1
                if found.times < 1:
                    queue.popleft()
                return found
        return None
