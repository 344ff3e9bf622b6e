/* SPDX-License-Identifier: MIT */
/* Threads that need a token at once: one renews it, the others wait, within their deadlines. */
#include "support/token_fixture.h"
#include "support/suite.h"

#include <time.h>

#define SLOW_MS 1000 /* a limit of 250 ms, on a machine that is busy */

static int64_t real_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void all_succeed(struct issuer *i)
{
	struct caller callers[ISSUER_CROWD] = { { .err = 0 } };

	for (int n = 0; n < ISSUER_CROWD; n++)
		caller_start(&callers[n], i);
	for (int n = 0; n < ISSUER_CROWD; n++)
		ck_assert_msg(caller_join(&callers[n]) == 0, "%s", callers[n].call.error.message);
}

/* Until all others wait. */
static void for_the_others(struct issuer *i, const struct iqm_http_request *request)
{
	(void)request;
	issuer_await(i, &i->waits, ISSUER_CROWD - 1);
}

START_TEST(test_one_log_in)
{
	struct issuer i = { .expires_in = 600, .renewing = for_the_others };

	issuer_open(&i);
	all_succeed(&i);
	ck_assert_int_eq(i.logins, 1);
	ck_assert_int_eq(i.calls, ISSUER_CROWD);
	ck_assert_int_eq(i.waits, ISSUER_CROWD - 1); /* each said so once */
	issuer_close(&i);
}
END_TEST

START_TEST(test_one_refresh_of_a_token_that_has_ended)
{
	struct issuer i = { .expires_in = 600 };

	issuer_open(&i);
	issuer_list_with(&i, "access-1");
	issuer_advance(&i, 600000);
	i.renewing = for_the_others;
	all_succeed(&i);
	ck_assert_int_eq(i.refreshes, 1);
	ck_assert_int_eq(i.logins, 1);
	ck_assert_int_eq(i.calls, 1 + ISSUER_CROWD);
	issuer_close(&i);
}
END_TEST

/* All were sent with the same token, and all are refused. */
START_TEST(test_one_refresh_of_a_token_that_is_refused)
{
	struct issuer i = { .expires_in = 36000, .gather = ISSUER_CROWD + 1 };

	issuer_open(&i);
	i.gather = 0;
	issuer_list_with(&i, "access-1");
	i.gather = ISSUER_CROWD + 1;
	i.refuse = ISSUER_CROWD;
	all_succeed(&i);
	ck_assert_int_eq(i.refreshes, 1);
	ck_assert_int_eq(i.logins, 1);
	ck_assert_int_eq(i.calls, 1 + 2 * ISSUER_CROWD);
	issuer_close(&i);
}
END_TEST

/* While one renews a token that is still good, the others use it. */
START_TEST(test_nobody_waits_while_the_token_is_good)
{
	struct issuer i = { .expires_in = 600 };
	struct caller first = { .err = 0 };

	issuer_open(&i);
	issuer_list_with(&i, "access-1");
	issuer_advance(&i, 540000);
	i.renewing = issuer_wait_open;
	caller_start(&first, &i);
	issuer_await(&i, &i.refreshes, 1);
	for (int n = 0; n < 3; n++)
		issuer_list_with(&i, "access-1");
	issuer_let_go(&i);
	ck_assert_int_eq(caller_join(&first), 0);
	issuer_list_with(&i, "access-2");
	ck_assert_int_eq(i.refreshes, 1);
	ck_assert_int_eq(i.waits, 0);
	issuer_close(&i);
}
END_TEST

START_TEST(test_all_share_a_refusal)
{
	struct issuer i = { .login_status = 400, .renewing = for_the_others };
	struct caller callers[ISSUER_CROWD] = { { .err = 0 } };

	issuer_open(&i);
	for (int n = 0; n < ISSUER_CROWD; n++)
		caller_start(&callers[n], &i);
	for (int n = 0; n < ISSUER_CROWD; n++) {
		ck_assert_int_eq(caller_join(&callers[n]), IQM_E_AUTH);
		ck_assert_int_eq(callers[n].call.error.http_status, 400);
		ck_assert_int_eq(callers[n].call.error.delivery, IQM_NOT_SENT);
	}
	ck_assert_int_eq(i.logins, 1);
	ck_assert_int_eq(i.calls, 0);
	issuer_close(&i);
}
END_TEST

/* ---- deadlines ----------------------------------------------------------------------------- */

