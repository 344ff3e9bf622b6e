/* SPDX-License-Identifier: MIT */
/* Waits that were started: many of them, one poll; and each with its own time, interval and cancel.
 */
#include "support/async_fixture.h"
#include "support/suite.h"

#include <dirent.h>
#include <string.h>

#define LATE_MS suite_patience(250)
#define MANY 100

struct waiting {
	struct started s; /* first: the context of `done` */
	struct iqm_report report;
	struct iqm_wait how;
	struct iqm_cancel cancel;
	int polls;
	bool foreign; /* on_poll came on another thread */
	long first, last;
	pthread_t thread;
};

static struct gate gate;
static struct iqm_client *client;
static struct waiting all[MANY];

static void setup(void)
{
	gate_open(&gate);
	memset(all, 0, sizeof(all));
	client = gate_client(&gate, (struct iqm_settings){ .threads = 1 });
}

static void teardown(void)
{
	iqm_client_close(client);
	gate_close(&gate);
}

static void on_poll(void *context, const struct iqm_report *reports, size_t len)
{
	struct waiting *w = context;

	ck_assert_ptr_eq(reports, &w->report);
	ck_assert_uint_eq(len, 1);
	w->foreign = w->foreign || !pthread_equal(w->thread, pthread_self());
	w->last = now_ms();
	w->first = w->polls++ ? w->first : w->last;
}

static int start_wait(struct waiting *w, const struct iqm_op *op, int64_t id, long interval_ms,
		      long timeout_ms)
{
	w->thread = pthread_self();
	w->report.id = id;
	w->how = (struct iqm_wait){
		.min_ms = interval_ms, .max_ms = interval_ms, .on_poll = on_poll, .context = w
	};
	w->s.call.timeout_ms = timeout_ms;
	w->s.call.cancel = &w->cancel;
	return iqm_reports_wait_start(client, op, &w->report, 1, &w->how, &w->s.call, started_done,
				      &w->s);
}

/* Dispatches for so long. */
static void dispatch_for(long ms)
{
	long end = now_ms() + ms;

	while (now_ms() < end) {
		iqm_client_dispatch(client);
		sleep_ms(5);
	}
}

static int lists(void)
{
	int n;

	pthread_mutex_lock(&gate.lock);
	n = gate.lists;
	pthread_mutex_unlock(&gate.lock);
	return n;
}

static void set_ready(int id)
{
	pthread_mutex_lock(&gate.lock);
	gate.ready[id] = true;
	pthread_mutex_unlock(&gate.lock);
}

/* ---- many waits, one poll -------------------------------------------------------------------- */

static int threads(void)
{
	DIR *tasks = opendir("/proc/self/task");
	int n = -2; /* "." and ".." */

	ck_assert_ptr_nonnull(tasks);
	while (readdir(tasks))
		n++;
	closedir(tasks);
	return n;
}

START_TEST(test_reports_are_written_by_dispatch)
{
	long end = now_ms() + ASYNC_SOON_MS;

	set_ready(3);
	ck_assert_int_eq(start_wait(&all[0], &iqm_sls_generate_op, 3, 100, 10000), 0);
	while (!is_readable(client))
		ck_assert_int_lt((int)(now_ms() - end), 0);
	sleep_ms(50);
	ck_assert_int_eq(all[0].report.state, IQM_REPORT_WAITING);
	ck_assert_ptr_null(all[0].report.family);
	ck_assert_int_eq(all[0].polls, 0);
	ck_assert_int_eq(iqm_client_dispatch(client), 1);
	ck_assert_int_eq(all[0].report.state, IQM_REPORT_READY);
	ck_assert_str_eq(all[0].report.family, "sls");
	ck_assert_int_eq(all[0].polls, 1);
	ck_assert(!all[0].foreign);
	ck_assert_int_eq(all[0].s.status, 0);
	ck_assert_int_eq(all[0].s.call.error.attempts, 1);
	ck_assert(!is_readable(client));
}
END_TEST

