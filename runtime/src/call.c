/* SPDX-License-Identifier: MIT */
/* One call: operation and request to attempts, attempts to an answer or an error. */
#include "internal.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ATTEMPTS 1
#define MAX_REQUEST ((size_t)16 << 20)

struct run {
	struct iqm_client *client;
	const struct iqm_op *op;
	const void *request;
	struct iqm_call *call;
	struct iqm_error *error;
	int64_t deadline;
	struct buf url;
	struct buf body;
	struct headers headers;
	unsigned token; /* its number, in the headers */
	void *answer;   /* made before anything is sent: no memory must not cost a paid answer */
	struct iqm_http_answer http;
};

int64_t iqm_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static long time_left(const struct run *r)
{
	int64_t left = r->deadline - iqm_now_ms();

	return left > LONG_MAX ? LONG_MAX : (long)left;
}

/* ---- what is sent ------------------------------------------------------------------------- */

static const struct iqm_variant *variant(const struct run *r)
{
	static const struct iqm_variant none;
	bool openapi = r->client->dialect == IQM_DIALECT_OPENAPI && r->op->openapi;

	return openapi ? r->op->openapi : &none;
}

static int make_url(struct run *r)
{
	const char *base = r->client->base_url ? r->client->base_url : r->op->api->base_url;
	const struct iqm_variant *v = variant(r);
	struct encoding how = { .dialect = r->client->dialect, .error = r->error };
	struct buf query = { .max = MAX_REQUEST };
	int err = 0;

	if (v->query) {
		iqm_buf_str(&query, v->query);
		how.params++;
	}
	if (r->op->query)
		err = iqm_encode_params(r->op->query, r->request, &how, &query);
	if (!err) {
		iqm_buf_str(&r->url, base);
		iqm_buf_str(&r->url, v->path ? v->path : r->op->path);
		if (query.len) {
			iqm_buf_str(&r->url, "?");
			iqm_buf_add(&r->url, query.data, query.len);
		}
		err = r->url.err || query.err ? iqm_fail_nomem(r->error) : 0;
	}
	iqm_buf_free(&query);
	return err;
}

static int make_body(struct run *r)
{
	struct encoding how = { .dialect = r->client->dialect, .error = r->error };
	const struct iqm_op *op = r->op;
	int err;

	if (!op->body)
		return 0;
	if (op->content == IQM_JSON) {
		err = iqm_encode_json(op->body, r->request, &how, &r->body);
		if (!err && op->effect == IQM_PAID && !strcmp(r->body.data, "{}"))
			err = iqm_fail(r->error, IQM_E_USAGE, "the order is empty");
		return err;
	}
	if (op->fixed) {
		iqm_buf_str(&r->body, op->fixed);
		how.params++;
	}
	return iqm_encode_params(op->body, r->request, &how, &r->body);
}

static int basic_header(struct run *r)
{
	const struct iqm_client *c = r->client;
	struct buf pair = { 0 };
	struct buf coded = { 0 };
	int err;

	if (!c->client_id || !c->client_secret)
		return iqm_fail(r->error, IQM_E_CONFIG,
				"a log-in needs the settings client_id and client_secret");
	iqm_buf_printf(&pair, "%s:%s", c->client_id, c->client_secret);
	if (!pair.err)
		iqm_base64(&coded, pair.data, pair.len);
	if (pair.err || coded.err)
		err = iqm_fail_nomem(r->error);
	else
		err = iqm_headers_authorize(&r->headers, r->error, c, r->op->api, "Basic ",
					    coded.data);
	iqm_buf_free(&pair);
	iqm_buf_free(&coded);
	return err;
}

static int make_headers(struct run *r)
{
	struct headers *h = &r->headers;
	bool form = r->op->content == IQM_FORM;
	int err = iqm_headers_add(h, r->error, "Accept", "", "application/json");

	if (!err && r->op->body)
		err = iqm_headers_add(h, r->error, "Content-Type", "",
				      form ? "application/x-www-form-urlencoded"
					   : "application/json");
	if (!err)
		err = iqm_headers_add(h, r->error, "User-Agent", "", r->client->user_agent);
	if (err)
		return err;
	if (r->op->auth == IQM_BASIC)
		return basic_header(r);
	return iqm_token_headers(r->client, r->op, r->deadline, h, &r->token, r->error);
}

