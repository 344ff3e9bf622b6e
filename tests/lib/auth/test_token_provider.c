/* SPDX-License-Identifier: MIT */
/* The caller's token provider: when it is asked, what it may give, and how it fails. */
#include "support/token_fixture.h"
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

/* Gives given-1, given-2, ... */
struct provider {
	struct issuer issuer;
	int asked;
	char refused[64]; /* the token that it was called with */
	long timeout_ms;
	int64_t expires_in;
	const char *ow_id;
	const char *token; /* NULL: the next of its own */
	int status;        /* what it returns */
	bool gives_nothing;
	const char *why; /* it gives nothing; NULL: it does not say */
	bool forgets;    /* returns `status` whatever iqm_token_request_give() said */
	int give_err;
};

static int provide(void *context, struct iqm_token_request *access)
{
	struct provider *p = context;
	const char *refused = iqm_token_request_refused(access);
	char own[32];

	p->asked++;
	snprintf(own, sizeof(own), "given-%d", p->asked);
	snprintf(p->refused, sizeof(p->refused), "%s", refused ? refused : "");
	p->timeout_ms = iqm_token_request_timeout_ms(access);
	if (p->why)
		return iqm_token_request_fail(access, p->status, p->why);
	if (p->gives_nothing)
		return p->status;
	p->give_err =
		iqm_token_request_give(access, p->token ? p->token : own, p->ow_id, p->expires_in);
	return p->give_err && !p->forgets ? p->give_err : p->status;
}

static void open_provider(struct provider *p)
{
	issuer_open_with(
		&p->issuer,
		(struct iqm_settings){ .ow_id = "42", .get_token = provide, .token_context = p });
}

static void fails(struct provider *p, int status, const char *message)
{
	struct iqm_call call = { 0 };
	char full[256];

	snprintf(full, sizeof(full), "pld.list: %s", message);
	ck_assert_int_eq(issuer_list(&p->issuer, &call), status);
	ck_assert_int_eq(call.error.status, status);
	ck_assert_str_eq(call.error.message, full);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_int_eq(call.error.attempts, 0);
	ck_assert_int_eq(p->issuer.calls, 0);
}

START_TEST(test_asked_once_and_again_at_the_end)
{
	struct provider p = { .expires_in = 100 };
	struct iqm_call call = { .timeout_ms = 5000 };

	open_provider(&p);
	ck_assert_int_eq(p.asked, 0);
	ck_assert_int_eq(issuer_list(&p.issuer, &call), 0);
	ck_assert_int_eq(p.timeout_ms, 5000);
	issuer_list_with(&p.issuer, "given-1");
	issuer_advance(&p.issuer, 89999);
	issuer_list_with(&p.issuer, "given-1");
	issuer_advance(&p.issuer, 1);
	issuer_list_with(&p.issuer, "given-2");
	ck_assert_str_eq(p.refused, ""); /* it was not refused */
	ck_assert_int_eq(p.asked, 2);
	issuer_close(&p.issuer);
}
END_TEST

START_TEST(test_asked_after_a_refusal)
{
	struct provider p = { .issuer.refuse = 1 };
	struct iqm_call call = { 0 };

	open_provider(&p);
	ck_assert_int_eq(issuer_list(&p.issuer, &call), 0);
	ck_assert_str_eq(p.refused, "given-1");
	ck_assert_str_eq(p.issuer.access, "given-2");
	ck_assert_int_eq(call.error.attempts, 2);
	ck_assert_int_eq(p.issuer.logins, 0);
	issuer_close(&p.issuer);
}
END_TEST

START_TEST(test_the_refused_one_again)
{
	struct provider p = { .issuer.refuse = 1, .token = "always" };
	struct iqm_call call = { 0 };

	open_provider(&p);
	ck_assert_int_eq(issuer_list(&p.issuer, &call), IQM_E_AUTH);
	ck_assert_str_eq(call.error.message, "pld.list: the token provider gave the token that "
					     "the service has refused");
	ck_assert_int_eq(p.issuer.calls, 1);
	issuer_list_with(&p.issuer, "always"); /* a refusal may have been a mistake */
	ck_assert_str_eq(p.refused, "");
	issuer_close(&p.issuer);
}
END_TEST

