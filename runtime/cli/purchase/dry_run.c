/* SPDX-License-Identifier: MIT */
/* --dry-run: what a purchase would send and cost, and how it would end. */
#include "purchase/budget.h"
#include "purchase/order.h"

#include <string.h>

enum verdict { WOULD_BUY, BOUGHT_BEFORE, OTHER_ORDER, NO_PURCHASES, WOULD_FAIL };

struct dry_run {
	struct cli *cli;
	const void *request;
	const struct iqm_preview *preview;
	const struct plan *plan;
	double max_cost;
	const char *key;
	struct iqm_purchase *before; /* under the key */
	enum verdict verdict;
	struct iqm_error error; /* WOULD_FAIL */
	struct price price;
};

/* ---- the verdict ------------------------------------------------------------------------- */

static int check_purchase(struct dry_run *d)
{
	struct cli *cli = d->cli;
	struct iqm_call call = { .timeout_ms = cli->call.timeout_ms,
				 .cancel = cli->call.cancel,
				 .key = d->key,
				 .allow_duplicate = is_given(&cli->args, OPT_ALLOW_DUPLICATE) };
	int err = budget_apply(cli, &call);

	if (!err)
		err = iqm_check_purchase(cli->client, cli->args.command->op, d->request, &call);

	d->error = call.error;
	return err;
}

/* The key has bought, or may have: a purchase would continue it. */
static int evaluate_key(struct dry_run *d)
{
	struct buf elsewhere = { 0 };
	int err = place_check(d->cli, d->before, &elsewhere);

	d->verdict = WOULD_FAIL;
	if (!err && !check_purchase(d))
		d->verdict = WOULD_BUY; /* it was settled meanwhile */
	else if (!elsewhere.len && d->before->state != IQM_PURCHASE_BUSY && d->before->operation &&
		 !is_same_request(d->cli, d->preview, d->before))
		d->verdict = OTHER_ORDER;
	else if (!elsewhere.len && d->before->state == IQM_PURCHASE_BOUGHT)
		d->verdict = BOUGHT_BEFORE;
	iqm_buf_free(&elsewhere);
	return err;
}

static void ask_price(struct dry_run *d)
{
	struct iqm_error error;
	int err = price_order(d->cli, d->request, d->max_cost, &d->price, &error);

	if (!err)
		err = budget_check(d->cli, d->price.says.cost, &error);
	if (!err || d->verdict != WOULD_BUY)
		return;
	d->verdict = WOULD_FAIL;
	d->error = error;
}

static void evaluate_new(struct dry_run *d)
{
	if (config_no_purchases(&d->cli->config))
		d->verdict = NO_PURCHASES;
	else if (check_purchase(d))
		d->verdict = WOULD_FAIL;
	if (d->verdict != WOULD_FAIL)
		ask_price(d);
}

static int evaluate(struct dry_run *d)
{
	struct iqm_call call = { .cancel = d->cli->call.cancel };
	int err = 0;

	snprintf(d->price.why, sizeof(d->price.why), "not asked for: nothing would be bought");
	if (d->key && iqm_journal_get(d->cli->client, d->key, &d->before, &call)) {
		d->verdict = WOULD_FAIL;
		d->error = call.error;
		return 0;
	}
	if (d->before && purchase_may_have_bought(d->before))
		err = evaluate_key(d);
	if (!err && d->verdict == WOULD_BUY)
		evaluate_new(d);
	return err;
}

/* ---- what is printed --------------------------------------------------------------------- */

static const char *outcome_of_failure(const struct iqm_error *e)
{
	switch (e->status) {
	case IQM_E_DUPLICATE:
		return "duplicate";
	case IQM_E_KEY_USED:
		return "key used";
	case IQM_E_UNKNOWN_OUTCOME:
		return "unknown";
	case IQM_E_PRICE:
		return e->price.reason == IQM_PRICE_EXISTS ? "exists" : "refused";
	default:
		return NULL;
	}
}

static const char *outcome_of(const struct dry_run *d)
{
	switch (d->verdict) {
	case WOULD_BUY:
		return "would buy";
	case BOUGHT_BEFORE:
		return "bought before";
	case OTHER_ORDER:
		return "key used";
	case NO_PURCHASES:
		return "refused";
	default:
		return outcome_of_failure(&d->error);
	}
}

static struct iqm_int id_of(const struct dry_run *d)
{
	return d->verdict == BOUGHT_BEFORE ? d->before->report_id : d->price.says.id;
}

static int fail(const struct dry_run *d)
{
	const struct iqm_error *e = &d->error;
	bool uses_it = plan_waits(d->plan);

	if (e->status == IQM_E_PRICE && e->price.reason == IQM_PRICE_EXISTS && uses_it) {
		cli_info("Nothing would be bought: the report exists already.");
		return 0;
	}
	return e->status == IQM_E_PRICE ? cli_fail_call(e) : fail_purchase_check(d->cli, e);
}

static int end(const struct dry_run *d)
{
	int err = d->verdict == WOULD_BUY && d->plan->save ? check_save_path(d->plan->save) : 0;

	if (err)
		return err;
	switch (d->verdict) {
	case BOUGHT_BEFORE:
		cli_info("Nothing would be bought: the key '%s' has bought.", d->key);
		return 0;
	case OTHER_ORDER:
		return fail_other_order(d->cli, d->before);
	case NO_PURCHASES:
		return check_no_purchases(d->cli);
	case WOULD_FAIL:
		return fail(d);
	default:
		return 0;
	}
}

static int print_plan(const struct dry_run *d)
{
	struct order_rows rows;
	int err = order_rows_make(&rows, d->cli, d->request, d->preview, &d->price, d->key);

	if (!err)
		err = print_dry_run(d->cli, &rows, d->preview, &d->price, outcome_of(d), id_of(d));
	order_rows_free(&rows);
	warn_of_order(d->cli, d->request);
	return err;
}

int dry_run(struct cli *cli, const void *request, const struct iqm_preview *preview,
	    double max_cost, const struct plan *plan)
{
	char made[KEY_SIZE];
	struct dry_run d = { .cli = cli,
			     .request = request,
			     .preview = preview,
			     .plan = plan,
			     .max_cost = max_cost };
	int err = is_given(&cli->args, OPT_KEY) ? parse_key(cli, made, &d.key) : 0;

	if (!err)
		err = evaluate(&d);
	if (!err)
		err = print_plan(&d);
	if (!err)
		err = end(&d);
	iqm_free(d.before);
	price_free(&d.price);
	return err;
}
