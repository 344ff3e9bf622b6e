/* SPDX-License-Identifier: MIT */
/* The threads that make calls, and the one that keeps the time of those that none has yet. */
#include "async/state.h"

#include <string.h>

/* ---- making calls --------------------------------------------------------------------------- */

static bool is_key_running(const struct async *a, const char *key)
{
	for (const struct job *job = a->running.first; key && job; job = job->next)
		if (job->is.key && !strcmp(job->is.key, key))
			return true;
	return false;
}

/* The first whose key is free; NULL: none. */
static struct job *take_next(struct async *a)
{
	struct job *before = NULL;
	struct job *job = a->queue.first;

	while (job && is_key_running(a, job->is.key)) {
		before = job;
		job = job->next;
	}
	return job ? iqm_jobs_take(&a->queue, before) : NULL;
}

static void *make_calls(void *argument)
{
	struct async *a = argument;

	pthread_mutex_lock(&a->lock);
	while (!a->closing) {
		struct job *job = take_next(a);

		if (!job) {
			a->idle++;
			pthread_cond_wait(&a->work, &a->lock);
			a->idle--;
			continue;
		}
		iqm_jobs_add(&a->running, job);
		pthread_mutex_unlock(&a->lock);
		iqm_job_run(job);
		pthread_mutex_lock(&a->lock);
		iqm_jobs_remove(&a->running, job);
		iqm_job_end(a, job, job->status);
	}
	pthread_mutex_unlock(&a->lock);
	return NULL;
}

/* ---- keeping time --------------------------------------------------------------------------- */

/* A call that runs sees one flag; the caller may have set another. */
static void pass_cancels(const struct async *a)
{
	for (struct job *job = a->running.first; job; job = job->next)
		if (iqm_cancelled(job->deadline.cancel))
			iqm_cancel_calls(&job->cancel);
}

/* Ends jobs of the queue whose time is over, or that were cancelled. Logging is the caller's code,
 * so the lock is not held meanwhile. */
static void end_overdue(struct async *a)
{
	struct job_list over = { 0 };
	struct job *before = NULL;
	struct job *job;

	while ((job = before ? before->next : a->queue.first)) {
		job->status = iqm_deadline_check(&job->deadline);
		if (job->status)
			iqm_jobs_add(&over, iqm_jobs_take(&a->queue, before));
		else
			before = job;
	}
	if (!over.len)
		return;
	pthread_mutex_unlock(&a->lock);
	for (job = over.first; job; job = job->next)
		iqm_job_end_unsent(job, job->status);
	pthread_mutex_lock(&a->lock);
	while ((job = iqm_jobs_take(&over, NULL)))
		iqm_job_end(a, job, job->status);
}

static size_t under_way(const struct async *a)
{
	return a->queue.len + a->running.len + a->waits;
}

static void *keep_time(void *argument)
{
	struct async *a = argument;

	pthread_mutex_lock(&a->lock);
	while (!a->closing) {
		if (under_way(a))
			iqm_condition_wait(&a->time, &a->lock, TICK_MS);
		else
			pthread_cond_wait(&a->time, &a->lock);
		pass_cancels(a);
		end_overdue(a);
		iqm_waits_keep_time(a);
	}
	pthread_mutex_unlock(&a->lock);
	return NULL;
}

/* ---- beginning and ending ------------------------------------------------------------------- */

int iqm_pool_wake(struct async *a)
{
	int err = 0;

	if (!a->keeps_time)
		err = iqm_thread_start(&a->timekeeper, keep_time, a);
	a->keeps_time = !err;
	if (!err && (size_t)a->idle < a->queue.len && a->thread_len < a->max_threads) {
		err = iqm_thread_start(&a->threads[a->thread_len], make_calls, a);
		a->thread_len += !err;
		if (a->thread_len)
			err = 0; /* those that are there will do */
	}
	pthread_cond_signal(&a->work);
	if (under_way(a) == 1)
		pthread_cond_signal(&a->time);
	return err;
}

void iqm_pool_close(struct async *a)
{
	pthread_mutex_lock(&a->lock);
	a->closing = true;
	for (struct job *job = a->running.first; job; job = job->next)
		iqm_cancel_calls(&job->cancel);
	iqm_waits_cancel(a);
	pthread_cond_broadcast(&a->work);
	pthread_cond_broadcast(&a->time);
	pthread_mutex_unlock(&a->lock);
	for (int i = 0; i < a->thread_len; i++)
		pthread_join(a->threads[i], NULL);
	if (a->keeps_time)
		pthread_join(a->timekeeper, NULL);
	iqm_waits_close(a);
}
