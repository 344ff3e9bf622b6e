"""No block that we free has a secret in it: looked into by a library that is preloaded (shim.c).

IQM_HEAP_SHIM is its path, IQM_HEAP_CLIENT that of client.c with the shared libraries. What libcurl,
OpenSSL, libpq and the resolver free is theirs: SECURITY.md names it.
"""
from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import unittest
from pathlib import Path
from typing import Optional
from urllib.parse import quote, quote_plus

from tests.cli.support.command_case import COMMAND, PATIENCE, TOP, CommandCase
from tests.database.server import Server

SHIM = TOP / os.environ.get("IQM_HEAP_SHIM", "build/secrets/shim.so")
CLIENT = TOP / os.environ.get("IQM_HEAP_CLIENT", "build/secrets/client")
# cJSON's blocks and those of stdio are ours to wipe before they are freed, or to do without.
OURS = re.compile(r"(iqm-insights|client|libiqm-.*|libcjson.*|libc\.so.*)$")
CANARY = "canary-9Qf2xLwZr7"
ORDER = ("--campaign-id", "451351", "--start-date", "2024-11-21", "--end-date", "2024-11-23",
         "--timezone", "America/New_York")
Changes = Optional[dict[str, Optional[str]]]


class Case(CommandCase):
    """Runs programs with the shim, and looks at what it found."""

    def setUp(self) -> None:
        super().setUp()
        self.found = self.home / "found"
        # LD_PRELOAD takes no name with a space.
        self.shim = shutil.copy(SHIM, self.home / "shim.so")
        facts = self.sandbox.facts()
        pair = f"{facts['client-id']}:{facts['client-secret']}".encode()
        password = facts["password"]
        self.canaries = [CANARY, facts["client-secret"], base64.b64encode(pair).decode(),
                         *{password, quote(password), quote_plus(password)}, "X-Amz-Signature="]

    def run_with_shim(self, program: Path, *words: str, env: Changes = None, text: str = "",
                      code: Optional[int] = 0) -> str:
        """What it printed; nothing of ours may have freed a secret."""
        output = self.run_anyhow(program, *words, env=env, text=text, code=code)
        self.assertEqual("\n".join(self.freed(OURS)), "", output)
        return output

    def run_anyhow(self, program: Path, *words: str, env: Changes = None, text: str = "",
                   code: Optional[int] = 0) -> str:
        """What it printed."""
        env = {**(env or {}), "LD_PRELOAD": str(self.shim), "HEAP_FOUND": str(self.found),
               "HEAP_SECRETS": "\n".join(self.canaries)}
        done = subprocess.run([str(program), *words], env=self.environment(env), cwd=self.work,
                              input=text, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=PATIENCE, check=False)
        if code is not None:
            self.assertEqual(done.returncode, code, done.stdout)
        return done.stdout

    def freed(self, by: re.Pattern[str]) -> list[str]:
        """The lines of what these objects freed with a secret in it."""
        lines = self.found.read_text().splitlines() if self.found.exists() else []
        return [line for line in lines if by.match(line.split("\t")[1])]

    def client(self, way: str, env: Changes = None) -> str:
        """A way of client.c, of one who logs in."""
        return self.run_with_shim(CLIENT, way, env={**self.log_in_env, **(env or {})})

    def command(self, *words: str, env: Changes = None, text: str = "",
                code: Optional[int] = 0) -> str:
        """The command."""
        return self.run_with_shim(COMMAND, *words, env=env, text=text, code=code)


class Shim(Case):
    """It finds what it looks for."""

    def test_secret_that_is_not_wiped(self) -> None:
        self.run_anyhow(CLIENT, "careless", env=self.log_in_env)
        self.assertEqual(len(self.freed(OURS)), 1)

    def test_libcurl_frees_the_request_with_its_token(self) -> None:
        """As SECURITY.md says; where that ends, it is to say so."""
        self.client("list")
        self.assertIn("access token", {line.split("\t")[0]
                                       for line in self.freed(re.compile("libcurl"))})


