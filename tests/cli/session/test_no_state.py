"""Without a state directory that can be written: what buys nothing works, and says what is off."""
from __future__ import annotations

import os
import unittest
from typing import Any, Optional

from tests.cli.support.buying_case import ORDER
from tests.cli.support.user_files_case import UserFilesCase, no_room

Env = dict[str, Optional[str]]
OFF = "^Warning: the rate limit is not shared with other runs: "
HELP = "; set XDG_STATE_HOME to a folder that you can write"


class NoState(UserFilesCase):
    def one_line(self, says: str, env: Env, **more: Any) -> None:
        """Whatever buys nothing works, with one line of warning."""
        for login in self.env, self.log_in_env:
            for words in (("pld", "list"), ("pld", "compute", *ORDER[2:]), ("auth", "status"),
                          ("api", "GET", "/api/v3/ins/pld-reports/campaigns")):
                result = self.ok(*words, env={**login, **env}, **more)
                self.assertRegex(result.err, OFF + says + "\n$")
            result = self.ok("pld", "list", "-o", "json", env={**login, **env}, **more)
            self.assertIn('{"warning":"the rate limit is not shared', result.err)
            self.assertEqual(self.ok("pld", "list", "-q", env={**login, **env}, **more).err, "")
        self.ok("config", "list", env=env, **more)

    def nothing_bought(self, says: str, env: Env, code: int = 1, **more: Any) -> None:
        """A purchase is refused before anything is sent."""
        before = len(self.look("arrivals"))
        self.fails(code, *ORDER, "--yes", env=env, says=says, **more)
        self.assertEqual((len(self.look("arrivals")), self.bill()), (before, []))

    def no_log_in(self, says: str, env: Env, **more: Any) -> None:
        """Nobody is asked for a token that cannot be kept."""
        before = self.arrived("auth.login")
        self.fails(1, "auth", "login", env={**self.log_in_env, **env}, says=says, **more)
        self.assertEqual(self.arrived("auth.login"), before)

    def test_none_can_be_made(self) -> None:
        says = "/proc/iqm-insights cannot be made: No such file or directory" + HELP
        env: Env = {"XDG_STATE_HOME": "/proc"}
        self.one_line(says, env)
        self.nothing_bought("the journal cannot be used, and nothing is bought without it: " + says,
                            env)
        self.no_log_in(says, env)
        self.fails(4, "pld", "list", env={**env, "IQM_TOKEN": None},
                   says="pld.list: not logged in: " + says)

    def test_a_file_in_its_place(self) -> None:
        (self.home / "file").write_text("")
        env: Env = {"XDG_STATE_HOME": str(self.home / "file")}
        says = f"{self.home}/file/iqm-insights cannot be made: Not a directory" + HELP
        self.one_line(says, env)
        self.nothing_bought(says, env)
        self.no_log_in(says, env)

    def test_one_that_others_can_write(self) -> None:
        """No token is taken from there, and no purchase recorded."""
        self.log_in_and_back()
        self.state.chmod(0o770)
        says = f"folder '{self.state}': expected that only its user can write it, found mode 770; "\
               f"run: chmod go-w '{self.state}'"
        self.one_line(says, {})
        self.nothing_bought(says, {})
        self.no_log_in(says, {})
        self.fails(4, "pld", "list", env={"IQM_TOKEN": None}, says="not logged in: " + says)

    def log_in_and_back(self) -> None:
        """A token is cached, and that of the environment is there as before."""
        token = self.env["IQM_TOKEN"]
        self.log_in()
        self.env |= {"IQM_TOKEN": token, "IQM_OW_ID": "200001"}

    @unittest.skipUnless(os.geteuid() == 0, "only root gives files away")
    def test_another_users(self) -> None:
        self.log_in_and_back()
        os.chown(self.state, 65534, 0)
        says = f"folder '{self.state}': expected a directory of user 0, found one of user 65534" \
               + HELP
        self.one_line(says, {})
        self.nothing_bought(says, {})

    @unittest.skipUnless(os.geteuid() == 0, "only root gives files away")
    def test_another_users_file(self) -> None:
        """As it is left by a run under sudo."""
        self.ok("pld", "list")
        file = next((self.state / "limits").iterdir())
        os.chown(file, 65534, 0)
        self.one_line(f"limiter_file '{file}': expected a regular file of user 0, found one of "
                      "user 65534", {})

    @unittest.skipUnless(os.geteuid() == 0, "only root becomes another user")
    def test_no_home(self) -> None:
        self.home.chmod(0o755)
        self.work.chmod(0o755)
        self.one_line(".*/iqm-insights cannot be made: .*" + HELP,
                      {"HOME": None, "XDG_STATE_HOME": None}, user=65534)
        self.nothing_bought(".*/iqm-insights cannot be made: .*" + HELP,
                            {"HOME": None, "XDG_STATE_HOME": None}, user=65534)

    @unittest.skipUnless(os.geteuid() == 0, "only root becomes another user")
    def test_no_home_at_all(self) -> None:
        """A user without a line in the list of users, as in a container."""
        env: Env = {"HOME": None, "XDG_STATE_HOME": None, "XDG_CONFIG_HOME": None}
        self.work.chmod(0o777)
        self.home.chmod(0o755)
        nowhere = "no home directory: neither HOME nor {} is an absolute path"
        self.one_line(nowhere.format("XDG_STATE_HOME") + HELP, env, user=54321)
        self.nothing_bought(nowhere.format("XDG_STATE_HOME") + HELP, env, 3, user=54321)
        self.assertEqual(self.settings(env=env, user=54321)["config-file"], (None, "not found"))
        for words in ("set", "timezone", "UTC"), ("unset", "timezone"), ("edit",):
            self.fails(3, "config", *words, env=env, user=54321,
                       says=nowhere.format("XDG_CONFIG_HOME"))
        self.fails(3, "pld", "list", "--profile", "work", env=env, user=54321,
                   says=nowhere.format("XDG_CONFIG_HOME"))
        self.fails(21, "doctor", env=env, user=54321, says="1 check failed")

    def test_a_full_disk(self) -> None:
        self.ok("pld", "list")
        for file in (self.state / "limits").iterdir():
            file.write_bytes(b"")
        says = r"limiter_file '/.*/limits/127.0.0.1_\d+-[0-9a-f]+': cannot be written: File too " \
               "large"
        for words in ("pld", "list"), ("auth", "status"):
            self.assertRegex(self.through_a_pipe(*words), OFF + says + "\n$")
        self.fails(1, *ORDER, "--yes", preexec_fn=no_room,
                   says="journal .*: a new file cannot be written: File too large")
        self.assertEqual(self.bill(), [])

    def through_a_pipe(self, *words: str) -> str:
        """Standard error of a run that must succeed; pipes have no size to be limited."""
        return self.ok(*words, preexec_fn=no_room).err

    def test_the_doctor(self) -> None:
        result = self.fails(21, "doctor", "-o", "json", env={"XDG_STATE_HOME": "/proc"})
        found = {row["check"]: row for row in result.json}
        self.assertEqual(found["state directory"]["result"], "FAIL")
        self.assertIn(HELP, found["state directory"]["detail"])
        self.assertEqual((found["connection"]["result"], found["token"]["result"]), ("ok", "ok"))


if __name__ == "__main__":
    unittest.main()
