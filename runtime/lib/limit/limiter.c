/* SPDX-License-Identifier: MIT */
/* The allowance of one process: shared by all threads of a client. */
#include "limit/permits.h"

#include <stdlib.h>
#include <string.h>

struct own {
	pthread_mutex_t lock; /* of all members below */
	struct iqm_clock clock;
	int64_t start; /* times are counted from here, whatever the clock begins with */
	int64_t hold;
	uint64_t *slots;
	int len;
};

static int64_t since_start(const struct own *o)
{
	return o->clock.now_ms(o->clock.context) - o->start;
}

static int grow(struct own *o, int len)
{
	uint64_t *more;

	if (len <= o->len)
		return 0;
	more = realloc(o->slots, (size_t)len * sizeof(*more));
	if (!more)
		return IQM_E_NOMEM;
	memset(more + o->len, 0, (size_t)(len - o->len) * sizeof(*more));
	o->slots = more;
	o->len = len;
	return 0;
}

static long take(void *context, int limit, long lease_ms, int *slot, bool *sure)
{
	struct own *o = context;
	long wait;

	if (limit < 1 || limit > IQM_MAX_REQUESTS_PER_MINUTE)
		return IQM_E_USAGE;
	pthread_mutex_lock(&o->lock);
	wait = grow(o, limit);
	if (!wait)
		wait = iqm_slots_take(o->slots, limit, o->hold, since_start(o), lease_ms, slot,
				      sure);
	pthread_mutex_unlock(&o->lock);
	return wait;
}

static void give(void *context, int slot, bool sent)
{
	struct own *o = context;

	pthread_mutex_lock(&o->lock);
	iqm_slots_give(&o->slots[iqm_slots_index(slot)], slot, since_start(o), sent);
	pthread_mutex_unlock(&o->lock);
}

static void hold(void *context, long ms)
{
	struct own *o = context;

	pthread_mutex_lock(&o->lock);
	o->hold = iqm_slots_hold(o->hold, since_start(o), ms);
	pthread_mutex_unlock(&o->lock);
}

static void close_own(void *context)
{
	struct own *o = context;

	pthread_mutex_destroy(&o->lock);
	free(o->slots);
	free(o);
}

int iqm_limiter_open(struct iqm_limiter *out, const struct iqm_clock *clock)
{
	struct own *o = calloc(1, sizeof(*o));

	if (!o)
		return IQM_E_NOMEM;
	pthread_mutex_init(&o->lock, NULL);
	o->clock = *clock;
	o->start = clock->now_ms(clock->context);
	*out = (struct iqm_limiter){ take, give, hold, close_own, o };
	return 0;
}
