"""No character that a terminal obeys gets there from the service, in any output."""
from __future__ import annotations

import json
import re
from typing import Any, Optional

from tests.cli.support.output_case import OPERATIONS, OutputCase

# Controls (C0, DEL, C1), what ends lines, what changes the order of text.
CHARS = [*range(0x20), *range(0x7f, 0xa0), 0x2028, 0x2029, 0x061c, 0x200e, 0x200f,
         *range(0x202a, 0x202f), *range(0x2066, 0x2070)]
HARM = "".join(f"{chr(c)}x" for c in CHARS) + "\r\nFORGED 1\nFORGED 2\u2028FORGED 3\x85FORGED 4"
OBEYED = re.compile("[" + "".join(map(chr, CHARS)).replace("\\", "\\\\").replace("]", "\\]")
                    + "]")
# What the command itself sends: colours, the line that is overwritten, ends of lines.
OWN = re.compile("\x1b\\[(0|1|31|32|33)m|\r\x1b\\[K|\r[^\r\n\x1b]*\x1b\\[K|\r+\n")
ORDER = ("pld", "generate", "--campaign-id", "451351", "--start-date", "2024-11-21", "--end-date",
         "2024-11-23", "--timezone", "UTC")
FORMS = ("table", "json", "jsonl", "csv", "tsv")


