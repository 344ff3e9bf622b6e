/* SPDX-License-Identifier: MIT */
/* Moves what has ended out of a journal's file. */
#include "purchase/journal_archive.h"

#include <string.h>

/* The file as it is, and what becomes of it. */
struct work {
	struct store *store;
	int64_t before_ms;
	struct buf text, stays, leaves;
	size_t moved;
	bool replaced;
	struct iqm_error *error;
};

/* Who has bought, and does not know which report, has still to find it. */
static bool is_settled(const struct journal_entry *e)
{
	if (e->state == IQM_PURCHASE_BOUGHT)
		return e->report_id.set;
	return e->state != IQM_PURCHASE_OPEN && e->state != IQM_PURCHASE_UNKNOWN;
}

/* Not what was archived already, and not what anybody is at: they may still add to it. */
static bool has_ended(const struct work *w, const struct journal_entry *e)
{
	return is_settled(e) && !e->archived && e->sent < w->before_ms &&
	       !iqm_journal_file_in_use(&w->store->file, e->key);
}

/* What must still be known of a purchase that has bought: by it, it is found. */
static int keep_short(struct work *w, const struct journal_entry *e)
{
	struct journal_record record = { .kind = JOURNAL_ARCHIVED, .number = iqm_int(e->number) };
	struct iqm_purchase *p = &record.purchase;
	struct iqm_purchase *all;
	struct arena *arena;
	int err;

	all = iqm_response_new(sizeof(*all), &arena);
	if (!all)
		return iqm_fail_nomem(w->error);
	err = iqm_journal_index_get(&w->store->file, e, arena, all, w->error);
	if (!err) {
		p->key = all->key;
		p->service = all->service;
		p->workspace = all->workspace;
		p->operation = all->operation;
		p->request = all->request;
		p->order = all->order;
		p->intent = all->intent;
		p->note = all->note; /* whether what was to follow is done */
		p->sent = all->sent;
		p->report_id = all->report_id;
		p->price = all->price; /* what it cost counts against budgets */
		p->cost = all->cost;
		err = iqm_journal_write_line(&record, &w->stays, w->error);
	}
	iqm_free(all);
	return err;
}

static int move_line(struct work *w, const struct journal_entry *e, const char *line, size_t len)
{
	bool counts = line - w->text.data == e->intent.at;

	iqm_buf_add(&w->leaves, line, len);
	iqm_buf_str(&w->leaves, "\n");
	w->moved += counts;
	return counts && e->state == IQM_PURCHASE_BOUGHT ? keep_short(w, e) : 0;
}

/* The lines of no key are written anew, at the beginning. */
static int sort_line(struct work *w, const char *line, size_t len)
{
	const struct journal_entry *e;
	struct journal_record *record;
	struct arena *arena;
	int err;

	record = iqm_response_new(sizeof(*record), &arena);
	if (!record)
		return iqm_fail_nomem(w->error);
	err = iqm_journal_read_line(line, len, arena, record, w->error);
	e = !err && record->purchase.key
		    ? iqm_journal_index_find(&w->store->index, record->purchase.key)
		    : NULL;
	iqm_free(record);
	if (err || !e)
		return err;
	if (e->leaves)
		return move_line(w, e, line, len);
	iqm_buf_add(&w->stays, line, len);
	iqm_buf_str(&w->stays, "\n");
	return 0;
}

/* Once, as a claim may come or go between two lines of a purchase. */
static void choose(struct work *w)
{
	struct journal_index *x = &w->store->index;

	for (size_t i = 0; i < x->len; i++)
		x->entries[i].leaves = has_ended(w, &x->entries[i]);
}

static int begin_file(struct work *w)
{
	const struct journal_record replaced = {
		.kind = JOURNAL_REPLACED,
		.generation = iqm_int(w->store->index.generation + 1),
	};
	const struct journal_record lost = { .kind = JOURNAL_DAMAGED };
	int err;

	iqm_buf_str(&w->stays, JOURNAL_HEADER);
	err = iqm_journal_write_line(&replaced, &w->stays, w->error);
	for (size_t i = 0; i < w->store->index.lost && !err; i++)
		err = iqm_journal_write_line(&lost, &w->stays, w->error);
	return err;
}

static int sort_lines(struct work *w)
{
	const char *end = w->text.data + w->text.len;
	int err = begin_file(w);

	for (const char *line = w->text.data + JOURNAL_HEADER_LEN; !err && line < end;) {
		const char *newline = memchr(line, '\n', (size_t)(end - line));
		size_t len = (size_t)((newline ? newline : end) - line);

		err = iqm_journal_file_check(&w->store->file, &w->store->deadline, w->error);
		if (!err)
			err = sort_line(w, line, len);
		line += len + 1;
	}
	return !err && (w->stays.err || w->leaves.err) ? iqm_fail_nomem(w->error) : err;
}

/* They are in the archive, synced, before they leave the journal: who is killed between has them in
 * both. */
static int archive(struct work *w)
{
	struct store *s = w->store;
	int err = iqm_journal_file_text(&s->file, s->index.read, &w->text, w->error);

	choose(w);
	if (!err)
		err = sort_lines(w);
	if (err || !w->moved)
		return err;
	err = iqm_journal_file_keep(&s->file, ".archive", &w->leaves, w->error);
	if (!err)
		err = iqm_journal_file_replace(&s->file, s->index.generation + 1, w->stays.data,
					       w->stays.len, &w->replaced, w->error);
	if (w->replaced)
		iqm_journal_index_clear(&s->index);
	return err;
}

int iqm_store_archive(void *context, int64_t before_ms, size_t *moved, struct iqm_call *call)
{
	struct work w = { .store = context, .before_ms = before_ms, .error = &call->error };
	int err = iqm_store_enter(w.store, call, &call->error);

	if (err)
		return err;
	err = archive(&w);
	iqm_store_leave(w.store);
	*moved = w.replaced ? w.moved : 0;
	iqm_buf_free(&w.text);
	iqm_buf_free(&w.stays);
	iqm_buf_free(&w.leaves);
	return err;
}
