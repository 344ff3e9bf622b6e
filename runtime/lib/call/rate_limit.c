/* SPDX-License-Identifier: MIT */
/* Waits until the rate limit lets a request through. */
#include "call/state.h"

#define POLL_MS 100 /* where the limiter cannot tell when a permit will be free */

/* 0 or less: any number. */
static int requests_per_minute(const struct iqm_client *client, const struct iqm_api *api)
{
	return client->requests_per_minute ? client->requests_per_minute : api->requests_per_minute;
}

/* With what is left of the time. 0, a wait, or a status. */
static long ask(long (*fn)(void *context, struct iqm_permit *permit),
		const struct iqm_limiter *limiter, const struct deadline *deadline,
		struct iqm_permit *permit)
{
	int err = iqm_deadline_check(deadline);

	if (err)
		return err;
	permit->timeout_ms = iqm_deadline_left(deadline);
	permit->cancel = deadline->cancel;
	permit->sure = false;
	permit->ask_ms = 0;
	return fn(limiter->context, permit);
}

static int fail_limited(struct call_state *s, int limit, long wait)
{
	s->error->retry_after_ms = wait;
	return iqm_fail(s->error, IQM_E_RATE_LIMITED,
			"the rate limit of %d requests a minute is used up for %ld ms, longer "
			"than the call has; nothing was sent",
			limit, wait);
}

static int fail_limiter(struct iqm_error *e, int status, const struct iqm_permit *permit)
{
	if (status == IQM_E_TIMEOUT || status == IQM_E_CANCELLED)
		return iqm_fail_ended(e, status, "before the rate limit let it be sent");
	return iqm_fail(e, status, "the rate limit cannot be counted: %s",
			*permit->why ? permit->why : iqm_status_name(status));
}

/* How long to sleep until the limiter is asked once more. */
static long until_next_ask(const struct iqm_permit *permit, long wait)
{
	if (permit->ask_ms > 0)
		return permit->ask_ms;
	return permit->sure || wait < POLL_MS ? wait : POLL_MS;
}

/* 0, or a negative status. */
static int acquire(struct call_state *s, struct iqm_permit *permit)
{
	const struct iqm_limiter *l = &s->client->limiter;
	bool notified = false;

	for (;;) {
		long wait = ask(l->acquire, l, &s->deadline, permit);

		if (!wait)
			return 0;
		if (wait < 0)
			return fail_limiter(s->error, (int)wait, permit);
		if (permit->sure && wait > iqm_deadline_left(&s->deadline))
			return fail_limited(s, permit->limit, wait);
		if (!notified && wait >= POLL_MS)
			iqm_emit_wait(&s->client->logger, &s->deadline, s->op->name,
				      s->error->attempts, wait, "the rate limit is used up");
		notified = notified || wait >= POLL_MS;
		/* What ends it early ends the next ask. */
		(void)iqm_deadline_sleep(&s->deadline, until_next_ask(permit, wait));
	}
}

int iqm_call_acquire(struct call_state *s)
{
	struct iqm_permit permit = { .limit = requests_per_minute(s->client, s->op->api) };
	int err;

	if (permit.limit <= 0)
		return 0;
	err = acquire(s, &permit);
	s->permit = permit.id;
	if (err)
		iqm_call_release(s); /* its place in a queue */
	return err;
}

void iqm_call_release(struct call_state *s)
{
	const struct iqm_limiter *l = &s->client->limiter;

	if (s->permit)
		l->release(l->context, s->permit, s->http.sending);
	s->permit = 0;
}

long iqm_client_next_permit_ms(struct iqm_client *client, struct iqm_call *call)
{
	struct iqm_permit permit = { .limit = 0 };
	const struct iqm_limiter *l;
	struct deadline deadline;
	long wait;

	call = IQM_CALL_OR_OWN(call);
	iqm_call_begin(call, NULL);
	if (!client)
		return iqm_fail(&call->error, IQM_E_USAGE, "client is NULL");
	permit.limit = requests_per_minute(client, client->api);
	wait = iqm_check_call(&call->error, NULL, call);
	if (wait || permit.limit <= 0)
		return wait;
	l = &client->limiter;
	if (!l->next_ms)
		return iqm_fail(&call->error, IQM_E_CONFIG, "limiter: next_ms is NULL");
	deadline = iqm_call_deadline(client, call);
	wait = ask(l->next_ms, l, &deadline, &permit);
	return wait < 0 ? fail_limiter(&call->error, (int)wait, &permit) : wait;
}
