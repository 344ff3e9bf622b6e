/* SPDX-License-Identifier: MIT */
/* Time that passes, and waits that end in time: every wait of the runtime is one of these. */
#include "internal.h"

#include <limits.h>
#include <time.h>

#define SLICE_MS 100 /* how long a deadline or a cancel may go unseen */

void iqm_cancel(struct iqm_cancel *cancel)
{
	if (cancel)
		__atomic_store_n(&cancel->flag, 1, __ATOMIC_RELEASE);
}

bool iqm_cancelled(const struct iqm_cancel *cancel)
{
	return cancel && __atomic_load_n(&cancel->flag, __ATOMIC_ACQUIRE);
}

static int64_t read_clock(clockid_t which)
{
	struct timespec now;

	clock_gettime(which, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t system_now(void *context)
{
	(void)context;
	return read_clock(CLOCK_MONOTONIC);
}

static int64_t system_wall(void *context)
{
	(void)context;
	return read_clock(CLOCK_REALTIME);
}

/* A signal ends it early: whoever waits looks at the time again. */
static void system_wait(void *context, long ms)
{
	struct timespec span = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };

	(void)context;
	nanosleep(&span, NULL);
}

const struct iqm_clock iqm_system_clock = { system_now, system_wall, system_wait, NULL };

int64_t iqm_now(const struct iqm_client *client)
{
	return client->clock.now_ms(client->clock.context);
}

int64_t iqm_realtime(const struct iqm_client *client)
{
	return client->clock.realtime_ms(client->clock.context);
}

struct limits iqm_limits(const struct iqm_client *client, const struct iqm_call *call,
			 long default_ms)
{
	long timeout = call && call->timeout_ms ? call->timeout_ms : default_ms;
	int64_t now = iqm_now(client);
	struct limits limits = {
		.deadline = timeout > INT64_MAX - now ? INT64_MAX : now + timeout,
		.cancel = call ? call->cancel : NULL,
	};

	return limits;
}

int iqm_limits_check(const struct iqm_client *client, const struct limits *limits)
{
	if (iqm_cancelled(limits->cancel))
		return IQM_E_CANCELLED;
	return iqm_now(client) >= limits->deadline ? IQM_E_TIMEOUT : 0;
}

long iqm_time_left(const struct iqm_client *client, const struct limits *limits)
{
	int64_t left = limits->deadline - iqm_now(client);

	if (left < 0)
		return 0;
	return left > LONG_MAX ? LONG_MAX : (long)left;
}

int iqm_wait_ms(const struct iqm_client *client, const struct limits *limits, int64_t ms)
{
	int64_t now = iqm_now(client);
	int64_t until = ms > INT64_MAX - now ? INT64_MAX : now + ms;
	int err = iqm_limits_check(client, limits);

	while (!err && now < until) {
		int64_t slice = until - now < SLICE_MS ? until - now : SLICE_MS;

		if (slice > limits->deadline - now)
			slice = limits->deadline - now;
		client->clock.wait_ms(client->clock.context, (long)slice);
		err = iqm_limits_check(client, limits);
		now = iqm_now(client);
	}
	return err;
}

struct iqm_call iqm_inner_call(const struct iqm_client *client, const struct limits *limits)
{
	long left = iqm_time_left(client, limits);
	struct iqm_call call = { .timeout_ms = left ? left : 1, .cancel = limits->cancel };

	return call;
}
