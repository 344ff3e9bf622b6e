"""The files that the command keeps for a user, as tests make and look at them."""
from __future__ import annotations

import json
import resource
import signal
from pathlib import Path
from typing import Any

from tests.cli.support.command_case import CommandCase


def no_room() -> None:
    """For preexec_fn: no file may grow, as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


class UserFilesCase(CommandCase):
    """A command whose configuration and cached token a test may write."""

    @property
    def config(self) -> Path:
        """The configuration file."""
        return self.home / ".config" / "iqm-insights" / "config"

    @property
    def credentials(self) -> Path:
        """The directory of the cached credentials of the profile `default`."""
        return self.state / "profiles" / "default"

    def configure(self, text: str, mode: int = 0o600) -> Path:
        """Writes the configuration file."""
        self.config.parent.mkdir(parents=True, exist_ok=True)
        self.config.write_text(text, encoding="utf-8")
        self.config.chmod(mode)
        return self.config

    def settings(self, *words: str, **more: Any) -> dict[str, tuple[Any, Any]]:
        """Value and origin of each setting, by `config list`."""
        rows = self.ok("config", "list", "-o", "json", *words, **more).json
        return {row["setting"]: (row.get("value"), row.get("origin")) for row in rows}

    def log_in(self) -> None:
        """`auth login` by the environment; later commands have the cached token alone."""
        self.ok("auth", "login", env=self.log_in_env)
        for name in ("IQM_TOKEN", "IQM_OW_ID"):
            self.env.pop(name, None)

    def cached(self) -> dict[str, Any]:
        """The file of cached credentials."""
        read: dict[str, Any] = json.loads((self.credentials / "token").read_text(encoding="utf-8"))
        return read

    def change_cached(self, **changes: Any) -> None:
        """Changes members of the file of cached credentials; None takes one out."""
        new = {**self.cached(), **{k.replace("_", "-"): v for k, v in changes.items()}}
        (self.credentials / "token").write_text(
            json.dumps({k: v for k, v in new.items() if v is not None}), encoding="utf-8")

    def arrived(self, operation: str) -> int:
        """How many requests of an operation came so far."""
        return sum(a[1] == operation for a in self.look("arrivals"))
