/* SPDX-License-Identifier: MIT */
/* Made from spec/api.yaml and spec/sls.yaml by `make regen`: change the spec, not this file. */

#include "iqm_sls.h"
#include "iqm_tables.h"

static const struct iqm_field iqm_sls_report_rows[] = {
	IQM_FIELD(iqm_sls_report, sls_id, 0, "slsId"),
	IQM_FIELD(iqm_sls_report, sls_name, 0, "slsName"),
	IQM_FIELD(iqm_sls_report, campaign_ids, IQM_F_SCALAR_OR_LIST, "campaignIds", "campaignId"),
	IQM_FIELD(iqm_sls_report, sls_status_id, 0, "slsStatusId", "slsStatus"),
	IQM_FIELD(iqm_sls_report, sls_status_name, 0, "slsStatusName"),
	IQM_FIELD(iqm_sls_report, start_date, 0, "startDate", "slsStartDate"),
	IQM_FIELD(iqm_sls_report, end_date, 0, "endDate", "slsEndDate"),
	IQM_FIELD(iqm_sls_report, io_id, 0, "ioId"),
	IQM_FIELD(iqm_sls_report, io_name, 0, "ioName"),
	IQM_FIELD(iqm_sls_report, is_campaign_eligible, 0, "isCampaignEligible"),
	IQM_FIELD(iqm_sls_report, sls_created_on, 0, "slsCreatedOn"),
	IQM_FIELD(iqm_sls_report, campaign_sls_timezone_id, 0, "campaignSlsTimezoneId",
		  "campaignTimezoneId", "campaignTimeZoneId"),
	IQM_FIELD(iqm_sls_report, io_type_id, 0, "ioTypeId"),
	IQM_FIELD(iqm_sls_report, pdf_file_size, 0, "pdfFileSize"),
	IQM_FIELD(iqm_sls_report, excel_file_size, 0, "excelFileSize"),
	IQM_FIELD(iqm_sls_report, sls_report_type_ids, 0, "slsReportTypeIds", "reportTypes"),
	IQM_FIELD(iqm_sls_report, sls_lookback_duration, 0, "slsLookbackDuration"),
	IQM_FIELD(iqm_sls_report, concept_group_id, IQM_F_NUMERIC, "conceptGroupId"),
	IQM_FIELD(iqm_sls_report, competitor_concept_group_ids, IQM_F_NUMERIC,
		  "competitorConceptGroupIds"),
	IQM_FIELD(iqm_sls_report, campaign_name, 0, "campaignName"),
	IQM_FIELD(iqm_sls_report, campaign_status, 0, "campaignStatus"),
	IQM_FIELD(iqm_sls_report, creative_type_id, 0, "creativeTypeId"),
};
static const struct iqm_table iqm_sls_report_table =
	IQM_TABLE(iqm_sls_report, iqm_sls_report_rows);

/* ---- sls.list: GET /api/v3/ins/sls-reports ---- */

static const struct iqm_field iqm_sls_list_query_rows[] = {
	IQM_FIELD(iqm_sls_list_req, search_field, 0, "searchField"),
	IQM_FIELD(iqm_sls_list_req, no_of_entries, 0, "noOfEntries"),
	IQM_FIELD(iqm_sls_list_req, page_no, 0, "pageNo"),
	IQM_FIELD(iqm_sls_list_req, sort_by, 0, "sortBy"),
};
static const struct iqm_table iqm_sls_list_query_table =
	IQM_TABLE(iqm_sls_list_req, iqm_sls_list_query_rows);

static const struct iqm_field iqm_sls_list_response_rows[] = {
	IQM_FIELD(iqm_sls_list_rsp, total_records, 0, "totalRecords"),
	IQM_LIST(iqm_sls_list_rsp, sls_report_data_list, iqm_sls_report, 0, "slsReportDataList"),
	IQM_FIELD(iqm_sls_list_rsp, filtered_records, 0, "filteredRecords", "filterRecords"),
};
static const struct iqm_table iqm_sls_list_response_table =
	IQM_TABLE(iqm_sls_list_rsp, iqm_sls_list_response_rows);

