/* SPDX-License-Identifier: MIT */
/*
 * `journal resume`: goes on with purchases whose runs ended before they were done. It looks, waits
 * and saves; it has no way to buy.
 */
#include "buy.h"

#include <stdlib.h>
#include <string.h>

/* One key on its way. */
struct item {
	const char *key;
	const struct iqm_purchase *purchase; /* NULL: the journal has none */
	struct plan plan;
	bool planned;
	int claim;
	struct finish finish;
	const char *state; /* what is printed; NULL: the purchase's */
	int code;
};

struct resume {
	struct cli *cli;
	struct iqm_purchases *purchases;
	struct plan_keys plans;
	struct item *items;
	size_t len;
	bool named; /* the keys were */
};

/* ---- which ---------------------------------------------------------------------------------- */

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
	const struct cli_values *words = &r->cli->words;

	for (size_t i = 0; i < words->len; i++) {
		const char *key = words->items[i];

		if (!purchase_of(r, key) && !is_planned(r, key))
			return cli_fail(r->cli, EXIT_USAGE, "the journal has no purchase '%s'",
					key);
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

static int choose(struct resume *r)
{
	struct iqm_error error;
	int err = plan_list(r->cli, &r->plans);

	if (!err && iqm_journal_list(r->cli->client, &r->purchases, &error))
		err = cli_fail_call(r->cli, &error);
	if (err)
		return err;
	r->named = r->cli->words.len > 0;
	r->len = 0;
	r->items = calloc(r->purchases->len + r->plans.len + 1, sizeof(*r->items));
	if (!r->items)
		return cli_fail_nomem(r->cli);
	return r->named ? add_named(r) : add_unfinished(r);
}

/* ---- what each is --------------------------------------------------------------------------- */

static const struct cli_command *command_of(const char *operation)
{
	for (const struct cli_command *c = cli_commands; c->family; c++)
		if (c->op && c->run == cli_run_operation && !strcmp(c->op->name, operation))
			return c;
	return NULL;
}

/* Another run has it: it will do what is to be done. */
static int leave_busy(const struct resume *r, struct item *item)
{
	item->state = "busy";
	if (r->named)
		return cli_fail(r->cli, EXIT_KEY_USED, "another process is at the purchase '%s'",
				item->key);
	cli_note(r->cli, "Another process is at the purchase '%s'.", item->key);
	return 0;
}

static int drop(const struct resume *r, struct item *item, const struct iqm_purchase *p)
{
	item->state = p->state == IQM_PURCHASE_REFUSED ? "refused" : "not sent";
	cli_note(r->cli, "'%s': %s: nothing was bought.", item->key, item->state);
	return plan_remove(r->cli, item->key);
}

/* The journal's word, now that nobody else is at it. */
static int look_again(const struct resume *r, struct item *item, struct iqm_purchase **p)
{
	struct iqm_error error;
	int err = plan_read(r->cli, item->key, &item->plan, &item->planned);

	if (!err && iqm_journal_get(r->cli->client, item->key, p, &error))
		err = cli_fail_call(r->cli, &error);
	return err;
}

static int prepare(const struct resume *r, struct item *item, const struct iqm_purchase *p)
{
	struct finish *f = &item->finish;

	switch (p->state) {
	case IQM_PURCHASE_NONE:
	case IQM_PURCHASE_NOT_SENT:
	case IQM_PURCHASE_REFUSED:
		return drop(r, item, p);
	case IQM_PURCHASE_BUSY:
		return leave_busy(r, item);
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
	f->glance = true;
	f->command = command_of(p->operation);
	return f->command
		       ? 0
		       : cli_fail(r->cli, EXIT_FAILED, "'%s' bought by %s, which is not known here",
				  item->key, p->operation);
}

static void begin(const struct resume *r, struct item *item)
{
	struct iqm_purchase *p = NULL;
	bool busy;

	item->purchase = purchase_of(r, item->key);
	item->code = plan_claim(r->cli, item->key, &item->claim, &busy);
	if (!item->code)
		item->code = busy ? leave_busy(r, item) : look_again(r, item, &p);
	if (p && !item->code)
		item->code = prepare(r, item, p);
	iqm_free(p);
}

/* ---- all of them ---------------------------------------------------------------------------- */

/* First what takes no time, so that nobody waits behind a report that is long in coming. */
static int finish_all(struct resume *r)
{
	int64_t until;
	int err = finish_deadline(r->cli, &until);

	for (size_t i = 0; !err && i < r->len && !cli_interrupted(); i++) {
		begin(r, &r->items[i]);
		if (r->items[i].finish.command)
			r->items[i].code = finish_run(&r->items[i].finish);
	}
	for (size_t i = 0; !err && i < r->len && !cli_interrupted(); i++) {
		struct finish *f = &r->items[i].finish;

		f->glance = false;
		f->until = until;
		if (f->later)
			r->items[i].code = finish_run(f);
	}
	return err;
}

static const char *outcome_of(const struct item *item)
{
	if (item->state || !item->finish.command)
		return item->state;
	return item->finish.bought ? "bought" : "unknown";
}

static int print_row(struct out *out, const struct item *item)
{
	const struct finish *f = &item->finish;
	const char *operation = item->purchase ? item->purchase->operation : item->plan.operation;
	const char *outcome = outcome_of(item);
	bool known = f->report.id;
	struct cell cells[] = {
		{ CELL_WORD, { .text = item->key } },
		{ CELL_WORD, { .text = operation } },
		{ outcome ? CELL_WORD : CELL_NONE, { .text = outcome } },
		{ known ? CELL_INT : CELL_NONE, { .number = f->report.id } },
		{ known ? CELL_WORD : CELL_NONE, { .text = finish_state_name(f->report.state) } },
		{ f->bytes ? CELL_TEXT : CELL_NONE, { .text = item->plan.save } },
		{ f->bytes ? CELL_INT : CELL_NONE, { .number = f->bytes } },
	};

	return out_row(out, cells);
}

static int print(const struct resume *r)
{
	static const struct out_column columns[] = { { "key" },  { "operation" }, { "outcome" },
						     { "id" },   { "state" },     { "file" },
						     { "bytes" } };
	struct out *out = out_open(r->cli, columns, sizeof(columns) / sizeof(columns[0]));
	int err = out ? 0 : cli_fail_nomem(r->cli);

	for (size_t i = 0; !err && i < r->len; i++)
		err = print_row(out, &r->items[i]);
	if (out && out_close(out))
		err = EXIT_FAILED;
	return fflush(stdout) && !err ? EXIT_FAILED : err;
}

/* Plans go last: a kill before it leaves all that there was to say. */
static int drop_done(const struct resume *r)
{
	int err = 0;

	for (size_t i = 0; i < r->len; i++)
		if (r->items[i].finish.done && r->items[i].planned)
			err = plan_finish(r->cli, r->items[i].key, &r->items[i].plan) ? EXIT_FAILED
										      : err;
	return err;
}

/* The one that the table of exit codes has first. */
static int most_telling(const struct resume *r)
{
	if (cli_interrupted())
		return cli_interrupted();
	for (const struct cli_exit_row *row = cli_exits; row->name; row++)
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

int cli_journal_resume(struct cli *cli)
{
	struct resume r = { .cli = cli };
	int err = cli_connect(cli);

	if (!err)
		err = choose(&r);
	if (!err && !r.len && cli->format == FORMAT_TABLE)
		cli_note(cli, "There is nothing to go on with.");
	else if (!err)
		err = finish_all(&r);
	if (!err && (r.len || cli->format != FORMAT_TABLE))
		err = print(&r);
	if (!err)
		err = drop_done(&r);
	if (!err)
		err = most_telling(&r);
	free_all(&r);
	return err;
}
