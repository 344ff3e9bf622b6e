/* SPDX-License-Identifier: MIT */
/* JSON lines: an object an order, whose members are its columns. */
#include "orders/reader.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

/* An object, valid JSON, that is read member by member. */
struct reader {
	struct sheet *sheet;
	size_t line;
	const char *at;
};

/* ---- valid JSON, piece by piece ----------------------------------------------------------- */

static void skip_whitespace(struct reader *r)
{
	r->at += strspn(r->at, " \t\r\n");
}

/* Behind the string that begins here. */
static const char *string_end(const char *s)
{
	for (s++; *s != '"'; s++)
		s += *s == '\\';
	return s + 1;
}

/* Behind the value that begins here. */
static const char *value_end(const char *s)
{
	int depth = 0;

	if (*s == '"') /* a member's name has a colon behind it */
		return string_end(s);
	do {
		if (*s == '"') {
			s = string_end(s);
			continue;
		}
		depth += *s == '{' || *s == '[';
		depth -= *s == '}' || *s == ']';
		s++;
	} while (depth || !strchr(",]} \t\r\n", *s));
	return s;
}

/* The text of a string; what else begins here stays as it is written. NULL: out of memory. */
static char *take_text(struct reader *r)
{
	const char *from = r->at;
	cJSON *string;
	char *text = NULL;

	r->at = value_end(from);
	if (*from != '"')
		return iqm_arena_text(r->sheet->arena, from, (size_t)(r->at - from));
	string = cJSON_ParseWithLength(from, (size_t)(r->at - from));
	if (cJSON_IsString(string))
		text = iqm_arena_text(r->sheet->arena, string->valuestring,
				      strlen(string->valuestring));
	iqm_tree_free(string);
	return text;
}

/* ---- values ------------------------------------------------------------------------------ */

static int add_item(struct reader *r, struct sheet_cell *cell)
{
	const char **items =
		iqm_arena_resize(r->sheet->arena, cell->items, (cell->len + 1) * sizeof(*items));
	char *text = items ? take_text(r) : NULL;

	if (!text)
		return cli_fail_nomem();
	cell->items = items;
	cell->items[cell->len++] = text;
	return 0;
}

/* Whether it is a list of numbers, texts and booleans. */
static bool is_plain_list(const char *list)
{
	for (const char *s = list + 1; *s != ']';) {
		s += strspn(s, " \t\r\n,");
		if (*s == '{' || *s == '[' || *s == 'n')
			return false;
		if (*s != ']')
			s = value_end(s);
		s += strspn(s, " \t\r\n,");
	}
	return true;
}

static int read_list(struct reader *r, struct sheet_cell *cell)
{
	int err = 0;

	cell->is_list = true;
	r->at++;
	for (skip_whitespace(r); !err && *r->at != ']'; skip_whitespace(r)) {
		err = add_item(r, cell);
		skip_whitespace(r);
		r->at += !err && *r->at == ',';
	}
	r->at += !err;
	return err;
}

static int read_value(struct reader *r, struct sheet_cell *cell)
{
	if (!strncmp(r->at, "null", 4)) {
		r->at += 4;
		return 0;
	}
	if (*r->at == '[' && is_plain_list(r->at))
		return read_list(r, cell);
	cell->is_json = *r->at == '[' || *r->at == '{';
	if (add_item(r, cell))
		return EXIT_FAILED;
	if (!*cell->items[0])
		cell->len = 0;
	return 0;
}

/* ---- one object -------------------------------------------------------------------------- */

static size_t count_members(const char *object)
{
	size_t len = 0;

	for (const char *s = object + 1 + strspn(object + 1, " \t\r\n"); *s != '}'; len++) {
		s = string_end(s);
		s += strspn(s, " \t\r\n:");
		s = value_end(s);
		s += strspn(s, " \t\r\n,");
	}
	return len;
}

static int read_member(struct reader *r, const struct sheet_row *row, size_t i)
{
	struct sheet_cell *cell = &row->cells[i];

	cell->name = take_text(r);
	if (!cell->name)
		return cli_fail_nomem();
	r->at += strspn(r->at, " \t\r\n:");
	for (size_t k = 0; k < i; k++)
		if (sheet_is_name(cell->name, row->cells[k].name))
			return sheet_fail(r->sheet, r->line, "'%s' is there twice", cell->name);
	if (read_value(r, cell))
		return EXIT_FAILED;
	r->at += strspn(r->at, " \t\r\n,");
	return 0;
}

static int read_object(struct reader *r)
{
	size_t len = count_members(r->at);
	struct sheet_row *row;
	int err = 0;

	if (len > COLUMNS_MAX)
		return sheet_fail(r->sheet, r->line, "found %zu members, expected at most %d", len,
				  COLUMNS_MAX);
	row = sheet_add_row(r->sheet, r->line, len);
	if (!row)
		return EXIT_FAILED;
	r->at++;
	skip_whitespace(r);
	for (size_t i = 0; !err && i < row->len; i++)
		err = read_member(r, row, i);
	r->sheet->len -= err != 0;
	return err;
}

/* The code of the "\uXXXX" that begins here; 0: there is none. */
static unsigned long escaped(const char *s)
{
	char digits[5];

	if (s[0] != '\\' || s[1] != 'u')
		return 0;
	snprintf(digits, sizeof(digits), "%.4s", s + 2);
	return strtoul(digits, NULL, 16);
}

/* Characters above U+FFFF are two escapes: whether one stands alone, in valid JSON. */
static bool has_half_character(const char *s)
{
	while ((s = strchr(s, '\\'))) {
		unsigned long code = escaped(s);

		if (code >= 0xdc00 && code <= 0xdfff)
			return true;
		if (code >= 0xd800 && code <= 0xdbff) {
			s += 6;
			code = escaped(s);
			if (code < 0xdc00 || code > 0xdfff)
				return true;
		}
		s += 2; /* the character behind a backslash is none of its own */
	}
	return false;
}

/* A line, ended by a NUL. */
static int read_line(struct sheet *s, size_t line, const char *text)
{
	struct reader r = { s, line, text };
	struct iqm_error e;

	skip_whitespace(&r);
	if (!*r.at)
		return 0;
	if (iqm_json_check(r.at, strlen(r.at), &e))
		return sheet_fail(s, line, "%s", e.message);
	if (iqm_has_escaped_nul(r.at, strlen(r.at)))
		return sheet_fail(s, line, "expected text without the character NUL");
	if (has_half_character(r.at))
		return sheet_fail(s, line, "expected text, found half of a \\u pair");
	if (*r.at != '{')
		return sheet_fail(s, line, "expected an object, found %.20s", r.at);
	return read_object(&r);
}

int jsonl_read(struct sheet *s, const char *text, size_t len)
{
	int worst = 0;
	size_t size;

	for (size_t line = 1, at = 0; at < len && worst != EXIT_FAILED; line++, at += size + 1) {
		const char *stop = memchr(text + at, '\n', len - at);
		char *copy;
		int err;

		size = stop ? (size_t)(stop - text) - at : len - at;
		copy = iqm_arena_text(s->arena, text + at, size);
		err = copy ? read_line(s, line, copy) : cli_fail_nomem();
		s->broken += err != 0;
		worst = worse_exit(worst, err);
	}
	return worst;
}
