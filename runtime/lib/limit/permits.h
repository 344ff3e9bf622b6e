/* SPDX-License-Identifier: MIT */
/* The permits of a rate limit, one number each: for limiter.c and limiter_file.c. */
#ifndef IQM_LIB_LIMIT_PERMITS_H
#define IQM_LIB_LIMIT_PERMITS_H

#include "http/http.h"
#include "limit/limit.h"

/* A permit that nobody releases ends with its lease, and a request has arrived by then. */
#define IQM_LEASE_MAX_MS 300000

/* IQM_E_USAGE for a limit that no limiter has; or 0. */
int iqm_permits_check(const struct iqm_permit *permit);
/*
 * As acquire() of struct iqm_limiter, among `numbers`: acquires one by changing its number. `now`
 * is 0 or more; none is free before `blocked_until`. Numbers from the future,
 * since the clock was set back, are corrected.
 */
long iqm_permits_acquire(uint64_t *numbers, int64_t blocked_until, int64_t now,
			 struct iqm_permit *permit);
/* The same, as next_ms(). */
long iqm_permits_next(uint64_t *numbers, int64_t blocked_until, int64_t now,
		      struct iqm_permit *permit);
/* Where in `numbers` the permit is. */
size_t iqm_permits_index(int64_t id);
/* Releases it. False: it is no longer its holder's, and unchanged. */
bool iqm_permits_release(uint64_t *number, int64_t id, int64_t now, bool sent);
/* A permit that is free, or whose last request ended now. `mark` distinguishes its holder from
 * others. */
uint64_t iqm_permits_free(int64_t mark);
uint64_t iqm_permits_spent(int64_t now, int64_t mark);

/* The end of a block of `ms` from now, if it is later than `blocked_until`, which is else
 * returned. */
int64_t iqm_permits_block(int64_t blocked_until, int64_t now, long ms);
/* Caps `blocked_until`: the clock may have been set back since. */
int64_t iqm_permits_fix_block(int64_t blocked_until, int64_t now);

#endif
