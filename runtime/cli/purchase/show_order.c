/* SPDX-License-Identifier: MIT */
/* What is about to be bought, as people read it: all that is sent, and what it costs. */
#include "purchase/budget.h"
#include "purchase/order.h"

#include <inttypes.h>
#include <string.h>

#define LARGEST_S INT64_C(100000000000) /* a larger timestamp is in milliseconds */

struct order_view {
	const struct cli *cli;
	const char *zone;
	int width; /* of the names */
};

static void show(const struct order_view *s, const char *name, const char *value)
{
	fprintf(stderr, "  %-*s  ", s->width, name);
	text_put_safe(stderr, value);
	fputc('\n', stderr);
}

/* ---- one field --------------------------------------------------------------------------- */

static void add_id(struct buf *t, const struct cli_flag *flag, int64_t id)
{
	const char *name = name_of_id(flag->names, id);

	iqm_buf_printf(t, name ? "%s%s (%" PRId64 ")" : "%s%s%" PRId64, t->len ? ", " : "",
		       name ? name : "", id);
}

static void add_ids(struct buf *t, const struct cli_flag *flag, const void *member)
{
	struct iqm_ints ids;

	memcpy(&ids, member, sizeof(ids));
	for (size_t i = 0; i < ids.len; i++)
		add_id(t, flag, ids.items[i]);
}

/* In the unit that the dialect sends; one with a remainder is not sent at all. */
static int64_t sent_timestamp(const struct order_view *s, const struct iqm_field *field,
			      int64_t value)
{
	unsigned flags = iqm_dialect_field(s->cli->client, s->cli->args.command->op, field).flags;

	if (flags & IQM_F_IN_MS)
		return value * 1000;
	return flags & IQM_F_IN_S ? value / 1000 : value;
}

/* As the service reads it: in the field's unit, and in the dialect's. */
static void add_timestamp(const struct order_view *s, struct buf *t, const struct iqm_field *field,
			  const void *member)
{
	struct iqm_ms timestamp; /* struct iqm_s has the same layout */
	char iso[TIMESTAMP_SIZE];

	memcpy(&timestamp, member, sizeof(timestamp));
	timestamp_text((time_t)(field->kind == IQM_K_MS ? timestamp.value / 1000 : timestamp.value),
		       s->zone, iso);
	iqm_buf_printf(t, "%s in %s, sent as %" PRId64, iso, s->zone,
		       sent_timestamp(s, field, timestamp.value));
}

static void add_value(const struct order_view *s, struct buf *t, const struct cli_flag *flag,
		      const struct iqm_field *field, const void *request)
{
	const void *member = (const char *)request + field->offset;
	struct column column = { .names = flag->names };
	struct cell cell = cell_of(field, request);

	if (field->kind == IQM_K_INT)
		add_id(t, flag, cell.as.number);
	else if (field->kind == IQM_K_INTS)
		add_ids(t, flag, member);
	else if (field->kind == IQM_K_MS || field->kind == IQM_K_S)
		add_timestamp(s, t, field, member);
	else
		cell_add_shown(t, &column, &cell, s->zone);
}

/* ---- the whole --------------------------------------------------------------------------- */

static void show_fields(const struct order_view *s, const void *request)
{
	const struct cli_command *c = s->cli->args.command;

	for (size_t i = 0; i < c->flag_len; i++) {
		const struct iqm_field *field = flag_field(c, i);
		struct buf value = { 0 };

		if (cell_of(field, request).kind == CELL_NONE)
			continue;
		add_value(s, &value, &c->flags[i], field, request);
		iqm_buf_str(&value, "");
		show(s, c->flags[i].name, value.err ? "(out of memory)" : value.data);
		iqm_buf_free(&value);
	}
}

static void show_price(const struct order_view *s, const struct price *price)
{
	char text[MONEY_SIZE];
	char why[sizeof(price->why) + 16];

	if (!price->response) {
		snprintf(why, sizeof(why), "not known (%s)", price->why);
		show(s, "price", why);
		return;
	}
	format_money(price->says.cost.value, text);
	show(s, "price", price->says.cost.set ? text : "none");
	if (price->says.funds.set)
		show(s, "funds", price->says.funds.value ? "sufficient" : "not sufficient");
}

