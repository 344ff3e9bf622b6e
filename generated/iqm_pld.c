/* SPDX-License-Identifier: MIT */
/* Made from spec/api.yaml and spec/pld.yaml by `make regen`: change the spec, not this file. */

#include "iqm_pld.h"
#include "iqm_tables.h"

static const struct iqm_field iqm_pld_report_rows[] = {
	IQM_FIELD(iqm_pld_report, pld_id, 0, "pldId"),
	IQM_FIELD(iqm_pld_report, pld_name, 0, "pldName"),
	IQM_FIELD(iqm_pld_report, campaign_name, 0, "campaignName"),
	IQM_FIELD(iqm_pld_report, campaign_ids, IQM_F_SCALAR_OR_LIST, "campaignIds", "campaignId"),
	IQM_FIELD(iqm_pld_report, pld_status_id, 0, "pldStatusId", "pldStatus"),
	IQM_FIELD(iqm_pld_report, start_date, 0, "startDate", "pldStartDate"),
	IQM_FIELD(iqm_pld_report, end_date, 0, "endDate", "pldEndDate"),
	IQM_FIELD(iqm_pld_report, io_id, 0, "ioId"),
	IQM_FIELD(iqm_pld_report, io_name, 0, "ioName"),
	IQM_FIELD(iqm_pld_report, is_campaign_eligible, 0, "isCampaignEligible"),
	IQM_FIELD(iqm_pld_report, pld_created_on, 0, "pldCreatedOn"),
	IQM_FIELD(iqm_pld_report, creative_type_id, 0, "creativeTypeId"),
	IQM_FIELD(iqm_pld_report, campaign_pld_timezone_id, 0, "campaignPldTimezoneId",
		  "campaignTimezoneId", "campaignTimeZoneId"),
	IQM_FIELD(iqm_pld_report, io_type_id, 0, "ioTypeId"),
	IQM_FIELD(iqm_pld_report, campaign_status, 0, "campaignStatus"),
};
static const struct iqm_table iqm_pld_report_table =
	IQM_TABLE(iqm_pld_report, iqm_pld_report_rows);

/* ---- pld.list: GET /api/v3/ins/pld-reports ---- */

static const struct iqm_field iqm_pld_list_query_rows[] = {
	IQM_FIELD(iqm_pld_list_req, search_field, 0, "searchField"),
	IQM_FIELD(iqm_pld_list_req, no_of_entries, 0, "noOfEntries"),
	IQM_FIELD(iqm_pld_list_req, page_no, 0, "pageNo"),
	IQM_FIELD(iqm_pld_list_req, sort_by, 0, "sortBy"),
};
static const struct iqm_table iqm_pld_list_query_table =
	IQM_TABLE(iqm_pld_list_req, iqm_pld_list_query_rows);

static const struct iqm_field iqm_pld_list_response_rows[] = {
	IQM_FIELD(iqm_pld_list_rsp, total_records, 0, "totalRecords"),
	IQM_LIST(iqm_pld_list_rsp, pld_report_data_list, iqm_pld_report, 0, "pldReportDataList"),
	IQM_FIELD(iqm_pld_list_rsp, filtered_records, 0, "filteredRecords", "filterRecords"),
};
static const struct iqm_table iqm_pld_list_response_table =
	IQM_TABLE(iqm_pld_list_rsp, iqm_pld_list_response_rows);

/* ---- pld.campaigns: GET /api/v3/ins/pld-reports/campaigns ---- */

static const struct iqm_field iqm_pld_campaigns_response_rows[] = {
	IQM_LIST(iqm_pld_campaigns_rsp, running, iqm_campaign, 0, "running"),
	IQM_LIST(iqm_pld_campaigns_rsp, paused, iqm_campaign, 0, "paused"),
	IQM_LIST(iqm_pld_campaigns_rsp, expired, iqm_campaign, 0, "expired"),
};
static const struct iqm_table iqm_pld_campaigns_response_table =
	IQM_TABLE(iqm_pld_campaigns_rsp, iqm_pld_campaigns_response_rows);

