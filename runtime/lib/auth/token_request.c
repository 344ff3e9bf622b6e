/* SPDX-License-Identifier: MIT */
/* The caller's token provider: what it may ask, and what it gives. */
#include "auth/token_request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BEARER "Bearer "

bool iqm_is_ow_id(const char *text)
{
	size_t len = strlen(text);

	if (len > 1 && *text == '0')
		return false;
	return len && len < IQM_OW_ID_SIZE && strspn(text, "0123456789") == len;
}

static int check(struct iqm_token_request *request, const char *token, const char *ow_id,
		 int64_t expires_in)
{
	struct iqm_error *e = request->error;

	if (!token || !*token)
		return iqm_fail(e, IQM_E_USAGE, "token: NULL or empty, expected a value");
	if (iqm_has_control(token))
		return iqm_fail(e, IQM_E_USAGE, "token: a control byte in it");
	if (!strncmp(token, BEARER, strlen(BEARER)))
		return iqm_fail(e, IQM_E_USAGE, "token: expected it without 'Bearer '");
	/* Not shown: it may be a token by mistake. */
	if (ow_id && !iqm_is_ow_id(ow_id))
		return iqm_fail(e, IQM_E_USAGE,
				"ow_id: expected digits without leading zeros, "
				"found something else");
	if (expires_in < 0)
		return iqm_fail(e, IQM_E_USAGE, "expires_in: expected 0 or more, found %lld",
				(long long)expires_in);
	return 0;
}

int iqm_token_request_give(struct iqm_token_request *request, const char *token, const char *ow_id,
			   int64_t expires_in)
{
	static const struct iqm_error no_error;
	int err;

	if (!request)
		return IQM_E_USAGE;
	iqm_wipe(request->token); /* the last one given counts */
	request->token = NULL;
	*request->error = no_error;
	request->explained = false;
	err = check(request, token, ow_id, expires_in);
	if (err)
		return err;
	request->token = strdup(token);
	if (!request->token)
		return iqm_fail_nomem(request->error);
	snprintf(request->ow_id, sizeof(request->ow_id), "%s", ow_id ? ow_id : "");
	request->expires_in = expires_in;
	return 0;
}

int iqm_token_request_fail(struct iqm_token_request *request, int status, const char *why)
{
	if (!request)
		return IQM_E_USAGE;
	iqm_wipe(request->token);
	request->token = NULL;
	request->explained = why && *why;
	if (request->explained)
		iqm_fail(request->error, status, "%s", why);
	return status;
}

const char *iqm_token_request_refused(const struct iqm_token_request *request)
{
	return request ? request->refused : NULL;
}

long iqm_token_request_timeout_ms(const struct iqm_token_request *request)
{
	return request ? iqm_deadline_left(request->deadline) : 0;
}

/* Why there is no token. What was wrong with a given one says more than the returned status. */
static int failed(const struct iqm_token_request *request, int err, struct iqm_error *e)
{
	const char *name = iqm_status_name(err);
	bool bought = err == IQM_E_UNKNOWN_OUTCOME || err == IQM_E_KEY_USED || err == IQM_E_PRICE;
	bool known = err < 0 && strcmp(name, "IQM_E_?") != 0 && !bought;

	if (*request->error->message)
		return iqm_fail(e, known ? err : IQM_E_AUTH, "%s%s",
				request->explained ? "" : "the token provider failed: ",
				request->error->message);
	if (!err)
		return iqm_fail(e, IQM_E_AUTH, "the token provider gave no token");
	if (!known)
		return iqm_fail(
			e, IQM_E_AUTH,
			"the token provider failed: expected 0 or an enum iqm_status, found %d",
			err);
	return iqm_fail(e, err, "the token provider failed: %s", name);
}

int iqm_token_request_ask(struct iqm_token_request *request,
			  int (*get_token)(void *context, struct iqm_token_request *request),
			  void *context, struct iqm_error *e)
{
	int err = get_token(context, request);

	if (err || !request->token)
		return failed(request, err, e);
	if (request->refused && !strcmp(request->token, request->refused))
		return iqm_fail(e, IQM_E_AUTH,
				"the token provider gave the token that the service has refused");
	return 0;
}
