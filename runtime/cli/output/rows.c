/* SPDX-License-Identifier: MIT */
/* Data to standard output, in the format that was asked for. */
#include "output/cell.h"
#include "output/csv.h"
#include "output/rows.h"
#include "output/stdout.h"
#include "output/table.h"
#include "output/tone.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

struct rows {
	const struct print_options *opts;
	const struct column *columns;
	size_t len;
	struct table *table; /* these two hold all rows, and are printed at the end */
	cJSON *list;
	struct buf line;
	const char *zone; /* of times in json; NULL: they are numbers */
	size_t count;
	int err;
};

/* NULL: out of memory. */
static cJSON *object_of(const struct column *columns, size_t len, const struct cell *cells,
			const char *zone)
{
	cJSON *object = cJSON_CreateObject();
	bool whole = object;

	for (size_t i = 0; whole && i < len; i++)
		if (cells[i].kind != CELL_NONE)
			whole = cJSON_AddItemToObjectCS(object, columns[i].name,
							cell_json(&cells[i], zone));
	if (whole)
		return object;
	iqm_tree_free(object);
	return NULL;
}

/* ---- rows -------------------------------------------------------------------------------- */

static int begin(struct rows *rows)
{
	if (rows->opts->format == FORMAT_TABLE) {
		rows->table = table_open(rows->columns, rows->len);
		return rows->table ? EXIT_OK : cli_fail_nomem();
	}
	if (rows->opts->format == FORMAT_JSON) {
		rows->list = cJSON_CreateArray();
		return rows->list ? EXIT_OK : cli_fail_nomem();
	}
	if (rows->opts->format != FORMAT_JSONL)
		csv_add_names(&rows->line, csv_kind_of(rows->opts), rows->columns, rows->len);
	return stdout_put_data(&rows->line);
}

struct rows *rows_open(const struct print_options *opts, const struct column *columns, size_t len,
		       const char *zone)
{
	struct rows *rows = calloc(1, sizeof(*rows));

	if (!rows) {
		cli_fail_nomem();
		return NULL;
	}
	rows->opts = opts;
	rows->columns = columns;
	rows->len = len;
	rows->zone = zone;
	rows->err = begin(rows);
	return rows;
}

static int add_to_table(struct rows *rows, const struct cell *cells)
{
	for (size_t i = 0; i < rows->len; i++) {
		const struct column *column = &rows->columns[i];

		rows->line.len = 0;
		cell_add_brief(&rows->line, column, &cells[i], rows->opts->zone);
		if (!table_add(rows->table, &rows->line, cell_style(column, &cells[i])))
			return cli_fail_nomem();
	}
	return EXIT_OK;
}

static int add_to_list(struct rows *rows, cJSON *object)
{
	if (cJSON_AddItemToArray(rows->list, object))
		return EXIT_OK;
	iqm_tree_free(object);
	return cli_fail_nomem();
}

int rows_add(struct rows *rows, const struct cell *cells)
{
	if (rows->err)
		return rows->err;
	rows->line.len = 0;
	if (rows->opts->format == FORMAT_TABLE) {
		rows->err = add_to_table(rows, cells);
	} else if (rows->opts->format == FORMAT_JSON) {
		rows->err =
			add_to_list(rows, object_of(rows->columns, rows->len, cells, rows->zone));
	} else if (rows->opts->format != FORMAT_JSONL) {
		csv_add_cells(&rows->line, csv_kind_of(rows->opts), cells, rows->len,
			      rows->opts->zone);
		rows->err = stdout_put_data(&rows->line);
	} else {
		json_add_tree(&rows->line, object_of(rows->columns, rows->len, cells, rows->zone));
		iqm_buf_str(&rows->line, "\n");
		rows->err = stdout_put_data(&rows->line);
	}
	rows->count++;
	return rows->err;
}

static int end(struct rows *rows)
{
	if (rows->opts->format == FORMAT_TABLE && rows->count)
		return table_print(rows->opts, stdout, rows->table);
	if (rows->opts->format == FORMAT_JSON) {
		json_add_tree(&rows->line, rows->list);
		iqm_buf_str(&rows->line, "\n");
		rows->list = NULL;
		return stdout_put_data(&rows->line);
	}
	return EXIT_OK;
}

int rows_close(struct rows *rows)
{
	int err = rows->err;

	if (!err)
		err = end(rows);
	if (!err)
		err = stdout_flush();
	if (!err && !rows->count && rows->opts->format == FORMAT_TABLE)
		cli_info("No rows.");
	table_free(rows->table);
	iqm_tree_free(rows->list);
	iqm_buf_free(&rows->line);
	free(rows);
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
		struct buf value = { 0 };

		cell_add_shown(&value, &columns[i], &cells[i], opts->zone);
		if (value.len) { /* else its name may be longer than those shown */
			iqm_buf_str(t, columns[i].name);
			iqm_buf_printf(t, "%*s", (int)(width - strlen(columns[i].name)), "");
			tone_add(t, &columns[i], value.data, value.len);
			iqm_buf_str(t, "\n");
		}
		t->err |= value.err;
		iqm_buf_free(&value);
	}
}

int rows_object(const struct print_options *opts, const struct column *columns, size_t len,
		const struct cell *cells, const char *zone)
{
	struct buf t = { 0 };
	int err;

	if (opts->format == FORMAT_TABLE) {
		add_lines(&t, opts, columns, len, cells);
	} else if (!format_is_json(opts->format)) {
		csv_add_names(&t, csv_kind_of(opts), columns, len);
		csv_add_cells(&t, csv_kind_of(opts), cells, len, opts->zone);
	} else {
		json_add_tree(&t, object_of(columns, len, cells, zone));
		iqm_buf_str(&t, "\n");
	}
	err = opts->format == FORMAT_TABLE ? stdout_put(&t) : stdout_put_data(&t);
	iqm_buf_free(&t);
	return err ? err : stdout_flush();
}