class Calls(Case):
    """A program's calls."""

    def test_log_in(self) -> None:
        self.assertEqual(self.client("list").count("list: IQM_OK"), 2)

    def test_log_in_and_refresh_by_calls(self) -> None:
        self.assertEqual(self.client("calls").count("IQM_OK"), 5)

    def test_log_in_that_is_refused(self) -> None:
        output = self.client("list", {"IQM_PASSWORD": CANARY})
        self.assertIn("list: IQM_E_AUTH", output)

    def test_token_that_is_given(self) -> None:
        self.assertEqual(self.run_with_shim(CLIENT, "list").count("list: IQM_OK"), 2)

    def test_token_of_a_provider(self) -> None:
        self.assertEqual(self.run_with_shim(CLIENT, "provider").count("list: IQM_OK"), 2)

    def test_token_that_is_refused(self) -> None:
        """It is renewed, by the refresh token."""
        self.control("fault", operation="pld.list", kind="401-once")
        self.assertEqual(self.client("list").count("list: IQM_OK"), 2)
        arrived = self.look("requests?last=9")
        self.assertIn("auth.refresh", [request["operation"] for request in arrived])

    def test_redirect(self) -> None:
        self.control("fault", operation="*", kind="redirect-302", times=0)
        self.assertIn("redirect", self.client("list"))

    def test_error_that_quotes_a_secret(self) -> None:
        facts = self.sandbox.facts()
        echo = f"Bad credentials: {facts['password']}, {facts['client-secret']}"
        body = '{"success": false, "errorObjects": [{"error": "%s", "reason": "%s"}]}'
        for status in (401, 200, 500):
            self.control("script", operation="auth.login", status=status, body=body % (echo, echo),
                         headers={"Content-Type": "application/json"}, times=9, unchecked=True)
            self.client("list")
            self.control("unscript")

    def test_faults_of_a_log_in(self) -> None:
        for kind in ("close-in-body", "chunk-cut", "cut-json", "trailing-garbage", "no-http",
                     "gzip-garbage", "wrong-type"):
            with self.subTest(kind):
                self.control("fault", operation="auth.login", kind=kind)
                self.client("list")

    def test_purchase(self) -> None:
        output = self.client("purchase")
        self.assertIn("generate: IQM_OK", output)
        self.assertIn("find: IQM_OK", output)

    def test_file(self) -> None:
        self.assertIn("save: IQM_OK", self.client("save"))

    def test_json(self) -> None:
        self.assertEqual(self.client("json").count("IQM_OK"), 3)

    def test_started_calls(self) -> None:
        self.assertEqual(self.client("started").count("started: IQM_OK"), 2)

    def test_proxy(self) -> None:
        output = self.client("list", {"IQM_PROXY": f"http://user:{CANARY}@127.0.0.1:9",
                                      "IQM_BASE_URL": "https://service.invalid"})
        self.assertIn("IQM_E_NETWORK", output)


class Database(Case):
    """The URL of a database has a password."""

    def test_purchase(self) -> None:
        server = Server.create()
        self.addCleanup(server.remove)
        url = server.url.replace("@", f":{CANARY}@", 1)
        self.assertIn("find: IQM_OK", self.client("postgres", {"IQM_STORE": url}))
        self.command("journal", "list", "--store", "-", env={"IQM_STORE": url}, code=None)
        self.command("journal", "list", env={"IQM_STORE": url})
        self.command("sls", "list", env={"IQM_STORE": url})

    def test_database_that_is_not_there(self) -> None:
        for url in (f"postgresql://user:{CANARY}@127.0.0.1:9/no", f"nonsense://user:{CANARY}@"):
            self.client("postgres", {"IQM_STORE": url})
            self.command("journal", "list", env={"IQM_STORE": url}, code=None)


