/* SPDX-License-Identifier: MIT */
/* Lines of comma-separated values, by RFC 4180. */
#include "output/csv.h"

#include <string.h>

static bool needs_quotes(const struct buf *t)
{
	for (size_t i = 0; i < t->len; i++)
		if (strchr("\",\r\n", t->data[i]) && t->data[i])
			return true;
	return t->len && (t->data[0] == ' ' || t->data[t->len - 1] == ' ');
}

static void add_quoted(struct buf *line, const struct buf *t)
{
	iqm_buf_str(line, "\"");
	for (size_t i = 0; i < t->len; i++) {
		iqm_buf_add(line, t->data + i, 1);
		if (t->data[i] == '"')
			iqm_buf_str(line, "\"");
	}
	iqm_buf_str(line, "\"");
}

/* `alone`: readers take a line with one empty value for an empty line, so it is quoted. */
static void add_value(struct buf *line, struct buf *plain, bool alone)
{
	struct buf safe = { 0 };

	text_add_lines(&safe, plain->data, plain->len);
	if (needs_quotes(&safe) || (alone && !safe.len))
		add_quoted(line, &safe);
	else
		iqm_buf_add(line, safe.data, safe.len);
	line->err |= plain->err || safe.err;
	iqm_buf_free(&safe);
	iqm_buf_free(plain);
}

void csv_add_names(struct buf *line, const struct column *columns, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		struct buf name = { 0 };

		iqm_buf_str(line, i ? "," : "");
		iqm_buf_str(&name, columns[i].wire ? columns[i].wire : columns[i].name);
		add_value(line, &name, len == 1);
	}
	iqm_buf_str(line, "\r\n");
}

void csv_add_cells(struct buf *line, const struct cell *cells, size_t len, const char *zone)
{
	for (size_t i = 0; i < len; i++) {
		struct buf plain = { 0 };

		iqm_buf_str(line, i ? "," : "");
		cell_add_plain(&plain, &cells[i], zone);
		add_value(line, &plain, len == 1);
	}
	iqm_buf_str(line, "\r\n");
}
