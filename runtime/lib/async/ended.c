/* SPDX-License-Identifier: MIT */
/* Jobs that have ended, and an eventfd that is readable as long as there are some. */
#include "async/pool.h"

#include <errno.h>
#include <sys/eventfd.h>
#include <unistd.h>

int iqm_ended_open(struct async *a)
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

void iqm_ended_add(struct async *a, struct job *job)
{
	iqm_jobs_add(&a->ended, job);
	set_readable(a, true);
}

struct job *iqm_ended_take(struct async *a)
{
	struct job *job = iqm_jobs_take(&a->ended, NULL);

	if (!a->ended.len)
		set_readable(a, false);
	return job;
}
