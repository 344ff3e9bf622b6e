/* SPDX-License-Identifier: MIT */
/* One look at reports: how many requests it takes, and what it says of each. */
#include "support/reports_fixture.h"
#include "support/suite.h"

#include <string.h>

static struct service s;
static struct iqm_client *client;

static void open_list(int64_t len)
{
	service_open(&s, len);
	client = service_client(&s, (struct iqm_settings){ 0 });
}

/* One look; it takes so many requests. */
static void poll_all(struct iqm_report *reports, size_t len, int requests)
{
	struct iqm_call call = { 0 };
	int before = s.lists;

	ck_assert_msg(iqm_pld_poll(client, reports, len, &call) == 0, "%s", call.error.message);
	ck_assert_int_eq(s.lists - before, requests);
}

static void poll_one(struct iqm_report *report, enum iqm_report_state state, int requests)
{
	poll_all(report, 1, requests);
	ck_assert_int_eq(report->state, state);
}

START_TEST(test_a_hundred_with_one_request)
{
	struct iqm_report reports[100] = { { .id = 0 } };

	open_list(500);
	for (int i = 0; i < 100; i++) {
		reports[i].id = 3 * i + 1;
		service_row(&s, reports[i].id)->status = 1;
	}
	poll_all(reports, 100, 1);
	ck_assert_str_eq(s.query, "?noOfEntries=1000&pageNo=1&sortBy=-pldId");
	for (int i = 0; i < 100; i++) {
		ck_assert_int_eq(reports[i].state, IQM_REPORT_WAITING);
		ck_assert_int_eq(reports[i].page, 1);
		ck_assert_int_eq(reports[i].status_id.value, 1);
		service_row(&s, reports[i].id)->status = i % 2 ? 2 : 3;
	}
	poll_all(reports, 100, 1);
	for (int i = 0; i < 100; i++)
		ck_assert_int_eq(reports[i].state, i % 2 ? IQM_REPORT_READY : IQM_REPORT_FAILED);
	poll_all(reports, 100, 0); /* final ones cost nothing */
	service_close(&s, client);
}
END_TEST

START_TEST(test_same_id_twice)
{
	struct iqm_report reports[] = { { .id = 7 }, { .id = 3 }, { .id = 7 } };

	open_list(10);
	poll_all(reports, 3, 1);
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(reports[i].state, IQM_REPORT_READY);
	service_close(&s, client);
}
END_TEST

/* First all pages until each is found, then only where they were. */
START_TEST(test_only_pages_where_they_were)
{
	struct iqm_report reports[] = { { .id = 3400 }, { .id = 1 }, { .id = 3300 } };

	open_list(3500);
	for (int i = 0; i < 3; i++)
		service_row(&s, reports[i].id)->status = 1;
	poll_all(reports, 3, 4);
	ck_assert_int_eq(reports[1].page, 4);
	poll_all(reports, 3, 2);
	ck_assert_int_eq(s.pages[4], 1);
	ck_assert_int_eq(s.pages[5], 4);
	service_row(&s, 1)->status = 2;
	poll_all(reports, 3, 2);
	poll_all(reports, 3, 1);
	service_close(&s, client);
}
END_TEST

START_TEST(test_pushed_to_the_next_page)
{
	struct iqm_report report = { .id = 2001 };

	open_list(3000);
	service_row(&s, 2001)->status = 1;
	poll_one(&report, IQM_REPORT_WAITING, 1);
	ck_assert_int_eq(report.page, 1);
	service_add(&s);
	poll_one(&report, IQM_REPORT_WAITING, 2);
	ck_assert_int_eq(report.page, 2);
	poll_one(&report, IQM_REPORT_WAITING, 1);
	service_close(&s, client);
}
END_TEST

/* The last page alone says nothing of the others. */
START_TEST(test_pulled_to_the_page_before)
{
	struct iqm_report report = { .id = 1001 };

	open_list(2001);
	service_row(&s, 1001)->status = 1;
	poll_one(&report, IQM_REPORT_WAITING, 2);
	service_remove(&s, 2001);
	poll_one(&report, IQM_REPORT_WAITING, 3);
	ck_assert_int_eq(report.page, 1);
	service_close(&s, client);
}
END_TEST

/* ---- gone ---------------------------------------------------------------------------------- */

