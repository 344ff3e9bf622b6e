/* SPDX-License-Identifier: MIT */
/* What a record has: price and cost, who and where, a note, what settled it; and archives. */
#include "support/journal_fixture.h"
#include "support/suite.h"
#include "support/sync_fixture.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "iqm_descriptors.h"
#include "purchase/journal.h"
#include "purchase/journal_parts.h"
#include "support/mock.h"

static struct iqm_purchase *get(struct iqm_client *client, const char *key)
{
	struct iqm_call call = { 0 };
	struct iqm_purchase *p;

	ck_assert_msg(!iqm_journal_get(client, key, &p, &call), "%s", call.error.message);
	return p;
}

static int buy_with_note(struct iqm_client *client, const char *key, const char *note,
			 struct iqm_call *call)
{
	struct iqm_pld_order req = { .campaign_id = iqm_int(1) };
	struct iqm_pld_order_response *rsp;
	int err;

	*call = (struct iqm_call){ .key = key, .note = note, .allow_duplicate = true };
	err = iqm_pld_generate(client, &req, &rsp, call);
	iqm_free(rsp);
	return err;
}

/* ---- what is recorded ------------------------------------------------------------------------ */

START_TEST(test_who_and_where)
{
	struct iqm_purchase *p;
	struct iqm_call call;
	char host[256];
	char who[300];
	struct shop s;

	shop_open(&s);
	gethostname(host, sizeof(host));
	s.fail = IQM_E_NETWORK;
	ck_assert_int_eq(buy_with_note(s.client, "k", "{\"later\":\"\xc3\xa4\"}", &call),
			 IQM_E_UNKNOWN_OUTCOME);
	shop_restart(&s);
	p = get(s.client, "k");
	ck_assert_int_eq(p->number, 1);
	ck_assert_str_eq(p->service, MOCK_BASE_URL);
	ck_assert_str_eq(p->workspace, "7");
	ck_assert_str_eq(p->host, host);
	ck_assert_int_eq(p->process.value, getpid());
	ck_assert_str_eq(p->note, "{\"later\":\"\xc3\xa4\"}");
	ck_assert_uint_eq(strlen(p->order), 16);
	ck_assert_ptr_null(p->price.set);
	ck_assert_ptr_null(p->settlement.who);
	iqm_free(p);
	ck_assert_int_eq(iqm_journal_settle(s.client, "k", 78, NULL), 0);
	shop_restart(&s);
	p = get(s.client, "k");
	snprintf(who, sizeof(who), "%ld@%s", (long)geteuid(), host);
	ck_assert_str_eq(p->settlement.who, who);
	ck_assert_int_eq(p->settlement.process.value, getpid());
	ck_assert_ptr_nonnull(p->settlement.time.set);
	ck_assert_ptr_null(p->settlement.rows.set); /* a person said so */
	ck_assert_int_eq(p->report_id.value, 78);
	ck_assert_str_eq(p->note, "{\"later\":\"\xc3\xa4\"}");
	iqm_free(p);
	shop_close(&s);
}
END_TEST

/* An operation of an API may need nothing but its path. */
START_TEST(test_an_order_without_a_body)
{
	struct iqm_op buy = iqm_pld_generate_op;
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { .key = "k" };
	struct iqm_purchase *p;
	struct shop s;

	shop_open(&s);
	buy.body = NULL;
	buy.order = NULL;
	ck_assert_msg(!iqm_perform(s.client, &buy, NULL, &rsp, &call), "%s", call.error.message);
	iqm_free(rsp);
	p = get(s.client, "k");
	ck_assert_str_eq(p->request, "{}");
	ck_assert_ptr_null(p->order);
	iqm_free(p);
	ck_assert_int_eq(s.sold, 1);
	shop_close(&s);
}
END_TEST

#define PRICE                                                                                      \
	"{\"success\":true,\"data\":{\"slsReportCreatable\":true,\"fundsAvailable\":true,"         \
	"\"slsChargeableCost\":940.8}}"
