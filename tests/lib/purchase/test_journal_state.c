/* SPDX-License-Identifier: MIT */
/* What a journal says of a purchase, and what may be bought under a key. */
#include "support/journal_cases.h"
#include "support/journal_fixture.h"
#include "support/suite.h"

#include "purchase/journal.h"
#include "purchase/purchase.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "support/mock.h"

#include "iqm_descriptors.h"

/* The file, by the members that every journal has. */
START_TEST(test_settled)
{
	struct iqm_journal journal;
	struct iqm_error error;
	struct shop s;

	shop_open(&s);
	ck_assert_int_eq(iqm_local_journal_open(&journal, &iqm_system_clock, s.path, &error), 0);
	journal_case_settled(&journal);
	journal.close(journal.context);
	shop_close(&s);
}
END_TEST

#define RECORD(members) "{\"format\":\"2\",\"key\":\"k\"," members "}"

/* Written by another program: a report that is known stays known. */
START_TEST(test_a_line_that_names_no_report)
{
	static const char *const lines[] = {
		RECORD("\"event\":\"intent\",\"service\":\"" MOCK_BASE_URL "\",\"workspace\":\"7\","
		       "\"operation\":\"pld.generate\",\"request\":\"{}\",\"time\":\"1\","
		       "\"sent\":\"1\""),
		RECORD("\"event\":\"bought\",\"reportId\":\"78\""),
		RECORD("\"event\":\"bought\",\"who\":\"a person\""),
	};
	char text[2048] = "iqm-journal 2\n";
	size_t len = strlen(text);
	struct iqm_purchase *p;
	struct shop s;

	shop_open(&s);
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		len += shop_line(text + len, sizeof(text) - len, lines[i]);
	shop_write(&s, text, len);
	shop_restart(&s);
	ck_assert_int_eq(iqm_journal_get(s.client, "k", &p, NULL), 0);
	ck_assert_int_eq(p->state, IQM_PURCHASE_BOUGHT);
	ck_assert(p->report_id.set && p->report_id.value == 78);
	ck_assert_str_eq(p->settlement.who, "a person");
	iqm_free(p);
	shop_close(&s);
}
END_TEST

/* ---- states --------------------------------------------------------------------------------- */

static const struct ending {
	long status;
	const char *body;
	int fail;
	bool unsent;
	enum iqm_purchase_state state;
	int again; /* what another purchase under the key comes to, while the shop answers so */
	int64_t id;
} endings[] = {
	{ 200, "{\"success\":true,\"data\":{\"pldReportCreated\":true}}", 0, false,
	  IQM_PURCHASE_BOUGHT, IQM_E_KEY_USED, 0 },
	{ 200, "{\"success\":true,\"data\":{\"pldReportCreated\":true,\"pldId\":78}}", 0, false,
	  IQM_PURCHASE_BOUGHT, IQM_E_KEY_USED, 78 },
	{ 200, "{\"success\":true,\"data\":{\"pldReportCreated\":false,\"pldId\":50}}", 0, false,
	  IQM_PURCHASE_REFUSED, IQM_E_PRICE, 50 },
	{ 422, "{\"success\":false,\"errorObjects\":[{\"error\":\"no\"}]}", 0, false,
	  IQM_PURCHASE_REFUSED, IQM_E_REFUSED, 0 },
	{ 200, "<html>", 0, false, IQM_PURCHASE_UNKNOWN, IQM_E_UNKNOWN_OUTCOME, 0 },
	{ 500, "", 0, false, IQM_PURCHASE_UNKNOWN, IQM_E_UNKNOWN_OUTCOME, 0 },
	{ 0, "", IQM_E_NETWORK, false, IQM_PURCHASE_UNKNOWN, IQM_E_UNKNOWN_OUTCOME, 0 },
	{ 0, "", IQM_E_NETWORK, true, IQM_PURCHASE_NONE, IQM_E_NETWORK, 0 },
};

#define ENDINGS ((int)(sizeof(endings) / sizeof(endings[0])))

