/* SPDX-License-Identifier: MIT */
/* An operation's response, in the format that was asked for. */
#include "output/cell.h"
#include "output/rows.h"
#include "output/sink.h"
#include "output/stdout.h"

#include <stdlib.h>
#include <unistd.h>

static int put_list(struct sink *sink, const void *response, const struct iqm_field *f)
{
	struct row row = { .response = response, .list = f };
	struct list list = list_of(f, response);
	int err = EXIT_OK;

	for (; !err && row.i < list.len; row.i++) {
		row.object = list_struct(list.items, row.i);
		err = sink_row(sink, &row);
	}
	return err;
}

static int print_rows(const struct print_options *opts, const void *response)
{
	const struct cli_command *c = opts->command;
	const struct iqm_descriptor *t = c->op->response;
	struct sink *sink;
	int err = sink_open(opts, &sink);
	int closed;

	if (err)
		return err;
	for (size_t i = 0; !err && i < t->len; i++)
		if (has_rows(c, &t->fields[i]))
			err = put_list(sink, response, &t->fields[i]);
	closed = sink_close(sink);
	return err ? err : closed;
}

static int print_object(const struct print_options *opts, const void *response)
{
	struct row row = { .object = response, .response = response };
	struct selection selection;
	struct cell *cells;
	int err = selection_open(opts, &selection);

	if (err)
		return err;
	cells = calloc(selection.len, sizeof(*cells));
	if (cells) {
		row_cells(&selection, &row, cells);
		err = rows_object(opts, selection.columns, selection.len, cells, zone_or_utc(opts));
	} else {
		err = cli_fail_nomem();
	}
	free(cells);
	selection_free(&selection);
	return err;
}

int print_bytes(const char *json, size_t len)
{
	struct buf t = { 0 };
	int err;

	if (isatty(STDOUT_FILENO))
		json_add(&t, json, len, false, true);
	else
		iqm_buf_add(&t, json, len);
	if (!len || json[len - 1] != '\n')
		iqm_buf_str(&t, "\n");
	err = stdout_put_data(&t);
	iqm_buf_free(&t);
	return err ? err : stdout_flush();
}

int print_response(const struct print_options *opts, const void *response)
{
	bool lines = opts->format == FORMAT_JSONL;
	const char *data;
	size_t len;
	int err;

	if (is_raw(opts) && !(lines && opts->command->shape == SHAPE_ROWS)) {
		data = iqm_row_raw(response, NULL, 0, &len);
		if (!data) /* it came without an envelope */
			data = iqm_raw(response, &len);
		err = sink_json(data, len, lines);
		return err ? err : stdout_flush();
	}
	return opts->command->shape == SHAPE_OBJECT ? print_object(opts, response)
						    : print_rows(opts, response);
}
