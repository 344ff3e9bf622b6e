/* SPDX-License-Identifier: MIT */
/* One call: attempts until there is a response, it times out, or a retry is not safe. */
#include "call/state.h"

#include <string.h>

/* ---- one attempt -------------------------------------------------------------------------- */

/* For a transport that gives no reason. */
static const char *reason_of(int err)
{
	switch (err) {
	case IQM_E_NOMEM:
		return "out of memory";
	case IQM_E_TIMEOUT:
		return "timed out";
	case IQM_E_CANCELLED:
		return "cancelled";
	case IQM_E_TOO_LARGE:
		return "the response is larger than the client's limits";
	default:
		return "no complete response came";
	}
}

static void emit(struct call_state *s, enum iqm_event_kind kind, const struct iqm_attempt *result)
{
	struct iqm_event event = {
		.kind = kind,
		.operation = s->op->name,
		.method = s->op->method,
		.path = iqm_call_path(s),
		.attempt = s->error->attempts,
		.result = result,
		.request_id = result ? s->error->request_id : NULL,
		.headers = result ? NULL : &s->headers,
		.date = result ? iqm_http_date(s->http.date) / 1000 : 0,
	};

	if (!result)
		s->headers.own = s->headers.len;
	iqm_emit(&s->client->logger, &event);
	if (!result)
		iqm_log(&s->client->logger, IQM_LOG_DEBUG, "%s: %s %s, attempt %d", event.operation,
			event.method, event.path, event.attempt);
}

static int sending(void *context)
{
	struct call_state *s = context;

	return s->client->hooks->sending_paid(s);
}

static int send_once(struct call_state *s)
{
	const struct iqm_client *c = s->client;
	struct iqm_http_request request = {
		.method = s->op->method,
		.url = s->url.data,
		.body = s->op->body ? s->body.data : NULL,
		.body_len = s->body.len,
		.timeout_ms = iqm_deadline_left(&s->deadline),
		.connect_timeout_ms = c->connect_timeout_ms,
		.stall_timeout_ms = c->stall_timeout_ms,
		.cancel = s->deadline.cancel,
		.fresh = s->op->effect == IQM_PAID || s->op->verdict || s->call->fresh_connection,
	};
	int err = iqm_deadline_report(&s->deadline, s->error, "before it was sent");

	if (err)
		return err;
	s->error->attempts++;
	s->tried = true;
	emit(s, IQM_EVENT_SEND, NULL);
	request.headers = iqm_headers_lines(&s->headers);
	if (s->op->effect == IQM_PAID && c->hooks->sending_paid) {
		s->http.on_sending = sending;
		s->http.sending_context = s;
	}
	err = iqm_http_send(&c->transport, &request, &s->http);
	if (err && !s->http.refused)
		iqm_fail(s->error, err, "%s", *s->http.reason ? s->http.reason : reason_of(err));
	return err;
}

/* Records the attempt for the caller, and for the next attempt. */
static void record(struct call_state *s, int err, int64_t began)
{
	struct iqm_attempt *a = &s->call->attempts[s->error->attempts - 1];

	a->status = err;
	a->curl_code = s->http.curl_code;
	a->http_status = s->http.status;
	a->delivery = iqm_call_delivery(s, err);
	a->waited_ms = (long)(began - s->ready);
	a->timing = s->http.timing;
	s->ready = iqm_now(&s->client->clock);
	emit(s, IQM_EVENT_RESPONSE, a);
	iqm_log(&s->client->logger, IQM_LOG_DEBUG, "%s: HTTP %ld after %ld ms%s%s", s->op->name,
		a->http_status, (long)(a->timing.total_us / 1000), err ? ": " : "",
		err ? s->error->message : "");
}

/* Forgets the attempt before. */
static void reset(struct call_state *s)
{
	int attempts = s->error->attempts;

	if (attempts)
		iqm_error_begin(s->error, s->op->name);
	s->error->attempts = attempts;
	iqm_headers_free(&s->headers);
	iqm_buf_free(&s->http.body);
	iqm_http_response_init(&s->http, s->client->max_body);
	s->tried = false;
}

static int exchange(struct call_state *s, int permit)
{
	int64_t began = iqm_now(&s->client->clock);
	int err = send_once(s);

	iqm_call_release(s, permit);
	if (!s->tried)
		return err;
	s->error->http_status = s->http.status;
	s->error->curl_code = s->http.curl_code;
	memcpy(s->error->request_id, s->http.request_id, sizeof(s->error->request_id));
	if (!err || iqm_is_refusal(s->http.status))
		err = iqm_call_read(s);
	s->error->delivery = iqm_call_delivery(s, err);
	if (err)
		s->error->retry_after_ms = iqm_retry_after(s->http.retry_after, s->http.date,
							   iqm_realtime(&s->client->clock));
	if (err || *s->error->request_id)
		iqm_call_redact(s);
	record(s, err, began);
	return err;
}

