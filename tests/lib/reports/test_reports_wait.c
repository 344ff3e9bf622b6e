/* SPDX-License-Identifier: MIT */
/* Waiting for reports: when it polls, what ends it, and what it says then. */
#include "support/reports_fixture.h"
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

#define MINUTE 60000L
#define DOUBT "; report 1 may be processing or failed: its status id 1 means either"

static struct service s;
static struct iqm_client *client;
static struct iqm_report reports[3];
static struct iqm_call call;
static int polls;
static struct iqm_cancel cancel;

/* Three reports in the making. */
static void setup(void)
{
	service_open(&s, 3);
	client = service_client(&s, (struct iqm_settings){ .timeout_ms = MINUTE });
	memset(reports, 0, sizeof(reports));
	for (int i = 0; i < 3; i++) {
		reports[i].id = i + 1;
		s.rows[i].status = 1;
	}
	call = (struct iqm_call){ .timeout_ms = 60 * MINUTE };
	cancel.flag = polls = 0;
}

static void teardown(void)
{
	service_close(&s, client);
}

static int wait_for(struct iqm_wait how)
{
	return iqm_pld_wait(client, reports, 3, &how, &call);
}

static void all_ready(struct service *service)
{
	for (int i = 0; i < 3; i++)
		service->rows[i].status = 2;
}

static void ready_at_fifth(struct service *service, int request)
{
	if (request == 5)
		all_ready(service);
}

static void count_poll(void *context, const struct iqm_report *seen, size_t len)
{
	ck_assert_ptr_eq(context, &s);
	ck_assert_ptr_eq(seen, reports);
	ck_assert_uint_eq(len, 3);
	polls++;
}

/* ---- when it polls ------------------------------------------------------------------------- */

/* Half as long again each time, from a quarter less to none, and never more than the most. */
START_TEST(test_waits_grow)
{
	static const long most[] = { 15000, 22500, 33750, 50625 };
	char *at = s.waits;
	int64_t spent = 0;

	s.before = ready_at_fifth;
	ck_assert_int_eq(wait_for((struct iqm_wait){ .on_poll = count_poll, .context = &s }), 0);
	ck_assert_int_eq(s.lists, 5);
	ck_assert_int_eq(polls, 5);
	for (int i = 0; i < 4; i++) {
		long waited = strtol(at, &at, 10);

		ck_assert_int_le(waited, most[i]);
		ck_assert_int_ge(waited, most[i] - most[i] / 4);
		spent += waited;
	}
	ck_assert_str_eq(at, " ");
	ck_assert_int_eq(s.now, 1000 + spent);
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(reports[i].state, IQM_REPORT_READY);
	ck_assert_int_eq(call.error.status, IQM_OK);
}
END_TEST

START_TEST(test_waits_have_a_most)
{
	char *at = s.waits;

	call.timeout_ms = 100000;
	ck_assert_int_eq(wait_for((struct iqm_wait){ .min_ms = 9000, .max_ms = 10000 }),
			 IQM_E_TIMEOUT);
	ck_assert_int_ge(s.lists, 10);
	while (*at && at[1]) {
		long waited = strtol(at, &at, 10);

		ck_assert_int_le(waited, 10000);
	}
}
END_TEST

START_TEST(test_a_least_beyond_the_most_by_default)
{
	call.timeout_ms = 20 * MINUTE;
	ck_assert_int_eq(wait_for((struct iqm_wait){ .min_ms = 10 * MINUTE }), IQM_E_TIMEOUT);
	ck_assert_int_le(s.lists, 4);
	s.waits[0] = '\0';
	call.timeout_ms = 5000;
	ck_assert_int_eq(wait_for((struct iqm_wait){ .max_ms = 100 }), IQM_E_TIMEOUT);
	ck_assert_int_le(strtol(s.waits, NULL, 10), 100);
}
END_TEST

START_TEST(test_nothing_to_wait_for)
{
	for (int i = 0; i < 3; i++)
		reports[i].state = (enum iqm_report_state)(IQM_REPORT_READY + i);
	ck_assert_int_eq(wait_for((struct iqm_wait){ 0 }), 0);
	ck_assert_int_eq(iqm_pld_wait(client, NULL, 0, NULL, &call), 0);
	ck_assert_int_eq(s.lists, 0);
}
END_TEST

