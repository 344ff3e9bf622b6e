/* SPDX-License-Identifier: MIT */
/*
 * A purchase. It is in the journal, with what is to follow it, before it is sent: if the run is
 * killed, this command with the same key, or journal resume, continues it.
 */
#include "purchase/order.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct buy {
	struct cli *cli;
	const struct iqm_op *op;
	const void *request;
	double max_cost;
	char made[KEY_SIZE]; /* a key, where none is given */
	const char *key;
	bool claimed; /* the key */
	bool confirmed;
	struct plan plan;
	bool keep_plan;          /* the one on record asks for more than this run */
	bool earlier_unfinished; /* and not all of that is done */
	struct iqm_preview *preview;
	struct price price;
	void *response;
	struct fulfilment fulfilment;
	struct purchase_result result;
};

/* ---- the key ----------------------------------------------------------------------------- */

static int fail_busy(const struct buy *b)
{
	return cli_fail(EXIT_KEY_USED, "another process is working on the purchase '%s'", b->key);
}

/* Claims the key until the end of this run. *before: what the journal has under it. */
static int take_key(struct buy *b, struct iqm_purchase **before)
{
	struct iqm_call call = { .cancel = b->cli->call.cancel };
	int err = parse_key(b->cli, b->made, &b->key);

	if (err)
		return err;
	err = iqm_journal_claim(b->cli->client, b->key, &call);
	b->claimed = !err;
	if (err == IQM_E_KEY_USED)
		return fail_busy(b);
	if (!err)
		err = iqm_journal_get(b->cli->client, b->key, before, &call);
	return err ? cli_fail_call(&call.error) : 0;
}

/* ---- after the purchase ------------------------------------------------------------------ */

static int print(struct buy *b)
{
	struct purchase_result *r = &b->result;
	const struct iqm_report *report = &b->fulfilment.report;

	r->key = b->key;
	r->response = b->response;
	r->file = b->plan.save;
	r->bytes = b->fulfilment.bytes;
	if (!r->id)
		r->id = report->id ? report->id : regenerated_id(b->op, b->request);
	if (report->id)
		r->state = report_state_name(report->state);
	return print_purchase(b->cli, r);
}

/* Waits, saves, prints. That all is done is recorded last: a run that is killed before can be
 * resumed. */
static int fulfil(struct buy *b)
{
	struct fulfilment *f = &b->fulfilment;
	char command[RESUME_COMMAND_SIZE];
	int err = parse_wait_timeout(b->cli, &f->until);
	int printed;

	f->cli = b->cli;
	f->command = b->cli->args.command;
	f->request = b->request;
	f->plan = &b->plan;
	f->buying = true;
	if (!err)
		err = wait_and_save(f);
	if (err == EXIT_KEY_USED)
		return err; /* the key is of another purchase */
	if (!f->bought && f->key)
		b->result.outcome = "unknown";
	printed = print(b);
	if (f->done && f->key && !printed && !b->keep_plan) {
		b->plan.done = true;
		printed = plan_record(b->cli, b->key, &b->plan);
	}
	if (b->earlier_unfinished)
		cli_info("An earlier run with this key was to do more. Continue with: %s",
			 resume_command(f, command));
	return err ? err : printed;
}

/* Nothing was bought, as such a report exists. --wait and --save then use that one. */
static int use_existing(struct buy *b, const struct iqm_error *error)
{
	int64_t id = error->price.report_id.value;
	int printed;

	b->result.outcome = "exists";
	b->result.id = id;
	if (b->plan.wait || b->plan.save) {
		cli_info("Nothing was bought: report %" PRId64 " exists already.", id);
		b->fulfilment.report.id = id;
		return fulfil(b);
	}
	printed = print(b);
	return printed ? printed : cli_fail_call(error);
}

/* By the service's response to the purchase, or by its price, which may have changed since it was
 * shown. */
static int fail_not_bought(struct buy *b, const struct iqm_error *error)
{
	char text[MONEY_SIZE];
	int printed;

	b->fulfilment.key = NULL;
	if (!b->response) {
		b->response = b->price.response;
		b->price.response = NULL;
	}
	if (error->price.reason == IQM_PRICE_EXISTS)
		return use_existing(b, error);
	b->result.outcome = "refused";
	printed = print(b);
	if (printed)
		return printed;
	format_money(b->price.says.cost.value, text);
	if (b->confirmed && error->price.reason == IQM_PRICE_TOO_DEAR)
		cli_info("The price was %s when it was shown, and has risen since: run the command "
			 "again.",
			 text);
	return cli_fail_call(error);
}

