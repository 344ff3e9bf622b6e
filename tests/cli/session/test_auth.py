"""auth login and auth status: what is asked for, what is cached, what is shown."""
from __future__ import annotations

import json
import stat
import subprocess
import termios
import time
from typing import Optional

from tests.cli.support.user_files_case import UserFilesCase, no_room
from tests.cli.support.command_case import COMMAND, Terminal

Env = dict[str, Optional[str]]
LOGIN = ("auth", "login", "-o", "json")


class Case(UserFilesCase):
    def setUp(self) -> None:
        super().setUp()
        self.facts = self.sandbox.facts()
        self.env = {**self.env}
        for name in ("IQM_TOKEN", "IQM_OW_ID"):
            del self.env[name]

    @property
    def responses(self) -> list[str]:
        """What is asked for, in order."""
        return [self.facts[k] for k in ("client-id", "client-secret", "username", "password")]

    def nothing_cached(self) -> None:
        """Only the lock may be there."""
        left = {p.name for p in self.credentials.iterdir()} if self.credentials.exists() else set()
        self.assertLessEqual(left, {"token.lock"})


class LogIn(Case):
    def test_by_settings(self) -> None:
        shown = self.ok(*LOGIN, env=self.log_in_env).json
        expires = shown.pop("expires")
        self.assertEqual(shown, {
            "profile": "default", "service": self.facts["api"], "user": self.facts["username"],
            "workspace": self.facts["ow-id"], "source": "auth login", "state": "accepted",
            "renewable": True})
        self.assertEqual(int(self.cached()["expires"]), expires)
        self.ok("pld", "list")

    def test_what_is_cached(self) -> None:
        self.log_in()
        cached = self.cached()
        self.assertEqual(stat.S_IMODE((self.credentials / "token").stat().st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(self.credentials.stat().st_mode), 0o700)
        self.assertEqual({cached[k] for k in ("base-url", "ow-id", "client-id", "client-secret",
                                            "username")},
                         {self.facts[k] for k in ("api", "ow-id", "client-id", "client-secret",
                                                  "username")})
        for path in self.home.rglob("*"):
            if path.is_file():
                self.assertNotIn(self.facts["password"].encode(), path.read_bytes(), path)
        self.assertFalse((self.credentials / "token.new").exists())

    def test_by_lines(self) -> None:
        for end in ("\n", "\r\n"):
            self.ok(*LOGIN, text=end.join(self.responses) + end)
        self.ok(*LOGIN, text="\n".join(self.responses))  # the last line needs no end
        self.ok("pld", "list")

    def test_only_what_no_setting_has_is_read(self) -> None:
        self.configure(f"[default]\nclient-id = {self.facts['client-id']}\n")
        self.ok(*LOGIN, "--username", self.facts["username"],
                text=f"{self.facts['client-secret']}\n{self.facts['password']}\n")

    def test_lines_that_are_missing(self) -> None:
        what = ("client id", "client secret", "user name", "password")
        for count, name in enumerate(what):
            text = "".join(f"{line}\n" for line in self.responses[:count])
            self.fails(2, *LOGIN, text=text, says=f"ended: expected the {name}")
            self.fails(2, *LOGIN, text=text + "\nx\n", says=f"the {name} is empty")
            self.fails(2, *LOGIN, text=text + "y" * 5000 + "\n", says=f"the {name} is too long")
        self.assertEqual(self.look("arrivals"), [])
        self.nothing_cached()

    def test_refused(self) -> None:
        for name, value, says in (("IQM_PASSWORD", "wrong", "User doesn't exist"),
                                  ("IQM_CLIENT_SECRET", "wrong", "HTTP 401"),
                                  ("IQM_USERNAME", "nobody@example.com", "User doesn't exist")):
            self.fails(4, *LOGIN, env={**self.log_in_env, name: value}, says=says)
            self.nothing_cached()
        self.fails(4, *LOGIN, env={**self.log_in_env, "IQM_USERNAME": "hold@example.com",
                                   "IQM_PASSWORD": "on hold"}, says="any active organization")

    def test_refused_ones_do_not_change_the_cached_one(self) -> None:
        self.log_in()
        before = self.cached()
        self.fails(4, *LOGIN, env={**self.log_in_env, "IQM_PASSWORD": "wrong"})
        self.assertEqual(self.cached(), before)
        self.ok("pld", "list")

    def test_no_place_to_keep_it(self) -> None:
        self.credentials.mkdir(parents=True)
        (self.credentials / "token.new").mkdir()
        self.fails(1, *LOGIN, env=self.log_in_env, says="token.new': cannot be opened")
        (self.credentials / "token.new").rmdir()
        self.fails(1, *LOGIN, env=self.log_in_env, preexec_fn=no_room,
                   says="token.new cannot be made: File too large")
        self.nothing_cached()
        self.assertEqual(self.arrived("auth.login"), 0)

    def test_a_token_of_the_settings_goes_before_it(self) -> None:
        result = self.ok(*LOGIN, env={**self.log_in_env, "IQM_TOKEN": self.token})
        self.assertIn("The token of IQM_TOKEN is used in place of the one that was just cached",
                      result.err)

    def test_network(self) -> None:
        self.fails(9, *LOGIN, "--base-url", "http://127.0.0.1:1", env=self.log_in_env,
                   says="connect")
        self.nothing_cached()

    def test_debug_shows_no_secret(self) -> None:
        result = self.ok(*LOGIN, "--debug", env=self.log_in_env)  # run_it() looks for secrets
        self.assertIn("auth.login: POST /api/v3/ua/oauth/token", result.err)
        self.fails(4, *LOGIN, "--debug", env={**self.log_in_env, "IQM_USERNAME": "x"})


class OnATerminal(Case):
    def response(self, shown: Terminal, what: str, text: str, echo: bool) -> None:
        """Types a response once it is asked for, with the echo as it should be."""
        shown.read_until(f"{what}: $")
        flags = termios.tcgetattr(shown.master)[3]
        self.assertEqual(bool(flags & termios.ECHO), echo, what)
        shown.type(text + "\n")
        shown.read_until(f"{what}: [^\r]*\r\n")

    def test_prompts(self) -> None:
        shown = self.terminal("auth", "login")
        for what, text, echo in zip(("Client id", "Client secret", "User name", "Password"),
                                    self.responses, (True, False, True, False)):
            self.response(shown, what, text, echo)
        result = shown.end()
        self.assertEqual(result.code, 0, result)
        self.no_secret(result.out)
        self.assertIn(f"User name: {self.facts['username']}\n", result.out)
        self.assertRegex(result.out, r"\nworkspace +200001\n")
        self.ok("pld", "list")

    def test_ctrl_c_gives_the_terminal_back(self) -> None:
        env: dict[str, Optional[str]] = {**self.log_in_env, "IQM_PASSWORD": None}
        shown = self.terminal("auth", "login", env=env)
        shown.read_until("Password: $")
        hidden = termios.tcgetattr(shown.master)
        self.assertFalse(hidden[3] & termios.ECHO)
        self.assertEqual(hidden[6][termios.VSUSP], b"\0")
        shown.type("half\x1c\x1a\x03")  # Ctrl-\ and Ctrl-Z are no way out
        shown.process.wait(10)
        self.assertEqual(termios.tcgetattr(shown.master), shown.attributes)
        result = shown.end()
        self.assertEqual(result.code, 130, result)
        self.assertNotIn("half", result.out)
        self.nothing_cached()

    def test_end_of_input(self) -> None:
        shown = self.terminal("auth", "login", env={**self.log_in_env, "IQM_PASSWORD": None})
        shown.read_until("Password: $")
        shown.type("\x04")
        result = shown.end()
        self.assertEqual(result.code, 2, result)
        self.assertIn("ended: expected the password", result.out)

    def test_standard_input_decides(self) -> None:
        """Lines come from a pipe also where there is a terminal."""
        shown = self.start("auth", "login", stdin=subprocess.PIPE)
        self.assertNotIn("Client id", self.finish(shown, "\n".join(self.responses)).err)
        self.assertEqual(shown.returncode, 0)


class Status(Case):
    def status(self, *words: str, env: Optional[Env] = None) -> dict[str, object]:
        """`auth status` as an object."""
        return dict(self.ok("auth", "status", "-o", "json", *words, env=env).json)

    def test_a_log_in_that_is_not_whole(self) -> None:
        """A password is given for a log-in only."""
        self.fails(4, "pld", "list", env={**self.log_in_env, "IQM_USERNAME": None},
                   says="not logged in: password is given, but no username\nRun ")

    def test_each_source(self) -> None:
        self.fails(4, "auth", "status", says="not logged in\nRun 'iqm-insights auth login'")
        token: Env = {"IQM_TOKEN": self.token, "IQM_OW_ID": self.facts["ow-id"]}
        shown = self.status(env=token)
        self.assertEqual((shown["source"], shown["workspace"], shown["state"], shown["renewable"]),
                         ("IQM_TOKEN", self.facts["ow-id"], "accepted", False))
        self.configure(f"[default]\ntoken = {self.token}\now-id = {self.facts['ow-id']}\n")
        self.assertEqual(self.status()["source"], "profile default")
        self.config.unlink()
        shown = self.status(env=self.log_in_env)
        self.assertEqual((shown["source"], shown["user"], shown["state"]),
                         ("password", self.facts["username"], "accepted"))
        self.log_in()
        self.assertEqual(self.status(env=self.log_in_env)["source"], "auth login")
        self.assertEqual(self.status(env=token)["source"], "IQM_TOKEN")

    def test_it_asks_for_what_is_free(self) -> None:
        self.log_in()
        self.status()
        self.assertEqual([name for _, name, _ in self.look("arrivals")],
                         ["auth.login", "aqs.report-types"])
        self.assertEqual(self.bill(), [])

    def test_a_dead_token(self) -> None:
        result = self.fails(4, "auth", "status", env={"IQM_TOKEN": "x", "IQM_OW_ID": "7"},
                            says="the token of IQM_TOKEN is dead: .*HTTP 401")
        self.assertRegex(result.out, r"\nstate +refused\n")
        self.fails(4, "auth", "status", env={**self.log_in_env, "IQM_PASSWORD": "wrong"},
                   says="User doesn't exist")
        self.log_in()
        self.control("expire", kind="all")
        result = self.fails(4, "auth", "status", says="refused the cached token, and was not")
        self.assertRegex(result.out, r"\nstate +refused\n")

    def test_nobody_to_ask(self) -> None:
        self.log_in()
        self.change_cached(base_url="http://127.0.0.1:1")
        result = self.fails(9, "auth", "status", "--base-url", "http://127.0.0.1:1")
        self.assertRegex(result.out, r"\nstate +not known\n")

    def test_an_ended_token(self) -> None:
        self.log_in()
        self.change_cached(expires=1)
        self.assertGreater(int(str(self.status()["expires"])), time.time())  # it was renewed
        self.change_cached(refresh_token=None, expires=1)
        self.fails(4, "auth", "status", says="has expired, and it cannot be renewed")

    def test_cached_credentials_of_another(self) -> None:
        self.log_in()
        self.fails(4, "auth", "status", "--base-url", "https://example.com",
                   says="not logged in at https://example.com: the cached credentials are for "
                    "http://127")
        self.fails(4, "auth", "status", env={"IQM_USERNAME": "x@example.com"},
                   says="not logged in as x@example.com: the cached credentials are of jane")
        self.status("--base-url", self.facts["api"] + "/")
        self.fails(3, "auth", "status", "--profile", "work", says="no profile 'work'")
        self.configure("[work]\n")
        self.fails(4, "auth", "status", "--profile", "work", says="not logged in")


class NewProfile(Case):
    """`auth login --profile NEW` makes the profile."""

    def test_it_is_made(self) -> None:
        text = "# mine\r\n[default]\r\ntimeout = 9s\r\n\r\n# end"
        self.configure(text)
        base: Env = {**self.log_in_env, "IQM_BASE_URL": None, "IQM_USERNAME": None}
        result = self.ok("auth", "login", "--profile", "new", "--base-url", self.facts["api"],
                         "--username", self.facts["username"], "--ow-id", "200001", env=base)
        self.assertIn(f"Profile new was made in {self.config}.\n", result.err)
        self.assertEqual(self.config.read_bytes().decode(),
                         f"{text}\r\n\r\n[new]\r\nbase-url = {self.facts['api']}\r\n"
                         f"ow-id = 200001\r\nusername = {self.facts['username']}\r\n")
        self.assertEqual(stat.S_IMODE(self.config.stat().st_mode), 0o600)
        self.env = {k: v for k, v in self.env.items() if k != "IQM_BASE_URL"}
        self.ok("pld", "list", "--profile", "new")
        self.ok("pld", "list", env={"IQM_PROFILE": "new"})
        self.fails(4, "pld", "list", says="not logged in")  # another profile's

    def test_there_was_no_file(self) -> None:
        self.ok("auth", "login", "--profile", "new", env=self.log_in_env)
        self.assertEqual(self.config.read_text(), "[new]\n")
        self.assertEqual(stat.S_IMODE(self.config.stat().st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(self.config.parent.stat().st_mode), 0o700)

    def test_one_that_is_there_stays(self) -> None:
        self.configure("[new]\nusername = x\n")
        self.ok("auth", "login", "--profile", "new", "--username", self.facts["username"],
                env=self.log_in_env)
        self.assertEqual(self.config.read_text(), "[new]\nusername = x\n")

    def test_not_where_the_log_in_failed(self) -> None:
        self.configure("[default]\n")
        self.fails(4, "auth", "login", "--profile", "new",
                   env={**self.log_in_env, "IQM_PASSWORD": "wrong"})
        self.assertEqual(self.config.read_text(), "[default]\n")
        self.assertEqual({path.name for path in self.config.parent.iterdir()},
                         {"config", "config.lock"})

    def test_not_where_it_cannot_be_written(self) -> None:
        self.configure("[default]\n")
        (self.config.parent / "config.new").mkdir()
        self.fails(1, "auth", "login", "--profile", "new", env=self.log_in_env,
                   says="config.new': cannot be opened")
        self.assertEqual(self.arrived("auth.login"), 0)

    def test_a_wrong_option_makes_none(self) -> None:
        self.fails(2, "auth", "login", "--profile", "new", "--ow-id", "007", env=self.log_in_env)
        self.fails(3, "auth", "login", "--profile", "new", "--base-url", "http://example.com",
                   env=self.log_in_env, says="base-url: expected https:// for another")
        self.assertFalse(self.config.exists())

    def test_profiles_do_not_share_a_token(self) -> None:
        self.log_in()
        before = self.cached()
        self.ok("auth", "login", "--profile", "new", env=self.log_in_env)
        self.assertEqual(self.cached(), before)
        new = json.loads((self.state / "profiles" / "new" / "token").read_text())
        self.assertNotEqual(new["access-token"], before["access-token"])


class LogOut(Case):
    def test_the_credentials_go(self) -> None:
        self.log_in()
        self.ok("auth", "login", "--profile", "work", env=self.log_in_env)
        result = self.ok("auth", "logout")
        self.assertEqual(result.err, "Logged out of profile default: its cached credentials are "
                                     "removed.\n")
        self.nothing_cached()
        self.fails(4, "pld", "list", says="not logged in")
        self.ok("pld", "list", "--profile", "work")
        self.config.unlink()
        self.ok("auth", "logout", "--profile", "work")  # also of a profile that is gone
        self.assertFalse((self.state / "profiles" / "work" / "token").exists())

    def test_again(self) -> None:
        self.assertEqual(self.ok("auth", "logout").err, "Profile default was not logged in.\n")

    def test_credentials_that_cannot_be_read(self) -> None:
        self.log_in()
        (self.credentials / "token").write_text("something else")
        (self.credentials / "token").chmod(0o644)
        self.ok("auth", "logout")
        self.nothing_cached()

    def test_a_token_of_the_settings(self) -> None:
        self.log_in()
        self.assertIn("The token of IQM_TOKEN is used as before.",
                      self.ok("auth", "logout", env={"IQM_TOKEN": "x"}).err)


class Token(Case):
    """`auth token`: it alone on standard output."""

    def token_of(self, *words: str, env: Optional[Env] = None) -> tuple[str, str]:
        """Both outputs; secrets may be in the first alone."""
        run = subprocess.run([str(COMMAND), "auth", "token", *words], env=self.environment(env),
                             text=True, capture_output=True, cwd=self.work, timeout=30)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.no_secret(run.stderr)
        return run.stdout, run.stderr

    def test_each_source(self) -> None:
        self.fails(4, "auth", "token", says="not logged in\nRun 'iqm-insights auth login'")
        self.assertEqual(self.token_of(env={"IQM_TOKEN": "x"}), ("x\n", ""))
        out, _ = self.token_of(env=self.log_in_env)
        self.ok("pld", "list", env={"IQM_TOKEN": out.strip(), "IQM_OW_ID": "200001"})
        self.nothing_cached()
        self.log_in()
        self.assertEqual(self.token_of(), (self.cached()["access-token"] + "\n", ""))

    def test_an_ended_one_is_renewed(self) -> None:
        self.log_in()
        before = self.cached()["access-token"]
        self.change_cached(expires=1)
        out, _ = self.token_of()
        self.assertNotEqual(out.strip(), before)
        self.assertEqual(out.strip(), self.cached()["access-token"])
        self.ok("pld", "list", env={"IQM_TOKEN": out.strip(), "IQM_OW_ID": "200001"})
        self.change_cached(expires=1, refresh_token=None)
        self.fails(4, "auth", "token", says="has expired, and it cannot be renewed")

    def test_the_log_has_no_secret(self) -> None:
        self.log_in()
        self.change_cached(expires=1)
        for words in ("-v",), ("--debug",):
            self.token_of(*words, "--profile", "default")
        self.assertIn("auth.login", self.token_of("--debug", env={
            **self.log_in_env, "XDG_STATE_HOME": str(self.home / "other")})[1])

    def test_json(self) -> None:
        self.log_in()
        shown = json.loads(self.token_of("-o", "json")[0])
        self.assertEqual(shown, {"access-token": self.cached()["access-token"],
                                 "workspace": "200001", "expires": self.cached()["expires"]})

    def test_a_terminal_is_warned(self) -> None:
        shown = self.terminal("auth", "token", env={"IQM_TOKEN": "x"}).end()
        self.assertEqual(shown.out, "This is a secret: whoever has it can buy until it expires.\n"
                                    "x\n")
