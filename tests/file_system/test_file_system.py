"""What file systems lack of POSIX: each call of runtime/README.md's table with each error.

A library that is preloaded plays the file system (shim.c); the command saves, buys, lists and logs
in. IQM_FS_SHIM is its path.
"""
from __future__ import annotations

import os
import resource
import shutil
import signal
import time
import unittest
from errno import (EACCES, EBADF, EINVAL, EIO, EMLINK, ENOLCK, ENOSPC, ENOSYS, ENOTSUP, EPERM,
                   EROFS)
from pathlib import Path
from typing import Any, Callable, Optional

from tests.cli.support.buying_case import ORDER, SOON, BuyingCase
from tests.cli.support.command_case import TOP
from tests.cli.support.user_files_case import UserFilesCase

BUILT_SHIM = TOP / os.environ.get("IQM_FS_SHIM", "build/file_system/shim.so")
NO_LOCKS = (ENOLCK, ENOSYS, ENOTSUP, EINVAL)
SAVE = ("pld", "download", "--id", "50", "--save", "it.xlsx")


def small_files() -> None:
    """In the child: no file over 4,000 bytes, as on a disk that is full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))


class Case(BuyingCase, UserFilesCase):
    """All below the user's home lies on it, but what a test takes out."""

    def setUp(self) -> None:
        super().setUp()
        # LD_PRELOAD takes no name with a space.
        self.shim = shutil.copy(BUILT_SHIM, self.work.parent / "shim.so")

    def lacking(self, under: Path, **calls: int) -> dict[str, Any]:
        """The environment in which the calls fail; `sync_directory` is "sync-directory"."""
        names = {name: name.replace("_", "-") if name.startswith("sync") else name
                 for name in calls}
        return {"LD_PRELOAD": str(self.shim), "FS_UNDER": str(under),
                "FS_LACKS": " ".join(f"{names[name]}={number}" for name, number in calls.items())}

    def each(self, call: str, errors: tuple[int, ...], check: Callable[[dict[str, Any]], Any],
             under: Optional[Path] = None, **more: int) -> None:
        """Checks in environments where the call fails with each of the errors."""
        for number in errors:
            with self.subTest(call, error=os.strerror(number)):
                self.forget_rate_limit()
                check(self.lacking(under or self.home, **{call: number}, **more))


class Saves(Case):
    """To a directory on such a file system."""

    @property
    def path(self) -> Path:
        return self.work / "it.xlsx"

    def saves(self, env: dict[str, Any]) -> None:
        """From nothing, and where a killed save has left its first line."""
        for left in False, True:
            self.clear()
            if left and "lock" not in env["FS_LACKS"] and "owner" not in env["FS_LACKS"]:
                self.leave_sidecar()
            self.is_whole_archive(self.path, self.ok(*SAVE, env=env))

    def clear(self) -> None:
        for path in self.work.iterdir():
            path.unlink()

    def leave_sidecar(self) -> None:
        (self.work / "it.xlsx.part.meta").write_text("iqm-part 1\n")

    def refuses(self, says: str) -> Callable[[dict[str, Any]], None]:
        def check(env: dict[str, Any]) -> None:
            self.clear()
            self.leave_sidecar()
            self.fails(1, *SAVE, env={**env, "FS_UNDER": str(self.work)}, says=says)
            self.assertFalse(self.path.exists() and not says.startswith("saved"))
        return check

    def asked_for_files(self) -> int:
        return len(self.look("requests?of=files"))

    def test_rename_that_replaces_nothing(self) -> None:
        self.each("renameat2", (ENOSYS, EINVAL, ENOTSUP, EIO), self.saves)
        self.each("renameat2", (EACCES, ENOSPC, EROFS), self.refuses("cannot be renamed"))

    def test_link(self) -> None:
        self.each("linkat", (EPERM, ENOSYS, ENOTSUP, EIO, EMLINK, EINVAL), self.saves,
                  renameat2=EINVAL)
        self.each("linkat", (EACCES, ENOSPC), self.refuses("cannot be renamed"), renameat2=EINVAL)

    def test_no_rename_at_all(self) -> None:
        """All of it came: it stays, and is not fetched again."""
        self.refuses(r"all of it has come, but the \.part cannot be renamed to")(
            self.lacking(self.work, renameat2=EIO, linkat=EIO, renameat=EIO))
        self.assertEqual([path.name for path in sorted(self.work.iterdir())],
                         ["it.xlsx.part", "it.xlsx.part.meta"])
        before = self.asked_for_files()
        self.ok(*SAVE)
        self.is_whole_archive(self.path)
        self.assertEqual(self.asked_for_files(), before + 1)
        self.assertIn("Range", dict(self.look("requests?of=files&last=1")[0]["headers"]))

    def test_locks(self) -> None:
        self.each("lock", NO_LOCKS, self.saves)
        self.each("lock", NO_LOCKS, self.refuses("if no other process is saving it, remove it"))
        self.each("lock", (EIO, EBADF), self.refuses("cannot lock"))

    def test_nothing_is_left_where_nothing_can_be_locked(self) -> None:
        """A later save could not know whether another one is at it."""
        self.ok("pld", "list")  # makes the file of the rate limit, which is larger
        self.fails(1, *SAVE, env=self.lacking(self.work, lock=ENOLCK), preexec_fn=small_files,
                   says="File too large")
        self.assertEqual(list(self.work.iterdir()), [])

    def test_sync(self) -> None:
        self.each("fsync", (EINVAL, ENOSYS, ENOTSUP), self.saves)
        self.each("fsync", (EIO, ENOSPC), self.refuses("cannot sync"))
        self.each("sync_directory", (EINVAL, ENOSYS, ENOTSUP, EBADF), self.saves)
        self.each("sync_directory", (EIO,), self.refuses("saved, but its folder cannot be synced"))

    def test_owner_and_mode(self) -> None:
        self.each("fchmod", (EPERM, ENOSYS, ENOTSUP, EINVAL), self.saves)
        self.each("fchmod", (EIO,), self.refuses("its mode cannot be set"))
        self.each("owner", (1,), self.saves, self.work)
        self.each("mode", (1,), self.saves, self.work)

    def test_read_only_directory(self) -> None:
        """Is seen before a byte comes."""
        self.each("faccessat", (EACCES, EROFS), self.refuses("cannot write in the folder of"))
        self.assertEqual(self.asked_for_files(), 0)


