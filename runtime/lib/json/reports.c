/* SPDX-License-Identifier: MIT */
/* Polls and waits. */
#include "json/json.h"

#include <stdio.h>
#include <string.h>

/* ---- reports --------------------------------------------------------------------------------- */

const char *const iqm_json_states[] = {
	[IQM_REPORT_WAITING] = "waiting", [IQM_REPORT_READY] = "ready",
	[IQM_REPORT_FAILED] = "failed",   [IQM_REPORT_GONE] = "gone",
	[IQM_REPORT_GONE + 1] = NULL,
};

struct iqm_json_report_list {
	const struct iqm_json_report *const *items;
	size_t len;
};

static const struct iqm_field report_fields[] = {
	IQM_FIELD(iqm_json_report, id, IQM_F_REQUIRED, "id"),
	IQM_FIELD(iqm_json_report, family, 0, "family"),
	IQM_FIELD(iqm_json_report, state, 0, "state"),
	IQM_FIELD(iqm_json_report, confirmed, 0, "confirmed"),
	IQM_FIELD(iqm_json_report, status_unknown, 0, "status_unknown"),
	IQM_FIELD(iqm_json_report, missed, 0, "missed"),
	IQM_FIELD(iqm_json_report, status_id, 0, "status_id"),
	IQM_FIELD(iqm_json_report, status_name, 0, "status_name"),
	IQM_FIELD(iqm_json_report, page, 0, "page"),
	IQM_FIELD(iqm_json_report, seen_ms, 0, "seen_ms"),
	IQM_FIELD(iqm_json_report, asked, 0, "asked"),
};
const struct iqm_descriptor iqm_json_report_descriptor = {
	IQM_DESCRIPTOR(iqm_json_report, report_fields),
};

struct iqm_json_report iqm_json_report_of(const struct iqm_report *from)
{
	return (struct iqm_json_report){
		.id = iqm_int(from->id),
		.family = from->family,
		.state = iqm_json_states[from->state],
		.confirmed = iqm_bool(from->confirmed),
		.status_unknown = iqm_bool(from->status_unknown),
		.missed = iqm_bool(from->missed),
		.status_id = from->status_id,
		.status_name = *from->status_name ? from->status_name : NULL,
		.page = iqm_int(from->page),
		.seen_ms = iqm_int(from->seen_ms),
		.asked = iqm_int(from->asked),
	};
}

static int from_json(struct json_run *r, const struct iqm_json_report *from, size_t i,
		     struct iqm_report *to)
{
	int state = from->state ? iqm_json_number_of(iqm_json_states, from->state) : 0;
	char path[48];

	snprintf(path, sizeof(path), "reports[%zu].state", i);
	if (state < 0)
		return iqm_json_usage(
			r, path, "expected waiting, ready, failed or gone, found another text");
	*to = (struct iqm_report){
		.id = from->id.value,
		.family = from->family,
		.state = (enum iqm_report_state)state,
		.status_unknown = from->status_unknown.value,
		.missed = from->missed.value,
		.confirmed = from->confirmed.value,
		.status_id = from->status_id,
		.page = from->page.value,
		.seen_ms = from->seen_ms.value,
		.asked = from->asked.value,
	};
	if (from->status_name)
		iqm_copy_text(to->status_name, sizeof(to->status_name), from->status_name);
	return 0;
}

/* ---- poll and wait --------------------------------------------------------------------------- */

struct json_wait {
	struct iqm_json_report_list reports;
	struct iqm_int min_ms, max_ms;
};

static const struct iqm_field wait_fields[] = {
	IQM_LIST(json_wait, reports, iqm_json_report, IQM_F_REQUIRED, "reports"),
	IQM_FIELD(json_wait, min_ms, 0, "min_ms"),
	IQM_FIELD(json_wait, max_ms, 0, "max_ms"),
};
static const struct iqm_descriptor wait_descriptor = {
	IQM_DESCRIPTOR(json_wait, wait_fields),
};
static const struct iqm_descriptor poll_descriptor = {
	.name = "poll", .fields = wait_fields, .len = 1, .size = sizeof(struct json_wait)
};

/* NULL: the call says why. */
static struct iqm_report *read_reports(struct json_run *r, const struct iqm_json_report_list *list)
{
	struct iqm_report *reports = iqm_json_memory(r, (list->len + 1) * sizeof(*reports));

	if (!reports)
		iqm_fail_nomem(&r->call->error);
	for (size_t i = 0; reports && i < list->len; i++)
		if (from_json(r, list->items[i], i, &reports[i]))
			return NULL;
	return reports;
}

static void give_reports(struct json_run *r, const struct iqm_report *reports, size_t len)
{
	struct iqm_json_report *rows = iqm_json_memory(r, (len + 1) * sizeof(*rows));
	const struct iqm_json_report **items = iqm_json_memory(r, (len + 1) * sizeof(*items));
	struct json_wait all = { .reports = { items, len } };

	r->lost = !reports || !rows || !items;
	for (size_t i = 0; !r->lost && i < len; i++) {
		rows[i] = iqm_json_report_of(&reports[i]);
		items[i] = &rows[i];
	}
	if (!r->lost)
		iqm_json_give(r, &poll_descriptor, &all);
}

/* What is known of the reports is given after an error, too. */
static int poll(struct json_run *r)
{
	const struct json_wait *args = r->args;
	struct iqm_report *reports = read_reports(r, &args->reports);
	int err;

	if (!reports)
		return r->call->error.status;
	err = iqm_reports_poll(r->client, r->op, reports, args->reports.len, r->call);
	give_reports(r, reports, args->reports.len);
	return err;
}

/* What a wait works with. */
struct waiting {
	struct iqm_report *reports;
	struct iqm_wait how;
};

static int read_wait(struct json_run *r, struct waiting *w)
{
	const struct json_wait *args = r->args;

	w->reports = read_reports(r, &args->reports);
	if (!w->reports)
		return r->call->error.status;
	if (!iqm_json_long(args->min_ms, &w->how.min_ms))
		return iqm_json_usage(r, "min_ms", "the number is too large");
	if (!iqm_json_long(args->max_ms, &w->how.max_ms))
		return iqm_json_usage(r, "max_ms", "the number is too large");
	return 0;
}

static int wait(struct json_run *r)
{
	const struct json_wait *args = r->args;
	struct waiting w = { 0 };
	int err = read_wait(r, &w);

	if (err)
		return err;
	err = iqm_reports_wait(r->client, r->op, w.reports, args->reports.len, &w.how, r->call);
	give_reports(r, w.reports, args->reports.len);
	return err;
}

/* It shares its polls with the other waits of the client. */
static int start_wait(struct json_run *r, iqm_done_fn *done, void *context)
{
	const struct json_wait *args = r->args;
	struct waiting *w = iqm_json_memory(r, sizeof(*w));
	int err;

	if (!w)
		return iqm_fail_nomem(&r->call->error);
	r->work = w;
	err = read_wait(r, w);
	return err ? err
		   : iqm_reports_wait_start(r->client, r->op, w->reports, args->reports.len,
					    &w->how, r->call, done, context);
}

static void end_wait(struct json_run *r)
{
	const struct json_wait *args = r->args;
	const struct waiting *w = r->work;

	give_reports(r, w->reports, args->reports.len);
}

const struct json_function iqm_json_poll = { .name = "poll",
					     .args = &poll_descriptor,
					     .run = poll };
const struct json_function iqm_json_wait = {
	.name = "wait", .args = &wait_descriptor, .run = wait, .start = start_wait, .end = end_wait
};
