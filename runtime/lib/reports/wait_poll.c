/* SPDX-License-Identifier: MIT */
/* One poll for several waits; and iqm_reports_wait(), which has one. */
#include "reports/waiting.h"

#include <stdlib.h>
#include <string.h>

/* ---- the poll ------------------------------------------------------------------------------- */

/* Of waits that end after it the first that is over, so that each learns what it would alone; else
 * none of them is kept waiting by another, and the last one counts. */
static struct deadline deadline_of(struct wait *const *waits, size_t n,
				   const struct iqm_cancel *cancel)
{
	struct deadline d = waits[0]->deadline;

	d.cancel = cancel;
	for (size_t i = 1; i < n; i++) {
		int64_t at = waits[i]->deadline.at;

		if (waits[0]->last ? at < d.at : at > d.at)
			d.at = at;
		if (waits[i]->deadline.user_data != d.user_data)
			d.user_data = NULL; /* it is no single call's */
	}
	return d;
}

int iqm_wait_poll_open(struct wait_poll **out, struct wait *const *waits, size_t n,
		       const struct iqm_cancel *cancel)
{
	struct wait_poll *p;
	size_t len = 0;

	for (size_t i = 0; i < n; i++)
		len += waits[i]->len;
	p = calloc(1, sizeof(*p) + len * (sizeof(*p->reports) + sizeof(*p->missed)));
	*out = p;
	if (!p)
		return IQM_E_NOMEM;
	p->missed = (bool *)(p->reports + len);
	p->len = len;
	p->deadline = deadline_of(waits, n, cancel);
	p->began = iqm_now(&waits[0]->client->clock);
	p->poll = (struct poll){
		.client = waits[0]->client,
		.order = waits[0]->order,
		.list = waits[0]->list,
		.missed = p->missed,
		.deadline = &p->deadline,
		.most_ms = waits[0]->client->timeout_ms, /* one that hangs must not take it all */
		.call = &p->call,
	};
	len = 0;
	for (size_t i = 0; i < n; len += waits[i++]->len)
		if (waits[i]->len)
			memcpy(p->reports + len, waits[i]->reports,
			       waits[i]->len * sizeof(*p->reports));
	return 0;
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
	struct wait_poll *p;
	int err = iqm_wait_poll_open(&p, &w, 1, w->deadline.cancel);

	if (err)
		return err;
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
