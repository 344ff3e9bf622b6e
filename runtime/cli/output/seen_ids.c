/* SPDX-License-Identifier: MIT */
/* Which reports the list of this run has shown: completion offers their ids. */
#include "output/cell.h"

/* There is one list a run, so there is one of these. */
static struct {
	int64_t ids[SEEN_IDS_MAX];
	size_t len;
} seen;

void seen_ids_add(const struct iqm_op *list, const void *row)
{
	const struct iqm_field *key = list->paged->key;
	struct iqm_int id;

	if (key->kind != IQM_K_INT || seen.len == SEEN_IDS_MAX)
		return;
	id = member_int(key, row);
	if (id.set)
		seen.ids[seen.len++] = id.value;
}

void seen_ids_add_page(const struct iqm_op *list, const void *response)
{
	struct list rows = list_of(list->paged->items, response);

	for (size_t i = 0; i < rows.len; i++)
		seen_ids_add(list, list_struct(rows.items, i));
}

const int64_t *seen_ids(size_t *len)
{
	*len = seen.len;
	return seen.ids;
}
