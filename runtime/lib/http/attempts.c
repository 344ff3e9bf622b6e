/* SPDX-License-Identifier: MIT */
/* The engine of attempts, for calls and downloads alike: a request is made until it succeeds, fails
 * for good, or time is over. What is transient: failure.c; how long to wait: retry.c. */
#include "http/http.h"

#include <string.h>

bool iqm_is_sent_once(enum iqm_effect effect)
{
	return effect == IQM_PAID || effect == IQM_ONCE;
}

/* ---- one attempt -------------------------------------------------------------------------- */

static void emit(const struct attempts *a, enum iqm_event_kind kind,
		 const struct iqm_attempt *result)
{
	bool takes_headers = !result && !a->request.presigned;
	struct iqm_event event = {
		.kind = kind,
		.operation = a->operation,
		.method = a->request.method,
		.path = a->path,
		.attempt = a->call->error.attempts,
		.result = result,
		.request_id = result ? a->call->error.request_id : NULL,
		.headers = takes_headers ? a->headers : NULL,
		.date = result ? iqm_http_date(a->http->date) / 1000 : 0,
		.user_data = a->deadline->user_data,
	};

	if (takes_headers)
		a->headers->own = a->headers->len;
	iqm_emit(a->logger, &event);
}

/* Only what a transport may return; and success only with a complete response. */
static int checked(const struct iqm_http_response *response, int err)
{
	if (response->refused)
		return response->refused;
	if (!err && !response->sink) /* a sink's own error is its owner's */
		err = response->body.err;
	switch (err) {
	case 0:
		return response->status ? 0 : IQM_E_NETWORK;
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

/* A transport that does not announce sending is asked before it begins. */
static int perform(const struct attempts *a)
{
	const struct iqm_transport *t = &a->sender->transport;
	struct sigpipe guard;
	int err = t->announces_sending ? 0 : iqm_http_response_ask_to_send(a->http);

	iqm_sigpipe_hold(&guard); /* what takes the body may write to a pipe that nobody reads */
	if (!err)
		err = t->perform(t->context, &a->request, a->http);
	iqm_sigpipe_release(&guard);
	if (!err)
		iqm_http_response_imply_sent(a->http);
	err = checked(a->http, err);
	if (err && !*a->http->reason)
		iqm_http_response_failed(a->http, a->http->curl_code, reason_of(err));
	return err;
}

static int send_once(struct attempts *a)
{
	struct iqm_http_request *rq = &a->request;
	struct iqm_error *e = &a->call->error;
	int err;

	rq->timeout_ms = iqm_deadline_left(a->deadline);
	err = iqm_deadline_report(a->deadline, e, "before it was sent");
	if (err)
		return err;
	e->attempts++;
	a->tried = true;
	emit(a, IQM_EVENT_SEND, NULL);
	iqm_log(a->logger, IQM_LOG_DEBUG, "%s: %s %s%s, attempt %d", a->operation, rq->method,
		a->path, a->note, e->attempts);
	rq->headers = iqm_headers_lines(a->headers);
	rq->connect_timeout_ms = a->sender->connect_timeout_ms;
	rq->stall_timeout_ms = a->sender->stall_timeout_ms;
	rq->cancel = a->deadline->cancel;
	err = perform(a);
	e->http_status = a->http->status;
	e->curl_code = a->http->curl_code;
	memcpy(e->request_id, a->http->request_id, sizeof(e->request_id));
	return err;
}

/* Whether a failure says that nothing was done. Of a delete only a whole response says so; of what
 * is never sent twice one with the service's own words, or a status that comes before any
 * processing. */
static bool is_refused(const struct attempts *a, int err)
{
	long status = a->http->status;
	bool success = status >= 200 && status < 300;

	if ((a->effect == IQM_DELETE || iqm_is_sent_once(a->effect)) && !a->complete)
		return false;
	if (!iqm_is_sent_once(a->effect))
		return success ? err == IQM_E_REFUSED : iqm_is_refusal(status);
	if (a->contradicts)
		return false;
	if (success)
		return err == IQM_E_REFUSED;
	/* A content coding that was cut is not noticed. */
	return a->has_envelope ? iqm_is_refusal(status)
			       : iqm_is_unprocessed(status) && !*a->http->content_encoding;
}

static enum iqm_delivery delivery_of(const struct attempts *a, int err)
{
	if (err >= 0 || is_refused(a, err))
		return IQM_RESPONDED;
	return a->http->sending ? IQM_MAYBE_SENT : IQM_NOT_SENT;
}

/* For the caller, and for the next attempt. */
static void record(struct attempts *a, int err, int64_t began)
{
	struct iqm_attempt *at = iqm_attempt_of(a->call, a->call->error.attempts);
	struct iqm_error *e = &a->call->error;
	const struct iqm_clock *clock = a->deadline->clock;

	e->delivery = delivery_of(a, err);
	if (err < 0)
		e->retry_after_ms =
			iqm_retry_after(a->http->retry_after, a->http->date, iqm_realtime(clock));
	*at = (struct iqm_attempt){
		.status = err < 0 ? err : 0,
		.curl_code = e->curl_code,
		.http_status = e->http_status,
		.delivery = e->delivery,
		.waited_ms = (long)(began - a->ready),
		.timing = a->http->timing,
	};
	a->ready = iqm_now(clock);
	emit(a, IQM_EVENT_RESPONSE, at);
	iqm_log(a->logger, IQM_LOG_DEBUG, "%s: HTTP %ld after %ld ms%s%s", a->operation,
		at->http_status, (long)(at->timing.total_us / 1000), err < 0 ? ": " : "",
		err < 0 ? e->message : "");
}

void iqm_attempts_forget(struct attempts *a)
{
	struct iqm_error *e = &a->call->error;
	int attempts = e->attempts;

	iqm_error_begin(e, a->operation);
	e->attempts = attempts;
}

static int attempt(struct attempts *a)
{
	int64_t began;
	int err;

	a->tried = a->has_envelope = a->contradicts = false;
	if (a->call->error.attempts)
		iqm_attempts_forget(a);
	iqm_headers_free(a->headers);
	iqm_buf_free(&a->http->body);
	iqm_http_response_init(a->http, a->max_body, a->sender->request_ids);
	a->http->once = iqm_is_sent_once(a->effect);
	err = a->steps->prepare(a->context);
	if (err)
		return err;
	began = iqm_now(a->deadline->clock);
	err = send_once(a);
	a->complete = !err && !a->http->ends_by_close;
	err = a->steps->evaluate(a->context, err);
	if (a->tried)
		record(a, err, began);
	return err;
}

/* ---- attempts ----------------------------------------------------------------------------- */

/* The money rule: what buys, or must not happen twice, is repeated only if no byte of it left,
 * whatever came back. */
static bool is_safe_to_retry(const struct attempts *a)
{
	return !iqm_is_sent_once(a->effect) || a->call->error.delivery == IQM_NOT_SENT;
}

/* How long to wait before another attempt; -1: there must be none. */
static long next_wait(struct attempts *a, int err)
{
	const struct iqm_error *e = &a->call->error;
	bool has_more = ++a->failures < a->sender->retry.max_attempts;
	bool recovered;
	long wait;

	if (!a->tried || a->is_last)
		return -1;
	recovered = a->steps->recover(a->context, err);
	if (!recovered && !iqm_is_transient(e))
		return -1;
	wait = recovered ? 0 : iqm_backoff(&a->sender->retry, a->failures, err, e->retry_after_ms);
	if (err == IQM_E_RATE_LIMITED && a->limiter)
		a->limiter->block(a->limiter->context,
				  e->retry_after_ms ? e->retry_after_ms : wait);
	if (!is_safe_to_retry(a))
		return -1;
	/* A wait past the deadline would be in vain. */
	return has_more && wait < iqm_deadline_left(a->deadline) ? wait : -1;
}

static int wait_before_retry(struct attempts *a, long wait)
{
	struct iqm_error *e = &a->call->error;
	struct iqm_event event = {
		.kind = IQM_EVENT_RETRY,
		.operation = a->operation,
		.attempt = e->attempts,
		.wait_ms = wait,
		.why = e->message,
		.result = iqm_attempt_of(a->call, e->attempts),
		.user_data = a->deadline->user_data,
	};
	int err;

	iqm_log(a->logger, IQM_LOG_WARN, "%s: attempt %d failed, another in %ld ms: %s",
		event.operation, event.attempt, wait, event.why);
	iqm_emit(a->logger, &event);
	err = iqm_deadline_sleep(a->deadline, wait);
	return err ? iqm_fail_ended(e, err, "before another attempt") : 0;
}

/* If the last attempt was not sent, an earlier one decides how far the request got. */
static void set_delivery(const struct attempts *a)
{
	enum iqm_delivery *delivery = &a->call->error.delivery;
	bool unsent = *delivery == IQM_NOT_SENT;

	if (a->maybe_executed && (unsent || a->effect != IQM_READ))
		*delivery = IQM_MAYBE_SENT;
	else if (a->responded && unsent)
		*delivery = IQM_RESPONDED;
}

int iqm_attempts_run(struct attempts *a)
{
	const struct iqm_error *e = &a->call->error;
	long wait = 0;
	int err;

	a->ready = iqm_now(a->deadline->clock);
	do {
		err = attempt(a);
		if (err < 0)
			wait = next_wait(a, err);
		a->maybe_executed = a->maybe_executed || e->delivery == IQM_MAYBE_SENT;
		a->responded = a->responded || e->delivery == IQM_RESPONDED;
	} while (err > 0 || (err && wait >= 0 && !(err = wait_before_retry(a, wait))));
	if (err)
		set_delivery(a);
	return err;
}