START_TEST(test_a_waiter_is_cancelled)
{
	struct issuer i = { .renewing = issuer_wait_open };
	struct iqm_cancel cancel = { 0 };
	struct caller first = { .err = 0 };
	struct caller waiter = { .call.cancel = &cancel };
	int64_t began;

	issuer_open(&i);
	caller_start(&first, &i);
	issuer_await(&i, &i.logins, 1);
	caller_start(&waiter, &i);
	issuer_await(&i, &i.waits, 1);
	began = real_ms();
	iqm_cancel_calls(&cancel);
	ck_assert_int_eq(caller_join(&waiter), IQM_E_CANCELLED);
	ck_assert_int_lt(real_ms() - began, SLOW_MS);
	ck_assert_str_eq(waiter.call.error.message,
			 "pld.list: cancelled while another call was getting a token");
	ck_assert_int_eq(waiter.call.error.delivery, IQM_NOT_SENT);
	issuer_let_go(&i);
	ck_assert_int_eq(caller_join(&first), 0);
	ck_assert_int_eq(i.logins, 1);
	issuer_close(&i);
}
END_TEST

START_TEST(test_a_waiters_time_is_over)
{
	struct issuer i = { .renewing = issuer_wait_open };
	struct caller first = { .err = 0 };
	struct caller waiter = { .call.timeout_ms = 5000 };
	int64_t began;

	issuer_open(&i);
	caller_start(&first, &i);
	issuer_await(&i, &i.logins, 1);
	caller_start(&waiter, &i);
	issuer_await(&i, &i.waits, 1);
	began = real_ms();
	issuer_advance(&i, 5000);
	ck_assert_int_eq(caller_join(&waiter), IQM_E_TIMEOUT);
	ck_assert_int_lt(real_ms() - began, SLOW_MS);
	ck_assert_str_eq(waiter.call.error.message,
			 "pld.list: timed out while another call was getting a token");
	issuer_let_go(&i);
	ck_assert_int_eq(caller_join(&first), 0);
	issuer_close(&i);
}
END_TEST

/* The first waits to be let go; the second leaves the one that still waits time to wait again. */
static void for_a_while(struct issuer *i, const struct iqm_http_request *request)
{
	const struct timespec delay = { 0, 200 * 1000000 };

	if (request->cancel)
		issuer_wait_open(i, request);
	else
		nanosleep(&delay, NULL);
}

/* The one that renews is cancelled: one of those that wait tries it itself. */
START_TEST(test_the_cancel_of_another_is_not_shared)
{
	struct issuer i = { .renewing = for_a_while };
	struct iqm_cancel cancel = { 0 };
	struct caller first = { .call.cancel = &cancel };
	struct caller waiters[2] = { { .err = 0 } };

	issuer_open(&i);
	caller_start(&first, &i);
	issuer_await(&i, &i.logins, 1);
	for (int n = 0; n < 2; n++)
		caller_start(&waiters[n], &i);
	issuer_await(&i, &i.waits, 2);
	iqm_cancel_calls(&cancel);
	issuer_let_go(&i);
	ck_assert_int_eq(caller_join(&first), IQM_E_CANCELLED);
	for (int n = 0; n < 2; n++)
		ck_assert_msg(caller_join(&waiters[n]) == 0, "%s", waiters[n].call.error.message);
	ck_assert_int_eq(i.logins, 2);
	ck_assert_int_eq(i.calls, 2);
	ck_assert_int_eq(i.waits, 2); /* one of them waited twice, and said so once */
	issuer_close(&i);
}
END_TEST

/* ---- providers ----------------------------------------------------------------------------- */

struct counted {
	struct issuer issuer;
	int asked; /* without a lock: one thread at a time */
};

static int provide(void *context, struct iqm_token_request *access)
{
	struct counted *c = context;

	c->asked++;
	issuer_await(&c->issuer, &c->issuer.waits, ISSUER_CROWD - 1);
	return iqm_token_request_give(access, "given", NULL, 0);
}

START_TEST(test_a_provider_is_asked_once)
{
	struct counted c = { .asked = 0 };

	issuer_open_with(&c.issuer,
			 (struct iqm_settings){ .get_token = provide, .token_context = &c });
	all_succeed(&c.issuer);
	ck_assert_int_eq(c.asked, 1);
	ck_assert_int_eq(c.issuer.calls, ISSUER_CROWD);
	issuer_close(&c.issuer);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("threads");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, test_one_log_in);
	tcase_add_test(tcase, test_one_refresh_of_a_token_that_has_ended);
	tcase_add_test(tcase, test_one_refresh_of_a_token_that_is_refused);
	tcase_add_test(tcase, test_nobody_waits_while_the_token_is_good);
	tcase_add_test(tcase, test_all_share_a_refusal);
	tcase_add_test(tcase, test_a_waiter_is_cancelled);
	tcase_add_test(tcase, test_a_waiters_time_is_over);
	tcase_add_test(tcase, test_the_cancel_of_another_is_not_shared);
	tcase_add_test(tcase, test_a_provider_is_asked_once);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
