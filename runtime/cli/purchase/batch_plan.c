/* SPDX-License-Identifier: MIT */
/* What is about to be bought, as one table: a row an order. */
#include "purchase/batch.h"

#include <inttypes.h>
#include <string.h>

/* ---- a row ------------------------------------------------------------------------------- */

/* By the price, which may say it. */
static void add_campaign_name(struct buf *t, const struct order *o)
{
	const struct iqm_op *op = o->op->order ? o->op->order->price : NULL;
	const struct cli_command *c = op ? command_of(op) : NULL;
	struct column column = { 0 };

	for (size_t i = 0; c && o->price.response && i < c->column_len; i++) {
		struct cell cell;

		if (strcmp(c->columns[i].name, "campaign-name") != 0)
			continue;
		cell = cell_of(&op->response->fields[i], o->price.response);
		iqm_buf_str(t, cell.kind == CELL_TEXT ? " " : "");
		cell_add_shown(t, &column, &cell, "UTC");
	}
}

/* What the order is for: ids of campaigns, with their name; or the report that it regenerates. */
static void add_campaign(struct buf *t, const struct batch_row *r)
{
	const struct iqm_field *field = campaigns_field(r->cli.args.command);
	int64_t regenerated = regenerated_id(r->order.op, r->request.value);
	const struct column column = { .name = "" };

	if (regenerated) {
		iqm_buf_printf(t, "report %" PRId64, regenerated);
	} else if (field) {
		struct cell cell = cell_of(field, r->request.value);

		cell_add_shown(t, &column, &cell, "UTC");
	}
	add_campaign_name(t, &r->order);
	iqm_buf_str(t, "");
}

static const char *what_becomes(const struct batch_row *r)
{
	if (r->why)
		return r->why;
	if (r->buys)
		return "buy";
	if (r->order.outcome == ORDER_EXISTS)
		return "exists";
	return r->order.outcome == ORDER_REFUSED ? "refused" : row_failure(r);
}

/* The key is for programs. */
static const struct column columns[] = { { .name = "line" },     { .name = "family" },
					 { .name = "campaign" }, { .name = "what" },
					 { .name = "cost" },     { .name = "first-day" },
					 { .name = "last-day" }, { .name = "days" },
					 { .name = "key" } };
#define COLUMNS (sizeof(columns) / sizeof(columns[0]))

/* To `out`, or else to `plan`. */
static int add_row(struct out *out, struct plan_rows *plan, const struct batch_row *r)
{
	const struct iqm_descriptor *body = r->order.op->body;
	const struct iqm_num cost = r->order.price.says.cost;
	const char *zone = r->cli.config.setting[SET_TIMEZONE].value;
	int64_t days = order_days(&r->cli, r->request.value);
	struct buf campaign = { 0 };
	struct cell cells[COLUMNS];
	char first[DATE_SIZE];
	char last[DATE_SIZE];
	int err;

	add_campaign(&campaign, r);
	member_day(body ? body->first_day : NULL, r->request.value, zone, first);
	member_day(body ? body->last_day : NULL, r->request.value, zone, last);
	cells[0] = (struct cell){ CELL_INT, { .number = (int64_t)r->row->line } };
	cells[1] = text_cell(CELL_WORD, r->cli.args.family);
	cells[2] = text_cell(CELL_TEXT, campaign.err ? NULL : campaign.data);
	cells[3] = text_cell(CELL_TEXT, what_becomes(r));
	cells[4] = money_cell(cost);
	cells[5] = text_cell(CELL_WORD, first);
	cells[6] = text_cell(CELL_WORD, last);
	cells[7] = number_cell(days);
	cells[8] = text_cell(CELL_TEXT, r->order.key);
	err = out ? out_row(out, cells) : plan_rows_add(plan, cells);
	iqm_buf_free(&campaign);
	return err;
}

int check_plan_columns(const struct batch *b)
{
	return out_check(&b->cli->print, columns, COLUMNS) ? EXIT_USAGE : 0;
}

static int print_rows(const struct batch *b)
{
	bool some = b->cli->print.format == FORMAT_TABLE && !b->cli->print.columns;
	struct out *out = out_open(&b->cli->print, columns, some ? COLUMNS - 1 : COLUMNS);
	int err = out ? 0 : EXIT_FAILED;

	for (size_t i = 0; !err && i < b->len; i++)
		err = add_row(out, NULL, &b->rows[i]);
	return out && out_close(out) ? EXIT_FAILED : err;
}

static int show_rows(const struct batch *b)
{
	struct plan_rows *plan = plan_rows_open(&b->cli->print, columns,
						messages_are_json() ? COLUMNS : COLUMNS - 1);
	int err = plan ? 0 : EXIT_FAILED;

	for (size_t i = 0; !err && i < b->len; i++)
		err = add_row(NULL, plan, &b->rows[i]);
	return plan && plan_rows_close(plan) ? EXIT_FAILED : err;
}

/* ---- the whole --------------------------------------------------------------------------- */

int show_plan(const struct batch *b)
{
	bool asks = !is_given(&b->cli->args, OPT_YES);
	int err = 0;

	if (is_given(&b->cli->args, OPT_DRY_RUN))
		err = print_rows(b);
	else if (asks || !is_given(&b->cli->args, OPT_QUIET))
		err = show_rows(b);
	for (size_t i = 0; !err && i < b->len; i++) {
		struct batch_row *r = &b->rows[i];

		about_row(r);
		if (r->buys)
			warn_of_order(&r->cli, r->request.value);
	}
	about_row(NULL);
	if (!err)
		show_sums(b);
	return err;
}