#define SOLD                                                                                       \
	"{\"success\":true,\"data\":{\"slsReportCreated\":true,\"slsId\":9007199254740993,"        \
	"\"slsChargeableCost\":940.1}}"

static void sell_next(struct shop *s)
{
	s->body = SOLD;
}

/* The shop sells by POST, and prices too. */
START_TEST(test_price_and_cost)
{
	struct iqm_sls_order req = { .sls_name = "Study" };
	struct iqm_sls_order_response *rsp;
	struct iqm_call call = { .key = "k" };
	struct iqm_purchase *p;
	struct shop s;

	shop_open(&s);
	s.body = PRICE;
	s.while_asked = sell_next; /* the newest reports, between the two */
	ck_assert_int_eq(iqm_sls_generate_within(s.client, &req, 1000, &rsp, &call), 0);
	iqm_free(rsp);
	shop_restart(&s);
	p = get(s.client, "k");
	ck_assert_int_eq(p->state, IQM_PURCHASE_BOUGHT);
	ck_assert_ptr_nonnull(p->price.set);
	ck_assert(fabs(p->price.value - 940.8) < 1e-9);
	ck_assert_ptr_nonnull(p->cost.set);
	ck_assert(fabs(p->cost.value - 940.1) < 1e-9);
	ck_assert_int_eq(p->report_id.value, 9007199254740993);
	iqm_free(p);
	shop_close(&s);
}
END_TEST

/* What exists already is found by the key that was refused for it. */
START_TEST(test_find_what_exists)
{
	struct iqm_call call = { .key = "k" };
	struct iqm_found found;
	struct shop s;

	shop_open(&s);
	s.body = "{\"success\":true,\"data\":{\"pldReportCreated\":false,\"pldId\":77}}";
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), IQM_E_PRICE);
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_REFUSED);
	ck_assert_int_eq(iqm_pld_find(s.client, NULL, NULL, &found, &call), 0);
	ck_assert_int_eq(found.finding, IQM_FOUND);
	ck_assert_int_eq(found.report.id, 77);
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_REFUSED);
	shop_close(&s);
}
END_TEST

/* ---- notes ----------------------------------------------------------------------------------- */