/* ---- what came back ----------------------------------------------------------------------- */

/* The status alone is a refusal, whatever became of the rest of the answer. */
static bool is_refusal(long http_status)
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
		return is_refusal(status) ? IQM_E_REFUSED : IQM_E_SERVER;
	}
}

/* "HTTP 422: the service's words (reason)". */
static int service_failure(struct run *r, int status)
{
	const struct iqm_service_error *s = r->error->service;
	bool moved = status == IQM_E_NOT_FOUND && r->op->successor && !variant(r)->path;
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
	int err = iqm_decode_answer(r->op, body, r->http.body.len, iqm_answer_arena(r->answer),
				    r->answer, r->error);

	if (!err && r->op->verdict)
		err = iqm_judge_outcome(r->op, r->answer, r->error);
	if (err == IQM_E_REFUSED)
		return service_failure(r, err);
	if (err == IQM_E_DECODE && *r->http.content_type)
		err = iqm_fail(r->error, err, "%s [%s]", r->error->message, r->http.content_type);
	return err;
}

static int read_answer(struct run *r)
{
	if (r->http.status >= 200 && r->http.status < 300)
		return decode(r);
	if (r->http.body.data)
		iqm_decode_fault(r->op, r->http.body.data, r->http.body.len, r->error);
	return service_failure(r, status_error(r->http.status));
}

/* How far the request got, once `err` is what became of it. */
static enum iqm_delivery delivery(const struct run *r, int err)
{
	if (is_refusal(r->http.status) || !err)
		return IQM_ANSWERED;
	if (r->http.status >= 200 && r->http.status < 300 && err == IQM_E_REFUSED)
		return IQM_ANSWERED;
	return r->http.sending ? IQM_MAYBE_SENT : IQM_NOT_SENT;
}

/* A paid request that may have arrived and brought no readable verdict is no failure: unknown. */
static int unknown_outcome(struct run *r, int err)
{
	char why[sizeof(r->error->message)];

	if (r->op->effect != IQM_PAID || r->error->delivery != IQM_MAYBE_SENT)
		return err;
	memcpy(why, r->error->message, sizeof(why));
	iqm_fail(r->error, IQM_E_UNKNOWN_OUTCOME, "outcome unknown, it may have bought: %s", why);
	r->error->cause = err;
	return IQM_E_UNKNOWN_OUTCOME;
}

/* ---- attempts ----------------------------------------------------------------------------- */

/* For a transport that does not say why. */
static const char *reason_of(int err)
{
	switch (err) {
	case IQM_E_NOMEM:
		return "no memory";
	case IQM_E_TIMEOUT:
		return "the time is over";
	case IQM_E_TOO_LARGE:
		return "the answer is larger than the client's limits";
	default:
		return "no complete answer came";
	}
}

/* What a transport may return, and no answer that lacks a part. */
static int checked(const struct run *r, int err)
{
	switch (err) {
	case 0:
		if (r->http.body.err)
			return r->http.body.err;
		return r->http.status ? 0 : IQM_E_NETWORK;
	case IQM_E_NETWORK:
	case IQM_E_TIMEOUT:
	case IQM_E_TOO_LARGE:
	case IQM_E_CONFIG:
	case IQM_E_NOMEM:
		return err;
	default:
		return IQM_E_NETWORK;
	}
}

static int send_once(struct run *r)
{
	struct iqm_http_request request = {
		.method = r->op->method,
		.url = r->url.data,
		.headers = iqm_headers_lines(&r->headers),
		.body = r->op->body ? r->body.data : NULL,
		.body_len = r->body.len,
		.timeout_ms = time_left(r),
		.fresh = r->op->effect == IQM_PAID,
	};
	int err;

	if (request.timeout_ms <= 0)
		return iqm_fail(r->error, IQM_E_TIMEOUT, "the time was over before it was sent");
	r->error->attempts++;
	r->http.body.max = r->client->max_body;
	err = checked(
		r, r->client->transport.perform(r->client->transport.context, &request, &r->http));
	if (err)
		iqm_fail(r->error, err, "%s", *r->http.reason ? r->http.reason : reason_of(err));
	return err;
}

/* Forgets the attempt before. */
static void reset(struct run *r)
{
	static const struct iqm_http_answer no_answer;

	iqm_headers_free(&r->headers);
	iqm_buf_free(&r->http.body);
	r->http = no_answer;
}

