/* SPDX-License-Identifier: MIT */
/* The highest id of a list, and rows that a delete has taken away. */
#include "test_reports.h"

#include "../../runtime/src/internal.h"

#include <pthread.h>
#include <string.h>

static struct service s;
static struct iqm_client *client;

static void open_list(int64_t len)
{
	service_open(&s, len);
	client = service_client(&s, (struct iqm_settings){ 0 });
}

static int ask(struct iqm_int *id, struct iqm_error *error)
{
	struct iqm_call call = { .timeout_ms = 60000 };
	struct limits limits = iqm_limits(client, &call, 0);

	return iqm_highest_id(client, &iqm_pld_list_op, &limits, id, error);
}

/* ---- the highest id ------------------------------------------------------------------------ */

/* It takes so many requests; 0 as `id`: it cannot be known. */
static void check_highest(int64_t id, int requests)
{
	struct iqm_error error = { 0 };
	struct iqm_int highest;
	int before = s.lists;

	ck_assert_msg(ask(&highest, &error) == 0, "%s", error.message);
	ck_assert(highest.set);
	ck_assert_int_eq(highest.value, id);
	ck_assert_int_eq(s.lists - before, requests);
}

START_TEST(test_highest_is_asked_for_once)
{
	open_list(_i);
	check_highest(_i, 1);
	ck_assert_str_eq(s.query, "?noOfEntries=2&pageNo=1&sortBy=-pldId");
	check_highest(_i, 0);
	service_add(&s);
	check_highest(_i, 0);
	s.now += 11 * 60000; /* too long ago */
	check_highest(_i + 1, 1);
	service_close(&s, client);
}
END_TEST

START_TEST(test_highest_of_an_unordered_list)
{
	struct iqm_error error = { 0 };
	struct iqm_int highest;

	open_list(3);
	s.ignores_sort = true;
	ck_assert_int_eq(ask(&highest, &error), 0);
	ck_assert(!highest.set);
	s.lists = 0;
	s.len = 2; /* all of them on a page: the order does not matter */
	check_highest(3, 1);
	service_close(&s, client);
}
END_TEST

START_TEST(test_highest_fails)
{
	struct iqm_error error = { .operation = "pld.generate", .attempts = 0 };
	struct iqm_int highest;

	open_list(3);
	s.fails_at = 1;
	s.failure = 503;
	ck_assert_int_eq(ask(&highest, &error), IQM_E_SERVER);
	ck_assert(!highest.set);
	ck_assert_str_eq(error.operation, "pld.generate");
	ck_assert_int_eq(error.delivery, IQM_NOT_SENT);
	ck_assert_int_eq(error.http_status, 503);
	ck_assert_int_eq(error.attempts, 0);
	ck_assert_ptr_nonnull(strstr(error.message, "the newest report is not known: pld.list: "));
	service_close(&s, client);
}
END_TEST

static void list(struct iqm_pld_list_req req)
{
	struct iqm_pld_list_rsp *rsp;

	ck_assert_int_eq(iqm_pld_list(client, &req, &rsp, NULL), 0);
	iqm_free(rsp);
}

/* Only a page that must have the newest row says which it is. */
START_TEST(test_highest_of_lists_that_were_read)
{
	open_list(30);
	list((struct iqm_pld_list_req){ .no_of_entries = iqm_int(10) }); /* in what order? */
	check_highest(30, 1);
	s.now += 11 * 60000;
	list((struct iqm_pld_list_req){ .no_of_entries = iqm_int(100), .search_field = "x" });
	list((struct iqm_pld_list_req){
		.no_of_entries = iqm_int(10), .page_no = iqm_int(2), .sort_by = "-pldId" });
	check_highest(30, 1);
	s.now += 11 * 60000;
	service_add(&s);
	list((struct iqm_pld_list_req){ .no_of_entries = iqm_int(10), .sort_by = "-pldId" });
	check_highest(31, 0);
	s.now += 11 * 60000;
	service_add(&s);
	list((struct iqm_pld_list_req){ .no_of_entries = iqm_int(100) });
	check_highest(32, 0);
	service_remove(&s, 32);
	list((struct iqm_pld_list_req){ .no_of_entries = iqm_int(100) });
	check_highest(32, 0); /* ids are not given twice */
	service_close(&s, client);
}
END_TEST

