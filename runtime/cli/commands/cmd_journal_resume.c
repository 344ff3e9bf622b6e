/* SPDX-License-Identifier: MIT */
/*
 * `journal resume`: continues purchases whose runs ended before they were done. It finds reports,
 * waits and saves; it has no way to buy.
 */
#include "commands/cmd.h"

#include <stdlib.h>
#include <string.h>

/* One key, and how far it is. */
struct item {
	const char *key;
	const char *operation;
	bool claimed;
	struct plan plan;
	struct fulfilment fulfilment;
	const char *state; /* what is printed; NULL: the purchase's */
	int code;
};

struct resume {
	struct cli *cli;
	struct iqm_purchases *purchases;
	struct item *items;
	size_t len;
	bool named; /* keys are given: those, and no others */
};

/* ---- which ------------------------------------------------------------------------------- */

static void add(struct resume *r, const struct iqm_purchase *p)
{
	for (size_t i = 0; i < r->len; i++)
		if (r->items[i].key == p->key) /* of the one list */
			return;
	r->items[r->len++] = (struct item){ .key = p->key, .operation = p->operation };
}

static int add_named(struct resume *r, const char *key)
{
	for (size_t i = 0; i < r->purchases->len; i++)
		if (!strcmp(r->purchases->items[i].key, key)) {
			add(r, &r->purchases->items[i]);
			return 0;
		}
	return cli_fail(EXIT_USAGE, "the journal has no purchase '%s'", key);
}

static int choose_keys(struct resume *r)
{
	const struct values *keys = &r->cli->args.operands;
	struct iqm_call call = { .cancel = r->cli->call.cancel };
	int err = 0;

	if (iqm_journal_list(r->cli->client, &r->purchases, &call))
		return cli_fail_call(&call.error);
	r->items = calloc(r->purchases->len + 1, sizeof(*r->items));
	if (!r->items)
		return cli_fail_nomem();
	r->named = keys->len > 0;
	for (size_t i = 0; !err && i < keys->len; i++)
		err = add_named(r, keys->items[i]);
	for (size_t i = 0; !r->named && i < r->purchases->len; i++)
		if (purchase_is_unfinished(&r->purchases->items[i]))
			add(r, &r->purchases->items[i]);
	return err;
}

/* ---- what each is ------------------------------------------------------------------------ */

/* Another run has claimed the key, and will do the rest. */
static int skip_busy(const struct resume *r, struct item *item)
{
	const char *key = item->key;

	item->state = "busy";
	if (r->named)
		return cli_fail(EXIT_KEY_USED, "another process is working on the purchase '%s'",
				key);
	cli_info("Another process is working on the purchase '%s'.", key);
	return 0;
}

static int skip_elsewhere(const struct resume *r, struct item *item, const struct buf *why)
{
	item->state = "elsewhere";
	if (r->named)
		return cli_fail(EXIT_KEY_USED, "%s; nothing was sent", why->data);
	cli_info("Left out: %s.", why->data);
	return 0;
}

/* It was settled meanwhile, or is named. */
static int skip_not_bought(struct item *item, const struct iqm_purchase *p)
{
	item->state = p->state == IQM_PURCHASE_REFUSED ? "refused" : "not bought";
	cli_info("'%s': %s: nothing was bought.", p->key, item->state);
	return 0;
}

/* A repair of the journal has lost what was ordered: there is nothing to look for. */
static int skip_lost(const struct resume *r, struct item *item)
{
	static const char why[] = "what it ordered is not known, as the journal was damaged";
	char settle[NEXT_STEP_SIZE];

	item->state = "unknown";
	if (r->named)
		return cli_fail(EXIT_UNKNOWN_OUTCOME, "'%s': %s%s", item->key, why,
				resume_step(&item->fulfilment, "; end it with: ", settle));
	cli_info("'%s': %s.%s", item->key, why,
		 resume_step(&item->fulfilment, " End it with: ", settle));
	return 0;
}

static int prepare_find(const struct resume *r, struct item *item, const struct iqm_purchase *p)
{
	struct fulfilment *f = &item->fulfilment;

	f->cli = r->cli;
	f->key = item->key;
	f->plan = &item->plan;
	f->bought = p->state == IQM_PURCHASE_BOUGHT;
	f->overdue = purchase_is_overdue(p);
	f->by_the_way = !r->named;
	f->command = p->operation ? command_named(p->operation) : NULL;
	if (f->command)
		return 0;
	if (!p->operation)
		return skip_lost(r, item);
	item->state = "unknown";
	return cli_fail(EXIT_FAILED, "'%s' was made by %s, which this version does not know",
			f->key, p->operation);
}

static int prepare(const struct resume *r, struct item *item, const struct iqm_purchase *p)
{
	struct buf elsewhere = { 0 };
	int err = place_check(r->cli, p, &elsewhere);

	if (elsewhere.len)
		err = skip_elsewhere(r, item, &elsewhere);
	else if (!err && p->state == IQM_PURCHASE_BUSY)
		err = skip_busy(r, item);
	else if (!err && !purchase_may_have_bought(p))
		err = skip_not_bought(item, p);
	else if (!err)
		err = plan_read(p->key, p->note, &item->plan);
	if (!err && !item->state)
		err = prepare_find(r, item, p);
	iqm_buf_free(&elsewhere);
	return err;
}