def harmful(value: Any, key: str = "") -> Any:
    """The same with harm in each text; a name of a status is one of none."""
    if isinstance(value, dict):
        return {name: harmful(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [harmful(item, key) for item in value]
    return HARM if isinstance(value, str) and "url" not in key.lower() else value


class Safe(OutputCase):
    """What the terminal gets, byte for byte."""

    def check(self, *words: str, answer: Optional[str] = None,
              env: Optional[dict[str, Optional[str]]] = None) -> str:
        """Runs it on a terminal."""
        shown = self.terminal(*words, width=100, env={"NO_COLOR": None, **(env or {})})
        if answer:
            shown.read_until(r"\? ?\S*\] ")
            shown.type(answer)
        shown.end()
        text = shown.data.decode("utf-8")  # strictly
        found = OBEYED.search(OWN.sub("", text.replace("\t", "") if "tsv" in words else text))
        self.assertIsNone(found, (words, found, text[:600]))
        self.assertNotRegex(text, "(?m)^FORGED", words)  # no line began inside a text
        return text

    def both(self, operation: str, body: str, status: int = 200, times: int = 1,
             **more: Any) -> None:
        """Lays out a response."""
        self.control("script", operation=operation, status=status, body=body, times=times, **more)

    def bodies(self, data: Any, success: bool = True) -> list[str]:
        """The response with escapes, and with as many raw characters as JSON takes."""
        whole = {"success": success, "data": data} if success else data
        return [json.dumps(whole), json.dumps(whole, ensure_ascii=False)]

    def test_every_character(self) -> None:
        self.assertEqual(len(CHARS), 32 + 33 + 2 + 3 + 5 + 10)
        for char in map(chr, CHARS):
            self.assertIsNotNone(OBEYED.match(char))

    def test_data(self) -> None:
        for operation, (words, _) in OPERATIONS.items():
            data = harmful(self.sample(operation))
            for body in self.bodies(data):
                for form in FORMS:
                    self.both(operation, body)
                    text = self.check(*words, "-o", form)
                    if operation == "pld.list":
                        self.assertIn("x␁x" if form in ("table", "csv", "tsv") else "FORGED", text)
                    if form == "tsv":
                        lines = [line for line in text.splitlines() if "\t" in line]
                        self.assertLessEqual(len({line.count("\t") for line in lines}), 1)

    def test_columns_and_pages(self) -> None:
        data = harmful(self.sample("pld.list"))
        for form in FORMS:
            for more in (("--all",), ("--columns", "all"), ("--fields", "name,status")):
                self.both("pld.list", self.bodies(data)[1], times=9)
                self.check("pld", "list", "-o", form, *more)
                self.control("unscript")

    def test_api(self) -> None:
        for body in self.bodies(harmful(self.sample("pld.list"))):
            self.both("pld.list", body)
            text = self.check("api", "GET", "/api/v3/ins/pld-reports")
            for escape in (r"\u009b", r"\u0085", r"\u202e", r"\u2028", r"\u007f"):
                self.assertIn(escape, text)

    def test_api_into_a_pipe_is_as_it_came(self) -> None:
        body = self.bodies(harmful(self.sample("pld.list")))[1]
        self.both("pld.list", body)
        self.assertEqual(self.whole("api", "GET", "/api/v3/ins/pld-reports").out.rstrip("\n"),
                         body)

    def test_errors(self) -> None:
        errors = {"success": False, "errorObjects": [{"error": HARM, "reason": HARM,
                                                      "field": HARM}], "message": HARM}
        failures = {"success": False, "data": {"message": HARM, "status": HARM, "reason": HARM,
                                               "supportEmail": HARM}}
        for whole in (errors, failures, {"success": False, "data": HARM}):
            for body in self.bodies(whole, success=False):
                for status in (200, 400, 401, 403, 404, 409, 500):
                    for form in ("table", "json"):
                        self.both("pld.list", body, status, times=5)
                        text = self.check("pld", "list", "-o", form)
                        self.assertTrue(text.strip())
                        self.control("unscript")

    def test_headers(self) -> None:
        for value in ("a\x9b2J\u202eb".encode().decode("latin-1"), "x\x1b[2Jy", "\x85z"):
            self.both("pld.list", "{}", 400, times=5, headers={"X-Request-Id": value,
                                                               "Content-Type": value})
            self.check("pld", "list")
            self.check("pld", "list", "-v")
            self.control("unscript")

    def test_log_lines(self) -> None:
        for body in self.bodies(harmful(self.sample("pld.list"))):
            self.both("pld.list", body)
            self.check("pld", "list", "--debug", "-o", "table")

    def test_purchases(self) -> None:
        for operation in ("pld.compute", "pld.generate"):
            for status, whole in ((200, {"success": True, "data": {
                    "pldReportCreated": False, "pldReportCreatable": False, "message": HARM}}),
                                  (200, {"success": True, "data": {
                                      "pldReportCreated": False, "pldId": 50, "pldName": HARM,
                                      "campaignName": HARM, "pldStatusId": 2}}),
                                  (400, {"success": False, "errorObjects": [{"error": HARM}]})):
                for form in ("table", "json"):
                    self.both(operation, json.dumps(whole, ensure_ascii=False), status)
                    self.check(*ORDER, "--yes", "-o", form)
                    self.control("unscript")
                    self.both(operation, json.dumps(whole, ensure_ascii=False), status)
                    self.check(*ORDER, "--dry-run", "-o", form)
                    self.control("unscript")

    def test_questions(self) -> None:
        self.check(*ORDER, answer="n\n")
        data = harmful(self.sample("pld.list"))
        data["pldReportDataList"][0]["pldId"] = 9
        self.both("pld.list", self.bodies(data)[1], times=5)
        self.check("pld", "delete", "9", answer="n\n")

    def test_wait(self) -> None:
        for family, fields in (("sls", ("slsId", "slsStatusName")),
                               ("aqs", ("reportId", "statusName"))):
            row = {fields[0]: 50, fields[1]: HARM}
            data = {OPERATIONS[f"{family}.list"][1]: [row], "filteredRecords": 1}
            for form in FORMS:
                self.both(f"{family}.list", self.bodies(data)[1], times=9)
                self.check(family, "wait", "50", "-o", form, "--wait-timeout", "50ms")
                self.control("unscript")

    def test_arguments(self) -> None:
        """What a script passes on from the service."""
        text = HARM.replace("\0", "")
        for words in (("pld", "list", "--search-field", text), (text,), ("pld", text),
                      ("pld", "list", f"--{text}"), ("pld", "list", "--columns", text),
                      ("pld", "wait", text), ("pld", "download", "50", "--save", f"{text}.csv"),
                      (*ORDER, "--key", text, "--yes"), ("pld", "list", "-o", text)):
            self.check(*words)

    def test_names_of_files(self) -> None:
        data = {"pldReportDataList": [{"pldId": 50, "pldName": HARM, "pldStatusId": 2}],
                "filteredRecords": 1}
        self.both("pld.list", self.bodies(data)[1], times=9)
        self.check("pld", "download", "50", "--save-dir", "files", "--name", "{name}.xlsx")
        for path in (self.work / "files").glob("*"):
            self.assertIsNone(OBEYED.search(path.name), ascii(path.name))
