"""What is wrong in traits that lie above single calls."""
from __future__ import annotations

import json

from ..helper import SpecCase

COMPUTED = ("outcome: {creatable: [slsReportCreatable, slsReportCreated], exists: slsId, refused: "
            "message, ")  # of sls.compute


class BadTraits(SpecCase):
    """Each test is one kind of mistake; « is where it must be reported."""

    def test_paged_without_items(self) -> None:
        self.change("pld.yaml",
                    "    paged: {page: pageNo, size: noOfEntries, sort: sortBy, search: "
                    "searchField, items: pldReportDataList,",
                    "    «paged: {page: pageNo, size: noOfEntries, sort: sortBy, search: "
                    "searchField,")
        self.refused("missing 'items'")

    def test_dangling_paged(self) -> None:
        self.change("pld.yaml",
                    "{page: pageNo, size: noOfEntries, sort: sortBy, search: searchField, items: "
                    "pldReportDataList, total: filteredRecords, key: pldId,\n            "
                    "columns: [pldId, pldStatusId, campaignName, startDate, endDate, "
                    "pldCreatedOn]}",
                    "{page: «pageNr, size: noOfEntries, sort: «sorting, search: searchField, "
                    "items: pldReportDataList, total: «filtered, key: «id}")
        self.refused("unknown field 'pageNr', did you mean 'pageNo'? Expected a field of type "
                     "'list_query'",
                     "unknown field 'sorting', did you mean 'sortBy'? Expected a field of type "
                     "'list_query'",
                     "unknown field 'filtered', did you mean 'filteredRecords'? Expected a field "
                     "of type 'report_page'",
                     "unknown field 'id', did you mean 'ioId'? Expected a field of type 'report'")

    def test_dangling_paged_items(self) -> None:
        self.change("pld.yaml",
                    "items: pldReportDataList, total",
                    "items: «pldReportDataLists, total")
        self.refused("unknown field 'pldReportDataLists', did you mean 'pldReportDataList'? "
                     "Expected a field of type 'report_page'")

    def test_paged_items_no_list(self) -> None:
        self.change("pld.yaml", "items: pldReportDataList, total", "items: «totalRecords, total")
        self.refused("field 'totalRecords' of type 'report_page' is an int, expected a list of a "
                     "type")

    def test_paged_without_query(self) -> None:
        self.change("pld.yaml",
                    "    effect: read\n"
                    "    query: list_query\n"
                    "    response: report_page\n"
                    "    paged:",
                    "    effect: read\n"
                    "    response: report_page\n"
                    "    «paged:")
        self.refused("'paged' without 'query'")

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
        self.change("sls.yaml", "created: slsCreatedOn", "created: «ioId")
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

    def test_dangling_key(self) -> None:
        self.change("pld.yaml", "    key: idempotencyKey", "    key: «idempotenceKey")
        self.refused("unknown field 'idempotenceKey', did you mean 'idempotencyKey'? Expected a "
                     "field of type 'order'")

    def test_key_that_is_no_text(self) -> None:
        self.change("pld.yaml", "    key: idempotencyKey", "    key: «ioId")
        self.refused("field 'ioId' of type 'order' is an int, expected a string")

    def test_key_and_price_without_wait(self) -> None:
        self.change("sls.yaml",
                    "    wait:\n"
                    "      list: list\n"
                    "      status: slsStatusId\n"
                    "      status_name: slsStatusName\n"
                    "      created: slsCreatedOn\n"
                    "      regenerate: slsId\n"
                    "      found_by: {slsName: slsName}\n"
                    "    key: idempotencyKey\n"
                    "    price:",
                    "    «key: idempotencyKey\n"
                    "    «price:")
        self.refused("'key' without 'wait'", "'price' without 'wait'")

    def test_dangling_price(self) -> None:
        self.change("sls.yaml", "price: {op: compute}", "price: {op: «compote}")
        self.refused("unknown price 'compote', did you mean 'compute'? Expected an operation of "
                     "this family with a 'creatable' outcome")

    def test_price_that_buys(self) -> None:
        self.change("sls.yaml", "price: {op: compute}", "price: {op: «generate}")
        self.refused("unknown price 'generate', expected an operation of this family with a "
                     "'creatable' outcome")

    def test_dangling_cost_and_funds(self) -> None:
        self.change("sls.yaml", COMPUTED + "cost: slsChargeableCost, funds: fundsAvailable}",
                    COMPUTED + "cost: «slsChargableCost, funds: «fundAvailable}")
        self.refused("unknown field 'slsChargableCost', did you mean 'slsChargeableCost'? Expected "
                     "a field of type 'order_response'",
                     "unknown field 'fundAvailable', did you mean 'fundsAvailable'? Expected a "
                     "field of type 'order_response'")

    def test_cost_and_funds_of_the_wrong_type(self) -> None:
        self.change("sls.yaml", COMPUTED + "cost: slsChargeableCost, funds: fundsAvailable}",
                    COMPUTED + "cost: «slsChargeableImps, funds: «message}")
        self.refused("field 'slsChargeableImps' of type 'order_response' is an int, expected a num",
                     "field 'message' of type 'order_response' is a string, expected a bool")

    def test_price_of_another_order(self) -> None:
        self.change("sls.yaml", "price: {op: compute}", "price: {op: «compute}")
        self.places *= 2
        self.change("sls.yaml",
                    "    path: /api/v3/ins/sls-reports/computation\n"
                    "    effect: read\n"
                    "    body: order\n",
                    "    path: /api/v3/ins/sls-reports/computation\n"
                    "    effect: read\n"
                    "    query: name_query\n"
                    "    body: file_request\n")
        (self.spec / "samples" / "sls.compute.request.default.json").write_text(
            '{"reportName": "a", "slsId": 1}', encoding="utf-8")
        self.refused("operation 'compute' has body 'file_request', expected body 'order' as "
                     "'generate' has",
                     "operation 'compute' has query 'name_query', expected no query as 'generate' "
                     "has")

    def test_price_without_a_cost(self) -> None:
        self.change("sls.yaml", COMPUTED + "cost: slsChargeableCost, funds: fundsAvailable}",
                    COMPUTED[:-2] + "}")
        self.change("sls.yaml", "price: {op: compute}", "price: {op: «compute}")
        self.refused("operation 'compute' has no 'cost' in its outcome, expected the field with "
                     "the price")

    def test_dangling_deletes(self) -> None:
        self.change("pld.yaml", "deletes: {list: list, ids: pldIds}",
                    "deletes: {list: «lists, ids: «pldIdss}")
        self.refused("unknown list 'lists', did you mean 'list'? Expected a paged operation of "
                     "this family",
                     "unknown field 'pldIdss', did you mean 'pldIds'? Expected a field of type "
                     "'ids_query'")

    def test_deletes_texts(self) -> None:
        self.change("pld.yaml", 'pldIds: {type: "int[]"', 'pldIds: {type: "string[]"')
        self.change("pld.yaml", "deletes: {list: list, ids: pldIds}",
                    "deletes: {list: list, ids: «pldIds}")
        (self.spec / "samples" / "pld.delete.request.default.json").write_text(
            '{"pldIds": ["1"]}', encoding="utf-8")
        self.refused("field 'pldIds' of type 'ids_query' is a string[], expected an int[]")

    def test_deletes_without_delete(self) -> None:
        self.change("pld.yaml",
                    "    effect: read\n"
                    "    response: columns\n",
                    "    effect: read\n"
                    "    response: columns\n"
                    "    «deletes: {list: list, ids: pldIds}\n")
        self.places *= 2
        self.refused("'deletes' with effect read, expected delete", "'deletes' without 'query'")

    def test_dangling_file(self) -> None:
        self.change("pld.yaml", "file: {id: pldId, type: fileType, url: pldReportUrl,",
                    "file: {id: «pldID, type: «fileTyp, url: «pldReportURL,")
        self.refused("unknown field 'pldID', did you mean 'pldId'? Expected a field of type "
                     "'file_request'",
                     "unknown field 'fileTyp', did you mean 'fileType'? Expected a field of type "
                     "'file_request'",
                     "unknown field 'pldReportURL', did you mean 'pldReportUrl'? Expected a field "
                     "of type 'file_link'")

    def test_file_types_without_an_enum(self) -> None:
        self.change("pld.yaml", "fileType: {type: int, enum: file_type,", "fileType: {type: int,")
        self.change("pld.yaml", "type: fileType, url", "type: «fileType, url")
        self.refused("field 'fileType' has no 'enum', expected one with xlsx and csv")

    def test_file_type_that_the_enum_has_not(self) -> None:
        self.change("pld.yaml", "types: [xlsx, csv]", "types: [xlsx, «cvs]")
        self.refused("enum 'file_type' has no 'cvs', did you mean 'csv'? Expected one of its names")

    def test_file_types_without_xlsx(self) -> None:
        self.change("api.yaml", "{xlsx: 1,", "{xls: 1,")
        for family, field in (("pld", "fileType"), ("sls", "fileType"), ("aqs", "fileTypeId")):
            self.change(f"{family}.yaml", f"type: {field}, url", f"type: «{field}, url")
        self.refused(*(f"enum 'file_type' of field '{field}' has no 'xlsx', did you mean 'xls'? "
                       f"Expected one with xlsx and csv"
                       for field in ("fileType", "fileType", "fileTypeId")))

    def test_file_behind_a_url_that_is_no_secret(self) -> None:
        self.change("pld.yaml", "        secret: true\n", "")
        self.change("pld.yaml", "url: pldReportUrl,", "url: «pldReportUrl,")
        self.refused("field 'pldReportUrl' is not 'secret', expected it to be: who has the URL has "
                     "the file")

    def test_file_that_requires_more(self) -> None:
        self.change("pld.yaml", "      fileType: {type: int, enum",
                    "      zone: {type: int, required: true, doc: A zone.}\n"
                    "      fileType: {type: int, enum")
        self.change("pld.yaml", "    file: {id:", "    file: «{id:")
        (self.spec / "samples" / "pld.download.request.default.json").write_text(
            '{"zone": 1, "fileType": 1, "pldId": 1}', encoding="utf-8")
        self.refused("operation 'download' requires 'zone', expected no more than 'pldId' and "
                     "'fileType'")

    def test_file_without_body(self) -> None:
        self.change("pld.yaml",
                    "    effect: read\n"
                    "    response: columns\n",
                    "    effect: read\n"
                    "    response: columns\n"
                    "    «file: {id: id, type: status, url: ioName}\n")
        self.refused("'file' without 'body'")

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

    def rename_columns_get(self, name: str) -> None:
        """Calls an operation otherwise; the problem is expected there."""
        self.change("pld.yaml", "\n  columns-get:\n", f"\n  «{name}:\n")
        path = self.spec / "samples" / "pld.columns-get.response.200.json"
        path.rename(path.with_name(f"pld.{name}.response.200.json"))
        self.change("pld.yaml", "[pld.columns-get.response", f"[pld.{name}.response")

    def test_operations_like_the_functions_of_traits(self) -> None:
        for name, trait, of in (
                ("wait", "wait", "generate"), ("find", "wait", "generate"),
                ("poll", "wait", "generate"), ("save", "file", "download"),
                ("list-open", "paged", "list"), ("list-next", "paged", "list"),
                ("list-next-page", "paged", "list"), ("list-paging", "paged", "list"),
                ("list-close", "paged", "list"), ("list-pager", "paged", "list")):
            with self.subTest(name=name):
                self.doCleanups()
                self.setUp()
                self.rename_columns_get(name)
                self.refused(f"C name iqm_pld_{name.replace('-', '_')} of operation 'pld.{name}' "
                             f"is taken by '{trait}' of operation 'pld.{of}' already")

    def test_operation_like_a_purchase_within_a_limit(self) -> None:
        self.change("sls.yaml", "\n  campaigns:\n", "\n  «generate-within:\n")
        path = self.spec / "samples" / "sls.campaigns.response.200.json"
        path.rename(path.with_name("sls.generate-within.response.200.json"))
        self.change("sls.yaml", "[sls.campaigns.response", "[sls.generate-within.response")
        self.drop("sources.yaml")
        self.refused("C name iqm_sls_generate_within of operation 'sls.generate-within' is taken "
                     "by 'price' of operation 'sls.generate' already")

    def test_type_like_a_pager(self) -> None:
        path = self.spec / "pld.yaml"
        text = path.read_text(encoding="utf-8").replace("\n  report:\n", "\n  list_pager:\n")
        path.write_text(text.replace('"report[]"', '"list_pager[]"'), encoding="utf-8")
        self.change("pld.yaml", "    paged: {page:", "    «paged: {page:")
        self.drop("sources.yaml")
        self.refused("C name iqm_pld_list_pager of 'paged' of operation 'pld.list' is taken by "
                     "type 'list_pager' already")
