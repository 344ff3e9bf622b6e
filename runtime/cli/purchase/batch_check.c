/* SPDX-License-Identifier: MIT */
/* All rows are checked before anything is sent, and every mistake is named with its line. */
#include "purchase/batch.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- each row ---------------------------------------------------------------------------- */

/* Makes the row's own arguments, settings and request. */
static int read_row(const struct batch *b, struct batch_row *r)
{
	struct setting *zone = &r->cli.config.setting[SET_TIMEZONE];
	int err;

	r->cli = *b->cli;
	r->cli.args = (struct arguments){ .argv = b->cli->args.argv };
	err = row_arguments(&b->cli->args, r->row, &r->cli.args);
	if (!err && is_given(&r->cli.args, OPT_TIMEZONE))
		zone->value = option_value(&r->cli.args, OPT_TIMEZONE);
	if (!err && zone->value)
		err = zone_check(zone->value);
	if (!err)
		err = request_build(&r->cli.args, zone->value, &r->request);
	if (!err && r->row->misnamed)
		return EXIT_USAGE; /* said of its column; what the row lacks may be there */
	return err ? err : check_order_days(&r->cli.args, r->request.value);
}

/* Of what it orders, and where. */
static uint64_t hash_of(const struct order *o)
{
	uint64_t hash = iqm_hash(IQM_HASH_START, o->op->name, strlen(o->op->name) + 1);
	const char *body = o->preview->body ? o->preview->body : "";

	hash = iqm_hash(hash, o->preview->base_url, strlen(o->preview->base_url) + 1);
	return iqm_hash(hash, body, strlen(body) + 1);
}

static int open_row(struct batch *b, struct batch_row *r)
{
	struct order *o = &r->order;
	int err;

	r->cli.client = b->cli->client;
	r->opened = true;
	err = order_open(o, &r->cli, r->request.value);
	if (err)
		return err;
	r->hash = hash_of(o);
	if (is_given(&r->cli.args, OPT_KEY)) {
		err = parse_key(&r->cli, o->made, &o->key);
	} else {
		snprintf(o->made, sizeof(o->made), "%s-%016" PRIx64, r->cli.args.family, r->hash);
		o->key = o->made;
	}
	return err ? err : set_row_file(b, r);
}

static int each_row(struct batch *b, int (*step)(struct batch *b, struct batch_row *r))
{
	int worst = 0;

	for (size_t i = 0; i < b->len; i++) {
		struct batch_row *r = &b->rows[i];
		int err;

		if (!r->usable)
			continue;
		about_row(r);
		err = step(b, r);
		r->usable = !err;
		worst = worse_exit(worst, err);
	}
	about_row(NULL);
	return worst;
}

static int read_row_step(struct batch *b, struct batch_row *r)
{
	return read_row(b, r);
}

/* ---- rows against each other ------------------------------------------------------------- */

static bool is_same_order(const struct batch_row *a, const struct batch_row *b)
{
	const char *x = a->order.preview->body;
	const char *y = b->order.preview->body;

	return a->hash == b->hash && a->order.op == b->order.op && x && y && !strcmp(x, y);
}

static int check_pair(const struct batch_row *first, const struct batch_row *r)
{
	const char *path = first->order.plan.save;
	size_t line = first->row->line;

	if (!strcmp(first->order.key, r->order.key) && first->hash != r->hash)
		return cli_fail(EXIT_USAGE, "key '%s' is that of line %zu", r->order.key, line);
	if (path && r->order.plan.save && !strcmp(path, r->order.plan.save))
		return cli_fail(EXIT_USAGE,
				"its file would be that of line %zu, %s: name it otherwise with "
				"--name or a column 'save'",
				line, path);
	if (!is_same_order(first, r) || (is_given(&r->cli.args, OPT_ALLOW_DUPLICATE) &&
					 strcmp(first->order.key, r->order.key) != 0))
		return 0;
	return cli_fail(EXIT_USAGE,
			"the same order as line %zu: to buy it twice, give each a 'key', and this "
			"one 'allow-duplicate'",
			line);
}

/* The rows before it are those that were checked already. */
static int check_others(struct batch *b, struct batch_row *r)
{
	int err = 0;

	for (struct batch_row *first = b->rows; !err && first < r; first++)
		if (first->usable)
			err = check_pair(first, r);
	return err;
}

/* ---- all of them ------------------------------------------------------------------------- */