/* ---- the purchase ------------------------------------------------------------------------ */

/* Nothing was bought, or nobody knows whether something was. */
static int after_failure(struct buy *b, const struct iqm_error *error)
{
	if (error->status == IQM_E_UNKNOWN_OUTCOME) {
		b->fulfilment.lost = error;
		return fulfil(b);
	}
	if (error->status == IQM_E_PRICE)
		return fail_not_bought(b, error);
	if (error->status == IQM_E_DUPLICATE)
		return fail_duplicate(b->cli, error);
	if (error->status != IQM_E_KEY_USED)
		cli_info("Nothing was bought.");
	return cli_fail_call(error);
}

static int after_purchase(struct buy *b)
{
	struct iqm_price says;

	iqm_price_read(b->op->verdict, b->response, &says);
	b->result.cost = says.cost.set ? says.cost : b->price.says.cost;
	b->fulfilment.bought = true;
	b->fulfilment.report.id = says.id.set ? says.id.value : 0;
	return fulfil(b);
}

/* At most at the price that was shown. A person took time to confirm it: it is asked for again. */
static int perform(struct buy *b, struct iqm_call *call)
{
	struct iqm_client *client = b->cli->client;
	double shown = b->price.says.cost.value;

	if (!b->price.response)
		return iqm_perform(client, b->op, b->request, &b->response, call);
	if (!is_given(&b->cli->args, OPT_YES))
		return iqm_perform_within(client, b->op, b->request, shown, &b->response, call);
	return iqm_perform_priced(client, b->op, b->request, b->price.response, shown, &b->response,
				  call);
}

static int send(struct buy *b)
{
	char *note = plan_text(&b->plan);
	struct iqm_call call = { .timeout_ms = b->cli->call.timeout_ms,
				 .cancel = b->cli->call.cancel,
				 .key = b->key,
				 .note = note,
				 .allow_duplicate = is_given(&b->cli->args, OPT_ALLOW_DUPLICATE),
				 .keep_raw = true };
	int err;

	if (!note)
		return cli_fail_nomem();
	b->confirmed = true;
	b->fulfilment.key = b->key;
	b->result.outcome = "bought";
	err = perform(b, &call);
	free(note);
	return err ? after_failure(b, &call.error) : after_purchase(b);
}

/* ---- before it --------------------------------------------------------------------------- */

