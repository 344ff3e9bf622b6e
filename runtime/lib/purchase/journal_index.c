/* SPDX-License-Identifier: MIT */
/* What a journal has recorded, by key. Each byte of the file is read once. */
#include "purchase/journal_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_TEXT ((size_t)64 * 1024)
#define FIRST_ENTRIES 64

/* ---- entries --------------------------------------------------------------------------------- */

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

/* ---- records --------------------------------------------------------------------------------- */

uint64_t iqm_journal_order_hash(const struct iqm_purchase *p)
{
	return p->order ? iqm_hash(IQM_HASH_START, p->order, strlen(p->order)) | 1 : 0;
}

static enum purchase_event event_of(const struct journal_record *r)
{
	bool settled = r->purchase.settlement.who != NULL;

	if (r->kind == JOURNAL_DAMAGED)
		return EVENT_DAMAGED;
	if (r->kind != JOURNAL_OUTCOME)
		return EVENT_BUY;
	switch (r->purchase.state) {
	case IQM_PURCHASE_BOUGHT:
		return settled ? EVENT_FOUND : EVENT_BOUGHT;
	case IQM_PURCHASE_NOT_BOUGHT:
		return settled ? EVENT_DISPROVED : EVENT_UNSENT;
	case IQM_PURCHASE_REFUSED:
		return EVENT_REFUSED;
	default:
		return EVENT_UNKNOWN;
	}
}

/* An intent, what is left of one, or the loss of one: all that was known under the key is history.
 */
static int begin_entry(struct journal_index *x, const struct journal_record *r, int64_t at,
		       size_t len, struct iqm_error *error)
{
	struct journal_entry *e = iqm_journal_index_find(x, r->purchase.key);

	if (!e)
		e = add_entry(x, r->purchase.key);
	if (!e)
		return iqm_fail_nomem(error);
	e->state = r->kind == JOURNAL_INTENT     ? IQM_PURCHASE_OPEN
		   : r->kind == JOURNAL_ARCHIVED ? IQM_PURCHASE_BOUGHT
						 : IQM_PURCHASE_UNKNOWN;
	e->number = r->number.set ? (int)r->number.value : e->number + 1;
	e->report_id = r->purchase.report_id;
	e->order = iqm_journal_order_hash(&r->purchase);
	e->sent = r->purchase.sent.value;
	e->archived = r->kind == JOURNAL_ARCHIVED;
	e->intent = (struct span){ at, len };
	e->outcome = e->settled = e->note = (struct span){ 0 };
	return 0;
}

static void take_outcome(struct journal_entry *e, const struct journal_record *r,
			 enum iqm_purchase_state next, int64_t at, size_t len)
{
	struct span *span = r->purchase.settlement.who ? &e->settled : &e->outcome;

	*span = (struct span){ at, len };
	e->state = next;
	if (r->purchase.report_id.set) /* a report that is known stays known */
		e->report_id = r->purchase.report_id;
}

/* Of a record that changes what is known of a key. */
static int check_event(const struct journal_index *x, const struct journal_record *r,
		       enum iqm_purchase_state *next, struct iqm_error *error)
{
	enum purchase_event event = event_of(r);
	const struct journal_entry *e = iqm_journal_index_find(x, r->purchase.key);
	enum iqm_purchase_state state = e ? e->state : IQM_PURCHASE_NONE;
	bool by_its_call = event >= EVENT_BOUGHT && event <= EVENT_UNSENT;
	struct transition t = iqm_purchase_next(
		state == IQM_PURCHASE_OPEN && by_its_call ? IQM_PURCHASE_BUSY : state, event);

	if (t.err)
		return iqm_fail(error, IQM_E_JOURNAL,
				!e                   ? "an outcome without an intent"
				: event == EVENT_BUY ? "an intent under a key that is in use"
						     : "an outcome that cannot follow");
	*next = t.next;
	return 0;
}

static int add_event(struct journal_index *x, const struct journal_record *r, int64_t at,
		     size_t len, struct iqm_error *error)
{
	struct journal_entry *e = iqm_journal_index_find(x, r->purchase.key);
	enum purchase_event event = event_of(r);
	enum iqm_purchase_state next;
	int err = check_event(x, r, &next, error);

	if (err)
		return err;
	/* Under a key that was free the line that was lost may have been an intent of any order. */
	if (!e || event == EVENT_BUY ||
	    (event == EVENT_DAMAGED && iqm_purchase_may(e->state, EVENT_BUY)))
		return begin_entry(x, r, at, len, error);
	if (event == EVENT_DAMAGED)
		e->state = next;
	else
		take_outcome(e, r, next, at, len);
	return 0;
}

