/* SPDX-License-Identifier: MIT */
/*
 * `buy ORDERS`: each row is an order, which takes the way of a single one. All rows are checked
 * before anything is sent, priced before anything is asked, and in the journal before they are
 * bought: whenever this is killed, the same file continues it.
 */
#include "purchase/batch.h"
#include "purchase/budget.h"

#include <math.h>
#include <stdlib.h>

/* ---- the question ------------------------------------------------------------------------ */

static int check_can_buy(const struct batch *b)
{
	int err;

	if (!count_new(b) || is_given(&b->cli->args, OPT_DRY_RUN))
		return 0;
	err = check_no_purchases(b->cli);
	if (!err && !is_given(&b->cli->args, OPT_YES) && !can_prompt_of_rows())
		err = fail_unasked("bought", "buy");
	return err;
}

static int check_total(const struct batch *b)
{
	size_t orders;
	size_t unpriced;
	int64_t total = batch_total(b, &orders, &unpriced);
	double most;
	struct iqm_error error = { .status = 0 };
	int err = parse_amount(b->cli, OPT_MAX_TOTAL, &most);

	if (!err && isfinite(most) && unpriced)
		return cli_fail(EXIT_PRICE,
				"--max-total: %zu of the orders %s no price; nothing was bought",
				unpriced, unpriced == 1 ? "has" : "have");
	if (!err && isfinite(most) && total > iqm_micros(most))
		return cli_fail(EXIT_PRICE,
				"--max-total: the orders cost %.2f together, the limit is %.2f; "
				"nothing was bought",
				iqm_micros_amount(total), most);
	if (!err && orders && budget_check(b->cli, iqm_num(iqm_micros_amount(total)), &error))
		err = cli_fail_call(&error);
	return err;
}

static int confirm_all(const struct batch *b)
{
	size_t orders;
	size_t unpriced;
	char question[96];

	batch_total(b, &orders, &unpriced);
	if (!orders || is_given(&b->cli->args, OPT_YES))
		return 0;
	snprintf(question, sizeof(question), "Buy %s%zu report%s? [y/N] ",
		 orders == 1 ? "" : "these ", orders, orders == 1 ? "" : "s");
	return confirm(question, "bought");
}

/* ---- all of it --------------------------------------------------------------------------- */

/* The exit code that the run would have, as far as it is known. */
static int end_dry_run(const struct batch *b)
{
	int code = b->stopped;

	for (size_t i = 0; i < b->len; i++)
		code = worse_exit(code, b->rows[i].code);
	return code;
}

/* Nothing is bought; what was bought before needs no funds. */
static int end_stopped(struct batch *b)
{
	int err = b->stopped == EXIT_PRICE ? batch_buy(b) : 0;

	return worse_exit(err, batch_end(b));
}

static int run(struct batch *b)
{
	bool dry = is_given(&b->cli->args, OPT_DRY_RUN);
	int err = batch_check(b);

	if (!err)
		err = batch_claim(b);
	if (!err)
		err = check_can_buy(b);
	if (!err)
		err = batch_price(b);
	if (!err)
		err = show_plan(b);
	if (!err && b->stopped && !dry)
		return end_stopped(b);
	if (!err)
		err = check_total(b);
	if (err || dry)
		return err ? err : end_dry_run(b);
	err = confirm_all(b);
	if (err)
		return err;
	err = batch_buy(b);
	return worse_exit(err, batch_end(b)); /* whatever has become of it is printed */
}

static void free_all(struct batch *b)
{
	for (size_t i = 0; i < b->len; i++) {
		struct batch_row *r = &b->rows[i];

		if (r->opened)
			order_close(&r->order);
		request_free(&r->request);
		if (r->cli.args.command)
			arguments_free(&r->cli.args);
		free(r->path);
	}
	free(b->rows);
	iqm_free(b->sheet);
}

int buy_orders(struct cli *cli)
{
	struct batch b = { .cli = cli };
	int err = cli->args.operands.len == 1
			  ? run(&b)
			  : cli_fail(EXIT_USAGE,
				     "expected one file of orders, or - for standard "
				     "input, found %zu",
				     cli->args.operands.len);

	about_row(NULL);
	free_all(&b);
	return err;
}
