"""Where settings come from, and what is wrong with them."""
from __future__ import annotations

import os
import pwd
import stat
import unittest

from tests.cli.support.user_files_case import UserFilesCase

# A setting's option, variable and line with a value each, and its default.
SOURCES = {
    "base-url": ("http://127.0.0.1:1", "http://127.0.0.1:2", "http://127.0.0.1:3",
                 "https://api.iqm.com"),
    "ow-id": ("1", "2", "3", None),
    "ca-file": ("/1.pem", "/2.pem", "/3.pem", None),
    "client-cert": ("/1.pem", "/2.pem", "/3.pem", None),
    "client-key": ("/1.key", "/2.key", "/3.key", None),
    "proxy": ("http://p:1", "http://me@p:2", "none", None),
    "dialect": ("samples", "openapi", "samples", "page"),
    "timezone": ("Asia/Tokyo", "Europe/Rome", "UTC", None),
    "timeout": ("1s", "2s", "3s", "2m"),
    "client-id": (None, "2", "3", None),
    "username": (None, "b@example.com", "c@example.com", None),
}
SECRETS = ("token", "client-secret", "password")


class Sources(UserFilesCase):
    def setUp(self) -> None:
        super().setUp()
        for name in ("IQM_BASE_URL", "IQM_TOKEN", "IQM_OW_ID"):
            del self.env[name]

    def test_options_before_environment_before_profile_before_default(self) -> None:
        for name, (option, variable, line, default) in SOURCES.items():
            with self.subTest(name):
                key = f"IQM_{name.upper().replace('-', '_')}"
                self.configure("[other]\n")
                self.assertEqual(self.settings()[name], (default, default and "default"))
                self.configure(f"[default]\n{name} = {line}\n")
                for env in ({}, {key: ""}):  # empty is not set
                    self.assertEqual(self.settings(env=env)[name], (line, "profile default"))
                self.assertEqual(self.settings(env={key: variable})[name], (variable, key))
                if option:
                    self.assertEqual(self.settings(f"--{name}", option, env={key: variable})[name],
                                     (option, f"--{name}"))

    def test_what_other_tools_go_by(self) -> None:
        env: dict[str, str | None] = {"SSL_CERT_FILE": "/ssl.pem"}
        self.assertEqual(self.settings(env=env)["ca-file"], ("/ssl.pem", "SSL_CERT_FILE"))
        env["CURL_CA_BUNDLE"] = "/curl.pem"
        self.assertEqual(self.settings(env=env)["ca-file"], ("/curl.pem", "CURL_CA_BUNDLE"))
        self.configure("[default]\nca-file = /3.pem\n[work]\n")
        self.assertEqual(self.settings(env=env)["ca-file"], ("/3.pem", "profile default"))
        self.assertEqual(self.settings("--profile", "work", env=env)["ca-file"],
                         ("/curl.pem", "CURL_CA_BUNDLE"))
        self.fails(3, "pld", "list", "--profile", "work", env=env,
                   says=r"ca-file: '/curl.pem' cannot be read \(CURL_CA_BUNDLE\)")

    def test_secrets(self) -> None:
        for name in SECRETS:
            key = f"IQM_{name.upper().replace('-', '_')}"
            self.configure("")
            self.assertEqual(self.settings()[name], ("not set", None))
            self.configure(f"[default]\n{name} = hush\n")
            self.assertEqual(self.settings()[name], ("set", "profile default"))
            self.assertEqual(self.settings(env={key: "hush"})[name], ("set", key))


