"""What is between: proxies and certificates of the environment, and a rate limit that says when."""
from __future__ import annotations

import json
import re
import socket
import ssl
import subprocess
import threading
import time
import unittest
from pathlib import Path
from typing import Optional

from tests.cli.support.user_files_case import UserFilesCase
from tests.sandbox.certs import Authority
from tests.sandbox.sandbox import Sandbox

Env = dict[str, Optional[str]]
AWAY = "https://no-such-host.invalid"


class Proxies(UserFilesCase):
    def reaches(self, env: Env, url: str = AWAY) -> str:
        """What the error of a list says behind the reason."""
        result = self.run_it("pld", "list", "--timeout", "1s", env={**env, "IQM_BASE_URL": url})
        self.assertIn(result.code, (9, 13), result)
        self.assertNotIn("hush", result.err)
        found = re.search(r", through the proxy (.*)", result.err)
        return found[1] if found else ""

    def test_each_variable(self) -> None:
        for name in "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY":
            for proxy in "http://127.0.0.1:1", "http://me:hush@127.0.0.1:1/", "127.0.0.1:1":
                shown = "127.0.0.1:1" if proxy[0] == "1" else "http://127.0.0.1:1"
                self.assertEqual(self.reaches({name: proxy}), f"{shown} ({name})")
        self.assertEqual(self.reaches({"https_proxy": "http://127.0.0.1:1",
                                       "ALL_PROXY": "http://127.0.0.1:2"}),
                         "http://127.0.0.1:1 (https_proxy)")

    def test_not_through_it(self) -> None:
        for name, value in (("no_proxy", "*"), ("NO_PROXY", "example.com,invalid"),
                            ("no_proxy", ".invalid"), ("no_proxy", "no-such-host.invalid")):
            self.assertEqual(self.reaches({"https_proxy": "http://127.0.0.1:1", name: value}), "")
        for name, value in ("no_proxy", "other.invalid"), ("no_proxy", "valid"), ("no_proxy", ""):
            self.assertEqual(self.reaches({"https_proxy": "http://127.0.0.1:1", name: value}),
                             "http://127.0.0.1:1 (https_proxy)")
        for env in {"HTTP_PROXY": "http://127.0.0.1:2"}, {"http_proxy": "http://127.0.0.1:2"}:
            self.assertEqual(self.reaches(dict(env)), "")
        self.ok("pld", "list", env={"all_proxy": "http://127.0.0.1:1"})  # it is on this machine
        self.assertEqual(self.reaches({"all_proxy": "http://127.0.0.1:2"}, "http://127.0.0.1:1"),
                         "")

    def test_one_that_is_not_there(self) -> None:
        self.assertEqual(self.reaches({"https_proxy": "http://no-such-proxy.invalid:3128"}),
                         "http://no-such-proxy.invalid:3128 (https_proxy)")


