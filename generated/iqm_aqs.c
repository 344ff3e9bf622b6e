/* SPDX-License-Identifier: MIT */
/* Made from spec/api.yaml and spec/aqs.yaml by `make regen`: change the spec, not this file. */

#include "iqm_aqs.h"
#include "iqm_tables.h"

static const struct iqm_field iqm_aqs_report_rows[] = {
	IQM_FIELD(iqm_aqs_report, report_id, 0, "reportId"),
	IQM_FIELD(iqm_aqs_report, report_name, 0, "reportName"),
	IQM_FIELD(iqm_aqs_report, campaign_name, 0, "campaignName"),
	IQM_FIELD(iqm_aqs_report, campaign_ids, IQM_F_SCALAR_OR_LIST, "campaignIds", "campaignId"),
	IQM_FIELD(iqm_aqs_report, status_id, 0, "statusId"),
	IQM_FIELD(iqm_aqs_report, status_name, 0, "statusName"),
	IQM_FIELD(iqm_aqs_report, start_date, 0, "startDate", "aqsStartDate"),
	IQM_FIELD(iqm_aqs_report, end_date, 0, "endDate", "aqsEndDate"),
	IQM_FIELD(iqm_aqs_report, io_id, 0, "ioId"),
	IQM_FIELD(iqm_aqs_report, io_name, 0, "ioName"),
	IQM_FIELD(iqm_aqs_report, is_campaign_eligible, 0, "isCampaignEligible"),
	IQM_FIELD(iqm_aqs_report, report_created_on, 0, "reportCreatedOn"),
	IQM_FIELD(iqm_aqs_report, creative_type_id, 0, "creativeTypeId"),
	IQM_FIELD(iqm_aqs_report, io_budget_type, 0, "ioBudgetType", "ioTypeId"),
	IQM_FIELD(iqm_aqs_report, campaign_time_zone_id, 0, "campaignTimeZoneId",
		  "campaignTimezoneId"),
	IQM_ENTRIES(iqm_aqs_report, file_size_details, "fileType", "fileSize", 0,
		    "fileSizeDetails"),
	IQM_FIELD(iqm_aqs_report, report_type_ids, 0, "reportTypeIds"),
};
static const struct iqm_table iqm_aqs_report_table =
	IQM_TABLE(iqm_aqs_report, iqm_aqs_report_rows);

static const struct iqm_field iqm_aqs_audience_concept_group_rows[] = {
	IQM_FIELD(iqm_aqs_audience_concept_group, audience_id, 0, "audienceId"),
	IQM_FIELD(iqm_aqs_audience_concept_group, concept_group_id, IQM_F_OPENAPI_NUMERIC,
		  "conceptGroupId"),
};
static const struct iqm_table iqm_aqs_audience_concept_group_table =
	IQM_TABLE_UNWRAPPED(iqm_aqs_audience_concept_group, iqm_aqs_audience_concept_group_rows,
			    &iqm_aqs_audience_concept_group_rows[1], NULL);

static const struct iqm_field iqm_aqs_report_kind_rows[] = {
	IQM_FIELD(iqm_aqs_report_kind, id, 0, "id"),
	IQM_FIELD(iqm_aqs_report_kind, name, 0, "name"),
	IQM_FIELD(iqm_aqs_report_kind, label, 0, "label"),
	IQM_FIELD(iqm_aqs_report_kind, order, 0, "order"),
};
static const struct iqm_table iqm_aqs_report_kind_table =
	IQM_TABLE(iqm_aqs_report_kind, iqm_aqs_report_kind_rows);

/* ---- aqs.list: GET /api/v3/ins/aqs-reports ---- */

static const struct iqm_field iqm_aqs_list_query_rows[] = {
	IQM_FIELD(iqm_aqs_list_req, search_field, 0, "searchField"),
	IQM_FIELD(iqm_aqs_list_req, no_of_entries, 0, "noOfEntries"),
	IQM_FIELD(iqm_aqs_list_req, page_no, 0, "pageNo"),
	IQM_FIELD(iqm_aqs_list_req, sort_by, 0, "sortBy"),
};
static const struct iqm_table iqm_aqs_list_query_table =
	IQM_TABLE(iqm_aqs_list_req, iqm_aqs_list_query_rows);

