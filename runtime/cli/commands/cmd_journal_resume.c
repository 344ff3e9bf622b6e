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
	const struct iqm_purchase *purchase; /* NULL: the journal has none */
	struct plan plan;
	bool planned;
	int claim;
	struct fulfilment fulfilment;
	const char *state; /* what is printed; NULL: the purchase's */
	int code;
};

struct resume {
	struct cli *cli;
	struct iqm_purchases *purchases;
	struct plan_keys plans;
	struct item *items;
	size_t len;
	bool named; /* keys are given: those, and no others */
};

/* ---- which ------------------------------------------------------------------------------- */

static const struct iqm_purchase *purchase_of(const struct resume *r, const char *key)
{
	for (size_t i = 0; i < r->purchases->len; i++)
		if (!strcmp(r->purchases->items[i].key, key))
			return &r->purchases->items[i];
	return NULL;
}

static bool is_planned(const struct resume *r, const char *key)
{
	for (size_t i = 0; i < r->plans.len; i++)
		if (!strcmp(r->plans.items[i], key))
			return true;
	return false;
}

static bool is_open(const struct iqm_purchase *p)
{
	return p->state == IQM_PURCHASE_OPEN || p->state == IQM_PURCHASE_UNKNOWN;
}

static void add(struct resume *r, const char *key)
{
	for (size_t i = 0; i < r->len; i++)
		if (!strcmp(r->items[i].key, key))
			return;
	r->items[r->len++] = (struct item){ .key = key, .claim = -1 };
}

static int add_named(struct resume *r)
{
	const struct values *keys = &r->cli->args.operands;

	for (size_t i = 0; i < keys->len; i++) {
		const char *key = keys->items[i];

		if (!purchase_of(r, key) && !is_planned(r, key))
			return cli_fail(EXIT_USAGE, "the journal has no purchase '%s'", key);
		add(r, key);
	}
	return 0;
}

/* Oldest first; plans without a purchase at the end. */
static int add_unfinished(struct resume *r)
{
	for (size_t i = 0; i < r->purchases->len; i++) {
		const struct iqm_purchase *p = &r->purchases->items[i];

		if (is_open(p) || is_planned(r, p->key))
			add(r, p->key);
	}
	for (size_t i = 0; i < r->plans.len; i++)
		add(r, r->plans.items[i]);
	return 0;
}

static int choose_keys(struct resume *r)
{
	struct iqm_call call = { 0 };
	int err = plan_list(r->cli, &r->plans);

	if (!err && iqm_journal_list(r->cli->client, &r->purchases, &call))
		err = cli_fail_call(&call.error);
	if (err)
		return err;
	r->named = r->cli->args.operands.len > 0;
	r->len = 0;
	r->items = calloc(r->purchases->len + r->plans.len + 1, sizeof(*r->items));
	if (!r->items)
		return cli_fail_nomem();
	return r->named ? add_named(r) : add_unfinished(r);
}

/* ---- what each is ------------------------------------------------------------------------ */

/* Another run has locked the key, and will do the rest. */
static int skip_busy(const struct resume *r, struct item *item)
{
	item->state = "busy";
	if (r->named)
		return cli_fail(EXIT_KEY_USED, "another process is working on the purchase '%s'",
				item->key);
	cli_info("Another process is working on the purchase '%s'.", item->key);
	return 0;
}

static int drop(const struct resume *r, struct item *item, const struct iqm_purchase *p)
{
	item->state = p->state == IQM_PURCHASE_REFUSED ? "refused" : "not bought";
	cli_info("'%s': %s: nothing was bought.", item->key, item->state);
	return plan_remove(r->cli, item->key);
}

/* Reads the plan and the journal again, as the key is locked now. */
static int read_again(const struct resume *r, struct item *item, struct iqm_purchase **p)
{
	struct iqm_call call = { 0 };
	int err = plan_read(r->cli, item->key, &item->plan, &item->planned);

	if (!err && iqm_journal_get(r->cli->client, item->key, p, &call))
		err = cli_fail_call(&call.error);
	return err;
}

static int prepare(const struct resume *r, struct item *item, const struct iqm_purchase *p)
{
	struct fulfilment *f = &item->fulfilment;

	switch (p->state) {
	case IQM_PURCHASE_NONE:
	case IQM_PURCHASE_NOT_BOUGHT:
	case IQM_PURCHASE_REFUSED:
		return drop(r, item, p);
	case IQM_PURCHASE_BUSY:
		return skip_busy(r, item);
	default:
		break;
	}
	if (item->planned && plan_check_place(r->cli, item->key, &item->plan)) {
		item->state = "elsewhere";
		return EXIT_CONFIG;
	}
	f->cli = r->cli;
	f->key = item->key;
	f->plan = &item->plan;
	f->bought = p->state == IQM_PURCHASE_BOUGHT;
	f->non_blocking = true;
	f->command = command_named(p->operation);
	return f->command ? 0
			  : cli_fail(EXIT_FAILED,
				     "'%s' was bought by %s, which this version does not know",
				     item->key, p->operation);
}

