/* SPDX-License-Identifier: MIT */
/* Made from spec/api.yaml and spec/aqs.yaml by `make regen`: change the spec, not this file. */

#include "iqm_aqs.h"
#include "iqm_descriptors.h"

enum {
	iqm_aqs_report_field_report_id,
	iqm_aqs_report_field_report_name,
	iqm_aqs_report_field_campaign_name,
	iqm_aqs_report_field_campaign_ids,
	iqm_aqs_report_field_status_id,
	iqm_aqs_report_field_status_name,
	iqm_aqs_report_field_start_date,
	iqm_aqs_report_field_end_date,
	iqm_aqs_report_field_io_id,
	iqm_aqs_report_field_io_name,
	iqm_aqs_report_field_is_campaign_eligible,
	iqm_aqs_report_field_report_created_on,
	iqm_aqs_report_field_creative_type_id,
	iqm_aqs_report_field_io_budget_type,
	iqm_aqs_report_field_campaign_time_zone_id,
	iqm_aqs_report_field_file_size_details,
	iqm_aqs_report_field_report_type_ids,
};
static const struct iqm_field iqm_aqs_report_fields[] = {
	IQM_FIELD(iqm_aqs_report, report_id, 0, "reportId"),
	IQM_FIELD(iqm_aqs_report, report_name, IQM_F_EXACT, "reportName"),
	IQM_FIELD(iqm_aqs_report, campaign_name, 0, "campaignName"),
	IQM_FIELD(iqm_aqs_report, campaign_ids, IQM_F_SCALAR_OR_LIST, "campaignIds", "campaignId"),
	IQM_FIELD(iqm_aqs_report, status_id, 0, "statusId"),
	IQM_FIELD(iqm_aqs_report, status_name, IQM_F_EXACT, "statusName"),
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
	IQM_MAP(iqm_aqs_report, file_size_details, iqm_int_entry, "fileType",
		IQM_FIELD(iqm_int_entry, value, 0, "fileSize"), IQM_F_PAIRS, "fileSizeDetails"),
	IQM_FIELD(iqm_aqs_report, report_type_ids, 0, "reportTypeIds"),
};
static const struct iqm_descriptor iqm_aqs_report_descriptor = {
	IQM_DESCRIPTOR(iqm_aqs_report, iqm_aqs_report_fields),
};

enum {
	iqm_aqs_report_page_field_total_records,
	iqm_aqs_report_page_field_report_data_list,
	iqm_aqs_report_page_field_filtered_records,
};
static const struct iqm_field iqm_aqs_report_page_fields[] = {
	IQM_FIELD(iqm_aqs_report_page, total_records, 0, "totalRecords"),
	IQM_LIST(iqm_aqs_report_page, report_data_list, iqm_aqs_report, 0, "reportDataList"),
	IQM_FIELD(iqm_aqs_report_page, filtered_records, 0, "filteredRecords", "filterRecords"),
};
static const struct iqm_descriptor iqm_aqs_report_page_descriptor = {
	IQM_DESCRIPTOR(iqm_aqs_report_page, iqm_aqs_report_page_fields),
};

enum {
	iqm_aqs_audience_concept_group_field_audience_id,
	iqm_aqs_audience_concept_group_field_concept_group_id,
};
static const struct iqm_field iqm_aqs_audience_concept_group_fields[] = {
	IQM_FIELD(iqm_aqs_audience_concept_group, audience_id, 0, "audienceId"),
	IQM_FIELD(iqm_aqs_audience_concept_group, concept_group_id, IQM_F_EXACT, "conceptGroupId"),
};
static const struct iqm_field_variant iqm_aqs_audience_concept_group_dialects[] = {
	IQM_FIELD_VARIANT(iqm_aqs_audience_concept_group, concept_group_id, 1, IQM_F_NUMERIC,
			  "conceptGroupId"),
	IQM_FIELD_VARIANT(iqm_aqs_audience_concept_group, concept_group_id, 3, IQM_F_NUMERIC,
			  "conceptGroupId"),
	IQM_FIELD_VARIANT(iqm_aqs_audience_concept_group, concept_group_id, 4, IQM_F_NUMERIC,
			  "conceptGroupId"),
};
static const struct iqm_descriptor iqm_aqs_audience_concept_group_descriptor = {
	IQM_DESCRIPTOR(iqm_aqs_audience_concept_group, iqm_aqs_audience_concept_group_fields),
	.unwrapped = IQM_FIELD_OF(iqm_aqs_audience_concept_group, concept_group_id),
	.variants = iqm_aqs_audience_concept_group_dialects,
	.variant_len = IQM_LEN_(iqm_aqs_audience_concept_group_dialects),
	.room = offsetof(struct iqm_aqs_audience_concept_group, reserved),
};

