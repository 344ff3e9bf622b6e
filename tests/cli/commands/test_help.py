"""What `--help` and `help` print, and what is suggested for commands that are not there."""
from __future__ import annotations

import re

from generator.builder.build import build
from generator.model.command import Program
from tests.cli.support.command_case import TOP, CommandCase



def _program() -> Program:
    program = build(TOP / "spec").program
    assert program
    return program


PROGRAM = _program()


class Help(CommandCase):
    """On a pipe, and on terminals of several widths. Nothing is asked of the service."""

    def tearDown(self) -> None:
        self.assertEqual(self.look("requests"), [])
        super().tearDown()

    def at(self, width: int, *words: str) -> str:
        """What a terminal of this width shows."""
        result = self.terminal(*words, width=width).end()
        self.assertEqual(result.code, 0, result)
        return result.out

    def fits(self, text: str, width: int) -> None:
        for line in text.splitlines():
            self.assertLessEqual(len(line), width, line)

    def section(self, text: str, title: str) -> str:
        """What stands below a heading."""
        found = re.search(rf"^{re.escape(title)}\n((  .*\n)+)", text, re.MULTILINE)
        self.assertIsNotNone(found, f"{title} in {text}")
        assert found
        return found[1]

    def test_all_commands_in_groups(self) -> None:
        text = self.ok("--help").out
        for group in PROGRAM.groups:
            shown = " ".join(self.section(text, group.title).split())
            for family in group.families:
                for command in PROGRAM.by_family()[family]:
                    self.assertIn(command.name or family, shown)
        self.assertEqual(text, self.ok("help").out)

    def test_hidden_commands_are_in_no_help(self) -> None:
        text = self.ok("help").out
        for command in PROGRAM.commands:
            if command.hidden:
                self.assertNotRegex(text, rf"\b{command.full_name}\b")

    def test_options_of_all_commands(self) -> None:
        text = self.section(self.ok("help").out, "Options of all commands")
        for option in PROGRAM.options:
            common = option.is_common or option.key == "version"
            self.assertEqual(f"--{option.name}" in text, common, option.name)
        one = self.ok("pld", "list", "--help").out
        self.assertIn("--columns", self.section(one, "Options"))
        self.assertIn("--profile", self.section(one, "Options of all commands"))

    def test_each_command_fits(self) -> None:
        """Only words that cannot be broken are longer."""
        for command in PROGRAM.shown:
            text = self.ok("help", *command.full_name.split()).out
            for line in text.splitlines():
                if len(line) > 80:
                    self.assertRegex(line, r"^ *--?[\w-]+[ =]'.*'( \\)?$", command.full_name)

    def test_width(self) -> None:
        for width, most in ((40, 60), (60, 60), (72, 72), (100, 100), (200, 100)):
            for words in (("--help",), ("pld", "generate", "--help"), ("help", "exit-codes")):
                text = self.at(width, *words)
                self.fits(text, most)
                self.assertGreater(max(map(len, text.splitlines())), most - 12)
        self.fits(self.ok("help").out, 80)
        self.fits(self.ok("help", env={"COLUMNS": "60"}).out, 60)

    def test_required(self) -> None:
        text = self.ok("pld", "email", "--help").out
        usage = " ".join(self.section(text, "Usage").split())
        self.assertEqual(usage, "iqm-insights pld email --id NUMBER --email-ids LIST "
                                "[--field value ...] [--option ...]")
        self.assertIn("Fields (* required)\n", text)
        self.assertRegex(text, r"\n\* --email-ids LIST ")
        self.assertRegex(text, r"\n  --file-type NAME")
        text = self.ok("pld", "generate", "--help").out
        usage = " ".join(self.section(text, "Usage").split())
        self.assertEqual(usage, "iqm-insights pld generate --campaign-id NUMBER --start-date DATE "
                                "--end-date DATE [--field value ...] [--option ...] "
                                "iqm-insights pld generate --id NUMBER [--option ...]")
        self.assertIn("Fields (+ required for a new report)\n", text)
        self.assertRegex(text, r"\n\+ --end-date DATE ")
        self.assertRegex(text, r"\n  --id NUMBER ")
        self.assertNotIn("(* required)", self.ok("pld", "list", "--help").out)

    def test_internal_remarks_are_no_help(self) -> None:
        for command in PROGRAM.shown:
            text = self.ok("help", *command.full_name.split()).out
            self.assertNotRegex(text, r"API page|OpenAPI|documented|IQM_E_|Some samples|the page",
                                command.full_name)

    def test_help_by_name(self) -> None:
        for line in ("help pld list", "--help pld list", "pld -h list"):
            self.assertEqual(self.ok(*line.split()).out, self.ok("pld", "list", "--help").out)
        for line in ("help pld", "pld help", "-h pld"):
            self.assertEqual(self.ok(*line.split()).out, self.ok("pld", "--help").out)
        self.assertEqual(self.ok("help", "doctor").out, self.ok("doctor", "--help").out)

    def test_orders_of_the_topic(self) -> None:
        """What help shows as a file is one."""
        topic = next(one for one in PROGRAM.topics if one.name == "orders")
        rows = next(block for block in topic.blocks if block.startswith(" "))
        (self.work / "orders.csv").write_text("".join(
            line.strip() + "\n" for line in rows.splitlines()))
        result = self.ok("buy", "orders.csv", "--timezone", "UTC", "--dry-run", "-o", "json")
        self.assertEqual([row["key"] for row in result.json],
                         ["november-451351", "november-451350"])
        self.control("reset")

    def test_topics(self) -> None:
        listed = self.section(self.ok("help").out, "Topics: 'iqm-insights help TOPIC'")
        for topic in PROGRAM.topics:
            self.assertIn(topic.name, listed)
            text = self.ok("help", topic.name).out
            for term in topic.terms:
                self.assertIn(f"\n  {term}", text)
            for block in topic.blocks:
                self.assertIn(" ".join(block.split()), " ".join(text.split()))
            for line in text.splitlines():
                self.assertTrue(len(line) <= 80 or line.startswith("  "), line)

    def test_version(self) -> None:
        text = self.ok("--version").out
        self.assertRegex(text, r"^iqm-insights \d+\.\d+\.\d+\n$")
        self.assertEqual(self.ok("version").out, text)

    def test_settings_that_are_wrong(self) -> None:
        """Help is what one needs then."""
        for line in ("help", "help pld list", "pld list --help", "version"):
            self.ok(*line.split(), env={"IQM_OUTPUT": "none", "IQM_TIMEOUT": "x"})

    def test_no_command(self) -> None:
        self.assertEqual(self.fails(2).err, self.ok("help").out)
        self.assertEqual(self.fails(2, "pld").err, self.ok("help", "pld").out)
        for line in ("-o json", "-o json pld"):
            error = self.fails(2, *line.split()).error
            self.assertEqual((error["class"], error["exit"]), ("usage", 2))

    def test_suggestions(self) -> None:
        for typed, meant in (
                ("pld-list", "'pld list'"), ("pldlist", "'pld list'"), ("pld_list", "'pld list'"),
                ("PLD LIST", "'pld list'"), ("list pld", "'pld list'"), ("pld lists", "'pld list'"),
                ("pld lits", "'pld list'"), ("plt list", "'pld list'"), ("lists pld", "'pld list'"),
                ("pl", "'pld'"), ("aqs gen", "'aqs generate'"), ("resume", "'journal resume'"),
                ("login", "'auth login'"), ("docter", "'doctor'"), ("doctor-x", "'doctor'"),
                ("compute", "'pld compute', 'sls compute' or 'aqs compute'"),
                ("help pld-list", "'pld list'"), ("help exit-code", "'help exit-codes'"),
                ("exit-codes", "'help exit-codes'"), ("help pld lst", "'pld list'")):
            says = self.fails(2, *typed.split()).err
            shown = typed[5:] if typed.startswith("help ") else typed
            self.assertIn(f"unknown command '{shown}', did you mean {meant}?\n", says)
        for line in ("frobnicate", "pld frobnicate", "help frobnicate"):
            says = self.fails(2, *line.split()).err
            self.assertNotIn("did you mean", says)
            self.assertRegex(says, r"; 'iqm-insights( pld)? --help' lists what there is\n")

    def test_suggested_options(self) -> None:
        for line, meant in (
                ("pld list --pagen 1", "page-no"), ("pld list --pagee-no 1", "page-no"),
                ("pld list --outptu json", "output"),
                ("pld generate --campaing-id 1", "campaign-id"),
                ("pld generate --max-costs 1", "max-cost"), ("doctor --profil x", "profile")):
            words = line.split()
            self.fails(2, *words, says=rf"unknown option {words[-2]}, did you mean '--{meant}'\?")

    def test_too_many_words(self) -> None:
        self.fails(2, "help", "pld", "list", "more", says="'more' is not expected")
        self.fails(2, "version", "more", says="'more' is not expected")
