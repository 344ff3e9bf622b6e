/* SPDX-License-Identifier: MIT */
/*
 * Repairs a journal's file that is damaged or lost. Nothing that a damaged line may have said frees
 * a key: see iqm_journal_repair().
 */
#define _GNU_SOURCE /* memmem() */
#include "purchase/journal_parts.h"

#include <string.h>

struct repair {
	struct journal_file file;
	struct journal_mark mark;
	struct journal_index index; /* of the lines that are right */
	struct buf text, stays, damaged;
	size_t line;            /* its number */
	struct iqm_error later; /* of a line of a later release */
	const struct deadline *deadline;
	struct iqm_repair *report;
	struct iqm_error *error;
};

/* ---- what stays ------------------------------------------------------------------------------ */

/* Adds a record to what stays. Its offset is one that no line has: it is not read back. */
static int add(struct repair *r, const struct journal_record *record)
{
	int err = iqm_journal_index_add(&r->index, record, (int64_t)r->stays.len, 0, r->error);

	return err ? err : iqm_journal_write_line(record, &r->stays, r->error);
}

static int make_unknown(struct repair *r, const char *key)
{
	const struct journal_record record = { .kind = JOURNAL_DAMAGED,
					       .purchase = { .key = key } };
	const struct journal_entry *e = iqm_journal_index_find(&r->index, key);

	if (e && (e->state == IQM_PURCHASE_UNKNOWN || e->state == IQM_PURCHASE_BOUGHT))
		return 0;
	r->report->unknown++;
	return add(r, &record);
}

/* A key that could buy may have been the line's. */
static int make_free_unknown(struct repair *r)
{
	int err = 0;

	for (size_t i = 0; i < r->index.len && !err; i++) {
		const struct journal_entry *e = &r->index.entries[i];

		if (iqm_purchase_may(e->state, EVENT_BUY))
			err = make_unknown(r, e->key);
	}
	return err;
}

/* ---- damaged lines --------------------------------------------------------------------------- */

/* The next key that can be read in a line, as its JSON has it. NULL: there is none. */
static const char *read_key(const char *line, const char *end, char key[64])
{
	static const char name[] = "\"key\":\"";
	const char *at = memmem(line, (size_t)(end - line), name, sizeof(name) - 1);
	size_t n = 0;

	if (!at)
		return NULL;
	for (at += sizeof(name) - 1; at < end && *at != '"' && n < 63; at++) {
		at += *at == '\\';
		if (at < end)
			key[n++] = *at;
	}
	key[n] = '\0';
	return at < end ? at : end;
}

/* What can be read may be damaged too, so the line counts as lost all the same. */
static int lose_line(struct repair *r, const char *line, size_t len)
{
	const struct journal_record lost = { .kind = JOURNAL_DAMAGED };
	const char *end = line + len;
	char key[64];
	int err;

	r->report->damaged++;
	iqm_buf_printf(&r->damaged, "line %zu: ", r->line);
	iqm_buf_add(&r->damaged, line, len);
	iqm_buf_str(&r->damaged, "\n");
	err = make_free_unknown(r);
	while (!err && (line = read_key(line, end, key)))
		err = iqm_is_key(key) ? make_unknown(r, key) : 0;
	return err ? err : add(r, &lost);
}

/* ---- all lines ------------------------------------------------------------------------------- */

static int take_line(struct repair *r, const char *line, size_t len)
{
	struct journal_record *record;
	struct iqm_error why = { .status = 0 };
	struct arena *arena;
	int err;

	record = iqm_response_new(sizeof(*record), &arena);
	if (!record)
		return iqm_fail_nomem(r->error);
	err = iqm_journal_read_line(line, len, arena, record, &why);
	if (why.cause == IQM_E_CONFIG)
		r->later = why;
	if (!err)
		err = iqm_journal_index_add(&r->index, record, (int64_t)r->stays.len, len, &why);
	if (!err && record->kind != JOURNAL_REPLACED) {
		iqm_buf_add(&r->stays, line, len);
		iqm_buf_str(&r->stays, "\n");
	}
	r->report->kept += !err;
	iqm_free(record);
	return err == IQM_E_JOURNAL ? lose_line(r, line, len) : err ? iqm_fail_nomem(r->error) : 0;
}

/* What is behind the last newline. A part of a record is no loss where the journal has never been
 * longer; else its rest is lost, and all that was behind. */
static int take_tail(struct repair *r, const char *line, size_t len)
{
	struct journal_record *record;
	struct arena *arena;
	int64_t whole = line - r->text.data;
	size_t used;
	int err;

	record = iqm_response_new(sizeof(*record), &arena);
	if (!record)
		return iqm_fail_nomem(r->error);
	err = iqm_journal_read_tail(line, len, arena, record, &used, NULL);
	iqm_free(record);
	if (err) {
		err = take_line(r, line, used);
		whole += (int64_t)used + 1; /* its newline is all that it lacks */
		used = 0;
	}
	if (err || iqm_journal_mark_allows(&r->mark, r->index.generation, whole))
		return err;
	return lose_line(r, line, used);
}