/* ---- pld.generate: POST /api/v3/ins/pld-report ---- */

static const struct iqm_field iqm_pld_generate_body_rows[] = {
	IQM_FIELD(iqm_pld_generate_req, campaign_id, 0, "campaignId"),
	IQM_FIELD(iqm_pld_generate_req, pld_start_date, 0, "pldStartDate"),
	IQM_FIELD(iqm_pld_generate_req, pld_end_date, 0, "pldEndDate"),
	IQM_FIELD(iqm_pld_generate_req, pld_id, 0, "pldId"),
	IQM_FIELD(iqm_pld_generate_req, campaign_ids, 0, "campaignIds"),
	IQM_FIELD(iqm_pld_generate_req, io_id, 0, "ioId"),
	IQM_FIELD(iqm_pld_generate_req, idempotency_key, 0, "idempotencyKey"),
};
static const struct iqm_table iqm_pld_generate_body_table =
	IQM_TABLE(iqm_pld_generate_req, iqm_pld_generate_body_rows);

static const struct iqm_field iqm_pld_generate_response_rows[] = {
	IQM_FIELD(iqm_pld_generate_rsp, pld_report_created, 0, "pldReportCreated"),
	IQM_FIELD(iqm_pld_generate_rsp, pld_report_creatable, 0, "pldReportCreatable"),
	IQM_FIELD(iqm_pld_generate_rsp, pld_id, 0, "pldId"),
	IQM_FIELD(iqm_pld_generate_rsp, pld_name, 0, "pldName"),
	IQM_FIELD(iqm_pld_generate_rsp, pld_status_id, 0, "pldStatusId", "pldStatus"),
	IQM_FIELD(iqm_pld_generate_rsp, pld_created_on, 0, "pldCreatedOn"),
	IQM_FIELD(iqm_pld_generate_rsp, campaign_ids, IQM_F_SCALAR_OR_LIST, "campaignIds",
		  "campaignId"),
	IQM_FIELD(iqm_pld_generate_rsp, campaign_name, 0, "campaignName"),
	IQM_FIELD(iqm_pld_generate_rsp, campaign_status, 0, "campaignStatus"),
	IQM_FIELD(iqm_pld_generate_rsp, creative_type_id, 0, "creativeTypeId"),
	IQM_FIELD(iqm_pld_generate_rsp, io_id, 0, "ioId"),
	IQM_FIELD(iqm_pld_generate_rsp, io_name, 0, "ioName"),
	IQM_FIELD(iqm_pld_generate_rsp, io_type_id, 0, "ioTypeId"),
	IQM_FIELD(iqm_pld_generate_rsp, pld_start_date, 0, "pldStartDate", "startDate"),
	IQM_FIELD(iqm_pld_generate_rsp, pld_end_date, 0, "pldEndDate", "endDate"),
	IQM_FIELD(iqm_pld_generate_rsp, pld_chargeable_imps, 0, "pldChargeableImps"),
	IQM_FIELD(iqm_pld_generate_rsp, pld_charged_imps, 0, "pldChargedImps"),
	IQM_FIELD(iqm_pld_generate_rsp, pld_chargeable_cost, 0, "pldChargeableCost"),
	IQM_FIELD(iqm_pld_generate_rsp, pld_charged_cost, 0, "pldChargedCost"),
	IQM_FIELD(iqm_pld_generate_rsp, funds_available, 0, "fundsAvailable"),
	IQM_FIELD(iqm_pld_generate_rsp, effective_pld_rate, 0, "effectivePldRate"),
	IQM_FIELD(iqm_pld_generate_rsp, processing_campaign_ids, 0, "processingCampaignIds"),
	IQM_FIELD(iqm_pld_generate_rsp, message, 0, "message"),
};
static const struct iqm_table iqm_pld_generate_response_table =
	IQM_TABLE(iqm_pld_generate_rsp, iqm_pld_generate_response_rows);

