/* SPDX-License-Identifier: MIT */
/* Lists page by page: how many requests, which rows, and what rows that move do. */
#include "support/reports_fixture.h"
#include "support/mock.h"
#include "support/suite.h"

#include <string.h>

static struct service s;
static struct iqm_client *client;
static struct iqm_pld_list_pager *pager;

static void open_list(int64_t len)
{
	service_open(&s, len);
	client = service_client(&s, (struct iqm_settings){ 0 });
}

static void open_pager(struct iqm_list_query req)
{
	struct iqm_error error;

	ck_assert_msg(iqm_pld_list_open(client, &req, &pager, &error) == 0, "%s", error.message);
}

static void open_all(int64_t len)
{
	open_list(len);
	open_pager((struct iqm_list_query){ .search_field = NULL });
}

static void close_all(void)
{
	iqm_pld_list_close(pager);
	pager = NULL;
	service_close(&s, client);
}

static const struct iqm_paging *paging(void)
{
	return iqm_pld_list_paging(pager);
}

/* Reads to the end; the ids must fall, from `first`, and be `count`. */
static void read_all(int64_t first, int64_t count)
{
	const struct iqm_pld_report *row;
	struct iqm_call call = { 0 };
	int64_t before = first + 1;
	int64_t rows = 0;

	for (;;) {
		ck_assert_msg(iqm_pld_list_next(pager, &row, &call) == 0, "%s", call.error.message);
		if (!row)
			break;
		ck_assert_int_lt(row->pld_id.value, before);
		before = row->pld_id.value;
		rows++;
	}
	ck_assert_int_eq(rows, count);
	ck_assert_int_eq(paging()->rows, count);
	ck_assert(paging()->done);
	ck_assert_int_eq(iqm_pld_list_next(pager, &row, &call), 0); /* and stays there */
	ck_assert_ptr_null(row);
}

/* ---- requests ----------------------------------------------------------------------------- */

START_TEST(test_fewest_requests)
{
	static const struct {
		int64_t rows;
		int requests;
	} lists[] = { { 0, 1 },    { 1, 1 },    { 999, 1 },     { 1000, 1 },
		      { 1001, 2 }, { 2500, 3 }, { 100000, 100 } };

	open_all(lists[_i].rows);
	read_all(lists[_i].rows, lists[_i].rows);
	ck_assert_int_eq(s.lists, lists[_i].requests);
	ck_assert_int_eq(paging()->total, lists[_i].rows);
	ck_assert_int_eq(paging()->repeated, 0);
	ck_assert(!paging()->maybe_missed);
	close_all();
}
END_TEST

START_TEST(test_request_is_kept)
{
	char word[] = "a&b";

	open_list(50);
	open_pager((struct iqm_list_query){ .search_field = word,
					    .sort_by = "-ioId",
					    .no_of_entries = iqm_int(20),
					    .page_no = iqm_int(2) });
	read_all(30, 30);
	ck_assert_int_eq(s.lists, 2);
	ck_assert_int_eq(s.pages[0], 2);
	ck_assert_str_eq(s.query, "?searchField=a%26b&noOfEntries=20&pageNo=3&sortBy=-ioId");
	ck_assert(!paging()->maybe_missed);
	close_all();
}
END_TEST

START_TEST(test_no_request_is_all_rows)
{
	struct iqm_error error;

	open_list(1200);
	ck_assert_int_eq(iqm_pld_list_open(client, NULL, &pager, &error), 0);
	read_all(1200, 1200);
	ck_assert_str_eq(s.query, "?noOfEntries=1000&pageNo=2");
	close_all();
}
END_TEST

/* A service that sends fewer rows than asked for is asked on. */
START_TEST(test_capped_pages)
{
	open_all(950);
	s.cap = 200;
	read_all(950, 950);
	ck_assert_int_eq(s.lists, 5);
	ck_assert(!paging()->maybe_missed);
	close_all();
}
END_TEST

START_TEST(test_capped_pages_from_a_later_one)
{
	open_list(950);
	s.cap = 200;
	open_pager((struct iqm_list_query){ .page_no = iqm_int(3) });
	read_all(550, 550);
	ck_assert_int_eq(s.lists, 3);
	ck_assert(!paging()->maybe_missed);
	close_all();
}
END_TEST

START_TEST(test_from_the_last_page)
{
	open_list(3002);
	open_pager((struct iqm_list_query){ .page_no = iqm_int(4) });
	read_all(2, 2);
	ck_assert_int_eq(s.lists, 1);
	ck_assert(!paging()->maybe_missed);
	close_all();
}
END_TEST