static void check_purchase(struct iqm_client *client, const struct ending *end)
{
	struct iqm_purchase *p;

	ck_assert_int_eq(iqm_journal_get(client, "k", &p, NULL), 0);
	ck_assert_int_eq(p->state, end->state);
	ck_assert_str_eq(p->key, "k");
	if (p->state == IQM_PURCHASE_NONE) { /* nothing left, nothing is recorded */
		iqm_free(p);
		return;
	}
	ck_assert_str_eq(p->operation, "pld.generate");
	ck_assert_str_eq(p->request, "{\"campaignId\":451351}");
	ck_assert_ptr_nonnull(p->intent.time.set);
	ck_assert_int_eq(p->intent.highest_id.value, NEWEST_ID);
	ck_assert_int_eq(p->report_id.value, end->id);
	ck_assert(!p->report_id.set == !end->id);
	iqm_free(p);
}

START_TEST(test_outcome_is_recorded)
{
	const struct ending *end = &endings[_i];
	struct iqm_error error;
	struct shop s;
	int sold;

	shop_open(&s);
	s.status = end->status;
	s.body = end->body;
	s.fail = end->fail;
	s.unsent = end->unsent;
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_NONE);
	shop_buy(s.client, "k", &error);
	check_purchase(s.client, end);
	shop_restart(&s);
	check_purchase(s.client, end);
	sold = s.sold;
	ck_assert_int_eq(shop_buy(s.client, "k", &error), end->again);
	if (end->state == IQM_PURCHASE_BOUGHT || end->state == IQM_PURCHASE_UNKNOWN) {
		ck_assert_int_eq(s.sold, sold);
		ck_assert_int_eq(error.cause, IQM_E_KEY_USED);
		ck_assert_int_eq(error.delivery, IQM_NOT_SENT);
		ck_assert_ptr_nonnull(strstr(error.message, "key 'k'"));
	} else {
		ck_assert_int_eq(s.sold, sold + 1);
	}
	shop_close(&s);
}
END_TEST

/* A purchase that came to nothing may be made under the same key. */
START_TEST(test_key_is_used_again_after_nothing)
{
	struct shop s;

	shop_open(&s);
	s.fail = IQM_E_NETWORK;
	s.unsent = true;
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), IQM_E_NETWORK);
	s.fail = 0;
	s.unsent = false;
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), 0);
	shop_restart(&s);
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_BOUGHT);
	shop_close(&s);
}
END_TEST

static int send_late(struct call_state *s)
{
	const struct timespec pause = { 0, 200 * 1000000L };
	int err = iqm_purchase_sending(s);

	nanosleep(&pause, NULL);
	return err;
}

static const struct call_hooks late = { .begin_paid = iqm_purchase_begin,
					.sending_paid = send_late,
					.end_paid = iqm_purchase_end };

/* The intent took until the deadline was over: nothing was sent, and the key is free. */
START_TEST(test_intent_that_is_written_too_late)
{
	struct iqm_pld_order req = { .campaign_id = iqm_int(451351) };
	struct iqm_call call = { .key = "k", .timeout_ms = 150 };
	struct iqm_pld_order_response *rsp;
	const struct call_hooks *hooks;
	struct shop s;

	shop_open(&s);
	hooks = s.client->hooks;
	s.client->hooks = &late;
	ck_assert_int_eq(iqm_pld_generate(s.client, &req, &rsp, &call), IQM_E_TIMEOUT);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_int_eq(s.sold, 0);
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_NOT_BOUGHT);
	s.client->hooks = hooks;
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), 0);
	shop_close(&s);
}
END_TEST

/* The intent is in the file before the request leaves, and no outcome. */
static void get_while_selling(struct shop *s)
{
	struct iqm_call call = { .key = "k" };
	struct iqm_client *other;
	struct iqm_found found;

	ck_assert_ptr_nonnull(
		strstr(s->on_disk, "\"event\":\"intent\",\"format\":\"2\",\"key\":\"k\""));
	ck_assert_ptr_null(strstr(s->on_disk, "bought"));
	ck_assert_int_eq(shop_state(s->client, "k"), IQM_PURCHASE_BUSY);
	ck_assert_int_eq(shop_client(s, (struct iqm_settings){ 0 }, &other, NULL), 0);
	ck_assert_int_eq(shop_state(other, "k"), IQM_PURCHASE_BUSY);
	ck_assert_int_eq(shop_buy(other, "k", NULL), IQM_E_KEY_USED);
	ck_assert_int_eq(iqm_journal_settle(other, "k", 5, NULL), IQM_E_KEY_USED);
	ck_assert_int_eq(iqm_pld_find(other, NULL, NULL, &found, &call), IQM_E_KEY_USED);
	ck_assert_str_eq(call.error.message, "pld.generate: another thread or process is at the "
					     "purchase 'k'");
	iqm_client_close(other);
}

