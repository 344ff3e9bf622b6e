/* SPDX-License-Identifier: MIT */
/* A set of ids: open addressing, at most half full. */
#include "base/base.h"

#include <stdlib.h>

#define FIRST_SLOTS 64

/* The slot that has the id, or where it goes. */
static int64_t *slot_of(const struct id_set *set, int64_t id)
{
	uint64_t hash = (uint64_t)id * 0x9e3779b97f4a7c15u;
	size_t i = (size_t)(hash ^ hash >> 32) & (set->cap - 1);

	while (set->slots[i] && set->slots[i] != id)
		i = (i + 1) & (set->cap - 1);
	return &set->slots[i];
}

static int grow(struct id_set *set, size_t cap)
{
	struct id_set bigger = { .slots = calloc(cap, sizeof(*bigger.slots)), .cap = cap };

	if (!bigger.slots)
		return IQM_E_NOMEM;
	for (size_t i = 0; i < set->cap; i++)
		if (set->slots[i])
			*slot_of(&bigger, set->slots[i]) = set->slots[i];
	free(set->slots);
	set->slots = bigger.slots;
	set->cap = cap;
	return 0;
}

int iqm_id_set_reserve(struct id_set *set, size_t more)
{
	size_t cap = set->cap ? set->cap : FIRST_SLOTS;

	if (more > SIZE_MAX / 4 - set->len)
		return IQM_E_NOMEM;
	while (cap / 2 < set->len + more)
		cap *= 2;
	return cap > set->cap ? grow(set, cap) : 0;
}

bool iqm_id_set_add(struct id_set *set, int64_t id)
{
	int64_t *slot;

	if (!id) {
		bool is_new = !set->zero;

		set->zero = true;
		return is_new;
	}
	slot = slot_of(set, id);
	if (*slot)
		return false;
	*slot = id;
	set->len++;
	return true;
}

void iqm_id_set_free(struct id_set *set)
{
	free(set->slots);
	*set = (struct id_set){ 0 };
}
