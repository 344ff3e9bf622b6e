"""What is wrong with dialects, and with what fields and operations send in them."""
from __future__ import annotations

from ..helper import SpecCase

FILE_TYPE = "fileType: {type: int, enum: file_type, send: {openapi: {name: fileTypeId}}"
ID = ("      pldId: {type: int, send: {openapi: {name: reportId}, older-file: {name: pldId}}, "
      "doc: Report id; the report must")
DOWNLOAD = ("send: {openapi: {path: /api/v3/ins/report/download}, "
            "july-file: {path: /api/v3/ins/pld-report/download}}")
DELETE = "send: {openapi: {path: /api/v3/ins/report}, july-file: {path: /api/v3/ins/pld-reports}}"
SEVERAL = 'campaignIds: {type: "int[]", doc: "Several'


class Declared(SpecCase):
    """`dialects:` of api.yaml."""

    def test_first_one_based_on_another(self) -> None:
        self.change("api.yaml", "  page: {doc: Requests as",
                    "  page: {based_on: «openapi, doc: Requests as")
        self.refused("'page' is the first dialect, expected no 'based_on': "
                     "the others are based on it")

    def test_based_on_an_unknown_one(self) -> None:
        self.change("api.yaml", "document has them., based_on: page}",
                    "document has them., based_on: «pag}")
        self.refused("unknown dialect 'pag', did you mean 'page'? Expected page, which stand "
                     "before 'openapi'")

    def test_based_on_a_later_one(self) -> None:
        self.change("api.yaml", "document has them., based_on: page}",
                    "document has them., based_on: «samples}")
        self.refused("unknown dialect 'samples', expected page, which stand before 'openapi'")

    def test_without_a_doc(self) -> None:
        self.change("api.yaml",
                    "  samples: {doc: Requests as the samples of the API page have them., "
                    "based_on: page}", "  «samples: {based_on: page}")
        self.refused("missing 'doc'")

    def test_called_as_another_in_c(self) -> None:
        self.change("api.yaml", "\nenums:\n  file_type:", "\nenums:\n  «dialect:\n    doc: Clashes."
                    "\n    values: {page: 1}\n  file_type:")
        self.change("pld.yaml",
                    "      creativeTypeId: {type: int, doc: Id of the creatives' type.}\n"
                    "      campaignPldTimezoneId",
                    "      creativeTypeId: {type: int, enum: dialect, "
                    "doc: Id of the creatives' type.}\n      campaignPldTimezoneId")
        self.refused("C name IQM_DIALECT_PAGE of enum 'dialect' is taken by dialect 'page' already")


