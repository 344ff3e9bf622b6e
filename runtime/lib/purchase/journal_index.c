/* SPDX-License-Identifier: MIT */
/* What a journal has recorded, by key. Each byte of the file is read once. */
#include "purchase/journal_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_TEXT ((size_t)64 * 1024)
#define FIRST_ENTRIES 64
#define FIRST_LINE_LEN (sizeof(JOURNAL_FIRST_LINE) - 1)

/* ---- entries -------------------------------------------------------------------------------- */

/* The key's slot, or the free one where it would be. There always is one. */
static size_t slot_of(const struct journal_index *x, const char *key)
{
	size_t mask = x->slot_len - 1;
	size_t i = (size_t)iqm_hash(IQM_HASH_START, key, strlen(key)) & mask;

	while (x->slots[i] && strcmp(x->entries[x->slots[i] - 1].key, key) != 0)
		i = (i + 1) & mask;
	return i;
}

struct journal_entry *iqm_journal_index_find(const struct journal_index *x, const char *key)
{
	size_t found = x->slot_len ? x->slots[slot_of(x, key)] : 0;

	return found ? &x->entries[found - 1] : NULL;
}

/* Doubles the room; half of the slots stay free. */
static bool grow(struct journal_index *x)
{
	size_t cap = x->cap ? x->cap * 2 : FIRST_ENTRIES;
	struct journal_entry *entries = realloc(x->entries, cap * sizeof(*entries));
	size_t *slots = calloc(cap * 2, sizeof(*slots));

	if (entries)
		x->entries = entries;
	if (!entries || !slots) {
		free(slots);
		return false;
	}
	free(x->slots);
	x->slots = slots;
	x->slot_len = cap * 2;
	x->cap = cap;
	for (size_t i = 0; i < x->len; i++)
		slots[slot_of(x, entries[i].key)] = i + 1;
	return true;
}

static struct journal_entry *add_entry(struct journal_index *x, const char *key)
{
	struct journal_entry *e;

	if (x->len == x->cap && !grow(x))
		return NULL;
	e = &x->entries[x->len];
	/* There is room, so it is not NULL. */
	/* NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker) */
	memset(e, 0, sizeof(*e));
	snprintf(e->key, sizeof(e->key), "%s", key);
	x->slots[slot_of(x, key)] = ++x->len;
	return e;
}

/* ---- records -------------------------------------------------------------------------------- */

/* A key whose purchase bought nothing may be used once more; no other. */
static int apply_intent(struct journal_index *x, const char *key, int64_t at, size_t len,
			struct iqm_error *error)
{
	struct journal_entry *e = iqm_journal_index_find(x, key);

	if (e && e->state != IQM_PURCHASE_NOT_BOUGHT && e->state != IQM_PURCHASE_REFUSED)
		return iqm_fail(error, IQM_E_JOURNAL, "an intent under a key that is in use");
	if (!e)
		e = add_entry(x, key);
	if (!e)
		return iqm_fail_nomem(error);
	e->state = IQM_PURCHASE_OPEN;
	e->report_id = (struct iqm_int){ 0 };
	e->at = at;
	e->len = len;
	return 0;
}

static int apply(struct journal_index *x, const struct iqm_journal_record *r, int64_t at,
		 size_t len, struct iqm_error *error)
{
	enum iqm_purchase_state state = (enum iqm_purchase_state)iqm_journal_state(r);
	struct journal_entry *e;

	if (state == IQM_PURCHASE_OPEN)
		return apply_intent(x, r->key, at, len, error);
	e = iqm_journal_index_find(x, r->key);
	if (!e)
		return iqm_fail(error, IQM_E_JOURNAL, "an outcome without an intent");
	e->state = state;
	e->report_id = r->report_id;
	return 0;
}

/* 1: a record, 0: none. */
static int apply_line(struct journal_index *x, const char *line, size_t len,
		      struct iqm_error *error)
{
	struct iqm_journal_record *record;
	struct arena *arena;
	int err;

