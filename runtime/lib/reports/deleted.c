/* SPDX-License-Identifier: MIT */
/* Whether rows were deleted: what the list has of them. */
#include "reports/reports.h"

#include <string.h>

static bool is_among(const int64_t *ids, size_t len, int64_t id)
{
	for (size_t i = 0; i < len; i++)
		if (ids[i] == id)
			return true;
	return false;
}

/* How many different ids of `ids` have a row. */
static size_t count_left(const struct iqm_op *list, const struct rows *rows,
			 const struct iqm_ints *ids)
{
	size_t left = 0;

	for (size_t i = 0; i < ids->len; i++) {
		bool found = is_among(ids->items, i, ids->items[i]);

		for (size_t k = 0; k < rows->len && !found; k++) {
			struct iqm_int id = iqm_row_id(list, rows, k);

			found = id.set && id.value == ids->items[i];
			left += found;
		}
	}
	return left;
}

static size_t count_distinct(const struct iqm_ints *ids)
{
	size_t distinct = 0;

	for (size_t i = 0; i < ids->len; i++)
		distinct += !is_among(ids->items, i, ids->items[i]);
	return distinct;
}

static enum iqm_deleted evaluate_deleted(const struct iqm_op *list, const void *response,
					 const struct iqm_ints *ids)
{
	struct rows rows = iqm_list_rows(list, response);
	size_t left = count_left(list, &rows, ids);

	if (left == count_distinct(ids))
		return IQM_NONE_DELETED;
	if (!left && (int64_t)rows.len == iqm_list_total(list, response) &&
	    iqm_highest_id(list, &rows).set)
		return IQM_ALL_DELETED;
	return IQM_DELETED_UNKNOWN;
}

enum iqm_deleted iqm_check_deleted(struct call_state *s)
{
	const struct iqm_op *list = s->op->deletion->list;
	enum iqm_deleted deleted = IQM_DELETED_UNKNOWN;
	struct iqm_error ignored;
	struct iqm_ints ids;
	void *response = NULL;

	memcpy(&ids, (const char *)s->request + s->op->deletion->ids->offset, sizeof(ids));
	if (ids.len && !iqm_ask_newest(s->client, list, list->paged->max_size, &s->deadline,
				       &response, &ignored)) {
		deleted = evaluate_deleted(list, response, &ids);
		iqm_free(response);
	}
	return deleted;
}
