"""Files whose end only the end of their connection says, over TLS."""
from __future__ import annotations

import json
import socket
import ssl
import threading
from pathlib import Path

from tests.cli.support.buying_case import BuyingCase
from tests.sandbox.certs import Authority

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\n"
ROWS = b"Campaign,Clicks\nSpring,1\n"


class Host:
    """Serves one response a connection, closes TLS (`notify`) or not, and then the connection."""

    def __init__(self, tls: ssl.SSLContext, response: bytes, notify: bool) -> None:
        self._tls, self._response, self._notify = tls, response, notify
        self.connections = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://127.0.0.1:{self._listener.getsockname()[1]}/1_Report.csv"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            with self._tls.wrap_socket(connection, server_side=True) as wrapped:
                wrapped.recv(65536)
                wrapped.sendall(self._response)
                if self._notify:
                    wrapped.settimeout(10)
                    wrapped.unwrap()

    def close(self) -> None:
        """Takes no more connections."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()


class Ends(BuyingCase):
    """`download --save` of such a file."""

    def setUp(self) -> None:
        super().setUp()
        self.authority = Authority(self.work)

    def host(self, response: bytes, notify: bool) -> Host:
        """The next links lead to it."""
        host = Host(self.authority.server(), response, notify)
        self.addCleanup(host.close)
        self.control("script", operation="pld.download", times=0,
                     body=json.dumps({"success": True, "data": {"pldReportUrl": host.url}}))
        return host

    def save(self) -> tuple[str, ...]:
        """The command."""
        return ("pld", "download", "--id", "50", "--save", "it.csv", "--ca-file",
                str(self.authority.ca))

    @property
    def path(self) -> Path:
        return self.work / "it.csv"

    def test_tls_is_closed(self) -> None:
        self.host(HEAD + b"\r\n" + ROWS, notify=True)
        self.assertIn("cannot be shown to be whole", self.ok(*self.save()).err)
        self.assertEqual(self.path.read_bytes(), ROWS)

    def test_tls_is_cut(self) -> None:
        host = self.host(HEAD + b"\r\n" + ROWS, notify=False)
        self.assertIn("TLS ended without its last message", self.fails(9, *self.save()).err)
        self.assertGreater(host.connections, 1)  # a later one may be whole
        self.assertFalse(self.path.exists())
        self.assertEqual(Path(f"{self.path}.part").read_bytes(), ROWS)

    def test_tls_is_cut_after_all_that_was_announced(self) -> None:
        self.host(HEAD + b"Content-Length: %d\r\n\r\n" % len(ROWS) + ROWS, notify=False)
        self.assertEqual(self.ok(*self.save()).err.count("whole"), 0)
        self.assertEqual(self.path.read_bytes(), ROWS)
