/* SPDX-License-Identifier: MIT */
/* In the programs of mutants: ends them where a thread unlocks a mutex that it does not hold, or
 * locks one that it holds. A lock that is left out shows otherwise only where two threads meet. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

typedef int init_function(pthread_mutex_t *, const pthread_mutexattr_t *);
typedef int lock_function(pthread_mutex_t *);

/* Looked up at the first call: other libraries' constructors may come before ours. */
static init_function *real_init;
static lock_function *real_lock;
static lock_function *real_unlock;

static void *real(const char *name)
{
	void *found = dlsym(RTLD_NEXT, name);

	if (!found)
		abort();
	return found;
}

int pthread_mutex_init(pthread_mutex_t *mutex, const pthread_mutexattr_t *how)
{
	pthread_mutexattr_t checks;

	if (!real_init)
		real_init = (init_function *)real("pthread_mutex_init");
	if (how)
		checks = *how;
	else
		pthread_mutexattr_init(&checks);
	pthread_mutexattr_settype(&checks, PTHREAD_MUTEX_ERRORCHECK);
	return real_init(mutex, &checks);
}

int pthread_mutex_lock(pthread_mutex_t *mutex)
{
	int err;

	if (!real_lock)
		real_lock = (lock_function *)real("pthread_mutex_lock");
	err = real_lock(mutex);
	if (err == EDEADLK)
		abort();
	return err;
}

int pthread_mutex_unlock(pthread_mutex_t *mutex)
{
	if (!real_unlock)
		real_unlock = (lock_function *)real("pthread_mutex_unlock");
	if (real_unlock(mutex))
		abort();
	return 0;
}
