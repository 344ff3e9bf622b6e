/* SPDX-License-Identifier: MIT */
/* What a report costs before it is bought, and whether it may be. */
#include "purchase/price.h"

#include <stdlib.h>
#include <string.h>

void format_money(double amount, char text[MONEY_SIZE])
{
	snprintf(text, MONEY_SIZE, "%.2f", amount);
	if (strtod(text, NULL) != amount)
		iqm_number_text(amount, text);
}

/* ---- asking ------------------------------------------------------------------------------ */

int price_request(struct cli *cli, const void *request, struct price *price)
{
	const struct iqm_order *order = cli->args.command->op->order;
	struct iqm_call call = { .timeout_ms = cli->call.timeout_ms,
				 .cancel = cli->call.cancel,
				 .keep_raw = true };

	if (!order->price)
		return 0;
	if (iqm_perform(cli->client, order->price, request, &price->response, &call)) {
		cli_info("Nothing was bought: the price is not known.");
		return cli_fail_call(&call.error);
	}
	iqm_price_read(order->price->verdict, price->response, &price->says);
	return 0;
}

void price_free(struct price *price)
{
	iqm_free(price->response);
	price->response = NULL;
}

int check_price(const struct cli *cli, const void *request, const struct price *price,
		double max_cost, struct iqm_error *error)
{
	return price->response ? iqm_price_check(cli->args.command->op, request, price->response,
						 max_cost, error)
			       : 0;
}
