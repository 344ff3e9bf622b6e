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

static long ask(struct memory_limiter *l, struct iqm_permit *permit, bool acquire)
{
	long wait = iqm_permits_check(permit);

	if (wait)
		return wait;
	pthread_mutex_lock(&l->lock);
	wait = grow(l, permit->limit);
	if (!wait)
		wait = (acquire ? iqm_permits_acquire : iqm_permits_next)(
			l->numbers, l->blocked_until, since_start(l), permit);
	pthread_mutex_unlock(&l->lock);
	return wait;
}

static long acquire(void *context, struct iqm_permit *permit)
{
	return ask(context, permit, true);
}

static long next_ms(void *context, struct iqm_permit *permit)
{
	return ask(context, permit, false);
}

static void release(void *context, int64_t id, bool sent)
{
	struct memory_limiter *l = context;

	pthread_mutex_lock(&l->lock);
	iqm_permits_release(&l->numbers[iqm_permits_index(id)], id, since_start(l), sent);
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
				     .next_ms = next_ms,
				     .close = close_limiter,
				     .context = l };
	return 0;
}
