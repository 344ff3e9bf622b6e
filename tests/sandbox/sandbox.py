"""A running sandbox: two servers, one state."""
from __future__ import annotations

import threading
from pathlib import Path
from random import Random
from ssl import SSLContext
from typing import Optional

from generator.build import build

from .documents import blank_workbook
from .links import Links
from .seed import USERS
from .server import Front
from .service import Service
from .settings import Settings

SPEC = Path(__file__).resolve().parents[2] / "spec"


class Sandbox:
    """Listens from the start until close(); also a context manager.

    Ports 0 are any free ones; without a seed secrets and tokens differ from run to run. Raises
    generator.problems.SpecError, OSError for a port that is taken.
    """

    def __init__(self, settings: Optional[Settings] = None, *, port: int = 0, files_port: int = 0,
                 tls: Optional[SSLContext] = None, seed: Optional[int] = None) -> None:
        random = Random(seed)
        blank_workbook()
        self._fronts = [Front(port, tls), Front(files_port, tls)]
        self.url, self.files_url = (front.url for front in self._fronts)
        links = Links(self.files_url, random.getrandbits(256).to_bytes(32, "big"))
        self.service = Service(build(SPEC), settings or Settings(), links, random)
        for front, app in zip(self._fronts, (self.service.answer, self.service.origin.answer)):
            front.app, front.now = app, self.service.now
            threading.Thread(target=front.serve_forever, args=(0.1,), daemon=True).start()

    def facts(self) -> dict[str, str]:
        """What a client needs to know, by the names that are printed."""
        user, credentials = USERS[0], self.service.credentials
        return {"api": self.url, "files": self.files_url, "ow-id": str(user.workspaces[0]),
                "client-id": credentials.client_id, "client-secret": credentials.client_secret,
                "username": user.name, "password": user.password}

    def close(self) -> None:
        """Stops listening; connections that are open end with the process."""
        for front in self._fronts:
            front.shutdown()
            front.server_close()

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
