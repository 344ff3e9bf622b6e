/* SPDX-License-Identifier: MIT */
/* What is about to be bought, as one table: a row an order, then the sums. */
#include "purchase/batch.h"
#include "purchase/budget.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

int64_t batch_total(const struct batch *b, size_t *count, size_t *unpriced)
{
	int64_t total = 0;

	*count = *unpriced = 0;
	for (size_t i = 0; i < b->len; i++) {
		const struct iqm_num cost = b->rows[i].order.price.says.cost;

		if (!b->rows[i].buys)
			continue;
		++*count;
		*unpriced += !cost.set;
		total = iqm_micros_add(total, cost.set ? iqm_micros(cost.value) : 0);
	}
	return total;
}

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

/* ---- the sums ---------------------------------------------------------------------------- */

static bool must_follow(const struct order *o)
{
	return o->plan.wait || o->plan.save;
}

/* Whether a row before it has the same list. */
static bool has_list_before(const struct batch *b, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (b->rows[k].buys && b->rows[k].order.op == b->rows[i].order.op)
			return true;
	return false;
}

/* Each order: its price once more, the newest report, the purchase, the link of its file. Each
 * family: its list, to find the reports, and at least once more to wait for them. */
static size_t count_requests(const struct batch *b)
{
	size_t requests = 0;

	for (size_t i = 0; i < b->len; i++) {
		const struct order *o = &b->rows[i].order;

		if (!b->rows[i].buys)
			continue;
		requests += 1U + (o->price.response ? 1U : 0) + (o->op->order ? 1U : 0);
		requests += must_follow(o) ? 1U : 0;
		if (o->op->order && !has_list_before(b, i))
			requests += must_follow(o) ? 2U : 1U;
	}
	return requests;
}

static void fact(const char *name, const char *format, ...) CLI_PRINTF(2, 3);

static void fact(const char *name, const char *format, ...)
{
	char text[512];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	facts_add(name, text);
}

static void show_requests(const struct batch *b)
{
	size_t requests = count_requests(b);
	size_t rate = (size_t)cli_api->requests_per_minute;
	size_t minutes = (requests + rate - 1) / rate;

	fact("requests", "about %zu: %zu minute%s at %zu a minute", requests, minutes,
	     minutes == 1 ? "" : "s", rate);
}

static void show_budget(const struct batch *b, int64_t total)
{
	struct budget budget;
	struct iqm_error error;
	struct buf text = { 0 };

	if (!budget_read(b->cli, &budget, &error) && budget.limited) {
		budget_add_text(&text, &budget, iqm_num((double)total / 1e6));
		fact("budget", "%s", text.err ? "(out of memory)" : text.data);
	}
	iqm_buf_free(&text);
}

static void show_sums(const struct batch *b)
{
	size_t orders;
	size_t unpriced;
	int64_t total = batch_total(b, &orders, &unpriced);
	char workspace[IQM_WORKSPACE_SIZE];
	char money[MONEY_SIZE];

	if (place_workspace(b->cli, workspace) || !*workspace)
		snprintf(workspace, sizeof(workspace), "not known");
	facts_begin("plan", "orders", b->sheet->name, b->sheet->name, (int)strlen("workspace"));
	fact("buy", "%zu of %zu", orders, b->len);
	format_money((double)total / 1e6, money);
	fact("total", "%s%s", money, unpriced ? ", and some whose price is not known" : "");
	if (orders)
		show_budget(b, total);
	fact("workspace", "%s", workspace);
	fact("host", "%s", b->rows[0].order.preview->base_url);
	if (orders)
		show_requests(b);
	facts_end();
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
