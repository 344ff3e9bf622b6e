/* SPDX-License-Identifier: MIT */
/*
 * A purchase. Its plan is on the disk before it is sent, and its intent in the journal: a run that
 * is killed at any point is gone on with under the same key, by this command or journal resume.
 */
#include "buy.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct buy {
	struct cli *cli;
	const struct iqm_op *op;
	const void *request;
	double most; /* --max-cost */
	char made[KEY_SIZE];
	const char *key;
	int claim;
	struct plan plan;
	bool planned; /* the plan is on the disk */
	bool leave;   /* the one that is there asks for more */
	struct iqm_preview *preview;
	struct price price;
	void *response;
	struct finish finish;
	struct receipt receipt;
};

/* ---- the key -------------------------------------------------------------------------------- */

static int fail_busy(const struct buy *b)
{
	return cli_fail(b->cli, EXIT_KEY_USED, "another process is at the purchase '%s'", b->key);
}

/* The journal's word on the key, which is this run's until its end. */
static int take_key(struct buy *b, struct iqm_purchase **before)
{
	struct iqm_error error;
	bool busy = false;
	int err = told_key(b->cli, b->made, &b->key);

	if (!err && iqm_journal_get(b->cli->client, b->key, before, &error))
		return cli_fail_call(b->cli, &error);
	if (err)
		return err;
	iqm_free(*before);
	*before = NULL;
	err = plan_claim(b->cli, b->key, &b->claim, &busy);
	if (busy)
		return fail_busy(b);
	/* Again: whoever had the key may have bought meanwhile. */
	if (!err && iqm_journal_get(b->cli->client, b->key, before, &error))
		err = cli_fail_call(b->cli, &error);
	return err;
}

/* Where nothing was bought there is nothing to go on with. The journal knows. */
static void drop_plan(struct buy *b)
{
	struct iqm_purchase *p;

	if (!b->planned || iqm_journal_get(b->cli->client, b->key, &p, NULL))
		return;
	if (p->state == IQM_PURCHASE_NONE || p->state == IQM_PURCHASE_NOT_SENT ||
	    p->state == IQM_PURCHASE_REFUSED)
		plan_remove(b->cli, b->key);
	iqm_free(p);
}

/* ---- what follows --------------------------------------------------------------------------- */

static int print(struct buy *b)
{
	struct receipt *r = &b->receipt;
	const struct iqm_report *report = &b->finish.report;

	r->key = b->key;
	r->response = b->response;
	r->file = b->plan.save;
	r->bytes = b->finish.bytes;
	if (!r->id)
		r->id = report->id ? report->id : seek_again(b->op, b->request);
	if (report->id)
		r->state = finish_state_name(report->state);
	return receipt_print(b->cli, r);
}

/* Waits and saves. The plan goes last: a kill before it leaves all that there was to say. */
static int follow(struct buy *b)
{
	struct finish *f = &b->finish;
	char next[NEXT_SIZE];
	int err = finish_deadline(b->cli, &f->until);
	int printed;

	f->cli = b->cli;
	f->command = b->cli->command;
	f->request = b->request;
	f->plan = &b->plan;
	f->buying = true;
	if (!err)
		err = finish_run(f);
	if (err == EXIT_KEY_USED)
		return err; /* what the key has is not this */
	if (!f->bought && f->key)
		b->receipt.outcome = "unknown";
	printed = print(b);
	if (f->done && f->key && !printed && !b->leave)
		plan_finish(b->cli, b->key, &b->plan);
	if (b->leave)
		cli_note(b->cli, "An earlier run was told to do more. Go on with: %s",
			 finish_next_of(f, next));
	return err ? err : printed;
}

/* Nothing was bought, as there is such a report. With --wait or --save that one will do. */
static int use_existing(struct buy *b, struct iqm_int id)
{
	int printed;

	b->receipt.outcome = "exists";
	b->receipt.id = id.set ? id.value : 0;
	if (id.set && (b->plan.wait || b->plan.save)) {
		cli_note(b->cli, "Nothing was bought: report %" PRId64 " is there already.",
			 id.value);
		b->finish.report.id = id.value;
		return follow(b);
	}
	printed = print(b);
	if (printed)
		return printed;
	return id.set ? cli_fail(b->cli, EXIT_EXISTS,
				 "nothing was bought: report %" PRId64 " is there already",
				 id.value)
		      : cli_fail(b->cli, EXIT_EXISTS,
				 "nothing was bought: the report is there already");
}

