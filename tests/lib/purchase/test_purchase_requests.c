/* SPDX-License-Identifier: MIT */
/* How many requests it takes to buy: the least that can do it. */
#include "support/store.h"
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char directory[32];
static char journal[64];

static void setup(void)
{
	snprintf(directory, sizeof(directory), "/tmp/iqm-requests-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(directory));
	snprintf(journal, sizeof(journal), "%s/journal", directory);
}

static void teardown(void)
{
	char lock[80];

	snprintf(lock, sizeof(lock), "%s.lock", journal);
	unlink(journal);
	unlink(lock);
	rmdir(directory);
}

static void check(struct request_count count, int used)
{
	ck_assert_msg(count.used == used && count.least == used, "%s: %d of %d, expected %d",
		      count.job, count.used, count.least, used);
}

/* Each request that a purchase rests on has a connection of its own. */
static void check_fresh(struct request_count count, int used)
{
	check(count, used);
	ck_assert_msg(!count.kept, "%s: %d on kept connections", count.job, count.kept);
}

START_TEST(test_ten_reports)
{
	check_fresh(store_buy(10, NULL), 26);
}
END_TEST

START_TEST(test_ten_reports_with_a_journal)
{
	check_fresh(store_buy(10, journal), 36);
}
END_TEST

START_TEST(test_one_report_at_its_price)
{
	check_fresh(store_buy_priced(journal), 5);
}
END_TEST

START_TEST(test_one_poll_a_wait)
{
	struct request_count count = store_wait(100);

	check_fresh(count, count.least);
}
END_TEST

START_TEST(test_one_request_a_page)
{
	struct request_count count = store_list(10000, 1000);

	check(count, 10);
	ck_assert_int_eq(count.kept, 10); /* nothing rests on it */
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("requests");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, test_ten_reports);
	tcase_add_test(tcase, test_ten_reports_with_a_journal);
	tcase_add_test(tcase, test_one_report_at_its_price);
	tcase_add_test(tcase, test_one_poll_a_wait);
	tcase_add_test(tcase, test_one_request_a_page);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
