/* SPDX-License-Identifier: MIT */
/* The limiter of one process: shared by all threads of a client. */
#include "limit/permits.h"

#include <stdlib.h>
#include <string.h>

struct memory_limiter {
	pthread_mutex_t lock; /* of all members below */
	struct iqm_clock clock;
	int64_t start; /* times are counted from here, whatever the clock begins with */
	int64_t blocked_until;
	uint64_t *numbers;
	int len;
};

static int64_t since_start(const struct memory_limiter *l)
{
	return iqm_now(&l->clock) - l->start;
}

static int grow(struct memory_limiter *l, int len)
{
	uint64_t *more;

	if (len <= l->len)
		return 0;
	more = realloc(l->numbers, (size_t)len * sizeof(*more));
	if (!more)
		return IQM_E_NOMEM;
	memset(more + l->len, 0, (size_t)(len - l->len) * sizeof(*more));
	l->numbers = more;
	l->len = len;
	return 0;
}

static long acquire(void *context, int limit, long lease_ms, int *permit, bool *sure)
{
	struct memory_limiter *l = context;
	long wait;

	if (limit < 1 || limit > IQM_MAX_REQUESTS_PER_MINUTE)
		return IQM_E_USAGE;
	pthread_mutex_lock(&l->lock);
	wait = grow(l, limit);
	if (!wait)
		wait = iqm_permits_acquire(l->numbers, limit, l->blocked_until, since_start(l),
					   lease_ms, permit, sure);
	pthread_mutex_unlock(&l->lock);
	return wait;
}

static void release(void *context, int permit, bool sent)
{
	struct memory_limiter *l = context;

	pthread_mutex_lock(&l->lock);
	iqm_permits_release(&l->numbers[iqm_permits_index(permit)], permit, since_start(l), sent);
	pthread_mutex_unlock(&l->lock);
}

static void block(void *context, long ms)
{
	struct memory_limiter *l = context;

	pthread_mutex_lock(&l->lock);
	l->blocked_until = iqm_permits_block(l->blocked_until, since_start(l), ms);
	pthread_mutex_unlock(&l->lock);
}

static void close_limiter(void *context)
{
	struct memory_limiter *l = context;

	pthread_mutex_destroy(&l->lock);
	free(l->numbers);
	free(l);
}

int iqm_limiter_open(struct iqm_limiter *out, const struct iqm_clock *clock)
{
	struct memory_limiter *l = calloc(1, sizeof(*l));

	if (!l)
		return IQM_E_NOMEM;
	pthread_mutex_init(&l->lock, NULL);
	l->clock = *clock;
	l->start = iqm_now(clock);
	*out = (struct iqm_limiter){ .acquire = acquire,
				     .release = release,
				     .block = block,
				     .close = close_limiter,
				     .context = l };
	return 0;
}
