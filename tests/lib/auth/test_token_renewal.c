/* SPDX-License-Identifier: MIT */
/* A token that ends: when it is renewed, by what, and what a failure of that does. */
#include "support/token_fixture.h"
#include "support/suite.h"

#include <limits.h>
#include <stdio.h>

/* Opens it and makes one call, which logs in. */
static void log_in(struct issuer *i)
{
	issuer_open(i);
	issuer_list_with(i, "access-1");
	ck_assert_int_eq(i->logins, 1);
}

static const struct {
	int expires_in;
	int64_t early_ms; /* before its end it is renewed */
} lives[] = { { 36000, 60000 }, { 601, 60000 }, { 600, 60000 },
	      { 599, 59900 },   { 100, 10000 }, { 1, 100 } };

START_TEST(test_renewed_shortly_before_it_ends)
{
	struct issuer i = { .expires_in = lives[_i].expires_in };
	int64_t life = lives[_i].expires_in * (int64_t)1000;

	log_in(&i);
	issuer_advance(&i, life - lives[_i].early_ms - 1);
	issuer_list_with(&i, "access-1");
	ck_assert_int_eq(i.refreshes, 0);
	issuer_advance(&i, 1);
	issuer_list_with(&i, "access-2");
	ck_assert_str_eq(i.refresh, "refresh-1");
	issuer_list_with(&i, "access-2");
	ck_assert_int_eq(i.refreshes, 1);
	ck_assert_int_eq(i.logins, 1);
	ck_assert_int_eq(i.calls, 4); /* none was refused on the way */
	issuer_close(&i);
}
END_TEST

START_TEST(test_without_an_end_it_is_used_for_ever)
{
	struct issuer i = { .expires_in = _i };

	log_in(&i);
	issuer_advance(&i, INT64_C(1000) * 365 * 24 * 3600 * 1000);
	issuer_list_with(&i, "access-1");
	ck_assert_int_eq(i.logins + i.refreshes, 1);
	issuer_close(&i);
}
END_TEST

START_TEST(test_newest_refresh_token_is_used)
{
	struct issuer i = { .expires_in = 600 };

	log_in(&i);
	for (int n = 1; n < 5; n++) {
		char refresh[32];

		issuer_advance(&i, 600000);
		ck_assert_int_eq(issuer_list(&i, NULL), 0);
		snprintf(refresh, sizeof(refresh), "refresh-%d", n);
		ck_assert_str_eq(i.refresh, refresh);
	}
	ck_assert_int_eq(i.refreshes, 4);
	ck_assert_int_eq(i.logins, 1);
	issuer_close(&i);
}
END_TEST

/* Neither the refresh token nor the workspace is repeated by a refresh. */
START_TEST(test_what_a_refresh_leaves_out_stays)
{
	struct issuer i = { .expires_in = 600, .keeps_refresh = true, .says_ow_id = true };

	log_in(&i);
	ck_assert_str_eq(i.ow_id, "7");
	for (int n = 0; n < 3; n++) {
		issuer_advance(&i, 600000);
		ck_assert_int_eq(issuer_list(&i, NULL), 0);
		ck_assert_str_eq(i.refresh, "refresh-1");
		ck_assert_str_eq(i.ow_id, "7");
	}
	ck_assert_int_eq(i.refreshes, 3);
	ck_assert_int_eq(i.logins, 1);
	issuer_close(&i);
}
END_TEST

static const long refusals[] = { 400, 401, 403 };

START_TEST(test_refused_refresh_token_then_log_in)
{
	struct issuer i = { .expires_in = 600, .refresh_status = refusals[_i] };

	log_in(&i);
	issuer_advance(&i, 600000);
	issuer_list_with(&i, "access-2");
	ck_assert_int_eq(i.refreshes, 1);
	ck_assert_int_eq(i.logins, 2);
	/* The refused one is forgotten; the log-in's is used. */
	i.refresh_status = 0;
	issuer_advance(&i, 600000);
	issuer_list_with(&i, "access-3");
	ck_assert_str_eq(i.refresh, "refresh-2");
	ck_assert_int_eq(i.logins, 2);
	issuer_close(&i);
}
END_TEST

START_TEST(test_refresh_and_log_in_refused)
{
	struct issuer i = { .expires_in = 600, .refresh_status = 400 };
	struct iqm_call call = { 0 };

	log_in(&i);
	i.login_status = 401;
	issuer_advance(&i, 600000);
	ck_assert_int_eq(issuer_list(&i, &call), IQM_E_AUTH);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_int_eq(call.error.attempts, 0);
	ck_assert_int_eq(i.calls, 1);
	ck_assert_int_eq(issuer_list(&i, NULL), IQM_E_AUTH);
	ck_assert_int_eq(i.refreshes, 1); /* the refused one is not tried again */
	ck_assert_int_eq(i.logins, 3);
	issuer_close(&i);
}
END_TEST

