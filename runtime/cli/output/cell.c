/* SPDX-License-Identifier: MIT */
/* A value as text: for people, for spreadsheets, for programs. */
#include "output/cell.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define MAX_SHOWN_DEPTH 8

static void add_number(struct text *t, int64_t number)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%" PRId64, number);
	text_add_str(t, digits);
}

/* As short as it can be and still be the same number. */
static void add_double(struct text *t, double number)
{
	char digits[40];

	for (int precision = 15; precision <= 17; precision++) {
		snprintf(digits, sizeof(digits), "%.*g", precision, number);
		if (strtod(digits, NULL) == number)
			break;
	}
	text_add_str(t, digits);
}

static void add_time(struct text *t, int64_t seconds, const char *zone)
{
	char timestamp[TIMESTAMP_SIZE];

	timestamp_text((time_t)seconds, zone, timestamp);
	text_add_str(t, timestamp);
}

/* ---- JSON for people --------------------------------------------------------------------- */

/* What a table is made of; `depth` ends nests that no line can show. */
struct showing {
	struct text *t;
	const struct column *column;
	unsigned depth;
};

static void show(const struct showing *s, struct json_span value);

static void show_string(struct text *t, struct json_span value)
{
	struct text decoded = { 0 };

	json_add_decoded(&decoded, value);
	text_add_line(t, decoded.at, decoded.len);
	t->failed |= decoded.failed;
	text_free(&decoded);
}

/* Only the usual spelling of an id has a name. */
static const char *name_of(const struct cli_name *names, struct json_span value)
{
	for (; names && names->name; names++) {
		char digits[24];

		snprintf(digits, sizeof(digits), "%" PRId64, names->id);
		if (strlen(digits) == value.len && !memcmp(digits, value.at, value.len))
			return names->name;
	}
	return NULL;
}

/* {"fileType": 1, "fileSize": 1024} as 1=1024 */
static bool show_entry(const struct showing *s, struct json_span value)
{
	const char *const *names = s->column->entry;
	struct json_span key;
	struct json_span number;

	if (!names || !json_member(value, names[0], &key) || !json_member(value, names[1], &number))
		return false;
	show(s, key);
	text_add_str(s->t, "=");
	show(s, number);
	return true;
}

static void show_items(const struct showing *s, struct json_span value)
{
	bool object = value.at[0] == '{';
	struct showing inner = { s->t, s->column, s->depth + 1 };
	struct json_span key;
	struct json_span item;
	size_t at = 0;
	bool first = true;

	if (object && show_entry(&inner, value))
		return;
	while (json_next(value, &at, &key, &item)) {
		text_add_str(s->t, first ? "" : object ? " " : ", ");
		first = false;
		if (object) {
			show_string(s->t, key);
			text_add_str(s->t, "=");
		}
		show(&inner, item);
	}
}

/* Lists and objects: only inner ones are in brackets, if they could run together without. */
static void show_nested(const struct showing *s, struct json_span value)
{
	bool object = value.at[0] == '{';
	bool top = !s->depth || (s->depth == 1 && object);

	if (s->depth > MAX_SHOWN_DEPTH) {
		json_add(s->t, value, true, true);
		return;
	}
	if (!top)
		text_add_str(s->t, object ? "{" : "[");
	show_items(s, value);
	if (!top)
		text_add_str(s->t, object ? "}" : "]");
}

static void show(const struct showing *s, struct json_span value)
{
	const char *name = name_of(s->column->names, value);

	if (name)
		text_add_str(s->t, name);
	else if (value.len && value.at[0] == '"')
		show_string(s->t, value);
	else if (value.len && (value.at[0] == '{' || value.at[0] == '['))
		show_nested(s, value);
	else if (value.len == 4 && !memcmp(value.at, "true", 4))
		text_add_str(s->t, "yes");
	else if (value.len == 5 && !memcmp(value.at, "false", 5))
		text_add_str(s->t, "no");
	else if (!json_is_null(value))
		text_add_line(s->t, value.at, value.len);
}

