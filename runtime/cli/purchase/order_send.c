/* SPDX-License-Identifier: MIT */
/*
 * An order is priced and bought. It is in the journal, with what is to follow it, before it is
 * sent: if the run is killed, the same key, or journal resume, continues it.
 */
#include "purchase/budget.h"
#include "purchase/order.h"

#include <inttypes.h>
#include <stdlib.h>

/* ---- what stops it ----------------------------------------------------------------------- */

/* By the price, or by the service's response to the purchase. */
static int set_price_refusal(struct order *o)
{
	if (!o->response) {
		o->response = o->price.response;
		o->price.response = NULL;
	}
	o->outcome = ORDER_REFUSED;
	if (o->error.price.reason == IQM_PRICE_EXISTS) {
		o->outcome = ORDER_EXISTS;
		o->fulfilment.report.id = o->error.price.report_id.value;
	}
	return IQM_E_PRICE;
}

/* Nothing was bought, or nobody knows whether something was. */
static int set_failure(struct order *o)
{
	int err = o->error.status;

	if (err == IQM_E_PRICE)
		return set_price_refusal(o);
	if (err != IQM_E_UNKNOWN_OUTCOME)
		return err;
	o->outcome = ORDER_UNKNOWN;
	o->fulfilment.key = o->key;
	o->fulfilment.lost = &o->error;
	return 0;
}

int order_fail(const struct order *o)
{
	char text[MONEY_SIZE];

	if (o->error.status != IQM_E_PRICE)
		return fail_purchase_check(o->cli, &o->error);
	format_money(o->price.says.cost.value, text);
	if (o->sent && o->error.price.reason == IQM_PRICE_ABOVE_LIMIT)
		cli_info("The price was %s when it was shown, and has risen since: run the command "
			 "again.",
			 text);
	return cli_fail_call(&o->error);
}

/* ---- before it is sent ------------------------------------------------------------------- */

/* Before the price is asked for, which would say only that the report exists. */
static int check_journal(struct order *o)
{
	struct iqm_call call = { .timeout_ms = o->cli->call.timeout_ms,
				 .cancel = o->cli->call.cancel,
				 .key = o->key,
				 .allow_duplicate = is_given(&o->cli->args, OPT_ALLOW_DUPLICATE) };
	int err = budget_apply(o->cli, &call);

	if (!err)
		err = iqm_check_purchase(o->cli->client, o->op, o->request, &call);

	o->error = call.error;
	return err;
}

int order_price(struct order *o)
{
	int err = check_journal(o);

	if (err)
		return err;
	err = price_order(o->cli, o->request, o->max_cost, &o->price, &o->error);
	if (!err)
		err = budget_check(o->cli, o->price.says.cost, &o->error);
	return err ? set_failure(o) : 0;
}

/* ---- the purchase ------------------------------------------------------------------------ */

static void set_bought(struct order *o)
{
	struct iqm_price says;

	iqm_price_read(o->op->verdict, o->response, &says);
	o->cost = says.cost.set ? says.cost : o->price.says.cost;
	o->outcome = ORDER_BOUGHT;
	o->fulfilment.key = o->key;
	o->fulfilment.bought = true;
	o->fulfilment.report.id = says.id.set ? says.id.value : 0;
}

/* At most at the price that was shown. */
static int perform(struct order *o, bool price_again, struct iqm_call *call)
{
	struct iqm_client *client = o->cli->client;
	double shown = o->price.says.cost.value;

	if (!o->price.response)
		return iqm_perform(client, o->op, o->request, &o->response, call);
	if (price_again)
		return iqm_perform_within(client, o->op, o->request, shown, &o->response, call);
	return iqm_perform_priced(client, o->op, o->request, o->price.response, shown, &o->response,
				  call);
}

int order_send(struct order *o, bool price_again)
{
	char *note = plan_text(&o->plan);
	struct iqm_call call = { .timeout_ms = o->cli->call.timeout_ms,
				 .cancel = o->cli->call.cancel,
				 .key = o->key,
				 .note = note,
				 .allow_duplicate = is_given(&o->cli->args, OPT_ALLOW_DUPLICATE),
				 .keep_raw = true };
	int err;

	if (!note)
		return error_set_nomem(&o->error);
	o->sent = true;
	iqm_free(o->response); /* of an earlier try */
	o->response = NULL;
	err = budget_apply(o->cli, &call);
	if (!err)
		err = perform(o, price_again, &call);
	free(note);
	o->error = call.error;
	if (err)
		return set_failure(o);
	set_bought(o);
	return 0;
}

/* ---- after it ---------------------------------------------------------------------------- */

bool order_must_fulfil(const struct order *o)
{
	switch (o->outcome) {
	case ORDER_BOUGHT:
	case ORDER_BOUGHT_BEFORE:
	case ORDER_UNKNOWN:
		return true;
	case ORDER_EXISTS:
		return plan_waits(&o->plan);
	default:
		return false;
	}
}

int order_begin_fulfilment(struct order *o)
{
	struct fulfilment *f = &o->fulfilment;

	f->cli = o->cli;
	f->command = o->cli->args.command;
	f->request = o->request;
	f->plan = &o->plan;
	f->buying = true;
	return parse_wait_timeout(o->cli, &f->until);
}

static const char *outcome_name(const struct order *o)
{
	static const char *const names[] = { "",        "bought", "bought before",
					     "unknown", "exists", "refused" };
	const struct fulfilment *f = &o->fulfilment;

	if (f->key && !f->bought)
		return "unknown";
	/* Its response was lost, and its report found. */
	return names[o->outcome == ORDER_UNKNOWN ? ORDER_BOUGHT : o->outcome];
}

struct purchase_result order_result(const struct order *o)
{
	const struct fulfilment *f = &o->fulfilment;
	const struct iqm_report *report = &f->report;

	return (struct purchase_result){
		.outcome = outcome_name(o),
		.key = o->key,
		.id = report->id ? report->id : regenerated_id(o->op, o->request),
		.status = f->command && report->id ? status_of_report(report) : NULL,
		.cost = o->cost,
		.file = o->plan.save,
		.bytes = f->bytes,
		.response = o->response,
	};
}

int order_record_done(struct order *o)
{
	const struct fulfilment *f = &o->fulfilment;

	if (!f->done || !f->key || o->keep_plan || o->plan.done)
		return 0;
	o->plan.done = true;
	return plan_record(o->cli, o->key, &o->plan);
}