class State(Case):
    """With the user's state on such a file system."""

    def refused(self, says: str) -> Callable[[dict[str, Any]], None]:
        def check(env: dict[str, Any]) -> None:
            self.fails(1, *ORDER, "--yes", env=env, says=says)
            self.bought(0)
        return check

    def test_purchase_without_locks(self) -> None:
        self.each("lock", (*NO_LOCKS, EIO), self.refused("journal .* cannot be locked"),
                  self.state / "journal.lock")

    def test_purchase_without_owner_or_mode(self) -> None:
        for what in "owner", "mode":
            self.each(what, (1,),
                      self.refused("journal.*does not keep a file's owner and mode: expected one"),
                      self.state / "journal")

    def test_purchase_that_is_not_on_the_disk(self) -> None:
        self.each("fdatasync", (EIO, EINVAL, ENOSYS, ENOTSUP),
                  self.refused("journal .* cannot be written"))

    def test_purchase_where_nothing_is_written(self) -> None:
        """By a write() that returns 0: not tried for ever, with the journal locked."""
        self.each("write", (EIO,), self.refused("journal .*: Input/output error"),
                  self.state / "journal")

    def test_purchase_where_directories_need_no_sync(self) -> None:
        zones = ["UTC", "Asia/Tokyo", "Europe/Berlin", "America/New_York"]

        def check(env: dict[str, Any]) -> None:
            self.ok(*ORDER[:-1], zones.pop(), "--yes", "--wait", *SOON, env=env)
            self.bought(4 - len(zones))
        self.each("sync_directory", (EINVAL, ENOSYS, ENOTSUP, EBADF), check)

    def test_list_without_locks(self) -> None:
        self.each("lock", NO_LOCKS, lambda env: self.ok("pld", "list", env=env))
        self.each("lock", (EIO,), lambda env: self.assertRegex(
            self.ok("pld", "list", env=env).err,
            "^Warning: the rate limit is not shared .*: limiter_file .* cannot be locked"))

    def test_rate_limit_without_locks(self) -> None:
        """It is counted still, from run to run."""
        env = self.lacking(self.home, lock=ENOLCK)
        said = self.ok("pld", "list", "--verbose", env=env).err
        self.assertIn("files cannot be locked there", said)
        self.assertEqual(said.count("may exceed the rate limit"), 1)
        for _ in range(19):
            self.ok("pld", "list", env=env)
        self.fails(8, "pld", "list", "--timeout", "1s", env=env, says="rate limit of 20 .* used up")

    def doctor(self, number: int) -> dict[str, Any]:
        rows = self.run_it("doctor", "-o", "json", env=self.lacking(self.home, lock=number)).json
        return {row["check"]: row for row in rows}

    def test_doctor_without_locks(self) -> None:
        found = self.doctor(ENOLCK)
        self.assertEqual(found["state directory"]["result"], "warn")
        self.assertRegex(found["state directory"]["detail"], "nothing can be bought")
        self.assertEqual(found["rate limit"]["result"], "ok")
        found = self.doctor(EIO)
        self.assertEqual(found["rate limit"]["result"], "FAIL")
        self.assertNotIn("remove", found["rate limit"]["detail"])

    def test_log_in_without_owner_or_mode(self) -> None:
        """What the next command could not use is not asked for."""
        for what in "owner", "mode":
            self.each(what, (1,), lambda env: self.fails(
                1, "auth", "login", env={**self.log_in_env, **env},
                says="does not keep a file's owner and mode: expected one that does"),
                self.credentials / "token")
        self.assertEqual(self.arrived("auth.login"), 0)
        self.assertFalse((self.credentials / "token").exists())

    def test_log_in_and_renewal_without_locks(self) -> None:
        def check(env: dict[str, Any]) -> None:
            self.ok("auth", "login", env={**self.log_in_env, **env})
            before = self.arrived("auth.refresh")
            self.change_cached(expires=int(time.time()) - 5)
            self.ok("pld", "list", env={**env, "IQM_TOKEN": None, "IQM_OW_ID": None})
            self.assertEqual(self.arrived("auth.refresh"), before + 1)
        self.each("lock", NO_LOCKS, check)

    def test_room_for_a_token(self) -> None:
        def log_in(env: dict[str, Any]) -> None:
            self.ok("auth", "login", env={**self.log_in_env, **env})
        self.each("posix_fallocate", (EINVAL, ENOSYS, ENOTSUP), log_in)
        self.each("posix_fallocate", (ENOSPC,), lambda env: self.fails(
            1, "auth", "login", env={**self.log_in_env, **env}, says="cannot be made"))


if __name__ == "__main__":
    unittest.main()
