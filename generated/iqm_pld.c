/* SPDX-License-Identifier: MIT */
/* Made from spec/api.yaml and spec/pld.yaml by `make regen`: change the spec, not this file. */

#include "iqm_pld.h"
#include "iqm_descriptors.h"

enum {
	iqm_pld_report_field_pld_id,
	iqm_pld_report_field_pld_name,
	iqm_pld_report_field_campaign_name,
	iqm_pld_report_field_campaign_ids,
	iqm_pld_report_field_pld_status_id,
	iqm_pld_report_field_start_date,
	iqm_pld_report_field_end_date,
	iqm_pld_report_field_io_id,
	iqm_pld_report_field_io_name,
	iqm_pld_report_field_is_campaign_eligible,
	iqm_pld_report_field_pld_created_on,
	iqm_pld_report_field_creative_type_id,
	iqm_pld_report_field_campaign_pld_timezone_id,
	iqm_pld_report_field_io_type_id,
	iqm_pld_report_field_campaign_status,
};
static const struct iqm_field iqm_pld_report_fields[] = {
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
static const struct iqm_descriptor iqm_pld_report_descriptor = {
	IQM_DESCRIPTOR(iqm_pld_report, iqm_pld_report_fields),
};

enum {
	iqm_pld_report_page_field_total_records,
	iqm_pld_report_page_field_pld_report_data_list,
	iqm_pld_report_page_field_filtered_records,
};
static const struct iqm_field iqm_pld_report_page_fields[] = {
	IQM_FIELD(iqm_pld_report_page, total_records, 0, "totalRecords"),
	IQM_LIST(iqm_pld_report_page, pld_report_data_list, iqm_pld_report, 0, "pldReportDataList"),
	IQM_FIELD(iqm_pld_report_page, filtered_records, 0, "filteredRecords", "filterRecords"),
};
static const struct iqm_descriptor iqm_pld_report_page_descriptor = {
	IQM_DESCRIPTOR(iqm_pld_report_page, iqm_pld_report_page_fields),
};

enum {
	iqm_pld_order_field_campaign_id,
	iqm_pld_order_field_pld_start_date,
	iqm_pld_order_field_pld_end_date,
	iqm_pld_order_field_pld_id,
	iqm_pld_order_field_campaign_ids,
	iqm_pld_order_field_io_id,
	iqm_pld_order_field_idempotency_key,
};
static const struct iqm_field iqm_pld_order_fields[] = {
	IQM_FIELD(iqm_pld_order, campaign_id, 0, "campaignId"),
	IQM_FIELD(iqm_pld_order, pld_start_date, 0, "pldStartDate"),
	IQM_FIELD(iqm_pld_order, pld_end_date, 0, "pldEndDate"),
	IQM_FIELD(iqm_pld_order, pld_id, 0, "pldId"),
	IQM_FIELD(iqm_pld_order, campaign_ids, 0, "campaignIds"),
	IQM_FIELD(iqm_pld_order, io_id, 0, "ioId"),
	IQM_FIELD(iqm_pld_order, idempotency_key, 0, "idempotencyKey"),
};
static const struct iqm_field_variant iqm_pld_order_dialects[] = {
	IQM_FIELD_VARIANT(iqm_pld_order, campaign_id, 1, IQM_F_LIST, "campaignIds"),
	IQM_FIELD_VARIANT(iqm_pld_order, campaign_id, 3, IQM_F_LIST, "campaignIds"),
};
static const struct iqm_descriptor iqm_pld_order_descriptor = {
	IQM_DESCRIPTOR(iqm_pld_order, iqm_pld_order_fields),
	.first_day = IQM_FIELD_OF(iqm_pld_order, pld_start_date),
	.last_day = IQM_FIELD_OF(iqm_pld_order, pld_end_date),
	.variants = iqm_pld_order_dialects,
	.variant_len = IQM_LEN_(iqm_pld_order_dialects),
	.room = offsetof(struct iqm_pld_order, reserved),
};

enum {
	iqm_pld_order_response_field_pld_report_created,
	iqm_pld_order_response_field_pld_report_creatable,
	iqm_pld_order_response_field_pld_id,
	iqm_pld_order_response_field_pld_name,
	iqm_pld_order_response_field_pld_status_id,
	iqm_pld_order_response_field_pld_created_on,
	iqm_pld_order_response_field_campaign_ids,
	iqm_pld_order_response_field_campaign_name,
	iqm_pld_order_response_field_campaign_status,
	iqm_pld_order_response_field_creative_type_id,
	iqm_pld_order_response_field_io_id,
	iqm_pld_order_response_field_io_name,
	iqm_pld_order_response_field_io_type_id,
	iqm_pld_order_response_field_pld_start_date,
	iqm_pld_order_response_field_pld_end_date,
	iqm_pld_order_response_field_pld_chargeable_imps,
	iqm_pld_order_response_field_pld_charged_imps,
	iqm_pld_order_response_field_pld_chargeable_cost,
	iqm_pld_order_response_field_pld_charged_cost,
	iqm_pld_order_response_field_plain_charged_cost,
	iqm_pld_order_response_field_funds_available,
	iqm_pld_order_response_field_effective_pld_rate,
	iqm_pld_order_response_field_processing_campaign_ids,
	iqm_pld_order_response_field_template_id,
	iqm_pld_order_response_field_idempotency_key,
	iqm_pld_order_response_field_message,
};
static const struct iqm_field iqm_pld_order_response_fields[] = {
	IQM_FIELD(iqm_pld_order_response, pld_report_created, 0, "pldReportCreated"),
	IQM_FIELD(iqm_pld_order_response, pld_report_creatable, 0, "pldReportCreatable"),
	IQM_FIELD(iqm_pld_order_response, pld_id, 0, "pldId"),
	IQM_FIELD(iqm_pld_order_response, pld_name, 0, "pldName"),
	IQM_FIELD(iqm_pld_order_response, pld_status_id, 0, "pldStatusId", "pldStatus"),
	IQM_FIELD(iqm_pld_order_response, pld_created_on, 0, "pldCreatedOn"),
	IQM_FIELD(iqm_pld_order_response, campaign_ids, IQM_F_SCALAR_OR_LIST, "campaignIds",
		  "campaignId"),
	IQM_FIELD(iqm_pld_order_response, campaign_name, 0, "campaignName"),
	IQM_FIELD(iqm_pld_order_response, campaign_status, 0, "campaignStatus"),
	IQM_FIELD(iqm_pld_order_response, creative_type_id, 0, "creativeTypeId"),
	IQM_FIELD(iqm_pld_order_response, io_id, 0, "ioId"),
	IQM_FIELD(iqm_pld_order_response, io_name, 0, "ioName"),
	IQM_FIELD(iqm_pld_order_response, io_type_id, 0, "ioTypeId"),
	IQM_FIELD(iqm_pld_order_response, pld_start_date, 0, "pldStartDate", "startDate"),
	IQM_FIELD(iqm_pld_order_response, pld_end_date, 0, "pldEndDate", "endDate"),
	IQM_FIELD(iqm_pld_order_response, pld_chargeable_imps, 0, "pldChargeableImps"),
	IQM_FIELD(iqm_pld_order_response, pld_charged_imps, 0, "pldChargedImps"),
	IQM_FIELD(iqm_pld_order_response, pld_chargeable_cost, 0, "pldChargeableCost"),
	IQM_FIELD(iqm_pld_order_response, pld_charged_cost, 0, "pldChargedCost"),
	IQM_FIELD(iqm_pld_order_response, plain_charged_cost, 0, "chargedCost"),
	IQM_FIELD(iqm_pld_order_response, funds_available, 0, "fundsAvailable"),
	IQM_FIELD(iqm_pld_order_response, effective_pld_rate, 0, "effectivePldRate"),
	IQM_FIELD(iqm_pld_order_response, processing_campaign_ids, 0, "processingCampaignIds"),
	IQM_FIELD(iqm_pld_order_response, template_id, 0, "templateId"),
	IQM_FIELD(iqm_pld_order_response, idempotency_key, 0, "idempotencyKey"),
	IQM_FIELD(iqm_pld_order_response, message, 0, "message"),
};
static const struct iqm_descriptor iqm_pld_order_response_descriptor = {
	IQM_DESCRIPTOR(iqm_pld_order_response, iqm_pld_order_response_fields),
};

enum {
	iqm_pld_columns_field_id,
	iqm_pld_columns_field_insights_name,
	iqm_pld_columns_field_campaign_name,
	iqm_pld_columns_field_campaign_id,
	iqm_pld_columns_field_status,
	iqm_pld_columns_field_date_range,
	iqm_pld_columns_field_created_on,
	iqm_pld_columns_field_io_name,
	iqm_pld_columns_field_io_id,
};
static const struct iqm_field iqm_pld_columns_fields[] = {
	IQM_FIELD(iqm_pld_columns, id, 0, "id"),
	IQM_FIELD(iqm_pld_columns, insights_name, 0, "insightsName"),
	IQM_FIELD(iqm_pld_columns, campaign_name, 0, "campaignName"),
	IQM_FIELD(iqm_pld_columns, campaign_id, 0, "campaignId"),
	IQM_FIELD(iqm_pld_columns, status, 0, "status"),
	IQM_FIELD(iqm_pld_columns, date_range, 0, "dateRange"),
	IQM_FIELD(iqm_pld_columns, created_on, 0, "createdOn"),
	IQM_FIELD(iqm_pld_columns, io_name, 0, "ioName"),
	IQM_FIELD(iqm_pld_columns, io_id, 0, "ioId"),
};
static const struct iqm_descriptor iqm_pld_columns_descriptor = {
	IQM_DESCRIPTOR(iqm_pld_columns, iqm_pld_columns_fields),
	.room = offsetof(struct iqm_pld_columns, reserved),
};

enum {
	iqm_pld_file_request_field_file_type,
	iqm_pld_file_request_field_pld_id,
};
static const struct iqm_field iqm_pld_file_request_fields[] = {
	IQM_FIELD(iqm_pld_file_request, file_type, 0, "fileType", "fileTypeId"),
	IQM_FIELD(iqm_pld_file_request, pld_id, 0, "pldId", "reportId"),
};
static const struct iqm_field_variant iqm_pld_file_request_dialects[] = {
	IQM_FIELD_VARIANT(iqm_pld_file_request, file_type, 1, 0, "fileTypeId"),
	IQM_FIELD_VARIANT(iqm_pld_file_request, file_type, 3, 0, "fileTypeId"),
	IQM_FIELD_VARIANT(iqm_pld_file_request, file_type, 4, 0, "fileTypeId"),
	IQM_FIELD_VARIANT(iqm_pld_file_request, pld_id, 1, 0, "reportId"),
	IQM_FIELD_VARIANT(iqm_pld_file_request, pld_id, 3, 0, "reportId"),
};
static const struct iqm_descriptor iqm_pld_file_request_descriptor = {
	IQM_DESCRIPTOR(iqm_pld_file_request, iqm_pld_file_request_fields),
	.variants = iqm_pld_file_request_dialects,
	.variant_len = IQM_LEN_(iqm_pld_file_request_dialects),
	.room = offsetof(struct iqm_pld_file_request, reserved),
};

enum {
	iqm_pld_file_link_field_pld_report_url,
};
static const struct iqm_field iqm_pld_file_link_fields[] = {
	IQM_FIELD(iqm_pld_file_link, pld_report_url, IQM_F_REQUIRED | IQM_F_SECRET | IQM_F_EXACT,
		  "pldReportUrl", "reportUrl", "reportURL", "slsReportUrl"),
};
static const struct iqm_descriptor iqm_pld_file_link_descriptor = {
	IQM_DESCRIPTOR(iqm_pld_file_link, iqm_pld_file_link_fields),
};

enum {
	iqm_pld_email_request_field_file_type,
	iqm_pld_email_request_field_pld_id,
	iqm_pld_email_request_field_email_ids,
};
static const struct iqm_field iqm_pld_email_request_fields[] = {
	IQM_FIELD(iqm_pld_email_request, file_type, 0, "fileType", "fileTypeId"),
	IQM_FIELD(iqm_pld_email_request, pld_id, IQM_F_REQUIRED, "pldId", "reportId"),
	IQM_FIELD(iqm_pld_email_request, email_ids, IQM_F_REQUIRED, "emailIds"),
};
static const struct iqm_field_variant iqm_pld_email_request_dialects[] = {
	IQM_FIELD_VARIANT(iqm_pld_email_request, file_type, 1, 0, "fileTypeId"),
	IQM_FIELD_VARIANT(iqm_pld_email_request, file_type, 3, 0, "fileTypeId"),
	IQM_FIELD_VARIANT(iqm_pld_email_request, file_type, 4, 0, "fileTypeId"),
	IQM_FIELD_VARIANT(iqm_pld_email_request, pld_id, 1, 0, "reportId"),
	IQM_FIELD_VARIANT(iqm_pld_email_request, pld_id, 3, 0, "reportId"),
};
static const struct iqm_descriptor iqm_pld_email_request_descriptor = {
	IQM_DESCRIPTOR(iqm_pld_email_request, iqm_pld_email_request_fields),
	.variants = iqm_pld_email_request_dialects,
	.variant_len = IQM_LEN_(iqm_pld_email_request_dialects),
	.room = offsetof(struct iqm_pld_email_request, reserved),
};

enum {
	iqm_pld_ids_query_field_pld_ids,
};
static const struct iqm_field iqm_pld_ids_query_fields[] = {
	IQM_FIELD(iqm_pld_ids_query, pld_ids, IQM_F_REQUIRED, "pldIds", "reportIds"),
};
static const struct iqm_field_variant iqm_pld_ids_query_dialects[] = {
	IQM_FIELD_VARIANT(iqm_pld_ids_query, pld_ids, 1, 0, "reportIds"),
};
static const struct iqm_descriptor iqm_pld_ids_query_descriptor = {
	IQM_DESCRIPTOR(iqm_pld_ids_query, iqm_pld_ids_query_fields),
	.variants = iqm_pld_ids_query_dialects,
	.variant_len = IQM_LEN_(iqm_pld_ids_query_dialects),
	.room = offsetof(struct iqm_pld_ids_query, reserved),
};

/* ---- pld.list: GET /api/v3/ins/pld-reports ---- */

static const struct iqm_paged iqm_pld_list_paged = {
	.page = IQM_FIELD_OF(iqm_list_query, page_no),
	.size = IQM_FIELD_OF(iqm_list_query, no_of_entries),
	.sort = IQM_FIELD_OF(iqm_list_query, sort_by),
	.items = IQM_FIELD_OF(iqm_pld_report_page, pld_report_data_list),
	.total = IQM_FIELD_OF(iqm_pld_report_page, filtered_records),
	.key = IQM_FIELD_OF(iqm_pld_report, pld_id),
	.max_size = 1000,
};

const struct iqm_op iqm_pld_list_op = {
	.api = &iqm_insights_api,
	.name = "pld.list",
	.family = "pld",
	.method = "GET",
	.path = "/api/v3/ins/pld-reports",
	.query = &iqm_list_query_descriptor,
	.response = &iqm_pld_report_page_descriptor,
	.paged = &iqm_pld_list_paged,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_pld_list(struct iqm_client *client, const struct iqm_list_query *req,
		 struct iqm_pld_report_page **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_pld_list_op, req, rsp, call);
}

static void iqm_pld_list_ended(iqm_any_fn *done, void *context, int status, void *rsp,
			       struct iqm_call *call)
{
	((iqm_pld_list_done *)done)(context, status, rsp, call);
}

int iqm_pld_list_start(struct iqm_client *client, const struct iqm_list_query *req,
		       struct iqm_call *call, iqm_pld_list_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_pld_list_op, req, call, iqm_pld_list_ended,
				 (iqm_any_fn *)done, context);
}

