/* SPDX-License-Identifier: MIT */
#include "support/limiter_rules.h"

#include <limits.h>

#define WINDOW 60050 /* with what clocks may drift apart */

static struct sim sim;
static const struct limiter_kind *kinds;

static void open_one(struct iqm_limiter *l, int kind)
{
	sim_open(&sim, 1, 0);
	*l = kinds[kind].open(&sim);
}

static void close_one(struct iqm_limiter *l, int kind)
{
	l->close(l->context);
	if (kinds[kind].close)
		kinds[kind].close();
	sim_close(&sim);
}

/* Takes all permits that there are. */
static void take_all(const struct iqm_limiter *l, int64_t permits[LIMIT])
{
	bool sure;

	for (int i = 0; i < LIMIT; i++)
		ck_assert_int_eq(limiter_take(l, &permits[i], &sure), 0);
}

START_TEST(test_permits_come_back_a_minute_later)
{
	struct iqm_limiter l;
	int64_t permits[LIMIT], permit;
	bool sure;

	open_one(&l, _i);
	take_all(&l, permits);
	ck_assert_int_gt(limiter_take(&l, &permit, &sure), 0);
	ck_assert(!sure); /* one may come back unsent */
	for (int i = 0; i < LIMIT; i++) {
		l.release(l.context, permits[i], true);
		sim.now += 100;
	}
	for (int i = 0; i < LIMIT; i++) {
		ck_assert_int_eq(limiter_take(&l, &permit, &sure), WINDOW - LIMIT * 100);
		ck_assert(sure);
	}
	sim.now += WINDOW - LIMIT * 100 - 1;
	ck_assert_int_eq(limiter_take(&l, &permit, &sure), 1);
	sim.now++;
	ck_assert_int_eq(limiter_take(&l, &permit, &sure), 0);
	/* The next is free in 100 ms, but the one in use may be sooner. */
	ck_assert_int_eq(limiter_take(&l, &permit, &sure), 100);
	ck_assert(!sure);
	close_one(&l, _i);
}
END_TEST

START_TEST(test_not_sent_is_free_at_once)
{
	struct iqm_limiter l;
	int64_t permits[LIMIT];
	bool sure;

	open_one(&l, _i);
	take_all(&l, permits);
	l.release(l.context, permits[7], false);
	ck_assert_int_eq(limiter_take(&l, &permits[7], &sure), 0);
	ck_assert_int_gt(limiter_take(&l, &permits[7], &sure), 0);
	close_one(&l, _i);
}
END_TEST

START_TEST(test_lease_ends)
{
	struct iqm_limiter l;
	int64_t permits[LIMIT], permit;
	bool sure;

	open_one(&l, _i);
	take_all(&l, permits);
	sim.now += LIMITER_LEASE_MS + WINDOW - 1;
	ck_assert_int_gt(limiter_take(&l, &permit, &sure), 0);
	sim.now++;
	take_all(&l, permits);
	close_one(&l, _i);
}
END_TEST

/* A taker that comes back long after its lease does not free the permit of the one after it. */
START_TEST(test_late_give_is_not_another_s)
{
	struct iqm_limiter l;
	int64_t late[LIMIT], permits[LIMIT], permit;
	bool sure;

	open_one(&l, _i);
	take_all(&l, late);
	sim.now += LIMITER_LEASE_MS + WINDOW;
	take_all(&l, permits);
	for (int i = 0; i < LIMIT; i++)
		l.release(l.context, late[i], false);
	ck_assert_int_gt(limiter_take(&l, &permit, &sure), 0);
	for (int i = 0; i < LIMIT; i++) /* nor is a permit given back twice */
		l.release(l.context, permits[i], true);
	for (int i = 0; i < LIMIT; i++)
		l.release(l.context, permits[i], false);
	ck_assert_int_eq(limiter_take(&l, &permit, &sure), WINDOW);
	close_one(&l, _i);
}
END_TEST

