/* SPDX-License-Identifier: MIT */
/* Lines of values: separated by commas, by RFC 4180, or by tabs. */
#include "output/csv.h"

#include <string.h>
#include <unistd.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

unsigned csv_kind_of(const struct print_options *opts)
{
	if (opts->format == FORMAT_TSV)
		return CSV_TABS;
	return (opts->excel ? CSV_EXCEL : CSV_PLAIN) | (isatty(STDOUT_FILENO) ? CSV_SHOWN : 0);
}

/* ---- a value ----------------------------------------------------------------------------- */

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

static void add_escaped(struct buf *line, const struct buf *t)
{
	for (size_t i = 0; i < t->len; i++) {
		switch (t->data[i]) {
		case '\t':
			iqm_buf_str(line, "\\t");
			break;
		case '\n':
			iqm_buf_str(line, "\\n");
			break;
		case '\r':
			iqm_buf_str(line, "\\r");
			break;
		case '\\':
			iqm_buf_str(line, "\\\\");
			break;
		default:
			iqm_buf_add(line, t->data + i, 1);
		}
	}
}

/* `alone`: readers take a line with one empty value for an empty line, so it is quoted. */
static void add_value(struct buf *line, unsigned kind, struct buf *plain, bool alone)
{
	struct buf safe = { 0 };

	if (kind & CSV_SHOWN)
		text_add_line(&safe, plain->data, plain->len);
	else
		text_add_lines(&safe, plain->data, plain->len);
	if (kind & CSV_TABS)
		add_escaped(line, &safe);
	else if (needs_quotes(&safe) || (alone && !safe.len))
		add_quoted(line, &safe);
	else
		iqm_buf_add(line, safe.data, safe.len);
	line->err |= plain->err || safe.err;
	iqm_buf_free(&safe);
	iqm_buf_free(plain);
}

/* Numbers, dates and the like are no text that a spreadsheet could run. */
static bool is_text(const struct cell *cell)
{
	switch (cell->kind) {
	case CELL_INT:
	case CELL_NUM:
	case CELL_MONEY:
	case CELL_BOOL:
	case CELL_TIME:
		return false;
	default:
		return true;
	}
}

static bool would_run(const struct buf *plain)
{
	return plain->len && plain->data[0] && strchr("=+-@\t\r\n", plain->data[0]);
}

/* ---- a line ------------------------------------------------------------------------------ */

static void end_line(struct buf *line, unsigned kind)
{
	iqm_buf_str(line, kind & CSV_EXCEL ? "\r\n" : "\n");
}

static const char *separator(unsigned kind, size_t i)
{
	return !i ? "" : kind & CSV_TABS ? "\t" : ",";
}

void csv_add_names(struct buf *line, unsigned kind, const struct column *columns, size_t len)
{
	iqm_buf_str(line, kind & CSV_EXCEL ? BYTE_ORDER_MARK : "");
	for (size_t i = 0; i < len; i++) {
		struct buf name = { 0 };

		iqm_buf_str(line, separator(kind, i));
		iqm_buf_str(&name, columns[i].name);
		add_value(line, kind, &name, len == 1);
	}
	end_line(line, kind);
}

void csv_add_cells(struct buf *line, unsigned kind, const struct cell *cells, size_t len,
		   const char *zone)
{
	for (size_t i = 0; i < len; i++) {
		struct buf plain = { 0 };
		struct buf guarded = { 0 };

		iqm_buf_str(line, separator(kind, i));
		cell_add_plain(&plain, &cells[i], zone);
		if ((kind & CSV_EXCEL) && is_text(&cells[i]) && would_run(&plain))
			iqm_buf_str(&guarded, "'");
		iqm_buf_add(&guarded, plain.data, plain.len);
		guarded.err |= plain.err;
		iqm_buf_free(&plain);
		add_value(line, kind, &guarded, len == 1);
	}
	end_line(line, kind);
}