/* Failures that say nothing of the refresh token, as an IQM_E_ or an HTTP status. */
static const long silent[] = { IQM_E_NETWORK, IQM_E_TIMEOUT, IQM_E_CONFIG, 429, 500, 503 };

#define SILENT ((int)(sizeof(silent) / sizeof(silent[0])))

static void fail_refresh(struct issuer *i, long how)
{
	i->refresh_fail = how < 0 ? (int)how : 0;
	i->refresh_status = how > 0 ? how : 0;
}

static void open_unrepeated(struct issuer *i)
{
	struct iqm_settings settings = issuer_credentials();

	settings.max_attempts = 1;
	issuer_open_with(i, settings);
	issuer_list_with(i, "access-1");
}

START_TEST(test_old_token_is_used_while_it_is_good)
{
	struct issuer i = { .expires_in = 600 };

	open_unrepeated(&i);
	fail_refresh(&i, silent[_i]);
	issuer_advance(&i, 540000);
	for (int n = 0; n < 5; n++)
		issuer_list_with(&i, "access-1");
	ck_assert_int_eq(i.refreshes, 1); /* not on each call */
	ck_assert_int_eq(i.logins, 1);
	issuer_advance(&i, 30000);
	issuer_list_with(&i, "access-1");
	ck_assert_int_eq(i.refreshes, 2);
	fail_refresh(&i, 0);
	issuer_advance(&i, 20000);
	issuer_list_with(&i, "access-2");
	ck_assert_str_eq(i.refresh, "refresh-1");
	ck_assert_int_eq(i.logins, 1);
	issuer_close(&i);
}
END_TEST

/* The next attempt is never later than the expiry, not even by a millisecond. */
START_TEST(test_old_token_is_not_used_after_its_end)
{
	struct issuer i = { .expires_in = 600 };
	struct iqm_call call = { 0 };

	open_unrepeated(&i);
	fail_refresh(&i, silent[_i]);
	issuer_advance(&i, 599999);
	issuer_list_with(&i, "access-1");
	issuer_advance(&i, 1);
	ck_assert_int_ne(issuer_list(&i, &call), 0);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_int_eq(call.error.attempts, 0);
	ck_assert_int_eq(i.refreshes, 2);
	ck_assert_int_eq(i.calls, 2);
	ck_assert_int_eq(i.logins, 1); /* the refresh token is not given up for that */
	fail_refresh(&i, 0);
	issuer_list_with(&i, "access-2");
	ck_assert_str_eq(i.refresh, "refresh-1");
	issuer_close(&i);
}
END_TEST

static void hang(struct issuer *i, const struct iqm_http_request *request)
{
	issuer_advance(i, request->timeout_ms);
}

START_TEST(test_a_refresh_that_hangs_leaves_time_for_the_call)
{
	struct issuer i = { .expires_in = 600 };
	struct iqm_call call = { .timeout_ms = 20000 };

	open_unrepeated(&i);
	fail_refresh(&i, IQM_E_TIMEOUT);
	i.renewing = hang;
	issuer_advance(&i, 540000);
	ck_assert_msg(issuer_list(&i, &call) == 0, "%s", call.error.message);
	ck_assert_str_eq(i.access, "access-1");
	ck_assert_int_eq(i.renewal_timeout_ms, 10000);
	issuer_close(&i);
}
END_TEST

START_TEST(test_refresh_within_the_calls_time)
{
	struct issuer i = { .expires_in = 600 };
	struct iqm_call call = { .timeout_ms = 20000 };

	log_in(&i);
	issuer_advance(&i, 600000);
	ck_assert_int_eq(issuer_list(&i, &call), 0);
	ck_assert_int_eq(i.renewal_timeout_ms, 20000);
	issuer_close(&i);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("renewal");

	tcase_add_loop_test(tcase, test_renewed_shortly_before_it_ends, 0,
			    (int)(sizeof(lives) / sizeof(lives[0])));
	tcase_add_loop_test(tcase, test_without_an_end_it_is_used_for_ever, -1, 1);
	tcase_add_test(tcase, test_newest_refresh_token_is_used);
	tcase_add_test(tcase, test_what_a_refresh_leaves_out_stays);
	tcase_add_loop_test(tcase, test_refused_refresh_token_then_log_in, 0,
			    (int)(sizeof(refusals) / sizeof(refusals[0])));
	tcase_add_test(tcase, test_refresh_and_log_in_refused);
	tcase_add_loop_test(tcase, test_old_token_is_used_while_it_is_good, 0, SILENT);
	tcase_add_loop_test(tcase, test_old_token_is_not_used_after_its_end, 0, SILENT);
	tcase_add_test(tcase, test_a_refresh_that_hangs_leaves_time_for_the_call);
	tcase_add_test(tcase, test_refresh_within_the_calls_time);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