int iqm_pld_list_open(struct iqm_client *client, const struct iqm_list_query *req,
		      struct iqm_pld_list_pager **pager, struct iqm_error *error)
{
	struct iqm_pager *opened = NULL;
	int err = iqm_pager_open(client, &iqm_pld_list_op, req, pager ? &opened : NULL, error);

	if (pager)
		*pager = (struct iqm_pld_list_pager *)opened;
	return err;
}

int iqm_pld_list_next(struct iqm_pld_list_pager *pager, const struct iqm_pld_report **row,
		      struct iqm_call *call)
{
	const void *next = NULL;
	int err = iqm_pager_next((struct iqm_pager *)pager, row ? &next : NULL, call);

	if (row)
		*row = next;
	return err;
}

int iqm_pld_list_next_page(struct iqm_pld_list_pager *pager, struct iqm_pld_report_list *rows,
			   struct iqm_call *call)
{
	const void *items = NULL;
	size_t len = 0;
	int err = iqm_pager_next_page((struct iqm_pager *)pager, rows ? &items : NULL, &len, call);

	if (rows) {
		rows->items = items;
		rows->len = len;
	}
	return err;
}

int iqm_pld_list_next_page_start(struct iqm_pld_list_pager *pager, struct iqm_pld_report_list *rows,
				 struct iqm_call *call, iqm_done_fn *done, void *context)
{
	return iqm_pager_next_page_start((struct iqm_pager *)pager, rows, call, done, context);
}

