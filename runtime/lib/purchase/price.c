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
	return fail(e, IQM_PRICE_ABOVE_LIMIT, why);
}

static int check_funds(struct iqm_bool funds, struct iqm_error *e)
{
	if (!funds.set)
		return fail(e, IQM_PRICE_NO_PRICE,
			    "the service does not say that the funds suffice");
	return funds.value ? 0 : fail(e, IQM_PRICE_NO_FUNDS, "the funds do not suffice");
}

/* The service has no price for it, or one that cannot be read: to ask again would be in vain. Where
 * a price may be lacking, a refusal of the request for it says no more than that. */
static bool is_unpriced(const struct iqm_op *op, const struct iqm_error *e)
{
	if (op->order->price_optional && e->delivery == IQM_RESPONDED &&
	    (e->status == IQM_E_REFUSED || e->status == IQM_E_FORBIDDEN))
		return true;
	return e->status == IQM_E_NOT_FOUND || e->http_status == 405 || e->status == IQM_E_DECODE ||
	       e->status == IQM_E_TOO_LARGE || (e->status == IQM_E_SERVER && !iqm_is_transient(e));
}

int iqm_price_fail(const struct iqm_op *op, struct iqm_error *e)
{
	bool unpriced;

	if (e->status != IQM_E_USAGE)
		iqm_error_prefix(e, "not bought: its price is not known");
	unpriced = is_unpriced(op, e);
	e->delivery = IQM_NOT_SENT;
	if (!unpriced)
		return e->status;
	e->price.reason = IQM_PRICE_NO_PRICE;
	return e->status = e->cause = IQM_E_PRICE;
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
