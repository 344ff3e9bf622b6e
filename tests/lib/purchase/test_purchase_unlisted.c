/* SPDX-License-Identifier: MIT */
/* A paid operation whose reports are in no list: it buys, and a person says what became of it. */
#include "support/journal_fixture.h"
#include "support/suite.h"

#include <string.h>

#include "call/call.h"
#include "iqm_descriptors.h"

static struct shop shop;
static struct iqm_api api;
static struct iqm_op op;
static const struct iqm_op *const ops[] = { &op, NULL };

static void setup(void)
{
	shop_open(&shop);
	api = iqm_insights_api;
	api.ops = ops;
	op = iqm_pld_generate_op;
	op.api = &api;
	op.order = NULL;
	shop.client->api = &api;
}

static void teardown(void)
{
	shop_close(&shop);
}

static int buy(const char *key)
{
	const struct iqm_pld_order req = { .campaign_id = iqm_int(1) };
	struct iqm_call call = { .key = key };
	void *rsp;
	int err = iqm_perform(shop.client, &op, &req, &rsp, &call);

	iqm_free(rsp);
	return err;
}

static void check_unlisted(int err, const struct iqm_call *call)
{
	ck_assert_int_eq(err, IQM_E_USAGE);
	ck_assert_str_eq(call->error.message, "pld.generate: no list shows what it buys");
}

START_TEST(test_nothing_can_be_asked)
{
	struct iqm_report report = { .id = 1 };
	struct iqm_wanted wanted = { .key = "k" };
	struct iqm_found found;
	struct iqm_call call = { .key = "k" };

	ck_assert_int_eq(buy("k"), 0);
	check_unlisted(iqm_reports_find(shop.client, &op, NULL, NULL, &found, &call), &call);
	call.key = NULL;
	check_unlisted(iqm_reports_find_all(shop.client, &op, &wanted, 1, &call), &call);
	check_unlisted(iqm_reports_poll(shop.client, &op, &report, 1, &call), &call);
	check_unlisted(iqm_reports_wait(shop.client, &op, &report, 1, NULL, &call), &call);
	ck_assert_int_eq(shop.asked, 0);
}
END_TEST

START_TEST(test_a_person_ends_it)
{
	struct iqm_call call = { .key = "k" };

	shop.fail = IQM_E_NETWORK;
	ck_assert_int_eq(buy("k"), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(iqm_reports_settle_not_bought(shop.client, &op, &call),
			 IQM_E_UNKNOWN_OUTCOME);
	ck_assert_ptr_nonnull(strstr(call.error.message, "is in no list"));
	/* too soon, and no other reason */
	call = (struct iqm_call){ 0 };
	ck_assert_int_eq(iqm_journal_settle_not_bought(shop.client, "k", &call),
			 IQM_E_UNKNOWN_OUTCOME);
	ck_assert_ptr_nonnull(strstr(call.error.message, "try again after"));
	ck_assert_int_eq(iqm_journal_settle(shop.client, "k", 5, NULL), 0);
	ck_assert_int_eq(shop_state(shop.client, "k"), IQM_PURCHASE_BOUGHT);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("unlisted");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, test_nothing_can_be_asked);
	tcase_add_test(tcase, test_a_person_ends_it);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
