"""A request as it came over the wire, and the record that is kept of it."""
from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any, Optional

LOGGED_BODY = 65536  # bytes of a body that the log keeps


@dataclass
class Request:
    """One HTTP request. `query` is raw; `headers` are in wire order; `arrived` is sandbox time."""

    method: str
    path: str
    query: str
    headers: list[tuple[str, str]]
    body: bytes
    arrived: float
    perform: bool = True  # False: only noted, its response is a stand-in
    note: dict[str, Any] = field(default_factory=dict)  # operation, dialect, fault: for the log

    def header(self, name: str) -> Optional[str]:
        """The header's value; several of one name are joined with commas. None: absent."""
        found = [v for k, v in self.headers if k.lower() == name.lower()]
        return ", ".join(found) if found else None


class RequestLog:
    """The last requests with their responses, and the arrival times of many more."""

    def __init__(self, size: int = 5000, arrivals: int = 100_000) -> None:
        self.entries: deque[dict[str, Any]] = deque(maxlen=size)
        self.arrivals: deque[tuple[float, Optional[str], int]] = deque(maxlen=arrivals)
        self.count = 0

    def add(self, request: Request, status: int) -> int:
        """Notes a request and the status of its response; returns its number, from 1."""
        self.count += 1
        self.entries.append({
            "number": self.count, "operation": None, "dialect": None, "fault": None,
            "arrived": request.arrived, "method": request.method, "path": request.path,
            "query": request.query, "headers": request.headers,
            "body": request.body[:LOGGED_BODY].decode("utf-8", "replace"),
            "status": status, **request.note})
        self.arrivals.append((request.arrived, request.note.get("operation"), status))
        return self.count

    def last(self, count: int) -> list[dict[str, Any]]:
        """The last `count` requests, oldest first."""
        entries = list(self.entries)
        return entries[-count:] if count else []
