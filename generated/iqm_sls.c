/* SPDX-License-Identifier: MIT */
/* Made from spec/api.yaml and spec/sls.yaml by `make regen`: change the spec, not this file. */

#include "iqm_sls.h"
#include "iqm_descriptors.h"

enum {
	iqm_sls_report_field_sls_id,
	iqm_sls_report_field_sls_name,
	iqm_sls_report_field_campaign_ids,
	iqm_sls_report_field_sls_status_id,
	iqm_sls_report_field_sls_status_name,
	iqm_sls_report_field_start_date,
	iqm_sls_report_field_end_date,
	iqm_sls_report_field_io_id,
	iqm_sls_report_field_io_name,
	iqm_sls_report_field_is_campaign_eligible,
	iqm_sls_report_field_sls_created_on,
	iqm_sls_report_field_campaign_sls_timezone_id,
	iqm_sls_report_field_io_type_id,
	iqm_sls_report_field_pdf_file_size,
	iqm_sls_report_field_excel_file_size,
	iqm_sls_report_field_sls_report_type_ids,
	iqm_sls_report_field_sls_lookback_duration,
	iqm_sls_report_field_concept_group_id,
	iqm_sls_report_field_competitor_concept_group_ids,
	iqm_sls_report_field_campaign_name,
	iqm_sls_report_field_campaign_status,
	iqm_sls_report_field_creative_type_id,
};
static const struct iqm_field iqm_sls_report_fields[] = {
	IQM_FIELD(iqm_sls_report, sls_id, 0, "slsId"),
	IQM_FIELD(iqm_sls_report, sls_name, IQM_F_EXACT, "slsName"),
	IQM_FIELD(iqm_sls_report, campaign_ids, IQM_F_SCALAR_OR_LIST, "campaignIds", "campaignId"),
	IQM_FIELD(iqm_sls_report, sls_status_id, 0, "slsStatusId", "slsStatus"),
	IQM_FIELD(iqm_sls_report, sls_status_name, IQM_F_EXACT, "slsStatusName"),
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
	IQM_FIELD(iqm_sls_report, concept_group_id, IQM_F_NUMERIC | IQM_F_EXACT, "conceptGroupId"),
	IQM_FIELD(iqm_sls_report, competitor_concept_group_ids, IQM_F_NUMERIC | IQM_F_EXACT,
		  "competitorConceptGroupIds"),
	IQM_FIELD(iqm_sls_report, campaign_name, 0, "campaignName"),
	IQM_FIELD(iqm_sls_report, campaign_status, 0, "campaignStatus"),
	IQM_FIELD(iqm_sls_report, creative_type_id, 0, "creativeTypeId"),
};
static const struct iqm_descriptor iqm_sls_report_descriptor = {
	IQM_DESCRIPTOR(iqm_sls_report, iqm_sls_report_fields),
};

enum {
	iqm_sls_report_page_field_total_records,
	iqm_sls_report_page_field_sls_report_data_list,
	iqm_sls_report_page_field_filtered_records,
};
static const struct iqm_field iqm_sls_report_page_fields[] = {
	IQM_FIELD(iqm_sls_report_page, total_records, 0, "totalRecords"),
	IQM_LIST(iqm_sls_report_page, sls_report_data_list, iqm_sls_report, 0, "slsReportDataList"),
	IQM_FIELD(iqm_sls_report_page, filtered_records, 0, "filteredRecords", "filterRecords"),
};
static const struct iqm_descriptor iqm_sls_report_page_descriptor = {
	IQM_DESCRIPTOR(iqm_sls_report_page, iqm_sls_report_page_fields),
};