class Fields(SpecCase):
    """`send` of a field."""

    def test_unknown_dialect(self) -> None:
        self.change("pld.yaml", FILE_TYPE, FILE_TYPE.replace("openapi", "«openap"))
        self.refused("unknown dialect 'openap', did you mean 'openapi'? Expected page, openapi, "
                     "samples, july-file or older-file")

    def test_default_dialect(self) -> None:
        self.change("pld.yaml", FILE_TYPE, FILE_TYPE.replace("openapi", "«page"))
        self.refused("'page' is the default dialect, which sends what stands outside of 'send'")

    def test_name_of_another_field(self) -> None:
        self.change("pld.yaml", ID, ID.replace("send: {openapi: {name: reportId",
                                               "«send: {openapi: {name: fileTypeId"))
        self.refused("dialect 'openapi' sends 'fileTypeId' for field 'fileType' already")

    def test_name_of_another_field_in_the_default_dialect_only(self) -> None:
        """Two names change places."""
        self.change("pld.yaml", FILE_TYPE, FILE_TYPE.replace("fileTypeId", "pldId"))
        self.change("pld.yaml", ID, ID.replace("reportId}, older-file: {name: pldId}",
                                               "fileType}, older-file: {name: reportId}"))
        self.accepted()

    def test_one_name_of_a_list_and_of_what_is_none(self) -> None:
        self.change("pld.yaml", "send: {openapi: {name: campaignIds, as: list}, older-file: "
                                "{name: campaignId, as: scalar}}",
                    "«send: {openapi: {name: campaignIds}, older-file: {name: campaignId}}")
        self.refused("dialect 'openapi' sends 'campaignIds' for field 'campaignIds' already")

    def test_both_fields_of_one_name_in_a_sample(self) -> None:
        self.change("samples/pld.generate.request.new.json", '"pldStartDate"',
                    '"campaignIds": [1], "pldStartDate"')
        self.places = ["samples/pld.generate.request.new.json:3:16"]
        self.refused("'campaignIds' is 'campaignIds' too, as another field that is given, which "
                     "dialect 'openapi' sends")

    def test_one_name_of_two_forms_of_a_list_in_a_query(self) -> None:
        self.change("pld.yaml", '      pldIds: {type: "int[]", required: true',
                    '      pldId: {type: int, «send: {samples: {name: pldIds, as: list}}, doc: One '
                    'of them.}\n      pldIds: {type: "int[]", required: true')
        self.refused("dialect 'samples' sends 'pldIds' for field 'pldIds' already")

    def test_name_and_names(self) -> None:
        self.change("pld.yaml", ID,
                    ID.replace("{name: reportId", "{name: reportId, «names: [a, b]"))
        self.refused("'names' and 'name', expected one of them")

    def test_name_that_it_has(self) -> None:
        self.change("pld.yaml", FILE_TYPE, FILE_TYPE.replace("openapi: {name: fileTypeId",
                                                             "«openapi: {name: fileType"))
        self.refused("'fileType' is sent so in dialect 'openapi' without it")

    def test_name_that_it_inherits(self) -> None:
        self.change("api.yaml", "API page have them., based_on: page}",
                    "API page have them., based_on: openapi}")
        self.change("pld.yaml", FILE_TYPE, FILE_TYPE.replace(
            "fileTypeId}}", "fileTypeId}, «samples: {name: fileTypeId}}"))
        self.refused("'fileType' is sent so in dialect 'samples' without it")

    def test_own_name_again_where_another_is_inherited(self) -> None:
        self.change("api.yaml", "API page have them., based_on: page}",
                    "API page have them., based_on: openapi}")
        self.change("pld.yaml", FILE_TYPE, FILE_TYPE.replace(
            "fileTypeId}}", "fileTypeId}, samples: {name: fileType}}"))
        self.accepted()

    def test_unit_of_what_is_no_timestamp(self) -> None:
        self.change("pld.yaml", FILE_TYPE, FILE_TYPE.replace("{name: fileTypeId", "{«unit: ms"))
        self.refused("'unit' on an int, expected ms or s")

    def test_unit_that_it_has(self) -> None:
        self.change("pld.yaml", "pldStartDate: {type: ms, for_new: true, day: first",
                    "pldStartDate: {type: ms, send: {«openapi: {unit: ms}}, day: first")
        self.refused("'pldStartDate' is sent so in dialect 'openapi' without it")

    def test_string_as_a_number(self) -> None:
        self.change("pld.yaml", "idempotencyKey: {type: string",
                    "idempotencyKey: {type: string, send: {openapi: {«as: number}}")
        self.refused("'as: number' on a string, expected an int, num, ms, s or id, or a "
                     "list of them")

    def test_bool_as_text(self) -> None:
        self.change("pld.yaml", "ioId: {type: bool",
                    "ioId: {type: bool, send: {openapi: {«as: text}}")
        self.refused("'as: text' on a bool, expected an int, num, ms, s or id, or a "
                     "list of them")

    def test_scalar_of_what_is_no_scalar_or_list(self) -> None:
        self.change("pld.yaml", SEVERAL, SEVERAL.replace(
            '"int[]"', '"int[]", send: {samples: {«as: scalar}}'))
        self.refused("'as: scalar' on a list without 'scalar_or_list: true'")

    def test_list_as_a_list(self) -> None:
        self.change("pld.yaml", SEVERAL, SEVERAL.replace(
            '"int[]"', '"int[]", send: {«samples: {as: list}}'))
        self.refused("'campaignIds' is sent so in dialect 'samples' without it")

    def test_omit_with_a_name(self) -> None:
        self.change("api.yaml", "  searchField: {type: string",
                    "  searchField: {type: string, send: {openapi: {name: search, «omit: true}}")
        for family in ("pld", "sls", "aqs"):
            self.change(f"{family}.yaml", "search: searchField, ", "")
        self.refused("'omit' with other keys, expected it alone: what is left out has no name "
                          "and no form")

    def test_omit_of_a_required_field(self) -> None:
        self.change("api.yaml", "reportName: {type: string, flag: name, required: true",
                    "reportName: {type: string, flag: name, required: true, "
                    "send: {openapi: {«omit: true}}")
        self.refused("'omit' of 'reportName', which is required")

    def test_omit_of_what_is_ordered(self) -> None:
        self.change("pld.yaml", "pldStartDate: {type: ms, for_new: true, day: first",
                    "pldStartDate: {type: ms, send: {openapi: {«omit: true}}, day: first")
        self.refused("'omit' of 'pldStartDate', which 'pld.generate' orders: what is ordered is "
                     "sent")

    def test_omit_of_what_is_ordered_in_the_query(self) -> None:
        self.change("pld.yaml", "  ids_query:\n", "  place:\n    doc: Where.\n    fields:\n"
                    "      accountId: {type: int, send: {openapi: {«omit: true}}, doc: Whose.}\n"
                    "  ids_query:\n")
        for path in ("pld-report", "pld-reports/computation"):
            self.change("pld.yaml", f"    path: /api/v3/ins/{path}\n    effect",
                        f"    path: /api/v3/ins/{path}\n    query: place\n    effect")
        self.refused("'omit' of 'accountId', which 'pld.generate' orders: what is ordered is sent")

    def test_omit_of_what_a_trait_needs(self) -> None:
        self.change("api.yaml", "pageNo: {type: int",
                    "pageNo: {type: int, send: {openapi: {«omit: true}}")
        self.refused("'omit' of 'pageNo', which 'pld.list' needs")

    def test_omit_of_what_is_replaced_as_a_whole(self) -> None:
        self.change("pld.yaml", "dateRange: {type: bool",
                    "dateRange: {type: bool, send: {openapi: {«omit: true}}")
        self.refused("'omit' of 'dateRange', which 'pld.columns-update' replaces as a whole")

    def test_field_that_no_request_has(self) -> None:
        self.change("pld.yaml", "pldName: {type: string, doc: Name made by the service.}",
                    "pldName: {type: string, «send: {openapi: {name: reportName}}, doc: Name made "
                    "by the service.}")
        self.refused("'send' on 'pldName', which no request has")

    def test_sample_that_a_dialect_cannot_send(self) -> None:
        self.change("pld.yaml", "pldStartDate: {type: ms, for_new: true, day: first",
                    "pldStartDate: {type: ms, send: {openapi: {unit: s}}, day: first")
        self.change("samples/pld.generate.request.new.json", "1722311000,", "«1722311001,")
        self.refused("'pldStartDate' is 1722311001, expected a whole number of seconds, which "
                     "dialect 'openapi' sends")


