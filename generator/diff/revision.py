"""The spec of a git revision, in a directory of its own."""
from __future__ import annotations

import subprocess
import tarfile
from io import BytesIO
from pathlib import Path


class NoRevision(Exception):
    """There is no such revision, or no spec in it."""


def extract(revision: str, top: Path, spec: str, to: Path) -> None:
    """Writes the directory `spec` of a revision of the repository around `top` into `to`."""
    prefix = _git(top, "rev-parse", "--show-prefix").decode().strip()
    commit = _commit(top, revision)
    inside = f"{commit}:{prefix}{spec}"
    if _try(top, "cat-file", "-e", f"{inside}/api.yaml").returncode:
        raise NoRevision(f"revision '{revision}' has no {prefix}{spec}/api.yaml")
    data = _git(top, "archive", "--format=tar", inside)
    with tarfile.open(fileobj=BytesIO(data)) as archive:
        for member in archive.getmembers():
            _write(archive, member, to)


def _write(archive: tarfile.TarFile, member: tarfile.TarInfo, to: Path) -> None:
    stream = archive.extractfile(member) if member.isfile() else None
    if stream and ".." not in Path(member.name).parts:
        path = to / member.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(stream.read())


def _commit(top: Path, revision: str) -> str:
    done = _try(top, "rev-parse", "--verify", "--quiet", "--end-of-options",
                f"{revision}^{{commit}}")
    if done.returncode:
        raise NoRevision(f"found neither a directory nor a git revision '{revision}'")
    return done.stdout.decode().split()[-1]


def _git(top: Path, *args: str) -> bytes:
    done = _try(top, *args)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise NoRevision(f"git {args[0]}: {said[-1] if said else 'failed'}")
    return done.stdout


def _try(top: Path, *args: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", "-C", str(top), *args], capture_output=True, check=False)
    except FileNotFoundError:
        raise NoRevision("git is not installed, expected a directory") from None