enum {
	iqm_sls_order_field_io_id,
	iqm_sls_order_field_campaign_ids,
	iqm_sls_order_field_sls_start_date,
	iqm_sls_order_field_sls_end_date,
	iqm_sls_order_field_sls_name,
	iqm_sls_order_field_sls_lookback_duration,
	iqm_sls_order_field_concept_group_id,
	iqm_sls_order_field_report_types,
	iqm_sls_order_field_competitor_concept_group_ids,
	iqm_sls_order_field_sls_id,
	iqm_sls_order_field_idempotency_key,
};
static const struct iqm_field iqm_sls_order_fields[] = {
	IQM_FIELD(iqm_sls_order, io_id, 0, "ioId"),
	IQM_FIELD(iqm_sls_order, campaign_ids, 0, "campaignIds"),
	IQM_FIELD(iqm_sls_order, sls_start_date, 0, "slsStartDate"),
	IQM_FIELD(iqm_sls_order, sls_end_date, 0, "slsEndDate"),
	IQM_FIELD(iqm_sls_order, sls_name, 0, "slsName"),
	IQM_FIELD(iqm_sls_order, sls_lookback_duration, 0, "slsLookbackDuration"),
	IQM_FIELD(iqm_sls_order, concept_group_id, IQM_F_NUMERIC | IQM_F_EXACT, "conceptGroupId"),
	IQM_FIELD(iqm_sls_order, report_types, 0, "reportTypes"),
	IQM_FIELD(iqm_sls_order, competitor_concept_group_ids, IQM_F_NUMERIC | IQM_F_EXACT,
		  "competitorConceptGroupIds"),
	IQM_FIELD(iqm_sls_order, sls_id, 0, "slsId"),
	IQM_FIELD(iqm_sls_order, idempotency_key, 0, "idempotencyKey"),
};
static const struct iqm_field_variant iqm_sls_order_dialects[] = {
	IQM_FIELD_VARIANT(iqm_sls_order, concept_group_id, 1, 0, "conceptGroupId"),
	IQM_FIELD_VARIANT(iqm_sls_order, concept_group_id, 3, 0, "conceptGroupId"),
	IQM_FIELD_VARIANT(iqm_sls_order, concept_group_id, 4, 0, "conceptGroupId"),
	IQM_FIELD_VARIANT(iqm_sls_order, competitor_concept_group_ids, 1, 0,
			  "competitorConceptGroupIds"),
	IQM_FIELD_VARIANT(iqm_sls_order, competitor_concept_group_ids, 3, 0,
			  "competitorConceptGroupIds"),
	IQM_FIELD_VARIANT(iqm_sls_order, competitor_concept_group_ids, 4, 0,
			  "competitorConceptGroupIds"),
};
static const struct iqm_descriptor iqm_sls_order_descriptor = {
	IQM_DESCRIPTOR(iqm_sls_order, iqm_sls_order_fields),
	.first_day = IQM_FIELD_OF(iqm_sls_order, sls_start_date),
	.last_day = IQM_FIELD_OF(iqm_sls_order, sls_end_date),
	.variants = iqm_sls_order_dialects,
	.variant_len = IQM_LEN_(iqm_sls_order_dialects),
	.room = offsetof(struct iqm_sls_order, reserved),
};

