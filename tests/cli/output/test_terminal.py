"""Tables on terminals of any width."""
from __future__ import annotations

import json
import re
import unicodedata

from tests.cli.support.output_case import OutputCase

NAMES = ["plain", "東京の広告キャンペーン報告書その一", "e\u0301cole cafe\u0301 nume\u0301ro",
         "\U0001f600\U0001f600 team", "\u05d3\u05d5\u05d7", "x" * 300, "",
         "\x1b[31mred\x1b[0m\nnext", "\u202egnp.exe", "e" + "\u0301" * 90]
LEFT = ("name", "campaign-name", "io-name", "start-date")  # these begin where their heading does
BOLD = re.compile("\x1b\\[[01]m")


def width(text: str) -> int:
    """The columns it takes."""
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else
               2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def cut(text: str, start: int, end: int) -> str:
    """The part between two columns."""
    at, part = 0, ""
    for c in text:
        if start <= at < end:
            part += c
        at += width(c)
    return part


class Tables(OutputCase):
    """What is seen."""

    def setUp(self) -> None:
        super().setUp()
        self.rows = [{"pldId": 10 ** i, "pldName": name, "campaignName": name[::-1],
                      "ioName": "Quinton for Mayor", "pldStatusId": 1 + i % 4,
                      "startDate": 1732165200000, "endDate": 1732424399000,
                      "pldCreatedOn": 1732500050} for i, name in enumerate(NAMES)]

    def screen(self, columns: int, *words: str, **env: str) -> list[str]:
        """The lines that `pld list` makes there."""
        self.lay_out("pld.list", json.dumps({"pldReportDataList": self.rows,
                                               "filteredRecords": len(self.rows)}))
        result = self.terminal("pld", "list", *words, width=columns, env={**env}).end()
        self.assertEqual(result.code, 0, result)
        return result.out.splitlines()

    def test_each_line_fits_and_is_aligned(self) -> None:
        for columns in (*range(40, 60), *range(60, 201, 7)):
            heading, *lines = self.screen(columns, "-q", "--columns", ",".join(LEFT))
            heading = BOLD.sub("", heading)
            starts = [heading.index(name.upper()) for name in LEFT if name.upper() in heading]
            self.assertEqual(len(lines), len(NAMES))
            for line in (heading, *lines):
                self.assertLessEqual(width(line), columns, (columns, line))
                self.assertEqual(line.rstrip(), line)
                self.assertFalse(any(unicodedata.category(c) == "Cc" for c in line), line)
                for start in starts[1:]:  # between columns two are blank, and then one begins
                    self.assertEqual(cut(line, start - 2, start).strip(), "", (columns, line))
            for name, line in zip(NAMES, lines):
                shown = cut(line, 0, starts[1] - 2 if len(starts) > 1 else columns).rstrip()
                self.check_name(name, shown, starts[1] - 2 if len(starts) > 1 else columns)

    def check_name(self, name: str, shown: str, room: int) -> None:
        """It is all there, or as much as there is room for."""
        safe = name.replace("\x1b", "␛").replace("\n", "␊").replace("\u202e", "\ufffd")
        if not shown.endswith("…"):
            self.assertEqual(shown, safe)
            return
        self.assertTrue(safe.startswith(shown[:-1]), (name, shown))
        self.assertGreater(width(safe), room)
        self.assertGreaterEqual(width(shown), room - 1)

    def test_columns_without_room_are_named(self) -> None:
        *lines, message = self.screen(80)
        self.assertEqual(BOLD.sub("", lines[0]).split(),
                         ["ID", "CAMPAIGN-NAME", "STATUS", "START-DATE"])
        self.assertEqual(message, "No room for end-date, created-on: choose with --columns, "
                                  "widen the terminal, or use -o csv.")
        self.assertNotIn("No room", "\n".join(self.screen(200)))

    def test_a_name_keeps_a_quarter_of_the_width(self) -> None:
        for columns, room in ((40, 10), (80, 20), (92, 23), (120, 24)):
            heading = BOLD.sub("", self.screen(columns, "-q", "--columns", "name,campaign-name,"
                                               "id,io-name,status-id,start-date,end-date")[0])
            self.assertGreaterEqual(heading.index("CAMPAIGN-NAME") - 2, room, columns)

    def test_numbers_times_and_states_are_never_cut(self) -> None:
        for columns in range(48, 121, 4):
            for line in self.screen(columns, "-q")[1:]:
                number, *_, rest = re.split(" {2,}", line.strip(), 2)
                self.assertIn(int(number), [row["pldId"] for row in self.rows])
                self.assertNotRegex(rest, r"\d…|(proc|rea|fail)\w*…")

    def test_a_pipe_is_never_cut(self) -> None:
        self.lay_out("pld.list", json.dumps({"pldReportDataList": self.rows,
                                               "filteredRecords": len(self.rows)}))
        out = self.ok("pld", "list", "--columns", "name,id", env={"COLUMNS": "40"}).out
        self.assertIn("x" * 300 + "  ", out)
        self.assertNotIn("\x1b", out)

    def test_bold_headings(self) -> None:
        self.assertRegex(self.screen(80, NO_COLOR="")[0],
                         "\\A\x1b\\[1m +ID .*\x1b\\[0m\\Z")
        for env in ({"NO_COLOR": "1"}, {"TERM": "dumb", "NO_COLOR": ""}):
            lines = self.screen(80, **env)
            self.assertNotIn("\x1b", "".join(lines))
            self.assertLessEqual(max(map(width, lines[:-1])), 80)

    def test_json_on_a_terminal_is_safe_too(self) -> None:
        name = "\u202e\x9b2J\x7f"
        text = json.dumps({"pldReportDataList": [{"pldName": name}]}, ensure_ascii=False)
        for form in ("json", "jsonl"):
            self.lay_out("pld.list", text)
            out = self.terminal("pld", "list", "-o", form).end().out
            self.assertIn(r'"\u202e\u009b2J\u007f"', out)
            self.assertEqual(re.findall(r'"pldName": ?("[^"]*")', out), [json.dumps(name).replace(
                "\x7f", r"\u007f")])
