/* SPDX-License-Identifier: MIT */
/* A row's JSON to the cells of a table, by the fields that the spec knows. */
#include "output/row.h"

#include <stdlib.h>
#include <string.h>

#define EXACT 9007199254740992.0 /* 2^53: below it each integer has a double of its own */

/* Which of a field's names a key is, from 1; 0: none. */
static unsigned rank_of(const struct iqm_field *f, struct json_span key)
{
	for (unsigned rank = 0; f->names[rank]; rank++)
		if (json_is(key, f->names[rank]))
			return rank + 1;
	return 0;
}

bool row_field(struct json_span object, const struct iqm_field *f, struct json_span *value)
{
	for (size_t i = 0; f->names[i]; i++)
		if (json_member(object, f->names[i], value) && !json_is_null(*value))
			return true;
	return false;
}

/* ---- values ------------------------------------------------------------------------------ */

bool row_number(struct json_span value, int64_t *number)
{
	char digits[32];
	size_t quote = value.len > 1 && value.at[0] == '"';
	size_t len = value.len - 2 * quote;
	double exact;
	char *end;

	if (!len || len >= sizeof(digits))
		return false;
	memcpy(digits, value.at + quote, len);
	digits[len] = '\0';
	exact = strtod(digits, &end);
	if (*end || !(exact > -EXACT && exact < EXACT) || exact != (double)(int64_t)exact)
		return false;
	*number = (int64_t)exact;
	return true;
}

static struct cell json_cell(struct json_span value)
{
	return (struct cell){ .kind = CELL_JSON, .as.json = value };
}

/* A timestamp that no calendar has is left a number. */
static struct cell time_cell(struct json_span value)
{
	int64_t number;
	time_t t = row_number(value, &number) ? iqm_ms_to_time(iqm_ms(number)) : (time_t)-1;

	if (t == (time_t)-1)
		return json_cell(value);
	return (struct cell){ .kind = CELL_TIME, .as.number = t };
}

static struct cell bool_cell(struct json_span value)
{
	bool yes = value.at[0] == 't' || value.at[0] == '1';

	return (struct cell){ .kind = CELL_BOOL, .as.yes = yes };
}

/* Numbers that come in quotes are shown as those that do not. */
static struct cell number_cell(struct json_span value)
{
	bool quoted = value.len > 2 && value.at[0] == '"';

	if (quoted && !memchr(value.at, '\\', value.len)) {
		value.at++;
		value.len -= 2;
	}
	return json_cell(value);
}

static struct cell cell_of(const struct iqm_field *f, struct json_span value)
{
	switch (f->kind) {
	case IQM_K_MS:
	case IQM_K_S:
		return time_cell(value);
	case IQM_K_BOOL:
		return bool_cell(value);
	case IQM_K_INT:
	case IQM_K_NUM:
		return number_cell(value);
	default:
		return json_cell(value);
	}
}

/* ---- rows -------------------------------------------------------------------------------- */

/* Cells being filled: which name of its field gave each, and where the next key likely is. */
struct filling {
	const struct selection *selection;
	struct cell *cells;
	unsigned from[IQM_MAX_FIELDS + 1];
	size_t guess;
};

static void take_member(struct filling *f, struct json_span key, struct json_span value)
{
	const struct selection *c = f->selection;

	for (size_t n = 0, i = f->guess; n < c->len; n++, i++) {
		const struct iqm_field *field;
		unsigned rank;

		i = i < c->len ? i : i - c->len;
		if (c->field[i] == NO_FIELD)
			continue;
		field = &c->table->fields[c->field[i]];
		rank = rank_of(field, key);
		if (!rank)
			continue;
		f->guess = i + 1;
		if (!json_is_null(value) && (!f->from[i] || rank < f->from[i])) {
			f->from[i] = rank;
			f->cells[i] = cell_of(field, value);
		}
		return;
	}
}

static void object_cells(const struct selection *c, struct json_span row, struct cell *cells)
{
	struct filling filling = { .selection = c, .cells = cells };
	struct json_span key;
	struct json_span value;
	size_t at = 0;

	while (json_next(row, &at, &key, &value))
		take_member(&filling, key, value);
}

/* A value in the object's place is one of its fields, and another is true then. */
static void unwrapped_cells(const struct selection *c, struct json_span row, struct cell *cells)
{
	for (size_t i = 0; i < c->len; i++) {
		const struct iqm_field *f = NULL;

		if (c->field[i] != NO_FIELD)
			f = &c->table->fields[c->field[i]];
		if (f && f == c->table->unwrapped)
			cells[i] = cell_of(f, row);
		else if (f && f == c->table->unwrapped_true)
			cells[i] = (struct cell){ .kind = CELL_BOOL, .as.yes = true };
	}
}

void row_cells(const struct selection *selection, struct json_span row, const char *group,
	       struct cell *cells)
{
	memset(cells, 0, selection->len * sizeof(*cells));
	for (size_t i = 0; i < selection->len; i++)
		if (selection->field[i] == NO_FIELD)
			cells[i] = (struct cell){ .kind = CELL_WORD, .as.text = group };
	if (row.len && row.at[0] == '{')
		object_cells(selection, row, cells);
	else
		unwrapped_cells(selection, row, cells);
}