static const struct iqm_field iqm_aqs_list_response_rows[] = {
	IQM_FIELD(iqm_aqs_list_rsp, total_records, 0, "totalRecords"),
	IQM_LIST(iqm_aqs_list_rsp, report_data_list, iqm_aqs_report, 0, "reportDataList"),
	IQM_FIELD(iqm_aqs_list_rsp, filtered_records, 0, "filteredRecords", "filterRecords"),
};
static const struct iqm_table iqm_aqs_list_response_table =
	IQM_TABLE(iqm_aqs_list_rsp, iqm_aqs_list_response_rows);

/* ---- aqs.campaigns: GET /api/v3/ins/aqs-reports/campaigns ---- */

static const struct iqm_field iqm_aqs_campaigns_response_rows[] = {
	IQM_LIST(iqm_aqs_campaigns_rsp, running, iqm_campaign, 0, "running"),
	IQM_LIST(iqm_aqs_campaigns_rsp, paused, iqm_campaign, 0, "paused"),
	IQM_LIST(iqm_aqs_campaigns_rsp, expired, iqm_campaign, 0, "expired"),
};
static const struct iqm_table iqm_aqs_campaigns_response_table =
	IQM_TABLE(iqm_aqs_campaigns_rsp, iqm_aqs_campaigns_response_rows);

/* ---- aqs.validate-name: GET /api/v3/ins/aqs-reports/validate/name ---- */

static const struct iqm_field iqm_aqs_validate_name_query_rows[] = {
	IQM_FIELD(iqm_aqs_validate_name_req, report_name, IQM_F_REQUIRED, "reportName"),
};
static const struct iqm_table iqm_aqs_validate_name_query_table =
	IQM_TABLE(iqm_aqs_validate_name_req, iqm_aqs_validate_name_query_rows);

static const struct iqm_field iqm_aqs_validate_name_response_rows[] = {
	IQM_FIELD(iqm_aqs_validate_name_rsp, available, 0, "available"),
	IQM_FIELD(iqm_aqs_validate_name_rsp, message, 0, "message"),
};
static const struct iqm_table iqm_aqs_validate_name_response_table =
	IQM_TABLE_UNWRAPPED(iqm_aqs_validate_name_rsp, iqm_aqs_validate_name_response_rows,
			    &iqm_aqs_validate_name_response_rows[1],
			    &iqm_aqs_validate_name_response_rows[0]);

/* ---- aqs.compute: POST /api/v3/ins/aqs-reports/computation ---- */

static const struct iqm_field iqm_aqs_compute_body_rows[] = {
	IQM_FIELD(iqm_aqs_compute_req, campaign_id, 0, "campaignId"),
	IQM_FIELD(iqm_aqs_compute_req, aqs_id, 0, "aqsId"),
	IQM_FIELD(iqm_aqs_compute_req, aqs_name, 0, "aqsName"),
	IQM_FIELD(iqm_aqs_compute_req, aqs_start_date, IQM_F_OPENAPI_MS, "aqsStartDate"),
	IQM_FIELD(iqm_aqs_compute_req, aqs_end_date, IQM_F_OPENAPI_MS, "aqsEndDate"),
	IQM_FIELD(iqm_aqs_compute_req, aqs_report_type_id, 0, "aqsReportTypeId"),
	IQM_LIST(iqm_aqs_compute_req, aqs_audience_concept_groups, iqm_aqs_audience_concept_group,
		 IQM_F_SCALAR_OR_LIST | IQM_F_SAMPLES_SCALAR, "aqsAudienceConceptGroups"),
	IQM_FIELD(iqm_aqs_compute_req, campaign_ids, 0, "campaignIds"),
	IQM_FIELD(iqm_aqs_compute_req, io_id, 0, "ioId"),
};
static const struct iqm_table iqm_aqs_compute_body_table =
	IQM_TABLE(iqm_aqs_compute_req, iqm_aqs_compute_body_rows);

