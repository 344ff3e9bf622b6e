/* SPDX-License-Identifier: MIT */
/* A set of ids: open addressing, at most half full. */
#include "reports/rows.h"

#include <stdlib.h>

#define FIRST_SLOTS 64

/* The slot that has the key, or where it goes. */
static int64_t *slot_of(const struct keys *keys, int64_t key)
{
	uint64_t hash = (uint64_t)key * 0x9e3779b97f4a7c15u;
	size_t i = (size_t)(hash ^ hash >> 32) & (keys->cap - 1);

	while (keys->slots[i] && keys->slots[i] != key)
		i = (i + 1) & (keys->cap - 1);
	return &keys->slots[i];
}

static int grow(struct keys *keys, size_t cap)
{
	struct keys bigger = { .slots = calloc(cap, sizeof(*bigger.slots)), .cap = cap };

	if (!bigger.slots)
		return IQM_E_NOMEM;
	for (size_t i = 0; i < keys->cap; i++)
		if (keys->slots[i])
			*slot_of(&bigger, keys->slots[i]) = keys->slots[i];
	free(keys->slots);
	keys->slots = bigger.slots;
	keys->cap = cap;
	return 0;
}

int iqm_keys_reserve(struct keys *keys, size_t more)
{
	size_t cap = keys->cap ? keys->cap : FIRST_SLOTS;

	if (more > SIZE_MAX / 4 - keys->len)
		return IQM_E_NOMEM;
	while (cap / 2 < keys->len + more)
		cap *= 2;
	return cap > keys->cap ? grow(keys, cap) : 0;
}

bool iqm_keys_add(struct keys *keys, int64_t key)
{
	int64_t *slot;

	if (!key) {
		bool is_new = !keys->zero;

		keys->zero = true;
		return is_new;
	}
	slot = slot_of(keys, key);
	if (*slot)
		return false;
	*slot = key;
	keys->len++;
	return true;
}

void iqm_keys_free(struct keys *keys)
{
	free(keys->slots);
	*keys = (struct keys){ 0 };
}