/* ---- pld.columns-get: GET /api/v3/ins/pld-reports/columns ---- */

static const struct iqm_field iqm_pld_columns_get_response_rows[] = {
	IQM_FIELD(iqm_pld_columns_get_rsp, id, 0, "id"),
	IQM_FIELD(iqm_pld_columns_get_rsp, insights_name, 0, "insightsName"),
	IQM_FIELD(iqm_pld_columns_get_rsp, campaign_name, 0, "campaignName"),
	IQM_FIELD(iqm_pld_columns_get_rsp, campaign_id, 0, "campaignId"),
	IQM_FIELD(iqm_pld_columns_get_rsp, status, 0, "status"),
	IQM_FIELD(iqm_pld_columns_get_rsp, date_range, 0, "dateRange"),
	IQM_FIELD(iqm_pld_columns_get_rsp, created_on, 0, "createdOn"),
	IQM_FIELD(iqm_pld_columns_get_rsp, io_name, 0, "ioName"),
	IQM_FIELD(iqm_pld_columns_get_rsp, io_id, 0, "ioId"),
};
static const struct iqm_table iqm_pld_columns_get_response_table =
	IQM_TABLE(iqm_pld_columns_get_rsp, iqm_pld_columns_get_response_rows);

/* ---- pld.columns-update: POST /api/v3/ins/pld-reports/columns ---- */

static const struct iqm_field iqm_pld_columns_update_body_rows[] = {
	IQM_FIELD(iqm_pld_columns_update_req, id, IQM_F_REQUIRED, "id"),
	IQM_FIELD(iqm_pld_columns_update_req, insights_name, IQM_F_REQUIRED, "insightsName"),
	IQM_FIELD(iqm_pld_columns_update_req, campaign_name, IQM_F_REQUIRED, "campaignName"),
	IQM_FIELD(iqm_pld_columns_update_req, campaign_id, IQM_F_REQUIRED, "campaignId"),
	IQM_FIELD(iqm_pld_columns_update_req, status, IQM_F_REQUIRED, "status"),
	IQM_FIELD(iqm_pld_columns_update_req, date_range, IQM_F_REQUIRED, "dateRange"),
	IQM_FIELD(iqm_pld_columns_update_req, created_on, IQM_F_REQUIRED, "createdOn"),
	IQM_FIELD(iqm_pld_columns_update_req, io_name, IQM_F_REQUIRED, "ioName"),
	IQM_FIELD(iqm_pld_columns_update_req, io_id, IQM_F_REQUIRED, "ioId"),
};
static const struct iqm_table iqm_pld_columns_update_body_table =
	IQM_TABLE(iqm_pld_columns_update_req, iqm_pld_columns_update_body_rows);

static const struct iqm_field iqm_pld_columns_update_response_rows[] = {
	IQM_FIELD(iqm_pld_columns_update_rsp, id, 0, "id"),
	IQM_FIELD(iqm_pld_columns_update_rsp, insights_name, 0, "insightsName"),
	IQM_FIELD(iqm_pld_columns_update_rsp, campaign_name, 0, "campaignName"),
	IQM_FIELD(iqm_pld_columns_update_rsp, campaign_id, 0, "campaignId"),
	IQM_FIELD(iqm_pld_columns_update_rsp, status, 0, "status"),
	IQM_FIELD(iqm_pld_columns_update_rsp, date_range, 0, "dateRange"),
	IQM_FIELD(iqm_pld_columns_update_rsp, created_on, 0, "createdOn"),
	IQM_FIELD(iqm_pld_columns_update_rsp, io_name, 0, "ioName"),
	IQM_FIELD(iqm_pld_columns_update_rsp, io_id, 0, "ioId"),
};
static const struct iqm_table iqm_pld_columns_update_response_table =
	IQM_TABLE(iqm_pld_columns_update_rsp, iqm_pld_columns_update_response_rows);

