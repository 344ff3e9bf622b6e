/* SPDX-License-Identifier: MIT */
/* The limiter beside a database that hangs, is away, or comes back; in real time. */
#include "database.h"
#include "limiter/limiter.h"
#include "support/suite.h"

#include <check.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define LIMIT 20
#define SPAN_MS 20000 /* in place of a minute */
#define SOON_MS 250   /* within which a deadline and a cancel are honoured */

static struct pg_limiters *limiters;
static struct iqm_limiter l;
static char name[40];

static int64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void pause_ms(long ms)
{
	struct timespec t = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };

	nanosleep(&t, NULL);
}

static void setup(void)
{
	static int count;
	struct iqm_error error;

	iqm_postgres_close(pg_store()); /* the schema */
	snprintf(name, sizeof(name), "faults %d %d", (int)getpid(), count++);
	ck_assert_int_eq(
		iqm_pg_limiters_open(&limiters, pg_url(), &iqm_system_clock, SPAN_MS, &error), 0);
	ck_assert_int_eq(iqm_pg_limiters_get(limiters, name, &l), 0);
}

static void teardown(void)
{
	iqm_pg_limiters_close(limiters);
}

static long ask(struct iqm_permit *permit)
{
	permit->limit = LIMIT;
	permit->timeout_ms = permit->timeout_ms ? permit->timeout_ms : 10000;
	return l.acquire(l.context, permit);
}

static void take_all(struct iqm_permit of[LIMIT])
{
	for (int i = 0; i < LIMIT; i++) {
		of[i] = (struct iqm_permit){ 0 };
		ck_assert_msg(ask(&of[i]) == 0, "%s", of[i].why);
	}
}

static long under_way(void)
{
	return pg_number("SELECT under_way FROM iqm.rate_limits WHERE name = '%s'", name);
}

/* ---- it hangs ------------------------------------------------------------------------------- */

static void *thaw_later(void *ms)
{
	pause_ms(*(const long *)ms);
	pg_server("thaw");
	return NULL;
}

START_TEST(test_deadline_where_it_hangs)
{
	struct iqm_permit first = { 0 }, permit = { .timeout_ms = 300 };
	int64_t began;
	long wait;

	if (_i) /* else there is no connection yet */
		ck_assert_int_eq(ask(&first), 0);
	pg_server("freeze");
	began = now();
	wait = ask(&permit);
	began = now() - began;
	pg_server("thaw");
	ck_assert_int_eq(wait, IQM_E_TIMEOUT);
	ck_assert_int_ge(began, 300);
	ck_assert_int_le(began, 300 + SOON_MS);
}
END_TEST

static void *cancel_later(void *cancel)
{
	pause_ms(300);
	iqm_cancel_calls(cancel);
	return NULL;
}

START_TEST(test_cancel_where_it_hangs)
{
	struct iqm_cancel cancel = { 0 };
	struct iqm_permit first = { 0 }, permit = { .cancel = &cancel };
	pthread_t thread;
	int64_t began;
	long wait;

	if (_i)
		ck_assert_int_eq(ask(&first), 0);
	pg_server("freeze");
	pthread_create(&thread, NULL, cancel_later, &cancel);
	began = now();
	wait = ask(&permit);
	began = now() - began;
	pthread_join(thread, NULL);
	pg_server("thaw");
	ck_assert_int_eq(wait, IQM_E_CANCELLED);
	ck_assert_int_le(began, 300 + SOON_MS);
}
END_TEST

/* One hangs in it; another has less time, and one a release. */
static void *hang(void *permit)
{
	ask(permit);
	return NULL;
}

START_TEST(test_deadline_behind_another)
{
	struct iqm_permit first = { 0 }, long_one = { .timeout_ms = 1500 };
	struct iqm_permit permit = { .timeout_ms = 300 };
	int64_t began, released;
	pthread_t thread;
	long wait;

	ck_assert_int_eq(ask(&first), 0);
	pg_server("freeze");
	pthread_create(&thread, NULL, hang, &long_one);
	pause_ms(50);
	began = now();
	wait = ask(&permit);
	began = now() - began;
	released = now();
	l.release(l.context, first.id, true);
	released = now() - released;
	pthread_join(thread, NULL);
	pg_server("thaw");
	ck_assert_int_eq(wait, IQM_E_TIMEOUT);
	ck_assert_int_le(began, 300 + SOON_MS);
	ck_assert_int_le(released, 150);
}
END_TEST

/* What it could not be told it is told with the next ask: since when the permit counts. */
START_TEST(test_owed_where_it_hangs)
{
	struct iqm_permit used[LIMIT], permit = { 0 };
	pthread_t thread;
	long wait, ms = 700;
	int64_t began;

	take_all(used);
	pg_server("freeze");
	began = now();
	for (int i = 0; i < 3; i++)
		l.release(l.context, used[i].id, true);
	l.release(l.context, used[3].id, false);
	ck_assert_int_le(now() - began, 4 * 150);
	pthread_create(&thread, NULL, thaw_later, &ms);
	wait = ask(&permit);
	pthread_join(thread, NULL);
	ck_assert_msg(wait == 0, "%ld %s", wait, permit.why);
	ck_assert_int_eq(under_way(), LIMIT - 4 + 1);
	permit = (struct iqm_permit){ 0 };
	wait = ask(&permit);
	ck_assert_int_gt(wait, 0);
	ck_assert_int_le(wait, SPAN_MS - 600);
	ck_assert_int_ge(wait, began + SPAN_MS - now() - 50);
}
END_TEST

