/* SPDX-License-Identifier: MIT */
/* One call: attempts until there is a response, the time is over, or another could do harm. */
#include "call/call.h"

#include <string.h>

/* ---- one attempt -------------------------------------------------------------------------- */

/* For a transport that does not say why. */
static const char *reason_of(int err)
{
	switch (err) {
	case IQM_E_NOMEM:
		return "no memory";
	case IQM_E_TIMEOUT:
		return "the time is over";
	case IQM_E_CANCELLED:
		return "cancelled";
	case IQM_E_TOO_LARGE:
		return "the response is larger than the client's limits";
	default:
		return "no complete response came";
	}
}

/* What a transport may return, and no response that lacks a part. */
static int checked(const struct run *r, int err)
{
	switch (err) {
	case 0:
		if (r->http.body.err)
			return r->http.body.err;
		return r->http.status ? 0 : IQM_E_NETWORK;
	case IQM_E_NETWORK:
	case IQM_E_TIMEOUT:
	case IQM_E_CANCELLED:
	case IQM_E_TOO_LARGE:
	case IQM_E_CONFIG:
	case IQM_E_NOMEM:
		return err;
	default:
		return IQM_E_NETWORK;
	}
}

static void tell(struct run *r, enum iqm_event_kind kind, const struct iqm_attempt *result)
{
	struct iqm_event event = {
		.kind = kind,
		.operation = r->op->name,
		.method = r->op->method,
		.path = iqm_run_path(r),
		.attempt = r->error->attempts,
		.result = result,
		.request_id = result ? r->error->request_id : NULL,
		.headers = result ? NULL : &r->headers,
		.date = result ? iqm_http_date(r->http.date) / 1000 : 0,
	};

	if (!result)
		r->headers.own = r->headers.len;
	iqm_emit(r->client, &event);
	if (!result)
		iqm_log(r->client, IQM_LOG_DEBUG, "%s: %s %s, attempt %d", event.operation,
			event.method, event.path, event.attempt);
}

static int send_once(struct run *r)
{
	const struct iqm_client *c = r->client;
	struct iqm_http_request request = {
		.method = r->op->method,
		.url = r->url.data,
		.body = r->op->body ? r->body.data : NULL,
		.body_len = r->body.len,
		.timeout_ms = iqm_time_left(c, &r->limits),
		.connect_timeout_ms = c->connect_timeout_ms,
		.stall_timeout_ms = c->stall_timeout_ms,
		.cancel = r->limits.cancel,
		.fresh = r->op->effect == IQM_PAID,
	};
	int err = iqm_limits_check(c, &r->limits);

	if (err)
		return iqm_run_out_of_time(r, err, "before it was sent");
	r->error->attempts++;
	r->tried = true;
	tell(r, IQM_EVENT_SEND, NULL);
	request.headers = iqm_headers_lines(&r->headers);
	err = checked(r, c->transport.perform(c->transport.context, &request, &r->http));
	if (err)
		iqm_fail(r->error, err, "%s", *r->http.reason ? r->http.reason : reason_of(err));
	return err;
}

/* What the next attempt, and the caller, are to know of this one. */
static void record(struct run *r, int err, int64_t began)
{
	struct iqm_attempt *a = &r->call->attempts[r->error->attempts - 1];

	a->status = err;
	a->curl_code = r->http.curl_code;
	a->http_status = r->http.status;
	a->delivery = iqm_run_delivery(r, err);
	a->waited_ms = (long)(began - r->ready);
	a->timing = r->http.timing;
	r->ready = iqm_now(r->client);
	tell(r, IQM_EVENT_RESPONSE, a);
	iqm_log(r->client, IQM_LOG_DEBUG, "%s: HTTP %ld after %ld ms%s%s", r->op->name,
		a->http_status, (long)(a->timing.total_us / 1000), err ? ": " : "",
		err ? r->error->message : "");
}

static void clear_error(struct run *r)
{
	static const struct iqm_error no_error;
	size_t len = strlen(r->op->name);

	*r->error = no_error;
	if (len >= sizeof(r->error->operation))
		len = sizeof(r->error->operation) - 1;
	memcpy(r->error->operation, r->op->name, len);
}

/* Forgets the attempt before. */
static void reset(struct run *r)
{
	int attempts = r->error->attempts;

	if (attempts)
		clear_error(r);
	r->error->attempts = attempts;
	iqm_headers_free(&r->headers);
	iqm_buf_free(&r->http.body);
	iqm_http_response_init(&r->http, r->client->max_body);
	r->tried = false;
}

