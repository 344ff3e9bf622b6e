/* SPDX-License-Identifier: MIT */
/* Starts of what is asked of purchases and their journal: each runs the blocking call of its name.
 */
#include "async/job.h"
#include "purchase/purchase.h"

/* ---- finding and settling ------------------------------------------------------------------- */

static int find(struct job *job)
{
	const struct job_arguments *with = &job->is.with;

	return iqm_reports_find(job->client, with->op, with->request, with->other, with->to,
				job->call);
}

int iqm_reports_find_start(struct iqm_client *client, const struct iqm_op *op, const void *request,
			   const struct iqm_intent *since, struct iqm_found *found,
			   struct iqm_call *call, iqm_done_fn *done, void *context)
{
	const struct job_kind kind = {
		.name = op->name,
		.run = find,
		.key = call ? call->key : NULL,
		.with = { .op = op, .request = request, .other = since, .to = found },
	};

	if (found)
		*found = (struct iqm_found){ 0 };
	return iqm_job_start_plain(client, &kind, call, done, context);
}

static int find_all(struct job *job)
{
	const struct job_arguments *with = &job->is.with;

	return iqm_reports_find_all(job->client, with->op, with->to, with->len, job->call);
}

static void fail_all(struct job *job)
{
	iqm_find_all_fail(job->is.with.to, job->is.with.len, job->status);
}

int iqm_reports_find_all_start(struct iqm_client *client, const struct iqm_op *op, void *wanted,
			       size_t len, struct iqm_call *call, iqm_done_fn *done, void *context)
{
	const struct job_kind kind = {
		.name = op->name,
		.run = find_all,
		.unsent = fail_all,
		.with = { .op = op, .to = wanted, .len = len },
	};

	return iqm_job_start_plain(client, &kind, call, done, context);
}

static int settle_found_none(struct job *job)
{
	return iqm_reports_settle_not_bought(job->client, job->is.with.op, job->call);
}

int iqm_reports_settle_not_bought_start(struct iqm_client *client, const struct iqm_op *op,
					struct iqm_call *call, iqm_done_fn *done, void *context)
{
	const struct job_kind kind = {
		.name = op->name,
		.run = settle_found_none,
		.key = call ? call->key : NULL,
		.with = { .op = op },
	};

	return iqm_job_start_plain(client, &kind, call, done, context);
}

/* ---- the journal ---------------------------------------------------------------------------- */

/* What all of them have in common; `key` NULL: not of one purchase. */
static int start(struct iqm_client *client, int (*run)(struct job *job), const char *key,
		 const struct job_arguments *with, struct iqm_call *call, iqm_done_fn *done,
		 void *context)
{
	const struct job_kind kind = {
		.run = run,
		.key = key,
		.with = *with,
	};

	return iqm_job_start_plain(client, &kind, call, done, context);
}

static int list(struct job *job)
{
	return iqm_journal_list(job->client, job->is.with.to, job->call);
}

int iqm_journal_list_start(struct iqm_client *client, struct iqm_purchases **out,
			   struct iqm_call *call, iqm_done_fn *done, void *context)
{
	const struct job_arguments with = { .to = out };

	if (out)
		*out = NULL;
	return start(client, list, NULL, &with, call, done, context);
}

static int get(struct job *job)
{
	return iqm_journal_get(job->client, job->is.with.key, job->is.with.to, job->call);
}

/* In no key's turn: it says where a purchase stands while that is made. */
int iqm_journal_get_start(struct iqm_client *client, const char *key, struct iqm_purchase **out,
			  struct iqm_call *call, iqm_done_fn *done, void *context)
{
	const struct job_arguments with = { .key = key, .to = out };

	if (out)
		*out = NULL;
	return start(client, get, NULL, &with, call, done, context);
}

static int settle(struct job *job)
{
	return iqm_journal_settle(job->client, job->is.with.key, job->is.with.number, job->call);
}

int iqm_journal_settle_start(struct iqm_client *client, const char *key, int64_t id,
			     struct iqm_call *call, iqm_done_fn *done, void *context)
{
	const struct job_arguments with = { .key = key, .number = id };

	return start(client, settle, key, &with, call, done, context);
}

static int settle_not_bought(struct job *job)
{
	return iqm_journal_settle_not_bought(job->client, job->is.with.key, job->call);
}

int iqm_journal_settle_not_bought_start(struct iqm_client *client, const char *key,
					struct iqm_call *call, iqm_done_fn *done, void *context)
{
	const struct job_arguments with = { .key = key };

	return start(client, settle_not_bought, key, &with, call, done, context);
}

static int claim(struct job *job)
{
	return iqm_journal_claim(job->client, job->is.with.key, job->call);
}

int iqm_journal_claim_start(struct iqm_client *client, const char *key, struct iqm_call *call,
			    iqm_done_fn *done, void *context)
{
	const struct job_arguments with = { .key = key };

	return start(client, claim, key, &with, call, done, context);
}

static int note(struct job *job)
{
	return iqm_journal_note(job->client, job->is.with.key, job->is.with.text, job->call);
}

int iqm_journal_note_start(struct iqm_client *client, const char *key, const char *text,
			   struct iqm_call *call, iqm_done_fn *done, void *context)
{
	const struct job_arguments with = { .key = key, .text = text };

	return start(client, note, key, &with, call, done, context);
}

static int archive(struct job *job)
{
	return iqm_journal_archive(job->client, job->is.with.time, job->is.with.to, job->call);
}

int iqm_journal_archive_start(struct iqm_client *client, struct iqm_ms before, size_t *moved,
			      struct iqm_call *call, iqm_done_fn *done, void *context)
{
	const struct job_arguments with = { .time = before, .to = moved };

	if (moved)
		*moved = 0;
	return start(client, archive, NULL, &with, call, done, context);
}

static int sum_spent(struct job *job)
{
	return iqm_journal_spent(job->client, job->is.with.time, job->is.with.to, job->call);
}

int iqm_journal_spent_start(struct iqm_client *client, struct iqm_ms since,
			    struct iqm_spending *spent, struct iqm_call *call, iqm_done_fn *done,
			    void *context)
{
	const struct job_arguments with = { .time = since, .to = spent };

	return start(client, sum_spent, NULL, &with, call, done, context);
}
