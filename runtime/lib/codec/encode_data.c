/* SPDX-License-Identifier: MIT */
/* A struct as JSON for a caller. Rows of a list are made and printed one by one, so that a long one
 * needs little memory and keeps its deadline. */
#include "codec/encoder.h"

#include <cjson/cJSON.h>
#include <string.h>

#define ROWS_A_CHECK 64

static const struct encoding plain = { .plain = true };

/* Adds the text of an object, which is deleted; `bare`: without its brackets. */
static int add_object(struct buf *out, cJSON *object, bool bare)
{
	struct buf text = { 0 };
	int err = iqm_tree_print(&text, object);

	iqm_tree_free(object);
	if (!err)
		err = iqm_buf_add(out, text.data + bare, text.len - 2 * (size_t)bare);
	iqm_buf_free(&text);
	return err;
}

static int add_rows(struct buf *out, const struct iqm_field *f, const struct any_list *rows,
		    const struct deadline *deadline)
{
	int err = iqm_buf_printf(out, "\"%s\":[", f->names[0]);

	for (size_t i = 0; !err && i < rows->len; i++) {
		cJSON *row;

		if (deadline && !(i % ROWS_A_CHECK))
			err = iqm_deadline_check(deadline);
		if (!err && i)
			err = iqm_buf_str(out, ",");
		if (!err)
			err = iqm_encode_tree(f->sub, ((const void *const *)rows->items)[i], &plain,
					      &row);
		if (!err)
			err = add_object(out, row, false);
	}
	return err ? err : iqm_buf_str(out, "]");
}

static int add_member(struct buf *out, const struct iqm_descriptor *t, const struct iqm_field *f,
		      const void *from, const struct deadline *deadline)
{
	const struct iqm_descriptor one = { .name = t->name, .fields = f, .len = 1 };
	struct any_list rows;
	cJSON *object;
	int err;

	if (f->kind == IQM_K_LIST) {
		memcpy(&rows, (const char *)from + f->offset, sizeof(rows));
		return rows.items ? add_rows(out, f, &rows, deadline) : 0;
	}
	err = iqm_encode_tree(&one, from, &plain, &object);
	return err ? err : add_object(out, object, true);
}

/* With a comma, if there is one before it; what is absent adds nothing. */
static int add_next(struct buf *out, size_t begin, const struct iqm_descriptor *t,
		    const struct iqm_field *f, const void *from, const struct deadline *deadline)
{
	size_t before = out->len;
	int err = before > begin ? iqm_buf_str(out, ",") : 0;
	size_t with = out->len;

	if (!err)
		err = add_member(out, t, f, from, deadline);
	if (!err && out->len == with)
		out->data[out->len = before] = '\0';
	return err;
}

int iqm_encode_data(const struct iqm_descriptor *t, const void *from,
		    const struct deadline *deadline, struct buf *out)
{
	int err = iqm_buf_str(out, "{");
	size_t begin = out->len;

	for (size_t i = 0; !err && i < t->len; i++)
		err = add_next(out, begin, t, &t->fields[i], from, deadline);
	return err ? err : iqm_buf_str(out, "}");
}
