/* SPDX-License-Identifier: MIT */
/* An operation's response, in the format that was asked for. */
#include "output/row.h"
#include "output/sink.h"
#include "output/stdout.h"

#include <stdlib.h>

struct json_span response_data(const struct iqm_op *op, const char *raw, size_t len)
{
	struct json_span whole = { raw, len };
	struct json_span data;

	if (json_member(whole, op->api->envelope_data, &data) && !json_is_null(data))
		return data;
	return whole;
}

/* A list, or what stands for a list of one. */
static int put_list(struct sink *sink, struct json_span list, const char *group)
{
	struct json_span row;
	size_t at = 0;
	int err = EXIT_OK;

	if (list.at[0] != '[')
		return sink_row(sink, list, group);
	while (!err && json_next(list, &at, NULL, &row))
		err = sink_row(sink, row, group);
	return err;
}

static int put_rows(const struct cli_command *c, struct json_span data, struct sink *sink)
{
	const struct iqm_table *response = c->op->response;
	int err = EXIT_OK;

	for (size_t i = 0; !err && i < response->len; i++) {
		const struct iqm_field *f = &response->fields[i];
		struct json_span list;

		if (c->shape == SHAPE_ROWS && (int)i != c->list)
			continue;
		if (row_field(data, f, &list))
			err = put_list(sink, list, f->names[0]);
	}
	return err;
}

static int print_rows(const struct print_options *opts, struct json_span data)
{
	struct sink *sink;
	int err = sink_open(opts, &sink);
	int closed;

	if (err)
		return err;
	err = put_rows(opts->command, data, sink);
	closed = sink_close(sink);
	return err ? err : closed;
}

static int print_object(const struct print_options *opts, struct json_span data)
{
	struct selection selection;
	struct cell *cells;
	int err = selection_open(opts, &selection);

	if (err)
		return err;
	cells = calloc(selection.len, sizeof(*cells));
	if (cells) {
		row_cells(&selection, data, NULL, cells);
		err = out_object(opts, selection.columns, selection.len, cells);
	} else {
		err = cli_fail_nomem();
	}
	free(cells);
	selection_free(&selection);
	return err;
}

int print_response(const struct print_options *opts, const void *response)
{
	size_t len;
	const char *raw = iqm_raw(response, &len);
	struct json_span data = response_data(opts->command->op, raw, len);
	bool lines = opts->format == FORMAT_JSONL;
	int err;

	if (opts->format == FORMAT_JSON || (lines && opts->command->shape != SHAPE_ROWS)) {
		err = sink_value(data, lines);
		return err ? err : stdout_flush();
	}
	return opts->command->shape == SHAPE_OBJECT ? print_object(opts, data)
						    : print_rows(opts, data);
}