START_TEST(test_workspace_of_the_provider)
{
	struct provider p = { .expires_in = 100 };

	open_provider(&p);
	issuer_list_with(&p.issuer, "given-1");
	ck_assert_str_eq(p.issuer.ow_id, "42");
	p.ow_id = "7";
	issuer_advance(&p.issuer, 100000);
	issuer_list_with(&p.issuer, "given-2");
	ck_assert_str_eq(p.issuer.ow_id, "7");
	p.ow_id = NULL; /* the settings' again */
	issuer_advance(&p.issuer, 100000);
	issuer_list_with(&p.issuer, "given-3");
	ck_assert_str_eq(p.issuer.ow_id, "42");
	issuer_close(&p.issuer);
}
END_TEST

/* Its life is over before the call is sent, or before it is even taken: not asked for ever. */
START_TEST(test_tokens_that_do_not_last)
{
	static const int64_t ticks[] = { 700, 2000 };
	struct provider p = { .expires_in = 1, .issuer.tick = ticks[_i] };
	struct iqm_call call = { .timeout_ms = 60000 };

	open_provider(&p);
	ck_assert_int_eq(issuer_list(&p.issuer, &call), IQM_E_TIMEOUT);
	ck_assert_str_eq(call.error.message, "pld.list: timed out before it was sent");
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_int_gt(p.asked, 1);
	issuer_close(&p.issuer);
}
END_TEST

#define NO_OW_ID "ow_id: expected digits without leading zeros, found something else"

static const struct {
	const char *token, *ow_id;
	int64_t expires_in;
	const char *message;
} bad[] = {
	{ "", NULL, 0, "token: NULL or empty, expected a value" },
	{ "a\r\nX: b", NULL, 0, "token: a control byte in it" },
	{ "a\x7f", NULL, 0, "token: a control byte in it" },
	{ "Bearer abc", NULL, 0, "token: expected it without 'Bearer '" },
	{ "abc", "", 0, NO_OW_ID },
	{ "abc", "7a", 0, NO_OW_ID },
	{ "abc", "007", 0, NO_OW_ID },
	{ "abc", "00", 0, NO_OW_ID },
	{ "abc", "12345678901234567890", 0, NO_OW_ID },
	{ "abc", NULL, -1, "expires_in: expected 0 or more, found -1" },
};

/* Loops over `bad`, with and without a provider that minds it. */
START_TEST(test_bad_values)
{
	bool forgets = _i % 2;
	struct provider p = { .token = bad[_i / 2].token,
			      .ow_id = bad[_i / 2].ow_id,
			      .expires_in = bad[_i / 2].expires_in,
			      .forgets = forgets };
	char message[160];

	open_provider(&p);
	snprintf(message, sizeof(message), "the token provider failed: %s", bad[_i / 2].message);
	fails(&p, forgets ? IQM_E_AUTH : IQM_E_USAGE, message);
	ck_assert_int_eq(p.give_err, IQM_E_USAGE);
	p.token = p.ow_id = NULL;
	p.expires_in = 0;
	issuer_list_with(&p.issuer, "given-2");
	issuer_close(&p.issuer);
}
END_TEST

static const struct {
	int returned, status;
	const char *message;
} failures[] = {
	{ IQM_E_NETWORK, IQM_E_NETWORK, "the token provider failed: IQM_E_NETWORK" },
	{ IQM_E_AUTH, IQM_E_AUTH, "the token provider failed: IQM_E_AUTH" },
	{ IQM_E_FILE_BROKEN, IQM_E_FILE_BROKEN, "the token provider failed: IQM_E_FILE_BROKEN" },
	{ -1000, IQM_E_AUTH,
	  "the token provider failed: expected 0 or an enum iqm_status, found -1000" },
	{ 1, IQM_E_AUTH, "the token provider failed: expected 0 or an enum iqm_status, found 1" },
	{ 0, IQM_E_AUTH, "the token provider gave no token" },
};

START_TEST(test_failures)
{
	struct provider p = { .status = failures[_i].returned, .gives_nothing = true };

	open_provider(&p);
	fails(&p, failures[_i].status, failures[_i].message);
	fails(&p, failures[_i].status, failures[_i].message);
	ck_assert_int_eq(p.asked, 2); /* a failure is not remembered */
	issuer_close(&p.issuer);
}
END_TEST

