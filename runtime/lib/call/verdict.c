/* SPDX-License-Identifier: MIT */
/* What came back: a response or an error, and whether the request may have been carried out. */
#include "call/state.h"

#include <stdio.h>
#include <string.h>

void iqm_call_redact(struct call_state *s)
{
	iqm_redact_request(s->error, s->op, s->request);
	if (s->client)
		iqm_token_redact(s->client->token, s->error);
}

/* Where it says whom to ask: that. */
static const char *contact_of(const struct iqm_error *e)
{
	for (size_t i = 0; i < e->service_len; i++)
		if (*e->service[i].contact)
			return e->service[i].contact;
	return "";
}

/* What may serve instead, where the service may have moved the operation. */
static const char *successor_of(const struct call_state *s)
{
	bool gone = s->http.status == 404 || s->http.status == 405 || s->http.status == 410;

	return gone && iqm_call_path(s) == s->op->path ? s->op->successor : NULL;
}

/* Of what the service refuses the number says something, but not of a success that is none. */
static const char *refused_by(const struct call_state *s, char text[32])
{
	if (s->http.status >= 200 && s->http.status < 300)
		return "the service refused it";
	snprintf(text, 32, "HTTP %ld", s->http.status);
	return text;
}

/* ": the service's error (its reason)", or what there is in its place. */
static void reason_of(const struct call_state *s, char *text, size_t size)
{
	const struct iqm_service_error *first = s->error->service;

	if (s->error->service_len && *first->error)
		snprintf(text, size, ": %.255s%s%.255s%s", first->error, *first->reason ? " (" : "",
			 first->reason, *first->reason ? ")" : "");
	else if (s->error->service_len && *first->reason)
		snprintf(text, size, ": %s", first->reason);
	else if (s->error->service_len && *first->field)
		snprintf(text, size, ": in field %s", first->field);
	else if (s->http.status >= 300 && s->http.status < 400)
		snprintf(text, size, ": a redirect, which is not followed");
	else
		snprintf(text, size, ", and no reason that can be read%s%s",
			 *s->http.content_type ? ": " : "", s->http.content_type);
}

/* "HTTP 422: the service's error (its reason)". */
static int service_failure(struct call_state *s, int status)
{
	bool undeleted = status == IQM_E_REFUSED && s->op->effect == IQM_DELETE;
	const char *successor = successor_of(s);
	const char *contact;
	char text[sizeof(s->error->service->error) + sizeof(s->error->service->reason) + 8];
	char number[32];
	size_t len;

	iqm_call_redact(s); /* before its texts are joined */
	contact = contact_of(s->error);
	reason_of(s, text, sizeof(text));
	len = strlen(text);
	if (len && text[len - 1] == '.' && (*contact || successor || undeleted))
		text[len - 1] = '\0'; /* the sentence goes on */
	return iqm_fail(s->error, status, "%s%s%s%s%s%s%s", refused_by(s, number), text,
			*contact ? "; whom to ask: " : "", contact,
			successor ? "; the service may have replaced it by " : "",
			successor ? successor : "",
			undeleted ? "; nothing is known to have been deleted: list again" : "");
}

static void log_bad_fields(const struct call_state *s)
{
	const struct iqm_call *c = s->call;

	if (c->bad_total)
		iqm_log(&s->client->logger, IQM_LOG_WARN,
			"%s: fields that cannot be read, and are left out: %zu, the first: %s: %s",
			s->op->name, c->bad_total, c->bad[0].path, c->bad[0].reason);
}

/* "Nothing was bought" needs a whole response, as a refusal does. */
static int check_whole(struct call_state *s)
{
	enum iqm_outcome outcome;

	memcpy(&outcome, (const char *)s->response + s->op->verdict->outcome, sizeof(outcome));
	if (s->op->effect != IQM_PAID || outcome == IQM_CREATED || s->attempts.complete)
		return 0;
	return iqm_fail(s->error, IQM_E_DECODE, "nothing says whether the response is whole");
}

/* What was done and cannot be asked for again is read to its end, late or not. */
static const struct deadline *reading_deadline(const struct call_state *s)
{
	return iqm_is_sent_once(s->op->effect) ? NULL : &s->deadline;
}

static int decode(struct call_state *s)
{
	const char *body = s->http.body.data ? s->http.body.data : "";
	const struct reading how = {
		.deadline = reading_deadline(s),
		.logger = &s->client->logger,
		.call = s->call,
		.keep_rows = s->call->keep_raw,
	};
	int err = iqm_decode_response(s->op, body, s->http.body.len, &how, s->response, s->error);

	log_bad_fields(s);
	if (!err && s->op->verdict)
		err = iqm_evaluate_outcome(s->op, s->response, s->error);
	if (!err && s->op->verdict)
		err = check_whole(s);
	if (err == IQM_E_REFUSED)
		return service_failure(s, err);
	if (err == IQM_E_DECODE && *s->http.content_type)
		err = iqm_fail(s->error, err, "%s [%s]", s->error->message, s->http.content_type);
	return err;
}

/* A byte-order mark says nothing: whoever gets the raw bytes need not know it. */
static void drop_byte_order_mark(struct buf *body)
{
	size_t len = iqm_byte_order_mark(body->data, body->len);

	if (!len)
		return;
	body->len -= len;
	memmove(body->data, body->data + len, body->len + 1);
}

int iqm_call_read(struct call_state *s)
{
	enum iqm_fault fault = IQM_FAULT_OTHER;

	drop_byte_order_mark(&s->http.body);
	if (s->http.status >= 200 && s->http.status < 300)
		return decode(s);
	if (s->http.body.data)
		fault = iqm_decode_fault(s->op, s->http.body.data, s->http.body.len,
					 reading_deadline(s), s->error);
	s->attempts.has_envelope = fault == IQM_FAULT_REFUSED;
	s->attempts.contradicts = fault == IQM_FAULT_CONTRADICTS;
	return service_failure(s, iqm_status_of_http(s->http.status));
}

/* A response that sells nothing is no success. */
int iqm_call_check_bought(struct call_state *s)
{
	struct iqm_price says;

	iqm_price_read(s->op->verdict, s->response, &says);
	return iqm_check_refused(&says, s->error);
}

int iqm_call_fail_unknown(struct call_state *s, int err, const char *what)
{
	const char *key = s->key;
	char why[sizeof(s->error->message)];

	memcpy(why, s->error->message, sizeof(why));
	iqm_fail(s->error, IQM_E_UNKNOWN_OUTCOME, "outcome unknown, it may have %s%s%s%s: %s", what,
		 key ? " (key '" : "", key ? key : "", key ? "')" : "", why);
	s->error->cause = err;
	return IQM_E_UNKNOWN_OUTCOME;
}
