/* SPDX-License-Identifier: MIT */
/* When a request is repeated: after what Retry-After asks for, or a random wait. */
#include "http/http.h"

#include <string.h>

#define LIMITED_MS 5000 /* first wait after a 429 without Retry-After: the limit is per minute */

/* ---- Retry-After -------------------------------------------------------------------------- */

/* Digits only; a number over the maximum is the maximum. -1: something else. */
static int64_t whole_seconds(const char *s)
{
	uint64_t seconds;

	if (!*s || strspn(s, "0123456789") != strlen(s))
		return -1;
	if (!iqm_digits(s, NULL, IQM_RETRY_AFTER_MAX_MS, &seconds))
		return IQM_RETRY_AFTER_MAX_MS;
	return (int64_t)seconds;
}

long iqm_retry_after(const char *retry_after, const char *date, int64_t realtime_ms)
{
	int64_t seconds = whole_seconds(retry_after);
	int64_t ms = seconds >= 0 ? seconds * 1000 : 0;

	if (seconds < 0) {
		int64_t then = iqm_http_date(retry_after);
		int64_t now = iqm_http_date(date);

		/* By the service's own clock, if it sent a Date: ours may be wrong. */
		ms = then < 0 ? 0 : then - (now < 0 ? realtime_ms : now);
	}
	if (ms < 0)
		return 0;
	return ms > IQM_RETRY_AFTER_MAX_MS ? IQM_RETRY_AFTER_MAX_MS : (long)ms;
}

/* ---- waits -------------------------------------------------------------------------------- */

static int64_t doubled(int64_t ms, int times, int64_t max)
{
	while (times-- > 0 && ms < max)
		ms *= 2;
	return ms < max ? ms : max;
}

/* Full jitter. After a 429 at least half of the span: threads must not return too early. */
long iqm_backoff(struct retry_policy *policy, int done, int status, long hint_ms)
{
	bool limited = status == IQM_E_RATE_LIMITED;
	int64_t span = doubled(limited ? LIMITED_MS : policy->backoff_ms, done - 1,
			       limited ? IQM_RATE_WINDOW_MS : policy->backoff_max_ms);
	int64_t low = limited ? span / 2 : 0;

	if (!hint_ms)
		return (long)iqm_random_between(&policy->random, low, span);
	/* Not before the hint, and not all clients at once. */
	return hint_ms + (long)iqm_random_between(&policy->random, 0, policy->backoff_ms);
}