void cell_add_shown(struct text *t, const struct column *column, const struct cell *cell,
		    const char *zone)
{
	struct showing s = { t, column, 0 };

	switch (cell->kind) {
	case CELL_TEXT:
	case CELL_WORD:
	case CELL_LINE:
		text_add_line(t, cell->as.text, strlen(cell->as.text));
		break;
	case CELL_BOOL:
		text_add_str(t, cell->as.yes ? "yes" : "no");
		break;
	case CELL_JSON:
		show(&s, cell->as.json);
		break;
	default:
		cell_add_plain(t, cell, zone);
	}
}

static enum cell_style json_style(const struct column *column, struct json_span json)
{
	char first = json.len ? json.at[0] : 'n';

	if (strchr("tfn", first) || name_of(column->names, json))
		return STYLE_WORD;
	return first == '-' || (first >= '0' && first <= '9') ? STYLE_NUMBER : STYLE_TEXT;
}

enum cell_style cell_style(const struct column *column, const struct cell *cell)
{
	switch (cell->kind) {
	case CELL_TEXT:
		return STYLE_TEXT;
	case CELL_LINE:
		return STYLE_LINE;
	case CELL_INT:
	case CELL_NUM:
		return STYLE_NUMBER;
	case CELL_JSON:
		return json_style(column, cell->as.json);
	default:
		return STYLE_WORD;
	}
}

/* ---- plain ------------------------------------------------------------------------------- */

static void add_plain_json(struct text *t, struct json_span value, bool inner);

static bool is_flat(struct json_span list)
{
	struct json_span item;
	size_t at = 0;

	while (json_next(list, &at, NULL, &item))
		if (item.at[0] == '{' || item.at[0] == '[')
			return false;
	return true;
}

static void add_joined(struct text *t, struct json_span list)
{
	struct json_span item;
	size_t at = 0;

	for (bool first = true; json_next(list, &at, NULL, &item); first = false) {
		text_add_str(t, first ? "" : ";");
		add_plain_json(t, item, true);
	}
}

/* What a spreadsheet cannot hold stays JSON. */
static void add_plain_json(struct text *t, struct json_span value, bool inner)
{
	if (value.len && value.at[0] == '"')
		json_add_decoded(t, value);
	else if (value.len && value.at[0] == '[' && !inner && is_flat(value))
		add_joined(t, value);
	else if (!json_is_null(value))
		json_add(t, value, false, true);
}

void cell_add_plain(struct text *t, const struct cell *cell, const char *zone)
{
	switch (cell->kind) {
	case CELL_NONE:
		break;
	case CELL_TEXT:
	case CELL_WORD:
	case CELL_LINE:
		text_add_str(t, cell->as.text);
		break;
	case CELL_INT:
		add_number(t, cell->as.number);
		break;
	case CELL_NUM:
		add_double(t, cell->as.num);
		break;
	case CELL_BOOL:
		text_add_str(t, cell->as.yes ? "true" : "false");
		break;
	case CELL_TIME:
		add_time(t, cell->as.number, zone);
		break;
	case CELL_JSON:
		add_plain_json(t, cell->as.json, false);
		break;
	}
}

void cell_add_json(struct text *t, const struct cell *cell)
{
	switch (cell->kind) {
	case CELL_TEXT:
	case CELL_WORD:
	case CELL_LINE:
		json_add_string(t, cell->as.text, strlen(cell->as.text));
		break;
	case CELL_TIME:
		add_number(t, cell->as.number);
		break;
	case CELL_JSON:
		json_add(t, cell->as.json, true, true);
		break;
	default:
		cell_add_plain(t, cell, NULL);
	}
}

void column_add_wire(struct text *t, const struct column *column)
{
	if (column->wire) {
		text_add_str(t, column->wire);
		return;
	}
	for (const char *s = column->name; *s; s++) {
		char c = *s == '-' ? (char)toupper((unsigned char)*++s) : *s;

		if (!c)
			break;
		text_add(t, &c, 1);
	}
}
