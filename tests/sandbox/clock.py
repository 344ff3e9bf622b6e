"""The sandbox's time: it runs like any clock, and a test can set it forward."""
from __future__ import annotations

import time


class Clock:
    """Epoch seconds that never go back."""

    def __init__(self) -> None:
        self._offset = time.time() - time.monotonic()

    def now(self) -> float:
        """Epoch seconds, with a fraction."""
        return time.monotonic() + self._offset

    def advance(self, seconds: float) -> None:
        """Sets the clock forward. Raises ValueError for a step back."""
        if not seconds >= 0:
            raise ValueError("the clock only goes forward")
        self._offset += seconds
