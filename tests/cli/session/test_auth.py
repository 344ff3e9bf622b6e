"""auth login and auth status: what is asked for, what is cached, what is shown."""
from __future__ import annotations

import stat
import subprocess
import termios
from typing import Optional

from tests.cli.support.user_files_case import UserFilesCase, no_room
from tests.cli.support.command_case import Terminal

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
            "workspace": self.facts["ow-id"], "source": "auth login", "renewable": True})
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
        before = termios.tcgetattr(shown.master)
        shown.read_until("Password: $")
        hidden = termios.tcgetattr(shown.master)
        self.assertFalse(hidden[3] & termios.ECHO)
        self.assertEqual(hidden[6][termios.VSUSP], b"\0")
        shown.type("half\x1c\x1a\x03")  # Ctrl-\ and Ctrl-Z are no way out
        shown.process.wait(10)
        self.assertEqual(termios.tcgetattr(shown.master), before)
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

    def test_each_source(self) -> None:
        self.fails(4, "auth", "status", says="not logged in\nRun 'iqm-insights auth login'")
        shown = self.status(env={"IQM_TOKEN": "x", "IQM_OW_ID": "7"})
        self.assertEqual((shown["source"], shown["workspace"], shown["renewable"]),
                         ("IQM_TOKEN", "7", False))
        self.configure("[default]\ntoken = x\n")
        self.assertEqual(self.status()["source"], "profile default")
        self.config.unlink()
        shown = self.status(env=self.log_in_env)
        self.assertEqual((shown["source"], shown["user"]), ("password", self.facts["username"]))
        self.log_in()
        self.assertEqual(self.status(env=self.log_in_env)["source"], "auth login")
        self.assertEqual(self.status(env={"IQM_TOKEN": "x"})["source"], "IQM_TOKEN")

    def test_it_asks_nobody(self) -> None:
        self.log_in()
        before = len(self.look("arrivals"))
        self.status()
        self.assertEqual(len(self.look("arrivals")), before)

    def test_an_ended_token(self) -> None:
        self.log_in()
        self.change_cached(expires=1)
        self.assertTrue(self.status()["renewable"])
        self.change_cached(refresh_token=None)
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