static int exchange(struct run *r, int slot)
{
	int64_t began = iqm_now(r->client);
	int err = send_once(r);

	iqm_run_give_slot(r, slot);
	if (!r->tried)
		return err;
	r->error->http_status = r->http.status;
	r->error->curl_code = r->http.curl_code;
	memcpy(r->error->request_id, r->http.request_id, sizeof(r->error->request_id));
	if (!err || iqm_is_refusal(r->http.status))
		err = iqm_run_read(r);
	r->error->delivery = iqm_run_delivery(r, err);
	if (err)
		r->error->retry_after_ms =
			iqm_retry_after(r->http.retry_after, r->http.date, iqm_realtime(r->client));
	if (err || *r->error->request_id)
		iqm_redact(r->error, r->client, r->op, r->request);
	record(r, err, began);
	return err;
}

/* The token, while the request waited for its slot. */
static bool has_ended(const struct run *r)
{
	return r->op->auth == IQM_BEARER && !iqm_token_is_good(r->client, r->token);
}

static int attempt(struct run *r)
{
	int slot = -1;
	int err;

	do {
		iqm_run_give_slot(r, slot);
		reset(r);
		err = iqm_run_headers(r);
		if (!err)
			err = iqm_run_take_slot(r, &slot);
	} while (!err && has_ended(r));
	return err ? err : exchange(r, slot);
}

/* ---- attempts ----------------------------------------------------------------------------- */

static bool is_passing(int err, long http_status)
{
	switch (http_status) {
	case 408:
	case 429:
	case 500:
	case 502:
	case 503:
	case 504:
		return true;
	default:
		return err == IQM_E_NETWORK || err == IQM_E_TIMEOUT;
	}
}

/* The money rule: a purchase goes out again only if it did not leave, or was turned away. */
static bool is_harmless(const struct run *r)
{
	return r->op->effect != IQM_PAID || r->error->delivery == IQM_NOT_SENT ||
	       r->http.status == 429;
}

/* A token that was refused, once a call, where another can be got. */
static bool renews(struct run *r, int err)
{
	if (err != IQM_E_AUTH || r->op->auth != IQM_BEARER || r->renewed)
		return false;
	r->renewed = iqm_token_refused(r->client, r->op, r->token);
	return r->renewed;
}

/* How long to wait before another attempt; -1: there must be none. */
static long next_wait(struct run *r, int err)
{
	long hint = r->error->retry_after_ms;
	long wait;

	if (!r->tried)
		return -1;
	if (renews(r, err))
		return r->error->attempts < r->client->max_attempts ? 0 : -1;
	if (!is_passing(err, r->http.status) || !is_harmless(r))
		return -1;
	wait = iqm_backoff(r->client, r->error->attempts, err, hint);
	if (err == IQM_E_RATE_LIMITED)
		r->client->limiter.hold(r->client->limiter.context, hint ? hint : wait);
	if (r->error->attempts >= r->client->max_attempts)
		return -1;
	/* It would end past the deadline: say so now. */
	return wait < iqm_time_left(r->client, &r->limits) ? wait : -1;
}

static int pause(struct run *r, long wait)
{
	const struct iqm_attempt *last = &r->call->attempts[r->error->attempts - 1];
	struct iqm_event event = {
		.kind = IQM_EVENT_RETRY,
		.operation = r->op->name,
		.attempt = r->error->attempts,
		.wait_ms = wait,
		.why = r->error->message,
		.result = last,
	};
	int err;

	iqm_log(r->client, IQM_LOG_WARN, "%s: attempt %d failed, another in %ld ms: %s",
		r->op->name, event.attempt, wait, event.why);
	iqm_emit(r->client, &event);
	err = iqm_wait_ms(r->client, &r->limits, wait);
	return err ? iqm_run_out_of_time(r, err, "before another attempt") : 0;
}

static int attempts(struct run *r)
{
	long wait = 0;
	bool unsent;
	int err;

	do {
		err = attempt(r);
		if (err)
			wait = next_wait(r, err);
		r->maybe_done = r->maybe_done || r->error->delivery == IQM_MAYBE_SENT;
		r->answered = r->answered || r->error->delivery == IQM_RESPONDED;
	} while (err && wait >= 0 && !(err = pause(r, wait)));
	/* An attempt that was not sent does not undo what became of an earlier one. */
	unsent = r->error->delivery == IQM_NOT_SENT;
	if (err && r->maybe_done && (unsent || r->op->effect != IQM_READ))
		r->error->delivery = IQM_MAYBE_SENT;
	else if (err && r->answered && unsent)
		r->error->delivery = IQM_RESPONDED;
	return err;
}

