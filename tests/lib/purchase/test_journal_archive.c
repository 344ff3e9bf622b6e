/* SPDX-License-Identifier: MIT */
/* What an archive leaves where it is, and one that fails on its way. */
#include "support/journal_fixture.h"
#include "support/suite.h"
#include "support/sync_fixture.h"

#include <iqm/transport.h>
#include <stdio.h>
#include <string.h>

#define SOLD(id) "{\"success\":true,\"data\":{\"pldReportCreated\":true,\"pldId\":" id "}}"
#define REFUSED "{\"success\":false,\"errorObjects\":[{\"error\":\"no\"}]}"

static void refuse(struct shop *s, bool refuses)
{
	s->status = refuses ? 422 : 200;
	s->body = refuses ? REFUSED : SOLD("78");
}

static size_t archive(struct shop *s)
{
	struct iqm_call call = { 0 };
	size_t moved;

	ck_assert_msg(!iqm_journal_archive(s->client, iqm_ms(INT64_MAX), &moved, &call), "%s",
		      call.error.message);
	return moved;
}

/* The order and the note are needed to find it. */
START_TEST(test_bought_and_not_found)
{
	struct iqm_purchase *p;
	struct shop s;

	shop_open(&s);
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), 0);
	ck_assert_int_eq(iqm_journal_note(s.client, "k", "to do", NULL), 0);
	ck_assert_uint_eq(archive(&s), 0);
	ck_assert_int_eq(iqm_journal_get(s.client, "k", &p, NULL), 0);
	ck_assert_str_eq(p->note, "to do");
	iqm_free(p);
	ck_assert_int_eq(iqm_journal_settle(s.client, "k", 5, NULL), 0);
	ck_assert_uint_eq(archive(&s), 1);
	shop_close(&s);
}
END_TEST

/* What was sent before that time, and not what was sent at it. */
START_TEST(test_before)
{
	struct iqm_purchase *p;
	struct shop s;
	int64_t sent;
	size_t moved;

	shop_open(&s);
	refuse(&s, true);
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), IQM_E_REFUSED);
	ck_assert_int_eq(iqm_journal_get(s.client, "k", &p, NULL), 0);
	sent = p->sent.value;
	iqm_free(p);
	ck_assert_int_eq(iqm_journal_archive(s.client, iqm_ms(sent), &moved, NULL), 0);
	ck_assert_uint_eq(moved, 0);
	ck_assert_int_eq(iqm_journal_archive(s.client, iqm_ms(sent + 1), &moved, NULL), 0);
	ck_assert_uint_eq(moved, 1);
	shop_close(&s);
}
END_TEST

/* By the client itself. */
START_TEST(test_claimed_by_itself)
{
	struct shop s;

	shop_open(&s);
	refuse(&s, true);
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), IQM_E_REFUSED);
	ck_assert_int_eq(iqm_journal_claim(s.client, "k", NULL), 0);
	ck_assert_uint_eq(archive(&s), 0);
	ck_assert_int_eq(iqm_journal_note(s.client, "k", "x", NULL), 0);
	iqm_journal_release(s.client, "k");
	ck_assert_uint_eq(archive(&s), 1);
	shop_close(&s);
}
END_TEST

static struct iqm_client *claimer;
static int calls; /* of the clock */

/* Each time the archive looks at the clock, another client has claimed the key, or released it. */
static int64_t claiming_now(void *context)
{
	(void)context;
	if (claimer && calls++ % 2)
		iqm_journal_release(claimer, "k");
	else if (claimer)
		ck_assert_int_eq(iqm_journal_claim(claimer, "k", NULL), 0);
	return 1000;
}

static void no_wait(void *context, long ms)
{
	(void)context;
	(void)ms;
}

/* A purchase leaves with all its lines, or with none. _i: whether it is claimed at first. */
START_TEST(test_claimed_meanwhile)
{
	const struct iqm_clock clock = { .now_ms = claiming_now,
					 .realtime_ms = claiming_now,
					 .wait_ms = no_wait };
	struct iqm_client *client;
	struct iqm_purchases *all;
	struct iqm_call call = { 0 };
	size_t moved;
	struct shop s;

	shop_open(&s);
	refuse(&s, true);
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), IQM_E_REFUSED);
	ck_assert_int_eq(shop_client(&s, (struct iqm_settings){ .clock = &clock }, &client, NULL),
			 0);
	calls = 0;
	claimer = s.client;
	if (_i)
		claiming_now(NULL);
	ck_assert_int_eq(iqm_journal_archive(client, iqm_ms(INT64_MAX), &moved, &call), 0);
	claimer = NULL;
	ck_assert_msg(!iqm_journal_list(s.client, &all, &call), "%s", call.error.message);
	ck_assert_uint_eq(all->len, 1 - moved);
	iqm_free(all);
	iqm_client_close(client);
	shop_close(&s);
}
END_TEST