START_TEST(test_notes)
{
	static char longest[64 * 1024 + 2];
	struct iqm_purchase *p;
	struct iqm_call call;
	struct shop s;

	memset(longest, 'x', sizeof(longest) - 1);
	shop_open(&s);
	ck_assert_int_eq(buy_with_note(s.client, "k", longest, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message,
			 "pld.generate: note: expected at most 65536 bytes, found 65537");
	ck_assert_int_eq(buy_with_note(s.client, "k", "\xff", &call), IQM_E_USAGE);
	ck_assert_int_eq(s.sold, 0);
	ck_assert_int_eq(buy_with_note(s.client, "k", longest + 1, &call), 0);
	ck_assert_int_eq(iqm_journal_note(s.client, "k", "\n\"done\"", &call), 0);
	shop_restart(&s);
	p = get(s.client, "k");
	ck_assert_str_eq(p->note, "\n\"done\"");
	ck_assert_int_eq(p->state, IQM_PURCHASE_BOUGHT);
	iqm_free(p);
	ck_assert_int_eq(iqm_journal_note(s.client, "k", NULL, NULL), 0);
	p = get(s.client, "k");
	ck_assert_ptr_null(p->note);
	iqm_free(p);
	ck_assert_int_eq(iqm_journal_note(s.client, "k", longest, &call), IQM_E_USAGE);
	ck_assert_int_eq(iqm_journal_note(s.client, "none", "x", &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "the journal has no purchase under key 'none'");
	shop_close(&s);
}
END_TEST

START_TEST(test_a_note_needs_a_journal)
{
	struct mock mock = { .status = 200, .body = "{}" };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_call call;

	ck_assert_int_eq(buy_with_note(client, NULL, "x", &call), IQM_E_CONFIG);
	ck_assert_str_eq(call.error.message, "pld.generate: call.note needs the setting journal");
	ck_assert_int_eq(mock.calls, 0);
	mock_close(client, &mock);
}
END_TEST

/* ---- claims ---------------------------------------------------------------------------------- */

START_TEST(test_claims)
{
	struct iqm_client *other;
	struct iqm_call call = { .key = "k" };
	struct shop s;

	shop_open(&s);
	ck_assert_int_eq(shop_client(&s, (struct iqm_settings){ 0 }, &other, NULL), 0);
	ck_assert_int_eq(iqm_journal_claim(s.client, "k", NULL), 0);
	ck_assert_int_eq(iqm_journal_claim(s.client, "k", NULL), 0); /* it needs two releases */
	s.fail = IQM_E_NETWORK;
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), IQM_E_UNKNOWN_OUTCOME);
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(iqm_journal_claim(other, "k", &call), IQM_E_KEY_USED);
		ck_assert_str_eq(call.error.message,
				 "another thread or process is at the purchase under key 'k'");
		ck_assert_int_eq(shop_buy(other, "k", NULL), IQM_E_KEY_USED);
		ck_assert_int_eq(iqm_journal_settle(other, "k", 5, NULL), IQM_E_KEY_USED);
		ck_assert_int_eq(iqm_journal_note(other, "k", "x", NULL), IQM_E_KEY_USED);
		iqm_journal_release(other, "k"); /* not its own */
		ck_assert_int_eq(iqm_journal_note(s.client, "k", "x", NULL), 0);
		iqm_journal_release(s.client, "k");
	}
	iqm_journal_release(s.client, "k"); /* one too many */
	ck_assert_int_eq(iqm_journal_claim(other, "k", NULL), 0);
	ck_assert_int_eq(iqm_journal_settle(other, "k", 5, NULL), 0);
	ck_assert_int_eq(iqm_journal_claim(s.client, "k", NULL), IQM_E_KEY_USED);
	iqm_client_close(other); /* ends its claims */
	ck_assert_int_eq(iqm_journal_claim(s.client, "k", NULL), 0);
	ck_assert_int_eq(iqm_journal_claim(NULL, "k", NULL), IQM_E_USAGE);
	ck_assert_int_eq(iqm_journal_claim(s.client, NULL, NULL), IQM_E_USAGE);
	ck_assert_int_eq(iqm_journal_claim(s.client, "\n", NULL), IQM_E_USAGE);
	iqm_journal_release(NULL, NULL);
	ck_assert_int_eq(s.sold, 1);
	shop_close(&s);
}
END_TEST

/* A claim comes before the price and the newest report are asked for. */
static void claim_of_another(struct shop *s)
{
	struct iqm_client *other;

	ck_assert_int_eq(shop_client(s, (struct iqm_settings){ 0 }, &other, NULL), 0);
	ck_assert_int_eq(iqm_journal_claim(other, "k", NULL), IQM_E_KEY_USED);
	iqm_client_close(other);
}

START_TEST(test_claim_comes_first)
{
	struct shop s;

	shop_open(&s);
	s.while_asked = claim_of_another;
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), 0);
	ck_assert_int_eq(s.asked, 1);
	shop_close(&s);
}
END_TEST

/* Two keys whose locks are the same byte: the second is busy, and no more. */
START_TEST(test_keys_that_share_a_byte)
{
	/* FNV-1a of both ends in the same 32 bits. */
	static const char one[] = "k70659";
	static const char two[] = "k516982";
	struct iqm_client *other;
	struct shop s;

	shop_open(&s);
	ck_assert_int_eq(shop_client(&s, (struct iqm_settings){ 0 }, &other, NULL), 0);
	ck_assert_int_eq(iqm_journal_claim(s.client, one, NULL), 0);
	ck_assert_int_eq(shop_buy(s.client, two, NULL), IQM_E_KEY_USED);
	ck_assert_int_eq(shop_buy(other, two, NULL), IQM_E_KEY_USED);
	ck_assert_int_eq(iqm_journal_claim(other, one, NULL), IQM_E_KEY_USED);
	iqm_journal_release(s.client, one);
	ck_assert_int_eq(shop_buy(other, two, NULL), 0);
	ck_assert_int_eq(shop_buy(s.client, one, NULL), 0);
	iqm_client_close(other);
	shop_close(&s);
}
END_TEST

