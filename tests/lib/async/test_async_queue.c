/* SPDX-License-Identifier: MIT */
/* Time, cancels and order of calls that were started, while all threads hang. */
#include "support/async_fixture.h"
#include "support/suite.h"

#include <iqm/json.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LATE_MS suite_patience(250) /* a deadline or a cancel is honoured within that */

static struct gate gate;
static struct iqm_client *client;
static struct started hanging[2];

/* Both threads hang. */
static void setup(void)
{
	gate_open(&gate);
	gate_shut(&gate, true);
	memset(hanging, 0, sizeof(hanging));
	client = gate_client(&gate, (struct iqm_settings){ .threads = 2 });
	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(start_list(client, &hanging[i]), 0);
	gate_await(&gate, 2);
}

static void teardown(void)
{
	iqm_client_close(client);
	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(hanging[i].done, 1);
	gate_close(&gate);
}

START_TEST(test_deadline_in_the_queue)
{
	struct started one = { .call = { .timeout_ms = 100 } };
	long took;

	ck_assert_int_eq(start_buy(client, &one, 1, NULL), 0);
	took = dispatch_until(client, &one, 1);
	ck_assert_int_ge(took, 99);
	ck_assert_int_le(took, 100 + LATE_MS);
	ck_assert_int_eq(one.status, IQM_E_TIMEOUT);
	ck_assert_str_eq(one.call.error.message,
			 "pld.generate: timed out in the queue, nothing was sent");
	ck_assert_int_eq(one.call.error.delivery, IQM_NOT_SENT);
	ck_assert_int_eq(one.call.error.attempts, 0);
	ck_assert(!one.has_response);
	gate_shut(&gate, false);
	dispatch_until(client, hanging, 2);
	ck_assert_int_eq(gate.sent, 2);
	ck_assert_int_eq(gate.purchases, 0);
}
END_TEST

START_TEST(test_cancel_in_the_queue)
{
	struct iqm_cancel cancel = { 0 };
	struct started one = { .call = { .cancel = &cancel } };
	long took;

	ck_assert_int_eq(start_buy(client, &one, 1, NULL), 0);
	iqm_cancel_calls(&cancel);
	took = dispatch_until(client, &one, 1);
	ck_assert_int_le(took, LATE_MS);
	ck_assert_int_eq(one.status, IQM_E_CANCELLED);
	ck_assert_int_eq(one.call.error.delivery, IQM_NOT_SENT);
	ck_assert_ptr_eq(one.call.cancel, &cancel);
}
END_TEST

/* It says of each that nothing is known, as the blocking call does. */
START_TEST(test_find_all_in_the_queue)
{
	struct started one = { .call = { .timeout_ms = 50 } };
	struct iqm_pld_wanted wanted[2] = { { .key = "a" }, { .key = "b" } };

	ck_assert_int_eq(iqm_reports_find_all_start(client, &iqm_pld_generate_op, wanted, 2,
						    &one.call, started_done, &one),
			 0);
	dispatch_until(client, &one, 1);
	ck_assert_int_eq(one.status, IQM_E_TIMEOUT);
	ck_assert_int_eq(wanted[0].status, IQM_E_TIMEOUT);
	ck_assert_int_eq(wanted[1].status, IQM_E_TIMEOUT);
}
END_TEST

/* The time in the queue counts: what is left is less than the call's. */
START_TEST(test_deadline_runs_from_the_start)
{
	struct started one = { .call = { .timeout_ms = 600 } };
	long began = now_ms();

	ck_assert_int_eq(start_list(client, &one), 0);
	sleep_ms(300);
	gate_shut(&gate, false);
	dispatch_until(client, hanging, 2);
	gate_shut(&gate, true);
	if (!one.done) { /* else it was sent before the gate was shut again */
		dispatch_until(client, &one, 1);
		ck_assert_int_le(now_ms() - began, 600 + LATE_MS);
	}
	ck_assert_int_eq(one.call.timeout_ms, 600);
}
END_TEST

