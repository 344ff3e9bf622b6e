/* SPDX-License-Identifier: MIT */
/* A list that is not all says so, and how to get the rest. */
#include "output/cell.h"

#include <inttypes.h>
#include <stdlib.h>

const char *count_text(int64_t count, char text[COUNT_SIZE])
{
	char digits[COUNT_SIZE];
	int len = snprintf(digits, sizeof(digits), "%" PRId64, count);
	char *to = text;

	if (count < 0) {
		snprintf(text, COUNT_SIZE, "an unknown number of");
		return text;
	}
	for (int i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			*to++ = ',';
		*to++ = digits[i];
	}
	*to = '\0';
	return text;
}

static int64_t int_of(const struct iqm_field *f, const void *object, int64_t otherwise)
{
	struct iqm_int v = member_int(f, object);

	return v.set ? v.value : otherwise;
}

/* Without a number of all rows, a page as long as it was asked for may have others after it. */
static void note_unknown_total(const struct iqm_op *op, const void *request, int64_t shown)
{
	char rows[COUNT_SIZE];

	if (shown && shown >= int_of(op->paged->size, request, 0))
		cli_info("%s rows; the service does not say how many there are: --all for all, "
			 "--limit N",
			 count_text(shown, rows));
}

void note_page(const struct iqm_op *op, const void *request, const void *response)
{
	int64_t shown = (int64_t)list_of(op->paged->items, response).len;
	int64_t total = int_of(op->paged->total, response, -1);
	char rows[COUNT_SIZE], all[COUNT_SIZE];

	if (total < 0)
		note_unknown_total(op, request, shown);
	else if (shown < total)
		cli_info("%s of %s rows; --all for all, --limit N", count_text(shown, rows),
			 count_text(total, all));
}

/* A count of the response's, beside its one list; the least, as others are without a search. */
void note_rows(const struct iqm_op *op, const void *response)
{
	int64_t total = INT64_MAX;
	int64_t shown = 0;
	char rows[COUNT_SIZE], all[COUNT_SIZE];

	for (size_t i = 0; i < op->response->len; i++) {
		const struct iqm_field *f = &op->response->fields[i];
		int64_t count = f->kind == IQM_K_INT ? int_of(f, response, INT64_MAX) : INT64_MAX;

		if (f->kind == IQM_K_LIST)
			shown = (int64_t)list_of(f, response).len;
		total = count < total ? count : total;
	}
	if (total < INT64_MAX && shown < total)
		cli_info("%s of %s rows; the service sent no more", count_text(shown, rows),
			 count_text(total, all));
}
