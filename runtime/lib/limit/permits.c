/* SPDX-License-Identifier: MIT */
/* The permits of a rate limit: which are free, when the next one is, and whose they are. */
#include "limit/permits.h"

/* The window, and by how much two clocks may differ within it: drift (500 ppm) and rounding. */
#define SPAN_MS (IQM_RATE_WINDOW_MS + 50)
#define BUSY_MS 50          /* all permits are in use: how soon to ask once more */
#define LEASE_SPARE_MS 1000 /* a request ends this much after its call's time, at the latest */

/*
 * A permit's number: when it is free again, in ms; whether it is in use; and a tag that changes
 * with each holder, so that a holder that comes back after its lease does not release another's.
 * In use, it is free SPAN_MS after the lease.
 */
#define TAG_BITS 20
#define TAG_MASK ((UINT64_C(1) << TAG_BITS) - 1)
#define USED (UINT64_C(1) << TAG_BITS)
#define TIME_SHIFT (TAG_BITS + 1)

/* A permit as its holder knows it: its tag and its index, and never 0. */
#define INDEX_BITS 10
#define INDEX_MASK ((1 << INDEX_BITS) - 1)
#define ACQUIRED (INT64_C(1) << (TAG_BITS + INDEX_BITS))

_Static_assert(IQM_MAX_REQUESTS_PER_MINUTE <= INDEX_MASK + 1, "an index has INDEX_BITS");

static uint64_t number_of(int64_t free_at, bool used, uint64_t tag)
{
	return (uint64_t)free_at << TIME_SHIFT | (used ? USED : 0) | (tag & TAG_MASK);
}

static int64_t free_at(uint64_t number)
{
	return (int64_t)(number >> TIME_SHIFT);
}

/* A number from before the clock was set back counts as if its request had ended now. */
static uint64_t fix(uint64_t number, int64_t now)
{
	bool used = number & USED;
	int64_t latest = now + SPAN_MS + (used ? IQM_LEASE_MAX_MS : 0);

	return free_at(number) <= latest ? number : number_of(now + SPAN_MS, used, number);
}

static long lease_of(const struct iqm_permit *permit)
{
	long most = IQM_LEASE_MAX_MS - LEASE_SPARE_MS;

	return LEASE_SPARE_MS + (permit->timeout_ms < most ? permit->timeout_ms : most);
}

static int64_t acquire_one(uint64_t *number, int index, int64_t now, long lease_ms)
{
	uint64_t tag = (*number + 1) & TAG_MASK;

	*number = number_of(now + lease_ms + SPAN_MS, true, tag);
	return ACQUIRED | (int64_t)(tag << INDEX_BITS) | index;
}

int iqm_permits_check(const struct iqm_permit *permit)
{
	return permit->limit < 1 || permit->limit > IQM_MAX_REQUESTS_PER_MINUTE ? IQM_E_USAGE : 0;
}

/* The wait; 0: number *best is free. */
static long find_free(uint64_t *numbers, int64_t blocked_until, int64_t now,
		      struct iqm_permit *permit, int *best)
{
	int64_t next = INT64_MAX; /* of those not in use: when the first is free */
	int64_t soonest;          /* no permit can be free before */
	bool used = false;

	*best = -1;
	for (int i = 0; i < permit->limit; i++) {
		numbers[i] = fix(numbers[i], now);
		if (free_at(numbers[i]) > now && numbers[i] & USED) {
			used = true; /* it may be released unsent at any time */
		} else if (free_at(numbers[i]) < next) {
			next = free_at(numbers[i]);
			*best = i;
		}
	}
	soonest = used && next > now ? now : next;
	soonest = soonest > blocked_until ? soonest : blocked_until;
	permit->sure = soonest > now;
	if (permit->sure)
		return (long)(soonest - now);
	if (next > now)
		return *best < 0 ? BUSY_MS : (long)(next - now);
	return 0;
}

long iqm_permits_next(uint64_t *numbers, int64_t blocked_until, int64_t now,
		      struct iqm_permit *permit)
{
	int best;

	return find_free(numbers, blocked_until, now, permit, &best);
}

long iqm_permits_acquire(uint64_t *numbers, int64_t blocked_until, int64_t now,
			 struct iqm_permit *permit)
{
	int best;
	long wait = find_free(numbers, blocked_until, now, permit, &best);

	if (!wait)
		permit->id = acquire_one(&numbers[best], best, now, lease_of(permit));
	return wait;
}

size_t iqm_permits_index(int64_t id)
{
	return (size_t)(id & INDEX_MASK);
}

bool iqm_permits_release(uint64_t *number, int64_t id, int64_t now, bool sent)
{
	uint64_t tag = (uint64_t)id >> INDEX_BITS & TAG_MASK;

	if (!(*number & USED) || (*number & TAG_MASK) != tag)
		return false;
	/* Long past its lease another may be acquiring it: it ends by itself. */
	if (free_at(*number) < now + SPAN_MS / 2)
		return false;
	*number = number_of(sent ? now + SPAN_MS : 0, false, tag);
	return true;
}

uint64_t iqm_permits_free(int64_t mark)
{
	return number_of(0, false, (uint64_t)mark);
}

uint64_t iqm_permits_spent(int64_t now, int64_t mark)
{
	return number_of(now + SPAN_MS, false, (uint64_t)mark);
}

int64_t iqm_permits_block(int64_t blocked_until, int64_t now, long ms)
{
	long most = ms < IQM_RETRY_AFTER_MAX_MS ? ms : IQM_RETRY_AFTER_MAX_MS;

	return blocked_until > now + most ? blocked_until : now + most;
}

int64_t iqm_permits_fix_block(int64_t blocked_until, int64_t now)
{
	return blocked_until <= now + IQM_RETRY_AFTER_MAX_MS ? blocked_until : now + SPAN_MS;
}