START_TEST(test_first_poll_at_once)
{
	all_ready(&s);
	s.rows[0].status = 3;
	ck_assert_int_eq(iqm_pld_wait(client, reports, 3, NULL, &call), 0);
	ck_assert_int_eq(s.lists, 1);
	ck_assert_int_eq(s.now, 1000 + 2000); /* the failed one's link is asked for twice */
	ck_assert_int_eq(reports[2].state, IQM_REPORT_FAILED);
}
END_TEST

/* Rows that were read before are the first poll, unless another clock says when. */
static const struct {
	int64_t ago; /* the rows were read; -1: by a clock that is ahead */
	long most;   /* until the next poll; 0: at once */
} ages[] = { { 0, 15000 }, { 4000, 11000 }, { 15000, 0 }, { 99000, 0 }, { -1, 0 } };

START_TEST(test_first_poll_after_rows_were_read)
{
	long waited;

	ck_assert_int_eq(iqm_pld_poll(client, reports, 3, NULL), 0);
	ck_assert_int_eq(reports[0].seen_ms, s.now);
	s.now += ages[_i].ago;
	s.before = _i ? NULL : ready_at_fifth;
	if (_i)
		all_ready(&s);
	ck_assert_int_eq(wait_for((struct iqm_wait){ 0 }), 0);
	waited = strtol(s.waits, NULL, 10);
	ck_assert_int_le(waited, ages[_i].most);
	ck_assert_int_ge(waited, ages[_i].most ? ages[_i].most - 15000 / 4 : 0);
	ck_assert_int_eq(s.lists, _i ? 2 : 5);
}
END_TEST

/* One of them was not read yet. */
START_TEST(test_first_poll_at_once_for_one)
{
	ck_assert_int_eq(iqm_pld_poll(client, reports, 2, NULL), 0);
	all_ready(&s);
	ck_assert_int_eq(wait_for((struct iqm_wait){ 0 }), 0);
	ck_assert_str_eq(s.waits, "");
}
END_TEST

START_TEST(test_first_poll_before_the_deadline)
{
	ck_assert_int_eq(iqm_pld_poll(client, reports, 3, NULL), 0);
	all_ready(&s);
	call.timeout_ms = 5000;
	ck_assert_int_eq(wait_for((struct iqm_wait){ 0 }), 0);
	ck_assert_str_eq(s.waits, "4500 ");
}
END_TEST

/* ---- what ends it -------------------------------------------------------------------------- */

/* The last look comes shortly before the time is over, not a wait too early. */
START_TEST(test_deadline)
{
	call.timeout_ms = 100000;
	s.takes_ms = 300;
	s.rows[0].status = 2;
	ck_assert_int_eq(wait_for((struct iqm_wait){ 0 }), IQM_E_TIMEOUT);
	ck_assert_str_eq(call.error.message,
			 "pld.list: timed out, 2 of 3 reports are still waited for" DOUBT);
	ck_assert_int_eq(call.error.status, IQM_E_TIMEOUT);
	ck_assert_int_eq(s.now, 1000 + 100000 - 2000 + 300);
	ck_assert_int_eq(reports[2].state, IQM_REPORT_READY);
	ck_assert_int_eq(reports[0].state, IQM_REPORT_WAITING);
	ck_assert_int_eq(reports[0].page, 1);
}
END_TEST

static void ready_late(struct service *service, int request)
{
	(void)request;
	if (service->now >= 1000 + 97000)
		all_ready(service);
}

START_TEST(test_ready_at_the_last_poll)
{
	call.timeout_ms = 100000;
	s.before = ready_late;
	ck_assert_int_eq(wait_for((struct iqm_wait){ 0 }), 0);
	ck_assert_int_eq(s.now, 1000 + 98000);
}
END_TEST

START_TEST(test_short_waits)
{
	call.timeout_ms = 50;
	ck_assert_int_eq(wait_for((struct iqm_wait){ 0 }), IQM_E_TIMEOUT);
	ck_assert_int_eq(s.lists, 2);
	ck_assert_int_eq(s.now, 1045);
}
END_TEST

static void cancel_it(void *context, const struct iqm_report *seen, size_t len)
{
	(void)context, (void)seen, (void)len;
	if (++polls == 2)
		iqm_cancel_calls(&cancel);
}

