/* SPDX-License-Identifier: MIT */
/* Calls that do not block, of one client: from its opening to its end. */
#include "async/state.h"

#include <stdlib.h>
#include <unistd.h>

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
	iqm_lock_open(&a->lock);
	iqm_condition_open(&a->work);
	iqm_condition_open(&a->time);
	return 0;
}

/* `done` of all is called: of those that have ended, and of those that no thread has begun. */
static void end_all(struct async *a)
{
	struct job *job;

	iqm_pool_close(a);
	while ((job = iqm_jobs_take(&a->queue, NULL))) {
		iqm_job_end_unsent(job, IQM_E_CANCELLED);
		iqm_job_end(a, job, job->status);
	}
	while (a->listed.len)
		iqm_dispatch(a);
	pthread_cond_destroy(&a->work);
	pthread_cond_destroy(&a->time);
	pthread_mutex_destroy(&a->lock);
}

/* What a forked child has of it are its parent's calls: their `done` is not called there. */
void iqm_async_close(struct async *a)
{
	if (!a)
		return;
	if (a->process == getpid())
		end_all(a);
	if (a->fd >= 0)
		close(a->fd);
	free(a->threads);
	free(a);
}
