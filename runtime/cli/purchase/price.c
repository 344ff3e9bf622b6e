/* SPDX-License-Identifier: MIT */
/* What a report costs before it is bought, and whether it may be. */
#include "purchase/price.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- asking ------------------------------------------------------------------------------ */

static int request_price(struct cli *cli, const void *request, struct price *price,
			 struct iqm_error *error)
{
	const struct iqm_op *op = cli->args.command->op->order->price;
	struct iqm_call call = { .timeout_ms = cli->call.timeout_ms,
				 .cancel = cli->call.cancel,
				 .keep_raw = true };

	if (!iqm_perform(cli->client, op, request, &price->response, &call)) {
		iqm_price_read(op->verdict, price->response, &price->says);
		return 0;
	}
	price_free(price); /* the bytes of what is no price */
	*error = call.error;
	return error->status;
}

int price_order(struct cli *cli, const void *request, double max_cost, struct price *price,
		struct iqm_error *error)
{
	const struct iqm_op *op = cli->args.command->op;
	const struct iqm_order *order = op->order;
	bool needed;
	int err;

	if (!order || !order->price) {
		snprintf(price->why, sizeof(price->why),
			 "the service cannot price reports of this family");
		return 0;
	}
	needed = !order->price_optional || max_cost < HUGE_VAL;
	err = request_price(cli, request, price, error);
	if (!err)
		err = iqm_price_check(op, request, price->response, max_cost, error);
	if (!err)
		return 0;
	snprintf(price->why, sizeof(price->why), "%s", error->message);
	if (!price->response)
		err = iqm_price_fail(op, error);
	if (needed || error->price.reason != IQM_PRICE_NO_PRICE)
		return err;
	price_free(price); /* it is none */
	return 0;
}

void price_free(struct price *price)
{
	iqm_free(price->response);
	price->response = NULL;
	price->says = (struct iqm_price){ 0 };
}
