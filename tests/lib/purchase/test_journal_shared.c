/* SPDX-License-Identifier: MIT */
/* One journal, many users: threads, processes, some of them dead, and long journals. */
#define _GNU_SOURCE /* F_OFD_SETLK */
#include "support/journal_fixture.h"
#include "support/suite.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <iqm/transport.h>

#include "support/mock.h"

#define USERS 8
#define EACH 5

static void check_all_bought(struct shop *s, size_t count)
{
	struct iqm_purchases *all;

	shop_restart(s);
	ck_assert_int_eq(iqm_journal_list(s->client, &all, NULL), 0);
	ck_assert_uint_eq(all->len, count);
	for (size_t i = 0; i < count; i++)
		ck_assert_int_eq(all->items[i].state, IQM_PURCHASE_BOUGHT);
	iqm_free(all);
}

static void *buy_some(void *context)
{
	struct iqm_client *client = context;
	intptr_t failed = 0;

	for (int i = 0; i < EACH; i++)
		failed += shop_buy(client, NULL, NULL) != 0;
	return (void *)failed; /* NOLINT: a number */
}

START_TEST(test_threads_at_once)
{
	pthread_t threads[USERS];
	struct shop s;
	void *failed;

	shop_open(&s);
	for (int i = 0; i < USERS; i++)
		pthread_create(&threads[i], NULL, buy_some, s.client);
	for (int i = 0; i < USERS; i++) {
		pthread_join(threads[i], &failed);
		ck_assert_ptr_null(failed);
	}
	check_all_bought(&s, (size_t)USERS * EACH);
	shop_close(&s);
}
END_TEST

/* Runs `job` in a process of its own with a client of its own; its result is the exit status. */
static pid_t start(struct shop *s, int (*job)(struct iqm_client *))
{
	pid_t pid = fork();

	if (!pid) {
		struct iqm_client *client;
		int result = 99;

		if (!shop_client(s, (struct iqm_settings){ 0 }, &client, NULL)) {
			result = job(client);
			iqm_client_close(client);
		}
		_exit(result);
	}
	ck_assert_int_gt(pid, 0); /* not in a child: what check writes of it would be mixed */
	return pid;
}

static int end(pid_t pid)
{
	int status;

	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static int job_some(struct iqm_client *client)
{
	return buy_some(client) != NULL;
}

START_TEST(test_processes_at_once)
{
	pid_t pids[USERS];
	struct shop s;

	shop_open(&s);
	for (int i = 0; i < USERS; i++)
		pids[i] = start(&s, job_some);
	for (int i = 0; i < USERS; i++)
		ck_assert_int_eq(end(pids[i]), 0);
	check_all_bought(&s, (size_t)USERS * EACH);
	shop_close(&s);
}
END_TEST

static int job_same(struct iqm_client *client)
{
	int err = shop_buy(client, "same", NULL);

	return err == IQM_E_KEY_USED ? 1 : err ? 2 : 0;
}

START_TEST(test_key_raced_by_processes)
{
	for (int round = 0; round < 10; round++) {
		pid_t pids[2];
		struct shop s;
		int first;

		shop_open(&s);
		pids[0] = start(&s, job_same);
		pids[1] = start(&s, job_same);
		first = end(pids[0]);
		ck_assert_int_eq(first + end(pids[1]), 1);
		check_all_bought(&s, 1);
		shop_close(&s);
	}
}
END_TEST

/* ---- owners that die ------------------------------------------------------------------------- */

static int signal_fd; /* the write end of a pipe */

static void signal_and_stay(struct shop *s)
{
	(void)s;
	if (write(signal_fd, "x", 1) == 1)
		pause();
}

static int job_k(struct iqm_client *client)
{
	return shop_buy(client, "k", NULL) != 0;
}

START_TEST(test_owner_that_lives_and_dies)
{
	struct iqm_error error;
	struct shop s;
	int ends[2];
	char byte;
	pid_t pid;

	shop_open(&s);
	ck_assert_int_eq(pipe(ends), 0);
	signal_fd = ends[1];
	s.while_selling = signal_and_stay;
	pid = start(&s, job_k);
	s.while_selling = NULL;
	ck_assert_int_eq(read(ends[0], &byte, 1), 1);
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_BUSY);
	ck_assert_int_eq(shop_buy(s.client, "k", &error), IQM_E_KEY_USED);
	kill(pid, SIGKILL);
	ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_OPEN);
	ck_assert_int_eq(shop_buy(s.client, "k", &error), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(error.cause, IQM_E_KEY_USED);
	ck_assert_int_eq(iqm_journal_settle(s.client, "k", 5, NULL), 0);
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_BOUGHT);
	ck_assert_int_eq(s.sold, 0);
	close(ends[0]);
	close(ends[1]);
	shop_close(&s);
}
END_TEST