START_TEST(test_cancel)
{
	call.cancel = &cancel;
	ck_assert_int_eq(wait_for((struct iqm_wait){ .on_poll = cancel_it }), IQM_E_CANCELLED);
	ck_assert_int_eq(s.lists, 2);
	ck_assert_str_eq(call.error.message,
			 "pld.list: cancelled, 3 of 3 reports are still waited for" DOUBT);
	ck_assert_int_eq(wait_for((struct iqm_wait){ 0 }), IQM_E_CANCELLED); /* it stays set */
	ck_assert_int_eq(s.lists, 2);
}
END_TEST

/* ---- polls that fail ----------------------------------------------------------------------- */

static const struct {
	int failure;
	int ends; /* 0: it goes on */
	const char *fault;
} failures[] = {
	{ IQM_E_NETWORK, 0, NULL },
	{ 500, 0, NULL },
	{ 503, 0, NULL },
	{ 501, IQM_E_SERVER, NULL },
	{ 429, 0, NULL },
	{ 408, 0, NULL },
	{ IQM_E_TIMEOUT, 0, NULL },
	{ 401, IQM_E_AUTH, NULL },
	{ 403, IQM_E_FORBIDDEN, NULL },
	{ 404, IQM_E_NOT_FOUND, NULL },
	{ 422, IQM_E_REFUSED, NULL },
	{ 302, IQM_E_SERVER, NULL },
	{ 200, IQM_E_DECODE, "<html>" },
	{ 200, IQM_E_REFUSED, NULL },
	{ IQM_E_TOO_LARGE, IQM_E_TOO_LARGE, NULL },
	{ IQM_E_NOMEM, IQM_E_NOMEM, NULL },
	{ IQM_E_CONFIG, IQM_E_CONFIG, NULL },
};

START_TEST(test_failures)
{
	s.fails_at = 2;
	s.fails_for = 2;
	s.failure = failures[_i].failure;
	s.fault = failures[_i].fault;
	s.before = ready_at_fifth;
	ck_assert_int_eq(wait_for((struct iqm_wait){ .on_poll = count_poll, .context = &s }),
			 failures[_i].ends);
	ck_assert_int_eq(call.error.status, failures[_i].ends);
	ck_assert_int_eq(s.lists, failures[_i].ends ? 2 : 5);
	ck_assert_int_eq(polls, s.lists);
}
END_TEST

START_TEST(test_not_before_the_service_says)
{
	s.fails_at = 1;
	s.failure = 429;
	s.retry_after = "100";
	s.before = ready_at_fifth;
	ck_assert_int_eq(wait_for((struct iqm_wait){ 0 }), 0);
	ck_assert_msg(!strncmp(s.waits, "100000 ", 7), "%s, %s", s.waits, call.error.message);
}
END_TEST

START_TEST(test_last_failure_is_reported)
{
	call.timeout_ms = 100000;
	s.fails_at = 2;
	s.fails_for = SERVICE_LOG;
	s.failure = IQM_E_NETWORK;
	ck_assert_int_eq(wait_for((struct iqm_wait){ 0 }), IQM_E_TIMEOUT);
	ck_assert_str_eq(call.error.message,
			 "pld.list: timed out, 3 of 3 reports are still waited for" DOUBT
			 "; the last poll failed: pld.list: the line is cut");
	ck_assert_int_eq(call.error.curl_code, 0);
}
END_TEST

static void unhang(void *context, const struct iqm_report *seen, size_t len)
{
	(void)context, (void)seen, (void)len;
	if (!polls++)
		ck_assert_int_eq(s.now, 1000 + MINUTE);
	s.takes_ms = 0;
	all_ready(&s);
}

/* A request that hangs takes the client's time, not the whole wait's. */
START_TEST(test_a_poll_that_hangs)
{
	s.takes_ms = 10000 * MINUTE;
	ck_assert_int_eq(wait_for((struct iqm_wait){ .on_poll = unhang }), 0);
	ck_assert_int_eq(polls, 2);
}
END_TEST

/* ---- usage --------------------------------------------------------------------------------- */

static void check_usage(struct iqm_wait how, const char *message)
{
	ck_assert_int_eq(wait_for(how), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, message);
	ck_assert_int_eq(s.lists, 0);
}