/* ---- archives -------------------------------------------------------------------------------- */

static size_t read_archive(const struct shop *s, char *text, size_t size)
{
	struct shop archive = *s;
	size_t len;

	snprintf(archive.path, sizeof(archive.path), "%s/journal.archive", s->directory);
	len = shop_read(&archive, text, size);
	text[len] = '\0';
	return len;
}

/* One key of each state; `other` was open meanwhile. */
static void fill(struct shop *s)
{
	struct iqm_call call;

	shop_open(s);
	s->body = "{\"success\":true,\"data\":{\"pldReportCreated\":true,\"pldId\":78}}";
	ck_assert_int_eq(buy_with_note(s->client, "bought", "note", &call), 0);
	s->status = 422;
	s->body = "{\"success\":false,\"errorObjects\":[{\"error\":\"no\"}]}";
	ck_assert_int_eq(shop_buy(s->client, "refused", NULL), IQM_E_REFUSED);
	s->fail = IQM_E_NETWORK;
	ck_assert_int_eq(shop_buy(s->client, "unknown", NULL), IQM_E_UNKNOWN_OUTCOME);
	s->fail = 0;
	s->status = 200;
	s->body = "{\"success\":true,\"data\":{\"pldReportCreated\":true}}";
	s->sold = 0;
}

START_TEST(test_archive)
{
	struct iqm_purchases *all;
	struct iqm_client *other;
	struct iqm_purchase *p;
	struct iqm_call call = { 0 };
	char text[8192];
	const char *at;
	int lines = 0;
	struct shop s;
	size_t moved;

	fill(&s);
	ck_assert_int_eq(shop_client(&s, (struct iqm_settings){ 0 }, &other, NULL), 0);
	ck_assert_int_eq(shop_state(other, "bought"), IQM_PURCHASE_BOUGHT);
	ck_assert_int_eq(iqm_journal_archive(s.client, iqm_ms(1), &moved, NULL), 0);
	ck_assert_uint_eq(moved, 0);
	ck_assert_int_eq(iqm_journal_archive(s.client, iqm_ms(INT64_MAX), &moved, NULL), 0);
	ck_assert_uint_eq(moved, 2);
	read_archive(&s, text, sizeof(text));
	ck_assert_ptr_nonnull(strstr(text, "\"key\":\"bought\""));
	ck_assert_ptr_nonnull(strstr(text, "\"note\":\"note\""));
	ck_assert_ptr_nonnull(strstr(text, "\"key\":\"refused\""));
	ck_assert_ptr_null(strstr(text, "\"key\":\"unknown\""));
	for (at = text; (at = strchr(at, '\n')); at++)
		lines++;
	ck_assert_int_eq(lines, 4); /* an intent and an outcome of each */
	for (int i = 0; i < 2; i++) {
		struct iqm_client *client = i ? other : s.client;

		ck_assert_int_eq(iqm_journal_list(client, &all, NULL), 0);
		ck_assert_uint_eq(all->len, 2);
		iqm_free(all);
		ck_assert_int_eq(shop_state(client, "unknown"), IQM_PURCHASE_UNKNOWN);
		ck_assert_int_eq(shop_buy(client, "unknown", NULL), IQM_E_UNKNOWN_OUTCOME);
		ck_assert_int_eq(shop_buy(client, "bought", NULL), IQM_E_KEY_USED);
	}
	p = get(other, "bought");
	ck_assert_int_eq(p->report_id.value, 78);
	ck_assert_str_eq(p->operation, "pld.generate");
	ck_assert_str_eq(p->service, MOCK_BASE_URL);
	ck_assert_str_eq(p->workspace, "7");
	ck_assert_str_eq(p->request, "{\"campaignId\":1}");
	ck_assert_int_eq(p->intent.highest_id.value, NEWEST_ID);
	ck_assert_str_eq(p->note, "note");
	ck_assert_ptr_null(p->host);
	ck_assert_ptr_nonnull(p->sent.set);
	iqm_free(p);
	/* A second archive leaves what the first one has left. */
	ck_assert_int_eq(iqm_journal_archive(other, iqm_ms(INT64_MAX), &moved, &call), 0);
	ck_assert_uint_eq(moved, 0);
	ck_assert_int_eq(s.sold, 0);
	ck_assert_int_eq(shop_buy(s.client, "refused", NULL), 0);
	iqm_client_close(other);
	shop_close(&s);
}
END_TEST