class Command(Case):
    """The command."""

    def test_log_in(self) -> None:
        self.command("auth", "login", env=self.log_in_env)
        later: dict[str, Optional[str]] = {"IQM_TOKEN": None}
        self.command("auth", "status", env=later)
        self.command("auth", "token", env=later)
        self.command("auth", "token", "-o", "json", env=later)
        self.command("pld", "list", env=later)
        self.control("expire", kind="access")
        self.command("pld", "list", env=later)
        self.command("auth", "logout", env=later)

    def test_log_in_that_asks(self) -> None:
        facts = self.sandbox.facts()
        text = "\n".join(facts[name] for name in ("client-id", "client-secret", "username",
                                                  "password")) + "\n"
        self.command("auth", "login", env={"IQM_TOKEN": None}, text=text)

    def test_token_of_a_log_in(self) -> None:
        self.command("auth", "token", env=self.log_in_env)

    def test_settings(self) -> None:
        facts = self.sandbox.facts()
        for name in ("client-secret", "password"):
            self.command("config", "set", name, "-", text=facts[name])
        self.command("config", "set", "proxy", "-", text=f"http://user:{CANARY}@127.0.0.1:9")
        self.command("config", "list")
        self.command("config", "get", "client-secret", code=2)
        self.command("config", "get", "proxy", code=2)
        self.command("config", "list", "-o", "json")
        self.command("pld", "list")
        self.command("doctor", code=None)
        self.command("config", "unset", "password")

    def secret_config(self) -> Path:
        """A configuration with a secret in its first half."""
        path = self.home / ".config/iqm-insights/config"
        self.command("config", "set", "password", "-", text=CANARY)
        path.write_text(path.read_text() + "# and more\n" * 30)
        return path

    def test_edited_settings(self) -> None:
        path = self.secret_config()
        self.command("config", "edit", env={"EDITOR": "sed -i s/more/less/"})
        self.assertIn("less", path.read_text())
        self.command("config", "edit", env={"EDITOR": "sed -i s/password/pass/"}, code=3)

    def test_settings_that_cannot_be_read(self) -> None:
        path = self.secret_config()
        said = self.command("config", "edit", env={"EDITOR": "true", "HEAP_CUT": "config.edit=5"},
                            code=None)
        self.assertIn("config.edit cannot be read: Input/output error", said)
        for words in (("config", "set", "timezone", "UTC"), ("config", "edit"), ("pld", "list")):
            said = self.command(*words, env={"EDITOR": "true", "HEAP_CUT": "config=5"}, code=None)
            self.assertIn("/config cannot be read: Input/output error", said)
        self.assertIn(CANARY, path.read_text())

    def test_settings_that_are_cut_while_they_are_read(self) -> None:
        path = self.secret_config()
        self.command("config", "edit", env={"EDITOR": "true", "HEAP_CUT": "config.edit=0"})
        text = path.read_text()
        self.assertIn(CANARY, text)
        self.assertNotIn("\0", text)

    def test_cached_credentials_that_cannot_be_read(self) -> None:
        self.command("auth", "login", env=self.log_in_env)
        later: dict[str, Optional[str]] = {"IQM_TOKEN": None}
        for cut, code, says in (("token=5", 1, "cannot be read: Input/output error"),
                                ("token=0", 3, "expected cached credentials")):
            said = self.command("pld", "list", env={**later, "HEAP_CUT": cut}, code=code)
            self.assertIn(says, said)
        path = self.home / ".local/state/iqm-insights/profiles/default/token"
        for old, new in (("{", "[{"), ("}", ',"format":1}'), ('"', '"\\u0000')):
            text = path.read_text()
            path.write_text(text.replace(old, new, 1))
            self.command("pld", "list", env=later, code=3)
            path.write_text(text)

    def test_argument_that_is_a_secret(self) -> None:
        self.command("config", "set", "password", CANARY, code=2)
        self.command("pld", "list", f"--token={CANARY}", code=2)

    def test_calls(self) -> None:
        self.command("pld", "list", "-o", "json")
        self.command("api", "GET", "/api/v3/ins/pld-reports")
        self.command("pld", "download", "50", "--save", "report.csv", "--file-type", "csv")
        self.command("pld", "download", "50", "--save", "-", "--file-type", "csv", code=None)
        self.command("pld", "generate", *ORDER, "--key", "november", "--yes")


if __name__ == "__main__":
    unittest.main()