static const struct iqm_field iqm_aqs_compute_response_rows[] = {
	IQM_FIELD(iqm_aqs_compute_rsp, aqs_report_created, 0, "aqsReportCreated"),
	IQM_FIELD(iqm_aqs_compute_rsp, aqs_report_creatable, 0, "aqsReportCreatable"),
	IQM_FIELD(iqm_aqs_compute_rsp, aqs_id, 0, "aqsId"),
	IQM_FIELD(iqm_aqs_compute_rsp, aqs_name, 0, "aqsName"),
	IQM_FIELD(iqm_aqs_compute_rsp, aqs_status_id, 0, "aqsStatusId", "aqsStatus"),
	IQM_FIELD(iqm_aqs_compute_rsp, aqs_created_on, 0, "aqsCreatedOn"),
	IQM_FIELD(iqm_aqs_compute_rsp, campaign_ids, IQM_F_SCALAR_OR_LIST, "campaignIds",
		  "campaignId"),
	IQM_FIELD(iqm_aqs_compute_rsp, io_id, 0, "ioId"),
	IQM_FIELD(iqm_aqs_compute_rsp, io_name, 0, "ioName"),
	IQM_FIELD(iqm_aqs_compute_rsp, io_type_id, 0, "ioTypeId", "ioBudgetType"),
	IQM_FIELD(iqm_aqs_compute_rsp, aqs_start_date, 0, "aqsStartDate", "startDate"),
	IQM_FIELD(iqm_aqs_compute_rsp, aqs_end_date, 0, "aqsEndDate", "endDate"),
	IQM_FIELD(iqm_aqs_compute_rsp, aqs_chargeable_imps, 0, "aqsChargeableImps"),
	IQM_FIELD(iqm_aqs_compute_rsp, aqs_charged_imps, 0, "aqsChargedImps"),
	IQM_FIELD(iqm_aqs_compute_rsp, aqs_chargeable_cost, 0, "aqsChargeableCost"),
	IQM_FIELD(iqm_aqs_compute_rsp, aqs_charged_cost, 0, "aqsChargedCost"),
	IQM_FIELD(iqm_aqs_compute_rsp, aqs_report_type_id, 0, "aqsReportTypeId"),
	IQM_LIST(iqm_aqs_compute_rsp, aqs_audience_concept_groups, iqm_aqs_audience_concept_group,
		 IQM_F_SCALAR_OR_LIST, "aqsAudienceConceptGroups"),
	IQM_FIELD(iqm_aqs_compute_rsp, funds_available, 0, "fundsAvailable"),
	IQM_FIELD(iqm_aqs_compute_rsp, effective_aqs_rate, 0, "effectiveAqsRate"),
	IQM_FIELD(iqm_aqs_compute_rsp, timezone_id, 0, "timezoneId"),
	IQM_FIELD(iqm_aqs_compute_rsp, creative_type_id, 0, "creativeTypeId"),
	IQM_FIELD(iqm_aqs_compute_rsp, message, 0, "message"),
};
static const struct iqm_table iqm_aqs_compute_response_table =
	IQM_TABLE(iqm_aqs_compute_rsp, iqm_aqs_compute_response_rows);

/* ---- aqs.generate: POST /api/v3/ins/aqs-reports ---- */

static const struct iqm_field iqm_aqs_generate_body_rows[] = {
	IQM_FIELD(iqm_aqs_generate_req, campaign_id, 0, "campaignId"),
	IQM_FIELD(iqm_aqs_generate_req, aqs_id, 0, "aqsId"),
	IQM_FIELD(iqm_aqs_generate_req, aqs_name, 0, "aqsName"),
	IQM_FIELD(iqm_aqs_generate_req, aqs_start_date, IQM_F_OPENAPI_MS, "aqsStartDate"),
	IQM_FIELD(iqm_aqs_generate_req, aqs_end_date, IQM_F_OPENAPI_MS, "aqsEndDate"),
	IQM_FIELD(iqm_aqs_generate_req, aqs_report_type_id, 0, "aqsReportTypeId"),
	IQM_LIST(iqm_aqs_generate_req, aqs_audience_concept_groups, iqm_aqs_audience_concept_group,
		 IQM_F_SCALAR_OR_LIST | IQM_F_SAMPLES_SCALAR, "aqsAudienceConceptGroups"),
	IQM_FIELD(iqm_aqs_generate_req, campaign_ids, 0, "campaignIds"),
	IQM_FIELD(iqm_aqs_generate_req, io_id, 0, "ioId"),
};
static const struct iqm_table iqm_aqs_generate_body_table =
	IQM_TABLE(iqm_aqs_generate_req, iqm_aqs_generate_body_rows);