START_TEST(test_cancel_while_it_runs)
{
	struct iqm_cancel cancel = { 0 };
	struct started one = { .call = { .cancel = &cancel } };
	long took;

	gate_shut(&gate, false);
	dispatch_until(client, hanging, 2);
	gate_shut(&gate, true);
	ck_assert_int_eq(start_buy(client, &one, 1, NULL), 0);
	gate_await(&gate, 1);
	iqm_cancel_calls(&cancel);
	took = dispatch_until(client, &one, 1);
	ck_assert_int_le(took, LATE_MS);
	ck_assert_int_eq(one.status, IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(one.call.error.cause, IQM_E_CANCELLED);
	ck_assert_ptr_eq(one.call.cancel, &cancel);
}
END_TEST

START_TEST(test_signals_are_blocked)
{
	gate_shut(&gate, false);
	dispatch_until(client, hanging, 2);
	ck_assert(!gate.unblocked);
}
END_TEST

/* ---- keys ----------------------------------------------------------------------------------- */

static char directory[32];
static char journal[64];

static void setup_keys(void)
{
	snprintf(directory, sizeof(directory), "/tmp/iqm-async-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(directory));
	snprintf(journal, sizeof(journal), "%s/journal", directory);
	gate_open(&gate);
	client = gate_client(&gate, (struct iqm_settings){ .threads = 3, .journal = journal });
}

static void teardown_keys(void)
{
	char lock[80];

	iqm_client_close(client);
	gate_close(&gate);
	snprintf(lock, sizeof(lock), "%s.lock", journal);
	unlink(journal);
	unlink(lock);
	rmdir(directory);
}

START_TEST(test_purchases_of_a_key_in_turn)
{
	struct started all[6] = { 0 };

	gate.fail_purchases = IQM_E_NETWORK;
	gate.unsent = true;
	for (int i = 0; i < 6; i++)
		ck_assert_int_eq(start_buy(client, &all[i], i + 1, "k"), 0);
	dispatch_until(client, all, 6);
	ck_assert_str_eq(gate.order, "123456");
	for (int i = 0; i < 6; i++)
		ck_assert_int_eq(all[i].status, IQM_E_NETWORK);
}
END_TEST

/* Without its turn the second one would find the key claimed, and be refused at once. */
START_TEST(test_other_keys_do_not_wait)
{
	struct started first[2] = { 0 };
	struct started other = { 0 };

	gate_shut(&gate, true);
	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(start_buy(client, &first[i], 1, "k"), 0);
	gate_await(&gate, 1);
	ck_assert_int_eq(start_buy(client, &other, 2, "other"), 0);
	gate_await(&gate, 2);
	sleep_ms(100);
	ck_assert(!is_readable(client)); /* the second one waits for its turn */
	gate_shut(&gate, false);
	dispatch_until(client, first, 2);
	dispatch_until(client, &other, 1);
	ck_assert_int_eq(first[0].status, 0);
	ck_assert_int_eq(first[1].status, IQM_E_KEY_USED);
	ck_assert_int_eq(other.status, 0);
	ck_assert_int_eq(gate.purchases, 2);
}
END_TEST

static void json_done(void *context, int status, char *response, struct iqm_call *call)
{
	iqm_free(response);
	started_done(context, status, call);
}

/* Where a purchase stands is said while it is made, by name too. */
START_TEST(test_get_does_not_wait_for_its_key)
{
	static const char key[] = "{\"key\":\"k\"}";
	struct started buy = { 0 };
	struct started gets[2] = { 0 };
	struct iqm_purchase *one;
	char *response;

	gate_shut(&gate, true);
	ck_assert_int_eq(start_buy(client, &buy, 1, "k"), 0);
	gate_await(&gate, 1);
	ck_assert_int_eq(
		iqm_journal_get_start(client, "k", &one, &gets[0].call, started_done, &gets[0]), 0);
	ck_assert_int_eq(iqm_call_json_start(client, "journal.get", key, strlen(key), &response,
					     &gets[1].call, json_done, &gets[1]),
			 0);
	dispatch_until(client, gets, 2);
	ck_assert_int_eq(gets[0].status, gets[1].status);
	ck_assert_int_eq(buy.done, 0);
	gate_shut(&gate, false);
	dispatch_until(client, &buy, 1);
	iqm_free(one);
}
END_TEST

START_TEST(test_journal_calls)
{
	struct started buy = { 0 };
	struct started calls[6] = { 0 };
	struct iqm_purchases *list;
	struct iqm_purchase *one;
	struct iqm_spending spent = { 0 };
	size_t moved;

	ck_assert_int_eq(start_buy(client, &buy, 1, "k"), 0);
	ck_assert_int_eq(iqm_journal_note_start(client, "k", "a note", &calls[0].call, started_done,
						&calls[0]),
			 0);
	ck_assert_int_eq(
		iqm_journal_claim_start(client, "k", &calls[1].call, started_done, &calls[1]), 0);
	ck_assert_int_eq(
		iqm_journal_settle_start(client, "k", 5, &calls[2].call, started_done, &calls[2]),
		0);
	dispatch_until(client, &buy, 1);
	dispatch_until(client, calls, 3);
	ck_assert_int_eq(
		iqm_journal_list_start(client, &list, &calls[3].call, started_done, &calls[3]), 0);
	ck_assert_int_eq(
		iqm_journal_get_start(client, "k", &one, &calls[4].call, started_done, &calls[4]),
		0);
	ck_assert_int_eq(iqm_journal_spent_start(client, (struct iqm_ms){ 0 }, &spent,
						 &calls[5].call, started_done, &calls[5]),
			 0);
	dispatch_until(client, &calls[3], 3);
	for (int i = 0; i < 6; i++)
		ck_assert_msg(!calls[i].status, "%d: %s", i, calls[i].call.error.message);
	ck_assert_uint_eq(list->len, 1);
	ck_assert_str_eq(one->note, "a note");
	ck_assert_int_eq((int)one->report_id.value, 5);
	ck_assert_uint_eq(spent.purchases, 1);
	iqm_free(list);
	iqm_free(one);
	iqm_journal_release(client, "k");
	calls[5].done = 0;
	ck_assert_int_eq(iqm_journal_archive_start(client, iqm_ms(1), &moved, &calls[5].call,
						   started_done, &calls[5]),
			 0);
	dispatch_until(client, &calls[5], 1);
	ck_assert_uint_eq(moved, 0);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *time = tcase_create("all threads hang");
	TCase *keys = tcase_create("keys");

	tcase_add_checked_fixture(time, setup, teardown);
	tcase_add_test(time, test_deadline_in_the_queue);
	tcase_add_test(time, test_cancel_in_the_queue);
	tcase_add_test(time, test_deadline_runs_from_the_start);
	tcase_add_test(time, test_find_all_in_the_queue);
	tcase_add_test(time, test_cancel_while_it_runs);
	tcase_add_test(time, test_signals_are_blocked);
	suite_add_tcase(suite, time);
	tcase_add_checked_fixture(keys, setup_keys, teardown_keys);
	tcase_add_test(keys, test_purchases_of_a_key_in_turn);
	tcase_add_test(keys, test_other_keys_do_not_wait);
	tcase_add_test(keys, test_get_does_not_wait_for_its_key);
	tcase_add_test(keys, test_journal_calls);
	suite_add_tcase(suite, keys);
}

SUITE(add_tests)
