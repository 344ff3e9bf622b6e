/* SPDX-License-Identifier: MIT */
/* Calls that do not block: started, dispatched, and ended with their client. */
#include "async/pool.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- the client's life ---------------------------------------------------------------------- */

static void free_async(struct async *a)
{
	if (a->fd >= 0)
		close(a->fd);
	free(a->threads);
	free(a);
}

static void init_condition(pthread_cond_t *condition)
{
	pthread_condattr_t monotonic;

	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(condition, &monotonic);
	pthread_condattr_destroy(&monotonic);
}

int iqm_async_open(struct async **out, struct iqm_client *client, int threads, int queue)
{
	struct async *a = calloc(1, sizeof(*a));

	*out = NULL;
	if (a)
		a->threads = calloc((size_t)threads, sizeof(*a->threads));
	if (!a || !a->threads) {
		free(a);
		return IQM_E_NOMEM;
	}
	*out = a;
	a->client = client;
	a->process = getpid();
	a->max_threads = threads;
	a->max_jobs = (size_t)queue;
	a->fd = -1;
	pthread_mutex_init(&a->lock, NULL);
	init_condition(&a->work);
	init_condition(&a->time);
	return 0;
}

static int dispatch_all(struct async *a)
{
	int ended = 0;
	struct job *job;
	size_t most;

	pthread_mutex_lock(&a->lock);
	most = a->ended.len; /* a `done` may start calls that end at once */
	while (most-- && (job = iqm_ended_take(a))) {
		a->jobs--;
		pthread_mutex_unlock(&a->lock);
		job->end(job->done, job->context, job->status, job->response, job->call);
		free(job);
		ended++;
		pthread_mutex_lock(&a->lock);
	}
	pthread_mutex_unlock(&a->lock);
	return ended;
}

/* What a forked child has of it are its parent's calls: their `done` is not called there. */
void iqm_async_close(struct async *a)
{
	struct job *job;

	if (!a)
		return;
	if (a->process == getpid()) {
		iqm_threads_join(a);
		while ((job = iqm_jobs_take(&a->queue, NULL))) {
			iqm_job_end_unsent(job, IQM_E_CANCELLED);
			iqm_ended_add(a, job);
		}
		while (dispatch_all(a))
			;
		pthread_cond_destroy(&a->work);
		pthread_cond_destroy(&a->time);
		pthread_mutex_destroy(&a->lock);
	}
	free_async(a);
}

/* ---- starting ------------------------------------------------------------------------------- */

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

/* The lock is held. */
static int enqueue(struct async *a, struct job *job)
{
	struct iqm_error *error = &job->call->error;
	int os_error;

	if (a->closing)
		return iqm_fail(error, IQM_E_CANCELLED, "the client is being closed");
	if (a->jobs >= a->max_jobs)
		return iqm_fail(error, IQM_E_BUSY,
				"not started: %zu calls are under way, and settings.queue allows "
				"no more",
				a->jobs);
	iqm_jobs_add(&a->queue, job);
	os_error = iqm_ended_open(a);
	if (!os_error)
		os_error = iqm_threads_wake(a);
	if (os_error) {
		iqm_jobs_remove(&a->queue, job);
		return iqm_fail_errno(error, IQM_E_NOMEM, os_error, "not started");
	}
	a->jobs++;
	return 0;
}

static int start(const struct job *draft)
{
	struct async *a = draft->client->async;
	struct job *job = malloc(sizeof(*job));
	int err;

	if (!job)
		return iqm_fail_nomem(&draft->call->error);
	*job = *draft;
	job->deadline = deadline_of(job);
	pthread_mutex_lock(&a->lock);
	err = enqueue(a, job);
	pthread_mutex_unlock(&a->lock);
	if (err)
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

/* ---- the loop's side ------------------------------------------------------------------------ */

int iqm_client_fd(struct iqm_client *client)
{
	struct async *a = client ? client->async : NULL;
	int err;

	if (!a)
		return IQM_E_USAGE;
	pthread_mutex_lock(&a->lock);
	err = iqm_ended_open(a);
	pthread_mutex_unlock(&a->lock);
	return err ? IQM_E_NOMEM : a->fd;
}

int iqm_client_dispatch(struct iqm_client *client)
{
	struct async *a = client ? client->async : NULL;

	return a && a->process == getpid() ? dispatch_all(a) : IQM_E_USAGE;
}