	record = iqm_response_new(sizeof(*record), &arena);
	if (!record)
		return iqm_fail_nomem(error);
	err = iqm_journal_read_line(line, len, arena, record, error);
	if (err == 1) {
		int failed = apply(x, record, x->read, len, error);

		err = failed ? failed : 1;
	}
	iqm_free(record);
	return err;
}

static int name_line(const struct journal_index *x, const struct journal_file *f, int err,
		     struct iqm_error *error)
{
	char what[256];

	if (err != IQM_E_JOURNAL || !error)
		return err;
	iqm_copy_text(what, sizeof(what), error->message);
	*error->path = '\0'; /* it is a place in the journal, not in the call's response */
	return iqm_fail(error, err, "journal '%s': line %zu: %s", f->path, x->lines + 1, what);
}

/* ---- reading -------------------------------------------------------------------------------- */

/* The whole lines of the text; *used: bytes they have. */
static int take_lines(struct journal_index *x, const struct journal_file *f, size_t len,
		      size_t *used, struct iqm_error *error)
{
	const char *end;

	for (*used = 0; (end = memchr(x->text + *used, '\n', len - *used));) {
		const char *line = x->text + *used;
		size_t line_len = (size_t)(end - line);
		int err = line_len && x->read ? apply_line(x, line, line_len, error) : 0;

		if (err < 0)
			return name_line(x, f, err, error);
		x->lines++;
		x->read += (int64_t)line_len + 1;
		*used += line_len + 1;
	}
	return 0;
}

/* The bytes behind the last newline. A record that lacks only its newline counts, a part of one
 * does not: if it grows later, the next reader finds a whole line there. */
static int take_tail(struct journal_index *x, const struct journal_file *f, size_t len,
		     struct iqm_error *error)
{
	int err = len ? apply_line(x, x->text, len, error) : 0;

	x->unended = len != 0;
	if (err < 0)
		return name_line(x, f, err, error);
	x->read += (int64_t)len;
	return 0;
}

static bool reserve_text(struct journal_index *x, size_t len)
{
	size_t cap = x->text_cap ? x->text_cap * 2 : FIRST_TEXT;
	char *text;

	if (len < x->text_cap)
		return true;
	text = realloc(x->text, cap);
	if (!text)
		return false;
	x->text = text;
	x->text_cap = cap;
	return true;
}

/* From x->read to `size`. */
static int read_lines(struct journal_index *x, struct journal_file *f, int64_t size,
		      struct iqm_error *error)
{
	size_t len = 0; /* bytes of a line that has no end yet */
	size_t got = 0;
	size_t used;
	int err = 0;

	while (!err && x->read + (int64_t)len < size) {
		if (!reserve_text(x, len))
			return iqm_fail_nomem(error);
		err = iqm_journal_file_read(f, x->read + (int64_t)len, x->text + len,
					    x->text_cap - len, &got, error);
		if (err || !got)
			break;
		len += got;
		err = take_lines(x, f, len, &used, error);
		if (!err) {
			memmove(x->text, x->text + used, len - used);
			len -= used;
		}
	}
	return err ? err : take_tail(x, f, len, error);
}

int iqm_journal_index_update(struct journal_index *x, struct journal_file *f,
			     struct iqm_error *error)
{
	int64_t size;
	int err = iqm_journal_file_size(f, &size, error);

	if (err)
		return err;
	if (size < x->read || size < (int64_t)FIRST_LINE_LEN)
		return iqm_fail(error, IQM_E_JOURNAL,
				"journal '%s': it has become shorter: %lld bytes, %lld before",
				f->path, (long long)size, (long long)x->read);
	return size > x->read ? read_lines(x, f, size, error) : 0;
}

void iqm_journal_index_free(struct journal_index *x)
{
	free(x->entries);
	free(x->slots);
	free(x->text);
}
