/* SPDX-License-Identifier: MIT */
/* The limiters of a process and of a file. */
#include "support/limiter_rules.h"
#include "support/suite.h"

#define WINDOW 60050 /* with what clocks may drift apart */

static char path[64];

static struct iqm_limiter open_memory(struct sim *sim)
{
	struct iqm_clock clock = sim_clock(sim);
	struct iqm_limiter l;

	ck_assert_int_eq(iqm_limiter_open(&l, &clock), 0);
	return l;
}

static struct iqm_limiter open_file(struct sim *sim)
{
	limiter_path(path);
	return limiter_at(path, sim);
}

static void close_file(void)
{
	limiter_remove(path);
}

static const struct limiter_kind kinds[] = { { .open = open_memory },
					     { .open = open_file, .close = close_file } };

/* With permits in use, only the time for which block() blocks is sure. */
START_TEST(test_block_while_permits_are_in_use)
{
	struct iqm_limiter l;
	int64_t permits[LIMIT], permit;
	struct sim sim;
	bool sure;

	sim_open(&sim, 1, 0);
	l = kinds[_i].open(&sim);
	for (int i = 0; i < LIMIT; i++)
		ck_assert_int_eq(limiter_take(&l, &permits[i], &sure), 0);
	l.block(l.context, 5000);
	ck_assert_int_eq(limiter_take(&l, &permit, &sure), 5000);
	ck_assert(sure);
	for (int i = 0; i < LIMIT; i++)
		l.release(l.context, permits[i], true);
	ck_assert_int_eq(limiter_take(&l, &permit, &sure), WINDOW);
	l.close(l.context);
	if (kinds[_i].close)
		kinds[_i].close();
	sim_close(&sim);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("block");

	limiter_rules_add(suite, kinds, 2);
	tcase_add_loop_test(tcase, test_block_while_permits_are_in_use, 0, 2);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
