/* SPDX-License-Identifier: MIT */
/* Waits for reports: polls, further and further apart, until none is waiting. */
#include "reports/poll.h"

#include <inttypes.h>
#include <stdio.h>

#define MIN_WAIT_MS 15000
#define MAX_WAIT_MS 120000
#define LAST_POLL_MS 2000 /* left for the last poll, or a tenth of the time if that is less */

struct wait {
	struct poll poll;
	struct iqm_report *reports;
	size_t len;
	struct iqm_wait how;
	struct deadline deadline;
	int64_t delay;
	long spare;    /* for the last poll */
	long hint;     /* the service asked to wait so long */
	char why[400]; /* the last poll failed; or "" */
	bool unclear;  /* what the last poll said of reports that are missing */
};

static int check_wait(struct wait *w, const struct iqm_wait *how, const struct iqm_call *call)
{
	struct iqm_error *e = &w->poll.call->error;
	const char *name = w->poll.list->name;

	if (!call || call->timeout_ms <= 0)
		return iqm_fail(e, IQM_E_USAGE,
				"%s: call.timeout_ms: expected how long to wait at most, found %s",
				name, call ? "0" : "no call");
	if (how)
		w->how = *how;
	if (IQM_CHECK_RESERVED(e, "how", &w->how))
		return IQM_E_USAGE;
	if (w->how.min_ms < 0 || w->how.max_ms < 0)
		return iqm_fail(e, IQM_E_USAGE, "%s: min_ms, max_ms: expected 0 or more", name);
	if (w->how.max_ms && w->how.min_ms > w->how.max_ms)
		return iqm_fail(e, IQM_E_USAGE,
				"%s: min_ms: expected at most max_ms, %ld, found %ld", name,
				w->how.max_ms, w->how.min_ms);
	return 0;
}

/* A default does not contradict a named value. */
static void set_delays(struct wait *w)
{
	struct iqm_wait *how = &w->how;

	if (!how->max_ms)
		how->max_ms = how->min_ms > MAX_WAIT_MS ? how->min_ms : MAX_WAIT_MS;
	if (!how->min_ms)
		how->min_ms = how->max_ms < MIN_WAIT_MS ? how->max_ms : MIN_WAIT_MS;
	w->delay = how->min_ms;
}

/* Of the first report whose status id means several things, as far as is known. */
static const char *describe_doubt(const struct wait *w, char text[160])
{
	text[0] = '\0';
	for (size_t i = 0; i < w->len && !*text; i++) {
		const struct iqm_report *r = &w->reports[i];
		unsigned states = iqm_report_meanings(w->poll.list->api, r);
		char meanings[40];

		if (r->state == IQM_REPORT_WAITING && r->page && !r->confirmed && states)
			snprintf(text, 160,
				 "; report %" PRId64 " may be %s: its status id %" PRId64
				 " means either",
				 r->id, iqm_meanings_text(states, meanings), r->status_id.value);
	}
	return text;
}

static int end_waiting(struct wait *w, int err)
{
	struct iqm_call *call = w->poll.call;
	size_t waiting = iqm_count_waiting(w->reports, w->len);
	char doubt[160];

	iqm_error_begin(&call->error, w->poll.list->name);
	return iqm_fail(&call->error, err, "%s: %s, %zu of %zu reports are still waited for%s%s%s",
			w->poll.list->name, err == IQM_E_CANCELLED ? "cancelled" : "timed out",
			waiting, w->len, describe_doubt(w, doubt),
			*w->why ? "; the last poll failed: " : "", w->why);
}

/* 0 also where it failed and another may succeed. */
static int try_poll(struct wait *w)
{
	const struct iqm_error *e = &w->poll.call->error;
	int err;
	int over;

	iqm_call_begin(w->poll.call, w->poll.list->name);
	err = iqm_poll(&w->poll, w->reports, w->len);
	/* A list may show a new report late, so once is not enough. */
	if (!err && iqm_poll_is_unclear(&w->poll) && w->unclear)
		err = iqm_poll_fail_unclear(&w->poll);
	w->unclear = !err && iqm_poll_is_unclear(&w->poll);
	w->hint = e->retry_after_ms;
	iqm_copy_text(w->why, sizeof(w->why), err ? e->message : "");
	if (w->how.on_poll)
		w->how.on_poll(w->how.context, w->reports, w->len);
	if (!err)
		return 0;
	over = iqm_deadline_check(&w->deadline);
	if (over)
		return end_waiting(w, over);
	return iqm_is_transient(e) ? 0 : err;
}

