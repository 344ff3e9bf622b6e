/* SPDX-License-Identifier: MIT */
/* Damage never frees a key: every bit, every byte; and what a repair makes of it. */
#include "support/journal_fixture.h"
#include "support/suite.h"
#include "support/sync_fixture.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define HEADER "iqm-journal 2\n"

/* A journal in which "k" may have bought, or has. */
static size_t fill(struct shop *s, bool bought, char *text, size_t size)
{
	sync_begin(SYNC_NOTE); /* thousands of them */
	shop_open(s);
	s->fail = bought ? 0 : IQM_E_NETWORK;
	ck_assert_int_eq(shop_buy(s->client, "k", NULL), bought ? 0 : IQM_E_UNKNOWN_OUTCOME);
	s->fail = 0;
	s->sold = 0;
	iqm_client_close(s->client);
	s->client = NULL;
	return shop_read(s, text, size);
}

static size_t first_lines(const char *text, int lines)
{
	const char *at = text;

	while (lines--)
		at = strchr(at, '\n') + 1;
	return (size_t)(at - text);
}

/* Whatever it does: nothing is bought under "k". Gives what it failed with. */
static int try_to_buy(struct shop *s, const char *key)
{
	struct iqm_client *client;
	int err = shop_client(s, (struct iqm_settings){ 0 }, &client, NULL);

	if (!err)
		err = shop_buy(client, key, NULL);
	iqm_client_close(client);
	ck_assert_int_eq(s->sold, 0);
	ck_assert_int_ne(err, 0);
	return err;
}

static int repair(struct shop *s, bool accept_lost, struct iqm_repair *report)
{
	*report = (struct iqm_repair){ .accept_lost = accept_lost };
	return iqm_journal_repair(s->path, report, NULL);
}

/* After a repair too: it may say that this is no journal, but it frees nothing. */
static void check_repaired(struct shop *s)
{
	struct iqm_repair report;
	int err = repair(s, false, &report);

	ck_assert(!err || err == IQM_E_JOURNAL);
	ck_assert(err || report.blocked || !report.damaged);
	try_to_buy(s, "k");
	shop_remove(s, ".damaged");
}

static void check_damaged(struct shop *s, const char *text, size_t len)
{
	shop_write(s, text, len);
	try_to_buy(s, "k");
	check_repaired(s);
}

/* _i: the intent alone, or its outcome too, and a line behind them. */
START_TEST(test_every_bit)
{
	char text[4096];
	struct shop s;
	size_t len = fill(&s, _i == 1, text, sizeof(text));

	if (!_i)
		len = first_lines(text, 2);
	for (size_t bit = 0; bit < 8 * len; bit++) {
		text[bit / 8] ^= (char)(1 << bit % 8);
		check_damaged(&s, text, len);
		text[bit / 8] ^= (char)(1 << bit % 8);
	}
	shop_close(&s);
}
END_TEST

START_TEST(test_every_byte_as_zero)
{
	char text[4096];
	struct shop s;
	size_t len = fill(&s, _i == 1, text, sizeof(text));

	if (!_i)
		len = first_lines(text, 2);
	for (size_t i = 0; i < len; i++) {
		char before = text[i];

		text[i] = '\0';
		check_damaged(&s, text, len);
		text[i] = before;
	}
	shop_close(&s);
}
END_TEST

START_TEST(test_emptied_and_lost)
{
	struct iqm_repair report;
	char text[4096];
	struct shop s;

	fill(&s, _i & 1, text, sizeof(text));
	if (_i & 2)
		shop_remove(&s, "");
	else
		shop_write(&s, "", 0);
	ck_assert_int_eq(try_to_buy(&s, "k"), IQM_E_JOURNAL);
	ck_assert_int_eq(repair(&s, false, &report), 0);
	ck_assert(report.blocked);
	ck_assert_int_eq(try_to_buy(&s, "k"), IQM_E_JOURNAL);
	ck_assert_int_eq(try_to_buy(&s, NULL), IQM_E_JOURNAL);
	ck_assert_int_eq(repair(&s, true, &report), 0); /* now somebody has said so */
	ck_assert(!report.blocked);
	shop_restart(&s);
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), 0);
	shop_close(&s);
}
END_TEST