enum {
	iqm_sls_order_response_field_sls_report_created,
	iqm_sls_order_response_field_sls_report_creatable,
	iqm_sls_order_response_field_sls_id,
	iqm_sls_order_response_field_sls_name,
	iqm_sls_order_response_field_sls_status_id,
	iqm_sls_order_response_field_sls_created_on,
	iqm_sls_order_response_field_campaign_ids,
	iqm_sls_order_response_field_campaign_name,
	iqm_sls_order_response_field_campaign_status,
	iqm_sls_order_response_field_creative_type_id,
	iqm_sls_order_response_field_io_id,
	iqm_sls_order_response_field_io_name,
	iqm_sls_order_response_field_io_type_id,
	iqm_sls_order_response_field_sls_start_date,
	iqm_sls_order_response_field_sls_end_date,
	iqm_sls_order_response_field_sls_chargeable_imps,
	iqm_sls_order_response_field_sls_charged_imps,
	iqm_sls_order_response_field_sls_chargeable_cost,
	iqm_sls_order_response_field_sls_charged_cost,
	iqm_sls_order_response_field_plain_charged_cost,
	iqm_sls_order_response_field_sls_lookback_duration,
	iqm_sls_order_response_field_concept_group_id,
	iqm_sls_order_response_field_report_types,
	iqm_sls_order_response_field_competitor_concept_group_ids,
	iqm_sls_order_response_field_funds_available,
	iqm_sls_order_response_field_effective_sls_rate,
	iqm_sls_order_response_field_processing_campaign_ids,
	iqm_sls_order_response_field_message,
};
static const struct iqm_field iqm_sls_order_response_fields[] = {
	IQM_FIELD(iqm_sls_order_response, sls_report_created, 0, "slsReportCreated"),
	IQM_FIELD(iqm_sls_order_response, sls_report_creatable, 0, "slsReportCreatable"),
	IQM_FIELD(iqm_sls_order_response, sls_id, 0, "slsId"),
	IQM_FIELD(iqm_sls_order_response, sls_name, 0, "slsName"),
	IQM_FIELD(iqm_sls_order_response, sls_status_id, 0, "slsStatusId", "slsStatus"),
	IQM_FIELD(iqm_sls_order_response, sls_created_on, 0, "slsCreatedOn"),
	IQM_FIELD(iqm_sls_order_response, campaign_ids, IQM_F_SCALAR_OR_LIST, "campaignIds",
		  "campaignId"),
	IQM_FIELD(iqm_sls_order_response, campaign_name, 0, "campaignName"),
	IQM_FIELD(iqm_sls_order_response, campaign_status, 0, "campaignStatus"),
	IQM_FIELD(iqm_sls_order_response, creative_type_id, 0, "creativeTypeId"),
	IQM_FIELD(iqm_sls_order_response, io_id, 0, "ioId"),
	IQM_FIELD(iqm_sls_order_response, io_name, 0, "ioName"),
	IQM_FIELD(iqm_sls_order_response, io_type_id, 0, "ioTypeId"),
	IQM_FIELD(iqm_sls_order_response, sls_start_date, 0, "slsStartDate", "startDate"),
	IQM_FIELD(iqm_sls_order_response, sls_end_date, 0, "slsEndDate", "endDate"),
	IQM_FIELD(iqm_sls_order_response, sls_chargeable_imps, 0, "slsChargeableImps"),
	IQM_FIELD(iqm_sls_order_response, sls_charged_imps, 0, "slsChargedImps"),
	IQM_FIELD(iqm_sls_order_response, sls_chargeable_cost, 0, "slsChargeableCost"),
	IQM_FIELD(iqm_sls_order_response, sls_charged_cost, 0, "slsChargedCost"),
	IQM_FIELD(iqm_sls_order_response, plain_charged_cost, 0, "chargedCost"),
	IQM_FIELD(iqm_sls_order_response, sls_lookback_duration, 0, "slsLookbackDuration"),
	IQM_FIELD(iqm_sls_order_response, concept_group_id, IQM_F_NUMERIC | IQM_F_EXACT,
		  "conceptGroupId"),
	IQM_FIELD(iqm_sls_order_response, report_types, 0, "reportTypes", "slsReportTypeIds"),
	IQM_FIELD(iqm_sls_order_response, competitor_concept_group_ids, IQM_F_NUMERIC | IQM_F_EXACT,
		  "competitorConceptGroupIds"),
	IQM_FIELD(iqm_sls_order_response, funds_available, 0, "fundsAvailable"),
	IQM_FIELD(iqm_sls_order_response, effective_sls_rate, 0, "effectiveSlsRate"),
	IQM_FIELD(iqm_sls_order_response, processing_campaign_ids, 0, "processingCampaignIds"),
	IQM_FIELD(iqm_sls_order_response, message, 0, "message"),
};
static const struct iqm_descriptor iqm_sls_order_response_descriptor = {
	IQM_DESCRIPTOR(iqm_sls_order_response, iqm_sls_order_response_fields),
};

enum {
	iqm_sls_file_request_field_file_type,
	iqm_sls_file_request_field_sls_id,
};
static const struct iqm_field iqm_sls_file_request_fields[] = {
	IQM_FIELD(iqm_sls_file_request, file_type, 0, "fileType", "fileTypeId"),
	IQM_FIELD(iqm_sls_file_request, sls_id, 0, "slsId", "reportId"),
};
static const struct iqm_field_variant iqm_sls_file_request_dialects[] = {
	IQM_FIELD_VARIANT(iqm_sls_file_request, file_type, 1, 0, "fileTypeId"),
	IQM_FIELD_VARIANT(iqm_sls_file_request, file_type, 3, 0, "fileTypeId"),
	IQM_FIELD_VARIANT(iqm_sls_file_request, file_type, 4, 0, "fileTypeId"),
	IQM_FIELD_VARIANT(iqm_sls_file_request, sls_id, 1, 0, "reportId"),
	IQM_FIELD_VARIANT(iqm_sls_file_request, sls_id, 3, 0, "reportId"),
};
static const struct iqm_descriptor iqm_sls_file_request_descriptor = {
	IQM_DESCRIPTOR(iqm_sls_file_request, iqm_sls_file_request_fields),
	.variants = iqm_sls_file_request_dialects,
	.variant_len = IQM_LEN_(iqm_sls_file_request_dialects),
	.room = offsetof(struct iqm_sls_file_request, reserved),
};

enum {
	iqm_sls_file_link_field_sls_report_url,
};
static const struct iqm_field iqm_sls_file_link_fields[] = {
	IQM_FIELD(iqm_sls_file_link, sls_report_url, IQM_F_REQUIRED | IQM_F_SECRET | IQM_F_EXACT,
		  "slsReportUrl", "reportUrl", "reportURL", "pldReportUrl"),
};
static const struct iqm_descriptor iqm_sls_file_link_descriptor = {
	IQM_DESCRIPTOR(iqm_sls_file_link, iqm_sls_file_link_fields),
};