static int take_lines(struct repair *r)
{
	const char *at = r->text.data ? r->text.data : "";
	const char *end = at + r->text.len;
	const char *newline;
	int err = 0;

	r->line = 1;
	if (r->text.len >= JOURNAL_HEADER_LEN && !memcmp(at, JOURNAL_HEADER, JOURNAL_HEADER_LEN)) {
		at += JOURNAL_HEADER_LEN;
		r->line++;
	} else if (at == end) { /* all of it is lost */
		return lose_line(r, "", 0);
	}
	for (; !err && (newline = memchr(at, '\n', (size_t)(end - at))); r->line++) {
		err = iqm_journal_file_check(&r->file, r->deadline, r->error);
		if (!err)
			err = take_line(r, at, (size_t)(newline - at));
		at = newline + 1;
	}
	return err ? err : take_tail(r, at, (size_t)(end - at));
}

/* ---- the file -------------------------------------------------------------------------------- */

static int read_file(struct repair *r)
{
	int64_t size = 0;
	int err = iqm_journal_file_reopen(&r->file, r->error);

	if (!err)
		err = iqm_journal_mark_read(&r->file, &r->mark, r->error);
	if (!err && r->file.fd >= 0)
		err = iqm_journal_file_size(&r->file, &size, r->error);
	if (!err && size)
		err = iqm_journal_file_text(&r->file, size, &r->text, r->error);
	return err;
}

/* Another file by mistake, or a journal that this release cannot read. */
static int check_ours(const struct repair *r)
{
	int64_t number;
	enum format_found found =
		r->text.len ? iqm_journal_file_format(r->text.data, r->text.len, &number)
			    : FORMAT_CUT;

	if (r->later.status)
		return iqm_fail(r->error, IQM_E_JOURNAL, "journal '%s': %.99s; it was left alone",
				r->file.path, r->later.message);
	if (found == FORMAT_OTHER && !r->report->kept)
		return iqm_journal_file_fail_format(&r->file, number, r->error);
	if (found != FORMAT_NONE || r->report->kept)
		return 0;
	return iqm_fail(r->error, IQM_E_JOURNAL,
			"journal '%s': expected a journal, found other content; it was left alone",
			r->file.path);
}

static int write_file(struct repair *r)
{
	int64_t before =
		r->index.generation > r->mark.generation ? r->index.generation : r->mark.generation;
	const struct journal_record first = { .kind = JOURNAL_REPLACED,
					      .generation = iqm_int(before + 1) };
	struct buf text = { 0 };
	bool replaced;
	int err = 0;

	if (r->damaged.len)
		err = iqm_journal_file_keep(&r->file, ".damaged", &r->damaged, r->error);
	iqm_buf_str(&text, JOURNAL_HEADER);
	if (!err)
		err = iqm_journal_write_line(&first, &text, r->error);
	iqm_buf_add(&text, r->stays.data, r->stays.len);
	if (!err && (text.err || r->stays.err || r->damaged.err))
		err = iqm_fail_nomem(r->error);
	if (!err)
		err = iqm_journal_file_replace(&r->file, before + 1, text.data, text.len, &replaced,
					       r->error);
	iqm_buf_free(&text);
	return err;
}

static int repair(struct repair *r)
{
	const struct journal_record accepted = { .kind = JOURNAL_ACCEPTED };
	bool accepts;
	int err = read_file(r);

	if (!err)
		err = take_lines(r);
	if (!err)
		err = check_ours(r);
	if (err)
		return err;
	accepts = r->report->accept_lost && r->index.lost;
	r->report->blocked = r->index.lost && !accepts;
	if (!r->report->damaged && !accepts)
		return 0;
	if (accepts)
		err = add(r, &accepted);
	return err ? err : write_file(r);
}

static int run(struct repair *r, const char *path)
{
	int err = iqm_journal_file_open(&r->file, &iqm_system_clock, path, JOURNAL_ANY, r->error);

	if (!err)
		err = iqm_journal_file_lock(&r->file, r->deadline, r->error);
	if (!err) {
		err = repair(r);
		iqm_journal_file_unlock(&r->file);
	}
	iqm_journal_file_close(&r->file);
	iqm_journal_index_clear(&r->index);
	iqm_buf_free(&r->text);
	iqm_buf_free(&r->stays);
	iqm_buf_free(&r->damaged);
	return err;
}

#define LOCK_MS 5000 /* where the call does not say how long it may take */

int iqm_journal_repair(const char *path, struct iqm_repair *report, struct iqm_call *call)
{
	struct repair r = { .report = report, .index = { .generation = 1 } };
	struct deadline deadline;
	int err;

	call = IQM_CALL_OR_OWN(call);
	iqm_call_begin(call, NULL);
	r.error = &call->error;
	if (!path || !report)
		return iqm_fail(r.error, IQM_E_USAGE, "%s is NULL", path ? "repair" : "path");
	err = iqm_check_call(r.error, NULL, call);
	if (!err)
		err = IQM_CHECK_RESERVED(r.error, "repair", report);
	if (err)
		return err;
	report->kept = report->damaged = report->unknown = 0;
	deadline = iqm_deadline_in(&iqm_system_clock, call->timeout_ms ? call->timeout_ms : LOCK_MS,
				   call->cancel);
	r.deadline = &deadline;
	return run(&r, path);
}
