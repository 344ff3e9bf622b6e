"""What is wrong in a type."""
from __future__ import annotations

from .helper import SpecCase


class BadTypes(SpecCase):
    """Each test is one kind of mistake; « is where it must be reported."""

    def test_unknown_type(self) -> None:
        self.change("pld.yaml",
                    "pldId: {type: int, doc: Report id.}",
                    "pldId: {type: «intger, doc: Report id.}")
        self.refused("unknown type 'intger', did you mean 'int'? Expected int, num, bool, ms, s, "
                     "string, id or a declared type")

    def test_unknown_type_nothing_near(self) -> None:
        self.change("pld.yaml",
                    "pldId: {type: int, doc: Report id.}",
                    "pldId: {type: «xxxxx, doc: Report id.}")
        self.refused("unknown type 'xxxxx', expected int, num, bool, ms, s, string, id or a "
                     "declared type")

    def test_unknown_type_of_a_list(self) -> None:
        self.change("pld.yaml", '{type: "report[]"', '{type: «"reprot[]"')
        self.refused("unknown type 'reprot', did you mean 'report'? Expected int, num, bool, ms, "
                     "s, string, id or a declared type")

    def test_malformed_type(self) -> None:
        self.change("pld.yaml", '{type: "report[]"', '{type: «"report[2]"')
        self.refused("found 'report[2]', expected a type: name, name[] or name{}")

    def test_list_of_num(self) -> None:
        self.change("pld.yaml",
                    'processingCampaignIds: {type: "int[]"',
                    'processingCampaignIds: {type: «"num[]"')
        self.refused("list 'num[]', expected int[], string[], id[] or a list of a declared type")

    def test_map_of_strings(self) -> None:
        self.change("aqs.yaml",
                    '        type: "int{}"\n',
                    '        type: «"string{}"\n')
        self.refused("map 'string{}', expected int{}")

    def test_map_without_entry(self) -> None:
        self.change("aqs.yaml",
                    "      fileSizeDetails:\n"
                    '        type: "int{}"\n'
                    "        entry: {key: fileType, value: fileSize}\n",
                    "      «fileSizeDetails:\n"
                    '        type: "int{}"\n')
        self.refused("map 'int{}' without 'entry'")

    def test_alias_with_a_line_end(self) -> None:
        self.change("pld.yaml",
                    "aliases: [pldStatus], enum: insights_status, doc: Status id.}",
                    'aliases: [«"pldStatus\\n"], enum: insights_status, doc: Status id.}')
        self.refused("found 'pldStatus\\n', expected a wire name (letters, digits, '_')")

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
                    "pldName: {type: string, doc: Name made",
                    "«pldName: {type: string, aliases: [pldName], doc: Name made")
        self.refused("wire name 'pldName' is taken by field 'pldName' already")

    def test_alias_given_twice(self) -> None:
        self.change("pld.yaml",
                    "aliases: [pldStatus], enum: insights_status, doc: Status id.}",
                    "aliases: [pldStatus, «pldStatus], enum: insights_status, doc: Status id.}")
        self.refused("'pldStatus' is item 1 already")

    def test_openapi_name_collision(self) -> None:
        self.change("pld.yaml",
                    "      pldId: {type: int, send: {openapi: {name: reportId}}",
                    "      «pldId: {type: int, send: {openapi: {name: fileType}}")
        self.refused("wire name 'fileType' is taken by field 'fileType' already")

    def test_c_keyword_as_name(self) -> None:
        self.change("pld.yaml",
                    "pldName: {type: string, doc: Name made",
                    "pldName: {type: string, name: «int, doc: Name made")
        self.refused("'int' is a keyword or macro of C or C++, expected another name")

    def test_keyword_of_cpp_as_name(self) -> None:
        self.change("pld.yaml",
                    "pldName: {type: string, doc: Name made",
                    "pldName: {type: string, name: «class, doc: Name made")
        self.refused("'class' is a keyword or macro of C or C++, expected another name")

    def test_macro_as_name(self) -> None:
        self.change("pld.yaml",
                    "pldName: {type: string, doc: Name made",
                    "pldName: {type: string, name: «errno, doc: Name made")
        self.refused("'errno' is a keyword or macro of C or C++, expected another name")

    def test_dangling_enum(self) -> None:
        self.change("pld.yaml",
                    "pldStatusId: {type: int, aliases: [pldStatus], enum: insights_status, doc: "
                    "Status id.}",
                    "pldStatusId: {type: int, aliases: [pldStatus], enum: «insight_status, doc: "
                    "Status id.}")
        self.refused("unknown enum 'insight_status', did you mean 'insights_status'? Expected "
                     "file_type, insights_status, sls_report_type or aqs_report_type")

    def test_type_of_another_family(self) -> None:
        self.change("pld.yaml", "    reply: message", "    reply: «report_kind")
        self.refused("unknown type 'report_kind', did you mean 'report'? Expected a declared type")

    def test_dangling_bare(self) -> None:
        self.change("api.yaml", "bare: {field: campaignId}", "bare: {field: «campaignID}")
        self.refused("unknown field 'campaignID', did you mean 'campaignId'? Expected a field of "
                     "type 'campaign'")

    def test_bare_of_a_list(self) -> None:
        self.change("sls.yaml",
                    "    doc: A page of the list.\n",
                    "    doc: A page of the list.\n"
                    "    bare: {field: «slsReportDataList}\n")
        self.refused("field 'slsReportDataList' of type 'report_page' is a report[], expected a "
                     "scalar")

    def test_dangling_makes_true(self) -> None:
        self.change("api.yaml", "makes_true: available", "makes_true: «availabel")
        self.refused("unknown field 'availabel', did you mean 'available'? Expected a field of "
                     "type 'name_check'")

    def test_makes_true_of_a_string(self) -> None:
        self.change("api.yaml", "makes_true: available", "makes_true: «message")
        self.refused("field 'message' of type 'name_check' is a string, expected a bool")

    def test_cycle(self) -> None:
        self.change("api.yaml",
                    "  error_object:\n"
                    "    doc: One of the service's reasons for a failure.\n"
                    "    fields:\n",
                    "  «error_object:\n"
                    "    doc: One of the service's reasons for a failure.\n"
                    "    fields:\n"
                    "      cause: {type: error_object, doc: What came before.}\n")
        self.refused("cycle of types: error_object -> error_object")

    def test_cycle_of_two(self) -> None:
        self.change("pld.yaml",
                    'pldReportDataList: {type: "report[]", doc: The rows of this page.}',
                    'pldReportDataList: {type: "report[]", doc: The rows of this page.}')
        self.change("pld.yaml",
                    "  report:\n"
                    "    doc: A PLD report as the list shows it.\n"
                    "    fields:\n",
                    "  «report:\n"
                    "    doc: A PLD report as the list shows it.\n"
                    "    fields:\n"
                    "      page: {type: report_page, doc: Where it stands.}\n")
        self.refused("cycle of types: report -> report_page -> report")

    def test_unit_on_a_string(self) -> None:
        self.change("pld.yaml",
                    "pldName: {type: string, doc: Name made",
                    "pldName: {type: string, «unit: bytes, doc: Name made")
        self.refused("'unit' on a string, expected an int or num")

    def test_lone_on_a_scalar(self) -> None:
        self.change("pld.yaml",
                    "pldName: {type: string, doc: Name made",
                    "pldName: {type: string, «lone: true, doc: Name made")
        self.refused("'lone' on a string, expected a list")

    def test_as_on_a_non_id(self) -> None:
        self.change("pld.yaml",
                    "pldName: {type: string, doc: Name made",
                    "pldName: {type: string, «as: number, doc: Name made")
        self.refused("'as' on a string, expected an id")

    def test_enum_on_a_string(self) -> None:
        self.change("pld.yaml",
                    "pldName: {type: string, doc: Name made",
                    "pldName: {type: string, «enum: file_type, doc: Name made")
        self.refused("'enum' on a string, expected an int")

    def test_entry_on_a_list(self) -> None:
        self.change("pld.yaml",
                    '{type: "report[]", doc',
                    '{type: "report[]", «entry: {key: a, value: b}, doc')
        self.refused("'entry' on a report[], expected a map")

    def test_secret_number(self) -> None:
        self.change("pld.yaml",
                    "pldId: {type: int, doc: Report id.}",
                    "pldId: {type: int, «secret: true, doc: Report id.}")
        self.refused("'secret' on an int, expected a string")

    def test_send_as_milliseconds_what_has_no_seconds(self) -> None:
        self.change("pld.yaml",
                    "pldStartDate: {type: ms, doc: First moment of the report.}\n"
                    "      pldEndDate: {type: ms, doc: Last moment of the report.}\n"
                    "      pldId: {type: int, doc: Failed",
                    "pldStartDate: {type: ms, send: {openapi: {«unit: ms}}, doc: First moment of "
                    "the report.}\n"
                    "      pldEndDate: {type: ms, doc: Last moment of the report.}\n"
                    "      pldId: {type: int, doc: Failed")
        self.refused("'unit: ms' on an ms, expected type s")

    def test_send_as_a_number_what_is_no_id(self) -> None:
        self.change("pld.yaml",
                    "pldId: {type: int, send: {openapi: {name: reportId}}",
                    "pldId: {type: int, send: {openapi: {name: reportId, «as: number}}")
        self.refused("'as: number' on an int, expected an id")

    def test_send_alone_what_is_no_lone_list(self) -> None:
        self.change("pld.yaml",
                    'campaignIds: {type: "int[]", doc: Several',
                    'campaignIds: {type: "int[]", send: {samples: {«as: lone}}, doc: Several')
        self.refused("'as: lone' on a field without 'lone: true'")

    def test_unknown_dialect(self) -> None:
        self.change("pld.yaml",
                    "fileType: {type: int, enum: file_type, send: {openapi: {name: fileTypeId}}",
                    "fileType: {type: int, enum: file_type, send: {«openap: {name: fileTypeId}}")
        self.refused("unknown key 'openap', did you mean 'openapi'? Expected openapi or samples")

    def test_too_many_fields(self) -> None:
        self.change("pld.yaml",
                    "  columns:\n"
                    "    doc: Which columns the user's list of PLD reports shows.\n"
                    "    fields:\n",
                    "  «columns:\n"
                    "    doc: Which columns the user's list of PLD reports shows.\n"
                    "    fields:\n"
                    "      c0: {type: bool, doc: Column.}\n"
                    "      c1: {type: bool, doc: Column.}\n"
                    "      c2: {type: bool, doc: Column.}\n"
                    "      c3: {type: bool, doc: Column.}\n"
                    "      c4: {type: bool, doc: Column.}\n"
                    "      c5: {type: bool, doc: Column.}\n"
                    "      c6: {type: bool, doc: Column.}\n"
                    "      c7: {type: bool, doc: Column.}\n"
                    "      c8: {type: bool, doc: Column.}\n"
                    "      c9: {type: bool, doc: Column.}\n"
                    "      c10: {type: bool, doc: Column.}\n"
                    "      c11: {type: bool, doc: Column.}\n"
                    "      c12: {type: bool, doc: Column.}\n"
                    "      c13: {type: bool, doc: Column.}\n"
                    "      c14: {type: bool, doc: Column.}\n"
                    "      c15: {type: bool, doc: Column.}\n"
                    "      c16: {type: bool, doc: Column.}\n"
                    "      c17: {type: bool, doc: Column.}\n"
                    "      c18: {type: bool, doc: Column.}\n"
                    "      c19: {type: bool, doc: Column.}\n"
                    "      c20: {type: bool, doc: Column.}\n"
                    "      c21: {type: bool, doc: Column.}\n"
                    "      c22: {type: bool, doc: Column.}\n"
                    "      c23: {type: bool, doc: Column.}\n"
                    "      c24: {type: bool, doc: Column.}\n"
                    "      c25: {type: bool, doc: Column.}\n"
                    "      c26: {type: bool, doc: Column.}\n"
                    "      c27: {type: bool, doc: Column.}\n"
                    "      c28: {type: bool, doc: Column.}\n"
                    "      c29: {type: bool, doc: Column.}\n"
                    "      c30: {type: bool, doc: Column.}\n"
                    "      c31: {type: bool, doc: Column.}\n"
                    "      c32: {type: bool, doc: Column.}\n"
                    "      c33: {type: bool, doc: Column.}\n"
                    "      c34: {type: bool, doc: Column.}\n"
                    "      c35: {type: bool, doc: Column.}\n"
                    "      c36: {type: bool, doc: Column.}\n"
                    "      c37: {type: bool, doc: Column.}\n"
                    "      c38: {type: bool, doc: Column.}\n"
                    "      c39: {type: bool, doc: Column.}\n"
                    "      c40: {type: bool, doc: Column.}\n"
                    "      c41: {type: bool, doc: Column.}\n"
                    "      c42: {type: bool, doc: Column.}\n"
                    "      c43: {type: bool, doc: Column.}\n"
                    "      c44: {type: bool, doc: Column.}\n"
                    "      c45: {type: bool, doc: Column.}\n"
                    "      c46: {type: bool, doc: Column.}\n"
                    "      c47: {type: bool, doc: Column.}\n"
                    "      c48: {type: bool, doc: Column.}\n"
                    "      c49: {type: bool, doc: Column.}\n"
                    "      c50: {type: bool, doc: Column.}\n"
                    "      c51: {type: bool, doc: Column.}\n"
                    "      c52: {type: bool, doc: Column.}\n"
                    "      c53: {type: bool, doc: Column.}\n"
                    "      c54: {type: bool, doc: Column.}\n"
                    "      c55: {type: bool, doc: Column.}\n"
                    "      c56: {type: bool, doc: Column.}\n"
                    "      c57: {type: bool, doc: Column.}\n"
                    "      c58: {type: bool, doc: Column.}\n"
                    "      c59: {type: bool, doc: Column.}\n"
                    "      c60: {type: bool, doc: Column.}\n"
                    "      c61: {type: bool, doc: Column.}\n"
                    "      c62: {type: bool, doc: Column.}\n"
                    "      c63: {type: bool, doc: Column.}\n"
                    "      c64: {type: bool, doc: Column.}\n"
                    "      c65: {type: bool, doc: Column.}\n"
                    "      c66: {type: bool, doc: Column.}\n"
                    "      c67: {type: bool, doc: Column.}\n"
                    "      c68: {type: bool, doc: Column.}\n"
                    "      c69: {type: bool, doc: Column.}\n"
                    "      c70: {type: bool, doc: Column.}\n"
                    "      c71: {type: bool, doc: Column.}\n"
                    "      c72: {type: bool, doc: Column.}\n"
                    "      c73: {type: bool, doc: Column.}\n"
                    "      c74: {type: bool, doc: Column.}\n"
                    "      c75: {type: bool, doc: Column.}\n"
                    "      c76: {type: bool, doc: Column.}\n"
                    "      c77: {type: bool, doc: Column.}\n"
                    "      c78: {type: bool, doc: Column.}\n"
                    "      c79: {type: bool, doc: Column.}\n"
                    "      c80: {type: bool, doc: Column.}\n"
                    "      c81: {type: bool, doc: Column.}\n"
                    "      c82: {type: bool, doc: Column.}\n"
                    "      c83: {type: bool, doc: Column.}\n"
                    "      c84: {type: bool, doc: Column.}\n"
                    "      c85: {type: bool, doc: Column.}\n"
                    "      c86: {type: bool, doc: Column.}\n"
                    "      c87: {type: bool, doc: Column.}\n"
                    "      c88: {type: bool, doc: Column.}\n"
                    "      c89: {type: bool, doc: Column.}\n"
                    "      c90: {type: bool, doc: Column.}\n"
                    "      c91: {type: bool, doc: Column.}\n"
                    "      c92: {type: bool, doc: Column.}\n"
                    "      c93: {type: bool, doc: Column.}\n"
                    "      c94: {type: bool, doc: Column.}\n"
                    "      c95: {type: bool, doc: Column.}\n"
                    "      c96: {type: bool, doc: Column.}\n"
                    "      c97: {type: bool, doc: Column.}\n"
                    "      c98: {type: bool, doc: Column.}\n"
                    "      c99: {type: bool, doc: Column.}\n"
                    "      c100: {type: bool, doc: Column.}\n"
                    "      c101: {type: bool, doc: Column.}\n"
                    "      c102: {type: bool, doc: Column.}\n"
                    "      c103: {type: bool, doc: Column.}\n"
                    "      c104: {type: bool, doc: Column.}\n"
                    "      c105: {type: bool, doc: Column.}\n"
                    "      c106: {type: bool, doc: Column.}\n"
                    "      c107: {type: bool, doc: Column.}\n"
                    "      c108: {type: bool, doc: Column.}\n"
                    "      c109: {type: bool, doc: Column.}\n"
                    "      c110: {type: bool, doc: Column.}\n"
                    "      c111: {type: bool, doc: Column.}\n"
                    "      c112: {type: bool, doc: Column.}\n"
                    "      c113: {type: bool, doc: Column.}\n"
                    "      c114: {type: bool, doc: Column.}\n"
                    "      c115: {type: bool, doc: Column.}\n"
                    "      c116: {type: bool, doc: Column.}\n"
                    "      c117: {type: bool, doc: Column.}\n"
                    "      c118: {type: bool, doc: Column.}\n"
                    "      c119: {type: bool, doc: Column.}\n")
        self.refused("found 129 fields, expected at most 128")

    def test_type_named_like_a_scalar(self) -> None:
        self.change("pld.yaml", "types:\n", "types:\n  «num:\n    doc: A number.\n    fields:\n"
                    "      a: {type: int, doc: A number.}\n\n")
        self.refused("type 'num' is built in, expected another name")
