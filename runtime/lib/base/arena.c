/* SPDX-License-Identifier: MIT */
/* The memory of one response: a chain of blocks, freed together, and wiped: it may have a token. */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_CHUNK 2048
#define LARGEST_CHUNK (256 * 1024)
#define ALIGNMENT _Alignof(max_align_t)

/* In front of every malloc()ed block; aligned for any type behind it. */
union block {
	struct {
		union block *prev;
		union block *next;
		size_t size; /* of what is behind it */
	} link;
	max_align_t align;
};

struct arena {
	union block blocks; /* head of a ring */
	char *at;           /* free bytes of the newest chunk */
	size_t left;
	size_t chunk; /* size of the next one */
	size_t size;  /* of the response */
	char *raw;
	size_t raw_len;
	void *notes;
	max_align_t response[]; /* the struct that users hold */
};

static void link_block(struct arena *a, union block *b)
{
	b->link.prev = &a->blocks;
	b->link.next = a->blocks.link.next;
	b->link.next->link.prev = b;
	a->blocks.link.next = b;
}

void *iqm_response_new(size_t size, struct arena **arena)
{
	struct arena *a = calloc(1, sizeof(*a) + size);

	*arena = a;
	if (!a)
		return NULL;
	a->blocks.link.prev = a->blocks.link.next = &a->blocks;
	a->chunk = FIRST_CHUNK;
	a->size = size;
	return a->response;
}

struct arena *iqm_response_arena(const void *response)
{
	/* The caller's `const` is about the fields; the block was made here. */
	return (struct arena *)((uintptr_t)response - offsetof(struct arena, response));
}

static void wipe_block(union block *b, size_t used)
{
	iqm_erase(b + 1, used);
	free(b);
}

static bool add_chunk(struct arena *a, size_t size)
{
	size_t room = size > a->chunk ? size : a->chunk;
	union block *b = room > SIZE_MAX - sizeof(*b) ? NULL : malloc(sizeof(*b) + room);

	if (!b)
		return false;
	b->link.size = room;
	link_block(a, b);
	a->at = (char *)(b + 1);
	a->left = room;
	if (a->chunk < LARGEST_CHUNK) /* the newest is a fifth of all, so little is free */
		a->chunk += a->chunk / 4;
	return true;
}

static char *take(struct arena *a, size_t size)
{
	char *p;

	if (size > a->left && !add_chunk(a, size))
		return NULL;
	p = a->at;
	a->at += size;
	a->left -= size;
	return p;
}

void *iqm_arena_alloc(struct arena *a, size_t size)
{
	size_t skew = (uintptr_t)a->at % ALIGNMENT;
	size_t pad = a->left && skew ? ALIGNMENT - skew : 0;
	char *p;

	if (pad <= a->left && size <= a->left - pad)
		take(a, pad);
	else
		a->left = 0; /* a new chunk starts aligned */
	p = take(a, size);
	return p ? memset(p, 0, size) : NULL;
}

char *iqm_arena_text(struct arena *a, const char *s, size_t len)
{
	char *p = take(a, len + 1);

	if (!p)
		return NULL;
	memcpy(p, s, len);
	p[len] = '\0';
	return p;
}

void *iqm_arena_resize(struct arena *a, void *block, size_t size)
{
	union block *old = block ? (union block *)block - 1 : NULL;
	union block *b;

	if (size > SIZE_MAX - sizeof(*b))
		return NULL;
	b = realloc(old, sizeof(*b) + size);
	if (!b)
		return NULL;
	b->link.size = size;
	if (!old) {
		link_block(a, b);
	} else {
		b->link.prev->link.next = b;
		b->link.next->link.prev = b;
	}
	return b + 1;
}

void iqm_arena_drop(void *block)
{
	union block *b = block ? (union block *)block - 1 : NULL;

	if (!b)
		return;
	b->link.prev->link.next = b->link.next;
	b->link.next->link.prev = b->link.prev;
	wipe_block(b, b->link.size);
}

void **iqm_arena_notes(struct arena *a)
{
	return &a->notes;
}

static void wipe_raw(struct arena *a)
{
	iqm_wipe_bytes(a->raw, a->raw_len);
}

void iqm_arena_set_raw(struct arena *a, char *raw, size_t len)
{
	wipe_raw(a);
	a->raw = raw;
	a->raw_len = len;
}

char *iqm_arena_take_raw(struct arena *a, size_t *len)
{
	char *raw = a->raw;

	*len = a->raw_len;
	a->raw = NULL;
	a->raw_len = 0;
	return raw;
}

void iqm_free(void *response)
{
	struct arena *a;

	if (!response)
		return;
	a = iqm_response_arena(response);
	for (union block *b = a->blocks.link.next, *next; b != &a->blocks; b = next) {
		bool newest = a->at == (char *)(b + 1) + b->link.size - a->left;

		next = b->link.next;
		wipe_block(b, b->link.size - (newest ? a->left : 0));
	}
	wipe_raw(a);
	iqm_erase(a->response, a->size);
	free(a);
}

const char *iqm_raw(const void *response, size_t *len)
{
	const struct arena *a = response ? iqm_response_arena(response) : NULL;

	if (len)
		*len = a ? a->raw_len : 0;
	return a ? a->raw : NULL;
}
