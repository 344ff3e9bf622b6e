"""A shell on a pseudo-terminal, to complete command lines as a user does."""
from __future__ import annotations

import os
import pty
import re
import select
import shlex
import subprocess
import time
from pathlib import Path

LONGEST = 60  # seconds to wait for a shell on a busy machine
SHOW = "\x18s"  # what the keys are bound to that show the line and empty it

BASH = """bind 'set enable-bracketed-paste off'
show() {{ echo "<<$READLINE_LINE>>"; READLINE_LINE=; }}
bind -x '"\\C-xs": show'
source '{cli}/{name}.bash'
"""
ZSH = """unsetopt zle_bracketed_paste
show() {{ print -r -- "<<$BUFFER>>"; BUFFER=; }}
zle -N show; bindkey '^Xs' show
fpath=('{cli}' $fpath); autoload -Uz compinit; compinit -D -u
"""


class Shell:
    """An interactive bash or zsh that has loaded the completion of a command."""

    def __init__(self, kind: str, cli: Path, name: str, directory: Path,
                 env: dict[str, str] | None = None) -> None:
        command, setup = {"bash": (["bash", "--norc", "--noprofile", "-i"], BASH),
                        "zsh": (["zsh", "-f", "-i"], ZSH)}[kind]
        self.pid, self.terminal = pty.fork()
        if not self.pid:
            os.chdir(directory)
            os.execvpe(command[0], command, {**os.environ, "HOME": str(directory), "TERM": "dumb",
                                             "LC_ALL": "C.UTF-8", "HISTFILE": "/dev/null",
                                             **(env or {})})
        rc = directory / ".setup"
        rc.write_text(setup.format(cli=cli, name=name), encoding="utf-8")
        os.write(self.terminal, b". ./.setup; rm .setup; echo re'ady'\n")
        self._read(r"\bready\b")

    def complete(self, line: str) -> str:
        """The line as it stands after its tabs."""
        os.write(self.terminal, (line + SHOW).encode("utf-8"))
        return self._read(r"<<([^\r\n]*)>>")

    def _read(self, pattern: str) -> str:
        said = ""
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            if select.select([self.terminal], [], [], 1)[0]:
                said += os.read(self.terminal, 65536).decode("utf-8", "replace")
            match = re.search(pattern, said)
            if match:
                return match[match.lastindex or 0]
        raise AssertionError(f"no {pattern} in what the shell said: {said!r}")

    def close(self) -> None:
        """Ends the shell."""
        os.close(self.terminal)
        os.waitpid(self.pid, 0)


def fish_candidates(file: Path, line: str, directory: Path,
                    env: dict[str, str] | None = None) -> list[str]:
    """What fish offers for a line, each with what it is behind a tab."""
    script = f"source {shlex.quote(str(file))}; complete -C {shlex.quote(line)}"
    done = subprocess.run(["fish", "--no-config", "-c", script], cwd=directory, text=True,
                          capture_output=True, check=True, timeout=LONGEST,
                          env={**os.environ, "HOME": str(directory), **(env or {})})
    return done.stdout.splitlines()
