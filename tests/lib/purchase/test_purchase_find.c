/* SPDX-License-Identifier: MIT */
/* Looking for what a purchase of unknown outcome may have made. */
#include "support/reports_fixture.h"
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define START_MS 1732165200000
#define END_MS 1732424399999
#define MINUTE_MS INT64_C(60000)
#define BOUGHT_MS INT64_C(1700000000000) /* when */

static struct service s;
static struct iqm_client *client;
static struct iqm_found found;

static void open_list(int64_t len)
{
	service_open(&s, len);
	client = service_client(&s, (struct iqm_settings){ 0 });
	memset(&found, 0xff, sizeof(found));
}

static void close_list(void)
{
	service_close(&s, client);
}

/* The row that the order makes. */
static struct service_row *make(struct service_row *row)
{
	row->start = START_MS;
	row->end = END_MS;
	row->campaign = 77;
	row->status = 1;
	return row;
}

static struct iqm_pld_order order(void)
{
	return (struct iqm_pld_order){ .campaign_id = iqm_int(77),
				       .pld_start_date = iqm_ms(START_MS),
				       .pld_end_date = iqm_ms(END_MS) };
}

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

static void check_found(int64_t id)
{
	ck_assert_int_eq(found.finding, IQM_FOUND);
	ck_assert_uint_eq(found.candidates, 1);
	ck_assert_int_eq(found.report.id, id);
}

static void check_not(enum iqm_finding finding, size_t candidates)
{
	ck_assert_int_eq(found.finding, finding);
	ck_assert_uint_eq(found.candidates, candidates);
	ck_assert_int_eq(found.report.id, 0);
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
	ck_assert_str_eq(s.waits, "15000 ");
	close_list();
}
END_TEST