const struct iqm_paging *iqm_pld_list_paging(const struct iqm_pld_list_pager *pager)
{
	return iqm_pager_paging((const struct iqm_pager *)pager);
}

void iqm_pld_list_close(struct iqm_pld_list_pager *pager)
{
	iqm_pager_close((struct iqm_pager *)pager);
}

/* ---- pld.campaigns: GET /api/v3/ins/pld-reports/campaigns ---- */

static const struct iqm_variant iqm_pld_campaigns_variants[] = {
	{ 1, "GET", "/api/v3/ins/insights/eligible-campaigns",
	  "reportType=pld" },
};

const struct iqm_op iqm_pld_campaigns_op = {
	.api = &iqm_insights_api,
	.name = "pld.campaigns",
	.family = "pld",
	.method = "GET",
	.path = "/api/v3/ins/pld-reports/campaigns",
	.response = &iqm_eligible_campaigns_descriptor,
	.variants = iqm_pld_campaigns_variants,
	.variant_len = IQM_LEN_(iqm_pld_campaigns_variants),
	.successor = "GET /api/v3/ins/insights/eligible-campaigns?reportType=pld (dialect openapi)",
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_pld_campaigns(struct iqm_client *client, struct iqm_eligible_campaigns **rsp,
		      struct iqm_call *call)
{
	return iqm_perform(client, &iqm_pld_campaigns_op, NULL, rsp, call);
}

static void iqm_pld_campaigns_ended(iqm_any_fn *done, void *context, int status, void *rsp,
				    struct iqm_call *call)
{
	((iqm_pld_campaigns_done *)done)(context, status, rsp, call);
}

int iqm_pld_campaigns_start(struct iqm_client *client, struct iqm_call *call,
			    iqm_pld_campaigns_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_pld_campaigns_op, NULL, call, iqm_pld_campaigns_ended,
				 (iqm_any_fn *)done, context);
}

