/* SPDX-License-Identifier: MIT */
/* Looking for what several purchases may have made, by one reading of the list. */
#include "purchase/search.h"
#include "support/reports_fixture.h"
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define START_MS 1732165200000
#define END_MS 1732424399999
#define MAX 4

static struct service s;
static struct iqm_client *client;
static char directory[32];
static char journal[64];
static struct iqm_pld_order orders[MAX];
static struct iqm_intent intents[MAX];
static struct iqm_pld_wanted wanted[MAX];
static struct iqm_call call;

static void setup(void)
{
	snprintf(directory, sizeof(directory), "/tmp/iqm-find-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(directory));
	snprintf(journal, sizeof(journal), "%s/journal", directory);
	service_open(&s, 10);
	client = service_client(&s, (struct iqm_settings){ .journal = journal });
	memset(wanted, 0, sizeof(wanted));
	call = (struct iqm_call){ 0 };
}

static void teardown(void)
{
	char lock[80];

	service_close(&s, client);
	snprintf(lock, sizeof(lock), "%s.lock", journal);
	unlink(journal);
	unlink(lock);
	rmdir(directory);
}

static struct iqm_pld_order order(int64_t campaign)
{
	return (struct iqm_pld_order){ .campaign_id = iqm_int(campaign),
				       .pld_start_date = iqm_ms(START_MS),
				       .pld_end_date = iqm_ms(END_MS) };
}

/* A new report of this campaign. */
static void make(int64_t campaign)
{
	struct service_row *row = service_add(&s);

	row->start = START_MS;
	row->end = END_MS;
	row->campaign = campaign;
	row->status = 1;
}

/* Purchase `i` of a campaign, where `highest` was the highest id. */
static void want(int i, int64_t campaign, int64_t highest)
{
	orders[i] = order(campaign);
	intents[i] = (struct iqm_intent){ .highest_id = iqm_int(highest) };
	wanted[i] = (struct iqm_pld_wanted){ .req = &orders[i], .since = &intents[i] };
}

static int find(size_t len)
{
	s.lists = s.prices = 0;
	for (size_t i = 0; i < len; i++) {
		memset(&wanted[i].found, 0xff, sizeof(wanted[i].found));
		wanted[i].status = 99;
	}
	call.error.status = 99;
	return iqm_pld_find_all(client, wanted, len, &call);
}

static void check(int i, enum iqm_finding finding, size_t candidates, int64_t id)
{
	ck_assert_int_eq(wanted[i].status, 0);
	ck_assert_int_eq(wanted[i].found.finding, finding);
	ck_assert_uint_eq(wanted[i].found.candidates, candidates);
	ck_assert_int_eq(wanted[i].found.report.id, id);
}

static void check_failed(int i, int status)
{
	ck_assert_int_eq(wanted[i].status, status);
	ck_assert_int_eq(wanted[i].found.finding, IQM_NOT_SEEN);
	ck_assert_int_eq(wanted[i].found.report.id, 0);
	ck_assert(!wanted[i].found.whole);
}

/* ---- by request and intent ------------------------------------------------------------------- */

START_TEST(test_one_reading)
{
	for (int i = 0; i < 3; i++)
		make(100 + i);
	for (int i = 0; i < 4; i++)
		want(i, 100 + i, 10);
	ck_assert_int_eq(find(4), 0);
	ck_assert_int_eq(call.error.status, IQM_OK);
	ck_assert_int_eq(s.lists, 1);
	for (int i = 0; i < 3; i++)
		check(i, IQM_FOUND, 1, 11 + i);
	check(3, IQM_NOT_SEEN, 0, 0);
	ck_assert(wanted[3].found.whole);
	ck_assert_int_eq(wanted[0].found.report.seen_ms, s.now);
	ck_assert_int_eq(wanted[0].found.report.page, 1);
}
END_TEST

/* Down to the lowest of the ids that were known before. */
START_TEST(test_as_far_as_needed)
{
	teardown();
	setup();
	for (int i = 0; i < 2500; i++)
		service_add(&s);
	service_row(&s, 1600)->campaign = 100;
	service_row(&s, 1600)->start = START_MS;
	service_row(&s, 1600)->end = END_MS;
	want(0, 101, 2505);
	ck_assert_int_eq(find(1), 0);
	ck_assert_int_eq(s.lists, 1);
	want(1, 100, 1599);
	ck_assert_int_eq(find(2), 0);
	ck_assert_int_eq(s.lists, 1);
	check(0, IQM_NOT_SEEN, 0, 0);
	check(1, IQM_FOUND, 1, 1600);
	want(2, 102, 1200);
	ck_assert_int_eq(find(3), 0);
	ck_assert_int_eq(s.lists, 2);
	ck_assert_int_eq(s.kept, 0); /* each page on a connection of its own */
	for (int i = 0; i < 3; i += 2)
		ck_assert(wanted[i].found.whole);
}
END_TEST

START_TEST(test_one_report_for_two)
{
	make(100);
	want(0, 100, 10);
	want(1, 100, 10);
	ck_assert_int_eq(find(2), 0);
	check(0, IQM_AMBIGUOUS, 1, 0);
	check(1, IQM_AMBIGUOUS, 1, 0);
	make(100);
	ck_assert_int_eq(find(2), 0);
	check(0, IQM_AMBIGUOUS, 2, 0);
	check(1, IQM_AMBIGUOUS, 2, 0);
}
END_TEST

/* The second was bought when the first one's report was in the list. */
START_TEST(test_ids_decide)
{
	make(100);
	make(100);
	want(0, 100, 10);
	want(1, 100, 11);
	ck_assert_int_eq(find(1), 0);
	check(0, IQM_AMBIGUOUS, 2, 0);
	ck_assert_int_eq(find(2), 0);
	check(0, IQM_FOUND, 1, 11);
	check(1, IQM_FOUND, 1, 12);
}
END_TEST

/* Each that is decided decides the next. */
START_TEST(test_ids_decide_one_after_the_other)
{
	for (int i = 0; i < MAX; i++) {
		make(100);
		want(i, 100, 10 + i);
	}
	ck_assert_int_eq(find(MAX), 0);
	for (int i = 0; i < MAX; i++)
		check(i, IQM_FOUND, 1, 11 + i);
}
END_TEST

START_TEST(test_times_decide)
{
	for (int i = 0; i < 2; i++) {
		make(100);
		s.rows[0].created = s.realtime + (i + 1) * 3600000;
		want(i, 100, 0);
		intents[i] = (struct iqm_intent){ .time = iqm_ms(s.rows[0].created - 1000) };
	}
	ck_assert_int_eq(find(2), 0);
	check(0, IQM_FOUND, 1, 11);
	check(1, IQM_FOUND, 1, 12);
}
END_TEST

/* All that three purchases of one order may have known, and a list of three reports of it. */
START_TEST(test_never_one_for_two)
{
	struct iqm_found found[3];
	struct iqm_found alone;
	int64_t known[3];

	s.len = 0;
	for (int i = 0; i < 3; i++)
		make(100);
	for (int i = 0; i < 3; i++)
		known[i] = (_i >> (2 * i)) & 3;
	for (int i = 0; i < 3; i++)
		want(i, 100, known[i]);
	ck_assert_int_eq(find(3), 0);
	for (int i = 0; i < 3; i++)
		found[i] = wanted[i].found;
	for (int i = 0; i < 3; i++) {
		const struct iqm_found *next = &found[(i + 1) % 3];

		if (found[i].finding == IQM_FOUND)
			ck_assert_int_ne(found[i].report.id, next->report.id);
		ck_assert_int_eq(iqm_pld_find(client, &orders[i], &intents[i], &alone, NULL), 0);
		/* The others may decide it; they do not make a report of it. */
		ck_assert_uint_le(found[i].candidates, alone.candidates);
		if (found[i].finding == IQM_FOUND)
			ck_assert_int_gt(found[i].report.id, known[i]);
	}
	for (int i = 0; i < 3; i++)
		want(i, 100, known[2 - i]);
	ck_assert_int_eq(find(3), 0);
	for (int i = 0; i < 3; i++) { /* the order in which they are asked for is the same to it */
		ck_assert_int_eq(wanted[i].found.finding, found[2 - i].finding);
		ck_assert_int_eq(wanted[i].found.report.id, found[2 - i].report.id);
	}
}
END_TEST

/* One that may be two purchases' is neither's, even where one of them would be sure of it. */
START_TEST(test_one_of_them_unsure)
{
	make(100);
	want(0, 100, 10);
	want(1, 100, 10);
	orders[1].pld_end_date = (struct iqm_ms){ NULL, 0 }; /* of other orders, too */
	ck_assert_int_eq(find(2), 0);
	check(0, IQM_AMBIGUOUS, 1, 0);
	check(1, IQM_AMBIGUOUS, 1, 0);
}
END_TEST

START_TEST(test_regenerated_twice)
{
	service_row(&s, 4)->link = -1; /* being made */
	service_row(&s, 5)->status = 3;
	service_row(&s, 5)->link = 1; /* ready, by the other table */
	for (int i = 0; i < 3; i++) {
		want(i, 0, 10);
		orders[i] = (struct iqm_pld_order){ .pld_id = iqm_int(i == 2 ? 5 : 4) };
		intents[i].state = iqm_int(IQM_REPORT_FAILED);
	}
	ck_assert_int_eq(find(3), 0);
	ck_assert_int_eq(s.lists, 1);
	check(0, IQM_AMBIGUOUS, 1, 0);
	check(1, IQM_AMBIGUOUS, 1, 0);
	check(2, IQM_FOUND, 1, 5);
}
END_TEST

/* The list that was read for another purchase proves nothing of it. */
START_TEST(test_regenerated_beside_another)
{
	want(0, 0, 10);
	orders[0] = (struct iqm_pld_order){ .pld_id = iqm_int(5) };
	intents[0].state = iqm_int(IQM_REPORT_READY);
	want(1, 100, 10);
	ck_assert_int_eq(find(2), 0);
	check(0, IQM_NOT_SEEN, 0, 0);
	ck_assert(!wanted[0].found.whole);
	ck_assert_int_eq(wanted[0].found.rows, 0);
	check(1, IQM_NOT_SEEN, 0, 0);
	ck_assert(wanted[1].found.whole);
}
END_TEST

START_TEST(test_error_concludes_nothing)
{
	make(100);
	want(0, 100, 10);
	want(1, 101, 0);
	orders[1].campaign_id.set = NULL;
	orders[1].pld_start_date.set = NULL;
	orders[1].pld_end_date.set = NULL;
	ck_assert_int_eq(find(2), IQM_E_USAGE); /* of one of them */
	check(0, IQM_FOUND, 1, 11);
	check_failed(1, IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "pld.generate: the request has no field that its "
					     "report can be known by");
	want(1, 101, 10);
	s.fails_at = 1;
	s.failure = 503;
	ck_assert_int_eq(find(2), IQM_E_SERVER);
	check_failed(0, IQM_E_SERVER);
	check_failed(1, IQM_E_SERVER);
	ck_assert_int_eq(call.error.http_status, 503);
}
END_TEST

/* ---- by keys --------------------------------------------------------------------------------- */

static void lose_order(struct iqm_pld_order req, const char *key)
{
	struct iqm_pld_order_response *rsp;
	struct iqm_call paid = { .key = key, .allow_duplicate = true };

	s.purchase_failure = IQM_E_NETWORK;
	ck_assert_int_eq(iqm_pld_generate(client, &req, &rsp, &paid), IQM_E_UNKNOWN_OUTCOME);
}

static void lose(int64_t campaign, const char *key)
{
	lose_order(order(campaign), key);
}

/* The report of this id, which is ready, is made again. */
static void lose_again(int64_t id, const char *key)
{
	struct service_row *row = service_row(&s, id);

	row->status = 2;
	row->link = 0;
	lose_order((struct iqm_pld_order){ .pld_id = iqm_int(id) }, key);
	row->link = -1;
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

static void want_key(int i, const char *key)
{
	wanted[i] = (struct iqm_pld_wanted){ .key = key };
}

START_TEST(test_by_keys)
{
	for (int i = 0; i < 3; i++) {
		static const char *const keys[] = { "k0", "k1", "k2" };

		lose(100 + i, keys[i]);
		want_key(i, keys[i]);
	}
	make(100);
	make(101);
	want(3, 101, 10);
	ck_assert_int_eq(find(3), 0);
	ck_assert_int_eq(s.lists, 1);
	check(0, IQM_FOUND, 1, 11);
	check(1, IQM_FOUND, 1, 12);
	check(2, IQM_NOT_SEEN, 0, 0);
	ck_assert_int_eq(state_of("k0"), IQM_PURCHASE_BOUGHT);
	ck_assert_int_eq(state_of("k1"), IQM_PURCHASE_BOUGHT);
	ck_assert_int_eq(state_of("k2"), IQM_PURCHASE_UNKNOWN);
	make(102);
	ck_assert_int_eq(find(3), 0);
	ck_assert_int_eq(s.lists, 1); /* those two by their ids */
	for (int i = 0; i < 3; i++)
		check(i, IQM_FOUND, 1, 11 + i);
	ck_assert_int_eq(find(3), 0);
	ck_assert_int_eq(s.lists, 1);
	for (int i = 0; i < 3; i++)
		check(i, IQM_FOUND, 1, 11 + i);
}
END_TEST

/* By its id, beside one that is looked for in the list: how it stands is known for sure. */
START_TEST(test_a_known_report_whose_row_is_a_hint)
{
	lose(100, "k0");
	lose(101, "k1");
	want_key(0, "k0");
	want_key(1, "k1");
	make(100);
	ck_assert_int_eq(find(2), 0);
	check(0, IQM_FOUND, 1, 11);
	service_row(&s, 11)->status = 2; /* processing or ready; its link is given */
	ck_assert_int_eq(find(2), 0);
	check(0, IQM_FOUND, 1, 11);
	ck_assert_int_eq(wanted[0].found.report.state, IQM_REPORT_READY);
	ck_assert(wanted[0].found.report.confirmed);
	check(1, IQM_NOT_SEEN, 0, 0);
}
END_TEST

/* Neither is recorded; then the journal decides. */
START_TEST(test_one_report_for_two_keys)
{
	lose(100, "k0");
	lose(100, "k1");
	want_key(0, "k0");
	want_key(1, "k1");
	make(100);
	ck_assert_int_eq(find(2), 0);
	check(0, IQM_AMBIGUOUS, 1, 0);
	check(1, IQM_AMBIGUOUS, 1, 0);
	ck_assert_int_eq(state_of("k0"), IQM_PURCHASE_UNKNOWN);
	ck_assert_int_eq(state_of("k1"), IQM_PURCHASE_UNKNOWN);
	ck_assert_int_eq(iqm_journal_settle(client, "k1", 11, NULL), 0);
	want(2, 100, 10); /* and it is not that of one without a key */
	ck_assert_int_eq(find(3), 0);
	check(0, IQM_NOT_SEEN, 0, 0);
	check(1, IQM_FOUND, 1, 11);
	check(2, IQM_NOT_SEEN, 0, 0);
}
END_TEST

/* It is theirs beside the one that made it, whatever of them is recorded. */
START_TEST(test_made_and_regenerated)
{
	lose(100, "k0");
	want_key(0, "k0");
	make(100);
	lose_again(11, "again");
	want_key(1, "again");
	for (int i = 0; i < 2; i++) { /* neither is recorded; both are */
		ck_assert_int_eq(find(2), 0);
		check(0, IQM_FOUND, 1, 11);
		check(1, IQM_FOUND, 1, 11);
		ck_assert_int_eq(state_of("k0"), IQM_PURCHASE_BOUGHT);
		ck_assert_int_eq(state_of("again"), IQM_PURCHASE_BOUGHT);
	}
	lose_again(11, "third"); /* and this one is not */
	want_key(2, "third");
	want(3, 100, 10); /* the one that made it is recorded */
	ck_assert_int_eq(find(4), 0);
	for (int i = 0; i < 3; i++)
		check(i, IQM_FOUND, 1, 11);
	check(3, IQM_NOT_SEEN, 0, 0);
}
END_TEST

START_TEST(test_a_key_that_fails)
{
	lose(100, "k0");
	want_key(0, "other");
	want_key(1, "k0");
	make(100);
	ck_assert_int_eq(find(2), IQM_E_USAGE);
	check_failed(0, IQM_E_USAGE);
	check(1, IQM_FOUND, 1, 11);
	ck_assert_str_eq(call.error.message, "pld.generate: the journal has no purchase 'other'");
	ck_assert_int_eq(call.error.status, IQM_E_USAGE);
	ck_assert_int_eq(state_of("k0"), IQM_PURCHASE_BOUGHT);
}
END_TEST

static void lose_journal(struct service *service, int request)
{
	(void)service, (void)request;
	ck_assert_int_eq(unlink(journal), 0);
}

/* What is looked for without the journal is found all the same. */
START_TEST(test_a_journal_that_is_lost_meanwhile)
{
	lose(100, "k0");
	want_key(0, "k0");
	want(1, 101, 10);
	make(100);
	make(101);
	s.before = lose_journal;
	ck_assert_int_eq(find(2), IQM_E_JOURNAL);
	check_failed(0, IQM_E_JOURNAL);
	check(1, IQM_FOUND, 1, 12);
}
END_TEST

/* ---- by the price ---------------------------------------------------------------------------- */

#define NAMES_11 "{\"success\":true,\"data\":{\"slsReportCreatable\":false,\"slsId\":11}}"

static struct iqm_sls_wanted twice[2];

static struct iqm_sls_order named[2];

static void find_twice_since(struct iqm_intent first, struct iqm_intent second)
{
	s.lists = s.prices = 0;
	intents[0] = first;
	intents[1] = second;
	for (int i = 0; i < 2; i++)
		twice[i] = (struct iqm_sls_wanted){ .req = &named[i], .since = &intents[i] };
	ck_assert_int_eq(iqm_sls_find_all(client, twice, 2, NULL), 0);
}

static void find_twice(int64_t first, int64_t second)
{
	find_twice_since((struct iqm_intent){ .highest_id = iqm_int(first) },
			 (struct iqm_intent){ .highest_id = iqm_int(second) });
}

/* The price of the same order names the same report. */
START_TEST(test_price_of_two)
{
	named[0].sls_name = named[1].sls_name = "A";
	s.price = NAMES_11;
	find_twice(10, 10);
	ck_assert_int_eq(s.lists, 1);
	ck_assert_int_eq(s.prices, 2);
	ck_assert_int_eq(twice[0].found.finding, IQM_AMBIGUOUS);
	ck_assert_int_eq(twice[1].found.finding, IQM_AMBIGUOUS);
	find_twice(10, 11); /* it was there before the second one */
	ck_assert_int_eq(twice[0].found.finding, IQM_FOUND);
	ck_assert_int_eq(twice[0].found.report.id, 11);
	ck_assert_int_eq(twice[1].found.finding, IQM_NOT_SEEN);
}
END_TEST

/* It is not asked for what the list decided, nor gives that to another one. */
START_TEST(test_price_after_the_list)
{
	named[0].sls_name = "A";
	named[1].sls_name = "B";
	s.price = NAMES_11;
	service_add(&s)->name = "A";
	find_twice(10, 10);
	ck_assert_int_eq(s.prices, 1);
	ck_assert_int_eq(twice[0].found.report.id, 11);
	ck_assert_int_eq(twice[1].found.finding, IQM_NOT_SEEN);
	ck_assert_int_eq(s.lists, 1);
}
END_TEST

/* One of them knows no highest id: the report that both prices name is one, and not shown. */
START_TEST(test_price_of_two_names_one_report)
{
	named[0].sls_name = named[1].sls_name = "A";
	s.price = NAMES_11;
	find_twice_since((struct iqm_intent){ .time = iqm_ms(s.realtime) },
			 (struct iqm_intent){ .highest_id = iqm_int(10) });
	ck_assert_int_eq(s.prices, 2);
	ck_assert_int_eq(twice[0].found.finding, IQM_AMBIGUOUS);
	ck_assert_int_eq(twice[1].found.finding, IQM_AMBIGUOUS);
}
END_TEST

/* Whether the report of the price is another key's is not known then. */
START_TEST(test_a_journal_that_is_lost_before_the_price)
{
	struct iqm_call paid = { .key = "k0" };
	struct iqm_sls_order_response *rsp;

	named[0].sls_name = named[1].sls_name = "A";
	s.purchase_failure = IQM_E_NETWORK;
	ck_assert_int_eq(iqm_sls_generate(client, &named[0], &rsp, &paid), IQM_E_UNKNOWN_OUTCOME);
	s.price = NAMES_11;
	s.before = lose_journal;
	intents[1] = (struct iqm_intent){ .highest_id = iqm_int(10) };
	twice[0] = (struct iqm_sls_wanted){ .key = "k0" };
	twice[1] = (struct iqm_sls_wanted){ .req = &named[1], .since = &intents[1] };
	ck_assert_int_eq(iqm_sls_find_all(client, twice, 2, NULL), IQM_E_JOURNAL);
	ck_assert_int_eq(twice[0].status, IQM_E_JOURNAL);
	ck_assert_int_eq(twice[1].found.finding, IQM_FOUND);
	ck_assert_int_eq(twice[1].found.report.id, 11);
}
END_TEST

/* What was found before is forgotten, and what is behind the ends is not looked at. */
START_TEST(test_nothing_to_decide)
{
	struct lookup lookups[] = { { .found = { .finding = IQM_AMBIGUOUS } },
				    { .by = BY_ID, .candidates = 1 } };
	struct candidate candidates[] = { { .lookup = 0 } };
	struct seen_report reports[] = { { .taken = false } };
	struct search search = { .lookups = lookups,
				 .len = 1,
				 .candidates = candidates,
				 .reports = reports,
				 .report_len = 1 };

	iqm_search_decide(&search);
	ck_assert_int_eq(lookups[0].found.finding, IQM_NOT_SEEN);
	ck_assert_uint_eq(lookups[0].found.candidates, 0);
	ck_assert(!lookups[1].decided);
}
END_TEST

/* ---- arguments ------------------------------------------------------------------------------- */

static void check_usage(int err, const char *message)
{
	ck_assert_int_eq(err, IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, message);
	ck_assert_int_eq(s.lists, 0);
}

START_TEST(test_usage)
{
	want(0, 100, 10);
	want_key(1, "k1");
	wanted[1].since = &intents[0];
	check_usage(find(2), "pld.generate: wanted[1]: expected a key or an intent, found both");
	check_failed(0, IQM_E_USAGE);
	wanted[1] = (struct iqm_pld_wanted){ .req = &orders[0] };
	check_usage(find(2), "pld.generate: wanted[1]: expected a key or an intent, found neither");
	wanted[1] = (struct iqm_pld_wanted){ .since = &intents[0] };
	check_usage(find(2), "pld.generate: wanted[1].req is NULL");
	want_key(1, "k1");
	want_key(2, "k1");
	check_usage(find(3), "pld.generate: wanted[2].key: 'k1' is there twice");
	wanted[1].reserved[3] = &s;
	ck_assert_int_eq(find(2), IQM_E_USAGE);
	call.key = "k1";
	check_usage(find(1), "pld.generate: call.key: expected NULL: each of 'wanted' has its own");
	call.key = NULL;
	check_usage(iqm_pld_find_all(client, NULL, 1, &call), "pld.generate: wanted is NULL");
	check_usage(iqm_pld_find_all(NULL, wanted, 1, &call), "pld.generate: client is NULL");
	ck_assert_int_eq(iqm_pld_find_all(client, NULL, 0, &call), 0);
	want(0, 0, 10);
	orders[0] = (struct iqm_pld_order){ .pld_id = iqm_int(0) };
	check_usage(find(1), "pld.generate: pldId: expected 1 or more, found 0");
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("find_all");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, test_one_reading);
	tcase_add_test(tcase, test_as_far_as_needed);
	tcase_add_test(tcase, test_one_report_for_two);
	tcase_add_test(tcase, test_ids_decide);
	tcase_add_test(tcase, test_ids_decide_one_after_the_other);
	tcase_add_test(tcase, test_times_decide);
	tcase_add_loop_test(tcase, test_never_one_for_two, 0, 64);
	tcase_add_test(tcase, test_one_of_them_unsure);
	tcase_add_test(tcase, test_regenerated_twice);
	tcase_add_test(tcase, test_regenerated_beside_another);
	tcase_add_test(tcase, test_error_concludes_nothing);
	tcase_add_test(tcase, test_by_keys);
	tcase_add_test(tcase, test_a_known_report_whose_row_is_a_hint);
	tcase_add_test(tcase, test_one_report_for_two_keys);
	tcase_add_test(tcase, test_made_and_regenerated);
	tcase_add_test(tcase, test_a_key_that_fails);
	tcase_add_test(tcase, test_a_journal_that_is_lost_meanwhile);
	tcase_add_test(tcase, test_price_of_two);
	tcase_add_test(tcase, test_price_after_the_list);
	tcase_add_test(tcase, test_price_of_two_names_one_report);
	tcase_add_test(tcase, test_a_journal_that_is_lost_before_the_price);
	tcase_add_test(tcase, test_nothing_to_decide);
	tcase_add_test(tcase, test_usage);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