START_TEST(test_highest_is_each_lists_own)
{
	struct iqm_sls_list_rsp *rsp;
	struct iqm_sls_list_req req = { .sort_by = "-slsId" };

	open_list(7);
	ck_assert_int_eq(iqm_sls_list(client, &req, &rsp, NULL), 0);
	iqm_free(rsp);
	check_highest(7, 1);
	service_close(&s, client);
}
END_TEST

static void *note_many(void *argument)
{
	const struct iqm_pld_list_rsp *page = argument;
	const struct iqm_pld_list_req req = { .sort_by = "-pldId" };

	for (int i = 0; i < 1000; i++)
		iqm_note_rows(client, &iqm_pld_list_op, &req, page);
	return NULL;
}

START_TEST(test_threads)
{
	struct iqm_pld_report rows[8];
	struct iqm_pld_list_rsp pages[8];
	pthread_t threads[8];

	open_list(0);
	for (int i = 0; i < 8; i++) {
		rows[i] = (struct iqm_pld_report){ .pld_id = iqm_int(i + 1) };
		pages[i] = (struct iqm_pld_list_rsp){ .pld_report_data_list = { &rows[i], 1 },
						      .filtered_records = iqm_int(1) };
		ck_assert_int_eq(pthread_create(&threads[i], NULL, note_many, &pages[i]), 0);
	}
	for (int i = 0; i < 8; i++)
		pthread_join(threads[i], NULL);
	check_highest(8, 0);
	service_close(&s, client);
}
END_TEST

/* ---- rows that were deleted ---------------------------------------------------------------- */

static enum iqm_erased look_erased(struct iqm_ints ids)
{
	struct iqm_pld_delete_req req = { .pld_ids = ids };
	struct iqm_call call = { .timeout_ms = 60000 };
	struct limits limits = iqm_limits(client, &call, 0);
	struct iqm_error error = { 0 };

	s.lists = 0;
	return iqm_look_erased(client, &iqm_pld_delete_op, &req, &limits, &error);
}

START_TEST(test_erased)
{
	open_list(10);
	ck_assert_int_eq(look_erased(IQM_INTS(11, 12, 11)), IQM_ALL_ERASED);
	ck_assert_int_eq(s.lists, 1);
	ck_assert_str_eq(s.query, "?noOfEntries=1000&pageNo=1&sortBy=-pldId");
	ck_assert_int_eq(look_erased(IQM_INTS(3, 4, 3)), IQM_NONE_ERASED);
	ck_assert_int_eq(look_erased(IQM_INTS(3, 11)), IQM_ERASED_UNKNOWN);
	s.no_total = true;
	ck_assert_int_eq(look_erased(IQM_INTS(11)), IQM_ERASED_UNKNOWN);
	ck_assert_int_eq(look_erased(IQM_INTS(3)), IQM_NONE_ERASED);
	s.no_total = false;
	s.fails_at = 1;
	s.failure = 500;
	ck_assert_int_eq(look_erased(IQM_INTS(3)), IQM_ERASED_UNKNOWN);
	service_close(&s, client);
}
END_TEST

START_TEST(test_erased_from_a_long_list)
{
	open_list(1500);
	ck_assert_int_eq(look_erased(IQM_INTS(1600)), IQM_ERASED_UNKNOWN); /* not all is read */
	ck_assert_int_eq(look_erased(IQM_INTS(1500)), IQM_NONE_ERASED);
	ck_assert_int_eq(s.lists, 1);
	service_close(&s, client);
}
END_TEST

TCase *reports_rows_case(void)
{
	TCase *tcase = tcase_create("reports_rows");

	tcase_add_loop_test(tcase, test_highest_is_asked_for_once, 0, 4);
	tcase_add_test(tcase, test_highest_of_an_unordered_list);
	tcase_add_test(tcase, test_highest_fails);
	tcase_add_test(tcase, test_highest_of_lists_that_were_read);
	tcase_add_test(tcase, test_highest_is_each_lists_own);
	tcase_add_test(tcase, test_threads);
	tcase_add_test(tcase, test_erased);
	tcase_add_test(tcase, test_erased_from_a_long_list);
	return tcase;
}
