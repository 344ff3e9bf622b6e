"""How the three families differ, as data typed by hand from the API page (not read from the spec).

Tables say which field of a response holds which role; roles.py knows what a role's value is. A name
that begins with `=` is a field of the order, given back as it came.
"""
from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Optional, Union

Table = dict[str, str]  # a response's field -> role


@dataclass(frozen=True)
class Refusals:
    """HTTP statuses of a download that is refused, and the text for a wrong file type."""

    unsupported: int
    not_ready: int
    unknown: int
    type_text: str = "Unsupported file type provided"
    names_status: bool = True


@dataclass(frozen=True)
class Family:
    """One family. `units_per_second` is how many of its time units are in a second."""

    name: str
    title: str
    units_per_second: int
    named: bool  # the buyer gives the name
    price: int  # cents for 1,000 impressions
    sorted_by: str  # of a list that is asked for without sortBy
    needs: tuple[Union[str, tuple[str, ...]], ...]  # of a new order; of a tuple just one. No
    # source says what is required: this is the least that makes a report
    alike: tuple[str, ...]  # fields beside campaigns and dates that make two orders the same
    these: str  # "this campaign" in the response about an overlap
    status_ids: dict[str, int]
    status_names: dict[str, Optional[str]]
    file_types: dict[int, str]
    refusals: Refusals
    row: Table
    row_document: Table  # fields that only rows of the OpenAPI document have
    created: Table
    priced: Table
    exists: Table
    old_order: dict[str, Any]  # of the reports that are there at the start

    def numbered(self, table: str, named: bool) -> Family:
        """The same with statuses by another table, or without their names."""
        return replace(self, status_ids=TABLES.get(table, self.status_ids),
                       status_names=self.status_names if named else dict.fromkeys(NAMES))

    @property
    def id_field(self) -> str:
        """The report id's name in the order and in the response."""
        return f"{self.name}Id"

    @property
    def name_field(self) -> str:
        """The order's report name."""
        return f"{self.name}Name"


INSIGHTS_STATUS = {"processing": 1, "ready": 2, "failed": 3}
REPORT_STATUS = {"failed": 1, "processing": 2, "ready": 3}
TABLES = {"insights": INSIGHTS_STATUS, "reports": REPORT_STATUS}
NAMES: dict[str, Optional[str]] = {"processing": "Processing", "ready": "Ready", "failed": "Failed"}
IO = {"ioId": "io_id", "ioName": "io_name"}

PLD_MONEY = {"pldChargeableImps": "chargeable_imps", "pldChargedImps": "charged_imps",
             "pldChargeableCost": "chargeable_cost", "pldChargedCost": "charged_cost"}
PLD_CREATED = {
    "pldReportCreated": "yes", "campaignId": "campaign", "campaignName": "campaign_name",
    "campaignStatus": "campaign_status", "pldStartDate": "start", "pldEndDate": "end",
    **PLD_MONEY, "fundsAvailable": "funds"}

PLD = Family(
    name="pld", title="PLD", units_per_second=1000, named=False, price=400,
    sorted_by="-pldId",
    needs=(("campaignId", "campaignIds"), "pldStartDate", "pldEndDate"),
    alike=(), these="this campaign",
    status_ids=INSIGHTS_STATUS, status_names=NAMES, file_types={1: "xlsx", 2: "csv"},
    refusals=Refusals(unsupported=200, not_ready=200, unknown=200, names_status=False),
    row={"pldId": "id", "pldName": "name", "campaignName": "campaign_name",
         "campaignId": "campaign", "pldStatusId": "status_id", "startDate": "start",
         "endDate": "end", **IO, "isCampaignEligible": "eligible", "pldCreatedOn": "created",
         "creativeTypeId": "creative_type", "campaignPldTimezoneId": "timezone",
         "ioTypeId": "io_type"},
    row_document={"campaignStatus": "campaign_status"},
    created=PLD_CREATED,
    priced={"pldReportCreatable": "yes", "campaignId": "campaign", "pldStartDate": "start",
            "pldEndDate": "end", **PLD_MONEY, "effectivePldRate": "rate",
            "fundsAvailable": "funds"},
    exists={"pldReportCreated": "yes", "pldId": "id", "pldName": "name",
            "pldStatusId": "status_id", "pldCreatedOn": "created", "campaignId": "campaign",
            "campaignName": "campaign_name", "creativeTypeId": "creative_type", **IO,
            "ioTypeId": "io_type"},
    old_order={})

SLS_STUDY = {"slsLookbackDuration": "=slsLookbackDuration", "conceptGroupId": "=conceptGroupId",
             "reportTypes": "=reportTypes",
             "competitorConceptGroupIds": "=competitorConceptGroupIds"}