/* ---- pld.generate: POST /api/v3/ins/pld-report ---- */

static const struct iqm_verdict iqm_pld_generate_verdict = {
	.yes = IQM_CREATED,
	.outcome = offsetof(struct iqm_pld_order_response, outcome),
	.flag = {
		IQM_FIELD_OF(iqm_pld_order_response, pld_report_created),
		IQM_FIELD_OF(iqm_pld_order_response, pld_report_creatable),
	},
	.id = IQM_FIELD_OF(iqm_pld_order_response, pld_id),
	.message = IQM_FIELD_OF(iqm_pld_order_response, message),
	.cost = IQM_FIELD_OF(iqm_pld_order_response, pld_chargeable_cost),
	.funds = IQM_FIELD_OF(iqm_pld_order_response, funds_available),
};

static const struct iqm_match iqm_pld_generate_matches[] = {
	{ IQM_FIELD_OF(iqm_pld_order, campaign_id), IQM_FIELD_OF(iqm_pld_report, campaign_ids) },
	{ IQM_FIELD_OF(iqm_pld_order, pld_start_date), IQM_FIELD_OF(iqm_pld_report, start_date) },
	{ IQM_FIELD_OF(iqm_pld_order, pld_end_date), IQM_FIELD_OF(iqm_pld_report, end_date) },
};

