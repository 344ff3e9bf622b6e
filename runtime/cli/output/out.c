/* SPDX-License-Identifier: MIT */
/* Data to standard output, in the form that was asked for. */
#include "output/out.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct out {
	const struct cli *cli;
	const struct shown *columns;
	struct shown *own; /* made of a command's columns; NULL: borrowed */
	size_t len;
	struct table *table;
	struct text line;
	size_t rows;
	int err;
};

static const char *zone(const struct cli *cli)
{
	return cli->setting[SET_TIMEZONE].value;
}

/* A pipe whose reader went away needs no message: it has seen what it wanted. */
static int fail_put(const struct cli *cli, int why)
{
	if (why == EPIPE)
		return EXIT_FAILED;
	return cli_fail(cli, EXIT_FAILED, "standard output: %s", strerror(why));
}

int out_put(const struct cli *cli, const struct text *t)
{
	if (t->failed)
		return cli_fail_nomem(cli);
	if (t->len && fwrite(t->at, 1, t->len, stdout) < t->len)
		return fail_put(cli, errno);
	return EXIT_OK;
}

int out_flush(const struct cli *cli)
{
	return fflush(stdout) ? fail_put(cli, errno) : EXIT_OK;
}

void out_add_wire(struct text *t, const struct shown *column)
{
	if (column->wire) {
		text_add_str(t, column->wire);
		return;
	}
	for (const char *s = column->name; *s; s++) {
		char upper = *s == '-' ? (char)toupper((unsigned char)*++s) : *s;

		if (!upper)
			break;
		text_add(t, &upper, 1);
	}
}

static void add_object(struct text *t, const struct shown *columns, size_t len,
		       const struct cell *cells)
{
	bool first = true;

	text_add_str(t, "{");
	for (size_t i = 0; i < len; i++) {
		if (cells[i].kind == CELL_NONE)
			continue;
		text_add_str(t, first ? "\"" : ", \"");
		out_add_wire(t, &columns[i]);
		text_add_str(t, "\": ");
		cell_add_json(t, &cells[i]);
		first = false;
	}
	text_add_str(t, "}");
}

/* ---- rows --------------------------------------------------------------------------------- */

static int open_form(struct out *out)
{
	if (out->cli->format == FORMAT_TABLE) {
		out->table = table_open(out->columns, out->len);
		return out->table ? EXIT_OK : cli_fail_nomem(out->cli);
	}
	if (out->cli->format == FORMAT_CSV)
		csv_add_names(&out->line, out->columns, out->len);
	else if (out->cli->format == FORMAT_JSON)
		text_add_str(&out->line, "[");
	return out_put(out->cli, &out->line);
}

struct out *out_open_shown(const struct cli *cli, const struct shown *columns, size_t len)
{
	struct out *out = calloc(1, sizeof(*out));

	if (!out) {
		cli_fail_nomem(cli);
		return NULL;
	}
	out->cli = cli;
	out->columns = columns;
	out->len = len;
	out->err = open_form(out);
	return out;
}

static struct shown *shown_of(const struct out_column *columns, size_t len)
{
	struct shown *shown = calloc(len, sizeof(*shown));

	for (size_t i = 0; shown && i < len; i++)
		shown[i].name = columns[i].name;
	return shown;
}

struct out *out_open(const struct cli *cli, const struct out_column *columns, size_t len)
{
	struct shown *own = shown_of(columns, len);
	struct out *out = NULL;

	if (own)
		out = out_open_shown(cli, own, len);
	else
		cli_fail_nomem(cli);
	if (out)
		out->own = own;
	else
		free(own);
	return out;
}

static int add_to_table(struct out *out, const struct cell *cells)
{
	for (size_t i = 0; i < out->len; i++) {
		const struct shown *column = &out->columns[i];

		out->line.len = 0;
		cell_add_shown(&out->line, column, &cells[i], zone(out->cli));
		if (!table_add(out->table, &out->line, cell_form(column, &cells[i])))
			return cli_fail_nomem(out->cli);
	}
	return EXIT_OK;
}

int out_row(struct out *out, const struct cell *cells)
{
	if (out->err)
		return out->err;
	out->line.len = 0;
	if (out->cli->format == FORMAT_TABLE) {
		out->err = add_to_table(out, cells);
	} else if (out->cli->format == FORMAT_CSV) {
		csv_add_cells(&out->line, cells, out->len, zone(out->cli));
		out->err = out_put(out->cli, &out->line);
	} else {
		bool list = out->cli->format == FORMAT_JSON;

		text_add_str(&out->line, !list ? "" : out->rows ? ",\n" : "\n");
		add_object(&out->line, out->columns, out->len, cells);
		text_add_str(&out->line, list ? "" : "\n");
		out->err = out_put(out->cli, &out->line);
	}
	out->rows++;
	return out->err;
}

static int finish(struct out *out)
{
	if (out->cli->format == FORMAT_TABLE && out->rows)
		return table_print(out->cli, out->table);
	if (out->cli->format == FORMAT_JSON) {
		out->line.len = 0;
		text_add_str(&out->line, out->rows ? "\n]\n" : "]\n");
		return out_put(out->cli, &out->line);
	}
	return EXIT_OK;
}

int out_close(struct out *out)
{
	int err = out->err;

	if (!err)
		err = finish(out);
	if (!err)
		err = out_flush(out->cli);
	if (!err && !out->rows && out->cli->format == FORMAT_TABLE)
		cli_note(out->cli, "No rows.");
	table_free(out->table);
	text_free(&out->line);
	free(out->own);
	free(out);
	return err;
}

/* ---- one object --------------------------------------------------------------------------- */

static size_t longest_name(const struct shown *columns, size_t len, const struct cell *cells)
{
	size_t longest = 0;

	for (size_t i = 0; i < len; i++)
		if (cells[i].kind != CELL_NONE && strlen(columns[i].name) > longest)
			longest = strlen(columns[i].name);
	return longest;
}

/* A line for each cell that is not empty. */
static void add_lines(struct text *t, const struct cli *cli, const struct shown *columns,
		      size_t len, const struct cell *cells)
{
	size_t width = longest_name(columns, len, cells) + 2;

	for (size_t i = 0; i < len; i++) {
		size_t start = t->len;
		size_t value;

		if (cells[i].kind == CELL_NONE) /* its name may be longer than those shown */
			continue;
		text_add_str(t, columns[i].name);
		text_add_blanks(t, width - strlen(columns[i].name));
		value = t->len;
		cell_add_shown(t, &columns[i], &cells[i], zone(cli));
		if (t->len == value)
			t->len = start;
		else
			text_add_str(t, "\n");
	}
}

int out_object_shown(const struct cli *cli, const struct shown *columns, size_t len,
		     const struct cell *cells)
{
	struct text t = { 0 };
	int err;

	if (cli->format == FORMAT_TABLE) {
		add_lines(&t, cli, columns, len, cells);
	} else if (cli->format == FORMAT_CSV) {
		csv_add_names(&t, columns, len);
		csv_add_cells(&t, cells, len, zone(cli));
	} else {
		add_object(&t, columns, len, cells);
		text_add_str(&t, "\n");
	}
	err = out_put(cli, &t);
	text_free(&t);
	return err ? err : out_flush(cli);
}

int out_object(const struct cli *cli, const struct out_column *columns, size_t len,
	       const struct cell *cells)
{
	struct shown *own = shown_of(columns, len);
	int err = own ? out_object_shown(cli, own, len, cells) : cli_fail_nomem(cli);

	free(own);
	return err;
}
