/* SPDX-License-Identifier: MIT */
/* Rows under headings. On a terminal they fit its width; anywhere else nothing is cut. */
#include "output/table.h"
#include "output/stdout.h"
#include "output/tone.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define GAP 2          /* spaces between columns */
#define LEAST_TEXT 10  /* a text is not cut below this, or a quarter of the terminal ... */
#define LEAST_WIDE 24  /* ... up to this: names tend to differ at their ends */
#define DAY 10         /* columns of "2026-01-05" */
#define FIRST_CELLS 64 /* more as they are needed */

struct table_cell {
	size_t at; /* in `bytes` */
	size_t len;
	size_t width;
};

struct table_column {
	const struct column *column;
	size_t width;
	size_t least;
	bool left; /* it is aligned at the left: not all of its cells are numbers */
	bool text; /* one of its cells may be cut */
};

struct table {
	struct table_column *columns;
	size_t column_len;
	size_t fitting; /* of the columns, from the left, those that the width has room for */
	struct buf bytes;
	struct table_cell *cells;
	size_t len;
	size_t room;
	bool whole; /* nothing of it is cut or left out */
};

struct table *table_open(const struct column *columns, size_t len)
{
	struct table *t = calloc(1, sizeof(*t));

	if (t)
		t->columns = calloc(len, sizeof(*t->columns));
	if (!t || !t->columns) {
		free(t);
		return NULL;
	}
	t->column_len = t->fitting = len;
	for (size_t i = 0; i < len; i++) {
		t->columns[i].column = &columns[i];
		t->columns[i].width = text_width(columns[i].name, strlen(columns[i].name));
	}
	return t;
}

void table_free(struct table *t)
{
	if (!t)
		return;
	iqm_buf_free(&t->bytes);
	free(t->columns);
	free(t->cells);
	free(t);
}

static struct table_cell *new_cell(struct table *t)
{
	size_t room = t->room ? 2 * t->room : FIRST_CELLS;
	struct table_cell *cells;

	if (t->len == t->room) {
		cells = realloc(t->cells, room * sizeof(*cells));
		if (!cells)
			return NULL;
		t->cells = cells;
		t->room = room;
	}
	return &t->cells[t->len++];
}

bool table_add(struct table *t, const struct buf *shown, enum cell_style style)
{
	struct table_column *column = &t->columns[t->len % t->column_len];
	struct table_cell *cell = new_cell(t);

	if (!cell || shown->err)
		return false;
	cell->at = t->bytes.len;
	cell->len = shown->len;
	cell->width = text_width(shown->data, shown->len);
	iqm_buf_add(&t->bytes, shown->data, shown->len);
	if (cell->width > column->width)
		column->width = cell->width;
	column->left |= shown->len && style != STYLE_NUMBER;
	column->text |= style == STYLE_TEXT;
	t->whole |= style == STYLE_LINE;
	return !t->bytes.err;
}

/* ---- fitting a terminal ------------------------------------------------------------------ */

static size_t total(const struct table *t, bool least)
{
	size_t sum = 0;

	for (size_t i = 0; i < t->fitting; i++)
		sum += (least ? t->columns[i].least : t->columns[i].width) + (i ? GAP : 0);
	return sum;
}

static size_t least_text(size_t width, size_t share)
{
	size_t part = width / share;

	return part < LEAST_TEXT ? LEAST_TEXT : part < LEAST_WIDE ? part : LEAST_WIDE;
}

/* Only texts are cut, and no heading. */
static void set_least(struct table *t, size_t least)
{
	for (size_t i = 0; i < t->column_len; i++) {
		struct table_column *c = &t->columns[i];
		size_t heading = strlen(c->column->name);
		size_t most = least < heading ? heading : least;

		c->least = c->text && c->width > most ? most : c->width;
	}
}

static void shorten_times(struct table *t)
{
	for (size_t i = 0; i < t->column_len; i++) {
		struct table_column *c = &t->columns[i];
		size_t heading = strlen(c->column->name);

		if (c->column->day_will_do && c->width > DAY)
			c->width = heading > DAY ? heading : DAY;
	}
}

static struct table_column *widest_text(struct table *t)
{
	struct table_column *found = NULL;

	for (size_t i = 0; i < t->fitting; i++) {
		struct table_column *c = &t->columns[i];

		if (c->width > c->least && (!found || c->width >= found->width))
			found = c;
	}
	return found;
}