static int say_refused(struct buy *b, const struct price *said)
{
	int printed;

	b->receipt.outcome = "refused";
	printed = print(b);
	return printed ? printed
		       : cli_fail(b->cli, EXIT_REFUSED, "nothing was bought: %s",
				  said->message ? said->message : "the service gives no reason");
}

/* ---- the purchase --------------------------------------------------------------------------- */

/* The price that came with the purchase is another than the one that was shown: what now? */
static int after_price(struct buy *b, const struct iqm_error *error)
{
	double shown = b->price.cost.value;
	char text[MONEY_SIZE];
	int err;

	price_free(&b->price);
	err = price_ask(b->cli, b->request, &b->price);
	if (err)
		return err;
	if (b->price.outcome == IQM_EXISTS) {
		b->finish.key = NULL;
		return use_existing(b, b->price.id);
	}
	money_text(shown, text);
	if (b->price.cost.set && b->price.cost.value > shown)
		cli_note(b->cli, "The price was %s when it was shown, and has risen: run it again.",
			 text);
	return cli_fail_call(b->cli, error);
}

/* Nothing was bought, or nobody knows. */
static int after_failure(struct buy *b, const struct iqm_error *error)
{
	if (error->status == IQM_E_UNKNOWN_OUTCOME) {
		b->finish.lost = error;
		return follow(b);
	}
	drop_plan(b);
	if (error->status == IQM_E_PRICE)
		return after_price(b, error);
	if (error->status != IQM_E_KEY_USED)
		cli_note(b->cli, "Nothing was bought.");
	return cli_fail_call(b->cli, error);
}

static int after_response(struct buy *b)
{
	struct price said = { 0 };

	price_read(b->op, b->response, &said);
	if (said.cost.set)
		b->receipt.cost = said.cost;
	if (said.outcome == IQM_CREATED) {
		b->receipt.outcome = "bought";
		b->finish.bought = true;
		b->finish.report.id = said.id.set ? said.id.value : 0;
		return follow(b);
	}
	drop_plan(b);
	b->receipt.cost = (struct iqm_num){ 0 };
	b->finish.key = NULL;
	return said.outcome == IQM_EXISTS ? use_existing(b, said.id) : say_refused(b, &said);
}

static int send(struct buy *b)
{
	const struct iqm_order *order = b->op->order;
	struct iqm_call call = { .timeout_ms = b->cli->call.timeout_ms,
				 .cancel = b->cli->call.cancel,
				 .key = b->key,
				 .keep_raw = true };
	int err = plan_write(b->cli, b->key, &b->plan);

	if (err) {
		cli_note(b->cli, "Nothing was bought.");
		return err;
	}
	b->planned = true;
	b->finish.key = b->key;
	b->receipt.outcome = "bought";
	if (order && order->price) /* nothing dearer than what was shown */
		err = iqm_perform_within(b->cli->client, b->op, b->request, b->price.cost.value,
					 &b->response, &call);
	else
		err = iqm_perform(b->cli->client, b->op, b->request, &b->response, &call);
	if (err)
		return after_failure(b, &call.error);
	b->receipt.cost = b->price.cost;
	return after_response(b);
}

/* ---- before it ------------------------------------------------------------------------------ */