enum {
	iqm_sls_email_request_field_file_type,
	iqm_sls_email_request_field_sls_id,
	iqm_sls_email_request_field_email_ids,
};
static const struct iqm_field iqm_sls_email_request_fields[] = {
	IQM_FIELD(iqm_sls_email_request, file_type, 0, "fileType", "fileTypeId"),
	IQM_FIELD(iqm_sls_email_request, sls_id, IQM_F_REQUIRED, "slsId", "reportId"),
	IQM_FIELD(iqm_sls_email_request, email_ids, IQM_F_REQUIRED, "emailIds"),
};
static const struct iqm_field_variant iqm_sls_email_request_dialects[] = {
	IQM_FIELD_VARIANT(iqm_sls_email_request, file_type, 1, 0, "fileTypeId"),
	IQM_FIELD_VARIANT(iqm_sls_email_request, file_type, 3, 0, "fileTypeId"),
	IQM_FIELD_VARIANT(iqm_sls_email_request, file_type, 4, 0, "fileTypeId"),
	IQM_FIELD_VARIANT(iqm_sls_email_request, sls_id, 1, 0, "reportId"),
	IQM_FIELD_VARIANT(iqm_sls_email_request, sls_id, 3, 0, "reportId"),
};
static const struct iqm_descriptor iqm_sls_email_request_descriptor = {
	IQM_DESCRIPTOR(iqm_sls_email_request, iqm_sls_email_request_fields),
	.variants = iqm_sls_email_request_dialects,
	.variant_len = IQM_LEN_(iqm_sls_email_request_dialects),
	.room = offsetof(struct iqm_sls_email_request, reserved),
};

enum {
	iqm_sls_ids_query_field_sls_ids,
};
static const struct iqm_field iqm_sls_ids_query_fields[] = {
	IQM_FIELD(iqm_sls_ids_query, sls_ids, IQM_F_REQUIRED, "slsIds"),
};
static const struct iqm_descriptor iqm_sls_ids_query_descriptor = {
	IQM_DESCRIPTOR(iqm_sls_ids_query, iqm_sls_ids_query_fields),
	.room = offsetof(struct iqm_sls_ids_query, reserved),
};

/* ---- sls.list: GET /api/v3/ins/sls-reports ---- */

static const struct iqm_paged iqm_sls_list_paged = {
	.page = IQM_FIELD_OF(iqm_list_query, page_no),
	.size = IQM_FIELD_OF(iqm_list_query, no_of_entries),
	.sort = IQM_FIELD_OF(iqm_list_query, sort_by),
	.items = IQM_FIELD_OF(iqm_sls_report_page, sls_report_data_list),
	.total = IQM_FIELD_OF(iqm_sls_report_page, filtered_records),
	.key = IQM_FIELD_OF(iqm_sls_report, sls_id),
	.max_size = 1000,
};

const struct iqm_op iqm_sls_list_op = {
	.api = &iqm_insights_api,
	.name = "sls.list",
	.family = "sls",
	.method = "GET",
	.path = "/api/v3/ins/sls-reports",
	.query = &iqm_list_query_descriptor,
	.response = &iqm_sls_report_page_descriptor,
	.paged = &iqm_sls_list_paged,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_sls_list(struct iqm_client *client, const struct iqm_list_query *req,
		 struct iqm_sls_report_page **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_sls_list_op, req, rsp, call);
}

static void iqm_sls_list_ended(iqm_any_fn *done, void *context, int status, void *rsp,
			       struct iqm_call *call)
{
	((iqm_sls_list_done *)done)(context, status, rsp, call);
}

int iqm_sls_list_start(struct iqm_client *client, const struct iqm_list_query *req,
		       struct iqm_call *call, iqm_sls_list_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_sls_list_op, req, call, iqm_sls_list_ended,
				 (iqm_any_fn *)done, context);
}

int iqm_sls_list_open(struct iqm_client *client, const struct iqm_list_query *req,
		      struct iqm_sls_list_pager **pager, struct iqm_error *error)
{
	struct iqm_pager *opened = NULL;
	int err = iqm_pager_open(client, &iqm_sls_list_op, req, pager ? &opened : NULL, error);

	if (pager)
		*pager = (struct iqm_sls_list_pager *)opened;
	return err;
}

int iqm_sls_list_next(struct iqm_sls_list_pager *pager, const struct iqm_sls_report **row,
		      struct iqm_call *call)
{
	const void *next = NULL;
	int err = iqm_pager_next((struct iqm_pager *)pager, row ? &next : NULL, call);

	if (row)
		*row = next;
	return err;
}