SLS_CREATED = {
    "slsReportCreated": "yes", "campaignIds": "campaigns", "slsStartDate": "start",
    "slsEndDate": "end", "slsChargeableImps": "chargeable_imps", "slsChargedImps": "charged_imps",
    "slsChargeableCost": "chargeable_cost", "slsChargedCost": "charged_cost", "slsName": "name",
    **SLS_STUDY, "fundsAvailable": "funds"}

SLS = Family(
    name="sls", title="SLS", units_per_second=1000, named=True, price=600,
    sorted_by="-slsId",
    needs=("ioId", "campaignIds", "slsStartDate", "slsEndDate", "slsName"),
    alike=("slsLookbackDuration", "conceptGroupId", "reportTypes", "competitorConceptGroupIds"),
    these="this campaigns",
    status_ids=INSIGHTS_STATUS, status_names=NAMES,
    file_types={1: "xlsx", 2: "csv", 3: "pdf"},
    refusals=Refusals(unsupported=400, not_ready=400, unknown=400),
    row={"slsId": "id", "slsName": "name", "campaignIds": "campaigns",
         "slsStatusId": "status_id", "slsStatusName": "status_name", "startDate": "start",
         "endDate": "end", **IO, "isCampaignEligible": "eligible", "slsCreatedOn": "created",
         "campaignSlsTimezoneId": "timezone", "ioTypeId": "io_type", "pdfFileSize": "pdf_size",
         "excelFileSize": "xlsx_size", "slsReportTypeIds": "=reportTypes"},
    row_document={**{k: v for k, v in SLS_STUDY.items() if k != "reportTypes"},
                 "campaignName": "campaign_name", "campaignStatus": "campaign_status",
                 "creativeTypeId": "creative_type"},
    created=SLS_CREATED, priced=SLS_CREATED,
    exists={"slsReportCreated": "yes", "slsId": "id", "slsName": "name",
            "slsStatusId": "status_id", "slsCreatedOn": "created", "campaignId": "campaigns", **IO,
            "ioTypeId": "io_type", **SLS_STUDY},
    old_order={"reportTypes": [1, 3], "slsLookbackDuration": 3, "conceptGroupId": "202335"})

AQS_MONEY = {"aqsChargeableImps": "chargeable_imps", "aqsChargedImps": "charged_imps",
             "aqsChargeableCost": "chargeable_cost", "aqsChargedCost": "charged_cost"}
AQS_SCORE = {"aqsReportTypeId": "=aqsReportTypeId",
             "aqsAudienceConceptGroups": "=aqsAudienceConceptGroups"}

AQS = Family(
    name="aqs", title="AQS", units_per_second=1, named=True, price=500,
    sorted_by="reportId",
    needs=(("campaignId", "campaignIds"), "aqsStartDate", "aqsEndDate", "aqsName",
           "aqsReportTypeId"),
    alike=("aqsReportTypeId", "aqsAudienceConceptGroups"), these="this campaigns",
    status_ids=REPORT_STATUS, status_names={**NAMES, "ready": "Completed"},
    file_types={1: "xlsx", 2: "csv"},
    refusals=Refusals(unsupported=400, not_ready=422, unknown=422, type_text="Unsupported file "
                      "type provided. Please use fileType 1 for XLSX or 2 for CSV."),
    row={"reportId": "id", "reportName": "name", "campaignName": "campaign_name",
         "campaignId": "campaign", "statusId": "status_id", "statusName": "status_name",
         "startDate": "start", "endDate": "end", **IO, "isCampaignEligible": "eligible",
         "reportCreatedOn": "created", "creativeTypeId": "creative_type",
         "ioBudgetType": "io_type", "campaignTimeZoneId": "timezone", "fileSizeDetails": "sizes"},
    row_document={"reportTypeIds": "report_types"},
    created={"aqsReportCreatable": "yes", **AQS_MONEY, "fundsAvailable": "funds",
             "effectiveAqsRate": "rate"},
    priced={"aqsReportCreated": "yes", "campaignId": "campaign", "aqsStartDate": "start",
            "aqsEndDate": "end", **AQS_MONEY, "aqsName": "name", **AQS_SCORE,
            "fundsAvailable": "funds"},
    exists={"aqsReportCreated": "yes", "aqsId": "id", "aqsName": "name",
            "aqsStatusId": "status_id", "aqsCreatedOn": "created", "campaignId": "campaign", **IO,
            "ioTypeId": "io_type", **AQS_SCORE},
    old_order={"aqsReportTypeId": 1,
               "aqsAudienceConceptGroups": [{"audienceId": 101, "conceptGroupId": "202335"}]})

FAMILIES = {f.name: f for f in (PLD, SLS, AQS)}