static int attempt(struct run *r)
{
	int err;

	reset(r);
	err = make_headers(r);
	if (err)
		return err;
	err = send_once(r);
	r->error->http_status = r->http.status;
	r->error->curl_code = r->http.curl_code;
	memcpy(r->error->request_id, r->http.request_id, sizeof(r->error->request_id));
	if (!err || is_refusal(r->http.status))
		err = read_answer(r);
	if (err == IQM_E_AUTH && r->op->auth == IQM_BEARER)
		iqm_token_forget(r->client, r->token);
	r->error->delivery = delivery(r, err);
	return err ? unknown_outcome(r, err) : 0;
}

/* A purchase is never repeated here. What failed before it was sent counts as well. */
static bool may_repeat(const struct run *r, int done)
{
	return r->op->effect != IQM_PAID && done < ATTEMPTS;
}

static int attempts(struct run *r)
{
	int err = make_url(r);
	int done = 0;

	if (!err)
		err = make_body(r);
	if (err)
		return err;
	do
		err = attempt(r);
	while (err && may_repeat(r, ++done));
	return err;
}

/* ---- the call ----------------------------------------------------------------------------- */

static int begin(struct run *r)
{
	struct arena *arena;
	int64_t now = iqm_now_ms();
	long timeout;

	if (!r->client)
		return iqm_fail(r->error, IQM_E_USAGE, "client is NULL");
	if (!r->request && (r->op->query || r->op->body))
		return iqm_fail(r->error, IQM_E_USAGE, "req is NULL");
	if (r->call->timeout_ms < 0)
		return iqm_fail(r->error, IQM_E_USAGE, "timeout_ms: expected 0 or more, found %ld",
				r->call->timeout_ms);
	timeout = r->call->timeout_ms ? r->call->timeout_ms : r->client->timeout_ms;
	r->deadline = timeout > INT64_MAX - now ? INT64_MAX : now + timeout;
	r->body.max = MAX_REQUEST;
	r->answer = iqm_answer_new(r->op->reply->size, &arena);
	return r->answer ? 0 : iqm_fail_nomem(r->error);
}

/* With keep_raw, what the service sent becomes part of the answer, or an answer of its own. */
static void keep_raw(struct run *r, int err)
{
	struct arena *arena;

	if (err) {
		iqm_free(r->answer);
		r->answer = NULL;
	}
	if (!r->call->keep_raw || !r->http.status)
		return;
	if (err)
		r->answer = iqm_answer_new(r->op->reply->size, &arena);
	if (!r->answer)
		return;
	iqm_buf_add(&r->http.body, "", 0); /* an empty body is "" */
	iqm_arena_set_raw(iqm_answer_arena(r->answer), r->http.body.data, r->http.body.len);
	memset(&r->http.body, 0, sizeof(r->http.body));
}

static void end(struct run *r)
{
	iqm_buf_free(&r->url);
	iqm_buf_free(&r->body);
	iqm_buf_free(&r->http.body);
	iqm_headers_free(&r->headers);
}

static void name_operation(struct iqm_error *e, const char *name)
{
	char what[sizeof(e->message)];
	int status = e->status;
	int cause = e->cause;

	memcpy(what, e->message, sizeof(what));
	iqm_fail(e, status, "%s: %s", name, what);
	e->cause = cause;
}

int iqm_perform(struct iqm_client *client, const struct iqm_op *op, const void *request,
		void *answer, struct iqm_call *call)
{
	static const struct iqm_error no_error;
	struct iqm_call none = { 0 };
	struct run r = {
		.client = client, .op = op, .request = request, .call = call ? call : &none
	};
	int err;

	r.error = &r.call->error;
	*r.error = no_error;
	snprintf(r.error->operation, sizeof(r.error->operation), "%s", op->name);
	err = answer ? begin(&r) : iqm_fail(r.error, IQM_E_USAGE, "rsp is NULL");
	if (!err)
		err = attempts(&r);
	if (err) {
		name_operation(r.error, op->name);
		iqm_redact(r.error, client, op, request);
	}
	keep_raw(&r, err);
	if (answer)
		memcpy(answer, &r.answer, sizeof(r.answer));
	end(&r);
	return err;
}