class Certificates(UserFilesCase):
    def setUp(self) -> None:
        super().setUp()
        self.authority = Authority(self.work)
        self.tls = Sandbox(tls=self.authority.server())
        self.addCleanup(self.tls.close)
        self.ca = str(self.authority.ca)
        facts = self.tls.facts()
        self.env |= {"IQM_BASE_URL": self.tls.url, "IQM_CLIENT_ID": facts["client-id"],
                     "IQM_CLIENT_SECRET": facts["client-secret"], "IQM_USERNAME": facts["username"],
                     "IQM_PASSWORD": facts["password"]}
        del self.env["IQM_TOKEN"]
        self.secrets += [facts["client-secret"], facts["password"]]

    def directory(self) -> str:
        """A directory of it, as c_rehash makes it."""
        made = self.work / "certs"
        made.mkdir()
        name = subprocess.run(["openssl", "x509", "-hash", "-noout", "-in", self.ca], text=True,
                              check=True, capture_output=True).stdout.strip()
        (made / f"{name}.0").symlink_to(self.ca)
        return str(made)

    def test_each_source(self) -> None:
        for name in "IQM_CA_FILE", "CURL_CA_BUNDLE", "SSL_CERT_FILE":
            self.ok("pld", "list", env={name: self.ca})
        directory = self.directory()
        for name in "IQM_CA_DIR", "SSL_CERT_DIR":
            self.ok("pld", "list", env={name: directory})
        self.ok("config", "set", "ca-file", self.ca)
        self.ok("pld", "list")

    def test_files_of_reports(self) -> None:
        self.ok("pld", "download", "--id", "50", "--save", "a.csv", env={"SSL_CERT_FILE": self.ca})
        self.assertGreater((self.work / "a.csv").stat().st_size, 0)

    def test_a_file_whose_host_is_not_trusted(self) -> None:
        self.control("script", operation="pld.download", times=0,
                     body=json.dumps({"success": True, "data": {
                         "pldReportUrl": f"{self.tls.url}/1_Report.csv"}}))
        self.fails(9, "pld", "download", "--id", "50", "--save", "a.csv",
                   env={"IQM_BASE_URL": self.sandbox.facts()["api"], "IQM_TOKEN": self.token},
                   says="; trusted are this system's; if your network has")

    def test_which_counts(self) -> None:
        directory = self.directory()
        other = Authority(self.home)
        for env, works in (
                ({"IQM_CA_FILE": self.ca, "CURL_CA_BUNDLE": str(other.ca)}, True),
                ({"CURL_CA_BUNDLE": self.ca, "SSL_CERT_FILE": str(other.ca)}, True),
                ({"IQM_CA_FILE": str(other.ca), "SSL_CERT_FILE": self.ca}, False),
                ({"IQM_CA_FILE": str(other.ca), "SSL_CERT_DIR": directory}, False),
                ({"SSL_CERT_FILE": self.ca, "SSL_CERT_DIR": str(self.home)}, True),
                ({"SSL_CERT_FILE": str(other.ca)}, False)):
            code = self.run_it("pld", "list", env=dict(env)).code
            self.assertEqual(code, 0 if works else 9, env)

    def test_the_error_names_the_setting(self) -> None:
        other = str(Authority(self.home).ca)
        for name in "IQM_CA_FILE", "SSL_CERT_FILE":
            self.fails(9, "pld", "list", env={name: other},
                       says=re.escape(f"; trusted are those of {other} ({name}); others are named "
                                      "by ca-file (--ca-file, IQM_CA_FILE)"))
        says = "; trusted are this system's; if your network has a certificate authority of its " \
               "own, set ca-file (--ca-file, IQM_CA_FILE)"
        self.fails(9, "pld", "list", says=re.escape(says))
        result = self.fails(9, "pld", "list", "-o", "json")
        self.assertIn(says, result.error["message"])
        self.assertEqual(self.settings(env={"SSL_CERT_DIR": "/x"})["ca-dir"],
                         ("/x", "SSL_CERT_DIR"))
        self.fails(3, "pld", "list", env={"SSL_CERT_DIR": "/no/such"},
                   says=r"ca-dir: '/no/such' cannot be read \(SSL_CERT_DIR\)")