START_TEST(test_intent_comes_before_the_request)
{
	struct shop s;

	shop_open(&s);
	s.while_selling = get_while_selling;
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), 0);
	ck_assert_int_eq(s.sold, 1);
	shop_close(&s);
}
END_TEST

/* Nor is it priced, or anything listed. */
START_TEST(test_a_used_key_costs_no_request)
{
	struct iqm_sls_order req = { .sls_name = "Study" };
	struct iqm_sls_order_response *rsp;
	struct iqm_call call = { .key = "k" };
	struct shop s;

	shop_open(&s);
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), 0);
	shop_restart(&s);
	s.asked = s.sold = 0;
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), IQM_E_KEY_USED);
	ck_assert_int_eq(iqm_sls_generate_within(s.client, &req, 1, &rsp, &call), IQM_E_KEY_USED);
	ck_assert_str_eq(call.error.message,
			 "sls.generate: key 'k' has bought a report, by another order");
	ck_assert_str_eq(call.error.operation, "sls.generate");
	ck_assert_ptr_null(rsp);
	ck_assert_int_eq(s.asked + s.sold, 0);
	shop_close(&s);
}
END_TEST

/* ---- keys ----------------------------------------------------------------------------------- */

#define LONGEST "123456789012345678901234567890123456789012345678901234567890123"

static const char *const bad_keys[] = { "", LONGEST "4", "a\n", "\x7f", "\xc3\xa4", "tab\t" };

START_TEST(test_bad_key)
{
	struct iqm_error error;
	struct iqm_purchase *p;
	struct shop s;

	shop_open(&s);
	ck_assert_int_eq(shop_buy(s.client, bad_keys[_i], &error), IQM_E_USAGE);
	ck_assert_str_eq(error.message,
			 "pld.generate: key: expected 1 to 63 printable ASCII characters");
	ck_assert_int_eq(iqm_journal_get(s.client, bad_keys[_i], &p, NULL), IQM_E_USAGE);
	ck_assert_int_eq(iqm_journal_settle(s.client, bad_keys[_i], 1, NULL), IQM_E_USAGE);
	ck_assert_int_eq(s.sold, 0);
	shop_close(&s);
}
END_TEST

START_TEST(test_good_keys)
{
	static const char *const keys[] = { LONGEST, "\"quoted\\\"", " ", "~" };
	struct shop s;

	shop_open(&s);
	for (size_t i = 0; i < 4; i++) {
		ck_assert_int_eq(shop_buy(s.client, keys[i], NULL), 0);
		ck_assert_int_eq(shop_buy(s.client, keys[i], NULL), IQM_E_KEY_USED);
	}
	shop_restart(&s);
	for (size_t i = 0; i < 4; i++)
		ck_assert_int_eq(shop_state(s.client, keys[i]), IQM_PURCHASE_BOUGHT);
	shop_close(&s);
}
END_TEST

START_TEST(test_made_up_keys_differ)
{
	struct iqm_purchases *all;
	struct shop s;

	shop_open(&s);
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(shop_buy(s.client, NULL, NULL), 0);
	ck_assert_int_eq(iqm_journal_list(s.client, &all, NULL), 0);
	ck_assert_uint_eq(all->len, 3);
	for (size_t i = 0; i < 3; i++) {
		ck_assert_uint_eq(strlen(all->items[i].key), 32);
		ck_assert_int_eq(all->items[i].state, IQM_PURCHASE_BOUGHT);
		ck_assert_str_ne(all->items[i].key, all->items[(i + 1) % 3].key);
	}
	iqm_free(all);
	shop_close(&s);
}
END_TEST

START_TEST(test_key_is_sent_on_request)
{
	struct iqm_pld_order own = { .campaign_id = iqm_int(1), .idempotency_key = "mine" };
	struct iqm_pld_order_response *rsp;
	struct iqm_client *client;
	struct shop s;

	shop_open(&s);
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), 0);
	ck_assert_ptr_null(strstr(s.sent, "idempotencyKey"));
	ck_assert_int_eq(shop_client(&s, (struct iqm_settings){ .send_key = true }, &client, NULL),
			 0);
	ck_assert_int_eq(shop_buy(client, "k2", NULL), 0);
	ck_assert_str_eq(s.sent, "{\"campaignId\":451351,\"idempotencyKey\":\"k2\"}");
	ck_assert_int_eq(shop_buy(client, "k2", NULL), IQM_E_KEY_USED);
	ck_assert_int_eq(s.sold, 2);
	ck_assert_int_eq(iqm_pld_generate(client, &own, &rsp, NULL), 0);
	ck_assert_ptr_nonnull(strstr(s.sent, "\"idempotencyKey\":\"mine\""));
	iqm_free(rsp);
	iqm_client_close(client);
	shop_close(&s);
}
END_TEST