static int add_note(struct journal_index *x, const char *key, int64_t at, size_t len,
		    struct iqm_error *error)
{
	struct journal_entry *e = iqm_journal_index_find(x, key);

	if (!e)
		return iqm_fail(error, IQM_E_JOURNAL, "a note without an intent");
	e->note = (struct span){ at, len };
	return 0;
}

int iqm_journal_index_check(const struct journal_index *x, const struct journal_record *r,
			    struct iqm_error *error)
{
	enum iqm_purchase_state next;

	return r->kind <= JOURNAL_OUTCOME ? check_event(x, r, &next, error) : 0;
}

int iqm_journal_index_add(struct journal_index *x, const struct journal_record *r, int64_t at,
			  size_t len, struct iqm_error *error)
{
	switch (r->kind) {
	case JOURNAL_REPLACED:
		x->generation = r->generation.value;
		return 0;
	case JOURNAL_ACCEPTED:
		x->lost = 0;
		return 0;
	case JOURNAL_NOTE:
		return add_note(x, r->purchase.key, at, len, error);
	case JOURNAL_DAMAGED:
		x->lost += !r->purchase.key;
		return r->purchase.key ? add_event(x, r, at, len, error) : 0;
	default:
		return add_event(x, r, at, len, error);
	}
}

/* ---- reading a purchase back ----------------------------------------------------------------- */

/* Nothing where the span is empty. */
static int read_record(struct journal_file *f, const struct journal_entry *e,
		       const struct span *span, struct arena *arena, struct journal_record *record,
		       struct iqm_error *error)
{
	char *line;
	size_t got;
	int err;

	*record = (struct journal_record){ 0 };
	if (!span->at)
		return 0;
	line = malloc(span->len);
	if (!line)
		return iqm_fail_nomem(error);
	err = iqm_journal_file_read(f, span->at, line, span->len, &got, error);
	if (!err)
		err = iqm_journal_read_line(line, got, arena, record, error);
	free(line);
	/* A record that was read has a key. */
	/* NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker) */
	if (!err && !strcmp(record->purchase.key, e->key))
		return 0;
	return err && err != IQM_E_JOURNAL
		       ? err
		       : iqm_fail(error, IQM_E_JOURNAL,
				  "journal '%s': byte %lld: a record under key '%s' has changed",
				  f->path, (long long)span->at, e->key);
}

int iqm_journal_index_get(struct journal_file *f, const struct journal_entry *e,
			  struct arena *arena, struct iqm_purchase *p, struct iqm_error *error)
{
	struct journal_record intent;
	struct journal_record outcome;
	struct journal_record settled;
	struct journal_record note;
	int err = read_record(f, e, &e->intent, arena, &intent, error);

	if (!err)
		err = read_record(f, e, &e->outcome, arena, &outcome, error);
	if (!err)
		err = read_record(f, e, &e->settled, arena, &settled, error);
	if (!err)
		err = read_record(f, e, &e->note, arena, &note, error);
	if (err)
		return err;
	*p = intent.purchase;
	p->state = e->state;
	p->number = e->number;
	p->report_id = e->report_id;
	if (e->outcome.at)
		p->cost = outcome.purchase.cost;
	p->settlement = settled.purchase.settlement;
	if (e->note.at)
		p->note = note.purchase.note;
	return 0;
}

/* ---- reading lines --------------------------------------------------------------------------- */

static int name_line(const struct journal_index *x, const struct journal_file *f, int err,
		     struct iqm_error *error)
{
	bool later = error && error->cause == IQM_E_CONFIG; /* and not damaged */
	char what[256];

	if (err != IQM_E_JOURNAL || !error)
		return err;
	iqm_copy_text(what, sizeof(what), error->message);
	*error->path = '\0'; /* it is a place in the journal, not in the call's response */
	return iqm_fail(error, err, "journal '%s': line %zu: %s%s", f->path, x->lines + 1, what,
			later ? "" : "; repair it");
}

/* One whole line, of the file's `read` byte. */
static int take_line(struct journal_index *x, const char *line, size_t len, struct iqm_error *error)
{
	struct journal_record *record;
	struct arena *arena;
	int err;

	if (!x->read || (!len && x->unended)) { /* the header, or the end of what had none */
		x->unended = false;
		return 0;
	}
	record = iqm_response_new(sizeof(*record), &arena);
	if (!record)
		return iqm_fail_nomem(error);
	err = x->unended
		      ? iqm_fail(error, IQM_E_JOURNAL, "it was changed after it had been written")
		      : iqm_journal_read_line(line, len, arena, record, error);
	if (!err)
		err = iqm_journal_index_add(x, record, x->read, len, error);
	iqm_free(record);
	return err;
}

