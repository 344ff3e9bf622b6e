"""A throw-away certificate authority and a server certificate, made with the command openssl."""
from __future__ import annotations

import ssl
import subprocess
from pathlib import Path

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
"""
KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


def make(folder: Path, names: str = "DNS:localhost, IP:127.0.0.1",
         days: int = 2) -> tuple[Path, ssl.SSLContext]:
    """The CA's file, and a server's context with a certificate for `names` that it has signed.

    Raises OSError without openssl, CalledProcessError if it fails.
    """
    ca, server = folder / "ca.pem", folder / "server.pem"
    (folder / "openssl.cnf").write_text(CONFIG.format(names=names))
    _openssl(folder, "ca", ca, days, "-subj", "/CN=IQM sandbox CA")
    _openssl(folder, "server", server, days, "-subj", "/CN=localhost",
             "-CA", str(ca), "-CAkey", str(ca) + ".key")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(server, str(server) + ".key")
    return ca, context


def _openssl(folder: Path, section: str, out: Path, days: int, *more: str) -> None:
    subprocess.run(["openssl", "req", "-x509", *KEY, "-config", str(folder / "openssl.cnf"),
                    "-extensions", section, "-days", str(days), "-keyout", str(out) + ".key",
                    "-out", str(out), *more], check=True, capture_output=True)
