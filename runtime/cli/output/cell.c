/* SPDX-License-Identifier: MIT */
/* Cells are made of values, and of fields of structs. */
#include "output/cell.h"

#include <math.h>
#include <string.h>

struct cell text_cell(enum cell_kind kind, const char *text)
{
	return (struct cell){ text && *text ? kind : CELL_NONE, { .text = text } };
}

struct cell number_cell(int64_t number)
{
	return (struct cell){ number ? CELL_INT : CELL_NONE, { .number = number } };
}

struct cell money_cell(struct iqm_num amount)
{
	return (struct cell){ amount.set && isfinite(amount.value) ? CELL_MONEY : CELL_NONE,
			      { .num = amount.value } };
}

const void *list_struct(const void *items, size_t i)
{
	const void *item;

	memcpy(&item, (const char *)items + i * sizeof(item), sizeof(item));
	return item;
}

struct list list_of(const struct iqm_field *f, const void *object)
{
	struct list list;

	memcpy(&list, (const char *)object + f->offset, sizeof(list));
	return list;
}

/* A timestamp that no calendar has is left a number. */
static struct cell time_cell(int64_t value)
{
	time_t t = iqm_ms_to_time(iqm_ms(value)); /* of seconds too */
	bool none = t == (time_t)-1;

	return (struct cell){ none ? CELL_INT : CELL_TIME, { .number = none ? value : t } };
}

/* A member that begins with `set`. */
static struct cell scalar_cell(const struct iqm_field *f, const void *member)
{
	struct iqm_int integer; /* timestamps have the same layout */
	struct iqm_num num;
	struct iqm_bool flag;

	switch (f->kind) {
	case IQM_K_NUM:
		memcpy(&num, member, sizeof(num));
		return (struct cell){ CELL_NUM, { .num = num.value } };
	case IQM_K_BOOL:
		memcpy(&flag, member, sizeof(flag));
		return (struct cell){ CELL_BOOL, { .yes = flag.value } };
	default:
		memcpy(&integer, member, sizeof(integer));
		if (f->kind != IQM_K_INT)
			return time_cell(integer.value);
		return (struct cell){ CELL_INT, { .number = integer.value } };
	}
}

struct cell cell_of(const struct iqm_field *f, const void *object)
{
	const void *member = (const char *)object + f->offset;
	const void *first; /* of a value its `set`, of a list its items */

	memcpy(&first, member, sizeof(first));
	if (!first)
		return (struct cell){ .kind = CELL_NONE };
	switch (f->kind) {
	case IQM_K_STR:
		return (struct cell){ CELL_TEXT, { .text = first } };
	case IQM_K_JSON:
		return (struct cell){ CELL_JSON, { .text = first } };
	case IQM_K_OBJECT:
		return (struct cell){ CELL_NEST, { .nest = { f, object, false } } };
	default:
		return iqm_is_list(f) ? (struct cell){ CELL_NEST, { .nest = { f, object, false } } }
				      : scalar_cell(f, member);
	}
}
