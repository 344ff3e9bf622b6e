/* SPDX-License-Identifier: MIT */
/* What a report costs before it is bought, and whether it may be. */
#include "purchase/price.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void format_money(double amount, char text[MONEY_SIZE])
{
	snprintf(text, MONEY_SIZE, "%.2f", amount);
	if (strtod(text, NULL) != amount)
		iqm_number_text(amount, text);
}

/* ---- reading a response ------------------------------------------------------------------ */

/* The first amount of money in a response is the cost of the report. */
static const struct iqm_field *cost_of(const struct iqm_op *op)
{
	const struct cli_command *c = command_of(op);

	for (size_t i = 0; c && i < c->column_len; i++)
		if (c->columns[i].unit && !strcmp(c->columns[i].unit, "money") &&
		    op->response->fields[i].kind == IQM_K_NUM)
			return &op->response->fields[i];
	return NULL;
}

static void read_field(const void *response, const struct iqm_field *field, void *value,
		       size_t size)
{
	if (field)
		memcpy(value, (const char *)response + field->offset, size);
}

void price_read(const struct iqm_op *op, const void *response, struct price *price)
{
	const struct iqm_verdict *v = op->verdict;

	memcpy(&price->outcome, (const char *)response + v->outcome, sizeof(price->outcome));
	read_field(response, v->id, &price->id, sizeof(price->id));
	read_field(response, v->message, &price->message, sizeof(price->message));
	read_field(response, cost_of(op), &price->cost, sizeof(price->cost));
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
	price_read(order->price, price->response, price);
	read_field(price->response, order->cost, &price->cost, sizeof(price->cost));
	read_field(price->response, order->funds, &price->funds, sizeof(price->funds));
	return 0;
}

void price_free(struct price *price)
{
	iqm_free(price->response);
	price->response = NULL;
}

/* ---- the check --------------------------------------------------------------------------- */

static int check_cost(const struct price *price, double max_cost)
{
	char cost[MONEY_SIZE];
	char limit[MONEY_SIZE];

	if (!price->cost.set)
		return cli_fail(EXIT_PRICE, "not bought: the service names no price");
	format_money(price->cost.value, cost);
	format_money(max_cost, limit);
	if (!isfinite(price->cost.value) || price->cost.value < 0)
		return cli_fail(EXIT_PRICE, "not bought: %s is not a price", cost);
	if (price->cost.value > max_cost)
		return cli_fail(EXIT_PRICE, "not bought: it costs %s, --max-cost is %s", cost,
				limit);
	return 0;
}

int check_price(const struct cli *cli, const struct price *price, double max_cost)
{
	int err;

	if (!price->response)
		return 0;
	if (price->outcome == IQM_EXISTS)
		return EXIT_EXISTS;
	if (price->outcome != IQM_CREATABLE)
		return cli_fail(EXIT_REFUSED, "not bought: %s",
				price->message ? price->message : "it cannot be made now");
	err = check_cost(price, max_cost);
	if (err || !cli->args.command->op->order->funds)
		return err;
	if (!price->funds.set)
		return cli_fail(EXIT_PRICE,
				"not bought: the service does not say whether the funds suffice");
	return price->funds.value ? 0
				  : cli_fail(EXIT_PRICE, "not bought: the funds do not suffice");
}
