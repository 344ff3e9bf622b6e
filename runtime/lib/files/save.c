/* SPDX-License-Identifier: MIT */
/* A file from a signed URL: attempts that go on where the one before broke. */
#include "files/save.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define DEFAULT_TIMEOUT_MS ((long)60 * 60 * 1000)
#define PROGRESS_MS 100
#define SHORTEST_SECRET 8 /* of a URL's query; shorter values are common words */

int iqm_save_check(struct saving *s, const char *where)
{
	int err = iqm_limits_check(s->client, &s->limits);

	return err ? iqm_fail(s->error, err, "%s %s",
			      err == IQM_E_CANCELLED ? "cancelled" : "the time was over", where)
		   : 0;
}

void iqm_save_tell(struct saving *s, bool now)
{
	int64_t time;

	if (!s->save->progress)
		return;
	time = iqm_now(s->client);
	if (!now && time - s->told < PROGRESS_MS)
		return;
	s->told = time;
	s->save->progress(s->save->context, s->done, s->whole.total);
}

struct iqm_attempt *iqm_save_attempt(struct iqm_call *call, int n)
{
	return &call->attempts[(n < IQM_MAX_ATTEMPTS ? n : IQM_MAX_ATTEMPTS) - 1];
}

/* ---- secrets ------------------------------------------------------------------------------- */

/* The URL's query as a whole, and each value in it. */
static void redact_url(struct saving *s)
{
	const char *at = s->url ? strpbrk(s->url, "?#") : NULL;
	char value[512];

	if (!at)
		return;
	iqm_redact_text(s->error, at + 1);
	while (*at) {
		size_t len = strcspn(++at, "=&#");

		if (len >= SHORTEST_SECRET && len < sizeof(value)) {
			memcpy(value, at, len);
			value[len] = '\0';
			iqm_redact_text(s->error, value);
		}
		at += len;
	}
}

/* Of the URL, what may be told: the path. */
static void set_path(struct saving *s)
{
	const char *host = strstr(s->url, "://");
	const char *path = host ? strpbrk(host + 3, "/?#") : NULL;
	size_t len = path ? strcspn(path, "?#") : 0;
	char text[sizeof(s->path)];

	if (len >= sizeof(text))
		len = sizeof(text) - 1;
	memcpy(text, path ? path : "", len);
	text[len] = '\0';
	iqm_copy_text(s->path, sizeof(s->path), text);
}

/* ---- one attempt --------------------------------------------------------------------------- */

static int take(void *context, const void *data, size_t len)
{
	struct saving *s = context;

	if (!s->judged) {
		iqm_range_judge(s);
		if (!s->err && !s->already)
			iqm_save_tell(s, true);
	}
	if (s->err || s->already)
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
		iqm_save_tell(s, false);
	return s->err ? -1 : 0;
}

static void reset(struct saving *s)
{
	static const struct iqm_error no_error;
	int attempts = s->error->attempts;

	*s->error = no_error;
	s->error->attempts = attempts;
	snprintf(s->error->operation, sizeof(s->error->operation), "save");
	iqm_headers_free(&s->headers);
	iqm_http_response_init(&s->http, 0);
	s->http.sink = take;
	s->http.sink_context = s;
	s->end = -1;
	s->judged = s->already = false;
	s->err = 0;
	set_path(s);
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

	iqm_emit(s->client, &event);
}

