/* SPDX-License-Identifier: MIT */
/* Comma-separated values by RFC 4180: a line of names, then a line an order. */
#include "orders/reader.h"

#include <string.h>

struct csv {
	struct sheet *sheet;
	const char *at;
	const char *end;
	size_t line;        /* where the record begins, */
	size_t next_line;   /* and the next one */
	const char **cells; /* of the record */
	size_t len;
	size_t room;
	const char **names; /* of the columns */
	size_t name_len;
};

/* ---- one record -------------------------------------------------------------------------- */

static int add_cell(struct csv *c, const char *text, size_t len)
{
	char *cell = iqm_arena_text(c->sheet->arena, text, len);

	if (c->len == c->room) {
		size_t room = c->room ? 2 * c->room : 16;
		const char **cells =
			iqm_arena_resize(c->sheet->arena, c->cells, room * sizeof(*cells));

		if (!cells)
			return cli_fail_nomem();
		c->cells = cells;
		c->room = room;
	}
	if (!cell)
		return cli_fail_nomem();
	c->cells[c->len++] = cell;
	return 0;
}

static bool at_record_end(const struct csv *c)
{
	return c->at == c->end || *c->at == '\n' ||
	       (*c->at == '\r' && (c->at + 1 == c->end || c->at[1] == '\n'));
}

/* Of text without quotes, whose whitespace around it is not part of the value. */
static int read_plain(struct csv *c)
{
	const char *from = c->at;
	const char *to;

	while (!at_record_end(c) && *c->at != ',') {
		if (*c->at == '"')
			return sheet_fail(c->sheet, c->line,
					  "a quote within a value: put the value in quotes, and "
					  "write the quote twice");
		c->at++;
	}
	to = c->at;
	while (from < to && (*from == ' ' || *from == '\t'))
		from++;
	while (from < to && (to[-1] == ' ' || to[-1] == '\t'))
		to--;
	return add_cell(c, from, (size_t)(to - from));
}

static int read_quoted(struct csv *c)
{
	struct buf text = { 0 };
	int err;

	for (c->at++; c->at < c->end; c->at++) {
		if (*c->at == '"' && (c->at + 1 == c->end || c->at[1] != '"'))
			break;
		c->at += *c->at == '"';
		c->next_line += *c->at == '\n';
		iqm_buf_add(&text, c->at, 1);
	}
	if (c->at == c->end)
		err = sheet_fail(c->sheet, c->line, "a quote is not closed");
	else
		err = text.err ? cli_fail_nomem()
			       : add_cell(c, text.len ? text.data : "", text.len);
	c->at += !err;
	iqm_buf_free(&text);
	while (!err && c->at < c->end && (*c->at == ' ' || *c->at == '\t'))
		c->at++;
	if (!err && !at_record_end(c) && *c->at != ',')
		err = sheet_fail(c->sheet, c->line, "text behind a closing quote");
	return err;
}

/* After a mistake: to the next line. */
static void skip_line(struct csv *c)
{
	while (c->at < c->end && *c->at != '\n')
		c->at++;
}

/* One record, which may have several lines. */
static int read_record(struct csv *c)
{
	int err = 0;

	c->line = c->next_line;
	c->len = 0;
	for (;;) {
		while (c->at < c->end && (*c->at == ' ' || *c->at == '\t'))
			c->at++;
		err = c->at < c->end && *c->at == '"' ? read_quoted(c) : read_plain(c);
		if (err || at_record_end(c))
			break;
		c->at++; /* the comma */
	}
	if (err)
		skip_line(c);
	c->at += c->at < c->end && *c->at == '\r';
	if (c->at < c->end) {
		c->at++;
		c->next_line++;
	}
	return err;
}

static bool is_blank(const struct csv *c)
{
	for (size_t i = 0; i < c->len; i++)
		if (*c->cells[i])
			return false;
	return true;
}

/* ---- the columns ------------------------------------------------------------------------- */

/* Gives the exit code of what is wrong with the i-th name. */
static int check_name(const struct csv *c, size_t i)
{
	const char *name = c->names[i];
	char why[COLUMN_WHY_SIZE];

	if (!*name)
		return sheet_fail(c->sheet, c->line, "column %zu has no name", i + 1);
	for (size_t k = 0; k < i; k++)
		if (c->names[k] && sheet_is_name(name, c->names[k]))
			return sheet_fail(c->sheet, c->line, "column '%s' is there twice", name);
	if (!column_is_known(name))
		return sheet_fail(c->sheet, c->line, "%s", column_unknown(name, why));
	return 0;
}

/* The values of a column with a wrong name are left out, so that those of others are checked. */
static int take_names(struct csv *c)
{
	const char *other = c->len == 1 ? strpbrk(c->cells[0], ";\t|") : NULL;
	int worst = 0;

	if (other)
		return sheet_fail(c->sheet, c->line,
				  "expected columns with commas between, found '%c'", *other);
	if (c->len > COLUMNS_MAX)
		return sheet_fail(c->sheet, c->line, "found %zu columns, expected at most %d",
				  c->len, COLUMNS_MAX);
	c->names = c->cells;
	c->name_len = c->len;
	c->cells = NULL;
	c->room = 0;
	for (size_t i = 0; i < c->name_len; i++) {
		int err = check_name(c, i);

		if (err)
			c->names[i] = NULL;
		worst = worse_exit(worst, err);
	}
	return worst;
}

/* The first record that is not blank; c->names stays NULL where it cannot be read. */
static int read_names(struct csv *c)
{
	int err = 0;

	do
		err = read_record(c);
	while (!err && is_blank(c) && c->at < c->end);
	return err || is_blank(c) ? err : take_names(c);
}

/* ---- rows -------------------------------------------------------------------------------- */

static int add_value(const struct csv *c, struct sheet_row *row, size_t i)
{
	const char **item = iqm_arena_alloc(c->sheet->arena, sizeof(*item));

	if (!item)
		return cli_fail_nomem();
	*item = c->cells[i];
	row->cells[row->len++] = (struct sheet_cell){ .name = c->names[i],
						      .items = item,
						      .len = *c->cells[i] != '\0' };
	return 0;
}

static int take_row(struct csv *c)
{
	struct sheet_row *row;
	int err = 0;

	if (c->len != c->name_len)
		return sheet_fail(c->sheet, c->line,
				  "expected %zu value%s, one a column, found %zu", c->name_len,
				  c->name_len == 1 ? "" : "s", c->len);
	row = sheet_add_row(c->sheet, c->line, c->len);
	if (!row)
		return EXIT_FAILED;
	row->len = 0;
	for (size_t i = 0; !err && i < c->len; i++) {
		if (c->names[i])
			err = add_value(c, row, i);
		else
			row->misnamed = true;
	}
	return err;
}

int csv_read(struct sheet *s, const char *text, size_t len)
{
	struct csv c = { .sheet = s, .at = text, .end = text + len, .next_line = 1 };
	int worst = read_names(&c);

	while (c.names && c.at < c.end && worst != EXIT_FAILED) {
		int err = read_record(&c);

		if (!err && !is_blank(&c))
			err = take_row(&c);
		s->broken += err != 0;
		worst = worse_exit(worst, err);
	}
	return worst;
}