enum {
	iqm_aqs_order_field_campaign_id,
	iqm_aqs_order_field_aqs_id,
	iqm_aqs_order_field_aqs_name,
	iqm_aqs_order_field_aqs_start_date,
	iqm_aqs_order_field_aqs_end_date,
	iqm_aqs_order_field_aqs_report_type_id,
	iqm_aqs_order_field_aqs_audience_concept_groups,
	iqm_aqs_order_field_campaign_ids,
	iqm_aqs_order_field_io_id,
};
static const struct iqm_field iqm_aqs_order_fields[] = {
	IQM_FIELD(iqm_aqs_order, campaign_id, 0, "campaignId"),
	IQM_FIELD(iqm_aqs_order, aqs_id, 0, "aqsId"),
	IQM_FIELD(iqm_aqs_order, aqs_name, 0, "aqsName"),
	IQM_FIELD(iqm_aqs_order, aqs_start_date, 0, "aqsStartDate"),
	IQM_FIELD(iqm_aqs_order, aqs_end_date, 0, "aqsEndDate"),
	IQM_FIELD(iqm_aqs_order, aqs_report_type_id, 0, "aqsReportTypeId"),
	IQM_LIST(iqm_aqs_order, aqs_audience_concept_groups, iqm_aqs_audience_concept_group,
		 IQM_F_SCALAR_OR_LIST, "aqsAudienceConceptGroups"),
	IQM_FIELD(iqm_aqs_order, campaign_ids, 0, "campaignIds"),
	IQM_FIELD(iqm_aqs_order, io_id, 0, "ioId"),
};
static const struct iqm_field_variant iqm_aqs_order_dialects[] = {
	IQM_FIELD_VARIANT(iqm_aqs_order, aqs_start_date, 1, IQM_F_IN_MS, "aqsStartDate"),
	IQM_FIELD_VARIANT(iqm_aqs_order, aqs_start_date, 3, IQM_F_IN_MS, "aqsStartDate"),
	IQM_FIELD_VARIANT(iqm_aqs_order, aqs_start_date, 4, IQM_F_IN_MS, "aqsStartDate"),
	IQM_FIELD_VARIANT(iqm_aqs_order, aqs_end_date, 1, IQM_F_IN_MS, "aqsEndDate"),
	IQM_FIELD_VARIANT(iqm_aqs_order, aqs_end_date, 3, IQM_F_IN_MS, "aqsEndDate"),
	IQM_FIELD_VARIANT(iqm_aqs_order, aqs_end_date, 4, IQM_F_IN_MS, "aqsEndDate"),
	IQM_FIELD_VARIANT(iqm_aqs_order, aqs_audience_concept_groups, 2, IQM_F_SCALAR,
			  "aqsAudienceConceptGroups"),
};
static const struct iqm_descriptor iqm_aqs_order_descriptor = {
	IQM_DESCRIPTOR(iqm_aqs_order, iqm_aqs_order_fields),
	.first_day = IQM_FIELD_OF(iqm_aqs_order, aqs_start_date),
	.last_day = IQM_FIELD_OF(iqm_aqs_order, aqs_end_date),
	.variants = iqm_aqs_order_dialects,
	.variant_len = IQM_LEN_(iqm_aqs_order_dialects),
	.room = offsetof(struct iqm_aqs_order, reserved),
};

