/* SPDX-License-Identifier: MIT */
/* Looking for what a purchase of unknown outcome may have made: what the list says. */
#include "support/find_fixture.h"

#include <stdlib.h>

static void find(struct iqm_pld_order req, struct iqm_intent since)
{
	struct iqm_call call = { 0 };

	ck_assert_msg(iqm_pld_find(client, &req, &since, &found, &call) == 0, "%s",
		      call.error.message);
}

/* After an intent that knew `highest`. */
static void find_since(int64_t highest)
{
	find(order(),
	     (struct iqm_intent){ .highest_id = iqm_int(highest), .time = iqm_ms(BOUGHT_MS) });
}

/* ---- by the list --------------------------------------------------------------------------- */

START_TEST(test_found)
{
	struct iqm_call call = { .timeout_ms = 60000 };

	open_list(3500);
	make(service_row(&s, 3499));
	find_since(3498);
	check_found(3499);
	ck_assert_int_eq(s.lists, 1); /* the rest is older */
	ck_assert_int_eq(found.report.state, IQM_REPORT_WAITING);
	ck_assert_int_eq(found.report.page, 1);
	ck_assert_int_eq(found.report.seen_ms, s.now); /* the wait starts from there */
	service_row(&s, 3499)->status = 2;
	ck_assert_int_eq(iqm_pld_wait(client, &found.report, 1, NULL, &call), 0);
	ck_assert_int_eq(found.report.state, IQM_REPORT_READY);
	ck_assert_int_eq(s.lists, 2);
	ck_assert_int_ge(strtol(s.waits, NULL, 10), 15000 - 15000 / 4);
	close_list();
}
END_TEST

START_TEST(test_not_seen)
{
	open_list(_i);
	find_since(_i);
	check_not(IQM_NOT_SEEN, 0);
	ck_assert(found.whole);
	ck_assert_int_eq(s.lists, 1);
	close_list();
}
END_TEST

/* The first page ends with the report that was the newest before. */
START_TEST(test_not_seen_down_to_the_highest_id)
{
	open_list(3000);
	find_since(2001);
	check_not(IQM_NOT_SEEN, 0);
	ck_assert(found.whole);
	ck_assert_int_eq(s.lists, 1);
	close_list();
}
END_TEST

START_TEST(test_older_ones_do_not_count)
{
	open_list(10);
	make(service_row(&s, 8));
	find_since(8);
	check_not(IQM_NOT_SEEN, 0);
	make(service_row(&s, 9));
	find_since(8);
	check_found(9);
	close_list();
}
END_TEST

START_TEST(test_ambiguous)
{
	open_list(10);
	make(service_row(&s, 8));
	make(service_row(&s, 10));
	find_since(7);
	check_not(IQM_AMBIGUOUS, 2);
	close_list();
}
END_TEST

START_TEST(test_each_field_counts)
{
	struct service_row *row;

	open_list(10);
	row = make(service_row(&s, 10));
	if (_i == 0)
		row->campaign = 78;
	if (_i == 1)
		row->start -= 86400000;
	if (_i == 2)
		row->end += 86400000;
	if (_i == 3)
		row->end = 0; /* not shown */
	find_since(5);
	check_not(IQM_NOT_SEEN, 0);
	close_list();
}
END_TEST

/* The service shows seconds where it documents milliseconds. */
START_TEST(test_timestamps_in_seconds)
{
	open_list(10);
	make(service_row(&s, 10));
	s.rows[0].start /= 1000;
	s.rows[0].end /= 1000;
	find_since(5);
	check_found(10);
	close_list();
}
END_TEST

/* A list that does not come in the order asked for is read to its end. */
START_TEST(test_unordered_list)
{
	open_list(2500);
	s.ignores_sort = true;
	make(service_row(&s, 2500));
	find_since(2400);
	check_found(2500);
	ck_assert_int_eq(s.lists, 3);
	close_list();
}
END_TEST

/* ---- when the highest id is not known ------------------------------------------------------- */

