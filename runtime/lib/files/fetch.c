/* SPDX-License-Identifier: MIT */
/* Fetches a file from a signed URL: each attempt goes on where the one before broke. */
#include "files/saving.h"

#include <inttypes.h>
#include <string.h>

#define PROGRESS_MS 100

void iqm_fetch_notify(struct saving *s, bool force)
{
	int64_t time;

	if (!s->save->progress)
		return;
	time = iqm_now(&s->client->clock);
	if (!force && time - s->notified < PROGRESS_MS)
		return;
	s->notified = time;
	s->save->progress(s->save->context, s->done, s->version.total);
}

/* ---- one attempt --------------------------------------------------------------------------- */

static int take(void *context, const void *data, size_t len)
{
	struct saving *s = context;

	if (!s->evaluated) {
		iqm_range_evaluate(s);
		if (!s->err && !s->complete)
			iqm_fetch_notify(s, true);
	}
	if (s->err || s->complete)
		return -1;
	if (s->end >= 0 && (int64_t)len > s->end - s->done)
		s->err = iqm_fail(s->error, IQM_E_FILE_BROKEN,
				  "more bytes came than the %" PRId64 " that were announced",
				  s->end);
	else if (s->save->max_bytes && (int64_t)len > s->save->max_bytes - s->done)
		s->err = iqm_fail(s->error, IQM_E_TOO_LARGE,
				  "the file has more than save.max_bytes, %" PRId64,
				  s->save->max_bytes);
	else
		s->err = iqm_output_write(s, data, len);
	if (!s->err)
		iqm_fetch_notify(s, false);
	return s->err ? -1 : 0;
}

static void reset(struct saving *s)
{
	int attempts = s->error->attempts;

	iqm_error_begin(s->error, "save");
	s->error->attempts = attempts;
	iqm_headers_free(&s->headers);
	iqm_http_response_init(&s->http, 0);
	s->http.sink = take;
	s->http.sink_context = s;
	s->end = -1;
	s->evaluated = s->complete = false;
	s->err = 0;
	iqm_link_set_path(s);
}

static void emit(struct saving *s, enum iqm_event_kind kind, const struct iqm_attempt *result)
{
	struct iqm_event event = {
		.kind = kind,
		.operation = "save",
		.method = "GET",
		.path = s->path,
		.attempt = s->error->attempts,
		.result = result,
		.request_id = result ? s->http.request_id : NULL,
		.date = result ? iqm_http_date(s->http.date) / 1000 : 0,
	};

	iqm_emit(&s->client->logger, &event);
}

static int send_once(struct saving *s)
{
	const struct iqm_client *c = s->client;
	struct iqm_http_request request = {
		.method = "GET",
		.url = s->url,
		.headers = iqm_headers_lines(&s->headers),
		.timeout_ms = iqm_deadline_left(&s->deadline),
		.connect_timeout_ms = c->connect_timeout_ms,
		.stall_timeout_ms = c->stall_timeout_ms,
		.cancel = s->deadline.cancel,
		.fresh = true,
		.presigned = true,
	};
	struct sigpipe guard;
	int err;

	s->tried = true;
	s->error->attempts++;
	iqm_log(&c->logger, IQM_LOG_DEBUG, "save: GET %s from byte %" PRId64 ", attempt %d",
		s->path, s->done, s->error->attempts);
	emit(s, IQM_EVENT_SEND, NULL);
	iqm_sigpipe_hold(&guard); /* the caller's open file may be a pipe that nobody reads */
	err = iqm_http_send(&c->transport, &request, &s->http);
	iqm_sigpipe_release(&guard);
	return err;
}

