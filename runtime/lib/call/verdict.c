/* SPDX-License-Identifier: MIT */
/* What came back: a response or an error, and whether the request may have been carried out. */
#include "call/call.h"

#include <stdio.h>
#include <string.h>

bool iqm_is_refusal(long http_status)
{
	return http_status >= 400 && http_status < 500 && http_status != 408;
}

static int status_error(long status)
{
	switch (status) {
	case 401:
		return IQM_E_AUTH;
	case 403:
		return IQM_E_FORBIDDEN;
	case 404:
		return IQM_E_NOT_FOUND;
	case 429:
		return IQM_E_RATE_LIMITED;
	default:
		return iqm_is_refusal(status) ? IQM_E_REFUSED : IQM_E_SERVER;
	}
}

/* "HTTP 422: the service's words (reason)". */
static int service_failure(struct run *r, int status)
{
	const struct iqm_service_error *s = r->error->service;
	bool moved =
		status == IQM_E_NOT_FOUND && r->op->successor && iqm_run_path(r) == r->op->path;
	bool undeleted = status == IQM_E_REFUSED && r->op->effect == IQM_DELETE;
	char text[sizeof(s->error) + sizeof(s->reason) + 8] = "";

	iqm_redact(r->error, r->client, r->op, r->request); /* before its texts are joined */
	if (r->error->service_len && *s->error)
		snprintf(text, sizeof(text), ": %.255s%s%.255s%s", s->error, *s->reason ? " (" : "",
			 s->reason, *s->reason ? ")" : "");
	else if (r->error->service_len)
		snprintf(text, sizeof(text), ": %s%s", *s->reason ? "" : "in field ",
			 *s->reason ? s->reason : s->field);
	else if (r->http.status >= 300 && r->http.status < 400)
		snprintf(text, sizeof(text), ": a redirect, which is not followed");
	else
		snprintf(text, sizeof(text), ", and no reason that can be read%s%s",
			 *r->http.content_type ? ": " : "", r->http.content_type);
	return iqm_fail(r->error, status, "HTTP %ld%s%s%s%s", r->http.status, text,
			moved ? "; the service may have replaced it by " : "",
			moved ? r->op->successor : "",
			undeleted ? "; nothing is known to have been deleted: list again" : "");
}

static int decode(struct run *r)
{
	const char *body = r->http.body.data ? r->http.body.data : "";
	int err = iqm_decode_response(r->op, body, r->http.body.len,
				      iqm_response_arena(r->response), r->response, r->error);

	if (!err && r->op->verdict)
		err = iqm_evaluate_outcome(r->op, r->response, r->error);
	if (err == IQM_E_REFUSED)
		return service_failure(r, err);
	if (err == IQM_E_DECODE && *r->http.content_type)
		err = iqm_fail(r->error, err, "%s [%s]", r->error->message, r->http.content_type);
	return err;
}

int iqm_run_read(struct run *r)
{
	if (r->http.status >= 200 && r->http.status < 300)
		return decode(r);
	if (r->http.body.data)
		iqm_decode_fault(r->op, r->http.body.data, r->http.body.len, r->error);
	return service_failure(r, status_error(r->http.status));
}

enum iqm_delivery iqm_run_delivery(const struct run *r, int err)
{
	if (iqm_is_refusal(r->http.status) || !err)
		return IQM_RESPONDED;
	if (r->http.status >= 200 && r->http.status < 300 && err == IQM_E_REFUSED)
		return IQM_RESPONDED;
	return r->http.sending ? IQM_MAYBE_SENT : IQM_NOT_SENT;
}

int iqm_run_unknown(struct run *r, int err, const char *what)
{
	const char *key = r->intent ? iqm_intent_key(r->intent) : NULL;
	char why[sizeof(r->error->message)];

	memcpy(why, r->error->message, sizeof(why));
	iqm_fail(r->error, IQM_E_UNKNOWN_OUTCOME, "outcome unknown, it may have %s%s%s%s: %s", what,
		 key ? " (key '" : "", key ? key : "", key ? "')" : "", why);
	r->error->cause = err;
	return IQM_E_UNKNOWN_OUTCOME;
}

int iqm_run_out_of_time(struct run *r, int err, const char *where)
{
	return iqm_fail(r->error, err, "%s %s",
			err == IQM_E_CANCELLED ? "cancelled" : "the time was over", where);
}
