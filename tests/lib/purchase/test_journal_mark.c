/* SPDX-License-Identifier: MIT */
/* What the lock file knows of the journal: a journal that was cut, and an older copy of it. */
#include "support/journal_fixture.h"
#include "support/suite.h"
#include "support/sync_fixture.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CUT "it was cut, or an older copy was put in its place"

/* "k" may have bought; *len: of the journal. No client is open. */
static void fill(struct shop *s, char *text, size_t size, size_t *len)
{
	sync_begin(SYNC_NOTE);
	shop_open(s);
	s->fail = IQM_E_NETWORK;
	ck_assert_int_eq(shop_buy(s->client, "k", NULL), IQM_E_UNKNOWN_OUTCOME);
	s->fail = 0;
	s->sold = 0;
	iqm_client_close(s->client);
	s->client = NULL;
	*len = shop_read(s, text, size);
}

static void check_cut(struct shop *s, const char *key)
{
	struct iqm_error error;

	shop_restart(s);
	ck_assert_int_eq(shop_buy(s->client, key, &error), IQM_E_JOURNAL);
	ck_assert_msg(strstr(error.message, CUT) != NULL, "%s", error.message);
	ck_assert_int_eq(s->sold, 0);
}

static void repair(struct shop *s, bool accept_lost, struct iqm_repair *report)
{
	*report = (struct iqm_repair){ .accept_lost = accept_lost };
	ck_assert_int_eq(iqm_journal_repair(s->path, report, NULL), 0);
}

/* Nothing is bought until somebody has accepted that lines are gone. */
static void check_repair(struct shop *s)
{
	struct iqm_repair report;

	repair(s, false, &report);
	ck_assert_uint_eq(report.damaged, 1);
	ck_assert(report.blocked);
	shop_restart(s);
	ck_assert_int_eq(shop_buy(s->client, "k", NULL) != 0 && !s->sold, 1);
	ck_assert_int_eq(shop_buy(s->client, "new", NULL), IQM_E_JOURNAL);
	repair(s, true, &report);
	ck_assert(!report.blocked);
	ck_assert_int_eq(shop_buy(s->client, "new", NULL), 0);
	s->sold = 0;
}

/* At every byte: at the ends of lines and within them. A record that lacks its newline is whole. */
START_TEST(test_cut_anywhere)
{
	char text[4096];
	struct shop s;
	size_t len;

	fill(&s, text, sizeof(text), &len);
	for (size_t cut = len - 2; cut >= strlen("iqm-journal 2\n"); cut--) {
		int fd = open(s.path, O_WRONLY);

		ck_assert_int_eq(write(fd, text, cut), (ssize_t)cut);
		ck_assert_int_eq(ftruncate(fd, (off_t)cut), 0);
		close(fd);
		check_cut(&s, "k");
	}
	check_repair(&s);
	shop_close(&s);
}
END_TEST

START_TEST(test_cut_newline)
{
	char text[4096];
	struct shop s;
	size_t len;

	fill(&s, text, sizeof(text), &len);
	ck_assert_int_eq(truncate(s.path, (off_t)len - 1), 0);
	shop_restart(&s);
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_UNKNOWN);
	ck_assert_int_eq(shop_buy(s.client, "new", NULL), 0);
	shop_restart(&s);
	ck_assert_int_eq(shop_state(s.client, "new"), IQM_PURCHASE_BOUGHT);
	shop_close(&s);
}
END_TEST

/* What was cut within is kept, and its key is not free: it may be all that is left of it. */
START_TEST(test_repair_of_a_cut_line)
{
	char text[4096];
	struct iqm_repair report;
	struct shop s;
	size_t len;

	fill(&s, text, sizeof(text), &len);
	len = (size_t)(strchr(strchr(text, '\n') + 1, '\n') - text); /* of the intent */
	ck_assert_int_eq(truncate(s.path, (off_t)len - 10), 0);
	check_cut(&s, "k");
	repair(&s, true, &report);
	ck_assert_uint_eq(report.unknown, 1);
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_UNKNOWN);
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), IQM_E_UNKNOWN_OUTCOME);
	shop_close(&s);
}
END_TEST

/* Behind what was on the disk a part of a record is what its writer left. */
START_TEST(test_unfinished_line)
{
	struct iqm_repair report;
	char text[4096];
	struct shop s;
	size_t len;
	int fd;

	fill(&s, text, sizeof(text), &len);
	fd = open(s.path, O_WRONLY | O_APPEND);
	ck_assert_int_eq(write(fd, "123 0", 5), 5);
	close(fd);
	repair(&s, false, &report);
	ck_assert_uint_eq(report.damaged, 0);
	shop_restart(&s);
	ck_assert_int_eq(shop_buy(s.client, "l", NULL), 0);
	shop_close(&s);
}
END_TEST

