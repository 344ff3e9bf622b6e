"""Mistakes in command.yaml, sources.yaml and the traits that only the command reads."""
from __future__ import annotations

from ..helper import SpecCase

COMMAND = "command.yaml"


class BadOptions(SpecCase):
    """Options, settings and exit codes."""

    def test_unknown_key(self) -> None:
        self.change(COMMAND, "  all: {for: [paged],", "  all: {«fro: [paged],")
        self.refused("unknown key 'fro', did you mean 'for'? Expected name, aliases, short, arg, "
                     "many, values, env, values_of, words, complete, default, for or doc")

    def test_unknown_kind(self) -> None:
        self.change(COMMAND, "  all: {for: [paged],", "  all: {for: [«page],")
        self.refused("found 'page', did you mean 'paged'? Expected all, call, operation, response, "
                     "body, paged, filtered, paid, priced, dated, file, deletes or full_replace")

    def test_two_options_with_one_letter(self) -> None:
        self.change(COMMAND, "quiet: {short: q,", "quiet: {short: «o,")
        self.refused("letter 'o' is option 'output' already")

    def test_letter_that_is_none(self) -> None:
        self.change(COMMAND, "quiet: {short: q,", "quiet: {short: «qq,")
        self.refused("found 'qq', expected one letter")

    def test_switch_with_values(self) -> None:
        self.change(COMMAND, "quiet: {short: q,", "quiet: {short: q, «values: [a], «default: a,")
        self.refused("'values' without 'arg'", "'default' without 'arg'")

    def test_switch_given_again(self) -> None:
        self.change(COMMAND, "quiet: {short: q,", "quiet: {short: q, «many: true,")
        self.refused("'many' without 'arg'")

    def test_switch_of_the_environment(self) -> None:
        self.change(COMMAND, "quiet: {short: q,", "quiet: {short: q, «env: true,")
        self.refused("'env' without 'arg'")

    def test_default_that_is_no_value(self) -> None:
        self.change(COMMAND, "values_of: dialects, for",
                    "values_of: dialects, default: «sample, for")
        self.refused("found 'sample', did you mean 'samples'? Expected page, openapi, "
                     "samples, july-file or older-file")

    def test_one_name_twice(self) -> None:
        self.change(COMMAND, "  all: {for: [paged],", "  all: {name: output, for: [paged],")
        status, _, said = self.run_generator()
        self.assertEqual(status, 1)
        self.assertIn("'--output' is a switch as 'all' and takes a value as 'output', expected "
                      "one of the two", said)
        self.assertIn("command 'pld list' has option '--output' twice: 'output' and 'all'", said)

    def test_alias_that_is_a_name(self) -> None:
        self.change(COMMAND, "  all: {for: [paged],", "  all: {aliases: [quiet], for: [paged],")
        status, _, said = self.run_generator()
        self.assertEqual(status, 1)
        self.assertIn("command 'pld list' has option '--quiet' twice: 'all' and 'quiet'", said)

    def test_secret_with_an_option(self) -> None:
        self.change(COMMAND, "  username: {own: true, doc",
                    "  username: {own: true, «secret: true, doc")
        self.refused("a secret setting with option 'username', expected none: everybody on the "
                     "machine sees a command line")

    def test_probe_of_no_operation(self) -> None:
        self.change(COMMAND, "  op: aqs.report-types", "  op: aqs.report-type")
        status, _, said = self.run_generator()
        self.assertEqual((status, len(said.splitlines())), (1, 2))
        self.assertIn(": unknown operation 'aqs.report-type', did you mean 'aqs.report-types'? ",
                      said)

    def test_probe_that_buys(self) -> None:
        self.change(COMMAND, "  op: aqs.report-types", "  op: «pld.generate")
        self.refused("operation 'pld.generate' has effect 'paid', expected one that reads")

    def test_probe_that_needs_something(self) -> None:
        self.change(COMMAND, "  op: aqs.report-types", "  op: «sls.validate-name")
        self.refused("operation 'sls.validate-name' requires 'reportName', expected one that needs "
                     "nothing")

    def test_probe_reads(self) -> None:
        self.change(COMMAND, "    - pld.list\n", "    - «sls.validate-name\n")
        self.change(COMMAND, "    - aqs.download\n", "    - «aqs.generate\n")
        self.refused("operation 'sls.validate-name' requires 'reportName', expected one that needs "
                     "nothing",
                     "operation 'aqs.generate' has effect 'paid', expected one that reads")

    def test_probe_of_a_price(self) -> None:
        self.change(COMMAND, "price: {op: pld.compute, campaign: campaignId",
                    "price: {op: pld.compute, campaign: «campaign")
        self.refused("unknown field 'campaign', did you mean 'campaignId'? Expected a field of "
                     "type 'order'")

    def test_probe_of_what_prices_nothing(self) -> None:
        self.change(COMMAND, "price: {op: pld.compute", "price: {op: «pld.list")
        self.refused("'pld.list' is no operation that prices an order, expected pld.compute, "
                     "sls.compute or aqs.compute")

    def test_status_list_without_the_field(self) -> None:
        self.change(COMMAND, "static.report-statuses: {items: insightsStatusData, id: id, name: "
                    "name}", "static.report-statuses: {items: «totalRecords, id: id, name: name}")
        self.change(COMMAND, "static.insights-statuses: {items: insightsStatusData, id: id, name: "
                    "name}", "static.insights-statuses: {items: insightsStatusData, id: id, name: "
                    "«nam}")
        self.places.sort()
        self.refused("unknown field 'nam', did you mean 'name'? Expected a field of type 'status'",
                     "field 'totalRecords' of type 'statuses' is an int, "
                     "expected a list of objects")

    def test_unknown_status(self) -> None:
        self.change(COMMAND, "status: [timeout]", "status: [timeout, «autf]")
        self.refused("unknown status 'autf', did you mean 'auth'? Expected one of the runtime's "
                     "IQM_E_... in lower case")

    def test_status_without_a_code(self) -> None:
        self.change(COMMAND, "\nexit_codes:\n", "\n«exit_codes:\n")
        self.change(COMMAND, "status: [price], ", "")
        self.refused("no exit code has the status 'price'")

    def test_status_with_two_codes(self) -> None:
        self.change(COMMAND, "status: [timeout]", "status: [timeout, «auth]")
        self.refused("status 'auth' is 'auth' already")

    def test_two_exits_with_one_code(self) -> None:
        self.change(COMMAND, "declined: {code: 14", "declined: {code: «13")
        self.refused("exit code 13 is 'timed-out' already")

    def test_code_that_no_shell_has(self) -> None:
        self.change(COMMAND, "declined: {code: 14", "declined: {code: «256")
        self.refused("found 256, expected maximum 255")

    def test_names_that_c_has(self) -> None:
        self.change(COMMAND, "  ok: {code: 0,", "  «success: {code: 0,")
        self.refused("'success' is taken in C already, expected another name")


