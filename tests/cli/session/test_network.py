"""What is between: proxies and certificates of the environment, and a rate limit that says when."""
from __future__ import annotations

import json
import re
import subprocess
import time
import unittest
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