START_TEST(test_without_a_total)
{
	open_list(_i);
	s.no_total = true;
	open_pager((struct iqm_list_query){ .no_of_entries = iqm_int(10) });
	read_all(_i, _i);
	ck_assert_int_eq(s.lists, _i / 10 + 1); /* a short page ends it, and an empty one */
	ck_assert_int_eq(paging()->total, -1);
	close_all();
}
END_TEST

/* The page's data are its rows, and nothing says how many match: a short page is the last. */
START_TEST(test_data_that_is_the_list)
{
	struct mock mock = { .status = 200,
			     .body = "{\"success\":true,\"data\":[{\"pldId\":2},{ \"pldId\":1}]}" };
	struct iqm_paged paged = *iqm_pld_list_op.paged;
	struct iqm_descriptor page = *iqm_pld_list_op.response;
	struct iqm_op op = iqm_pld_list_op;
	struct iqm_call call = { .keep_raw = true };
	struct iqm_pager *opened;
	const void *row;
	const char *raw;
	size_t len;

	paged.total = NULL;
	page.unwrapped = paged.items;
	op.response = &page;
	op.paged = &paged;
	client = mock_client(&mock, NULL);
	ck_assert_int_eq(iqm_pager_open(client, &op, NULL, &opened, &call.error), 0);
	for (int64_t id = 2; id; id--) {
		ck_assert_int_eq(iqm_pager_next(opened, &row, &call), 0);
		ck_assert_int_eq(((const struct iqm_pld_report *)row)->pld_id.value, id);
		raw = iqm_pager_row_raw(opened, 0, &len);
		ck_assert(raw && *raw == '{' && raw[len - 1] == '}');
	}
	ck_assert_int_eq(iqm_pager_next(opened, &row, &call), 0);
	ck_assert_ptr_null(row);
	ck_assert_int_eq(iqm_pager_paging(opened)->total, -1);
	ck_assert_int_eq(mock.calls, 1);
	iqm_pager_close(opened);
	mock_close(client, &mock);
}
END_TEST

/* ---- services that miscount ---------------------------------------------------------------- */

START_TEST(test_same_page_again_and_again)
{
	open_list(25);
	s.ignores_page = true;
	open_pager((struct iqm_list_query){ .no_of_entries = iqm_int(10) });
	read_all(25, 10);
	ck_assert_int_eq(s.lists, 2);
	ck_assert(paging()->maybe_missed);
	ck_assert_int_eq(paging()->repeated, 10);
	close_all();
}
END_TEST

static void grow_total(struct service *service, int request)
{
	service->total_error = request * 1000;
}

START_TEST(test_total_that_always_grows)
{
	open_list(10);
	s.ignores_page = true;
	s.before = grow_total;
	open_pager((struct iqm_list_query){ .no_of_entries = iqm_int(10) });
	read_all(10, 10);
	ck_assert_int_lt(s.lists, 10);
	close_all();
}
END_TEST

START_TEST(test_total_that_is_too_high)
{
	open_all(1500);
	s.total_error = 3000;
	read_all(1500, 1500);
	ck_assert_int_eq(s.lists, 3); /* the third is empty */
	ck_assert(paging()->maybe_missed);
	close_all();
}
END_TEST

START_TEST(test_rows_without_ids)
{
	open_list(25);
	for (int i = 0; i < 25; i++)
		s.rows[i].id = 0;
	open_pager((struct iqm_list_query){ .no_of_entries = iqm_int(10) });
	for (int i = 0; i < 3; i++) {
		struct iqm_pld_report_list rows;

		ck_assert_int_eq(iqm_pld_list_next_page(pager, &rows, NULL), 0);
		ck_assert_uint_eq(rows.len, i < 2 ? 10 : 5);
		ck_assert_int_eq(rows.items[0]->campaign_ids.items[0], 5);
	}
	ck_assert(paging()->done);
	ck_assert(!paging()->maybe_missed);
	close_all();
}
END_TEST

/* The service gives one page for all, and a row of it has no id that could be known once more. */
START_TEST(test_same_page_with_a_row_without_an_id)
{
	open_list(10);
	s.ignores_page = s.no_total = true;
	s.rows[4].text = "{\"pldId\":{}}";
	open_pager((struct iqm_list_query){ .no_of_entries = iqm_int(10) });
	for (int i = 0; i < 11; i++) {
		const struct iqm_pld_report *row;

		ck_assert_int_eq(iqm_pld_list_next(pager, &row, NULL), 0);
		ck_assert_ptr_nonnull(row);
	}
	ck_assert(paging()->done);
	ck_assert_int_eq(s.lists, 2);
	close_all();
}
END_TEST