class BadCommands(SpecCase):
    """Commands, flags and examples."""

    def test_unknown_option_of_a_command(self) -> None:
        self.change(COMMAND, "options: [username, client-id]", "options: [«user-name, client-id]")
        self.refused("unknown option 'user-name', did you mean 'username'? Expected an option of "
                     "this file")

    def test_flag_like_an_option(self) -> None:
        self.change("sls.yaml",
                    "      conceptGroupId: {type: id, for_new: true, as: number, send",
                    "      slsOutput: {type: int, doc: A number.}\n"
                    "      conceptGroupId: {type: id, for_new: true, as: number, send")
        self.change("sls.yaml", "\n  generate:\n", "\n  «generate:\n")
        self.change("sls.yaml", "\n  compute:\n", "\n  «compute:\n")
        self.refused(*(f"'output' as a flag of command 'sls {name}' cannot be both field "
                       f"'slsOutput' and option 'output'; give the field a 'name' or 'flag'"
                       for name in ("generate", "compute")))

    def test_flag_is_an_option_elsewhere(self) -> None:
        """`--all` is an option of lists only."""
        self.change("sls.yaml",
                    "      conceptGroupId: {type: id, for_new: true, as: number, send",
                    "      slsAll: {type: int, doc: A number.}\n"
                    "      conceptGroupId: {type: id, for_new: true, as: number, send")
        self.accepted()

    def test_flags_without_prefix_alike(self) -> None:
        self.change("pld.yaml", "      pldId: {type: int, doc: Failed report to regenerate.}",
                    "      id: {type: int, doc: Another.}\n"
                    "      pldId: {type: int, doc: Failed report to regenerate.}")
        for name in ("generate", "compute"):
            self.change("pld.yaml", f"\n  {name}:\n", f"\n  «{name}:\n")
        self.refused(*(f"'id' as a flag of command 'pld {name}' cannot be both field 'pldId' and "
                       "field 'id'; give the field a 'name' or 'flag'"
                       for name in ("generate", "compute")))

    def test_columns_without_prefix_alike(self) -> None:
        self.change("pld.yaml", "      pldId: {type: int, doc: Report id.}\n      pldName",
                    "      id: {type: int, doc: Another.}\n"
                    "      pldId: {type: int, doc: Report id.}\n      pldName")
        self.change("pld.yaml", "\n  list:\n", "\n  «list:\n")
        self.refused("'id' as a column of command 'pld list' cannot be both field 'pldId' and "
                     "field 'id'; give the field a 'name' or 'flag'")

    def test_name_settles_a_clash(self) -> None:
        self.change("pld.yaml", "      pldId: {type: int, doc: Failed report to regenerate.}",
                    "      id: {type: int, name: other, doc: Another.}\n"
                    "      pldId: {type: int, doc: Failed report to regenerate.}")
        self.accepted()
        source = (self.out / "generated" / "cli" / "commands.c").read_text(encoding="utf-8")
        self.assertIn('{ "other", NULL, "Another.", NULL, NULL, DAY_NONE,', source)

    def test_flag_like_an_alias(self) -> None:
        """The name that is derived is taken too where the spec has another."""
        self.change("aqs.yaml", "  ids_query:\n    doc: Reports to delete.\n    fields:\n",
                    "  ids_query:\n    doc: Reports to delete.\n    fields:\n"
                    "      aqsReportIds: {type: int, doc: Another.}\n")
        self.change("aqs.yaml", "\n  delete:\n", "\n  «delete:\n")
        self.refused("'report-ids' as a flag of command 'aqs delete' cannot be both field "
                     "'reportIds' and field 'aqsReportIds'; give the field a 'name' or 'flag'")

    def test_command_like_an_operation(self) -> None:
        self.change(COMMAND, "  wait:\n    each: wait\n", "  «list:\n    each: wait\n")
        self.change(COMMAND, '"iqm-insights {family} wait 10', '"iqm-insights {family} list 10')
        self.change(COMMAND, "line: iqm-insights pld wait 10 11 12", "line: iqm-insights pld list")
        self.change(COMMAND, "options: [timezone, columns, wait-timeout, interval, max-interval]",
                    "options: []")
        _, _, err = self.run_generator()
        for family in ("pld", "sls", "aqs"):
            self.assertIn(f"{self.places[0]}: command '{family} list' is there already", err)

    def test_command_like_a_family(self) -> None:
        self.change(COMMAND, "  doctor:\n    doc: \"Check", "  «journal:\n    doc: \"Check")
        self.change(COMMAND, "line: iqm-insights doctor", "line: iqm-insights journal")
        self.change(COMMAND, "line: iqm-insights doctor --probe", "line: iqm-insights journal")
        self.change(COMMAND, "config, doctor]", "config]")
        self.refused("command 'journal' is the first word of others already")

    def test_group_of_no_command(self) -> None:
        self.change(COMMAND, "config, doctor]", "config, «docter]")
        self.refused("no command begins with 'docter', did you mean 'doctor'? Expected a family or "
                     "the first word of a command")

    def test_two_groups_with_one_command(self) -> None:
        self.change(COMMAND, "config, doctor]", "config, doctor, «journal]")
        self.refused("'journal' is in group 'Purchases' already")

    def test_example_of_another_program(self) -> None:
        self.change(COMMAND, "{line: iqm-insights journal resume spring-study}",
                    "{line: «iqm journal resume}")
        self.refused("found 'iqm', expected 'iqm-insights' first")

    def test_example_of_no_command(self) -> None:
        self.change(COMMAND, "{line: iqm-insights pld list, doc",
                    "{line: «iqm-insights pld lst, doc")
        self.refused("found 'pld lst', expected a command")

    def test_example_with_an_unknown_flag(self) -> None:
        self.change(COMMAND, "{line: iqm-insights sls list --all -o csv, doc",
                    "{line: «iqm-insights sls list --al -o=csv -z, doc")
        self.places *= 2
        self.refused("unknown flag '--al', did you mean '--all'? Expected one of 'sls list'",
                     "unknown flag '-z', expected one of 'sls list'")

    def test_example_that_no_shell_takes(self) -> None:
        self.change(COMMAND, "{line: iqm-insights pld list, doc",
                    "{line: «\"iqm-insights pld list 'x\", doc")
        self.refused("found a line that no shell takes (No closing quotation)")

    def test_examples_of_an_unknown_operation(self) -> None:
        self.change(COMMAND, "  pld.generate:\n", "  «pld.generat:\n")
        _, _, err = self.run_generator()
        self.assertIn(f"{self.places[0]}: no command is the operation 'pld.generat', did you mean "
                      f"'pld.generate'? Expected one that is", err)

    def test_text_of_an_unknown_operation(self) -> None:
        self.change(COMMAND, "  pld.download: \"", "  «pld.downlod: \"")
        self.refused("no command is the operation 'pld.downlod', did you mean 'pld.download'? "
                     "Expected one that is")

    def test_examples_of_what_has_a_secret(self) -> None:
        self.change(COMMAND, "  pld.columns-update:\n", "  «auth.login:\n")
        self.refused("no command is the operation 'auth.login', expected one that is")

    def test_example_of_another_operation(self) -> None:
        self.change(COMMAND, "{line: iqm-insights sls download 50 --save study.xlsx}",
                    "{line: «iqm-insights pld download 50}")
        self.refused("found 'pld download', expected 'sls download'")

    def test_example_is_not_blamed_for_its_operation(self) -> None:
        """What is wrong in a family is said once, not of each example that needs it."""
        self.change("sls.yaml", "    paged: {", "    paged: {«pages: 1, ")
        self.refused("unknown key 'pages', did you mean 'page'? Expected page, size, sort, search, "
                     "items, total, key, columns, name, campaign or created")

    def test_example_of_a_whole_family_is_checked_all_the_same(self) -> None:
        self.change("pld.yaml", "pldId: {type: int, doc: Report id.}",
                    "pldId: {type: «intger, doc: Report id.}")
        self.change(COMMAND, "{line: iqm-insights sls list --search-field Spring}",
                    "{line: «iqm-insights sls list --search-feld Spring}")
        _, _, err = self.run_generator()
        self.assertIn(f"{self.places[1]}: unknown flag '--search-feld', did you mean "
                      f"'--search-field'?", err)
        self.assertEqual(err.count("\n"), 3, err)