static int number_of(struct iqm_client *client, const char *key)
{
	struct iqm_purchase *p;
	int number;

	ck_assert_int_eq(iqm_journal_get(client, key, &p, NULL), 0);
	number = p->number;
	iqm_free(p);
	return number;
}

/* What bought keeps its number; and where numbers begin anew, the time tells two purchases apart.
 */
START_TEST(test_numbers)
{
	const struct iqm_purchase before = {
		.state = IQM_PURCHASE_UNKNOWN, .key = "k", .number = 1, .sent = iqm_ms(1)
	};
	struct iqm_purchase after = before;
	struct iqm_purchase settled = before;
	struct iqm_call call = { 0 };
	bool same;
	struct shop s;

	shop_open(&s);
	refuse(&s, true);
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), IQM_E_REFUSED);
	refuse(&s, false);
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), 0);
	ck_assert_int_eq(number_of(s.client, "k"), 2);
	ck_assert_uint_eq(archive(&s), 1);
	ck_assert_int_eq(number_of(s.client, "k"), 2);
	shop_restart(&s);
	ck_assert_int_eq(number_of(s.client, "k"), 2);
	settled.state = IQM_PURCHASE_NOT_BOUGHT;
	ck_assert_int_eq(iqm_journal_check_settle(&after, &settled, &same, &call), 0);
	after.sent = iqm_ms(2);
	ck_assert_int_eq(iqm_journal_check_settle(&after, &settled, &same, &call), IQM_E_KEY_USED);
	ck_assert_ptr_nonnull(strstr(call.error.message, "another purchase meanwhile"));
	shop_close(&s);
}
END_TEST

/* They have left the journal, and its directory cannot be synced: nothing is bought until it can,
 * as the name may be the old file's again after a loss of power. */
START_TEST(test_directory_that_cannot_be_synced)
{
	struct iqm_call call = { 0 };
	struct iqm_purchases *all;
	struct shop s;
	size_t moved;

	shop_open(&s);
	refuse(&s, true);
	ck_assert_int_eq(shop_buy(s.client, "k1", NULL), IQM_E_REFUSED);
	ck_assert_int_eq(shop_buy(s.client, "k2", NULL), IQM_E_REFUSED);
	refuse(&s, false);
	s.sold = 0;
	sync_fail_directories(1); /* but for the archive's name */
	ck_assert_int_eq(iqm_journal_archive(s.client, iqm_ms(INT64_MAX), &moved, &call),
			 IQM_E_JOURNAL);
	ck_assert_ptr_nonnull(strstr(call.error.message, "its directory cannot be synced"));
	ck_assert_uint_eq(moved, 2);
	ck_assert_int_eq(iqm_journal_list(s.client, &all, &call), 0);
	ck_assert_uint_eq(all->len, 0);
	iqm_free(all);
	ck_assert_int_eq(shop_buy(s.client, "k3", NULL), IQM_E_JOURNAL);
	ck_assert_int_eq(s.sold, 0);
	sync_begin(SYNC_NOTE);
	ck_assert_int_eq(shop_buy(s.client, "k3", NULL), 0);
	ck_assert(sync_is_done(s.directory));
	shop_restart(&s);
	ck_assert_int_eq(shop_state(s.client, "k3"), IQM_PURCHASE_BOUGHT);
	shop_close(&s);
}
END_TEST

static void setup(void)
{
	sync_begin(SYNC_NOTE);
}

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("archive");

	tcase_add_checked_fixture(tcase, setup, NULL);
	tcase_add_test(tcase, test_bought_and_not_found);
	tcase_add_test(tcase, test_before);
	tcase_add_test(tcase, test_claimed_by_itself);
	tcase_add_loop_test(tcase, test_claimed_meanwhile, 0, 2);
	tcase_add_test(tcase, test_numbers);
	tcase_add_test(tcase, test_directory_that_cannot_be_synced);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
