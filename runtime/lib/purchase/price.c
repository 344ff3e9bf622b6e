/* SPDX-License-Identifier: MIT */
/* What a price says, and whether an order may be bought for it. */
#include "purchase/match.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

static void read_field(const void *response, const struct iqm_field *f, void *value, size_t size)
{
	if (f)
		memcpy(value, (const char *)response + f->offset, size);
}

void iqm_price_read(const struct iqm_verdict *v, const struct iqm_field *cost,
		    const struct iqm_field *funds, const void *response, struct iqm_price *price)
{
	*price = (struct iqm_price){ 0 };
	memcpy(&price->outcome, (const char *)response + v->outcome, sizeof(price->outcome));
	read_field(response, v->id, &price->id, sizeof(price->id));
	read_field(response, v->message, &price->message, sizeof(price->message));
	read_field(response, cost, &price->cost, sizeof(price->cost));
	read_field(response, funds, &price->funds, sizeof(price->funds));
}

static int check_outcome(const struct iqm_price *price, struct iqm_error *e)
{
	if (price->outcome == IQM_CREATABLE)
		return 0;
	if (price->outcome == IQM_EXISTS)
		return iqm_fail(e, IQM_E_PRICE, "it exists already, as report %" PRId64,
				price->id.value);
	return iqm_fail(e, IQM_E_PRICE, "%s",
			price->message ? price->message : "it cannot be made now");
}

/* What the price repeats of the order must be the order's: else it is another one's price. */
static int check_echoes(const struct iqm_order *order, const void *request, const void *response,
			struct iqm_error *e)
{
	for (size_t i = 0; i < order->echo_len; i++) {
		const struct iqm_match *m = &order->echoes[i];

		if (iqm_echo_differs(order, m, request, response))
			return iqm_fail(e, IQM_E_PRICE, "the price is another order's, by its %s",
					m->shown->names[0]);
	}
	return 0;
}

static int check_cost(struct iqm_num cost, double max_cost, struct iqm_error *e)
{
	char found[IQM_NUMBER_SIZE];
	char limit[IQM_NUMBER_SIZE];

	if (!cost.set)
		return iqm_fail(e, IQM_E_PRICE, "the service names no price");
	iqm_number_text(cost.value, found);
	iqm_number_text(max_cost, limit);
	if (!isfinite(cost.value) || cost.value < 0)
		return iqm_fail(e, IQM_E_PRICE, "%s is not a price", found);
	return cost.value <= max_cost
		       ? 0
		       : iqm_fail(e, IQM_E_PRICE, "it costs %s, the limit is %s", found, limit);
}

/* The service must say that they suffice. */
static int check_funds(struct iqm_bool funds, struct iqm_error *e)
{
	if (!funds.set)
		return iqm_fail(e, IQM_E_PRICE, "the service does not say that the funds suffice");
	return funds.value ? 0 : iqm_fail(e, IQM_E_PRICE, "the funds do not suffice");
}

int iqm_price_check(const struct iqm_op *op, const void *request, const void *response,
		    double max_cost, struct iqm_error *e)
{
	const struct iqm_order *order = op->order;
	struct iqm_price price;
	int err;

	iqm_error_begin(e, op->name);
	iqm_price_read(order->price->verdict, order->cost, order->funds, response, &price);
	err = check_outcome(&price, e);
	if (!err)
		err = check_echoes(order, request, response, e);
	if (!err)
		err = check_cost(price.cost, max_cost, e);
	return err || !order->funds ? err : check_funds(price.funds, e);
}
