/* SPDX-License-Identifier: MIT */
/* Where the rows of a response go, one after another: table, csv or JSON lines. */
#include "output/sink.h"
#include "output/rows.h"
#include "output/stdout.h"

#include <stdlib.h>
#include <unistd.h>

struct sink {
	const struct print_options *opts;
	struct selection selection;
	struct cell *cells; /* of one row */
	struct rows *rows;  /* NULL: JSON lines */
};

int sink_json(const char *json, size_t len, bool packed)
{
	struct buf t = { 0 };
	int err;

	json_add(&t, json, len, packed, isatty(STDOUT_FILENO));
	iqm_buf_str(&t, "\n");
	err = stdout_put_data(&t);
	iqm_buf_free(&t);
	return err;
}

static int open_columns(struct sink *s)
{
	int err = selection_open(s->opts, &s->selection);

	if (err)
		return err;
	s->cells = calloc(s->selection.len, sizeof(*s->cells));
	if (!s->cells)
		return cli_fail_nomem();
	s->rows = rows_open(s->opts, s->selection.columns, s->selection.len, zone_or_utc(s->opts));
	return s->rows ? EXIT_OK : EXIT_FAILED;
}

static void free_sink(struct sink *s)
{
	selection_free(&s->selection);
	free(s->cells);
	free(s);
}

int sink_open(const struct print_options *opts, struct sink **sink)
{
	struct sink *s = calloc(1, sizeof(*s));
	int err = EXIT_OK;

	*sink = NULL;
	if (!s)
		return cli_fail_nomem();
	s->opts = opts;
	if (!is_raw(opts))
		err = open_columns(s);
	if (err)
		free_sink(s);
	else
		*sink = s;
	return err;
}

int sink_row(struct sink *s, const struct row *row)
{
	size_t len;
	const char *raw;

	if (!s->rows) {
		raw = row_raw(row, &len);
		return sink_json(raw, len, true);
	}
	row_cells(&s->selection, row, s->cells);
	return rows_add(s->rows, s->cells);
}

int sink_close(struct sink *s)
{
	int err = s->rows ? rows_close(s->rows) : stdout_flush();

	free_sink(s);
	return err;
}
