/* SPDX-License-Identifier: MIT */
/* What the journal is made of: its file (journal_file.c), its records (journal_record.c), what has
 * been recorded (journal_index.c). For these, and journal.c. */
#ifndef IQM_LIB_PURCHASE_JOURNAL_PARTS_H
#define IQM_LIB_PURCHASE_JOURNAL_PARTS_H

#include "purchase/purchase.h"

#include <sys/types.h>

/* ---- journal_file.c: a file that only we write, a whole line at a time ---------------------- */

struct journal_file {
	const struct iqm_clock *clock;
	char *path;       /* as it was named, for messages */
	const char *name; /* of the file in its directory */
	int directory;
	int fd;
	pthread_mutex_t mutex; /* of `held` */
	pthread_cond_t freed;
	bool held; /* by a thread of this client: its threads share the file's lock */
};

/* Zeroed before; on error too it is closed with iqm_journal_file_close(). */
int iqm_journal_file_open(struct journal_file *f, const struct iqm_clock *clock, const char *path,
			  struct iqm_error *error);
void iqm_journal_file_close(struct journal_file *f);
/* Nobody but this thread changes the file then. `deadline`: of the call that waits; or NULL. */
int iqm_journal_file_lock(struct journal_file *f, const struct deadline *deadline,
			  struct iqm_error *error);
void iqm_journal_file_unlock(struct journal_file *f);

/* These with the lock held. Its size; IQM_E_JOURNAL if it is no longer the file of its name. */
int iqm_journal_file_size(struct journal_file *f, int64_t *size, struct iqm_error *error);
/* As many of `len` bytes as there are; *got 0: the end. */
int iqm_journal_file_read(struct journal_file *f, int64_t at, void *data, size_t len, size_t *got,
			  struct iqm_error *error);
/* At the end, which is `at`, and to the disk; on error nothing has been added. */
int iqm_journal_file_append(struct journal_file *f, int64_t at, const char *text, size_t len,
			    struct iqm_error *error);

/*
 * Whoever makes the purchase whose intent is at `at` locks a byte that stands for it, far behind
 * the file's end. The kernel drops the lock when the process ends. A forked child shares it until
 * the child ends or execs: until then the purchase is busy.
 */
bool iqm_journal_file_claim(struct journal_file *f, int64_t at);
void iqm_journal_file_release(struct journal_file *f, int64_t at);
bool iqm_journal_file_claimed(const struct journal_file *f, int64_t at); /* by another client */

/* ---- journal_record.c: one line ------------------------------------------------------------- */

#define JOURNAL_KEY_MAX 63
#define JOURNAL_FIRST_LINE "iqm-journal 1\n"

/* What the JSON of a line says. An intent has operation, request, time and sent; others the
 * outcome.
 */
struct iqm_journal_record {
	const char *event;
	const char *key;
	const char *operation;
	const char *request;
	struct iqm_int highest_id;
	struct iqm_ms time;   /* when what is known was asked for, before all else */
	struct iqm_ms sent;   /* when the first byte of the purchase could leave */
	struct iqm_int state; /* of a report that was to be regenerated: no other intent has one */
	struct iqm_int report_id;
};

/* The state that a record brings about, IQM_PURCHASE_OPEN for an intent; -1: none that is known. */
int iqm_journal_state(const struct iqm_journal_record *record);
/* The event that brings a state about. */
const char *iqm_journal_event(enum iqm_purchase_state state);
bool iqm_journal_is_key(const char *key);
/* The record's line, with its newline. */
int iqm_journal_write_line(const struct iqm_journal_record *record, struct buf *out,
			   struct iqm_error *error);
/* A line, without its newline. 1: *record, which lives in the arena; 0: a line that was not
 * written completely; or IQM_E_JOURNAL (the message says what is wrong with it), IQM_E_NOMEM. */
int iqm_journal_read_line(const char *line, size_t len, struct arena *arena,
			  struct iqm_journal_record *record, struct iqm_error *error);

/* ---- journal_index.c: what has been recorded, by key ----------------------------------------- */

struct journal_entry {
	char key[JOURNAL_KEY_MAX + 1];
	enum iqm_purchase_state state; /* OPEN where no outcome is recorded; never BUSY */
	struct iqm_int report_id;
	int64_t at; /* its intent's line */
	size_t len;
};

struct journal_index {
	struct journal_entry *entries; /* in the order of their first intents */
	size_t len, cap;
	size_t *slots; /* by hash of the key: 0, or 1 + an entry's index */
	size_t slot_len;
	int64_t read; /* bytes of the file that it knows */
	size_t lines; /* so many lines */
	bool unended; /* the last of them has no newline */
	char *text;   /* bytes being read */
	size_t text_cap;
};

/* With the lock held: reads what was added since. */
int iqm_journal_index_update(struct journal_index *x, struct journal_file *f,
			     struct iqm_error *error);
/* NULL: no such key. */
struct journal_entry *iqm_journal_index_find(const struct journal_index *x, const char *key);
void iqm_journal_index_free(struct journal_index *x);

#endif