START_TEST(test_latest_block_wins)
{
	struct iqm_limiter l;
	int64_t permit;
	bool sure;

	open_one(&l, _i);
	l.block(l.context, 5000);
	l.block(l.context, 90000);
	l.block(l.context, 3000);
	ck_assert_int_eq(limiter_take(&l, &permit, &sure), 90000);
	ck_assert(sure);
	sim.now += 89999;
	ck_assert_int_eq(limiter_take(&l, &permit, &sure), 1);
	sim.now++;
	ck_assert_int_eq(limiter_take(&l, &permit, &sure), 0);
	l.block(l.context, LONG_MAX); /* cut to what a Retry-After may be */
	ck_assert_int_eq(limiter_take(&l, &permit, &sure), IQM_RETRY_AFTER_MAX_MS);
	close_one(&l, _i);
}
END_TEST

/* By a call that has any time: its lease has a bound. */
static long ask(const struct iqm_limiter *l, int limit)
{
	struct iqm_permit permit = { .limit = limit, .timeout_ms = LONG_MAX };
	long wait = l->acquire(l->context, &permit);

	if (wait && permit.id)
		l->release(l->context, permit.id, false);
	return wait;
}

/* Each uses the first `limit` permits. */
START_TEST(test_limits_differ)
{
	struct iqm_limiter l;

	open_one(&l, _i);
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(ask(&l, 3), 0);
	ck_assert_int_gt(ask(&l, 3), 0);
	for (int i = 3; i < IQM_MAX_REQUESTS_PER_MINUTE; i++)
		ck_assert_int_eq(ask(&l, IQM_MAX_REQUESTS_PER_MINUTE), 0);
	ck_assert_int_gt(ask(&l, IQM_MAX_REQUESTS_PER_MINUTE), 0);
	ck_assert_int_eq(ask(&l, IQM_MAX_REQUESTS_PER_MINUTE + 1), IQM_E_USAGE);
	ck_assert_int_eq(ask(&l, 0), IQM_E_USAGE);
	close_one(&l, _i);
}
END_TEST

static long next(const struct iqm_limiter *l, struct iqm_permit *permit)
{
	*permit = (struct iqm_permit){ .limit = LIMIT, .timeout_ms = LIMITER_LEASE_MS };
	return l->next_ms(l->context, permit);
}

/* As long as acquire() would have one wait, and nothing is acquired by asking. */
START_TEST(test_next)
{
	struct iqm_limiter l;
	int64_t permits[LIMIT];
	struct iqm_permit permit;

	open_one(&l, _i);
	for (int i = 0; i < 3 * LIMIT; i++)
		ck_assert_int_eq(next(&l, &permit), 0);
	ck_assert_int_eq(permit.id, 0);
	take_all(&l, permits);
	ck_assert_int_gt(next(&l, &permit), 0);
	ck_assert(!permit.sure);
	for (int i = 0; i < LIMIT; i++)
		l.release(l.context, permits[i], true);
	sim.now += 1000;
	ck_assert_int_eq(next(&l, &permit), WINDOW - 1000);
	ck_assert(permit.sure);
	l.block(l.context, 90000);
	ck_assert_int_eq(next(&l, &permit), 90000);
	permit.limit = 0;
	ck_assert_int_eq(l.next_ms(l.context, &permit), IQM_E_USAGE);
	close_one(&l, _i);
}
END_TEST

void limiter_rules_add(Suite *suite, const struct limiter_kind *of, int len)
{
	TCase *tcase = tcase_create("rules");

	kinds = of;
	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, test_permits_come_back_a_minute_later, 0, len);
	tcase_add_loop_test(tcase, test_not_sent_is_free_at_once, 0, len);
	tcase_add_loop_test(tcase, test_lease_ends, 0, len);
	tcase_add_loop_test(tcase, test_late_give_is_not_another_s, 0, len);
	tcase_add_loop_test(tcase, test_latest_block_wins, 0, len);
	tcase_add_loop_test(tcase, test_limits_differ, 0, len);
	tcase_add_loop_test(tcase, test_next, 0, len);
	suite_add_tcase(suite, tcase);
}