static const struct iqm_field iqm_aqs_generate_response_rows[] = {
	IQM_FIELD(iqm_aqs_generate_rsp, aqs_report_created, 0, "aqsReportCreated"),
	IQM_FIELD(iqm_aqs_generate_rsp, aqs_report_creatable, 0, "aqsReportCreatable"),
	IQM_FIELD(iqm_aqs_generate_rsp, aqs_id, 0, "aqsId"),
	IQM_FIELD(iqm_aqs_generate_rsp, aqs_name, 0, "aqsName"),
	IQM_FIELD(iqm_aqs_generate_rsp, aqs_status_id, 0, "aqsStatusId", "aqsStatus"),
	IQM_FIELD(iqm_aqs_generate_rsp, aqs_created_on, 0, "aqsCreatedOn"),
	IQM_FIELD(iqm_aqs_generate_rsp, campaign_ids, IQM_F_SCALAR_OR_LIST, "campaignIds",
		  "campaignId"),
	IQM_FIELD(iqm_aqs_generate_rsp, io_id, 0, "ioId"),
	IQM_FIELD(iqm_aqs_generate_rsp, io_name, 0, "ioName"),
	IQM_FIELD(iqm_aqs_generate_rsp, io_type_id, 0, "ioTypeId", "ioBudgetType"),
	IQM_FIELD(iqm_aqs_generate_rsp, aqs_start_date, 0, "aqsStartDate", "startDate"),
	IQM_FIELD(iqm_aqs_generate_rsp, aqs_end_date, 0, "aqsEndDate", "endDate"),
	IQM_FIELD(iqm_aqs_generate_rsp, aqs_chargeable_imps, 0, "aqsChargeableImps"),
	IQM_FIELD(iqm_aqs_generate_rsp, aqs_charged_imps, 0, "aqsChargedImps"),
	IQM_FIELD(iqm_aqs_generate_rsp, aqs_chargeable_cost, 0, "aqsChargeableCost"),
	IQM_FIELD(iqm_aqs_generate_rsp, aqs_charged_cost, 0, "aqsChargedCost"),
	IQM_FIELD(iqm_aqs_generate_rsp, aqs_report_type_id, 0, "aqsReportTypeId"),
	IQM_LIST(iqm_aqs_generate_rsp, aqs_audience_concept_groups, iqm_aqs_audience_concept_group,
		 IQM_F_SCALAR_OR_LIST, "aqsAudienceConceptGroups"),
	IQM_FIELD(iqm_aqs_generate_rsp, funds_available, 0, "fundsAvailable"),
	IQM_FIELD(iqm_aqs_generate_rsp, effective_aqs_rate, 0, "effectiveAqsRate"),
	IQM_FIELD(iqm_aqs_generate_rsp, timezone_id, 0, "timezoneId"),
	IQM_FIELD(iqm_aqs_generate_rsp, creative_type_id, 0, "creativeTypeId"),
	IQM_FIELD(iqm_aqs_generate_rsp, message, 0, "message"),
};
static const struct iqm_table iqm_aqs_generate_response_table =
	IQM_TABLE(iqm_aqs_generate_rsp, iqm_aqs_generate_response_rows);

/* ---- aqs.report-types: GET /api/v3/ins/static/aqs-reports/report-types ---- */

static const struct iqm_field iqm_aqs_report_types_response_rows[] = {
	IQM_LIST(iqm_aqs_report_types_rsp, report_type_data, iqm_aqs_report_kind, 0,
		 "reportTypeData"),
	IQM_FIELD(iqm_aqs_report_types_rsp, total_records, 0, "totalRecords"),
	IQM_FIELD(iqm_aqs_report_types_rsp, filtered_records, 0, "filteredRecords",
		  "filterRecords"),
};
static const struct iqm_table iqm_aqs_report_types_response_table =
	IQM_TABLE(iqm_aqs_report_types_rsp, iqm_aqs_report_types_response_rows);

