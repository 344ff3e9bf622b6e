/* SPDX-License-Identifier: MIT */
/* Status ids that mean several things: when a poll asks for a link, and what that decides. */
#include "support/reports_fixture.h"
#include "support/suite.h"

#include <string.h>

static struct service s;
static struct iqm_client *client;
static struct iqm_report reports[10];
static struct iqm_call call;

/* Reports 1 to 10, all with this status id. */
static void open_all(int64_t status, int link)
{
	service_open(&s, 10);
	client = service_client(&s, (struct iqm_settings){ .max_attempts = 1 });
	call = (struct iqm_call){ 0 };
	memset(reports, 0, sizeof(reports));
	for (int i = 0; i < 10; i++) {
		reports[i].id = i + 1;
		s.rows[i].status = status;
		s.rows[i].link = link;
	}
}

/* One poll of the first `len`; so many links are asked for. */
static void poll_some(size_t len, int links)
{
	int before = s.links;

	ck_assert_msg(iqm_pld_poll(client, reports, len, &call) == 0, "%s", call.error.message);
	ck_assert_int_eq(s.links - before, links);
}

static void check(enum iqm_report_state state, bool confirmed)
{
	ck_assert_int_eq(reports[0].state, state);
	ck_assert_int_eq(reports[0].confirmed, confirmed);
}

static size_t count(enum iqm_report_state state)
{
	size_t n = 0;

	for (int i = 0; i < 10; i++)
		n += reports[i].state == state;
	return n;
}

/* ---- one report ---------------------------------------------------------------------------- */

static const struct {
	int64_t status;
	int link; /* 1: given, -1: refused */
	enum iqm_report_state state;
	bool confirmed;
	int links; /* that are asked for */
} cells[] = {
	{ 1, -1, IQM_REPORT_WAITING, false, 0 }, /* a link cannot tell processing from failed */
	{ 1, 1, IQM_REPORT_WAITING, false, 0 },
	{ 2, 1, IQM_REPORT_READY, true, 1 },
	{ 2, -1, IQM_REPORT_WAITING, true, 1 },
	{ 3, 1, IQM_REPORT_READY, true, 1 },
	{ 3, -1, IQM_REPORT_FAILED, true, 2 },
	{ 4, -1, IQM_REPORT_FAILED, true, 0 }, /* the same in all tables that have it */
	{ 4, 1, IQM_REPORT_FAILED, true, 0 },
	{ 5, 1, IQM_REPORT_WAITING, false, 0 },
};

START_TEST(test_status_id_and_link)
{
	open_all(cells[_i].status, cells[_i].link);
	poll_some(1, cells[_i].links);
	check(cells[_i].state, cells[_i].confirmed);
	poll_some(1, cells[_i].state == IQM_REPORT_WAITING ? cells[_i].links : 0);
	service_close(&s, client);
}
END_TEST

/* All that is no refusal in the service's own words for it says nothing of the report. */
static const struct {
	int failure;
	const char *fault;
} failures[] = {
	{ IQM_E_NETWORK, NULL },
	{ 500, "{\"success\":false,\"errorObjects\":[{\"error\":\"no\"}]}" },
	{ 429, "{\"success\":false}" },
	{ 401, "{\"success\":false}" },
	{ 403, "{\"success\":false}" },
	{ 404, "{\"success\":false}" },
	{ 400, "{\"message\":\"Bad Request\"}" },
	{ 422, "<html>no</html>" },
	{ 200, "<html>ready</html>" },
	{ 400, "{\"success\":false}" },
	{ 422, "{\"success\":false,\"errorObjects\":[{\"error\":\"Invalid sortBy value.\"}]}" },
	{ 400, "{\"success\":false,\"errorObjects\":[{\"field\":\"fileTypeId\",\"reason\":"
	       "\"fileTypeId is required\"}]}" },
	{ 400, "{\"success\":false,\"errorObjects\":[{\"field\":\"pldId\",\"error\":"
	       "\"not in the ready state\"}]}" },
	{ 400, "{\"success\":false,\"errorObjects\":[{\"error\":\"not in the ready state\"},"
	       "{\"field\":\"fileTypeId\"}]}" },
	{ 400, "{\"success\":false,\"errorObjects\":[{\"error\":\"not in the ready state\"},"
	       "{\"error\":\"2\"},{\"error\":\"3\"},{\"error\":\"4\"},{\"field\":\"5\"}]}" },
	{ 200, "{\"success\":false,\"data\":{\"message\":\"PLD 1 is not ready. State: 1\"}}" },
	{ 200, "{\"success\":true,\"data\":{\"reportUrl\":null}}" },
	{ 200, "{\"success\":true,\"data\":{\"reportUrl\":\"\"}}" },
};

