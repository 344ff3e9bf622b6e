/* SPDX-License-Identifier: MIT */
/* A client that is closed with calls under way, and one in a forked child; many threads at it. */
#include "support/async_fixture.h"
#include "support/suite.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define MANY 200
#define STARTERS 4

static struct gate gate;
static struct iqm_client *client;

static void setup(void)
{
	gate_open(&gate);
	client = gate_client(&gate, (struct iqm_settings){ .threads = 2, .queue = 100 });
}

static void teardown(void)
{
	gate_close(&gate);
}

START_TEST(test_close_ends_all)
{
	struct started ended = { 0 };
	struct started next = { 0 };
	struct started all[4] = { { .then = &next } };
	long began;
	long end = now_ms() + ASYNC_SOON_MS;

	ck_assert_int_eq(start_list(client, &ended), 0);
	while (!is_readable(client))
		ck_assert_int_lt((int)(now_ms() - end), 0);
	gate_shut(&gate, true);
	ck_assert_int_eq(start_list(client, &all[0]), 0);
	ck_assert_int_eq(start_buy(client, &all[1], 1, NULL), 0);
	gate_await(&gate, 2);
	ck_assert_int_eq(start_list(client, &all[2]), 0);
	ck_assert_int_eq(start_buy(client, &all[3], 2, NULL), 0);
	began = now_ms();
	iqm_client_close(client);
	ck_assert_int_le(now_ms() - began, 500);
	ck_assert_int_eq(ended.status, 0);
	ck_assert_int_eq(all[0].status, IQM_E_CANCELLED);
	ck_assert_int_eq(all[1].status, IQM_E_UNKNOWN_OUTCOME); /* its request had left */
	ck_assert_int_eq(all[2].status, IQM_E_CANCELLED);
	ck_assert_int_eq(all[3].status, IQM_E_CANCELLED);
	ck_assert_int_eq(all[3].call.error.delivery, IQM_NOT_SENT);
	for (int i = 0; i < 4; i++) {
		ck_assert_int_eq(all[i].done, 1);
		ck_assert(pthread_equal(all[i].thread, pthread_self()));
	}
	ck_assert_int_eq(all[0].then_status, IQM_E_CANCELLED); /* too late to start another */
	ck_assert_int_eq(next.done, 0);
	ck_assert_int_eq(gate.sent, 3);
	ck_assert_int_eq(gate.purchases, 1);
}
END_TEST

START_TEST(test_close_without_calls)
{
	ck_assert_int_ge(iqm_client_fd(client), 0);
	iqm_client_close(client);
}
END_TEST

/* Its threads are the parent's: a child that would wait for them would wait for ever. */
START_TEST(test_fork)
{
	struct started one = { 0 };
	int status = -1;
	pid_t child;

	gate_shut(&gate, true);
	ck_assert_int_eq(start_list(client, &one), 0);
	gate_await(&gate, 1);
	child = fork();
	if (!child) {
		struct started own = { 0 };
		bool good = start_list(client, &own) == IQM_E_USAGE &&
			    iqm_client_dispatch(client) == IQM_E_USAGE &&
			    iqm_client_fd(client) == IQM_E_USAGE;

		iqm_client_close(client);
		/* Its copies of what the parent's threads have are no leak of its own. */
		execlp(good && !one.done && !own.done ? "true" : "false", "fork", (char *)NULL);
		_exit(1);
	}
	ck_assert_int_gt(child, 0);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(status, 0);
	gate_shut(&gate, false);
	dispatch_until(client, &one, 1);
	ck_assert_int_eq(one.status, 0);
	iqm_client_close(client);
}
END_TEST

/* ---- many threads ---------------------------------------------------------------------------- */

struct starter {
	pthread_t thread;
	struct iqm_cancel cancel;
	struct started calls[MANY];
};

static void *start_many(void *argument)
{
	struct starter *s = argument;

	for (int i = 0; i < MANY; i++) {
		if (i % 3 == 0)
			s->calls[i].call.cancel = &s->cancel;
		if (i % 7 == 0)
			s->calls[i].call.timeout_ms = 1;
		while (start_list(client, &s->calls[i]) == IQM_E_BUSY)
			iqm_client_dispatch(client);
		if (i == MANY / 2)
			iqm_cancel_calls(&s->cancel);
		if (i % 10 == 0)
			iqm_client_dispatch(client);
	}
	return NULL;
}

START_TEST(test_each_is_done_once)
{
	struct starter *starters = calloc(STARTERS, sizeof(*starters));
	int done = 0;

	ck_assert_ptr_nonnull(starters);
	for (int i = 0; i < STARTERS; i++)
		ck_assert_int_eq(
			pthread_create(&starters[i].thread, NULL, start_many, &starters[i]), 0);
	for (int i = 0; i < STARTERS; i++)
		pthread_join(starters[i].thread, NULL);
	iqm_client_close(client);
	for (int i = 0; i < STARTERS; i++)
		for (int k = 0; k < MANY; k++)
			done += starters[i].calls[k].done;
	ck_assert_int_eq(done, STARTERS * MANY);
	for (int k = 0; k < MANY; k++)
		ck_assert_int_eq(starters[0].calls[k].done, 1);
	free(starters);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("close, fork, threads");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, test_close_ends_all);
	tcase_add_test(tcase, test_close_without_calls);
	tcase_add_test(tcase, test_fork);
	tcase_add_test(tcase, test_each_is_done_once);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
