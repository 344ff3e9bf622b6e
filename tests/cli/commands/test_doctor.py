"""doctor: each check as it should be, and each failure provoked."""
from __future__ import annotations

import email.utils
import json
import time
from typing import Any, Optional

from tests.sandbox.certs import Authority
from tests.sandbox.sandbox import Sandbox

from tests.cli.support.user_files_case import UserFilesCase, no_room

Env = dict[str, Optional[str]]
ALL = ["libcurl", "configuration", "time zones", "state directory", "rate limit", "journal",
       "purchases", "log-in", "certificates", "proxy", "connection", "clock", "token", "status ids"]


class Case(UserFilesCase):
    def doctor(self, code: int = 0, env: Optional[Env] = None,
               words: tuple[str, ...] = ()) -> dict[str, dict[str, str]]:
        """What it found, by check."""
        result = self.run_it("doctor", "-o", "json", *words, env=env)
        self.assertEqual(result.code, code, result)
        if code:
            self.assertEqual(result.error["class"], "doctor")
            failed = sum(row["result"] == "FAIL" for row in result.json)
            self.assertEqual(result.error["message"],
                             f"{failed} check{'s' if failed > 1 else ''} failed")
        return {row["check"]: row for row in result.json}

    def finds(self, check: str, result: str, detail: str, env: Optional[Env] = None,
              words: tuple[str, ...] = ()) -> dict[str, dict[str, str]]:
        """Finds this, and no other failure."""
        found = self.doctor(21 if result == "FAIL" else 0, env, words)
        self.assertEqual(found[check]["result"], result, found)
        self.assertRegex(found[check]["detail"], detail)
        self.assertEqual([c for c, row in found.items() if row["result"] == "FAIL" and c != check],
                         [])
        return found


class Well(Case):
    def test_all_is_well(self) -> None:
        found = self.doctor()
        self.assertEqual(list(found), ALL)
        self.assertEqual({row["result"] for row in found.values()}, {"ok"})
        self.assertRegex(found["libcurl"]["detail"], r"^\d+\.\d+\.\d+, \S+/\d")
        self.assertRegex(found["connection"]["detail"],
                         r"^http://127.0.0.1:\d+: name \d+ ms, connection \d+ ms, response \d+ ms$")
        self.assertEqual(found["status ids"]["detail"], "static.insights-statuses: as "
                         "insights_status; static.report-statuses: as openapi_status")
        self.assertEqual(len(self.look("arrivals")), 3)

    def test_formats(self) -> None:
        lines = self.ok("doctor").out.splitlines()
        self.assertRegex(lines[0], "^CHECK +RESULT +DETAIL$")
        self.assertEqual(len(lines), len(ALL) + 1)
        for line in lines[1:]:
            self.assertRegex(line, " ok  ")
        self.assertEqual(self.ok("doctor", "-o", "csv").out.splitlines()[0], "check,result,detail")
        self.assertEqual([row["check"] for row in self.ok("doctor", "-o", "jsonl").rows], ALL)
        self.assertIn(f"shared through {self.state}/limits/127.0.0.1_",
                      self.terminal("doctor", width=40).end().out)

    def test_purchases(self) -> None:
        self.assertEqual(self.doctor()["journal"]["detail"], "none yet")
        for value, detail in (("0", "^allowed$"), ("", "^allowed$"),
                              ("1", r"^switched off: no-purchases is set \(IQM_NO_PURCHASES\)$")):
            self.finds("purchases", "ok", detail, {"IQM_NO_PURCHASES": value})

    def test_log_ins(self) -> None:
        found = self.doctor(env=self.log_in_env)
        self.assertRegex(found["log-in"]["detail"], "^as jane.* by the settings")
        self.log_in()
        self.assertRegex(self.doctor()["log-in"]["detail"], "^cached for jane")
        self.change_cached(expires=1)
        self.assertEqual(self.doctor()["token"]["result"], "ok")

    def test_a_trial_leaves_nothing(self) -> None:
        self.doctor()
        self.assertEqual({p.name for p in self.state.iterdir()}, {"limits"})


class Statuses(Case):
    """What the service lists as statuses, against the tables of the spec."""

    def lists(self, *rows: tuple[int, Any], operation: str = "static.report-statuses") -> str:
        """What the doctor says where the service lists these."""
        body = json.dumps({"success": True,
                           "data": [{"id": number, "name": name} for number, name in rows]})
        self.control("script", operation=operation, status=200, body=body)
        found = self.doctor()["status ids"]
        self.assertEqual(found["result"], "ok" if "not" not in found["detail"]
                         and "no " not in found["detail"] else "warn")
        return found["detail"].rpartition("static.report-statuses")[2]

    def test_the_other_table(self) -> None:
        self.assertEqual(self.lists((3, "Failed"), (1, "Processing"), (2, "READY")),
                         ": as insights_status")

    def test_another_name(self) -> None:
        self.assertEqual(self.lists((1, "processing"), (2, "done"), (3, "failed")),
                         ": not as insights_status, 2 is 'done' and not 'ready'")

    def test_one_more_and_one_less(self) -> None:
        four = [(1, "failed"), (2, "processing"), (3, "ready"),
                (4, "Failed Insufficient Funds")]
        self.assertEqual(self.lists(*four), ": as openapi_status")
        self.assertEqual(self.lists(*four, (5, "gone")),
                         ": not as openapi_status, 5 is 'gone' and not known")
        self.assertEqual(self.lists(*four[1:]),
                         ": not as openapi_status, 1, 'failed', is missing")

    def test_none(self) -> None:
        self.assertEqual(self.lists(), ": no statuses")

    def test_a_refusal(self) -> None:
        self.control("script", operation="static.insights-statuses", status=403,
                     body='{"success": false, "errorObjects": [{"error": "no"}]}')
        found = self.doctor()["status ids"]
        self.assertEqual((found["result"], found["detail"]), (
            "warn", "static.insights-statuses: HTTP 403: no; static.report-statuses: as "
            "openapi_status"))