enum {
	iqm_aqs_order_response_field_aqs_report_created,
	iqm_aqs_order_response_field_aqs_report_creatable,
	iqm_aqs_order_response_field_aqs_id,
	iqm_aqs_order_response_field_aqs_name,
	iqm_aqs_order_response_field_aqs_status_id,
	iqm_aqs_order_response_field_aqs_created_on,
	iqm_aqs_order_response_field_campaign_ids,
	iqm_aqs_order_response_field_io_id,
	iqm_aqs_order_response_field_io_name,
	iqm_aqs_order_response_field_io_type_id,
	iqm_aqs_order_response_field_aqs_start_date,
	iqm_aqs_order_response_field_aqs_end_date,
	iqm_aqs_order_response_field_aqs_chargeable_imps,
	iqm_aqs_order_response_field_aqs_charged_imps,
	iqm_aqs_order_response_field_aqs_chargeable_cost,
	iqm_aqs_order_response_field_aqs_charged_cost,
	iqm_aqs_order_response_field_aqs_report_type_id,
	iqm_aqs_order_response_field_aqs_audience_concept_groups,
	iqm_aqs_order_response_field_funds_available,
	iqm_aqs_order_response_field_effective_aqs_rate,
	iqm_aqs_order_response_field_timezone_id,
	iqm_aqs_order_response_field_creative_type_id,
	iqm_aqs_order_response_field_message,
};
static const struct iqm_field iqm_aqs_order_response_fields[] = {
	IQM_FIELD(iqm_aqs_order_response, aqs_report_created, 0, "aqsReportCreated"),
	IQM_FIELD(iqm_aqs_order_response, aqs_report_creatable, 0, "aqsReportCreatable"),
	IQM_FIELD(iqm_aqs_order_response, aqs_id, 0, "aqsId"),
	IQM_FIELD(iqm_aqs_order_response, aqs_name, 0, "aqsName"),
	IQM_FIELD(iqm_aqs_order_response, aqs_status_id, 0, "aqsStatusId", "aqsStatus"),
	IQM_FIELD(iqm_aqs_order_response, aqs_created_on, 0, "aqsCreatedOn"),
	IQM_FIELD(iqm_aqs_order_response, campaign_ids, IQM_F_SCALAR_OR_LIST, "campaignIds",
		  "campaignId"),
	IQM_FIELD(iqm_aqs_order_response, io_id, 0, "ioId"),
	IQM_FIELD(iqm_aqs_order_response, io_name, 0, "ioName"),
	IQM_FIELD(iqm_aqs_order_response, io_type_id, 0, "ioTypeId", "ioBudgetType"),
	IQM_FIELD(iqm_aqs_order_response, aqs_start_date, 0, "aqsStartDate", "startDate"),
	IQM_FIELD(iqm_aqs_order_response, aqs_end_date, 0, "aqsEndDate", "endDate"),
	IQM_FIELD(iqm_aqs_order_response, aqs_chargeable_imps, 0, "aqsChargeableImps"),
	IQM_FIELD(iqm_aqs_order_response, aqs_charged_imps, 0, "aqsChargedImps"),
	IQM_FIELD(iqm_aqs_order_response, aqs_chargeable_cost, 0, "aqsChargeableCost"),
	IQM_FIELD(iqm_aqs_order_response, aqs_charged_cost, 0, "aqsChargedCost"),
	IQM_FIELD(iqm_aqs_order_response, aqs_report_type_id, 0, "aqsReportTypeId"),
	IQM_LIST(iqm_aqs_order_response, aqs_audience_concept_groups,
		 iqm_aqs_audience_concept_group, IQM_F_SCALAR_OR_LIST, "aqsAudienceConceptGroups"),
	IQM_FIELD(iqm_aqs_order_response, funds_available, 0, "fundsAvailable"),
	IQM_FIELD(iqm_aqs_order_response, effective_aqs_rate, 0, "effectiveAqsRate"),
	IQM_FIELD(iqm_aqs_order_response, timezone_id, 0, "timezoneId"),
	IQM_FIELD(iqm_aqs_order_response, creative_type_id, 0, "creativeTypeId"),
	IQM_FIELD(iqm_aqs_order_response, message, 0, "message"),
};
static const struct iqm_descriptor iqm_aqs_order_response_descriptor = {
	IQM_DESCRIPTOR(iqm_aqs_order_response, iqm_aqs_order_response_fields),
};

enum {
	iqm_aqs_report_kind_field_id,
	iqm_aqs_report_kind_field_name,
	iqm_aqs_report_kind_field_label,
	iqm_aqs_report_kind_field_order,
};
static const struct iqm_field iqm_aqs_report_kind_fields[] = {
	IQM_FIELD(iqm_aqs_report_kind, id, 0, "id"),
	IQM_FIELD(iqm_aqs_report_kind, name, 0, "name"),
	IQM_FIELD(iqm_aqs_report_kind, label, 0, "label"),
	IQM_FIELD(iqm_aqs_report_kind, order, 0, "order"),
};
static const struct iqm_descriptor iqm_aqs_report_kind_descriptor = {
	IQM_DESCRIPTOR(iqm_aqs_report_kind, iqm_aqs_report_kind_fields),
};

enum {
	iqm_aqs_report_kinds_field_report_type_data,
	iqm_aqs_report_kinds_field_total_records,
	iqm_aqs_report_kinds_field_filtered_records,
};
static const struct iqm_field iqm_aqs_report_kinds_fields[] = {
	IQM_LIST(iqm_aqs_report_kinds, report_type_data, iqm_aqs_report_kind, 0, "reportTypeData"),
	IQM_FIELD(iqm_aqs_report_kinds, total_records, 0, "totalRecords"),
	IQM_FIELD(iqm_aqs_report_kinds, filtered_records, 0, "filteredRecords", "filterRecords"),
};
static const struct iqm_descriptor iqm_aqs_report_kinds_descriptor = {
	IQM_DESCRIPTOR(iqm_aqs_report_kinds, iqm_aqs_report_kinds_fields),
};

enum {
	iqm_aqs_file_request_field_file_type_id,
	iqm_aqs_file_request_field_report_id,
};
static const struct iqm_field iqm_aqs_file_request_fields[] = {
	IQM_FIELD(iqm_aqs_file_request, file_type_id, 0, "fileTypeId"),
	IQM_FIELD(iqm_aqs_file_request, report_id, 0, "reportId"),
};
static const struct iqm_descriptor iqm_aqs_file_request_descriptor = {
	IQM_DESCRIPTOR(iqm_aqs_file_request, iqm_aqs_file_request_fields),
	.room = offsetof(struct iqm_aqs_file_request, reserved),
};