static bool can_confirm(void)
{
	return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

static int check_can_buy(const struct buy *b)
{
	int err = b->plan.save ? check_save_path(b->plan.save) : 0;

	if (!err)
		err = check_no_purchases(b->cli);
	if (!err && !is_given(&b->cli->args, OPT_YES) && !can_confirm())
		err = cli_fail(EXIT_DECLINED,
			       "nothing was bought: there is no terminal to confirm it on; to buy "
			       "without a question, add --yes");
	return err;
}

static int confirm_order(struct buy *b)
{
	bool confirmed = is_given(&b->cli->args, OPT_YES);

	show_order(b->cli, b->request, b->preview, &b->price, b->key, !confirmed);
	if (confirmed || confirm("Buy? [y/N] "))
		return 0;
	if (cli_interrupted())
		return cli_fail(cli_interrupted(), "interrupted: nothing was bought");
	return cli_fail(EXIT_DECLINED, "nothing was bought");
}

/* Before the price is asked for, which would say only that the report exists. */
static int check_journal(const struct buy *b)
{
	struct iqm_call call = { .timeout_ms = b->cli->call.timeout_ms,
				 .cancel = b->cli->call.cancel,
				 .key = b->key,
				 .allow_duplicate = is_given(&b->cli->args, OPT_ALLOW_DUPLICATE) };

	return iqm_check_purchase(b->cli->client, b->op, b->request, &call)
		       ? fail_purchase_check(b->cli, &call.error)
		       : 0;
}

static int buy_new(struct buy *b)
{
	struct iqm_error error;
	int err = check_can_buy(b);

	if (!err)
		err = check_journal(b);
	if (!err && price_order(b->cli, b->request, b->max_cost, &b->price, &error))
		return error.status == IQM_E_PRICE ? fail_not_bought(b, &error)
						   : cli_fail_call(&error);
	if (!err)
		err = confirm_order(b);
	return err ? err : send(b);
}

/* ---- a key that was used before ---------------------------------------------------------- */

/* Whether an earlier run was to do more than this one: then its plan stays. */
static bool asks_more(const struct plan *before, const struct plan *now)
{
	return !now->save && (before->save || (before->wait && !now->wait));
}

/* Replaces the plan of an earlier run. What it knows of the file stays, if it is the same file. */
static int replace_plan(struct buy *b, const struct iqm_purchase *purchase)
{
	struct plan before;
	int err = plan_read(b->key, purchase->note, &before);

	if (!err && b->plan.save && before.save && !strcmp(b->plan.save, before.save))
		memcpy(b->plan.file, before.file, sizeof(before.file));
	b->keep_plan = !err && asks_more(&before, &b->plan);
	b->earlier_unfinished = b->keep_plan && !before.done;
	plan_free(&before);
	return err || b->keep_plan ? err : plan_record(b->cli, b->key, &b->plan);
}

static int check_place(const struct buy *b, const struct iqm_purchase *before)
{
	struct buf elsewhere = { 0 };
	int err = place_check(b->cli, before, &elsewhere);

	if (elsewhere.len)
		err = cli_fail(EXIT_KEY_USED, "%s; nothing was sent", elsewhere.data);
	iqm_buf_free(&elsewhere);
	return err;
}

/* A repair of the journal has lost it. */
static int fail_lost(const struct buy *b)
{
	const struct fulfilment f = { .cli = b->cli, .key = b->key, .overdue = true };
	char settle[RESUME_COMMAND_SIZE];

	return cli_fail(EXIT_UNKNOWN_OUTCOME,
			"what was ordered under the key '%s' is not known, as the journal was "
			"damaged; nothing was sent now; end it with: %s",
			b->key, resume_command(&f, settle));
}

/* The key has bought, or may have: waits and saves, and does not buy. */
static int continue_purchase(struct buy *b, const struct iqm_purchase *before)
{
	int err = check_place(b, before);

	if (err)
		return err;
	if (!before->operation)
		return fail_lost(b);
	if (strcmp(before->operation, b->op->name) != 0)
		return fail_other_order(b->cli, before);
	if (!is_same_request(b->cli, b->preview, before))
		b->fulfilment.other = before;
	cli_info("Nothing is bought now: the key '%s' %s.", b->key,
		 before->state == IQM_PURCHASE_BOUGHT ? "has bought" : "may have bought before");
	err = b->fulfilment.other ? 0 : replace_plan(b, before);
	if (err)
		return err;
	b->fulfilment.key = b->key;
	b->fulfilment.bought = before->state == IQM_PURCHASE_BOUGHT;
	b->fulfilment.overdue = purchase_is_overdue(before);
	b->result.outcome = "bought before";
	return fulfil(b);
}

static int run(struct buy *b)
{
	struct iqm_purchase *before = NULL;
	int err = take_key(b, &before);

	if (!err && before)
		err = purchase_may_have_bought(before) ? continue_purchase(b, before) : buy_new(b);
	iqm_free(before);
	return err;
}

/* ---- the command ------------------------------------------------------------------------- */

/* Checks all of them, before anything is sent. */
static int read_options(struct buy *b)
{
	struct iqm_wait how = { 0 };
	int64_t until;
	int err = parse_max_cost(b->cli, &b->max_cost);

	if (!err)
		err = parse_plan(b->cli, &b->plan);
	if (!err)
		err = parse_wait_intervals(&b->cli->args, &how);
	return err ? err : parse_wait_timeout(b->cli, &until);
}

int buy_report(struct cli *cli, const struct request *r)
{
	struct buy b = { .cli = cli, .op = cli->args.command->op, .request = r->value };
	struct iqm_error error;
	int err = read_options(&b);

	if (!err && iqm_preview_make(cli->client, b.op, b.request, &b.preview, &error))
		err = cli_fail_call(&error);
	if (!err)
		err = check_max_days(cli, b.request);
	if (!err)
		err = is_given(&cli->args, OPT_DRY_RUN)
			      ? dry_run(cli, b.request, b.preview, b.max_cost, &b.plan)
			      : run(&b);
	if (b.claimed)
		iqm_journal_release(cli->client, b.key);
	plan_free(&b.plan);
	price_free(&b.price);
	iqm_free(b.preview);
	iqm_free(b.response);
	return err;
}