/* A call that gave up may have got its permit none the less: it is owed, and comes back. */
START_TEST(test_given_up_where_it_hangs)
{
	struct iqm_permit first = { 0 }, permit = { .timeout_ms = 200 };

	ck_assert_int_eq(ask(&first), 0);
	pg_server("freeze");
	ck_assert_int_eq(ask(&permit), IQM_E_TIMEOUT);
	ck_assert_int_ne(permit.id, 0);
	l.release(l.context, permit.id, false);
	pg_server("thaw");
	permit = (struct iqm_permit){ 0 };
	ck_assert_int_eq(ask(&permit), 0);
	ck_assert_int_eq(under_way(), 2);
}
END_TEST

/* A 429 that it could not be told: nobody is let through before it is. */
START_TEST(test_block_where_it_hangs)
{
	struct iqm_permit first = { 0 }, permit = { 0 };
	int64_t began;
	long wait;

	ck_assert_int_eq(ask(&first), 0);
	pg_server("freeze");
	began = now();
	l.block(l.context, 5000);
	ck_assert_int_le(now() - began, 150);
	pg_server("thaw");
	wait = ask(&permit);
	ck_assert_int_ge(wait, 4000);
	ck_assert_int_le(wait, 5000);
}
END_TEST

/* ---- it is away ----------------------------------------------------------------------------- */

START_TEST(test_away)
{
	struct iqm_permit first = { 0 }, permit = { 0 };
	long wait, next;
	char why[512];

	if (_i)
		ck_assert_int_eq(ask(&first), 0);
	pg_server("stop");
	wait = ask(&permit);
	strcpy(why, permit.why);
	next = l.next_ms(l.context, &permit);
	l.block(l.context, 100);
	pg_server("start");
	ck_assert_int_eq(wait, IQM_E_NETWORK);
	ck_assert_int_eq(next, IQM_E_NETWORK);
	if (!_i) /* else it may have got it before */
		ck_assert_int_eq(permit.id, 0);
	ck_assert_msg(strstr(why, "rate limit in PostgreSQL") && strstr(why, "refused"), "%s", why);
	ck_assert_ptr_null(strchr(why, '\n'));
	pause_ms(100);
	permit = (struct iqm_permit){ 0 };
	ck_assert_msg(ask(&permit) == 0, "%s", permit.why);
}
END_TEST

/* Killed and started again: what was acquired is still so, and what it was not told it is told. */
START_TEST(test_crash)
{
	struct iqm_permit used[LIMIT], permit = { 0 };

	take_all(used);
	pg_server("crash");
	l.release(l.context, used[0].id, false);
	pg_server("start");
	ck_assert_msg(ask(&permit) == 0, "%s", permit.why);
	permit = (struct iqm_permit){ 0 };
	ck_assert_int_gt(ask(&permit), 0);
	ck_assert_int_eq(under_way(), LIMIT);
}
END_TEST

/* The connection was lost while nobody used it: no call fails for that. */
START_TEST(test_lost_connection)
{
	struct iqm_permit first = { 0 }, permit = { 0 };

	ck_assert_int_eq(ask(&first), 0);
	pg_sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> "
	       "pg_backend_pid() AND backend_type = 'client backend'");
	pause_ms(50);
	ck_assert_msg(ask(&permit) == 0, "%s", permit.why);
	ck_assert_int_eq(under_way(), 2);
}
END_TEST

/* Another's transaction has the limiter's row: a call ends in time, and gets no permit later. */
START_TEST(test_locked)
{
	struct iqm_permit first = { 0 }, permit = { .timeout_ms = 300 };
	int64_t began;

	ck_assert_int_eq(ask(&first), 0);
	pg_sql("BEGIN");
	pg_sql("SELECT * FROM iqm.limiters WHERE name = '%s' FOR UPDATE", name);
	began = now();
	ck_assert_int_eq(ask(&permit), IQM_E_TIMEOUT);
	ck_assert_int_le(now() - began, 300 + SOON_MS);
	l.release(l.context, permit.id, false);
	pg_sql("COMMIT");
	permit = (struct iqm_permit){ 0 };
	ck_assert_int_eq(ask(&permit), 0);
	ck_assert_int_eq(under_way(), 2);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("faults");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, test_deadline_where_it_hangs, 0, 2);
	tcase_add_loop_test(tcase, test_cancel_where_it_hangs, 0, 2);
	tcase_add_test(tcase, test_deadline_behind_another);
	tcase_add_test(tcase, test_owed_where_it_hangs);
	tcase_add_test(tcase, test_given_up_where_it_hangs);
	tcase_add_test(tcase, test_block_where_it_hangs);
	tcase_add_loop_test(tcase, test_away, 0, 2);
	tcase_add_test(tcase, test_crash);
	tcase_add_test(tcase, test_lost_connection);
	tcase_add_test(tcase, test_locked);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