/* What a transport may return, and no response without a status. */
static int checked(const struct saving *s, int err)
{
	switch (err) {
	case 0:
		return s->http.status ? 0 : IQM_E_NETWORK;
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

static int send_once(struct saving *s)
{
	const struct iqm_client *c = s->client;
	struct iqm_http_request request = {
		.method = "GET",
		.url = s->url,
		.headers = iqm_headers_lines(&s->headers),
		.timeout_ms = iqm_time_left(c, &s->limits),
		.connect_timeout_ms = c->connect_timeout_ms,
		.stall_timeout_ms = c->stall_timeout_ms,
		.cancel = s->limits.cancel,
		.fresh = true,
		.presigned = true,
	};
	struct sigpipe guard;
	int err;

	s->tried = true;
	s->error->attempts++;
	iqm_log(c, IQM_LOG_DEBUG, "save: GET %s from byte %" PRId64 ", attempt %d", s->path,
		s->done, s->error->attempts);
	emit(s, IQM_EVENT_SEND, NULL);
	iqm_sigpipe_hold(&guard); /* the caller's open file may be a pipe that nobody reads */
	err = c->transport.perform(c->transport.context, &request, &s->http);
	iqm_sigpipe_release(&guard);
	return checked(s, err);
}

static void record(struct saving *s, int err, int64_t began)
{
	struct iqm_attempt *a = iqm_save_attempt(s->call, s->error->attempts);
	struct iqm_error *e = s->error;

	e->http_status = s->http.status;
	e->curl_code = s->http.curl_code;
	memcpy(e->request_id, s->http.request_id, sizeof(e->request_id));
	if (err == IQM_E_RATE_LIMITED || err == IQM_E_SERVER)
		e->retry_after_ms =
			iqm_retry_after(s->http.retry_after, s->http.date, iqm_realtime(s->client));
	e->delivery = s->http.status    ? IQM_RESPONDED
		      : s->http.sending ? IQM_MAYBE_SENT
					: IQM_NOT_SENT;
	if (err)
		redact_url(s);
	*a = (struct iqm_attempt){
		.status = err < 0 ? err : 0,
		.curl_code = e->curl_code,
		.http_status = e->http_status,
		.delivery = e->delivery,
		.waited_ms = (long)(began - s->ready),
		.timing = s->http.timing,
	};
	s->ready = iqm_now(s->client);
	emit(s, IQM_EVENT_RESPONSE, a);
	iqm_log(s->client, IQM_LOG_DEBUG, "save: HTTP %ld, %" PRId64 " bytes so far%s%s",
		a->http_status, s->done, err < 0 ? ": " : "", err < 0 ? e->message : "");
}

static int attempt(struct saving *s)
{
	int64_t began;
	int err;

	reset(s);
	err = iqm_range_headers(s);
	if (!err)
		err = iqm_save_check(s, "before the file was asked for");
	if (err)
		return err;
	began = iqm_now(s->client);
	err = iqm_range_end(s, send_once(s));
	record(s, err, began);
	return err;
}

/* ---- attempts ------------------------------------------------------------------------------ */

static bool is_passing(const struct saving *s, int err)
{
	long status = s->http.status;

	/* What a file or a range led to is no passing failure, whatever the status. */
	if (err == IQM_E_SERVER || err == IQM_E_RATE_LIMITED)
		return status == 408 || status == 429 || status >= 500;
	return err == IQM_E_NETWORK || err == IQM_E_TIMEOUT;
}

/* Bytes that were given, and nothing to ask for the rest of them by. */
static bool is_stuck(const struct saving *s)
{
	return s->done && s->save->to != IQM_SAVE_PATH && !*s->whole.validator;
}

/* How long to wait before another attempt; -1: there must be none. */
static long next_wait(struct saving *s, int err)
{
	long wait;

	if (!s->tried || !is_passing(s, err) || is_stuck(s) ||
	    s->failures >= s->client->max_attempts)
		return -1;
	wait = iqm_backoff(s->client, s->failures, err, s->error->retry_after_ms);
	return wait < iqm_time_left(s->client, &s->limits) ? wait : -1;
}

static int pause(struct saving *s, long wait)
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

	iqm_log(s->client, IQM_LOG_WARN,
		"save: attempt %d failed at byte %" PRId64 ", another in %ld ms: %s", event.attempt,
		s->done, wait, event.why);
	iqm_emit(s->client, &event);
	err = iqm_wait_ms(s->client, &s->limits, wait);
	return err ? iqm_save_check(s, "before another attempt") : 0;
}

/* A report's link has ended: another, once without a byte in between. */
static bool renews(struct saving *s, int err)
{
	bool can = err == IQM_E_FORBIDDEN && s->tried && s->op && !s->renewed;

	s->renewed = s->renewed || can;
	return can;
}

/* What becomes of an attempt: 0 the file is whole, IQM_SAVE_AGAIN another attempt, an error. */
static int settle(struct saving *s, int err)
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
	if (renews(s, err)) {
		iqm_log(s->client, IQM_LOG_INFO, "save: the link has ended, asking for another");
		err = iqm_link_ask(s);
		return err ? err : IQM_SAVE_AGAIN;
	}
	wait = next_wait(s, err);
	if (wait < 0)
		return err;
	err = pause(s, wait);
	return err ? err : IQM_SAVE_AGAIN;
}

