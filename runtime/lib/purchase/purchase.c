/* SPDX-License-Identifier: MIT */
/* The hooks of a paid call: its key, its intent right before it is sent, and what came of it. */
#include "purchase/journal.h"
#include "purchase/known.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#define RANDOM_BYTES 16
#define END_MS 150 /* what an outcome's record may take where the call has no time left */

/* One purchase that is being made. */
struct intent {
	struct iqm_purchase purchase; /* points to the members below */
	char key[2 * RANDOM_BYTES + 64];
	char order[ORDER_SIZE];
	char host[256];
	struct place place;
	char *request;
	unsigned flags;
	const struct iqm_budget *budget;
	bool claimed;
	bool written;
};

/* ---- before anything is asked ---------------------------------------------------------------- */

static int random_key(char *key, size_t size, struct iqm_error *error)
{
	unsigned char bytes[RANDOM_BYTES];

	if (getrandom(bytes, sizeof(bytes), 0) != (ssize_t)sizeof(bytes))
		return iqm_fail(error, IQM_E_JOURNAL, "no random bytes for a key");
	for (size_t i = 0; i < sizeof(bytes); i++)
		snprintf(key + 2 * i, size - 2 * i, "%02x", bytes[i]);
	return 0;
}

static int fill(struct intent *i, struct iqm_client *client, const struct iqm_op *op,
		const void *request, const struct iqm_call *call, const struct deadline *deadline,
		struct iqm_error *error)
{
	int err = iqm_place_of(client, op, deadline, &i->place, error);

	if (!err)
		err = iqm_order_of(op, request, i->order, error);
	if (!err && !call->key)
		err = random_key(i->key, sizeof(i->key), error);
	if (err)
		return err;
	if (call->key)
		snprintf(i->key, sizeof(i->key), "%s", call->key);
	gethostname(i->host, sizeof(i->host) - 1); /* all zeroes before: a failure leaves a text */
	i->flags = call->allow_duplicate ? IQM_JOURNAL_ALLOW_DUPLICATE : 0;
	i->budget = call->budget;
	i->purchase = (struct iqm_purchase){
		.state = IQM_PURCHASE_OPEN,
		.key = i->key,
		.service = i->place.service,
		.workspace = i->place.workspace,
		.operation = op->name,
		.order = *i->order ? i->order : NULL,
		.host = *i->host ? i->host : NULL,
		.process = iqm_int(getpid()),
		.note = call->note,
	};
	return 0;
}

static int record(struct iqm_client *client, const struct intent *i, unsigned flags,
		  const struct deadline *deadline, struct iqm_error *error)
{
	const struct iqm_journal *store = &client->journal->store;
	struct iqm_call call = iqm_deadline_call(deadline);
	int err;

	call.budget = i->budget;
	err = store->intent(store->context, &i->purchase, i->flags | flags, &call);

	return err ? iqm_journal_failed(err, &call, error) : 0;
}

/* The claim first: what the journal says holds then. */
static int claim(struct intent *i, struct iqm_client *client, const struct deadline *deadline,
		 struct iqm_error *error)
{
	int err = iqm_claim_for_call(client->journal, deadline, i->key, error);

	if (err)
		return err;
	i->claimed = true;
	return record(client, i, IQM_JOURNAL_CHECK_ONLY, deadline, error);
}

static int check(const struct iqm_client *client, const struct iqm_call *call,
		 struct iqm_error *error)
{
	int err;

	if (!client->journal)
		return call->key || call->note || call->budget
			       ? iqm_fail(error, IQM_E_CONFIG, "call.%s needs the setting journal",
					  call->key      ? "key"
					  : call->budget ? "budget"
							 : "note")
			       : 0;
	if (call->budget && !client->journal->store.checks_budgets)
		return iqm_fail(error, IQM_E_CONFIG, "this journal checks no budgets");
	err = iqm_check_budget(call->budget, error);
	if (!err && call->key)
		err = iqm_check_key(call->key, error);
	return err ? err : iqm_check_note(call->note, error);
}

int iqm_purchase_prepare(struct iqm_client *client, const struct iqm_op *op, const void *request,
			 const struct iqm_call *call, const struct deadline *deadline,
			 struct intent **out, struct iqm_error *error)
{
	struct intent *i;
	int err = check(client, call, error);

	*out = NULL;
	if (err || !client->journal)
		return err;
	i = calloc(1, sizeof(*i));
	if (!i)
		return iqm_fail_nomem(error);
	err = fill(i, client, op, request, call, deadline, error);
	if (!err)
		err = claim(i, client, deadline, error);
	if (err)
		iqm_purchase_drop(client, i);
	else
		*out = i;
	return err;
}

void iqm_purchase_set_price(struct intent *i, struct iqm_num price)
{
	if (i)
		i->purchase.price = price;
}

/* A missing price is refused now: the journal would refuse it only when it is about to be sent. */
static int check_priced(const struct intent *i, struct iqm_error *error)
{
	const struct iqm_spending none = { 0 };
	struct iqm_call call = { .budget = i->budget };
	int err = i->budget && !i->purchase.price.set
			  ? iqm_journal_check_budget(&none, &i->purchase, 0, &call)
			  : 0;

	return err ? iqm_journal_failed(err, &call, error) : 0;
}