/* Shortens times and then texts, if all columns have room then; else leaves out columns from the
 * right, until the others have room. The widest texts are cut. */
static void fit(struct table *t, size_t width)
{
	struct table_column *c;

	set_least(t, least_text(width, 4));
	if (total(t, true) > width) {
		shorten_times(t);
		set_least(t, least_text(width, 6));
		if (total(t, true) > width)
			set_least(t, least_text(width, 4));
	}
	while (t->fitting > 1 && total(t, true) > width)
		t->fitting--;
	while (total(t, false) > width && (c = widest_text(t)))
		c->width--;
}

static void report_left_out(const struct print_options *opts, const struct table *t)
{
	bool can_choose = cli_has_option(opts->command, OPT_COLUMNS);
	struct buf names = { 0 };

	if (t->fitting == t->column_len)
		return;
	for (size_t i = t->fitting; i < t->column_len; i++) {
		iqm_buf_str(&names, i > t->fitting ? ", " : "");
		iqm_buf_str(&names, t->columns[i].column->name);
	}
	if (!names.err)
		cli_info("No room for %s: %swiden the terminal, or use -o csv.", names.data,
			 can_choose ? "choose with --columns, " : "");
	iqm_buf_free(&names);
}

/* ---- printing ---------------------------------------------------------------------------- */

/* The text in its column's width; the last one of a line gets no spaces at its right. */
static void add_fitted(struct buf *line, const struct table *t, size_t i, const char *s,
		       const struct table_cell *cell)
{
	const struct table_column *c = &t->columns[i];
	size_t spaces = cell->width < c->width ? c->width - cell->width : 0;
	struct buf cut = { 0 };

	iqm_buf_printf(line, "%*s", (int)(i ? GAP : 0), "");
	if (cell->width > c->width && c->column->day_will_do) {
		iqm_buf_add(&cut, s, DAY);
		spaces = c->width - DAY;
	} else if (cell->width > c->width) {
		text_add_cut(&cut, s, cell->len, c->width);
		spaces = c->width - text_width(cut.data, cut.len);
	}
	iqm_buf_printf(line, "%*s", (int)(c->left ? 0 : spaces), "");
	if (cut.data)
		iqm_buf_add(line, cut.data, cut.len);
	else
		tone_add(line, c->column, s, cell->len);
	iqm_buf_printf(line, "%*s", (int)(c->left && i + 1 < t->fitting ? spaces : 0), "");
	line->err |= cut.err;
	iqm_buf_free(&cut);
}

static int print_line(FILE *stream, struct buf *line)
{
	while (line->len && line->data[line->len - 1] == ' ')
		line->len--;
	iqm_buf_str(line, "\n");
	if (stream == stdout)
		return stdout_put(line);
	return line->err ? cli_fail_nomem() : (stream_text(stream, line->data, line->len), 0);
}

static void add_heading(struct buf *line, const struct table *t, size_t i)
{
	const char *name = t->columns[i].column->name;
	struct buf capitals = { 0 };
	struct table_cell cell = { .len = strlen(name), .width = text_width(name, strlen(name)) };

	for (const char *s = name; *s; s++) {
		char capital = (char)toupper((unsigned char)*s);

		iqm_buf_add(&capitals, &capital, 1);
	}
	if (!capitals.err)
		add_fitted(line, t, i, capitals.data, &cell);
	line->err |= capitals.err;
	iqm_buf_free(&capitals);
}

static int print_headings(FILE *stream, const struct table *t, struct buf *line)
{
	iqm_buf_str(line, PAINT_BOLD);
	for (size_t i = 0; i < t->fitting; i++)
		add_heading(line, t, i);
	iqm_buf_str(line, PAINT_END);
	return print_line(stream, line);
}

int table_print(const struct print_options *opts, FILE *stream, struct table *t)
{
	struct buf line = { 0 };
	int err;

	if (isatty(fileno(stream)) && !t->whole)
		fit(t, terminal_width(stream));
	err = print_headings(stream, t, &line);
	for (size_t row = 0; !err && row + t->column_len <= t->len; row += t->column_len) {
		line.len = 0;
		for (size_t i = 0; i < t->fitting; i++)
			add_fitted(&line, t, i, t->bytes.data + t->cells[row + i].at,
				   &t->cells[row + i]);
		err = print_line(stream, &line);
	}
	iqm_buf_free(&line);
	if (!err)
		report_left_out(opts, t);
	return err;
}
