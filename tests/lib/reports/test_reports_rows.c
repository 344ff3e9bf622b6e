/* SPDX-License-Identifier: MIT */
/* What a list shows before a purchase, and rows that a delete has taken away. */
#include "support/reports_fixture.h"
#include "support/suite.h"

#include "purchase/known.h"

#include <string.h>

static struct service s;
static struct iqm_client *client;

static void open_list(int64_t len)
{
	service_open(&s, len);
	client = service_client(&s, (struct iqm_settings){ 0 });
}

/* Before an order; `again`: of a report that is there, 0: of a new one. */
static int ask_before(int64_t again, struct iqm_intent *known, struct iqm_error *error)
{
	struct iqm_pld_order req = { .campaign_id = iqm_int(5) };
	struct iqm_call call = { .timeout_ms = 60000 };
	struct deadline deadline = iqm_call_deadline(client, &call);

	if (again)
		req = (struct iqm_pld_order){ .pld_id = iqm_int(again) };
	*known = (struct iqm_intent){ .state = { NULL, 0 } };
	return iqm_read_known(client, &iqm_pld_generate_op, &req, &deadline, known, error);
}

static int ask(struct iqm_int *id, struct iqm_error *error)
{
	struct iqm_intent known;
	int err = ask_before(0, &known, error);

	ck_assert_ptr_null(known.state.set);
	*id = known.highest_id;
	return err;
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

/* Each time: others buy too. */
START_TEST(test_highest_is_asked_for)
{
	open_list(_i);
	check_highest(_i, 1);
	ck_assert_str_eq(s.query, "?noOfEntries=2&pageNo=1&sortBy=-pldId");
	service_add(&s);
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

/* It could be the highest, so that is not known. The purchase need not wait for that. */
START_TEST(test_highest_where_an_id_cannot_be_read)
{
	struct iqm_error error = { 0 };
	struct iqm_int highest;

	open_list(_i ? 3 : 2);
	s.rows[0].text = "{\"pldId\":\"IO-3\"}";
	ck_assert_int_eq(ask(&highest, &error), 0);
	ck_assert(!highest.set);
	service_close(&s, client);
}
END_TEST

/* ---- a report that is to be made again ------------------------------------------------------ */

static const struct {
	int64_t id, status;
	enum iqm_report_state state;
} befores[] = {
	{ 2, 1, IQM_REPORT_WAITING }, { 2, 2, IQM_REPORT_READY }, { 2, 3, IQM_REPORT_FAILED },
	{ 2, 9, IQM_REPORT_WAITING }, { 8, 3, IQM_REPORT_GONE },
};

START_TEST(test_state_before)
{
	struct iqm_error error = { 0 };
	struct iqm_intent known;

	open_list(3);
	service_row(&s, 2)->status = befores[_i].status;
	ck_assert_int_eq(ask_before(befores[_i].id, &known, &error), 0);
	ck_assert(known.state.set && !known.highest_id.set);
	ck_assert_int_eq(known.state.value, befores[_i].state);
	ck_assert_int_eq(s.lists, 1);
	s.fails_at = 2;
	s.failure = 503;
	ck_assert_int_eq(ask_before(2, &known, &error), IQM_E_SERVER);
	ck_assert_int_eq(error.delivery, IQM_NOT_SENT);
	ck_assert_ptr_nonnull(
		strstr(error.message, "the report's status is not known: pld.list: "));
	service_close(&s, client);
}
END_TEST

/* Not in the list, or it is the row without an id; and a status that means nothing. */
START_TEST(test_state_before_that_cannot_be_read)
{
	static const struct {
		const char *row, *path;
	} rows[] = {
		{ "{\"pldId\":2.5,\"pldStatusId\":1}", "data.pldReportDataList[1].pldId" },
		{ "{\"pldId\":2,\"pldStatusId\":{}}", "data.pldReportDataList[1].pldStatusId" },
	};
	struct iqm_error error = { 0 };
	struct iqm_intent known;

	open_list(3);
	service_row(&s, 2)->text = rows[_i].row;
	ck_assert_int_eq(ask_before(2, &known, &error), IQM_E_DECODE);
	ck_assert(!known.state.set);
	ck_assert_int_eq(error.delivery, IQM_NOT_SENT);
	ck_assert_str_eq(error.path, rows[_i].path);
	service_close(&s, client);
}
END_TEST

/* ---- rows that were deleted ---------------------------------------------------------------- */

static enum iqm_deleted check_deleted(struct iqm_ints ids)
{
	struct iqm_pld_ids_query req = { .pld_ids = ids };
	struct iqm_call call = { .timeout_ms = 60000 };
	struct call_state state = {
		.client = client,
		.op = &iqm_pld_delete_op,
		.request = &req,
		.deadline = iqm_call_deadline(client, &call),
	};

	s.lists = 0;
	return iqm_check_deleted(&state);
}

START_TEST(test_deleted)
{
	open_list(10);
	ck_assert_int_eq(check_deleted(IQM_INTS(11, 12, 11)), IQM_ALL_DELETED);
	ck_assert_int_eq(s.lists, 1);
	ck_assert_str_eq(s.query, "?noOfEntries=1000&pageNo=1&sortBy=-pldId");
	ck_assert_int_eq(check_deleted(IQM_INTS(3, 4, 3)), IQM_NONE_DELETED);
	ck_assert_int_eq(check_deleted(IQM_INTS(3, 11)), IQM_DELETED_UNKNOWN);
	s.rows[0].text = "{\"pldId\":\"IO-10\"}"; /* may be any */
	ck_assert_int_eq(check_deleted(IQM_INTS(11, 12)), IQM_DELETED_UNKNOWN);
	s.rows[0].text = NULL;
	s.no_total = true;
	ck_assert_int_eq(check_deleted(IQM_INTS(11)), IQM_DELETED_UNKNOWN);
	ck_assert_int_eq(check_deleted(IQM_INTS(3)), IQM_NONE_DELETED);
	s.no_total = false;
	s.fails_at = 1;
	s.failure = 500;
	ck_assert_int_eq(check_deleted(IQM_INTS(3)), IQM_DELETED_UNKNOWN);
	service_close(&s, client);
}
END_TEST

START_TEST(test_deleted_from_a_long_list)
{
	open_list(1500);
	ck_assert_int_eq(check_deleted(IQM_INTS(1600)), IQM_DELETED_UNKNOWN); /* not all is read */
	ck_assert_int_eq(check_deleted(IQM_INTS(1500)), IQM_NONE_DELETED);
	ck_assert_int_eq(s.lists, 1);
	service_close(&s, client);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("reports_rows");

	tcase_add_loop_test(tcase, test_highest_is_asked_for, 0, 4);
	tcase_add_test(tcase, test_highest_of_an_unordered_list);
	tcase_add_test(tcase, test_highest_fails);
	tcase_add_loop_test(tcase, test_highest_where_an_id_cannot_be_read, 0, 2);
	tcase_add_loop_test(tcase, test_state_before_that_cannot_be_read, 0, 2);
	tcase_add_loop_test(tcase, test_state_before, 0,
			    (int)(sizeof(befores) / sizeof(befores[0])));
	tcase_add_test(tcase, test_deleted);
	tcase_add_test(tcase, test_deleted_from_a_long_list);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
