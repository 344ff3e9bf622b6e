"""A PostgreSQL of Debian's package in a directory of its own: killed, and started again."""
from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Optional

PATIENCE = 30.0  # seconds until it is up, or has ended
NAME = "iqm"  # of the user and of the database
READY = "ready"  # in the last line of postmaster.pid
OPTIONS = """
listen_addresses = '*'
unix_socket_directories = ''
max_connections = 200
shared_buffers = 16MB
logging_collector = off
log_destination = 'stderr'
recovery_init_sync_method = syncfs
"""
ANYONE = "host all all all trust\nhost replication all all trust\n"


def programs() -> Path:
    """Where the newest PostgreSQL of this machine has initdb and postgres."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"),
                   key=lambda path: [int(part) for part in re.findall(r"\d+", str(path))])
    if not found:
        raise FileNotFoundError("no /usr/lib/postgresql/*/bin/initdb: Debian's package postgresql"
                                " is missing")
    return found[-1].parent


def as_its_user() -> list[str]:
    """What goes before a command: PostgreSQL refuses root."""
    if os.geteuid():
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


def free_port() -> int:
    """A port that nobody has now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """The server in `directory`, whose postmaster may run or not: all its state is on the disk.

    `inside` goes before its command, such as that of a network namespace.
    """

    def __init__(self, directory: Path, port: int = 0, host: str = "127.0.0.1",
                 inside: Optional[list[str]] = None) -> None:
        self.directory, self.host = directory, host
        self.data, self.log = directory / "data", directory / "log"
        self.inside = inside or []
        self._postmaster: Optional[subprocess.Popen[bytes]] = None  # that this process started
        self._port = directory / "port"
        if port:
            self._port.write_text(str(port))

    @classmethod
    def create(cls, host: str = "127.0.0.1", inside: Optional[list[str]] = None) -> "Server":
        """A new one, with a system identifier of its own, in a temporary directory; it runs."""
        server = cls(_directory(), free_port(), host, inside)
        try:
            server.run("initdb", "--no-sync", "--auth=trust", f"--username={NAME}",
                       "--encoding=UTF8", "--locale=C", "-D", str(server.data))
            with (server.data / "postgresql.conf").open("a") as options:
                options.write(OPTIONS)
            (server.data / "pg_hba.conf").write_text(ANYONE)
            server.start()
            server.sql(f"CREATE DATABASE {NAME}", database="postgres")
        except BaseException:
            server.remove()
            raise
        return server

    @classmethod
    def standby(cls, primary: "Server") -> "Server":
        """A standby that streams from a primary; it runs. promote() makes a primary of it."""
        server = cls(_directory(), free_port(), primary.host, primary.inside)
        try:
            server.run("pg_basebackup", "-D", str(server.data), "-d", primary.url, "-R", "-X",
                       "stream", "-c", "fast", "--no-sync")
            server.start()
        except BaseException:
            server.remove()
            raise
        return server

    def promote(self) -> None:
        """Of a standby: it accepts writes, on a timeline of its own."""
        self.run("pg_ctl", "promote", "-D", str(self.data), "-w")

    @property
    def port(self) -> int:
        """Where it listens; the same after each start."""
        return int(self._port.read_text())

    @property
    def url(self) -> str:
        """What libpq connects to. Any password is accepted."""
        return f"postgresql://{NAME}@{self.host}:{self.port}/{NAME}"

    def run(self, program: str, *words: str) -> None:
        """Runs a program of the server's, as the user that it runs as."""
        done = subprocess.run([*self.inside, *as_its_user(), str(programs() / program), *words],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd="/",
                              stdin=subprocess.DEVNULL, env=_environment(), check=False)
        if done.returncode:
            raise RuntimeError(f"{program} ended with {done.returncode}: {done.stdout}")

    def sql(self, text: str, database: str = NAME) -> str:
        """What psql prints: rows, with | between columns."""
        url = f"postgresql://{NAME}@{self.host}:{self.port}/{database}"
        done = subprocess.run([*self.inside, str(programs() / "psql"), "-XAtq", "-v",
                               "ON_ERROR_STOP=1", "-c", text, "-d", url], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              env=_environment(), timeout=PATIENCE, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr.strip())
        return done.stdout.strip()

    def start(self, dies_with_us: bool = True) -> None:
        """Starts it, and returns when it accepts connections. It is killed with this process."""
        end = time.monotonic() + PATIENCE
        while not self._start(end, dies_with_us):
            if time.monotonic() > end:
                raise RuntimeError(f"PostgreSQL does not start: {self.log.read_text()[-2000:]}")
            time.sleep(0.2)  # what a killed one had shared is not yet gone

    def _start(self, end: float, dies_with_us: bool) -> bool:
        with self.log.open("ab") as log:
            process = self._postmaster = subprocess.Popen(
                [*self.inside, "setpriv", *(["--pdeathsig=QUIT"] if dies_with_us else []),
                 *as_its_user()[1:], str(programs() / "postgres"), "-D", str(self.data),
                 "-p", str(self.port)], stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT, cwd="/", env=_environment(), start_new_session=True)
        while process.poll() is None and time.monotonic() < end:
            if self._status()[0] == process.pid and self._status()[1] == READY:
                return True
            time.sleep(0.02)
        return False

    def _status(self) -> tuple[int, str]:
        """The postmaster's process and status; 0 where there is none."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            return int(lines[0]), lines[7].strip() if len(lines) > 7 else ""
        except (FileNotFoundError, IndexError, ValueError):
            return 0, ""

    def processes(self) -> list[int]:
        """The postmaster, and what it has started."""
        main = self._status()[0]
        if not main or _parent(main) is None:
            return []
        return [main, *(int(path.name) for path in Path("/proc").glob("[0-9]*")
                        if _parent(int(path.name)) == main)]

    def _signal(self, number: int) -> None:
        for process in self.processes():
            try:
                os.kill(process, number)
            except ProcessLookupError:
                pass

    def crash(self) -> None:
        """SIGKILL to all its processes: what was not synced may be lost with a machine only."""
        self._end(signal.SIGKILL, self.processes())

    def stop(self) -> None:
        """An orderly end: sessions are ended, and it has written all."""
        self._end(signal.SIGINT, self.processes()[:1])

    def _end(self, number: int, processes: list[int]) -> None:
        for process in processes:
            try:
                os.kill(process, number)
                os.kill(process, signal.SIGCONT)
            except ProcessLookupError:
                pass
        end = time.monotonic() + PATIENCE
        while any(_parent(process) is not None for process in processes):
            if time.monotonic() > end:
                raise RuntimeError(f"PostgreSQL does not end: {self.log.read_text()[-2000:]}")
            time.sleep(0.01)
        if self._postmaster:
            self._postmaster.wait(PATIENCE)  # PostgreSQL takes a zombie for alive

    def freeze(self) -> None:
        """It hangs: connections stay, and nothing is answered, until thaw()."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on."""
        self._signal(signal.SIGCONT)

    def remove(self) -> None:
        """Ends it, and removes what it wrote."""
        try:
            self.crash()
        finally:
            shutil.rmtree(self.directory, True)


def _directory() -> Path:
    """A temporary directory that is the server's user's."""
    directory = Path(tempfile.mkdtemp(prefix="iqm-postgres-"))
    if not os.geteuid():
        shutil.chown(directory, "postgres", "postgres")
    return directory


def _environment() -> dict[str, str]:
    """Without what the caller has set for PostgreSQL."""
    return {**{name: value for name, value in os.environ.items() if not name.startswith("PG")},
            "LC_ALL": "C"}


def _parent(process: int) -> Optional[int]:
    """The process that started it; None: there is none, or it has ended and waits to be reaped."""
    try:
        state, parent = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[:2]
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if state == "Z" else int(parent)
