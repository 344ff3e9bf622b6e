/* SPDX-License-Identifier: MIT */
/* What purchases cost in sum, and whether one more fits into a budget. */
#include "purchase/journal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int iqm_check_budget(const struct iqm_budget *budget, struct iqm_error *e)
{
	if (!budget)
		return 0;
	if (!(budget->amount >= 0)) /* NaN is not */
		return iqm_fail(e, IQM_E_USAGE, "budget.amount: expected 0 or more");
	if (budget->since.set != &iqm_is_set)
		return iqm_fail(e, IQM_E_USAGE, "budget.since: expected a timestamp");
	return IQM_CHECK_RESERVED(e, "budget", budget);
}

/* ---- what counts ----------------------------------------------------------------------------- */

/* Of a record that was damaged the time may be lost; when it was settled is later. */
static bool is_before(const struct iqm_purchase *p, struct iqm_ms since)
{
	struct iqm_ms last = p->sent.set ? p->sent : p->settlement.time;

	return since.set && last.set && last.value < since.value;
}

static bool is_amount(struct iqm_num n)
{
	return n.set && isfinite(n.value) && n.value >= 0;
}

void iqm_journal_count(struct iqm_spending *spent, const struct iqm_purchase *p,
		       const struct iqm_purchase *at, struct iqm_ms since)
{
	struct iqm_num cost = is_amount(p->cost) ? p->cost : p->price;

	if (iqm_purchase_may(p->state, EVENT_BUY) || (at && iqm_journal_other_place(p, at)) ||
	    is_before(p, since))
		return;
	spent->purchases++;
	spent->open += p->state != IQM_PURCHASE_BOUGHT;
	if (is_amount(cost))
		spent->micros = iqm_micros_add(spent->micros, iqm_micros(cost.value));
	else if (!spent->unpriced++)
		iqm_copy_text(spent->unpriced_key, sizeof(spent->unpriced_key), p->key);
}

/* ---- whether one more fits ------------------------------------------------------------------- */

static void set_refusal(enum iqm_price_reason reason, const struct iqm_spending *spent,
			const struct iqm_purchase *intent, struct iqm_call *call)
{
	call->error.price = (struct iqm_price_refusal){
		.reason = reason,
		.cost = intent->price,
		.limit = iqm_num(call->budget->amount),
		.spent = iqm_num(iqm_micros_amount(spent->micros)),
	};
}

/* `intent` has its price, or needs none yet. */
static int fail_over(const struct iqm_spending *spent, const struct iqm_purchase *intent,
		     struct iqm_call *call)
{
	struct iqm_price_refusal *price = &call->error.price;
	char costs[IQM_NUMBER_SIZE + 24] = "";
	char cost[IQM_NUMBER_SIZE];
	char used[IQM_NUMBER_SIZE];
	char limit[IQM_NUMBER_SIZE];

	set_refusal(IQM_PRICE_OVER_BUDGET, spent, intent, call);
	if (intent->price.set) {
		iqm_number_text(intent->price.value, cost);
		snprintf(costs, sizeof(costs), "it costs %s, and ", cost);
	}
	iqm_number_text(price->spent.value, used);
	iqm_number_text(price->limit.value, limit);
	return iqm_fail(&call->error, IQM_E_PRICE, "not bought: %s%s of the budget of %s is spent",
			costs, used, limit);
}

static int fail_unpriced(const struct iqm_spending *spent, const struct iqm_purchase *intent,
			 struct iqm_call *call)
{
	set_refusal(IQM_PRICE_OVER_BUDGET, spent, intent, call);
	iqm_copy_text(call->error.key, sizeof(call->error.key), spent->unpriced_key);
	return iqm_fail(&call->error, IQM_E_PRICE,
			"not bought: the budget cannot be checked, as what the purchase under key "
			"'%s' cost is not known",
			spent->unpriced_key);
}

static int fail_no_price(const struct iqm_spending *spent, const struct iqm_purchase *intent,
			 struct iqm_call *call)
{
	set_refusal(IQM_PRICE_NO_PRICE, spent, intent, call);
	return iqm_fail(&call->error, IQM_E_PRICE,
			"not bought: a budget needs its price, which is not known");
}

int iqm_journal_check_budget(const struct iqm_spending *spent, const struct iqm_purchase *intent,
			     unsigned flags, struct iqm_call *call)
{
	bool priced = intent && is_amount(intent->price);
	int64_t cost = priced ? iqm_micros(intent->price.value) : 0;
	int64_t amount;

	if (!spent || !intent || !call)
		return iqm_fail(call ? &call->error : NULL, IQM_E_USAGE, "%s is NULL",
				spent ? "intent" : "spent");
	if (!call->budget)
		return 0;
	if (!priced && !(flags & IQM_JOURNAL_CHECK_ONLY))
		return fail_no_price(spent, intent, call);
	amount = iqm_micros(call->budget->amount);
	if (amount == INT64_MAX) /* no limit */
		return 0;
	if (iqm_micros_add(spent->micros, cost) > amount)
		return fail_over(spent, intent, call);
	return spent->unpriced ? fail_unpriced(spent, intent, call) : 0;
}

/* ---- what a client has spent ----------------------------------------------------------------- */

struct count {
	struct iqm_spending spent;
	struct iqm_purchase at;
	struct iqm_ms since;
};

static int count_row(void *to, const struct iqm_purchase *p)
{
	struct count *c = to;

	iqm_journal_count(&c->spent, p, &c->at, c->since);
	return 0;
}

static int count_all(struct iqm_client *client, struct count *c, struct iqm_call *inner,
		     struct iqm_error *error)
{
	const struct iqm_journal *store = &client->journal->store;
	struct place place = { 0 };
	int err = iqm_place_known(client, &place, error);

	if (err)
		return err;
	c->at.service = place.service;
	c->at.workspace = *place.workspace ? place.workspace : NULL;
	err = store->list(store->context, count_row, c, inner);
	free(place.service);
	return err ? iqm_journal_failed(err, inner, error) : 0;
}

int iqm_journal_spent(struct iqm_client *client, struct iqm_ms since, struct iqm_spending *spent,
		      struct iqm_call *call)
{
	struct count c = { .since = since };
	struct deadline deadline;
	struct iqm_call inner;
	int err;

	call = IQM_CALL_OR_OWN(call);
	err = iqm_journal_begin(client, "-", call, &deadline);
	if (err)
		return err;
	if (!spent)
		return iqm_fail(&call->error, IQM_E_USAGE, "spent is NULL");
	if (since.set == &iqm_is_bad)
		return iqm_fail(&call->error, IQM_E_USAGE, "since: expected a timestamp");
	inner = iqm_deadline_call(&deadline);
	err = count_all(client, &c, &inner, &call->error);
	if (!err)
		*spent = c.spent;
	return err;
}