class Machine(Case):
    def test_configuration(self) -> None:
        self.configure("[default]\ntimeot = 1s\n")
        found = self.finds("configuration", "FAIL", "/config:2: .*did you mean 'timeout'")
        self.assertEqual(list(found), ["libcurl", "configuration"])
        self.configure("[default]\npassword = hush\n", 0o644)
        self.finds("configuration", "FAIL", "chmod go=")
        self.configure("[default]\ntimeout = soon\n")
        self.finds("configuration", "FAIL", "/config:2: timeout: 'soon' is not a duration")
        self.configure("[work]\n")
        self.finds("configuration", "ok", "/config, profile work", words=("--profile", "work"))
        self.finds("configuration", "FAIL", "no profile 'home'", words=("--profile", "home"))

    def test_settings(self) -> None:
        self.finds("settings", "FAIL", "IQM_DIALECT: 'x' is none of", {"IQM_DIALECT": "x"})
        self.finds("connection", "FAIL", r"base-url: expected https:// .* \(IQM_BASE_URL\)",
                   {"IQM_BASE_URL": "http://example.com"})
        self.finds("connection", "FAIL", r"ca-file: .* cannot be read",
                   {"IQM_CA_FILE": "/no/such"})

    def test_zones(self) -> None:
        self.finds("time zones", "FAIL", "Mars/Base is not known; .* of IQM_TIMEZONE",
                   {"IQM_TIMEZONE": "Mars/Base"})
        self.finds("time zones", "FAIL", r"install the zones \(Debian: tzdata\)",
                   {"TZDIR": str(self.work)})
        self.finds("time zones", "ok", "-05:00 is known",
                   {"TZDIR": str(self.work), "IQM_TIMEZONE": "-05:00"})

    def test_state_directory(self) -> None:
        found = self.finds("state directory", "FAIL", "/proc/iqm-insights cannot be made",
                           {"XDG_STATE_HOME": "/proc"})
        self.assertNotIn("journal", found)
        self.assertEqual(found["connection"]["result"], "ok")
        self.state.mkdir(parents=True)
        (self.state / "trial").mkdir()
        self.finds("state directory", "FAIL", "/trial cannot be made")
        (self.state / "trial").rmdir()
        result = self.fails(21, "doctor", preexec_fn=no_room)
        self.assertRegex(result.out,
                         "state directory +FAIL .*/trial cannot be written: File too large")
        self.state.chmod(0o777)
        self.finds("state directory", "FAIL", "chmod go-w")

    def test_rate_limit(self) -> None:
        self.doctor()
        next((self.state / "limits").iterdir()).write_text("something else")
        self.finds("rate limit", "FAIL", "expected a limiter's file .*; remove that file")

    def test_journal(self) -> None:
        self.state.mkdir(parents=True, mode=0o700)
        (self.state / "journal").write_text("something else\n")
        self.finds("journal", "FAIL", "journal")

    def test_open_purchases(self) -> None:
        words = ("pld", "generate", "--timezone", "UTC", "--yes", "--campaign-id", "451351")
        self.ok(*words, "--start-date", "2026-01-05", "--end-date", "2026-01-06")
        self.finds("journal", "ok", "^1 purchase$")
        self.control("fault", operation="pld.generate", kind="lost-before")
        self.fails(11, *words, "--start-date", "2026-01-07", "--end-date", "2026-01-08")
        self.finds("journal", "warn", "1 of 2 purchases .* run 'iqm-insights journal resume'")


