/* SPDX-License-Identifier: MIT */
/* Data to standard output, in the format that was asked for. */
#include "output/cell.h"
#include "output/csv.h"
#include "output/stdout.h"
#include "output/table.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

struct out {
	const struct print_options *opts;
	const struct column *columns;
	size_t len;
	struct table *table; /* these two hold all rows, and are printed at the end */
	cJSON *list;
	struct buf line;
	size_t rows;
	int err;
};

/* NULL: out of memory. */
static cJSON *object_of(const struct column *columns, size_t len, const struct cell *cells)
{
	cJSON *object = cJSON_CreateObject();
	bool whole = object;

	for (size_t i = 0; whole && i < len; i++)
		if (cells[i].kind != CELL_NONE)
			whole = cJSON_AddItemToObjectCS(object, columns[i].name,
							cell_json(&cells[i]));
	if (whole)
		return object;
	cJSON_Delete(object);
	return NULL;
}

/* ---- rows -------------------------------------------------------------------------------- */

static int begin(struct out *out)
{
	if (out->opts->format == FORMAT_TABLE) {
		out->table = table_open(out->columns, out->len);
		return out->table ? EXIT_OK : cli_fail_nomem();
	}
	if (out->opts->format == FORMAT_JSON) {
		out->list = cJSON_CreateArray();
		return out->list ? EXIT_OK : cli_fail_nomem();
	}
	if (out->opts->format == FORMAT_CSV)
		csv_add_names(&out->line, out->columns, out->len);
	return stdout_put_data(&out->line);
}

struct out *out_open(const struct print_options *opts, const struct column *columns, size_t len)
{
	struct out *out = calloc(1, sizeof(*out));

	if (!out) {
		cli_fail_nomem();
		return NULL;
	}
	out->opts = opts;
	out->columns = columns;
	out->len = len;
	out->err = begin(out);
	return out;
}

static int add_to_table(struct out *out, const struct cell *cells)
{
	for (size_t i = 0; i < out->len; i++) {
		const struct column *column = &out->columns[i];

		out->line.len = 0;
		cell_add_shown(&out->line, column, &cells[i], out->opts->zone);
		if (!table_add(out->table, &out->line, cell_style(column, &cells[i])))
			return cli_fail_nomem();
	}
	return EXIT_OK;
}

static int add_to_list(struct out *out, cJSON *object)
{
	if (cJSON_AddItemToArray(out->list, object))
		return EXIT_OK;
	cJSON_Delete(object);
	return cli_fail_nomem();
}

int out_row(struct out *out, const struct cell *cells)
{
	if (out->err)
		return out->err;
	out->line.len = 0;
	if (out->opts->format == FORMAT_TABLE) {
		out->err = add_to_table(out, cells);
	} else if (out->opts->format == FORMAT_JSON) {
		out->err = add_to_list(out, object_of(out->columns, out->len, cells));
	} else if (out->opts->format == FORMAT_CSV) {
		csv_add_cells(&out->line, cells, out->len, out->opts->zone);
		out->err = stdout_put_data(&out->line);
	} else {
		json_add_tree(&out->line, object_of(out->columns, out->len, cells));
		iqm_buf_str(&out->line, "\n");
		out->err = stdout_put_data(&out->line);
	}
	out->rows++;
	return out->err;
}

static int end(struct out *out)
{
	if (out->opts->format == FORMAT_TABLE && out->rows)
		return table_print(out->opts, out->table);
	if (out->opts->format == FORMAT_JSON) {
		json_add_tree(&out->line, out->list);
		iqm_buf_str(&out->line, "\n");
		out->list = NULL;
		return stdout_put_data(&out->line);
	}
	return EXIT_OK;
}

int out_close(struct out *out)
{
	int err = out->err;

	if (!err)
		err = end(out);
	if (!err)
		err = stdout_flush();
	if (!err && !out->rows && out->opts->format == FORMAT_TABLE)
		cli_info("No rows.");
	table_free(out->table);
	cJSON_Delete(out->list);
	iqm_buf_free(&out->line);
	free(out);
	return err;
}

/* ---- one object -------------------------------------------------------------------------- */

static size_t longest_name(const struct column *columns, size_t len, const struct cell *cells)
{
	size_t longest = 0;

	for (size_t i = 0; i < len; i++)
		if (cells[i].kind != CELL_NONE && strlen(columns[i].name) > longest)
			longest = strlen(columns[i].name);
	return longest;
}

/* A line for each cell that is not empty. */
static void add_lines(struct buf *t, const struct print_options *opts, const struct column *columns,
		      size_t len, const struct cell *cells)
{
	size_t width = longest_name(columns, len, cells) + 2;

	for (size_t i = 0; i < len; i++) {
		size_t start = t->len;
		size_t value;

		if (cells[i].kind == CELL_NONE) /* its name may be longer than those shown */
			continue;
		iqm_buf_str(t, columns[i].name);
		iqm_buf_printf(t, "%*s", (int)(width - strlen(columns[i].name)), "");
		value = t->len;
		cell_add_shown(t, &columns[i], &cells[i], opts->zone);
		if (t->len == value)
			t->len = start;
		else
			iqm_buf_str(t, "\n");
	}
}

int out_object(const struct print_options *opts, const struct column *columns, size_t len,
	       const struct cell *cells)
{
	struct buf t = { 0 };
	int err;

	if (opts->format == FORMAT_TABLE) {
		add_lines(&t, opts, columns, len, cells);
	} else if (opts->format == FORMAT_CSV) {
		csv_add_names(&t, columns, len);
		csv_add_cells(&t, cells, len, opts->zone);
	} else {
		json_add_tree(&t, object_of(columns, len, cells));
		iqm_buf_str(&t, "\n");
	}
	err = opts->format == FORMAT_TABLE ? stdout_put(&t) : stdout_put_data(&t);
	iqm_buf_free(&t);
	return err ? err : stdout_flush();
}
