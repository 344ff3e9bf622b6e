"""The command's tables, as the spec makes them."""
from __future__ import annotations

import re

import yaml

from generator.builder.build import build
from generator.command.tables import flag_row
from generator.command.usage import flag_doc, metavar, value_names
from generator.model.command import Command

from ..helper import SAMPLE_SPEC, SpecCase


class Tables(SpecCase):
    """generated/cli/commands.c and what it is made from."""

    def commands(self) -> dict[str, Command]:
        """Every command by its full name."""
        program = build(self.spec).program
        assert program
        return {command.full_name: command for command in program.commands}

    def test_order(self) -> None:
        names = list(self.commands())
        of_spec = [f"pld {name}" for name in build(self.spec).families["pld"].operations]
        self.assertEqual(of_spec[:2], ["pld list", "pld campaigns"])
        self.assertEqual(names[:len(of_spec) + 1], [*of_spec, "pld wait"])
        written = yaml.safe_load((self.spec / "command.yaml").read_text(encoding="utf-8"))
        others = [name for name, item in written["commands"].items() if "each" not in item]
        self.assertEqual(names[-len(others):], others)
        self.assertEqual(names[-len(others) - 2:-len(others)],
                         ["static insights-statuses", "static report-statuses"])

    def test_secrets_are_no_flags(self) -> None:
        """auth login is written by hand, and nothing sends auth.refresh."""
        commands = self.commands()
        self.assertEqual(commands["auth login"].kind, "auth login")
        self.assertFalse(commands["auth login"].is_operation)
        self.assertNotIn("auth refresh", commands)
        for command in commands.values():
            self.assertEqual([flag.name for flag in command.flags if flag.field.secret], [])

    def test_options_are_where_they_are_of_use(self) -> None:
        commands = self.commands()
        for full_name, has, has_not in (
                ("pld list", "all", "yes"), ("pld generate", "max-days", "columns"),
                ("sls generate", "max-cost", "all"),
                ("pld columns-update", "set", "save"), ("pld download", "save", "wait"),
                ("pld campaigns", "columns", "body"), ("pld wait", "interval", "save"),
                ("journal list", "timezone", "base-url"), ("doctor", "base-url", "timezone")):
            names = [one.name for one in commands[full_name].options]
            self.assertIn(has, names, full_name)
            self.assertNotIn(has_not, names, full_name)
            self.assertIn("help", names, full_name)
            self.assertNotIn("version", names, full_name)

    def test_flags_of_all_paid_operations(self) -> None:
        """Each once, but those that have the name of an option."""
        commands = self.commands()
        buy = commands["buy"]
        names = [flag.name for flag in buy.flags]
        every = {flag.name for command in commands.values()
                 if command.op and command.op.effect == "paid" and command.is_operation
                 for flag in command.flags}
        self.assertEqual(set(names), every - {name for one in buy.options for name in one.names})
        self.assertEqual(len(set(names)), len(names))
        self.assertIn("report-types", names)
        self.assertNotIn("name", names)

    def test_families(self) -> None:
        """Those that sell something."""
        program = build(SAMPLE_SPEC).program
        assert program
        seller, = (one for one in program.options if one.key == "seller")
        self.assertEqual(seller.values, ["k2"])

    def test_settings(self) -> None:
        program = build(SAMPLE_SPEC).program
        assert program
        self.assertEqual([(one.name, one.own, one.also) for one in program.settings],
                         [("host", True, ["OTHER_HOST", "OTHER_2"]), ("pass", True, []),
                          ("way", False, [])])

    def test_shapes(self) -> None:
        commands = self.commands()
        for full_name, shape, first in (
                ("pld list", "rows", "id"), ("aqs report-types", "rows", "id"),
                ("pld campaigns", "groups", "campaign-id"),
                ("aqs compute", "object", "report-created"),  # has a list of objects too
                ("pld columns-get", "object", "id"), ("sls delete", "object", "message")):
            table = commands[full_name].table
            assert table
            self.assertEqual((table.shape, table.columns[0].name), (shape, first), full_name)
        table = commands["aqs list"].table
        assert table
        self.assertEqual([column.name for column in table.columns if column.is_brief],
                         ["id", "name", "status-name", "start-date", "end-date", "created-on"])

    def test_what_filters_go_by(self) -> None:
        for family, names in (("pld", ["name", "campaign-ids", "created-on"]),
                              ("aqs", ["name", "campaign-ids", "created-on"])):
            table = self.commands()[f"{family} list"].table
            assert table
            self.assertEqual([(one.name, one.role) for one in table.columns if one.role != "none"],
                             list(zip(names, ("name", "campaign", "created"))))
        for name, has in (("pld list", True), ("pld campaigns", False)):
            self.assertEqual("since" in self.commands()[name].flag_names, has)

    def test_operations_that_belong_together(self) -> None:
        commands = self.commands()
        download = commands["sls download"].op
        for full_name in ("sls download", "sls generate", "sls wait"):
            self.assertIs(commands[full_name].link, download)
        self.assertIsNone(commands["sls compute"].link)
        self.assertIs(commands["sls wait"].op, commands["sls generate"].op)
        self.assertIs(commands["pld columns-update"].read, commands["pld columns-get"].op)

    def test_rows(self) -> None:
        self.accepted()
        source = (self.out / "generated" / "cli" / "commands.c").read_text(encoding="utf-8")
        for row in ('{ "start-date", NULL, "Start of the report.", NULL, NULL, DAY_FIRST,',
                    '{ "end-date", NULL, "End of the report.", NULL, NULL, DAY_LAST,',
                    '{ "file-type", NULL, "File type id.", NULL, file_type_names, DAY_NONE,',
                    '{ "pre-vs-post", 1 },', "case IQM_E_TOO_LARGE:",
                    ".link = &iqm_aqs_download_op,",
                    ".kind = KIND_WAIT,", "static const enum cli_option pld_list_options[] = {\n"
                    "\tOPT_OUTPUT, OPT_COLUMNS, "):
            self.assertIn(row, source)

    def test_flag_of_the_spec(self) -> None:
        """It is the flag and the column; the derived name is its alias, and in the man page."""
        commands = self.commands()
        flags = {flag.name: flag for flag in commands["aqs email"].flags}
        self.assertEqual({name: flag.alias for name, flag in flags.items()},
                         {"file-type": "file-type-id", "id": "report-id", "email-ids": None})
        self.assertTrue(flag_doc(commands["aqs email"], flags["id"]).endswith("`--report-id`."))
        self.accepted()
        for file, text, there in (("commands.c", '{ "ids", "report-ids", "Ids', True),
                                  ("commands.c", '{ "id", "report-id", "Report id."', True),
                                  ("iqm-insights.1", r"\fB\-\-report\-ids\fR", True),
                                  ("iqm-insights.bash", "report-ids", False),
                                  ("_iqm-insights", "--report-ids", False),
                                  ("iqm-insights.fish", "report-ids", False)):
            found = (self.out / "generated" / "cli" / file).read_text(encoding="utf-8")
            (self.assertIn if there else self.assertNotIn)(text, found, file)

    def test_text_of_a_command(self) -> None:
        """In place of the operation's, which the header keeps."""
        self.assertRegex(self.commands()["sls download"].doc, "^Save the files of SLS reports; ")
        self.assertEqual(self.commands()["sls download"].args, "[ID...]")
        self.assertIsNone(self.commands()["sls email"].args)

    def test_example_is_made_from_a_sample(self) -> None:
        text = (self.spec / "command.yaml").read_text(encoding="utf-8")
        (self.spec / "command.yaml").write_text(
            re.sub(r"\noperation_examples:\n(  .*\n)+", "\n", text), encoding="utf-8")
        commands = self.commands()
        for full_name, line in (
                ("pld campaigns", ""), ("pld columns-get", ""),
                ("pld list", " --search-field 'Corporate, Inc. & Co/é' --no-of-entries 2 "
                             "--page-no 1 --sort-by +pldId"),
                ("sls list", " --search-field 'Corporate, Inc. & Co/é' --no-of-entries 2 "
                             "--page-no 1 --sort-by=-slsId"),
                ("sls delete", " --ids 10"), ("aqs delete", " --ids 10,9,8"),
                ("sls download", " --file-type xlsx --id 50"),
                ("pld generate", " --campaign-id 12345 --start-date 1970-01-20T22:25:11Z "
                                 "--end-date 1970-01-20T22:25:15Z"),
                ("aqs compute", " --campaign-id 1 --name 'Dummy AQS Name' --start-date "
                                "2024-07-30T03:43:20Z --end-date 2024-07-30T04:50:00Z "
                                "--report-type-id audience --audience-concept-groups "
                                "'{\"audienceId\": 101, \"conceptGroupId\": \"202335\"}'")):
            self.assertEqual([example.line for example in commands[full_name].examples],
                             [f"iqm-insights {full_name}{line}"])

    def test_names_of_texts(self) -> None:
        """A flag takes them as they are; one of a map takes JSON."""
        program = build(SAMPLE_SPEC).program
        assert program
        buy = next(one for one in program.commands if one.full_name == "k2 buy")
        flags = {flag.field.wire: flag for flag in buy.flags}
        self.assertEqual(flag_doc(buy, flags["mood"]),
                         "A text of some. GOOD, null, a \"b\" \\ ??/ é, No: way, or another.")
        self.assertEqual(value_names(flags["moods"].field), ["GOOD", "null"])  # without quotes
        self.assertEqual(value_names(flags["switches"].field), ["true", "false"])
        self.assertEqual([metavar(flags[name].field) for name in ("mood", "moods", "anything")],
                         ["TEXT", "LIST", "JSON"])
        self.assertEqual((flag_doc(buy, flags["moodsBy"]), value_names(flags["moodsBy"].field),
                          metavar(flags["moodsBy"].field)), ("A map of texts.", [], "JSON"))
        self.assertIn("mood_names", flag_row(flags["mood"], buy))
        self.assertNotIn("mood_names", flag_row(flags["moodsBy"], buy))

    def test_no_command_without_its_file(self) -> None:
        (self.spec / "command.yaml").unlink()
        self.accepted()
        self.assertFalse((self.out / "generated" / "cli").exists())
        reference = (self.out / "generated" / "reference.md").read_text(encoding="utf-8")
        self.assertNotIn("in a shell", reference)

    def test_a_new_operation_is_a_command_everywhere(self) -> None:
        self.change("pld.yaml", "\noperations:\n", """
  fax_order:
    doc: Which report to fax.
    fields:
      pldId: {type: int, required: true, doc: Report id.}
      faxOn: {type: ms, day: last, doc: When.}

operations:
  fax:
    doc: Fax a PLD report. Now.
    method: POST
    path: /fax
    effect: update
    body: fax_order
    response: confirmation
    samples: [pld.fax.request.default.json, pld.fax.response.200.json]
""")
        samples = self.spec / "samples"
        (samples / "pld.fax.request.default.json").write_text('{"pldId": 1}', encoding="utf-8")
        (samples / "pld.fax.response.200.json").write_text(
            '{"success": true, "data": {"message": "Sent."}}', encoding="utf-8")
        self.accepted()
        for file, texts in {
                "cli/commands.c": ['{ "iqm-insights pld fax --id 1", NULL },',
                                   '{ "fax-on", NULL, "When.", NULL, NULL, DAY_LAST,',
                                   ".op = &iqm_pld_fax_op,"],
                "cli/iqm-insights.1": ["\\fBpld fax\\fR\n",
                                       "\\fB\\-\\-fax\\-on\\fR \\fIDATE\\fR\n"],
                "cli/iqm-insights.bash": ['names="fax list ', 'flags="--id --fax-on '],
                "cli/iqm-insights.fish": ["-a fax -d 'Fax a PLD report'", "-l fax-on -d 'When' -x"],
                "cli/_iqm-insights": ["'fax:Fax a PLD report'", "'--fax-on=[When]:DATE: '"],
                "reference.md": ["### `pld.fax`",
                                 "| `faxOn` | ms | milliseconds | When. |"]}.items():
            text = (self.out / "generated" / file).read_text(encoding="utf-8")
            for part in texts:
                self.assertIn(part, text, file)
