/* SPDX-License-Identifier: MIT */
/* Waits for reports: polls, further and further apart, until none is waiting. */
#include "reports/waiting.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define MIN_WAIT_MS 15000
#define MAX_WAIT_MS 120000
#define LAST_POLL_MS 2000 /* left for the last poll, or a tenth of the time if that is less */

/* ---- beginning ------------------------------------------------------------------------------ */

static int check_wait(struct wait *w, const struct iqm_wait *how)
{
	struct iqm_error *e = &w->call->error;
	const char *name = w->list->name;

	if (w->call->timeout_ms <= 0)
		return iqm_fail(e, IQM_E_USAGE,
				"%s: call.timeout_ms: expected how long to wait at most, found 0",
				name);
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
	w->spare = w->call->timeout_ms / 10;
	if (w->spare > LAST_POLL_MS)
		w->spare = LAST_POLL_MS;
}

static int open_wait(struct wait *w, const struct iqm_wait *how)
{
	struct poll p = { .client = w->client, .list = w->list, .call = w->call };
	int err = iqm_poll_check(&p, w->reports, w->len);

	if (!err)
		err = check_wait(w, how);
	if (err)
		return err;
	set_delays(w);
	w->deadline = iqm_call_deadline(w->client, w->call);
	return 0;
}

int iqm_wait_open(struct wait **out, struct iqm_client *client, const struct iqm_op *op,
		  struct iqm_report *reports, size_t len, const struct iqm_wait *how,
		  struct iqm_call *call)
{
	int err = iqm_poll_begin(op, call);
	struct wait *w;

	*out = NULL;
	if (err)
		return err;
	w = malloc(sizeof(*w));
	if (!w)
		return iqm_fail_nomem(&call->error);
	*w = (struct wait){
		.client = client,
		.order = op->order,
		.list = op->order->list,
		.call = call,
		.reports = reports,
		.len = len,
		.polled = INT64_MIN,
	};
	err = open_wait(w, how);
	if (err)
		free(w);
	else
		*out = w;
	return err;
}

void iqm_wait_close(struct wait *w)
{
	free(w);
}

void iqm_wait_cancel_by(struct wait *w, const struct iqm_cancel *cancel)
{
	w->deadline.cancel = cancel;
}

/* ---- ending --------------------------------------------------------------------------------- */

/* Of the first report whose status id means several things, as far as is known. */
static const char *describe_doubt(const struct wait *w, char text[160])
{
	text[0] = '\0';
	for (size_t i = 0; i < w->len && !*text; i++) {
		const struct iqm_report *r = &w->reports[i];
		unsigned states = iqm_report_meanings(w->list->api, r);
		char meanings[40];

		if (r->state == IQM_REPORT_WAITING && r->page && !r->confirmed && states)
			snprintf(text, 160,
				 "; report %" PRId64 " may be %s: its status id %" PRId64
				 " means either",
				 r->id, iqm_meanings_text(states, meanings), r->status_id.value);
	}
	return text;
}

static void end(struct wait *w, int status)
{
	w->ended = true;
	w->status = status;
}

void iqm_wait_end(struct wait *w, int err)
{
	struct iqm_error *e = &w->call->error;
	size_t waiting = iqm_count_waiting(w->reports, w->len);
	char doubt[160];

	iqm_error_begin(e, w->list->name);
	if (err == IQM_E_CANCELLED || err == IQM_E_TIMEOUT)
		iqm_fail(e, err, "%s: %s, %zu of %zu reports are still waited for%s%s%s",
			 w->list->name, err == IQM_E_CANCELLED ? "cancelled" : "timed out", waiting,
			 w->len, describe_doubt(w, doubt),
			 *w->why ? "; the last poll failed: " : "", w->why);
	else
		iqm_fail_nomem(e);
	end(w, err);
}

bool iqm_wait_has_ended(const struct wait *w, int *status)
{
	*status = w->status;
	return w->ended;
}

/* ---- from poll to poll ---------------------------------------------------------------------- */

/* How long ago the rows of all reports that are waited for were read; INT64_MAX: not known. */
static int64_t age_of_rows(const struct wait *w)
{
	int64_t now = iqm_now(&w->client->clock);
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

/* The earliest that a poll may be before a delay is over: so they spread out. */
static int64_t earliest(int64_t delay)
{
	return delay - delay / 4;
}

/* How long until the next poll: random below the delay, which grows, but for polls of others'. */
static int64_t next_delay(struct wait *w)
{
	struct random *random = &w->client->sender.retry.random;
	int64_t delay = iqm_random_between(random, earliest(w->delay), w->delay);

	if (!w->rode)
		w->delay = w->delay < w->how.max_ms / 3 * 2 ? w->delay + (w->delay + 1) / 2
							    : w->how.max_ms;
	return delay < w->hint ? w->hint : delay;
}

/* When the next poll is. */
static void schedule(struct wait *w, int64_t delay)
{
	int64_t left = iqm_deadline_left(&w->deadline);
	char why[96];

	w->last = delay >= left - w->spare;
	if (w->last)
		delay = left > w->spare ? left - w->spare : 0;
	w->due = iqm_now(&w->client->clock) + delay;
	snprintf(why, sizeof(why), "%zu of %zu reports are not ready yet",
		 iqm_count_waiting(w->reports, w->len), w->len);
	iqm_emit_wait(&w->client->logger, &w->deadline, w->list->name, ++w->polls, delay, why);
}

/* A find has read their rows, whose status ids may be hints. */
void iqm_wait_begin(struct wait *w)
{
	struct poll p = {
		.client = w->client,
		.order = w->order,
		.list = w->list,
		.deadline = &w->deadline,
		.most_ms = w->client->timeout_ms,
		.call = w->call,
	};
	int err = iqm_poll_seen(&p, w->reports, w->len, w->how.min_ms);
	int over = err ? iqm_deadline_check(&w->deadline) : 0;
	int64_t age = age_of_rows(w);

	w->due = iqm_now(&w->client->clock);
	if (over)
		iqm_wait_end(w, over);
	else if (err)
		end(w, err);
	else if (age < w->how.min_ms) { /* that was the first poll */
		int64_t delay = next_delay(w);

		w->polled = w->due - age;
		schedule(w, delay > age ? delay - age : 0);
	}
}

void iqm_wait_evaluate(struct wait *w)
{
	int over = w->err ? iqm_deadline_check(&w->deadline) : 0;

	if (over)
		iqm_wait_end(w, over);
	else if (w->err && !iqm_is_transient(&w->call->error))
		end(w, w->err);
	else if (!w->err && !iqm_count_waiting(w->reports, w->len))
		end(w, 0);
	else if (w->last)
		iqm_wait_end(w, IQM_E_TIMEOUT);
	else
		schedule(w, next_delay(w));
}

int64_t iqm_wait_due(const struct wait *w)
{
	return w->due;
}

bool iqm_wait_is_last(const struct wait *w)
{
	return w->last;
}

bool iqm_wait_may_ride(const struct wait *w, int64_t now)
{
	return w->due <= now || (!w->last && !w->hint && w->polled > INT64_MIN &&
				 now - w->polled >= earliest(w->how.min_ms));
}
