/* SPDX-License-Identifier: MIT */
/* Random numbers of the client's own (splitmix64), as rand() belongs to the host. For waits, not
 * for secrets. */
#define _FILE_OFFSET_BITS 64
#define _TIME_BITS 64
#include "base/base.h"

#include <sys/random.h>
#include <time.h>

static uint64_t system_seed(void)
{
	uint64_t seed;
	struct timespec now;

	if (getrandom(&seed, sizeof(seed), GRND_NONBLOCK) == (ssize_t)sizeof(seed))
		return seed;
	clock_gettime(CLOCK_REALTIME, &now);
	return (uint64_t)now.tv_sec * 1000000007u ^ (uint64_t)now.tv_nsec;
}

void iqm_random_open(struct random *r, uint64_t seed)
{
	pthread_mutex_init(&r->lock, NULL);
	r->state = seed ? seed : system_seed();
}

void iqm_random_close(struct random *r)
{
	pthread_mutex_destroy(&r->lock);
}

uint64_t iqm_random(struct random *r)
{
	uint64_t z;

	pthread_mutex_lock(&r->lock);
	z = r->state += 0x9e3779b97f4a7c15u;
	pthread_mutex_unlock(&r->lock);
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

int64_t iqm_random_between(struct random *r, int64_t low, int64_t high)
{
	uint64_t span = (uint64_t)(high - low) + 1;

	return high <= low ? low : low + (int64_t)(iqm_random(r) % span);
}
