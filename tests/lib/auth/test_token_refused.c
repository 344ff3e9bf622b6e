/* SPDX-License-Identifier: MIT */
/* A token that the service refuses with 401: one more attempt with a new one, where there is one.
 */
#include "support/token_fixture.h"
#include "support/suite.h"

START_TEST(test_refused_once)
{
	struct issuer i = { .expires_in = 36000 };
	struct iqm_call call = { 0 };

	issuer_open(&i);
	issuer_list_with(&i, "access-1");
	i.refuse = 1;
	ck_assert_msg(issuer_list(&i, &call) == 0, "%s", call.error.message);
	ck_assert_str_eq(i.access, "access-2");
	ck_assert_int_eq(call.error.attempts, 2);
	ck_assert_int_eq(call.attempts[0].status, IQM_E_AUTH);
	ck_assert_int_eq(call.attempts[0].http_status, 401);
	ck_assert_int_eq(i.refreshes, 1);
	ck_assert_int_eq(i.logins, 1);
	ck_assert_int_eq(i.calls, 3);
	issuer_close(&i);
}
END_TEST

START_TEST(test_refused_twice)
{
	struct issuer i = { .expires_in = 36000, .refuse = 2 };
	struct iqm_call call = { 0 };

	issuer_open(&i);
	ck_assert_int_eq(issuer_list(&i, &call), IQM_E_AUTH);
	ck_assert_int_eq(call.error.attempts, 2);
	ck_assert_int_eq(call.error.http_status, 401);
	ck_assert_int_eq(call.error.delivery, IQM_RESPONDED);
	ck_assert_int_eq(i.calls, 2);
	ck_assert_int_eq(i.refreshes, 1);
	issuer_list_with(&i, "access-2"); /* that a new one was refused too was not its fault */
	ck_assert_int_eq(i.calls, 3);
	issuer_close(&i);
}
END_TEST

/* One renewal a call, not two. */
START_TEST(test_every_token_refused)
{
	struct issuer i = { .expires_in = 36000, .refuse = 100 };

	issuer_open(&i);
	for (int n = 0; n < 10; n++)
		ck_assert_int_eq(issuer_list(&i, NULL), IQM_E_AUTH);
	ck_assert_int_eq(i.calls, 20);
	ck_assert_int_eq(i.logins + i.refreshes, 11);
	issuer_close(&i);
}
END_TEST

/* It ends while the call waits for its permit: it is renewed before it is sent. */
START_TEST(test_ends_while_waiting_for_the_rate_limit)
{
	struct issuer i = { .expires_in = 50 };
	struct iqm_settings settings = issuer_credentials();

	settings.requests_per_minute = 2;
	issuer_open_with(&i, settings);
	issuer_list_with(&i, "access-1"); /* with the log-in, all of the first minute's */
	issuer_list_with(&i, "access-2");
	ck_assert_int_eq(i.calls, 2);
	issuer_close(&i);
}
END_TEST

START_TEST(test_refused_with_one_attempt)
{
	struct issuer i = { .expires_in = 36000, .refuse = 1 };
	struct iqm_settings settings = issuer_credentials();
	struct iqm_call call = { 0 };

	settings.max_attempts = 1;
	issuer_open_with(&i, settings);
	ck_assert_int_eq(issuer_list(&i, &call), IQM_E_AUTH);
	ck_assert_int_eq(call.error.attempts, 1);
	ck_assert_int_eq(i.calls, 1);
	ck_assert_int_eq(i.refreshes, 0);
	issuer_list_with(&i, "access-2");
	ck_assert_int_eq(i.refreshes, 1);
	ck_assert_int_eq(i.logins, 1);
	issuer_close(&i);
}
END_TEST

/* Never repeated, although the service has refused it; the next call has a new token. */
START_TEST(test_a_purchase_is_not_repeated)
{
	struct issuer i = { .expires_in = 36000, .refuse = 1 };
	struct iqm_call call = { 0 };

	issuer_open(&i);
	ck_assert_int_eq(issuer_buy(&i, &call), IQM_E_AUTH);
	ck_assert_int_eq(call.error.delivery, IQM_RESPONDED);
	ck_assert_int_eq(call.error.attempts, 1);
	ck_assert_int_eq(i.calls, 1);
	ck_assert_msg(issuer_buy(&i, &call) == 0, "%s", call.error.message);
	ck_assert_str_eq(i.access, "access-2");
	ck_assert_int_eq(i.calls, 2);
	issuer_close(&i);
}
END_TEST

START_TEST(test_given_token_alone_is_not_repeated)
{
	struct issuer i = { .refuse = 1 };
	struct iqm_call call = { 0 };

	issuer_open_with(&i, (struct iqm_settings){ .token = "given" });
	ck_assert_int_eq(issuer_list(&i, &call), IQM_E_AUTH);
	ck_assert_int_eq(call.error.attempts, 1);
	ck_assert_int_eq(i.calls, 1);
	issuer_list_with(&i, "given");
	ck_assert_int_eq(i.logins + i.refreshes, 0);
	issuer_close(&i);
}
END_TEST

START_TEST(test_given_token_then_log_in)
{
	struct issuer i = { .refuse = 1 };
	struct iqm_settings settings = issuer_credentials();
	struct iqm_call call = { 0 };

	settings.token = "given";
	issuer_open_with(&i, settings);
	ck_assert_int_eq(issuer_list(&i, &call), 0);
	ck_assert_str_eq(i.access, "access-1");
	ck_assert_int_eq(call.error.attempts, 2);
	ck_assert_int_eq(i.logins, 1);
	issuer_close(&i);
}
END_TEST

START_TEST(test_refused_token_and_refresh_token)
{
	struct issuer i = { .expires_in = 36000, .refresh_status = 400, .refuse = 1 };
	struct iqm_call call = { 0 };

	issuer_open(&i);
	ck_assert_int_eq(issuer_list(&i, &call), 0);
	ck_assert_str_eq(i.access, "access-2");
	ck_assert_int_eq(i.refreshes, 1);
	ck_assert_int_eq(i.logins, 2);
	issuer_close(&i);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("refused");

	tcase_add_test(tcase, test_refused_once);
	tcase_add_test(tcase, test_refused_twice);
	tcase_add_test(tcase, test_every_token_refused);
	tcase_add_test(tcase, test_ends_while_waiting_for_the_rate_limit);
	tcase_add_test(tcase, test_refused_with_one_attempt);
	tcase_add_test(tcase, test_a_purchase_is_not_repeated);
	tcase_add_test(tcase, test_given_token_alone_is_not_repeated);
	tcase_add_test(tcase, test_given_token_then_log_in);
	tcase_add_test(tcase, test_refused_token_and_refresh_token);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
