/* SPDX-License-Identifier: MIT */
/* Made from spec/api.yaml and spec/auth.yaml by `make regen`: change the spec, not this file. */

#include "iqm_auth.h"
#include "iqm_descriptors.h"

enum {
	iqm_auth_password_grant_field_username,
	iqm_auth_password_grant_field_password,
};
static const struct iqm_field iqm_auth_password_grant_fields[] = {
	IQM_FIELD(iqm_auth_password_grant, username, IQM_F_REQUIRED, "username"),
	IQM_FIELD(iqm_auth_password_grant, password, IQM_F_REQUIRED | IQM_F_SECRET | IQM_F_EXACT,
		  "password"),
};
static const struct iqm_descriptor iqm_auth_password_grant_descriptor = {
	IQM_DESCRIPTOR(iqm_auth_password_grant, iqm_auth_password_grant_fields),
	.room = offsetof(struct iqm_auth_password_grant, reserved),
};

enum {
	iqm_auth_refresh_grant_field_refresh_token,
};
static const struct iqm_field iqm_auth_refresh_grant_fields[] = {
	IQM_FIELD(iqm_auth_refresh_grant, refresh_token,
		  IQM_F_REQUIRED | IQM_F_SECRET | IQM_F_EXACT, "refresh_token"),
};
static const struct iqm_descriptor iqm_auth_refresh_grant_descriptor = {
	IQM_DESCRIPTOR(iqm_auth_refresh_grant, iqm_auth_refresh_grant_fields),
	.room = offsetof(struct iqm_auth_refresh_grant, reserved),
};

enum {
	iqm_auth_token_field_access_token,
	iqm_auth_token_field_refresh_token,
	iqm_auth_token_field_scope,
	iqm_auth_token_field_token_type,
	iqm_auth_token_field_expires_in,
	iqm_auth_token_field_ow_id,
};
static const struct iqm_field iqm_auth_token_fields[] = {
	IQM_FIELD(iqm_auth_token, access_token, IQM_F_REQUIRED | IQM_F_SECRET | IQM_F_EXACT,
		  "access_token"),
	IQM_FIELD(iqm_auth_token, refresh_token, IQM_F_SECRET | IQM_F_EXACT, "refresh_token"),
	IQM_FIELD(iqm_auth_token, scope, 0, "scope"),
	IQM_FIELD(iqm_auth_token, token_type, 0, "token_type"),
	IQM_FIELD(iqm_auth_token, expires_in, 0, "expires_in"),
	IQM_FIELD(iqm_auth_token, ow_id, IQM_F_NEEDED, "owId"),
};
static const struct iqm_descriptor iqm_auth_token_descriptor = {
	IQM_DESCRIPTOR(iqm_auth_token, iqm_auth_token_fields),
};

/* ---- auth.login: POST /api/v3/ua/oauth/token ---- */

const struct iqm_op iqm_auth_login_op = {
	.api = &iqm_insights_api,
	.name = "auth.login",
	.family = "auth",
	.method = "POST",
	.path = "/api/v3/ua/oauth/token",
	.fixed = "grant_type=password",
	.body = &iqm_auth_password_grant_descriptor,
	.response = &iqm_auth_token_descriptor,
	.effect = IQM_UPDATE,
	.content = IQM_FORM,
	.auth = IQM_BASIC,
	.envelope_optional = true,
};

int iqm_auth_login(struct iqm_client *client, const struct iqm_auth_password_grant *req,
		   struct iqm_auth_token **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_auth_login_op, req, rsp, call);
}

static void iqm_auth_login_ended(iqm_any_fn *done, void *context, int status, void *rsp,
				 struct iqm_call *call)
{
	((iqm_auth_login_done *)done)(context, status, rsp, call);
}

int iqm_auth_login_start(struct iqm_client *client, const struct iqm_auth_password_grant *req,
			 struct iqm_call *call, iqm_auth_login_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_auth_login_op, req, call, iqm_auth_login_ended,
				 (iqm_any_fn *)done, context);
}

/* ---- auth.refresh: POST /api/v3/ua/oauth/token ---- */

const struct iqm_op iqm_auth_refresh_op = {
	.api = &iqm_insights_api,
	.name = "auth.refresh",
	.family = "auth",
	.method = "POST",
	.path = "/api/v3/ua/oauth/token",
	.fixed = "grant_type=refresh_token",
	.body = &iqm_auth_refresh_grant_descriptor,
	.response = &iqm_auth_token_descriptor,
	.effect = IQM_UPDATE,
	.content = IQM_FORM,
	.auth = IQM_BASIC,
	.envelope_optional = true,
};

int iqm_auth_refresh(struct iqm_client *client, const struct iqm_auth_refresh_grant *req,
		     struct iqm_auth_token **rsp, struct iqm_call *call)
{
	return iqm_perform(client, &iqm_auth_refresh_op, req, rsp, call);
}

static void iqm_auth_refresh_ended(iqm_any_fn *done, void *context, int status, void *rsp,
				   struct iqm_call *call)
{
	((iqm_auth_refresh_done *)done)(context, status, rsp, call);
}

int iqm_auth_refresh_start(struct iqm_client *client, const struct iqm_auth_refresh_grant *req,
			   struct iqm_call *call, iqm_auth_refresh_done *done, void *context)
{
	return iqm_perform_start(client, &iqm_auth_refresh_op, req, call, iqm_auth_refresh_ended,
				 (iqm_any_fn *)done, context);
}
