/* SPDX-License-Identifier: MIT */
/* The journal's file: torn, damaged, foreign, full, taken away. */
#include "support/journal_fixture.h"
#include "support/mock.h"
#include "support/suite.h"
#include "support/sync_fixture.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define FIRST "iqm-journal 2\n"
#define PLACE "\"service\":\"" MOCK_BASE_URL "\",\"workspace\":\"7\","
#define INTENT(key)                                                                                \
	"{\"event\":\"intent\",\"format\":\"2\",\"key\":\"" key "\"," PLACE                        \
	"\"operation\":\"pld.generate\",\"request\":\"{}\",\"time\":\"1\",\"sent\":\"1\"}"
#define BOUGHT(key) "{\"event\":\"bought\",\"format\":\"2\",\"key\":\"" key "\",\"reportId\":\"5\"}"

static void check_opens(struct shop *s)
{
	shop_restart(s);
}

/* A client does not open. */
static void check_refused(struct shop *s, const char *what)
{
	struct iqm_client *client;
	struct iqm_error error;

	ck_assert_int_eq(shop_client(s, (struct iqm_settings){ 0 }, &client, &error),
			 IQM_E_JOURNAL);
	ck_assert_ptr_null(client);
	ck_assert_msg(strstr(error.message, what) && strstr(error.message, s->path),
		      "expected '%s', found '%s'", what, error.message);
}

/* A client opens, and buys nothing under any key; nor does the journal say anything. */
static void check_damaged(struct shop *s, const char *what)
{
	static const char *const keys[] = { "k", "another", NULL };
	struct iqm_call call = { 0 };
	struct iqm_purchases *all;
	int sold = s->sold;

	shop_restart(s);
	for (size_t i = 0; i < 3; i++)
		ck_assert_int_eq(shop_buy(s->client, keys[i], &call.error), IQM_E_JOURNAL);
	ck_assert_msg(strstr(call.error.message, what) && strstr(call.error.message, s->path),
		      "expected '%s', found '%s'", what, call.error.message);
	ck_assert_int_eq(iqm_journal_list(s->client, &all, &call), IQM_E_JOURNAL);
	ck_assert_int_eq(s->sold, sold);
}

static void check_buys_nothing(struct shop *s, const char *what)
{
	struct iqm_error error;
	int sold = s->sold;

	ck_assert_int_eq(shop_buy(s->client, "new", &error), IQM_E_JOURNAL);
	ck_assert_msg(strstr(error.message, what) != NULL, "%s", error.message);
	ck_assert_int_eq(s->sold, sold);
}

/* ---- tears ---------------------------------------------------------------------------------- */

/* The last record cut at every byte, with zeros behind it: never an error, never another state. */
static void cut_everywhere(struct shop *s, const char *text, size_t from, size_t len,
			   enum iqm_purchase_state before, enum iqm_purchase_state after,
			   size_t zeros)
{
	char torn[2048] = "";

	for (size_t cut = from; cut <= len; cut++) {
		bool whole = cut + 1 >= len; /* only the newline may be missing */

		memset(torn, 0, sizeof(torn));
		memcpy(torn, text, cut);
		shop_write(s, torn, cut + zeros);
		check_opens(s);
		ck_assert_int_eq(shop_state(s->client, "k"), whole ? after : before);
		/* The next record stands on a line of its own, and is found again. */
		ck_assert_int_eq(shop_buy(s->client, "next", NULL), 0);
		check_opens(s);
		ck_assert_int_eq(shop_state(s->client, "k"), whole ? after : before);
		ck_assert_int_eq(shop_state(s->client, "next"), IQM_PURCHASE_BOUGHT);
	}
}

START_TEST(test_torn_tails)
{
	char text[1024];
	char line[512];
	size_t len = (size_t)snprintf(text, sizeof(text), FIRST);
	struct shop s;
	size_t from;

	shop_open(&s);
	from = len;
	len += shop_line(text + len, sizeof(text) - len, INTENT("k"));
	cut_everywhere(&s, text, from, len, IQM_PURCHASE_NONE, IQM_PURCHASE_OPEN, 0);
	from = len;
	len += shop_line(line, sizeof(line), BOUGHT("k"));
	strcat(text, line);
	cut_everywhere(&s, text, from, len, IQM_PURCHASE_OPEN, IQM_PURCHASE_BOUGHT, 0);
	shop_close(&s);
}
END_TEST

