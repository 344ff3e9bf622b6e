/* SPDX-License-Identifier: MIT */
/* A field's value as a part of a file's name. */
#include "purchase/purchase.h"

#include <inttypes.h>

static void add_day(struct buf *value, const struct iqm_field *field, const void *object,
		    const char *zone)
{
	char day[DATE_SIZE];

	member_day(field, object, zone, day);
	iqm_buf_str(value, day);
}

/* "1-2-3" */
static void add_ids(struct buf *value, struct iqm_ints ids)
{
	for (size_t i = 0; i < ids.len; i++)
		iqm_buf_printf(value, "%s%" PRId64, i ? "-" : "", ids.items[i]);
}

static void add_text(struct buf *value, const char *text)
{
	iqm_buf_str(value, text ? text : "");
}

static void add_other(struct buf *value, const struct iqm_field *field, const void *object)
{
	const struct column column = { .name = "" };
	struct cell cell = cell_of(field, object);

	if (cell.kind != CELL_NONE && cell.kind != CELL_BAD)
		cell_add_shown(value, &column, &cell, NULL);
}

void file_name_add_field(struct buf *value, const struct iqm_field *field, const void *object,
			 const char *zone)
{
	switch (field->kind) {
	case IQM_K_MS:
	case IQM_K_S:
		add_day(value, field, object, zone);
		break;
	case IQM_K_INTS:
		add_ids(value, member_ints(field, object));
		break;
	case IQM_K_STR:
		add_text(value, member_text(field, object));
		break;
	default:
		add_other(value, field, object);
	}
}