/* What an archived purchase has bought is found still, by the report's id. */
START_TEST(test_find_of_an_archived_purchase)
{
	struct iqm_pld_order req = { .campaign_id = iqm_int(1) };
	struct iqm_pld_wanted wanted = { .key = "bought" };
	struct iqm_call call = { .key = "bought" };
	struct iqm_found found;
	struct shop s;
	size_t moved;

	fill(&s);
	ck_assert_int_eq(iqm_journal_archive(s.client, iqm_ms(INT64_MAX), &moved, NULL), 0);
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(iqm_pld_find(s.client, i ? &req : NULL, NULL, &found, &call), 0);
		ck_assert_int_eq(found.finding, IQM_FOUND);
		ck_assert_int_eq(found.report.id, 78);
	}
	ck_assert_int_eq(iqm_pld_find_all(s.client, &wanted, 1, NULL), 0);
	ck_assert_int_eq(wanted.found.report.id, 78);
	ck_assert_int_eq(iqm_pld_settle_not_bought(s.client, &call), IQM_E_KEY_USED);
	ck_assert_ptr_nonnull(strstr(call.error.message, "has bought report 78"));
	/* Of one that bought nothing no record is left. */
	call.key = "refused";
	ck_assert_int_eq(iqm_pld_find(s.client, NULL, NULL, &found, &call), IQM_E_USAGE);
	ck_assert_int_eq(iqm_pld_settle_not_bought(s.client, &call), IQM_E_USAGE);
	ck_assert_int_eq(s.sold, 0);
	shop_close(&s);
}
END_TEST

/* The order of an archived purchase is known still. */
START_TEST(test_duplicate_of_an_archived_purchase)
{
	struct iqm_pld_order req = { .campaign_id = iqm_int(1) };
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { .key = "again" };
	struct shop s;
	size_t moved;

	fill(&s);
	ck_assert_int_eq(iqm_journal_archive(s.client, iqm_ms(INT64_MAX), &moved, &call), 0);
	ck_assert_int_eq(iqm_pld_generate(s.client, &req, &rsp, &call), IQM_E_DUPLICATE);
	ck_assert_ptr_nonnull(strstr(call.error.message, "under key 'bought' (bought, report 78)"));
	ck_assert_str_eq(call.error.key, "bought");
	ck_assert_int_eq(s.sold, 0);
	shop_close(&s);
}
END_TEST

/* A copy that was made before is not taken for the file that took its place. */
START_TEST(test_a_restored_copy_is_refused)
{
	struct iqm_error error;
	char text[8192];
	struct shop s;
	size_t moved;
	size_t len;

	fill(&s);
	len = shop_read(&s, text, sizeof(text));
	ck_assert_int_eq(iqm_journal_archive(s.client, iqm_ms(INT64_MAX), &moved, NULL), 0);
	shop_remove(&s, "");
	shop_write(&s, text, len);
	ck_assert_int_eq(shop_buy(s.client, "new", &error), IQM_E_JOURNAL);
	ck_assert_ptr_nonnull(strstr(error.message, "found another in its place"));
	ck_assert_int_eq(s.sold, 0);
	shop_close(&s);
}
END_TEST