static const struct iqm_field form_fields[] = {
	IQM_FIELD(iqm_pld_order, campaign_id, 0, "campaignId"),
	IQM_FIELD(iqm_pld_order, idempotency_key, 0, "idempotencyKey"),
};
static const struct iqm_descriptor form = { IQM_DESCRIPTOR(iqm_pld_order, form_fields) };

START_TEST(test_key_is_sent_in_a_form)
{
	const struct iqm_pld_order req = { .campaign_id = iqm_int(1) };
	struct iqm_op op = iqm_pld_generate_op;
	struct iqm_order order = *op.order;
	struct iqm_call call = { .key = "k" };
	struct iqm_client *client;
	struct shop s;
	void *rsp;

	shop_open(&s);
	op.body = &form;
	op.content = IQM_FORM;
	op.fixed = "kind=pld";
	order.key = &form_fields[1];
	op.order = &order;
	ck_assert_int_eq(shop_client(&s, (struct iqm_settings){ .send_key = true }, &client, NULL),
			 0);
	ck_assert_int_eq(iqm_perform(client, &op, &req, &rsp, &call), 0);
	ck_assert_str_eq(s.sent, "kind=pld&campaignId=1&idempotencyKey=k");
	iqm_free(rsp);
	iqm_client_close(client);
	shop_close(&s);
}
END_TEST

/* ---- settling ------------------------------------------------------------------------------- */

/* Ids are whole in 64 bits, also after another process has read them. */
START_TEST(test_settle_the_highest_id)
{
	struct iqm_purchase *p;
	struct shop s;

	shop_open(&s);
	s.fail = IQM_E_NETWORK;
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(iqm_journal_settle(s.client, "k", INT64_MAX, NULL), 0);
	shop_restart(&s);
	ck_assert_int_eq(iqm_journal_get(s.client, "k", &p, NULL), 0);
	ck_assert_int_eq(p->report_id.value, INT64_MAX);
	iqm_free(p);
	shop_close(&s);
}
END_TEST