START_TEST(test_gone)
{
	struct iqm_report report = { .id = 7 };

	open_list(10);
	service_row(&s, 7)->status = 3;
	service_row(&s, 7)->status = 1;
	poll_one(&report, IQM_REPORT_WAITING, 1);
	service_remove(&s, 7);
	poll_one(&report, IQM_REPORT_GONE, 1);
	poll_one(&report, IQM_REPORT_GONE, 0);
	service_close(&s, client);
}
END_TEST

START_TEST(test_never_there)
{
	struct iqm_report report = { .id = 5000 };

	open_list(_i);
	poll_one(&report, IQM_REPORT_WAITING, _i / 1000 + 1); /* the list may be behind */
	poll_one(&report, IQM_REPORT_GONE, _i / 1000 + 1);
	ck_assert_int_eq(report.page, 0);
	service_close(&s, client);
}
END_TEST

START_TEST(test_shown_late)
{
	struct iqm_report report = { .id = 11 };

	open_list(10);
	poll_one(&report, IQM_REPORT_WAITING, 1);
	service_add(&s)->status = 1;
	poll_one(&report, IQM_REPORT_WAITING, 1);
	ck_assert_int_eq(report.page, 1);
	service_remove(&s, 11);
	poll_one(&report, IQM_REPORT_GONE, 1);
	service_close(&s, client);
}
END_TEST

/* It may be the report's. */
START_TEST(test_not_gone_where_a_row_has_no_id)
{
	struct iqm_report reports[] = { { .id = 7 }, { .id = 99 } };

	open_list(10);
	service_row(&s, 7)->status = 1;
	poll_all(reports, 1, 1);
	service_row(&s, 7)->id = 0;
	for (int i = 0; i < 3; i++)
		poll_all(reports, 2, 1);
	ck_assert_int_eq(reports[0].state, IQM_REPORT_WAITING);
	ck_assert_int_eq(reports[1].state, IQM_REPORT_WAITING);
	service_close(&s, client);
}
END_TEST

/* ---- fields that cannot be read -------------------------------------------------------------- */

/* It fails with this path and message; the report is waited for as before. */
static void poll_fails(struct iqm_report *report, const char *path, const char *message)
{
	struct iqm_call call = { 0 };

	ck_assert_int_eq(iqm_pld_poll(client, report, 1, &call), IQM_E_DECODE);
	ck_assert_str_eq(call.error.path, path);
	ck_assert_str_eq(call.error.message, message);
	ck_assert_int_eq(report->state, IQM_REPORT_WAITING);
}

START_TEST(test_row_whose_id_cannot_be_read)
{
	struct iqm_report report = { .id = 7 };

	open_list(10);
	service_row(&s, 7)->status = 1;
	service_row(&s, 3)->text = "{\"pldId\":\"IO-3\",\"pldStatusId\":3}";
	poll_one(&report, IQM_REPORT_WAITING, 1); /* it is another's */
	service_row(&s, 7)->text = "{\"pldId\":\"IO-7\",\"pldStatusId\":3}";
	poll_fails(&report, "data.pldReportDataList[3].pldId",
		   "pld.list: data.pldReportDataList[3].pldId: expected an integer, found a "
		   "string: a report that is not in the list may be this one");
	service_row(&s, 7)->text = NULL;
	service_row(&s, 7)->status = 2;
	poll_one(&report, IQM_REPORT_READY, 1);
	service_close(&s, client);
}
END_TEST

/* A path is a page's, and the next page may have a bad field at the same one. */
START_TEST(test_the_reason_is_the_pages)
{
	struct iqm_report report = { .id = 99 };

	open_list(6);
	s.cap = 3;
	service_row(&s, 5)->text = "{\"pldId\":\"IO-5\"}";
	service_row(&s, 2)->text = "{\"pldId\":{}}";
	poll_fails(&report, "data.pldReportDataList[1].pldId",
		   "pld.list: data.pldReportDataList[1].pldId: expected an integer, found a "
		   "string: a report that is not in the list may be this one");
	service_close(&s, client);
}
END_TEST

