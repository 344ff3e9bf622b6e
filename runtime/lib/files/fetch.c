/* SPDX-License-Identifier: MIT */
/* Fetches a file from a signed URL: each attempt goes on where the one before broke. */
#include "files/saving.h"

#include <inttypes.h>
#include <stdio.h>

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

static int prepare(void *context)
{
	struct saving *s = context;
	int err = s->url ? 0 : iqm_link_ask(s);

	if (err)
		return err;
	s->http.sink = take;
	s->http.sink_context = s;
	s->end = -1;
	s->evaluated = s->complete = false;
	s->err = 0;
	iqm_link_set_path(s);
	snprintf(s->attempts.note, sizeof(s->attempts.note), " from byte %" PRId64, s->done);
	s->attempts.request = (struct iqm_http_request){
		.method = "GET",
		.url = s->url,
		.fresh = true,
		.presigned = true,
		.decode = s->decode,
	};
	return iqm_range_headers(s);
}

/* The caller has got bytes, and there is no validator to ask for the rest by. */
static bool is_stuck(const struct saving *s)
{
	return s->done && s->save->to != IQM_SAVE_PATH && !*s->version.validator;
}

static int evaluate(void *context, int err)
{
	struct saving *s = context;

	if (!s->attempts.tried)
		return err;
	err = iqm_range_end(s, err);
	if (err)
		iqm_link_redact(s);
	if (s->done > s->best) {
		s->best = s->done;
		s->attempts.failures = 0;
		s->renewed = false;
	}
	s->attempts.is_last = is_stuck(s);
	return err;
}

/* A report's link has expired, or leads to nothing yet: another is asked for. */
static bool recover(void *context, int err)
{
	struct saving *s = context;

	if ((err != IQM_E_FORBIDDEN && err != IQM_E_NOT_FOUND) || !iqm_link_may_renew(s))
		return false;
	s->url = NULL;
	s->renewed = true;
	return true;
}

int iqm_fetch(struct saving *s)
{
	static const struct attempt_steps steps = { prepare, evaluate, recover };
	int err;

	s->attempts = (struct attempts){
		.sender = &s->client->sender,
		.logger = &s->client->logger,
		.deadline = &s->deadline,
		.operation = "save",
		.effect = IQM_READ,
		.steps = &steps,
		.context = s,
		.call = s->call,
		.headers = &s->headers,
		.http = &s->http,
		.path = s->path,
	};
	err = iqm_attempts_run(&s->attempts);
	if (!iqm_range_may_be_all(s, err))
		return err;
	iqm_attempts_forget(&s->attempts);
	return 0;
}