START_TEST(test_link_that_is_not_known)
{
	open_all(_i % 2 ? 2 : 3, -1);
	s.link_failure = failures[_i / 2].failure;
	s.fault = failures[_i / 2].fault;
	poll_some(10, 1); /* the others would fare no better */
	ck_assert_uint_eq(count(IQM_REPORT_WAITING), 10);
	check(IQM_REPORT_WAITING, false);
	ck_assert_str_ne(s.warning, "");
	service_close(&s, client);
}
END_TEST

/* A report that is not ready, as the service says it. */
static const struct {
	int status;
	const char *fault;
} refusals[] = {
	{ 200, "{\"success\":false,\"errorObjects\":[{\"error\":\"PLD ID: 1 is not in the ready "
	       "state.\"}]}" },
	{ 400, "{\"success\":false,\"errorObjects\":[{\"error\":\"No\",\"reason\":\"NOT IN THE "
	       "READY STATE. Current status: failed\"}]}" },
	{ 409, "{\"success\":false,\"data\":{\"message\":\"Not in the Ready State\"}}" },
	{ 422, "{\"success\":false,\"errorObjects\":[{\"error\":\"No\"},{\"error\":\"ready "
	       "state\"}]}" },
};

START_TEST(test_refused_as_not_ready)
{
	open_all(3, -1);
	s.link_failure = refusals[_i].status;
	s.fault = refusals[_i].fault;
	poll_some(1, 2);
	check(IQM_REPORT_FAILED, true);
	service_close(&s, client);
}
END_TEST

/* Each is told of once its link is given, and before the next one is asked for. */
static void count_ready(void *context, const struct iqm_report *report)
{
	int *ready = context;

	ck_assert_int_eq(report->state, IQM_REPORT_READY);
	ck_assert_int_eq(++*ready, s.links);
}

START_TEST(test_each_that_is_ready)
{
	int ready = 0;

	open_all(2, 1);
	s.rows[0].status = 1; /* no link can tell */
	ck_assert_int_eq(iqm_reports_poll_each(client, &iqm_pld_generate_op, reports, 10,
					       count_ready, &ready, &call),
			 0);
	ck_assert_int_eq(ready, 9);
	ck_assert_int_eq(s.links, 9);
	ck_assert_uint_eq(count(IQM_REPORT_READY), 9);
	service_close(&s, client);
}
END_TEST

static void ready_at_second(struct service *service, int request)
{
	for (int i = 0; request == 2 && i < 10; i++)
		service->rows[i].link = 1;
}

/* A ready report whose file comes two seconds later has not failed. */
START_TEST(test_ready_before_its_file)
{
	open_all(3, -1);
	s.before_link = ready_at_second;
	poll_some(1, 2);
	check(IQM_REPORT_READY, true);
	ck_assert_int_eq(s.now, 1000 + 2000);
	service_close(&s, client);
}
END_TEST

START_TEST(test_no_time_to_ask_again)
{
	open_all(3, -1);
	call.timeout_ms = 2000;
	poll_some(1, 1);
	check(IQM_REPORT_WAITING, false);
	service_close(&s, client);
}
END_TEST

static struct iqm_cancel cancel;

static void cancel_it(struct service *service, int request)
{
	(void)request;
	service->link_failure = IQM_E_CANCELLED;
	iqm_cancel_calls(&cancel);
}

START_TEST(test_cancelled)
{
	open_all(2, 1);
	cancel.flag = 0;
	call.cancel = &cancel;
	s.before_link = cancel_it;
	ck_assert_int_eq(iqm_pld_poll(client, reports, 10, &call), IQM_E_CANCELLED);
	ck_assert_int_eq(s.links, 1);
	check(IQM_REPORT_WAITING, false);
	service_close(&s, client);
}
END_TEST

/* ---- many ---------------------------------------------------------------------------------- */

START_TEST(test_all_ready)
{
	open_all(2, 1);
	poll_some(10, 10);
	ck_assert_uint_eq(count(IQM_REPORT_READY), 10);
	service_close(&s, client);
}
END_TEST

