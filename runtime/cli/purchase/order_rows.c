/* SPDX-License-Identifier: MIT */
/* The plan of a purchase, row by row: all that is sent, what it costs, and who pays. */
#include "purchase/budget.h"
#include "purchase/order.h"

#include <cjson/cJSON.h>

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#define ROWS_BESIDES 12 /* those that are no fields of the order */

struct builder {
	struct order_rows *rows;
	struct cli *cli;
	const void *request;
	const char *zone;
	cJSON *body; /* as it is sent; NULL: none */
};

static struct order_row *add_row(struct builder *b, const char *name)
{
	struct order_row *row = &b->rows->items[b->rows->len++];

	row->column.name = name;
	return row;
}

/* One whose value is the text that is shown. */
static void add_text(struct builder *b, const char *name, const char *text)
{
	struct order_row *row = add_row(b, name);

	iqm_buf_str(&row->shown, text);
	row->cell = text_cell(CELL_TEXT, row->shown.err ? NULL : row->shown.data);
}

/* ---- one field, as people read it -------------------------------------------------------- */

static void add_id(struct buf *t, const struct cli_flag *flag, int64_t id)
{
	const char *name = name_of_id(flag->names, id);

	iqm_buf_printf(t, name ? "%s%s (%" PRId64 ")" : "%s%s%" PRId64, t->len ? ", " : "",
		       name ? name : "", id);
}

static void add_ids(struct buf *t, const struct cli_flag *flag, struct iqm_ints ids)
{
	for (size_t i = 0; i < ids.len; i++)
		add_id(t, flag, ids.items[i]);
}

/* In the unit that the dialect sends; one with a remainder is not sent at all. */
static int64_t sent_timestamp(const struct builder *b, const struct iqm_field *field, int64_t value)
{
	unsigned flags = iqm_dialect_field(b->cli->client, b->cli->args.command->op, field).flags;

	if (flags & IQM_F_IN_MS)
		return value * 1000;
	return flags & IQM_F_IN_S ? value / 1000 : value;
}

static void add_iso(const struct builder *b, struct buf *t, const struct iqm_field *field)
{
	char iso[TIMESTAMP_SIZE];

	timestamp_text(member_time(field, b->request), b->zone, iso);
	iqm_buf_str(t, iso);
}

/* As the service reads it: in the field's unit, and in the dialect's. */
static void add_timestamp(const struct builder *b, struct buf *t, const struct iqm_field *field)
{
	add_iso(b, t, field);
	iqm_buf_printf(t, " in %s, sent as %" PRId64, b->zone,
		       sent_timestamp(b, field, member_timestamp(field, b->request).value));
}

static void add_shown(const struct builder *b, struct buf *t, const struct cli_flag *flag,
		      const struct iqm_field *field)
{
	struct column column = { .names = flag->names };
	struct cell cell = cell_of(field, b->request);

	if (field->kind == IQM_K_INT)
		add_id(t, flag, cell.as.number);
	else if (field->kind == IQM_K_INTS)
		add_ids(t, flag, member_ints(field, b->request));
	else if (field->kind == IQM_K_MS || field->kind == IQM_K_S)
		add_timestamp(b, t, field);
	else
		cell_add_shown(t, &column, &cell, b->zone);
	iqm_buf_str(t, "");
}

/* ---- and as programs do ------------------------------------------------------------------ */

static void set_json(struct order_row *row, const cJSON *value)
{
	if (value)
		iqm_tree_print(&row->json, value);
	row->cell = (struct cell){ row->json.len && !row->json.err ? CELL_JSON : CELL_NONE,
				   { .text = row->json.data } };
}

static void set_cell(const struct builder *b, struct order_row *row, const struct iqm_field *field)
{
	row->cell = cell_of(field, b->request);
	if (field->kind == IQM_K_MS || field->kind == IQM_K_S) {
		add_iso(b, &row->json, field);
		row->cell = text_cell(CELL_TEXT, row->json.err ? NULL : row->json.data);
	} else if (row->cell.kind == CELL_NEST || row->cell.kind == CELL_JSON) {
		set_json(row, member_json(field, b->body));
	}
}

static void add_fields(struct builder *b)
{
	const struct cli_command *c = b->cli->args.command;

	for (size_t i = 0; i < c->flag_len; i++) {
		const struct iqm_field *field = flag_field(c, i);
		struct order_row *row;

		if (cell_of(field, b->request).kind == CELL_NONE)
			continue;
		row = add_row(b, c->flags[i].name);
		add_shown(b, &row->shown, &c->flags[i], field);
		set_cell(b, row, field);
	}
}

