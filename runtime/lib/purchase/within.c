/* SPDX-License-Identifier: MIT */
/* Prices, then buys: only if the price is known and not above the caller's limit. */
#include "purchase/purchase.h"

#include <stdio.h>
#include <string.h>

struct order {
	struct iqm_client *client;
	const struct iqm_op *op;
	const void *request;
	double max_cost;
	struct iqm_num cost; /* by the price, once it was checked */
	struct deadline deadline;
	struct iqm_call *call;
	struct intent *intent; /* prepared; NULL: none */
};

/* By a response of the price's operation. */
static int check_price(struct order *o, const void *response)
{
	struct iqm_error *e = &o->call->error;
	struct iqm_price says;

	if (iqm_price_check(o->op, o->request, response, o->max_cost, e))
		return iqm_error_prefix(e, o->op->name);
	iqm_price_read(o->op->order->price->verdict, response, &says);
	o->cost = says.cost;
	return 0;
}

/* *response: the price's, where that is why nothing is bought. */
static IQM_NOINLINE int ask_price(struct order *o, void **response)
{
	const struct iqm_op *price = o->op->order->price;
	struct iqm_call inner = iqm_deadline_call(&o->deadline);
	int err;

	inner.keep_raw = o->call->keep_raw;
	err = iqm_perform(o->client, price, o->request, response, &inner);
	if (err) {
		iqm_price_fail(o->op, &inner.error);
		err = iqm_fail_unsent(&o->call->error, &inner.error, o->op->name);
	} else {
		err = check_price(o, *response);
	}
	if (!*response || (err && price->response == o->op->response))
		return err;
	iqm_free(*response);
	*response = NULL;
	return err;
}

static int check_call(const struct order *o)
{
	struct iqm_error *e = &o->call->error;
	const char *name = o->op->name;
	int err = iqm_check_client(e, name, o->client, o->op);

	if (err)
		return err;
	if (!o->request)
		return iqm_fail(e, IQM_E_USAGE, "%s: req is NULL", name);
	return iqm_check_call(e, name, o->call);
}

static int check(const struct order *o, const void *response)
{
	struct iqm_error *e = &o->call->error;
	const char *name = o->op->name;
	int err = check_call(o);

	if (err)
		return err;
	if (!response)
		return iqm_fail(e, IQM_E_USAGE, "%s: rsp is NULL", name);
	if (!(o->max_cost >= 0)) /* NaN is not */
		return iqm_fail(e, IQM_E_USAGE, "%s: max_cost: expected 0 or more", name);
	if (!o->op->order || !o->op->order->price)
		return iqm_fail(e, IQM_E_USAGE, "%s: the service has no price for it beforehand",
				name);
	return 0;
}

/* A used key is refused before the price is asked for: the price would only say "exists". */
static IQM_NOINLINE int prepare(struct order *o)
{
	struct iqm_error why = { .status = 0 };
	int err = iqm_check_may_buy(o->client, &why);

	if (!err)
		err = iqm_purchase_prepare(o->client, o->op, o->request, o->call, &o->deadline,
					   &o->intent, &why);
	return err ? iqm_fail_unsent(&o->call->error, &why, o->op->name) : 0;
}

/* In the time that the price has left. */
static int buy(const struct order *o, void *response)
{
	struct iqm_call *call = o->call;
	long timeout = call->timeout_ms;
	long left = iqm_deadline_left(&o->deadline);
	int over = iqm_deadline_check(&o->deadline);
	int err;

	if (over)
		return iqm_fail(&call->error, over, "%s: %s after its price; nothing was sent",
				o->op->name, over == IQM_E_CANCELLED ? "cancelled" : "timed out");
	iqm_purchase_set_price(o->intent, o->cost);
	call->timeout_ms = left ? left : 1;
	err = iqm_perform_prepared(o->client, o->op, o->request, response, call, o->intent);
	call->timeout_ms = timeout;
	return err;
}

static void log_failure(const struct order *o)
{
	if (o->client)
		iqm_log(&o->client->logger, IQM_LOG_ERROR, "%s", o->call->error.message);
}

/* Checks the arguments, and that the client and the key may buy. */
static int begin(struct order *o, void *response)
{
	void *nothing = NULL;
	int err;

	iqm_call_begin(o->call, o->op->name);
	if (response)
		memcpy(response, &nothing, sizeof(nothing));
	err = check(o, response);
	if (err)
		return err;
	o->deadline = iqm_call_deadline(o->client, o->call);
	return prepare(o);
}

int iqm_perform_within(struct iqm_client *client, const struct iqm_op *op, const void *request,
		       double max_cost, void *response, struct iqm_call *call)
{
	struct order o = {
		.client = client,
		.op = op,
		.request = request,
		.max_cost = max_cost,
		.call = IQM_CALL_OR_OWN(call),
	};
	void *priced = NULL;
	int err = begin(&o, response);

	if (!err)
		err = ask_price(&o, &priced);
	if (!err) {
		err = buy(&o, response);
	} else {
		if (response)
			memcpy(response, &priced, sizeof(priced));
		log_failure(&o);
	}
	iqm_purchase_drop(client, o.intent);
	return err;
}

int iqm_perform_priced(struct iqm_client *client, const struct iqm_op *op, const void *request,
		       const void *price, double max_cost, void *response, struct iqm_call *call)
{
	struct order o = {
		.client = client,
		.op = op,
		.request = request,
		.max_cost = max_cost,
		.call = IQM_CALL_OR_OWN(call),
	};
	int err = begin(&o, response);

	if (!err && !price)
		err = iqm_fail(&o.call->error, IQM_E_USAGE, "%s: price is NULL", op->name);
	if (!err)
		err = check_price(&o, price);
	if (!err)
		err = buy(&o, response);
	else
		log_failure(&o);
	iqm_purchase_drop(client, o.intent);
	return err;
}

int iqm_check_purchase(struct iqm_client *client, const struct iqm_op *op, const void *request,
		       struct iqm_call *call)
{
	struct order o = {
		.client = client,
		.op = op,
		.request = request,
		.call = IQM_CALL_OR_OWN(call),
	};
	struct iqm_error why = { .status = 0 };
	int err;

	iqm_call_begin(o.call, op->name);
	err = check_call(&o);
	if (err)
		return err;
	o.deadline = iqm_call_deadline(client, o.call);
	err = iqm_purchase_prepare(client, op, request, o.call, &o.deadline, &o.intent, &why);
	iqm_purchase_drop(client, o.intent);
	if (!err) /* last: what became of a used key says more */
		err = iqm_check_may_buy(client, &why);
	return err ? iqm_fail_unsent(&o.call->error, &why, op->name) : 0;
}
