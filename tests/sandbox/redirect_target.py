"""Another host: nothing leads there but a redirect, and nobody should follow it."""
from __future__ import annotations

import threading

from .responses import Response, as_json
from .request import Request, RequestLog

SECRETS = ("Authorization", "Cookie")  # the API's own besides


class RedirectTarget:
    """Answers everything, and counts who came and who brought a secret header."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        self._secrets = SECRETS + secrets
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """A reset."""
        self.log, self.leaks = RequestLog(), 0

    def response(self, request: Request) -> Response:
        """A success that means nothing."""
        with self._lock:
            self.leaks += any(request.header(name) is not None for name in self._secrets)
            self.log.add(request, 200)
        return as_json(200, {"success": True, "data": {}})
