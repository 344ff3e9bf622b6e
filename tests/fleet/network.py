"""Hosts on one machine: network namespaces where that may be done, else processes with a relay.

`tests/fleet/run.sh` says which, in IQM_FLEET_NETWORK; namespaces are made within one that is the
test's own, so that the machine's network is not touched and all of it goes with the test.
"""
from __future__ import annotations

import os
import socket
import subprocess
import time
from pathlib import Path
from typing import Optional, Union

from .relay import Relay

NAMESPACES = os.environ.get("IQM_FLEET_NETWORK") == "namespaces"
NET = "10.77.0"
HERE = f"{NET}.1"  # where the service is
DATABASE = 2  # the last number of an address, as of each host
PATIENCE = 10.0  # seconds


class Namespace:
    """A host with a name and a cable of its own."""

    def __init__(self, number: int) -> None:
        self.address, self._cable = f"{NET}.{number}", f"cable{number}"
        hold = f"echo host{number} >/proc/sys/kernel/hostname && exec sleep infinity"
        self._holder = subprocess.Popen(["setpriv", "--pdeathsig=KILL", "unshare", "--uts", "--net",
                                         "sh", "-c", hold])
        self.inside = ["nsenter", f"--target={self._holder.pid}", "--net", "--uts"]
        self._wait()
        ip("link", "add", self._cable, "type", "veth", "peer", "name", "eth0", "netns",
           str(self._holder.pid))
        ip("link", "set", self._cable, "master", "bridge", "up")
        for words in (("addr", "add", f"{self.address}/24", "dev", "eth0"),
                      ("link", "set", "eth0", "up"), ("link", "set", "lo", "up")):
            ip(*words, inside=self.inside)

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        ours = Path("/proc/self/ns/net").stat().st_ino
        while Path(f"/proc/{self._holder.pid}/ns/net").stat().st_ino == ours:
            if time.monotonic() > end:
                raise RuntimeError("no network namespace")
            time.sleep(0.01)

    def cut(self) -> None:
        """No packet comes through, in either direction, and nobody is told."""
        ip("link", "set", self._cable, "down")

    def heal(self) -> None:
        """They do again."""
        ip("link", "set", self._cable, "up")

    def close(self) -> None:
        """All its processes must have ended."""
        ip("link", "delete", self._cable)
        self._holder.kill()
        self._holder.wait()


class Process:
    """A host that is but processes; only its way to the database is cut."""

    def __init__(self, port: Optional[int] = None) -> None:
        self.address = "127.0.0.1"
        self.inside: list[str] = []
        self.relay = Relay(port) if port else None

    def cut(self) -> None:
        """No byte comes through to the database."""
        assert self.relay
        self.relay.cut()

    def heal(self) -> None:
        """They do again."""
        assert self.relay
        self.relay.heal()

    def close(self) -> None:
        """Of the relay."""
        if self.relay:
            self.relay.close()


Host = Union[Namespace, Process]


def ip(*words: str, inside: Optional[list[str]] = None) -> None:
    """The command of that name."""
    subprocess.run([*(inside or []), "ip", *words], check=True, stdin=subprocess.DEVNULL)


def open_network() -> str:
    """The address of this host, where the service may listen."""
    if not NAMESPACES:
        return "127.0.0.1"
    if "bridge" not in (name for _, name in socket.if_nameindex()):
        ip("link", "set", "lo", "up")
        ip("link", "add", "bridge", "type", "bridge")
        ip("addr", "add", f"{HERE}/24", "dev", "bridge")
        ip("link", "set", "bridge", "up")
    return HERE


def open_database_host() -> Host:
    """Where a database is to run."""
    return Namespace(DATABASE) if NAMESPACES else Process()


def open_host(number: int, database: str) -> tuple[Host, str]:
    """A host, and the URL by which it reaches the database of that URL."""
    if NAMESPACES:
        return Namespace(10 + number), database
    head, _, tail = database.rpartition(":")
    port, _, name = tail.partition("/")
    host = Process(int(port))
    assert host.relay
    return host, f"{head}:{host.relay.port}/{name}"
