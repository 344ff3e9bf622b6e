/* SPDX-License-Identifier: MIT */
/* Lines of comma-separated values, by RFC 4180. */
#include "output/csv.h"

#include <string.h>

static bool needs_quotes(const struct text *t)
{
	for (size_t i = 0; i < t->len; i++)
		if (strchr("\",\r\n", t->at[i]) && t->at[i])
			return true;
	return t->len && (t->at[0] == ' ' || t->at[t->len - 1] == ' ');
}

static void add_quoted(struct text *line, const struct text *t)
{
	text_add_str(line, "\"");
	for (size_t i = 0; i < t->len; i++) {
		text_add(line, t->at + i, 1);
		if (t->at[i] == '"')
			text_add_str(line, "\"");
	}
	text_add_str(line, "\"");
}

/* `alone`: readers take a line with one empty value for an empty line, so it is quoted. */
static void add_value(struct text *line, struct text *plain, bool alone)
{
	struct text safe = { 0 };

	text_add_lines(&safe, plain->at, plain->len);
	if (needs_quotes(&safe) || (alone && !safe.len))
		add_quoted(line, &safe);
	else
		text_add(line, safe.at, safe.len);
	line->failed |= plain->failed || safe.failed;
	text_free(&safe);
	text_free(plain);
}

void csv_add_names(struct text *line, const struct column *columns, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		struct text name = { 0 };

		text_add_str(line, i ? "," : "");
		text_add_str(&name, columns[i].wire ? columns[i].wire : columns[i].name);
		add_value(line, &name, len == 1);
	}
	text_add_str(line, "\r\n");
}

void csv_add_cells(struct text *line, const struct cell *cells, size_t len, const char *zone)
{
	for (size_t i = 0; i < len; i++) {
		struct text plain = { 0 };

		text_add_str(line, i ? "," : "");
		cell_add_plain(&plain, &cells[i], zone);
		add_value(line, &plain, len == 1);
	}
	text_add_str(line, "\r\n");
}