START_TEST(test_settle)
{
	struct iqm_call call = { 0 };
	struct iqm_purchase *p;
	struct shop s;

	shop_open(&s);
	s.fail = IQM_E_NETWORK;
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(iqm_journal_settle(s.client, "k", 0, NULL), IQM_E_USAGE);
	ck_assert_int_eq(iqm_journal_settle(s.client, "k", 78, NULL), 0);
	ck_assert_int_eq(iqm_journal_settle(s.client, "k", 78, NULL), 0);
	shop_restart(&s);
	ck_assert_int_eq(iqm_journal_get(s.client, "k", &p, NULL), 0);
	ck_assert_int_eq(p->state, IQM_PURCHASE_BOUGHT);
	ck_assert_int_eq(p->report_id.value, 78);
	iqm_free(p);
	s.fail = 0;
	ck_assert_int_eq(shop_buy(s.client, "bought", NULL), 0); /* its id is not known yet */
	ck_assert_int_eq(iqm_journal_settle(s.client, "bought", 79, NULL), 0);
	ck_assert_int_eq(iqm_journal_settle(s.client, "none", 1, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "the journal has no purchase under key 'none'");
	s.fail = IQM_E_NETWORK;
	s.unsent = true;
	ck_assert_int_eq(shop_buy(s.client, "unsent", NULL), IQM_E_NETWORK);
	ck_assert_int_eq(iqm_journal_settle(s.client, "unsent", 1, NULL), IQM_E_USAGE);
	shop_close(&s);
}
END_TEST

/* A person's mistake can be corrected by a person, and by nobody else; the key stays bought. */
START_TEST(test_settle_corrects_a_persons_word)
{
	struct iqm_call call = { 0 };
	struct iqm_purchase *p;
	struct shop s;

	shop_open(&s);
	s.fail = IQM_E_NETWORK;
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(shop_buy(s.client, "other", NULL), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(iqm_journal_settle(s.client, "k", 78, NULL), 0);
	ck_assert_int_eq(iqm_journal_settle(s.client, "other", 80, NULL), 0);
	ck_assert_int_eq(iqm_journal_settle(s.client, "k", 80, &call), IQM_E_KEY_USED);
	ck_assert_str_eq(call.error.message, "key 'other' has bought report 80");
	ck_assert_int_eq(iqm_journal_settle(s.client, "k", 79, NULL), 0);
	shop_restart(&s);
	ck_assert_int_eq(iqm_journal_get(s.client, "k", &p, NULL), 0);
	ck_assert_int_eq(p->state, IQM_PURCHASE_BOUGHT);
	ck_assert_int_eq(p->report_id.value, 79);
	iqm_free(p);
	ck_assert_int_eq(iqm_journal_settle(s.client, "other", 78, NULL), 0); /* it is free again */
	shop_close(&s);
}
END_TEST

static void append(const struct shop *s, const char *json)
{
	char text[4096];
	size_t len = shop_read(s, text, sizeof(text));

	len += shop_line(text + len, sizeof(text) - len, json);
	shop_write(s, text, len);
}

/* What was refused, or settled as not bought, was bought after all. */
START_TEST(test_settle_what_was_said_to_have_bought_nothing)
{
	struct iqm_call call = { .key = "k" };
	struct iqm_error error;
	struct shop s;

	shop_open(&s);
	s.status = _i ? 500 : 422;
	s.body = _i ? "" : "{\"success\":false,\"errorObjects\":[{\"error\":\"no\"}]}";
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), _i ? IQM_E_UNKNOWN_OUTCOME : IQM_E_REFUSED);
	if (_i)
		append(&s, "{\"event\":\"not_bought\",\"format\":\"2\",\"key\":\"k\","
			   "\"who\":\"1@host\"}");
	ck_assert_int_eq(iqm_pld_settle_not_bought(s.client, &call), 0); /* so it is */
	ck_assert_int_eq(shop_state(s.client, "k"),
			 _i ? IQM_PURCHASE_NOT_BOUGHT : IQM_PURCHASE_REFUSED);
	ck_assert_int_eq(iqm_journal_settle(s.client, "k", 78, NULL), 0);
	shop_restart(&s);
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_BOUGHT);
	ck_assert_int_eq(shop_buy(s.client, "k", &error), IQM_E_KEY_USED);
	ck_assert_str_eq(error.message, "pld.generate: key 'k' has bought report 78");
	ck_assert_int_eq(iqm_pld_settle_not_bought(s.client, &call), IQM_E_KEY_USED);
	ck_assert_int_eq(s.sold, 1);
	shop_close(&s);
}
END_TEST

/* What was known of the purchase before is history: its note, and who settled it. */
START_TEST(test_a_key_begins_anew)
{
	struct iqm_purchase *purchase;
	struct shop s;

	shop_open(&s);
	s.fail = IQM_E_NETWORK;
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(iqm_journal_note(s.client, "k", "of the first", NULL), 0);
	append(&s, "{\"event\":\"not_bought\",\"format\":\"2\",\"key\":\"k\","
		   "\"who\":\"1@host\"}");
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(iqm_journal_get(s.client, "k", &purchase, NULL), 0);
	ck_assert_int_eq(purchase->state, IQM_PURCHASE_UNKNOWN);
	ck_assert_ptr_null(purchase->note);
	ck_assert_ptr_null(purchase->settlement.who);
	iqm_free(purchase);
	shop_close(&s);
}
END_TEST

/* What was found out about a purchase is recorded of that one: by its number, or when it was sent.
 */
