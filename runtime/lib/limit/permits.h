/* SPDX-License-Identifier: MIT */
/* The slots of an allowance, one number each: for limiter.c, and limiter_file.c. */
#ifndef IQM_SLOTS_H
#define IQM_SLOTS_H

#include "internal.h"

/* A slot that nobody gives back ends with its lease, and a request has arrived by then. */
#define IQM_LEASE_MAX_MS 300000

/*
 * As take() of struct iqm_limiter, among `slots`: takes one by changing its number. `now` is 0 or
 * more. Numbers that no clock which only goes forward could have left are mended on the way.
 */
long iqm_slots_take(uint64_t *slots, int limit, int64_t hold, int64_t now, long lease_ms, int *slot,
		    bool *sure);
/* Where in `slots` the one is that take() gave. */
size_t iqm_slots_index(int slot);
/* Gives it back. False: it is no longer that taker's, and unchanged. */
bool iqm_slots_give(uint64_t *number, int slot, int64_t now, bool sent);
/* A slot that is free, or whose last request ended now. `mark` tells its takers from others'. */
uint64_t iqm_slots_free(int64_t mark);
uint64_t iqm_slots_spent(int64_t now, int64_t mark);

/* The end of a hold of `ms` from now, if it is later than `hold`; else `hold`. */
int64_t iqm_slots_hold(int64_t hold, int64_t now, long ms);
/* A hold as it can be: one from before the clock was set back is cut. */
int64_t iqm_slots_hold_possible(int64_t hold, int64_t now);

#endif
