/* SPDX-License-Identifier: MIT */
/* Waits between attempts: how long, and what ends them. */
#include "support/retry_fixture.h"
#include "support/suite.h"

#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

/* ---- how long ----------------------------------------------------------------------------- */

START_TEST(test_same_seed_same_waits)
{
	struct script a, b, c;
	int differ = 0;

	script_open(&a, (struct iqm_settings){ .seed = 7 });
	script_open(&b, (struct iqm_settings){ .seed = 7 });
	script_open(&c, (struct iqm_settings){ .seed = 8 });
	for (int i = 1; i < 50; i++) {
		long wait = iqm_backoff(&a.client->sender.retry, i % 6 + 1, IQM_E_NETWORK, 0);

		ck_assert_int_eq(iqm_backoff(&b.client->sender.retry, i % 6 + 1, IQM_E_NETWORK, 0),
				 wait);
		differ += iqm_backoff(&c.client->sender.retry, i % 6 + 1, IQM_E_NETWORK, 0) != wait;
	}
	ck_assert_int_gt(differ, 40);
	script_close(&a);
	script_close(&b);
	script_close(&c);
}
END_TEST

/* Evenly from low to high: each tenth of the span has its share of 10,000. */
static void check_spread(struct script *s, int done, int status, long hint, long low, long high)
{
	int tenths[10] = { 0 };

	for (int i = 0; i < 10000; i++) {
		long wait = iqm_backoff(&s->client->sender.retry, done, status, hint);

		ck_assert_msg(wait >= low && wait <= high, "%ld is not from %ld to %ld", wait, low,
			      high);
		tenths[(wait - low) * 10 / (high - low + 1)]++;
	}
	for (int i = 0; i < 10; i++)
		ck_assert_msg(tenths[i] > 850 && tenths[i] < 1150, "tenth %d: %d", i, tenths[i]);
}

START_TEST(test_full_jitter)
{
	struct script s;

	script_open(&s,
		    (struct iqm_settings){ .seed = 1, .backoff_ms = 1000, .backoff_max_ms = 6000 });
	check_spread(&s, 1, IQM_E_NETWORK, 0, 0, 1000);
	check_spread(&s, 2, IQM_E_NETWORK, 0, 0, 2000);
	check_spread(&s, 3, IQM_E_SERVER, 0, 0, 4000);
	check_spread(&s, 4, IQM_E_SERVER, 0, 0, 6000);
	check_spread(&s, 9, IQM_E_SERVER, 0, 0, 6000);
	check_spread(&s, 1, IQM_E_SERVER, 30000, 30000, 31000);
	check_spread(&s, 1, IQM_E_RATE_LIMITED, 0, 2500, 5000);
	check_spread(&s, 9, IQM_E_RATE_LIMITED, 0, 30000, 60000);
	script_close(&s);
}
END_TEST

START_TEST(test_random_bounds)
{
	struct random r;
	bool low = false, high = false;

	iqm_random_open(&r, 5);
	for (int i = 0; i < 1000; i++) {
		int64_t n = iqm_random_between(&r, -2, 2);

		ck_assert(n >= -2 && n <= 2);
		low = low || n == -2;
		high = high || n == 2;
	}
	ck_assert(low && high);
	ck_assert_int_eq(iqm_random_between(&r, 9, 9), 9);
	ck_assert_int_eq(iqm_random_between(&r, 9, 3), 9);
	iqm_random_close(&r);
	iqm_random_open(&r, 0);
	ck_assert_uint_ne(iqm_random(&r), iqm_random(&r));
	iqm_random_close(&r);
}
END_TEST

/* The time of a response is no wait. */
START_TEST(test_attempts_are_recorded)
{
	const struct outcome outcomes[] = { { .err = IQM_E_NETWORK, .took_ms = 300 },
					    { .status = 503, .took_ms = 500, .retry_after = "3" },
					    { .status = 200, .took_ms = 700 } };
	struct iqm_call call = { 0 };
	const struct iqm_attempt *a = call.attempts;
	struct script s;

	script_open(&s, (struct iqm_settings){ .seed = 3, .backoff_ms = 400 });
	ck_assert_int_eq(script_call(&s, IQM_READ, outcomes, 3, &call), 0);
	ck_assert_int_eq(call.error.attempts, 3);
	ck_assert_int_eq(a[0].status, IQM_E_NETWORK);
	ck_assert_int_eq(a[0].http_status, 0);
	ck_assert_int_eq(a[0].curl_code, 7);
	ck_assert_int_eq(a[0].delivery, IQM_NOT_SENT);
	ck_assert_int_eq(a[0].waited_ms, 0);
	ck_assert_int_eq(a[1].status, IQM_E_SERVER);
	ck_assert_int_eq(a[1].http_status, 503);
	ck_assert_int_eq(a[1].curl_code, 0);
	ck_assert_int_eq(a[1].delivery, IQM_MAYBE_SENT);
	ck_assert_int_le(a[1].waited_ms, 400);
	ck_assert_int_eq(a[2].status, 0);
	ck_assert_int_eq(a[2].http_status, 200);
	ck_assert_int_eq(a[2].delivery, IQM_RESPONDED);
	ck_assert_int_ge(a[2].waited_ms, 3000);
	ck_assert_int_le(a[2].waited_ms, 3400);
	ck_assert_int_eq(s.sim.now, 1700000000000 + 1500 + a[1].waited_ms + a[2].waited_ms);
	script_close(&s);
}
END_TEST

