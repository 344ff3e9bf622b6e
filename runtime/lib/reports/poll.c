/* SPDX-License-Identifier: MIT */
/* One poll of several reports: the fewest requests for their list that show all of them. */
#include "reports/poll.h"

#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* ---- arguments ---------------------------------------------------------------------------- */

int iqm_poll_begin(const struct iqm_op *op, struct iqm_call *call)
{
	iqm_call_begin(call, op->order ? op->order->list->name : op->name);
	return op->order ? 0
			 : iqm_fail(&call->error, IQM_E_USAGE, "%s: no list shows what it buys",
				    op->name);
}

int iqm_poll_check(const struct poll *p, const struct iqm_report *reports, size_t len)
{
	struct iqm_error *error = &p->call->error;
	const char *name = p->list->name;
	int err = iqm_check_call(error, name, p->call);

	if (err)
		return err;
	err = iqm_check_client(error, name, p->client, p->list);
	if (err)
		return err;
	if (len && !reports)
		return iqm_fail(error, IQM_E_USAGE, "%s: reports is NULL", name);
	for (size_t i = 0; i < len && !err; i++) {
		if (reports[i].id <= 0)
			return iqm_fail(error, IQM_E_USAGE,
					"%s: reports[%zu].id: expected 1 or more, found %" PRId64,
					name, i, reports[i].id);
		err = IQM_CHECK_RESERVED(error, "report", &reports[i]);
		if (!err)
			err = iqm_report_check(p->list, &reports[i], error);
	}
	return err;
}

size_t iqm_count_waiting(const struct iqm_report *reports, size_t len)
{
	size_t waiting = 0;

	for (size_t i = 0; i < len; i++)
		waiting += reports[i].state == IQM_REPORT_WAITING;
	return waiting;
}

/* ---- a report and its row ------------------------------------------------------------------ */