class LogIn(Case):
    def test_none(self) -> None:
        found = self.finds("log-in", "FAIL", "^not logged in; run 'iqm-insights auth login'",
                           {"IQM_TOKEN": None})
        self.assertEqual(found["connection"]["result"], "ok")  # the service can refuse us
        self.assertEqual(found["clock"]["result"], "ok")
        self.assertNotIn("token", found)

    def test_ended(self) -> None:
        self.log_in()
        self.change_cached(expires=1, refresh_token=None)
        self.finds("log-in", "FAIL", "of jane.* has expired, and cannot be renewed; run")

    def test_a_file_that_others_can_read(self) -> None:
        self.log_in()
        (self.credentials / "token").chmod(0o644)
        self.finds("log-in", "FAIL", "chmod go=")

    def test_no_workspace(self) -> None:
        self.control("script", operation="aqs.report-types",
                     sample="aqs.report-types.response.200.json", unchecked=True)
        self.finds("log-in", "warn", "the token of IQM_TOKEN does not name a workspace; set "
                                     "IQM_OW_ID", {"IQM_OW_ID": None})

    def test_refused(self) -> None:
        self.finds("token", "FAIL", "HTTP 401.*; the token of IQM_TOKEN is refused or has expired",
                   {"IQM_TOKEN": "wrong"})
        found = self.finds("token", "FAIL", "auth.login: HTTP 403",
                           {**self.log_in_env, "IQM_PASSWORD": "wrong"})
        self.assertEqual((found["connection"]["result"], found["clock"]["result"]), ("ok", "ok"))
        self.assertEqual(self.arrived("aqs.report-types"), 2)  # a refused log-in shows no timing
        self.log_in()
        self.control("expire", kind="all")
        found = self.finds("token", "FAIL", "refused the cached token, and was not renewed")
        self.assertEqual(found["connection"]["result"], "ok")

    def test_forbidden(self) -> None:
        self.finds("token", "FAIL", "HTTP 403.*; check the ow-id", {"IQM_OW_ID": "5"})


class Service(Case):
    def test_no_connection(self) -> None:
        found = self.finds("connection", "FAIL", "a firewall or a proxy may be in the way",
                           {"IQM_BASE_URL": "http://127.0.0.1:1"})
        self.assertNotIn("clock", found)
        self.assertNotIn("token", found)
        self.finds("connection", "FAIL", "check the base-url and this machine's DNS",
                   {"IQM_BASE_URL": "https://no-such-host.invalid"})
        self.finds("connection", "FAIL", "is not the URL of a proxy$",
                   {"IQM_BASE_URL": "https://no-such-host.invalid", "https_proxy": "gopher://a"})

    def test_no_response(self) -> None:
        self.control("fault", operation="*", kind="silent", times=0)
        self.finds("connection", "FAIL", "aqs.report-types: ", words=("--timeout", "300ms"))

    def test_failing(self) -> None:
        self.control("script", operation="aqs.report-types", status=503, body="", times=5)
        self.finds("connection", "FAIL", "HTTP 503")

    def test_another_service(self) -> None:
        self.control("script", operation="aqs.report-types", status=200, body="<html>",
                     headers={"Content-Type": "text/html"})
        self.finds("connection", "FAIL", "may be another service, check the base-url")

    def test_rate_limit_used_up(self) -> None:
        self.control("script", operation="aqs.report-types", status=429, body="",
                     headers={"Retry-After": "500"})
        self.finds("connection", "warn", r"; try again in (500|499) s, at \d\d:\d\d:\d\d$")

    def test_certificates(self) -> None:
        authority = Authority(self.work)
        sandbox = Sandbox(tls=authority.server())
        self.addCleanup(sandbox.close)
        env: Env = {"IQM_BASE_URL": sandbox.url, "IQM_TOKEN": None}
        found = self.finds("log-in", "FAIL", "not logged in",
                           {**env, "IQM_CA_FILE": str(authority.ca)})
        self.assertRegex(found["connection"]["detail"], r"connection \d+ ms, TLS \d+ ms, response")
        found = self.doctor(21, env)
        self.assertEqual(found["connection"]["result"], "FAIL")
        self.assertRegex(found["connection"]["detail"], "; trusted are this system's; if your "
                                                        "network .* set ca-file")
        self.assertEqual(found["certificates"]["detail"], "trusted are this system's")
        found = self.doctor(21, {**env, "SSL_CERT_FILE": str(authority.ca)})
        self.assertEqual(found["connection"]["result"], "ok")
        self.assertEqual(found["certificates"]["detail"],
                         f"trusted are those of {authority.ca} (SSL_CERT_FILE)")

    def test_proxy(self) -> None:
        self.assertEqual(self.doctor()["proxy"]["detail"], "none")
        env: Env = {"https_proxy": "http://user:hush@127.0.0.1:1/", "IQM_BASE_URL":
                    "https://no-such-host.invalid"}
        found = self.doctor(21, env)
        self.assertEqual(found["proxy"]["detail"], "http://127.0.0.1:1 (https_proxy)")
        self.assertIn(", through the proxy http://127.0.0.1:1 (https_proxy); a firewall or a proxy",
                      found["connection"]["detail"])
        self.assertEqual(self.doctor(21, {**env, "NO_PROXY": "invalid"})["proxy"]["detail"], "none")

    def test_clock(self) -> None:
        for off, result, detail in ((20, "ok", r"^(19|20|21) s behind the service's$"),
                                    (-20, "ok", r"^(19|20|21) s ahead of the service's$"),
                                    (120, "warn", r"^1(19|20) s behind the service's; set it"),
                                    (-7200, "FAIL", r"^720[01] s ahead of the service's; set it")):
            date: Any = email.utils.formatdate(time.time() + off, usegmt=True)
            self.control("script", sample="aqs.report-types.response.200.json",
                         headers={"Date": date})
            self.finds("clock", result, detail)