class ProxySetting(UserFilesCase):
    """A proxy that a setting names, on this machine: it refuses, and keeps what it was asked."""

    def setUp(self) -> None:
        super().setUp()
        self.asked: list[str] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.at = "127.0.0.1:%d" % self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.serve)
        self.thread.start()
        self.addCleanup(self.stop)

    def serve(self) -> None:
        """Until the listener is shut down."""
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(10)
                self.asked.append(connection.recv(65536).decode())
                connection.sendall(b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")

    def stop(self) -> None:
        """Ends the thread."""
        self.listener.shutdown(socket.SHUT_RDWR)
        self.thread.join(10)
        self.listener.close()

    def test_each_source(self) -> None:
        self.env["IQM_BASE_URL"] = AWAY
        plain, user = f"http://{self.at}", f"http://me:hu%40sh@{self.at}"
        says = re.escape(f"the proxy refused to connect: HTTP 403, through the proxy {plain} "
                         "(the setting proxy)")
        sources: list[tuple[list[str], Env, str]] = [
            (["--proxy", plain], {}, ""), ([], {"IQM_PROXY": user}, ""), ([], {}, user)]
        for words, env, line in sources:
            self.configure(f"[default]\nproxy = {line}\n" if line else "")
            self.config.chmod(0o600)
            more: Env = {"https_proxy": "http://127.0.0.1:1", "no_proxy": "*", **env}
            result = self.fails(3, "pld", "list", *words, env=more, says=says)
            self.assertNotIn("sh@", result.err)
            self.assertIn("CONNECT no-such-host.invalid:443 HTTP/1.1\r\n", self.asked[-1])
            self.assertNotIn(self.token, self.asked[-1])
            self.assertEqual("Proxy-Authorization: Basic bWU6aHVAc2g=" in self.asked[-1],
                             not words)
        self.assertEqual(len(self.asked), 3)

    def test_a_socks_proxy_is_offered_no_kerberos(self) -> None:
        """Its server would be asked without a look at deadline and cancel."""
        for user, offered in ("", b"\x05\x01\x00"), ("me:hush@", b"\x05\x02\x00\x02"):
            self.run_it("pld", "list", env={"IQM_PROXY": f"socks5h://{user}{self.at}",
                                            "IQM_BASE_URL": AWAY})
            self.assertEqual(self.asked[-1].encode(), offered)

    def test_this_machine_and_none(self) -> None:
        self.ok("pld", "list", "--proxy", f"http://{self.at}")
        result = self.run_it("pld", "list", "--timeout", "1s", "--proxy", "none",
                             env={"IQM_BASE_URL": AWAY, "https_proxy": f"http://{self.at}"})
        self.assertNotIn("proxy", result.err)
        self.assertEqual(self.asked, [])

    def test_a_password_is_not_shown(self) -> None:
        secret = f"http://me:hush@{self.at}"
        self.fails(2, "pld", "list", "--proxy", secret,
                   says="--proxy: a password on the command line can be read by others; set IQM_P")
        self.fails(2, "config", "set", "proxy", secret, says="proxy is a secret, and a command li")
        self.fails(3, "pld", "list", env={"IQM_PROXY": "me:hush@p:1"},
                   says=r"proxy: expected http://, .* or 'none' \(IQM_PROXY\)")
        self.configure(f"[default]\nproxy = {secret}\n")
        self.config.chmod(0o644)
        self.fails(3, "pld", "list", says="nobody else may|others|chmod")
        self.config.chmod(0o600)
        self.assertEqual(self.settings()["proxy"], ("set", "profile default"))
        self.fails(2, "config", "get", "proxy", says="proxy is a secret")
        for words in (("doctor",), ("pld", "list", "--debug"), ("config", "list")):
            result = self.run_it(*words, env={"IQM_BASE_URL": AWAY})
            self.assertNotIn("hush", result.out + result.err)
        doctor = self.run_it("doctor", env={"IQM_BASE_URL": AWAY}).out
        self.assertRegex(doctor, rf"proxy +ok +http://{self.at} \(profile default\)")


class ClientCertificate(UserFilesCase):
    """A service that wants one."""

    def setUp(self) -> None:
        super().setUp()
        self.authority = Authority(self.work)
        self.ca = str(self.authority.ca)
        context = self.authority.server("strict")
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(self.ca)
        self.strict = Sandbox(tls=context)
        self.addCleanup(self.strict.close)
        facts = self.strict.facts()
        self.env |= {"IQM_BASE_URL": self.strict.url, "IQM_CA_FILE": self.ca,
                     "IQM_CLIENT_ID": facts["client-id"],
                     "IQM_CLIENT_SECRET": facts["client-secret"],
                     "IQM_USERNAME": facts["username"], "IQM_PASSWORD": facts["password"]}
        del self.env["IQM_TOKEN"]
        self.secrets += [facts["client-secret"], facts["password"]]
        self.cert, self.key = (str(path) for path in self.authority.client())

    def test_each_source_of_both(self) -> None:
        self.ok("pld", "list", "--client-cert", self.cert, "--client-key", self.key)
        self.ok("pld", "list", env={"IQM_CLIENT_CERT": self.cert, "IQM_CLIENT_KEY": self.key})
        both = self.work / "both.pem"
        both.write_text("".join(Path(name).read_text() for name in (self.key, self.cert)))
        self.configure(f"[default]\nclient-cert = {both}\n")
        self.ok("pld", "list")
        self.assertRegex(self.run_it("doctor").out, f"client-cert +ok +{both} ")

    def test_none_or_a_strangers(self) -> None:
        self.fails(9, "pld", "list", says="wants a client certificate")
        cert, key = (str(path) for path in Authority(self.home).client())
        self.fails(9, "pld", "list", "--client-cert", cert, "--client-key", key)

    def test_what_cannot_be_used(self) -> None:
        self.fails(3, "pld", "list", "--client-key", self.key,
                   says="client-key: expected client_cert beside it")
        self.fails(3, "pld", "list", "--client-cert", "/no/such",
                   says=r"client-cert: '/no/such' cannot be read \(--client-cert\)")
        self.fails(3, "pld", "list", "--client-cert", self.key, says="(?i)certificate")
        self.fails(3, "pld", "list", "--client-cert", self.cert, "--client-key", self.cert,
                   says="(?i)key")
        self.fails(3, "pld", "list", "--client-cert", self.cert,
                   says="found no such key; one in another file is named by client_key")

    def test_no_file_host_gets_it(self) -> None:
        self.fails(9, "pld", "download", "--id", "50", "--save", "a.csv", "--client-cert",
                   self.cert, "--client-key", self.key, says="wants a client certificate")

    def test_nobody_is_asked_for_a_keys_password(self) -> None:
        locked = str(self.work / "locked.key")
        subprocess.run(["openssl", "pkey", "-in", self.key, "-out", locked, "-aes128", "-passout",
                        "pass:hush"], check=True, capture_output=True)
        shown = self.terminal("pld", "list", "--client-cert", self.cert, "--client-key", locked)
        result = shown.end()
        self.assertEqual(result.code, 3, result)
        self.assertNotRegex(result.out, "(?i)enter pem")


class TryAgain(UserFilesCase):
    """A rate limit that is used up says when it is not."""

    def seconds(self, *words: str) -> int:
        """How long, and whether the clock time fits."""
        result = self.fails(8, *words)
        found = re.search(r"; try again in (\d+) s, at (\d\d:\d\d:\d\d)\n", result.err)
        assert found, result
        at = {time.strftime("%H:%M:%S", time.gmtime(time.time() + int(found[1]) + off))
              for off in (-2, -1, 0, 1)}
        self.assertIn(found[2], at)
        return int(found[1])

    def test_the_services(self) -> None:
        self.env["TZ"] = "UTC"
        script = {"operation": "pld.list", "status": 429, "body": "",
                  "headers": {"Retry-After": "500"}}
        self.control("script", **script)
        self.assertIn(self.seconds("pld", "list"), (499, 500))
        self.forget_rate_limit()
        self.control("script", **script)
        message = self.fails(8, "pld", "list", "-o", "json").error["message"]
        self.assertRegex(message, r"; try again in \d+ s, at \d\d:\d\d:\d\d$")

    def test_our_own(self) -> None:
        self.env["TZ"] = "UTC"
        for _ in range(20):
            self.ok("pld", "list", "--no-of-entries", "1")
        self.assertLessEqual(self.seconds("pld", "list", "--timeout", "1s"), 60)
        self.assertEqual(len(self.look("arrivals")), 20)


if __name__ == "__main__":
    unittest.main()
