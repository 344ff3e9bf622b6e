"""A throw-away certificate authority and what it signs, made with the command openssl."""
from __future__ import annotations

import ssl
import subprocess
from pathlib import Path

NAMES = "DNS:localhost, IP:127.0.0.1, DNS:api.example.com"
CONFIG = """[req]
distinguished_name = name
prompt = no
[name]
CN = sandbox
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = {names}
[client]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
"""
KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


class Authority:
    """Its own certificate is the file `ca`. All raise OSError without openssl, CalledProcessError
    if it fails."""

    def __init__(self, directory: Path) -> None:
        self.ca = directory / "ca.pem"
        self._directory = directory
        self._request("ca", "/CN=IQM sandbox CA", NAMES, "-x509", "-extensions", "ca",
                      "-days", "2", "-out", str(self.ca))

    def server(self, name: str = "server", names: str = NAMES, days: int = 2) -> ssl.SSLContext:
        """A server's context with a certificate for `names`; one of 0 days has expired."""
        signed = self._sign(name, "/CN=localhost", names, "server", days)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(signed, self._key(name))
        return context

    def client(self, name: str = "client") -> tuple[Path, Path]:
        """A client's certificate, and its key."""
        return self._sign(name, "/CN=client", NAMES, "client", 2), self._key(name)

    def _sign(self, name: str, subject: str, names: str, kind: str, days: int) -> Path:
        asked, signed = (self._directory / f"{name}.{end}" for end in ("csr", "pem"))
        config = self._request(name, subject, names, "-new", "-out", str(asked))
        _openssl("x509", "-req", "-in", str(asked), "-out", str(signed), "-days", str(days),
                 "-CA", str(self.ca), "-CAkey", str(self._key("ca")), "-CAcreateserial",
                 "-extfile", str(config), "-extensions", kind)
        return signed

    def _key(self, name: str) -> Path:
        return self._directory / f"{name}.key"

    def _request(self, name: str, subject: str, names: str, *more: str) -> Path:
        """Makes a key and what is asked for with it. Gives the configuration's file."""
        config = self._directory / f"{name}.cnf"
        config.write_text(CONFIG.format(names=names))
        _openssl("req", *KEY, "-config", str(config), "-keyout", str(self._key(name)),
                 "-subj", subject, *more)
        return config


def _openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)
