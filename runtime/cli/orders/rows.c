/* SPDX-License-Identifier: MIT */
/* Rows of a file, as a reader finds them. */
#include "orders/reader.h"

#include <stdarg.h>
#include <string.h>

#define ROWS_MAX 2000

void sheet_about(const struct sheet *s, size_t line, struct message_about *about)
{
	const char *slash = strrchr(s->name, '/');

	*about = (struct message_about){ .error = "" };
	snprintf(about->what, sizeof(about->what), "%.120s:%zu", slash ? slash + 1 : s->name, line);
}

int sheet_fail(const struct sheet *s, size_t line, const char *format, ...)
{
	struct message_about about;
	char message[512];
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	sheet_about(s, line, &about);
	messages_about(&about);
	cli_fail(EXIT_USAGE, "%s", message);
	messages_about(NULL);
	return EXIT_USAGE;
}

struct sheet_row *sheet_add_row(struct sheet *s, size_t line, size_t cells)
{
	struct sheet_row *rows = s->rows;
	struct sheet_row *row;

	s->too_long = s->len == ROWS_MAX;
	if (s->too_long) {
		sheet_fail(s, line, "found more than %d orders", ROWS_MAX);
		return NULL;
	}
	if (!(s->len & (s->len - 1))) /* full: there is room for the next power of two */
		rows = iqm_arena_resize(s->arena, rows, (s->len ? 2 * s->len : 1) * sizeof(*rows));
	if (rows)
		s->rows = rows;
	row = rows ? &rows[s->len] : NULL;
	if (row)
		*row = (struct sheet_row){
			.line = line,
			.cells = iqm_arena_alloc(s->arena, (cells + 1) * sizeof(*row->cells)),
			.len = cells,
		};
	if (!row || !row->cells) {
		cli_fail_nomem();
		return NULL;
	}
	s->len++;
	return row;
}

static char folded(char c)
{
	if (c == '_' || c == ' ')
		return '-';
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool sheet_is_name(const char *column, const char *name)
{
	while (*column && folded(*column) == folded(*name)) {
		column++;
		name++;
	}
	return !*column && !*name;
}

void sheet_fold_name(const char *name, char *to, size_t size)
{
	size_t i = 0;

	for (; name[i] && i + 1 < size; i++)
		to[i] = folded(name[i]);
	to[i] = '\0';
}