/* The journal has its first line from the beginning: one that lacks it was damaged. */
START_TEST(test_cut_first_line)
{
	struct shop s;

	shop_open(&s);
	for (size_t cut = 0; cut < strlen(FIRST); cut++) {
		shop_write(&s, FIRST, cut);
		check_refused(&s, cut ? "its first line was cut" : "it is empty");
	}
	shop_close(&s);
}
END_TEST

/* A block that never reached the disk is read as zeros: at the end of a part, to the file's end. */
START_TEST(test_zeros_of_a_power_cut)
{
	char text[2048] = FIRST;
	size_t from = strlen(text);
	size_t len = from;
	struct shop s;

	shop_open(&s);
	len += shop_line(text + len, sizeof(text) - len, INTENT("k"));
	cut_everywhere(&s, text, from, len - 2, IQM_PURCHASE_NONE, IQM_PURCHASE_NONE, 100);
	/* All of the record but its newline was written: it counts. */
	memset(text + len - 1, 0, 100);
	shop_write(&s, text, len + 99);
	check_opens(&s);
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_OPEN);
	ck_assert_int_eq(shop_buy(s.client, "next", NULL), 0);
	check_opens(&s);
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_OPEN);
	ck_assert_int_eq(shop_state(s.client, "next"), IQM_PURCHASE_BOUGHT);
	shop_close(&s);
}
END_TEST

/* ---- damage --------------------------------------------------------------------------------- */

START_TEST(test_damaged_line)
{
	char text[1024] = FIRST;
	size_t len = strlen(text);
	struct shop s;

	shop_open(&s);
	len += shop_line(text + len, sizeof(text) - len, INTENT("k"));
	text[len - 4] ^= 1;
	len += shop_line(text + len, sizeof(text) - len, INTENT("l"));
	shop_write(&s, text, len);
	check_damaged(&s, "line 2: it was changed after it had been written; repair it");
	shop_close(&s);
}
END_TEST

#define FORMAT "\"format\":\"2\","
#define EVENT(event, key) "{" FORMAT "\"event\":\"" event "\",\"key\":\"" key "\"}"
#define OUTCOME(member) "{" FORMAT "\"event\":\"bought\",\"key\":\"k\"," member "}"

/* A larger LENGTH does not make a whole record a part of one, also where its newline is gone. */
START_TEST(test_damaged_length)
{
	char text[1024] = FIRST;
	size_t len = strlen(text);
	struct shop s;

	shop_open(&s);
	text[len] = '9';
	len += 1 + shop_line(text + len + 1, sizeof(text) - len - 1, INTENT("k"));
	shop_write(&s, text, len);
	check_damaged(&s, "line 2: it was changed");
	shop_write(&s, text, len - 1);
	check_damaged(&s, "line 2: it was changed");
	shop_write(&s, text, len - 2); /* the brace too: a part, as far as anyone can tell */
	check_opens(&s);
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_NONE);
	shop_close(&s);
}
END_TEST

/* A record that lacks its newline was read; what is added to its line damages it. */
START_TEST(test_bytes_behind_an_unended_record)
{
	static const char *const added[] = { "x", "12 0", "x\n" };
	char text[1024] = FIRST;
	size_t len = strlen(text);
	struct shop s;

	shop_open(&s);
	len += shop_line(text + len, sizeof(text) - len, INTENT("k")) - 1;
	shop_write(&s, text, len);
	check_opens(&s);
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_OPEN);
	strcpy(text + len, added[_i]);
	shop_write(&s, text, len + strlen(added[_i]));
	for (int i = 0; i < 2; i++)
		check_buys_nothing(&s, "line 2: ");
	check_damaged(&s, "line 2: it was changed after it had been written");
	shop_close(&s);
}
END_TEST