static const struct iqm_match iqm_pld_generate_echoes[] = {
	{ IQM_FIELD_OF(iqm_pld_order, campaign_id),
	  IQM_FIELD_OF(iqm_pld_order_response, campaign_ids) },
	{ IQM_FIELD_OF(iqm_pld_order, pld_start_date),
	  IQM_FIELD_OF(iqm_pld_order_response, pld_start_date) },
	{ IQM_FIELD_OF(iqm_pld_order, pld_end_date),
	  IQM_FIELD_OF(iqm_pld_order_response, pld_end_date) },
	{ IQM_FIELD_OF(iqm_pld_order, campaign_ids),
	  IQM_FIELD_OF(iqm_pld_order_response, campaign_ids) },
	{ IQM_FIELD_OF(iqm_pld_order, io_id),
	  IQM_FIELD_OF(iqm_pld_order_response, io_id) },
};

static const struct iqm_order iqm_pld_generate_order = {
	.list = &iqm_pld_list_op,
	.status = IQM_FIELD_OF(iqm_pld_report, pld_status_id),
	.status_name = NULL,
	.created = IQM_FIELD_OF(iqm_pld_report, pld_created_on),
	.regenerate = IQM_FIELD_OF(iqm_pld_order, pld_id),
	.key = IQM_FIELD_OF(iqm_pld_order, idempotency_key),
	.matches = iqm_pld_generate_matches,
	.match_len = sizeof(iqm_pld_generate_matches) / sizeof(iqm_pld_generate_matches[0]),
	.link = &iqm_pld_download_op,
	.price = &iqm_pld_compute_op,
	.price_optional = true,
	.echoes = iqm_pld_generate_echoes,
	.echo_len = sizeof(iqm_pld_generate_echoes) / sizeof(iqm_pld_generate_echoes[0]),
};

const struct iqm_op iqm_pld_generate_op = {
	.api = &iqm_insights_api,
	.name = "pld.generate",
	.family = "pld",
	.method = "POST",
	.path = "/api/v3/ins/pld-report",
	.body = &iqm_pld_order_descriptor,
	.response = &iqm_pld_order_response_descriptor,
	.verdict = &iqm_pld_generate_verdict,
	.order = &iqm_pld_generate_order,
	.effect = IQM_PAID,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_pld_generate(struct iqm_client *client, const struct iqm_pld_order *req,
		     struct iqm_pld_order_response **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_pld_generate_op, req, rsp, call);
}

static void iqm_pld_generate_ended(iqm_any_fn *done, void *context, int status, void *rsp,
				   struct iqm_call *call)
{
	((iqm_pld_generate_done *)done)(context, status, rsp, call);
}

int iqm_pld_generate_start(struct iqm_client *client, const struct iqm_pld_order *req,
			   struct iqm_call *call, iqm_pld_generate_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_pld_generate_op, req, call, iqm_pld_generate_ended,
				 (iqm_any_fn *)done, context);
}

