"""Every public call that may block has a form that is started, with the same arguments."""
from __future__ import annotations

import re
import unittest

from ..helper import TOP

HEADERS = [*(TOP / "runtime/include/iqm" / name for name in ("iqm.h", "reports.h", "json.h")),
           *sorted((TOP / "generated").glob("iqm_*.h"))]
PROTOTYPE = re.compile(r"IQM_API (?P<head>[^;{}]*?)\((?P<args>[^;{}]*?)\)[^;()]*(?:\([^;]*\))?;")
WITHOUT = {
    "iqm_client_next_permit_ms": "sends nothing: the limiter alone is asked",
    "iqm_journal_repair": "has no client, whose threads could run it",
}


def prototypes() -> dict[str, tuple[str, list[str]]]:
    """Result and arguments of each function, by its name."""
    found = {}
    for header in HEADERS:
        text = re.sub(r"/\*.*?\*/", "", header.read_text(encoding="utf-8"), flags=re.S)
        for match in PROTOTYPE.finditer(text):
            name = match["head"].split()[-1].lstrip("*")
            found[name] = (match["head"][:-len(name)].strip(),
                           [" ".join(arg.split()) for arg in match["args"].split(",")])
    return found


def takes_call(args: list[str]) -> bool:
    """Whether it is a call: it has a deadline, so it may block."""
    return len(args) > 1 and args[-1] == "struct iqm_call *call"


class Started(unittest.TestCase):
    """The headers that users have."""

    def test_every_call_can_be_started(self) -> None:
        all_of_them = prototypes()
        calls = {name: args for name, (_, args) in all_of_them.items() if takes_call(args)}
        self.assertGreater(len(calls), 50)
        for name, args in calls.items():
            with self.subTest(name=name):
                if name in WITHOUT or name.endswith("_list_next"): # one row of a page
                    self.assertNotIn(f"{name}_start", all_of_them)
                    continue
                result, started = all_of_them[f"{name}_start"]
                self.assertEqual(result, "int")
                self.assertRegex(started[-2], r"^iqm_\w+ \*done$")
                self.assertEqual(started[-1], "void *context")
                self.assertEqual(started[:-2], [arg for arg in args if not arg.endswith("**rsp")])

    def test_nothing_else_can(self) -> None:
        all_of_them = prototypes()
        for name in all_of_them:
            if name.endswith("_start"):
                self.assertTrue(takes_call(all_of_them[name[:-len("_start")]][1]), name)

    def test_a_response_has_a_type_of_its_own(self) -> None:
        for name, (_, args) in prototypes().items():
            responses = [arg for arg in args if arg.endswith("**rsp")]
            if not responses:
                continue
            with self.subTest(name=name):
                done = re.sub(r"_(within|priced)$", "", name) + "_done"
                text = "".join(header.read_text(encoding="utf-8") for header in HEADERS)
                typedefs = re.findall(rf"typedef void {done}\(([^)]*)\)", text)
                self.assertEqual(len(typedefs), 1)
                self.assertIn(responses[0].replace("**", "*"), " ".join(typedefs[0].split()))


if __name__ == "__main__":
    unittest.main()