enum {
	iqm_aqs_file_link_field_report_url,
};
static const struct iqm_field iqm_aqs_file_link_fields[] = {
	IQM_FIELD(iqm_aqs_file_link, report_url, IQM_F_REQUIRED | IQM_F_SECRET | IQM_F_EXACT,
		  "reportUrl", "reportURL", "pldReportUrl", "slsReportUrl"),
};
static const struct iqm_descriptor iqm_aqs_file_link_descriptor = {
	IQM_DESCRIPTOR(iqm_aqs_file_link, iqm_aqs_file_link_fields),
};

enum {
	iqm_aqs_email_request_field_file_type_id,
	iqm_aqs_email_request_field_report_id,
	iqm_aqs_email_request_field_email_ids,
};
static const struct iqm_field iqm_aqs_email_request_fields[] = {
	IQM_FIELD(iqm_aqs_email_request, file_type_id, 0, "fileTypeId"),
	IQM_FIELD(iqm_aqs_email_request, report_id, IQM_F_REQUIRED, "reportId"),
	IQM_FIELD(iqm_aqs_email_request, email_ids, IQM_F_REQUIRED, "emailIds"),
};
static const struct iqm_descriptor iqm_aqs_email_request_descriptor = {
	IQM_DESCRIPTOR(iqm_aqs_email_request, iqm_aqs_email_request_fields),
	.room = offsetof(struct iqm_aqs_email_request, reserved),
};

enum {
	iqm_aqs_ids_query_field_report_ids,
};
static const struct iqm_field iqm_aqs_ids_query_fields[] = {
	IQM_FIELD(iqm_aqs_ids_query, report_ids, IQM_F_REQUIRED, "reportIds"),
};
static const struct iqm_descriptor iqm_aqs_ids_query_descriptor = {
	IQM_DESCRIPTOR(iqm_aqs_ids_query, iqm_aqs_ids_query_fields),
	.room = offsetof(struct iqm_aqs_ids_query, reserved),
};

/* ---- aqs.list: GET /api/v3/ins/aqs-reports ---- */

static const struct iqm_paged iqm_aqs_list_paged = {
	.page = IQM_FIELD_OF(iqm_list_query, page_no),
	.size = IQM_FIELD_OF(iqm_list_query, no_of_entries),
	.sort = IQM_FIELD_OF(iqm_list_query, sort_by),
	.items = IQM_FIELD_OF(iqm_aqs_report_page, report_data_list),
	.total = IQM_FIELD_OF(iqm_aqs_report_page, filtered_records),
	.key = IQM_FIELD_OF(iqm_aqs_report, report_id),
	.max_size = 1000,
};

const struct iqm_op iqm_aqs_list_op = {
	.api = &iqm_insights_api,
	.name = "aqs.list",
	.family = "aqs",
	.method = "GET",
	.path = "/api/v3/ins/aqs-reports",
	.query = &iqm_list_query_descriptor,
	.response = &iqm_aqs_report_page_descriptor,
	.paged = &iqm_aqs_list_paged,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_aqs_list(struct iqm_client *client, const struct iqm_list_query *req,
		 struct iqm_aqs_report_page **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_aqs_list_op, req, rsp, call);
}

static void iqm_aqs_list_ended(iqm_any_fn *done, void *context, int status, void *rsp,
			       struct iqm_call *call)
{
	((iqm_aqs_list_done *)done)(context, status, rsp, call);
}

int iqm_aqs_list_start(struct iqm_client *client, const struct iqm_list_query *req,
		       struct iqm_call *call, iqm_aqs_list_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_aqs_list_op, req, call, iqm_aqs_list_ended,
				 (iqm_any_fn *)done, context);
}

int iqm_aqs_list_open(struct iqm_client *client, const struct iqm_list_query *req,
		      struct iqm_aqs_list_pager **pager, struct iqm_error *error)
{
	struct iqm_pager *opened = NULL;
	int err = iqm_pager_open(client, &iqm_aqs_list_op, req, pager ? &opened : NULL, error);

	if (pager)
		*pager = (struct iqm_aqs_list_pager *)opened;
	return err;
}

int iqm_aqs_list_next(struct iqm_aqs_list_pager *pager, const struct iqm_aqs_report **row,
		      struct iqm_call *call)
{
	const void *next = NULL;
	int err = iqm_pager_next((struct iqm_pager *)pager, row ? &next : NULL, call);

	if (row)
		*row = next;
	return err;
}

