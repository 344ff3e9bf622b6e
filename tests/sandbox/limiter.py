"""The service's limit on requests a minute."""
from __future__ import annotations

from collections import deque

WINDOW = 60.0  # seconds


class Limiter:
    """A sliding window for each key; requests that were turned away do not count."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._windows: dict[str, deque[float]] = {}

    def admit(self, key: str, now: float) -> bool:
        """Whether a request that arrives now is within the limit; counts it if so."""
        window = self._windows.setdefault(key, deque())
        while window and window[0] <= now - WINDOW:
            window.popleft()
        if len(window) >= self.limit:
            return False
        window.append(now)
        return True