/* Its own has no room any more. */
START_TEST(test_the_reason_was_not_kept)
{
	struct iqm_report report = { .id = 7 };

	open_list(2 * IQM_BAD_FIELDS);
	s.cap = IQM_BAD_FIELDS;
	for (int64_t id = IQM_BAD_FIELDS + 1; id <= 2 * IQM_BAD_FIELDS; id++)
		service_row(&s, id)->text = "{\"pldStatusId\":\"done\"}";
	service_row(&s, IQM_BAD_FIELDS - 1)->text = "{\"pldId\":7,\"pldStatusId\":{}}";
	poll_fails(&report, "data.pldReportDataList[1].pldStatusId",
		   "pld.list: data.pldReportDataList[1].pldStatusId: it cannot be read: where the "
		   "report stands is not known");
	service_close(&s, client);
}
END_TEST

START_TEST(test_row_that_is_none)
{
	struct iqm_report report = { .id = 99 };

	open_list(3);
	service_row(&s, 2)->text = "[2]";
	poll_fails(&report, "data.pldReportDataList[1].pldId",
		   "pld.list: data.pldReportDataList[1].pldId: it cannot be read: a report that "
		   "is not in the list may be this one");
	ck_assert(!report.missed);
	service_close(&s, client);
}
END_TEST

START_TEST(test_status_that_cannot_be_read)
{
	struct iqm_report report = { .id = 2 };

	open_list(3);
	service_row(&s, 1)->text = "{\"pldId\":1,\"pldStatusId\":\"done\"}";
	service_row(&s, 2)->text = "{\"pldId\":2,\"pldStatusId\":1,\"ioId\":{},\"pldName\":[]}";
	poll_one(&report, IQM_REPORT_WAITING, 1);
	service_row(&s, 2)->text = "{\"pldId\":2,\"pldStatusId\":\"done\"}";
	poll_fails(&report, "data.pldReportDataList[1].pldStatusId",
		   "pld.list: data.pldReportDataList[1].pldStatusId: expected an integer, found a "
		   "string: where the report stands is not known");
	service_close(&s, client);
}
END_TEST

/* Where rows have a name of the status, it counts. */
START_TEST(test_status_by_a_name_that_cannot_be_read)
{
	static const struct {
		const char *row;
		enum iqm_report_state state; /* IQM_REPORT_GONE: an error */
		const char *path;
	} rows[] = {
		{ "{\"slsId\":2,\"slsStatusId\":\"x\",\"slsStatusName\":\"Failed\"}",
		  IQM_REPORT_FAILED, NULL },
		{ "{\"slsId\":2,\"slsStatusId\":2,\"slsStatusName\":{}}", IQM_REPORT_GONE,
		  "data.slsReportDataList[1].slsStatusName" },
		{ "{\"slsId\":2,\"slsStatusId\":2,\"slsStatusName\":\"Failed\\u0000\"}",
		  IQM_REPORT_GONE, "data.slsReportDataList[1].slsStatusName" },
		{ "{\"slsId\":2,\"slsStatusId\":{},\"slsStatusName\":\"\"}", IQM_REPORT_GONE,
		  "data.slsReportDataList[1].slsStatusId" },
	};
	struct iqm_report report = { .id = 2 };
	struct iqm_call call = { 0 };
	bool fails = rows[_i].state == IQM_REPORT_GONE;

	open_list(3);
	service_row(&s, 2)->text = rows[_i].row;
	ck_assert_int_eq(iqm_sls_poll(client, &report, 1, &call), fails ? IQM_E_DECODE : 0);
	ck_assert_int_eq(report.state, fails ? IQM_REPORT_WAITING : rows[_i].state);
	ck_assert_str_eq(call.error.path, fails ? rows[_i].path : "");
	service_close(&s, client);
}
END_TEST

/* ---- long lists ------------------------------------------------------------------------------ */

/* Its page, the one behind, then all of them: only that says that it is gone. */
START_TEST(test_gone_from_a_long_list)
{
	struct iqm_report report = { .id = 2500 };

	open_list(3500);
	service_row(&s, 2500)->status = 1;
	poll_one(&report, IQM_REPORT_WAITING, 2);
	service_remove(&s, 2500);
	poll_one(&report, IQM_REPORT_GONE, 6);
	service_close(&s, client);
}
END_TEST

static void remove_before_second(struct service *service, int request)
{
	if (request == 2)
		service_remove(service, 2999);
}

