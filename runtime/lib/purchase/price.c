/* SPDX-License-Identifier: MIT */
/* What a price says, and whether an order may be bought for it. */
#include "purchase/match.h"

#include <math.h>
#include <stdio.h>

static int fail(struct iqm_error *e, enum iqm_price_reason reason, const char *why)
{
	e->price.reason = reason;
	return iqm_fail(e, IQM_E_PRICE, "not bought: %s", why);
}

/* What the price repeats of the order must be the order's: else it is another one's price. */
static int check_echoes(const struct iqm_order *order, const void *request, const void *response,
			struct iqm_error *e)
{
	char why[128];

	for (size_t i = 0; i < order->echo_len; i++) {
		const struct iqm_match *m = &order->echoes[i];

		if (iqm_echo_differs(order, m, request, response)) {
			snprintf(why, sizeof(why), "the price is another order's, by its %s",
				 m->shown->names[0]);
			return fail(e, IQM_PRICE_NO_PRICE, why);
		}
	}
	return 0;
}

static int check_cost(struct iqm_num cost, double max_cost, struct iqm_error *e)
{
	char found[IQM_NUMBER_SIZE];
	char limit[IQM_NUMBER_SIZE];
	char why[2 * IQM_NUMBER_SIZE + 32];

	if (!cost.set)
		return fail(e, IQM_PRICE_NO_PRICE, "the service names no price");
	iqm_number_text(cost.value, found);
	if (!isfinite(cost.value) || cost.value < 0) {
		snprintf(why, sizeof(why), "%s is not a price", found);
		return fail(e, IQM_PRICE_NO_PRICE, why);
	}
	e->price.cost = cost;
	if (cost.value <= max_cost)
		return 0;
	iqm_number_text(max_cost, limit);
	snprintf(why, sizeof(why), "it costs %s, the limit is %s", found, limit);
	return fail(e, IQM_PRICE_TOO_DEAR, why);
}

/* The service must say that they suffice. */
static int check_funds(struct iqm_bool funds, struct iqm_error *e)
{
	if (funds.set && funds.value)
		return 0;
	return fail(e, IQM_PRICE_NO_FUNDS,
		    funds.set ? "the funds do not suffice"
			      : "the service does not say that the funds suffice");
}

int iqm_price_check(const struct iqm_op *op, const void *request, const void *response,
		    double max_cost, struct iqm_error *e)
{
	const struct iqm_verdict *v = op->order->price->verdict;
	struct iqm_price says;
	int err;

	iqm_error_begin(e, op->name);
	iqm_price_read(v, response, &says);
	err = iqm_check_refused(&says, e);
	if (!err && says.outcome != IQM_CREATABLE)
		err = fail(e, IQM_PRICE_NO_PRICE, "the response is no price");
	if (!err)
		err = check_echoes(op->order, request, response, e);
	if (!err)
		err = check_cost(says.cost, max_cost, e);
	if (!err && v->funds)
		err = check_funds(says.funds, e);
	if (err && isfinite(max_cost))
		e->price.limit = iqm_num(max_cost);
	return err;
}
