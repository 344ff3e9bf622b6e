/* SPDX-License-Identifier: MIT */
/* A call's part of the requests that are allowed a minute. */
#include "call/call.h"

#include <limits.h>

#define LEASE_SPARE_MS 1000 /* a request ends this much after its time, at the latest */
#define ASK_AGAIN_MS 100    /* a limiter that cannot tell when a slot will be free */

static int allowance(const struct run *r)
{
	int own = r->client->requests_per_minute;

	return own ? own : r->op->api->requests_per_minute;
}

static int no_allowance(struct run *r, int limit, long wait)
{
	r->error->retry_after_ms = wait;
	return iqm_fail(r->error, IQM_E_RATE_LIMITED,
			"the allowance of %d requests a minute is used up for %ld ms, longer than "
			"the call has; nothing was sent",
			limit, wait);
}

int iqm_run_take_slot(struct run *r, int *slot)
{
	const struct iqm_limiter *l = &r->client->limiter;
	int limit = allowance(r);
	bool told = false;
	int err = 0;

	*slot = -1;
	if (limit > 0)
		err = iqm_limits_check(r->client, &r->limits);
	while (limit > 0 && !err) {
		long left = iqm_time_left(r->client, &r->limits);
		bool sure = false;
		long lease = left < LONG_MAX - LEASE_SPARE_MS ? left + LEASE_SPARE_MS : left;
		long wait = l->take(l->context, limit, lease, slot, &sure);

		if (!wait)
			return 0;
		if (wait < 0)
			return iqm_fail(r->error, (int)wait, "the limiter failed: %s",
					iqm_status_name((int)wait));
		if (sure && wait > left)
			return no_allowance(r, limit, wait);
		if (!told && wait >= ASK_AGAIN_MS)
			iqm_tell_wait(r->client, r->op->name, r->error->attempts, wait,
				      "the allowance of requests a minute is used up");
		told = told || wait >= ASK_AGAIN_MS;
		err = iqm_wait_ms(r->client, &r->limits,
				  sure || wait < ASK_AGAIN_MS ? wait : ASK_AGAIN_MS);
	}
	return err ? iqm_run_out_of_time(r, err, "before there was an allowance to send it") : 0;
}

void iqm_run_give_slot(const struct run *r, int slot)
{
	const struct iqm_limiter *l = &r->client->limiter;

	if (slot >= 0)
		l->give(l->context, slot, r->http.sending);
}
