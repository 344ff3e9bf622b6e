/* SPDX-License-Identifier: MIT */
/* One poll for several waits; and iqm_reports_wait(), which has one. */
#include "reports/waiting.h"

#include <stdlib.h>
#include <string.h>

/* ---- the poll ------------------------------------------------------------------------------- */

struct wait_poll *iqm_wait_poll_open(size_t len, const struct iqm_cancel *cancel)
{
	struct wait_poll *p =
		calloc(1, sizeof(*p) + len * (sizeof(*p->reports) + sizeof(*p->missed)));

	if (!p)
		return NULL;
	p->missed = (bool *)(p->reports + len);
	p->deadline.cancel = cancel;
	return p;
}

static void add_first(struct wait_poll *p, const struct wait *w)
{
	const struct iqm_cancel *cancel = p->deadline.cancel;

	p->deadline = w->deadline;
	p->deadline.cancel = cancel;
	p->began = iqm_now(&w->client->clock);
	p->poll = (struct poll){
		.client = w->client,
		.order = w->order,
		.list = w->list,
		.missed = p->missed,
		.deadline = &p->deadline,
		.most_ms = w->client->timeout_ms, /* one that hangs must not take the whole wait */
		.call = &p->call,
	};
}

/* Of waits in their last poll the first to end counts, so that each learns what it would alone. */
static void add_deadline(struct deadline *d, const struct wait *w)
{
	int64_t at = w->deadline.at;

	if (w->last ? at < d->at : at > d->at)
		d->at = at;
	if (w->deadline.user_data != d->user_data)
		d->user_data = NULL; /* it is no single call's */
}

size_t iqm_wait_poll_add(struct wait_poll *p, const struct wait *w)
{
	size_t from = p->len;

	if (!p->poll.client)
		add_first(p, w);
	add_deadline(&p->deadline, w);
	if (w->len)
		memcpy(p->reports + from, w->reports, w->len * sizeof(*p->reports));
	p->len += w->len;
	return from;
}

void iqm_wait_poll_run(struct wait_poll *p)
{
	iqm_call_begin(&p->call, p->poll.list->name);
	p->err = iqm_poll(&p->poll, p->reports, p->len);
}

void iqm_wait_poll_close(struct wait_poll *p)
{
	free(p);
}

/* ---- what a wait has of it ------------------------------------------------------------------ */

static bool waits_for(const struct wait *w, int64_t id)
{
	for (size_t i = 0; i < w->len; i++)
		if (w->reports[i].id == id && w->reports[i].state == IQM_REPORT_WAITING)
			return true;
	return false;
}

/* It failed by a row of a report, or a deadline, that is another wait's. */
static bool failed_for_others(const struct wait *w, const struct wait_poll *p)
{
	if (!p->err)
		return false;
	return p->poll.bad_report ? !waits_for(w, p->poll.bad_report)
				  : iqm_deadline_check(&p->deadline) == IQM_E_TIMEOUT &&
					    iqm_deadline_left(&w->deadline);
}

bool iqm_wait_take(struct wait *w, const struct wait_poll *p, size_t from)
{
	struct iqm_call *call = w->call;
	bool unclear = false;

	if (failed_for_others(w, p))
		return false;
	for (size_t i = 0; i < w->len; i++)
		unclear = unclear || p->missed[from + i];
	unclear = unclear && !p->err && *p->poll.bad_id;
	if (w->len)
		memcpy(w->reports, p->reports + from, w->len * sizeof(*w->reports));
	iqm_call_begin(call, w->list->name);
	iqm_call_adopt(call, &p->call);
	w->err = p->err;
	/* A list may show a new report late, so once is not enough. */
	if (unclear && w->unclear)
		w->err = iqm_poll_fail_unclear(&p->poll, call);
	w->unclear = unclear && !w->err;
	w->hint = call->error.retry_after_ms;
	iqm_copy_text(w->why, sizeof(w->why), w->err ? call->error.message : "");
	w->rode = p->began < w->due;
	w->polled = p->began;
	return true;
}

/* ---- one wait ------------------------------------------------------------------------------- */

static int poll_alone(struct wait *w)
{
	struct wait_poll *p = iqm_wait_poll_open(w->len, w->deadline.cancel);

	if (!p)
		return IQM_E_NOMEM;
	iqm_wait_poll_add(p, w);
	iqm_wait_poll_run(p);
	iqm_wait_take(w, p, 0);
	iqm_wait_poll_close(p);
	if (w->how.on_poll)
		w->how.on_poll(w->how.context, w->reports, w->len);
	iqm_wait_evaluate(w);
	return 0;
}

int iqm_reports_wait(struct iqm_client *client, const struct iqm_op *op, struct iqm_report *reports,
		     size_t len, const struct iqm_wait *how, struct iqm_call *call)
{
	struct wait *w;
	int err;

	if (!call)
		return IQM_E_USAGE; /* it has no timeout_ms */
	err = iqm_wait_open(&w, client, op, reports, len, how, call);
	if (err)
		return err;
	iqm_wait_begin(w);
	while (!w->ended) {
		int64_t until = w->due - iqm_now(&client->clock);

		err = until > 0 ? iqm_deadline_sleep(&w->deadline, until) : 0;
		if (!err)
			err = poll_alone(w);
		if (err)
			iqm_wait_end(w, err);
	}
	err = w->status;
	iqm_wait_close(w);
	return err;
}
