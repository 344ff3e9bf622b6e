/* SPDX-License-Identifier: MIT */
/* What must happen once and costs nothing: an e-mail. Sent once; a lost response leaves it unknown.
 */
#include "support/runtime_fixture.h"
#include "support/suite.h"

#include <string.h>

#include "call/call.h"

static int mail(struct iqm_client *client, struct iqm_call *call)
{
	static const char *const addresses[] = { "a@example.com" };
	const struct iqm_sls_email_request req = { .sls_id = iqm_int(1),
						   .email_ids = { addresses, 1 } };
	struct iqm_confirmation *rsp;
	int err = iqm_sls_email(client, &req, &rsp, call);

	iqm_free(rsp);
	return err;
}

#define SAID_NO "{\"success\":false,\"errorObjects\":[{\"error\":\"no\"}]}"

/* What came back, what the call returns, and what its error says. */
static const struct {
	long status;
	const char *body;
	int err, cause;
} responses[] = {
	{ 200, "{\"success\":true,\"data\":{\"message\":\"sent\"}}", 0, 0 },
	{ 200, "{\"success\":true,\"data\":{}}", 0, 0 },
	/* it says no */
	{ 200, SAID_NO, IQM_E_REFUSED, IQM_E_REFUSED },
	{ 401, SAID_NO, IQM_E_AUTH, IQM_E_AUTH },
	{ 403, SAID_NO, IQM_E_FORBIDDEN, IQM_E_FORBIDDEN },
	{ 404, "<html>", IQM_E_NOT_FOUND, IQM_E_NOT_FOUND },
	{ 422, SAID_NO, IQM_E_REFUSED, IQM_E_REFUSED },
	{ 429, "", IQM_E_RATE_LIMITED, IQM_E_RATE_LIMITED },
	/* nobody knows */
	{ 200, "", IQM_E_UNKNOWN_OUTCOME, IQM_E_DECODE },
	{ 200, "<html>", IQM_E_UNKNOWN_OUTCOME, IQM_E_DECODE },
	{ 200, "{\"success\":true}", IQM_E_UNKNOWN_OUTCOME, IQM_E_DECODE },
	{ 200, "{\"success\":true,\"data\":{", IQM_E_UNKNOWN_OUTCOME, IQM_E_DECODE },
	{ 302, "", IQM_E_UNKNOWN_OUTCOME, IQM_E_SERVER },
	{ 408, SAID_NO, IQM_E_UNKNOWN_OUTCOME, IQM_E_SERVER },
	{ 422, "<html>", IQM_E_UNKNOWN_OUTCOME, IQM_E_REFUSED },
	{ 500, SAID_NO, IQM_E_UNKNOWN_OUTCOME, IQM_E_SERVER },
	{ 502, "", IQM_E_UNKNOWN_OUTCOME, IQM_E_SERVER },
	{ 504, SAID_NO, IQM_E_UNKNOWN_OUTCOME, IQM_E_SERVER },
};

START_TEST(test_responses)
{
	struct mock mock = { .status = responses[_i].status, .body = responses[_i].body };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_call call = { 0 };
	int err = mail(client, &call);

	ck_assert_msg(err == responses[_i].err, "%d: %s", err, call.error.message);
	ck_assert_int_eq(call.error.cause, responses[_i].cause);
	ck_assert_int_eq(mock.calls, 1);
	if (err == IQM_E_UNKNOWN_OUTCOME) {
		ck_assert_int_eq(call.error.delivery, IQM_MAYBE_SENT);
		ck_assert_ptr_nonnull(
			strstr(call.error.message,
			       "sls.email: outcome unknown, it may have been carried out: "));
	} else {
		ck_assert_int_eq(call.error.delivery, IQM_RESPONDED);
	}
	ck_assert(mock.fresh);
	mock_close(client, &mock);
}
END_TEST

/* It is no purchase: the switch that buys nothing does not stop it, and it takes no key. */
START_TEST(test_no_purchase)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{}}" };
	struct iqm_client *client = mock_client(&mock, NULL);

	client->no_purchases = true;
	ck_assert_int_eq(mail(client, NULL), 0);
	mock_close(client, &mock);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("once");

	tcase_add_loop_test(tcase, test_responses, 0,
			    (int)(sizeof(responses) / sizeof(responses[0])));
	tcase_add_test(tcase, test_no_purchase);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