static void start(const struct resume *r, struct item *item)
{
	struct iqm_purchase *p = NULL;
	bool busy;

	item->purchase = purchase_of(r, item->key);
	item->code = plan_claim(r->cli, item->key, &item->claim, &busy);
	if (!item->code)
		item->code = busy ? skip_busy(r, item) : read_again(r, item, &p);
	if (p && !item->code)
		item->code = prepare(r, item, p);
	iqm_free(p);
}

/* ---- all of them ------------------------------------------------------------------------- */

/* First does what takes no time, so that no purchase waits behind a report that is slow to come. */
static int fulfil_all(struct resume *r)
{
	int64_t until;
	int err = parse_wait_timeout(r->cli, &until);

	for (size_t i = 0; !err && i < r->len && !cli_interrupted(); i++) {
		start(r, &r->items[i]);
		if (r->items[i].fulfilment.command)
			r->items[i].code = wait_and_save(&r->items[i].fulfilment);
	}
	for (size_t i = 0; !err && i < r->len && !cli_interrupted(); i++) {
		struct fulfilment *f = &r->items[i].fulfilment;

		f->non_blocking = false;
		f->until = until;
		if (f->unfinished)
			r->items[i].code = wait_and_save(f);
	}
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
	const char *operation = item->purchase ? item->purchase->operation : item->plan.operation;
	const char *outcome = outcome_of(item);
	bool known = f->report.id;
	struct cell cells[] = {
		text_cell(CELL_WORD, item->key),
		text_cell(CELL_WORD, operation),
		text_cell(CELL_WORD, outcome),
		{ known ? CELL_INT : CELL_NONE, { .number = f->report.id } },
		{ known ? CELL_WORD : CELL_NONE, { .text = report_state_name(f->report.state) } },
		{ f->bytes ? CELL_TEXT : CELL_NONE, { .text = item->plan.save } },
		{ f->bytes ? CELL_INT : CELL_NONE, { .number = f->bytes } },
	};

	return out_row(out, cells);
}

static int print(const struct resume *r)
{
	static const struct column columns[] = { { .name = "key" },     { .name = "operation" },
						 { .name = "outcome" }, { .name = "id" },
						 { .name = "state" },   { .name = "file" },
						 { .name = "bytes" } };
	struct out *out = out_open(&r->cli->print, columns, sizeof(columns) / sizeof(columns[0]));
	int err = out ? 0 : cli_fail_nomem();

	for (size_t i = 0; !err && i < r->len; i++)
		err = print_row(out, &r->items[i]);
	if (out && out_close(out))
		err = EXIT_FAILED;
	return fflush(stdout) && !err ? EXIT_FAILED : err;
}

/* The plans are removed last: a run that is killed before can be resumed. */
static int remove_plans(const struct resume *r)
{
	int err = 0;

	for (size_t i = 0; i < r->len; i++)
		if (r->items[i].fulfilment.done && r->items[i].planned)
			err = plan_finish(r->cli, r->items[i].key, &r->items[i].plan) ? EXIT_FAILED
										      : err;
	return err;
}

/* Of several codes, the first in the table of exit codes. */
static int exit_code(const struct resume *r)
{
	if (cli_interrupted())
		return cli_interrupted();
	for (const struct cli_exit_info *row = cli_exits; row->name; row++)
		for (size_t i = 0; row->code && i < r->len; i++)
			if (r->items[i].code == row->code)
				return row->code;
	return 0;
}

static void free_all(struct resume *r)
{
	for (size_t i = 0; i < r->len; i++) {
		plan_release(&r->items[i].claim);
		plan_free(&r->items[i].plan);
	}
	free(r->items);
	plan_keys_free(&r->plans);
	iqm_free(r->purchases);
}

int cmd_journal_resume(struct cli *cli)
{
	struct resume r = { .cli = cli };
	int err = session_connect(cli, WITH_JOURNAL);

	if (!err)
		err = choose_keys(&r);
	if (!err && !r.len && cli->print.format == FORMAT_TABLE)
		cli_info("There is nothing to resume.");
	else if (!err)
		err = fulfil_all(&r);
	if (!err && (r.len || cli->print.format != FORMAT_TABLE))
		err = print(&r);
	if (!err)
		err = remove_plans(&r);
	if (!err)
		err = exit_code(&r);
	free_all(&r);
	return err;
}
