/* SPDX-License-Identifier: MIT */
/* Threads of a client, and how they wait. */
#define _FILE_OFFSET_BITS 64
#define _TIME_BITS 64
#include "async/state.h"

#include <signal.h>
#include <time.h>

int iqm_thread_start(pthread_t *thread, void *(*body)(void *), void *argument)
{
	sigset_t all;
	sigset_t before;
	int err;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	err = pthread_create(thread, NULL, body, argument);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return err;
}

void iqm_lock_open(pthread_mutex_t *lock)
{
	pthread_mutexattr_t inherits;

	pthread_mutexattr_init(&inherits);
	pthread_mutexattr_setprotocol(&inherits, PTHREAD_PRIO_INHERIT); /* or it stays as it is */
	pthread_mutex_init(lock, &inherits);
	pthread_mutexattr_destroy(&inherits);
}

void iqm_condition_open(pthread_cond_t *condition)
{
	pthread_condattr_t monotonic;

	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(condition, &monotonic);
	pthread_condattr_destroy(&monotonic);
}

void iqm_condition_wait(pthread_cond_t *condition, pthread_mutex_t *lock, int64_t ms)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += (long)(ms % 1000) * 1000000;
	until.tv_sec += (time_t)(ms / 1000) + until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	pthread_cond_timedwait(condition, lock, &until);
}
