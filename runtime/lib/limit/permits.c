/* SPDX-License-Identifier: MIT */
/* The slots of an allowance: which are free, when the next one is, and whose they are. */
#include "limit/permits.h"

/* The window, and what two clocks may drift apart within it (500 ppm) and lose by rounding. */
#define SPAN_MS (IQM_WINDOW_MS + 50)
#define BUSY_MS 50 /* all slots are in use: how soon to ask again */

/*
 * A slot's number: when it is free again, in ms; whether it is in use; and a tag that changes with
 * each taker, so that one who comes back after its lease does not free another's. In use, it is
 * free SPAN_MS after the lease.
 */
#define TAG_BITS 20
#define TAG_MASK ((UINT64_C(1) << TAG_BITS) - 1)
#define USED (UINT64_C(1) << TAG_BITS)
#define TIME_SHIFT (TAG_BITS + 1)

/* A taken slot as the caller knows it: its tag and its index. */
#define INDEX_BITS 10
#define INDEX_MASK ((1 << INDEX_BITS) - 1)

_Static_assert(IQM_MAX_REQUESTS_PER_MINUTE <= INDEX_MASK + 1, "an index has INDEX_BITS");
_Static_assert(TAG_BITS + INDEX_BITS < 31, "a slot is an int of 0 or more");

static uint64_t number_of(int64_t free_at, bool used, uint64_t tag)
{
	return (uint64_t)free_at << TIME_SHIFT | (used ? USED : 0) | (tag & TAG_MASK);
}

static int64_t free_at(uint64_t number)
{
	return (int64_t)(number >> TIME_SHIFT);
}

/* From before the clock was set back: counted as if its request had ended now. */
static uint64_t possible(uint64_t number, int64_t now)
{
	bool used = number & USED;
	int64_t latest = now + SPAN_MS + (used ? IQM_LEASE_MAX_MS : 0);

	return free_at(number) <= latest ? number : number_of(now + SPAN_MS, used, number);
}

static int taken(uint64_t *number, int index, int64_t now, long lease_ms)
{
	long lease = lease_ms < IQM_LEASE_MAX_MS ? lease_ms : IQM_LEASE_MAX_MS;
	uint64_t tag = (*number + 1) & TAG_MASK;

	*number = number_of(now + lease + SPAN_MS, true, tag);
	return (int)(tag << INDEX_BITS) | index;
}

long iqm_slots_take(uint64_t *slots, int limit, int64_t hold, int64_t now, long lease_ms, int *slot,
		    bool *sure)
{
	int64_t next = INT64_MAX; /* slots that are not in use: the first to be free */
	int64_t soonest;          /* nobody can have one before */
	bool used = false;
	int best = -1;

	for (int i = 0; i < limit; i++) {
		slots[i] = possible(slots[i], now);
		if (free_at(slots[i]) > now && slots[i] & USED) {
			used = true; /* it may come back unsent at any time */
		} else if (free_at(slots[i]) < next) {
			next = free_at(slots[i]);
			best = i;
		}
	}
	soonest = used && next > now ? now : next;
	soonest = soonest > hold ? soonest : hold;
	*sure = soonest > now;
	if (*sure)
		return (long)(soonest - now);
	if (next > now)
		return best < 0 ? BUSY_MS : (long)(next - now);
	*slot = taken(&slots[best], best, now, lease_ms);
	return 0;
}

size_t iqm_slots_index(int slot)
{
	return (size_t)(slot & INDEX_MASK);
}

bool iqm_slots_give(uint64_t *number, int slot, int64_t now, bool sent)
{
	uint64_t tag = (uint64_t)slot >> INDEX_BITS;

	if (!(*number & USED) || (*number & TAG_MASK) != tag)
		return false;
	/* Long past its lease somebody may be taking it: it ends by itself. */
	if (free_at(*number) < now + SPAN_MS / 2)
		return false;
	*number = number_of(sent ? now + SPAN_MS : 0, false, tag);
	return true;
}

uint64_t iqm_slots_free(int64_t mark)
{
	return number_of(0, false, (uint64_t)mark);
}

uint64_t iqm_slots_spent(int64_t now, int64_t mark)
{
	return number_of(now + SPAN_MS, false, (uint64_t)mark);
}

int64_t iqm_slots_hold(int64_t hold, int64_t now, long ms)
{
	long most = ms < IQM_RETRY_AFTER_MAX_MS ? ms : IQM_RETRY_AFTER_MAX_MS;

	return hold > now + most ? hold : now + most;
}

int64_t iqm_slots_hold_possible(int64_t hold, int64_t now)
{
	return hold <= now + IQM_RETRY_AFTER_MAX_MS ? hold : now + SPAN_MS;
}