/* ---- sls.generate: POST /api/v3/ins/sls-reports ---- */

static const struct iqm_field iqm_sls_generate_body_rows[] = {
	IQM_FIELD(iqm_sls_generate_req, io_id, 0, "ioId"),
	IQM_FIELD(iqm_sls_generate_req, campaign_ids, 0, "campaignIds"),
	IQM_FIELD(iqm_sls_generate_req, sls_start_date, 0, "slsStartDate"),
	IQM_FIELD(iqm_sls_generate_req, sls_end_date, 0, "slsEndDate"),
	IQM_FIELD(iqm_sls_generate_req, sls_name, 0, "slsName"),
	IQM_FIELD(iqm_sls_generate_req, sls_lookback_duration, 0, "slsLookbackDuration"),
	IQM_FIELD(iqm_sls_generate_req, concept_group_id, IQM_F_NUMERIC, "conceptGroupId"),
	IQM_FIELD(iqm_sls_generate_req, report_types, 0, "reportTypes"),
	IQM_FIELD(iqm_sls_generate_req, competitor_concept_group_ids, IQM_F_NUMERIC,
		  "competitorConceptGroupIds"),
	IQM_FIELD(iqm_sls_generate_req, sls_id, 0, "slsId"),
	IQM_FIELD(iqm_sls_generate_req, idempotency_key, 0, "idempotencyKey"),
};
static const struct iqm_table iqm_sls_generate_body_table =
	IQM_TABLE(iqm_sls_generate_req, iqm_sls_generate_body_rows);

static const struct iqm_field iqm_sls_generate_response_rows[] = {
	IQM_FIELD(iqm_sls_generate_rsp, sls_report_created, 0, "slsReportCreated"),
	IQM_FIELD(iqm_sls_generate_rsp, sls_report_creatable, 0, "slsReportCreatable"),
	IQM_FIELD(iqm_sls_generate_rsp, sls_id, 0, "slsId"),
	IQM_FIELD(iqm_sls_generate_rsp, sls_name, 0, "slsName"),
	IQM_FIELD(iqm_sls_generate_rsp, sls_status_id, 0, "slsStatusId", "slsStatus"),
	IQM_FIELD(iqm_sls_generate_rsp, sls_created_on, 0, "slsCreatedOn"),
	IQM_FIELD(iqm_sls_generate_rsp, campaign_ids, IQM_F_SCALAR_OR_LIST, "campaignIds",
		  "campaignId"),
	IQM_FIELD(iqm_sls_generate_rsp, campaign_name, 0, "campaignName"),
	IQM_FIELD(iqm_sls_generate_rsp, campaign_status, 0, "campaignStatus"),
	IQM_FIELD(iqm_sls_generate_rsp, creative_type_id, 0, "creativeTypeId"),
	IQM_FIELD(iqm_sls_generate_rsp, io_id, 0, "ioId"),
	IQM_FIELD(iqm_sls_generate_rsp, io_name, 0, "ioName"),
	IQM_FIELD(iqm_sls_generate_rsp, io_type_id, 0, "ioTypeId"),
	IQM_FIELD(iqm_sls_generate_rsp, sls_start_date, 0, "slsStartDate", "startDate"),
	IQM_FIELD(iqm_sls_generate_rsp, sls_end_date, 0, "slsEndDate", "endDate"),
	IQM_FIELD(iqm_sls_generate_rsp, sls_chargeable_imps, 0, "slsChargeableImps"),
	IQM_FIELD(iqm_sls_generate_rsp, sls_charged_imps, 0, "slsChargedImps"),
	IQM_FIELD(iqm_sls_generate_rsp, sls_chargeable_cost, 0, "slsChargeableCost"),
	IQM_FIELD(iqm_sls_generate_rsp, sls_charged_cost, 0, "slsChargedCost"),
	IQM_FIELD(iqm_sls_generate_rsp, sls_lookback_duration, 0, "slsLookbackDuration"),
	IQM_FIELD(iqm_sls_generate_rsp, concept_group_id, IQM_F_NUMERIC, "conceptGroupId"),
	IQM_FIELD(iqm_sls_generate_rsp, report_types, 0, "reportTypes", "slsReportTypeIds"),
	IQM_FIELD(iqm_sls_generate_rsp, competitor_concept_group_ids, IQM_F_NUMERIC,
		  "competitorConceptGroupIds"),
	IQM_FIELD(iqm_sls_generate_rsp, funds_available, 0, "fundsAvailable"),
	IQM_FIELD(iqm_sls_generate_rsp, effective_sls_rate, 0, "effectiveSlsRate"),
	IQM_FIELD(iqm_sls_generate_rsp, processing_campaign_ids, 0, "processingCampaignIds"),
	IQM_FIELD(iqm_sls_generate_rsp, message, 0, "message"),
};
static const struct iqm_table iqm_sls_generate_response_table =
	IQM_TABLE(iqm_sls_generate_rsp, iqm_sls_generate_response_rows);

