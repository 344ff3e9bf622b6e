/* SPDX-License-Identifier: MIT */
/* The calls of one client that were started, and its threads. Files of this room, lowest first:
 * job.c, thread.c; dispatch.c; family.c, waits.c; pool.c; start.c, async.c; start_*.c. */
#ifndef IQM_LIB_ASYNC_STATE_H
#define IQM_LIB_ASYNC_STATE_H

#include "async/job.h"

#include <sys/types.h>

#define TICK_MS 50 /* how late a deadline or a cancel is seen; calls add 50 */

struct family;

struct async {
	struct iqm_client *client;
	pid_t process; /* that opened it: its threads are not a forked child's */
	int max_threads;
	size_t max_jobs;
	pthread_mutex_t lock; /* of all that follows */
	pthread_cond_t work;  /* a job came into the queue, or `closing` */
	pthread_cond_t time;  /* there is something to keep the time of, or `closing` */
	struct job_list queue;
	struct job_list running;
	struct job_list listed; /* with something to dispatch */
	size_t jobs;            /* that were started, and `done` was not called yet */
	pthread_t *threads;     /* that make calls: room for max_threads */
	int thread_len;
	int idle; /* of them: wait for work */
	pthread_t timekeeper;
	bool keeps_time; /* it is there */
	bool closing;
	struct family *families; /* reports that are waited for */
	size_t waits;            /* of all families */
	int fd;                  /* -1: none yet */
	bool readable;           /* as `listed` has one */
};

/* ---- thread.c ------------------------------------------------------------------------------- */

/* With all signals blocked: they are for the host's own threads. 0, or an errno. */
int iqm_thread_start(pthread_t *thread, void *(*body)(void *), void *argument);
/* A lock that a loop takes, which may run before all other programs: who holds it does, too, so
 * that no other program comes between. */
void iqm_lock_open(pthread_mutex_t *lock);
/* A condition for iqm_condition_wait(). */
void iqm_condition_open(pthread_cond_t *condition);
/* Waits for it, at most so long. */
void iqm_condition_wait(pthread_cond_t *condition, pthread_mutex_t *lock, int64_t ms);

/* ---- dispatch.c: the lock is held ------------------------------------------------------------ */

/* The descriptor. 0, or an errno. */
int iqm_dispatch_open(struct async *a);
/* The job has something to dispatch: its end, or what a poll came to. */
void iqm_dispatch_add(struct async *a, struct job *job);
/* The job has ended. */
void iqm_job_end(struct async *a, struct job *job, int status);
/* Calls `done` of all that have ended so far; how many. The lock is not held. */
int iqm_dispatch(struct async *a);

/* ---- waits.c: waits that share their polls --------------------------------------------------- */

/* The job's wait begins. 0, or an errno. The lock is held, here and below. */
int iqm_waits_add(struct async *a, struct job *job);
/* Ends those whose time is over, or that were cancelled. */
void iqm_waits_keep_time(struct async *a);
/* Cancels what the families' threads do; they end. */
void iqm_waits_cancel(struct async *a);
/* Waits for those threads, and ends what is left. The lock is not held. */
void iqm_waits_close(struct async *a);

/* ---- pool.c: the threads that make calls, and the one that keeps time ------------------------ */

/* A job came into the queue, or a wait began. 0; or an errno: no thread will see to it. The lock is
 * held. */
int iqm_pool_wake(struct async *a);
/* Cancels all that is under way, and ends the threads. Nothing runs then; the queue is as it was.
 */
void iqm_pool_close(struct async *a);

#endif