int iqm_sls_list_next_page(struct iqm_sls_list_pager *pager, struct iqm_sls_report_list *rows,
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

int iqm_sls_list_next_page_start(struct iqm_sls_list_pager *pager, struct iqm_sls_report_list *rows,
				 struct iqm_call *call, iqm_done_fn *done, void *context)
{
	return iqm_pager_next_page_start((struct iqm_pager *)pager, rows, call, done, context);
}

const struct iqm_paging *iqm_sls_list_paging(const struct iqm_sls_list_pager *pager)
{
	return iqm_pager_paging((const struct iqm_pager *)pager);
}

void iqm_sls_list_close(struct iqm_sls_list_pager *pager)
{
	iqm_pager_close((struct iqm_pager *)pager);
}

/* ---- sls.generate: POST /api/v3/ins/sls-reports ---- */

static const struct iqm_verdict iqm_sls_generate_verdict = {
	.yes = IQM_CREATED,
	.outcome = offsetof(struct iqm_sls_order_response, outcome),
	.flag = {
		IQM_FIELD_OF(iqm_sls_order_response, sls_report_created),
		IQM_FIELD_OF(iqm_sls_order_response, sls_report_creatable),
	},
	.id = IQM_FIELD_OF(iqm_sls_order_response, sls_id),
	.message = IQM_FIELD_OF(iqm_sls_order_response, message),
	.cost = IQM_FIELD_OF(iqm_sls_order_response, sls_chargeable_cost),
	.funds = IQM_FIELD_OF(iqm_sls_order_response, funds_available),
};

static const struct iqm_match iqm_sls_generate_matches[] = {
	{ IQM_FIELD_OF(iqm_sls_order, sls_name), IQM_FIELD_OF(iqm_sls_report, sls_name) },
};

static const struct iqm_match iqm_sls_generate_echoes[] = {
	{ IQM_FIELD_OF(iqm_sls_order, io_id),
	  IQM_FIELD_OF(iqm_sls_order_response, io_id) },
	{ IQM_FIELD_OF(iqm_sls_order, campaign_ids),
	  IQM_FIELD_OF(iqm_sls_order_response, campaign_ids) },
	{ IQM_FIELD_OF(iqm_sls_order, sls_start_date),
	  IQM_FIELD_OF(iqm_sls_order_response, sls_start_date) },
	{ IQM_FIELD_OF(iqm_sls_order, sls_end_date),
	  IQM_FIELD_OF(iqm_sls_order_response, sls_end_date) },
	{ IQM_FIELD_OF(iqm_sls_order, sls_name),
	  IQM_FIELD_OF(iqm_sls_order_response, sls_name) },
	{ IQM_FIELD_OF(iqm_sls_order, sls_lookback_duration),
	  IQM_FIELD_OF(iqm_sls_order_response, sls_lookback_duration) },
	{ IQM_FIELD_OF(iqm_sls_order, concept_group_id),
	  IQM_FIELD_OF(iqm_sls_order_response, concept_group_id) },
	{ IQM_FIELD_OF(iqm_sls_order, report_types),
	  IQM_FIELD_OF(iqm_sls_order_response, report_types) },
	{ IQM_FIELD_OF(iqm_sls_order, competitor_concept_group_ids),
	  IQM_FIELD_OF(iqm_sls_order_response, competitor_concept_group_ids) },
};

static const struct iqm_order iqm_sls_generate_order = {
	.list = &iqm_sls_list_op,
	.status = IQM_FIELD_OF(iqm_sls_report, sls_status_id),
	.status_name = IQM_FIELD_OF(iqm_sls_report, sls_status_name),
	.created = IQM_FIELD_OF(iqm_sls_report, sls_created_on),
	.regenerate = IQM_FIELD_OF(iqm_sls_order, sls_id),
	.key = IQM_FIELD_OF(iqm_sls_order, idempotency_key),
	.matches = iqm_sls_generate_matches,
	.match_len = sizeof(iqm_sls_generate_matches) / sizeof(iqm_sls_generate_matches[0]),
	.link = &iqm_sls_download_op,
	.price = &iqm_sls_compute_op,
	.echoes = iqm_sls_generate_echoes,
	.echo_len = sizeof(iqm_sls_generate_echoes) / sizeof(iqm_sls_generate_echoes[0]),
};

const struct iqm_op iqm_sls_generate_op = {
	.api = &iqm_insights_api,
	.name = "sls.generate",
	.family = "sls",
	.method = "POST",
	.path = "/api/v3/ins/sls-reports",
	.body = &iqm_sls_order_descriptor,
	.response = &iqm_sls_order_response_descriptor,
	.verdict = &iqm_sls_generate_verdict,
	.order = &iqm_sls_generate_order,
	.effect = IQM_PAID,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_sls_generate(struct iqm_client *client, const struct iqm_sls_order *req,
		     struct iqm_sls_order_response **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_sls_generate_op, req, rsp, call);
}

static void iqm_sls_generate_ended(iqm_any_fn *done, void *context, int status, void *rsp,
				   struct iqm_call *call)
{
	((iqm_sls_generate_done *)done)(context, status, rsp, call);
}

int iqm_sls_generate_start(struct iqm_client *client, const struct iqm_sls_order *req,
			   struct iqm_call *call, iqm_sls_generate_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_sls_generate_op, req, call, iqm_sls_generate_ended,
				 (iqm_any_fn *)done, context);
}

