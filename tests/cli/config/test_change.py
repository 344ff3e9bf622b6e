"""config get, set, unset and edit."""
from __future__ import annotations

import fcntl
import stat
import subprocess

from tests.cli.support.user_files_case import UserFilesCase, no_room

TEXT = ("# first\r\n"
        "\r\n"
        "[ default ]\r\n"
        "  timeout   =  9s  \r\n"
        "# ow-id = 1\r\n"
        "\r\n"
        "[work]\n"
        "output=csv\n"
        "# last of work\n"
        "\n"
        "[home]")


class Case(UserFilesCase):
    def setUp(self) -> None:
        super().setUp()
        del self.env["IQM_OW_ID"]

    def text(self) -> str:
        """The file as it is."""
        return self.config.read_bytes().decode()

    def write(self, text: str = TEXT) -> None:
        """The file's bytes."""
        self.configure("")
        self.config.write_bytes(text.encode())

    def stays(self, code: int, *words: str, says: str, text: str = TEXT, **more: object) -> None:
        """The command fails, says why, and changes nothing."""
        self.write(text)
        result = self.fails(code, *words, says=says, **more)
        self.assertNotIn("hush", result.err)
        self.assertEqual(self.text(), text)


class Set(Case):
    def test_all_other_bytes_stay(self) -> None:
        for words, old, new in (
                (("timeout", "8s"), "=  9s  ", "=  8s  "),
                (("ow-id", "7"), "  9s  \r\n", "  9s  \r\now-id = 7\r\n"),
                (("output", "json", "--profile", "work"), "output=csv", "output=json"),
                (("ow-id", "7", "--profile", "work"), "output=csv\n", "output=csv\now-id = 7\n"),
                (("ow-id", "7", "--profile", "home"), "[home]", "[home]\now-id = 7\n"),
                (("ow-id", "7", "--profile", "new"), "[home]",
                 "[home]\r\n\r\n[new]\r\now-id = 7\r\n")):
            for mark in "", "\ufeff":
                self.write(mark + TEXT)
                self.ok("config", "set", *words)
                self.assertEqual(self.text(), mark + TEXT.replace(old, new), words)

    def test_a_carriage_return_is_blank_wherever_it_is(self) -> None:
        for old in "a", " \ra", "\r\ra \r":
            self.write(f"[default]\n\rusername\r={old}\n")
            self.assertEqual(self.settings()["username"][0], "a")
            self.ok("config", "set", "username", "-", text="me")
            self.assertEqual(self.settings()["username"][0], "me")
            self.assertEqual(self.text(), f"[default]\n\rusername\r={old.replace('a', 'me')}\n")

    def test_the_first(self) -> None:
        result = self.ok("config", "set", "timezone", "UTC")
        self.assertEqual((self.text(), result.out, result.err),
                         ("[default]\ntimezone = UTC\n", "", ""))
        self.assertEqual(stat.S_IMODE(self.config.stat().st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(self.config.parent.stat().st_mode), 0o700)
        self.assertEqual(self.settings()["timezone"], ("UTC", "profile default"))

    def test_a_new_profile_is_named(self) -> None:
        result = self.ok("config", "set", "ow-id", "5", env={"IQM_PROFILE": "work"})
        self.assertEqual(result.err, f"Profile work was made in {self.config}.\n")
        self.assertEqual(self.settings("--profile", "work")["ow-id"], ("5", "profile work"))

    def test_secrets_are_not_on_the_command_line(self) -> None:
        for name in "token", "password", "client-secret":
            self.stays(2, "config", "set", name, "hush",
                       says=f"{name} is a secret, and a command line is no place .* '"
                            f"iqm-insights config set {name} -'")
            self.ok("config", "set", name, "-", text="hush\n")
            self.assertIn(f"{name} = hush\r\n", self.text())
            self.assertEqual(stat.S_IMODE(self.config.stat().st_mode), 0o600)
        self.ok("config", "set", "username", "-", text="me@example.com")
        self.assertIn("username = me@example.com\r\n", self.text())
        self.assertEqual(self.settings()["token"], ("set", "IQM_TOKEN"))

    def test_a_secret_is_asked_for(self) -> None:
        shown = self.terminal("config", "set", "password", "-")
        shown.read_until("Password: $")
        shown.type("hush\n")
        self.assertNotIn("hush", shown.end().out)
        self.assertEqual(self.text(), "[default]\npassword = hush\n")

    def test_what_would_be_wrong_at_its_use(self) -> None:
        for name, value, code, says in (
                ("timeout", "soon", 3,
                 "timeout: 'soon' is not a duration.*\n.*config is as it was"),
                ("output", "xml", 3, "'xml' is none of table, "),
                ("dialect", "pag", 3, r"did you mean 'page'\?"),
                ("ow-id", "007", 3, "ow-id: expected digits without leading zeros"),
                ("base-url", "http://example.com", 3, "base-url: expected https:// for another"),
                ("ca-file", "/no/such", 3, "ca-file: '/no/such' cannot be read"),
                ("timezone", "Mars/X", 3, "timezone: unknown time zone 'Mars/X'"),
                ("display-timezone", "Mars/X", 3, "display-timezone: unknown time zone 'Mars/X'"),
                ("budget", "much", 3, "budget: 'much' is not a budget"),
                ("username", "", 2, "username: the value is empty; .* config unset username"),
                ("username", "a\nb", 2, "username: expected one line, found several"),
                ("username", " a", 2, "username: expected no whitespace around the value"),
                ("timeot", "1s", 2, r"no setting is called 'timeot', did you mean 'timeout'\?"),
                ("profile", "x", 2, "no setting is called 'profile'")):
            self.stays(code, "config", "set", name, value, says=says)
        for words in ((), ("timezone",), ("timezone", "UTC", "UTC")):
            self.stays(2, "config", "set", *words, says="expected a setting and its value: ")
        self.stays(2, "config", "set", "ow-id", "1", "--profile", "../x",
                   says="--profile: expected")

    def test_a_file_that_is_wrong(self) -> None:
        self.stays(3, "config", "set", "timeout", "1s", text="[default]\ntimeot = 1s\n",
                   says="config:2: no setting has this name")
        self.write("[default]\ntimeout = soon\n")  # this puts it right
        self.ok("config", "set", "timeout", "5s")
        self.assertEqual(self.text(), "[default]\ntimeout = 5s\n")
        self.config.chmod(0o666)
        self.fails(3, "config", "set", "timeout", "6s", says="found mode 666")
        self.assertEqual(self.text(), "[default]\ntimeout = 5s\n")

    def test_what_goes_before_it(self) -> None:
        result = self.ok("config", "set", "timeout", "5s", env={"IQM_TIMEOUT": "soon"})
        self.assertEqual(result.err, "IQM_TIMEOUT is set too, and goes before it.\n")

    def test_a_full_disk(self) -> None:
        self.stays(1, "config", "set", "timeout", "1s", says="config.new cannot be made: File too",
                   preexec_fn=no_room)
        self.assertEqual({p.name for p in self.config.parent.iterdir()}, {"config", "config.lock"})

    def test_a_symbolic_link_stays(self) -> None:
        real = self.home / "dotfiles"
        real.mkdir()
        self.write()
        self.config.rename(real / "config")
        self.config.symlink_to(real / "config")
        self.ok("config", "set", "timeout", "8s")
        self.assertTrue(self.config.is_symlink())
        self.assertEqual(self.text(), TEXT.replace("9s", "8s"))

    def test_all_at_once(self) -> None:
        """No change is lost."""
        names = [f"p{i}" for i in range(8)]
        running = [self.start("config", "set", "ow-id", "1", "--profile", name) for name in names]
        for process in running:
            self.assertEqual(self.finish(process).code, 0)
        for name in names:
            self.assertEqual(self.settings("--profile", name)["ow-id"][0], "1")

    def test_ctrl_c_while_another_changes_it(self) -> None:
        self.ok("config", "set", "timeout", "9s")  # which makes the lock's file
        self.write()
        with (self.config.parent / "config.lock").open("w") as lock:
            fcntl.lockf(lock, fcntl.LOCK_EX)
            process = self.start("config", "set", "timeout", "8s")
            with self.assertRaises(subprocess.TimeoutExpired):
                process.wait(0.3)
            process.send_signal(2)
            self.assertEqual(self.finish(process).code, 130)
        self.assertEqual(self.text(), TEXT)


class Unset(Case):
    def test_the_line_goes(self) -> None:
        for words, old in ((("timeout",), "  timeout   =  9s  \r\n"),
                           (("output", "--profile", "work"), "output=csv\n")):
            self.write()
            self.assertEqual(self.ok("config", "unset", *words).err, "")
            self.assertEqual(self.text(), TEXT.replace(old, ""))
            self.ok("config", "unset", *words)

    def test_what_is_not_there(self) -> None:
        self.write()
        self.assertEqual(self.ok("config", "unset", "ow-id").err,
                         "ow-id was not set in profile default.\n")
        self.assertEqual(self.text(), TEXT)
        self.stays(3, "config", "unset", "ow-id", "--profile", "wor",
                   says=r"no profile 'wor' .* did you mean 'work'\?")
        self.stays(2, "config", "unset", says="expected a setting: ")

    def test_a_mistake_is_taken_out(self) -> None:
        self.write("[default]\ntimeout = soon\n")
        self.ok("config", "unset", "timeout")
        self.assertEqual(self.text(), "[default]\n")


class Get(Case):
    def test_the_value_alone(self) -> None:
        self.write()
        for words, value in ((("timeout",), "9s"), (("output", "--profile", "work"), "csv"),
                             (("timeout", "--timeout", "3s"), "3s"), (("profile",), "default"),
                             (("config-file",), str(self.config)),
                             (("state-directory",), str(self.state))):
            if "work" in words:
                words = (*words, "-o", "table")
                value = "table"
            self.assertEqual(self.ok("config", "get", *words).out, value + "\n")
        self.assertEqual(self.ok("config", "get", "timeout", "-o", "json").json,
                         {"setting": "timeout", "value": "9s", "origin": "profile default"})

    def test_none(self) -> None:
        self.assertEqual(self.fails(3, "config", "get", "ow-id",
                                    says="ow-id is not set in profile default").out, "")
        self.fails(2, "config", "get", says="expected a setting: ")
        self.fails(2, "config", "get", "timeot", says=r"did you mean 'timeout'\?")

    def test_secrets_are_not_shown(self) -> None:
        self.write("[default]\npassword = hush\n")
        for name in "token", "password", "client-secret":
            result = self.fails(2, "config", "get", name, says=f"{name} is a secret, and is not "
                                                               "shown")
            self.assertEqual(result.out, "")
            self.assertEqual("'iqm-insights auth token'" in result.err, name == "token")

    def test_a_terminal_obeys_no_value(self) -> None:
        shown = self.terminal("config", "get", "username", env={"IQM_USERNAME": "a\x1b[31mb"})
        self.assertNotIn("\x1b", shown.end().out)
        self.assertEqual(self.ok("config", "get", "username",
                                 env={"IQM_USERNAME": "a\x1b[31mb"}).out, "a\x1b[31mb\n")


class Edit(Case):
    def edit(self, script: str) -> dict[str, str | None]:
        """An environment with an editor that is a script of sed."""
        return {"VISUAL": None, "EDITOR": f"sed -i -e '{script}'"}

    @property
    def copy(self) -> str:
        """What the editor has."""
        return f"{self.config}.edit"

    def test_what_is_right_is_kept(self) -> None:
        self.write()
        result = self.ok("config", "edit", env=self.edit("s/9s/8s/"))
        self.assertEqual((self.text(), result.err), (TEXT.replace("9s", "8s"), ""))
        self.assertEqual(stat.S_IMODE(self.config.stat().st_mode), 0o600)
        self.assertEqual({p.name for p in self.config.parent.iterdir()}, {"config", "config.lock"})

    def test_mistakes_are_not(self) -> None:
        for script, says in (("s/9s/soon/", "config:4: timeout: 'soon'"),
                             ("s/csv/xml/", "config:8: output: 'xml'"),
                             ("s/home/home/;$a x", r"config:12: expected \[profile\], name"),
                             ("$a ca-file = /no/such", "ca-file: '/no/such' cannot be read")):
            self.stays(3, "config", "edit", env=self.edit(script), says=says)
            self.fails(3, "config", "edit", env=self.edit(""),
                       says=f"Continuing with what an earlier edit left in {self.copy}.\n.*{says}")
            (self.config.parent / "config.edit").unlink()

    def test_a_second_try(self) -> None:
        self.write()
        self.fails(3, "config", "edit", env=self.edit("s/9s/soon/"),
                   says=f"What was written is kept in {self.copy}; run 'iqm-insights config edit'")
        self.ok("config", "edit", env=self.edit("s/soon/7s/"))
        self.assertEqual(self.text(), TEXT.replace("9s", "7s"))

    def test_it_mends_a_broken_file(self) -> None:
        self.write("[default\n")
        self.ok("config", "edit", env=self.edit("s/$/]/"))
        self.assertEqual(self.text(), "[default]\n")

    def test_nothing_changed(self) -> None:
        self.write()
        result = self.ok("config", "edit", env={"EDITOR": "true", "VISUAL": None})
        self.assertEqual(result.err, "Nothing was changed.\n")

    def test_editors(self) -> None:
        self.stays(1, "config", "edit", env={"EDITOR": None, "VISUAL": None},
                   says="there is no terminal to edit on, and no EDITOR is set")
        self.stays(1, "config", "edit", env={"EDITOR": "false"}, says="the editor 'false' failed")
        self.stays(1, "config", "edit", env={"EDITOR": "no-such-editor"},
                   says="no editor 'no-such-editor': set EDITOR")
        self.write()
        self.ok("config", "edit", env={"VISUAL": "sed -i s/9s/8s/", "EDITOR": "false"})
        self.assertEqual(self.text(), TEXT.replace("9s", "8s"))

    def test_ctrl_c_is_the_editors(self) -> None:
        self.write()
        shown = self.terminal("config", "edit", env={
            "EDITOR": "trap 'sed -i s/9s/8s/ \"$1\"; exit 0' INT; echo ready; "
                      "while :; do sleep 0.1; done; :"})
        shown.read_until("ready")
        shown.type("\x03")
        result = shown.end()
        self.assertEqual(result.code, 0, result)
        self.assertEqual(self.text(), TEXT.replace("9s", "8s"))
