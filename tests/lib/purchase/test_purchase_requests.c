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
	unlink(journal);
	rmdir(directory);
}

static void check(struct request_count count, int used)
{
	ck_assert_msg(count.used == used && count.least == used, "%s: %d of %d, expected %d",
		      count.job, count.used, count.least, used);
}

START_TEST(test_ten_reports)
{
	check(store_buy(10, NULL), 26);
}
END_TEST

START_TEST(test_ten_reports_with_a_journal)
{
	check(store_buy(10, journal), 36);
}
END_TEST

START_TEST(test_one_report_at_its_price)
{
	check(store_buy_priced(journal), 5);
}
END_TEST

START_TEST(test_one_poll_a_wait)
{
	struct request_count count = store_wait(100);

	check(count, count.least);
}
END_TEST

START_TEST(test_one_request_a_page)
{
	check(store_list(10000, 1000), 10);
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