static const struct {
	int64_t created;
	enum iqm_finding finding;
} times[] = {
	{ BOUGHT_MS, IQM_FOUND },
	{ BOUGHT_MS - 1000, IQM_AMBIGUOUS }, /* clocks differ */
	{ BOUGHT_MS - 9 * MINUTE_MS, IQM_AMBIGUOUS },
	{ BOUGHT_MS - 11 * MINUTE_MS, IQM_NOT_SEEN },
	{ BOUGHT_MS / 1000, IQM_FOUND },
	{ (BOUGHT_MS - 11 * MINUTE_MS) / 1000, IQM_NOT_SEEN },
	{ 0, IQM_AMBIGUOUS },
};

START_TEST(test_by_time)
{
	open_list(10);
	make(service_row(&s, 10))->created = times[_i].created;
	find(order(), (struct iqm_intent){ .time = iqm_ms(BOUGHT_MS) });
	ck_assert_int_eq(found.finding, times[_i].finding);
	ck_assert_uint_eq(found.candidates, times[_i].finding != IQM_NOT_SEEN);
	close_list();
}
END_TEST

/* A newer id, and an older time. */
START_TEST(test_id_and_time_disagree)
{
	open_list(10);
	make(service_row(&s, 10))->created = BOUGHT_MS - 9 * MINUTE_MS;
	find_since(9);
	check_found(10);
	service_row(&s, 10)->created = BOUGHT_MS - 11 * MINUTE_MS;
	find_since(9);
	check_not(IQM_AMBIGUOUS, 1);
	find_since(10);
	check_not(IQM_NOT_SEEN, 0);
	close_list();
}
END_TEST

START_TEST(test_nothing_known)
{
	open_list(10);
	make(service_row(&s, 10))->created = BOUGHT_MS;
	find(order(), (struct iqm_intent){ .time = { NULL, 0 } });
	check_not(IQM_AMBIGUOUS, 1);
	close_list();
}
END_TEST

/* ---- what the request says ------------------------------------------------------------------ */

/* Other orders may have the same dates. */
START_TEST(test_fewer_fields_are_not_enough)
{
	struct iqm_pld_order req = order();

	open_list(10);
	make(service_row(&s, 10));
	req.campaign_id = (struct iqm_int){ NULL, 0 };
	find(req, (struct iqm_intent){ .highest_id = iqm_int(5) });
	check_not(IQM_AMBIGUOUS, 1);
	close_list();
}
END_TEST