int iqm_sls_poll(struct iqm_client *client, struct iqm_report *reports, size_t len,
		 struct iqm_call *call)
{
	return iqm_reports_poll(client, &iqm_sls_generate_op, reports, len, call);
}

int iqm_sls_poll_start(struct iqm_client *client, struct iqm_report *reports, size_t len,
		       struct iqm_call *call, iqm_done_fn *done, void *context)
{
	return iqm_reports_poll_start(client, &iqm_sls_generate_op, reports, len, call, done,
				      context);
}

int iqm_sls_wait(struct iqm_client *client, struct iqm_report *reports, size_t len,
		 const struct iqm_wait *how, struct iqm_call *call)
{
	return iqm_reports_wait(client, &iqm_sls_generate_op, reports, len, how, call);
}

int iqm_sls_wait_start(struct iqm_client *client, struct iqm_report *reports, size_t len,
		       const struct iqm_wait *how, struct iqm_call *call, iqm_done_fn *done,
		       void *context)
{
	return iqm_reports_wait_start(client, &iqm_sls_generate_op, reports, len, how, call, done,
				      context);
}

int iqm_sls_find(struct iqm_client *client, const struct iqm_sls_order *req,
		 const struct iqm_intent *since, struct iqm_found *found, struct iqm_call *call)
{
	return iqm_reports_find(client, &iqm_sls_generate_op, req, since, found, call);
}

int iqm_sls_find_start(struct iqm_client *client, const struct iqm_sls_order *req,
		       const struct iqm_intent *since, struct iqm_found *found,
		       struct iqm_call *call, iqm_done_fn *done, void *context)
{
	return iqm_reports_find_start(client, &iqm_sls_generate_op, req, since, found, call, done,
				      context);
}

_Static_assert(sizeof(struct iqm_sls_wanted) == sizeof(struct iqm_wanted), "the same members");

int iqm_sls_find_all(struct iqm_client *client, struct iqm_sls_wanted *wanted, size_t len,
		     struct iqm_call *call)
{
	return iqm_reports_find_all(client, &iqm_sls_generate_op, wanted, len, call);
}

int iqm_sls_find_all_start(struct iqm_client *client, struct iqm_sls_wanted *wanted, size_t len,
			   struct iqm_call *call, iqm_done_fn *done, void *context)
{
	return iqm_reports_find_all_start(client, &iqm_sls_generate_op, wanted, len, call, done,
					  context);
}

int iqm_sls_settle_not_bought(struct iqm_client *client, struct iqm_call *call)
{
	return iqm_reports_settle_not_bought(client, &iqm_sls_generate_op, call);
}

int iqm_sls_settle_not_bought_start(struct iqm_client *client, struct iqm_call *call,
				    iqm_done_fn *done, void *context)
{
	return iqm_reports_settle_not_bought_start(client, &iqm_sls_generate_op, call, done,
						   context);
}

int iqm_sls_generate_within(struct iqm_client *client, const struct iqm_sls_order *req,
			    double max_cost, struct iqm_sls_order_response **rsp,
			    struct iqm_call *call)
{
	return iqm_perform_within(client, &iqm_sls_generate_op, req, max_cost, rsp, call);
}

int iqm_sls_generate_within_start(struct iqm_client *client, const struct iqm_sls_order *req,
				  double max_cost, struct iqm_call *call,
				  iqm_sls_generate_done *done, void *context)
{
	return iqm_perform_within_start(client, &iqm_sls_generate_op, req, max_cost, call,
					iqm_sls_generate_ended, (iqm_any_fn *)done, context);
}

int iqm_sls_generate_priced(struct iqm_client *client, const struct iqm_sls_order *req,
			    const struct iqm_sls_order_response *price, double max_cost,
			    struct iqm_sls_order_response **rsp, struct iqm_call *call)
{
	return iqm_perform_priced(client, &iqm_sls_generate_op, req, price, max_cost, rsp, call);
}