START_TEST(test_not_seen)
{
	open_list(_i);
	find_since(_i);
	check_not(IQM_NOT_SEEN, 0);
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

static const struct {
	int before; /* -1: not known */
	int64_t status;
	enum iqm_finding finding;
} again[] = {
	{ FAILED, WAITING + 1, IQM_FOUND },    { FAILED, READY + 1, IQM_FOUND },
	{ FAILED, FAILED + 1, IQM_NOT_SEEN },  { FAILED, UNKNOWN, IQM_AMBIGUOUS },
	{ READY, READY + 1, IQM_NOT_SEEN },    { READY, WAITING + 1, IQM_FOUND },
	{ READY, FAILED + 1, IQM_NOT_SEEN },   { WAITING, WAITING + 1, IQM_AMBIGUOUS },
	{ WAITING, READY + 1, IQM_AMBIGUOUS }, { GONE, WAITING + 1, IQM_FOUND },
	{ GONE, READY + 1, IQM_AMBIGUOUS },    { -1, WAITING + 1, IQM_FOUND },
	{ -1, READY + 1, IQM_AMBIGUOUS },      { -1, FAILED + 1, IQM_NOT_SEEN },
};

START_TEST(test_made_again)
{
	struct iqm_pld_order req = { .pld_id = iqm_int(4) };
	struct iqm_intent since = { .highest_id = iqm_int(10) };

	if (again[_i].before >= 0)
		since.state = iqm_int(again[_i].before);
	open_list(10);
	service_row(&s, 4)->status = again[_i].status;
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

/* ---- by the price ---------------------------------------------------------------------------- */

#define EXISTS_9                                                                                   \
	"{\"success\":true,\"data\":{\"slsReportCreatable\":false,\"slsId\":9,\"slsName\":\"A\"}}"

static void find_sls_since(struct iqm_intent since)
{
	struct iqm_sls_order req = { .sls_name = "A", .io_id = iqm_int(1) };
	struct iqm_call call = { 0 };

	s.lists = s.prices = 0;
	ck_assert_msg(iqm_sls_find(client, &req, &since, &found, &call) == 0, "%s",
		      call.error.message);
}

static void find_sls(int64_t highest)
{
	find_sls_since((struct iqm_intent){ .highest_id = iqm_int(highest) });
}

START_TEST(test_price_says_that_it_exists)
{
	open_list(10);
	s.price = EXISTS_9;
	service_row(&s, 9)->status_name = "Processing";
	find_sls(8);
	check_found(9);
	ck_assert_int_eq(found.report.state, IQM_REPORT_WAITING);
	ck_assert_str_eq(found.report.status_name, "Processing");
	ck_assert_int_eq(s.prices, 1);
	ck_assert_int_eq(s.lists, 1);
	service_remove(&s, 9); /* the list is behind */
	find_sls(8);
	check_found(9);
	ck_assert_int_eq(found.report.state, IQM_REPORT_WAITING);
	ck_assert_int_eq(iqm_sls_poll(client, &found.report, 1, NULL), 0);
	ck_assert_int_eq(found.report.state,
			 IQM_REPORT_WAITING); /* the find's look does not count */
	close_list();
}
END_TEST

/* Then only its time can say whether it is newer. */
START_TEST(test_price_without_a_highest_id)
{
	const struct iqm_intent since = { .time = iqm_ms(BOUGHT_MS) };

	open_list(10);
	s.price = EXISTS_9;
	find_sls_since(since);
	check_not(IQM_AMBIGUOUS, 1);
	service_row(&s, 9)->created = BOUGHT_MS;
	find_sls_since(since);
	check_found(9);
	service_row(&s, 9)->created = BOUGHT_MS - 11 * MINUTE_MS;
	find_sls_since(since);
	check_not(IQM_NOT_SEEN, 0);
	service_remove(&s, 9);
	find_sls_since(since);
	check_not(IQM_AMBIGUOUS, 1);
	ck_assert_int_eq(s.prices, 1);
	close_list();
}
END_TEST

START_TEST(test_price_of_an_older_one)
{
	open_list(10);
	s.price = EXISTS_9;
	service_row(&s, 9)->name = "A";
	find_sls(9);
	check_not(IQM_NOT_SEEN, 0);
	ck_assert_int_eq(s.lists, 1);
	close_list();
}
END_TEST

START_TEST(test_price_fails)
{
	open_list(10);
	s.price = "{\"success\":false}";
	s.price_status = 500;
	service_row(&s, 9)->name = "A";
	service_row(&s, 10)->name = "a"; /* another name */
	find_sls(8);
	check_found(9);
	ck_assert_int_eq(s.lists, 1);
	close_list();
}
END_TEST

/* ---- by the journal's key ---------------------------------------------------------------------
 */

static char directory[] = "/tmp/iqm-find-XXXXXX";
static char journal[64];

static void open_journal(void)
{
	snprintf(directory, sizeof(directory), "/tmp/iqm-find-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(directory));
	snprintf(journal, sizeof(journal), "%s/journal", directory);
	service_open(&s, 10);
	client = service_client(&s, (struct iqm_settings){ .journal = journal });
}

static void close_journal(void)
{
	char lock[80];

	close_list();
	snprintf(lock, sizeof(lock), "%s.lock", journal);
	unlink(journal);
	unlink(lock);
	rmdir(directory);
}

static enum iqm_purchase_state state_of(const char *key)
{
	struct iqm_purchase *purchase;
	enum iqm_purchase_state state;

	ck_assert_int_eq(iqm_journal_get(client, key, &purchase, NULL), 0);
	state = purchase->state;
	iqm_free(purchase);
	return state;
}

static int find_key(const char *key, struct iqm_call *call)
{
	struct iqm_pld_order req = order();

	*call = (struct iqm_call){ .key = key };
	s.lists = 0;
	return iqm_pld_find(client, &req, NULL, &found, call);
}

START_TEST(test_by_key)
{
	struct iqm_pld_order req = order();
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { .key = "k1" };

	open_journal();
	make(service_row(&s, 10)); /* an older one of the same */
	s.purchase_failure = IQM_E_NETWORK;
	ck_assert_int_eq(iqm_pld_generate(client, &req, &rsp, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(s.lists, 1);
	ck_assert_int_eq(find_key("k1", &call), 0);
	check_not(IQM_NOT_SEEN, 0);
	ck_assert_int_eq(state_of("k1"), IQM_PURCHASE_UNKNOWN);
	make(service_add(&s));
	ck_assert_int_eq(find_key("k1", &call), 0);
	check_found(11);
	ck_assert_int_eq(state_of("k1"), IQM_PURCHASE_BOUGHT);
	s.rows[0].campaign = 1; /* now it is known by its id */
	ck_assert_int_eq(find_key("k1", &call), 0);
	check_found(11);
	ck_assert_int_eq(s.lists, 1);
	ck_assert_int_eq(s.purchases, 1);
	s.fails_at = 1;
	s.failure = 503;
	ck_assert_int_eq(find_key("k1", &call), IQM_E_SERVER);
	check_not(IQM_NOT_SEEN, 0);
	close_journal();
}
END_TEST

static void buy(struct iqm_pld_order req, const char *key, int ends)
{
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { .key = key, .allow_duplicate = true };

	ck_assert_msg(iqm_pld_generate(client, &req, &rsp, &call) == ends, "%s",
		      call.error.message);
	iqm_free(rsp);
}

/* What this client has bought since it last read the list is older too. */
START_TEST(test_by_key_after_another_purchase)
{
	struct iqm_call call;

	open_journal();
	s.purchase = "{\"success\":true,\"data\":{\"pldReportCreated\":true}}";
	buy(order(), "k1", 0);
	make(service_add(&s));
	s.purchase_failure = IQM_E_NETWORK;
	buy(order(), "k2", IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(find_key("k2", &call), 0);
	check_not(IQM_NOT_SEEN, 0);
	ck_assert_int_eq(state_of("k2"), IQM_PURCHASE_UNKNOWN);
	make(service_add(&s));
	ck_assert_int_eq(find_key("k2", &call), 0);
	check_found(12);
	close_journal();
}
END_TEST

/* The journal keeps what state the report was in. */
START_TEST(test_by_key_made_again)
{
	struct iqm_pld_order req = { .pld_id = iqm_int(4) };
	struct iqm_call call = { .key = "k1" };

	open_journal();
	service_row(&s, 4)->status = _i;
	s.purchase_failure = IQM_E_NETWORK;
	buy(req, "k1", IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(s.lists, 1);
	service_row(&s, 4)->status = 2;
	ck_assert_int_eq(iqm_pld_find(client, &req, NULL, &found, &call), 0);
	ck_assert_int_eq(found.finding, _i == 3 ? IQM_FOUND : IQM_NOT_SEEN);
	ck_assert_int_eq(state_of("k1"), _i == 3 ? IQM_PURCHASE_BOUGHT : IQM_PURCHASE_UNKNOWN);
	close_journal();
}
END_TEST

/* The journal has the request. */
START_TEST(test_by_key_alone)
{
	struct iqm_call call = { .key = "k1" };

	open_journal();
	s.purchase_failure = IQM_E_NETWORK;
	buy(order(), "k1", IQM_E_UNKNOWN_OUTCOME);
	make(service_add(&s))->campaign = 78;
	ck_assert_int_eq(iqm_pld_find(client, NULL, NULL, &found, &call), 0);
	check_not(IQM_NOT_SEEN, 0);
	make(service_add(&s));
	ck_assert_int_eq(iqm_pld_find(client, NULL, NULL, &found, &call), 0);
	check_found(12);
	ck_assert_int_eq(state_of("k1"), IQM_PURCHASE_BOUGHT);
	ck_assert_int_eq(iqm_sls_find(client, NULL, NULL, &found, &call), IQM_E_USAGE);
	close_journal();
}
END_TEST

START_TEST(test_by_two_keys)
{
	struct iqm_call call;

	open_journal();
	s.purchase_failure = IQM_E_NETWORK;
	buy(order(), "k1", IQM_E_UNKNOWN_OUTCOME);
	buy(order(), "k2", IQM_E_UNKNOWN_OUTCOME);
	make(service_add(&s));
	ck_assert_int_eq(find_key("k1", &call), 0);
	check_found(11);
	ck_assert_int_eq(find_key("k2", &call), 0); /* that one is k1's */
	check_not(IQM_NOT_SEEN, 0);
	ck_assert_int_eq(call.error.attempts, 1);
	ck_assert_int_eq(call.error.status, IQM_OK);
	ck_assert_int_eq(state_of("k2"), IQM_PURCHASE_UNKNOWN);
	make(service_add(&s));
	ck_assert_int_eq(find_key("k2", &call), 0);
	check_found(12);
	close_journal();
}
END_TEST

/* Nor does a price that names another key's report hide the purchase's own. */
START_TEST(test_price_of_another_keys_report)
{
	struct iqm_sls_order req = { .sls_name = "A", .io_id = iqm_int(1) };
	struct iqm_sls_order_response *rsp;
	struct iqm_call call = { .allow_duplicate = true };
	static const char *const keys[] = { "k1", "k2" };

	open_journal();
	s.ignores_sort = !_i; /* then no highest id is known */
	s.cap = _i ? 0 : 1;
	s.purchase_failure = IQM_E_NETWORK;
	for (int i = 0; i < 2; i++) {
		call.key = keys[i];
		ck_assert_int_eq(iqm_sls_generate(client, &req, &rsp, &call),
				 IQM_E_UNKNOWN_OUTCOME);
	}
	s.cap = 0;
	for (int i = 0; i < 2; i++) {
		service_add(&s)->name = "A";
		s.rows[0].created = s.realtime + s.now;
	}
	ck_assert_int_eq(iqm_journal_settle(client, "k1", 11, NULL), 0);
	s.price = "{\"success\":true,\"data\":{\"slsReportCreatable\":false,\"slsId\":11}}";
	ck_assert_int_eq(iqm_sls_find(client, &req, NULL, &found, &call), 0);
	check_found(12);
	ck_assert_int_eq(state_of("k2"), IQM_PURCHASE_BOUGHT);
	close_journal();
}
END_TEST

static int settle_as;

/* Another process settles the key, or gives the report to another one. */
static void settle_meanwhile(struct service *service, int request)
{
	(void)request;
	service->before = NULL;
	if (settle_as)
		ck_assert_int_eq(iqm_journal_settle(client, "k1", settle_as, NULL), 0);
	else
		ck_assert_int_eq(iqm_journal_settle(client, "k2", 11, NULL), 0);
}

START_TEST(test_by_key_settled_meanwhile)
{
	struct iqm_call call;

	open_journal();
	s.purchase_failure = IQM_E_NETWORK;
	buy(order(), "k1", IQM_E_UNKNOWN_OUTCOME);
	buy(order(), "k2", IQM_E_UNKNOWN_OUTCOME);
	make(service_add(&s));
	settle_as = _i == 10 ? 0 : _i; /* 10: the report is k2's */
	s.before = settle_meanwhile;
	ck_assert_int_eq(find_key("k1", &call), _i == 12 ? IQM_E_KEY_USED : 0);
	if (_i == 11)
		check_found(11);
	else
		check_not(IQM_NOT_SEEN, 0);
	close_journal();
}
END_TEST

#define HOUR_MS (60 * MINUTE_MS)

/* It was not bought, says one process while another looks for it, and is bought once more. */
static void end_and_buy(struct service *service, int request)
{
	struct iqm_call call = { .key = "k1" };

	(void)request;
	service->before = NULL;
	ck_assert_int_eq(iqm_pld_settle_not_bought(client, &call), 0);
	buy(order(), "k1", IQM_E_UNKNOWN_OUTCOME);
	make(service_add(service));
}

/* Its report comes into the list right behind the proof that there is none: the find corrects it.
 */
static void end_too_early(struct service *service, int request)
{
	struct iqm_call call = { .key = "k1" };

	(void)request;
	service->before = NULL;
	ck_assert_int_eq(iqm_pld_settle_not_bought(client, &call), 0);
	ck_assert_int_eq(state_of("k1"), IQM_PURCHASE_NOT_BOUGHT);
	make(service_add(service));
}

START_TEST(test_by_key_ended_too_early)
{
	struct iqm_call call;

	open_journal();
	s.purchase_failure = IQM_E_NETWORK;
	buy(order(), "k1", IQM_E_UNKNOWN_OUTCOME);
	s.realtime += HOUR_MS;
	s.before = end_too_early;
	ck_assert_int_eq(find_key("k1", &call), 0);
	check_found(11);
	ck_assert_int_eq(state_of("k1"), IQM_PURCHASE_BOUGHT);
	close_journal();
}
END_TEST

START_TEST(test_by_key_of_another_purchase_meanwhile)
{
	struct iqm_call call;

	open_journal();
	s.purchase_failure = IQM_E_NETWORK;
	buy(order(), "k1", IQM_E_UNKNOWN_OUTCOME);
	s.realtime += HOUR_MS;
	s.before = end_and_buy;
	ck_assert_int_eq(find_key("k1", &call), IQM_E_KEY_USED);
	ck_assert_str_eq(call.error.message, "pld.generate: what was found cannot be recorded: key "
					     "'k1' has been used for another purchase meanwhile");
	check_not(IQM_NOT_SEEN, 0);
	ck_assert_int_eq(state_of("k1"), IQM_PURCHASE_UNKNOWN);
	close_journal();
}
END_TEST

START_TEST(test_by_key_of_another_purchase)
{
	struct iqm_pld_order req = order();
	struct iqm_sls_order sls = { .sls_name = "A" };
	struct iqm_call call = { .key = "k1" };

	open_journal();
	s.purchase_failure = IQM_E_NETWORK;
	buy(order(), "k1", IQM_E_UNKNOWN_OUTCOME);
	make(service_add(&s))->campaign = 78;
	s.lists = 0;
	ck_assert_int_eq(iqm_sls_find(client, &sls, NULL, &found, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message,
			 "sls.generate: the journal's 'k1' is a purchase of pld.generate");
	req.campaign_id = iqm_int(78);
	ck_assert_int_eq(iqm_pld_find(client, &req, NULL, &found, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message,
			 "pld.generate: req: the journal's 'k1' is a purchase of "
			 "{\"campaignId\":77,\"pldStartDate\":1732165200000,"
			 "\"pldEndDate\":1732424399999}, found another");
	check_not(IQM_NOT_SEEN, 0);
	ck_assert_int_eq(s.lists, 0);
	ck_assert_int_eq(state_of("k1"), IQM_PURCHASE_UNKNOWN);
	close_journal();
}
END_TEST

/* Bought by a client of another dialect. */
START_TEST(test_by_key_in_another_dialect)
{
	struct iqm_call call;

	open_journal();
	s.purchase_failure = IQM_E_NETWORK;
	buy(order(), "k1", IQM_E_UNKNOWN_OUTCOME);
	make(service_add(&s));
	iqm_client_close(client);
	client = service_client(
		&s, (struct iqm_settings){ .journal = journal, .dialect = IQM_DIALECT_SAMPLES });
	ck_assert_int_eq(find_key("k1", &call), 0);
	check_found(11);
	close_journal();
}
END_TEST

static void lose_journal(struct service *service, int request)
{
	(void)service, (void)request;
	ck_assert_int_eq(unlink(journal), 0);
}

/* What cannot be recorded is not found: another find would record it for another key. */
START_TEST(test_by_key_unrecorded)
{
	struct iqm_call call;

	open_journal();
	s.purchase_failure = IQM_E_NETWORK;
	buy(order(), "k1", IQM_E_UNKNOWN_OUTCOME);
	make(service_add(&s));
	s.before = lose_journal;
	ck_assert_int_eq(find_key("k1", &call), IQM_E_JOURNAL);
	ck_assert_int_eq(call.error.attempts, 1);
	ck_assert_ptr_nonnull(strstr(call.error.message, "pld.generate: journal '"));
	check_not(IQM_NOT_SEEN, 0);
	close_journal();
}
END_TEST

START_TEST(test_by_key_of_nothing_bought)
{
	struct iqm_pld_order req = order();
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { .key = "k1" };

	open_journal();
	s.purchase = "{\"success\":true,\"data\":{\"pldReportCreated\":false,\"message\":\"no\"}}";
	ck_assert_int_eq(iqm_pld_generate(client, &req, &rsp, &call), 0);
	ck_assert_int_eq(rsp->outcome, IQM_REFUSED);
	iqm_free(rsp);
	make(service_add(&s)); /* another's */
	ck_assert_int_eq(find_key("k1", &call), 0);
	check_not(IQM_NOT_SEEN, 0);
	ck_assert_int_eq(s.lists, 0);
	ck_assert_int_eq(find_key("k2", &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "pld.generate: the journal has no purchase 'k2'");
	close_journal();
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("reports_find");

	tcase_add_test(tcase, test_found);
	tcase_add_loop_test(tcase, test_not_seen, 0, 2);
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
	tcase_add_test(tcase, test_price_says_that_it_exists);
	tcase_add_test(tcase, test_price_without_a_highest_id);
	tcase_add_test(tcase, test_price_of_an_older_one);
	tcase_add_test(tcase, test_price_fails);
	tcase_add_test(tcase, test_by_key);
	tcase_add_test(tcase, test_by_key_after_another_purchase);
	tcase_add_loop_test(tcase, test_by_key_made_again, 2, 4);
	tcase_add_test(tcase, test_by_key_alone);
	tcase_add_test(tcase, test_by_two_keys);
	tcase_add_loop_test(tcase, test_price_of_another_keys_report, 0, 2);
	tcase_add_loop_test(tcase, test_by_key_settled_meanwhile, 10, 13);
	tcase_add_test(tcase, test_by_key_ended_too_early);
	tcase_add_test(tcase, test_by_key_of_another_purchase_meanwhile);
	tcase_add_test(tcase, test_by_key_of_another_purchase);
	tcase_add_test(tcase, test_by_key_in_another_dialect);
	tcase_add_test(tcase, test_by_key_unrecorded);
	tcase_add_test(tcase, test_by_key_of_nothing_bought);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
