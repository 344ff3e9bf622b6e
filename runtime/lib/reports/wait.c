/* SPDX-License-Identifier: MIT */
/* Reports that are waited for: looks at their list, as few as can be, until all are final. */
#include "reports/rows.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MIN_WAIT_MS 15000
#define MAX_WAIT_MS 120000
#define LAST_LOOK_MS 2000 /* left for the last look, or a tenth of the time if that is less */

/* A report that is not final, in order of ids; the same id may be there several times. */
struct wanted {
	int64_t id;
	struct iqm_report *report;
	bool found; /* in this look */
};

struct look {
	struct iqm_client *client;
	const struct iqm_op *list;
	const struct iqm_order *order;
	struct wanted *wanted;
	size_t len;
	size_t missing;
	bool nameless; /* a row without an id came, which may be any report's */
	const struct limits *limits;
	long most_ms; /* a request's */
	struct iqm_call *call;
};

/* ---- arguments ---------------------------------------------------------------------------- */

static int check_reports(const struct look *l, const struct iqm_report *reports, size_t len)
{
	struct iqm_error *error = &l->call->error;
	const char *name = l->list->name;

	if (!l->client || (len && !reports))
		return iqm_fail(error, IQM_E_USAGE, "%s: %s is NULL", name,
				l->client ? "reports" : "client");
	if (l->call->timeout_ms < 0)
		return iqm_fail(error, IQM_E_USAGE, "%s: timeout_ms: expected 0 or more, found %ld",
				name, l->call->timeout_ms);
	for (size_t i = 0; i < len; i++)
		if (reports[i].id <= 0)
			return iqm_fail(error, IQM_E_USAGE,
					"%s: reports[%zu].id: expected 1 or more, found %" PRId64,
					name, i, reports[i].id);
	return 0;
}

static size_t count_waiting(const struct iqm_report *reports, size_t len)
{
	size_t waiting = 0;

	for (size_t i = 0; i < len; i++)
		waiting += reports[i].state == IQM_REPORT_WAITING;
	return waiting;
}

/* ---- a report and its row ------------------------------------------------------------------ */

