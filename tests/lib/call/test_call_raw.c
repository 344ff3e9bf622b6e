/* SPDX-License-Identifier: MIT */
/* keep_raw: the response's bytes, on success and on failure. */
#include "support/runtime_fixture.h"
#include "support/suite.h"

#include "iqm_descriptors.h"

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
	struct iqm_client *client = mock_client(&mock, NULL);
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

static void check_row(const void *response, size_t list, size_t i, const char *want)
{
	size_t len = 7;
	const char *raw =
		iqm_row_raw(response, &iqm_pld_campaigns_op.response->fields[list], i, &len);

	ck_assert_uint_eq(len, want ? strlen(want) : 0);
	ck_assert(want ? raw && !memcmp(raw, want, len) : !raw);
	ck_assert_ptr_eq(
		iqm_row_raw(response, &iqm_pld_campaigns_op.response->fields[list], i, NULL), raw);
}

/* The bytes of each row of each list, as they came: unknown fields, whitespace and all. */
START_TEST(test_raw_of_rows)
{
	struct mock mock = {
		.status = 200,
		.body = "\xef\xbb\xbf{\"success\":true,\"data\":{\"running\" : [ "
			"{ \"new\":[1, {\"a\":\"]\"}],\"campaignId\":\"x\"} , 451351,"
			"\"7\",{},null],\"paused\":null,\"expired\":[{\"a\":\"\\ud83d\"}]}}"
	};
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_call call = { .keep_raw = true };
	struct iqm_eligible_campaigns *rsp;

	ck_assert_int_eq(iqm_pld_campaigns(client, &rsp, &call), 0);
	check_row(rsp, 0, 0, "{ \"new\":[1, {\"a\":\"]\"}],\"campaignId\":\"x\"}");
	check_row(rsp, 0, 1, "451351");
	check_row(rsp, 0, 2, "\"7\"");
	check_row(rsp, 0, 3, "{}");
	check_row(rsp, 0, 4, "null");
	check_row(rsp, 0, 5, NULL);
	check_row(rsp, 1, 0, NULL);
	check_row(rsp, 2, 0, "{\"a\":\"\\ud83d\"}");
	check_row(rsp, 2, 1, NULL);
	check_row(NULL, 0, 0, NULL);
	iqm_free(rsp);
	call.keep_raw = false;
	ck_assert_int_eq(iqm_pld_campaigns(client, &rsp, &call), 0);
	check_row(rsp, 0, 0, NULL);
	iqm_free(rsp);
	call.keep_raw = true;
	mock.body = "{\"data\":{\"running\":[1,2]},\"success\":false}";
	ck_assert_int_eq(iqm_pld_campaigns(client, &rsp, &call), IQM_E_REFUSED);
	check_row(rsp, 0, 0, NULL);
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

/* Whatever comes behind it, a byte-order mark is one at the very start alone. */
START_TEST(test_byte_order_marks)
{
	static const struct {
		const char *body;
		int status;
	} bodies[] = {
		{ "\xef\xbb\xbf {\"success\":true,\"data\":{\"running\":[]}}", 0 },
		{ "\xef\xbb\xbf\xef\xbb\xbf{\"success\":true,\"data\":{\"running\":[]}}",
		  IQM_E_DECODE },
		{ " \xef\xbb\xbf{\"success\":true,\"data\":{\"running\":[]}}", IQM_E_DECODE },
		{ "\xef\xbb\xbf{\"success\":false}", IQM_E_REFUSED },
		{ "\xef\xbb\xbf", IQM_E_DECODE },
		{ "\xef\xbb", IQM_E_DECODE },
	};

	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
		struct mock mock = { .status = 200, .body = bodies[i].body };
		struct iqm_client *client = mock_client(&mock, NULL);
		struct iqm_eligible_campaigns *rsp;

		ck_assert_int_eq(iqm_pld_campaigns(client, &rsp, NULL), bodies[i].status);
		iqm_free(rsp);
		mock_close(client, &mock);
	}
}
END_TEST

