/* SPDX-License-Identifier: MIT */
/* What a repair reads of the lines that it loses, and what it keeps of them. */
#include "support/journal_fixture.h"
#include "support/suite.h"
#include "support/sync_fixture.h"

#include <iqm/transport.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FIRST "iqm-journal 2\n"
#define LONGEST "123456789012345678901234567890123456789012345678901234567890123"

static void repair(struct shop *s, struct iqm_repair *report)
{
	*report = (struct iqm_repair){ .accept_lost = true };
	ck_assert_int_eq(iqm_journal_repair(s->path, report, NULL), 0);
}

/* What it has kept is this, and nothing else. */
static void check_kept(const struct shop *s, const char *expected, size_t len)
{
	struct shop damaged = *s;
	char text[1024];

	snprintf(damaged.path, sizeof(damaged.path), "%s/journal.damaged", s->directory);
	ck_assert_uint_eq(shop_read(&damaged, text, sizeof(text)), len);
	ck_assert_mem_eq(text, expected, len);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static const struct {
	const char *line;
	const char *keys[2];
	size_t unknown;
} lines[] = {
	{ "\"key\":\"a\",\"note\":\"\\\"key\\\":\\\"", { "a" }, 1 },
	{ "\"key\":\"a\"}\"key\":\"b\"", { "a", "b" }, 2 }, /* two lines, without their newline */
	{ "\"key\":\"a\\\"b\"", { "a\"b" }, 1 },
	{ "\"key\":\"cut", { "cut" }, 1 },
	{ "\"key\":\"cut\\", { "cut" }, 1 },
	{ "\"key\":\"" LONGEST "4\"", { LONGEST }, 1 },
	{ "\"key\":5,\"a\":\"b\"", { NULL }, 0 },
	{ "nothing", { NULL }, 0 },
};

/* Whatever can be read of its keys is unknown, and nothing is bought under it. */
START_TEST(test_keys_of_a_lost_line)
{
	struct iqm_repair report;
	char text[256];
	char kept[256];
	struct shop s;
	int len;

	shop_open(&s);
	len = snprintf(text, sizeof(text), FIRST "%s\n", lines[_i].line);
	shop_write(&s, text, (size_t)len);
	repair(&s, &report);
	ck_assert_uint_eq(report.damaged, 1);
	ck_assert_uint_eq(report.unknown, lines[_i].unknown);
	shop_restart(&s);
	for (int i = 0; i < 2 && lines[_i].keys[i]; i++) {
		ck_assert_int_eq(shop_state(s.client, lines[_i].keys[i]), IQM_PURCHASE_UNKNOWN);
		ck_assert_int_eq(shop_buy(s.client, lines[_i].keys[i], NULL),
				 IQM_E_UNKNOWN_OUTCOME);
	}
	len = snprintf(kept, sizeof(kept), "line 2: %s\n", lines[_i].line);
	check_kept(&s, kept, (size_t)len);
	shop_close(&s);
}
END_TEST

/* Each key that could buy may have been the line's; one that has bought has bought. */
START_TEST(test_keys_that_were_known)
{
	struct iqm_repair report;
	char text[4096];
	struct shop s;
	size_t len;

	shop_open(&s);
	ck_assert_int_eq(shop_buy(s.client, "bought", NULL), 0);
	s.status = 422;
	s.body = "{\"success\":false,\"errorObjects\":[{\"error\":\"no\"}]}";
	ck_assert_int_eq(shop_buy(s.client, "first", NULL), IQM_E_REFUSED);
	ck_assert_int_eq(shop_buy(s.client, "second", NULL), IQM_E_REFUSED);
	len = shop_read(&s, text, sizeof(text));
	len += (size_t)snprintf(text + len, sizeof(text) - len, "\"key\":\"bought\"\n");
	shop_write(&s, text, len);
	repair(&s, &report);
	ck_assert_uint_eq(report.unknown, 2);
	ck_assert_int_eq(shop_state(s.client, "first"), IQM_PURCHASE_UNKNOWN);
	ck_assert_int_eq(shop_state(s.client, "second"), IQM_PURCHASE_UNKNOWN);
	ck_assert_int_eq(shop_state(s.client, "bought"), IQM_PURCHASE_BOUGHT);
	shop_close(&s);
}
END_TEST

/* ---- what is missing ------------------------------------------------------------------------- */

/* "k" has bought; *text: its journal, with no client over it. */
static size_t fill(struct shop *s, char *text, size_t size)
{
	shop_open(s);
	ck_assert_int_eq(shop_buy(s->client, "k", NULL), 0);
	iqm_client_close(s->client);
	s->client = NULL;
	return shop_read(s, text, size);
}

/* The last newline alone is gone: nothing is lost. */
START_TEST(test_a_newline_is_gone)
{
	struct iqm_repair report;
	char text[4096];
	struct shop s;
	size_t len = fill(&s, text, sizeof(text));

	ck_assert_int_eq(truncate(s.path, (off_t)len - 1), 0);
	repair(&s, &report);
	ck_assert_uint_eq(report.kept, 2);
	ck_assert_uint_eq(report.damaged, 0);
	shop_close(&s);
}
END_TEST

/* It was cut behind a record, which lacks its newline only: that stays, and what followed is lost.
 */
START_TEST(test_cut_behind_a_record)
{
	struct iqm_repair report;
	char text[4096];
	struct shop s;
	size_t len;

	fill(&s, text, sizeof(text));
	len = (size_t)(strchr(text + strlen(FIRST), '\n') - text); /* of the intent */
	ck_assert_int_eq(truncate(s.path, (off_t)len), 0);
	repair(&s, &report);
	ck_assert_uint_eq(report.kept, 1);
	ck_assert_uint_eq(report.damaged, 1);
	check_kept(&s, "line 2: \n", strlen("line 2: \n"));
	shop_close(&s);
}
END_TEST

START_TEST(test_emptied)
{
	struct iqm_repair report;
	char text[4096];
	struct shop s;

	fill(&s, text, sizeof(text));
	ck_assert_int_eq(truncate(s.path, 0), 0);
	repair(&s, &report);
	ck_assert_uint_eq(report.damaged, 1);
	check_kept(&s, "line 1: \n", strlen("line 1: \n"));
	shop_close(&s);
}
END_TEST

/* A repair that is cancelled changes nothing. */
START_TEST(test_cancelled)
{
	struct iqm_cancel cancel = { 0 };
	struct iqm_call call = { .cancel = &cancel };
	struct iqm_repair report = { .accept_lost = true };
	char text[64];
	struct shop s;

	shop_open(&s);
	shop_write(&s, FIRST "damage\n", strlen(FIRST "damage\n"));
	iqm_cancel_calls(&cancel);
	ck_assert_int_eq(iqm_journal_repair(s.path, &report, &call), IQM_E_CANCELLED);
	ck_assert_uint_eq(shop_read(&s, text, sizeof(text)), strlen(FIRST "damage\n"));
	shop_close(&s);
}
END_TEST

static void setup(void)
{
	sync_begin(SYNC_NOTE);
}

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("repair");

	tcase_add_checked_fixture(tcase, setup, NULL);
	tcase_add_loop_test(tcase, test_keys_of_a_lost_line, 0,
			    (int)(sizeof(lines) / sizeof(lines[0])));
	tcase_add_test(tcase, test_keys_that_were_known);
	tcase_add_test(tcase, test_a_newline_is_gone);
	tcase_add_test(tcase, test_cut_behind_a_record);
	tcase_add_test(tcase, test_emptied);
	tcase_add_test(tcase, test_cancelled);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
