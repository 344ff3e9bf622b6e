/* SPDX-License-Identifier: MIT */
/* The caller's token provider: what it is told, and what it gives. */
#include "internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BEARER "Bearer "

static int check(struct iqm_token_request *access, const char *token, const char *ow_id,
		 int64_t expires_in)
{
	struct iqm_error *e = &access->error;

	if (!token || !*token)
		return iqm_fail(e, IQM_E_USAGE, "token: NULL or empty, expected a value");
	if (iqm_has_control(token))
		return iqm_fail(e, IQM_E_USAGE, "token: a control byte in it");
	if (!strncmp(token, BEARER, strlen(BEARER)))
		return iqm_fail(e, IQM_E_USAGE, "token: expected it without 'Bearer '");
	/* Not shown: it may be a token by mistake. */
	if (ow_id && !iqm_is_ow_id(ow_id))
		return iqm_fail(e, IQM_E_USAGE, "ow_id: expected digits, found something else");
	if (expires_in < 0)
		return iqm_fail(e, IQM_E_USAGE, "expires_in: expected 0 or more, found %lld",
				(long long)expires_in);
	return 0;
}

int iqm_token_request_give(struct iqm_token_request *access, const char *token, const char *ow_id,
			   int64_t expires_in)
{
	static const struct iqm_error no_error;
	int err;

	if (!access)
		return IQM_E_USAGE;
	iqm_wipe(access->token); /* the last one given counts */
	access->token = NULL;
	access->error = no_error;
	access->explained = false;
	err = check(access, token, ow_id, expires_in);
	if (err)
		return err;
	access->token = strdup(token);
	if (!access->token)
		return iqm_fail_nomem(&access->error);
	snprintf(access->ow_id, sizeof(access->ow_id), "%s", ow_id ? ow_id : "");
	access->expires_in = expires_in;
	return 0;
}

int iqm_token_request_fail(struct iqm_token_request *access, int status, const char *why)
{
	if (!access)
		return IQM_E_USAGE;
	iqm_wipe(access->token);
	access->token = NULL;
	access->explained = why && *why;
	if (access->explained)
		iqm_fail(&access->error, status, "%s", why);
	return status;
}

const char *iqm_token_request_refused(const struct iqm_token_request *access)
{
	return access ? access->refused : NULL;
}

long iqm_token_request_timeout_ms(const struct iqm_token_request *access)
{
	return access ? iqm_time_left(access->client, access->limits) : 0;
}

/* Why there is no token; what was wrong with one that was given says more than the status. */
static int failed(const struct iqm_token_request *access, int err, struct iqm_error *e)
{
	const char *name = iqm_status_name(err);
	bool bought = err == IQM_E_UNKNOWN_OUTCOME || err == IQM_E_KEY_USED || err == IQM_E_PRICE;
	bool known = err < 0 && strcmp(name, "IQM_E_?") != 0 && !bought;

	if (*access->error.message)
		return iqm_fail(e, known ? err : IQM_E_AUTH, "%s%s",
				access->explained ? "" : "the token provider failed: ",
				access->error.message);
	if (!err)
		return iqm_fail(e, IQM_E_AUTH, "the token provider gave no token");
	if (!known)
		return iqm_fail(
			e, IQM_E_AUTH,
			"the token provider failed: expected 0 or an enum iqm_status, found %d",
			err);
	return iqm_fail(e, err, "the token provider failed: %s", name);
}

int iqm_token_request_ask(struct iqm_token_request *access, struct iqm_error *e)
{
	int err = access->client->get_token(access->client->token_context, access);

	if (err || !access->token)
		return failed(access, err, e);
	if (access->refused && !strcmp(access->token, access->refused))
		return iqm_fail(e, IQM_E_AUTH,
				"the token provider gave the token that the service has refused");
	return 0;
}