int iqm_aqs_list_next_page(struct iqm_aqs_list_pager *pager, struct iqm_aqs_report_list *rows,
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

int iqm_aqs_list_next_page_start(struct iqm_aqs_list_pager *pager, struct iqm_aqs_report_list *rows,
				 struct iqm_call *call, iqm_done_fn *done, void *context)
{
	return iqm_pager_next_page_start((struct iqm_pager *)pager, rows, call, done, context);
}

const struct iqm_paging *iqm_aqs_list_paging(const struct iqm_aqs_list_pager *pager)
{
	return iqm_pager_paging((const struct iqm_pager *)pager);
}

void iqm_aqs_list_close(struct iqm_aqs_list_pager *pager)
{
	iqm_pager_close((struct iqm_pager *)pager);
}

/* ---- aqs.campaigns: GET /api/v3/ins/aqs-reports/campaigns ---- */

const struct iqm_op iqm_aqs_campaigns_op = {
	.api = &iqm_insights_api,
	.name = "aqs.campaigns",
	.family = "aqs",
	.method = "GET",
	.path = "/api/v3/ins/aqs-reports/campaigns",
	.response = &iqm_eligible_campaigns_descriptor,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_aqs_campaigns(struct iqm_client *client, struct iqm_eligible_campaigns **rsp,
		      struct iqm_call *call)
{
	return iqm_perform(client, &iqm_aqs_campaigns_op, NULL, rsp, call);
}

static void iqm_aqs_campaigns_ended(iqm_any_fn *done, void *context, int status, void *rsp,
				    struct iqm_call *call)
{
	((iqm_aqs_campaigns_done *)done)(context, status, rsp, call);
}

int iqm_aqs_campaigns_start(struct iqm_client *client, struct iqm_call *call,
			    iqm_aqs_campaigns_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_aqs_campaigns_op, NULL, call, iqm_aqs_campaigns_ended,
				 (iqm_any_fn *)done, context);
}

/* ---- aqs.validate-name: GET /api/v3/ins/aqs-reports/validate/name ---- */

const struct iqm_op iqm_aqs_validate_name_op = {
	.api = &iqm_insights_api,
	.name = "aqs.validate-name",
	.family = "aqs",
	.method = "GET",
	.path = "/api/v3/ins/aqs-reports/validate/name",
	.query = &iqm_name_query_descriptor,
	.response = &iqm_name_check_descriptor,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_aqs_validate_name(struct iqm_client *client, const struct iqm_name_query *req,
			  struct iqm_name_check **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_aqs_validate_name_op, req, rsp, call);
}

static void iqm_aqs_validate_name_ended(iqm_any_fn *done, void *context, int status, void *rsp,
					struct iqm_call *call)
{
	((iqm_aqs_validate_name_done *)done)(context, status, rsp, call);
}

int iqm_aqs_validate_name_start(struct iqm_client *client, const struct iqm_name_query *req,
				struct iqm_call *call, iqm_aqs_validate_name_done *done,
				void *context)
{
	return iqm_perform_start(client, &iqm_aqs_validate_name_op, req, call,
				 iqm_aqs_validate_name_ended, (iqm_any_fn *)done, context);
}

/* ---- aqs.compute: POST /api/v3/ins/aqs-reports/computation ---- */

static const struct iqm_verdict iqm_aqs_compute_verdict = {
	.yes = IQM_CREATABLE,
	.outcome = offsetof(struct iqm_aqs_order_response, outcome),
	.flag = {
		IQM_FIELD_OF(iqm_aqs_order_response, aqs_report_creatable),
		IQM_FIELD_OF(iqm_aqs_order_response, aqs_report_created),
	},
	.id = IQM_FIELD_OF(iqm_aqs_order_response, aqs_id),
	.message = IQM_FIELD_OF(iqm_aqs_order_response, message),
	.cost = IQM_FIELD_OF(iqm_aqs_order_response, aqs_chargeable_cost),
	.funds = IQM_FIELD_OF(iqm_aqs_order_response, funds_available),
};

const struct iqm_op iqm_aqs_compute_op = {
	.api = &iqm_insights_api,
	.name = "aqs.compute",
	.family = "aqs",
	.method = "POST",
	.path = "/api/v3/ins/aqs-reports/computation",
	.body = &iqm_aqs_order_descriptor,
	.response = &iqm_aqs_order_response_descriptor,
	.verdict = &iqm_aqs_compute_verdict,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_aqs_compute(struct iqm_client *client, const struct iqm_aqs_order *req,
		    struct iqm_aqs_order_response **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_aqs_compute_op, req, rsp, call);
}

static void iqm_aqs_compute_ended(iqm_any_fn *done, void *context, int status, void *rsp,
				  struct iqm_call *call)
{
	((iqm_aqs_compute_done *)done)(context, status, rsp, call);
}

int iqm_aqs_compute_start(struct iqm_client *client, const struct iqm_aqs_order *req,
			  struct iqm_call *call, iqm_aqs_compute_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_aqs_compute_op, req, call, iqm_aqs_compute_ended,
				 (iqm_any_fn *)done, context);
}

/* ---- aqs.generate: POST /api/v3/ins/aqs-reports ---- */

