/* SPDX-License-Identifier: MIT */
/* Made from spec/ by `make regen`: change the spec, not this file. */

#include "iqm_descriptors.h"

#include <iqm/json.h>

static const struct iqm_op *const ops[] = {
	&iqm_auth_login_op,
	&iqm_auth_refresh_op,
	&iqm_pld_list_op,
	&iqm_pld_campaigns_op,
	&iqm_pld_generate_op,
	&iqm_pld_compute_op,
	&iqm_pld_columns_get_op,
	&iqm_pld_columns_update_op,
	&iqm_pld_download_op,
	&iqm_pld_email_op,
	&iqm_pld_delete_op,
	&iqm_sls_list_op,
	&iqm_sls_generate_op,
	&iqm_sls_compute_op,
	&iqm_sls_validate_name_op,
	&iqm_sls_campaigns_op,
	&iqm_sls_download_op,
	&iqm_sls_email_op,
	&iqm_sls_delete_op,
	&iqm_aqs_list_op,
	&iqm_aqs_campaigns_op,
	&iqm_aqs_validate_name_op,
	&iqm_aqs_compute_op,
	&iqm_aqs_generate_op,
	&iqm_aqs_report_types_op,
	&iqm_aqs_download_op,
	&iqm_aqs_email_op,
	&iqm_aqs_delete_op,
	&iqm_static_insights_statuses_op,
	&iqm_static_report_statuses_op,
	NULL
};

static const char *const dialects[] = {
	"page",
	"openapi",
	"samples",
	"july-file",
	"older-file",
	NULL
};

static const struct iqm_report_status statuses[] = {
	{ "processing", 0, IQM_REPORT_WAITING },
	{ "ready", 0, IQM_REPORT_READY },
	{ "completed", 0, IQM_REPORT_READY },
	{ "failed", 0, IQM_REPORT_FAILED },
	{ "failed_insufficient_funds", 0, IQM_REPORT_FAILED },
	{ NULL, 1, IQM_REPORT_WAITING },
	{ NULL, 2, IQM_REPORT_READY },
	{ NULL, 3, IQM_REPORT_FAILED },
	{ NULL, 1, IQM_REPORT_FAILED },
	{ NULL, 2, IQM_REPORT_WAITING },
	{ NULL, 3, IQM_REPORT_READY },
	{ NULL, 4, IQM_REPORT_FAILED },
};

static const char *const not_ready[] = {
	"ready state",
	NULL
};

static const char *const request_id_headers[] = {
	"X-Request-Id",
	"X-Correlation-Id",
	"X-Amzn-RequestId",
	NULL
};

static const char *const error_text[] = {
	"error",
	NULL
};

static const char *const error_reason[] = {
	"reason",
	NULL
};

static const char *const error_field[] = {
	"field",
	NULL
};

static const char *const failure_text[] = {
	"message",
	"status",
	NULL
};

static const char *const failure_reason[] = {
	"reason",
	NULL
};

static const char *const failure_contact[] = {
	"supportEmail",
	NULL
};


static int log_in(struct iqm_client *client, const char *username, const char *password,
		  iqm_token_keeper *keep, void *context, struct iqm_call *call)
{
	struct iqm_auth_password_grant req = {
		.username = username,
		.password = password,
	};
	struct iqm_auth_token *rsp;
	int err = iqm_auth_login(client, &req, &rsp, call);

	if (!err) {
		struct iqm_token token = {
			.access = rsp->access_token,
			.refresh = rsp->refresh_token,
			.expires_in = rsp->expires_in,
			.ow_id = rsp->ow_id,
		};

		err = keep(context, &token, call);
	}
	iqm_free(rsp);
	return err;
}

static int refresh(struct iqm_client *client, const char *refresh_token, iqm_token_keeper *keep,
		   void *context, struct iqm_call *call)
{
	struct iqm_auth_refresh_grant req = { .refresh_token = refresh_token };
	struct iqm_auth_token *rsp;
	int err = iqm_auth_refresh(client, &req, &rsp, call);

	if (!err) {
		struct iqm_token token = {
			.access = rsp->access_token,
			.refresh = rsp->refresh_token,
			.expires_in = rsp->expires_in,
			.ow_id = rsp->ow_id,
		};

		err = keep(context, &token, call);
	}
	iqm_free(rsp);
	return err;
}

const struct iqm_api iqm_insights_api = {
	.abi = &IQM_ABI_SYMBOL,
	.name = "insights",
	.environment = "IQM_",
	.user_agent = "iqm-insights-c/" IQM_VERSION,
	.base_url = "https://api.iqm.com",
	.workspace_header = "X-IAA-OW-ID",
	.duplicate_auth_header = "Authentication",
	.request_id_headers = request_id_headers,
	.envelope_success = "success",
	.envelope_data = "data",
	.envelope_errors = "errorObjects",
	.error = { .text = error_text, .reason = error_reason, .field = error_field },
	.failure = { .text = failure_text, .reason = failure_reason, .contact = failure_contact },
	.requests_per_minute = 20,
	.dialects = dialects,
	.ops = ops,
	.statuses = statuses,
	.status_len = sizeof(statuses) / sizeof(statuses[0]),
	.not_ready = not_ready,
	.log_in = log_in,
	.refresh = refresh,
};

int iqm_client_open_json(struct iqm_client **client, const char *settings, size_t len,
			 char **response)
{
	return iqm_client_open_json_of(client, &iqm_insights_api, settings, len, response);
}