/* ---- aqs.download: POST /api/v3/ins/aqs-reports/download ---- */

static const struct iqm_field iqm_aqs_download_body_rows[] = {
	IQM_FIELD(iqm_aqs_download_req, file_type_id, 0, "fileTypeId"),
	IQM_FIELD(iqm_aqs_download_req, report_id, 0, "reportId"),
};
static const struct iqm_table iqm_aqs_download_body_table =
	IQM_TABLE(iqm_aqs_download_req, iqm_aqs_download_body_rows);

static const struct iqm_field iqm_aqs_download_response_rows[] = {
	IQM_FIELD(iqm_aqs_download_rsp, report_url, IQM_F_REQUIRED | IQM_F_SECRET, "reportUrl",
		  "reportURL", "pldReportUrl", "slsReportUrl"),
};
static const struct iqm_table iqm_aqs_download_response_table =
	IQM_TABLE(iqm_aqs_download_rsp, iqm_aqs_download_response_rows);

/* ---- aqs.delete: DELETE /api/v3/ins/aqs-reports ---- */

static const struct iqm_field iqm_aqs_delete_query_rows[] = {
	IQM_FIELD(iqm_aqs_delete_req, report_ids, IQM_F_REQUIRED, "reportIds"),
};
static const struct iqm_table iqm_aqs_delete_query_table =
	IQM_TABLE(iqm_aqs_delete_req, iqm_aqs_delete_query_rows);

static const struct iqm_field iqm_aqs_delete_response_rows[] = {
	IQM_FIELD(iqm_aqs_delete_rsp, message, 0, "message"),
};
static const struct iqm_table iqm_aqs_delete_response_table =
	IQM_TABLE(iqm_aqs_delete_rsp, iqm_aqs_delete_response_rows);

/* ---- aqs.list: its functions ---- */

static const struct iqm_paged iqm_aqs_list_paged = {
	.page = &iqm_aqs_list_query_rows[2],
	.size = &iqm_aqs_list_query_rows[1],
	.sort = &iqm_aqs_list_query_rows[3],
	.items = &iqm_aqs_list_response_rows[1],
	.total = &iqm_aqs_list_response_rows[2],
	.key = &iqm_aqs_report_rows[0],
	.max_size = 1000,
};

const struct iqm_op iqm_aqs_list_op = {
	.api = &iqm_insights_api,
	.name = "aqs.list",
	.method = "GET",
	.path = "/api/v3/ins/aqs-reports",
	.query = &iqm_aqs_list_query_table,
	.response = &iqm_aqs_list_response_table,
	.paged = &iqm_aqs_list_paged,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_aqs_list(struct iqm_client *client, const struct iqm_aqs_list_req *req,
		 struct iqm_aqs_list_rsp **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_aqs_list_op, req, rsp, call);
}

int iqm_aqs_list_open(struct iqm_client *client, const struct iqm_aqs_list_req *req,
		      struct iqm_aqs_list_pager **pager, struct iqm_error *error)
{
	struct iqm_pager *opened = NULL;
	int err = iqm_pager_open(client, &iqm_aqs_list_op, req, &opened, error);

	*pager = (struct iqm_aqs_list_pager *)opened;
	return err;
}

int iqm_aqs_list_next(struct iqm_aqs_list_pager *pager, const struct iqm_aqs_report **row,
		      struct iqm_call *call)
{
	const void *next = NULL;
	int err = iqm_pager_next((struct iqm_pager *)pager, &next, call);

	*row = next;
	return err;
}

int iqm_aqs_list_next_page(struct iqm_aqs_list_pager *pager, struct iqm_aqs_report_list *rows,
			   struct iqm_call *call)
{
	const void *items = NULL;
	size_t len = 0;
	int err = iqm_pager_next_page((struct iqm_pager *)pager, &items, &len, call);

	rows->items = items;
	rows->len = len;
	return err;
}

const struct iqm_paging *iqm_aqs_list_paging(const struct iqm_aqs_list_pager *pager)
{
	return iqm_pager_paging((const struct iqm_pager *)pager);
}