class Use(UserFilesCase):
    def test_form_of_the_data(self) -> None:
        words = ("pld", "list", "--no-of-entries", "1")
        self.assertTrue(self.ok(*words).out.startswith("ID "))
        self.configure("[default]\noutput = csv\n")
        self.assertTrue(self.ok(*words).out.startswith("id,"))
        env: dict[str, str | None] = {"IQM_OUTPUT": "jsonl"}
        self.assertEqual(self.ok(*words, env=env).rows[0]["pldId"], 50)
        self.assertIn("pldReportDataList", self.ok(*words, "-o", "json", env=env).json)

    def test_what_is_sent_is_what_is_set(self) -> None:
        self.configure("[default]\n[work]\now-id = 7\ndialect = openapi\n")
        env: dict[str, str | None] = {"IQM_OW_ID": None}
        self.fails(5, "aqs", "report-types", "--profile", "work", env=env)
        headers = {k.lower(): v for k, v in self.look("requests?last=1")[0]["headers"]}
        self.assertEqual(headers["x-iaa-ow-id"], "7")
        self.assertRegex(headers["user-agent"], r"^iqm-insights/\d")
        self.ok("pld", "campaigns", "--profile", "work")
        self.assertEqual(self.look("requests?last=1")[0]["dialect"], "openapi")

    def test_time_of_a_call(self) -> None:
        self.control("fault", operation="pld.list", kind="silent", times=0)
        self.configure("[default]\ntimeout = 300ms\n")
        self.fails(13, "pld", "list", says="pld.list")

    def test_profile(self) -> None:
        self.configure("[default]\ntimezone = Asia/Tokyo\n\n[work]\now-id = 5\n")
        shown = self.settings("--profile", "work", env={"IQM_OW_ID": None})
        self.assertEqual(shown["ow-id"], ("5", "profile work"))
        self.assertEqual(shown["profile"], ("work", "--profile"))
        self.assertEqual(shown["state-directory"][0], str(self.state))
        self.fails(3, "config", "list", "--profile", "works",
                   says=r"no profile 'works' in /.*/config, did you mean 'work'\?")
        self.config.unlink()
        self.fails(3, "config", "list", "--profile", "work",
                   says="no profile 'work': there is no file /.*/config")

    def test_the_profile_of_the_environment(self) -> None:
        self.configure("[default]\n[work]\now-id = 5\n[home]\now-id = 6\n")
        env: dict[str, str | None] = {"IQM_OW_ID": None, "IQM_PROFILE": "work"}
        shown = self.settings(env=env)
        self.assertEqual((shown["profile"], shown["ow-id"]),
                         (("work", "IQM_PROFILE"), ("5", "profile work")))
        shown = self.settings("--profile", "home", env=env)
        self.assertEqual((shown["profile"], shown["ow-id"][0]), (("home", "--profile"), "6"))
        self.assertEqual(self.settings(env={"IQM_PROFILE": ""})["profile"],
                         ("default", "default"))
        self.fails(3, "config", "list", env={"IQM_PROFILE": "../x"}, says="IQM_PROFILE: expected")
        self.fails(3, "config", "list", env={"IQM_PROFILE": "wor"},
                   says=r"no profile 'wor' in /.*/config, did you mean 'work'\?")

    INHERITED = {"dialect": "openapi", "timezone": "Asia/Tokyo", "no-purchases": "yes",
                 "output": "json", "timeout": "7s", "proxy": "http://p:7"}
    OWN = {"base-url": "http://127.0.0.1:7", "token": "hush", "ow-id": "7", "client-id": "c",
           "client-secret": "hush", "username": "u", "password": "hush", "ca-file": "/7.pem",
           "ca-dir": "/7", "client-cert": "/7.pem", "client-key": "/7.key"}

    def test_what_a_profile_inherits(self) -> None:
        """What it lacks, from [default], wherever that stands; but not where secrets go."""
        for name in ("IQM_BASE_URL", "IQM_TOKEN", "IQM_OW_ID"):
            del self.env[name]
        lines = "".join(f"{k} = {v}\n" for k, v in {**self.INHERITED, **self.OWN}.items())
        for text in (f"[default]\n{lines}[work]\ntimeout = 9s\n",
                     f"[work]\ntimeout = 9s\n[default]\n{lines}"):
            self.configure(text)
            shown = self.settings("--profile", "work")
            self.assertEqual(shown["timeout"], ("9s", "profile work"))
            for name, value in self.INHERITED.items():
                if name not in ("timeout", "output"):  # settings() gives -o json
                    self.assertEqual(shown[name], (value, "profile default"))
            for name in self.OWN:
                self.assertNotEqual(shown[name][1], "profile default", name)
        # `settings` above has to name all that there are.
        self.assertLessEqual({*self.INHERITED, *self.OWN}, shown.keys())
        self.assertEqual(self.ok("config", "list", "--profile", "work").json[0]["value"], "work")

    def test_a_mistake_in_what_is_inherited(self) -> None:
        self.configure("[default]\ntimeout = soon\n[work]\n")
        self.fails(3, "config", "list", "--profile", "work", says="/config:2: timeout: 'soon'")

    def test_names_of_profiles(self) -> None:
        for name in ("", ".", "..", "../x", "a/b", "-x", "a b", "x" * 64, "ä"):
            self.fails(2, "config", "list", f"--profile={name}", says="--profile: expected up to")
        for name in ("a", "A.b_c-9", "x" * 63):
            self.configure(f"[{name}]\n")
            self.ok("config", "list", "--profile", name)