int iqm_pld_poll(struct iqm_client *client, struct iqm_report *reports, size_t len,
		 struct iqm_call *call)
{
	return iqm_reports_poll(client, &iqm_pld_generate_op, reports, len, call);
}

int iqm_pld_poll_start(struct iqm_client *client, struct iqm_report *reports, size_t len,
		       struct iqm_call *call, iqm_done_fn *done, void *context)
{
	return iqm_reports_poll_start(client, &iqm_pld_generate_op, reports, len, call, done,
				      context);
}

int iqm_pld_wait(struct iqm_client *client, struct iqm_report *reports, size_t len,
		 const struct iqm_wait *how, struct iqm_call *call)
{
	return iqm_reports_wait(client, &iqm_pld_generate_op, reports, len, how, call);
}

int iqm_pld_wait_start(struct iqm_client *client, struct iqm_report *reports, size_t len,
		       const struct iqm_wait *how, struct iqm_call *call, iqm_done_fn *done,
		       void *context)
{
	return iqm_reports_wait_start(client, &iqm_pld_generate_op, reports, len, how, call, done,
				      context);
}

int iqm_pld_find(struct iqm_client *client, const struct iqm_pld_order *req,
		 const struct iqm_intent *since, struct iqm_found *found, struct iqm_call *call)
{
	return iqm_reports_find(client, &iqm_pld_generate_op, req, since, found, call);
}

int iqm_pld_find_start(struct iqm_client *client, const struct iqm_pld_order *req,
		       const struct iqm_intent *since, struct iqm_found *found,
		       struct iqm_call *call, iqm_done_fn *done, void *context)
{
	return iqm_reports_find_start(client, &iqm_pld_generate_op, req, since, found, call, done,
				      context);
}

_Static_assert(sizeof(struct iqm_pld_wanted) == sizeof(struct iqm_wanted), "the same members");

int iqm_pld_find_all(struct iqm_client *client, struct iqm_pld_wanted *wanted, size_t len,
		     struct iqm_call *call)
{
	return iqm_reports_find_all(client, &iqm_pld_generate_op, wanted, len, call);
}

int iqm_pld_find_all_start(struct iqm_client *client, struct iqm_pld_wanted *wanted, size_t len,
			   struct iqm_call *call, iqm_done_fn *done, void *context)
{
	return iqm_reports_find_all_start(client, &iqm_pld_generate_op, wanted, len, call, done,
					  context);
}

int iqm_pld_settle_not_bought(struct iqm_client *client, struct iqm_call *call)
{
	return iqm_reports_settle_not_bought(client, &iqm_pld_generate_op, call);
}

int iqm_pld_settle_not_bought_start(struct iqm_client *client, struct iqm_call *call,
				    iqm_done_fn *done, void *context)
{
	return iqm_reports_settle_not_bought_start(client, &iqm_pld_generate_op, call, done,
						   context);
}

int iqm_pld_generate_within(struct iqm_client *client, const struct iqm_pld_order *req,
			    double max_cost, struct iqm_pld_order_response **rsp,
			    struct iqm_call *call)
{
	return iqm_perform_within(client, &iqm_pld_generate_op, req, max_cost, rsp, call);
}

int iqm_pld_generate_within_start(struct iqm_client *client, const struct iqm_pld_order *req,
				  double max_cost, struct iqm_call *call,
				  iqm_pld_generate_done *done, void *context)
{
	return iqm_perform_within_start(client, &iqm_pld_generate_op, req, max_cost, call,
					iqm_pld_generate_ended, (iqm_any_fn *)done, context);
}

int iqm_pld_generate_priced(struct iqm_client *client, const struct iqm_pld_order *req,
			    const struct iqm_pld_order_response *price, double max_cost,
			    struct iqm_pld_order_response **rsp, struct iqm_call *call)
{
	return iqm_perform_priced(client, &iqm_pld_generate_op, req, price, max_cost, rsp, call);
}

int iqm_pld_generate_priced_start(struct iqm_client *client, const struct iqm_pld_order *req,
				  const struct iqm_pld_order_response *price, double max_cost,
				  struct iqm_call *call, iqm_pld_generate_done *done, void *context)
{
	return iqm_perform_priced_start(client, &iqm_pld_generate_op, req, price, max_cost, call,
					iqm_pld_generate_ended, (iqm_any_fn *)done, context);
}

/* ---- pld.compute: POST /api/v3/ins/pld-reports/computation ---- */