void iqm_aqs_list_close(struct iqm_aqs_list_pager *pager)
{
	iqm_pager_close((struct iqm_pager *)pager);
}

/* ---- aqs.campaigns: its functions ---- */

const struct iqm_op iqm_aqs_campaigns_op = {
	.api = &iqm_insights_api,
	.name = "aqs.campaigns",
	.method = "GET",
	.path = "/api/v3/ins/aqs-reports/campaigns",
	.response = &iqm_aqs_campaigns_response_table,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_aqs_campaigns(struct iqm_client *client, struct iqm_aqs_campaigns_rsp **rsp,
		      struct iqm_call *call)
{
	return iqm_perform(client, &iqm_aqs_campaigns_op, NULL, rsp, call);
}

/* ---- aqs.validate-name: its functions ---- */

const struct iqm_op iqm_aqs_validate_name_op = {
	.api = &iqm_insights_api,
	.name = "aqs.validate-name",
	.method = "GET",
	.path = "/api/v3/ins/aqs-reports/validate/name",
	.query = &iqm_aqs_validate_name_query_table,
	.response = &iqm_aqs_validate_name_response_table,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_aqs_validate_name(struct iqm_client *client, const struct iqm_aqs_validate_name_req *req,
			  struct iqm_aqs_validate_name_rsp **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_aqs_validate_name_op, req, rsp, call);
}

/* ---- aqs.compute: its functions ---- */

static const struct iqm_verdict iqm_aqs_compute_verdict = {
	.yes = IQM_CREATABLE,
	.outcome = offsetof(struct iqm_aqs_compute_rsp, outcome),
	.flag = { &iqm_aqs_compute_response_rows[1], &iqm_aqs_compute_response_rows[0] },
	.id = &iqm_aqs_compute_response_rows[2],
	.message = &iqm_aqs_compute_response_rows[22],
};

const struct iqm_op iqm_aqs_compute_op = {
	.api = &iqm_insights_api,
	.name = "aqs.compute",
	.method = "POST",
	.path = "/api/v3/ins/aqs-reports/computation",
	.body = &iqm_aqs_compute_body_table,
	.response = &iqm_aqs_compute_response_table,
	.verdict = &iqm_aqs_compute_verdict,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_aqs_compute(struct iqm_client *client, const struct iqm_aqs_compute_req *req,
		    struct iqm_aqs_compute_rsp **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_aqs_compute_op, req, rsp, call);
}

/* ---- aqs.generate: its functions ---- */

static const struct iqm_verdict iqm_aqs_generate_verdict = {
	.yes = IQM_CREATED,
	.outcome = offsetof(struct iqm_aqs_generate_rsp, outcome),
	.flag = { &iqm_aqs_generate_response_rows[0], &iqm_aqs_generate_response_rows[1] },
	.id = &iqm_aqs_generate_response_rows[2],
	.message = &iqm_aqs_generate_response_rows[22],
};

static const struct iqm_match iqm_aqs_generate_matches[] = {
	{ &iqm_aqs_generate_body_rows[2], &iqm_aqs_report_rows[1] },
};

static const struct iqm_order iqm_aqs_generate_order = {
	.list = &iqm_aqs_list_op,
	.status = &iqm_aqs_report_rows[4],
	.status_name = &iqm_aqs_report_rows[5],
	.created = &iqm_aqs_report_rows[11],
	.regenerate = &iqm_aqs_generate_body_rows[1],
	.key = NULL,
	.matches = iqm_aqs_generate_matches,
	.match_len = sizeof(iqm_aqs_generate_matches) / sizeof(iqm_aqs_generate_matches[0]),
	.price = &iqm_aqs_compute_op,
	.cost = &iqm_aqs_compute_response_rows[14],
	.funds = &iqm_aqs_compute_response_rows[18],
};

const struct iqm_op iqm_aqs_generate_op = {
	.api = &iqm_insights_api,
	.name = "aqs.generate",
	.method = "POST",
	.path = "/api/v3/ins/aqs-reports",
	.body = &iqm_aqs_generate_body_table,
	.response = &iqm_aqs_generate_response_table,
	.verdict = &iqm_aqs_generate_verdict,
	.order = &iqm_aqs_generate_order,
	.effect = IQM_PAID,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_aqs_generate(struct iqm_client *client, const struct iqm_aqs_generate_req *req,
		     struct iqm_aqs_generate_rsp **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_aqs_generate_op, req, rsp, call);
}

int iqm_aqs_poll(struct iqm_client *client, struct iqm_report *reports, size_t len,
		 struct iqm_call *call)
{
	return iqm_reports_poll(client, &iqm_aqs_generate_op, reports, len, call);
}

int iqm_aqs_wait(struct iqm_client *client, struct iqm_report *reports, size_t len,
		 const struct iqm_wait *how, struct iqm_call *call)
{
	return iqm_reports_wait(client, &iqm_aqs_generate_op, reports, len, how, call);
}

int iqm_aqs_find(struct iqm_client *client, const struct iqm_aqs_generate_req *req,
		 const struct iqm_intent *since, struct iqm_found *found, struct iqm_call *call)
{
	return iqm_reports_find(client, &iqm_aqs_generate_op, req, since, found, call);
}

int iqm_aqs_settle_not_bought(struct iqm_client *client, struct iqm_call *call)
{
	return iqm_reports_settle_not_bought(client, &iqm_aqs_generate_op, call);
}

int iqm_aqs_generate_within(struct iqm_client *client, const struct iqm_aqs_generate_req *req,
			    double max_cost, struct iqm_aqs_generate_rsp **rsp,
			    struct iqm_call *call)
{
	return iqm_perform_within(client, &iqm_aqs_generate_op, req, max_cost, rsp, call);
}

/* ---- aqs.report-types: its functions ---- */

const struct iqm_op iqm_aqs_report_types_op = {
	.api = &iqm_insights_api,
	.name = "aqs.report-types",
	.method = "GET",
	.path = "/api/v3/ins/static/aqs-reports/report-types",
	.response = &iqm_aqs_report_types_response_table,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_aqs_report_types(struct iqm_client *client, struct iqm_aqs_report_types_rsp **rsp,
			 struct iqm_call *call)
{
	return iqm_perform(client, &iqm_aqs_report_types_op, NULL, rsp, call);
}

/* ---- aqs.download: its functions ---- */

static const struct iqm_file iqm_aqs_download_file = {
	.id = &iqm_aqs_download_body_rows[1],
	.type = &iqm_aqs_download_body_rows[0],
	.url = &iqm_aqs_download_response_rows[0],
	.xlsx = 1,
	.csv = 2,
};

const struct iqm_op iqm_aqs_download_op = {
	.api = &iqm_insights_api,
	.name = "aqs.download",
	.method = "POST",
	.path = "/api/v3/ins/aqs-reports/download",
	.body = &iqm_aqs_download_body_table,
	.response = &iqm_aqs_download_response_table,
	.file = &iqm_aqs_download_file,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_aqs_download(struct iqm_client *client, const struct iqm_aqs_download_req *req,
		     struct iqm_aqs_download_rsp **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_aqs_download_op, req, rsp, call);
}

int iqm_aqs_save(struct iqm_client *client, int64_t id, int64_t file_type, struct iqm_save *save,
		 struct iqm_call *call)
{
	return iqm_report_save(client, &iqm_aqs_download_op, id, file_type, save, call);
}

/* ---- aqs.delete: its functions ---- */

static const struct iqm_deletion iqm_aqs_delete_deletion = {
	.list = &iqm_aqs_list_op,
	.ids = &iqm_aqs_delete_query_rows[0],
};

const struct iqm_op iqm_aqs_delete_op = {
	.api = &iqm_insights_api,
	.name = "aqs.delete",
	.method = "DELETE",
	.path = "/api/v3/ins/aqs-reports",
	.query = &iqm_aqs_delete_query_table,
	.response = &iqm_aqs_delete_response_table,
	.deletion = &iqm_aqs_delete_deletion,
	.effect = IQM_DELETE,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_aqs_delete(struct iqm_client *client, const struct iqm_aqs_delete_req *req,
		   struct iqm_aqs_delete_rsp **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_aqs_delete_op, req, rsp, call);
}