/* The token may end while the request waits for the rate limit. */
static bool token_expired(const struct call_state *s)
{
	return s->op->auth == IQM_BEARER && !iqm_token_is_good(s->client->token, s->token);
}

static int attempt(struct call_state *s)
{
	int permit = -1;
	int err;

	do {
		iqm_call_release(s, permit);
		reset(s);
		err = iqm_call_headers(s);
		if (!err)
			err = iqm_call_acquire(s, &permit);
	} while (!err && token_expired(s));
	return err ? err : exchange(s, permit);
}

/* ---- attempts ----------------------------------------------------------------------------- */

static bool is_transient(int err, long http_status)
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

/* The money rule: a purchase is repeated only if no byte of it left, or after a 429. */
static bool is_safe_to_retry(const struct call_state *s)
{
	return s->op->effect != IQM_PAID || s->error->delivery == IQM_NOT_SENT ||
	       s->http.status == 429;
}

/* The token was refused and another can be got: once a call. */
static bool invalidate_token(struct call_state *s, int err)
{
	if (err != IQM_E_AUTH || s->op->auth != IQM_BEARER || s->renewed)
		return false;
	s->renewed = iqm_token_invalidate(s->client->token, s->op, s->token);
	return s->renewed;
}

/* How long to wait before another attempt; -1: there must be none. */
static long next_wait(struct call_state *s, int err)
{
	long hint = s->error->retry_after_ms;
	long wait;

	if (!s->tried)
		return -1;
	if (invalidate_token(s, err))
		return s->error->attempts < s->client->retry.max_attempts ? 0 : -1;
	if (!is_transient(err, s->http.status) || !is_safe_to_retry(s))
		return -1;
	wait = iqm_backoff(&s->client->retry, s->error->attempts, err, hint);
	if (err == IQM_E_RATE_LIMITED)
		s->client->limiter.block(s->client->limiter.context, hint ? hint : wait);
	if (s->error->attempts >= s->client->retry.max_attempts)
		return -1;
	/* A wait past the deadline would be in vain. */
	return wait < iqm_deadline_left(&s->deadline) ? wait : -1;
}

static int wait_before_retry(struct call_state *s, long wait)
{
	const struct iqm_attempt *last = &s->call->attempts[s->error->attempts - 1];
	struct iqm_event event = {
		.kind = IQM_EVENT_RETRY,
		.operation = s->op->name,
		.attempt = s->error->attempts,
		.wait_ms = wait,
		.why = s->error->message,
		.result = last,
	};
	int err;

	iqm_log(&s->client->logger, IQM_LOG_WARN, "%s: attempt %d failed, another in %ld ms: %s",
		s->op->name, event.attempt, wait, event.why);
	iqm_emit(&s->client->logger, &event);
	err = iqm_deadline_sleep(&s->deadline, wait);
	return err ? iqm_fail_ended(s->error, err, "before another attempt") : 0;
}

static int attempts(struct call_state *s)
{
	long wait = 0;
	bool unsent;
	int err;

	do {
		err = attempt(s);
		if (err)
			wait = next_wait(s, err);
		s->maybe_executed = s->maybe_executed || s->error->delivery == IQM_MAYBE_SENT;
		s->responded = s->responded || s->error->delivery == IQM_RESPONDED;
	} while (err && wait >= 0 && !(err = wait_before_retry(s, wait)));
	/* If the last attempt was not sent, an earlier one decides how far the request got. */
	unsent = s->error->delivery == IQM_NOT_SENT;
	if (err && s->maybe_executed && (unsent || s->op->effect != IQM_READ))
		s->error->delivery = IQM_MAYBE_SENT;
	else if (err && s->responded && unsent)
		s->error->delivery = IQM_RESPONDED;
	return err;
}

/* ---- outcomes that stay unknown ------------------------------------------------------------ */

/* The delete has taken effect: clears the error, keeps the HTTP status. */
static int forget_refusal(struct call_state *s)
{
	long http_status = s->error->http_status;
	int attempts = s->error->attempts;

	iqm_error_begin(s->error, s->op->name);
	s->error->attempts = attempts;
	s->error->http_status = http_status;
	return 0;
}

/* A delete was refused, and one before it may have been carried out: the list decides. */
static int resolve_delete(struct call_state *s, int err)
{
	const struct call_hooks *hooks = s->client->hooks;
	enum iqm_deleted deleted = IQM_DELETED_UNKNOWN;

	if (err != IQM_E_REFUSED && err != IQM_E_NOT_FOUND)
		return err;
	if (hooks->check_deleted)
		deleted = hooks->check_deleted(s);
	if (deleted == IQM_DELETED_UNKNOWN)
		return iqm_call_fail_unknown(s, err, "deleted");
	if (deleted == IQM_ALL_DELETED)
		err = forget_refusal(s);
	s->error->delivery = IQM_RESPONDED;
	return err;
}

