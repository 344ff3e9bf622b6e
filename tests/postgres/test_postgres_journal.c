/* SPDX-License-Identifier: MIT */
/* The journal in PostgreSQL does what every journal does. */
#include "database.h"

#include "support/journal_cases.h"
#include "support/suite.h"

START_TEST(test_purchases)
{
	struct iqm_postgres *store = pg_new_store();

	journal_case_purchases(iqm_postgres_journal(store));
	iqm_postgres_close(store);
}
END_TEST

START_TEST(test_budget)
{
	struct iqm_postgres *store = pg_new_store();

	journal_case_budget(iqm_postgres_journal(store));
	iqm_postgres_close(store);
}
END_TEST

START_TEST(test_settled)
{
	struct iqm_postgres *store = pg_new_store();

	journal_case_settled(iqm_postgres_journal(store));
	iqm_postgres_close(store);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("journal");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, test_purchases);
	tcase_add_test(tcase, test_budget);
	tcase_add_test(tcase, test_settled);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
