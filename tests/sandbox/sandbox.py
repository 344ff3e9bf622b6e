"""A running sandbox: the API, the files' origin, another host, all with one state."""
from __future__ import annotations

import threading
from pathlib import Path
from random import Random
from ssl import SSLContext
from typing import Optional

from generator.builder.build import build

from .documents import blank_workbook
from .faults import ANY, FILE
from .links import Links
from .seed import USERS
from .server import LOOPBACK, Front
from .service import Service
from .settings import Settings

SPEC = Path(__file__).resolve().parents[2] / "spec"


class Sandbox:
    """Listens from the start until close(); also a context manager.

    Ports 0 are any free ones; without a seed secrets and tokens differ from run to run. `doors`
    are more ports to the same API, by name, each with its own certificate. `spec` is the directory
    of another API's spec, which is not played: its samples are the responses. `host` is this
    machine's address that clients of other hosts reach. Raises
    generator.loader.problems.SpecError, OSError for a port that is taken.
    """

    def __init__(self, settings: Optional[Settings] = None, *, port: int = 0, files_port: int = 0,
                 tls: Optional[SSLContext] = None, seed: Optional[int] = None,
                 doors: Optional[dict[str, SSLContext]] = None,
                 spec: Optional[Path] = None, host: str = LOOPBACK) -> None:
        random = Random(seed)
        blank_workbook()
        api, files = Front(port, tls, host), Front(files_port, tls, host)
        control, redirect_target = Front(0), Front(0)
        more = {name: Front(0, context) for name, context in (doors or {}).items()}
        self._fronts = [api, files, control, redirect_target, *more.values()]
        self.url, self.files_url, self.control_url = api.url, files.url, control.url
        self.doors = {name: front.url for name, front in more.items()}
        links = Links(self.files_url, random.getrandbits(256).to_bytes(32, "big"))
        service = Service(build(spec or SPEC), settings or Settings(), links, random,
                          play=spec is None)
        self.service = service
        for front in (api, *more.values()):
            front.app, front.names, front.anything = service.response, service.names, ANY
        files.app, files.names, files.anything = service.origin.response, _file, FILE
        control.app, redirect_target.app = service.response, service.redirect_target.response
        service.faults.listeners = [api, files, *more.values()]
        for front in self._fronts:
            front.now, front.faults = service.now, service.faults
            front.elsewhere = redirect_target.url.replace(LOOPBACK, "localhost")
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


def _file(*_: object) -> tuple[str, ...]:
    return (FILE,)
