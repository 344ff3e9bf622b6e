/* SPDX-License-Identifier: MIT */
/* Every HTTP status, for a read and for a purchase: what it is called, and whether it may have
 * bought. */
#include "support/runtime_fixture.h"
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#include "iqm_descriptors.h"

/* What a status that is no 2xx means, typed from the header's comments. */
static int meaning(long status)
{
	if (status == 401)
		return IQM_E_AUTH;
	if (status == 403)
		return IQM_E_FORBIDDEN;
	if (status == 404)
		return IQM_E_NOT_FOUND;
	if (status == 429)
		return IQM_E_RATE_LIMITED;
	if (status == 408 || status < 400 || status >= 500)
		return IQM_E_SERVER; /* whether it was carried out is not said */
	return IQM_E_REFUSED;
}

/* Statuses that come before any processing: they say it without words. */
static bool is_unprocessed(long status)
{
	static const long statuses[] = { 401, 403, 404, 405, 413, 414, 415, 429, 431 };

	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		if (statuses[i] == status)
			return true;
	return false;
}

/* Bodies. Only the service's own envelope is a verdict: whatever other words come are words. */
static const struct body {
	const char *text;
	size_t reasons; /* how many of the service's own it has */
	bool refuses;
	bool contradicts;
} bodies[] = {
	{ "", 0, false, false },
	{ "<html>x</html>", 0, false, false },
	{ "{\"success\":false,\"errorObjects\":[{\"error\":\"words\"}]}", 1, true, false },
	{ GOOD_LIST, 0, false, true },
	{ "{\"success\":true,\"data\":{}}", 0, false, true },
	{ "{\"success\":\"false\"}", 0, true, false },
	{ "{\"success\":false,\"data\":{\"status\":\"On Hold\",\"reason\":\"on hold\","
	  "\"supportEmail\":\"a@b.c\"},\"errorObjects\":[{\"error\":\"words\"}]}",
	  2, true, false },
	/* the same without its flag, and what proxies, frameworks and RFCs say */
	{ "{\"data\":{\"status\":\"On Hold\",\"reason\":\"on hold\",\"supportEmail\":\"a@b.c\"}}",
	  1, false, false },
	{ "{\"data\":\"refused\"}", 1, false, false },
	{ "{\"errorObjects\":[{\"error\":\"words\",\"field\":\"campaignId\"}]}", 1, false, false },
	{ "{\"status\":\"failed\",\"reason\":\"no\",\"supportEmail\":\"a@b.c\"}", 0, false, false },
	{ "{\"message\":\"words of another form\"}", 1, false, false },
	{ "{\"type\":\"about:blank\",\"title\":\"Conflict\",\"status\":409,\"detail\":\"not bought\"}",
	  1, false, false },
	{ "{\"error\":\"invalid_request\",\"error_description\":\"not bought\"}", 1, false, false },
};

#define BODIES ((int)(sizeof(bodies) / sizeof(bodies[0])))

