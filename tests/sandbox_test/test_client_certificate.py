"""A front that wants a certificate of its clients: who has none gets an alert."""
from __future__ import annotations

import ssl
import tempfile
import time
import unittest
from pathlib import Path
from socket import create_connection
from urllib.parse import urlsplit

from tests.sandbox.certs import Authority
from tests.sandbox.sandbox import Sandbox


class Refused(unittest.TestCase):
    def setUp(self) -> None:
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        authority = Authority(Path(directory.name))
        context = authority.server()
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(authority.ca)
        self.sandbox = Sandbox(tls=context)
        self.addCleanup(self.sandbox.close)
        self.context = ssl.create_default_context(cafile=str(authority.ca))

    def test_a_slow_client_reads_the_alert(self) -> None:
        """It has shaken hands, and sends its request long after it was refused."""
        url = urlsplit(self.sandbox.url)
        with create_connection((str(url.hostname), url.port or 0), 10) as plain, \
                self.context.wrap_socket(plain, server_hostname=url.hostname) as connection:
            for _ in range(3):
                time.sleep(0.2)
                connection.sendall(b"GET / HTTP/1.1\r\n")
            with self.assertRaisesRegex(ssl.SSLError, "(?i)certificate.required"):
                connection.recv(100)


if __name__ == "__main__":
    unittest.main()
