/* SPDX-License-Identifier: MIT */
/* Ending a purchase of unknown outcome as one that bought nothing: only on evidence. */
#define _GNU_SOURCE /* F_OFD_SETLK */
#include "support/reports_fixture.h"
#include "support/suite.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define START_MS 1732165200000
#define END_MS 1732424399999
#define HOUR_MS INT64_C(3600000)

static struct service s;
static struct iqm_client *client;
static char directory[64];
static char journal[80];
static char lock_file[90];

static void open_service(void)
{
	snprintf(directory, sizeof(directory), "/tmp/iqm-settle-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(directory));
	snprintf(journal, sizeof(journal), "%s/journal", directory);
	snprintf(lock_file, sizeof(lock_file), "%s.lock", journal);
	service_open(&s, 10);
	client = service_client(&s, (struct iqm_settings){ .journal = journal });
}

static void close_service(void)
{
	service_close(&s, client);
	unlink(journal);
	unlink(lock_file);
	rmdir(directory);
}

static struct iqm_pld_order order(void)
{
	return (struct iqm_pld_order){ .campaign_id = iqm_int(77),
				       .pld_start_date = iqm_ms(START_MS),
				       .pld_end_date = iqm_ms(END_MS) };
}

static void buy(int ends)
{
	struct iqm_pld_order req = order();
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { .key = "k" };

	ck_assert_msg(iqm_pld_generate(client, &req, &rsp, &call) == ends, "%s",
		      call.error.message);
	iqm_free(rsp);
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

static void accept_orders(void)
{
	s.purchase_failure = 0;
	s.purchase = "{\"success\":true,\"data\":{\"pldReportCreated\":true}}";
}

static void lose(void)
{
	s.purchase_failure = IQM_E_NETWORK;
	buy(IQM_E_UNKNOWN_OUTCOME);
	accept_orders();
	s.lists = 0;
}

static void settle(int ends, const char *says)
{
	struct iqm_call call = { .key = "k" };

	ck_assert_msg(iqm_pld_settle_not_bought(client, &call) == ends, "%d: %s", ends,
		      call.error.message);
	if (says)
		ck_assert_msg(strstr(call.error.message, says) != NULL, "%s", call.error.message);
}

static enum iqm_purchase_state state(void)
{
	struct iqm_purchase *purchase;
	enum iqm_purchase_state found;

	ck_assert_int_eq(iqm_journal_get(client, "k", &purchase, NULL), 0);
	found = purchase->state;
	iqm_free(purchase);
	return found;
}

/* Who, when, and what was seen: the ten reports that were there before. */
static void check_evidence(void)
{
	struct iqm_purchase *purchase;
	const struct iqm_settlement *seen;

	ck_assert_int_eq(iqm_journal_get(client, "k", &purchase, NULL), 0);
	seen = &purchase->settlement;
	ck_assert_ptr_nonnull(seen->who);
	ck_assert_ptr_nonnull(strchr(seen->who, '@'));
	ck_assert_int_eq(seen->process.value, getpid());
	ck_assert_int_eq(seen->time.value, s.realtime + s.now);
	ck_assert_int_eq(seen->rows.value, 10);
	ck_assert_int_eq(seen->candidates.value, 0);
	ck_assert(seen->candidates.set && seen->whole.set && seen->whole.value);
	iqm_free(purchase);
}

START_TEST(test_the_key_is_free_afterwards)
{
	open_service();
	lose();
	s.realtime += HOUR_MS;
	settle(0, NULL);
	ck_assert_int_eq(state(), IQM_PURCHASE_NOT_BOUGHT);
	check_evidence();
	ck_assert_int_eq(s.lists, 1);
	settle(0, NULL);
	ck_assert_int_eq(s.lists, 1);
	check_evidence(); /* of the first time */
	buy(0);
	ck_assert_int_eq(state(), IQM_PURCHASE_BOUGHT);
	ck_assert_int_eq(s.purchases, 2);
	settle(IQM_E_KEY_USED, "key 'k' has bought a report");
	close_service();
}
END_TEST

/* Also while the clock says that it was sent in the future. */
START_TEST(test_too_early)
{
	static const int64_t after[] = { 0, HOUR_MS - 60000, -2 * HOUR_MS };

	open_service();
	lose();
	s.realtime += after[_i];
	settle(IQM_E_UNKNOWN_OUTCOME, "its report may still come: try again after 20");
	ck_assert_int_eq(s.lists, 0);
	ck_assert_int_eq(state(), IQM_PURCHASE_UNKNOWN);
	close_service();
}
END_TEST

static void expect_again_after(int64_t sent, const char *since)
{
	time_t again = (time_t)((sent + HOUR_MS) / 1000);
	char says[160];
	char when[32];
	struct tm utc;

	ck_assert_ptr_nonnull(gmtime_r(&again, &utc));
	strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ", &utc);
	snprintf(says, sizeof(says),
		 "was sent %s ago, and its report may still come: try again after %s", since, when);
	settle(IQM_E_UNKNOWN_OUTCOME, says);
}

START_TEST(test_when_to_try_again)
{
	int64_t sent;

	open_service();
	sent = s.realtime + s.now;
	lose();
	expect_again_after(sent, "0 minutes");
	s.realtime += 60000;
	expect_again_after(sent, "1 minute");
	s.realtime += 60000;
	expect_again_after(sent, "2 minutes");
	close_service();
}
END_TEST

static void take_an_hour(struct service *service, int request)
{
	(void)request;
	service->realtime += HOUR_MS;
}

/* The hour begins when it is sent; what is newer is so by the time before. */
START_TEST(test_sent_an_hour_after_the_call_began)
{
	struct iqm_purchase *purchase;

	open_service();
	s.before = take_an_hour; /* the newest report is asked for */
	lose();
	s.before = NULL;
	settle(IQM_E_UNKNOWN_OUTCOME, "was sent 0 minutes ago");
	ck_assert_int_eq(state(), IQM_PURCHASE_UNKNOWN);
	ck_assert_int_eq(iqm_journal_get(client, "k", &purchase, NULL), 0);
	ck_assert_int_eq(purchase->sent.value, purchase->intent.time.value + HOUR_MS);
	iqm_free(purchase);
	s.realtime += HOUR_MS;
	settle(0, NULL);
	close_service();
}
END_TEST

START_TEST(test_its_report_is_there)
{
	open_service();
	lose();
	make(service_add(&s));
	s.realtime += HOUR_MS;
	settle(IQM_E_KEY_USED, "key 'k' has bought report 11");
	ck_assert_int_eq(state(), IQM_PURCHASE_BOUGHT);
	close_service();
}
END_TEST

START_TEST(test_candidates)
{
	open_service();
	lose();
	make(service_add(&s));
	make(service_add(&s));
	s.realtime += HOUR_MS;
	settle(IQM_E_UNKNOWN_OUTCOME, "2 reports may be the purchase under key 'k'");
	ck_assert_int_eq(state(), IQM_PURCHASE_UNKNOWN);
	close_service();
}
END_TEST

/* What another key has bought is no candidate, also where its row shows too little; else the key
 * could never be ended. */
START_TEST(test_a_report_of_another_key)
{
	struct iqm_pld_order req = order();
	struct iqm_pld_order_response *rsp;
	struct iqm_call other = { .key = "other", .allow_duplicate = true };
	bool is_settled = _i & 1, shows_little = _i & 2;
	int unsettled = shows_little ? IQM_E_UNKNOWN_OUTCOME : IQM_E_KEY_USED;

	open_service();
	lose();
	ck_assert_int_eq(iqm_pld_generate(client, &req, &rsp, &other), 0);
	iqm_free(rsp);
	make(service_add(&s));
	if (shows_little)
		s.rows[0].text = "{\"pldId\":11,\"campaignIds\":[77]}";
	if (is_settled)
		ck_assert_int_eq(iqm_journal_settle(client, "other", 11, NULL), 0);
	s.realtime += HOUR_MS;
	settle(is_settled ? 0 : unsettled, NULL);
	close_service();
}
END_TEST

START_TEST(test_the_list_cannot_be_read)
{
	struct iqm_call call = { .key = "k" };

	open_service();
	lose();
	s.realtime += HOUR_MS;
	s.fails_at = 1;
	s.failure = 503;
	s.request_id = "request-9";
	ck_assert_int_eq(iqm_pld_settle_not_bought(client, &call), IQM_E_SERVER);
	ck_assert_str_eq(call.error.request_id, "request-9");
	ck_assert_int_eq(state(), IQM_PURCHASE_UNKNOWN);
	s.fails_at = 0;
	ck_assert_int_eq(iqm_pld_settle_not_bought(client, &call), 0); /* nothing is left of it */
	ck_assert_str_eq(call.error.request_id, "");
	call.timeout_ms = -1;
	ck_assert_int_eq(iqm_pld_settle_not_bought(client, &call), IQM_E_USAGE);
	call.timeout_ms = 0;
	ck_assert_int_eq(iqm_pld_settle_not_bought(client, &call), 0);
	ck_assert_str_eq(call.error.message, "");
	ck_assert_int_eq(call.error.status, 0);
	close_service();
}
END_TEST

#define MINUTE_S INT64_C(60)
#define DAY_S (24 * 60 * MINUTE_S)

/* A row that fits, created so long before the purchase by the service's clock, or after. */
static const struct {
	bool knows_highest;
	int64_t before_s;
	int ends;
} created[] = {
	{ false, -1, IQM_E_KEY_USED },
	{ false, 11 * MINUTE_S, IQM_E_UNKNOWN_OUTCOME },
	{ false, DAY_S, IQM_E_UNKNOWN_OUTCOME },
	{ false, DAY_S + 1, 0 },
	{ true, 9 * MINUTE_S, IQM_E_KEY_USED },
	{ true, 11 * MINUTE_S, IQM_E_UNKNOWN_OUTCOME }, /* its id is newer */
	{ true, DAY_S + 1, IQM_E_UNKNOWN_OUTCOME },
};

START_TEST(test_clocks_differ)
{
	int64_t bought;

	open_service();
	s.cap = created[_i].knows_highest ? 0 : 1; /* one row alone is no order */
	lose();
	s.cap = 0;
	bought = s.realtime + s.now;
	make(service_add(&s))->created = bought - created[_i].before_s * 1000;
	s.realtime += HOUR_MS;
	settle(created[_i].ends, NULL);
	ck_assert_int_eq(state(), created[_i].ends == 0                ? IQM_PURCHASE_NOT_BOUGHT
				  : created[_i].ends == IQM_E_KEY_USED ? IQM_PURCHASE_BOUGHT
								       : IQM_PURCHASE_UNKNOWN);
	close_service();
}
END_TEST

/* Rows that cannot be read, or say too little, prove nothing. */
static const struct {
	const char *row, *says;
} unclear[] = {
	{ "{\"pldId\":11,\"campaignIds\":{}}", "may be in the list" }, /* nor dates */
	{ "{\"pldId\":11,\"campaignIds\":{},\"startDate\":[],\"endDate\":[]}",
	  "1 reports may be the purchase" },
	{ "{\"pldId\":11,\"campaignIds\":[77],\"startDate\":\"\",\"endDate\":\"\"}",
	  "may be in the list" },
	{ "{\"pldId\":11,\"campaignIds\":[77]}", "may be in the list" },
	{ "{\"pldId\":\"IO-11\",\"campaignIds\":{},\"startDate\":{},\"endDate\":{}}",
	  "1 reports may be the purchase" },
	{ "{}", "may be in the list" },
	{ "null", "1 reports may be the purchase" },
};

START_TEST(test_unclear_rows)
{
	open_service();
	lose();
	s.realtime += HOUR_MS;
	service_add(&s)->text = unclear[_i].row;
	settle(IQM_E_UNKNOWN_OUTCOME, unclear[_i].says);
	ck_assert_int_eq(state(), IQM_PURCHASE_UNKNOWN);
	s.rows[0].text = "{\"pldId\":11,\"campaignIds\":[78]}"; /* another's */
	settle(0, NULL);
	ck_assert_int_eq(state(), IQM_PURCHASE_NOT_BOUGHT);
	close_service();
}
END_TEST

/* The page is short, and nothing says whether there is another one. */
START_TEST(test_list_without_a_total)
{
	open_service();
	lose();
	s.realtime += HOUR_MS;
	for (int i = 0; i < 30; i++)
		service_add(&s);
	s.cap = 20;
	s.no_total = true;
	settle(IQM_E_UNKNOWN_OUTCOME, "may be in the list: it was not read as a whole");
	ck_assert_int_eq(state(), IQM_PURCHASE_UNKNOWN);
	s.no_total = false;
	settle(0, NULL);
	ck_assert_int_eq(state(), IQM_PURCHASE_NOT_BOUGHT);
	close_service();
}
END_TEST

/* A list that is never whole must not keep the key for ever; a candidate does. */
START_TEST(test_a_person_says_so_too)
{
	struct iqm_call call = { .key = "k", .person_confirmed = true };
	struct iqm_purchase *purchase;

	open_service();
	lose();
	s.no_total = true;
	s.cap = 20;
	for (int i = 0; i < 30; i++)
		service_add(&s);
	ck_assert_int_eq(iqm_pld_settle_not_bought(client, &call), IQM_E_UNKNOWN_OUTCOME);
	s.realtime += HOUR_MS;
	make(&s.rows[3]);
	make(&s.rows[4]);
	ck_assert_int_eq(iqm_pld_settle_not_bought(client, &call), IQM_E_UNKNOWN_OUTCOME);
	s.rows[3].campaign = s.rows[4].campaign = 78;
	settle(IQM_E_UNKNOWN_OUTCOME, "a person decides, call.person_confirmed");
	ck_assert_msg(!iqm_pld_settle_not_bought(client, &call), "%s", call.error.message);
	ck_assert_int_eq(iqm_journal_get(client, "k", &purchase, NULL), 0);
	ck_assert_int_eq(purchase->state, IQM_PURCHASE_NOT_BOUGHT);
	ck_assert(purchase->settlement.whole.set && !purchase->settlement.whole.value);
	iqm_free(purchase);
	close_service();
}
END_TEST

/* Before, and when it is to be settled: also where it is as it was, or gone. */
START_TEST(test_regenerated)
{
	struct iqm_pld_order req = { .pld_id = iqm_int(10) };
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { .key = "k" };
	int before = 1 + _i / 5, after = _i % 5;

	open_service();
	service_row(&s, 10)->status = before;
	s.purchase_failure = IQM_E_NETWORK;
	ck_assert_int_eq(iqm_pld_generate(client, &req, &rsp, &call), IQM_E_UNKNOWN_OUTCOME);
	if (after)
		service_row(&s, 10)->status = after;
	else
		service_remove(&s, 10);
	s.realtime += 24 * HOUR_MS;
	settle(IQM_E_UNKNOWN_OUTCOME, "the list cannot show that it bought nothing");
	ck_assert_int_eq(state(), IQM_PURCHASE_UNKNOWN);
	ck_assert_int_eq(iqm_journal_settle(client, "k", 10, NULL), 0); /* says a person */
	close_service();
}
END_TEST

/* ---- a person's word ------------------------------------------------------------------------- */

static void say_not_bought(int ends, const char *says)
{
	struct iqm_call call = { 0 };

	ck_assert_msg(iqm_journal_settle_not_bought(client, "k", &call) == ends, "%d: %s", ends,
		      call.error.message);
	if (says)
		ck_assert_msg(strstr(call.error.message, says) != NULL, "%s", call.error.message);
}

/* Who and when; but nothing was seen. */
static void check_word(void)
{
	struct iqm_purchase *purchase;
	const struct iqm_settlement *said;

	ck_assert_int_eq(iqm_journal_get(client, "k", &purchase, NULL), 0);
	said = &purchase->settlement;
	ck_assert_ptr_nonnull(said->who);
	ck_assert_int_eq(said->process.value, getpid());
	ck_assert_int_eq(said->time.value, s.realtime + s.now);
	ck_assert(!said->rows.set && !said->candidates.set && !said->whole.set);
	iqm_free(purchase);
}

/* The report may fail again, or never be made anew: the key is a person's to free. */
START_TEST(test_a_person_says_not_bought)
{
	struct iqm_pld_order req = { .pld_id = iqm_int(10) };
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { .key = "k" };

	open_service();
	say_not_bought(IQM_E_USAGE, "the journal has no purchase under key 'k'");
	service_row(&s, 10)->status = 1;
	s.purchase_failure = IQM_E_NETWORK;
	ck_assert_int_eq(iqm_pld_generate(client, &req, &rsp, &call), IQM_E_UNKNOWN_OUTCOME);
	accept_orders();
	s.realtime += HOUR_MS - 60000;
	say_not_bought(IQM_E_UNKNOWN_OUTCOME, "was sent 59 minutes ago");
	ck_assert_int_eq(state(), IQM_PURCHASE_UNKNOWN);
	s.realtime += 60000;
	settle(IQM_E_UNKNOWN_OUTCOME, "iqm_journal_settle_not_bought()");
	s.lists = 0;
	say_not_bought(0, NULL);
	ck_assert_int_eq(s.lists, 0);
	ck_assert_int_eq(state(), IQM_PURCHASE_NOT_BOUGHT);
	check_word();
	say_not_bought(0, NULL);
	buy(0);
	say_not_bought(IQM_E_KEY_USED, "key 'k' has bought a report");
	ck_assert_int_eq(s.purchases, 2);
	close_service();
}
END_TEST

/* Whatever the list shows. */
START_TEST(test_a_person_is_not_asked_where_there_is_proof)
{
	open_service();
	lose();
	s.realtime += HOUR_MS;
	say_not_bought(IQM_E_USAGE, "expected iqm_pld_settle_not_bought()");
	ck_assert_int_eq(state(), IQM_PURCHASE_UNKNOWN);
	ck_assert_int_eq(iqm_journal_settle_not_bought(NULL, "k", NULL), IQM_E_USAGE);
	ck_assert_int_eq(iqm_journal_settle_not_bought(client, NULL, NULL), IQM_E_USAGE);
	close_service();
}
END_TEST

/* ---- meanwhile ------------------------------------------------------------------------------- */

/* Another process ends the purchase, and makes the next one under the key. */
static void end_and_buy(struct service *service, int request)
{
	(void)request;
	service->before = NULL;
	settle(0, NULL);
	lose();
}

START_TEST(test_another_purchase_meanwhile)
{
	open_service();
	lose();
	s.realtime += HOUR_MS;
	s.before = end_and_buy;
	settle(IQM_E_KEY_USED, "key 'k' has been used for another purchase meanwhile");
	ck_assert_int_eq(state(), IQM_PURCHASE_UNKNOWN);
	ck_assert_int_eq(s.purchases, 2);
	buy(IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(s.purchases, 2);
	close_service();
}
END_TEST

static int held = -1;
static int64_t held_until;

static void release(struct service *service)
{
	if (service->now >= held_until && held >= 0) {
		close(held);
		held = -1;
	}
}

/* Four seconds for the lock are gone for the list. */
START_TEST(test_one_deadline)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1 };
	struct iqm_call call = { .key = "k", .timeout_ms = 10000 };
	int64_t began;

	open_service();
	lose();
	s.realtime += HOUR_MS;
	for (int i = 0; i < 30; i++)
		service_add(&s);
	s.cap = 1;
	s.takes_ms = 900;
	held = open(lock_file, O_RDWR);
	ck_assert_int_eq(fcntl(held, F_OFD_SETLK, &lock), 0);
	began = s.now;
	held_until = began + 4000;
	s.waited = release;
	ck_assert_int_eq(iqm_pld_settle_not_bought(client, &call), IQM_E_TIMEOUT);
	ck_assert_int_eq(held, -1);
	ck_assert_int_ge(s.now, began + 9000);
	ck_assert_int_le(s.now, began + 10250);
	ck_assert_int_eq(state(), IQM_PURCHASE_UNKNOWN);
	close_service();
}
END_TEST

START_TEST(test_usage)
{
	struct iqm_call call = { .key = NULL };

	open_service();
	ck_assert_int_eq(iqm_pld_settle_not_bought(client, &call), IQM_E_USAGE);
	ck_assert_int_eq(iqm_pld_settle_not_bought(client, NULL), IQM_E_USAGE);
	call.key = "k";
	ck_assert_int_eq(iqm_pld_settle_not_bought(NULL, &call), IQM_E_USAGE);
	settle(IQM_E_USAGE, "the journal has no purchase under key 'k'");
	call.timeout_ms = -1;
	ck_assert_int_eq(iqm_pld_settle_not_bought(client, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "timeout_ms: expected 0 or more, found -1");
	close_service();
}
END_TEST

static void lose_of(const char *name)
{
	struct iqm_op op = iqm_pld_generate_op;
	struct iqm_pld_order req = order();
	struct iqm_call call = { .key = "k" };
	void *rsp;

	op.name = name;
	s.purchase_failure = IQM_E_NETWORK;
	ck_assert_int_eq(iqm_perform(client, &op, &req, &rsp, &call), IQM_E_UNKNOWN_OUTCOME);
	iqm_free(rsp);
}

/* The last operation of the API that buys, and one that only a later release knows. */
START_TEST(test_where_the_list_shows_it)
{
	static const char *const names[] = { "sls.generate", "later.generate" };
	char says[80];

	open_service();
	lose_of(names[_i]);
	snprintf(says, sizeof(says), "expected iqm_%.*s_settle_not_bought()",
		 (int)strcspn(names[_i], "."), names[_i]);
	say_not_bought(IQM_E_USAGE, says);
	close_service();
}
END_TEST

/* What an operation does that has no orders is in no list. */
START_TEST(test_where_no_list_shows_it)
{
	open_service();
	lose_of("sls.delete");
	say_not_bought(IQM_E_UNKNOWN_OUTCOME, "its report may still come");
	s.realtime += HOUR_MS;
	say_not_bought(0, NULL);
	close_service();
}
END_TEST

/* ---- the price ------------------------------------------------------------------------------- */

#define YES "{\"success\":true,\"data\":{\"slsReportCreatable\":true"
#define NO "{\"success\":true,\"data\":{\"slsReportCreatable\":false"

/* What the list does not show, the price may: without it there is no proof. */
static const struct {
	long http;
	const char *price;
	int ends;
	enum iqm_purchase_state state;
} prices[] = {
	{ 200, YES ",\"slsChargeableCost\":1}}", 0, IQM_PURCHASE_NOT_BOUGHT },
	{ 200, NO ",\"slsId\":9}}", 0, IQM_PURCHASE_NOT_BOUGHT }, /* older */
	{ 200, NO ",\"slsId\":11}}", IQM_E_KEY_USED, IQM_PURCHASE_BOUGHT },
	{ 404, "{\"success\":false}", 0, IQM_PURCHASE_NOT_BOUGHT }, /* there are no prices */
	{ 503, "{\"success\":false}", IQM_E_UNKNOWN_OUTCOME, IQM_PURCHASE_UNKNOWN },
	{ 401, "{\"success\":false}", IQM_E_UNKNOWN_OUTCOME, IQM_PURCHASE_UNKNOWN },
	{ 200, YES ",\"slsChargeableCost\":\"?\"}}", IQM_E_UNKNOWN_OUTCOME, IQM_PURCHASE_UNKNOWN },
	{ 200, "<html>", IQM_E_UNKNOWN_OUTCOME, IQM_PURCHASE_UNKNOWN },
};

START_TEST(test_price_is_part_of_the_proof)
{
	struct iqm_sls_order req = { .sls_name = "A",
				     .io_id = iqm_int(1),
				     .sls_start_date = iqm_ms(START_MS),
				     .sls_end_date = iqm_ms(END_MS) };
	struct iqm_sls_order_response *rsp;
	struct iqm_call call = { .key = "k" };

	open_service();
	s.purchase_failure = IQM_E_NETWORK;
	ck_assert_int_eq(iqm_sls_generate(client, &req, &rsp, &call), IQM_E_UNKNOWN_OUTCOME);
	s.realtime += HOUR_MS;
	s.price_status = prices[_i].http;
	s.price = prices[_i].price;
	ck_assert_msg(iqm_sls_settle_not_bought(client, &call) == prices[_i].ends, "%s",
		      call.error.message);
	if (prices[_i].ends == IQM_E_UNKNOWN_OUTCOME)
		ck_assert_ptr_nonnull(strstr(call.error.message, "its price"));
	ck_assert_int_eq(state(), prices[_i].state);
	ck_assert_int_eq(s.prices, 1);
	close_service();
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("settle");

	tcase_add_test(tcase, test_the_key_is_free_afterwards);
	tcase_add_loop_test(tcase, test_too_early, 0, 3);
	tcase_add_test(tcase, test_when_to_try_again);
	tcase_add_test(tcase, test_sent_an_hour_after_the_call_began);
	tcase_add_test(tcase, test_its_report_is_there);
	tcase_add_test(tcase, test_candidates);
	tcase_add_loop_test(tcase, test_a_report_of_another_key, 0, 4);
	tcase_add_loop_test(tcase, test_clocks_differ, 0,
			    (int)(sizeof(created) / sizeof(created[0])));
	tcase_add_loop_test(tcase, test_unclear_rows, 0,
			    (int)(sizeof(unclear) / sizeof(unclear[0])));
	tcase_add_test(tcase, test_list_without_a_total);
	tcase_add_test(tcase, test_a_person_says_so_too);
	tcase_add_test(tcase, test_the_list_cannot_be_read);
	tcase_add_loop_test(tcase, test_regenerated, 0, 4 * 5);
	tcase_add_test(tcase, test_a_person_says_not_bought);
	tcase_add_test(tcase, test_a_person_is_not_asked_where_there_is_proof);
	tcase_add_test(tcase, test_another_purchase_meanwhile);
	tcase_add_test(tcase, test_one_deadline);
	tcase_add_test(tcase, test_usage);
	tcase_add_loop_test(tcase, test_where_the_list_shows_it, 0, 2);
	tcase_add_test(tcase, test_where_no_list_shows_it);
	tcase_add_loop_test(tcase, test_price_is_part_of_the_proof, 0,
			    (int)(sizeof(prices) / sizeof(prices[0])));
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