static int check_beside_others(const struct iqm_client *client, const char *key, int64_t id)
{
	const struct iqm_journal *store = &client->journal->store;
	const struct iqm_purchase settled = { .key = key,
					      .state = IQM_PURCHASE_BOUGHT,
					      .service = MOCK_BASE_URL,
					      .workspace = "7",
					      .operation = "pld.generate",
					      .report_id = iqm_int(id) };
	struct iqm_call call = { .timeout_ms = 1000 };

	return store->settle(store->context, &settled, IQM_JOURNAL_CHECK_ONLY, &call);
}

/* The key's own purchase, which may have another report, is not asked. */
START_TEST(test_check_beside_what_others_bought)
{
	struct shop s;
	char text[8192];
	size_t len;

	shop_open(&s);
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), 0);
	ck_assert_int_eq(iqm_journal_settle(s.client, "k", 78, NULL), 0);
	ck_assert_int_eq(shop_buy(s.client, "l", NULL), 0);
	ck_assert_int_eq(check_beside_others(s.client, "k", 79), 0);
	ck_assert_int_eq(check_beside_others(s.client, "l", 78), IQM_E_KEY_USED);
	len = shop_read(&s, text, sizeof(text));
	shop_remove(&s, "");
	shop_write(&s, text, len);
	ck_assert_int_eq(check_beside_others(s.client, "l", 79), IQM_E_JOURNAL);
	shop_close(&s);
}
END_TEST

/* Whoever waits for another thread's turn until the deadline has none. */
START_TEST(test_a_turn_that_does_not_come)
{
	struct deadline soon = iqm_deadline_in(&iqm_system_clock, 20, NULL);
	struct journal_file file = { 0 };
	struct iqm_error error;
	struct shop s;

	shop_open(&s);
	ck_assert_int_eq(
		iqm_journal_file_open(&file, &iqm_system_clock, s.path, JOURNAL_OR_NEW, &error), 0);
	ck_assert_int_eq(iqm_journal_file_lock(&file, &soon, &error), 0);
	ck_assert_int_eq(iqm_journal_file_lock(&file, &soon, &error), IQM_E_TIMEOUT);
	ck_assert_ptr_nonnull(strstr(error.message, "another thread or process holds its lock"));
	iqm_journal_file_unlock(&file);
	iqm_journal_file_close(&file);
	shop_close(&s);
}
END_TEST

/* Nothing is recorded that the journal could not be read with again. */
START_TEST(test_an_outcome_without_an_intent)
{
	const struct iqm_purchase bought = { .key = "k", .state = IQM_PURCHASE_BOUGHT };
	const struct iqm_journal *store;
	struct iqm_call call = { .timeout_ms = 1000 };
	struct shop s;

	shop_open(&s);
	store = &s.client->journal->store;
	ck_assert_int_eq(store->outcome(store->context, &bought, &call), IQM_E_JOURNAL);
	ck_assert_str_eq(call.error.message, "an outcome without an intent");
	shop_restart(&s);
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_NONE);
	shop_close(&s);
}
END_TEST

/* Releases that run beside each other lock the same byte: 2^32 and what FNV-1a of 64 bits makes of
 * the key, but for what is over 2^32 of that. */
START_TEST(test_the_byte_of_a_key)
{
	struct shop s;
	char path[160];
	int fd;

	shop_open(&s);
	snprintf(path, sizeof(path), "%s.lock", s.path);
	fd = open(path, O_RDWR);
	ck_assert_int_ge(fd, 0);
	ck_assert(!iqm_is_locked(fd, INT64_C(5179893869)));
	ck_assert_int_eq(iqm_journal_claim(s.client, "order-1", NULL), 0);
	ck_assert(iqm_is_locked(fd, INT64_C(5179893869)));
	close(fd);
	shop_close(&s);
}
END_TEST