START_TEST(test_usage)
{
	struct iqm_pld_order none = { .io_id = iqm_int(1) };
	struct iqm_pld_order req = order();
	struct iqm_intent since = { .highest_id = iqm_int(5) };
	struct iqm_call call = { 0 };

	open_list(1);
	ck_assert_int_eq(iqm_pld_find(client, &none, &since, &found, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "pld.generate: the request has no field that its "
					     "report can be known by");
	check_not(IQM_NOT_SEEN, 0);
	ck_assert_int_eq(iqm_pld_find(client, NULL, &since, &found, &call), IQM_E_USAGE);
	ck_assert_int_eq(iqm_pld_find(NULL, &req, &since, &found, &call), IQM_E_USAGE);
	ck_assert_int_eq(iqm_pld_find(client, &req, &since, NULL, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "pld.generate: found is NULL");
	ck_assert_int_eq(iqm_pld_find(client, &req, NULL, &found, &call), IQM_E_USAGE);
	ck_assert_int_eq(s.lists, 0);
	close_list();
}
END_TEST

START_TEST(test_error_concludes_nothing)
{
	struct iqm_pld_order req = order();
	struct iqm_intent since = { .highest_id = iqm_int(1) };
	struct iqm_call call = { 0 };

	open_list(1500);
	make(service_row(&s, 1400));
	s.fails_at = 2;
	s.failure = 503;
	ck_assert_int_eq(iqm_pld_find(client, &req, &since, &found, &call), IQM_E_SERVER);
	check_not(IQM_NOT_SEEN, 0);
	ck_assert_int_eq(call.error.http_status, 503);
	close_list();
}
END_TEST

/* ---- a failed report made again -------------------------------------------------------------- */

#define UNKNOWN 9
#define WAITING IQM_REPORT_WAITING
#define READY IQM_REPORT_READY
#define FAILED IQM_REPORT_FAILED
#define GONE IQM_REPORT_GONE

/* A status id with its link: what it means. */
#define IS_READY 2, 1
#define IS_WAITING 2, -1
#define HAS_FAILED 3, -1
#define MAY_HAVE_FAILED 1, -1

static const struct {
	int before; /* -1: not known */
	int64_t status;
	int link;
	enum iqm_finding finding;
} again[] = {
	{ FAILED, IS_WAITING, IQM_FOUND },      { FAILED, IS_READY, IQM_FOUND },
	{ FAILED, HAS_FAILED, IQM_NOT_SEEN },   { FAILED, MAY_HAVE_FAILED, IQM_AMBIGUOUS },
	{ FAILED, UNKNOWN, -1, IQM_AMBIGUOUS }, { READY, IS_READY, IQM_NOT_SEEN },
	{ READY, IS_WAITING, IQM_FOUND },       { READY, MAY_HAVE_FAILED, IQM_AMBIGUOUS },
	{ READY, HAS_FAILED, IQM_NOT_SEEN },    { WAITING, IS_WAITING, IQM_AMBIGUOUS },
	{ WAITING, IS_READY, IQM_AMBIGUOUS },   { WAITING, HAS_FAILED, IQM_NOT_SEEN },
	{ GONE, IS_WAITING, IQM_FOUND },        { GONE, IS_READY, IQM_AMBIGUOUS },
	{ -1, IS_WAITING, IQM_FOUND },          { -1, IS_READY, IQM_AMBIGUOUS },
	{ -1, HAS_FAILED, IQM_NOT_SEEN },       { -1, MAY_HAVE_FAILED, IQM_AMBIGUOUS },
};

START_TEST(test_made_again)
{
	struct iqm_pld_order req = { .pld_id = iqm_int(4) };
	struct iqm_intent since = { .highest_id = iqm_int(10) };

	if (again[_i].before >= 0)
		since.state = iqm_int(again[_i].before);
	open_list(10);
	service_row(&s, 4)->status = again[_i].status;
	service_row(&s, 4)->link = again[_i].link;
	find(req, since);
	ck_assert_int_eq(found.finding, again[_i].finding);
	ck_assert_uint_eq(found.candidates, again[_i].finding != IQM_NOT_SEEN);
	ck_assert_int_eq(found.report.id, again[_i].finding == IQM_FOUND ? 4 : 0);
	ck_assert_int_eq(s.lists, 1);
	ck_assert(!found.whole);
	service_remove(&s, 4);
	find(req, since);
	check_not(IQM_NOT_SEEN, 0);
	ck_assert(!found.whole);
	close_list();
}
END_TEST

/* It was ready, and may still be: nothing shows that it was made again. */
START_TEST(test_made_again_and_its_link_is_not_known)
{
	struct iqm_pld_order req = { .pld_id = iqm_int(4) };
	struct iqm_intent since = { .state = iqm_int(READY) };

	open_list(10);
	s.link_failure = 500;
	s.fault = "{\"success\":false}";
	find(req, since);
	ck_assert_int_eq(found.finding, IQM_AMBIGUOUS);
	close_list();
}
END_TEST

/* ---- fields that cannot be read -------------------------------------------------------------- */

#define ROW(id, campaigns, start, created)                                                         \
	"{\"pldId\":" id ",\"campaignIds\":" campaigns ",\"startDate\":" start                     \
	",\"endDate\":1732424399999,\"pldCreatedOn\":" created ",\"pldStatusId\":1}"
#define START "1732165200000"
#define NOW "1700000000000"
#define LONG_AGO "1600000000000"

/* What cannot be read may be the order's, and is no proof: never found, never not there. */
static const struct {
	const char *row;
	enum iqm_finding finding;
} unreadable[] = {
	{ ROW("11", "[77]", START, NOW), IQM_FOUND },
	{ ROW("11", "[77]", START, "\"soon\""), IQM_FOUND },
	{ ROW("11", "{}", START, NOW), IQM_AMBIGUOUS },
	{ ROW("11", "[77]", "\"2026-01-05\"", NOW), IQM_AMBIGUOUS },
	{ ROW("11", "{}", "1", NOW), IQM_NOT_SEEN },  /* what can be read does not fit */
	{ ROW("9", "{}", START, NOW), IQM_NOT_SEEN }, /* older than the purchase */
	{ ROW("\"IO-11\"", "[77]", START, NOW), IQM_AMBIGUOUS },
	{ ROW("\"IO-11\"", "[77]", START, "{}"), IQM_AMBIGUOUS },
	{ ROW("\"IO-11\"", "[77]", START, LONG_AGO), IQM_NOT_SEEN },
	{ ROW("\"IO-11\"", "[78]", START, NOW), IQM_NOT_SEEN },
	{ "\"IO-11\"", IQM_AMBIGUOUS },
	{ "null", IQM_AMBIGUOUS },
};

START_TEST(test_rows_that_cannot_be_read)
{
	open_list(10);
	service_add(&s)->text = unreadable[_i].row;
	find_since(10);
	ck_assert_int_eq(found.finding, unreadable[_i].finding);
	close_list();
}
END_TEST

/* One that fits, and one that may. */
START_TEST(test_another_row_that_cannot_be_read)
{
	open_list(10);
	make(service_add(&s));
	service_add(&s)->text = ROW("12", "{}", START, NOW);
	find_since(10);
	check_not(IQM_AMBIGUOUS, 2);
	close_list();
}
END_TEST

START_TEST(test_made_again_that_cannot_be_read)
{
	static const char *const rows[] = { "{\"pldId\":4,\"pldStatusId\":\"?\"}",
					    "{\"pldId\":\"?\",\"pldStatusId\":1}" };
	struct iqm_pld_order req = { .pld_id = iqm_int(4) };
	struct iqm_intent since = { .state = iqm_int(IQM_REPORT_FAILED) };
	struct iqm_call call = { 0 };

	open_list(10);
	service_row(&s, 4)->text = rows[_i];
	ck_assert_int_eq(iqm_pld_find(client, &req, &since, &found, &call), IQM_E_DECODE);
	ck_assert_str_eq(call.error.path, _i ? "data.pldReportDataList[6].pldId"
					     : "data.pldReportDataList[6].pldStatusId");
	check_not(IQM_NOT_SEEN, 0); /* an error, after which nothing is concluded */
	close_list();
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("find_list");

	tcase_add_test(tcase, test_found);
	tcase_add_loop_test(tcase, test_not_seen, 0, 2);
	tcase_add_test(tcase, test_not_seen_down_to_the_highest_id);
	tcase_add_test(tcase, test_older_ones_do_not_count);
	tcase_add_test(tcase, test_ambiguous);
	tcase_add_loop_test(tcase, test_each_field_counts, 0, 4);
	tcase_add_test(tcase, test_timestamps_in_seconds);
	tcase_add_test(tcase, test_unordered_list);
	tcase_add_loop_test(tcase, test_by_time, 0, (int)(sizeof(times) / sizeof(times[0])));
	tcase_add_test(tcase, test_id_and_time_disagree);
	tcase_add_test(tcase, test_nothing_known);
	tcase_add_test(tcase, test_fewer_fields_are_not_enough);
	tcase_add_test(tcase, test_usage);
	tcase_add_test(tcase, test_error_concludes_nothing);
	tcase_add_loop_test(tcase, test_rows_that_cannot_be_read, 0,
			    (int)(sizeof(unreadable) / sizeof(unreadable[0])));
	tcase_add_test(tcase, test_another_row_that_cannot_be_read);
	tcase_add_loop_test(tcase, test_made_again_that_cannot_be_read, 0, 2);
	tcase_add_loop_test(tcase, test_made_again, 0, (int)(sizeof(again) / sizeof(again[0])));
	tcase_add_test(tcase, test_made_again_and_its_link_is_not_known);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