/* Where all are being made, a few links show it. */
/* As waits that share their polls may have it. */
START_TEST(test_one_report_several_times)
{
	open_all(3, -1); /* ready or failed: refused twice, it has failed */
	for (int i = 0; i < 10; i++)
		reports[i].id = 4;
	poll_some(10, 2);
	ck_assert_uint_eq(count(IQM_REPORT_FAILED), 10);
	service_close(&s, client);
	open_all(2, 1);
	for (int i = 0; i < 10; i++)
		reports[i].id = 4;
	poll_some(10, 1);
	ck_assert_uint_eq(count(IQM_REPORT_READY), 10);
	service_close(&s, client);
}
END_TEST

START_TEST(test_all_in_the_making)
{
	open_all(2, -1);
	for (int i = 0; i < 3; i++)
		poll_some(10, 4);
	ck_assert_uint_eq(count(IQM_REPORT_WAITING), 10);
	service_close(&s, client);
}
END_TEST

/* The only one that is ready, wherever it is: all are asked for in turn. */
START_TEST(test_one_ready)
{
	open_all(2, -1);
	s.rows[_i].link = 1;
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(iqm_pld_poll(client, reports, 10, &call), 0);
	ck_assert_uint_eq(count(IQM_REPORT_READY), 1);
	service_close(&s, client);
}
END_TEST

static void fail_first_and_last(struct service *service, int request)
{
	service->link_failure = request == 1 || request == 11 ? 404 : 0;
	service->fault = "{\"success\":false}";
}

/* One whose link is never known costs the others a poll, not their turn. */
START_TEST(test_one_not_known_for_ever)
{
	open_all(2, 1);
	s.before_link = fail_first_and_last;
	poll_some(10, 1);
	poll_some(10, 10);
	ck_assert_uint_eq(count(IQM_REPORT_READY), 9);
	check(IQM_REPORT_WAITING, false);
	service_close(&s, client);
}
END_TEST

START_TEST(test_all_failed)
{
	open_all(3, -1);
	poll_some(10, 20);
	ck_assert_uint_eq(count(IQM_REPORT_FAILED), 10);
	ck_assert_int_eq(s.now, 1000 + 2000); /* one pause for all */
	service_close(&s, client);
}
END_TEST

/* One that is refused for ever keeps no other waiting. */
START_TEST(test_one_refused_for_ever)
{
	open_all(2, 1);
	s.rows[9].link = -1; /* report 1 */
	poll_some(10, 10);
	ck_assert_uint_eq(count(IQM_REPORT_READY), 9);
	check(IQM_REPORT_WAITING, true);
	service_close(&s, client);
}
END_TEST

/* ---- waits --------------------------------------------------------------------------------- */

static int wait_for(struct iqm_report *report)
{
	call.timeout_ms = 60000;
	return iqm_pld_wait(client, report, 1, NULL, &call);
}

/* A row that was read just before needs no list, only its link; an old one does. */
START_TEST(test_wait_from_a_row_that_was_read)
{
	open_all(2, 1);
	s.link_failure = IQM_E_NETWORK;
	poll_some(1, 1);
	check(IQM_REPORT_WAITING, false);
	s.link_failure = 0;
	s.now += _i * 60000;
	ck_assert_int_eq(wait_for(&reports[0]), 0);
	check(IQM_REPORT_READY, true);
	ck_assert_int_eq(s.lists, 1 + _i);
	ck_assert_int_eq(s.links, 2);
	service_close(&s, client);
}
END_TEST

/* By the second table: in the making is 2, ready is 3. */
static void made_at_third(struct service *service, int request)
{
	if (request == 3)
		service->rows[9] = (struct service_row){ .id = 1, .status = 3, .link = 1 };
}

START_TEST(test_wait_by_the_other_table)
{
	open_all(2, -1);
	s.before = made_at_third;
	ck_assert_int_eq(wait_for(&reports[0]), 0);
	check(IQM_REPORT_READY, true);
	ck_assert_int_eq(s.lists, 3);
	ck_assert_int_eq(s.links, 3);
	service_close(&s, client);
}
END_TEST

/* Never said to have failed, and what it may be is in the error. */
START_TEST(test_wait_for_what_may_have_failed)
{
	open_all(1, -1);
	ck_assert_int_eq(wait_for(&reports[0]), IQM_E_TIMEOUT);
	check(IQM_REPORT_WAITING, false);
	ck_assert_int_eq(s.links, 0);
	ck_assert_str_eq(call.error.message,
			 "pld.list: timed out, 1 of 1 reports are still waited for; report 1 may "
			 "be processing or failed: its status id 1 means either");
	service_close(&s, client);
}
END_TEST