/* Rows moved: the report may have slipped from the second page to the first. */
START_TEST(test_not_gone_where_rows_moved)
{
	struct iqm_report report = { .id = 2000 };

	open_list(3000);
	service_row(&s, 2000)->status = 1;
	s.before = remove_before_second;
	poll_one(&report, IQM_REPORT_WAITING, 3);
	ck_assert_int_eq(report.page, 0);
	poll_one(&report, IQM_REPORT_WAITING, 1);
	ck_assert_int_eq(report.page, 1);
	service_close(&s, client);
}
END_TEST

START_TEST(test_not_gone_without_a_total)
{
	struct iqm_report report = { .id = 99 };

	open_list(10);
	s.no_total = true;
	poll_one(&report, IQM_REPORT_WAITING, 1);
	s.no_total = false;
	s.total_error = 1; /* a row that it does not give */
	poll_one(&report, IQM_REPORT_WAITING, 2);
	service_close(&s, client);
}
END_TEST

START_TEST(test_capped_pages)
{
	struct iqm_report reports[] = { { .id = 950 }, { .id = 1 }, { .id = 5000 } };

	open_list(950);
	s.cap = 200;
	poll_all(reports, 3, 5);
	poll_all(&reports[2], 1, 5);
	ck_assert_int_eq(reports[0].state, IQM_REPORT_READY);
	ck_assert_int_eq(reports[1].state, IQM_REPORT_READY);
	ck_assert_int_eq(reports[1].page, 5);
	ck_assert_int_eq(reports[2].state, IQM_REPORT_GONE);
	service_close(&s, client);
}
END_TEST

/* ---- statuses ------------------------------------------------------------------------------ */

static const struct {
	const char *name;
	int64_t id;
	enum iqm_report_state state;
	bool unknown;
} statuses[] = {
	{ NULL, 1, IQM_REPORT_WAITING, false },
	{ NULL, 2, IQM_REPORT_READY, false },
	{ NULL, 3, IQM_REPORT_FAILED, false },
	{ NULL, 4, IQM_REPORT_FAILED, false },
	{ NULL, 5, IQM_REPORT_WAITING, true },
	{ NULL, 0, IQM_REPORT_WAITING, true },
	{ "", 2, IQM_REPORT_READY, false },
	{ "Processing", 2, IQM_REPORT_WAITING, false }, /* the name wins */
	{ "READY", 3, IQM_REPORT_READY, false },
	{ "Completed", 3, IQM_REPORT_READY, false },
	{ "failed", 3, IQM_REPORT_FAILED, false },
	{ "Failed Insufficient-Funds", 4, IQM_REPORT_FAILED, false },
	{ "Ready!", 2, IQM_REPORT_WAITING, true },
	{ "Read", 2, IQM_REPORT_WAITING, true },
	{ "a status whose name is longer than what is kept of it", 2, IQM_REPORT_WAITING, true },
};

START_TEST(test_status)
{
	struct iqm_report report = { .id = 1 };
	struct iqm_call call = { 0 };

	open_list(1);
	s.rows[0].status = statuses[_i].id;
	s.rows[0].status_name = statuses[_i].name;
	ck_assert_int_eq(iqm_sls_poll(client, &report, 1, &call), 0);
	ck_assert_int_eq(report.state, statuses[_i].state);
	ck_assert_int_eq(report.status_unknown, statuses[_i].unknown);
	ck_assert_int_eq(report.status_id.value, statuses[_i].id);
	if (statuses[_i].name)
		ck_assert_int_eq(strncmp(report.status_name, statuses[_i].name, 31), 0);
	else
		ck_assert_str_eq(report.status_name, "");
	ck_assert_int_eq(s.warnings, statuses[_i].unknown);
	ck_assert(!(statuses[_i].name && *statuses[_i].name) || !s.links); /* a name decides */
	service_close(&s, client);
}
END_TEST

/* Told once, and again when it is another. */
START_TEST(test_unknown_status_is_reported)
{
	struct iqm_report report = { .id = 1 };

	open_list(1);
	s.rows[0].status = 9;
	poll_one(&report, IQM_REPORT_WAITING, 1);
	poll_one(&report, IQM_REPORT_WAITING, 1);
	ck_assert_int_eq(s.warnings, 1);
	ck_assert_str_eq(s.warning, "pld.list: report 1 has a status that is not known: 9");
	s.rows[0].status = 8;
	poll_one(&report, IQM_REPORT_WAITING, 1);
	ck_assert_int_eq(s.warnings, 2);
	s.rows[0].status = 2;
	poll_one(&report, IQM_REPORT_READY, 1);
	ck_assert(!report.status_unknown);
	ck_assert_int_eq(s.warnings, 2);
	service_close(&s, client);
}
END_TEST

