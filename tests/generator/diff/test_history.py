"""Changes as IQM made them to its API since 2024: whom they break, and what absorbs them."""
from __future__ import annotations

import unittest
from typing import Any

from ..helper import TOP
from .helper import Data, DiffCase, Edit
from .test_kinds import rename


def field(data: Data, file: str, one: str, name: str) -> dict[str, Any]:
    """A field of a type."""
    found: dict[str, Any] = data[file]["types"][one]["fields"][name]
    return found


def op(data: Data, family: str, name: str) -> dict[str, Any]:
    """An operation."""
    found: dict[str, Any] = data[family]["operations"][name]
    return found


class History(DiffCase):
    """On the spec itself."""

    spec = TOP / "spec"

    def expect(self, edit: Edit, *lines: str, before: Edit | None = None) -> None:
        """The lines of a text report, but for file and line."""
        found = self.changes(edit, before)
        self.assertEqual([f"{one.level} {', '.join(one.classes)}: {one.text}" for one in found],
                         list(lines))

    def test_path_is_gone(self) -> None:
        path = "/api/v3/ins/insights/eligible-campaigns"
        self.expect(lambda data: op(data, "sls", "campaigns").update(path=path),
                    f"ERR wire: operation sls.campaigns: path is {path} now, was "
                    "/api/v3/ins/sls-reports/campaigns")

    def test_path_that_a_dialect_absorbs(self) -> None:
        send = {"openapi": {"path": "/x", "query": {"reportType": "sls"}}}
        self.expect(lambda data: op(data, "sls", "campaigns").update(send=send),
                    "WARN wire: operation sls.campaigns: send.openapi is new")

    def test_id_renamed_to_report_id(self) -> None:
        def edit(data: Data) -> None:
            rename(data["sls"]["types"]["file_request"]["fields"], "slsId", "reportId")
            op(data, "sls", "download")["file"]["id"] = "reportId"

        self.expect(edit, "ERR wire, source, command: field sls.file_request.slsId is "
                    "sls.file_request.reportId now")

    def test_id_renamed_for_a_dialect(self) -> None:
        self.expect(lambda data: field(data, "sls", "file_request", "slsId").pop("send"),
                    "ERR wire: field sls.file_request.slsId: send.openapi is gone")

        def without(data: Data) -> None:
            field(data, "sls", "file_request", "slsId").pop("send")

        self.expect(lambda data: field(data, "sls", "file_request", "slsId").update(
            send={"openapi": {"name": "reportId"}}),
            "WARN wire: field sls.file_request.slsId: send.openapi is new",
            before=without)

    def test_numbers_became_objects(self) -> None:
        def numbers(data: Data) -> None:
            field(data, "api", "eligible_campaigns", "running")["type"] = "int[]"

        def objects(data: Data) -> None:
            field(data, "api", "eligible_campaigns", "running")["type"] = "campaign[]"

        what = "field eligible_campaigns.running: type is campaign[] now, was int[]"
        self.expect(objects, f"ERR source, ABI: {what}", before=numbers)  # `unwrapped` reads numbers

        def strict(data: Data) -> None:
            numbers(data)
            data["api"]["types"]["campaign"].pop("unwrapped")

        self.expect(objects, f"ERR wire, source, ABI, command: {what}", before=strict)

    def test_name_check_became_an_object(self) -> None:
        def only_objects(data: Data) -> None:
            data["api"]["types"]["name_check"].pop("unwrapped")

        self.expect(only_objects, "ERR wire: type name_check: unwrapped is gone")
        self.expect(lambda data: data["api"]["types"]["name_check"].update(
            unwrapped={"field": "message", "makes_true": "available"}),
            "INFO additive: type name_check: unwrapped is new", before=only_objects)

    def test_created_became_creatable(self) -> None:
        self.expect(lambda data: op(data, "pld", "compute")["outcome"].update(
            creatable=["pldReportCreated"]),
            "ERR wire: operation pld.compute: outcome.creatable has pldReportCreatable no more")
        self.expect(lambda data: op(data, "pld", "compute")["outcome"]["creatable"].reverse(),
                    "ERR wire: operation pld.compute: outcome.creatable is in another order: "
                    "[pldReportCreated, pldReportCreatable]")

    def test_flag_renamed(self) -> None:
        def edit(data: Data) -> None:
            rename(data["pld"]["types"]["order_response"]["fields"], "pldReportCreated",
                   "pldReportMade")
            for name, yes in (("generate", "created"), ("compute", "creatable")):
                flags = op(data, "pld", name)["outcome"][yes]
                flags[flags.index("pldReportCreated")] = "pldReportMade"

        self.expect(edit, "ERR wire, source, command: field pld.order_response.pldReportCreated "
                    "is pld.order_response.pldReportMade now")

    def test_map_became_a_list(self) -> None:
        name, spec = next((name, spec)
                          for name, spec in self.data["aqs"]["types"]["report"]["fields"].items()
                          if "entry" in spec)

        def maps_only(data: Data) -> None:
            field(data, "aqs", "report", name).pop("entry")

        self.expect(maps_only, f"ERR wire: field aqs.report.{name}: entry is gone")
        self.expect(lambda data: field(data, "aqs", "report", name).update(entry=spec["entry"]),
                    f"INFO additive: field aqs.report.{name}: entry is new", before=maps_only)

    def test_count_renamed_and_its_alias(self) -> None:
        def edit(data: Data) -> None:
            rename(data["pld"]["types"]["report_page"]["fields"], "filteredRecords",
                   "filterRecords", aliases=["filteredRecords"])
            op(data, "pld", "list")["paged"]["total"] = "filterRecords"

        self.expect(edit,
                    "ERR source, command: field pld.report_page.filteredRecords is "
                    "pld.report_page.filterRecords now")

    def test_one_campaign_became_several(self) -> None:
        def one(data: Data) -> None:
            field(data, "pld", "report", "campaignIds").update(type="int")
            field(data, "pld", "report", "campaignIds").pop("scalar_or_list")

        several = {"type": "int[]", "scalar_or_list": True}
        self.expect(lambda data: field(data, "pld", "report", "campaignIds").update(several),
                    "ERR source, ABI: field pld.report.campaignIds: type is int[] now, was int",
                    "INFO additive: field pld.report.campaignIds: scalar_or_list is new",
                    before=one)

    def test_ids_became_text(self) -> None:
        self.expect(lambda data: field(data, "sls", "order", "conceptGroupId").pop("as"),
                    "ERR wire: field sls.order.conceptGroupId: as number is gone")

    def test_status_ids_were_numbered_anew(self) -> None:
        self.expect(lambda data: data["api"]["enums"]["insights_status"]["values"].update(
            processing=4), "ERR wire, source, ABI, command: value insights_status.processing is 4 "
            "now, was 1")

    def test_new_optional_field_in_a_response(self) -> None:
        fresh = {"type": "string", "doc": "New."}
        self.expect(lambda data: data["pld"]["types"]["report"]["fields"].update(fresh=fresh),
                    "INFO additive: field pld.report.fresh is new")

    def test_method_changed(self) -> None:
        self.expect(lambda data: op(data, "pld", "delete").update(method="POST"),
                    "ERR wire: operation pld.delete: method is POST now, was DELETE")

    def test_rate_limit_lowered(self) -> None:
        self.expect(lambda data: data["api"]["limits"].update(requests_per_minute=10),
                    "WARN source: limits.requests_per_minute is 10 now, was 20")

    def test_operation_withdrawn(self) -> None:
        self.expect(lambda data: data["pld"]["operations"].pop("columns-get"),
                    "ERR source, ABI, command: operation pld.columns-get is gone")

    def test_log_in_has_no_command(self) -> None:
        self.expect(lambda data: rename(data["auth"]["types"]["token"]["fields"], "owId", "orgId"),
                    "ERR wire, source: field auth.token.owId is auth.token.orgId now")


if __name__ == "__main__":
    unittest.main()
