"""HTTP: reads requests, writes responses or what a fault makes of them. A thread a connection."""
from __future__ import annotations

import math
import os
import select
import socket
import ssl
import struct
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Callable, Optional

from .responses import Response
from .faults import ACCEPT, KEEP, LINE, RESET, SILENCE, WHOLE, Fault, Faults, Wire
from .request import Request

LOOPBACK = "127.0.0.1"
MAX_BODY = 1 << 20  # bytes
MOST_SILENCE = 600.0  # seconds
MOST_DROP = 10.0  # seconds
MOST_DRAIN = 10.0  # seconds without a byte
NO_LINGER = struct.pack("ii", 1, 0)  # a close sends RST


def reset(connection: socket.socket) -> None:
    """Closes a connection with RST in place of FIN, at once."""
    try:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
        os.close(connection.detach())
    except OSError:
        pass  # it was closed already


def shake_hands(connection: ssl.SSLSocket) -> None:
    """Where it fails, the client gets the alert that says why.

    A close with bytes that nobody has read would be RST, and a client's next write would fail.
    """
    try:
        connection.do_handshake()
    except ssl.SSLError:
        connection.settimeout(MOST_DRAIN)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(MAX_BODY):
            pass
        raise


class Front(ThreadingHTTPServer):
    """Listens on a port (0: any free one) of `host`, and passes each request to `app`.

    `names` gives the operations that a request (method, path, body if it is read) may be for, and
    `anything` the name that stands for all of them: `faults` go by these.
    """

    daemon_threads = True
    request_queue_size = 128
    app: Callable[[Request], Response]
    names: Callable[[str, str, Optional[bytes]], tuple[str, ...]]
    now: Callable[[], float]
    faults = Faults()  # none
    anything = ""
    elsewhere = ""  # another host's origin

    def __init__(self, port: int, tls: Optional[ssl.SSLContext] = None,
                 host: str = LOOPBACK) -> None:
        self._open: set[socket.socket] = set()
        self._lock = threading.Condition()  # notified when a connection has ended
        self._asking = threading.local()  # .connection: the one that this thread serves
        self._listening = threading.Lock()  # of the next, and of what the socket does
        self._shut_until: Optional[float] = None  # by time.monotonic(); None: it listens
        self.names = lambda _method, _path, _body: ()
        super().__init__((host, port), _Handler)
        self.socket.setblocking(False)  # it may be shut before a connection is accepted
        self._tls = tls

    @property
    def url(self) -> str:
        """The origin, without a slash at its end."""
        host, port = self.server_address[:2]
        return f"{'https' if self._tls else 'http'}://{host!s}:{port}"

    def server_bind(self) -> None:
        """As the base class, without its look-up of this machine's name.

        A port that is named is kept by a socket that stops listening; one that the system chose
        is not, so it is named too.
        """
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if not self.server_address[1]:
                probe.bind(self.server_address)
                self.server_address = probe.getsockname()
            try:
                TCPServer.server_bind(self)
            except OSError as error:
                raise OSError(error.errno, f"port {self.server_address[1]}: {error.strerror}; "
                              "choose another") from error
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def get_request(self):  # type: ignore[no-untyped-def]
        """Accepts a connection; its TLS handshake is left to its thread."""
        if self._shut_until is not None:
            time.sleep(0.005)  # until it listens again, the socket is always ready
            self._reopen(time.monotonic())
            raise OSError("this port does not listen now")
        with self._listening:  # so that whoever shuts the port drops this connection, too
            connection, address = super().get_request()
            if self.faults.take(ACCEPT, (self.anything,)):
                reset(connection)
                raise OSError("reset by a fault")
            if self._tls:
                connection = self._tls.wrap_socket(connection, server_side=True,
                                                   do_handshake_on_connect=False)
            with self._lock:
                self._open.add(connection)
        return connection, address

    def finish_request(self, request, client_address) -> None:  # type: ignore[no-untyped-def]
        """Serves a connection, in its thread."""
        self._asking.connection = request
        if isinstance(request, ssl.SSLSocket):
            shake_hands(request)
        super().finish_request(request, client_address)

    def close_request(self, request) -> None:  # type: ignore[no-untyped-def]
        """A connection has ended."""
        super().close_request(request)
        with self._lock:
            self._open.discard(request)
            self._lock.notify_all()

    def connections(self) -> int:
        """How many are open."""
        return len(self._open)

    def drop(self) -> None:
        """Resets the connections that are open, and returns when they have ended.

        One that ended later would strike a request that is sent after the fault was taken back.
        The connection that asks for this ends after its response.
        """
        with self._lock:
            connections = set(self._open)
        for connection in connections:
            try:  # their threads close them: a descriptor must not be closed under a reader
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
                socket.socket.shutdown(connection, socket.SHUT_RD)
            except OSError:
                pass
        connections -= {getattr(self._asking, "connection", None)}
        with self._lock:
            if not self._lock.wait_for(lambda: not connections & self._open, MOST_DROP):
                raise ValueError("a connection that was reset does not end")

    def shut(self, seconds: float) -> None:
        """Does not listen for some seconds (0: until reopen()); open connections are reset."""
        with self._listening:
            if self._shut_until is None:
                self.socket.shutdown(socket.SHUT_RDWR)  # on Linux it keeps its port
            self._shut_until = math.inf
        self.drop()
        with self._listening:
            if self._shut_until and seconds:
                self._shut_until = time.monotonic() + seconds

    def reopen(self) -> None:
        """Listens again, if it does not."""
        self._reopen(math.inf)

    def _reopen(self, now: float) -> None:
        with self._listening:
            if self._shut_until is not None and now >= self._shut_until:
                self.socket.listen(self.request_queue_size)
                self._shut_until = None

    def handle_error(self, request, client_address) -> None:  # type: ignore[no-untyped-def]
        """A connection that breaks is no news."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Front
    raw_requestline: bytes

    def parse_request(self) -> bool:
        """Reads the headers, unless a fault strikes when only the first line has come."""
        method, path = (*self.raw_requestline.decode("latin-1").split(), "", "")[:2]
        if not self._struck(LINE, method, path.partition("?")[0]):
            return super().parse_request()
        self._play(Wire(end=RESET))
        return False

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
        fault = self._struck(WHOLE, self.command, path, body)
        response = self.server.app(Request(
            self.command, path, query, list(self.headers.items()), body, arrived,
            perform=not fault or bool(fault.perform),
            note={"fault": fault.kind} if fault else {}))
        if fault:
            return self._play(fault.wire(response, self.server.elsewhere))
        return self._send(response)

    do_GET = do_POST = do_DELETE = do_HEAD = do_PUT = do_PATCH = do_OPTIONS = handle_request

    def _refuse(self, status: int, text: str) -> None:
        """A response to a request that is not read to its end."""
        self.close_connection = True
        self._send(Response(status, text.encode(), {"Content-Type": "text/plain"}))

    def _send(self, response: Response) -> None:
        head = response.head("", *(["Connection: close"] if self.close_connection else []))
        self.wfile.write(head if self.command == "HEAD" else head + response.body)

    # ---- faults -----------------------------------------------------------------------------

    def _struck(self, stage: str, method: str, path: str,
                body: Optional[bytes] = None) -> Optional[Fault]:
        faults = self.server.faults
        names = self.server.names(method, path, body) if faults.is_pending() else ()
        return faults.take(stage, (*names, self.server.anything)) if names else None

    def _play(self, wire: Wire) -> None:
        self.close_connection = wire.end != KEEP
        for n, piece in enumerate(wire.pieces):
            if n and wire.pause and self._gone(wire.pause):
                self.close_connection = True
                return
            self.wfile.write(piece)
        if wire.end == SILENCE:
            self._gone(MOST_SILENCE)
        elif wire.end == RESET:
            reset(self.connection)

    def _gone(self, seconds: float) -> bool:
        """Whether the client ends the connection within some seconds."""
        return bool(select.select([self.connection], [], [], seconds)[0])

    def log_message(self, *_: object) -> None:
        """Nothing is printed; GET /_sandbox/requests has it all."""