/* ---- outcomes that stay unknown ------------------------------------------------------------ */

/* It is done; what the service answered last stays to be seen. */
static int forget_refusal(struct run *r)
{
	long http_status = r->error->http_status;
	int attempts = r->error->attempts;

	clear_error(r);
	r->error->attempts = attempts;
	r->error->http_status = http_status;
	return 0;
}

/* A delete that says "not there" after one that may have arrived: one look at the list decides. */
static int settle_delete(struct run *r, int err)
{
	struct iqm_error seen = { .status = 0 };
	enum iqm_deleted erased;

	if (err != IQM_E_REFUSED && err != IQM_E_NOT_FOUND)
		return err;
	erased = iqm_check_deleted(r->client, r->op, r->request, &r->limits, &seen);
	if (erased == IQM_DELETED_UNKNOWN)
		return iqm_run_unknown(r, err, "deleted");
	if (erased == IQM_ALL_DELETED)
		err = forget_refusal(r);
	r->error->delivery = IQM_RESPONDED;
	return err;
}

static int settle(struct run *r, int err)
{
	if (err && r->op->effect == IQM_PAID && r->error->delivery == IQM_MAYBE_SENT)
		return iqm_run_unknown(r, err, "bought");
	if (err && r->op->effect == IQM_DELETE && r->op->deletion && r->maybe_done)
		return settle_delete(r, err);
	return err;
}

/* ---- the call ----------------------------------------------------------------------------- */

static int begin(struct run *r)
{
	struct arena *arena;

	if (!r->client)
		return iqm_fail(r->error, IQM_E_USAGE, "client is NULL");
	if (!r->request && (r->op->query || r->op->body))
		return iqm_fail(r->error, IQM_E_USAGE, "req is NULL");
	if (r->call->timeout_ms < 0)
		return iqm_fail(r->error, IQM_E_USAGE, "timeout_ms: expected 0 or more, found %ld",
				r->call->timeout_ms);
	r->limits = iqm_limits(r->client, r->call, r->client->timeout_ms);
	r->ready = iqm_now(r->client);
	r->response = iqm_response_new(r->op->response->size, &arena);
	return r->response ? 0 : iqm_fail_nomem(r->error);
}

static int go(struct run *r)
{
	int err = begin(r);

	if (!err)
		err = iqm_run_url(r);
	if (!err)
		err = iqm_run_body(r, NULL);
	if (!err)
		err = iqm_run_begin_purchase(r);
	if (!err)
		err = settle(r, attempts(r));
	iqm_run_end_purchase(r, err);
	return err;
}

/* With keep_raw, what the service sent becomes part of the response, or a response of its own. */
static void keep_raw(struct run *r, int err)
{
	struct arena *arena;

	if (err) {
		iqm_free(r->response);
		r->response = NULL;
	}
	if (!r->call->keep_raw || !r->http.status)
		return;
	if (err)
		r->response = iqm_response_new(r->op->response->size, &arena);
	if (!r->response)
		return;
	iqm_buf_add(&r->http.body, "", 0); /* an empty body is "" */
	iqm_arena_set_raw(iqm_response_arena(r->response), r->http.body.data, r->http.body.len);
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

static void tell_end(struct run *r, int err)
{
	if (err) {
		name_operation(r->error, r->op->name);
		iqm_redact(r->error, r->client, r->op, r->request);
	}
	if (!r->client)
		return;
	if (err)
		iqm_log(r->client, IQM_LOG_ERROR, "%s", r->error->message);
	else
		iqm_log(r->client, IQM_LOG_INFO, "%s: done, attempts: %d", r->op->name,
			r->error->attempts);
}

/* Nobody asks for the report. */
static int perform_unseen(struct iqm_client *client, const struct iqm_op *op, const void *request,
			  void *response)
{
	struct iqm_call none = { 0 };

	return iqm_perform(client, op, request, response, &none);
}

int iqm_perform(struct iqm_client *client, const struct iqm_op *op, const void *request,
		void *response, struct iqm_call *call)
{
	struct run r = { .client = client, .op = op, .request = request, .call = call };
	int err;

	if (!call)
		return perform_unseen(client, op, request, response);
	r.error = &call->error;
	clear_error(&r);
	err = response ? go(&r) : iqm_fail(r.error, IQM_E_USAGE, "rsp is NULL");
	tell_end(&r, err);
	keep_raw(&r, err);
	if (response)
		memcpy(response, &r.response, sizeof(r.response));
	end(&r);
	return err;
}