/* The whole lines of the text; *used: bytes they have. */
static int take_lines(struct journal_index *x, const struct journal_file *f, size_t len,
		      size_t *used, struct iqm_error *error)
{
	const char *end;

	for (*used = 0; (end = memchr(x->text + *used, '\n', len - *used));) {
		size_t line_len = (size_t)(end - x->text) - *used;
		int err = take_line(x, x->text + *used, line_len, error);

		if (err)
			return name_line(x, f, err, error);
		x->lines++;
		x->read += (int64_t)line_len + 1;
		*used += line_len + 1;
	}
	return 0;
}

/* The bytes behind the last newline. A record that lacks only its newline counts; a part of one
 * does not: the next writer drops it. */
static int take_tail(struct journal_index *x, const struct journal_file *f, size_t len,
		     struct iqm_error *error)
{
	struct journal_record *record;
	struct arena *arena;
	size_t used;
	int err;

	record = iqm_response_new(sizeof(*record), &arena);
	if (!record)
		return iqm_fail_nomem(error);
	err = iqm_journal_read_tail(x->text, len, arena, record, &used, error);
	if (err >= 0 && x->unended && used)
		err = iqm_fail(error, IQM_E_JOURNAL, "it was changed after it had been written");
	if (err == 1) {
		err = iqm_journal_index_add(x, record, x->read, used, error);
		x->unended = !err;
		x->read += err ? 0 : (int64_t)used;
	}
	iqm_free(record);
	return name_line(x, f, err, error);
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

/* Reads on, and takes the lines that have an end; *len: bytes of one that has none yet. */
static int read_some(struct journal_index *x, struct journal_file *f, size_t *len,
		     struct iqm_error *error)
{
	int64_t at = x->read + (int64_t)*len;
	size_t used;
	size_t got;
	int err;

	if (!reserve_text(x, *len))
		return iqm_fail_nomem(error);
	err = iqm_journal_file_read(f, at, x->text + *len, x->text_cap - *len, &got, error);
	if (!err && !got)
		err = iqm_fail(error, IQM_E_JOURNAL,
			       "journal '%s': it has become shorter while it was read", f->path);
	if (!err)
		err = take_lines(x, f, *len + got, &used, error);
	if (err)
		return err;
	*len += got - used;
	memmove(x->text, x->text + used, *len);
	return 0;
}

static bool has_more(const struct journal_index *x, size_t len)
{
	return x->read + (int64_t)len < x->size;
}

static int read_lines(struct journal_index *x, struct journal_file *f,
		      const struct deadline *deadline, struct iqm_error *error)
{
	size_t len = 0;
	int err = 0;

	while (!err && has_more(x, len)) {
		err = read_some(x, f, &len, error);
		if (!err && has_more(x, len))
			err = iqm_journal_file_check(f, deadline, error);
	}
	return err || !len ? err : take_tail(x, f, len, error);
}

/* A record that lacks only its newline is whole. */
static int check_whole(const struct journal_index *x, const struct journal_file *f,
		       const struct journal_mark *mark, struct iqm_error *error)
{
	int64_t size = x->read + x->unended;

	if (iqm_journal_mark_allows(mark, x->generation, size))
		return 0;
	return iqm_fail(error, IQM_E_JOURNAL,
			"journal '%s': it was cut, or an older copy was put in its place: found "
			"%lld bytes of generation %lld, expected %lld of %lld; put it back, or "
			"repair it",
			f->path, (long long)size, (long long)x->generation, (long long)mark->size,
			(long long)mark->generation);
}

int iqm_journal_index_update(struct journal_index *x, struct journal_file *f,
			     const struct deadline *deadline, struct iqm_error *error)
{
	struct journal_mark mark;
	int err = iqm_journal_mark_read(f, &mark, error);

	if (!err)
		err = iqm_journal_file_size(f, &x->size, error);
	if (err)
		return err;
	if (x->size < x->read || x->size < (int64_t)JOURNAL_HEADER_LEN)
		return iqm_fail(error, IQM_E_JOURNAL,
				"journal '%s': it has become shorter: %lld bytes, %lld before",
				f->path, (long long)x->size, (long long)x->read);
	err = read_lines(x, f, deadline, error);
	return err ? err : check_whole(x, f, &mark, error);
}

void iqm_journal_index_clear(struct journal_index *x)
{
	free(x->entries);
	free(x->slots);
	free(x->text);
	*x = (struct journal_index){ .generation = 1 };
}
