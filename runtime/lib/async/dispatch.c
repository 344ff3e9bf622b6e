/* SPDX-License-Identifier: MIT */
/* What has ended, a descriptor that is readable as long as there is some, and the callbacks of it,
 * on the caller's thread. */
#include "async/state.h"

#include <errno.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

int iqm_dispatch_open(struct async *a)
{
	if (a->fd < 0)
		a->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	return a->fd < 0 ? errno : 0;
}

/* Neither blocks nor fails: the counter is 0 or 1. */
static void set_readable(struct async *a, bool readable)
{
	uint64_t one = 1;

	if (a->readable != readable &&
	    (readable ? write(a->fd, &one, sizeof(one)) : read(a->fd, &one, sizeof(one))) > 0)
		a->readable = readable;
}

/* While a callback of it runs the job stays out of the list: it comes back after that. */
void iqm_dispatch_add(struct async *a, struct job *job)
{
	if (job->listed || job->calling)
		return;
	job->listed = true;
	iqm_jobs_add(&a->listed, job);
	set_readable(a, true);
}

void iqm_job_end(struct async *a, struct job *job, int status)
{
	job->ended = true;
	job->status = status;
	iqm_dispatch_add(a, job);
}

static struct job *take(struct async *a)
{
	struct job *job = iqm_jobs_take(&a->listed, NULL);

	if (!a->listed.len)
		set_readable(a, false);
	if (job)
		job->listed = false;
	return job;
}

/* The caller's reports become what polls have shown; then on_poll. The lock is held. */
static void show_reports(struct async *a, struct job *job)
{
	struct shared_wait *s = job->is.wait;
	bool notify = s->notify;

	s->notify = false;
	if (s->len)
		memcpy(s->theirs, s->reports, s->len * sizeof(*s->theirs));
	if (!notify)
		return;
	job->calling = true;
	pthread_mutex_unlock(&a->lock);
	s->on_poll(s->context, s->theirs, s->len);
	pthread_mutex_lock(&a->lock);
	job->calling = false;
}

/* Whether it has ended: then its `done` is called, and that was it. The lock is held. */
static bool dispatch_one(struct async *a, struct job *job)
{
	bool ended = job->ended;
	const struct shared_wait *wait = job->is.wait;

	if (wait)
		show_reports(a, job);
	if (!ended) {
		if (job->ended || (wait && wait->notify))
			iqm_dispatch_add(a, job);
		return false;
	}
	a->jobs--;
	pthread_mutex_unlock(&a->lock);
	job->end(job->done, job->context, job->status, job->response, job->call);
	iqm_job_free(job);
	pthread_mutex_lock(&a->lock);
	return true;
}

int iqm_dispatch(struct async *a)
{
	struct job *job;
	int ended = 0;
	size_t most;

	pthread_mutex_lock(&a->lock);
	most = a->listed.len; /* a `done` may start calls that end at once */
	while (most-- && (job = take(a)))
		ended += dispatch_one(a, job);
	pthread_mutex_unlock(&a->lock);
	return ended;
}

/* ---- for the loop --------------------------------------------------------------------------- */

/* NULL: there is none, or it is the parent's of this process. */
static struct async *own(const struct iqm_client *client)
{
	return client && client->async->process == getpid() ? client->async : NULL;
}

int iqm_client_fd(struct iqm_client *client)
{
	struct async *a = own(client);
	int err;

	if (!a)
		return IQM_E_USAGE;
	pthread_mutex_lock(&a->lock);
	err = iqm_dispatch_open(a);
	pthread_mutex_unlock(&a->lock);
	return err ? IQM_E_NOMEM : a->fd;
}

int iqm_client_dispatch(struct iqm_client *client)
{
	struct async *a = own(client);

	return a ? iqm_dispatch(a) : IQM_E_USAGE;
}