/* ---- sls.compute: POST /api/v3/ins/sls-reports/computation ---- */

static const struct iqm_field iqm_sls_compute_body_rows[] = {
	IQM_FIELD(iqm_sls_compute_req, io_id, 0, "ioId"),
	IQM_FIELD(iqm_sls_compute_req, campaign_ids, 0, "campaignIds"),
	IQM_FIELD(iqm_sls_compute_req, sls_start_date, 0, "slsStartDate"),
	IQM_FIELD(iqm_sls_compute_req, sls_end_date, 0, "slsEndDate"),
	IQM_FIELD(iqm_sls_compute_req, sls_name, 0, "slsName"),
	IQM_FIELD(iqm_sls_compute_req, sls_lookback_duration, 0, "slsLookbackDuration"),
	IQM_FIELD(iqm_sls_compute_req, concept_group_id, IQM_F_NUMERIC, "conceptGroupId"),
	IQM_FIELD(iqm_sls_compute_req, report_types, 0, "reportTypes"),
	IQM_FIELD(iqm_sls_compute_req, competitor_concept_group_ids, IQM_F_NUMERIC,
		  "competitorConceptGroupIds"),
	IQM_FIELD(iqm_sls_compute_req, sls_id, 0, "slsId"),
	IQM_FIELD(iqm_sls_compute_req, idempotency_key, 0, "idempotencyKey"),
};
static const struct iqm_table iqm_sls_compute_body_table =
	IQM_TABLE(iqm_sls_compute_req, iqm_sls_compute_body_rows);

