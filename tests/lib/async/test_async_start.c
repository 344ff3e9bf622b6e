/* SPDX-License-Identifier: MIT */
/* Calls that do not block: started, ended, and given to `done` on the thread that dispatches. */
#include "support/async_fixture.h"
#include "support/suite.h"

#include <string.h>

static struct gate gate;
static struct iqm_client *client;

static void setup(void)
{
	gate_open(&gate);
	client = gate_client(&gate, (struct iqm_settings){ .threads = 2, .queue = 4 });
}

static void teardown(void)
{
	iqm_client_close(client);
	gate_close(&gate);
}

START_TEST(test_done_on_the_dispatching_thread)
{
	struct started one = { 0 };

	ck_assert_int_eq(iqm_client_dispatch(client), 0);
	ck_assert(!is_readable(client));
	ck_assert_int_eq(start_list(client, &one), 0);
	dispatch_until(client, &one, 1);
	ck_assert_int_eq(one.done, 1);
	ck_assert_int_eq(one.status, 0);
	ck_assert(one.has_response);
	ck_assert(pthread_equal(one.thread, pthread_self()));
	ck_assert_int_eq(one.call.error.attempts, 1);
	ck_assert(!is_readable(client));
	ck_assert_int_eq(iqm_client_dispatch(client), 0);
}
END_TEST

START_TEST(test_nothing_ends_without_dispatch)
{
	struct started one = { 0 };
	long end = now_ms() + ASYNC_SOON_MS;

	ck_assert_int_eq(start_list(client, &one), 0);
	while (!is_readable(client))
		ck_assert_int_lt((int)(now_ms() - end), 0);
	ck_assert_int_eq(one.done, 0);
	ck_assert(is_readable(client));
	ck_assert_int_eq(iqm_client_dispatch(client), 1);
	ck_assert_int_eq(one.done, 1);
}
END_TEST

START_TEST(test_a_purchase_buys_once)
{
	struct started one = { 0 };

	ck_assert_int_eq(start_buy(client, &one, 7, NULL), 0);
	dispatch_until(client, &one, 1);
	ck_assert_int_eq(one.status, 0);
	ck_assert_int_eq(gate.purchases, 1);
	ck_assert_str_eq(gate.order, "7");
}
END_TEST

START_TEST(test_no_more_threads_than_set)
{
	struct started all[4] = { 0 };

	gate_shut(&gate, true);
	for (int i = 0; i < 4; i++)
		ck_assert_int_eq(start_list(client, &all[i]), 0);
	gate_await(&gate, 2);
	gate_shut(&gate, false);
	dispatch_until(client, all, 4);
	ck_assert_int_eq(gate.most, 2);
	for (int i = 0; i < 4; i++)
		ck_assert_int_eq(all[i].done, 1);
}
END_TEST

/* Until `done` was called, not only until it ended: a loop that never dispatches has an end too. */
START_TEST(test_a_full_queue_is_refused)
{
	struct started all[5] = { 0 };

	gate_shut(&gate, true);
	for (int i = 0; i < 4; i++)
		ck_assert_int_eq(start_list(client, &all[i]), 0);
	ck_assert_int_eq(start_list(client, &all[4]), IQM_E_BUSY);
	ck_assert_int_eq(all[4].call.error.status, IQM_E_BUSY);
	ck_assert_str_eq(all[4].call.error.message,
			 "pld.list: not started: the queue is full: settings.queue is 4, and so "
			 "many are under way");
	ck_assert_int_eq(all[4].call.error.delivery, IQM_NOT_SENT);
	gate_shut(&gate, false);
	dispatch_until(client, all, 4);
	ck_assert_int_eq(all[4].done, 0);
	ck_assert_int_eq(start_list(client, &all[4]), 0);
	dispatch_until(client, &all[4], 1);
	ck_assert_int_eq(gate.sent, 5);
}
END_TEST

START_TEST(test_done_starts_another_call)
{
	struct started next = { 0 };
	struct started all[4] = { { .then = &next } };

	for (int i = 0; i < 4; i++)
		ck_assert_int_eq(start_list(client, &all[i]), 0);
	dispatch_until(client, &next, 1);
	ck_assert_int_eq(all[0].then_status, 0);
	ck_assert_int_eq(next.status, 0);
	ck_assert_int_eq(next.done, 1);
	dispatch_until(client, all, 4);
}
END_TEST

START_TEST(test_arguments)
{
	struct started one = { 0 };
	struct iqm_call call = { .timeout_ms = -1 };

	ck_assert_int_eq(start_list(NULL, &one), IQM_E_USAGE);
	ck_assert_str_eq(one.call.error.message, "pld.list: client is NULL");
	ck_assert_int_eq(iqm_perform_start(client, &iqm_pld_list_op, NULL, NULL, NULL, NULL, NULL),
			 IQM_E_USAGE);
	ck_assert_int_eq(
		iqm_perform_start(client, &iqm_pld_list_op, NULL, &one.call, NULL, NULL, NULL),
		IQM_E_USAGE);
	ck_assert_str_eq(one.call.error.message, "pld.list: done is NULL");
	one.call = call;
	ck_assert_int_eq(start_list(client, &one), IQM_E_USAGE);
	ck_assert_int_eq(iqm_client_fd(NULL), IQM_E_USAGE);
	ck_assert_int_eq(iqm_client_dispatch(NULL), IQM_E_USAGE);
	ck_assert_int_eq(one.done, 0);
	ck_assert_int_eq(iqm_client_dispatch(client), 0);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("start and dispatch");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, test_done_on_the_dispatching_thread);
	tcase_add_test(tcase, test_nothing_ends_without_dispatch);
	tcase_add_test(tcase, test_a_purchase_buys_once);
	tcase_add_test(tcase, test_no_more_threads_than_set);
	tcase_add_test(tcase, test_a_full_queue_is_refused);
	tcase_add_test(tcase, test_done_starts_another_call);
	tcase_add_test(tcase, test_arguments);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
