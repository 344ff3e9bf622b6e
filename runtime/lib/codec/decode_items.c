/* SPDX-License-Identifier: MIT */
/* The items of a list or a map as they are met: a block that doubles. */
#include "codec/decoder.h"

#include <string.h>

#define FIRST_ITEMS 16

void *iqm_items_add(struct decoder *d, const struct where *at, struct items *items, int *err)
{
	size_t size = iqm_item_size(items->field);

	if (items->len == IQM_MAX_ITEMS) {
		*err = iqm_decode_fail(d, at, "more than %u items", IQM_MAX_ITEMS);
		return NULL;
	}
	if (items->len == items->room) {
		size_t room = items->room ? 2 * items->room : FIRST_ITEMS;
		char *block = NULL;

		if (room <= SIZE_MAX / size)
			block = iqm_arena_resize(d->arena, items->block, room * size);
		if (!block) {
			*err = iqm_decode_fail_nomem(d);
			return NULL;
		}
		items->block = block;
		items->room = room;
	}
	return memset(items->block + items->len++ * size, 0, size);
}

/* An empty list has a block too: items NULL is absent. */
int iqm_items_put(struct decoder *d, struct items *items, void *out)
{
	size_t size = items->len ? items->len * iqm_item_size(items->field) : 1;
	struct {
		const void *items;
		size_t len;
	} list = { iqm_arena_resize(d->arena, items->block, size), items->len };

	if (!list.items)
		return iqm_decode_fail_nomem(d);
	memcpy(out, &list, sizeof(list));
	return 0;
}
