"""A throw-away certificate authority and what it signs, made with the command openssl."""
from __future__ import annotations

import ssl
import subprocess
import time
from pathlib import Path

NAMES = "DNS:localhost, IP:127.0.0.1"
CONFIG = """[req]
distinguished_name = name
prompt = no
[name]
CN = sandbox
[signing]
database = index.txt
unique_subject = no
rand_serial = yes
new_certs_dir = .
default_md = sha256
policy = any
[any]
commonName = supplied
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = {names}
"""
DAY = 86_400  # seconds
KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


class Authority:
    """Its own certificate is the file `ca`. All raise OSError without openssl, CalledProcessError
    if it fails."""

    def __init__(self, folder: Path) -> None:
        folder = folder.resolve()
        self.ca = folder / "ca.pem"
        self._folder = folder
        (folder / "index.txt").touch()  # what `openssl ca` has signed
        self._request("ca", "/CN=IQM sandbox CA", NAMES, "-x509", "-extensions", "ca",
                      "-days", "2", "-out", str(self.ca))

    def server(self, name: str = "server", names: str = NAMES, days: int = 2) -> ssl.SSLContext:
        """A server's context with a certificate for `names`; of negative `days` it has ended."""
        asked, signed = (self._folder / f"{name}.{kind}" for kind in ("csr", "pem"))
        config = self._request(name, "/CN=localhost", names, "-new", "-out", str(asked))
        end = time.time() + days * DAY
        # `openssl x509 -days` of openssl 3.5 takes no negative number.
        self._openssl("ca", "-batch", "-notext", "-config", str(config), "-name", "signing",
                      "-cert", str(self.ca), "-keyfile", str(self._key("ca")),
                      "-startdate", _date(end - 3 * DAY), "-enddate", _date(end),
                      "-extensions", "server", "-in", str(asked), "-out", str(signed))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(signed, self._key(name))
        return context

    def _key(self, name: str) -> Path:
        return self._folder / f"{name}.key"

    def _request(self, name: str, subject: str, names: str, *more: str) -> Path:
        """Makes a key and what is asked for with it. Gives the configuration's file."""
        config = self._folder / f"{name}.cnf"
        config.write_text(CONFIG.format(names=names))
        self._openssl("req", *KEY, "-config", str(config), "-keyout", str(self._key(name)),
                      "-subj", subject, *more)
        return config

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], check=True, capture_output=True, cwd=self._folder)


def _date(seconds: float) -> str:
    """As openssl reads it."""
    return time.strftime("%Y%m%d%H%M%SZ", time.gmtime(seconds))