static const struct iqm_verdict iqm_aqs_generate_verdict = {
	.yes = IQM_CREATED,
	.outcome = offsetof(struct iqm_aqs_order_response, outcome),
	.flag = {
		IQM_FIELD_OF(iqm_aqs_order_response, aqs_report_created),
		IQM_FIELD_OF(iqm_aqs_order_response, aqs_report_creatable),
	},
	.id = IQM_FIELD_OF(iqm_aqs_order_response, aqs_id),
	.message = IQM_FIELD_OF(iqm_aqs_order_response, message),
	.cost = IQM_FIELD_OF(iqm_aqs_order_response, aqs_chargeable_cost),
	.funds = IQM_FIELD_OF(iqm_aqs_order_response, funds_available),
};

static const struct iqm_match iqm_aqs_generate_matches[] = {
	{ IQM_FIELD_OF(iqm_aqs_order, aqs_name), IQM_FIELD_OF(iqm_aqs_report, report_name) },
};

static const struct iqm_match iqm_aqs_generate_echoes[] = {
	{ IQM_FIELD_OF(iqm_aqs_order, campaign_id),
	  IQM_FIELD_OF(iqm_aqs_order_response, campaign_ids) },
	{ IQM_FIELD_OF(iqm_aqs_order, aqs_name),
	  IQM_FIELD_OF(iqm_aqs_order_response, aqs_name) },
	{ IQM_FIELD_OF(iqm_aqs_order, aqs_start_date),
	  IQM_FIELD_OF(iqm_aqs_order_response, aqs_start_date) },
	{ IQM_FIELD_OF(iqm_aqs_order, aqs_end_date),
	  IQM_FIELD_OF(iqm_aqs_order_response, aqs_end_date) },
	{ IQM_FIELD_OF(iqm_aqs_order, aqs_report_type_id),
	  IQM_FIELD_OF(iqm_aqs_order_response, aqs_report_type_id) },
	{ IQM_FIELD_OF(iqm_aqs_order, campaign_ids),
	  IQM_FIELD_OF(iqm_aqs_order_response, campaign_ids) },
	{ IQM_FIELD_OF(iqm_aqs_order, io_id),
	  IQM_FIELD_OF(iqm_aqs_order_response, io_id) },
};

static const struct iqm_order iqm_aqs_generate_order = {
	.list = &iqm_aqs_list_op,
	.status = IQM_FIELD_OF(iqm_aqs_report, status_id),
	.status_name = IQM_FIELD_OF(iqm_aqs_report, status_name),
	.created = IQM_FIELD_OF(iqm_aqs_report, report_created_on),
	.regenerate = IQM_FIELD_OF(iqm_aqs_order, aqs_id),
	.key = NULL,
	.matches = iqm_aqs_generate_matches,
	.match_len = sizeof(iqm_aqs_generate_matches) / sizeof(iqm_aqs_generate_matches[0]),
	.link = &iqm_aqs_download_op,
	.price = &iqm_aqs_compute_op,
	.echoes = iqm_aqs_generate_echoes,
	.echo_len = sizeof(iqm_aqs_generate_echoes) / sizeof(iqm_aqs_generate_echoes[0]),
};

const struct iqm_op iqm_aqs_generate_op = {
	.api = &iqm_insights_api,
	.name = "aqs.generate",
	.family = "aqs",
	.method = "POST",
	.path = "/api/v3/ins/aqs-reports",
	.body = &iqm_aqs_order_descriptor,
	.response = &iqm_aqs_order_response_descriptor,
	.verdict = &iqm_aqs_generate_verdict,
	.order = &iqm_aqs_generate_order,
	.effect = IQM_PAID,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_aqs_generate(struct iqm_client *client, const struct iqm_aqs_order *req,
		     struct iqm_aqs_order_response **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_aqs_generate_op, req, rsp, call);
}

static void iqm_aqs_generate_ended(iqm_any_fn *done, void *context, int status, void *rsp,
				   struct iqm_call *call)
{
	((iqm_aqs_generate_done *)done)(context, status, rsp, call);
}

int iqm_aqs_generate_start(struct iqm_client *client, const struct iqm_aqs_order *req,
			   struct iqm_call *call, iqm_aqs_generate_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_aqs_generate_op, req, call, iqm_aqs_generate_ended,
				 (iqm_any_fn *)done, context);
}

int iqm_aqs_poll(struct iqm_client *client, struct iqm_report *reports, size_t len,
		 struct iqm_call *call)
{
	return iqm_reports_poll(client, &iqm_aqs_generate_op, reports, len, call);
}

int iqm_aqs_poll_start(struct iqm_client *client, struct iqm_report *reports, size_t len,
		       struct iqm_call *call, iqm_done_fn *done, void *context)
{
	return iqm_reports_poll_start(client, &iqm_aqs_generate_op, reports, len, call, done,
				      context);
}

