/* SPDX-License-Identifier: MIT */
/* The plan of a purchase on standard error, before it is made; and what is odd about it. */
#include "purchase/order.h"

#include <inttypes.h>
#include <string.h>

#define LARGEST_S INT64_C(100000000000) /* a larger timestamp is in milliseconds */

/* Of timestamps whose size fits another unit than their field's. */
static void warn_of_units(const struct cli *cli, const void *request)
{
	const struct cli_command *c = cli->args.command;

	for (size_t i = 0; i < c->flag_len; i++) {
		const struct iqm_field *field = flag_field(c, i);
		bool ms = field->kind == IQM_K_MS;
		struct iqm_ms timestamp;

		if (!ms && field->kind != IQM_K_S)
			continue;
		timestamp = member_timestamp(field, request);
		if (timestamp.set && ms == (timestamp.value < LARGEST_S))
			cli_warn("%s: %" PRId64 " looks like %s; this field takes %s.",
				 c->flags[i].name, timestamp.value, ms ? "seconds" : "milliseconds",
				 ms ? "milliseconds" : "seconds");
	}
}

static int width_of(const struct order_rows *rows)
{
	size_t width = 0;

	for (size_t i = 0; i < rows->len; i++)
		if (strlen(rows->items[i].column.name) > width)
			width = strlen(rows->items[i].column.name);
	return (int)width;
}

static void show(const struct cli_command *c, const struct order_rows *rows)
{
	int width = width_of(rows);
	char title[64];

	snprintf(title, sizeof(title), "%s %s", c->family, c->name);
	facts_begin("plan", "command", title, title, width);
	for (size_t i = 0; i < rows->len; i++) {
		const struct order_row *row = &rows->items[i];

		facts_add(row->column.name, row->shown.err ? "(out of memory)" : row->shown.data);
	}
	facts_end();
}

void warn_of_order(const struct cli *cli, const void *request)
{
	warn_of_units(cli, request);
	warn_of_days(cli, request);
}

int show_order(struct cli *cli, const void *request, const struct iqm_preview *preview,
	       const struct price *price, const char *key, bool asked)
{
	struct order_rows rows = { 0 };
	int err = 0;

	if (asked || !is_given(&cli->args, OPT_QUIET)) {
		err = order_rows_make(&rows, cli, request, preview, price, key);
		if (!err)
			show(cli->args.command, &rows);
		order_rows_free(&rows);
	}
	warn_of_order(cli, request);
	return err;
}
