/* SPDX-License-Identifier: MIT */
/* The waits of one list, and their thread: for waits.c, which has all of them. */
#ifndef IQM_LIB_ASYNC_FAMILY_H
#define IQM_LIB_ASYNC_FAMILY_H

#include "async/state.h"

/* The waits of one list. */
struct family {
	struct family *next;
	struct async *async;
	const struct iqm_op *list;
	pthread_t thread;
	pthread_cond_t work; /* a wait began, or `closing` */
	struct job *first;   /* that wait, the newest first */
	size_t polled;       /* waits in the poll that is under way */
	struct iqm_cancel cancel;
};

/* The next wait of a family; NULL: that was the last. */
static inline struct job *next_of(const struct job *job)
{
	return job->is.wait->next;
}

/* Makes one, with its thread, which is in no list yet. 0, or an errno. */
int iqm_family_open(struct async *a, const struct iqm_op *list, struct family **out);
/* Its thread has ended, and its waits have. */
void iqm_family_close(struct family *f);
/* The lock is held, here and below. */
void iqm_family_add(struct family *f, struct job *job);
/* Ends a wait that the family's thread has not in hand, see iqm_wait_end(). */
void iqm_family_end(struct family *f, struct job *job, int err);

#endif
