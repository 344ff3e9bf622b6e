/* SPDX-License-Identifier: MIT */
/* Made from spec/api.yaml and spec/static.yaml by `make regen`: change the spec, not this file. */

#include "iqm_static.h"
#include "iqm_descriptors.h"

enum {
	iqm_static_status_field_id,
	iqm_static_status_field_name,
	iqm_static_status_field_label,
	iqm_static_status_field_order,
};
static const struct iqm_field iqm_static_status_fields[] = {
	IQM_FIELD(iqm_static_status, id, 0, "id"),
	IQM_FIELD(iqm_static_status, name, 0, "name"),
	IQM_FIELD(iqm_static_status, label, 0, "label", "displayName"),
	IQM_FIELD(iqm_static_status, order, 0, "order"),
};
static const struct iqm_descriptor iqm_static_status_descriptor = {
	IQM_DESCRIPTOR(iqm_static_status, iqm_static_status_fields),
};

enum {
	iqm_static_statuses_field_total_records,
	iqm_static_statuses_field_filtered_records,
	iqm_static_statuses_field_insights_status_data,
};
static const struct iqm_field iqm_static_statuses_fields[] = {
	IQM_FIELD(iqm_static_statuses, total_records, 0, "totalRecords"),
	IQM_FIELD(iqm_static_statuses, filtered_records, 0, "filteredRecords", "filterRecords"),
	IQM_LIST(iqm_static_statuses, insights_status_data, iqm_static_status, 0,
		 "insightsStatusData"),
};
static const struct iqm_descriptor iqm_static_statuses_descriptor = {
	IQM_DESCRIPTOR(iqm_static_statuses, iqm_static_statuses_fields),
	.unwrapped = IQM_FIELD_OF(iqm_static_statuses, insights_status_data),
};

/* ---- static.insights-statuses: GET /api/v3/ins/static/insights/status/list ---- */

const struct iqm_op iqm_static_insights_statuses_op = {
	.api = &iqm_insights_api,
	.name = "static.insights-statuses",
	.family = "static",
	.method = "GET",
	.path = "/api/v3/ins/static/insights/status/list",
	.response = &iqm_static_statuses_descriptor,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_static_insights_statuses(struct iqm_client *client, struct iqm_static_statuses **rsp,
				 struct iqm_call *call)
{
	return iqm_perform(client, &iqm_static_insights_statuses_op, NULL, rsp, call);
}

static void iqm_static_insights_statuses_ended(iqm_any_fn *done, void *context, int status,
					       void *rsp, struct iqm_call *call)
{
	((iqm_static_insights_statuses_done *)done)(context, status, rsp, call);
}

int iqm_static_insights_statuses_start(struct iqm_client *client, struct iqm_call *call,
				       iqm_static_insights_statuses_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_static_insights_statuses_op, NULL, call,
				 iqm_static_insights_statuses_ended, (iqm_any_fn *)done, context);
}

/* ---- static.report-statuses: GET /api/v3/ins/static/report-status ---- */

const struct iqm_op iqm_static_report_statuses_op = {
	.api = &iqm_insights_api,
	.name = "static.report-statuses",
	.family = "static",
	.method = "GET",
	.path = "/api/v3/ins/static/report-status",
	.response = &iqm_static_statuses_descriptor,
	.effect = IQM_READ,
	.content = IQM_JSON,
	.auth = IQM_BEARER,
};

int iqm_static_report_statuses(struct iqm_client *client, struct iqm_static_statuses **rsp,
			       struct iqm_call *call)
{
	return iqm_perform(client, &iqm_static_report_statuses_op, NULL, rsp, call);
}

static void iqm_static_report_statuses_ended(iqm_any_fn *done, void *context, int status, void *rsp,
					     struct iqm_call *call)
{
	((iqm_static_report_statuses_done *)done)(context, status, rsp, call);
}

int iqm_static_report_statuses_start(struct iqm_client *client, struct iqm_call *call,
				     iqm_static_report_statuses_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_static_report_statuses_op, NULL, call,
				 iqm_static_report_statuses_ended, (iqm_any_fn *)done, context);
}