/* The first with this id, or where it would be. */
static size_t first_with(const struct poll *p, int64_t id)
{
	size_t low = 0;
	size_t high = p->len;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (p->wanted[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Names the field, and why it cannot be read, where the call has kept that: paths are a page's,
 * whose bad fields begin at `from`. */
static int fail_bad(const struct poll *p, struct iqm_call *call, const char *path, size_t from,
		    const char *meaning)
{
	const char *reason = "it cannot be read";
	size_t i = from;

	while (i < call->bad_len && strcmp(call->bad[i].path, path) != 0)
		i++;
	if (i < call->bad_len)
		reason = call->bad[i].reason;
	iqm_copy_text(call->error.path, sizeof(call->error.path), path);
	return iqm_fail(&call->error, IQM_E_DECODE, "%s: %s: %s: %s", p->list->name, path, reason,
			meaning);
}

/* The field of row `i` that was to say its status, where it cannot be read; else NULL. */
static const struct iqm_field *bad_status(const struct poll *p, const struct iqm_pager *pager,
					  size_t i, const void *row)
{
	const struct iqm_order *o = p->order;
	const char *name = iqm_row_text(row, o->status_name);

	if (o->status_name && iqm_pager_is_bad_field(pager, i, o->status_name))
		return o->status_name;
	return !(name && *name) && iqm_pager_is_bad_field(pager, i, o->status) ? o->status : NULL;
}

/* Row `i` of those that the pager gave is a report's that is waited for. */
static int record_found(struct poll *p, const struct iqm_pager *pager, size_t i, const void *row,
			struct wanted *w)
{
	const struct iqm_field *bad = bad_status(p, pager, i, row);
	char path[sizeof(p->bad_id)];

	if (bad) {
		iqm_pager_path(pager, i, bad, path, sizeof(path));
		p->bad_report = w->id;
		return fail_bad(p, p->call, path, p->bad_from,
				"where the report stands is not known");
	}
	p->missing -= !w->found;
	w->found = true;
	w->report->seen_ms = iqm_now(&p->client->clock);
	iqm_report_read(&p->client->logger, p->order, row, iqm_pager_paging(pager)->page - 1,
			w->report);
	return 0;
}

static int record_row(struct poll *p, const struct iqm_pager *pager, size_t i, const void *row)
{
	const struct iqm_field *key = p->list->paged->key;
	struct iqm_int id = iqm_row_int(row, key);
	int err = 0;

	p->has_row_without_id = p->has_row_without_id || !id.set;
	if (!id.set && !*p->bad_id && iqm_pager_is_bad_field(pager, i, key)) {
		iqm_pager_path(pager, i, key, p->bad_id, sizeof(p->bad_id));
		p->bad_id_from = p->bad_from;
	}
	if (!id.set)
		return 0;
	for (size_t k = first_with(p, id.value); !err && k < p->len && p->wanted[k].id == id.value;
	     k++)
		err = record_found(p, pager, i, row, &p->wanted[k]);
	return err;
}

/* ---- pages -------------------------------------------------------------------------------- */

static int read_pages(struct poll *p, struct iqm_pager *pager, bool all)
{
	const struct iqm_paging *paging = iqm_pager_paging(pager);
	struct rows rows;
	int err;

	do {
		p->bad_from = p->call->bad_len;
		err = iqm_pager_next_inner(pager, &rows, p->deadline, p->most_ms, p->call);
		for (size_t i = 0; !err && i < rows.len; i++)
			err = record_row(p, pager, i, rows.at[i]);
	} while (!err && all && p->missing && !paging->done);
	return err;
}

/* Reads page `page`; `all`: and those after it until no report is missing. *whole: that was the
 * whole list. */
static int read_from(struct poll *p, int64_t page, bool all, bool *whole)
{
	void *request = iqm_newest_first(p->list, p->list->paged->max_size);
	const struct iqm_paging *paging;
	struct iqm_pager *pager;
	int err;

	if (!request)
		return iqm_fail_nomem(&p->call->error);
	iqm_put_int(request, p->list->paged->page, page);
	err = iqm_pager_open(p->client, p->list, request, &pager, &p->call->error);
	if (!err) {
		err = read_pages(p, pager, all);
		paging = iqm_pager_paging(pager);
		*whole = !err && page == 1 && paging->done && paging->total >= 0 &&
			 !paging->maybe_missed;
		iqm_pager_close(pager);
	}
	free(request);
	return err;
}

/* The first page after `page` on which, `shift` pages on, a missing report was seen. 0: none. */
static int64_t next_seen(const struct poll *p, int64_t page, int64_t shift)
{
	int64_t next = 0;

	for (size_t i = 0; i < p->len; i++) {
		const struct wanted *w = &p->wanted[i];
		int64_t at = w->report->page + shift;

		if (!w->found && w->report->page > 0 && at > page && (!next || at < next))
			next = at;
	}
	return next;
}

/* Reads the pages where they were last seen; then the next ones, as newer rows push them on. */
static int read_where_seen(struct poll *p, bool *whole)
{
	int err = 0;

	for (int64_t shift = 0; shift < 2; shift++) {
		int64_t page = 0;

		while (!err && !*whole && (page = next_seen(p, page, shift)))
			err = read_from(p, page, false, whole);
	}
	return err;
}

/* A list may show a new report late: one that it never showed is gone after two polls. */
static void record_missing(struct iqm_report *report)
{
	if (report->page > 0 || report->missed)
		iqm_report_set(report, STATE_BIT(IQM_REPORT_GONE));
	report->missed = true;
}

static int read_list(struct poll *p)
{
	bool whole = false;
	int err = read_where_seen(p, &whole);

	if (!err && p->missing && !whole)
		err = read_from(p, 1, true, &whole);
	for (size_t i = 0; !err && whole && !p->has_row_without_id && i < p->len; i++)
		if (!p->wanted[i].found)
			record_missing(p->wanted[i].report);
	return err;
}

/* ---- one poll ------------------------------------------------------------------------------ */

static int by_id(const void *a, const void *b)
{
	const struct wanted *x = a;
	const struct wanted *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

/* 0 with p->len 0: none is waiting. free() takes p->wanted. */
static int collect(struct poll *p, struct iqm_report *reports, size_t len)
{
	size_t waiting = iqm_count_waiting(reports, len);

	for (size_t i = 0; i < len; i++)
		reports[i].family = p->list->family;
	p->len = p->missing = 0;
	p->has_row_without_id = false;
	p->bad_report = 0;
	p->bad_id[0] = '\0';
	p->wanted = waiting ? calloc(waiting, sizeof(*p->wanted)) : NULL;
	if (!p->wanted)
		return waiting ? iqm_fail_nomem(&p->call->error) : 0;
	for (size_t i = 0; i < len; i++)
		if (reports[i].state == IQM_REPORT_WAITING)
			p->wanted[p->len++] =
				(struct wanted){ .id = reports[i].id, .report = &reports[i] };
	p->missing = p->len;
	qsort(p->wanted, p->len, sizeof(*p->wanted), by_id);
	return 0;
}

int iqm_poll(struct poll *p, struct iqm_report *reports, size_t len)
{
	int err = collect(p, reports, len);

	if (!err && p->len)
		err = read_list(p);
	for (size_t i = 0; p->missed && i < p->len; i++)
		p->missed[p->wanted[i].report - reports] = !p->wanted[i].found;
	if (!err && p->len)
		err = iqm_confirm(p);
	free(p->wanted);
	return err;
}

int iqm_poll_seen(struct poll *p, struct iqm_report *reports, size_t len, int64_t max_age_ms)
{
	int64_t now = iqm_now(&p->client->clock);
	int err = collect(p, reports, len);

	for (size_t i = 0; i < p->len; i++) {
		const struct iqm_report *r = p->wanted[i].report;

		p->wanted[i].found = r->page && r->seen_ms <= now && now - r->seen_ms <= max_age_ms;
	}
	if (!err && p->len)
		err = iqm_confirm(p);
	free(p->wanted);
	p->missing = 0;
	return err;
}

bool iqm_poll_is_unclear(const struct poll *p)
{
	return p->missing && *p->bad_id;
}

int iqm_poll_fail_unclear(const struct poll *p, struct iqm_call *call)
{
	return fail_bad(p, call, p->bad_id, p->bad_id_from,
			"a report that is not in the list may be this one");
}

static int poll_reports(struct poll *p, struct iqm_report *reports, size_t len)
{
	int err = iqm_poll_check(p, reports, len);

	if (err)
		return err;
	if (p->ready) /* the deadline is for what that does, too */
		p->most_ms = p->client->timeout_ms;
	err = iqm_poll(p, reports, len);
	return !err && iqm_poll_is_unclear(p) ? iqm_poll_fail_unclear(p, p->call) : err;
}

int iqm_reports_poll_each(struct iqm_client *client, const struct iqm_op *op,
			  struct iqm_report *reports, size_t len,
			  void (*ready)(void *context, const struct iqm_report *report),
			  void *context, struct iqm_call *call)
{
	struct deadline deadline = { 0 };
	struct poll p = {
		.client = client,
		.order = op->order,
		.deadline = &deadline,
		.most_ms = LONG_MAX,
		.ready = ready,
		.context = context,
		.call = IQM_CALL_OR_OWN(call),
	};
	int err = iqm_poll_begin(op, p.call);

	if (err)
		return err;
	p.list = op->order->list;
	if (client)
		deadline = iqm_call_deadline(client, p.call);
	return poll_reports(&p, reports, len);
}

int iqm_reports_poll(struct iqm_client *client, const struct iqm_op *op, struct iqm_report *reports,
		     size_t len, struct iqm_call *call)
{
	return iqm_reports_poll_each(client, op, reports, len, NULL, NULL, call);
}
