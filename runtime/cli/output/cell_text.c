/* SPDX-License-Identifier: MIT */
/* A value as text: for people, for spreadsheets, for programs. */
#include "output/cell.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(TIMESTAMP_SIZE >= IQM_NUMBER_SIZE, "either fits");

/* How values are written. */
struct writer {
	struct buf *t;
	const char *zone;
	const struct cli_name *names; /* of ids; NULL: they stay numbers */
	bool people;                  /* who read it; else programs do */
	bool brief;                   /* times without seconds */
};

static void add_cell(const struct writer *w, const struct cell *cell);

const char *name_of_id(const struct cli_name *names, int64_t id)
{
	for (; names && names->name; names++)
		if (names->id == id)
			return names->name;
	return NULL;
}

static void add_integer(const struct writer *w, int64_t number)
{
	const char *name = name_of_id(w->names, number);

	if (name)
		iqm_buf_str(w->t, name);
	else
		iqm_buf_printf(w->t, "%" PRId64, number);
}

static void add_number(const struct writer *w, double number)
{
	char text[IQM_NUMBER_SIZE];

	iqm_number_text(number, text);
	iqm_buf_str(w->t, text);
}

static void add_money(const struct writer *w, double amount)
{
	char text[MONEY_SIZE];

	if (!w->people) {
		add_number(w, amount);
		return;
	}
	format_money(amount, text);
	iqm_buf_str(w->t, text);
}

static void add_bool(const struct writer *w, bool yes)
{
	if (w->people)
		iqm_buf_str(w->t, yes ? "yes" : "no");
	else
		iqm_buf_str(w->t, yes ? "true" : "false");
}

/* "name=A", a list in brackets. */
static void add_named(const struct writer *w, const char *name, const struct cell *cell)
{
	iqm_buf_str(w->t, name);
	iqm_buf_str(w->t, cell->kind == CELL_NEST ? "=[" : "=");
	add_cell(w, cell);
	iqm_buf_str(w->t, cell->kind == CELL_NEST ? "]" : "");
}

/* "id=101 name=A": its fields under their names on the wire. */
static void add_object(const struct writer *w, const struct iqm_descriptor *descriptor,
		       const void *object)
{
	bool first = true;

	for (size_t i = 0; i < descriptor->len; i++) {
		const struct iqm_field *f = &descriptor->fields[i];
		struct cell cell = cell_of(f, object);

		if (cell.kind == CELL_NONE)
			continue;
		iqm_buf_str(w->t, first ? "" : " ");
		add_named(w, f->names[0], &cell);
		first = false;
	}
}

/* "key=value"; a value that could not be read is left out. */
static void add_entry(const struct writer *w, const struct iqm_field *f, const char *entry)
{
	struct cell cell = cell_of(iqm_map_value(f), entry);
	const char *key;

	memcpy(&key, entry + iqm_map_key(f)->offset, sizeof(key));
	add_named(w, key, &cell);
}

static void add_item(const struct writer *w, const struct iqm_field *f, const void *items, size_t i)
{
	switch (f->kind) {
	case IQM_K_INTS:
		add_integer(w, ((const int64_t *)items)[i]);
		break;
	case IQM_K_STRS:
		iqm_buf_str(w->t, ((const char *const *)items)[i]);
		break;
	case IQM_K_NUMS:
		add_number(w, ((const double *)items)[i]);
		break;
	case IQM_K_BOOLS:
		add_bool(w, ((const bool *)items)[i]);
		break;
	case IQM_K_MAP:
		add_entry(w, f, (const char *)items + i * f->sub->size);
		break;
	default:
		add_object(w, f->sub, list_struct(items, i));
	}
}

static void add_list(const struct writer *w, const struct iqm_field *f, const void *object)
{
	struct list list = list_of(f, object);

	for (size_t i = 0; i < list.len; i++) {
		iqm_buf_str(w->t, !i ? "" : w->people ? ", " : ";");
		add_item(w, f, list.items, i);
	}
}

static void add_nest(const struct writer *w, const struct iqm_field *f, const void *object)
{
	const void *inner;

	if (f->kind == IQM_K_OBJECT) {
		memcpy(&inner, (const char *)object + f->offset, sizeof(inner));
		add_object(w, f->sub, inner);
	} else {
		add_list(w, f, object);
	}
}

static void add_cell(const struct writer *w, const struct cell *cell)
{
	char text[TIMESTAMP_SIZE];

	switch (cell->kind) {
	case CELL_NONE:
		break;
	case CELL_BAD:
		iqm_buf_str(w->t, w->people ? BAD_SIGN : "");
		break;
	case CELL_TEXT:
	case CELL_WORD:
	case CELL_LINE:
	case CELL_JSON:
		iqm_buf_str(w->t, cell->as.text);
		break;
	case CELL_INT:
		add_integer(w, cell->as.number);
		break;
	case CELL_NUM:
		add_number(w, cell->as.num);
		break;
	case CELL_MONEY:
		add_money(w, cell->as.num);
		break;
	case CELL_BOOL:
		add_bool(w, cell->as.yes);
		break;
	case CELL_TIME:
		if (w->brief)
			timestamp_brief((time_t)cell->as.number, w->zone, text);
		else
			timestamp_text((time_t)cell->as.number, w->zone, text);
		iqm_buf_str(w->t, text);
		break;
	case CELL_NEST:
		add_nest(w, cell->as.nest.field, cell->as.nest.object);
		iqm_buf_str(w->t, w->people && cell->as.nest.bad ? " " BAD_SIGN : "");
		break;
	}
}

/* What two decimals would not round. */
static bool is_whole_cents(double amount)
{
	char money[MONEY_SIZE];

	format_money(amount, money);
	return strtod(money, NULL) == amount;
}

static void add_shown(struct buf *t, const struct column *column, const struct cell *cell,
		      const char *zone, bool brief)
{
	struct buf line = { 0 };
	struct writer w = { &line, zone, column->names, true, brief };
	struct cell shown = *cell;

	if (column->money && cell->kind == CELL_NUM && is_whole_cents(cell->as.num))
		shown.kind = CELL_MONEY;
	add_cell(&w, &shown);
	text_add_line(t, line.data, line.len);
	t->err |= line.err;
	iqm_buf_free(&line);
}

void cell_add_shown(struct buf *t, const struct column *column, const struct cell *cell,
		    const char *zone)
{
	add_shown(t, column, cell, zone, false);
}

void cell_add_brief(struct buf *t, const struct column *column, const struct cell *cell,
		    const char *zone)
{
	add_shown(t, column, cell, zone, true);
}

void cell_add_plain(struct buf *t, const struct cell *cell, const char *zone)
{
	struct writer w = { .t = t, .zone = zone };

	add_cell(&w, cell);
}

enum cell_style cell_style(const struct column *column, const struct cell *cell)
{
	switch (cell->kind) {
	case CELL_INT:
		return name_of_id(column->names, cell->as.number) ? STYLE_WORD : STYLE_NUMBER;
	case CELL_NUM:
	case CELL_MONEY:
	case CELL_BAD: /* it stands like those that could be read */
		return STYLE_NUMBER;
	case CELL_TEXT:
	case CELL_JSON:
	case CELL_NEST:
		return STYLE_TEXT;
	case CELL_LINE:
		return STYLE_LINE;
	default:
		return STYLE_WORD;
	}
}