static const struct iqm_field iqm_sls_compute_response_rows[] = {
	IQM_FIELD(iqm_sls_compute_rsp, sls_report_created, 0, "slsReportCreated"),
	IQM_FIELD(iqm_sls_compute_rsp, sls_report_creatable, 0, "slsReportCreatable"),
	IQM_FIELD(iqm_sls_compute_rsp, sls_id, 0, "slsId"),
	IQM_FIELD(iqm_sls_compute_rsp, sls_name, 0, "slsName"),
	IQM_FIELD(iqm_sls_compute_rsp, sls_status_id, 0, "slsStatusId", "slsStatus"),
	IQM_FIELD(iqm_sls_compute_rsp, sls_created_on, 0, "slsCreatedOn"),
	IQM_FIELD(iqm_sls_compute_rsp, campaign_ids, IQM_F_SCALAR_OR_LIST, "campaignIds",
		  "campaignId"),
	IQM_FIELD(iqm_sls_compute_rsp, campaign_name, 0, "campaignName"),
	IQM_FIELD(iqm_sls_compute_rsp, campaign_status, 0, "campaignStatus"),
	IQM_FIELD(iqm_sls_compute_rsp, creative_type_id, 0, "creativeTypeId"),
	IQM_FIELD(iqm_sls_compute_rsp, io_id, 0, "ioId"),
	IQM_FIELD(iqm_sls_compute_rsp, io_name, 0, "ioName"),
	IQM_FIELD(iqm_sls_compute_rsp, io_type_id, 0, "ioTypeId"),
	IQM_FIELD(iqm_sls_compute_rsp, sls_start_date, 0, "slsStartDate", "startDate"),
	IQM_FIELD(iqm_sls_compute_rsp, sls_end_date, 0, "slsEndDate", "endDate"),
	IQM_FIELD(iqm_sls_compute_rsp, sls_chargeable_imps, 0, "slsChargeableImps"),
	IQM_FIELD(iqm_sls_compute_rsp, sls_charged_imps, 0, "slsChargedImps"),
	IQM_FIELD(iqm_sls_compute_rsp, sls_chargeable_cost, 0, "slsChargeableCost"),
	IQM_FIELD(iqm_sls_compute_rsp, sls_charged_cost, 0, "slsChargedCost"),
	IQM_FIELD(iqm_sls_compute_rsp, sls_lookback_duration, 0, "slsLookbackDuration"),
	IQM_FIELD(iqm_sls_compute_rsp, concept_group_id, IQM_F_NUMERIC, "conceptGroupId"),
	IQM_FIELD(iqm_sls_compute_rsp, report_types, 0, "reportTypes", "slsReportTypeIds"),
	IQM_FIELD(iqm_sls_compute_rsp, competitor_concept_group_ids, IQM_F_NUMERIC,
		  "competitorConceptGroupIds"),
	IQM_FIELD(iqm_sls_compute_rsp, funds_available, 0, "fundsAvailable"),
	IQM_FIELD(iqm_sls_compute_rsp, effective_sls_rate, 0, "effectiveSlsRate"),
	IQM_FIELD(iqm_sls_compute_rsp, processing_campaign_ids, 0, "processingCampaignIds"),
	IQM_FIELD(iqm_sls_compute_rsp, message, 0, "message"),
};
static const struct iqm_table iqm_sls_compute_response_table =
	IQM_TABLE(iqm_sls_compute_rsp, iqm_sls_compute_response_rows);

/* ---- sls.validate-name: GET /api/v3/ins/sls-reports/validate/name ---- */

static const struct iqm_field iqm_sls_validate_name_query_rows[] = {
	IQM_FIELD(iqm_sls_validate_name_req, report_name, IQM_F_REQUIRED, "reportName"),
};
static const struct iqm_table iqm_sls_validate_name_query_table =
	IQM_TABLE(iqm_sls_validate_name_req, iqm_sls_validate_name_query_rows);

static const struct iqm_field iqm_sls_validate_name_response_rows[] = {
	IQM_FIELD(iqm_sls_validate_name_rsp, available, 0, "available"),
	IQM_FIELD(iqm_sls_validate_name_rsp, message, 0, "message"),
};
static const struct iqm_table iqm_sls_validate_name_response_table =
	IQM_TABLE_UNWRAPPED(iqm_sls_validate_name_rsp, iqm_sls_validate_name_response_rows,
			    &iqm_sls_validate_name_response_rows[1],
			    &iqm_sls_validate_name_response_rows[0]);

/* ---- sls.campaigns: GET /api/v3/ins/sls-reports/campaigns ---- */

static const struct iqm_field iqm_sls_campaigns_response_rows[] = {
	IQM_LIST(iqm_sls_campaigns_rsp, running, iqm_campaign, 0, "running"),
	IQM_LIST(iqm_sls_campaigns_rsp, paused, iqm_campaign, 0, "paused"),
	IQM_LIST(iqm_sls_campaigns_rsp, expired, iqm_campaign, 0, "expired"),
};
static const struct iqm_table iqm_sls_campaigns_response_table =
	IQM_TABLE(iqm_sls_campaigns_rsp, iqm_sls_campaigns_response_rows);

