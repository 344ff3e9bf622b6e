/* SPDX-License-Identifier: MIT */
/* What tools use: requests from text, shown before they are sent, and a pager's raw page. */
#include "support/runtime_fixture.h"
#include "support/suite.h"

#include "iqm_descriptors.h"

#include <string.h>

static void check_order(const struct iqm_sls_order *req)
{
	ck_assert_int_eq(req->io_id.value, 5);
	ck_assert_uint_eq(req->campaign_ids.len, 2);
	ck_assert_int_eq(req->campaign_ids.items[1], 2);
	ck_assert_str_eq(req->sls_name, "A \"b\"");
	ck_assert_ptr_null(req->sls_id.set);
}

START_TEST(test_read)
{
	static const char text[] =
		" {\"ioId\": 5, \"campaignIds\": [1, 2], \"slsName\": \"A \\\"b\\\"\"} ";
	struct iqm_error error;
	void *read;

	ck_assert_int_eq(iqm_json_read(iqm_sls_generate_op.body, text, strlen(text), &read, &error),
			 0);
	check_order(read);
	ck_assert_int_eq(error.status, 0);
	iqm_free(read);
}
END_TEST

static const struct {
	const char *text;
	const char *path;
} bad[] = {
	{ "{\"ioId\": \"x\"}", "ioId" }, { "{\"campaignIds\": [1, 2.5]}", "campaignIds[1]" },
	{ "{\"ioId\": 5} 7", "" },       { "{\"ioId\": 5", "" },
	{ "{\"ioId\": tru", "ioId" },    { "", "" },
};

/* What is to be sent must be sent, all of it. */
START_TEST(test_read_unknown)
{
	static const char text[] = "{\"aqsAudienceConceptGroups\": [{\"audienceID\": 1}]}";
	struct iqm_error error;
	void *read = &error;

	ck_assert_int_eq(iqm_json_read(iqm_aqs_generate_op.body, text, strlen(text), &read, &error),
			 IQM_E_USAGE);
	ck_assert_ptr_null(read);
	ck_assert_str_eq(error.path, "aqsAudienceConceptGroups[0].audienceID");
	ck_assert_str_eq(error.message,
			 "aqsAudienceConceptGroups[0].audienceID: unknown field, expected "
			 "audienceId, conceptGroupId");
}
END_TEST

START_TEST(test_read_bad)
{
	struct iqm_error error;
	void *read = &error;
	const char *text = bad[_i].text;

	ck_assert_int_eq(iqm_json_read(iqm_sls_generate_op.body, text, strlen(text), &read, &error),
			 IQM_E_DECODE);
	ck_assert_ptr_null(read);
	ck_assert_str_eq(error.path, bad[_i].path);
	ck_assert_str_ne(error.message, "");
}
END_TEST

START_TEST(test_preview)
{
	struct mock mock = { .status = 200, .body = GOOD_LIST };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_list_query list = { .search_field = "a b", .page_no = iqm_int(2) };
	struct iqm_sls_order order = { .io_id = iqm_int(5) };
	struct iqm_preview *p;

	ck_assert_int_eq(iqm_preview_make(client, &iqm_sls_list_op, &list, &p, NULL), 0);
	ck_assert_str_eq(p->method, "GET");
	ck_assert_str_eq(p->path, "/api/v3/ins/sls-reports?searchField=a%20b&pageNo=2");
	ck_assert_ptr_null(p->body);
	iqm_free(p);
	ck_assert_int_eq(iqm_preview_make(client, &iqm_sls_generate_op, &order, &p, NULL), 0);
	ck_assert_str_eq(p->method, "POST");
	ck_assert_str_eq(p->path, "/api/v3/ins/sls-reports");
	ck_assert_str_eq(p->body, "{\"ioId\":5}");
	iqm_free(p);
	ck_assert_int_eq(mock.calls, 0);
	mock_close(client, &mock);
}
END_TEST

/* Of the nine columns none may be missing, though the same struct may miss some in a response. */
START_TEST(test_a_full_replace_needs_each_field)
{
	const struct iqm_op *op = &iqm_pld_columns_update_op;
	struct mock mock = { .status = 200 };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_pld_columns columns = { .id = iqm_bool(false) };
	struct iqm_error error;
	struct iqm_preview *p;

	for (size_t i = 0; i < 9; i++) {
		struct iqm_bool value = iqm_bool(i % 2);

		memcpy((char *)&columns + op->body->fields[i].offset, &value, sizeof(value));
	}
	ck_assert_int_eq(iqm_preview_make(client, op, &columns, &p, NULL), 0);
	ck_assert_str_eq(p->body, "{\"id\":false,\"insightsName\":true,\"campaignName\":false,"
				  "\"campaignId\":true,\"status\":false,\"dateRange\":true,"
				  "\"createdOn\":false,\"ioName\":true,\"ioId\":false}");
	iqm_free(p);
	for (size_t i = 0; i < 9; i++) {
		struct iqm_pld_columns short_of = columns;

		memset((char *)&short_of + op->body->fields[i].offset, 0, sizeof(struct iqm_bool));
		ck_assert_int_eq(iqm_preview_make(client, op, &short_of, &p, &error), IQM_E_USAGE);
		ck_assert_str_eq(error.path, op->body->fields[i].names[0]);
		ck_assert_ptr_nonnull(strstr(error.message, ": required, and absent"));
	}
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_preview_bad)
{
	struct mock mock = { .status = 200, .body = GOOD_LIST };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_sls_order empty = { .sls_name = NULL };
	struct iqm_preview *p;
	struct iqm_error error;

	ck_assert_int_eq(iqm_preview_make(client, &iqm_sls_generate_op, &empty, &p, &error),
			 IQM_E_USAGE);
	ck_assert_ptr_null(p);
	ck_assert_str_eq(error.message, "the order is empty");
	ck_assert_int_eq(iqm_preview_make(client, &iqm_sls_generate_op, NULL, &p, &error),
			 IQM_E_USAGE);
	ck_assert_ptr_null(p);
	mock_close(client, &mock);
}
END_TEST

