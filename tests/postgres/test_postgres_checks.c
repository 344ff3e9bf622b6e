/* SPDX-License-Identifier: MIT */
/* What is checked in the database before a purchase is recorded there: a check that fails buys
 * nothing, and a budget counts what it is of. */
#include "database.h"

#include "support/journal_cases.h"
#include "support/suite.h"

#include <string.h>

static struct shop s;
static struct iqm_postgres *store;
static struct iqm_client *client;
static struct iqm_call call;

/* A purchase of 10 is in the database. */
static void setup(void)
{
	shop_open(&s);
	store = pg_new_store();
	client = journal_client(&s, iqm_postgres_journal(store));
	ck_assert_int_eq(journal_buy_within(client, 20, &call), 0);
	s.sold = s.asked = 0;
}

static void teardown(void)
{
	iqm_client_close(client);
	iqm_postgres_close(store);
	shop_close(&s);
}

/* ---- a statement that fails ------------------------------------------------------------------ */

/* What the check selects is not there; what is written is. */
START_TEST(test_others_cannot_be_read)
{
	pg_sql("ALTER TABLE iqm.records RENAME COLUMN settled_rows TO gone");
	ck_assert_int_eq(journal_buy(client, "k", &call), IQM_E_JOURNAL);
	ck_assert_msg(strstr(call.error.message, "settled_rows") != NULL, "%s", call.error.message);
	ck_assert_int_eq(s.sold + s.asked, 0);
}
END_TEST

START_TEST(test_spending_cannot_be_read)
{
	pg_sql("ALTER TABLE iqm.records RENAME COLUMN recorded TO gone");
	ck_assert_int_eq(journal_buy_within(client, 1000, &call), IQM_E_JOURNAL);
	ck_assert_int_eq(s.sold + s.asked, 0);
}
END_TEST

/* Whether it is locked is not known then. It is given back, and can be claimed again. */
START_TEST(test_key_cannot_be_claimed)
{
	pg_sql("ALTER TABLE iqm.keys RENAME COLUMN key TO gone");
	ck_assert_int_eq(iqm_journal_claim(client, "k", &call), IQM_E_JOURNAL);
	ck_assert_msg(strstr(call.error.message, "key") != NULL, "%s", call.error.message);
	pg_sql("ALTER TABLE iqm.keys RENAME COLUMN gone TO key");
	ck_assert_int_eq(iqm_journal_claim(client, "k", &call), 0);
	iqm_journal_release(client, "k");
}
END_TEST

/* It is not recorded, so that nothing is left to be said of it: others would have to check anew. */
START_TEST(test_a_refused_intent_leaves_nothing)
{
	long change = pg_number("SELECT change FROM iqm.store");

	pg_sql("UPDATE iqm.records SET same_order = NULL");
	pg_sql("ALTER TABLE iqm.records ADD CONSTRAINT refused CHECK (state = 'bought')");
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(journal_buy(client, "k", &call), IQM_E_JOURNAL);
		ck_assert_msg(strstr(call.error.message, "refused") != NULL, "%s",
			      call.error.message);
	}
	ck_assert_int_eq(pg_number("SELECT change FROM iqm.store"), change);
	ck_assert_int_eq(s.sold, 0);
}
END_TEST

/* ---- an older copy --------------------------------------------------------------------------- */

/* A copy from right before the last purchase of this client: that is missing in it. */
START_TEST(test_copy_without_the_last_purchase)
{
	long change = pg_number("SELECT change FROM iqm.store");

	s.fail = IQM_E_NETWORK;
	ck_assert_int_eq(journal_buy(client, "k", &call), IQM_E_DUPLICATE);
	pg_sql("UPDATE iqm.records SET same_order = NULL");
	ck_assert_int_eq(journal_buy(client, "k", &call), IQM_E_UNKNOWN_OUTCOME);
	pg_sql("DELETE FROM iqm.records WHERE state <> 'bought'");
	pg_sql("UPDATE iqm.store SET change = %ld", change);
	ck_assert_int_eq(journal_buy(client, "k", &call), IQM_E_JOURNAL);
	ck_assert_msg(strstr(call.error.message, "an older copy of what it was") != NULL, "%s",
		      call.error.message);
	ck_assert_int_eq(s.sold, 1);
}
END_TEST

/* ---- budgets --------------------------------------------------------------------------------- */

/* Another service, or another workspace, has a budget of its own. */
START_TEST(test_another_place)
{
	ck_assert_int_eq(journal_buy_within(client, 10, &call), IQM_E_PRICE);
	pg_sql(_i ? "UPDATE iqm.records SET workspace = '8'"
		  : "UPDATE iqm.records SET service = 'https://another'");
	ck_assert_int_eq(journal_buy_within(client, 10, &call), 0);
	ck_assert_int_eq(s.sold, 1);
}
END_TEST

START_TEST(test_a_cost_that_is_not_known)
{
	pg_sql("UPDATE iqm.records SET price = NULL, cost = NULL");
	ck_assert_int_eq(journal_buy_within(client, 1000, &call), IQM_E_PRICE);
	ck_assert_str_eq(call.error.key, pg_sql("SELECT key FROM iqm.keys ORDER BY id LIMIT 1"));
	ck_assert_int_eq(s.sold, 0);
}
END_TEST

START_TEST(test_a_cost_that_cannot_be_read)
{
	const char *column = _i % 2 ? "cost" : "price";
	const char *value = _i / 2 ? "repeat('1', 100)" : "'abc'"; /* no number is so long */

	pg_sql("DROP VIEW iqm.purchases CASCADE");
	pg_sql("ALTER TABLE iqm.records ALTER COLUMN %s TYPE text", column);
	pg_sql("UPDATE iqm.records SET %s = %s, same_order = NULL", column, value);
	ck_assert_int_eq(journal_buy_within(client, 1000, &call), IQM_E_JOURNAL);
	ck_assert_msg(strstr(call.error.message, "has no cost that can be read") != NULL, "%s",
		      call.error.message);
	ck_assert_int_eq(s.sold + s.asked, 0);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("checks");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, test_others_cannot_be_read);
	tcase_add_test(tcase, test_spending_cannot_be_read);
	tcase_add_test(tcase, test_key_cannot_be_claimed);
	tcase_add_test(tcase, test_a_refused_intent_leaves_nothing);
	tcase_add_test(tcase, test_copy_without_the_last_purchase);
	tcase_add_loop_test(tcase, test_another_place, 0, 2);
	tcase_add_test(tcase, test_a_cost_that_is_not_known);
	tcase_add_loop_test(tcase, test_a_cost_that_cannot_be_read, 0, 4);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
