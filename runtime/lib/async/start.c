/* SPDX-License-Identifier: MIT */
/* Starts a call, or says why not. */
#include "async/state.h"

#include <stdlib.h>
#include <unistd.h>

static int check(const struct job *job)
{
	struct iqm_error *error = &job->call->error;

	if (!job->client || !job->done)
		return iqm_fail(error, IQM_E_USAGE, "%s is NULL", job->client ? "done" : "client");
	if (job->client->async->process != getpid())
		return iqm_fail(error, IQM_E_USAGE,
				"this is a forked process: it must open a client of its own");
	return iqm_check_call(error, NULL, job->call);
}

static struct deadline deadline_of(const struct job *job)
{
	const struct iqm_client *client = job->client;
	long timeout_ms = job->call->timeout_ms;

	if (!timeout_ms)
		timeout_ms = job->is.timeout_ms ? job->is.timeout_ms : client->timeout_ms;
	return iqm_deadline_in(&client->clock, timeout_ms, job->call->cancel);
}

/* The lock is held. An errno where there is no descriptor or thread for it. */
static int hand_over(struct async *a, struct job *job)
{
	int os_error = iqm_dispatch_open(a);

	if (os_error)
		return os_error;
	if (job->is.wait) {
		os_error = iqm_pool_wake(a);
		return os_error ? os_error : iqm_waits_add(a, job);
	}
	iqm_jobs_add(&a->queue, job);
	os_error = iqm_pool_wake(a);
	if (os_error)
		iqm_jobs_remove(&a->queue, job);
	return os_error;
}

/* The lock is held. */
static int admit(const struct async *a, struct iqm_error *error)
{
	if (a->closing)
		return iqm_fail(error, IQM_E_CANCELLED, "the client is being closed");
	if (a->jobs >= a->max_jobs)
		return iqm_fail(error, IQM_E_BUSY,
				"not started: the queue is full: settings.queue is %zu, and so "
				"many are under way",
				a->jobs);
	return 0;
}

static int start(const struct job *draft)
{
	struct async *a = draft->client->async;
	struct iqm_error *error = &draft->call->error;
	struct job *job = malloc(sizeof(*job));
	int os_error = 0;
	int err;

	if (!job)
		return iqm_fail_nomem(error);
	*job = *draft;
	job->deadline = deadline_of(job);
	pthread_mutex_lock(&a->lock);
	err = admit(a, error);
	if (!err) {
		os_error = hand_over(a, job);
		a->jobs += !os_error;
	}
	pthread_mutex_unlock(&a->lock);
	if (os_error)
		err = iqm_fail_errno(error, IQM_E_NOMEM, os_error, "not started");
	if (err || os_error)
		free(job);
	return err;
}

int iqm_job_start(struct iqm_client *client, const struct job_kind *kind, struct iqm_call *call,
		  iqm_end_fn *end, iqm_any_fn *done, void *context)
{
	const struct job job = { .is = *kind,
				 .client = client,
				 .call = call,
				 .end = end,
				 .done = done,
				 .context = context };
	int err;

	if (!call)
		return IQM_E_USAGE;
	iqm_call_begin(call, kind->name);
	err = check(&job);
	if (!err)
		err = start(&job);
	return err && kind->name ? iqm_error_prefix(&call->error, kind->name) : err;
}

static void end_plain(iqm_any_fn *done, void *context, int status, void *response,
		      struct iqm_call *call)
{
	(void)response;
	((iqm_done_fn *)done)(context, status, call);
}

int iqm_job_start_plain(struct iqm_client *client, const struct job_kind *kind,
			struct iqm_call *call, iqm_done_fn *done, void *context)
{
	return iqm_job_start(client, kind, call, end_plain, (iqm_any_fn *)done, context);
}

static int run_task(struct job *job)
{
	return job->is.with.task(job->is.with.to, job->call);
}

int iqm_async_start(struct iqm_client *client, const struct async_task *task, struct iqm_call *call,
		    iqm_done_fn *done, void *context)
{
	const struct job_kind kind = {
		.name = task->name,
		.key = task->key,
		.timeout_ms = task->timeout_ms,
		.run = run_task,
		.with = { .task = task->run, .to = task->task },
	};

	return iqm_job_start_plain(client, &kind, call, done, context);
}