START_TEST(test_many_waits_share_polls)
{
	int before = threads();
	long began = now_ms();
	long starting;

	for (int i = 0; i < MANY; i++)
		ck_assert_int_eq(
			start_wait(&all[i], &iqm_sls_generate_op, 1 + i % GATE_REPORTS, 200, 10000),
			0);
	starting = now_ms() - began;
	dispatch_for(500);
	ck_assert_int_le(threads() - before,
			 3); /* one polls, one keeps time; one is a sanitizer's */
	for (int id = 1; id <= GATE_REPORTS; id++)
		set_ready(id);
	for (int i = 0; i < MANY; i++)
		dispatch_until(client, &all[i].s, 1);
	ck_assert_int_ge(lists(), 3);
	/* Those that start within 50 ms have a first poll together. */
	ck_assert_int_le(lists(), 2 + starting / 50 + (now_ms() - began) / 200);
	for (int i = 0; i < MANY; i++) {
		ck_assert_int_eq(all[i].s.status, 0);
		ck_assert_int_eq(all[i].s.done, 1);
		ck_assert_int_eq(all[i].report.state, IQM_REPORT_READY);
		ck_assert(!all[i].foreign);
	}
}
END_TEST

/* The one that is asked about often does not hurry the others; they ride on its polls. */
START_TEST(test_each_keeps_its_interval)
{
	long began = now_ms();

	ck_assert_int_eq(start_wait(&all[0], &iqm_sls_generate_op, 1, 60, 10000), 0);
	for (int i = 1; i <= 5; i++) {
		dispatch_for(70);
		ck_assert_int_eq(start_wait(&all[i], &iqm_sls_generate_op, 2, 600, 10000), 0);
	}
	dispatch_for(1500);
	ck_assert_int_ge(all[0].polls, 8); /* each 60 + 50 ms */
	for (int i = 1; i <= 5; i++) {
		ck_assert_int_ge(all[i].polls, 2);
		ck_assert_int_le(all[i].polls, 2 + (now_ms() - began) / 450);
	}
	ck_assert_int_le(lists(), all[0].polls + 9); /* the first of each may be its own */
}
END_TEST

/* ---- each for itself ------------------------------------------------------------------------- */

START_TEST(test_deadline_while_the_poll_hangs)
{
	long began = now_ms();

	gate_shut(&gate, true);
	ck_assert_int_eq(start_wait(&all[0], &iqm_sls_generate_op, 1, 100, 60000), 0);
	gate_await(&gate, 1);
	ck_assert_int_eq(start_wait(&all[1], &iqm_sls_generate_op, 2, 100, 300), 0);
	dispatch_until(client, &all[1].s, 1);
	ck_assert_int_le(now_ms() - began, 300 + LATE_MS);
	ck_assert_int_eq(all[1].s.status, IQM_E_TIMEOUT);
	ck_assert_str_eq(all[1].s.call.error.message,
			 "sls.list: timed out, 1 of 1 reports are still waited for");
	ck_assert_int_eq(all[0].s.done, 0);
}
END_TEST

START_TEST(test_cancel_while_the_poll_hangs)
{
	long began;

	gate_shut(&gate, true);
	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(start_wait(&all[i], &iqm_sls_generate_op, 1 + i, 100, 60000), 0);
	gate_await(&gate, 1);
	sleep_ms(100); /* both may be in it, or one */
	began = now_ms();
	iqm_cancel_calls(&all[0].cancel);
	dispatch_until(client, &all[0].s, 1);
	ck_assert_int_le(now_ms() - began, LATE_MS);
	ck_assert_int_eq(all[0].s.status, IQM_E_CANCELLED);
	set_ready(2);
	gate_shut(&gate, false);
	dispatch_until(client, &all[1].s, 1);
	ck_assert_int_eq(all[1].s.status, 0);
	ck_assert_int_eq(all[1].report.state, IQM_REPORT_READY);
}
END_TEST

static int ended_data, late_events;

/* Of a call that has ended: what its user_data points to may be gone. */
static void on_event(void *context, const struct iqm_event *event)
{
	(void)context;
	if (event->user_data == &ended_data && __atomic_load_n(&ended_data, __ATOMIC_SEQ_CST))
		__atomic_add_fetch(&late_events, 1, __ATOMIC_SEQ_CST);
}

