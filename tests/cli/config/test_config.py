"""config list."""
from __future__ import annotations

import csv
import io
import json

from tests.cli.support.user_files_case import UserFilesCase

NAMES = ["profile", "config-file", "state-directory", "base-url", "token", "ow-id", "client-id",
         "client-secret", "username", "password", "ca-file", "ca-dir", "client-cert", "client-key",
         "proxy", "dialect", "timezone", "display-timezone", "budget", "store", "no-purchases",
         "output", "timeout"]


class List(UserFilesCase):
    def test_each_format_has_all(self) -> None:
        table = self.ok("config", "list").out.splitlines()
        self.assertRegex(table[0], "^SETTING +VALUE +ORIGIN$")
        self.assertEqual([line.split()[0] for line in table[1:]], NAMES)
        rows = list(csv.reader(io.StringIO(self.ok("config", "list", "-o", "csv").out)))
        self.assertEqual(rows[0], ["setting", "value", "origin"])
        self.assertEqual([row[0] for row in rows[1:]], NAMES)
        lines = self.ok("config", "list", "-o", "jsonl").rows
        self.assertEqual([row["setting"] for row in lines], NAMES)
        self.assertEqual(self.ok("config", "list", "-o", "json").json[:3] + lines[3:-2],
                         lines[:-2])

    def test_secrets_are_only_there_or_not(self) -> None:
        self.configure("[default]\nclient-secret = hush-hush\n")
        env = {"IQM_TOKEN": "hush-hush", "IQM_PASSWORD": None}
        for form in ("table", "json", "jsonl", "csv"):
            result = self.ok("config", "list", "-o", form, "--debug", env=env)
            self.assertNotIn("hush", result.out + result.err)
        shown = self.settings(env=env)
        self.assertEqual([shown[n] for n in ("token", "client-secret", "password")],
                         [("set", "IQM_TOKEN"), ("set", "profile default"), ("not set", None)])

    def test_files(self) -> None:
        self.assertEqual(self.settings()["config-file"], (str(self.config), "not found"))
        self.configure("")
        self.assertEqual(self.settings()["config-file"], (str(self.config), "found"))
        self.assertEqual(self.settings()["state-directory"][0], str(self.state))

    def test_it_asks_nobody(self) -> None:
        self.ok("config", "list", env={"IQM_TOKEN": None})
        self.assertEqual(self.look("arrivals"), [])

    def test_a_narrow_terminal_cuts_nothing(self) -> None:
        shown = self.terminal("config", "list", width=40)
        self.assertIn(str(self.config), shown.end().out)

    def test_hostile_values(self) -> None:
        """What a setting is cannot drive the terminal."""
        result = self.ok("config", "list", env={"IQM_USERNAME": "a\x1b[31mb\u202ec"})
        self.assertNotIn("\x1b", result.out)
        self.assertNotIn("\u202e", result.out)
        value = json.loads(self.ok("config", "list", "-o", "json",
                                   env={"IQM_USERNAME": "a\x1bb"}).out)
        self.assertIn("a\x1bb", [row.get("value") for row in value])
