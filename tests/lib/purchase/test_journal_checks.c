/* SPDX-License-Identifier: MIT */
/* What may be recorded beside what: each condition of the checks that every journal asks. */
#include "purchase/journal.h"
#include "support/suite.h"

#define REPORT 7

/* Of the key; it has bought the report, and is the same order in the same place as any other. */
static struct iqm_purchase bought(const char *key)
{
	return (struct iqm_purchase){
		.key = key,
		.state = IQM_PURCHASE_BOUGHT,
		.service = "https://service",
		.workspace = "12",
		.operation = "pld.create",
		.order = "{}",
		.request = "{}",
		.report_id = iqm_int(REPORT),
	};
}

static int settle(const struct iqm_purchase *recorded, const struct iqm_purchase *settled,
		  bool *same)
{
	struct iqm_call call = { 0 };

	return iqm_journal_check_settle(recorded, settled, same, &call);
}

/* What is NULL is named. */
START_TEST(test_nothing_to_check)
{
	struct iqm_purchase a = bought("a");
	const struct iqm_spending spent = { 0 };
	struct iqm_call call = { 0 };
	bool same;

	ck_assert_int_eq(iqm_journal_check_settle(NULL, &a, &same, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "recorded is NULL");
	ck_assert_int_eq(iqm_journal_check_settle(&a, NULL, &same, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "settled is NULL");
	ck_assert_int_eq(iqm_journal_check_settle(&a, &a, NULL, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "same is NULL");
	ck_assert_int_eq(iqm_journal_check_settle(&a, &a, &same, NULL), IQM_E_USAGE);
	ck_assert_int_eq(iqm_journal_check_intent(NULL, &a, 0, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "recorded is NULL");
	ck_assert_int_eq(iqm_journal_check_intent(&a, NULL, 0, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "intent is NULL");
	ck_assert_int_eq(iqm_journal_check_intent(&a, &a, 0, NULL), IQM_E_USAGE);
	ck_assert_int_eq(iqm_journal_check_budget(NULL, &a, 0, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "spent is NULL");
	ck_assert_int_eq(iqm_journal_check_budget(&spent, NULL, 0, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "intent is NULL");
	ck_assert_int_eq(iqm_journal_check_budget(&spent, &a, 0, NULL), IQM_E_USAGE);
	ck_assert_int_eq(iqm_journal_check_budget(&spent, &a, 0, &call), 0); /* no budget */
}
END_TEST

/* ---- a purchase under another key ------------------------------------------------------------ */

static void check_beside(const struct iqm_purchase *recorded, const struct iqm_purchase *settled,
			 int expected)
{
	bool same = true;

	ck_assert_int_eq(settle(recorded, settled, &same), expected);
	ck_assert(!same);
}

START_TEST(test_one_report_is_one_purchase)
{
	struct iqm_purchase a = bought("a");
	struct iqm_purchase b = bought("b");

	check_beside(&a, &b, IQM_E_KEY_USED);
	b.report_id = iqm_int(REPORT + 1);
	check_beside(&a, &b, 0);
	b = bought("b");
	b.state = IQM_PURCHASE_NOT_BOUGHT;
	check_beside(&a, &b, 0);
	check_beside(&b, &a, 0);
	b = bought("b");
	b.report_id.set = NULL; /* a value that is not there is not compared, nor settled */
	check_beside(&a, &b, IQM_E_USAGE);
	check_beside(&b, &a, 0);
}
END_TEST

START_TEST(test_regenerated_or_of_another_kind)
{
	struct iqm_purchase a = bought("a");
	struct iqm_purchase b = bought("b");

	b.intent.state = iqm_int(1);
	check_beside(&a, &b, 0);
	check_beside(&b, &a, 0);
	b = bought("b");
	b.operation = "sls.create";
	check_beside(&a, &b, 0);
	b.operation = NULL;
	check_beside(&a, &b, 0);
	b = bought("b");
	b.workspace = "13";
	check_beside(&a, &b, 0);
	b.workspace = NULL;
	check_beside(&a, &b, IQM_E_KEY_USED);
}
END_TEST

/* ---- the purchase under the key -------------------------------------------------------------- */

static void check_own(const struct iqm_purchase *recorded, const struct iqm_purchase *settled,
		      int expected, bool expected_same)
{
	bool same = !expected_same;

	ck_assert_int_eq(settle(recorded, settled, &same), expected);
	ck_assert(same == expected_same);
}

START_TEST(test_what_is_the_same)
{
	struct iqm_purchase recorded = bought("a");
	struct iqm_purchase settled = bought("a");

	check_own(&recorded, &settled, 0, true);
	recorded.report_id.set = NULL;
	check_own(&recorded, &settled, 0, false);
	recorded.state = IQM_PURCHASE_UNKNOWN;
	check_own(&recorded, &settled, 0, false);
	settled = recorded;
	settled.state = recorded.state = IQM_PURCHASE_NOT_BOUGHT;
	check_own(&recorded, &settled, 0, true);
	recorded.state = IQM_PURCHASE_OPEN;
	check_own(&recorded, &settled, 0, false);
}
END_TEST

START_TEST(test_used_again_meanwhile)
{
	struct iqm_purchase recorded = bought("a");
	struct iqm_purchase settled = bought("a");

	recorded.number = 2;
	check_own(&recorded, &settled, 0, true);
	settled.number = 1;
	check_own(&recorded, &settled, IQM_E_KEY_USED, false);
	settled.number = 2;
	check_own(&recorded, &settled, 0, true);
	recorded.sent = iqm_ms(1000);
	check_own(&recorded, &settled, 0, true);
	settled.sent = iqm_ms(1001);
	check_own(&recorded, &settled, IQM_E_KEY_USED, false);
	settled.sent = recorded.sent;
	check_own(&recorded, &settled, 0, true);
	recorded.sent.set = NULL;
	settled.sent = iqm_ms(1001);
	check_own(&recorded, &settled, 0, true);
}
END_TEST

/* A report that a list has shown stays; one that a person named, a person may correct. */
START_TEST(test_keeps_its_report)
{
	struct iqm_purchase recorded = bought("a");
	struct iqm_purchase settled = bought("a");

	settled.report_id = iqm_int(REPORT + 1);
	check_own(&recorded, &settled, IQM_E_KEY_USED, false);
	settled.settlement.who = "ann";
	check_own(&recorded, &settled, IQM_E_KEY_USED, false);
	recorded.settlement.who = "bob";
	check_own(&recorded, &settled, 0, false);
	recorded.settlement.rows = iqm_int(0);
	check_own(&recorded, &settled, IQM_E_KEY_USED, false);
	settled = recorded;
	settled.state = IQM_PURCHASE_NOT_BOUGHT;
	check_own(&recorded, &settled, IQM_E_KEY_USED, false);
}
END_TEST

/* ---- what a store says ----------------------------------------------------------------------- */

START_TEST(test_status_of_a_store)
{
	struct iqm_call call = { 0 };
	struct iqm_error error;

	ck_assert_int_eq(iqm_journal_failed(1, &call, &error), IQM_E_JOURNAL);
	ck_assert_int_eq(error.status, IQM_E_JOURNAL);
	ck_assert_int_eq(iqm_journal_failed(IQM_E_TIMEOUT, &call, &error), IQM_E_TIMEOUT);
	ck_assert_int_eq(error.status, IQM_E_TIMEOUT);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("journal checks");

	tcase_add_test(tcase, test_nothing_to_check);
	tcase_add_test(tcase, test_one_report_is_one_purchase);
	tcase_add_test(tcase, test_regenerated_or_of_another_kind);
	tcase_add_test(tcase, test_what_is_the_same);
	tcase_add_test(tcase, test_used_again_meanwhile);
	tcase_add_test(tcase, test_keeps_its_report);
	tcase_add_test(tcase, test_status_of_a_store);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