/* ---- errors -------------------------------------------------------------------------------- */

START_TEST(test_error_keeps_what_was_seen)
{
	struct iqm_report reports[] = { { .id = 1999 }, { .id = 1 } };
	struct iqm_call call = { 0 };

	open_list(2000);
	service_row(&s, 1999)->status = 4;
	s.fails_at = 2;
	s.failure = 503;
	ck_assert_int_eq(iqm_pld_poll(client, reports, 2, &call), IQM_E_SERVER);
	ck_assert_int_eq(call.error.http_status, 503);
	ck_assert_int_eq(reports[0].state, IQM_REPORT_FAILED);
	ck_assert_int_eq(reports[1].state, IQM_REPORT_WAITING);
	poll_all(reports, 2, 2);
	ck_assert_int_eq(reports[1].state, IQM_REPORT_READY);
	service_close(&s, client);
}
END_TEST

static void check_usage(struct iqm_client *with, struct iqm_report *reports, size_t len,
			const char *message)
{
	struct iqm_call call = { 0 };

	ck_assert_int_eq(iqm_pld_poll(with, reports, len, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, message);
	ck_assert_str_eq(call.error.operation, "pld.list");
	ck_assert_int_eq(call.error.status, IQM_E_USAGE);
}

START_TEST(test_usage)
{
	struct iqm_report reports[] = { { .id = 1 }, { .id = 0 } };
	struct iqm_call call = { .timeout_ms = -1 };

	open_list(1);
	check_usage(NULL, reports, 2, "pld.list: client is NULL");
	check_usage(client, NULL, 2, "pld.list: reports is NULL");
	check_usage(client, reports, 2, "pld.list: reports[1].id: expected 1 or more, found 0");
	ck_assert_int_eq(iqm_pld_poll(client, reports, 1, &call), IQM_E_USAGE);
	poll_all(NULL, 0, 0);
	poll_all(reports, 0, 0);
	ck_assert_int_eq(iqm_pld_poll(client, reports, 1, NULL), 0);
	ck_assert_int_eq(reports[0].state, IQM_REPORT_READY);
	service_close(&s, client);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("reports_poll");

	tcase_add_test(tcase, test_a_hundred_with_one_request);
	tcase_add_test(tcase, test_same_id_twice);
	tcase_add_test(tcase, test_only_pages_where_they_were);
	tcase_add_test(tcase, test_pushed_to_the_next_page);
	tcase_add_test(tcase, test_pulled_to_the_page_before);
	tcase_add_test(tcase, test_gone);
	tcase_add_loop_test(tcase, test_never_there, 0, 1);
	tcase_add_loop_test(tcase, test_never_there, 2500, 2501);
	tcase_add_test(tcase, test_shown_late);
	tcase_add_test(tcase, test_not_gone_where_a_row_has_no_id);
	tcase_add_test(tcase, test_row_whose_id_cannot_be_read);
	tcase_add_test(tcase, test_the_reason_is_the_pages);
	tcase_add_test(tcase, test_the_reason_was_not_kept);
	tcase_add_test(tcase, test_row_that_is_none);
	tcase_add_test(tcase, test_status_that_cannot_be_read);
	tcase_add_loop_test(tcase, test_status_by_a_name_that_cannot_be_read, 0, 4);
	tcase_add_test(tcase, test_gone_from_a_long_list);
	tcase_add_test(tcase, test_not_gone_where_rows_moved);
	tcase_add_test(tcase, test_not_gone_without_a_total);
	tcase_add_test(tcase, test_capped_pages);
	tcase_add_loop_test(tcase, test_status, 0, (int)(sizeof(statuses) / sizeof(statuses[0])));
	tcase_add_test(tcase, test_unknown_status_is_reported);
	tcase_add_test(tcase, test_error_keeps_what_was_seen);
	tcase_add_test(tcase, test_usage);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