/* ---- pld.download: POST /api/v3/ins/pld-report/download ---- */

static const struct iqm_field iqm_pld_download_body_rows[] = {
	IQM_FIELD(iqm_pld_download_req, file_type, IQM_F_OPENAPI_NAME, "fileType", "fileTypeId"),
	IQM_FIELD(iqm_pld_download_req, pld_id, IQM_F_OPENAPI_NAME, "pldId", "reportId"),
};
static const struct iqm_table iqm_pld_download_body_table =
	IQM_TABLE(iqm_pld_download_req, iqm_pld_download_body_rows);

static const struct iqm_field iqm_pld_download_response_rows[] = {
	IQM_FIELD(iqm_pld_download_rsp, pld_report_url, IQM_F_REQUIRED | IQM_F_SECRET,
		  "pldReportUrl", "reportUrl", "reportURL", "slsReportUrl"),
};
static const struct iqm_table iqm_pld_download_response_table =
	IQM_TABLE(iqm_pld_download_rsp, iqm_pld_download_response_rows);

/* ---- pld.delete: DELETE /api/v3/ins/pld-reports ---- */

static const struct iqm_field iqm_pld_delete_query_rows[] = {
	IQM_FIELD(iqm_pld_delete_req, pld_ids, IQM_F_REQUIRED | IQM_F_OPENAPI_NAME, "pldIds",
		  "reportIds"),
};
static const struct iqm_table iqm_pld_delete_query_table =
	IQM_TABLE(iqm_pld_delete_req, iqm_pld_delete_query_rows);

static const struct iqm_field iqm_pld_delete_response_rows[] = {
	IQM_FIELD(iqm_pld_delete_rsp, message, 0, "message"),
};
static const struct iqm_table iqm_pld_delete_response_table =
	IQM_TABLE(iqm_pld_delete_rsp, iqm_pld_delete_response_rows);

/* ---- pld.list: its functions ---- */

static const struct iqm_paged iqm_pld_list_paged = {
	.page = &iqm_pld_list_query_rows[2],
	.size = &iqm_pld_list_query_rows[1],
	.sort = &iqm_pld_list_query_rows[3],
	.items = &iqm_pld_list_response_rows[1],
	.total = &iqm_pld_list_response_rows[2],
	.key = &iqm_pld_report_rows[0],
	.max_size = 1000,
};

const struct iqm_op iqm_pld_list_op = {
	.api = &iqm_insights_api,
	.name = "pld.list",
	.method = "GET",
	.path = "/api/v3/ins/pld-reports",
	.query = &iqm_pld_list_query_table,
	.response = &iqm_pld_list_response_table,
	.paged = &iqm_pld_list_paged,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_pld_list(struct iqm_client *client, const struct iqm_pld_list_req *req,
		 struct iqm_pld_list_rsp **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_pld_list_op, req, rsp, call);
}

int iqm_pld_list_open(struct iqm_client *client, const struct iqm_pld_list_req *req,
		      struct iqm_pld_list_pager **pager, struct iqm_error *error)
{
	struct iqm_pager *opened = NULL;
	int err = iqm_pager_open(client, &iqm_pld_list_op, req, &opened, error);

	*pager = (struct iqm_pld_list_pager *)opened;
	return err;
}

int iqm_pld_list_next(struct iqm_pld_list_pager *pager, const struct iqm_pld_report **row,
		      struct iqm_call *call)
{
	const void *next = NULL;
	int err = iqm_pager_next((struct iqm_pager *)pager, &next, call);

	*row = next;
	return err;
}

int iqm_pld_list_next_page(struct iqm_pld_list_pager *pager, struct iqm_pld_report_list *rows,
			   struct iqm_call *call)
{
	const void *items = NULL;
	size_t len = 0;
	int err = iqm_pager_next_page((struct iqm_pager *)pager, &items, &len, call);

	rows->items = items;
	rows->len = len;
	return err;
}

