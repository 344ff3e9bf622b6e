/* SPDX-License-Identifier: MIT */
/* A journal in a file, under its lock. */
#include "purchase/journal_store.h"

static int fail_replaced(const struct store *s, struct iqm_error *error)
{
	return iqm_fail(error, IQM_E_JOURNAL,
			"journal '%s': expected the file that was opened, found another in its "
			"place: what was recorded since may be missing in it",
			s->file.path);
}

/* What took the file's place is taken for it only if it was written anew, and not if it is a copy
 * that was put there. */
static int update(struct store *s, struct iqm_error *error)
{
	struct journal_index fresh = { .generation = 1 };
	int before;
	int err = iqm_journal_file_refresh(&s->file, &before, error);

	if (err || before < 0)
		return err ? err
			   : iqm_journal_index_update(&s->index, &s->file, &s->deadline, error);
	err = iqm_journal_index_update(&fresh, &s->file, &s->deadline, error);
	if (!err && fresh.generation <= s->index.generation)
		err = fail_replaced(s, error);
	iqm_journal_file_take(&s->file, before, !err);
	if (err) {
		iqm_journal_index_clear(&fresh);
		return err;
	}
	iqm_journal_index_clear(&s->index);
	s->index = fresh;
	return 0;
}

int iqm_store_enter(struct store *s, const struct iqm_call *call, struct iqm_error *error)
{
	struct deadline deadline = iqm_deadline_in(s->file.clock, call->timeout_ms, call->cancel);
	int err = iqm_journal_file_lock(&s->file, &deadline, error);

	if (err)
		return err;
	s->deadline = deadline;
	err = update(s, error);
	if (err)
		iqm_journal_file_unlock(&s->file);
	return err;
}

void iqm_store_leave(struct store *s)
{
	iqm_journal_file_unlock(&s->file);
}

/* As a line of its own, also behind one that its writer did not end. */
int iqm_store_add(struct store *s, const struct journal_record *record, struct iqm_error *error)
{
	const struct journal_index *x = &s->index;
	struct buf text = { 0 };
	int err = iqm_journal_index_check(x, record, error);

	if (err)
		return err;
	if (x->unended)
		iqm_buf_add(&text, "\n", 1);
	err = iqm_journal_write_line(record, &text, error);
	if (!err)
		err = iqm_journal_file_append(&s->file, x->size, x->read, text.data, text.len,
					      error);
	if (!err)
		iqm_journal_mark_write(&s->file, x->generation, x->read + (int64_t)text.len);
	iqm_buf_free(&text);
	return err;
}