static int fetch(struct saving *s)
{
	int err;

	do {
		s->tried = false;
		err = settle(s, attempt(s));
	} while (err == IQM_SAVE_AGAIN);
	return err;
}

/* ---- the call ------------------------------------------------------------------------------ */

static int check_save(const struct saving *s)
{
	const struct iqm_save *save = s->save;

	switch (save->to) {
	case IQM_SAVE_PATH:
		return save->path && *save->path
			       ? 0
			       : iqm_fail(s->error, IQM_E_USAGE, "save.path is NULL or empty");
	case IQM_SAVE_FD:
		return save->fd >= 0
			       ? 0
			       : iqm_fail(s->error, IQM_E_USAGE,
					  "save.fd: expected an open file, found %d", save->fd);
	case IQM_SAVE_CALLBACK:
		return save->write ? 0 : iqm_fail(s->error, IQM_E_USAGE, "save.write is NULL");
	default:
		return iqm_fail(s->error, IQM_E_USAGE, "save.to: %d is no enum iqm_save_to",
				(int)save->to);
	}
}

static int check_usage(const struct saving *s)
{
	if (!s->client)
		return iqm_fail(s->error, IQM_E_USAGE, "client is NULL");
	if (!s->save)
		return iqm_fail(s->error, IQM_E_USAGE, "save is NULL");
	if (!s->op && (!s->url || !*s->url))
		return iqm_fail(s->error, IQM_E_USAGE, "url is NULL or empty");
	if (s->call->timeout_ms < 0)
		return iqm_fail(s->error, IQM_E_USAGE, "timeout_ms: expected 0 or more, found %ld",
				s->call->timeout_ms);
	if (s->save->max_bytes < 0)
		return iqm_fail(s->error, IQM_E_USAGE,
				"save.max_bytes: expected 0 or more, found %" PRId64,
				s->save->max_bytes);
	if ((unsigned)s->save->form > IQM_FORMAT_CSV)
		return iqm_fail(s->error, IQM_E_USAGE, "save.form: %d is no enum iqm_file_format",
				(int)s->save->form);
	return check_save(s);
}

static int run(struct saving *s)
{
	int err = iqm_output_open(s);

	if (!err && s->op)
		err = iqm_link_ask(s);
	if (!err)
		err = fetch(s);
	if (err)
		return err;
	s->whole.total = s->done;
	iqm_save_tell(s, true);
	return iqm_output_finish(s);
}

static void name_operation(struct saving *s)
{
	char what[sizeof(s->error->message)];

	memcpy(what, s->error->message, sizeof(what));
	iqm_fail(s->error, s->error->status, "save: %s", what);
	redact_url(s);
}

static void tell_end(struct saving *s, int err)
{
	/* A link's failure has its operation's name already, and was logged. */
	if (strcmp(s->error->operation, "save"))
		return;
	if (err)
		name_operation(s);
	if (err && s->client)
		iqm_log(s->client, IQM_LOG_ERROR, "%s", s->error->message);
	else if (s->client)
		iqm_log(s->client, IQM_LOG_INFO, "save: done, %" PRId64 " bytes, attempts: %d",
			s->done, s->error->attempts);
}

int iqm_save_run(struct saving *s)
{
	static const struct iqm_error no_error;
	int err;

	s->error = &s->call->error;
	*s->error = no_error;
	snprintf(s->error->operation, sizeof(s->error->operation), "save");
	iqm_part_init(&s->part);
	s->whole.total = -1;
	err = check_usage(s);
	if (!err) {
		s->save->bytes = s->save->resumed_from = 0;
		s->limits = iqm_limits(s->client, s->call, DEFAULT_TIMEOUT_MS);
		s->ready = iqm_now(s->client);
		err = run(s);
		s->save->bytes = s->done;
	}
	iqm_output_close(s);
	tell_end(s, err);
	iqm_headers_free(&s->headers);
	return err;
}

int iqm_save(struct iqm_client *client, const char *url, struct iqm_save *save,
	     struct iqm_call *call)
{
	struct iqm_call none = { 0 };
	struct saving s = {
		.client = client, .save = save, .call = call ? call : &none, .url = url
	};

	s.form_kind = save ? save->form : IQM_FORMAT_ANY;
	return iqm_save_run(&s);
}
