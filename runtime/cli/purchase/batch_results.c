/* SPDX-License-Identifier: MIT */
/* What became of each order, on standard output. */
#include "purchase/batch.h"

#include <string.h>

/* ---- one row ----------------------------------------------------------------------------- */

static bool is_left(const struct batch_row *r)
{
	return r->usable && r->order.fulfilment.unfinished;
}

static const char *outcome_of(const struct batch_row *r)
{
	if (r->why)
		return r->why;
	if (r->order.outcome != ORDER_NEW)
		return order_result(&r->order).outcome;
	return row_failure(r);
}

static int code_of(const struct batch_row *r)
{
	return worse_exit(r->code, r->order.fulfilment.code);
}

static const char *error_of(const struct batch_row *r)
{
	return code_of(r) && *r->about.error ? r->about.error : NULL;
}

/* People see the path as they have given it. */
static const char *file_of(const struct batch *b, const struct batch_row *r,
			   const struct purchase_result *result)
{
	if (!result->bytes)
		return NULL;
	return b->cli->print.format == FORMAT_TABLE && r->path ? r->path : result->file;
}

static int print_row(struct out *out, const struct batch *b, const struct batch_row *r)
{
	struct purchase_result result = order_result(&r->order);
	struct cell cells[] = {
		{ CELL_INT, { .number = (int64_t)r->row->line } },
		text_cell(CELL_WORD, r->cli.args.family),
		text_cell(CELL_WORD, outcome_of(r)),
		number_cell(result.id),
		text_cell(CELL_WORD, result.status),
		money_cell(result.cost),
		text_cell(CELL_TEXT, file_of(b, r, &result)),
		text_cell(CELL_TEXT, error_of(r)),
		number_cell(result.bytes),
		text_cell(CELL_TEXT, r->order.key),
	};

	return out_row(out, cells);
}

/* People see what fits a terminal, and an error where there is one. */
static size_t columns_shown(const struct batch *b, size_t len)
{
	size_t shown = len - 3;

	if (b->cli->print.format != FORMAT_TABLE || b->cli->print.columns)
		return len;
	for (size_t i = 0; i < b->len; i++)
		if (error_of(&b->rows[i]))
			shown = len - 2;
	return shown;
}

static const struct column columns[] = { { .name = "line" },    { .name = "family" },
					 { .name = "outcome" }, { .name = "id" },
					 { .name = "status" },  { .name = "cost" },
					 { .name = "file" },    { .name = "error" },
					 { .name = "bytes" },   { .name = "key" } };

int check_result_columns(const struct batch *b)
{
	return out_check(&b->cli->print, columns, sizeof(columns) / sizeof(columns[0])) ? EXIT_USAGE
											: 0;
}

static int print(const struct batch *b)
{
	size_t len = columns_shown(b, sizeof(columns) / sizeof(columns[0]));
	struct out *out = out_open(&b->cli->print, columns, len);
	int err = out ? 0 : EXIT_FAILED;

	for (size_t i = 0; !err && i < b->len; i++)
		err = print_row(out, b, &b->rows[i]);
	if (out && out_close(out))
		err = EXIT_FAILED;
	return fflush(stdout) && !err ? EXIT_FAILED : err;
}

/* ---- all of them ------------------------------------------------------------------------- */

static int record_done(struct batch *b)
{
	int err = 0;

	for (size_t i = 0; i < b->len; i++)
		if (b->rows[i].usable && order_record_done(&b->rows[i].order))
			err = EXIT_FAILED;
	return err;
}

/* Where the results could not be printed: what has cost money is said all the same. */
static void say_bought(struct batch *b)
{
	for (size_t i = 0; i < b->len; i++) {
		struct batch_row *r = &b->rows[i];

		about_row(r);
		if (r->order.outcome == ORDER_BOUGHT || r->order.outcome == ORDER_UNKNOWN)
			cli_info("%s, under the key '%s'", outcome_of(r), r->order.key);
	}
	about_row(NULL);
}

/* What is left, and what continues it. */
static void sum_up(const struct batch *b, int code)
{
	char command[COMMAND_SIZE];
	char step[NEXT_STEP_SIZE];
	size_t left = 0;
	size_t untried = 0;

	for (size_t i = 0; i < b->len; i++) {
		left += is_left(&b->rows[i]);
		untried += b->rows[i].buys && !b->rows[i].tried;
	}
	if (left)
		cli_fail(code, "%s: %zu report%s %s bought but not ready yet",
			 cli_interrupted() ? "interrupted" : "timed out", left,
			 left == 1 ? "" : "s", left == 1 ? "is" : "are");
	if (untried)
		cli_fail(code, "%s: %zu order%s %s not tried",
			 cli_interrupted() ? "interrupted" : "stopped", untried,
			 untried == 1 ? "" : "s", untried == 1 ? "was" : "were");
	if (left || untried)
		cli_info("The same command continues, and buys nothing twice%s",
			 next_step(step, ": ", command_of_run(command, b->cli->args.argv)));
}

int batch_end(struct batch *b)
{
	int code = b->stopped;
	int err = print(b);

	if (err)
		say_bought(b);
	else
		err = record_done(b);
	for (size_t i = 0; i < b->len; i++)
		code = worse_exit(code, code_of(&b->rows[i]));
	if (cli_interrupted())
		code = cli_interrupted();
	sum_up(b, code);
	return err ? err : code;
}