int iqm_aqs_wait(struct iqm_client *client, struct iqm_report *reports, size_t len,
		 const struct iqm_wait *how, struct iqm_call *call)
{
	return iqm_reports_wait(client, &iqm_aqs_generate_op, reports, len, how, call);
}

int iqm_aqs_wait_start(struct iqm_client *client, struct iqm_report *reports, size_t len,
		       const struct iqm_wait *how, struct iqm_call *call, iqm_done_fn *done,
		       void *context)
{
	return iqm_reports_wait_start(client, &iqm_aqs_generate_op, reports, len, how, call, done,
				      context);
}

int iqm_aqs_find(struct iqm_client *client, const struct iqm_aqs_order *req,
		 const struct iqm_intent *since, struct iqm_found *found, struct iqm_call *call)
{
	return iqm_reports_find(client, &iqm_aqs_generate_op, req, since, found, call);
}

int iqm_aqs_find_start(struct iqm_client *client, const struct iqm_aqs_order *req,
		       const struct iqm_intent *since, struct iqm_found *found,
		       struct iqm_call *call, iqm_done_fn *done, void *context)
{
	return iqm_reports_find_start(client, &iqm_aqs_generate_op, req, since, found, call, done,
				      context);
}

_Static_assert(sizeof(struct iqm_aqs_wanted) == sizeof(struct iqm_wanted), "the same members");

int iqm_aqs_find_all(struct iqm_client *client, struct iqm_aqs_wanted *wanted, size_t len,
		     struct iqm_call *call)
{
	return iqm_reports_find_all(client, &iqm_aqs_generate_op, wanted, len, call);
}

int iqm_aqs_find_all_start(struct iqm_client *client, struct iqm_aqs_wanted *wanted, size_t len,
			   struct iqm_call *call, iqm_done_fn *done, void *context)
{
	return iqm_reports_find_all_start(client, &iqm_aqs_generate_op, wanted, len, call, done,
					  context);
}

int iqm_aqs_settle_not_bought(struct iqm_client *client, struct iqm_call *call)
{
	return iqm_reports_settle_not_bought(client, &iqm_aqs_generate_op, call);
}

int iqm_aqs_settle_not_bought_start(struct iqm_client *client, struct iqm_call *call,
				    iqm_done_fn *done, void *context)
{
	return iqm_reports_settle_not_bought_start(client, &iqm_aqs_generate_op, call, done,
						   context);
}

int iqm_aqs_generate_within(struct iqm_client *client, const struct iqm_aqs_order *req,
			    double max_cost, struct iqm_aqs_order_response **rsp,
			    struct iqm_call *call)
{
	return iqm_perform_within(client, &iqm_aqs_generate_op, req, max_cost, rsp, call);
}

int iqm_aqs_generate_within_start(struct iqm_client *client, const struct iqm_aqs_order *req,
				  double max_cost, struct iqm_call *call,
				  iqm_aqs_generate_done *done, void *context)
{
	return iqm_perform_within_start(client, &iqm_aqs_generate_op, req, max_cost, call,
					iqm_aqs_generate_ended, (iqm_any_fn *)done, context);
}

int iqm_aqs_generate_priced(struct iqm_client *client, const struct iqm_aqs_order *req,
			    const struct iqm_aqs_order_response *price, double max_cost,
			    struct iqm_aqs_order_response **rsp, struct iqm_call *call)
{
	return iqm_perform_priced(client, &iqm_aqs_generate_op, req, price, max_cost, rsp, call);
}

int iqm_aqs_generate_priced_start(struct iqm_client *client, const struct iqm_aqs_order *req,
				  const struct iqm_aqs_order_response *price, double max_cost,
				  struct iqm_call *call, iqm_aqs_generate_done *done, void *context)
{
	return iqm_perform_priced_start(client, &iqm_aqs_generate_op, req, price, max_cost, call,
					iqm_aqs_generate_ended, (iqm_any_fn *)done, context);
}

/* ---- aqs.report-types: GET /api/v3/ins/static/aqs-reports/report-types ---- */

const struct iqm_op iqm_aqs_report_types_op = {
	.api = &iqm_insights_api,
	.name = "aqs.report-types",
	.family = "aqs",
	.method = "GET",
	.path = "/api/v3/ins/static/aqs-reports/report-types",
	.response = &iqm_aqs_report_kinds_descriptor,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_aqs_report_types(struct iqm_client *client, struct iqm_aqs_report_kinds **rsp,
			 struct iqm_call *call)
{
	return iqm_perform(client, &iqm_aqs_report_types_op, NULL, rsp, call);
}

static void iqm_aqs_report_types_ended(iqm_any_fn *done, void *context, int status, void *rsp,
				       struct iqm_call *call)
{
	((iqm_aqs_report_types_done *)done)(context, status, rsp, call);
}

int iqm_aqs_report_types_start(struct iqm_client *client, struct iqm_call *call,
			       iqm_aqs_report_types_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_aqs_report_types_op, NULL, call,
				 iqm_aqs_report_types_ended, (iqm_any_fn *)done, context);
}