class Operations(SpecCase):
    """`send` of an operation."""

    def test_unknown_dialect(self) -> None:
        self.change("pld.yaml", DOWNLOAD,
                    "send: {«document: {path: /api/v3/ins/report/download}}")
        self.refused("unknown dialect 'document', expected page, openapi, "
                     "samples, july-file or older-file")

    def test_path_that_it_has(self) -> None:
        self.change("pld.yaml", DOWNLOAD,
                    "send: {«openapi: {path: /api/v3/ins/pld-report/download}}")
        self.refused("'pld.download' is sent so in dialect 'openapi' without it")

    def test_path_of_another_operation(self) -> None:
        self.change("pld.yaml", DOWNLOAD,
                    "send: {openapi: {path: «/api/v3/ins/pld-report}}")
        self.refused("POST /api/v3/ins/pld-report is operation 'pld.generate' already")

    def test_method_that_does_not_fit_the_effect(self) -> None:
        self.change("pld.yaml", DELETE,
                    "send: {openapi: {path: /api/v3/ins/report, method: «GET}}")
        self.refused("GET with effect delete, expected POST or DELETE")

    def test_body_on_get(self) -> None:
        self.change("pld.yaml", DOWNLOAD,
                    "send: {openapi: {path: /api/v3/ins/report/download, «method: GET}}")
        self.refused("a body on GET, expected POST, PUT or PATCH")

    def test_dots_in_a_path(self) -> None:
        self.change("pld.yaml", DOWNLOAD,
                    "send: {openapi: {path: «/api/v3/../report}}")
        self.refused("path '/api/v3/../report', expected one without '.' and '..'")

    def test_parameter_that_is_a_field(self) -> None:
        self.change("pld.yaml", DELETE,
                    'send: {openapi: {path: /api/v3/ins/report, query: {«reportIds: "1"}}}')
        self.refused("'reportIds' is a field too")