/* What was asked for, and the days that it stands for. */
static void show_period(const struct order_view *s, const void *request)
{
	const struct iqm_descriptor *t = s->cli->args.command->op->body;
	const struct iqm_field *ends[] = { t->first_day, t->last_day };
	char days[2][TIMESTAMP_SIZE];
	char text[128];

	for (size_t i = 0; i < 2; i++) {
		struct iqm_ms timestamp; /* struct iqm_s has the same layout */

		memcpy(&timestamp, (const char *)request + ends[i]->offset, sizeof(timestamp));
		timestamp_text((time_t)(ends[i]->kind == IQM_K_MS ? timestamp.value / 1000
								  : timestamp.value),
			       s->zone, days[i]);
	}
	snprintf(text, sizeof(text), "%.40s: %.10s to %.10s",
		 option_value(&s->cli->args, OPT_PERIOD), days[0], days[1]);
	show(s, "period", text);
}

static void show_budget(const struct order_view *s, const struct price *price)
{
	struct budget budget;
	struct iqm_error error;
	struct buf text = { 0 };

	if (budget_read(s->cli, &budget, &error))
		iqm_buf_printf(&text, "not known (%s)", error.message);
	else if (budget.limited)
		budget_add_text(&text, &budget, price->says.cost);
	if (text.len)
		show(s, "budget", text.err ? "(out of memory)" : text.data);
	iqm_buf_free(&text);
}

static int width_of(const struct cli_command *c)
{
	size_t width = strlen("workspace");

	for (size_t i = 0; i < c->flag_len; i++)
		if (strlen(c->flags[i].name) > width)
			width = strlen(c->flags[i].name);
	return (int)width;
}

/* Of timestamps whose size fits another unit than their field's. */
static void warn_of_units(const struct cli *cli, const void *request)
{
	const struct cli_command *c = cli->args.command;

	for (size_t i = 0; i < c->flag_len; i++) {
		const struct iqm_field *field = flag_field(c, i);
		bool ms = field->kind == IQM_K_MS;
		struct iqm_ms timestamp; /* struct iqm_s has the same layout */

		if (!ms && field->kind != IQM_K_S)
			continue;
		memcpy(&timestamp, (const char *)request + field->offset, sizeof(timestamp));
		if (timestamp.set && ms == (timestamp.value < LARGEST_S))
			fprintf(stderr,
				"Warning: %s: %" PRId64 " looks like %s; this field takes %s.\n",
				c->flags[i].name, timestamp.value, ms ? "seconds" : "milliseconds",
				ms ? "milliseconds" : "seconds");
	}
}

static void show_all(const struct order_view *s, const void *request,
		     const struct iqm_preview *preview, const struct price *price, const char *key)
{
	const char *workspace = s->cli->config.setting[SET_OW_ID].value;
	int64_t days = order_days(s->cli, request);
	char text[32];

	fprintf(stderr, "%s %s\n", s->cli->args.command->family, s->cli->args.command->name);
	show_fields(s, request);
	if (is_given(&s->cli->args, OPT_PERIOD))
		show_period(s, request);
	snprintf(text, sizeof(text), "%" PRId64, days);
	if (days)
		show(s, "days", text);
	show_price(s, price);
	show_budget(s, price);
	show(s, "workspace", workspace ? workspace : "the log-in's");
	show(s, "host", preview->base_url);
	show(s, "key", key ? key : "a new one");
}

void show_order(const struct cli *cli, const void *request, const struct iqm_preview *preview,
		const struct price *price, const char *key, bool asked)
{
	const char *zone = cli->config.setting[SET_TIMEZONE].value;
	struct order_view s = { cli, zone ? zone : "UTC", width_of(cli->args.command) };

	if (asked || !is_given(&cli->args, OPT_QUIET))
		show_all(&s, request, preview, price, key);
	warn_of_units(cli, request);
	warn_of_days(cli, request);
}