/* A wait outlives links that are not known. */
static void link_at_fourth(struct service *service, int request)
{
	service->link_failure = request < 4 ? 503 : 0;
}

START_TEST(test_wait_while_links_fail)
{
	open_all(3, 1);
	s.fault = "";
	s.before_link = link_at_fourth;
	ck_assert_int_eq(wait_for(&reports[0]), 0);
	check(IQM_REPORT_READY, true);
	ck_assert_int_eq(s.links, 4);
	service_close(&s, client);
}
END_TEST

/* ---- the save that follows ------------------------------------------------------------------ */

static int count_bytes(void *context, const void *data, size_t len)
{
	(void)data;
	*(size_t *)context += len;
	return 0;
}

/* So many links are asked for. */
static void save(int i, enum iqm_file_type type, int links)
{
	size_t bytes = 0;
	struct iqm_save to = { .to = IQM_SAVE_CALLBACK,
			       .write = count_bytes,
			       .context = &bytes,
			       .format = IQM_FORMAT_CSV };
	int before = s.links;

	ck_assert_msg(iqm_pld_save(client, &reports[i], type, &to, &call) == 0, "%s",
		      call.error.message);
	ck_assert_uint_eq(bytes, 10);
	ck_assert_int_eq(s.links - before, links);
}

/* A link that has shown that a report is ready is good for one save, of its type, soon after. */
START_TEST(test_link_is_saved_from)
{
	open_all(2, 1);
	poll_some(4, 4);
	save(0, IQM_FILE_TYPE_XLSX, 0);
	save(0, IQM_FILE_TYPE_XLSX, 1);
	save(1, IQM_FILE_TYPE_CSV, 1);
	s.now += 10000;
	save(2, IQM_FILE_TYPE_XLSX, 0);
	s.now++;
	save(3, IQM_FILE_TYPE_XLSX, 1);
	service_close(&s, client);
}
END_TEST

/* Links that are too old do not wait for their own save: any use of the links frees them. */
START_TEST(test_old_links_are_dropped)
{
	open_all(2, 1);
	poll_some(2, 2);
	s.now += 10001;
	if (_i)
		save(5, IQM_FILE_TYPE_XLSX, 1); /* takes */
	else
		ck_assert_int_eq(iqm_pld_poll(client, &reports[5], 1, &call), 0); /* keeps */
	s.now -= 10001;
	save(0, IQM_FILE_TYPE_XLSX, 1);
	service_close(&s, client);
}
END_TEST

/* Each poll keeps them anew. */
START_TEST(test_links_that_are_not_saved_from)
{
	open_all(2, 1);
	for (int i = 0; i < 3; i++) {
		poll_some(10, 10);
		for (int k = 0; k < 10; k++)
			reports[k] = (struct iqm_report){ .id = k + 1 };
	}
	for (int i = 0; i < 10; i++)
		save(i, IQM_FILE_TYPE_XLSX, 0);
	service_close(&s, client);
}
END_TEST

#define LEN(array) ((int)(sizeof(array) / sizeof((array)[0])))

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("reports_confirm");

	tcase_add_loop_test(tcase, test_status_id_and_link, 0, LEN(cells));
	tcase_add_loop_test(tcase, test_link_that_is_not_known, 0, 2 * LEN(failures));
	tcase_add_test(tcase, test_each_that_is_ready);
	tcase_add_loop_test(tcase, test_refused_as_not_ready, 0, LEN(refusals));
	tcase_add_test(tcase, test_ready_before_its_file);
	tcase_add_test(tcase, test_no_time_to_ask_again);
	tcase_add_test(tcase, test_cancelled);
	tcase_add_test(tcase, test_all_ready);
	tcase_add_test(tcase, test_all_in_the_making);
	tcase_add_test(tcase, test_one_report_several_times);
	tcase_add_loop_test(tcase, test_one_ready, 0, 10);
	tcase_add_test(tcase, test_one_not_known_for_ever);
	tcase_add_test(tcase, test_all_failed);
	tcase_add_test(tcase, test_one_refused_for_ever);
	tcase_add_loop_test(tcase, test_wait_from_a_row_that_was_read, 0, 2);
	tcase_add_test(tcase, test_wait_by_the_other_table);
	tcase_add_test(tcase, test_wait_for_what_may_have_failed);
	tcase_add_test(tcase, test_wait_while_links_fail);
	tcase_add_test(tcase, test_link_is_saved_from);
	tcase_add_loop_test(tcase, test_old_links_are_dropped, 0, 2);
	tcase_add_test(tcase, test_links_that_are_not_saved_from);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
