"""The command line: commands, flags, options, and what is wrong with them."""
from __future__ import annotations

import json
from typing import Any

from tests.cli.support.command_case import CommandCase

HUGE = "9" * 20  # more than an int64_t has


class Args(CommandCase):
    def sent(self) -> list[str]:
        """Method, path and query of what arrived."""
        return [f"{r['method']} {r['path']}" for r in self.look("requests?last=5")]

    def test_options_before_and_after_the_command(self) -> None:
        for words in (("-o", "json", "pld", "list", "--no-of-entries", "2"),
                      ("pld", "-ojson", "list", "--no-of-entries=2"),
                      ("pld", "list", "-qojson", "--no-of-entries", "2")):
            result = self.ok(*words)
            self.assertEqual(len(result.json["pldReportDataList"]), 2)

    def test_unknown_words(self) -> None:
        for words, says in (
                (("pld", "list", "--pagenr", "1"), r"unknown option --pagenr, did you mean "
                                                    r"'--page-no'\?"),
                (("--profle", "x", "pld", "list"), r"unknown option --profle, did you mean "
                                                   r"'--profile'\?"),
                (("--foo=x", "pld", "lst"), "unknown option --foo\n"),
                (("--page-no", "1", "pld", "list"), "--page-no: fields come after the command"),
                (("pld", "--page-no", "1", "list"), "--page-no: fields come after the command"),
                (("-o", "json", "pld", "lst"), "unknown command 'pld lst'"),
                (("pld", "email", "--emails", "x"), r"did you mean '--email-ids'\?"),
                (("pld", "list", "-x"), "unknown option -x\n"),
                (("pld", "list", "-qx"), "unknown option -x in '-qx'"),
                (("pld", "list", "--yes"), "--yes is not an option of 'pld list'"),
                (("pld", "list", "more"), "'more' is not expected here"),
                (("pld", "list", "--page-no"), "--page-no: a value is missing"),
                (("pld", "list", "--page-no", "1", "--page-no", "2"), "--page-no is given twice"),
                (("pld", "list", "--all=yes"), "--all takes no value, found 'yes'"),
                (("pld", "list", "-o", "jsn"), "--output: 'jsn' is none of table, json, jsonl, "
                                               r"csv, tsv, did you mean 'json'\?")):
            self.fails(2, *words, says=says)
        self.assertEqual(self.sent(), [])

    def test_secrets_are_not_taken(self) -> None:
        for name, variable in (("token", "IQM_TOKEN"), ("password", "IQM_PASSWORD"),
                               ("client-secret", "IQM_CLIENT_SECRET")):
            for words in ((f"--{name}", "hush"), (f"--{name}=hush",)):
                result = self.fails(2, "pld", "list", *words, says=variable)
                self.assertNotIn("hush", result.err)

    def test_json_error(self) -> None:
        error = self.fails(2, "pld", "list", "--page-no", "x", "-o", "json").error
        self.assertEqual((error["exit"], error["class"]), (2, "usage"))
        self.assertIn("'x' is not a whole number", error["message"])


