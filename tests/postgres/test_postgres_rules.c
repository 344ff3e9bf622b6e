/* SPDX-License-Identifier: MIT */
/* The table of states (runtime/README.md) over the journal in PostgreSQL: each state, each event.
 */
#include "database.h"

#include "purchase/journal_rules.h"
#include "support/journal_cases.h"
#include "support/suite.h"

#include <stdio.h>

/* A shop, and two clients of a database. */
struct hosts {
	struct shop shop;
	struct iqm_postgres *stores[2];
	struct iqm_client *clients[2];
};

static void set_state(enum iqm_purchase_state state)
{
	pg_sql("UPDATE iqm.records SET state = '%s', report_id = %s, recorded = recorded - 3600000",
	       iqm_purchase_state_name(state), state == IQM_PURCHASE_BOUGHT ? "5" : "NULL");
}

/* The key "k" in this state; the second client has claimed it where it is busy. */
static void bring(struct hosts *h, enum iqm_purchase_state state)
{
	struct iqm_call call;

	shop_open(&h->shop);
	h->stores[0] = pg_new_store();
	h->stores[1] = pg_store();
	for (int i = 0; i < 2; i++)
		h->clients[i] = journal_client(&h->shop, iqm_postgres_journal(h->stores[i]));
	if (state == IQM_PURCHASE_NONE)
		return;
	h->shop.fail = IQM_E_NETWORK;
	ck_assert_int_eq(journal_buy(h->clients[0], "k", &call), IQM_E_UNKNOWN_OUTCOME);
	h->shop.fail = 0;
	h->shop.sold = 0;
	set_state(state == IQM_PURCHASE_BUSY ? IQM_PURCHASE_OPEN : state);
	if (state == IQM_PURCHASE_BUSY)
		ck_assert_int_eq(iqm_journal_claim(h->clients[1], "k", NULL), 0);
	ck_assert_int_eq(shop_state(h->clients[0], "k"), state);
}

static void end(struct hosts *h)
{
	for (int i = 0; i < 2; i++) {
		iqm_client_close(h->clients[i]);
		iqm_postgres_close(h->stores[i]);
	}
	shop_close(&h->shop);
}

static struct hosts *looking;
static enum iqm_purchase_state while_sent;

static void look(struct shop *s)
{
	(void)s;
	while_sent = shop_state(looking->clients[1], "k");
}

static void make_unknown(struct shop *s)
{
	(void)s;
	pg_sql("UPDATE iqm.records SET state = 'unknown'");
}

/* A purchase that comes to this; from UNKNOWN: its record became so meanwhile. */
static void respond(struct hosts *h, enum iqm_purchase_state from, enum purchase_event event)
{
	struct shop *s = &h->shop;
	struct iqm_call call;

	s->while_selling = from == IQM_PURCHASE_UNKNOWN ? make_unknown : NULL;
	if (event == EVENT_REFUSED) {
		s->status = 422;
		s->body = "{\"success\":false,\"errorObjects\":[{\"error\":\"no\"}]}";
	}
	s->fail = event == EVENT_UNKNOWN ? IQM_E_NETWORK : 0;
	(void)journal_buy(h->clients[0], "k", &call);
	ck_assert_int_eq(s->sold, 1);
}

static int settle(struct hosts *h, struct iqm_int id)
{
	const struct iqm_journal *j = iqm_postgres_journal(h->stores[0]);
	struct iqm_purchase settled = { .key = "k", .service = NULL };
	struct iqm_call call = { .timeout_ms = 30000 };
	int err = j->claim(j->context, "k", &call);

	settled.state = id.set ? IQM_PURCHASE_BOUGHT : IQM_PURCHASE_NOT_BOUGHT;
	settled.report_id = id;
	if (err)
		return err;
	err = j->settle(j->context, &settled, 0, &call);
	j->release(j->context, "k");
	return err;
}

static int apply(struct hosts *h, enum iqm_purchase_state from, enum purchase_event event,
		 const struct transition *t)
{
	struct iqm_call call;
	int err;

	switch (event) {
	case EVENT_BUY:
		h->shop.while_selling = look;
		looking = h;
		err = journal_buy(h->clients[0], "k", &call);
		ck_assert_int_eq(h->shop.sold, !t->err);
		ck_assert(t->err || while_sent == t->next);
		return err;
	case EVENT_DUPLICATE:
		err = journal_buy(h->clients[0], "other", &call);
		ck_assert_int_eq(h->shop.sold, !t->err);
		break;
	case EVENT_DIED:
		iqm_client_close(h->clients[1]);
		h->clients[1] = NULL;
		return 0;
	case EVENT_FOUND:
		return settle(h, iqm_int(5));
	case EVENT_DISPROVED:
		return settle(h, (struct iqm_int){ 0 });
	default:
		respond(h, from, event);
		return 0;
	}
	return err;
}

/* Those of a response follow a purchase: from NONE. An intent that was recorded and then not sent
 * (EVENT_UNSENT) and a repair are not this journal's. */
START_TEST(test_cell)
{
	enum purchase_event event = (enum purchase_event)(_i / PURCHASE_STATES);
	enum iqm_purchase_state state = (enum iqm_purchase_state)(_i % PURCHASE_STATES);
	const struct transition t = iqm_purchase_next(state, event);
	bool responds = event >= EVENT_BOUGHT && event <= EVENT_UNKNOWN;
	struct hosts h;

	if (event == EVENT_UNSENT || event == EVENT_DAMAGED || t.err == IQM_E_JOURNAL)
		return;
	bring(&h, responds ? IQM_PURCHASE_NONE : state);
	ck_assert_int_eq(apply(&h, state, event, &t), t.err);
	if (event != EVENT_BUY)
		ck_assert_int_eq(shop_state(h.clients[0], "k"), t.err ? state : t.next);
	end(&h);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("rules");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, test_cell, 0, PURCHASE_EVENTS * PURCHASE_STATES);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
