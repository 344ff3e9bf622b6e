/* SPDX-License-Identifier: MIT */
/* What is known of a response's rows beside their fields: where each is in the text, and which
 * fields could not be read. */
#include "codec/codec.h"

#include <string.h>

#define FIRST_NOTES 16

/* A part of the text. */
struct span {
	size_t at;
	size_t len;
};

struct bad {
	size_t row;
	const struct iqm_field *field; /* NULL: all of the row */
};

struct row_notes {
	struct row_notes *next;
	const struct iqm_field *list; /* NULL: the fields of the response itself are `row` 0 */
	struct span *spans;
	size_t span_len;
	struct bad *bad; /* by row */
	size_t bad_len;
};

static struct row_notes *find_notes(struct arena *arena, const struct iqm_field *list)
{
	struct row_notes *n = *iqm_arena_notes(arena);

	while (n && n->list != list)
		n = n->next;
	return n;
}

static struct row_notes *get_notes(struct arena *arena, const struct iqm_field *list)
{
	struct row_notes *n = find_notes(arena, list);
	void **first = iqm_arena_notes(arena);

	if (n)
		return n;
	n = iqm_arena_alloc(arena, sizeof(*n));
	if (!n)
		return NULL;
	n->list = list;
	n->next = *first;
	*first = n;
	return n;
}

/* Room for one more behind `len`; the room doubles whenever a power of two is full. */
static void *grow(struct arena *arena, void *block, size_t len, size_t size)
{
	bool is_full = !len || (len >= FIRST_NOTES && !(len & (len - 1)));

	if (!is_full)
		return block;
	return iqm_arena_resize(arena, block, (len ? 2 * len : FIRST_NOTES) * size);
}

int iqm_note_row(struct arena *arena, const struct iqm_field *list, size_t at, size_t len)
{
	struct row_notes *n = get_notes(arena, list);
	struct span *spans = n ? grow(arena, n->spans, n->span_len, sizeof(*spans)) : NULL;

	if (!spans)
		return IQM_E_NOMEM;
	n->spans = spans;
	spans[n->span_len++] = (struct span){ at, len };
	return 0;
}

int iqm_note_bad(struct arena *arena, const struct iqm_field *list, size_t row,
		 const struct iqm_field *field)
{
	struct row_notes *n = get_notes(arena, list);
	struct bad *bad;

	for (size_t i = n ? n->bad_len : 0; i && n->bad[i - 1].row == row; i--)
		if (n->bad[i - 1].field == field)
			return 0; /* given many times */
	bad = n ? grow(arena, n->bad, n->bad_len, sizeof(*bad)) : NULL;
	if (!bad)
		return IQM_E_NOMEM;
	n->bad = bad;
	bad[n->bad_len++] = (struct bad){ row, field };
	return 0;
}

void iqm_forget_rows(struct arena *arena, const struct iqm_field *list)
{
	struct row_notes *n = find_notes(arena, list);

	if (n)
		n->span_len = n->bad_len = 0;
}

const char *iqm_row_raw(const void *response, const struct iqm_field *list, size_t i, size_t *len)
{
	const char *raw = iqm_raw(response, NULL);
	const struct row_notes *n = raw ? find_notes(iqm_response_arena(response), list) : NULL;
	bool known = n && i < n->span_len;

	if (len)
		*len = known ? n->spans[i].len : 0;
	return known ? raw + n->spans[i].at : NULL;
}

bool iqm_is_bad_field(const void *response, const struct iqm_field *list, size_t i,
		      const struct iqm_field *field)
{
	const struct row_notes *n =
		response ? find_notes(iqm_response_arena(response), list) : NULL;
	size_t low = 0;
	size_t high = n ? n->bad_len : 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (n->bad[middle].row < i)
			low = middle + 1;
		else
			high = middle;
	}
	for (; n && low < n->bad_len && n->bad[low].row == i; low++)
		if (!n->bad[low].field || n->bad[low].field == field)
			return true;
	n = response && !list && field ? find_notes(iqm_response_arena(response), field) : NULL;
	return n && n->bad_len; /* one of its rows */
}