/* How long ago the rows of all reports that are waited for were read; INT64_MAX: not known. */
static int64_t age_of_rows(const struct wait *w)
{
	int64_t now = iqm_now(&w->poll.client->clock);
	int64_t oldest = INT64_MAX;

	for (size_t i = 0; i < w->len; i++) {
		const struct iqm_report *r = &w->reports[i];

		if (r->state != IQM_REPORT_WAITING)
			continue;
		if (!r->page || r->seen_ms > now) /* later: by another clock */
			return INT64_MAX;
		if (r->seen_ms < oldest)
			oldest = r->seen_ms;
	}
	return oldest < INT64_MAX ? now - oldest : INT64_MAX;
}

/* How long until the next poll: random below the delay, which grows. */
static int64_t next_delay(struct wait *w)
{
	struct iqm_client *client = w->poll.client;
	int64_t delay =
		iqm_random_between(&client->sender.retry.random, w->delay - w->delay / 4, w->delay);

	w->delay = w->delay < w->how.max_ms / 3 * 2 ? w->delay + (w->delay + 1) / 2 : w->how.max_ms;
	return delay < w->hint ? w->hint : delay;
}

/* Until the next poll. *last: time is up after it. */
static int pause(struct wait *w, int polls, int64_t delay, bool *last)
{
	int64_t left = iqm_deadline_left(&w->deadline);
	char why[96];
	int err;

	*last = delay >= left - w->spare;
	if (*last)
		delay = left > w->spare ? left - w->spare : 0;
	snprintf(why, sizeof(why), "%zu of %zu reports are not ready yet",
		 iqm_count_waiting(w->reports, w->len), w->len);
	iqm_emit_wait(&w->poll.client->logger, &w->deadline, w->poll.list->name, polls, delay, why);
	err = iqm_deadline_sleep(&w->deadline, delay);
	return err ? end_waiting(w, err) : 0;
}

static int wait_for_all(struct wait *w)
{
	int64_t age = age_of_rows(w);
	bool last = false;
	int polls = 0;
	int err = 0;

	if (age < w->how.min_ms) { /* that was the first poll */
		int64_t delay = next_delay(w);

		err = pause(w, ++polls, delay > age ? delay - age : 0, &last);
	}
	if (!err)
		err = try_poll(w);
	while (!err && iqm_count_waiting(w->reports, w->len)) {
		if (last)
			return end_waiting(w, IQM_E_TIMEOUT);
		err = pause(w, ++polls, next_delay(w), &last);
		if (!err)
			err = try_poll(w);
	}
	return err;
}

int iqm_reports_wait(struct iqm_client *client, const struct iqm_op *op, struct iqm_report *reports,
		     size_t len, const struct iqm_wait *how, struct iqm_call *call)
{
	struct iqm_call none = { 0 };
	struct wait w = {
		.poll = { .client = client, .order = op->order, .call = call ? call : &none },
		.reports = reports,
		.len = len,
	};
	int err = iqm_poll_begin(op, w.poll.call);
	int over;

	if (err)
		return err;
	w.poll.list = op->order->list;
	w.poll.deadline = &w.deadline;
	err = iqm_poll_check(&w.poll, reports, len);
	if (!err)
		err = check_wait(&w, how, call);
	if (err)
		return err;
	set_delays(&w);
	w.deadline = iqm_call_deadline(client, w.poll.call);
	w.poll.most_ms = client->timeout_ms; /* a request that hangs must not take the whole wait */
	w.spare = w.poll.call->timeout_ms / 10;
	if (w.spare > LAST_POLL_MS)
		w.spare = LAST_POLL_MS;
	/* A find has read their rows, whose status ids may be hints. */
	err = iqm_poll_seen(&w.poll, reports, len, w.how.min_ms);
	over = err ? iqm_deadline_check(&w.deadline) : 0;
	if (over)
		return end_waiting(&w, over);
	return err ? err : wait_for_all(&w);
}