START_TEST(test_no_event_of_a_wait_that_has_ended)
{
	long cancelled;

	iqm_client_close(client);
	client = gate_client(&gate, (struct iqm_settings){ .threads = 1, .on_event = on_event });
	ended_data = late_events = 0;
	gate_shut(&gate, true);
	all[0].s.call.user_data = &ended_data;
	ck_assert_int_eq(start_wait(&all[0], &iqm_sls_generate_op, 1, 10, 60000), 0);
	gate_await(&gate, 1);
	iqm_cancel_calls(&all[0].cancel);
	cancelled = now_ms();
	dispatch_until(client, &all[0].s, 1);
	__atomic_store_n(&ended_data, 1, __ATOMIC_SEQ_CST);
	ck_assert_int_le(now_ms() - cancelled, LATE_MS);
	ck_assert_int_eq(all[0].s.status, IQM_E_CANCELLED);
	sleep_ms(300);
	ck_assert_int_eq(late_events, 0);
}
END_TEST

/* Nobody waits for it any more, so the poll ends too: the next wait has one of its own at once. */
START_TEST(test_a_poll_for_nobody_is_cancelled)
{
	gate_shut(&gate, true);
	ck_assert_int_eq(start_wait(&all[0], &iqm_sls_generate_op, 1, 100, 60000), 0);
	gate_await(&gate, 1);
	iqm_cancel_calls(&all[0].cancel);
	dispatch_until(client, &all[0].s, 1);
	gate_await(&gate, 0);
}
END_TEST

START_TEST(test_a_family_that_hangs_keeps_no_other)
{
	gate.shut_for = "/pld-";
	gate_shut(&gate, true);
	set_ready(1);
	ck_assert_int_eq(start_wait(&all[0], &iqm_pld_generate_op, 1, 100, 60000), 0);
	gate_await(&gate, 1);
	ck_assert_int_eq(start_wait(&all[1], &iqm_sls_generate_op, 1, 100, 60000), 0);
	dispatch_until(client, &all[1].s, 1);
	ck_assert_int_eq(all[1].s.status, 0);
	ck_assert_int_eq(all[0].s.done, 0);
}
END_TEST

START_TEST(test_a_bad_row_is_one_waits)
{
	gate.bad_status = 4;
	set_ready(5);
	gate_shut(&gate, true);
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(start_wait(&all[i], &iqm_sls_generate_op, 3 + i, 100, 60000), 0);
	gate_shut(&gate, false);
	dispatch_until(client, &all[1].s, 1);
	dispatch_until(client, &all[2].s, 1);
	ck_assert_int_eq(all[1].s.status, IQM_E_DECODE);
	ck_assert_ptr_nonnull(strstr(all[1].s.call.error.path, "slsStatusName"));
	ck_assert_int_eq(all[2].s.status, 0);
	ck_assert_int_eq(all[0].s.done, 0);
	set_ready(3);
	dispatch_until(client, &all[0].s, 1);
	ck_assert_int_eq(all[0].s.status, 0);
}
END_TEST

/* The last poll of one is right before its end, and tells it what it shows. */
START_TEST(test_last_poll)
{
	ck_assert_int_eq(start_wait(&all[0], &iqm_sls_generate_op, 1, 5000, 1000), 0);
	ck_assert_int_eq(start_wait(&all[1], &iqm_sls_generate_op, 2, 5000, 1000), 0);
	ck_assert_int_eq(start_wait(&all[2], &iqm_sls_generate_op, 2, 5000, 60000), 0);
	dispatch_for(500);
	set_ready(2);
	dispatch_until(client, all[0].s.done ? &all[1].s : &all[0].s, 1);
	dispatch_until(client, &all[1].s, 1);
	ck_assert_int_eq(all[0].s.status, IQM_E_TIMEOUT);
	ck_assert_int_eq(all[1].s.status, 0);
	ck_assert_int_eq(all[2].s.done, 0);
	ck_assert_int_eq(all[2].polls, 1);
}
END_TEST

/* ---- several threads dispatch ---------------------------------------------------------------- */

static int inside[MANY];
static bool overlaps;

/* Takes its time: meanwhile the wait may be polled again, and end. */
static void slow_on_poll(void *context, const struct iqm_report *reports, size_t len)
{
	int *at = context;

	(void)reports;
	(void)len;
	if (__atomic_fetch_add(at, 1, __ATOMIC_SEQ_CST))
		__atomic_store_n(&overlaps, true, __ATOMIC_SEQ_CST);
	sleep_ms(30);
	__atomic_fetch_sub(at, 1, __ATOMIC_SEQ_CST);
}

