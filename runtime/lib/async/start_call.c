/* SPDX-License-Identifier: MIT */
/* Starts of the calls of an operation, and of those above single calls: each runs the blocking one
 * of its name. */
#include "async/job.h"
#include "files/files.h"
#include "reports/reports.h"

#include <string.h>

static const char *key_of(const struct iqm_call *call)
{
	return call ? call->key : NULL;
}

/* ---- operations ----------------------------------------------------------------------------- */

static int perform(struct job *job)
{
	const struct job_arguments *with = &job->is.with;

	return iqm_perform(job->client, with->op, with->request, &job->response, job->call);
}

int iqm_perform_start(struct iqm_client *client, const struct iqm_op *op, const void *request,
		      struct iqm_call *call, iqm_end_fn *end, iqm_any_fn *done, void *context)
{
	const struct job_kind kind = {
		.name = op->name,
		.run = perform,
		.key = key_of(call),
		.with = { .op = op, .request = request },
	};

	return iqm_job_start(client, &kind, call, end, done, context);
}

static int perform_within(struct job *job)
{
	const struct job_arguments *with = &job->is.with;

	return iqm_perform_within(job->client, with->op, with->request, with->max_cost,
				  &job->response, job->call);
}

int iqm_perform_within_start(struct iqm_client *client, const struct iqm_op *op,
			     const void *request, double max_cost, struct iqm_call *call,
			     iqm_end_fn *end, iqm_any_fn *done, void *context)
{
	const struct job_kind kind = {
		.name = op->name,
		.run = perform_within,
		.key = key_of(call),
		.with = { .op = op, .request = request, .max_cost = max_cost },
	};

	return iqm_job_start(client, &kind, call, end, done, context);
}

static int perform_priced(struct job *job)
{
	const struct job_arguments *with = &job->is.with;

	return iqm_perform_priced(job->client, with->op, with->request, with->other, with->max_cost,
				  &job->response, job->call);
}

int iqm_perform_priced_start(struct iqm_client *client, const struct iqm_op *op,
			     const void *request, const void *price, double max_cost,
			     struct iqm_call *call, iqm_end_fn *end, iqm_any_fn *done,
			     void *context)
{
	const struct job_kind kind = {
		.name = op->name,
		.run = perform_priced,
		.key = key_of(call),
		.with = { .op = op, .request = request, .other = price, .max_cost = max_cost },
	};

	return iqm_job_start(client, &kind, call, end, done, context);
}

/* ---- lists ---------------------------------------------------------------------------------- */

/* Any generated list. */
struct items {
	const void *items;
	size_t len;
};

static int next_page(struct job *job)
{
	struct items rows;
	int err = iqm_pager_next_page(job->is.with.pager, &rows.items, &rows.len, job->call);

	memcpy(job->is.with.to, &rows, sizeof(rows));
	return err;
}

int iqm_pager_next_page_start(struct iqm_pager *pager, void *rows, struct iqm_call *call,
			      iqm_done_fn *done, void *context)
{
	const struct job_kind kind = {
		.run = next_page,
		.with = { .pager = pager, .to = rows },
	};

	if (rows)
		memset(rows, 0, sizeof(struct items));
	return pager && rows
		       ? iqm_job_start_plain(iqm_pager_client(pager), &kind, call, done, context)
		       : IQM_E_USAGE;
}

/* ---- reports -------------------------------------------------------------------------------- */

static int poll(struct job *job)
{
	const struct job_arguments *with = &job->is.with;

	return iqm_reports_poll(job->client, with->op, with->to, with->len, job->call);
}

int iqm_reports_poll_start(struct iqm_client *client, const struct iqm_op *op,
			   struct iqm_report *reports, size_t len, struct iqm_call *call,
			   iqm_done_fn *done, void *context)
{
	const struct job_kind kind = {
		.name = op->name,
		.run = poll,
		.with = { .op = op, .to = reports, .len = len },
	};

	return iqm_job_start_plain(client, &kind, call, done, context);
}

static int save_report(struct job *job)
{
	const struct job_arguments *with = &job->is.with;

	return iqm_report_save(job->client, with->op, with->request, with->number, with->to,
			       job->call);
}

int iqm_report_save_start(struct iqm_client *client, const struct iqm_op *op,
			  const struct iqm_report *report, int64_t file_type, struct iqm_save *save,
			  struct iqm_call *call, iqm_done_fn *done, void *context)
{
	const struct job_kind kind = {
		.name = "save",
		.run = save_report,
		.timeout_ms = IQM_SAVE_TIMEOUT_MS,
		.with = { .op = op, .request = report, .number = file_type, .to = save },
	};

	return iqm_job_start_plain(client, &kind, call, done, context);
}

static int save_url(struct job *job)
{
	return iqm_save_url(job->client, job->is.with.text, job->is.with.to, job->call);
}

int iqm_save_url_start(struct iqm_client *client, const char *url, struct iqm_save *save,
		       struct iqm_call *call, iqm_done_fn *done, void *context)
{
	const struct job_kind kind = {
		.name = "save",
		.run = save_url,
		.timeout_ms = IQM_SAVE_TIMEOUT_MS,
		.with = { .text = url, .to = save },
	};

	return iqm_job_start_plain(client, &kind, call, done, context);
}
