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
                    "name: pldName, campaign: campaignIds, created: pldCreatedOn,\n            "
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

    def test_roles_that_do_not_fit(self) -> None:
        self.change("pld.yaml", "name: pldName, campaign: campaignIds, created: pldCreatedOn",
                    "name: «pldId, campaign: «pldNames, created: «pldId")
        self.refused("field 'pldId' of type 'report' is an int, expected a string",
                     "unknown field 'pldNames', did you mean 'pldName'? Expected a field of type "
                     "'report'",
                     "field 'pldId' of type 'report' is an int, expected an ms or s")

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
                ("list-close", "paged", "list"), ("list-pager", "paged", "list"),
                ("wait-start", "wait", "generate"), ("save-start", "file", "download"),
                ("list-next-page-start", "paged", "list")):
            with self.subTest(name=name):
                self.doCleanups()
                self.setUp()
                self.rename_columns_get(name)
                self.refused(f"C name iqm_pld_{name.replace('-', '_')} of operation 'pld.{name}' "
                             f"is taken by '{trait}' of operation 'pld.{of}' already")

    def test_operation_like_the_started_form_of_another(self) -> None:
        for name in "list-start", "list-done":
            with self.subTest(name=name):
                self.doCleanups()
                self.setUp()
                self.rename_columns_get(name)
                self.refused(f"C name iqm_pld_{name.replace('-', '_')} of operation 'pld.{name}' "
                             f"is taken by operation 'pld.list' already")

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
