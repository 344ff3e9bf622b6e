"""What the schema of the language refuses: keys, values and their types."""
from __future__ import annotations

from ..helper import FIELD_KEYS, SpecCase


class BadKeys(SpecCase):
    """Each test is one kind of mistake; « is where it must be reported."""

    def test_unknown_key(self) -> None:
        self.change("pld.yaml",
                    "pldName: {type: string, doc: Name made",
                    "pldName: {type: string, «docs: Name made")
        self.refused(f"unknown key 'docs', did you mean 'doc'? Expected {FIELD_KEYS}")

    def test_unknown_key_nothing_near(self) -> None:
        self.change("pld.yaml", "pldName: {type: string", "pldName: {type: string, «zzz: 1")
        self.refused(f"unknown key 'zzz', expected {FIELD_KEYS}")

    def test_unknown_key_at_the_top(self) -> None:
        self.change("sls.yaml",
                    "title: ScriptLift Studies reports\n",
                    "title: ScriptLift Studies reports\n"
                    "«operation: {}\n")
        self.refused("unknown key 'operation', did you mean 'operations'? Expected family, "
                     "title, doc, types or operations")

    def test_unknown_trait(self) -> None:
        self.change("pld.yaml",
                    "pldChargeableCost: {type: num, unit: money",
                    "pldChargeableCost: {type: num, «unti: money")
        self.refused(f"unknown key 'unti', did you mean 'unit'? Expected {FIELD_KEYS}")

    def test_unknown_unit(self) -> None:
        self.change("pld.yaml",
                    "pldChargeableCost: {type: num, unit: money",
                    "pldChargeableCost: {type: num, unit: «monye")
        self.refused("unknown unit 'monye', did you mean 'money'? Expected bytes, impressions, "
                     "money, months, rate, rows or seconds")

    def test_wrong_value_type(self) -> None:
        self.change("api.yaml", "requests_per_minute: 20", "requests_per_minute: «twenty")
        self.refused("found 'twenty', expected an integer")

    def test_other_types(self) -> None:
        self.change("api.yaml", "default: 200, range: [1, 1000]",
                    "default: «[200], range: [«one, 1000]")
        self.refused("found a list of 1, expected text, a number or true or false",
                     "found 'one', expected a number")

    def test_a_mapping_for_text(self) -> None:
        self.change("auth.yaml",
                    "    path: /api/v3/ua/oauth/token\n"
                    "    effect: update\n"
                    "    auth: basic\n"
                    "    content: form\n"
                    "    fixed: {grant_type: password}",
                    "    path: «{a: b}\n"
                    "    effect: update\n"
                    "    auth: basic\n"
                    "    content: form\n"
                    "    fixed: {grant_type: password}")
        self.refused("found a mapping of 1, expected text")

    def test_a_number_for_text(self) -> None:
        self.change("pld.yaml", "title: Provider Level Data reports", "title: «2024")
        self.refused("found 2024, expected text (in quotes)")

    def test_a_boolean_for_text(self) -> None:
        self.change("pld.yaml", "    doc: List PLD reports.", "    doc: «true")
        self.refused("found true, expected text (in quotes)")

    def test_false_for_a_flag(self) -> None:
        self.change("pld.yaml", "    full_replace: true", "    full_replace: «false")
        self.refused("found false, expected true or no such key")

    def test_a_number_with_a_point(self) -> None:
        self.change("api.yaml", "requests_per_minute: 20", "requests_per_minute: «20.0")
        self.refused("found 20.0, expected an integer")

    def test_yes_as_value(self) -> None:
        self.change("pld.yaml", "    full_replace: true", "    full_replace: «yes")
        self.refused("unquoted yes is a boolean to YAML, expected 'yes' in quotes")

    def test_an_octal_number(self) -> None:
        self.change("api.yaml", "xlsx: 1", "xlsx: «010")
        self.refused("unquoted 010 is an integer to YAML, expected '010' in quotes")

    def test_a_date_as_text(self) -> None:
        self.change("pld.yaml", "title: Provider Level Data reports", "title: «2024-11-21")
        self.refused("unquoted 2024-11-21 is a date to YAML, expected '2024-11-21' in quotes")

    def test_null(self) -> None:
        self.change("pld.yaml",
                    "    paged: {page: pageNo, size: noOfEntries, sort: sortBy, search: "
                    "searchField, items: pldReportDataList, total: filteredRecords, key: pldId,\n"
                    "            name: pldName, campaign: campaignIds, created: pldCreatedOn,\n"
                    "            columns: [pldId, pldStatusId, campaignName, startDate, endDate, "
                    "pldCreatedOn]}",
                    "    paged: «null")
        self.refused("found nothing, expected a mapping")

    def test_missing_doc(self) -> None:
        self.change("pld.yaml", "pldId: {type: int, doc: Report id.}", "«pldId: {type: int}")
        self.refused("missing 'doc'")

    def test_missing_at_the_top(self) -> None:
        self.change("api.yaml", "base_url: https://api.iqm.com\n", "")
        self.change("api.yaml", "# IQM's Insights", "«# IQM's Insights")
        self.refused("missing 'base_url'")

    def test_base_url_with_a_slash(self) -> None:
        self.change("api.yaml", "https://api.iqm.com", "«https://api.iqm.com/")
        self.refused("found 'https://api.iqm.com/', expected https:// and a host, no slash at "
                     "the end")

    def test_wire_name_with_a_control_character(self) -> None:
        self.change("pld.yaml", "pldName: ", '«"pld\\tname": ')
        self.change("pld.yaml", "name: pldName, campaign", "campaign")
        self.refused("found key 'pld\\tname', expected a wire name (no control characters)")

    def test_several_missing(self) -> None:
        self.change("auth.yaml", "family: auth\n", "")
        self.change("auth.yaml", "title: Authentication\n", "")
        self.change("auth.yaml", "# Log in and refresh.", "«# Log in and refresh.")
        self.refused("missing 'family' and 'title'")

    def test_doc_that_is_blank(self) -> None:
        self.change("pld.yaml", "doc: A PLD report as the list shows it.", 'doc: «"   "')
        self.refused("found nothing but whitespace, expected text")

    def test_value_and_key_that_yaml_itself_refuses_are_reported_once(self) -> None:
        self.change("pld.yaml", "    full_replace: true", "    full_replace: «no")
        self.refused("unquoted no is a boolean to YAML, expected 'no' in quotes")

    def test_comma_in_a_text_without_quotes(self) -> None:
        self.change("pld.yaml", "pldId: {type: int, doc: Report id.}",
                    "pldId: {type: int, doc: Report id, «which is a number.}")
        self.refused("unknown key 'which is a number.', expected quotes around a text that has a "
                     "comma in it")
