"""What is wrong in a type."""
from __future__ import annotations

from ..helper import SpecCase


class BadTypes(SpecCase):
    """Each test is one kind of mistake; « is where it must be reported."""

    def test_unknown_type(self) -> None:
        self.change("pld.yaml", "pldId: {type: int", "pldId: {type: «intger")
        self.refused("unknown type 'intger', did you mean 'int'? Expected int, num, bool, ms, s, "
                     "string, id, json or a declared type")

    def test_unknown_type_nothing_near(self) -> None:
        self.change("pld.yaml", "pldId: {type: int", "pldId: {type: «xxxxx")
        self.refused("unknown type 'xxxxx', expected int, num, bool, ms, s, string, id, json or a "
                     "declared type")

    def test_unknown_type_of_a_list(self) -> None:
        self.change("pld.yaml", '{type: "report[]"', '{type: «"reprot[]"')
        self.refused("unknown type 'reprot', did you mean 'report'? Expected int, num, bool, ms, "
                     "s, string, id, json or a declared type")

    def test_malformed_type(self) -> None:
        self.change("pld.yaml", '{type: "report[]"', '{type: «"report[2]"')
        self.refused("found 'report[2]', expected a type: name, name[], name{} or name[]{}")

    def test_list_of_timestamps(self) -> None:
        self.change("pld.yaml",
                    'processingCampaignIds: {type: "int[]"',
                    'processingCampaignIds: {type: «"ms[]"')
        self.refused("list 'ms[]', expected int[], num[], bool[], string[], id[] or a list of a "
                     "declared type")

    def test_map_of_lists_of_json(self) -> None:
        self.change("aqs.yaml", '        type: "int{}"\n', '        type: «"json[]{}"\n')
        self.refused("list 'json[]', expected int[], num[], bool[], string[], id[] or a list of a "
                     "declared type")

    def test_list_of_maps(self) -> None:
        self.change("aqs.yaml", '        type: "int{}"\n', '        type: «"int{}[]"\n')
        self.refused("found 'int{}[]', expected a type: name, name[], name{} or name[]{}")

    def test_no_c_name(self) -> None:
        self.change("pld.yaml", "      pldName: {type: string,",
                    "      «größe: {type: int, doc: Size.}\n"
                    "      «\"$\": {type: int, doc: Money.}\n"
                    "      pldName: {type: string,")
        self.refused("no C name can be made of 'größe': give it a 'name'",
                     "no C name can be made of '$': give it a 'name'")

    def test_no_c_name_and_a_bad_one(self) -> None:
        self.change("pld.yaml", "      pldName: {type: string,",
                    "      größe: {type: int, name: «TODO, doc: Size.}\n"
                    "      pldName: {type: string,")
        self.refused("TODO is no answer yet, expected text, or no 'name'")

    def test_two_of_one_c_name(self) -> None:
        self.change("pld.yaml", "      pldName: {type: string,",
                    '      pldName: {type: string, doc: x y z}\n      «"@pldName": {type: string,')
        self.refused("C name 'pld_name' is taken by field 'pldName' already; give one of them a "
                     "'name'")

    def test_alias_with_a_line_end(self) -> None:
        self.change("pld.yaml", "aliases: [pldStatus]", 'aliases: [«"pldStatus\\n"]')
        self.refused("found 'pldStatus\\n', expected a wire name (no control characters)")

    def test_c_name_collision(self) -> None:
        self.change("pld.yaml",
                    "pldName: {type: string, doc: Name made by the service.}",
                    "pldName: {type: string, doc: Name made by the service.}\n"
                    "      «pldNAME: {type: string, doc: The same in capitals.}")
        self.refused("C name 'pld_name' is taken by field 'pldName' already; give one of them a "
                     "'name'")

    def test_wire_name_and_alias_collision(self) -> None:
        self.change("pld.yaml",
                    "pldName: {type: string, doc: Name made by the service.}",
                    "pldName: {type: string, doc: Name made by the service.}\n"
                    "      «pldLabel: {type: string, aliases: [pldName], doc: The same.}")
        self.refused("wire name 'pldName' is taken by field 'pldName' already")

    def test_alias_that_is_the_name(self) -> None:
        self.change("pld.yaml",
                    "pldName: {type: string",
                    "«pldName: {type: string, aliases: [pldName]")
        self.refused("wire name 'pldName' is taken by field 'pldName' already")

    def test_alias_given_twice(self) -> None:
        self.change("pld.yaml", "aliases: [pldStatus]", "aliases: [pldStatus, «pldStatus]")
        self.refused("'pldStatus' is item 1 already")

    def test_c_keyword_as_name(self) -> None:
        self.change("pld.yaml", "pldName: {type: string", "pldName: {type: string, name: «int")
        self.refused("'int' is a keyword or macro of C or C++, expected another name")

    def test_keyword_of_cpp_as_name(self) -> None:
        self.change("pld.yaml", "pldName: {type: string", "pldName: {type: string, name: «class")
        self.refused("'class' is a keyword or macro of C or C++, expected another name")

    def test_macro_as_name(self) -> None:
        self.change("pld.yaml", "pldName: {type: string", "pldName: {type: string, name: «errno")
        self.refused("'errno' is a keyword or macro of C or C++, expected another name")

    def test_reserved_as_name(self) -> None:
        self.change("pld.yaml", "      ioId: {type: int, doc: Insertion order of",
                    "      «reserved: {type: int, doc: Insertion order of")
        self.drop("sources.yaml")
        self.refused("'reserved' is a member of each request's struct, expected another name")

    def test_since_is_a_release(self) -> None:
        self.change("pld.yaml", "pldName: {type: string", 'pldName: {type: string, since: «"0.2"')
        self.refused("found '0.2', expected a release like 0.2.0")

    def test_more_late_fields_than_there_is_room_for(self) -> None:
        late = "".join(f"      late{i}: {{type: int, since: 0.2.0, doc: Came later.}}\n"
                       for i in range(9))
        self.change("pld.yaml", "  order:\n    doc:", "  «order:\n    doc:")
        self.change("pld.yaml", "      pldEndDate: {type: ms, for_new: true, day: last,",
                    late + "      pldEndDate: {type: ms, for_new: true, day: last,")
        self.refused("found 9 fields with 'since', expected at most 8 in a request: raise IQM_ABI, "
                     "and leave all 'since' out")

    def test_late_field_that_is_required(self) -> None:
        self.change("pld.yaml", "      pldEndDate: {type: ms, for_new: true, day: last,",
                    "      late: {type: int, since: 0.2.0, «required: true, doc: Came later.}\n"
                    "      pldEndDate: {type: ms, for_new: true, day: last,")
        self.refused("'required' with 'since': programs of earlier releases do not send it")

    def test_dangling_enum(self) -> None:
        self.change("pld.yaml",
                    "pldStatusId: {type: int, aliases: [pldStatus], enum: status_id",
                    "pldStatusId: {type: int, aliases: [pldStatus], enum: «insight_status")
        self.refused("unknown enum 'insight_status', did you mean 'insights_status'? Expected "
                     "file_type, insights_status, openapi_status, status_id, sls_report_type or "
                     "aqs_report_type")

    def test_type_of_another_family(self) -> None:
        self.change("pld.yaml", "    response: confirmation", "    response: «report_kind")
        self.refused("unknown type 'report_kind', did you mean 'report'? Expected a declared type")

    def test_dangling_unwrapped(self) -> None:
        self.change("api.yaml", "unwrapped: {field: campaignId}", "unwrapped: {field: «campaignID}")
        self.refused("unknown field 'campaignID', did you mean 'campaignId'? Expected a field of "
                     "type 'campaign'")

    def test_dangling_makes_true(self) -> None:
        self.change("api.yaml", "makes_true: available", "makes_true: «availabel")
        self.refused("unknown field 'availabel', did you mean 'available'? Expected a field of "
                     "type 'name_check'")

    def test_makes_true_of_a_string(self) -> None:
        self.change("api.yaml", "makes_true: available", "makes_true: «message")
        self.refused("field 'message' of type 'name_check' is a string, expected a bool")

    def test_cycle(self) -> None:
        self.change("api.yaml", "  error_object:\n", "  «error_object:\n")
        self.change("api.yaml", "      field: {type: string, doc: The",
                    "      more: {type: error_object, doc: More.}\n"
                    "      field: {type: string, doc: The")
        self.refused("cycle of types: error_object -> error_object")

    def test_cycle_of_two(self) -> None:
        self.change("pld.yaml", "  report:\n", "  «report:\n")
        self.change("pld.yaml", "ioName: {type: string", "ioName: {type: report_page")
        self.refused("cycle of types: report -> report_page -> report")

    def test_unit_that_is_used_nowhere(self) -> None:
        self.change("api.yaml", "units:\n", "units:\n  «miles: {doc: A length.}\n")
        self.refused("unit 'miles' is used nowhere")

    def test_unit_on_a_string(self) -> None:
        self.change("pld.yaml", "pldName: {type: string", "pldName: {type: string, «unit: bytes")
        self.refused("'unit' on a string, expected an int or num")

    def test_scalar_or_list_on_a_scalar(self) -> None:
        self.change("pld.yaml", "pldName: {type: string",
                    "pldName: {type: string, «scalar_or_list: true")
        self.refused("'scalar_or_list' on a string, expected a list")

    def test_as_on_a_non_id(self) -> None:
        self.change("pld.yaml", "pldName: {type: string", "pldName: {type: string, «as: number")
        self.refused("'as' on a string, expected an id")

    def test_enum_on_a_string(self) -> None:
        self.change("pld.yaml",
                    "pldName: {type: string",
                    "pldName: {type: string, enum: «file_type")
        self.refused("'file_type' has integers, expected it on an int")

    def test_entry_on_a_list(self) -> None:
        self.change("pld.yaml",
                    '{type: "report[]", doc',
                    '{type: "report[]", «entry: {key: a, value: b}, doc')
        self.refused("'entry' on a report[], expected a map")

    def test_secret_number(self) -> None:
        self.change("pld.yaml", "pldId: {type: int", "pldId: {type: int, «secret: true")
        self.refused("'secret' on an int, expected a string")

    def test_too_many_fields(self) -> None:
        more = "".join(f"      c{i}: {{type: bool, doc: Column.}}\n" for i in range(120))
        self.change("pld.yaml", "\n  columns:\n", "\n  «columns:\n")
        self.change("pld.yaml", "      id: {type: bool", more + "      id: {type: bool")
        self.refused("found 129 fields, expected at most 128")

    def test_type_named_like_a_scalar(self) -> None:
        self.change("pld.yaml", "types:\n", "types:\n  «num:\n    doc: A number.\n    fields:\n"
                    "      a: {type: int, doc: A number.}\n\n")
        self.refused("type 'num' is built in, expected another name")
