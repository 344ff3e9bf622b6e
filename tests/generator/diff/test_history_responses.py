"""What IQM changed in responses, and that the new spec with what is suggested reads both forms."""
from __future__ import annotations

import unittest

from .helper import Data, rename
from .history import HistoryCase, fields, op


class Names(HistoryCase):
    """Fields that got other names."""

    def renamed(self, one: str, old: str, new: str, name: str) -> None:
        """A rename that an alias absorbs; `name` is the C name."""
        spec = self.base["early"]["types"][one]["fields"][old]
        self.compare(lambda data: rename(fields(data, one), old, new))
        self.says(f"ERR wire, source, command: field early.{one}.{old} is early.{one}.{new} now")
        self.stands_at(f"new: {new}:")
        self.suggests(f"types.{one}.fields: {new}: {{type: {self.type_of(spec['type'])}, name: "
                      f"{name}, aliases: [{old}], doc: {spec['doc']}}}")

    @staticmethod
    def type_of(text: str) -> str:
        """A type as it is written in flow style."""
        return f'"{text}"' if text.endswith("]") else text

    def test_time_zone_of_a_campaign(self) -> None:  # the 2025 document; the API page
        self.renamed("campaign", "campaignPldTimezoneId", "campaignTimezoneId",
                     "campaign_pld_timezone_id")
        self.reads("campaigns", {"paused": [{"campaignTimezoneId": 5}]},
                   {"paused": [{"campaignPldTimezoneId": 5}]})

    def test_alias_that_became_a_field_is_no_alias_again(self) -> None:
        def before(data: Data) -> None:
            fields(data, "campaign")["campaignId"]["aliases"] = ["id"]

        def edit(data: Data) -> None:
            del fields(data, "campaign")["campaignId"]["aliases"]
            fields(data, "campaign")["id"] = {"type": "int", "doc": "Another id."}

        self.compare(edit, before)
        self.assertIn("ERR wire", [f"{one.level} {', '.join(one.classes)}" for one in self.found])
        self.assertEqual(self.suggestions(), [])

    def test_status_of_a_row(self) -> None:  # the page; the 2026 document's schemas
        self.renamed("report", "pldStatusId", "pldStatus", "pld_status_id")
        self.reads("list", {"reportDataList": [{"pldStatus": 2}]},
                   {"reportDataList": [{"pldStatusId": 2}]})

    def test_analyses_of_a_row(self) -> None:
        self.renamed("report", "slsReportTypeIds", "reportTypes", "sls_report_type_ids")
        self.reads("list", {"reportDataList": [{"reportTypes": [1]}]},
                   {"reportDataList": [{"slsReportTypeIds": [1]}]})

    def test_budget_type_of_a_row(self) -> None:
        self.renamed("report", "ioTypeId", "ioBudgetType", "io_type_id")
        self.reads("list", {"reportDataList": [{"ioBudgetType": 1}]},
                   {"reportDataList": [{"ioTypeId": 1}]})

    def test_status_of_the_report_that_exists(self) -> None:
        self.renamed("order_response", "aqsStatusId", "aqsStatus", "aqs_status_id")
        self.reads("buy", {"aqsStatus": 1}, {"aqsStatusId": 1})

    def test_count_of_the_list(self) -> None:
        def edit(data: Data) -> None:
            rename(fields(data, "report_page"), "filterRecords", "filteredRecords")
            op(data, "list")["paged"]["total"] = "filteredRecords"

        self.compare(edit)
        self.says("ERR wire, source, command: field early.report_page.filterRecords is "
                  "early.report_page.filteredRecords now")
        self.suggests("types.report_page.fields: filteredRecords: {type: int, name: "
                      "filter_records, unit: heads, aliases: [filterRecords], "
                      "doc: Reports that match.}")
        self.assertEqual(self.reads("list", {"filteredRecords": 3}, {"filterRecords": 3}),
                         {"filteredRecords": 3})

    def test_link_of_a_file_twice(self) -> None:  # slsReportUrl, reportUrl, reportURL
        self.compare(lambda data: rename(fields(data, "file_link"), "slsReportUrl", "reportUrl"))
        self.suggests("types.file_link.fields: reportUrl: {type: string, name: sls_report_url, "
                      "aliases: [slsReportUrl], required: true, secret: true, doc: Signed URL.}")
        self.reads("download", {"reportUrl": "https://x"}, {"slsReportUrl": "https://x"})
        self.setUp()

        def again(data: Data) -> None:
            rename(fields(data, "file_link"), "reportUrl", "reportURL")
            del fields(data, "file_link")["reportURL"]["aliases"]

        self.compare(again, lambda data: rename(fields(data, "file_link"), "slsReportUrl",
                                                "reportUrl", aliases=["slsReportUrl"]))
        self.suggests("types.file_link.fields: reportURL: {type: string, aliases: [reportUrl, "
                      "slsReportUrl], required: true, secret: true, doc: Signed URL.}")
        self.reads("download", {"reportURL": "x"}, {"reportUrl": "x"}, {"slsReportUrl": "x"})

    def test_start_of_a_row(self) -> None:
        self.compare(lambda data: rename(fields(data, "report"), "startDate", "pldStartDate"))
        self.says("ERR wire, source, command: field early.report.startDate is "
                  "early.report.pldStartDate now")
        self.reads("list", {"reportDataList": [{"pldStartDate": 5}]},
                   {"reportDataList": [{"startDate": 5}]})

    def test_created_became_creatable(self) -> None:
        def edit(data: Data) -> None:
            rename(fields(data, "order_response"), "pldReportCreated", "pldReportCreatable")
            op(data, "buy")["outcome"]["created"] = ["pldReportCreatable"]
            op(data, "compute")["outcome"]["creatable"] = ["pldReportCreatable"]

        self.compare(edit)
        self.says("ERR wire, source, command: field early.order_response.pldReportCreated is "
                  "early.order_response.pldReportCreatable now")
        self.suggests("types.order_response.fields: pldReportCreatable: {type: bool, name: "
                      "pld_report_created, aliases: [pldReportCreated], doc: Whether the report is "
                      "being made.}")
        self.reads("buy", {"pldReportCreatable": True}, {"pldReportCreated": True})

    def test_created_gave_place_to_creatable(self) -> None:
        def edit(data: Data) -> None:
            del fields(data, "order_response")["pldReportCreated"]
            fields(data, "order_response")["creatable"] = {
                "type": "bool", "doc": "Whether the service can make it."}
            op(data, "buy")["outcome"]["created"] = ["creatable"]
            op(data, "compute")["outcome"]["creatable"] = ["creatable"]

        self.compare(edit)
        self.assertIn("operations.buy: outcome: {created: [creatable, pldReportCreated], exists: "
                      "pldId, refused: message}",
                      [f"{one.where}: {line}" for one in self.suggestions() for line in one.yaml])
        self.assertIn("types.order_response.fields: pldReportCreated: {type: bool, doc: Whether "
                      "the report is being made.}",
                      [f"{one.where}: {line}" for one in self.suggestions() for line in one.yaml])
        self.paste()
        self.assertEqual(self.reads("buy", {"pldReportCreated": True}), {"pldReportCreated": True})
        outcome = self.operations["buy"].outcome
        self.assertEqual([flag.wire for flag in outcome.flags] if outcome else [],
                         ["creatable", "pldReportCreated"])


