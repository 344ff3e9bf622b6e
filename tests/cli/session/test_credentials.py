"""Cached credentials in use: renewed once for all commands, never lost, never shown."""
from __future__ import annotations

import fcntl
import json
import signal
import time
from typing import Any, Optional

from tests.cli.support.user_files_case import UserFilesCase

ONE = ("pld", "list", "--no-of-entries", "1")


class Case(UserFilesCase):
    def setUp(self) -> None:
        super().setUp()
        self.log_in()

    def renewals(self) -> int:
        """Requests for another token so far."""
        return self.arrived("auth.refresh")


class Renewal(Case):
    def test_a_good_token_is_used(self) -> None:
        before = self.cached()
        self.ok(*ONE)
        self.assertEqual((self.renewals(), self.cached()), (0, before))

    def test_an_ended_token(self) -> None:
        before = self.cached()
        for soon in (1, int(time.time()) + 50):
            self.change_cached(expires=soon)
            self.ok(*ONE, "--debug")  # run_it() looks for secrets
        self.assertEqual(self.renewals(), 2)
        after = self.cached()
        for name in ("access-token", "refresh-token"):
            self.assertNotEqual(after[name], before[name])
        for name in ("base-url", "username", "ow-id", "client-id", "client-secret"):
            self.assertEqual(after[name], before[name])
        self.assertGreater(int(after["expires"]), time.time() + 3600)
        self.assertEqual((self.credentials / "token").stat().st_mode & 0o777, 0o600)

    def test_a_refused_token(self) -> None:
        self.control("expire", kind="access")
        self.ok(*ONE)
        self.assertEqual((self.renewals(), self.arrived("pld.list")), (1, 2))
        self.ok(*ONE)
        self.assertEqual((self.renewals(), self.arrived("pld.list")), (1, 3))

    def all_at_once(self) -> None:
        """Eight commands; all must succeed."""
        running = [self.start(*ONE) for _ in range(8)]
        for process in running:
            result = self.finish(process)
            self.assertEqual(result.code, 0, result)

    def test_eight_commands_renew_an_ended_token_once(self) -> None:
        self.change_cached(expires=1)
        self.all_at_once()
        self.assertEqual((self.renewals(), self.arrived("pld.list")), (1, 8))

    def test_eight_commands_renew_a_refused_token_once(self) -> None:
        self.control("expire", kind="access")
        self.all_at_once()
        self.assertEqual(self.renewals(), 1)

    def test_a_short_life_is_renewed_once_too(self) -> None:
        self.control("settings", token_life=40)
        self.change_cached(expires=1)
        self.all_at_once()
        self.assertLess(self.renewals(), 8)
        self.assertLess(int(self.cached()["expires"]), time.time() + 41)

    def test_workspace(self) -> None:
        def sent(*words: str) -> str:
            self.ok(*ONE, *words)
            headers = dict(self.look("requests?last=1")[0]["headers"])
            return str({k.lower(): v for k, v in headers.items()}["x-iaa-ow-id"])

        self.assertEqual(sent(), "200001")
        self.change_cached(expires=1)  # a renewal names no workspace
        self.assertEqual(sent(), "200001")
        self.change_cached(ow_id="200002")
        self.assertEqual(sent("--ow-id", "200001"), "200001")


class Failures(Case):
    def test_a_renewal_that_is_refused(self) -> None:
        self.control("expire", kind="all")
        before = self.cached()
        self.fails(4, *ONE, says="the service refused the cached token, and was not renewed: "
                                 "auth.refresh: .*\nRun 'iqm-insights auth login'")
        self.assertEqual((self.renewals(), self.arrived("pld.list")), (1, 1))
        self.assertEqual(self.cached(), before)
        self.change_cached(expires=1)
        result = self.fails(4, *ONE, "-o", "json")
        self.assertEqual((result.error["class"], result.error["delivery"]), ("auth", "not sent"))
        self.assertRegex(result.error["message"],
                         "^pld.list: the cached token has expired, and was")

    def test_without_a_refresh_token(self) -> None:
        self.change_cached(refresh_token=None)
        self.ok(*ONE)
        self.change_cached(expires=int(time.time()) + 30)
        self.ok(*ONE)
        self.change_cached(expires=1)
        self.fails(4, *ONE, says="the cached token has expired, and it cannot be renewed")
        self.assertEqual(self.renewals(), 0)

    def test_a_token_that_is_still_good_will_do(self) -> None:
        soon = int(time.time()) + 50
        self.change_cached(expires=soon)
        self.control("script", operation="auth.refresh", status=400, body="{}")
        self.ok(*ONE)
        self.assertEqual(self.renewals(), 1)
        self.control("unscript")
        self.control("fault", operation="auth.refresh", kind="silent-unperformed", times=0)
        began = time.monotonic()
        self.ok(*ONE, "--timeout", "2s")
        self.assertGreater(time.monotonic() - began, 0.9)  # half of its time
        self.change_cached(expires=1)
        self.fails(13, *ONE, "--timeout", "500ms", says="was not renewed: auth.refresh: ")

    def test_nothing_is_asked_for_that_cannot_be_saved(self) -> None:
        (self.credentials / "token.new").mkdir()
        self.change_cached(expires=int(time.time()) + 50)
        self.ok(*ONE)
        self.change_cached(expires=1)
        self.fails(1, *ONE, says="was not renewed: file '.*token.new': cannot be opened")
        self.assertEqual(self.renewals(), 0)

    def test_what_a_killed_command_left(self) -> None:
        (self.credentials / "token.new").write_text("half")
        self.change_cached(expires=1)
        self.ok(*ONE)
        self.assertFalse((self.credentials / "token.new").exists())

    def test_not_logged_in(self) -> None:
        (self.credentials / "token").unlink()
        self.fails(4, *ONE, says="pld.list: not logged in\nRun 'iqm-insights auth login'")
        self.assertEqual(self.arrived("pld.list"), 0)