class BadValues(UserFilesCase):
    def test_each_source_is_named(self) -> None:
        for name, value, says in (
                ("dialect", "pag", r"'pag' is none of page, openapi, samples, july-file, "
                                   r"older-file, did you mean 'page'\?"),
                ("output", "xml", "'xml' is none of table, json, jsonl, csv, tsv"),
                ("timeout", "soon", "'soon' is not a duration, expected one like 90s, 15m, 2h"),
                ("timeout", "0", "'0' is too short a duration"),
                ("ow-id", "token", "expected digits without leading zeros, found something else"),
                ("ow-id", "007", "expected digits without leading zeros, found something else")):
            variable = f"IQM_{name.upper().replace('-', '_')}"
            self.configure("")
            self.fails(3, "pld", "list", env={variable: value}, says=f"{variable}: {says}")
            self.fails(2, "pld", "list", f"--{name}", value, says=f"--{name}: {says}")
            self.configure(f"# one\n[default]\n\n{name} = {value}\n")
            self.fails(3, "pld", "list", env={"IQM_OW_ID": None},
                       says=f"/config:4: {name}: {says}")
        self.assertEqual(self.look("arrivals"), [])

    def test_what_the_library_refuses_names_its_source(self) -> None:
        result = self.fails(3, "pld", "list", "--base-url", "http://example.com",
                            says=r"base-url: expected https:// .* \(--base-url\)")
        self.assertNotIn("base_url", result.err)
        self.fails(3, "pld", "list", env={"IQM_BASE_URL": "https://example.com:0443"},
                   says="base-url: expected a port from 1 to 65535 without leading zeros, found "
                        r"'https://example.com:0443' \(IQM_BASE_URL\)")
        self.fails(3, "pld", "list", env={"IQM_CA_FILE": "/no/such"},
                   says=r"ca-file: '/no/such' cannot be read \(IQM_CA_FILE\)")

    def test_errors_in_json(self) -> None:
        result = self.fails(3, "pld", "list", env={"IQM_OUTPUT": "json", "IQM_DIALECT": "x"})
        self.assertEqual((result.error["exit"], result.error["class"]), (3, "config"))
        self.configure("nothing\n")
        result = self.fails(3, "pld", "list", env={"IQM_OUTPUT": "jsonl"})
        self.assertRegex(result.error["message"], "/config:1: expected")