START_TEST(test_settle_another_purchase)
{
	const struct iqm_int id = iqm_int(78);
	struct iqm_purchase of = { .state = IQM_PURCHASE_UNKNOWN, .key = "k" };
	struct iqm_error error;
	struct iqm_purchase *p;
	struct deadline deadline;
	struct shop s;

	shop_open(&s);
	s.fail = IQM_E_NETWORK;
	ck_assert_int_eq(shop_buy(s.client, "k", NULL), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(iqm_journal_get(s.client, "k", &p, NULL), 0);
	of.number = p->number + (_i == 0);
	of.sent = iqm_ms(p->sent.value + (_i == 1));
	iqm_free(p);
	deadline = iqm_deadline_in(&s.client->clock, 5000, NULL);
	ck_assert_int_eq(iqm_journal_settle_within(s.client, &deadline, "k", &of, id, &error),
			 _i == 2 ? 0 : IQM_E_KEY_USED);
	if (_i < 2)
		ck_assert_ptr_nonnull(strstr(error.message, "for another purchase meanwhile"));
	ck_assert_int_eq(shop_state(s.client, "k"),
			 _i == 2 ? IQM_PURCHASE_BOUGHT : IQM_PURCHASE_UNKNOWN);
	shop_close(&s);
}
END_TEST

START_TEST(test_settle_a_report_of_another_key)
{
	struct iqm_sls_order sls = { .sls_name = "Study" };
	struct iqm_sls_order_response *rsp;
	struct iqm_pld_order again = { .pld_id = iqm_int(78) };
	struct iqm_pld_order_response *again_rsp;
	struct iqm_call call = { .key = "sls" };
	struct shop s;

	shop_open(&s);
	s.fail = IQM_E_NETWORK;
	ck_assert_int_eq(shop_buy(s.client, "a", NULL), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(shop_buy(s.client, "b", NULL), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(iqm_journal_settle(s.client, "a", 78, NULL), 0);
	ck_assert_int_eq(iqm_journal_settle(s.client, "b", 78, &call), IQM_E_KEY_USED);
	ck_assert_str_eq(call.error.message, "key 'a' has bought report 78");
	ck_assert_int_eq(shop_state(s.client, "b"), IQM_PURCHASE_UNKNOWN);
	ck_assert_int_eq(iqm_journal_settle(s.client, "b", 79, NULL), 0);
	/* Other operations count their reports themselves, and one made again keeps its id. */
	ck_assert_int_eq(iqm_sls_generate(s.client, &sls, &rsp, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(iqm_journal_settle(s.client, "sls", 78, NULL), 0);
	call.key = "again";
	ck_assert_int_eq(iqm_pld_generate(s.client, &again, &again_rsp, &call),
			 IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(iqm_journal_settle(s.client, "again", 78, NULL), 0);
	shop_close(&s);
}
END_TEST

START_TEST(test_client_without_a_journal)
{
	struct mock mock = { .status = 200, .body = "{}" };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_purchases *all;
	struct iqm_purchase *p;

	ck_assert_int_eq(iqm_journal_list(client, &all, NULL), IQM_E_CONFIG);
	ck_assert_ptr_null(all);
	ck_assert_int_eq(iqm_journal_get(client, "k", &p, NULL), IQM_E_CONFIG);
	ck_assert_int_eq(iqm_journal_settle(client, "k", 1, NULL), IQM_E_CONFIG);
	ck_assert_int_eq(shop_buy(client, "k", NULL), IQM_E_CONFIG);
	ck_assert_int_eq(mock.calls, 0);
	mock_close(client, &mock);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("state");
	int keys = (int)(sizeof(bad_keys) / sizeof(bad_keys[0]));

	tcase_add_test(tcase, test_settled);
	tcase_add_test(tcase, test_a_line_that_names_no_report);
	tcase_add_loop_test(tcase, test_outcome_is_recorded, 0, ENDINGS);
	tcase_add_test(tcase, test_key_is_used_again_after_nothing);
	tcase_add_test(tcase, test_intent_that_is_written_too_late);
	tcase_add_test(tcase, test_intent_comes_before_the_request);
	tcase_add_test(tcase, test_a_used_key_costs_no_request);
	tcase_add_loop_test(tcase, test_bad_key, 0, keys);
	tcase_add_test(tcase, test_good_keys);
	tcase_add_test(tcase, test_made_up_keys_differ);
	tcase_add_test(tcase, test_key_is_sent_on_request);
	tcase_add_test(tcase, test_key_is_sent_in_a_form);
	tcase_add_test(tcase, test_settle);
	tcase_add_test(tcase, test_settle_corrects_a_persons_word);
	tcase_add_test(tcase, test_settle_the_highest_id);
	tcase_add_loop_test(tcase, test_settle_what_was_said_to_have_bought_nothing, 0, 2);
	tcase_add_test(tcase, test_a_key_begins_anew);
	tcase_add_loop_test(tcase, test_settle_another_purchase, 0, 3);
	tcase_add_test(tcase, test_settle_a_report_of_another_key);
	tcase_add_test(tcase, test_client_without_a_journal);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