static void *dispatch_for_a_while(void *argument)
{
	(void)argument;
	dispatch_for(1500);
	return NULL;
}

START_TEST(test_two_threads_dispatch)
{
	pthread_t other;

	overlaps = false;
	for (int i = 0; i < 20; i++) {
		struct waiting *w = &all[i];

		w->report.id = 1;
		w->how = (struct iqm_wait){
			.min_ms = 20, .max_ms = 20, .on_poll = slow_on_poll, .context = &inside[i]
		};
		w->s.call.timeout_ms = 200 + 50 * i;
		ck_assert_int_eq(iqm_reports_wait_start(client, &iqm_sls_generate_op, &w->report, 1,
							&w->how, &w->s.call, started_done, &w->s),
				 0);
	}
	ck_assert_int_eq(pthread_create(&other, NULL, dispatch_for_a_while, NULL), 0);
	dispatch_for(1500);
	pthread_join(other, NULL);
	ck_assert(!overlaps);
	for (int i = 0; i < 20; i++) {
		ck_assert_int_eq(all[i].s.done, 1);
		ck_assert_int_eq(all[i].s.status, IQM_E_TIMEOUT);
	}
}
END_TEST

START_TEST(test_arguments)
{
	ck_assert_int_eq(start_wait(&all[0], &iqm_sls_generate_op, 1, 100, 0), IQM_E_USAGE);
	ck_assert_ptr_nonnull(strstr(all[0].s.call.error.message, "timeout_ms"));
	ck_assert_int_eq(start_wait(&all[0], &iqm_sls_generate_op, 0, 100, 100), IQM_E_USAGE);
	ck_assert_int_eq(iqm_reports_wait_start(client, &iqm_sls_generate_op, NULL, 1, NULL,
						&all[0].s.call, started_done, &all[0]),
			 IQM_E_USAGE);
	ck_assert_int_eq(iqm_reports_wait_start(client, &iqm_sls_generate_op, &all[0].report, 1,
						NULL, NULL, started_done, &all[0]),
			 IQM_E_USAGE);
	ck_assert_int_eq(iqm_client_dispatch(client), 0);
}
END_TEST

START_TEST(test_close)
{
	struct iqm_client *closed;

	gate_shut(&gate, true);
	for (int i = 0; i < MANY; i++)
		ck_assert_int_eq(start_wait(&all[i],
					    i % 2 ? &iqm_sls_generate_op : &iqm_pld_generate_op, 1,
					    100, 60000),
				 0);
	gate_await(&gate, 2);
	closed = client;
	client = NULL;
	iqm_client_close(closed);
	for (int i = 0; i < MANY; i++) {
		ck_assert_int_eq(all[i].s.done, 1);
		ck_assert_int_eq(all[i].s.status, IQM_E_CANCELLED);
	}
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *many = tcase_create("many waits, one poll");
	TCase *each = tcase_create("each for itself");

	tcase_add_checked_fixture(many, setup, teardown);
	tcase_set_timeout(many, 30);
	tcase_add_test(many, test_reports_are_written_by_dispatch);
	tcase_add_test(many, test_many_waits_share_polls);
	tcase_add_test(many, test_each_keeps_its_interval);
	suite_add_tcase(suite, many);
	tcase_add_checked_fixture(each, setup, teardown);
	tcase_set_timeout(each, 30);
	tcase_add_test(each, test_deadline_while_the_poll_hangs);
	tcase_add_test(each, test_cancel_while_the_poll_hangs);
	tcase_add_test(each, test_no_event_of_a_wait_that_has_ended);
	tcase_add_test(each, test_a_poll_for_nobody_is_cancelled);
	tcase_add_test(each, test_a_family_that_hangs_keeps_no_other);
	tcase_add_test(each, test_a_bad_row_is_one_waits);
	tcase_add_test(each, test_last_poll);
	tcase_add_test(each, test_two_threads_dispatch);
	tcase_add_test(each, test_arguments);
	tcase_add_test(each, test_close);
	suite_add_tcase(suite, each);
}

SUITE(add_tests)
