/* SPDX-License-Identifier: MIT */
/* Waits for reports that were started: those of one list have one thread, whose polls are for all
 * of them. */
#include "async/family.h"

#include <errno.h>
#include <stdlib.h>

#define GATHER_MS 50 /* a poll waits so long for others, as programs start waits in a row */
#define LOOK_MS 100  /* the clock is looked at that often: it may be anybody's */

static struct wait *wait_of(const struct job *job)
{
	return job->is.wait->wait;
}

/* ---- ending --------------------------------------------------------------------------------- */

static void unlink_job(struct family *f, const struct job *job)
{
	struct job **at = &f->first;

	while (*at != job)
		at = &(*at)->is.wait->next;
	*at = next_of(job);
}

/* If the wait has ended, its job does. */
static void check_end(struct family *f, struct job *job)
{
	struct shared_wait *s = job->is.wait;
	int status;

	if (!iqm_wait_has_ended(s->wait, &status))
		return;
	if (s->polled && !--f->polled) /* nobody waits for that poll any more */
		iqm_cancel_calls(&f->cancel);
	unlink_job(f, job);
	f->async->waits--;
	iqm_job_end(f->async, job, status);
}

void iqm_family_end(struct family *f, struct job *job, int err)
{
	iqm_wait_end(wait_of(job), err);
	check_end(f, job);
}

/* ---- polls ---------------------------------------------------------------------------------- */

/* What a poll is for: those that are in their last one have it without the others, with which it
 * might take longer than they have. Else all that may be polled now. */
static bool has_part(const struct job *job, int64_t now, bool last)
{
	const struct wait *w = wait_of(job);

	if (!job->is.wait->begun)
		return false;
	return last ? iqm_wait_is_last(w) && iqm_wait_due(w) <= now : iqm_wait_may_ride(w, now);
}

/* When the next poll is made. *last: one is due by now of a wait that is over after it. */
static int64_t next_poll(const struct family *f, int64_t now, bool *last)
{
	int64_t earliest = INT64_MAX;

	*last = false;
	for (const struct job *job = f->first; job; job = next_of(job)) {
		int64_t due = iqm_wait_due(wait_of(job));
		bool over = iqm_wait_is_last(wait_of(job));

		if (!job->is.wait->begun)
			continue;
		*last = *last || (over && due <= now);
		due += over ? 0 : GATHER_MS;
		earliest = due < earliest ? due : earliest;
	}
	return earliest;
}

static size_t count_reports(const struct family *f, int64_t now, bool last)
{
	size_t len = 0;

	for (const struct job *job = f->first; job; job = next_of(job))
		len += has_part(job, now, last) ? job->is.wait->len : 0;
	return len;
}

static void end_parts(struct family *f, int64_t now, bool last, int err)
{
	struct job *next;

	for (struct job *job = f->first; job; job = next) {
		next = next_of(job);
		if (has_part(job, now, last))
			iqm_family_end(f, job, err);
	}
}

static void add_parts(struct family *f, struct wait_poll *p, int64_t now, bool last)
{
	f->polled = 0;
	f->cancel = (struct iqm_cancel){ 0 };
	for (struct job *job = f->first; job; job = next_of(job)) {
		struct shared_wait *s = job->is.wait;

		s->polled = has_part(job, now, last);
		if (s->polled)
			s->from = iqm_wait_poll_add(p, s->wait);
		f->polled += s->polled;
	}
}

/* Each wait gets what is its own: `busy` are those that did. */
static void take(struct family *f, const struct wait_poll *p)
{
	for (struct job *job = f->first; job; job = next_of(job)) {
		struct shared_wait *s = job->is.wait;

		if (!s->polled)
			continue;
		s->polled = false;
		s->busy = iqm_wait_take(s->wait, p, s->from);
		s->notify = s->notify || (s->busy && s->on_poll);
		if (s->notify)
			iqm_dispatch_add(f->async, job);
	}
}

static struct job *first_busy(const struct family *f)
{
	struct job *job = f->first;

	while (job && !job->is.wait->busy)
		job = next_of(job);
	return job;
}

/* A step of a wait that takes long, or calls the host's own functions. */
static void step(struct family *f, struct job *job, void (*next)(struct wait *w))
{
	job->is.wait->busy = true;
	pthread_mutex_unlock(&f->async->lock);
	next(wait_of(job));
	pthread_mutex_lock(&f->async->lock);
	job->is.wait->busy = false;
	check_end(f, job);
}

static void poll_some(struct family *f, int64_t now, bool last)
{
	struct wait_poll *p = iqm_wait_poll_open(count_reports(f, now, last), &f->cancel);
	struct job *job;

	if (!p) {
		end_parts(f, now, last, IQM_E_NOMEM);
		return;
	}
	add_parts(f, p, now, last);
	pthread_mutex_unlock(&f->async->lock);
	iqm_wait_poll_run(p);
	pthread_mutex_lock(&f->async->lock);
	take(f, p);
	while ((job = first_busy(f)))
		step(f, job, iqm_wait_evaluate);
	iqm_wait_poll_close(p);
}

/* ---- the thread of a family ------------------------------------------------------------------ */

static struct job *next_to_begin(const struct family *f)
{
	struct job *found = NULL;

	for (struct job *job = f->first; job; job = next_of(job))
		if (!job->is.wait->begun)
			found = job; /* the oldest */
	return found;
}

static void wait_until(struct family *f, int64_t ms)
{
	if (f->first)
		iqm_condition_wait(&f->work, &f->async->lock, ms < LOOK_MS ? ms : LOOK_MS);
	else
		pthread_cond_wait(&f->work, &f->async->lock);
}

static void *poll_for_all(void *argument)
{
	struct family *f = argument;
	struct async *a = f->async;

	pthread_mutex_lock(&a->lock);
	while (!a->closing) {
		struct job *job = next_to_begin(f);
		int64_t now = iqm_now(&a->client->clock);
		bool last;
		int64_t at = next_poll(f, now, &last);

		if (job) {
			job->is.wait->begun = true;
			step(f, job, iqm_wait_begin);
		} else if (at <= now) {
			poll_some(f, now, last);
		} else {
			wait_until(f, at - now);
		}
	}
	pthread_mutex_unlock(&a->lock);
	return NULL;
}

int iqm_family_open(struct async *a, const struct iqm_op *list, struct family **out)
{
	struct family *f = calloc(1, sizeof(*f));
	int err;

	*out = f;
	if (!f)
		return ENOMEM;
	f->async = a;
	f->list = list;
	iqm_condition_open(&f->work);
	err = iqm_thread_start(&f->thread, poll_for_all, f);
	if (err) {
		pthread_cond_destroy(&f->work);
		free(f);
		return err;
	}
	return 0;
}

void iqm_family_close(struct family *f)
{
	pthread_cond_destroy(&f->work);
	free(f);
}

void iqm_family_add(struct family *f, struct job *job)
{
	struct shared_wait *s = job->is.wait;

	iqm_wait_cancel_by(s->wait, &job->cancel);
	s->next = f->first;
	f->first = job;
	f->async->waits++;
	pthread_cond_signal(&f->work);
}
