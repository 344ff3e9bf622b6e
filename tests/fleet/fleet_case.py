"""A fleet: hosts that buy over one database, what may befall them, and what the bill says."""
from __future__ import annotations

import collections
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path
from typing import IO, Any, Callable, Optional

from tests.cli.support.command_case import COMMAND, Result
from tests.database.server import Server
from tests.sandbox.certs import NAMES, Authority
from tests.sandbox.sandbox import Sandbox
from tests.sandbox_test.helper import ask

from .network import HERE, NAMESPACES, Host, open_database_host, open_host, open_network

PATIENCE = 120.0  # seconds for what must come in the end
FASTER = 120  # times: 20 requests in any half second
# Done; no journal; no permit; no answer (2); unknown; too late; others are at it
ENDED = (0, 1, 8, 9, 10, 11, 13, 18)
ZONE = ("--timezone", "America/New_York")
SCALED = """
ALTER FUNCTION iqm.{name} RENAME TO {name}_in_real_time;
CREATE FUNCTION iqm.{name}({arguments}) RETURNS {result} LANGUAGE sql AS
 'SELECT {call}';
"""


class FleetHost:
    """A host with a home, and a directory for each process."""

    def __init__(self, fleet: "FleetCase", number: int) -> None:
        self.fleet, self.number = fleet, number
        self.network, self.store = open_host(number, fleet.database.url)
        self.home = fleet.directory / f"host{number}"
        self.home.mkdir()

    def start(self, *words: str, work: str = "work",
              output: Optional[IO[str]] = None) -> subprocess.Popen[str]:
        """The command, in a directory below the home; what it prints is piped, or in a file."""
        directory = self.home / work
        directory.mkdir(exist_ok=True)
        return subprocess.Popen([*self.network.inside, str(COMMAND), *words], cwd=directory,
                                env=self.environment(), text=True, stdin=subprocess.DEVNULL,
                                stdout=output or subprocess.PIPE,
                                stderr=output or subprocess.PIPE)

    def environment(self) -> dict[str, str]:
        """Of a process of this host."""
        kept = {name: value for name, value in os.environ.items()
                if name in ("PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS")}
        return {**kept, **self.fleet.facts, "HOME": str(self.home), "LANG": "C.UTF-8",
                "IQM_STORE": self.store}

    def run_it(self, *words: str, work: str = "work") -> Result:
        """Until it has ended."""
        process = self.start(*words, work=work)
        try:
            out, err = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        return Result(process.returncode, out, err)

    def ok(self, *words: str) -> Result:
        """The same; it must succeed."""
        result = self.run_it(*words)
        self.fleet.assertEqual(result.code, 0, result)
        return result


class FleetCase(unittest.TestCase):
    """A service that sells whatever it is asked for, a database, and hosts."""

    HOSTS = 4

    def setUp(self) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="iqm-fleet-"))
        self.addCleanup(shutil.rmtree, self.directory, True)
        self.open_service()
        self.database_host = open_database_host()
        self.addCleanup(self.database_host.close)
        self.database = Server.create(self.database_host.address, self.database_host.inside)
        self.addCleanup(self.database.remove)
        self.hosts = [self.open_fleet_host(number) for number in range(self.HOSTS)]
        self.hosts[0].ok("journal", "list")  # it makes the tables
        self.scale_time()

    def open_service(self) -> None:
        """With TLS where it is not on the loopback interface of those who ask."""
        tls = None
        self.facts = {}
        here = open_network()
        if NAMESPACES:
            authority = Authority(self.directory)
            tls = authority.server(names=f"{NAMES}, IP:{HERE}")
            self.facts["IQM_CA_FILE"] = str(authority.ca)
        self.sandbox = Sandbox(tls=tls, host=here)
        self.addCleanup(self.sandbox.close)
        token = self.control("token", life=86400)["access_token"]
        self.facts.update(IQM_BASE_URL=self.sandbox.url, IQM_TOKEN=token,
                          IQM_OW_ID=self.sandbox.facts()["ow-id"])
        self.control("settings", always_sell=True, ready_after=0.1)

    def open_fleet_host(self, number: int) -> FleetHost:
        """Its network ends with the test."""
        host = FleetHost(self, number)
        self.addCleanup(host.network.close)
        return host

    def scale_time(self) -> None:
        """A minute of the rate limit lasts half a second: the same permits, leases and queue."""
        for name, arguments, result, call in (
                ("acquire_permit", "which text, served_by text, request bigint, most integer,"
                 " lease bigint, span bigint, OUT wait bigint, OUT bound bigint, OUT ask bigint",
                 "record", "wait, bound, ask FROM iqm.acquire_permit_in_real_time("
                 f"which, served_by, request, most, lease / {FASTER}, span / {FASTER})"),
                ("release_permit", "which text, request bigint, sent boolean, ago bigint,"
                 " span bigint", "void", "iqm.release_permit_in_real_time("
                 f"which, request, sent, ago, span / {FASTER})")):
            self.database.sql(SCALED.format(name=name, arguments=arguments, result=result,
                                            call=call))

    # ---- the service ------------------------------------------------------------------------

    def control(self, name: str, **fields: Any) -> Any:
        """POST /_sandbox/name, past the hosts' network."""
        response = ask(f"{self.sandbox.control_url}/_sandbox/{name}", "POST",
                       json.dumps(fields).encode())
        self.assertEqual(response.status, 200, response.body)
        return response.json

    def bill(self) -> list[dict[str, Any]]:
        """What was bought."""
        response = ask(f"{self.sandbox.control_url}/_sandbox/bill")
        return list(response.json["purchases"])

    def bought_twice(self) -> list[str]:
        """The orders that are on the bill more than once."""
        bodies = collections.Counter(purchase["body"] for purchase in self.bill())
        return [body for body, count in bodies.items() if count > 1]

    # ---- the database -----------------------------------------------------------------------

    def age(self, seconds: int) -> None:
        """As if all purchases had been made so long before."""
        self.database.sql(f"UPDATE iqm.records SET sent = sent - {seconds}000,"
                          f" intent_time = intent_time - {seconds}000,"
                          f" recorded = recorded - {seconds}000")

    # ---- waiting ----------------------------------------------------------------------------

    def until(self, what: Callable[[], Any], seconds: float = PATIENCE) -> Any:
        """Waits for it."""
        end = time.monotonic() + seconds
        while not (found := what()):
            self.assertLess(time.monotonic(), end, "it does not come")
            time.sleep(0.1)
        return found

    def kill(self, process: subprocess.Popen[str]) -> Optional[Result]:
        """kill -9; None: it was killed, else how it had ended."""
        process.send_signal(signal.SIGKILL)
        out, err = process.communicate(timeout=PATIENCE)
        if process.returncode == -signal.SIGKILL:
            return None
        return Result(process.returncode, out, err)


__all__ = ["ENDED", "PATIENCE", "ZONE", "FleetCase", "FleetHost", "Host"]
