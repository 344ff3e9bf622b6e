/* SPDX-License-Identifier: MIT */
/* The calls of one client that were started, and the threads that make them. */
#ifndef IQM_LIB_ASYNC_POOL_H
#define IQM_LIB_ASYNC_POOL_H

#include "async/job.h"

#include <sys/types.h>

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
	struct job_list ended; /* `done` was not called yet */
	size_t jobs;           /* all of these, and those that a thread has in hand */
	pthread_t *threads;    /* that make calls: room for max_threads */
	int thread_len;
	int idle; /* of them: wait for work */
	pthread_t timekeeper;
	bool keeps_time; /* it is there */
	bool closing;
	int fd;        /* -1: none yet */
	bool readable; /* as `ended` has one */
};

/* ---- ended.c: what has ended, and the descriptor that says so. The lock is held ------------- */

/* 0, or an errno. */
int iqm_ended_open(struct async *a);
void iqm_ended_add(struct async *a, struct job *job);
/* The first, whose turn it is; NULL: none. */
struct job *iqm_ended_take(struct async *a);

/* ---- threads.c ------------------------------------------------------------------------------ */

/* A job came into the queue. 0; or an errno: no thread will ever take it. The lock is held. */
int iqm_threads_wake(struct async *a);
/* Ends all threads, once what they run has ended. */
void iqm_threads_join(struct async *a);

#endif