/* What was listed may have changed until the key was claimed. */
static void start(const struct resume *r, struct item *item)
{
	const char *key = item->key;
	struct iqm_call call = { .cancel = r->cli->call.cancel };
	struct iqm_purchase *p = NULL;
	int err = iqm_journal_claim(r->cli->client, key, &call);

	item->claimed = !err;
	if (!err)
		err = iqm_journal_get(r->cli->client, key, &p, &call);
	if (err == IQM_E_KEY_USED)
		item->code = skip_busy(r, item);
	else
		item->code = err ? cli_fail_call(&call.error) : prepare(r, item, p);
	iqm_free(p);
}

/* ---- all of them ------------------------------------------------------------------------- */

static int fulfil_items(struct resume *r)
{
	struct fulfilment **all = calloc(r->len + 1, sizeof(struct fulfilment *));
	size_t len = 0;
	int64_t until = 0;
	int err;

	if (!all)
		return cli_fail_nomem();
	err = parse_wait_timeout(r->cli, &until);
	for (size_t i = 0; !err && i < r->len && !cli_interrupted(); i++) {
		start(r, &r->items[i]);
		if (r->items[i].fulfilment.command)
			all[len++] = &r->items[i].fulfilment;
	}
	if (!err && !cli_interrupted())
		err = fulfil_all(r->cli, all, len, until);
	free(all);
	return err;
}

static const char *outcome_of(const struct item *item)
{
	if (item->state || !item->fulfilment.command)
		return item->state;
	return item->fulfilment.bought ? "bought" : "unknown";
}

static int print_row(struct out *out, const struct item *item)
{
	const struct fulfilment *f = &item->fulfilment;
	const char *outcome = outcome_of(item);
	bool known = f->report.id;
	struct cell cells[] = {
		text_cell(CELL_WORD, item->key),
		text_cell(CELL_WORD, item->operation),
		text_cell(CELL_WORD, outcome),
		number_cell(f->report.id),
		{ known ? CELL_WORD : CELL_NONE, { .text = status_of_report(&f->report) } },
		{ f->bytes ? CELL_TEXT : CELL_NONE, { .text = item->plan.save } },
		number_cell(f->bytes),
	};

	return out_row(out, cells);
}

static const struct column columns[] = { { .name = "key" },     { .name = "operation" },
					 { .name = "outcome" }, { .name = "id" },
					 { .name = "status" },  { .name = "file" },
					 { .name = "bytes" } };
#define COLUMNS (sizeof(columns) / sizeof(columns[0]))

static int print(const struct resume *r)
{
	struct out *out = out_open(&r->cli->print, columns, COLUMNS);
	int err = out ? 0 : cli_fail_nomem();

	for (size_t i = 0; !err && i < r->len; i++)
		err = print_row(out, &r->items[i]);
	if (out && out_close(out))
		err = EXIT_FAILED;
	return fflush(stdout) && !err ? EXIT_FAILED : err;
}

/* Recorded last: a run that is killed before can be resumed. */
static int record_done(const struct resume *r)
{
	int err = 0;

	for (size_t i = 0; i < r->len; i++) {
		struct plan *plan = &r->items[i].plan;

		if (!r->items[i].fulfilment.done || plan->done)
			continue;
		plan->done = true;
		err = plan_record(r->cli, r->items[i].key, plan) ? EXIT_FAILED : err;
	}
	return err;
}

/* Of those that have ended, and have no file. */
static void show_next(const struct resume *r)
{
	for (size_t i = 0; i < r->len; i++) {
		const struct fulfilment *f = &r->items[i].fulfilment;

		if (f->done && f->report.id && !f->bytes)
			next_for_report(f->command, &f->report);
	}
}

static int exit_code(const struct resume *r)
{
	int code = 0;

	for (size_t i = 0; i < r->len; i++) {
		code = worse_exit(code, r->items[i].code);
		code = worse_exit(code, r->items[i].fulfilment.code);
	}
	return cli_interrupted() ? cli_interrupted() : code;
}

static void free_all(struct resume *r)
{
	for (size_t i = 0; i < r->len; i++) {
		if (r->items[i].claimed)
			iqm_journal_release(r->cli->client, r->items[i].key);
		plan_free(&r->items[i].plan);
	}
	free(r->items);
	iqm_free(r->purchases);
}

int cmd_journal_resume(struct cli *cli)
{
	struct resume r = { .cli = cli };
	int err = out_check(&cli->print, columns, COLUMNS);

	if (!err)
		err = session_connect(cli, WITH_JOURNAL);
	if (!err)
		err = choose_keys(&r);
	if (!err && !r.len && cli->print.format == FORMAT_TABLE)
		cli_info("There is nothing to resume.");
	else if (!err)
		err = fulfil_items(&r);
	if (!err && (r.len || cli->print.format != FORMAT_TABLE))
		err = print(&r);
	if (!err)
		err = record_done(&r);
	if (!err)
		show_next(&r);
	if (!err)
		err = exit_code(&r);
	free_all(&r);
	return err;
}