/* ---- rows that move ------------------------------------------------------------------------ */

static void add_before_second(struct service *service, int request)
{
	for (int i = 0; request == 2 && i < 3; i++)
		service_add(service);
}

START_TEST(test_rows_added_meanwhile)
{
	open_list(25);
	s.before = add_before_second;
	open_pager((struct iqm_list_query){ .no_of_entries = iqm_int(10) });
	read_all(25, 25); /* each once */
	ck_assert_int_eq(s.lists, 3);
	ck_assert_int_eq(paging()->repeated, 3);
	ck_assert_int_eq(paging()->total, 28);
	ck_assert(paging()->maybe_missed); /* the three */
	close_all();
}
END_TEST

static void add_before_each(struct service *service, int request)
{
	if (request > 1 && request < 4)
		service_add(service);
}

/* A page that has only rows known before is not the end where the list grew. */
START_TEST(test_pages_pushed_on)
{
	open_list(4);
	s.before = add_before_each;
	open_pager((struct iqm_list_query){ .no_of_entries = iqm_int(1) });
	read_all(4, 4);
	ck_assert_int_eq(s.lists, 6);
	ck_assert_int_eq(paging()->repeated, 2);
	close_all();
}
END_TEST

static void remove_before_second(struct service *service, int request)
{
	if (request == 2)
		service_remove(service, 25);
}

START_TEST(test_rows_deleted_meanwhile)
{
	open_list(25);
	s.before = remove_before_second;
	open_pager((struct iqm_list_query){ .no_of_entries = iqm_int(10) });
	read_all(25, 24); /* 15 was pulled to the first page, unseen */
	ck_assert_int_eq(paging()->total, 24);
	ck_assert_int_eq(paging()->repeated, 0);
	ck_assert(paging()->maybe_missed);
	close_all();
}
END_TEST

static void swap_before_second(struct service *service, int request)
{
	struct service_row row = service->rows[0];

	if (request != 2)
		return;
	service->rows[0] = service->rows[15];
	service->rows[15] = row;
}

/* The total stays, and yet a row comes again: another has gone where it was. */
START_TEST(test_rows_that_change_places)
{
	const struct iqm_pld_report *row = NULL;
	struct iqm_call call = { 0 };

	open_list(20);
	s.before = swap_before_second;
	open_pager((struct iqm_list_query){ .no_of_entries = iqm_int(10) });
	do
		ck_assert_int_eq(iqm_pld_list_next(pager, &row, &call), 0);
	while (row);
	ck_assert_int_eq(paging()->rows, 19);
	ck_assert_int_eq(paging()->repeated, 1);
	ck_assert(paging()->maybe_missed);
	close_all();
}
END_TEST

/* ---- errors on the way --------------------------------------------------------------------- */

START_TEST(test_error_keeps_the_place)
{
	const struct iqm_pld_report *row;
	struct iqm_call call = { 0 };

	open_all(2500);
	s.fails_at = 2;
	s.failure = IQM_E_NETWORK;
	for (int i = 0; i < 1000; i++)
		ck_assert_int_eq(iqm_pld_list_next(pager, &row, &call), 0);
	ck_assert_int_eq(iqm_pld_list_next(pager, &row, &call), IQM_E_NETWORK);
	ck_assert_ptr_null(row);
	ck_assert_str_eq(call.error.message, "pld.list: the line is cut");
	ck_assert_int_eq(call.error.attempts, 1);
	ck_assert_int_eq(paging()->page, 2);
	ck_assert_int_eq(paging()->rows, 1000);
	ck_assert(!paging()->done);
	ck_assert_int_eq(iqm_pld_list_next(pager, &row, &call), 0); /* goes on */
	ck_assert_int_eq(row->pld_id.value, 1500);
	ck_assert_int_eq(call.error.status, IQM_OK);
	iqm_pld_list_close(pager);
	open_pager((struct iqm_list_query){ .page_no = iqm_int(2) }); /* so does another */
	read_all(1500, 1500);
	ck_assert_int_eq(s.lists, 5);
	close_all();
}
END_TEST

START_TEST(test_cancel_and_deadline)
{
	struct iqm_cancel cancel = { 0 };
	struct iqm_call call = { .timeout_ms = 500, .cancel = &cancel };
	const struct iqm_pld_report *row;

	open_all(10);
	s.takes_ms = 1000;
	ck_assert_int_eq(iqm_pld_list_next(pager, &row, &call), IQM_E_TIMEOUT);
	ck_assert_int_eq(s.now, 1500);
	iqm_cancel_calls(&cancel);
	ck_assert_int_eq(iqm_pld_list_next(pager, &row, &call), IQM_E_CANCELLED);
	call.timeout_ms = -1;
	ck_assert_int_eq(iqm_pld_list_next(pager, &row, &call), IQM_E_USAGE);
	s.takes_ms = 0;
	read_all(10, 10);
	close_all();
}
END_TEST