static const struct {
	const char *lines[3], *what;
} wrong[] = {
	{ { BOUGHT("k") }, "line 2: an outcome without an intent" },
	{ { INTENT("k"), INTENT("k") }, "line 3: an intent under a key that is in use" },
	{ { INTENT("k"), BOUGHT("k"), BOUGHT("k") }, "line 4: an outcome that cannot follow" },
	{ { EVENT("note", "k") }, "line 2: a note without an intent" },
	{ { EVENT("sold", "k") }, "line 2: event 'sold' is not known" },
	{ { EVENT("intent", "k") },
	  "line 2: operation, request, service, workspace, time or sent" },
	{ { "{" FORMAT "\"event\":\"bought\"}" }, "line 2: key: missing" },
	{ { "{" FORMAT "\"event\":\"replaced\"}" }, "line 2: generation: missing" },
	{ { "{\"event\":\"bought\",\"key\":\"k\"}" }, "line 2: format: expected a number" },
	{ { "{\"event\":\"bought\",\"format\":\"0\"}" }, "line 2: format: expected a number" },
	{ { "{\"event\":\"leased\",\"format\":\"3\"}" },
	  "line 2: it has format 3, of a later release: expected 2 or less" },
	{ { "[]" }, "line 2: " },
	{ { INTENT("\\u00e4") }, "line 2: its key is none" },
	{ { INTENT("k") " " }, "line 2: expected one object without a NUL" },
	{ { INTENT("k") "{}" }, "line 2: expected one object without a NUL" },
	{ { INTENT("k\\u0000") }, "line 2: expected one object without a NUL" },
	{ { "{" FORMAT "\"event\":\"bought\",\"key\":\"k\",\"key\":\"l\"}" },
	  "line 2: key: given twice" },
	{ { OUTCOME("\"reportId\":5") }, "line 2: reportId: expected a string" },
	{ { OUTCOME("\"reportId\":\"9223372036854775808\"") },
	  "line 2: reportId: expected an integer in a string" },
	{ { OUTCOME("\"reportId\":\"\"") }, "line 2: reportId: expected an integer in a string" },
	{ { OUTCOME("\"cost\":\"nan\"") }, "line 2: cost: expected a number in a string" },
	{ { OUTCOME("\"whole\":\"yes\"") }, "line 2: whole: expected true or false in a string" },
	{ { "{" FORMAT "\"event\":\"bought\",\"key\":5}" }, "line 2: key: expected a string" },
	{ { "{\"event\":\"bought\",\"key\":\"k\"" }, "line 2: the text ends too early" },
};

START_TEST(test_wrong_records)
{
	char text[1024] = FIRST;
	size_t len = strlen(text);
	struct shop s;

	shop_open(&s);
	for (int i = 0; i < 3 && wrong[_i].lines[i]; i++)
		len += shop_line(text + len, sizeof(text) - len, wrong[_i].lines[i]);
	shop_write(&s, text, len);
	check_damaged(&s, wrong[_i].what);
	shop_write(&s, text, len - 1); /* nor without its newline */
	check_damaged(&s, wrong[_i].what);
	shop_write(&s, FIRST "some text\n", strlen(FIRST "some text\n"));
	check_damaged(&s, "line 2: no record of a journal");
	shop_write(&s, FIRST "\n", strlen(FIRST "\n"));
	check_damaged(&s, "line 2: no record of a journal");
	shop_close(&s);
}
END_TEST

/* A double cannot hold this id; a backslash before "u0000" may be one of the text. */
START_TEST(test_exact_records)
{
	char text[1024] = FIRST;
	size_t len = strlen(text);
	struct iqm_purchase *purchase;
	struct shop s;

	shop_open(&s);
	len += shop_line(text + len, sizeof(text) - len, INTENT("\\\\u0000"));
	len += shop_line(text + len, sizeof(text) - len,
			 "{" FORMAT "\"event\":\"bought\",\"key\":\"\\\\u0000\",\"later\":[],"
			 "\"reportId\":\"9007199254740993\"}");
	shop_write(&s, text, len);
	check_opens(&s);
	ck_assert_int_eq(iqm_journal_get(s.client, "\\u0000", &purchase, NULL), 0);
	ck_assert_int_eq(purchase->report_id.value, 9007199254740993);
	iqm_free(purchase);
	shop_close(&s);
}
END_TEST

/* ---- files that are none of ours ------------------------------------------------------------- */

START_TEST(test_foreign_content)
{
	static const char *const foreign[] = { "important notes\n", "x", "iqm-limiter",
					       "iqm-journal 1\n" };
	char now[64] = "";
	struct shop s;

	shop_open(&s);
	for (size_t i = 0; i < 4; i++) {
		size_t len = strlen(foreign[i]);

		shop_write(&s, foreign[i], len);
		check_refused(&s, i == 3 ? "it has format 1, expected 2; it was left alone"
					 : "found other content");
		ck_assert_uint_eq(shop_read(&s, now, sizeof(now)), len);
		ck_assert_mem_eq(now, foreign[i], len);
	}
	shop_close(&s);
}
END_TEST

