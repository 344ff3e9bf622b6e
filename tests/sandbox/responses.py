"""What goes back to a client, and the ways to say no."""
from __future__ import annotations

import json
from dataclasses import dataclass, field
from email.utils import formatdate
from http import HTTPStatus
from typing import Any, Optional

JSON_TYPE = "application/json"
_STATUSES = {s.value for s in HTTPStatus}


@dataclass
class Response:
    """An HTTP response. Connection is the server's business."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    def head(self, length: Optional[str] = "", *more: str) -> bytes:
        """Status line and headers; `length` "": the body's; None: no Content-Length."""
        phrase = HTTPStatus(self.status).phrase if self.status in _STATUSES else ""
        lines = [f"HTTP/1.1 {self.status} {phrase}", f"Date: {formatdate(usegmt=True)}",
                 *(f"{name}: {value}" for name, value in self.headers.items()), *more]
        if length is not None and not any(n.lower() == "content-length" for n in self.headers):
            lines.append(f"Content-Length: {length or len(self.body)}")
        return "\r\n".join([*lines, "", ""]).encode("latin-1")


def as_json(status: int, value: Any) -> Response:
    """A response with a JSON body."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Response(status, text.encode("utf-8", "replace"), {"Content-Type": JSON_TYPE})


@dataclass
class Unwrapped:
    """An operation's result that goes out without the envelope."""

    value: Any


class Refusal(Exception):
    """The service says no. `errors` are its reasons, `data` stands beside or instead of them.

    `unwrapped` is a response in OAuth's form, which has no envelope.
    """

    def __init__(self, status: int, *errors: str, reason: Optional[str] = None, data: Any = None,
                 unwrapped: Optional[dict[str, Any]] = None) -> None:
        super().__init__(f"{status} {errors or data or unwrapped}")
        self.status = status
        self.errors = [{"error": e} for e in errors]
        if reason:
            self.errors[0]["reason"] = reason
        self.data = data
        self.unwrapped = unwrapped


class Mistake(Refusal):
    """The request is not what the spec says; the fault of the client, not a rule of the service."""

    def __init__(self, *texts: str, status: int = 400) -> None:
        super().__init__(status, *(f"sandbox: {text}" for text in texts))
