/* SPDX-License-Identifier: MIT */
/* `generate`: one order, from the price to the file. */
#include "purchase/order.h"

#include <inttypes.h>

/* ---- after the purchase ------------------------------------------------------------------ */

static int print(const struct order *o)
{
	struct purchase_result result = order_result(o);

	return print_purchase(o->cli, &result);
}

/* What stopped before its end has said how it continues. */
static void show_next(const struct order *o, int err)
{
	const struct fulfilment *f = &o->fulfilment;

	if (f->report.id && !f->bytes && (!err || err == EXIT_REPORT_FAILED))
		next_for_report(f->command, &f->report);
}

/* Waits, saves, prints. That all is done is recorded last: a run that is killed before can be
 * resumed. */
static int fulfil(struct order *o)
{
	char command[NEXT_STEP_SIZE];
	int err = order_begin_fulfilment(o);
	int printed;

	if (!err)
		err = wait_and_save(&o->fulfilment);
	if (err == EXIT_KEY_USED)
		return err; /* the key is of another purchase */
	printed = print(o);
	if (!printed)
		printed = order_record_done(o);
	if (o->earlier_unfinished)
		cli_info("An earlier run with this key was to do more.%s",
			 resume_step(&o->fulfilment, " Continue with: ", command));
	else
		show_next(o, err);
	return err ? err : printed;
}

/* Nothing was bought. Where such a report exists, --wait and --save use that one. */
static int fail_not_bought(struct order *o)
{
	int printed;

	if (order_must_fulfil(o)) {
		cli_info("Nothing was bought: report %" PRId64 " exists already.",
			 o->fulfilment.report.id);
		return fulfil(o);
	}
	printed = print(o);
	if (!printed && o->outcome == ORDER_EXISTS)
		next_download(o->cli->args.command, o->fulfilment.report.id);
	return printed ? printed : order_fail(o);
}

/* ---- before it --------------------------------------------------------------------------- */

static int check_can_buy(const struct order *o)
{
	int err = o->plan.save ? check_save_path(o->plan.save) : 0;

	if (!err)
		err = check_no_purchases(o->cli);
	if (!err && !is_given(&o->cli->args, OPT_YES) && !can_prompt())
		err = fail_unasked("bought", "buy");
	return err;
}

static int confirm_order(const struct order *o)
{
	bool confirmed = is_given(&o->cli->args, OPT_YES);
	int err = show_order(o->cli, o->request, o->preview, &o->price, o->key, !confirmed);

	if (err)
		return err;
	if (!confirmed)
		facts_prompt();
	return confirmed ? 0 : confirm("Buy? [y/N] ", "bought");
}

/* ---- all of it --------------------------------------------------------------------------- */

/* Of IQM_E_PRICE there is something to print. */
static int fail(struct order *o, int status)
{
	return status == IQM_E_PRICE ? fail_not_bought(o) : order_fail(o);
}

static int buy_new(struct order *o)
{
	bool price_again = !is_given(&o->cli->args, OPT_YES); /* a person took time to confirm */
	int err = check_can_buy(o);
	int status;

	if (err)
		return err;
	status = order_price(o);
	if (status)
		return fail(o, status);
	err = confirm_order(o);
	if (err)
		return err;
	status = order_send(o, price_again);
	return status ? fail(o, status) : fulfil(o);
}

static int run(struct order *o)
{
	int err = order_claim(o);

	if (err)
		return err;
	if (order_is_new(o))
		return buy_new(o);
	err = order_continue(o);
	if (err)
		return err;
	cli_info("Nothing is bought now: the key '%s' %s.", o->key,
		 o->fulfilment.bought ? "has bought" : "may have bought before");
	return fulfil(o);
}

int buy_report(struct cli *cli, const struct request *r)
{
	struct order o;
	int err = order_open(&o, cli, r->value);

	if (!err)
		err = is_given(&cli->args, OPT_DRY_RUN)
			      ? dry_run(cli, o.request, o.preview, o.max_cost, &o.plan)
			      : run(&o);
	order_close(&o);
	return err;
}
