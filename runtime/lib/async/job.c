/* SPDX-License-Identifier: MIT */
/* Jobs: lists of them, and how one is run as the blocking call that it is. */
#include "async/job.h"

#include <stdlib.h>

void iqm_jobs_add(struct job_list *list, struct job *job)
{
	job->next = NULL;
	if (list->last)
		list->last->next = job;
	else
		list->first = job;
	list->last = job;
	list->len++;
}

struct job *iqm_jobs_take(struct job_list *list, struct job *before)
{
	struct job *job = before ? before->next : list->first;

	if (!job)
		return NULL;
	if (before)
		before->next = job->next;
	else
		list->first = job->next;
	if (list->last == job)
		list->last = before;
	list->len--;
	job->next = NULL;
	return job;
}

void iqm_jobs_remove(struct job_list *list, const struct job *job)
{
	struct job *before = NULL;

	for (struct job *one = list->first; one != job; one = one->next)
		before = one;
	iqm_jobs_take(list, before);
}

void iqm_shared_wait_free(struct shared_wait *s)
{
	iqm_wait_close(s->wait);
	free(s->reports);
	free(s);
}

void iqm_job_free(struct job *job)
{
	if (job->is.wait)
		iqm_shared_wait_free(job->is.wait);
	free(job);
}

void iqm_job_end_unsent(struct job *job, int err)
{
	struct iqm_error *error = &job->call->error;

	iqm_call_begin(job->call, job->is.name);
	iqm_fail_ended(error, err, "in the queue, nothing was sent");
	if (job->is.name)
		iqm_error_prefix(error, job->is.name);
	iqm_log(&job->client->logger, IQM_LOG_ERROR, "%s", error->message);
	job->status = err;
	if (job->is.unsent)
		job->is.unsent(job);
}

/* The caller's own options are back before anybody sees them. */
void iqm_job_run(struct job *job)
{
	struct iqm_call *call = job->call;
	const struct iqm_cancel *cancel = call->cancel;
	long timeout_ms = call->timeout_ms;
	int err = iqm_deadline_check(&job->deadline);

	if (!err && iqm_cancelled(&job->cancel))
		err = IQM_E_CANCELLED;
	if (err) {
		iqm_job_end_unsent(job, err);
		return;
	}
	call->cancel = &job->cancel;
	call->timeout_ms = iqm_deadline_left(&job->deadline);
	if (!call->timeout_ms)
		call->timeout_ms = 1;
	job->status = job->is.run(job);
	call->cancel = cancel;
	call->timeout_ms = timeout_ms;
}
