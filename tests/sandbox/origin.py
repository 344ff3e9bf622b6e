"""The other origin: serves reports' files to whoever has a signed URL, and nothing else."""
from __future__ import annotations

import hashlib
import re
import threading
from email.utils import formatdate
from typing import Callable, Optional
from xml.sax.saxutils import escape

from .responses import Response
from .documents import MEDIA_TYPES, document
from .links import Links
from .request import Request, RequestLog
from .world import World

PATH = re.compile(r"/(\w+)-reports/[\d-]+/(\d+)_Report\.(\w+)")
RANGE = re.compile(r"bytes=(\d*)-(\d*)")
SECRETS = ("Authorization", "Cookie")  # headers that must not come here; the API's own besides


class Origin:
    """Responds to requests for files. `world` and `now` return the current world and time."""

    def __init__(self, world: Callable[[], World], now: Callable[[], float], links: Links,
                 secrets: tuple[str, ...]) -> None:
        self._world = world
        self.now = now
        self._links = links
        self._secrets = SECRETS + secrets
        self._lock = threading.Lock()
        self.log = RequestLog()
        self.leaks = 0  # requests that carried a secret header

    def response(self, request: Request) -> Response:
        """The file, part of it, or an error in XML."""
        request.note["operation"] = "file"
        with self._lock:
            response = self._response(request)
            self.log.add(request, response.status)
        return response

    def forget(self) -> None:
        """A reset."""
        self.log, self.leaks = RequestLog(), 0

    def _response(self, request: Request) -> Response:
        leaked = [name for name in self._secrets if request.header(name) is not None]
        if leaked:
            self.leaks += 1
            return _error(400, "InvalidArgument", f"Only one auth mechanism allowed; sandbox: "
                          f"header {leaked[0]} must not be sent here")
        if request.method not in ("GET", "HEAD"):
            return _error(405, "MethodNotAllowed", "The specified method is not allowed")
        refused = self._links.refuses(request.path, request.query, self.now())
        if refused:
            return _error(403, *refused)
        match = PATH.fullmatch(request.path)
        report = match and self._world().find(match[1], int(match[2]))
        if not match or not report or match[3] not in MEDIA_TYPES:
            return _error(404, "NoSuchKey", "The specified key does not exist.")
        return _file(request, document(report, match[3]), MEDIA_TYPES[match[3]], report.created)


def _file(request: Request, content: bytes, media_type: str, made: float) -> Response:
    etag = f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"'
    modified = formatdate(made, usegmt=True)
    headers = {"Content-Type": media_type, "ETag": etag, "Last-Modified": modified,
               "Accept-Ranges": "bytes"}
    condition = request.header("If-Range")
    if condition in (None, etag, modified):
        part = _part(request.header("Range"), len(content))
        if part == (0, 0):
            headers["Content-Range"] = f"bytes */{len(content)}"
            return _error(416, "InvalidRange", "The requested range is not satisfiable", headers)
        if part:
            start, end = part
            headers["Content-Range"] = f"bytes {start}-{end - 1}/{len(content)}"
            return Response(206, content[start:end], headers)
    return Response(200, content, headers)


def _part(header: Optional[str], size: int) -> Optional[tuple[int, int]]:
    """The bytes [start, end) that a Range header wants; (0, 0): none of them; None: all.

    A header that is not understood, or wants several parts, is as good as none.
    """
    match = RANGE.fullmatch(header or "")
    if not match or match[0] == "bytes=-":
        return None
    if not match[1]:
        start, end = max(0, size - int(match[2])), size
    else:
        start, end = int(match[1]), min(size, int(match[2] or size) + 1)
        if match[2] and int(match[2]) < start:
            return None
    return (start, end) if start < end else (0, 0)


def _error(status: int, code: str, message: str,
           headers: Optional[dict[str, str]] = None) -> Response:
    body = (f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code>'
            f"<Message>{escape(message)}</Message></Error>")
    return Response(status, body.encode(), {**(headers or {}), "Content-Type": "application/xml"})