static int resolve_unknown(struct call_state *s, int err)
{
	if (err && s->op->effect == IQM_PAID && s->error->delivery == IQM_MAYBE_SENT)
		return iqm_call_fail_unknown(s, err, "bought");
	if (err && s->op->effect == IQM_DELETE && s->op->deletion && s->maybe_executed)
		return resolve_delete(s, err);
	return err;
}

/* ---- the call ----------------------------------------------------------------------------- */

int iqm_check_may_buy(const struct iqm_client *client, struct iqm_error *error)
{
	return client->no_purchases ? iqm_fail(error, IQM_E_CONFIG,
					       "not bought: no_purchases is set, for all purchases")
				    : 0;
}

static int begin(struct call_state *s)
{
	struct arena *arena;

	if (!s->client)
		return iqm_fail(s->error, IQM_E_USAGE, "client is NULL");
	if (!s->request && (s->op->query || s->op->body))
		return iqm_fail(s->error, IQM_E_USAGE, "req is NULL");
	if (s->call->timeout_ms < 0)
		return iqm_fail(s->error, IQM_E_USAGE, "timeout_ms: expected 0 or more, found %ld",
				s->call->timeout_ms);
	s->deadline = iqm_call_deadline(s->client, s->call);
	s->ready = iqm_now(&s->client->clock);
	s->response = iqm_response_new(s->op->response->size, &arena);
	if (!s->response)
		return iqm_fail_nomem(s->error);
	return s->op->effect == IQM_PAID ? iqm_check_may_buy(s->client, s->error) : 0;
}

/* A key or a journal that nothing honours would let the same order be bought twice. */
static int begin_paid(struct call_state *s)
{
	const struct call_hooks *hooks = s->client->hooks;
	int err;

	if (hooks->begin_paid) {
		err = hooks->begin_paid(s);
		return err || !s->client->send_key ? err : iqm_call_body(s);
	}
	if (s->call->key || s->client->journal)
		return iqm_fail(s->error, IQM_E_CONFIG,
				"call.key or a journal: this client records no purchases");
	return 0;
}

/* Attempts and verdict, between the hooks. */
static int run_paid(struct call_state *s)
{
	const struct call_hooks *hooks = s->client->hooks;
	int err = begin_paid(s);

	if (!err)
		err = resolve_unknown(s, attempts(s));
	if (hooks->end_paid)
		hooks->end_paid(s, err);
	return err;
}

static int run(struct call_state *s)
{
	int err = begin(s);

	if (!err)
		err = iqm_call_url(s);
	if (!err)
		err = iqm_call_body(s);
	if (err)
		return err;
	return s->op->effect == IQM_PAID ? run_paid(s) : resolve_unknown(s, attempts(s));
}

/* With keep_raw the body becomes part of the response; on an error, of a response without fields.
 */
static void keep_raw(struct call_state *s, int err)
{
	struct arena *arena;

	if (err) {
		iqm_free(s->response);
		s->response = NULL;
	}
	if (!s->call->keep_raw || !s->http.status)
		return;
	if (err)
		s->response = iqm_response_new(s->op->response->size, &arena);
	if (!s->response)
		return;
	iqm_buf_add(&s->http.body, "", 0); /* an empty body is "" */
	iqm_arena_set_raw(iqm_response_arena(s->response), s->http.body.data, s->http.body.len);
	memset(&s->http.body, 0, sizeof(s->http.body));
}

static void end(struct call_state *s)
{
	iqm_buf_free(&s->url);
	iqm_buf_free(&s->body);
	iqm_buf_free(&s->http.body);
	iqm_headers_free(&s->headers);
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

static void report_end(struct call_state *s, int err)
{
	if (err) {
		name_operation(s->error, s->op->name);
		iqm_call_redact(s);
	}
	if (!s->client)
		return;
	if (err)
		iqm_log(&s->client->logger, IQM_LOG_ERROR, "%s", s->error->message);
	else
		iqm_log(&s->client->logger, IQM_LOG_INFO, "%s: done, attempts: %d", s->op->name,
			s->error->attempts);
}

/* The caller wants no report. */
static int perform_unreported(struct iqm_client *client, const struct iqm_op *op,
			      const void *request, void *response)
{
	struct iqm_call none = { 0 };

	return iqm_perform(client, op, request, response, &none);
}

int iqm_perform(struct iqm_client *client, const struct iqm_op *op, const void *request,
		void *response, struct iqm_call *call)
{
	struct call_state s = { .client = client, .op = op, .request = request, .call = call };
	int err;

	if (!call)
		return perform_unreported(client, op, request, response);
	s.error = &call->error;
	iqm_call_begin(call, op->name);
	err = response ? run(&s) : iqm_fail(s.error, IQM_E_USAGE, "rsp is NULL");
	report_end(&s, err);
	keep_raw(&s, err);
	if (response)
		memcpy(response, &s.response, sizeof(s.response));
	end(&s);
	return err;
}