/* ---- a lock that is never given back --------------------------------------------------------- */

static int64_t fast_now(void *context)
{
	return *(int64_t *)context;
}

/* No time passes while nobody waits. */
static void fast_wait(void *context, long ms)
{
	*(int64_t *)context += ms;
}

static struct iqm_cancel cancel;

START_TEST(test_lock_that_is_kept)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1 };
	int64_t now = 1000;
	struct iqm_clock clock = {
		.now_ms = fast_now, .realtime_ms = fast_now, .wait_ms = fast_wait, .context = &now
	};
	struct iqm_pld_order req = { .campaign_id = iqm_int(1) };
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { .timeout_ms = 200 };
	struct iqm_purchase *purchase;
	struct iqm_client *client;
	struct shop s;
	char path[160];
	int fd;

	shop_open(&s);
	snprintf(path, sizeof(path), "%s.lock", s.path);
	fd = open(path, O_RDWR);
	ck_assert_int_eq(fcntl(fd, F_OFD_SETLK, &lock), 0);
	/* Opening waits for no lock. */
	ck_assert_int_eq(shop_client(&s, (struct iqm_settings){ .clock = &clock }, &client, NULL),
			 0);
	ck_assert_int_eq(now, 1000);
	ck_assert_int_eq(iqm_pld_generate(client, &req, &rsp, &call), IQM_E_TIMEOUT);
	ck_assert_ptr_nonnull(strstr(call.error.message, "holds its lock"));
	ck_assert_int_le(now, 1000 + 250);
	now = 1000;
	ck_assert_int_eq(iqm_journal_get(client, "k", &purchase, &call), IQM_E_TIMEOUT);
	ck_assert_int_le(now, 1000 + 250);
	call.cancel = &cancel;
	now = 1000;
	cancel.flag = 1;
	ck_assert_int_eq(iqm_journal_settle(client, "k", 1, &call), IQM_E_CANCELLED);
	ck_assert_int_eq(now, 1000);
	ck_assert_int_eq(s.sold, 0);
	close(fd);
	ck_assert_int_eq(shop_buy(client, "k", NULL), 0);
	iqm_client_close(client);
	shop_close(&s);
}
END_TEST

static int held = -1;

static void hold_lock(struct shop *s)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1 };
	char path[160];

	snprintf(path, sizeof(path), "%s.lock", s->path);
	held = open(path, O_RDWR);
	ck_assert_int_eq(fcntl(held, F_OFD_SETLK, &lock), 0);
}

static void hold_and_cancel(struct shop *s)
{
	hold_lock(s);
	iqm_cancel_calls(&cancel);
}