const struct iqm_paging *iqm_pld_list_paging(const struct iqm_pld_list_pager *pager)
{
	return iqm_pager_paging((const struct iqm_pager *)pager);
}

void iqm_pld_list_close(struct iqm_pld_list_pager *pager)
{
	iqm_pager_close((struct iqm_pager *)pager);
}

/* ---- pld.campaigns: its functions ---- */

static const struct iqm_variant iqm_pld_campaigns_openapi = {
	.path = "/api/v3/ins/insights/eligible-campaigns",
	.query = "reportType=pld",
};

const struct iqm_op iqm_pld_campaigns_op = {
	.api = &iqm_insights_api,
	.name = "pld.campaigns",
	.method = "GET",
	.path = "/api/v3/ins/pld-reports/campaigns",
	.response = &iqm_pld_campaigns_response_table,
	.openapi = &iqm_pld_campaigns_openapi,
	.successor = "GET /api/v3/ins/insights/eligible-campaigns?reportType=pld (dialect openapi)",
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_pld_campaigns(struct iqm_client *client, struct iqm_pld_campaigns_rsp **rsp,
		      struct iqm_call *call)
{
	return iqm_perform(client, &iqm_pld_campaigns_op, NULL, rsp, call);
}

/* ---- pld.generate: its functions ---- */

static const struct iqm_verdict iqm_pld_generate_verdict = {
	.yes = IQM_CREATED,
	.outcome = offsetof(struct iqm_pld_generate_rsp, outcome),
	.flag = { &iqm_pld_generate_response_rows[0], &iqm_pld_generate_response_rows[1] },
	.id = &iqm_pld_generate_response_rows[2],
	.message = &iqm_pld_generate_response_rows[22],
};

static const struct iqm_match iqm_pld_generate_matches[] = {
	{ &iqm_pld_generate_body_rows[0], &iqm_pld_report_rows[3] },
	{ &iqm_pld_generate_body_rows[1], &iqm_pld_report_rows[5] },
	{ &iqm_pld_generate_body_rows[2], &iqm_pld_report_rows[6] },
};

static const struct iqm_order iqm_pld_generate_order = {
	.list = &iqm_pld_list_op,
	.status = &iqm_pld_report_rows[4],
	.status_name = NULL,
	.created = &iqm_pld_report_rows[10],
	.regenerate = &iqm_pld_generate_body_rows[3],
	.key = &iqm_pld_generate_body_rows[6],
	.matches = iqm_pld_generate_matches,
	.match_len = sizeof(iqm_pld_generate_matches) / sizeof(iqm_pld_generate_matches[0]),
};

const struct iqm_op iqm_pld_generate_op = {
	.api = &iqm_insights_api,
	.name = "pld.generate",
	.method = "POST",
	.path = "/api/v3/ins/pld-report",
	.body = &iqm_pld_generate_body_table,
	.response = &iqm_pld_generate_response_table,
	.verdict = &iqm_pld_generate_verdict,
	.order = &iqm_pld_generate_order,
	.effect = IQM_PAID,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_pld_generate(struct iqm_client *client, const struct iqm_pld_generate_req *req,
		     struct iqm_pld_generate_rsp **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_pld_generate_op, req, rsp, call);
}

int iqm_pld_poll(struct iqm_client *client, struct iqm_report *reports, size_t len,
		 struct iqm_call *call)
{
	return iqm_reports_poll(client, &iqm_pld_generate_op, reports, len, call);
}

int iqm_pld_wait(struct iqm_client *client, struct iqm_report *reports, size_t len,
		 const struct iqm_wait *how, struct iqm_call *call)
{
	return iqm_reports_wait(client, &iqm_pld_generate_op, reports, len, how, call);
}

int iqm_pld_find(struct iqm_client *client, const struct iqm_pld_generate_req *req,
		 const struct iqm_intent *since, struct iqm_found *found, struct iqm_call *call)
{
	return iqm_reports_find(client, &iqm_pld_generate_op, req, since, found, call);
}

int iqm_pld_settle_not_bought(struct iqm_client *client, struct iqm_call *call)
{
	return iqm_reports_settle_not_bought(client, &iqm_pld_generate_op, call);
}

/* ---- pld.columns-get: its functions ---- */

const struct iqm_op iqm_pld_columns_get_op = {
	.api = &iqm_insights_api,
	.name = "pld.columns-get",
	.method = "GET",
	.path = "/api/v3/ins/pld-reports/columns",
	.response = &iqm_pld_columns_get_response_table,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_pld_columns_get(struct iqm_client *client, struct iqm_pld_columns_get_rsp **rsp,
			struct iqm_call *call)
{
	return iqm_perform(client, &iqm_pld_columns_get_op, NULL, rsp, call);
}

/* ---- pld.columns-update: its functions ---- */

const struct iqm_op iqm_pld_columns_update_op = {
	.api = &iqm_insights_api,
	.name = "pld.columns-update",
	.method = "POST",
	.path = "/api/v3/ins/pld-reports/columns",
	.body = &iqm_pld_columns_update_body_table,
	.response = &iqm_pld_columns_update_response_table,
	.effect = IQM_UPDATE,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_pld_columns_update(struct iqm_client *client, const struct iqm_pld_columns_update_req *req,
			   struct iqm_pld_columns_update_rsp **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_pld_columns_update_op, req, rsp, call);
}

/* ---- pld.download: its functions ---- */

static const struct iqm_variant iqm_pld_download_openapi = {
	.path = "/api/v3/ins/report/download",
	.query = NULL,
};

static const struct iqm_file iqm_pld_download_file = {
	.id = &iqm_pld_download_body_rows[1],
	.type = &iqm_pld_download_body_rows[0],
	.url = &iqm_pld_download_response_rows[0],
	.xlsx = 1,
	.csv = 2,
};

const struct iqm_op iqm_pld_download_op = {
	.api = &iqm_insights_api,
	.name = "pld.download",
	.method = "POST",
	.path = "/api/v3/ins/pld-report/download",
	.body = &iqm_pld_download_body_table,
	.response = &iqm_pld_download_response_table,
	.openapi = &iqm_pld_download_openapi,
	.file = &iqm_pld_download_file,
	.successor = "POST /api/v3/ins/report/download (dialect openapi)",
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_pld_download(struct iqm_client *client, const struct iqm_pld_download_req *req,
		     struct iqm_pld_download_rsp **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_pld_download_op, req, rsp, call);
}

int iqm_pld_save(struct iqm_client *client, int64_t id, int64_t file_type, struct iqm_save *save,
		 struct iqm_call *call)
{
	return iqm_report_save(client, &iqm_pld_download_op, id, file_type, save, call);
}

/* ---- pld.delete: its functions ---- */

static const struct iqm_variant iqm_pld_delete_openapi = {
	.path = "/api/v3/ins/report",
	.query = NULL,
};

static const struct iqm_deletion iqm_pld_delete_deletion = {
	.list = &iqm_pld_list_op,
	.ids = &iqm_pld_delete_query_rows[0],
};

const struct iqm_op iqm_pld_delete_op = {
	.api = &iqm_insights_api,
	.name = "pld.delete",
	.method = "DELETE",
	.path = "/api/v3/ins/pld-reports",
	.query = &iqm_pld_delete_query_table,
	.response = &iqm_pld_delete_response_table,
	.openapi = &iqm_pld_delete_openapi,
	.deletion = &iqm_pld_delete_deletion,
	.successor = "DELETE /api/v3/ins/report?reportIds= (dialect openapi)",
	.effect = IQM_DELETE,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_pld_delete(struct iqm_client *client, const struct iqm_pld_delete_req *req,
		   struct iqm_pld_delete_rsp **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_pld_delete_op, req, rsp, call);
}