START_TEST(test_rows_and_pages_mixed)
{
	const struct iqm_pld_report *row;
	struct iqm_pld_report_list rows;
	struct iqm_call call = { 0 };

	open_list(25);
	open_pager((struct iqm_list_query){ .no_of_entries = iqm_int(10) });
	for (int i = 0; i < 4; i++)
		ck_assert_int_eq(iqm_pld_list_next(pager, &row, &call), 0);
	ck_assert_int_eq(iqm_pld_list_next_page(pager, &rows, &call), 0);
	ck_assert_uint_eq(rows.len, 6);
	ck_assert_int_eq(rows.items[0]->pld_id.value, 21);
	ck_assert_int_eq(s.lists, 1);
	ck_assert_int_eq(iqm_pld_list_next_page(pager, &rows, &call), 0);
	ck_assert_uint_eq(rows.len, 10);
	ck_assert_int_eq(iqm_pld_list_next(pager, &row, &call), 0);
	ck_assert_int_eq(row->pld_id.value, 5);
	ck_assert_int_eq(iqm_pld_list_next_page(pager, &rows, &call), 0);
	ck_assert_uint_eq(rows.len, 4);
	ck_assert(paging()->done);
	ck_assert_int_eq(iqm_pld_list_next_page(pager, &rows, &call), 0);
	ck_assert_uint_eq(rows.len, 0);
	ck_assert_int_eq(paging()->rows, 25);
	close_all();
}
END_TEST

/* ---- usage --------------------------------------------------------------------------------- */

static void check_refused(struct iqm_list_query req, const char *message)
{
	struct iqm_error error;

	ck_assert_int_eq(iqm_pld_list_open(client, &req, &pager, &error), IQM_E_USAGE);
	ck_assert_ptr_null(pager);
	ck_assert_ptr_nonnull(strstr(error.message, message));
	ck_assert_str_eq(error.operation, "pld.list");
}

START_TEST(test_usage)
{
	struct iqm_error error;

	open_list(1);
	check_refused((struct iqm_list_query){ .page_no = iqm_int(0) },
		      "pageNo: expected 1 to 2147483647, found 0");
	check_refused((struct iqm_list_query){ .no_of_entries = iqm_int(-5) },
		      "noOfEntries: expected 1 to 1048576, found -5");
	check_refused((struct iqm_list_query){ .page_no = { (const struct iqm_mark *)3, 0 } },
		      "pageNo: 3 is a bare number");
	ck_assert_int_eq(iqm_pld_list_open(NULL, NULL, &pager, &error), IQM_E_USAGE);
	ck_assert_str_eq(error.message, "pld.list: client is NULL");
	ck_assert_int_eq(iqm_pld_list_open(NULL, NULL, &pager, NULL), IQM_E_USAGE);
	ck_assert_int_eq(s.lists, 0);
	iqm_pld_list_close(NULL);
	close_all();
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("reports_pager");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, test_fewest_requests, 0, 7);
	tcase_add_test(tcase, test_request_is_kept);
	tcase_add_test(tcase, test_no_request_is_all_rows);
	tcase_add_test(tcase, test_capped_pages);
	tcase_add_test(tcase, test_capped_pages_from_a_later_one);
	tcase_add_test(tcase, test_from_the_last_page);
	tcase_add_test(tcase, test_data_that_is_the_list);
	tcase_add_loop_test(tcase, test_without_a_total, 19, 22);
	tcase_add_test(tcase, test_same_page_again_and_again);
	tcase_add_test(tcase, test_total_that_always_grows);
	tcase_add_test(tcase, test_total_that_is_too_high);
	tcase_add_test(tcase, test_rows_without_ids);
	tcase_add_test(tcase, test_same_page_with_a_row_without_an_id);
	tcase_add_test(tcase, test_rows_added_meanwhile);
	tcase_add_test(tcase, test_pages_pushed_on);
	tcase_add_test(tcase, test_rows_deleted_meanwhile);
	tcase_add_test(tcase, test_rows_that_change_places);
	tcase_add_test(tcase, test_error_keeps_the_place);
	tcase_add_test(tcase, test_cancel_and_deadline);
	tcase_add_test(tcase, test_rows_and_pages_mixed);
	tcase_add_test(tcase, test_usage);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