START_TEST(test_kinds_and_modes)
{
	char other[160];
	struct shop s;

	shop_open(&s);
	ck_assert_int_eq(chmod(s.path, 0640), 0);
	check_refused(&s, "found mode 640");
	ck_assert_int_eq(chmod(s.path, 0602), 0);
	check_refused(&s, "found mode 602");
	remove(s.path);
	snprintf(other, sizeof(other), "%s/other", s.directory);
	ck_assert_int_eq(symlink(other, s.path), 0);
	check_refused(&s, "found a symbolic link");
	ck_assert_int_ne(access(other, F_OK), 0);
	remove(s.path);
	ck_assert_int_eq(mkfifo(s.path, 0600), 0);
	check_refused(&s, "found another kind");
	remove(s.path);
	ck_assert_int_eq(mkdir(s.path, 0700), 0);
	check_refused(&s, "cannot be opened");
	remove(s.path);
	shop_remove(&s, ".lock");
	snprintf(s.path, sizeof(s.path), "%s/none/journal", s.directory);
	check_refused(&s, "its directory cannot be opened: No such file");
	snprintf(s.path, sizeof(s.path), "%s/journal", s.directory);
	shop_close(&s);
}
END_TEST

/* The lock file is not anyone's either. */
START_TEST(test_lock_file)
{
	char lock[160];
	struct shop s;

	shop_open(&s);
	snprintf(lock, sizeof(lock), "%s.lock", s.path);
	ck_assert_int_eq(chmod(lock, 0640), 0);
	check_refused(&s, "found mode 640");
	remove(lock);
	ck_assert_int_eq(symlink(s.path, lock), 0);
	check_refused(&s, "found a symbolic link");
	remove(lock);
	check_buys_nothing(&s, "its lock file");
	shop_restart(&s); /* makes it anew */
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), 0);
	shop_close(&s);
}
END_TEST

/* _i: of the lock file. Another name has another lock file, or another journal the same one. */
START_TEST(test_hard_links)
{
	char name[160];
	char other[160];
	struct shop s;

	shop_open(&s);
	snprintf(name, sizeof(name), "%s%s", s.path, _i ? ".lock" : "");
	snprintf(other, sizeof(other), "%s/other", s.directory);
	ck_assert_int_eq(link(name, other), 0);
	check_refused(&s, "expected one name, found a hard link to it");
	check_buys_nothing(&s, "found a hard link to it"); /* the client that was open */
	remove(other);
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), 0);
	check_opens(&s);
	shop_close(&s);
}
END_TEST

/* So is a file that took the journal's place while a client had that open. */
START_TEST(test_hard_link_to_a_new_file)
{
	struct iqm_client *client;
	struct iqm_purchase *p;
	char other[160];
	struct shop s;
	size_t moved;

	shop_open(&s);
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), 0);
	ck_assert_int_eq(iqm_journal_settle(s.client, "k", 5, NULL), 0);
	ck_assert_int_eq(shop_client(&s, (struct iqm_settings){ 0 }, &client, NULL), 0);
	ck_assert_int_eq(iqm_journal_archive(client, iqm_ms(INT64_MAX), &moved, NULL), 0);
	ck_assert_uint_eq(moved, 1);
	iqm_client_close(client);
	snprintf(other, sizeof(other), "%s/other", s.directory);
	ck_assert_int_eq(link(s.path, other), 0);
	ck_assert_int_eq(iqm_journal_get(s.client, "k", &p, NULL), IQM_E_JOURNAL);
	check_buys_nothing(&s, "found a hard link to it");
	remove(other);
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_BOUGHT);
	ck_assert_int_eq(shop_buy(s.client, "l", NULL), 0);
	shop_close(&s);
}
END_TEST

