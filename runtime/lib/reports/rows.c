/* SPDX-License-Identifier: MIT */
/* Lists and their rows, by the tables: fields read and set, pages asked for. */
#include "reports/rows.h"

#include <stdlib.h>
#include <string.h>

struct rows iqm_list_rows(const struct iqm_op *list, const void *response)
{
	const struct iqm_field *f = list->paged->items;
	const char *p = (const char *)response + f->offset;
	struct rows rows = { .size = f->sub->size };

	/* Every list type is a pointer to its items, and their number. */
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
	return iqm_row_int(rows->at + i * rows->size, list->paged->key);
}

bool iqm_ids_fall(const struct iqm_op *list, const struct rows *rows, int64_t before, int64_t *last)
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

void *iqm_newest_first(const struct iqm_op *list, int64_t size)
{
	const struct iqm_paged *p = list->paged;
	const char *key = p->key->names[0];
	size_t len = strlen(key);
	char *request = calloc(1, list->query->size + 1 + len + 1);
	char *sort;

	if (!request)
		return NULL;
	iqm_put_int(request, p->size, size);
	iqm_put_int(request, p->page, 1);
	if (!p->sort)
		return request;
	sort = request + list->query->size; /* the text lives behind the struct */
	sort[0] = '-';
	memcpy(sort + 1, key, len + 1);
	memcpy(request + p->sort->offset, &sort, sizeof(sort));
	return request;
}

void iqm_error_begin(struct iqm_error *error, const struct iqm_op *op)
{
	static const struct iqm_error no_error;

	if (!error)
		return;
	*error = no_error;
	iqm_copy_text(error->operation, sizeof(error->operation), op ? op->name : "");
}

int iqm_perform_inner(struct iqm_client *client, const struct iqm_op *op, const void *request,
		      void *response, const struct limits *limits, struct iqm_call *call)
{
	struct iqm_call inner = iqm_inner_call(client, limits);
	int err;

	inner.keep_raw = call->keep_raw;
	err = iqm_perform(client, op, request, response, &inner);

	call->error = inner.error;
	memcpy(call->attempts, inner.attempts, sizeof(call->attempts));
	return err;
}

int iqm_fail_unsent(struct iqm_error *e, const struct iqm_error *why, const char *what)
{
	struct iqm_error mine = *e;

	*e = *why;
	memcpy(e->operation, mine.operation, sizeof(e->operation));
	e->attempts = mine.attempts;
	e->delivery = IQM_NOT_SENT;
	iqm_fail(e, why->status, "%s: %s", what, why->message);
	e->cause = why->cause;
	return why->status;
}