/* ---- aqs.download: POST /api/v3/ins/aqs-reports/download ---- */

static const struct iqm_file iqm_aqs_download_file = {
	.id = IQM_FIELD_OF(iqm_aqs_file_request, report_id),
	.type = IQM_FIELD_OF(iqm_aqs_file_request, file_type_id),
	.url = IQM_FIELD_OF(iqm_aqs_file_link, report_url),
	.xlsx = IQM_FILE_TYPE_XLSX,
	.csv = IQM_FILE_TYPE_CSV,
};

const struct iqm_op iqm_aqs_download_op = {
	.api = &iqm_insights_api,
	.name = "aqs.download",
	.family = "aqs",
	.method = "POST",
	.path = "/api/v3/ins/aqs-reports/download",
	.body = &iqm_aqs_file_request_descriptor,
	.response = &iqm_aqs_file_link_descriptor,
	.file = &iqm_aqs_download_file,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_aqs_download(struct iqm_client *client, const struct iqm_aqs_file_request *req,
		     struct iqm_aqs_file_link **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_aqs_download_op, req, rsp, call);
}

static void iqm_aqs_download_ended(iqm_any_fn *done, void *context, int status, void *rsp,
				   struct iqm_call *call)
{
	((iqm_aqs_download_done *)done)(context, status, rsp, call);
}

int iqm_aqs_download_start(struct iqm_client *client, const struct iqm_aqs_file_request *req,
			   struct iqm_call *call, iqm_aqs_download_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_aqs_download_op, req, call, iqm_aqs_download_ended,
				 (iqm_any_fn *)done, context);
}

int iqm_aqs_save(struct iqm_client *client, const struct iqm_report *report,
		 enum iqm_file_type type, struct iqm_save *save, struct iqm_call *call)
{
	return iqm_report_save(client, &iqm_aqs_download_op, report, type, save, call);
}

int iqm_aqs_save_start(struct iqm_client *client, const struct iqm_report *report,
		       enum iqm_file_type type, struct iqm_save *save, struct iqm_call *call,
		       iqm_done_fn *done, void *context)
{
	return iqm_report_save_start(client, &iqm_aqs_download_op, report, type, save, call, done,
				     context);
}

/* ---- aqs.email: POST /api/v3/ins/aqs-reports/email ---- */

const struct iqm_op iqm_aqs_email_op = {
	.api = &iqm_insights_api,
	.name = "aqs.email",
	.family = "aqs",
	.method = "POST",
	.path = "/api/v3/ins/aqs-reports/email",
	.body = &iqm_aqs_email_request_descriptor,
	.response = &iqm_confirmation_descriptor,
	.effect = IQM_ONCE,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_aqs_email(struct iqm_client *client, const struct iqm_aqs_email_request *req,
		  struct iqm_confirmation **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_aqs_email_op, req, rsp, call);
}

static void iqm_aqs_email_ended(iqm_any_fn *done, void *context, int status, void *rsp,
				struct iqm_call *call)
{
	((iqm_aqs_email_done *)done)(context, status, rsp, call);
}

int iqm_aqs_email_start(struct iqm_client *client, const struct iqm_aqs_email_request *req,
			struct iqm_call *call, iqm_aqs_email_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_aqs_email_op, req, call, iqm_aqs_email_ended,
				 (iqm_any_fn *)done, context);
}

/* ---- aqs.delete: DELETE /api/v3/ins/aqs-reports ---- */

static const struct iqm_deletion iqm_aqs_delete_deletion = {
	.list = &iqm_aqs_list_op,
	.ids = IQM_FIELD_OF(iqm_aqs_ids_query, report_ids),
};

const struct iqm_op iqm_aqs_delete_op = {
	.api = &iqm_insights_api,
	.name = "aqs.delete",
	.family = "aqs",
	.method = "DELETE",
	.path = "/api/v3/ins/aqs-reports",
	.query = &iqm_aqs_ids_query_descriptor,
	.response = &iqm_confirmation_descriptor,
	.deletion = &iqm_aqs_delete_deletion,
	.effect = IQM_DELETE,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_aqs_delete(struct iqm_client *client, const struct iqm_aqs_ids_query *req,
		   struct iqm_confirmation **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_aqs_delete_op, req, rsp, call);
}

static void iqm_aqs_delete_ended(iqm_any_fn *done, void *context, int status, void *rsp,
				 struct iqm_call *call)
{
	((iqm_aqs_delete_done *)done)(context, status, rsp, call);
}

int iqm_aqs_delete_start(struct iqm_client *client, const struct iqm_aqs_ids_query *req,
			 struct iqm_call *call, iqm_aqs_delete_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_aqs_delete_op, req, call, iqm_aqs_delete_ended,
				 (iqm_any_fn *)done, context);
}