class Shapes(HistoryCase):
    """Values that became something else."""

    def test_numbers_became_objects(self) -> None:
        self.compare(lambda data: fields(data, "campaigns")["running"].update(type="campaign[]"))
        self.says("ERR wire, source, ABI, command: field early.campaigns.running: type is "
                  "campaign[] now, was int[]")
        self.stands_at("new: type: campaign[]")
        self.suggests("types.campaign: unwrapped: {field: campaignId}")
        self.reads("campaigns", {"running": [{"campaignId": 1}, {"campaignId": 2}]},
                   {"running": [1, 2]})

    def test_name_check_became_an_object(self) -> None:
        def edit(data: Data) -> None:
            data["early"]["types"]["name_check"].pop("unwrapped")
            fields(data, "name_check")["available"] = {"type": "bool", "doc": "Whether."}

        self.compare(edit)
        self.says("ERR wire: type early.name_check: unwrapped is gone",
                  "INFO additive: field early.name_check.available is new")
        self.stands_at("old: unwrapped:", "new: available:")
        self.suggests("types.name_check: unwrapped: {field: message, makes_true: available}")
        self.assertEqual(self.reads("validate-name", {"available": True, "message": "Free."},
                                    "Free."), {"message": "Free.", "available": True})

    def test_name_check_got_another_type(self) -> None:
        def edit(data: Data) -> None:
            data["early"]["types"]["availability"] = {"doc": "Whether.", "fields": {
                "available": {"type": "bool", "doc": "Whether."},
                "message": {"type": "string", "doc": "The text."}}}
            op(data, "validate-name")["response"] = "availability"
            del data["early"]["types"]["name_check"]

        self.compare(edit)
        self.suggests("types.availability: unwrapped: {field: message, makes_true: available}")
        self.reads("validate-name", {"available": True, "message": "Free."}, "Free.")

    def test_map_became_a_list(self) -> None:
        def edit(data: Data) -> None:
            data["early"]["types"]["size"] = {"doc": "Size of a file.", "fields": {
                "fileType": {"type": "int", "doc": "Its type."},
                "fileSize": {"type": "int", "unit": "bytes", "doc": "Its size."}}}
            fields(data, "report")["fileSizeDetails"]["type"] = "size[]"

        self.compare(edit)
        self.says("ERR wire, source, ABI, command: field early.report.fileSizeDetails: type is "
                  "size[] now, was int{}", "INFO additive: type early.size is new")
        self.suggests('types.report.fields: fileSizeDetails: {type: "int{}", unit: bytes, entry: '
                      "{key: fileType, value: fileSize}, doc: Sizes by file type.}")
        self.reads("list", {"reportDataList": [{"fileSizeDetails": {"1": 1024}}]},
                   {"reportDataList": [{"fileSizeDetails": [{"fileType": 1, "fileSize": 1024}]}]})

    def test_campaign_of_a_row_became_several(self) -> None:
        def edit(data: Data) -> None:
            rename(fields(data, "report"), "campaignId", "campaignIds", type="int[]")

        self.compare(edit)
        self.says("ERR wire, source, command: field early.report.campaignId is "
                  "early.report.campaignIds now",
                  "ERR wire, source, ABI, command: field early.report.campaignIds: type is int[] "
                  "now, was int")
        self.suggests('types.report.fields: campaignIds: {type: "int[]", name: campaign_id, '
                      "aliases: [campaignId], scalar_or_list: true, doc: The campaign.}")
        self.reads("list", {"reportDataList": [{"campaignIds": [7]}]},
                   {"reportDataList": [{"campaignId": 7}]})

    def test_several_became_one(self) -> None:
        self.compare(lambda data: fields(data, "report")["slsReportTypeIds"].update(type="int"))
        self.suggests('types.report.fields: slsReportTypeIds: {type: "int[]", scalar_or_list: '
                      "true, doc: Analyses.}")
        self.reads("list", {"reportDataList": [{"slsReportTypeIds": [7]}]},
                   {"reportDataList": [{"slsReportTypeIds": 7}]})

    def test_cost_became_a_fraction(self) -> None:
        self.compare(
            lambda data: fields(data, "order_response")["chargeableCost"].update(type="num"))
        self.says("ERR source, ABI: field early.order_response.chargeableCost: type is num now, "
                  "was int")
        self.suggests()

    def test_envelope_may_be_missing(self) -> None:  # a token that is renewed comes bare
        self.compare(lambda data: op(data, "log-in").update(envelope="optional"))
        self.says("INFO additive: operation early.log-in: envelope optional is new")
        self.suggests()

    def test_envelope_must_be_there(self) -> None:
        self.compare(lambda data: op(data, "log-in").pop("envelope"),
                     lambda data: op(data, "log-in").update(envelope="optional"))
        self.says("ERR wire: operation early.log-in: envelope optional is gone")
        self.suggests("operations.log-in: envelope: optional")
        self.paste()
        self.assertTrue(self.operations["log-in"].envelope_optional)

    def test_status_of_a_report_must_be_there(self) -> None:
        self.compare(lambda data: fields(data, "report")["pldStatusId"].update(required=True))
        self.says("ERR wire: field early.report.pldStatusId: required is new")
        self.suggests("types.report.fields: pldStatusId: {type: int, doc: Status id.}")
        self.reads("list", {"reportDataList": [{}]})

    def test_more_fields(self) -> None:  # effectivePldRate, chargedCost, processingCampaignIds
        self.compare(lambda data: fields(data, "order_response").update(
            effectivePldRate={"type": "num", "doc": "Rate."}))
        self.says("INFO additive: field early.order_response.effectivePldRate is new")
        self.stands_at("new: effectivePldRate:")
        self.suggests()


if __name__ == "__main__":
    unittest.main()