START_TEST(test_usage)
{
	check_usage((struct iqm_wait){ .min_ms = 2, .max_ms = 1 },
		    "pld.list: min_ms: expected at most max_ms, 1, found 2");
	check_usage((struct iqm_wait){ .min_ms = -2 },
		    "pld.list: min_ms, max_ms: expected 0 or more");
	call.timeout_ms = 0;
	check_usage((struct iqm_wait){ 0 },
		    "pld.list: call.timeout_ms: expected how long to wait at most, found 0");
	ck_assert_int_eq(iqm_pld_wait(client, reports, 3, NULL, NULL), IQM_E_USAGE);
	ck_assert_int_eq(iqm_pld_wait(client, NULL, 0, NULL, NULL), IQM_E_USAGE);
	ck_assert_int_eq(s.lists, 0);
}
END_TEST

/* ---- fields that cannot be read -------------------------------------------------------------- */

static void shown_at_second(struct service *service, int request)
{
	if (request == 2)
		service->rows[0] = (struct service_row){ .id = 3, .status = 2, .campaign = 5 };
}

/* A report that is missing may only be late; twice, and the row may be its own. */
START_TEST(test_ids_that_cannot_be_read)
{
	s.rows[0].text = "{\"pldId\":[]}";
	s.rows[1].status = s.rows[2].status = 2;
	s.before = shown_at_second;
	ck_assert_int_eq(wait_for((struct iqm_wait){ 0 }), 0);
	ck_assert_int_eq(s.lists, 2);
	ck_assert_int_eq(reports[2].state, IQM_REPORT_READY);
	s.before = NULL;
	s.lists = 0;
	s.rows[0].text = "{\"pldId\":[]}";
	reports[2] = (struct iqm_report){ .id = 3 };
	ck_assert_int_eq(wait_for((struct iqm_wait){ 0 }), IQM_E_DECODE);
	ck_assert_int_eq(s.lists, 2);
	ck_assert_str_eq(call.error.path, "data.pldReportDataList[0].pldId");
	ck_assert_int_eq(reports[2].state, IQM_REPORT_WAITING);
}
END_TEST

START_TEST(test_status_that_cannot_be_read)
{
	s.rows[0].text = "{\"pldId\":3,\"pldStatusId\":\"\\ud83d\"}";
	ck_assert_int_eq(wait_for((struct iqm_wait){ 0 }), IQM_E_DECODE);
	ck_assert_int_eq(s.lists, 1);
	ck_assert_str_eq(call.error.path, "data.pldReportDataList[0].pldStatusId");
}
END_TEST

/* Bad fields that no wait needs are those of the last poll. */
START_TEST(test_other_fields_that_cannot_be_read)
{
	s.rows[0].text = "{\"pldId\":3,\"pldStatusId\":2,\"ioId\":[],\"campaignIds\":{}}";
	s.before = ready_at_fifth;
	ck_assert_int_eq(wait_for((struct iqm_wait){ 0 }), 0);
	ck_assert_int_eq(s.lists, 5);
	ck_assert_uint_eq(call.bad_total, 2);
	ck_assert_str_eq(call.bad[0].path, "data.pldReportDataList[0].ioId");
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("reports_wait");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, test_waits_grow);
	tcase_add_test(tcase, test_waits_have_a_most);
	tcase_add_test(tcase, test_a_least_beyond_the_most_by_default);
	tcase_add_test(tcase, test_nothing_to_wait_for);
	tcase_add_test(tcase, test_first_poll_at_once);
	tcase_add_loop_test(tcase, test_first_poll_after_rows_were_read, 0,
			    (int)(sizeof(ages) / sizeof(ages[0])));
	tcase_add_test(tcase, test_first_poll_at_once_for_one);
	tcase_add_test(tcase, test_first_poll_before_the_deadline);
	tcase_add_test(tcase, test_deadline);
	tcase_add_test(tcase, test_ready_at_the_last_poll);
	tcase_add_test(tcase, test_short_waits);
	tcase_add_test(tcase, test_cancel);
	tcase_add_loop_test(tcase, test_failures, 0, (int)(sizeof(failures) / sizeof(failures[0])));
	tcase_add_test(tcase, test_not_before_the_service_says);
	tcase_add_test(tcase, test_last_failure_is_reported);
	tcase_add_test(tcase, test_a_poll_that_hangs);
	tcase_add_test(tcase, test_usage);
	tcase_add_test(tcase, test_ids_that_cannot_be_read);
	tcase_add_test(tcase, test_status_that_cannot_be_read);
	tcase_add_test(tcase, test_other_fields_that_cannot_be_read);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