class ConfigFile(UserFilesCase):
    def test_forms(self) -> None:
        self.configure("# first\r\n\n\t[ default ] \r\n  ow-id=3\t\r\n#ow-id = 4\n"
                       "timezone   =  A = b # c  \n[other]\now-id = 9")
        shown = self.settings(env={"IQM_OW_ID": None})
        self.assertEqual(shown["ow-id"], ("3", "profile default"))
        self.assertEqual(shown["timezone"][0], "A = b # c")
        self.assertEqual(self.settings("--profile", "other", env={"IQM_OW_ID": None})["ow-id"][0],
                         "9")

    def test_bad_lines(self) -> None:
        for text, line, says in (
                ("timeout\n", 1, r"expected \[profile\], name = value, or # and a comment"),
                ("timeout = 1s\n", 1, r"expected \[profile\] before the first setting"),
                ("[default]\ntimeot = 1s\n", 2, r"no setting has this name 'timeot', did you mean "
                                                r"'timeout'\?"),
                ("[default]\nclient_id = x\n", 2, "'client_id', did you mean 'client-id'"),
                ("[default]\ntimeout =\n", 2, "timeout has no value"),
                ("[default]\ntimeout = 1s\n\ntimeout = 2s\n", 4, "timeout is set already, in "
                                                                 "line 2"),
                ("[default]\n[work]\n[default]\n", 3, "a second section of profile default"),
                ("[default\n", 1, r"found no '\]'"),
                ("[]\n", 1, "the profile's name"),
                ("[a/b]\n", 1, "the profile's name"),
                ("[default]\n[other]\n= 1\n", 3, "no setting has this name")):
            self.configure(text)
            self.fails(3, "config", "list", says=f"/config:{line}: .*{says}")

    def test_a_secret_in_the_wrong_place_is_not_shown(self) -> None:
        for line in ("Hush0Hush0Hush0=", "hush", "hush hush = x", "token hush", "[hush",
                     "[hush hush]"):
            self.configure(f"[default]\n{line}\n")
            result = self.fails(3, "config", "list", says="/config:2: ")
            self.assertNotIn("hush", result.err.lower())

    def test_others_must_not_read_secrets(self) -> None:
        for name in ("token", "password", "client-secret"):
            for mode in (0o640, 0o604, 0o601):
                self.configure(f"[default]\n[work]\n{name} = hush-hush\n", mode)
                result = self.fails(3, "pld", "list", says=f"found mode {mode:03o}; "
                                                           "run: chmod go= '/.*/config'")
                self.assertNotIn("hush-hush", result.err)
            self.configure(f"[default]\n{name} = hush-hush\n", 0o400)
            self.assertNotIn("hush-hush", self.ok("config", "list", "--debug").out)
        self.configure("[default]\ntimezone = UTC\n", 0o644)
        self.ok("config", "list")

    def test_others_must_not_write_it(self) -> None:
        """Its base URL is where the token goes."""
        for mode in (0o622, 0o620, 0o602, 0o666):
            self.configure(f"[default]\nbase-url = {self.env['IQM_BASE_URL']}\n", mode)
            self.fails(3, "pld", "list", env={"IQM_BASE_URL": None},
                       says="expected that only its user can write it, found mode "
                            f"{mode:03o}; run: chmod go-w '/.*/config'")
        self.assertEqual(self.look("arrivals"), [])

    def test_others_must_not_replace_it(self) -> None:
        self.configure("[default]\ntimeout = 9s\n")
        for mode in (0o770, 0o707):
            self.config.parent.chmod(mode)
            self.fails(3, "pld", "list", says="folder '/.*/iqm-insights': expected that only its "
                                              f"user can write it, found mode {mode:o}; run: chmod "
                                              "go-w")
        self.assertEqual(self.look("arrivals"), [])
        self.config.parent.chmod(0o1777)  # there nobody replaces another's file
        self.assertEqual(self.settings()["timeout"][0], "9s")
        self.config.unlink()
        self.config.parent.chmod(0o777)  # somebody may have taken it away
        self.fails(3, "pld", "list", says="found mode 777")

    @unittest.skipUnless(os.geteuid() == 0, "only root gives files away")
    def test_whose_it_is(self) -> None:
        path = self.configure("[default]\ntimeout = 9s\n")
        os.chown(path, 65534, 0)
        self.fails(3, "config", "list",
                   says="expected a regular file of user 0, found one of user 65534")
        os.chown(path, 0, 0)
        path.chmod(0o644)
        for directory in (self.home, *path.relative_to(self.home).parents[:-1]):
            os.chmod(self.home / directory, 0o755)
        shown = self.settings(env={"XDG_STATE_HOME": "/proc"}, user=65534)  # root's will do
        self.assertEqual(shown["timeout"][0], "9s")

    def test_how_it_is_written(self) -> None:
        for codec in ("utf-8-sig", "utf-8"):
            self.config.parent.mkdir(parents=True, exist_ok=True)
            self.config.write_text("[default]\ntimeout = 9s\n", encoding=codec)
            self.assertEqual(self.settings()["timeout"][0], "9s")
        self.config.write_text("[default]\n", encoding="utf-16")
        self.fails(3, "config", "list",
                   says="/config: expected UTF-8, found UTF-16; save it as UTF-8")

    def test_no_file_to_read(self) -> None:
        self.config.mkdir(parents=True)
        self.fails(3, "config", "list", says="config.: expected a regular file, found another kind")
        self.config.rmdir()
        os.mkfifo(self.config)
        self.fails(3, "config", "list", says="expected a regular file, found another kind")
        self.config.unlink()
        self.configure("[default]\n")
        self.config.write_bytes(b"[default]\n\0\n")
        self.fails(3, "config", "list", says="a NUL byte in it")
        self.config.write_bytes(b"#" * (1 << 20) + b"\n")
        self.fails(3, "config", "list", says="at most 1048576 bytes")
        self.config.unlink()
        self.config.symlink_to("config")
        self.fails(3, "config", "list", says="cannot be opened")

    def test_a_link_to_it_will_do(self) -> None:
        real = self.home / "elsewhere"
        real.write_text("[default]\now-id = 4\n", encoding="utf-8")
        self.config.parent.mkdir(parents=True)
        self.config.symlink_to(real)
        self.assertEqual(self.settings(env={"IQM_OW_ID": None})["ow-id"][0], "4")