/* ---- sls.download: POST /api/v3/ins/sls-reports/download ---- */

static const struct iqm_field iqm_sls_download_body_rows[] = {
	IQM_FIELD(iqm_sls_download_req, file_type, IQM_F_OPENAPI_NAME, "fileType", "fileTypeId"),
	IQM_FIELD(iqm_sls_download_req, sls_id, IQM_F_OPENAPI_NAME, "slsId", "reportId"),
};
static const struct iqm_table iqm_sls_download_body_table =
	IQM_TABLE(iqm_sls_download_req, iqm_sls_download_body_rows);

static const struct iqm_field iqm_sls_download_response_rows[] = {
	IQM_FIELD(iqm_sls_download_rsp, sls_report_url, IQM_F_REQUIRED | IQM_F_SECRET,
		  "slsReportUrl", "reportUrl", "reportURL", "pldReportUrl"),
};
static const struct iqm_table iqm_sls_download_response_table =
	IQM_TABLE(iqm_sls_download_rsp, iqm_sls_download_response_rows);

/* ---- sls.delete: DELETE /api/v3/ins/sls-reports ---- */

static const struct iqm_field iqm_sls_delete_query_rows[] = {
	IQM_FIELD(iqm_sls_delete_req, sls_ids, IQM_F_REQUIRED, "slsIds"),
};
static const struct iqm_table iqm_sls_delete_query_table =
	IQM_TABLE(iqm_sls_delete_req, iqm_sls_delete_query_rows);

static const struct iqm_field iqm_sls_delete_response_rows[] = {
	IQM_FIELD(iqm_sls_delete_rsp, message, 0, "message"),
};
static const struct iqm_table iqm_sls_delete_response_table =
	IQM_TABLE(iqm_sls_delete_rsp, iqm_sls_delete_response_rows);

/* ---- sls.list: its functions ---- */

static const struct iqm_paged iqm_sls_list_paged = {
	.page = &iqm_sls_list_query_rows[2],
	.size = &iqm_sls_list_query_rows[1],
	.sort = &iqm_sls_list_query_rows[3],
	.items = &iqm_sls_list_response_rows[1],
	.total = &iqm_sls_list_response_rows[2],
	.key = &iqm_sls_report_rows[0],
	.max_size = 1000,
};

const struct iqm_op iqm_sls_list_op = {
	.api = &iqm_insights_api,
	.name = "sls.list",
	.method = "GET",
	.path = "/api/v3/ins/sls-reports",
	.query = &iqm_sls_list_query_table,
	.response = &iqm_sls_list_response_table,
	.paged = &iqm_sls_list_paged,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_sls_list(struct iqm_client *client, const struct iqm_sls_list_req *req,
		 struct iqm_sls_list_rsp **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_sls_list_op, req, rsp, call);
}

int iqm_sls_list_open(struct iqm_client *client, const struct iqm_sls_list_req *req,
		      struct iqm_sls_list_pager **pager, struct iqm_error *error)
{
	struct iqm_pager *opened = NULL;
	int err = iqm_pager_open(client, &iqm_sls_list_op, req, &opened, error);

	*pager = (struct iqm_sls_list_pager *)opened;
	return err;
}

int iqm_sls_list_next(struct iqm_sls_list_pager *pager, const struct iqm_sls_report **row,
		      struct iqm_call *call)
{
	const void *next = NULL;
	int err = iqm_pager_next((struct iqm_pager *)pager, &next, call);

	*row = next;
	return err;
}

int iqm_sls_list_next_page(struct iqm_sls_list_pager *pager, struct iqm_sls_report_list *rows,
			   struct iqm_call *call)
{
	const void *items = NULL;
	size_t len = 0;
	int err = iqm_pager_next_page((struct iqm_pager *)pager, &items, &len, call);

