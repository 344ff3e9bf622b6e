/* SPDX-License-Identifier: MIT */
/* Waits until the rate limit lets a request through. */
#include "call/state.h"

#include <limits.h>

#define LEASE_SPARE_MS 1000 /* a request ends this much after its deadline, at the latest */
#define POLL_MS 100         /* where the limiter cannot tell when a permit will be free */

static int requests_per_minute(const struct call_state *s)
{
	int own = s->client->requests_per_minute;

	return own ? own : s->op->api->requests_per_minute;
}

static int fail_limited(struct call_state *s, int limit, long wait)
{
	s->error->retry_after_ms = wait;
	return iqm_fail(s->error, IQM_E_RATE_LIMITED,
			"the rate limit of %d requests a minute is used up for %ld ms, longer "
			"than the call has; nothing was sent",
			limit, wait);
}

static int fail_limiter(struct call_state *s, int status)
{
	const struct iqm_limiter *l = &s->client->limiter;
	char why[sizeof(s->error->message)] = "";

	if (l->explain)
		l->explain(l->context, status, why, sizeof(why));
	return iqm_fail(s->error, status, "the rate limit cannot be counted: %s",
			*why ? why : iqm_status_name(status));
}

int iqm_call_acquire(struct call_state *s)
{
	const struct iqm_limiter *l = &s->client->limiter;
	int limit = requests_per_minute(s);
	bool notified = false;
	int err = 0;

	if (limit > 0)
		err = iqm_deadline_check(&s->deadline);
	while (limit > 0 && !err) {
		long left = iqm_deadline_left(&s->deadline);
		bool sure = false;
		long lease = left < LONG_MAX - LEASE_SPARE_MS ? left + LEASE_SPARE_MS : left;
		long wait = l->acquire(l->context, limit, lease, &s->permit, &sure);

		if (!wait)
			return 0;
		if (wait < 0)
			return fail_limiter(s, (int)wait);
		if (sure && wait > left)
			return fail_limited(s, limit, wait);
		if (!notified && wait >= POLL_MS)
			iqm_emit_wait(&s->client->logger, s->op->name, s->error->attempts, wait,
				      "the rate limit is used up");
		notified = notified || wait >= POLL_MS;
		err = iqm_deadline_sleep(&s->deadline, sure || wait < POLL_MS ? wait : POLL_MS);
	}
	return err ? iqm_fail_ended(s->error, err, "before the rate limit let it be sent") : 0;
}

void iqm_call_release(struct call_state *s)
{
	const struct iqm_limiter *l = &s->client->limiter;

	if (s->permit >= 0)
		l->release(l->context, s->permit, s->http.sending);
	s->permit = -1;
}