void iqm_purchase_drop(struct iqm_client *client, struct intent *i)
{
	if (!i)
		return;
	if (i->claimed)
		iqm_claim_release_call(client->journal, i->key);
	free(i->place.service);
	free(i->request);
	free(i);
}

/* ---- the hooks ------------------------------------------------------------------------------- */

/* Who looks for the purchase later reads what was ordered. */
static int check_is_readable(const struct call_state *s, const char *json)
{
	struct iqm_error why;
	void *again;
	int err = iqm_json_read(s->op->body, json, strlen(json), &again, &why);

	iqm_free(again);
	if (err && err != IQM_E_NOMEM)
		return iqm_fail(s->error, IQM_E_USAGE,
				"the order could not be read again from the journal: %s",
				why.message);
	return err ? iqm_fail_nomem(s->error) : 0;
}

/* What is ordered, in the default dialect, whatever is sent: so it is read again as it was meant.
 */
static IQM_NOINLINE int record_request(const struct call_state *s, struct intent *i)
{
	const struct encoding how = { .error = s->error };
	struct buf json = { 0 };
	int err;

	if (!s->op->body)
		err = iqm_buf_str(&json, "{}") ? iqm_fail_nomem(s->error) : 0;
	else
		err = iqm_encode_json(s->op->body, s->request, &how, &json);
	if (!err && s->op->body)
		err = check_is_readable(s, json.data);
	i->purchase.request = i->request = json.data;
	return err;
}

int iqm_purchase_begin(struct call_state *s)
{
	struct iqm_client *c = s->client;
	struct iqm_intent known = { .time = iqm_ms(iqm_realtime(&c->clock)) };
	struct intent *i = s->prepared;
	int err = 0;

	if (!i)
		err = iqm_purchase_prepare(c, s->op, s->request, s->call, &s->deadline, &i,
					   s->error);
	s->intent = i;
	if (err || !i)
		return err;
	s->key = i->key;
	err = check_priced(i, s->error);
	if (!err && s->op->order)
		err = iqm_read_known(c, s->op, s->request, &s->deadline, &known, s->error);
	i->purchase.intent = known;
	return err ? err : record_request(s, i);
}

/* A token that was renewed meanwhile may be another workspace's. */
static int check_workspace(const struct call_state *s)
{
	const char *sent = iqm_headers_get(&s->headers, s->op->api->workspace_header);
	const char *claimed = s->intent->place.workspace;

	if (sent && !strcmp(sent, claimed))
		return 0;
	return iqm_fail(s->error, IQM_E_CONFIG,
			"expected a token of workspace %s, found one of %s: nothing was sent",
			claimed, sent ? sent : "none");
}

int iqm_purchase_sending(struct call_state *s)
{
	struct intent *i = s->intent;
	int err;

	if (!i)
		return 0;
	err = check_workspace(s);
	if (err || i->written)
		return err;
	i->purchase.sent = iqm_ms(iqm_realtime(&s->client->clock));
	err = record(s->client, i, 0, &s->deadline, s->error);
	i->written = !err;
	return err;
}

static enum iqm_purchase_state purchase_state(const struct call_state *s, int err)
{
	if (!err)
		return IQM_PURCHASE_BOUGHT;
	switch (s->error->delivery) {
	case IQM_NOT_SENT:
		return IQM_PURCHASE_NOT_BOUGHT;
	case IQM_RESPONDED:
		return IQM_PURCHASE_REFUSED;
	default:
		return IQM_PURCHASE_UNKNOWN;
	}
}

/* A call that was cancelled records its outcome too. */
static struct deadline end_deadline(const struct deadline *deadline)
{
	struct deadline soon = iqm_deadline_in(deadline->clock, END_MS, NULL);
	bool over = iqm_cancelled(deadline->cancel) || deadline->at < soon.at;

	return over ? soon : *deadline;
}

/* If it cannot be recorded, that changes nothing of the call's outcome: the purchase stays open. */
static void record_outcome(struct call_state *s, int err)
{
	const struct iqm_journal *store = &s->client->journal->store;
	struct iqm_purchase *p = &s->intent->purchase;
	struct iqm_price says = { .outcome = IQM_NO_OUTCOME };
	struct deadline until = end_deadline(&s->deadline);
	struct iqm_call call = iqm_deadline_call(&until);

	p->state = purchase_state(s, err);
	if (!err || err == IQM_E_PRICE)
		iqm_price_read(s->op->verdict, s->response, &says);
	p->report_id = says.id;
	if (!err)
		p->cost = says.cost;
	if (store->outcome(store->context, p, &call))
		iqm_log(&s->client->logger, IQM_LOG_WARN,
			"the outcome under key '%s' stays open: %s", s->intent->key,
			call.error.message);
}

void iqm_purchase_end(struct call_state *s, int err)
{
	if (!s->intent)
		return;
	if (s->intent->written)
		record_outcome(s, err);
	if (s->intent != s->prepared)
		iqm_purchase_drop(s->client, s->intent);
}
