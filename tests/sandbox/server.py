"""HTTP: reads requests, writes answers. A thread a connection, one write an answer."""
from __future__ import annotations

import ssl
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Callable, Optional

from .answers import Answer
from .request import Request

LOOPBACK = "127.0.0.1"
MAX_BODY = 1 << 20  # bytes


class Front(ThreadingHTTPServer):
    """Listens on a loopback port (0: any free one) and passes each request to `app`."""

    daemon_threads = True
    request_queue_size = 128
    app: Callable[[Request], Answer]
    now: Callable[[], float]

    def __init__(self, port: int, tls: Optional[ssl.SSLContext] = None) -> None:
        super().__init__((LOOPBACK, port), _Handler)
        self._tls = tls

    @property
    def url(self) -> str:
        """The origin, without a slash at its end."""
        return f"{'https' if self._tls else 'http'}://{LOOPBACK}:{self.server_address[1]}"

    def server_bind(self) -> None:
        """As the base class, without its look-up of this machine's name."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, self.server_address[1]

    def get_request(self):  # type: ignore[no-untyped-def]
        """Accepts a connection; its TLS handshake is left to its thread."""
        connection, address = super().get_request()
        if self._tls:
            connection = self._tls.wrap_socket(connection, server_side=True,
                                               do_handshake_on_connect=False)
        return connection, address

    def handle_error(self, request, client_address) -> None:  # type: ignore[no-untyped-def]
        """A connection that breaks is no news."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Front

    def handle_request(self) -> None:
        """Reads the rest of a request and answers it."""
        arrived = self.server.now()
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not (length.isascii() and length.isdigit()):
            return self._refuse(411, "sandbox: Content-Length is missing")
        if int(length) > MAX_BODY:
            return self._refuse(413, f"sandbox: the body is larger than {MAX_BODY} bytes")
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            self.close_connection = True  # the client went away
            return None
        path, _, query = self.path.partition("?")
        headers = list(self.headers.items())
        return self._send(self.server.app(
            Request(self.command, path, query, headers, body, arrived)))

    do_GET = do_POST = do_DELETE = do_HEAD = do_PUT = do_PATCH = do_OPTIONS = handle_request

    def _refuse(self, status: int, text: str) -> None:
        """An answer to a request that is not read to its end."""
        self.close_connection = True
        self._send(Answer(status, text.encode(), {"Content-Type": "text/plain"}))

    def _send(self, answer: Answer) -> None:
        phrase = HTTPStatus(answer.status).phrase if answer.status in _STATUSES else ""
        lines = [f"HTTP/1.1 {answer.status} {phrase}", f"Date: {self.date_time_string()}",
                 *(f"{name}: {value}" for name, value in answer.headers.items())]
        if not any(name.lower() == "content-length" for name in answer.headers):
            lines.append(f"Content-Length: {len(answer.body)}")
        if self.close_connection:
            lines.append("Connection: close")
        head = "\r\n".join([*lines, "", ""]).encode("latin-1")
        self.wfile.write(head if self.command == "HEAD" else head + answer.body)

    def log_message(self, *_: object) -> None:
        """Nothing is printed; GET /_sandbox/requests has it all."""


_STATUSES = {s.value for s in HTTPStatus}
