/* SPDX-License-Identifier: MIT */
/* Tokens that the service quotes, of now and of before: none is in an error. */
#include "support/token_fixture.h"
#include "support/suite.h"

#include <string.h>

#include "call/call.h"

#define QUOTES "access-1 access-2 access-3 refresh-1 refresh-2 refresh-3"

static bool contains(const struct iqm_error *e, const char *secret)
{
	bool found = strstr(e->message, secret) != NULL;

	for (size_t i = 0; i < e->service_len; i++)
		found = found || strstr(e->service[i].error, secret) ||
			strstr(e->service[i].reason, secret);
	return found;
}

/* A call that was sent with the first token may end when there is a third. */
START_TEST(test_old_tokens_are_blotted_out)
{
	struct issuer i = { .expires_in = 600,
			    .fault = "{\"success\":false,\"errorObjects\":[{\"error\":\"" QUOTES
				     "\",\"reason\":\"" QUOTES "\"}]}" };
	struct iqm_settings settings = issuer_credentials();
	struct iqm_call call = { 0 };

	settings.max_attempts = 1;
	issuer_open_with(&i, settings);
	issuer_list_with(&i, "access-1");
	issuer_advance(&i, 600000);
	issuer_list_with(&i, "access-2");
	issuer_advance(&i, 600000);
	issuer_list_with(&i, "access-3");
	i.refuse = 1;
	ck_assert_int_eq(issuer_list(&i, &call), IQM_E_AUTH);
	ck_assert_uint_eq(call.error.service_len, 1);
	ck_assert(!contains(&call.error, "access-"));
	ck_assert(!contains(&call.error, "refresh-"));
	ck_assert(contains(&call.error, "*"));
	issuer_close(&i);
}
END_TEST

/* Through many renewals: old ones are freed, and the newest of them remembered. */
START_TEST(test_many_renewals)
{
	struct issuer i = { .expires_in = 600 };
	struct iqm_error e = { .status = IQM_E_AUTH, .message = "access-29 refresh-29 access-30" };

	issuer_open(&i);
	for (int n = 0; n < 30; n++) {
		ck_assert_int_eq(issuer_list(&i, NULL), 0);
		issuer_advance(&i, 600000);
	}
	ck_assert_str_eq(i.access, "access-30");
	iqm_token_redact(i.client->token, &e);
	ck_assert_str_eq(e.message, "* * *");
	issuer_close(&i);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("token-secret");

	tcase_add_test(tcase, test_old_tokens_are_blotted_out);
	tcase_add_test(tcase, test_many_renewals);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