class Requests(CommandCase):
    """Flags and bodies: what arrives is what was said."""

    def arrived(self) -> dict[str, object]:
        request = self.look("requests?last=1")[-1]
        return dict(request)

    def test_query(self) -> None:
        self.ok("sls", "list", "--search-field", "a&b +ü", "--sort-by", "+slsId", "--page-no", "1")
        self.assertEqual(self.arrived()["query"],
                         "searchField=a%26b%20%2B%C3%BC&pageNo=1&sortBy=%2BslsId")

    def price(self, *words: str, **more: Any) -> object:
        """The body of a price request."""
        self.ok("sls", "compute", *words, **more)
        return self.body()

    def body(self) -> dict[str, object]:
        """The last body."""
        return dict(json.loads(str(self.arrived()["body"])))

    ORDER = ("--io-id", "1234", "--campaign-ids", "1,2", "--campaign-ids", "3", "--name", "A study",
             "--lookback-duration", "3", "--concept-group-id", "202335", "--report-types",
             "pre-vs-post,2")
    DATES = ("--start-date", "2026-01-05", "--end-date", "2026-01-11")
    UTC = ("--timezone", "UTC")
    BODY = {"ioId": 1234, "campaignIds": [1, 2, 3], "slsStartDate": 1767571200000,
            "slsEndDate": 1768175999000, "slsName": "A study", "slsLookbackDuration": 3,
            "conceptGroupId": 202335, "reportTypes": [1, 2]}

    def test_what_a_refused_order_lacks(self) -> None:
        """By its flags; it is the service that knows what it can do without."""
        for family, lacks in (("pld", "--campaign-id, --start-date, --end-date"),
                              ("sls", "--io-id, --campaign-ids, .*--report-types"),
                              ("aqs", "--campaign-id, --name, .*--audience-concept-groups")):
            self.fails(7, family, "compute", says=f"; a new report needs also {lacks}\n")
        half = ("sls", "generate", *self.DATES, *self.UTC, "--yes", "--io-id", "5",
                "-o", "json")
        self.assertIn("; a new report needs also --campaign-ids, --name, ",
                      self.fails(7, *half).error["message"])
        whole = self.fails(7, "pld", "compute", "--campaign-ids", "99,98", *self.DATES,
                           *self.UTC)
        self.assertNotIn("needs also", whole.err)
        again = self.run_it("pld", "compute", "--id", "99999")
        self.assertNotIn("needs also", again.err)

    def test_body_from_flags(self) -> None:
        self.assertEqual(self.price(*self.ORDER, *self.DATES, *self.UTC), self.BODY)

    def test_zone_from_anywhere(self) -> None:
        for words, env in ((("--timezone", "America/New_York"), {}),
                           ((), {"IQM_TIMEZONE": "America/New_York"}),
                           (("--timezone", "-05:00"), {"IQM_TIMEZONE": "Asia/Tokyo"})):
            body = self.price(*self.ORDER, *self.DATES, *words, env=env)
            self.assertEqual(body, {**self.BODY, "slsStartDate": 1767589200000,
                                    "slsEndDate": 1768193999000})

    def test_body_as_json(self) -> None:
        text = json.dumps(self.BODY)
        (self.work / "order.json").write_text(text)
        for words, given in ((("--body", text), None), (("--body", "@order.json"), None),
                             (("--body", "-"), text)):
            self.assertEqual(self.price(*words, text=given), self.BODY)
        self.assertEqual(self.price("--body", "@order.json", "--name", "Another"),
                         {**self.BODY, "slsName": "Another"})

    def test_how_a_file_is_written(self) -> None:
        text = json.dumps(self.BODY)
        order = self.work / "order.json"
        for codec in "utf-8", "utf-8-sig":
            order.write_text(text, encoding=codec)
            self.assertEqual(self.price("--body", "@order.json"), self.BODY)
            with order.open("rb") as file:
                self.assertEqual(self.price("--body", "-", stdin=file), self.BODY)
        for codec, found in (("utf-16", 16), ("utf-16-le", 16), ("utf-16-be", 16), ("utf-32", 32)):
            order.write_text(text, encoding=codec)
            for words, name in (
                    (("sls", "compute", "--body", "@order.json"), "order.json"),
                    (("sls", "compute", "--body", "-"), "standard input"),
                    (("aqs", "compute", "--audience-concept-groups", "@order.json"),
                     "order.json")):
                with order.open("rb") as file:
                    self.fails(2, *words, stdin=file,
                               says=f"{name}: expected UTF-8, found UTF-{found}; save it as UTF-8")

    def test_nested(self) -> None:
        groups = '[{"audienceId": 101, "conceptGroupId": "202335"}]'
        words = ("aqs", "compute", "--campaign-id", "451351", "--name", "A score", *self.DATES,
                 *self.UTC, "--report-type-id", "audience")
        (self.work / "groups.json").write_text(groups)
        for given in (groups, "@groups.json"):
            self.ok(*words, "--audience-concept-groups", given)
            body = self.body()
            self.assertEqual(body["aqsAudienceConceptGroups"],
                             [{"audienceId": 101, "conceptGroupId": "202335"}])
            self.assertEqual((body["aqsStartDate"], body["aqsEndDate"]), (1767571200, 1768175999))

    def test_what_is_wrong(self) -> None:
        for words, says in (
                (("sls", "compute", "--io-id", "12x"), "--io-id: '12x' is not a whole number"),
                (("sls", "compute", "--io-id", HUGE), f"--io-id: '{HUGE}' is too large, expected "
                                                      f"{2**63 - 1} or less"),
                (("sls", "compute", f"--io-id=-{HUGE}"), f"too small, expected -{2**63} or more"),
                (("pld", "list", "--limit", HUGE), f"--limit: '{HUGE}' is too large, expected "),
                (("pld", "list", "--limit", "0"), "'0' is not a number of rows, expected 1"),
                (("pld", "list", "--campaign-id", f"1,{HUGE}"), f"--campaign-id: '{HUGE}' is too"),
                (("pld", "wait", HUGE), f"'{HUGE}' is too large, expected "),
                (("pld", "wait", "5", "--wait-timeout", "3 s"), "--wait-timeout: '3 s' is not a "
                 "duration, expected one like 90s, 15m, 2h"),
                (("pld", "wait", "5", "--interval", f"{HUGE}h"), "h' is too long a duration, exp"),
                (("pld", "wait", "5", "--interval", f"{HUGE}"), "' is too long a duration, expec"),
                (("pld", "wait", "5", "--interval", f"{10**15}d"), "' is too long a duration, exp"),
                (("pld", "wait", "5", "--interval", "0h"), "'0h' is too short a duration, expecte"),
                (("pld", "wait", "5", "--interval", "h"), "'h' is not a duration, expected one"),
                (("pld", "wait", "5", "--interval", "5m", "--max-interval", "90s"),
                 "--interval: expected 90s or less, as --max-interval is, found 5m"),
                (("pld", "list", "--since", f"{HUGE}d"), f"--since: '{HUGE}d' is too long ago, "
                 "expected a time like 90d, 12h, or a date"),
                (("sls", "compute", "--campaign-ids", "1,,2"), "'1,,2' is not a list"),
                (("sls", "compute", "--report-types", "competative"),
                 r"pre-vs-post, .*did you mean 'competitive'\?"),
                (("sls", "compute", "--start-date", "5.1.2026"),
                 "--start-date: '5.1.2026' is not a date"),
                (("sls", "compute", "--start-date", "2026-02-30"), "'2026-02-30' is not a date"),
                (("sls", "compute", "--body", '{"ioid": 5}'), r"unknown field 'ioid', did you mean "
                                                              r"'ioId'\?"),
                (("sls", "compute", "--body", '{"ioId": "x"}'), "the body: ioId"),
                (("sls", "compute", "--body", '{"ioId": 5'), "the body: the text ends"),
                (("sls", "compute", "--body", '{"ioId": 5} {}'),
                 r"the body: bytes behind .*\(byte 12"),
                (("sls", "compute", "--body", '{"ioId": 05}'),
                 r"the body: ioId: not JSON \(byte 10\)"),
                (("sls", "compute", "--body", '{"ioId": 5, "ioId": 6}'),
                 "the body: ioId: given twice"),
                (("sls", "compute", "--body", '{"io\\u0049d": "x"}'), "the body: "),
                (("sls", "compute", "--body", "[1]"), "the body: expected an object, found a list"),
                (("aqs", "compute", "--audience-concept-groups", '[], "aqsName": "x"'),
                 "is not JSON"),
                (("sls", "compute", "--body", "@none.json"), "none.json cannot be read: No such"),
                (("aqs", "compute", "--audience-concept-groups", '[{"audience": 1}]'),
                 "unknown field 'audience'"),
                (("aqs", "compute", "--audience-concept-groups", "x"), "'x' is not JSON"),
                (("pld", "list", "--timezone", "America/New_Yorck"), "unknown time zone "
                                                                      "'America/New_Yorck'"),
                (("pld", "list", "--columns", "id,nme"), "did you mean 'name'"),
                (("pld", "delete"), "expected ids of reports")):
            self.fails(2, *words, says=says)
        self.assertEqual(self.look("requests?last=5"), [])