static void archive(struct shop *s, struct iqm_client *client, const char *key)
{
	size_t moved;

	ck_assert_int_eq(shop_buy(client, key, NULL), 0);
	ck_assert_int_eq(iqm_journal_archive(client, iqm_ms(INT64_MAX), &moved, NULL), 0);
	ck_assert_uint_eq(moved, 1);
	ck_assert_int_eq(shop_state(s->client, key), IQM_PURCHASE_BOUGHT);
}

/* Of a program that has closed its standard input the journal may be descriptor 0. */
START_TEST(test_archives_and_descriptor_0)
{
	struct iqm_client *other;
	struct shop s;
	int input = dup(0);

	ck_assert_int_gt(input, 0);
	shop_open(&s);
	s.body = "{\"success\":true,\"data\":{\"pldReportCreated\":true,\"pldId\":78}}";
	ck_assert_int_eq(shop_client(&s, (struct iqm_settings){ 0 }, &other, NULL), 0);
	close(0);
	for (int i = 0; i < 4; i++) {
		char key[] = { 'k', (char)('0' + i), '\0' };

		archive(&s, i % 2 ? other : s.client, key);
		ck_assert_int_eq(shop_state(other, key), IQM_PURCHASE_BOUGHT);
	}
	iqm_client_close(other);
	shop_close(&s);
	ck_assert_int_eq(dup2(input, 0), 0);
	close(input);
}
END_TEST

/* What another client is at stays. */
START_TEST(test_archive_leaves_what_is_claimed)
{
	struct iqm_client *other;
	struct shop s;
	size_t moved;

	fill(&s);
	ck_assert_int_eq(shop_client(&s, (struct iqm_settings){ 0 }, &other, NULL), 0);
	ck_assert_int_eq(iqm_journal_claim(other, "bought", NULL), 0);
	ck_assert_int_eq(shop_state(other, "bought"), IQM_PURCHASE_BOUGHT); /* as it was */
	ck_assert_int_eq(iqm_journal_archive(s.client, iqm_ms(INT64_MAX), &moved, NULL), 0);
	ck_assert_uint_eq(moved, 1);
	ck_assert_int_eq(iqm_journal_note(other, "bought", "done", NULL), 0);
	iqm_client_close(other);
	ck_assert_int_eq(iqm_journal_archive(s.client, (struct iqm_ms){ 0 }, &moved, NULL),
			 IQM_E_USAGE);
	shop_close(&s);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("record");

	tcase_add_test(tcase, test_who_and_where);
	tcase_add_test(tcase, test_an_order_without_a_body);
	tcase_add_test(tcase, test_price_and_cost);
	tcase_add_test(tcase, test_find_what_exists);
	tcase_add_test(tcase, test_notes);
	tcase_add_test(tcase, test_a_note_needs_a_journal);
	tcase_add_test(tcase, test_claims);
	tcase_add_test(tcase, test_claim_comes_first);
	tcase_add_test(tcase, test_keys_that_share_a_byte);
	tcase_add_test(tcase, test_archive);
	tcase_add_test(tcase, test_find_of_an_archived_purchase);
	tcase_add_test(tcase, test_duplicate_of_an_archived_purchase);
	tcase_add_test(tcase, test_a_restored_copy_is_refused);
	tcase_add_test(tcase, test_an_outcome_without_an_intent);
	tcase_add_test(tcase, test_the_byte_of_a_key);
	tcase_add_test(tcase, test_archives_and_descriptor_0);
	tcase_add_test(tcase, test_check_beside_what_others_bought);
	tcase_add_test(tcase, test_a_turn_that_does_not_come);
	tcase_add_test(tcase, test_archive_leaves_what_is_claimed);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