/* The first of those with the id, or where they would be. */
static size_t first_with(const struct look *l, int64_t id)
{
	size_t low = 0;
	size_t high = l->len;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (l->wanted[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void note_row(struct look *l, const void *row, struct iqm_int id, int64_t page)
{
	l->nameless = l->nameless || !id.set;
	if (!id.set)
		return;
	for (size_t i = first_with(l, id.value); i < l->len && l->wanted[i].id == id.value; i++) {
		struct wanted *w = &l->wanted[i];

		l->missing -= !w->found;
		w->found = true;
		iqm_report_read(l->client, l->order, row, page, w->report);
	}
}

/* ---- pages -------------------------------------------------------------------------------- */

static int next_page(struct look *l, struct iqm_pager *pager, struct rows *rows)
{
	struct iqm_call inner = iqm_inner_call(l->client, l->limits);
	const void *at;
	int err;

	if (inner.timeout_ms > l->most_ms)
		inner.timeout_ms = l->most_ms;
	err = iqm_pager_next_page(pager, &at, &rows->len, &inner);
	rows->at = (char *)(uintptr_t)at; /* read only here */
	rows->size = l->list->paged->items->sub->size;
	l->call->error = inner.error;
	memcpy(l->call->attempts, inner.attempts, sizeof(inner.attempts));
	return err;
}

static int read_pages(struct look *l, struct iqm_pager *pager, bool all)
{
	const struct iqm_paging *paging = iqm_pager_paging(pager);
	struct rows rows;
	int err;

	do {
		err = next_page(l, pager, &rows);
		for (size_t i = 0; !err && i < rows.len; i++)
			note_row(l, rows.at + i * rows.size, iqm_row_id(l->list, &rows, i),
				 paging->page - 1);
	} while (!err && all && l->missing && !paging->done);
	return err;
}

/* Reads a page, or all from it until nothing is missing. *whole: that was the whole list. */
static int look_from(struct look *l, int64_t page, bool all, bool *whole)
{
	void *request = iqm_newest_first(l->list, l->list->paged->max_size);
	const struct iqm_paging *paging;
	struct iqm_pager *pager;
	int err;

	if (!request)
		return iqm_fail_nomem(&l->call->error);
	iqm_put_int(request, l->list->paged->page, page);
	err = iqm_pager_open(l->client, l->list, request, &pager, &l->call->error);
	if (!err) {
		err = read_pages(l, pager, all);
		paging = iqm_pager_paging(pager);
		*whole = !err && page == 1 && paging->done && paging->total >= 0 &&
			 !paging->maybe_missed;
		iqm_pager_close(pager);
	}
	free(request);
	return err;
}

/* The first page after `page` on which, `shift` pages on, a missing report was last seen. 0: none.
 */
static int64_t next_seen(const struct look *l, int64_t page, int64_t shift)
{
	int64_t next = 0;

	for (size_t i = 0; i < l->len; i++) {
		const struct wanted *w = &l->wanted[i];
		int64_t at = w->report->page + shift;

		if (!w->found && w->report->page > 0 && at > page && (!next || at < next))
			next = at;
	}
	return next;
}

/* The pages where they were last seen; then, as newer rows push them on, the ones behind. */
static int look_where_seen(struct look *l, bool *whole)
{
	int err = 0;

	for (int64_t shift = 0; shift < 2; shift++) {
		int64_t page = 0;

		while (!err && !*whole && (page = next_seen(l, page, shift)))
			err = look_from(l, page, false, whole);
	}
	return err;
}

/* A list may be behind: one that it has never shown is gone once two looks have missed it. */
static void note_missing(struct iqm_report *report)
{
	if (report->page > 0 || report->missed)
		report->state = IQM_REPORT_GONE;
	report->missed = true;
}

static int look_at_list(struct look *l)
{
	bool whole = false;
	int err = look_where_seen(l, &whole);

	if (!err && l->missing && !whole)
		err = look_from(l, 1, true, &whole);
	for (size_t i = 0; !err && whole && !l->nameless && i < l->len; i++)
		if (!l->wanted[i].found)
			note_missing(l->wanted[i].report);
	return err;
}

/* ---- one look ------------------------------------------------------------------------------ */

static int by_id(const void *a, const void *b)
{
	const struct wanted *x = a;
	const struct wanted *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static int look(struct look *l, struct iqm_report *reports, size_t len)
{
	size_t waiting = count_waiting(reports, len);
	int err;

	if (!waiting)
		return 0;
	l->wanted = calloc(waiting, sizeof(*l->wanted));
	if (!l->wanted)
		return iqm_fail_nomem(&l->call->error);
	l->len = 0;
	l->nameless = false;
	for (size_t i = 0; i < len; i++)
		if (reports[i].state == IQM_REPORT_WAITING)
			l->wanted[l->len++] = (struct wanted){ reports[i].id, &reports[i], false };
	l->missing = l->len;
	qsort(l->wanted, l->len, sizeof(*l->wanted), by_id);
	err = look_at_list(l);
	free(l->wanted);
	return err;
}

int iqm_reports_poll(struct iqm_client *client, const struct iqm_op *op, struct iqm_report *reports,
		     size_t len, struct iqm_call *call)
{
	struct iqm_call none = { 0 };
	struct limits limits;
	struct look l = {
		.client = client,
		.list = op->order->list,
		.order = op->order,
		.limits = &limits,
		.most_ms = LONG_MAX,
		.call = call ? call : &none,
	};
	int err;

	iqm_error_begin(&l.call->error, l.list);
	err = check_reports(&l, reports, len);
	if (err)
		return err;
	limits = iqm_limits(client, l.call, client->timeout_ms);
	return look(&l, reports, len);
}

/* ---- waiting ------------------------------------------------------------------------------- */

struct wait {
	struct look look;
	struct iqm_report *reports;
	size_t len;
	struct iqm_wait how;
	struct limits limits;
	int64_t delay;
	long spare;    /* for the last look */
	long hint;     /* not before, says the service */
	char why[400]; /* the last look failed; or "" */
};

static int check_wait(struct wait *w, const struct iqm_wait *how, const struct iqm_call *call)
{
	struct iqm_error *e = &w->look.call->error;
	const char *name = w->look.list->name;

	if (!call || call->timeout_ms <= 0)
		return iqm_fail(e, IQM_E_USAGE,
				"%s: call.timeout_ms: expected how long to wait at most, found %s",
				name, call ? "0" : "no call");
	if (how)
		w->how = *how;
	if (w->how.min_ms < 0 || w->how.max_ms < 0)
		return iqm_fail(e, IQM_E_USAGE, "%s: min_ms, max_ms: expected 0 or more", name);
	if (w->how.max_ms && w->how.min_ms > w->how.max_ms)
		return iqm_fail(e, IQM_E_USAGE,
				"%s: min_ms: expected at most max_ms, %ld, found %ld", name,
				w->how.max_ms, w->how.min_ms);
	return 0;
}

/* A default gives way to what is named. */
static void set_delays(struct wait *w)
{
	struct iqm_wait *how = &w->how;

	if (!how->max_ms)
		how->max_ms = how->min_ms > MAX_WAIT_MS ? how->min_ms : MAX_WAIT_MS;
	if (!how->min_ms)
		how->min_ms = how->max_ms < MIN_WAIT_MS ? how->max_ms : MIN_WAIT_MS;
	w->delay = how->min_ms;
}

/* Whether another look may go better. */
static bool is_passing(int err, long http_status)
{
	return err == IQM_E_NETWORK || err == IQM_E_TIMEOUT || err == IQM_E_RATE_LIMITED ||
	       (err == IQM_E_SERVER && (http_status >= 500 || http_status == 408));
}

static int end_waiting(struct wait *w, int err)
{
	struct iqm_call *call = w->look.call;
	size_t waiting = count_waiting(w->reports, w->len);

	iqm_error_begin(&call->error, w->look.list);
	return iqm_fail(&call->error, err, "%s: %s, %zu of %zu reports are still waited for%s%s",
			w->look.list->name,
			err == IQM_E_CANCELLED ? "cancelled" : "the time is over", waiting, w->len,
			*w->why ? "; the last look failed: " : "", w->why);
}

/* 0 also where the look failed and another may go better. */
static int try_look(struct wait *w)
{
	const struct iqm_error *e = &w->look.call->error;
	int err = look(&w->look, w->reports, w->len);
	int over;

	w->hint = e->retry_after_ms;
	iqm_copy_text(w->why, sizeof(w->why), err ? e->message : "");
	if (w->how.on_poll)
		w->how.on_poll(w->how.context, w->reports, w->len);
	if (!err)
		return 0;
	over = iqm_limits_check(w->look.client, &w->limits);
	if (over)
		return end_waiting(w, over);
	return is_passing(err, e->http_status) ? 0 : err;
}

/* How long until the next look: random below the delay, which grows. *last: there is no other. */
static int64_t next_delay(struct wait *w, bool *last)
{
	struct iqm_client *client = w->look.client;
	int64_t left = iqm_time_left(client, &w->limits);
	int64_t delay = iqm_random_between(&client->random, w->delay - w->delay / 4, w->delay);

	w->delay = w->delay < w->how.max_ms / 3 * 2 ? w->delay + (w->delay + 1) / 2 : w->how.max_ms;
	if (delay < w->hint)
		delay = w->hint;
	*last = delay >= left - w->spare;
	if (*last)
		delay = left > w->spare ? left - w->spare : 0;
	return delay;
}

static int pause(struct wait *w, int looks, bool *last)
{
	int64_t delay = next_delay(w, last);
	char why[96];
	int err;

	snprintf(why, sizeof(why), "%zu of %zu reports are not ready yet",
		 count_waiting(w->reports, w->len), w->len);
	iqm_tell_wait(w->look.client, w->look.list->name, looks, delay, why);
	err = iqm_wait_ms(w->look.client, &w->limits, delay);
	return err ? end_waiting(w, err) : 0;
}

static int wait_for_all(struct wait *w)
{
	bool last = false;
	int err = try_look(w);

	for (int looks = 1; !err && count_waiting(w->reports, w->len); looks++) {
		if (last)
			return end_waiting(w, IQM_E_TIMEOUT);
		err = pause(w, looks, &last);
		if (!err)
			err = try_look(w);
	}
	return err;
}

int iqm_reports_wait(struct iqm_client *client, const struct iqm_op *op, struct iqm_report *reports,
		     size_t len, const struct iqm_wait *how, struct iqm_call *call)
{
	struct iqm_call none = { 0 };
	struct wait w = {
		.look = { .client = client,
			  .list = op->order->list,
			  .order = op->order,
			  .call = call ? call : &none },
		.reports = reports,
		.len = len,
	};
	int err;

	w.look.limits = &w.limits;
	iqm_error_begin(&w.look.call->error, w.look.list);
	err = check_reports(&w.look, reports, len);
	if (!err)
		err = check_wait(&w, how, call);
	if (err)
		return err;
	set_delays(&w);
	w.limits = iqm_limits(client, call, client->timeout_ms);
	w.look.most_ms = client->timeout_ms; /* one request that hangs is not the whole wait */
	w.spare = w.look.call->timeout_ms / 10;
	if (w.spare > LAST_LOOK_MS)
		w.spare = LAST_LOOK_MS;
	return wait_for_all(&w);
}