/* The outcome is not recorded then, and the intent stays open. Calls keep their own limits. */
START_TEST(test_lock_that_is_kept_after_the_response)
{
	int64_t now = 1000;
	struct iqm_clock clock = {
		.now_ms = fast_now, .realtime_ms = fast_now, .wait_ms = fast_wait, .context = &now
	};
	struct iqm_pld_order req = { .campaign_id = iqm_int(1) };
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { .key = "k", .timeout_ms = _i ? 60000 : 500, .cancel = &cancel };
	struct iqm_found found;
	struct iqm_client *client;
	struct shop s;

	cancel.flag = 0;
	shop_open(&s);
	ck_assert_int_eq(shop_client(&s, (struct iqm_settings){ .clock = &clock }, &client, NULL),
			 0);
	s.while_selling = _i ? hold_and_cancel : hold_lock;
	ck_assert_int_eq(iqm_pld_generate(client, &req, &rsp, &call), 0);
	iqm_free(rsp);
	ck_assert_int_ge(now, 1000 + 150);
	ck_assert_int_le(now, 1000 + (_i ? 200 : 550));
	now = 1000;
	s.asked = 0;
	ck_assert_int_eq(iqm_pld_find(client, &req, NULL, &found, &call),
			 _i ? IQM_E_CANCELLED : IQM_E_TIMEOUT);
	ck_assert_int_le(now, 1000 + (_i ? 0 : 550));
	ck_assert_int_eq(s.asked, 0);
	close(held);
	ck_assert_int_eq(shop_state(client, "k"), IQM_PURCHASE_OPEN);
	iqm_client_close(client);
	shop_close(&s);
}
END_TEST

/* ---- long journals --------------------------------------------------------------------------- */

#define LONG_JOURNAL 50000 /* purchases, of two records each */

static size_t write_long(const struct shop *s)
{
	size_t size = (size_t)LONG_JOURNAL * 420;
	char *text = malloc(size);
	size_t len = (size_t)sprintf(text, "iqm-journal 2\n");
	char json[300];

	for (int i = 0; i < LONG_JOURNAL; i++) {
		snprintf(json, sizeof(json),
			 "{\"event\":\"intent\",\"format\":\"2\",\"key\":\"k%d\","
			 "\"service\":\"" MOCK_BASE_URL "\",\"workspace\":\"7\","
			 "\"operation\":\"pld.generate\",\"request\":\"{}\",\"time\":\"1\","
			 "\"sent\":\"1\"}",
			 i);
		len += shop_line(text + len, size - len, json);
		snprintf(json, sizeof(json),
			 "{\"event\":\"bought\",\"format\":\"2\",\"key\":\"k%d\"}", i);
		len += shop_line(text + len, size - len, json);
	}
	shop_write(s, text, len);
	free(text);
	return len;
}

/* Bytes that this process has read so far. */
static size_t bytes_read(void)
{
	FILE *file = fopen("/proc/self/io", "r");
	size_t bytes = 0;

	ck_assert_ptr_nonnull(file);
	ck_assert_int_eq(fscanf(file, "rchar: %zu", &bytes), 1);
	fclose(file);
	return bytes;
}

/* Each byte is read once, when it is first needed; later only what is new. */
START_TEST(test_long_journal_is_read_once)
{
	struct shop s;
	size_t before;
	size_t len;

	shop_open(&s);
	len = write_long(&s);
	before = bytes_read();
	shop_restart(&s);
	ck_assert_int_eq(shop_state(s.client, "none"), IQM_PURCHASE_NONE);
	ck_assert_uint_lt(bytes_read() - before, len + 200000);
	before = bytes_read();
	for (int i = 0; i < 50; i++) {
		ck_assert_int_eq(shop_state(s.client, "k4711"), IQM_PURCHASE_BOUGHT);
		ck_assert_int_eq(shop_buy(s.client, "k49999", NULL), IQM_E_KEY_USED);
	}
	ck_assert_int_eq(shop_buy(s.client, "new", NULL), 0);
	ck_assert_uint_lt(bytes_read() - before, 200000);
	shop_close(&s);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("shared");

	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, test_threads_at_once);
	tcase_add_test(tcase, test_processes_at_once);
	tcase_add_test(tcase, test_key_raced_by_processes);
	tcase_add_test(tcase, test_owner_that_lives_and_dies);
	tcase_add_test(tcase, test_lock_that_is_kept);
	tcase_add_loop_test(tcase, test_lock_that_is_kept_after_the_response, 0, 2);
	tcase_add_test(tcase, test_long_journal_is_read_once);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
