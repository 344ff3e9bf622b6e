/* SPDX-License-Identifier: MIT */
/* An order before it is bought: what is asked for, its key, and what the journal has under it. */
#include "purchase/order.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is asked for ------------------------------------------------------------------- */

/* Checks all options, before anything is sent. */
static int read_options(struct order *o)
{
	struct iqm_wait how = { 0 };
	int64_t until;
	int err = parse_max_cost(o->cli, &o->max_cost);

	if (!err)
		err = parse_plan(o->cli, &o->plan);
	if (!err)
		err = parse_wait_intervals(&o->cli->args, &how);
	return err ? err : parse_wait_timeout(o->cli, &until);
}

int order_open(struct order *o, struct cli *cli, const void *request)
{
	struct iqm_error error;
	int err;

	*o = (struct order){ .cli = cli, .op = cli->args.command->op, .request = request };
	err = read_options(o);
	if (!err && iqm_preview_make(cli->client, o->op, request, &o->preview, &error))
		err = cli_fail_call(&error);
	return err ? err : check_max_days(cli, request);
}

void order_close(struct order *o)
{
	if (o->claimed)
		iqm_journal_release(o->cli->client, o->key);
	plan_free(&o->plan);
	price_free(&o->price);
	iqm_free(o->before);
	iqm_free(o->preview);
	iqm_free(o->response);
	*o = (struct order){ .cli = NULL };
}

/* ---- the key ----------------------------------------------------------------------------- */

static int fail_busy(const struct order *o)
{
	return cli_fail(EXIT_KEY_USED, "another process is working on the purchase '%s'", o->key);
}

int order_claim(struct order *o)
{
	struct iqm_call call = { .cancel = o->cli->call.cancel };
	int err = o->key ? 0 : parse_key(o->cli, o->made, &o->key);

	if (err)
		return err;
	err = iqm_journal_claim(o->cli->client, o->key, &call);
	o->claimed = !err;
	if (err == IQM_E_KEY_USED)
		return fail_busy(o);
	if (!err)
		err = iqm_journal_get(o->cli->client, o->key, &o->before, &call);
	return err ? cli_fail_call(&call.error) : 0;
}

bool order_is_new(const struct order *o)
{
	return !purchase_may_have_bought(o->before);
}

/* ---- a key that was used before ---------------------------------------------------------- */

/* Whether an earlier run was to do more than this one: then its plan stays. */
static bool asks_more(const struct plan *before, const struct plan *now)
{
	return !now->save && (before->save || (before->wait && !now->wait));
}

/* Whether both ask for the same, done or not. */
static bool is_same_plan(const struct plan *before, const struct plan *now)
{
	struct plan undone = *before;
	char *was;
	char *is = plan_text(now);
	bool same;

	undone.done = false;
	was = plan_text(&undone);
	same = was && is && !strcmp(was, is);
	free(was);
	free(is);
	return same;
}

/* What an earlier run knows of the file stays, if it is the same file. */
static int take_over(struct order *o, const struct plan *before)
{
	struct plan *now = &o->plan;

	if (now->save && before->save && !strcmp(now->save, before->save))
		memcpy(now->file, before->file, sizeof(now->file));
	o->keep_plan = asks_more(before, now);
	o->earlier_unfinished = o->keep_plan && !before->done;
	if (o->keep_plan)
		return 0;
	if (!is_same_plan(before, now))
		return plan_record(o->cli, o->key, now);
	now->done = before->done;
	return 0;
}

static int replace_plan(struct order *o)
{
	struct plan before;
	int err = plan_read(o->key, o->before->note, &before);

	if (!err)
		err = take_over(o, &before);
	plan_free(&before);
	return err;
}

static int check_place(const struct order *o)
{
	struct buf elsewhere = { 0 };
	int err = place_check(o->cli, o->before, &elsewhere);

	if (elsewhere.len)
		err = cli_fail(EXIT_KEY_USED, "%s; nothing was sent", elsewhere.data);
	iqm_buf_free(&elsewhere);
	return err;
}

/* A repair of the journal has lost it. */
static int fail_lost(const struct order *o)
{
	const struct fulfilment f = { .cli = o->cli, .key = o->key, .overdue = true };
	char settle[NEXT_STEP_SIZE];

	return cli_fail(EXIT_UNKNOWN_OUTCOME,
			"what was ordered under the key '%s' is not known, as the journal was "
			"damaged; nothing was sent now%s",
			o->key, resume_step(&f, "; end it with: ", settle));
}

int order_check_key(const struct order *o)
{
	const struct iqm_purchase *before = o->before;
	const char *operation = before->operation; /* this or the request may be lost by damage */
	int err = check_place(o);

	if (err || !operation ||
	    (!strcmp(operation, o->op->name) &&
	     (!before->request || is_same_request(o->cli, o->preview, before))))
		return err;
	return fail_other_order(o->cli, before);
}

int order_continue(struct order *o)
{
	const struct iqm_purchase *before = o->before;
	bool bought = before->state == IQM_PURCHASE_BOUGHT;
	int err = order_check_key(o);

	if (err)
		return err;
	if (!before->operation)
		return fail_lost(o);
	err = before->request ? replace_plan(o) : 0;
	if (err)
		return err;
	o->outcome = ORDER_BOUGHT_BEFORE;
	o->cost = before->cost;
	o->fulfilment.key = o->key;
	o->fulfilment.bought = bought;
	o->fulfilment.overdue = purchase_is_overdue(before);
	return 0;
}
