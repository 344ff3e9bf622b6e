/* SPDX-License-Identifier: MIT */
/* All waits that were started: begun, ended in time, and cancelled with their client. */
#include "async/family.h"

#define GRACE_MS 100 /* a poll that ends with a wait's time has so long to say what it saw */

int iqm_waits_add(struct async *a, struct job *job)
{
	const struct iqm_op *list = job->is.wait->list;
	struct family *f = a->families;
	int err;

	while (f && f->list != list)
		f = f->next;
	if (!f) {
		err = iqm_family_open(a, list, &f);
		if (err)
			return err;
		f->next = a->families;
		a->families = f;
	}
	iqm_family_add(f, job);
	pthread_cond_signal(&a->time);
	return 0;
}

/* The events of a poll have the user data of a wait that is alone in it, which is its caller's
 * again once `done` was called: the poll ends first, and the family's thread ends the wait. */
static void cancel_alone(struct family *f, struct job *job)
{
	iqm_cancel_calls(&job->cancel);
	iqm_cancel_calls(&f->cancel);
}

static void keep_time_of(struct family *f, struct job *job)
{
	bool alone = job->is.wait->polled && f->polled == 1;
	int err = iqm_deadline_check(&job->deadline);

	if (err == IQM_E_TIMEOUT && job->is.wait->polled &&
	    iqm_now(job->deadline.clock) < job->deadline.at + GRACE_MS)
		return;
	if (err == IQM_E_CANCELLED && alone)
		cancel_alone(f, job);
	else if (err && !job->is.wait->busy)
		iqm_family_end(f, job, err);
	else if (err == IQM_E_CANCELLED)
		iqm_cancel_calls(&job->cancel);
}

void iqm_waits_keep_time(struct async *a)
{
	struct job *next;

	for (struct family *f = a->families; f; f = f->next)
		for (struct job *job = f->first; job; job = next) {
			next = next_of(job);
			keep_time_of(f, job);
		}
}

void iqm_waits_cancel(struct async *a)
{
	for (struct family *f = a->families; f; f = f->next) {
		iqm_cancel_calls(&f->cancel);
		for (struct job *job = f->first; job; job = next_of(job))
			iqm_cancel_calls(&job->cancel);
		pthread_cond_broadcast(&f->work);
	}
}

void iqm_waits_close(struct async *a)
{
	struct family *f;

	for (f = a->families; f; f = f->next)
		pthread_join(f->thread, NULL);
	while ((f = a->families)) {
		while (f->first)
			iqm_family_end(f, f->first, IQM_E_CANCELLED);
		a->families = f->next;
		iqm_family_close(f);
	}
}