/* Under two names: the rows are those of the preferred one. */
START_TEST(test_raw_of_rows_of_an_alias)
{
	static const char *const names[] = { "list", "old", NULL };
	struct iqm_op op = iqm_pld_list_op;
	struct iqm_field rows[] = { *op.paged->items };
	struct iqm_descriptor table = {
		.name = "list", .fields = rows, .len = 1, .size = op.response->size
	};
	struct mock mock = { .status = 200,
			     .body = "{\"success\":true,\"data\":{\"old\":[{\"ioId\":[]},{}],"
				     "\"list\":[{\"a\":1},{\"ioId\":{}}]}}" };
	struct iqm_client *client = mock_client(&mock, NULL);
	const struct iqm_field *io_id = &rows->sub->fields[7];
	struct iqm_call call = { .keep_raw = true };
	size_t len;
	void *rsp;

	rows->names = names;
	op.response = &table;
	op.paged = NULL;
	ck_assert_int_eq(iqm_perform(client, &op, &(struct iqm_list_query){ 0 }, &rsp, &call), 0);
	ck_assert_int_eq(memcmp(iqm_row_raw(rsp, rows, 0, &len), "{\"a\":1}", 7), 0);
	ck_assert_uint_eq(len, 7);
	ck_assert_ptr_nonnull(iqm_row_raw(rsp, rows, 1, &len));
	ck_assert_ptr_null(iqm_row_raw(rsp, rows, 2, &len));
	ck_assert_str_eq(io_id->names[0], "ioId");
	ck_assert(!iqm_is_bad_field(rsp, rows, 0, io_id));
	ck_assert(iqm_is_bad_field(rsp, rows, 1, io_id));
	iqm_free(rsp);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_bad_fields_of_rows)
{
	struct mock mock = {
		.status = 200,
		.body = "{\"success\":true,\"data\":{\"running\":[{\"campaignId\":1.5},"
			"7,[8],{\"campaignTimezoneId\":{},\"campaignId\":[]}],\"paused\":5,"
			"\"expired\":[{}]}}"
	};
	struct iqm_client *client = mock_client(&mock, NULL);
	const struct iqm_descriptor *t = iqm_pld_campaigns_op.response;
	const struct iqm_field *running = &t->fields[0];
	const struct iqm_field *row = running->sub->fields;
	struct iqm_call call = { 0 };
	struct iqm_eligible_campaigns *rsp;

	ck_assert_int_eq(iqm_pld_campaigns(client, &rsp, &call), 0);
	ck_assert_uint_eq(call.bad_total, 5);
	ck_assert_str_eq(row[0].names[0], "campaignId");
	ck_assert(iqm_is_bad_field(rsp, running, 0, &row[0]));
	ck_assert(!iqm_is_bad_field(rsp, running, 0, &row[1]));
	ck_assert(!iqm_is_bad_field(rsp, running, 1, &row[0]));
	ck_assert(iqm_is_bad_field(rsp, running, 2, &row[0])); /* the row is none */
	ck_assert(iqm_is_bad_field(rsp, running, 2, &row[1]));
	ck_assert(iqm_is_bad_field(rsp, running, 3, &row[0]));
	ck_assert(iqm_is_bad_field(rsp, running, 3, &row[1]));
	ck_assert(!iqm_is_bad_field(rsp, running, 4, &row[0]));
	ck_assert(iqm_is_bad_field(rsp, NULL, 0, running)); /* rows of it */
	ck_assert(iqm_is_bad_field(rsp, NULL, 0, &t->fields[1]));
	ck_assert(!iqm_is_bad_field(rsp, &t->fields[2], 0, &row[0]));
	ck_assert(!iqm_is_bad_field(NULL, running, 0, &row[0]));
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
	struct iqm_client *client = mock_client(&mock, NULL);
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
	struct iqm_client *client = mock_client(&mock, NULL);
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
	struct iqm_client *client = mock_client(&mock, NULL);
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
	struct iqm_client *client = mock_client(&mock, NULL);
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
	tcase_add_test(tcase, test_raw_of_rows);
	tcase_add_test(tcase, test_byte_order_marks);
	tcase_add_test(tcase, test_raw_of_rows_of_an_alias);
	tcase_add_test(tcase, test_bad_fields_of_rows);
	tcase_add_loop_test(tcase, test_raw_of_failure, 0, sizeof(failures) / sizeof(failures[0]));
	tcase_add_test(tcase, test_raw_of_an_unknown_outcome);
	tcase_add_test(tcase, test_no_raw_without_a_response);
	tcase_add_test(tcase, test_no_raw_without_a_place);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