class Directories(UserFilesCase):
    def test_xdg(self) -> None:
        config, state = self.home / "c", self.home / "s"
        (config / "iqm-insights").mkdir(parents=True)
        (config / "iqm-insights" / "config").write_text("[default]\now-id = 6\n")
        shown = self.settings(env={"XDG_CONFIG_HOME": str(config), "XDG_STATE_HOME": str(state),
                                   "IQM_OW_ID": None})
        self.assertEqual(shown["ow-id"][0], "6")
        self.assertEqual(shown["config-file"], (f"{config}/iqm-insights/config", "found"))
        self.assertEqual(shown["state-directory"][0], f"{state}/iqm-insights")
        self.assertEqual(stat.S_IMODE((state / "iqm-insights").stat().st_mode), 0o700)
        self.assertFalse((self.home / ".local").exists())

    def test_relative_ones_do_not_count(self) -> None:
        shown = self.settings(env={"XDG_CONFIG_HOME": "c", "XDG_STATE_HOME": "./s"})
        self.assertEqual(shown["config-file"], (str(self.config), "not found"))
        self.assertEqual(shown["state-directory"][0], str(self.state))
        self.assertEqual(list(self.work.iterdir()), [])

    def test_without_a_home(self) -> None:
        home = pwd.getpwuid(os.geteuid()).pw_dir
        for value in (None, "", "somewhere"):
            shown = self.settings(env={"HOME": value, "XDG_STATE_HOME": str(self.home / "s")})
            self.assertEqual(shown["config-file"][0], f"{home}/.config/iqm-insights/config")