/* ---- what ends them ----------------------------------------------------------------------- */

/* No attempt begins that the deadline would not let end; the last failure is reported. */
START_TEST(test_deadline_among_attempts)
{
	struct iqm_call call = { .timeout_ms = 10000 };
	struct script s;

	for (uint64_t seed = 1; seed < 50; seed++) {
		script_open(&s, (struct iqm_settings){
					.seed = seed, .max_attempts = 10, .backoff_ms = 2000 });
		ck_assert_int_eq(script_call(&s, IQM_READ, &RESPONSE(503), 1, &call), IQM_E_SERVER);
		ck_assert_int_le(s.sim.now, 1700000000000 + 10000);
		script_close(&s);
	}
}
END_TEST

/* A host that sleeps: the time is over in the middle of a wait. */
static void oversleep(void *context, long ms)
{
	struct sim *sim = context;

	sim->now += ms + 7000;
}

START_TEST(test_deadline_in_a_wait)
{
	const struct outcome o = { .status = 503, .retry_after = "5" };
	struct iqm_call call = { .timeout_ms = 7000 };
	struct script s;

	script_open(&s, (struct iqm_settings){ .seed = 1 });
	s.client->clock.wait_ms = oversleep;
	ck_assert_int_eq(script_call(&s, IQM_READ, &o, 1, &call), IQM_E_TIMEOUT);
	ck_assert_int_eq(s.calls, 1);
	ck_assert_int_eq(call.error.attempts, 1);
	ck_assert_int_eq(call.error.http_status, 503);
	script_close(&s);
}
END_TEST

static struct iqm_cancel cancel;
static struct timespec cancelled_at;

static void cancel_now(int number)
{
	(void)number;
	clock_gettime(CLOCK_MONOTONIC, &cancelled_at);
	iqm_cancel_calls(&cancel);
}

static void *cancel_soon(void *context)
{
	const struct timespec pause = { 0, 150000000 };

	(void)context;
	nanosleep(&pause, NULL);
	cancel_now(0);
	return NULL;
}

static long ms_since(const struct timespec *then)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long)(now.tv_sec - then->tv_sec) * 1000 + (now.tv_nsec - then->tv_nsec) / 1000000;
}

/* A wait of half a minute by the real clock, which `begin` sets somebody to cancel. */
static void check_cancel(void (*begin)(void))
{
	const struct outcome o = { .status = 503, .retry_after = "30" };
	struct iqm_call call = { .cancel = &cancel };
	struct script s;

	cancel.flag = 0;
	script_open(&s, (struct iqm_settings){ .seed = 1 });
	s.client->clock = iqm_system_clock;
	begin();
	ck_assert_int_eq(script_call(&s, IQM_READ, &o, 1, &call), IQM_E_CANCELLED);
	ck_assert_int_le(ms_since(&cancelled_at), 250);
	ck_assert_int_eq(s.calls, 1);
	ck_assert_int_eq(call.error.attempts, 1);
	ck_assert_int_eq(call.error.http_status, 503);
	/* and it stays so */
	ck_assert_int_eq(script_call(&s, IQM_READ, &o, 1, &call), IQM_E_CANCELLED);
	ck_assert_int_eq(s.calls, 0);
	script_close(&s);
}

static pthread_t other;

static void from_thread(void)
{
	ck_assert_int_eq(pthread_create(&other, NULL, cancel_soon, NULL), 0);
}

static void from_signal(void)
{
	const struct itimerval soon = { .it_value = { 0, 150000 } };

	ck_assert_int_eq(setitimer(ITIMER_REAL, &soon, NULL), 0);
}

START_TEST(test_cancel_from_a_thread)
{
	check_cancel(from_thread);
	pthread_join(other, NULL);
}
END_TEST

START_TEST(test_cancel_from_a_signal)
{
	struct sigaction action = { .sa_handler = cancel_now };
	struct sigaction before;

	sigaction(SIGALRM, &action, &before);
	check_cancel(from_signal);
	sigaction(SIGALRM, &before, NULL);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("waits");

	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, test_same_seed_same_waits);
	tcase_add_test(tcase, test_full_jitter);
	tcase_add_test(tcase, test_random_bounds);
	tcase_add_test(tcase, test_attempts_are_recorded);
	tcase_add_test(tcase, test_deadline_among_attempts);
	tcase_add_test(tcase, test_deadline_in_a_wait);
	tcase_add_test(tcase, test_cancel_from_a_thread);
	tcase_add_test(tcase, test_cancel_from_a_signal);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
