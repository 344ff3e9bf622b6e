/* SPDX-License-Identifier: MIT */
#include "support/journal_cases.h"

#include <stdlib.h>
#include <string.h>

struct iqm_client *journal_client(struct shop *s, const struct iqm_journal *journal)
{
	struct iqm_client *client;
	struct iqm_error error;

	ck_assert_msg(
		!shop_client(s, (struct iqm_settings){ .journal_store = journal }, &client, &error),
		"%s", error.message);
	return client;
}

int journal_buy(struct iqm_client *client, const char *key, struct iqm_call *call)
{
	struct iqm_pld_order req = { .campaign_id = iqm_int(451351) };
	struct iqm_pld_order_response *rsp;
	int err;

	*call = (struct iqm_call){ .key = key, .note = "note" };
	err = iqm_pld_generate(client, &req, &rsp, call);
	iqm_free(rsp);
	return err;
}

static struct shop *shop_of_busy;
static struct iqm_client *second;

static void buy_too(struct shop *s)
{
	struct iqm_call call;

	s->while_selling = NULL;
	ck_assert_int_eq(journal_buy(second, "k", &call), IQM_E_KEY_USED);
	ck_assert_int_eq(journal_buy(second, "l", &call), IQM_E_DUPLICATE);
	ck_assert_int_eq(shop_state(shop_of_busy->client, "k"), IQM_PURCHASE_NONE);
}

void journal_case_purchases(const struct iqm_journal *journal)
{
	struct iqm_client *first;
	struct iqm_call call = { .key = "k" };
	struct iqm_purchases *all;
	struct iqm_purchase *p;
	struct iqm_found found;
	struct shop s;

	shop_open(&s); /* with a journal of its own, which nothing is written to */
	shop_of_busy = &s;
	first = journal_client(&s, journal);
	second = journal_client(&s, journal);
	s.fail = IQM_E_NETWORK;
	s.while_selling = buy_too;
	ck_assert_int_eq(journal_buy(first, "k", &call), IQM_E_UNKNOWN_OUTCOME);
	s.fail = 0;
	ck_assert_int_eq(s.sold, 1);
	ck_assert_int_eq(journal_buy(second, "k", &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(journal_buy(second, "l", &call), IQM_E_DUPLICATE);
	ck_assert_int_eq(iqm_journal_claim(first, "k", NULL), 0);
	ck_assert_int_eq(iqm_journal_note(second, "k", "x", &call), IQM_E_KEY_USED);
	ck_assert_str_ne(call.error.message, "");
	ck_assert_int_eq(iqm_journal_note(first, "k", "done", NULL), 0);
	iqm_journal_release(first, "k");
	call = (struct iqm_call){ .key = "k" };
	ck_assert_int_eq(iqm_pld_find(second, NULL, NULL, &found, &call), 0);
	ck_assert_int_eq(iqm_journal_settle(second, "k", 78, &call), 0);
	ck_assert_int_eq(iqm_journal_get(first, "k", &p, NULL), 0);
	ck_assert_int_eq(p->state, IQM_PURCHASE_BOUGHT);
	ck_assert_int_eq(p->report_id.value, 78);
	ck_assert_str_eq(p->note, "done");
	ck_assert_ptr_nonnull(p->settlement.who);
	iqm_free(p);
	ck_assert_int_eq(journal_buy(first, "k", &call), IQM_E_KEY_USED);
	ck_assert_int_eq(iqm_journal_list(first, &all, NULL), 0);
	ck_assert_uint_eq(all->len, 1);
	iqm_free(all);
	ck_assert_int_eq(iqm_journal_archive(first, iqm_ms(1), NULL, &call), IQM_E_CONFIG);
	ck_assert_int_eq(s.sold, 1);
	iqm_client_close(first);
	iqm_client_close(second);
	shop_close(&s);
}

int journal_buy_within(struct iqm_client *client, double amount, struct iqm_call *call)
{
	const struct iqm_budget budget = { .amount = amount, .since = iqm_ms(1) };
	struct iqm_pld_order req = { .campaign_id = iqm_int(451351) };
	struct iqm_pld_order_response priced = { .outcome = IQM_CREATABLE,
						 .pld_chargeable_cost = iqm_num(10),
						 .funds_available = iqm_bool(true) };
	struct iqm_pld_order_response *rsp;
	int err;

	*call = (struct iqm_call){ .allow_duplicate = true, .budget = &budget };
	err = iqm_pld_generate_priced(client, &req, &priced, 10, &rsp, call);
	iqm_free(rsp);
	return err;
}

void journal_case_budget(const struct iqm_journal *journal)
{
	struct iqm_spending spent;
	struct iqm_client *client;
	struct iqm_call call;
	struct shop s;

	shop_open(&s);
	client = journal_client(&s, journal);
	ck_assert_int_eq(journal_buy_within(client, 20, &call), 0);
	ck_assert_int_eq(journal_buy_within(client, 20, &call), 0);
	ck_assert_int_eq(journal_buy_within(client, 20, &call), IQM_E_PRICE);
	ck_assert_int_eq(call.error.price.reason, IQM_PRICE_OVER_BUDGET);
	ck_assert(call.error.price.spent.value == 20 && call.error.price.limit.value == 20);
	ck_assert_int_eq(iqm_journal_spent(client, iqm_ms(1), &spent, NULL), 0);
	ck_assert_int_eq(spent.micros, 20000000);
	ck_assert_int_eq(s.sold, 2);
	iqm_client_close(client);
	shop_close(&s);
}

static int keep_report(void *to, const struct iqm_purchase *p)
{
	ck_assert_int_eq(p->state, IQM_PURCHASE_BOUGHT);
	*(struct iqm_int *)to = p->report_id;
	return 0;
}

/* By its members, as a program that knows no rules may call it. */
void journal_case_settled(const struct iqm_journal *j)
{
	struct iqm_purchase p = { .key = "k",
				  .service = "https://h",
				  .workspace = "7",
				  .operation = "pld.generate",
				  .request = "{}",
				  .intent = { .time = iqm_ms(1) },
				  .sent = iqm_ms(1) };
	struct iqm_call call = { .timeout_ms = 30000 };
	struct iqm_int id = { 0 };

	ck_assert_int_eq(j->claim(j->context, "k", &call), 0);
	ck_assert_int_eq(j->intent(j->context, &p, 0, &call), 0);
	p.state = IQM_PURCHASE_UNKNOWN;
	ck_assert_int_eq(j->outcome(j->context, &p, &call), 0);
	p.state = IQM_PURCHASE_BOUGHT;
	p.settlement.who = "a person";
	p.report_id = iqm_int(78);
	ck_assert_int_eq(j->settle(j->context, &p, 0, &call), 0);
	p.report_id = (struct iqm_int){ 0 };
	ck_assert_int_eq(j->settle(j->context, &p, 0, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message,
			 "key 'k': expected the report that it bought, found none");
	ck_assert_int_eq(j->get(j->context, "k", keep_report, &id, &call), 0);
	ck_assert(id.set && id.value == 78);
	j->release(j->context, "k");
}