static void record(struct saving *s, int err, int64_t began)
{
	struct iqm_attempt *a = iqm_save_attempt(s->call, s->error->attempts);
	struct iqm_error *e = s->error;

	e->http_status = s->http.status;
	e->curl_code = s->http.curl_code;
	memcpy(e->request_id, s->http.request_id, sizeof(e->request_id));
	if (err == IQM_E_RATE_LIMITED || err == IQM_E_SERVER)
		e->retry_after_ms = iqm_retry_after(s->http.retry_after, s->http.date,
						    iqm_realtime(&s->client->clock));
	e->delivery = s->http.status    ? IQM_RESPONDED
		      : s->http.sending ? IQM_MAYBE_SENT
					: IQM_NOT_SENT;
	if (err)
		iqm_link_redact(s);
	*a = (struct iqm_attempt){
		.status = err < 0 ? err : 0,
		.curl_code = e->curl_code,
		.http_status = e->http_status,
		.delivery = e->delivery,
		.waited_ms = (long)(began - s->ready),
		.timing = s->http.timing,
	};
	s->ready = iqm_now(&s->client->clock);
	emit(s, IQM_EVENT_RESPONSE, a);
	iqm_log(&s->client->logger, IQM_LOG_DEBUG, "save: HTTP %ld, %" PRId64 " bytes so far%s%s",
		a->http_status, s->done, err < 0 ? ": " : "", err < 0 ? e->message : "");
}

static int attempt(struct saving *s)
{
	int64_t began;
	int err;

	reset(s);
	err = iqm_range_headers(s);
	if (!err)
		err = iqm_deadline_report(&s->deadline, s->error, "before the file was asked for");
	if (err)
		return err;
	began = iqm_now(&s->client->clock);
	err = iqm_range_end(s, send_once(s));
	record(s, err, began);
	return err;
}

/* ---- attempts ------------------------------------------------------------------------------ */

static bool is_transient(const struct saving *s, int err)
{
	long status = s->http.status;

	/* A failure by the file's content or range is not transient, whatever the status. */
	if (err == IQM_E_SERVER || err == IQM_E_RATE_LIMITED)
		return status == 408 || status == 429 || status >= 500;
	return err == IQM_E_NETWORK || err == IQM_E_TIMEOUT;
}

/* The caller has got bytes, and there is no validator to ask for the rest by. */
static bool is_stuck(const struct saving *s)
{
	return s->done && s->save->to != IQM_SAVE_PATH && !*s->version.validator;
}

/* How long to wait before another attempt; -1: there must be none. */
static long next_wait(struct saving *s, int err)
{
	long wait;

	if (!s->tried || !is_transient(s, err) || is_stuck(s) ||
	    s->failures >= s->client->retry.max_attempts)
		return -1;
	wait = iqm_backoff(&s->client->retry, s->failures, err, s->error->retry_after_ms);
	return wait < iqm_deadline_left(&s->deadline) ? wait : -1;
}

static int wait_before_retry(struct saving *s, long wait)
{
	struct iqm_event event = {
		.kind = IQM_EVENT_RETRY,
		.operation = "save",
		.attempt = s->error->attempts,
		.wait_ms = wait,
		.why = s->error->message,
		.result = iqm_save_attempt(s->call, s->error->attempts),
	};
	int err;

	iqm_log(&s->client->logger, IQM_LOG_WARN,
		"save: attempt %d failed at byte %" PRId64 ", another in %ld ms: %s", event.attempt,
		s->done, wait, event.why);
	iqm_emit(&s->client->logger, &event);
	err = iqm_deadline_sleep(&s->deadline, wait);
	return err ? iqm_fail_ended(s->error, err, "before another attempt") : 0;
}

/* A report's link has expired: asks for another, but not twice without a byte in between. */
static bool takes_new_link(struct saving *s, int err)
{
	bool can = err == IQM_E_FORBIDDEN && s->tried && s->op && !s->renewed;

	s->renewed = s->renewed || can;
	return can;
}

/* What becomes of an attempt: 0 the file is whole, IQM_SAVE_AGAIN another attempt, an error. */
static int next_step(struct saving *s, int err)
{
	long wait;

	if (s->done > s->best) {
		s->best = s->done;
		s->failures = 0;
		s->renewed = false;
	}
	if (err >= 0)
		return err;
	s->failures++;
	if (takes_new_link(s, err)) {
		iqm_log(&s->client->logger, IQM_LOG_INFO,
			"save: the link has expired, asking for another");
		err = iqm_link_ask(s);
		return err ? err : IQM_SAVE_AGAIN;
	}
	wait = next_wait(s, err);
	if (wait < 0)
		return err;
	err = wait_before_retry(s, wait);
	return err ? err : IQM_SAVE_AGAIN;
}

int iqm_fetch(struct saving *s)
{
	int err;

	do {
		s->tried = false;
		err = next_step(s, attempt(s));
	} while (err == IQM_SAVE_AGAIN);
	return err;
}