START_TEST(test_made_for_its_user_alone)
{
	mode_t mask = umask(0);
	struct stat st;
	struct shop s;

	shop_open(&s);
	umask(mask);
	ck_assert_int_eq(stat(s.path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 07777, 0600);
	shop_close(&s);
}
END_TEST

START_TEST(test_another_users_file)
{
	struct shop s;

	if (geteuid())
		return; /* only root can make one */
	shop_open(&s);
	ck_assert_int_eq(chown(s.path, 12345, 12345), 0);
	check_refused(&s, "found one of user 12345");
	shop_close(&s);
}
END_TEST

/* ---- files that change ----------------------------------------------------------------------- */

START_TEST(test_taken_away)
{
	char moved[160];
	struct shop s;

	shop_open(&s);
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), 0);
	snprintf(moved, sizeof(moved), "%s/moved", s.directory);
	ck_assert_int_eq(rename(s.path, moved), 0);
	check_buys_nothing(&s, "it is lost");
	check_refused(&s, "it is lost");
	shop_write(&s, FIRST, strlen(FIRST));
	check_buys_nothing(&s, "expected the file that was opened, found another in its place");
	ck_assert_int_eq(rename(moved, s.path), 0);
	ck_assert_int_eq(shop_buy(s.client, "new", NULL), 0);
	ck_assert_int_eq(truncate(s.path, (off_t)strlen(FIRST)), 0);
	check_buys_nothing(&s, "it has become shorter");
	shop_close(&s);
}
END_TEST

/* First use is where neither the journal nor its lock file is there. */
START_TEST(test_missing_emptied_and_first_use)
{
	struct shop s;

	shop_open(&s);
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), 0);
	shop_write(&s, "", 0);
	check_buys_nothing(&s, "it has become shorter");
	check_refused(&s, "it is empty");
	shop_remove(&s, "");
	check_refused(&s, "it is lost");
	shop_remove(&s, ".lock");
	shop_restart(&s);
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_NONE);
	shop_remove(&s, ".lock"); /* a journal that was moved here, say */
	shop_restart(&s);
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), 0);
	shop_close(&s);
}
END_TEST

/* A full disk: nothing is sent, nothing of the record is left, and with room it goes on. */
START_TEST(test_full_disk)
{
	void (*old)(int) = signal(SIGXFSZ, SIG_IGN);
	struct rlimit limit;
	struct rlimit small;
	struct stat before;
	struct stat after;
	struct iqm_error error;
	struct shop s;

	shop_open(&s);
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), 0);
	ck_assert_int_eq(stat(s.path, &before), 0);
	ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
	small = limit;
	for (rlim_t room = 0; room < 140; room += 20) {
		int err;

		small.rlim_cur = (rlim_t)before.st_size + room;
		setrlimit(RLIMIT_FSIZE, &small); /* asserts write to a file too */
		err = shop_buy(s.client, "new", &error);
		setrlimit(RLIMIT_FSIZE, &limit);
		ck_assert_int_eq(err, IQM_E_JOURNAL);
		ck_assert_int_eq(error.os_error, EFBIG);
		ck_assert_int_eq(stat(s.path, &after), 0);
		ck_assert_int_eq(after.st_size, before.st_size);
		ck_assert(sync_is_done(s.path));
	}
	ck_assert_int_eq(s.sold, 1);
	ck_assert_int_eq(shop_buy(s.client, "new", NULL), 0);
	signal(SIGXFSZ, old);
	shop_close(&s);
}
END_TEST

/* There are thousands of syncs, and no test here is about them. */
static void setup(void)
{
	sync_begin(SYNC_NOTE);
}

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("file");

	tcase_set_timeout(tcase, 120);
	tcase_add_checked_fixture(tcase, setup, NULL);
	tcase_add_test(tcase, test_torn_tails);
	tcase_add_test(tcase, test_cut_first_line);
	tcase_add_test(tcase, test_zeros_of_a_power_cut);
	tcase_add_test(tcase, test_damaged_line);
	tcase_add_test(tcase, test_damaged_length);
	tcase_add_loop_test(tcase, test_bytes_behind_an_unended_record, 0, 3);
	tcase_add_loop_test(tcase, test_wrong_records, 0, (int)(sizeof(wrong) / sizeof(wrong[0])));
	tcase_add_test(tcase, test_exact_records);
	tcase_add_test(tcase, test_foreign_content);
	tcase_add_test(tcase, test_kinds_and_modes);
	tcase_add_loop_test(tcase, test_hard_links, 0, 2);
	tcase_add_test(tcase, test_hard_link_to_a_new_file);
	tcase_add_test(tcase, test_made_for_its_user_alone);
	tcase_add_test(tcase, test_another_users_file);
	tcase_add_test(tcase, test_taken_away);
	tcase_add_test(tcase, test_lock_file);
	tcase_add_test(tcase, test_missing_emptied_and_first_use);
	tcase_add_test(tcase, test_full_disk);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
