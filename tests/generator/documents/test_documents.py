"""The man page and the reference: well-formed, and nothing left out."""
from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from generator.builder.build import build

from ..helper import SAMPLE_SPEC, TOP, SpecCase


class Pages(SpecCase):
    """The man page and the reference."""

    def lint(self, page: str, *expected: str) -> None:
        """What groff and mandoc have against a man page, but for what has these texts in it."""
        for command in (["groff", "-ww", "-man", "-Tutf8", page], ["mandoc", "-Tlint", page]):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            said = done.stderr + (done.stdout if command[0] == "mandoc" else "")
            self.assertEqual([line for line in said.splitlines()
                              if not any(text in line for text in expected)], [], command)

    def test_man_page_is_clean(self) -> None:
        self.lint(str(TOP / "generated" / "cli" / "iqm-insights.1"))

    def test_man_page_of_odd_texts(self) -> None:
        shutil.rmtree(self.spec)
        shutil.copytree(SAMPLE_SPEC, self.spec)
        self.accepted()
        page = str(self.out / "generated" / "cli" / "sample-tool.1")
        # A name of a hundred characters; groff 1.22 and 1.23 word it differently.
        self.lint(page, "can't break line", "cannot break line")
        text = subprocess.run(["mandoc", "-Tutf8", "-Owidth=200", page], capture_output=True,
                              text=True, check=True).stdout
        text = re.sub(r".\x08", "", text)
        for part in ("sample-tool - try \"all\" there is \\ and 'more'",
                     ".begins as a request of roff would, 'and so does this; -5 and --none are "
                     "signs. A backslash \\n stays.",
                     "with an é, a → and -o json, it's, .x and a\\b.",
                     "sample-tool k2 fetch --id 5 --into 'it''s here' \\\n"):
            self.assertIn(part, text)
        self.assertRegex(text, r"\n {7}k2 list\n {14}List it\.\n\n {14}In two paragraphs")
        self.assertIn("ODD: \"THINGS\" AND 'MORE'\n       .begins as a request of roff would; -o "
                      "json, an é.\n\n              'verbatim -5 \\n\n                .deeper\n\n"
                      "       Again, on two lines.\n\n       0 ok   Done.\n\n", text)
        self.assertNotIn("murmur", text)

    def test_man_page_fits(self) -> None:
        """80 columns."""
        page = str(TOP / "generated" / "cli" / "iqm-insights.1")
        for command in (["mandoc", "-Tutf8", "-Owidth=80", page],
                        ["groff", "-man", "-Tutf8", "-rLL=80n", "-P-c", page]):
            text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            for line in re.sub(r"(.\x08)|\x1b\[[0-9;]*m", "", text).splitlines():
                self.assertLessEqual(len(line), 80, line)

    def test_man_page_has_all_of_it(self) -> None:
        text = subprocess.run(
            ["mandoc", "-Tutf8", str(TOP / "generated" / "cli" / "iqm-insights.1")],
            capture_output=True, text=True, check=True).stdout
        text = re.sub(r".\x08", "", text)
        program = build(TOP / "spec").program
        assert program
        self.assertEqual(re.findall(r"^[A-Z][A-Z ]+$", text, re.MULTILINE), [
            "NAME", "SYNOPSIS", "DESCRIPTION", "EXAMPLES", "COMMANDS", "OPTIONS",
            *(topic.title.upper() for topic in program.topics), "SEE ALSO"])
        for command in program.shown:
            self.assertRegex(text, rf"\n {{7}}{re.escape(command.full_name)}\b", command.full_name)
        for option in program.options:
            self.assertRegex(text, rf"\n {{7}}(-\w, )?--{option.name}\b")
        for exit_code in program.exits:
            self.assertRegex(text, rf"\n {{7}}{exit_code.code} {exit_code.name}\b")
        for setting in program.settings:
            self.assertRegex(text, rf"\n {{7}}{setting.env}\n")
        for variable in ("IQM_PROFILE", "CURL_CA_BUNDLE, SSL_CERT_FILE"):
            self.assertRegex(text, rf"\n {{7}}{variable}\n")
        for setting in program.settings:
            said = text[text.index(f"\n       {setting.name}", text.index("\nSETTINGS\n")):]
            said = " ".join(said[:said.index("\n\n")].split())
            self.assertEqual("not inherit" in said, setting.own, setting.name)

    def test_reference_has_no_dead_links(self) -> None:
        for page in (TOP / "generated" / "reference.md", self.sample_reference()):
            text = page.read_text(encoding="utf-8")
            headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
            anchors = [re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
                       for title in headings]
            self.assertEqual(len(anchors), len(set(anchors)), page)
            links = re.findall(r"\]\(#([^)]+)\)", text)
            self.assertGreater(len(links), 30)
            self.assertEqual(set(links) - set(anchors), set(), page)

    def sample_reference(self) -> Path:
        """The reference of a spec with odd texts."""
        shutil.rmtree(self.spec)
        shutil.copytree(SAMPLE_SPEC, self.spec)
        self.accepted()
        return self.out / "generated" / "reference.md"

    def test_reference_of_odd_texts(self) -> None:
        text = self.sample_reference().read_text(encoding="utf-8")
        for part in ("- **cook**: Says \\| this, and \\*that\\*.", "- **book**: Is \\<a book\\>.",
                     "1. **Number \\[1\\].** A `code | in` a table.\n    - Read: Both.\n",
                     "| [`k2.list`](#k2list) | `/a~b/c.d/e_f/G-h` | "
                     "`/other?a=b%20c&q=%3F%26%3D` | `/a~b/c.d/e_f/G-h?a=b%20c&q=%3F%26%3D` | "
                     "the same |",
                     "| [`k2.steel.grade`](#type-k2steel) | `grade`, a number, itself | "
                     "`grade`, text, itself | `grade`, text, a list of one | "
                     "`grade` and `Grade`, a number, itself |"):
            self.assertIn(part, text)

    def test_notes(self) -> None:
        """What is said of fields and operations for people, wherever they look."""
        shutil.rmtree(self.spec)
        shutil.copytree(SAMPLE_SPEC, self.spec)
        self.accepted()
        said = "Default: 2. From -1 to 1000. Deprecated: use `loud`."
        noted = f"Is old. Nobody says why. {said}"
        for file, part in (
                ("smp_k2.h", f"/* {noted} */"), ("reference.md", noted),
                ("cli/commands.c", f'{{ "strength", NULL, "Is old. {said}"'),
                ("smp_k2.h", "sending nothing. POST is odd."),
                ("reference.md", "sending nothing. POST is odd."),
                ("openapi/plain.json", "Is old. Nobody says why."),
                ("smp_k2.h", "Since 0.2.0. Deprecated: use `delete`"),
                ("cli/commands.c", '.doc = "Drop it by POST, sending nothing. Since 0.2.0. '
                                   'Deprecated: use `delete`'),
                ("cli/commands.c", "Ring, and not twice. It is never sent twice: after exit code "
                                   "255 it may have been carried out."),
                ("reference.md", "- since 0.2.0\n- deprecated: use `delete`")):
            text = (self.out / "generated" / file).read_text(encoding="utf-8")
            self.assertIn(part, text.replace("\n *", "") if file == "smp_k2.h" else text, file)
        page = (self.out / "generated" / "cli" / "sample-tool.1").read_text(encoding="utf-8")
        self.assertIn("Is old. Default: 2. From \\-1 to 1000.", page)

    def test_all_disagreements_are_listed(self) -> None:
        text = (TOP / "generated" / "reference.md").read_text(encoding="utf-8")
        listed = text[text.index("## Where the sources disagree"):]
        self.assertEqual(re.findall(r"^(\d+)\. \*\*", listed, re.MULTILINE),
                         [str(i + 1) for i, _ in enumerate(build(TOP / "spec").disagreements)])