int iqm_sls_generate_priced_start(struct iqm_client *client, const struct iqm_sls_order *req,
				  const struct iqm_sls_order_response *price, double max_cost,
				  struct iqm_call *call, iqm_sls_generate_done *done, void *context)
{
	return iqm_perform_priced_start(client, &iqm_sls_generate_op, req, price, max_cost, call,
					iqm_sls_generate_ended, (iqm_any_fn *)done, context);
}

/* ---- sls.compute: POST /api/v3/ins/sls-reports/computation ---- */

static const struct iqm_verdict iqm_sls_compute_verdict = {
	.yes = IQM_CREATABLE,
	.outcome = offsetof(struct iqm_sls_order_response, outcome),
	.flag = {
		IQM_FIELD_OF(iqm_sls_order_response, sls_report_creatable),
		IQM_FIELD_OF(iqm_sls_order_response, sls_report_created),
	},
	.id = IQM_FIELD_OF(iqm_sls_order_response, sls_id),
	.message = IQM_FIELD_OF(iqm_sls_order_response, message),
	.cost = IQM_FIELD_OF(iqm_sls_order_response, sls_chargeable_cost),
	.funds = IQM_FIELD_OF(iqm_sls_order_response, funds_available),
};

const struct iqm_op iqm_sls_compute_op = {
	.api = &iqm_insights_api,
	.name = "sls.compute",
	.family = "sls",
	.method = "POST",
	.path = "/api/v3/ins/sls-reports/computation",
	.body = &iqm_sls_order_descriptor,
	.response = &iqm_sls_order_response_descriptor,
	.verdict = &iqm_sls_compute_verdict,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_sls_compute(struct iqm_client *client, const struct iqm_sls_order *req,
		    struct iqm_sls_order_response **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_sls_compute_op, req, rsp, call);
}

static void iqm_sls_compute_ended(iqm_any_fn *done, void *context, int status, void *rsp,
				  struct iqm_call *call)
{
	((iqm_sls_compute_done *)done)(context, status, rsp, call);
}

int iqm_sls_compute_start(struct iqm_client *client, const struct iqm_sls_order *req,
			  struct iqm_call *call, iqm_sls_compute_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_sls_compute_op, req, call, iqm_sls_compute_ended,
				 (iqm_any_fn *)done, context);
}

/* ---- sls.validate-name: GET /api/v3/ins/sls-reports/validate/name ---- */

const struct iqm_op iqm_sls_validate_name_op = {
	.api = &iqm_insights_api,
	.name = "sls.validate-name",
	.family = "sls",
	.method = "GET",
	.path = "/api/v3/ins/sls-reports/validate/name",
	.query = &iqm_name_query_descriptor,
	.response = &iqm_name_check_descriptor,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_sls_validate_name(struct iqm_client *client, const struct iqm_name_query *req,
			  struct iqm_name_check **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_sls_validate_name_op, req, rsp, call);
}

static void iqm_sls_validate_name_ended(iqm_any_fn *done, void *context, int status, void *rsp,
					struct iqm_call *call)
{
	((iqm_sls_validate_name_done *)done)(context, status, rsp, call);
}

int iqm_sls_validate_name_start(struct iqm_client *client, const struct iqm_name_query *req,
				struct iqm_call *call, iqm_sls_validate_name_done *done,
				void *context)
{
	return iqm_perform_start(client, &iqm_sls_validate_name_op, req, call,
				 iqm_sls_validate_name_ended, (iqm_any_fn *)done, context);
}

/* ---- sls.campaigns: GET /api/v3/ins/sls-reports/campaigns ---- */

const struct iqm_op iqm_sls_campaigns_op = {
	.api = &iqm_insights_api,
	.name = "sls.campaigns",
	.family = "sls",
	.method = "GET",
	.path = "/api/v3/ins/sls-reports/campaigns",
	.response = &iqm_eligible_campaigns_descriptor,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_sls_campaigns(struct iqm_client *client, struct iqm_eligible_campaigns **rsp,
		      struct iqm_call *call)
{
	return iqm_perform(client, &iqm_sls_campaigns_op, NULL, rsp, call);
}

static void iqm_sls_campaigns_ended(iqm_any_fn *done, void *context, int status, void *rsp,
				    struct iqm_call *call)
{
	((iqm_sls_campaigns_done *)done)(context, status, rsp, call);
}

int iqm_sls_campaigns_start(struct iqm_client *client, struct iqm_call *call,
			    iqm_sls_campaigns_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_sls_campaigns_op, NULL, call, iqm_sls_campaigns_ended,
				 (iqm_any_fn *)done, context);
}

