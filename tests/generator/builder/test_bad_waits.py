"""What is wrong in `wait`, and in what statuses mean."""
from __future__ import annotations

import json

from ..helper import SpecCase


class BadWaits(SpecCase):
    """Each test is one kind of mistake; « is where it must be reported."""

    def test_dangling_wait_list(self) -> None:
        self.change("pld.yaml",
                    "      list: list\n",
                    "      list: «lists\n")
        self.refused("unknown list 'lists', did you mean 'list'? Expected a paged operation of "
                     "this family")

    def test_wait_on_a_list_without_pages(self) -> None:
        self.change("pld.yaml",
                    "      list: list\n",
                    "      list: «campaigns\n")
        self.refused("unknown list 'campaigns', expected a paged operation of this family")

    def test_dangling_wait(self) -> None:
        self.change("pld.yaml",
                    "      status: pldStatusId\n"
                    "      created: pldCreatedOn\n"
                    "      regenerate: pldId\n"
                    "      found_by: {campaignId: campaignIds, pldStartDate: startDate,",
                    "      status: «pldStatusIdd\n"
                    "      created: «pldCreated\n"
                    "      regenerate: «pldIdd\n"
                    "      found_by: {campaignId: «campaigns, «pldStart: startDate,")
        self.refused("unknown field 'pldStatusIdd', did you mean 'pldStatusId'? Expected a field "
                     "of type 'report'",
                     "unknown field 'pldCreated', did you mean 'pldCreatedOn'? Expected a field of "
                     "type 'report'",
                     "unknown field 'pldIdd', did you mean 'pldId'? Expected a field of type "
                     "'order'",
                     "unknown field 'campaigns', did you mean 'campaignIds'? Expected a field of "
                     "type 'report'",
                     "unknown field 'pldStart', did you mean 'pldStartDate'? Expected a field of "
                     "type 'order'")

    def test_wait_that_compares_a_timestamp_with_text(self) -> None:
        self.change("pld.yaml",
                    "pldStartDate: startDate, pldEndDate: endDate}",
                    "pldStartDate: «pldName, pldEndDate: endDate}")
        self.refused("field 'pldName' of type 'report' is a string, expected an ms or a list of "
                     "it")

    def test_wait_without_found_by(self) -> None:
        self.change("pld.yaml",
                    "    wait:\n"
                    "      list: list\n"
                    "      status: pldStatusId\n"
                    "      created: pldCreatedOn\n"
                    "      regenerate: pldId\n"
                    "      found_by: {campaignId: campaignIds, pldStartDate: startDate, "
                    "pldEndDate: endDate}",
                    "    «wait:\n"
                    "      list: list\n"
                    "      status: pldStatusId\n"
                    "      created: pldCreatedOn\n"
                    "      regenerate: pldId")
        self.refused("missing 'found_by'")

    def test_wait_for_what_is_no_timestamp_and_no_id(self) -> None:
        self.change("sls.yaml", "status: slsStatusId", "status: «slsName")
        self.change("sls.yaml", "status_name: slsStatusName", "status_name: «slsId")
        self.change("sls.yaml", "created: slsCreatedOn\n", "created: «ioId\n")
        self.change("sls.yaml", "regenerate: slsId", "regenerate: «slsName")
        self.refused("field 'slsName' of type 'report' is a string, expected an int",
                     "field 'slsId' of type 'report' is an int, expected a string",
                     "field 'ioId' of type 'report' is an int, expected a timestamp (ms or s)",
                     "field 'slsName' of type 'order' is a string, expected an int")

    def test_found_by_a_list(self) -> None:
        self.change("sls.yaml", "found_by: {slsName: slsName}",
                    "found_by: {«campaignIds: campaignIds}")
        self.refused("field 'campaignIds' of type 'order' is an int[], expected a scalar")

    def test_found_by_a_timestamp_of_another_unit(self) -> None:
        self.change("aqs.yaml", "startDate: {type: s, ", "startDate: {type: ms, ")
        self.change("aqs.yaml", "found_by: {aqsName: reportName}",
                    "found_by: {aqsStartDate: «startDate}")
        self.refused("field 'startDate' of type 'report' is an ms, expected an s or a list of it")

    def test_wait_on_a_list_that_requires_more(self) -> None:
        self.change("api.yaml", "searchField: {type: string,",
                    "searchField: {type: string, required: true,")
        for family in ("pld", "sls", "aqs"):
            path = self.spec / "samples" / f"{family}.list.request.default.json"
            path.write_text('{"searchField": "a"}', encoding="utf-8")
            self.change(f"{family}.yaml", "      list: list\n", "      list: «list\n")
            self.change(f"{family}.yaml", "deletes: {list: list,", "deletes: {list: «list,")
        self.refused(*6 * ["operation 'list' requires 'searchField', expected no more than "
                           "'pageNo' and 'noOfEntries'"])

    def test_wait_that_requires_a_query(self) -> None:
        self.change("pld.yaml", "  ids_query:\n", "  place:\n    doc: Where.\n    fields:\n"
                    "      accountId: {type: int, required: true, doc: Whose.}\n  ids_query:\n")
        for path in ("pld-report", "pld-reports/computation"):
            self.change("pld.yaml", f"    path: /api/v3/ins/{path}\n    effect",
                        f"    path: /api/v3/ins/{path}\n    query: place\n    effect")
        for file in (self.spec / "samples").glob("pld.*.request.*.json"):
            if file.name.split(".")[1] in ("generate", "compute"):
                order = {"accountId": 7, **json.loads(file.read_text(encoding="utf-8"))}
                file.write_text(json.dumps(order), encoding="utf-8")
        self.change("pld.yaml", "    wait:\n", "    «wait:\n")
        self.refused("operation 'generate' requires 'accountId' of its query, expected it in the "
                     "body: by that alone a purchase is recorded and looked for")

    def test_second_wait(self) -> None:
        self.add_second_generate("    «wait: {list: list, status: pldStatusId, found_by: "
                                 "{pldStartDate: startDate}}\n")
        self.refused("a second 'wait' in family 'pld', expected none besides that of 'generate'")

    def add_second_generate(self, trait: str) -> None:
        """Another paid operation, on another path."""
        self.change("pld.yaml", "\n  columns-get:\n",
                    "\n  generate-two:\n"
                    "    doc: Buy another.\n"
                    "    method: POST\n"
                    "    path: /api/v3/ins/pld-report-two\n"
                    "    effect: paid\n"
                    "    body: order\n"
                    "    response: order_response\n"
                    "    outcome: {created: [pldReportCreated], exists: pldId, refused: message}\n"
                    f"{trait}"
                    "    samples: [pld.generate-two.request.a.json, "
                    "pld.generate-two.response.200.json]\n"
                    "\n  columns-get:\n")
        samples = self.spec / "samples"
        (samples / "pld.generate-two.request.a.json").write_text('{"pldId": 1}', encoding="utf-8")
        (samples / "pld.generate-two.response.200.json").write_text(
            '{"success": true, "data": {"pldReportCreated": true}}', encoding="utf-8")

    def test_second_paid_operation_without_a_wait(self) -> None:
        self.add_second_generate("")
        self.accepted()

    def test_word_in_two_states(self) -> None:
        self.change("api.yaml", "ready: [ready, completed]",
                    "ready: [ready, completed, «processing]")
        self.refused("'processing' is waiting already")

    def test_status_without_a_state(self) -> None:
        self.change("api.yaml", "tables: [insights", "tables: [«insights")
        self.change("api.yaml", "failed: [failed, failed_insufficient_funds]",
                    "failed: [faild, failed_insufficient_funds]")
        self.change("api.yaml", "{failed: 1, processing", "{faild: 1, processing")
        self.refused("'failed' of enum 'insights_status' has no state, did you mean 'faild'? "
                     "Expected it in waiting, ready or failed")

    def test_statuses_of_an_unknown_enum(self) -> None:
        self.change("api.yaml", "tables: [insights_status", "tables: [«insight_status")
        self.refused("unknown enum 'insight_status', did you mean 'insights_status'? Expected "
                     "file_type, insights_status, openapi_status, status_id, sls_report_type or "
                     "aqs_report_type")

    def test_status_that_is_no_name(self) -> None:
        self.change("api.yaml", "waiting: [processing]", "waiting: [queued, «In Progress]")
        self.refused("found 'In Progress', expected a name in lower case (letters, digits, '_')")

    def test_statuses_without_a_table(self) -> None:
        self.change("api.yaml", "report_statuses:\n  tables: [insights_status, openapi_status]\n",
                    "«report_statuses:\n")
        self.change("api.yaml", "  insights_status:", "  «insights_status:")
        self.change("api.yaml", "  openapi_status:", "  «openapi_status:")
        self.refused("missing 'tables'", "enum 'insights_status' is used nowhere",
                     "enum 'openapi_status' is used nowhere")

    def test_statuses_that_contradict_each_other_without_a_link(self) -> None:
        self.change("pld.yaml", "    file: {id: pldId, type: fileType, url: pldReportUrl, "
                    "types: [xlsx, csv]}\n", "")
        self.change("pld.yaml", "    wait:\n", "    «wait:\n")
        self.drop("command.yaml")
        self.refused("'wait' in family 'pld', which has no operation with 'file': status id 1 has "
                     "several meanings, expected a link to tell them apart by")

    def test_statuses_of_one_table_need_no_link(self) -> None:
        self.change("api.yaml", "tables: [insights_status, openapi_status]",
                    "tables: [insights_status]")
        self.change("api.yaml", "  openapi_status:", "  «openapi_status:")
        self.change("pld.yaml", "    file: {id: pldId, type: fileType, url: pldReportUrl, "
                    "types: [xlsx, csv]}\n", "")
        self.drop("command.yaml")
        self.refused("enum 'openapi_status' is used nowhere")