	rows->items = items;
	rows->len = len;
	return err;
}

const struct iqm_paging *iqm_sls_list_paging(const struct iqm_sls_list_pager *pager)
{
	return iqm_pager_paging((const struct iqm_pager *)pager);
}

void iqm_sls_list_close(struct iqm_sls_list_pager *pager)
{
	iqm_pager_close((struct iqm_pager *)pager);
}

/* ---- sls.generate: its functions ---- */

static const struct iqm_verdict iqm_sls_generate_verdict = {
	.yes = IQM_CREATED,
	.outcome = offsetof(struct iqm_sls_generate_rsp, outcome),
	.flag = { &iqm_sls_generate_response_rows[0], &iqm_sls_generate_response_rows[1] },
	.id = &iqm_sls_generate_response_rows[2],
	.message = &iqm_sls_generate_response_rows[26],
};

static const struct iqm_match iqm_sls_generate_matches[] = {
	{ &iqm_sls_generate_body_rows[4], &iqm_sls_report_rows[1] },
};

static const struct iqm_order iqm_sls_generate_order = {
	.list = &iqm_sls_list_op,
	.status = &iqm_sls_report_rows[3],
	.status_name = &iqm_sls_report_rows[4],
	.created = &iqm_sls_report_rows[10],
	.regenerate = &iqm_sls_generate_body_rows[9],
	.key = &iqm_sls_generate_body_rows[10],
	.matches = iqm_sls_generate_matches,
	.match_len = sizeof(iqm_sls_generate_matches) / sizeof(iqm_sls_generate_matches[0]),
	.price = &iqm_sls_compute_op,
	.cost = &iqm_sls_compute_response_rows[17],
	.funds = &iqm_sls_compute_response_rows[23],
};

const struct iqm_op iqm_sls_generate_op = {
	.api = &iqm_insights_api,
	.name = "sls.generate",
	.method = "POST",
	.path = "/api/v3/ins/sls-reports",
	.body = &iqm_sls_generate_body_table,
	.response = &iqm_sls_generate_response_table,
	.verdict = &iqm_sls_generate_verdict,
	.order = &iqm_sls_generate_order,
	.effect = IQM_PAID,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_sls_generate(struct iqm_client *client, const struct iqm_sls_generate_req *req,
		     struct iqm_sls_generate_rsp **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_sls_generate_op, req, rsp, call);
}

int iqm_sls_poll(struct iqm_client *client, struct iqm_report *reports, size_t len,
		 struct iqm_call *call)
{
	return iqm_reports_poll(client, &iqm_sls_generate_op, reports, len, call);
}

int iqm_sls_wait(struct iqm_client *client, struct iqm_report *reports, size_t len,
		 const struct iqm_wait *how, struct iqm_call *call)
{
	return iqm_reports_wait(client, &iqm_sls_generate_op, reports, len, how, call);
}

int iqm_sls_find(struct iqm_client *client, const struct iqm_sls_generate_req *req,
		 const struct iqm_intent *since, struct iqm_found *found, struct iqm_call *call)
{
	return iqm_reports_find(client, &iqm_sls_generate_op, req, since, found, call);
}

int iqm_sls_settle_not_bought(struct iqm_client *client, struct iqm_call *call)
{
	return iqm_reports_settle_not_bought(client, &iqm_sls_generate_op, call);
}

int iqm_sls_generate_within(struct iqm_client *client, const struct iqm_sls_generate_req *req,
			    double max_cost, struct iqm_sls_generate_rsp **rsp,
			    struct iqm_call *call)
{
	return iqm_perform_within(client, &iqm_sls_generate_op, req, max_cost, rsp, call);
}

/* ---- sls.compute: its functions ---- */

