/* SPDX-License-Identifier: MIT */
/* keep_raw: the response's bytes, on success and on failure. */
#include "support/runtime_fixture.h"
#include "support/suite.h"

#include <string.h>

static void check_raw(const void *response, const char *want, size_t want_len)
{
	size_t len = 0;
	const char *raw = iqm_raw(response, &len);

	ck_assert_ptr_nonnull(raw);
	ck_assert_uint_eq(len, want_len);
	ck_assert_int_eq(memcmp(raw, want, len), 0);
	ck_assert_int_eq(raw[len], '\0');
	ck_assert_ptr_eq(iqm_raw(response, NULL), raw);
}

START_TEST(test_raw_of_success)
{
	struct mock mock = { .status = 200, .body = GOOD_LIST " \n" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { .keep_raw = true };
	struct iqm_pld_report_page *rsp;
	size_t len = 7;

	ck_assert_int_eq(runtime_list(client, &rsp, &call), 0);
	ck_assert_int_eq(rsp->total_records.value, 3);
	check_raw(rsp, mock.body, strlen(mock.body));
	iqm_free(rsp);
	call.keep_raw = false;
	ck_assert_int_eq(runtime_list(client, &rsp, &call), 0);
	ck_assert_ptr_null(iqm_raw(rsp, &len));
	ck_assert_uint_eq(len, 0);
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

struct failure {
	long status;
	const char *body;
	size_t len;
	int err;
};

#define TEXT(s) s, sizeof(s) - 1

static const struct failure failures[] = {
	{ 422, TEXT("{\"success\":false}"), IQM_E_REFUSED },
	{ 200, TEXT("{\"success\":false}"), IQM_E_REFUSED },
	{ 200, TEXT("{\"success\":true,\"data\":{\"totalRecords\":5,\"pldReportDataList\":7}}"),
	  IQM_E_DECODE },
	{ 500, TEXT("<html>"), IQM_E_SERVER },
	{ 404, TEXT("\0binary\377"), IQM_E_NOT_FOUND },
	{ 302, TEXT(""), IQM_E_SERVER },
	{ 200, TEXT(""), IQM_E_DECODE },
};

START_TEST(test_raw_of_failure)
{
	static const struct iqm_pld_report_page zero;
	const struct failure *f = &failures[_i];
	struct mock mock = { .status = f->status, .body = f->body, .body_len = f->len };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { .keep_raw = true };
	struct iqm_pld_report_page *rsp;

	ck_assert_int_eq(runtime_list(client, &rsp, &call), f->err);
	ck_assert_ptr_nonnull(rsp);
	ck_assert_mem_eq(rsp, &zero, sizeof(zero));
	check_raw(rsp, f->body, f->len);
	iqm_free(rsp);
	call.keep_raw = false;
	ck_assert_int_eq(runtime_list(client, &rsp, &call), f->err);
	ck_assert_ptr_null(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_raw_of_an_unknown_outcome)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { .keep_raw = true };
	struct iqm_pld_order_response *rsp;

	ck_assert_int_eq(runtime_buy(client, &rsp, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_ptr_nonnull(rsp);
	ck_assert_int_eq(rsp->outcome, IQM_NO_OUTCOME);
	check_raw(rsp, mock.body, strlen(mock.body));
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_no_raw_without_a_response)
{
	struct mock mock = { .fail = IQM_E_NETWORK };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { .keep_raw = true };
	struct iqm_pld_report_page *rsp;

	ck_assert_int_eq(runtime_list(client, &rsp, &call), IQM_E_NETWORK);
	ck_assert_ptr_null(rsp);
	call.timeout_ms = -1;
	ck_assert_int_eq(runtime_list(client, &rsp, &call), IQM_E_USAGE);
	ck_assert_ptr_null(rsp);
	mock_close(client, &mock);
}
END_TEST

/* With no place to put it, nothing is kept and nothing leaks. */
START_TEST(test_no_raw_without_a_place)
{
	struct mock mock = { .status = 200, .body = GOOD_LIST };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { .keep_raw = true };

	ck_assert_int_eq(runtime_list(client, NULL, &call), IQM_E_USAGE);
	ck_assert_int_eq(mock.calls, 0);
	mock_close(client, &mock);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("raw");

	tcase_add_test(tcase, test_raw_of_success);
	tcase_add_loop_test(tcase, test_raw_of_failure, 0, sizeof(failures) / sizeof(failures[0]));
	tcase_add_test(tcase, test_raw_of_an_unknown_outcome);
	tcase_add_test(tcase, test_no_raw_without_a_response);
	tcase_add_test(tcase, test_no_raw_without_a_place);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