static const struct iqm_verdict iqm_pld_compute_verdict = {
	.yes = IQM_CREATABLE,
	.outcome = offsetof(struct iqm_pld_order_response, outcome),
	.flag = {
		IQM_FIELD_OF(iqm_pld_order_response, pld_report_creatable),
		IQM_FIELD_OF(iqm_pld_order_response, pld_report_created),
	},
	.id = IQM_FIELD_OF(iqm_pld_order_response, pld_id),
	.message = IQM_FIELD_OF(iqm_pld_order_response, message),
	.cost = IQM_FIELD_OF(iqm_pld_order_response, pld_chargeable_cost),
	.funds = IQM_FIELD_OF(iqm_pld_order_response, funds_available),
};

const struct iqm_op iqm_pld_compute_op = {
	.api = &iqm_insights_api,
	.name = "pld.compute",
	.family = "pld",
	.method = "POST",
	.path = "/api/v3/ins/pld-reports/computation",
	.body = &iqm_pld_order_descriptor,
	.response = &iqm_pld_order_response_descriptor,
	.verdict = &iqm_pld_compute_verdict,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_pld_compute(struct iqm_client *client, const struct iqm_pld_order *req,
		    struct iqm_pld_order_response **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_pld_compute_op, req, rsp, call);
}

static void iqm_pld_compute_ended(iqm_any_fn *done, void *context, int status, void *rsp,
				  struct iqm_call *call)
{
	((iqm_pld_compute_done *)done)(context, status, rsp, call);
}

int iqm_pld_compute_start(struct iqm_client *client, const struct iqm_pld_order *req,
			  struct iqm_call *call, iqm_pld_compute_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_pld_compute_op, req, call, iqm_pld_compute_ended,
				 (iqm_any_fn *)done, context);
}

/* ---- pld.columns-get: GET /api/v3/ins/pld-reports/columns ---- */

const struct iqm_op iqm_pld_columns_get_op = {
	.api = &iqm_insights_api,
	.name = "pld.columns-get",
	.family = "pld",
	.method = "GET",
	.path = "/api/v3/ins/pld-reports/columns",
	.response = &iqm_pld_columns_descriptor,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_pld_columns_get(struct iqm_client *client, struct iqm_pld_columns **rsp,
			struct iqm_call *call)
{
	return iqm_perform(client, &iqm_pld_columns_get_op, NULL, rsp, call);
}

static void iqm_pld_columns_get_ended(iqm_any_fn *done, void *context, int status, void *rsp,
				      struct iqm_call *call)
{
	((iqm_pld_columns_get_done *)done)(context, status, rsp, call);
}

int iqm_pld_columns_get_start(struct iqm_client *client, struct iqm_call *call,
			      iqm_pld_columns_get_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_pld_columns_get_op, NULL, call,
				 iqm_pld_columns_get_ended, (iqm_any_fn *)done, context);
}

/* ---- pld.columns-update: POST /api/v3/ins/pld-reports/columns ---- */

const struct iqm_op iqm_pld_columns_update_op = {
	.api = &iqm_insights_api,
	.name = "pld.columns-update",
	.family = "pld",
	.method = "POST",
	.path = "/api/v3/ins/pld-reports/columns",
	.body = &iqm_pld_columns_descriptor,
	.response = &iqm_pld_columns_descriptor,
	.effect = IQM_UPDATE,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
	.full_replace = true,
};

int iqm_pld_columns_update(struct iqm_client *client, const struct iqm_pld_columns *req,
			   struct iqm_pld_columns **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_pld_columns_update_op, req, rsp, call);
}

static void iqm_pld_columns_update_ended(iqm_any_fn *done, void *context, int status, void *rsp,
					 struct iqm_call *call)
{
	((iqm_pld_columns_update_done *)done)(context, status, rsp, call);
}

int iqm_pld_columns_update_start(struct iqm_client *client, const struct iqm_pld_columns *req,
				 struct iqm_call *call, iqm_pld_columns_update_done *done,
				 void *context)
{
	return iqm_perform_start(client, &iqm_pld_columns_update_op, req, call,
				 iqm_pld_columns_update_ended, (iqm_any_fn *)done, context);
}

/* ---- pld.download: POST /api/v3/ins/pld-report/download ---- */

static const struct iqm_variant iqm_pld_download_variants[] = {
	{ 1, "POST", "/api/v3/ins/report/download",
	  NULL },
};

static const struct iqm_file iqm_pld_download_file = {
	.id = IQM_FIELD_OF(iqm_pld_file_request, pld_id),
	.type = IQM_FIELD_OF(iqm_pld_file_request, file_type),
	.url = IQM_FIELD_OF(iqm_pld_file_link, pld_report_url),
	.xlsx = IQM_FILE_TYPE_XLSX,
	.csv = IQM_FILE_TYPE_CSV,
};