START_TEST(test_pager_raw)
{
	static const char body[] = "{\"success\":true,\"data\":{\"pldReportDataList\":"
				   "[{\"pldId\":7,\"new\":1}],\"filteredRecords\":1}}";
	struct mock mock = { .status = 200, .body = body };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_call call = { .keep_raw = true };
	struct iqm_pager *pager;
	const void *rows;
	size_t len;

	ck_assert_int_eq(iqm_pager_open(client, &iqm_pld_list_op, NULL, &pager, NULL), 0);
	ck_assert_ptr_null(iqm_pager_page(pager));
	ck_assert_ptr_null(iqm_row_raw(NULL, NULL, 0, &len));
	ck_assert_uint_eq(len, 0);
	ck_assert_int_eq(iqm_pager_next_page(pager, &rows, &len, &call), 0);
	ck_assert_uint_eq(len, 1);
	ck_assert_str_eq(iqm_raw(iqm_pager_page(pager), &len), body);
	ck_assert_uint_eq(len, strlen(body));
	ck_assert_ptr_eq(iqm_row_raw(iqm_pager_page(pager), NULL, 0, &len),
			 strchr(iqm_raw(iqm_pager_page(pager), NULL), ':') + 13);
	ck_assert_uint_eq(len, strlen(body) - 24);
	ck_assert_ptr_eq(iqm_pager_row_raw(pager, 0, &len),
			 strstr(iqm_raw(iqm_pager_page(pager), NULL), "{\"pldId"));
	ck_assert_uint_eq(len, strlen("{\"pldId\":7,\"new\":1}"));
	ck_assert_ptr_null(iqm_pager_row_raw(pager, 1, &len));
	ck_assert_uint_eq(len, 0);
	ck_assert_int_eq(iqm_pager_next_page(pager, &rows, &len, &call), 0);
	ck_assert_ptr_null(iqm_pager_row_raw(pager, 0, NULL)); /* it gave none */
	ck_assert_ptr_null(iqm_pager_row_raw(NULL, 0, NULL));
	iqm_pager_close(pager);
	mock_close(client, &mock);
}
END_TEST

/* Rows that came before are left out, and the others are still found. */
START_TEST(test_pager_rows)
{
	struct mock mock = { .status = 200,
			     .body = "{\"success\":true,\"data\":{\"filteredRecords\":5,"
				     "\"pldReportDataList\":[{\"pldId\":5},{\"pldId\":5,\"a\":1},"
				     "{\"pldId\":4,\"ioId\":[]},{\"pldId\":4},{\"a\":2}]}}" };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_call call = { .keep_raw = true };
	const struct iqm_field *io_id = &iqm_pld_list_op.paged->items->sub->fields[7];
	static const char *const want[] = { "{\"pldId\":5}", "{\"pldId\":4,\"ioId\":[]}",
					    "{\"a\":2}" };
	struct iqm_pager *pager;
	const void *row;
	size_t len;

	ck_assert_str_eq(io_id->names[0], "ioId");
	ck_assert_int_eq(iqm_pager_open(client, &iqm_pld_list_op, NULL, &pager, NULL), 0);
	ck_assert(!iqm_pager_is_bad_field(pager, 0, io_id));
	for (size_t i = 0; i < 2; i++) {
		ck_assert_int_eq(iqm_pager_next(pager, &row, &call), 0);
		ck_assert_int_eq(
			memcmp(iqm_pager_row_raw(pager, 0, &len), want[i], strlen(want[i])), 0);
		ck_assert_uint_eq(len, strlen(want[i]));
		ck_assert_ptr_null(iqm_pager_row_raw(pager, 1, NULL));
		ck_assert_int_eq(iqm_pager_is_bad_field(pager, 0, io_id), i == 1);
		ck_assert_uint_eq(call.bad_total, i == 0); /* of the page that was read */
	}
	iqm_pager_close(pager);
	ck_assert_int_eq(iqm_pager_open(client, &iqm_pld_list_op, NULL, &pager, NULL), 0);
	ck_assert_int_eq(iqm_pager_next_page(pager, &row, &len, &call), 0);
	ck_assert_uint_eq(len, 3);
	for (size_t i = 0; i < 3; i++) {
		ck_assert_int_eq(
			memcmp(iqm_pager_row_raw(pager, i, &len), want[i], strlen(want[i])), 0);
		ck_assert_int_eq(iqm_pager_is_bad_field(pager, i, io_id), i == 1);
	}
	ck_assert(!iqm_pager_is_bad_field(NULL, 0, io_id));
	iqm_pager_close(pager);
	mock_close(client, &mock);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tc = tcase_create("tool");

	tcase_add_test(tc, test_read);
	tcase_add_loop_test(tc, test_read_bad, 0, sizeof(bad) / sizeof(bad[0]));
	tcase_add_test(tc, test_read_unknown);
	tcase_add_test(tc, test_preview);
	tcase_add_test(tc, test_a_full_replace_needs_each_field);
	tcase_add_test(tc, test_preview_bad);
	tcase_add_test(tc, test_pager_raw);
	tcase_add_test(tc, test_pager_rows);
	suite_add_tcase(suite, tc);
}

SUITE(add_tests)