class BadTraits(SpecCase):
    """`day` and `columns`, and where sources disagree."""

    def test_day_of_what_is_no_timestamp(self) -> None:
        self.change("pld.yaml", "      pldId: {type: int, doc: Failed",
                    "      pldId: {type: int, «day: first, doc: Failed")
        self.refused("'day' on an int, expected ms or s")

    def test_day_that_is_none(self) -> None:
        self.change("pld.yaml", "day: last", "day: «lst")
        self.refused("found 'lst', did you mean 'last'? Expected first or last")

    def test_unknown_column(self) -> None:
        self.change("pld.yaml", "columns: [pldId, pldStatusId,",
                    "columns: [pldId, «pldStatusName,")
        self.refused("unknown field 'pldStatusName', did you mean 'pldStatusId'? Expected a field "
                     "of type 'report'")

    def test_column_twice(self) -> None:
        self.change("pld.yaml", "columns: [pldId, pldStatusId,", "columns: [pldId, «pldId,")
        self.refused("'pldId' is item 1 already")

    def test_disagreement_about_nothing(self) -> None:
        self.change("sources.yaml", "at: [file_type]", "at: [«file_typ]")
        self.refused("nothing is named 'file_typ', did you mean 'file_type'? Expected an enum, a "
                     "type, an operation or a field, with dots between")

    def test_unknown_key_named_like_a_doc(self) -> None:
        self.change("sources.yaml", "\ndisagreements:", "\n«title: Some text.\ndisagreements:")
        self.change("sources.yaml", "    at: [file_type]", "    «doc: Some text.")
        self.refused("unknown key 'title', expected sources, documents or disagreements",
                     "unknown key 'doc', expected about, says, reads, sends, at or drift")

    def test_family_named_like_a_file_of_its_own(self) -> None:
        self.change("api.yaml", "families: [auth, pld, sls, aqs, static]",
                    "families: [auth, pld, sls, aqs, static, «command]")
        self.refused("family 'command', expected at most 16 lower-case letters and digits, and "
                     "none of api, schema, command, sources")