static int make_rows(struct batch *b)
{
	const struct sheet *s = b->sheet;

	b->rows = calloc(s->len, sizeof(*b->rows));
	if (!b->rows)
		return cli_fail_nomem();
	b->len = s->len;
	for (size_t i = 0; i < b->len; i++) {
		b->rows[i].row = &s->rows[i];
		b->rows[i].usable = true;
		sheet_about(s, s->rows[i].line, &b->rows[i].about);
	}
	return 0;
}

static int fail_mistakes(const struct batch *b, int code)
{
	size_t broken = b->sheet->broken;
	size_t all = b->len + broken;

	for (size_t i = 0; i < b->len; i++)
		broken += !b->rows[i].usable;
	cli_info("Nothing was sent: %zu of %zu order%s cannot be bought as %s.", broken, all,
		 all == 1 ? "" : "s", broken == 1 ? "it is" : "they are");
	return code;
}

/* Of the run: they would be wrong for each row. */
static int check_options(const struct batch *b)
{
	const struct cli *cli = b->cli;
	const char *zone = cli->config.setting[SET_TIMEZONE].value;
	struct iqm_wait how = { 0 };
	unsigned mode;
	double amount;
	int64_t until;
	int err =
		is_given(&cli->args, OPT_DRY_RUN) ? check_plan_columns(b) : check_result_columns(b);

	if (!err)
		err = parse_amount(cli, OPT_MAX_TOTAL, &amount);
	if (!err)
		err = parse_max_cost(cli, &amount);
	if (!err)
		err = parse_wait_intervals(&cli->args, &how);
	if (!err)
		err = parse_wait_timeout(cli, &until);
	if (!err)
		err = parse_save_mode(cli, &mode);
	if (!err && zone)
		err = zone_check(zone);
	return err ? err : check_file_names(b);
}

int batch_check(struct batch *b)
{
	int err = check_options(b);
	int opened;

	if (!err)
		err = sheet_read(b->cli->args.operands.items[0], &b->sheet);
	if (!b->sheet)
		return err;
	if (make_rows(b))
		return EXIT_FAILED;
	err = worse_exit(err, each_row(b, read_row_step));
	opened = err ? 0 : place_need_workspace(b->cli);
	if (!opened)
		opened = session_connect(b->cli, WITH_JOURNAL);
	if (opened)
		return err ? fail_mistakes(b, err) : opened;
	err = worse_exit(err, each_row(b, open_row));
	err = worse_exit(err, each_row(b, check_others));
	return err ? fail_mistakes(b, err) : 0;
}

/* ---- the journal, and the files ---------------------------------------------------------- */

/* As it would be claimed, for --dry-run. */
static int look_up(struct order *o)
{
	struct iqm_call call = { .cancel = o->cli->call.cancel };

	return iqm_journal_get(o->cli->client, o->key, &o->before, &call)
		       ? cli_fail_call(&call.error)
		       : 0;
}

/* One that another process is at is left to it. */
static int claim_row(struct batch *b, struct batch_row *r)
{
	struct order *o = &r->order;
	int err = is_given(&b->cli->args, OPT_DRY_RUN) ? look_up(o) : order_claim(o);

	r->code = err;
	if (err == EXIT_KEY_USED)
		r->why = "busy";
	else if (err)
		b->stopped = err;
	return err;
}

static int check_key(struct batch *b, struct batch_row *r)
{
	(void)b;
	return order_is_new(&r->order) ? 0 : order_check_key(&r->order);
}

/* A file that exists is found before its report is paid for. */
static int check_row_file(struct batch *b, struct batch_row *r)
{
	const struct order *o = &r->order;

	(void)b;
	return o->plan.save && order_is_new(o) ? check_save_path(o->plan.save) : 0;
}

int batch_claim(struct batch *b)
{
	bool dry = is_given(&b->cli->args, OPT_DRY_RUN);
	const char *path = option_value(&b->cli->args, OPT_ORDERS_DIR);
	int err = path && !dry ? make_save_directory(path) : 0;

	if (err)
		return err;
	each_row(b, claim_row);
	if (b->stopped)
		return b->stopped;
	err = each_row(b, check_key);
	if (!(dry && path && access(path, F_OK))) /* else it will be made */
		err = worse_exit(err, each_row(b, check_row_file));
	return err ? fail_mistakes(b, err) : 0;
}
