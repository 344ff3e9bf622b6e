"""The journal's file as tests change it: older records, other notes, damage."""
from __future__ import annotations

import fcntl
import json
from contextlib import contextmanager
from pathlib import Path
from typing import Callable, Iterator

Record = dict[str, str]
KEY_BYTES = 1 << 32  # so many, from there on, are the locks of keys


def _sum(data: bytes) -> int:
    """FNV-1a of 64 bits."""
    value = 0xcbf29ce484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001b3 % (1 << 64)
    return value


def _line(record: Record) -> bytes:
    data = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()
    return b"%d %016x %s\n" % (len(data), _sum(data), data)


def _record(line: bytes) -> Record:
    return dict(json.loads(line.split(b" ", 2)[2]))


def change_records(path: Path, change: Callable[[Record], None]) -> None:
    """Changes each record in place; the header stays."""
    header, *lines = path.read_bytes().splitlines(keepends=True)
    records = [_record(line) for line in lines]
    for record in records:
        change(record)
    path.write_bytes(header + b"".join(_line(record) for record in records))


def age(path: Path, seconds: int) -> None:
    """As if all purchases had been made so long before."""
    def older(record: Record) -> None:
        for name in ("time", "sent"):
            if name in record:
                record[name] = str(int(record[name]) - seconds * 1000)
    change_records(path, older)


def write_note(path: Path, key: str, note: str) -> None:
    """Adds a record: this is the note of the key's purchase now."""
    record = _record(path.read_bytes().splitlines(keepends=True)[1])
    with path.open("ab") as journal:
        journal.write(_line({"event": "note", "format": record["format"], "key": key,
                             "note": note}))


@contextmanager
def claimed(path: Path, key: str) -> Iterator[None]:
    """Its lock, as another process has it that is at the purchase."""
    with Path(f"{path}.lock").open("r+b") as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB, 1,
                    KEY_BYTES + _sum(key.encode()) % KEY_BYTES)
        yield


def damage(path: Path, line: int) -> None:
    """Changes a byte of a line, counted from 1; the header is the first."""
    lines = path.read_bytes().splitlines(keepends=True)
    lines[line - 1] = lines[line - 1][:-4] + b"?" + lines[line - 1][-3:]
    path.write_bytes(b"".join(lines))