/* ---- repairs --------------------------------------------------------------------------------- */

static size_t read_kept(const struct shop *s, char *text, size_t size)
{
	struct shop damaged = *s;

	snprintf(damaged.path, sizeof(damaged.path), "%s/journal.damaged", s->directory);
	return shop_read(&damaged, text, size);
}

/* Keys: "free" bought nothing, "k" is unknown, "late" bought; then the line of "lost" is damaged.
 * *client was open all the time. */
static void fill_and_damage(struct shop *s)
{
	char text[8192];
	size_t len;

	shop_open(s);
	s->status = 422;
	s->body = "{\"success\":false,\"errorObjects\":[{\"error\":\"no\"}]}";
	ck_assert_int_eq(shop_buy(s->client, "free", NULL), IQM_E_REFUSED);
	s->fail = IQM_E_NETWORK;
	ck_assert_int_eq(shop_buy(s->client, "k", NULL), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(shop_buy(s->client, "lost", NULL), IQM_E_UNKNOWN_OUTCOME);
	s->fail = 0;
	s->status = 200;
	s->body = "{\"success\":true,\"data\":{\"pldReportCreated\":true,\"pldId\":78}}";
	ck_assert_int_eq(shop_buy(s->client, "late", NULL), 0);
	s->sold = 0;
	len = shop_read(s, text, sizeof(text));
	text[first_lines(text, 5) + 30] ^= 1; /* in the intent of "lost" */
	shop_write(s, text, len);
	shop_restart(s);
}

START_TEST(test_repair)
{
	struct iqm_repair report;
	struct iqm_call call = { 0 };
	struct iqm_purchases *all;
	struct iqm_found found;
	char text[4096];
	struct shop s;

	fill_and_damage(&s);
	ck_assert_int_eq(iqm_journal_list(s.client, &all, &call), IQM_E_JOURNAL);
	ck_assert_ptr_nonnull(strstr(call.error.message, "line 6: it was changed"));
	ck_assert_int_eq(repair(&s, false, &report), 0);
	ck_assert_uint_eq(report.damaged, 1);
	ck_assert_uint_eq(report.unknown, 2); /* "free" and "lost" */
	ck_assert_uint_eq(report.kept, 7);
	ck_assert(report.blocked);
	text[read_kept(&s, text, sizeof(text))] = '\0';
	ck_assert(!strncmp(text, "line 6: ", 8));
	/* The client was open, and knows the file that took the place of its own. */
	ck_assert_int_eq(iqm_journal_list(s.client, &all, &call), 0);
	ck_assert_uint_eq(all->len, 4);
	iqm_free(all);
	ck_assert_int_eq(shop_state(s.client, "free"), IQM_PURCHASE_UNKNOWN);
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_UNKNOWN);
	ck_assert_int_eq(shop_state(s.client, "lost"), IQM_PURCHASE_UNKNOWN);
	ck_assert_int_eq(shop_state(s.client, "late"), IQM_PURCHASE_BOUGHT);
	ck_assert_int_eq(shop_buy(s.client, "lost", NULL), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(shop_buy(s.client, "new", &call.error), IQM_E_JOURNAL);
	ck_assert_ptr_nonnull(strstr(call.error.message, "it lost 1 of its lines"));
	call = (struct iqm_call){ .key = "lost" };
	ck_assert_int_eq(iqm_pld_find(s.client, NULL, NULL, &found, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_ptr_nonnull(strstr(call.error.message, "the record of key 'lost' was damaged"));
	ck_assert_int_eq(iqm_pld_settle_not_bought(s.client, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(iqm_journal_settle(s.client, "lost", 79, NULL), 0); /* settles go on */
	ck_assert_int_eq(s.sold, 0);
	shop_close(&s);
}
END_TEST

/* Its intent is left; the line with its outcome is damaged. */
START_TEST(test_a_key_whose_outcome_is_lost)
{
	struct iqm_repair report;
	char text[4096];
	struct shop s;
	size_t len = fill(&s, true, text, sizeof(text));

	text[first_lines(text, 2) + 30] ^= 1;
	shop_write(&s, text, len);
	shop_restart(&s);
	ck_assert_int_eq(repair(&s, true, &report), 0);
	ck_assert_uint_eq(report.damaged, 1);
	ck_assert_uint_eq(report.unknown, 1);
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_UNKNOWN);
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), IQM_E_UNKNOWN_OUTCOME);
	shop_close(&s);
}
END_TEST

/* What was ordered under them last is lost: also under "free", which had bought nothing before. */
START_TEST(test_keys_without_an_order_are_a_persons)
{
	static const char *const keys[] = { "lost", "free" };
	const char *key = keys[_i];
	struct iqm_call call = { .key = key };
	struct iqm_repair report;
	struct iqm_purchase *purchase;
	struct shop s;

	fill_and_damage(&s);
	ck_assert_int_eq(repair(&s, true, &report), 0);
	ck_assert_int_eq(iqm_pld_settle_not_bought(s.client, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_ptr_nonnull(strstr(call.error.message, "what was ordered is not known"));
	ck_assert_int_eq(iqm_journal_get(s.client, key, &purchase, NULL), 0);
	ck_assert_ptr_null(purchase->operation);
	iqm_free(purchase);
	ck_assert_int_eq(iqm_journal_settle_not_bought(s.client, key, &call), 0);
	ck_assert_int_eq(shop_state(s.client, key), IQM_PURCHASE_NOT_BOUGHT);
	shop_restart(&s);
	ck_assert_int_eq(shop_state(s.client, key), IQM_PURCHASE_NOT_BOUGHT);
	ck_assert_int_eq(shop_buy(s.client, key, NULL), 0);
	ck_assert_int_eq(s.sold, 1);
	shop_close(&s);
}
END_TEST

START_TEST(test_repair_that_accepts)
{
	struct iqm_repair report;
	struct shop s;

	fill_and_damage(&s);
	ck_assert_int_eq(repair(&s, _i, &report), 0);
	ck_assert(report.blocked == !_i);
	ck_assert_int_eq(repair(&s, true, &report), 0);
	ck_assert_uint_eq(report.damaged, 0);
	ck_assert(!report.blocked);
	ck_assert_int_eq(shop_buy(s.client, "new", NULL), 0);
	ck_assert_int_eq(shop_buy(s.client, "free", NULL), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(shop_buy(s.client, "lost", NULL), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(shop_buy(s.client, "late", NULL), IQM_E_KEY_USED);
	ck_assert_int_eq(s.sold, 1);
	shop_close(&s);
}
END_TEST

/* Nothing is written where nothing is damaged; a part of a record is none. */
START_TEST(test_repair_of_nothing)
{
	struct iqm_repair report;
	char before[4096];
	char after[4096];
	struct shop s;
	size_t len;

	shop_open(&s);
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), 0);
	len = shop_read(&s, before, sizeof(before));
	memcpy(before + len, "123 0", 5);
	shop_write(&s, before, len + 5);
	ck_assert_int_eq(repair(&s, true, &report), 0);
	ck_assert_uint_eq(report.kept, 2);
	ck_assert_uint_eq(report.damaged, 0);
	ck_assert(!report.blocked);
	ck_assert_uint_eq(shop_read(&s, after, sizeof(after)), len + 5);
	ck_assert_mem_eq(before, after, len + 5);
	ck_assert_int_eq(shop_buy(s.client, "l", NULL), 0);
	shop_close(&s);
}
END_TEST

/* What was ordered under a key is not known: each call says so. */
static void expect_nothing_known(struct iqm_client *client, const char *key, int status,
				 const char *says)
{
	struct iqm_pld_order req = { .campaign_id = iqm_int(451351) };
	struct iqm_pld_wanted wanted[2] = { { .key = key }, { .key = "late" } };
	struct iqm_found found;
	struct iqm_call call;

	for (int i = 0; i < 2; i++) {
		call = (struct iqm_call){ .key = key };
		ck_assert_int_eq(iqm_pld_find(client, i ? &req : NULL, NULL, &found, &call),
				 status);
		ck_assert_msg(strstr(call.error.message, says) != NULL, "%s", call.error.message);
		ck_assert_int_eq(found.finding, IQM_NOT_SEEN);
	}
	call = (struct iqm_call){ .key = NULL };
	ck_assert_int_eq(iqm_pld_find_all(client, wanted, 2, &call), status);
	ck_assert_int_eq(wanted[0].status, status);
	ck_assert_int_eq(wanted[1].status, 0); /* the others are found */
	ck_assert_int_eq(wanted[1].found.report.id, 78);
	call = (struct iqm_call){ .key = key };
	ck_assert_int_eq(iqm_pld_settle_not_bought(client, &call), status);
	ck_assert_msg(strstr(call.error.message, says) != NULL, "%s", call.error.message);
}

static void expect_not_bought(struct iqm_client *client, const char *key)
{
	struct iqm_pld_order req = { .campaign_id = iqm_int(451351) };
	struct iqm_call call = { .key = key };
	struct iqm_found found;

	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(iqm_pld_find(client, i ? &req : NULL, NULL, &found, &call), 0);
		ck_assert_int_eq(found.finding, IQM_NOT_SEEN);
	}
	ck_assert_int_eq(iqm_pld_settle_not_bought(client, &call), 0);
}

START_TEST(test_keys_whose_intent_is_lost)
{
	static const char settled[] =
		"key 'lost' has bought report 79; its record was damaged, and what was ordered is "
		"not known";
	struct iqm_repair report;
	struct shop s;
	size_t moved;

	fill_and_damage(&s);
	ck_assert_int_eq(repair(&s, true, &report), 0);
	expect_nothing_known(s.client, "lost", IQM_E_UNKNOWN_OUTCOME,
			     "the record of key 'lost' was damaged: what was ordered is not known; "
			     "a person has to settle it");
	ck_assert_int_eq(iqm_journal_settle_not_bought(s.client, "lost", NULL), 0);
	expect_not_bought(s.client, "lost");
	ck_assert_int_eq(iqm_journal_settle(s.client, "lost", 79, NULL), 0);
	expect_nothing_known(s.client, "lost", IQM_E_KEY_USED, settled);
	ck_assert_int_eq(iqm_journal_archive(s.client, iqm_ms(INT64_MAX), &moved, NULL), 0);
	expect_nothing_known(s.client, "lost", IQM_E_KEY_USED, settled);
	ck_assert_int_eq(shop_buy(s.client, "lost", NULL), IQM_E_KEY_USED);
	ck_assert_int_eq(s.sold, 0);
	shop_close(&s);
}
END_TEST

static const struct {
	const char *text, *says;
} foreign[] = {
	{ "important notes\n", "expected a journal, found other content" },
	{ "iqm-journal 3\n12 0 later\n", "of a later release" },
	{ "iqm-journal 3\r\n12 0 later\r\n", "of a later release" },
};

START_TEST(test_repair_of_what_is_no_journal)
{
	struct iqm_repair report = { 0 };
	struct iqm_call call = { 0 };
	char now[64] = "";
	struct shop s;

	shop_open(&s);
	shop_write(&s, foreign[_i].text, strlen(foreign[_i].text));
	ck_assert_int_eq(iqm_journal_repair(s.path, &report, &call), IQM_E_JOURNAL);
	ck_assert_msg(strstr(call.error.message, foreign[_i].says) != NULL, "%s",
		      call.error.message);
	ck_assert_uint_eq(shop_read(&s, now, sizeof(now)), strlen(foreign[_i].text));
	ck_assert_str_eq(now, foreign[_i].text);
	shop_remove(&s, "");
	shop_remove(&s, ".lock");
	ck_assert_int_eq(iqm_journal_repair(s.path, &report, &call), IQM_E_JOURNAL);
	ck_assert_ptr_nonnull(strstr(call.error.message, "there is none"));
	ck_assert_int_eq(iqm_journal_repair(NULL, &report, NULL), IQM_E_USAGE);
	ck_assert_int_eq(iqm_journal_repair(s.path, NULL, NULL), IQM_E_USAGE);
	report.reserved[0] = &report;
	ck_assert_int_eq(iqm_journal_repair(s.path, &report, NULL), IQM_E_USAGE);
	shop_close(&s);
}
END_TEST

/* The key can be read all the same, so it is unknown, and all others go on. */
static void check_changed_first_line(struct shop *s)
{
	struct iqm_error why = { 0 };
	struct iqm_client *client;
	struct iqm_repair report;

	ck_assert_int_eq(shop_client(s, (struct iqm_settings){ 0 }, &client, &why), IQM_E_JOURNAL);
	ck_assert_msg(strstr(why.message, "its first line was cut or changed: it is damaged") !=
			      NULL,
		      "%s", why.message);
	iqm_client_close(client);
	ck_assert_int_eq(repair(s, true, &report), 0);
	ck_assert_uint_ge(report.damaged, 1);
	ck_assert(!report.blocked);
	shop_restart(s);
}

/* _i: an editor made each "\n" a "\r\n"; the first one alone is left; zeros are behind that. */
START_TEST(test_repair_of_a_changed_first_line)
{
	char before[4096];
	char text[8192];
	size_t n = 0;
	struct shop s;
	size_t len = fill(&s, false, before, sizeof(before));

	if (_i)
		len = first_lines(before, 1);
	for (size_t i = 0; i < len; i++) {
		if (before[i] == '\n' && _i < 2)
			text[n++] = '\r';
		if (before[i] != '\n' || _i < 2)
			text[n++] = before[i];
	}
	for (; _i == 2 && n < 100; n++)
		text[n] = '\0';
	shop_write(&s, text, n);
	check_changed_first_line(&s);
	if (!_i)
		ck_assert_int_eq(shop_buy(s.client, "k", NULL), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(s.sold, 0);
	ck_assert_int_eq(shop_buy(s.client, "new", NULL), 0);
	shop_close(&s);
}
END_TEST

/* A line of a later release is not damage. */
START_TEST(test_repair_of_a_later_line)
{
	struct iqm_repair report;
	char text[4096];
	struct shop s;
	size_t len;

	shop_open(&s);
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), 0);
	len = shop_read(&s, text, sizeof(text));
	len += shop_line(text + len, sizeof(text) - len,
			 "{\"event\":\"leased\",\"format\":\"3\",\"key\":\"k\"}");
	shop_write(&s, text, len);
	ck_assert_int_eq(repair(&s, true, &report), IQM_E_JOURNAL);
	ck_assert_uint_eq(shop_read(&s, text, sizeof(text)), len);
	shop_close(&s);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("damage");

	tcase_set_timeout(tcase, 300);
	tcase_add_loop_test(tcase, test_every_bit, 0, 2);
	tcase_add_loop_test(tcase, test_every_byte_as_zero, 0, 2);
	tcase_add_loop_test(tcase, test_emptied_and_lost, 0, 4);
	tcase_add_test(tcase, test_repair);
	tcase_add_test(tcase, test_a_key_whose_outcome_is_lost);
	tcase_add_loop_test(tcase, test_keys_without_an_order_are_a_persons, 0, 2);
	tcase_add_loop_test(tcase, test_repair_that_accepts, 0, 2);
	tcase_add_test(tcase, test_repair_of_nothing);
	tcase_add_test(tcase, test_keys_whose_intent_is_lost);
	tcase_add_loop_test(tcase, test_repair_of_what_is_no_journal, 0, 3);
	tcase_add_loop_test(tcase, test_repair_of_a_changed_first_line, 0, 3);
	tcase_add_test(tcase, test_repair_of_a_later_line);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