START_TEST(test_failure_with_a_reason)
{
	struct provider p = { .status = IQM_E_CONFIG, .why = "run `this`\n%s" };

	open_provider(&p);
	fails(&p, IQM_E_CONFIG, "run `this`?%s");
	p.status = 7;
	fails(&p, IQM_E_AUTH, "run `this`?%s");
	p.why = "";
	p.status = IQM_E_FILE;
	fails(&p, IQM_E_FILE, "the token provider failed: IQM_E_FILE");
	p.why = NULL;
	p.status = 0;
	issuer_list_with(&p.issuer, "given-4");
	issuer_close(&p.issuer);
}
END_TEST

/* What it gave before it failed is not used. */
START_TEST(test_failure_after_giving)
{
	struct provider p = { .status = IQM_E_FILE };

	open_provider(&p);
	fails(&p, IQM_E_FILE, "the token provider failed: IQM_E_FILE");
	issuer_close(&p.issuer);
}
END_TEST

START_TEST(test_failure_while_the_token_is_good)
{
	struct provider p = { .expires_in = 600 };

	open_provider(&p);
	issuer_list_with(&p.issuer, "given-1");
	p.status = IQM_E_AUTH;
	issuer_advance(&p.issuer, 540000);
	issuer_list_with(&p.issuer, "given-1");
	issuer_list_with(&p.issuer, "given-1");
	ck_assert_int_eq(p.asked, 2);
	issuer_advance(&p.issuer, 60000);
	ck_assert_int_eq(issuer_list(&p.issuer, NULL), IQM_E_AUTH);
	issuer_close(&p.issuer);
}
END_TEST

static int give_twice(void *context, struct iqm_token_request *access)
{
	(void)context;
	ck_assert_int_eq(iqm_token_request_give(access, "first", "1", 5), 0);
	return iqm_token_request_give(access, "second", NULL, 0);
}

START_TEST(test_the_last_one_given_counts)
{
	struct issuer i = { .expires_in = 0 };

	issuer_open_with(&i, (struct iqm_settings){ .get_token = give_twice });
	issuer_list_with(&i, "second");
	ck_assert_str_eq(i.ow_id, "");
	issuer_advance(&i, 10000);
	issuer_list_with(&i, "second");
	issuer_close(&i);
}
END_TEST

START_TEST(test_without_an_access)
{
	ck_assert_int_eq(iqm_token_request_give(NULL, "a", NULL, 0), IQM_E_USAGE);
	ck_assert_int_eq(iqm_token_request_fail(NULL, IQM_E_AUTH, "a"), IQM_E_USAGE);
	ck_assert_ptr_null(iqm_token_request_refused(NULL));
	ck_assert_int_eq(iqm_token_request_timeout_ms(NULL), 0);
}
END_TEST

static void refuses(struct iqm_settings settings, const char *message)
{
	struct iqm_client *client;
	struct iqm_error error;

	settings.get_token = provide;
	ck_assert_int_eq(iqm_client_open(&client, &settings, &error), IQM_E_CONFIG);
	ck_assert_str_eq(error.message, message);
}

START_TEST(test_with_another_source_of_tokens)
{
	refuses((struct iqm_settings){ .token = "t" }, "get_token and token: expected one of them");
	refuses((struct iqm_settings){ .username = "u" },
		"get_token and username: expected one of them");
	refuses((struct iqm_settings){ .password = "p" },
		"get_token and password: expected one of them");
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("provider");

	tcase_add_test(tcase, test_asked_once_and_again_at_the_end);
	tcase_add_test(tcase, test_asked_after_a_refusal);
	tcase_add_test(tcase, test_the_refused_one_again);
	tcase_add_test(tcase, test_workspace_of_the_provider);
	tcase_add_loop_test(tcase, test_tokens_that_do_not_last, 0, 2);
	tcase_add_loop_test(tcase, test_bad_values, 0, 2 * (int)(sizeof(bad) / sizeof(bad[0])));
	tcase_add_loop_test(tcase, test_failures, 0, (int)(sizeof(failures) / sizeof(failures[0])));
	tcase_add_test(tcase, test_failure_with_a_reason);
	tcase_add_test(tcase, test_failure_after_giving);
	tcase_add_test(tcase, test_failure_while_the_token_is_good);
	tcase_add_test(tcase, test_the_last_one_given_counts);
	tcase_add_test(tcase, test_without_an_access);
	tcase_add_test(tcase, test_with_another_source_of_tokens);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
