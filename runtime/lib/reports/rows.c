/* SPDX-License-Identifier: MIT */
/* Rows of a list, by the descriptors: fields that are read and set. */
#include "reports/reports.h"

#include <string.h>

struct rows iqm_list_rows(const struct iqm_op *list, const void *response)
{
	const struct iqm_field *f = list->paged->items;
	const char *p = (const char *)response + f->offset;
	struct rows rows;

	/* Every list type has the same two members. */
	memcpy(&rows.at, p, sizeof(rows.at));
	memcpy(&rows.len, p + offsetof(struct iqm_ints, len), sizeof(rows.len));
	return rows;
}

struct iqm_int iqm_row_int(const void *row, const struct iqm_field *f)
{
	struct iqm_int value = { 0 };

	if (f && (f->kind == IQM_K_INT || f->kind == IQM_K_MS || f->kind == IQM_K_S))
		memcpy(&value, (const char *)row + f->offset, sizeof(value));
	return value;
}

const char *iqm_row_text(const void *row, const struct iqm_field *f)
{
	const char *text = NULL;

	if (f && f->kind == IQM_K_STR)
		memcpy(&text, (const char *)row + f->offset, sizeof(text));
	return text;
}

int64_t iqm_list_total(const struct iqm_op *list, const void *response)
{
	struct iqm_int total = iqm_row_int(response, list->paged->total);

	return total.set && total.value >= 0 ? total.value : -1;
}

struct iqm_int iqm_row_id(const struct iqm_op *list, const struct rows *rows, size_t i)
{
	return iqm_row_int(rows->at[i], list->paged->key);
}

struct iqm_int iqm_highest_id(const struct iqm_op *list, const struct rows *rows)
{
	struct iqm_int highest = iqm_int(0);

	for (size_t i = 0; i < rows->len; i++) {
		struct iqm_int id = iqm_row_id(list, rows, i);

		if (!id.set)
			return id;
		if (id.value > highest.value)
			highest = id;
	}
	return highest;
}

bool iqm_ids_descend(const struct iqm_op *list, const struct rows *rows, int64_t before,
		     int64_t *last)
{
	for (size_t i = 0; i < rows->len; i++) {
		struct iqm_int id = iqm_row_id(list, rows, i);

		if (!id.set || id.value >= before)
			return false;
		before = id.value;
	}
	*last = before;
	return true;
}

void iqm_put_int(void *request, const struct iqm_field *f, int64_t value)
{
	struct iqm_int number = iqm_int(value);

	memcpy((char *)request + f->offset, &number, sizeof(number));
}