static bool can_ask(void)
{
	return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

static int check_place(const struct buy *b)
{
	int err = b->plan.save ? save_check_place(b->cli, b->plan.save) : 0;

	if (!err && !cli_given(b->cli, OPT_YES) && !can_ask())
		err = cli_fail(b->cli, EXIT_DECLINED,
			       "nothing was bought: without a terminal to ask on, --yes is needed");
	return err;
}

static int confirm(struct buy *b)
{
	bool sure = cli_given(b->cli, OPT_YES);

	if (!sure || !cli_given(b->cli, OPT_QUIET))
		order_show(b->cli, b->request, b->preview, &b->price, b->key);
	else
		order_warn(b->cli, b->request);
	if (sure || cli_confirm("Buy? [y/N] "))
		return 0;
	if (cli_interrupted())
		return cli_fail(b->cli, cli_interrupted(), "interrupted: nothing was bought");
	return cli_fail(b->cli, EXIT_DECLINED, "nothing was bought");
}

static int buy_new(struct buy *b)
{
	int err = check_place(b);

	if (!err)
		err = price_ask(b->cli, b->request, &b->price);
	if (!err)
		err = price_judge(b->cli, &b->price, b->most);
	if (err == EXIT_EXISTS && b->price.outcome == IQM_EXISTS)
		return use_existing(b, b->price.id);
	if (!err)
		err = confirm(b);
	return err ? err : send(b);
}

/* ---- going on ------------------------------------------------------------------------------- */

/* Whether an unfinished run was told to do more than this one is: then its plan stays. */
static bool asks_more(const struct plan *before, const struct plan *now)
{
	return !now->save && (before->save || (before->wait && !now->wait));
}

/* What the run before saw of the file stays known, if it is the same file. */
static int renew_plan(struct buy *b)
{
	struct plan before;
	bool unfinished;
	bool there;
	int err = plan_read(b->cli, b->key, &before, &unfinished);

	there = unfinished;
	if (!err && !there)
		err = plan_read_done(b->cli, b->key, &before, &there);
	if (!err && there)
		err = plan_check_place(b->cli, b->key, &before);
	if (!err && b->plan.save && before.save && !strcmp(b->plan.save, before.save))
		memcpy(b->plan.file, before.file, sizeof(before.file));
	b->leave = !err && unfinished && asks_more(&before, &b->plan);
	plan_free(&before);
	return err || b->leave ? err : plan_write(b->cli, b->key, &b->plan);
}

/* The key has bought, or may have: the rest of what is wanted, and no purchase. */
static int go_on(struct buy *b, const struct iqm_purchase *before)
{
	int err;

	b->finish.other = !b->preview->body || strcmp(before->request, b->preview->body) != 0;
	if (strcmp(before->operation, b->op->name) != 0)
		return cli_fail(b->cli, EXIT_KEY_USED,
				"the journal has a purchase of %s under the key '%s'; nothing was "
				"sent",
				before->operation, b->key);
	if (before->state == IQM_PURCHASE_BUSY)
		return fail_busy(b);
	cli_note(b->cli, "Nothing is bought now: the key '%s' %s.", b->key,
		 before->state == IQM_PURCHASE_BOUGHT ? "has bought" : "may have bought before");
	err = b->finish.other ? 0 : renew_plan(b);
	if (err)
		return err;
	b->finish.key = b->key;
	b->finish.bought = before->state == IQM_PURCHASE_BOUGHT;
	b->receipt.outcome = "bought before";
	return follow(b);
}

static bool may_have_bought(const struct iqm_purchase *before)
{
	switch (before->state) {
	case IQM_PURCHASE_NONE:
	case IQM_PURCHASE_NOT_SENT:
	case IQM_PURCHASE_REFUSED:
		return false;
	default:
		return true;
	}
}

static int run(struct buy *b)
{
	struct iqm_purchase *before = NULL;
	int err = take_key(b, &before);

	if (!err && before)
		err = may_have_bought(before) ? go_on(b, before) : buy_new(b);
	iqm_free(before);
	return err;
}

/* ---- the command ---------------------------------------------------------------------------- */

/* All of them, before anything is sent. */
static int read_options(struct buy *b)
{
	struct iqm_wait how = { 0 };
	int64_t until;
	int err = told_most(b->cli, &b->most);

	if (!err)
		err = told_plan(b->cli, &b->plan);
	if (!err)
		err = wait_options(b->cli, &how);
	return err ? err : finish_deadline(b->cli, &until);
}

int cli_buy(struct cli *cli, const struct cli_request *r)
{
	struct buy b = { .cli = cli, .op = cli->command->op, .request = r->request, .claim = -1 };
	struct iqm_error error;
	int err = read_options(&b);

	if (!err && iqm_preview_make(cli->client, b.op, b.request, &b.preview, &error))
		err = cli_fail_call(cli, &error);
	if (!err)
		err = cli_given(cli, OPT_DRY_RUN) ? price_dry_run(cli, b.request, b.preview, b.most)
						  : run(&b);
	plan_release(&b.claim);
	plan_free(&b.plan);
	price_free(&b.price);
	iqm_free(b.preview);
	iqm_free(b.response);
	return err;
}