class Columns(CommandCase):
    """Read, change, write."""

    def test_set(self) -> None:
        before = self.ok("pld", "columns-get", "-o", "json").json
        after = self.ok("pld", "columns-update", "--set", "ioId=true", "--set",
                        "campaign-name=false", "-o", "json").json
        self.assertEqual(after, {**before, "ioId": True, "campaignName": False})
        self.assertEqual(self.ok("pld", "columns-get", "-o", "json").json, after)
        self.assertEqual([r["operation"] for r in self.look("requests?last=4")],
                         ["pld.columns-get", "pld.columns-get", "pld.columns-update",
                          "pld.columns-get"])

    def test_what_is_wrong(self) -> None:
        for words, says in ((("--set", "insight-name=true"),
                             r"unknown field 'insight-name', did you mean 'insights-name'\?"),
                            (("--set", "ioId"), "expected NAME=VALUE"),
                            (("--set", "ioId=maybe"), "'maybe' is not true or false"),
                            (("--set", "IOID=true", "--set", "io-id=yes"), "'io-id' is set twice"),
                            (("--set", "ioId=true", "--io-id", "true"), "'ioId' is set twice"),
                            (("--io-id", "true"), "insightsName|id")):
            self.fails(2, "pld", "columns-update", *words, says=says)


class Api(CommandCase):
    """The escape hatch."""

    def test_get(self) -> None:
        raw = self.ok("api", "GET", "/api/v3/ins/pld-reports?noOfEntries=1").out
        self.assertIn('"pldReportDataList"', raw)
        self.assertIn('"success"', raw)

    def test_any_shape(self) -> None:
        for body in ('[1, 2]\n', '{"success": true, "data": [1]}\n', '"x"\n'):
            self.control("script", operation="pld.list", status=200, body=body)
            self.assertEqual(self.ok("api", "GET", "/api/v3/ins/pld-reports").out, body)
        self.control("script", operation="pld.list", status=200, body="<html>")
        self.fails(10, "api", "GET", "/api/v3/ins/pld-reports")
        self.control("script", operation="pld.list", status=200,
                     body='{"success": false, "errorObjects": [{"error": "no"}]}')
        self.fails(7, "api", "GET", "/api/v3/ins/pld-reports", says="no")

    def test_only_get(self) -> None:
        for words, says in ((("POST", "/api/v3/ins/pld-report"), "'POST' is not allowed"),
                            (("GET", "api"), "'api' is not a path: expected one that begins with "
                                             "a single '/', such as /api/v3/ins/pld-reports"),
                            (("GET", "//elsewhere/x"), "is not a path"),
                            (("GET", "/a b"), "'/a b' has a space or another character that must "
                                              "be percent-encoded: write %20"),
                            (("GET", "/a#b"), "write %23"), (("GET", "/\u00fc"), "write %C3"),
                            (("GET",), "expected GET and a")):
            self.fails(2, "api", *words, says=says)
        self.assertEqual(self.bill(), [])
