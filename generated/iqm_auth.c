/* SPDX-License-Identifier: MIT */
/* Made from spec/api.yaml and spec/auth.yaml by `make regen`: change the spec, not this file. */

#include "iqm_auth.h"
#include "iqm_tables.h"

/* ---- auth.login: POST /api/v3/ua/oauth/token ---- */

static const struct iqm_field iqm_auth_login_body_rows[] = {
	IQM_FIELD(iqm_auth_login_req, username, IQM_F_REQUIRED, "username"),
	IQM_FIELD(iqm_auth_login_req, password, IQM_F_REQUIRED | IQM_F_SECRET, "password"),
};
static const struct iqm_table iqm_auth_login_body_table =
	IQM_TABLE(iqm_auth_login_req, iqm_auth_login_body_rows);

static const struct iqm_field iqm_auth_login_response_rows[] = {
	IQM_FIELD(iqm_auth_login_rsp, access_token, IQM_F_REQUIRED | IQM_F_SECRET, "access_token"),
	IQM_FIELD(iqm_auth_login_rsp, refresh_token, IQM_F_SECRET, "refresh_token"),
	IQM_FIELD(iqm_auth_login_rsp, scope, 0, "scope"),
	IQM_FIELD(iqm_auth_login_rsp, token_type, 0, "token_type"),
	IQM_FIELD(iqm_auth_login_rsp, expires_in, 0, "expires_in"),
	IQM_FIELD(iqm_auth_login_rsp, ow_id, 0, "owId"),
};
static const struct iqm_table iqm_auth_login_response_table =
	IQM_TABLE(iqm_auth_login_rsp, iqm_auth_login_response_rows);

/* ---- auth.refresh: POST /api/v3/ua/oauth/token ---- */

static const struct iqm_field iqm_auth_refresh_body_rows[] = {
	IQM_FIELD(iqm_auth_refresh_req, refresh_token, IQM_F_REQUIRED | IQM_F_SECRET,
		  "refresh_token"),
};
static const struct iqm_table iqm_auth_refresh_body_table =
	IQM_TABLE(iqm_auth_refresh_req, iqm_auth_refresh_body_rows);

static const struct iqm_field iqm_auth_refresh_response_rows[] = {
	IQM_FIELD(iqm_auth_refresh_rsp, access_token, IQM_F_REQUIRED | IQM_F_SECRET,
		  "access_token"),
	IQM_FIELD(iqm_auth_refresh_rsp, refresh_token, IQM_F_SECRET, "refresh_token"),
	IQM_FIELD(iqm_auth_refresh_rsp, scope, 0, "scope"),
	IQM_FIELD(iqm_auth_refresh_rsp, token_type, 0, "token_type"),
	IQM_FIELD(iqm_auth_refresh_rsp, expires_in, 0, "expires_in"),
	IQM_FIELD(iqm_auth_refresh_rsp, ow_id, 0, "owId"),
};
static const struct iqm_table iqm_auth_refresh_response_table =
	IQM_TABLE(iqm_auth_refresh_rsp, iqm_auth_refresh_response_rows);

/* ---- auth.login: its functions ---- */

const struct iqm_op iqm_auth_login_op = {
	.api = &iqm_insights_api,
	.name = "auth.login",
	.method = "POST",
	.path = "/api/v3/ua/oauth/token",
	.fixed = "grant_type=password",
	.body = &iqm_auth_login_body_table,
	.response = &iqm_auth_login_response_table,
	.effect = IQM_UPDATE,
	.content = IQM_FORM,
	.auth = IQM_BASIC,
	.envelope_optional = true,
};

int iqm_auth_login(struct iqm_client *client, const struct iqm_auth_login_req *req,
		   struct iqm_auth_login_rsp **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_auth_login_op, req, rsp, call);
}

/* ---- auth.refresh: its functions ---- */

const struct iqm_op iqm_auth_refresh_op = {
	.api = &iqm_insights_api,
	.name = "auth.refresh",
	.method = "POST",
	.path = "/api/v3/ua/oauth/token",
	.fixed = "grant_type=refresh_token",
	.body = &iqm_auth_refresh_body_table,
	.response = &iqm_auth_refresh_response_table,
	.effect = IQM_UPDATE,
	.content = IQM_FORM,
	.auth = IQM_BASIC,
	.envelope_optional = true,
};

int iqm_auth_refresh(struct iqm_client *client, const struct iqm_auth_refresh_req *req,
		     struct iqm_auth_refresh_rsp **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_auth_refresh_op, req, rsp, call);
}
