/* SPDX-License-Identifier: MIT */
/* Clocks, deadlines, and a sleep that ends with its deadline. */
#define _FILE_OFFSET_BITS 64
#define _TIME_BITS 64
#include "base/base.h"

#include <limits.h>
#include <time.h>

#define SLICE_MS 100 /* how late a deadline or a cancel is seen at most */

void iqm_cancel_calls(struct iqm_cancel *cancel)
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

static int64_t system_realtime(void *context)
{
	(void)context;
	return read_clock(CLOCK_REALTIME);
}

/* A signal ends it early: whoever sleeps reads the clock again. */
static void system_wait(void *context, long ms)
{
	struct timespec span = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };

	(void)context;
	nanosleep(&span, NULL);
}

const struct iqm_clock iqm_system_clock = { .now_ms = system_now,
					    .realtime_ms = system_realtime,
					    .wait_ms = system_wait };

int64_t iqm_now(const struct iqm_clock *clock)
{
	return clock->now_ms(clock->context);
}

int64_t iqm_realtime(const struct iqm_clock *clock)
{
	return clock->realtime_ms(clock->context);
}

static int64_t later(int64_t now, int64_t ms)
{
	return ms > INT64_MAX - now ? INT64_MAX : now + ms;
}

struct deadline iqm_deadline_in(const struct iqm_clock *clock, int64_t timeout_ms,
				const struct iqm_cancel *cancel)
{
	return (struct deadline){ .clock = clock,
				  .at = later(iqm_now(clock), timeout_ms),
				  .cancel = cancel };
}

int iqm_deadline_check(const struct deadline *d)
{
	if (iqm_cancelled(d->cancel))
		return IQM_E_CANCELLED;
	return iqm_now(d->clock) >= d->at ? IQM_E_TIMEOUT : 0;
}

int iqm_deadline_report(const struct deadline *d, struct iqm_error *e, const char *where)
{
	int err = iqm_deadline_check(d);

	return err ? iqm_fail_ended(e, err, where) : 0;
}

long iqm_deadline_left(const struct deadline *d)
{
	int64_t left = d->at - iqm_now(d->clock);

	if (left < 0)
		return 0;
	return left > LONG_MAX ? LONG_MAX : (long)left;
}

int iqm_deadline_sleep(const struct deadline *d, int64_t ms)
{
	int64_t now = iqm_now(d->clock);
	int64_t until = later(now, ms);
	int err = iqm_deadline_check(d);

	while (!err && now < until) {
		int64_t slice = until - now < SLICE_MS ? until - now : SLICE_MS;

		if (slice > d->at - now)
			slice = d->at - now;
		d->clock->wait_ms(d->clock->context, (long)slice);
		err = iqm_deadline_check(d);
		now = iqm_now(d->clock);
	}
	return err;
}

long iqm_deadline_timeout(const struct deadline *d)
{
	long left = iqm_deadline_left(d);

	return left ? left : 1;
}

struct iqm_call iqm_deadline_call(const struct deadline *d)
{
	return (struct iqm_call){ .timeout_ms = iqm_deadline_timeout(d),
				  .cancel = d->cancel,
				  .user_data = d->user_data };
}