/* ---- sls.download: POST /api/v3/ins/sls-reports/download ---- */

static const struct iqm_file iqm_sls_download_file = {
	.id = IQM_FIELD_OF(iqm_sls_file_request, sls_id),
	.type = IQM_FIELD_OF(iqm_sls_file_request, file_type),
	.url = IQM_FIELD_OF(iqm_sls_file_link, sls_report_url),
	.xlsx = IQM_FILE_TYPE_XLSX,
	.csv = IQM_FILE_TYPE_CSV,
};

const struct iqm_op iqm_sls_download_op = {
	.api = &iqm_insights_api,
	.name = "sls.download",
	.family = "sls",
	.method = "POST",
	.path = "/api/v3/ins/sls-reports/download",
	.body = &iqm_sls_file_request_descriptor,
	.response = &iqm_sls_file_link_descriptor,
	.file = &iqm_sls_download_file,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_sls_download(struct iqm_client *client, const struct iqm_sls_file_request *req,
		     struct iqm_sls_file_link **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_sls_download_op, req, rsp, call);
}

static void iqm_sls_download_ended(iqm_any_fn *done, void *context, int status, void *rsp,
				   struct iqm_call *call)
{
	((iqm_sls_download_done *)done)(context, status, rsp, call);
}

int iqm_sls_download_start(struct iqm_client *client, const struct iqm_sls_file_request *req,
			   struct iqm_call *call, iqm_sls_download_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_sls_download_op, req, call, iqm_sls_download_ended,
				 (iqm_any_fn *)done, context);
}

int iqm_sls_save(struct iqm_client *client, const struct iqm_report *report,
		 enum iqm_file_type type, struct iqm_save *save, struct iqm_call *call)
{
	return iqm_report_save(client, &iqm_sls_download_op, report, type, save, call);
}

int iqm_sls_save_start(struct iqm_client *client, const struct iqm_report *report,
		       enum iqm_file_type type, struct iqm_save *save, struct iqm_call *call,
		       iqm_done_fn *done, void *context)
{
	return iqm_report_save_start(client, &iqm_sls_download_op, report, type, save, call, done,
				     context);
}

/* ---- sls.email: POST /api/v3/ins/sls-reports/email ---- */

const struct iqm_op iqm_sls_email_op = {
	.api = &iqm_insights_api,
	.name = "sls.email",
	.family = "sls",
	.method = "POST",
	.path = "/api/v3/ins/sls-reports/email",
	.body = &iqm_sls_email_request_descriptor,
	.response = &iqm_confirmation_descriptor,
	.effect = IQM_ONCE,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_sls_email(struct iqm_client *client, const struct iqm_sls_email_request *req,
		  struct iqm_confirmation **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_sls_email_op, req, rsp, call);
}

static void iqm_sls_email_ended(iqm_any_fn *done, void *context, int status, void *rsp,
				struct iqm_call *call)
{
	((iqm_sls_email_done *)done)(context, status, rsp, call);
}

int iqm_sls_email_start(struct iqm_client *client, const struct iqm_sls_email_request *req,
			struct iqm_call *call, iqm_sls_email_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_sls_email_op, req, call, iqm_sls_email_ended,
				 (iqm_any_fn *)done, context);
}

/* ---- sls.delete: DELETE /api/v3/ins/sls-reports ---- */

static const struct iqm_deletion iqm_sls_delete_deletion = {
	.list = &iqm_sls_list_op,
	.ids = IQM_FIELD_OF(iqm_sls_ids_query, sls_ids),
};

const struct iqm_op iqm_sls_delete_op = {
	.api = &iqm_insights_api,
	.name = "sls.delete",
	.family = "sls",
	.method = "DELETE",
	.path = "/api/v3/ins/sls-reports",
	.query = &iqm_sls_ids_query_descriptor,
	.response = &iqm_confirmation_descriptor,
	.deletion = &iqm_sls_delete_deletion,
	.effect = IQM_DELETE,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_sls_delete(struct iqm_client *client, const struct iqm_sls_ids_query *req,
		   struct iqm_confirmation **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_sls_delete_op, req, rsp, call);
}

static void iqm_sls_delete_ended(iqm_any_fn *done, void *context, int status, void *rsp,
				 struct iqm_call *call)
{
	((iqm_sls_delete_done *)done)(context, status, rsp, call);
}

int iqm_sls_delete_start(struct iqm_client *client, const struct iqm_sls_ids_query *req,
			 struct iqm_call *call, iqm_sls_delete_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_sls_delete_op, req, call, iqm_sls_delete_ended,
				 (iqm_any_fn *)done, context);
}