START_TEST(test_read)
{
	struct mock mock = { .body = bodies[_i].text };
	struct iqm_client *client = mock_client(&mock, NULL);

	for (mock.status = 300; mock.status < 620; mock.status++) {
		struct iqm_call call = { 0 };
		struct iqm_pld_report_page *rsp;
		int want = meaning(mock.status);

		ck_assert_int_eq(runtime_list(client, &rsp, &call), want);
		ck_assert_ptr_null(rsp);
		ck_assert_int_eq(call.error.status, want);
		ck_assert_int_eq(call.error.cause, want);
		ck_assert_int_eq(call.error.http_status, mock.status);
		ck_assert_int_eq(call.error.delivery,
				 want == IQM_E_SERVER ? IQM_MAYBE_SENT : IQM_RESPONDED);
		ck_assert_uint_eq(call.error.service_len, bodies[_i].reasons);
		ck_assert_int_eq(call.error.attempts, 1);
	}
	ck_assert_int_eq(mock.calls, 320);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_purchase)
{
	struct mock mock = { .body = bodies[_i].text };
	struct iqm_client *client = mock_client(&mock, NULL);

	for (mock.status = 300; mock.status < 620; mock.status++) {
		struct iqm_call call = { 0 };
		struct iqm_pld_order_response *rsp;
		int cause = meaning(mock.status);
		bool unknown = cause == IQM_E_SERVER || bodies[_i].contradicts ||
			       (!bodies[_i].refuses && !is_unprocessed(mock.status));
		int want = unknown ? IQM_E_UNKNOWN_OUTCOME : cause;

		ck_assert_int_eq(runtime_buy(client, &rsp, &call), want);
		ck_assert_ptr_null(rsp);
		ck_assert_int_eq(call.error.status, want);
		ck_assert_int_eq(call.error.cause, cause);
		ck_assert_int_eq(call.error.http_status, mock.status);
		ck_assert_int_eq(call.error.delivery, unknown ? IQM_MAYBE_SENT : IQM_RESPONDED);
		ck_assert_int_eq(call.error.attempts, 1);
	}
	ck_assert_int_eq(mock.calls, 320); /* each one once */
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_success_has_many_numbers)
{
	struct mock mock = { .body = GOOD_LIST };
	struct iqm_client *client = mock_client(&mock, NULL);

	for (mock.status = 200; mock.status < 300; mock.status++) {
		struct iqm_pld_report_page *rsp;

		ck_assert_int_eq(runtime_list(client, &rsp, NULL), 0);
		ck_assert_int_eq(rsp->total_records.value, 3);
		iqm_free(rsp);
	}
	mock.body = "";
	mock.status = 204;
	ck_assert_int_eq(
		iqm_pld_campaigns(client, &(struct iqm_eligible_campaigns *){ NULL }, NULL),
		IQM_E_DECODE);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_failure_inside_200)
{
	struct mock mock = { .status = 200, .body = bodies[2].text };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_pld_order_response *bought;
	struct iqm_pld_report_page *rsp;
	struct iqm_call call = { 0 };

	ck_assert_int_eq(runtime_list(client, &rsp, &call), IQM_E_REFUSED);
	ck_assert_str_eq(call.error.message, "pld.list: the service refused it: words");
	ck_assert_int_eq(runtime_buy(client, &bought, &call), IQM_E_REFUSED);
	ck_assert_str_eq(call.error.message, "pld.generate: the service refused it: words");
	ck_assert_int_eq(call.error.delivery, IQM_RESPONDED);
	ck_assert_int_eq(call.error.cause, IQM_E_REFUSED);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_redirects_are_named)
{
	struct mock mock = { .status = 302, .body = "<html>", .content_type = "text/html" };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_pld_report_page *rsp;
	struct iqm_call call = { 0 };

	ck_assert_int_eq(runtime_list(client, &rsp, &call), IQM_E_SERVER);
	ck_assert_str_eq(call.error.message,
			 "pld.list: HTTP 302: a redirect, which is not followed");
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_what_is_gone_names_its_successor)
{
	static const long gone[] = { 404, 405, 410 };
	struct mock mock = { .body = "", .content_type = "" };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_eligible_campaigns *campaigns;
	struct iqm_pld_report_page *rsp;
	struct iqm_call call = { 0 };

	for (size_t i = 0; i < sizeof(gone) / sizeof(gone[0]); i++) {
		char want[256];

		mock.status = gone[i];
		ck_assert_int_lt(iqm_pld_campaigns(client, &campaigns, &call), 0);
		snprintf(want, sizeof(want),
			 "pld.campaigns: HTTP %ld, and no reason that can be read; the service may "
			 "have replaced it by GET /api/v3/ins/insights/eligible-campaigns"
			 "?reportType=pld (dialect openapi)",
			 gone[i]);
		ck_assert_str_eq(call.error.message, want);
		ck_assert_int_lt(runtime_list(client, &rsp, &call), 0);
		ck_assert_ptr_null(strstr(call.error.message, "replaced"));
	}
	for (mock.status = 400; mock.status < 600; mock.status++) {
		ck_assert_int_lt(iqm_pld_campaigns(client, &campaigns, &call), 0);
		ck_assert_int_eq(strstr(call.error.message, "replaced") != NULL,
				 mock.status == 404 || mock.status == 405 || mock.status == 410);
	}
	mock_close(client, &mock);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("status");

	tcase_set_timeout(tcase, 30);
	tcase_add_loop_test(tcase, test_read, 0, BODIES);
	tcase_add_loop_test(tcase, test_purchase, 0, BODIES);
	tcase_add_test(tcase, test_success_has_many_numbers);
	tcase_add_test(tcase, test_failure_inside_200);
	tcase_add_test(tcase, test_redirects_are_named);
	tcase_add_test(tcase, test_what_is_gone_names_its_successor);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