class Locked(Case):
    """Another process is at it."""

    def setUp(self) -> None:
        super().setUp()
        lock = (self.credentials / "token.lock").open("w")
        self.addCleanup(lock.close)
        fcntl.lockf(lock, fcntl.LOCK_EX)
        self.lock = lock

    def test_a_good_token_needs_no_lock(self) -> None:
        self.ok(*ONE)

    def test_the_time_ends(self) -> None:
        self.change_cached(expires=1)
        began = time.monotonic()
        self.fails(13, *ONE, "--timeout", "1s", says="while another process renewed the token")
        self.assertLess(time.monotonic() - began, 2)
        self.change_cached(expires=int(time.time()) + 50)
        self.ok(*ONE, "--timeout", "2s")
        self.assertEqual(self.renewals(), 0)

    def test_ctrl_c(self) -> None:
        self.change_cached(expires=1)
        process = self.start(*ONE)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        self.assertEqual(self.finish(process).code, 130)
        self.assertLess(time.monotonic() - began, 1)

    def test_what_the_other_cached_is_used(self) -> None:
        good = self.cached()["expires"]
        self.change_cached(expires=1)
        process = self.start(*ONE)
        time.sleep(0.5)
        self.change_cached(expires=good)
        fcntl.lockf(self.lock, fcntl.LOCK_UN)
        self.assertEqual(self.finish(process).code, 0)
        self.assertEqual(self.renewals(), 0)

    def test_a_later_release_cached_what_this_one_cannot_read(self) -> None:
        """Although it could have logged in by the settings: it has begun by its cache."""
        self.change_cached(expires=1)
        process = self.start(*ONE, env=self.log_in_env)
        time.sleep(0.5)
        self.change_cached(format=2)
        later = self.cached()
        fcntl.lockf(self.lock, fcntl.LOCK_UN)
        result = self.finish(process)
        self.assertEqual(result.code, 3, result)
        self.assertRegex(result.err, "^iqm-insights: pld.list: .*format 2")
        self.assertEqual((self.cached(), self.renewals(), self.arrived("pld.list")), (later, 0, 0))


class BadFiles(Case):
    def refused(self, says: str, env: Optional[dict[str, Optional[str]]] = None) -> None:
        """A command does not use it, and shows nothing of it."""
        result = self.fails(3, *ONE, says=says, env=env)
        self.assertNotIn("hush", result.err)

    def test_others_must_not_read_it(self) -> None:
        for mode in (0o640, 0o604, 0o622):
            (self.credentials / "token").chmod(mode)
            self.refused(f"token': .* found mode {mode:03o}; run: chmod go= '/.*/token'")
        self.fails(3, "auth", "status", says="only its user can read and write it")
        self.ok("auth", "login", env=self.log_in_env)
        self.ok(*ONE)

    def test_other_content(self) -> None:
        good = self.cached()
        whole = json.dumps(good)
        changes: list[dict[str, Any]] = [{"expires": "5"}, {"expires": -1}, {"expires": 2 ** 53},
                                         {"format": 1.5}, {"format": "1"}, {"format": 0},
                                         {"access-token": 5}, {"refresh-token": "hush\0"}]
        for text in ("", "hush\n", "{}", "[]", whole[:-1], whole + "hush", whole + "\0",
                     *(whole[:-1] + more for more in (
                         ', "hush": 1}', ', "access-token": "hush"}', ', "expires": 5}',
                         ', "format": 9}',
                         ', "hush": "\\u0000"}', " " * 70000 + "}")),
                     *(json.dumps({**good, **change}) for change in changes),
                     *(json.dumps({k: v for k, v in good.items() if k != name})
                       for name in ("access-token", "base-url", "client-id", "client-secret"))):
            (self.credentials / "token").write_text(text)
            self.refused("/token: expected cached credentials, found something else; run "
                         "'iqm-insights "
                         "auth login'")
        listed = self.ok(*ONE, env=self.log_in_env)
        self.assertRegex(listed.err, "found something else; run 'iqm-insights auth login'; this run"
                                     " logs in by the settings, and caches nothing\n")
        self.assertEqual((self.credentials / "token").read_text(), text)
        self.ok("auth", "login", env=self.log_in_env)
        self.ok(*ONE)

    def test_a_backslash_in_a_name(self) -> None:
        """Behind another one it begins no escape."""
        self.change_cached(username="a\\u0000b")
        self.ok(*ONE)

    def test_other_kinds(self) -> None:
        path = self.credentials / "token"
        path.rename(self.credentials / "real")
        path.symlink_to("real")
        self.fails(3, *ONE, says="token': expected a file, found a symbolic link")
        path.unlink()
        path.mkdir()
        self.refused("token': expected a regular file, found another kind")

    def test_a_token_of_the_settings_needs_none(self) -> None:
        (self.credentials / "token").write_text("hush\n")
        more: Any = {"IQM_TOKEN": self.token, "IQM_OW_ID": "200001"}
        self.ok(*ONE, env=more)
