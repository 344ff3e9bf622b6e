"""The command beside a sandbox: run with pipes or on a terminal of its own."""
from __future__ import annotations

import codecs
import fcntl
import json
import os
import re
import select
import shutil
import signal
import struct
import subprocess
import tempfile
import termios
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from tests.sandbox_test.helper import SandboxCase
from tests.secret_forms import has_secret

TOP = Path(__file__).resolve().parents[3]
COMMAND = TOP / os.environ.get("IQM_COMMAND", "build/iqm-insights")
PATIENCE = 30  # seconds for whatever the command does
# A job in the background has them ignored, and what is ignored stays so in a command.
for _number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    if signal.getsignal(_number) == signal.SIG_IGN:
        signal.signal(_number, signal.SIG_DFL)


@dataclass
class Result:
    """What a run came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as one JSON value."""
        return json.loads(self.out)

    @property
    def rows(self) -> list[Any]:
        """Standard output as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def error(self) -> Any:
        """The JSON error on the last line of standard error."""
        return json.loads(self.err.splitlines()[-1])["error"]


class Terminal:
    """A run on a terminal of its own; standard output may be another file."""

    def __init__(self, words: list[str], env: dict[str, str], width: int, cwd: Path,
                 stdout: Optional[int] = None) -> None:
        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
        self.attributes = termios.tcgetattr(slave)  # before the command can change them
        self.process = subprocess.Popen(
            words, env=env, cwd=cwd, stdin=slave, stdout=slave if stdout is None else stdout,
            stderr=slave, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        os.close(slave)
        self.text = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.data = b""  # the same, byte for byte

    def read_until(self, pattern: str, seconds: float = PATIENCE) -> re.Match[str]:
        """Reads until the screen's text so far matches; fails with that text."""
        end = time.monotonic() + seconds
        while not (found := re.search(pattern, self.text)):
            if time.monotonic() > end or not self._read(end):
                raise AssertionError(f"no {pattern!r} in {self.text!r}")
        return found

    def _read(self, end: float) -> bool:
        ready, _, _ = select.select([self.master], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:  # the other side is closed
            return False
        self.data += data
        self.text += self._decoder.decode(data)
        return bool(data)

    def type(self, text: str) -> None:
        """Keys; "\\x03" is Ctrl-C, "\\x04" the end of input."""
        os.write(self.master, text.encode())

    def end(self, seconds: float = PATIENCE) -> Result:
        """Reads the rest, and waits; all that was on the screen is `out`."""
        end = time.monotonic() + seconds
        while self._read(end):
            pass
        code = self.process.wait(max(1.0, end - time.monotonic()))
        os.close(self.master)
        return Result(code, self.text.replace("\r\n", "\n"), "")


class CommandCase(SandboxCase):
    """Each test has a home of its own: no settings, no state, a rate limit of 20 requests."""

    def setUp(self) -> None:
        super().setUp()
        self.home = Path(tempfile.mkdtemp(prefix="iqm-cli-"))
        self.addCleanup(shutil.rmtree, self.home, True)
        self.work = self.home / "work"
        self.work.mkdir()
        facts = self.sandbox.facts()
        self.secrets = [facts["client-secret"], facts["password"]]
        self.env = {"HOME": str(self.home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8",
                    "IQM_BASE_URL": facts["api"], "IQM_TOKEN": self.token,
                    "IQM_OW_ID": facts["ow-id"]}
        for name in ("ASAN_OPTIONS", "LD_LIBRARY_PATH", "LSAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                self.env[name] = os.environ[name]

    @property
    def state(self) -> Path:
        """The state directory."""
        return self.home / ".local" / "state" / "iqm-insights"

    def forget_rate_limit(self) -> None:
        """As if a minute had passed."""
        for path in (self.state / "limits").glob("*"):
            path.unlink()

    @property
    def log_in_env(self) -> dict[str, Optional[str]]:
        """Changes the environment to that of one who logs in."""
        facts = self.sandbox.facts()
        return {"IQM_TOKEN": None, "IQM_OW_ID": None, "IQM_CLIENT_ID": facts["client-id"],
                "IQM_CLIENT_SECRET": facts["client-secret"], "IQM_USERNAME": facts["username"],
                "IQM_PASSWORD": facts["password"]}

    def environment(self, env: Optional[dict[str, Optional[str]]] = None) -> dict[str, str]:
        """The test's, changed; None takes a variable out."""
        merged = {**self.env, **(env or {})}
        return {name: value for name, value in merged.items() if value is not None}

    def start(self, *words: str, env: Optional[dict[str, Optional[str]]] = None,
              **more: Any) -> subprocess.Popen[str]:
        """Starts the command with pipes."""
        more = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE,
                "stderr": subprocess.PIPE, "cwd": self.work, **more}
        command = self.command_of_all() if "user" in more else COMMAND
        return subprocess.Popen([str(command), *words], text=True, env=self.environment(env),
                                **more)

    def command_of_all(self) -> Path:
        """A copy that other users may run, whoever may enter the directory of the clone."""
        directory = Path(tempfile.mkdtemp(prefix="iqm-command-"))
        self.addCleanup(shutil.rmtree, directory, True)
        directory.chmod(0o755)
        copy = Path(shutil.copy(COMMAND, directory))
        copy.chmod(0o755)
        return copy

    def finish(self, process: subprocess.Popen[str], text: Optional[str] = None) -> Result:
        """Waits for it; no secret may have been printed."""
        try:
            out, err = process.communicate(text, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        self.no_secret((out or "") + (err or ""))
        return Result(process.returncode, out or "", err or "")

    def run_it(self, *words: str, text: Optional[str] = None,
               env: Optional[dict[str, Optional[str]]] = None, **more: Any) -> Result:
        """Runs the command with pipes; `text` is its standard input."""
        if text is not None:
            more["stdin"] = subprocess.PIPE
        return self.finish(self.start(*words, env=env, **more), text)

    def ok(self, *words: str, **more: Any) -> Result:
        """The same; it must succeed."""
        result = self.run_it(*words, **more)
        self.assertEqual(result.code, 0, result)
        return result

    def fails(self, code: int, *words: str, says: str = "", **more: Any) -> Result:
        """The same; it must end with `code` and say so."""
        result = self.run_it(*words, **more)
        self.assertEqual(result.code, code, result)
        self.assertRegex(result.err, says or ".")
        return result

    def terminal(self, *words: str, width: int = 80,
                 env: Optional[dict[str, Optional[str]]] = None,
                 stdout: Optional[int] = None) -> Terminal:
        """Starts the command on a terminal, whose colours only tests of them see."""
        merged = self.environment({"TERM": "xterm", "NO_COLOR": "1", **(env or {})})
        shown = Terminal([str(COMMAND), *words], merged, width, self.work, stdout)
        self.addCleanup(self._end, shown)
        return shown

    @staticmethod
    def _end(shown: Terminal) -> None:
        if shown.process.poll() is None:
            shown.process.kill()
            shown.process.wait()

    def no_secret(self, text: str) -> None:
        """Fails where a secret of the sandbox is in the text."""
        for line in text.splitlines():
            if has_secret(line, self.secrets):
                self.fail(f"a secret was printed: {line}")

    def bill(self) -> list[dict[str, Any]]:
        """What was bought."""
        return list(self.look("bill")["purchases"])