const struct iqm_op iqm_pld_download_op = {
	.api = &iqm_insights_api,
	.name = "pld.download",
	.family = "pld",
	.method = "POST",
	.path = "/api/v3/ins/pld-report/download",
	.body = &iqm_pld_file_request_descriptor,
	.response = &iqm_pld_file_link_descriptor,
	.variants = iqm_pld_download_variants,
	.variant_len = IQM_LEN_(iqm_pld_download_variants),
	.file = &iqm_pld_download_file,
	.successor = "POST /api/v3/ins/report/download (dialect openapi)",
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_pld_download(struct iqm_client *client, const struct iqm_pld_file_request *req,
		     struct iqm_pld_file_link **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_pld_download_op, req, rsp, call);
}

static void iqm_pld_download_ended(iqm_any_fn *done, void *context, int status, void *rsp,
				   struct iqm_call *call)
{
	((iqm_pld_download_done *)done)(context, status, rsp, call);
}

int iqm_pld_download_start(struct iqm_client *client, const struct iqm_pld_file_request *req,
			   struct iqm_call *call, iqm_pld_download_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_pld_download_op, req, call, iqm_pld_download_ended,
				 (iqm_any_fn *)done, context);
}

int iqm_pld_save(struct iqm_client *client, const struct iqm_report *report,
		 enum iqm_file_type type, struct iqm_save *save, struct iqm_call *call)
{
	return iqm_report_save(client, &iqm_pld_download_op, report, type, save, call);
}

int iqm_pld_save_start(struct iqm_client *client, const struct iqm_report *report,
		       enum iqm_file_type type, struct iqm_save *save, struct iqm_call *call,
		       iqm_done_fn *done, void *context)
{
	return iqm_report_save_start(client, &iqm_pld_download_op, report, type, save, call, done,
				     context);
}

/* ---- pld.email: POST /api/v3/ins/pld-report/email ---- */

static const struct iqm_variant iqm_pld_email_variants[] = {
	{ 1, "POST", "/api/v3/ins/report/email",
	  NULL },
};

const struct iqm_op iqm_pld_email_op = {
	.api = &iqm_insights_api,
	.name = "pld.email",
	.family = "pld",
	.method = "POST",
	.path = "/api/v3/ins/pld-report/email",
	.body = &iqm_pld_email_request_descriptor,
	.response = &iqm_confirmation_descriptor,
	.variants = iqm_pld_email_variants,
	.variant_len = IQM_LEN_(iqm_pld_email_variants),
	.successor = "POST /api/v3/ins/report/email (dialect openapi)",
	.effect = IQM_ONCE,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_pld_email(struct iqm_client *client, const struct iqm_pld_email_request *req,
		  struct iqm_confirmation **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_pld_email_op, req, rsp, call);
}

static void iqm_pld_email_ended(iqm_any_fn *done, void *context, int status, void *rsp,
				struct iqm_call *call)
{
	((iqm_pld_email_done *)done)(context, status, rsp, call);
}

int iqm_pld_email_start(struct iqm_client *client, const struct iqm_pld_email_request *req,
			struct iqm_call *call, iqm_pld_email_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_pld_email_op, req, call, iqm_pld_email_ended,
				 (iqm_any_fn *)done, context);
}

/* ---- pld.delete: DELETE /api/v3/ins/pld-reports ---- */

static const struct iqm_variant iqm_pld_delete_variants[] = {
	{ 1, "DELETE", "/api/v3/ins/report",
	  NULL },
};

static const struct iqm_deletion iqm_pld_delete_deletion = {
	.list = &iqm_pld_list_op,
	.ids = IQM_FIELD_OF(iqm_pld_ids_query, pld_ids),
};

const struct iqm_op iqm_pld_delete_op = {
	.api = &iqm_insights_api,
	.name = "pld.delete",
	.family = "pld",
	.method = "DELETE",
	.path = "/api/v3/ins/pld-reports",
	.query = &iqm_pld_ids_query_descriptor,
	.response = &iqm_confirmation_descriptor,
	.variants = iqm_pld_delete_variants,
	.variant_len = IQM_LEN_(iqm_pld_delete_variants),
	.deletion = &iqm_pld_delete_deletion,
	.successor = "DELETE /api/v3/ins/report?reportIds= (dialect openapi)",
	.effect = IQM_DELETE,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_pld_delete(struct iqm_client *client, const struct iqm_pld_ids_query *req,
		   struct iqm_confirmation **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_pld_delete_op, req, rsp, call);
}

static void iqm_pld_delete_ended(iqm_any_fn *done, void *context, int status, void *rsp,
				 struct iqm_call *call)
{
	((iqm_pld_delete_done *)done)(context, status, rsp, call);
}

int iqm_pld_delete_start(struct iqm_client *client, const struct iqm_pld_ids_query *req,
			 struct iqm_call *call, iqm_pld_delete_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_pld_delete_op, req, call, iqm_pld_delete_ended,
				 (iqm_any_fn *)done, context);
}