/* ---- days and money ---------------------------------------------------------------------- */

/* What was asked for, and the days that it stands for. */
static void add_period(struct builder *b)
{
	const struct iqm_descriptor *t = b->cli->args.command->op->body;
	struct buf days[2] = { { 0 }, { 0 } };
	char text[128];

	if (!is_given(&b->cli->args, OPT_PERIOD))
		return;
	add_iso(b, &days[0], t->first_day);
	add_iso(b, &days[1], t->last_day);
	snprintf(text, sizeof(text), "%.40s: %.10s to %.10s",
		 option_value(&b->cli->args, OPT_PERIOD), days[0].err ? "" : days[0].data,
		 days[1].err ? "" : days[1].data);
	add_text(b, "period", text);
	iqm_buf_free(&days[0]);
	iqm_buf_free(&days[1]);
}

static void add_days(struct builder *b)
{
	int64_t days = order_days(b->cli, b->request);
	struct order_row *row;

	if (!days)
		return;
	row = add_row(b, "days");
	iqm_buf_printf(&row->shown, "%" PRId64, days);
	row->cell = (struct cell){ CELL_INT, { .number = days } };
}

/* One that is not known is none for programs. */
static void add_price(struct builder *b, const struct price *price)
{
	const struct iqm_price *says = &price->says;
	struct order_row *row = add_row(b, "price");
	char text[MONEY_SIZE];

	if (price->response && says->cost.set && isfinite(says->cost.value))
		row->cell = (struct cell){ CELL_NUM, { .num = says->cost.value } };
	format_money(says->cost.value, text);
	if (!price->response)
		iqm_buf_printf(&row->shown, "not known (%s)", price->why);
	else
		iqm_buf_str(&row->shown, says->cost.set ? text : "none");
	if (!price->response || !says->funds.set)
		return;
	row = add_row(b, "funds");
	row->cell = (struct cell){ CELL_BOOL, { .yes = says->funds.value } };
	iqm_buf_str(&row->shown, says->funds.value ? "sufficient" : "not sufficient");
}

static void add_budget(struct builder *b, const struct price *price)
{
	struct budget budget;
	struct iqm_error error;
	struct buf text = { 0 };

	if (budget_read(b->cli, &budget, &error))
		iqm_buf_printf(&text, "not known (%s)", error.message);
	else if (budget.limited)
		budget_add_text(&text, &budget, price->says.cost);
	if (text.len && !text.err)
		add_text(b, "budget", text.data);
	iqm_buf_free(&text);
}

/* ---- all of it --------------------------------------------------------------------------- */

static int add_place(struct builder *b, const struct iqm_preview *preview)
{
	char workspace[IQM_WORKSPACE_SIZE];
	int err = place_workspace(b->cli, workspace);

	add_text(b, "workspace", *workspace ? workspace : "the one that a log-in names");
	add_text(b, "host", preview->base_url);
	return err;
}

int order_rows_make(struct order_rows *rows, struct cli *cli, const void *request,
		    const struct iqm_preview *preview, const struct price *price, const char *key)
{
	const struct cli_command *c = cli->args.command;
	const char *zone = cli->config.setting[SET_TIMEZONE].value;
	struct builder b = { .rows = rows,
			     .cli = cli,
			     .request = request,
			     .zone = zone ? zone : "UTC",
			     .body = preview->body ? cJSON_Parse(preview->body) : NULL };
	int err;

	*rows = (struct order_rows){ .items = calloc(c->flag_len + ROWS_BESIDES,
						     sizeof(*rows->items)) };
	if (!rows->items || (preview->body && !b.body)) {
		iqm_tree_free(b.body);
		return cli_fail_nomem();
	}
	add_fields(&b);
	add_period(&b);
	add_days(&b);
	add_price(&b, price);
	add_budget(&b, price);
	err = add_place(&b, preview);
	add_text(&b, "key", key ? key : "a new one");
	iqm_tree_free(b.body);
	return err;
}

void order_rows_free(struct order_rows *rows)
{
	for (size_t i = 0; i < rows->len; i++) {
		iqm_buf_free(&rows->items[i].shown);
		iqm_buf_free(&rows->items[i].json);
	}
	free(rows->items);
	*rows = (struct order_rows){ .len = 0 };
}
