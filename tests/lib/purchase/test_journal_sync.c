/* SPDX-License-Identifier: MIT */
/* What a purchase rests on is on the disk before it is sent. */
#include "support/journal_fixture.h"
#include "support/suite.h"
#include "support/sync_fixture.h"

#include <stdio.h>
#include <string.h>

static int looked;

/* All bytes of the journal, and its name and its lock's in their directory. */
static void check_synced(struct shop *s)
{
	ck_assert(sync_is_done(s->path));
	ck_assert(sync_is_done(s->directory));
	looked++;
}

START_TEST(test_the_first_purchase)
{
	struct shop s;

	looked = 0;
	sync_begin(SYNC_NOTE);
	shop_open(&s);
	s.while_selling = check_synced;
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), 0);
	ck_assert_int_eq(looked, 1);
	check_synced(&s); /* the outcome too */
	shop_close(&s);
}
END_TEST

/* Another process may have made the journal, and not have got to its syncs. */
START_TEST(test_a_journal_that_was_there)
{
	struct shop s;

	looked = 0;
	sync_begin(SYNC_NOTE);
	shop_open(&s);
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), 0);
	sync_begin(SYNC_NOTE);
	shop_restart(&s);
	s.while_selling = check_synced;
	ck_assert_int_eq(shop_buy(s.client, "l", NULL), 0);
	ck_assert_int_eq(looked, 1);
	shop_close(&s);
}
END_TEST

/* A settle and a note are on the disk when they return; a repair and an archive, before they have
 * the journal's name. */
START_TEST(test_all_else)
{
	struct iqm_repair repair = { 0 };
	struct shop s;
	char archive[160];
	size_t moved;

	sync_begin(SYNC_NOTE);
	shop_open(&s);
	s.fail = IQM_E_NETWORK;
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(iqm_journal_note(s.client, "k", "to do", NULL), 0);
	check_synced(&s);
	ck_assert_int_eq(iqm_journal_settle(s.client, "k", 5, NULL), 0);
	check_synced(&s);
	ck_assert_int_eq(iqm_journal_archive(s.client, iqm_ms(INT64_MAX), &moved, NULL), 0);
	ck_assert_uint_eq(moved, 1);
	check_synced(&s);
	snprintf(archive, sizeof(archive), "%s.archive", s.path);
	ck_assert(sync_is_done(archive));
	shop_write(&s, "iqm-journal 2\ndamage\n", strlen("iqm-journal 2\ndamage\n"));
	ck_assert_int_eq(iqm_journal_repair(s.path, &repair, NULL), 0);
	check_synced(&s);
	snprintf(archive, sizeof(archive), "%s.damaged", s.path);
	ck_assert(sync_is_done(archive));
	shop_close(&s);
}
END_TEST

static void fail_syncs(struct shop *s)
{
	(void)s;
	sync_begin(SYNC_FAIL);
}

static void replace(struct shop *s)
{
	char text[8192];
	size_t len = shop_read(s, text, sizeof(text));

	shop_remove(s, "");
	shop_write(s, text, len);
}

static void keep_warning(void *context, enum iqm_log_level level, const char *line)
{
	if (level == IQM_LOG_WARN)
		snprintf(context, 600, "%s", line);
}

/* The response came, and its outcome is not recorded: that is said. */
START_TEST(test_an_outcome_that_is_not_recorded)
{
	char warning[600] = "";
	struct iqm_settings settings = { .log = keep_warning,
					 .log_context = warning,
					 .log_level = IQM_LOG_WARN };
	struct iqm_client *client;
	struct shop s;

	shop_open(&s);
	ck_assert_int_eq(shop_client(&s, settings, &client, NULL), 0);
	s.while_selling = _i ? replace : fail_syncs;
	ck_assert_int_eq(shop_buy(client, "k", NULL), 0);
	ck_assert_msg(strstr(warning, "the outcome under key 'k' stays open: ") == warning, "%s",
		      warning);
	sync_begin(SYNC_DISK);
	iqm_client_close(client);
	shop_close(&s);
}
END_TEST

/* What cannot be synced is not sent. */
START_TEST(test_a_sync_that_fails)
{
	struct iqm_error error;
	struct shop s;

	shop_open(&s);
	sync_begin(SYNC_FAIL);
	ck_assert_int_eq(shop_buy(s.client, "k", &error), IQM_E_JOURNAL);
	ck_assert_ptr_nonnull(strstr(error.message, "cannot be written"));
	ck_assert_int_eq(s.sold, 0);
	sync_begin(SYNC_DISK);
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_NONE);
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), 0);
	shop_close(&s);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("sync");

	tcase_add_test(tcase, test_the_first_purchase);
	tcase_add_test(tcase, test_a_journal_that_was_there);
	tcase_add_test(tcase, test_all_else);
	tcase_add_test(tcase, test_a_sync_that_fails);
	tcase_add_loop_test(tcase, test_an_outcome_that_is_not_recorded, 0, 2);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