static const struct iqm_verdict iqm_sls_compute_verdict = {
	.yes = IQM_CREATABLE,
	.outcome = offsetof(struct iqm_sls_compute_rsp, outcome),
	.flag = { &iqm_sls_compute_response_rows[1], &iqm_sls_compute_response_rows[0] },
	.id = &iqm_sls_compute_response_rows[2],
	.message = &iqm_sls_compute_response_rows[26],
};

const struct iqm_op iqm_sls_compute_op = {
	.api = &iqm_insights_api,
	.name = "sls.compute",
	.method = "POST",
	.path = "/api/v3/ins/sls-reports/computation",
	.body = &iqm_sls_compute_body_table,
	.response = &iqm_sls_compute_response_table,
	.verdict = &iqm_sls_compute_verdict,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_sls_compute(struct iqm_client *client, const struct iqm_sls_compute_req *req,
		    struct iqm_sls_compute_rsp **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_sls_compute_op, req, rsp, call);
}

/* ---- sls.validate-name: its functions ---- */

const struct iqm_op iqm_sls_validate_name_op = {
	.api = &iqm_insights_api,
	.name = "sls.validate-name",
	.method = "GET",
	.path = "/api/v3/ins/sls-reports/validate/name",
	.query = &iqm_sls_validate_name_query_table,
	.response = &iqm_sls_validate_name_response_table,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_sls_validate_name(struct iqm_client *client, const struct iqm_sls_validate_name_req *req,
			  struct iqm_sls_validate_name_rsp **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_sls_validate_name_op, req, rsp, call);
}

/* ---- sls.campaigns: its functions ---- */

const struct iqm_op iqm_sls_campaigns_op = {
	.api = &iqm_insights_api,
	.name = "sls.campaigns",
	.method = "GET",
	.path = "/api/v3/ins/sls-reports/campaigns",
	.response = &iqm_sls_campaigns_response_table,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_sls_campaigns(struct iqm_client *client, struct iqm_sls_campaigns_rsp **rsp,
		      struct iqm_call *call)
{
	return iqm_perform(client, &iqm_sls_campaigns_op, NULL, rsp, call);
}

/* ---- sls.download: its functions ---- */

static const struct iqm_file iqm_sls_download_file = {
	.id = &iqm_sls_download_body_rows[1],
	.type = &iqm_sls_download_body_rows[0],
	.url = &iqm_sls_download_response_rows[0],
	.xlsx = 1,
	.csv = 2,
};

const struct iqm_op iqm_sls_download_op = {
	.api = &iqm_insights_api,
	.name = "sls.download",
	.method = "POST",
	.path = "/api/v3/ins/sls-reports/download",
	.body = &iqm_sls_download_body_table,
	.response = &iqm_sls_download_response_table,
	.file = &iqm_sls_download_file,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_sls_download(struct iqm_client *client, const struct iqm_sls_download_req *req,
		     struct iqm_sls_download_rsp **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_sls_download_op, req, rsp, call);
}

int iqm_sls_save(struct iqm_client *client, int64_t id, int64_t file_type, struct iqm_save *save,
		 struct iqm_call *call)
{
	return iqm_report_save(client, &iqm_sls_download_op, id, file_type, save, call);
}

/* ---- sls.delete: its functions ---- */

static const struct iqm_deletion iqm_sls_delete_deletion = {
	.list = &iqm_sls_list_op,
	.ids = &iqm_sls_delete_query_rows[0],
};

const struct iqm_op iqm_sls_delete_op = {
	.api = &iqm_insights_api,
	.name = "sls.delete",
	.method = "DELETE",
	.path = "/api/v3/ins/sls-reports",
	.query = &iqm_sls_delete_query_table,
	.response = &iqm_sls_delete_response_table,
	.deletion = &iqm_sls_delete_deletion,
	.effect = IQM_DELETE,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_sls_delete(struct iqm_client *client, const struct iqm_sls_delete_req *req,
		   struct iqm_sls_delete_rsp **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_sls_delete_op, req, rsp, call);
}