/* ---- copies ---------------------------------------------------------------------------------- */

/* Puts this in the journal's place, as `mv` does. */
static void put(struct shop *s, const char *text, size_t len)
{
	char copy[160];
	int fd;

	snprintf(copy, sizeof(copy), "%s/copy", s->directory);
	fd = open(copy, O_WRONLY | O_CREAT, 0600);
	ck_assert_int_eq(write(fd, text, len), (ssize_t)len);
	close(fd);
	ck_assert_int_eq(rename(copy, s->path), 0);
}

/* _i: an archive has been made since, which has another generation, and may be shorter. */
START_TEST(test_older_copy)
{
	char text[4096];
	struct iqm_call call = { 0 };
	struct iqm_client *open;
	struct iqm_repair report;
	struct shop s;
	size_t moved;
	size_t len;

	fill(&s, text, sizeof(text), &len);
	shop_restart(&s);
	ck_assert_int_eq(iqm_journal_settle(s.client, "k", 5, NULL), 0);
	if (_i)
		ck_assert_int_eq(iqm_journal_archive(s.client, iqm_ms(INT64_MAX), &moved, NULL), 0);
	ck_assert_int_eq(shop_buy(s.client, "l", NULL), 0);
	s.sold = 0;
	open = s.client;
	s.client = NULL;
	put(&s, text, len);
	check_cut(&s, "l"); /* who opens it afresh */
	ck_assert_int_eq(iqm_journal_archive(s.client, iqm_ms(INT64_MAX), &moved, &call),
			 IQM_E_JOURNAL);
	ck_assert_int_eq(shop_buy(open, "l", NULL), IQM_E_JOURNAL); /* who had it open */
	repair(&s, false, &report);
	ck_assert(report.blocked);
	ck_assert_int_eq(shop_buy(s.client, "l", NULL), IQM_E_JOURNAL);
	ck_assert_int_eq(shop_buy(open, "l", NULL), IQM_E_JOURNAL);
	ck_assert_int_eq(s.sold, 0);
	iqm_client_close(open);
	shop_close(&s);
}
END_TEST

/* A journal that was lost is made anew with a generation that no copy of it has had. */
START_TEST(test_copy_of_a_lost_journal)
{
	char text[4096];
	struct iqm_repair report;
	struct shop s;
	size_t moved;
	size_t len;

	fill(&s, text, sizeof(text), &len);
	shop_restart(&s);
	ck_assert_int_eq(iqm_journal_settle(s.client, "k", 5, NULL), 0);
	ck_assert_int_eq(iqm_journal_archive(s.client, iqm_ms(INT64_MAX), &moved, NULL), 0);
	len = shop_read(&s, text, sizeof(text));
	shop_remove(&s, "");
	repair(&s, true, &report);
	shop_restart(&s);
	ck_assert_int_eq(shop_buy(s.client, "l", NULL), 0);
	s.sold = 0;
	put(&s, text, len);
	check_cut(&s, "l");
	shop_close(&s);
}
END_TEST

/* ---- the mark -------------------------------------------------------------------------------- */

/* Torn at any byte it is not known, and the next record writes it again. */
START_TEST(test_torn_mark)
{
	char text[4096];
	char lock[160];
	struct shop s;
	size_t len;
	struct stat st;

	fill(&s, text, sizeof(text), &len);
	snprintf(lock, sizeof(lock), "%s.lock", s.path);
	ck_assert_int_eq(stat(lock, &st), 0);
	ck_assert_int_gt(st.st_size, 0);
	for (off_t at = 0; at < st.st_size; at++) {
		int fd = open(lock, O_WRONLY);

		ck_assert_int_eq(pwrite(fd, "!", 1, at), 1);
		close(fd);
		put(&s, text, len);
		shop_restart(&s);
		ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_UNKNOWN);
		ck_assert_int_eq(iqm_journal_note(s.client, "k", "x", NULL), 0);
		put(&s, text, len);
		check_cut(&s, "k");
	}
	ck_assert_int_eq(stat(lock, &st), 0);
	ck_assert_int_lt(st.st_size, 100);
	shop_close(&s);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("mark");

	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, test_cut_anywhere);
	tcase_add_test(tcase, test_cut_newline);
	tcase_add_test(tcase, test_repair_of_a_cut_line);
	tcase_add_test(tcase, test_unfinished_line);
	tcase_add_loop_test(tcase, test_older_copy, 0, 2);
	tcase_add_test(tcase, test_copy_of_a_lost_journal);
	tcase_add_test(tcase, test_torn_mark);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
