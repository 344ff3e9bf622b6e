/* SPDX-License-Identifier: MIT */
/* What a journal in a file is made of: the file (journal_file.c, journal_lock.c, journal_mark.c),
 * its records (journal_record.c), what has been recorded (journal_index.c). For journal_store.c
 * and journal_repair.c. */
#ifndef IQM_LIB_PURCHASE_JOURNAL_PARTS_H
#define IQM_LIB_PURCHASE_JOURNAL_PARTS_H

#include "purchase/journal_rules.h"

#include <sys/types.h>

/* Of the file and of each of its lines: a release that raises one raises the other. A first line
 * that alone has another number is damaged (see iqm_journal_repair()). */
#define JOURNAL_FORMAT 2
#define JOURNAL_HEADER "iqm-journal 2\n"
#define JOURNAL_HEADER_LEN (sizeof(JOURNAL_HEADER) - 1)

/* ---- journal_file.c: a file that only its user writes, a whole line at a time ---------------- */

struct held_byte;

/* The file, and "<path>.lock" beside it, which has the locks and is never replaced. */
struct journal_file {
	const struct iqm_clock *clock;
	char *path;       /* as it was named, for messages */
	const char *name; /* of the file in its directory */
	char *lock_path;
	const char *lock_name;
	int directory;
	int fd;
	bool name_unsynced; /* it has been replaced since its directory was synced */
	int lock_fd;
	pthread_mutex_t mutex; /* of the two below */
	pthread_cond_t freed;
	bool held;              /* by a thread of this client: its threads share the file's lock */
	struct held_byte *keys; /* bytes that this client holds for keys */
};

/* Where a journal is expected. */
enum journal_expected {
	JOURNAL_OR_NEW, /* it is made where there never was one */
	JOURNAL_ANY     /* damaged, or none: for a repair; fd may be -1 */
};

/* Waits for no lock. Zeroed before; on error too it is closed with iqm_journal_file_close(). */
int iqm_journal_file_open(struct journal_file *f, const struct iqm_clock *clock, const char *path,
			  enum journal_expected expected, struct iqm_error *error);
void iqm_journal_file_close(struct journal_file *f);
/* As iqm_format_read(); a first line that was changed behind its name is FORMAT_CUT too. */
enum format_found iqm_journal_file_format(const char *found, size_t len, int64_t *number);
/* Of a journal whose first line has another number. */
int iqm_journal_file_fail_format(const struct journal_file *f, int64_t number,
				 struct iqm_error *error);
/* journal_lock.c: nobody but this thread changes the file then. */
int iqm_journal_file_lock(struct journal_file *f, const struct deadline *deadline,
			  struct iqm_error *error);
void iqm_journal_file_unlock(struct journal_file *f);
/* Whether there is time left to read on. */
int iqm_journal_file_check(const struct journal_file *f, const struct deadline *deadline,
			   struct iqm_error *error);
/* Locks the key's byte, without waiting: IQM_E_KEY_USED. Two keys may have the same byte. */
int iqm_journal_file_claim(struct journal_file *f, const char *key, struct iqm_error *error);
void iqm_journal_file_release(struct journal_file *f, const char *key);
void iqm_journal_file_forget(struct journal_file *f); /* the list of them, when it is closed */
bool iqm_journal_file_claimed(const struct journal_file *f, const char *key); /* by another */
bool iqm_journal_file_in_use(struct journal_file *f, const char *key);        /* by anybody */

/* These with the lock held. */

/* Opens what was put in the file's place; then *before is the file that was there, and
 * iqm_journal_file_take() must follow; else it is -1. IQM_E_JOURNAL: it is gone. */
int iqm_journal_file_refresh(struct journal_file *f, int *before, struct iqm_error *error);
/* Opens what has the name now, in any state: fd -1 where nothing has. */
int iqm_journal_file_reopen(struct journal_file *f, struct iqm_error *error);
/* Whether the new one is taken; else the one before stays. */
void iqm_journal_file_take(struct journal_file *f, int before, bool taken);
int iqm_journal_file_size(struct journal_file *f, int64_t *size, struct iqm_error *error);
/* As many of `len` bytes as there are; *got 0: the end. */
int iqm_journal_file_read(struct journal_file *f, int64_t at, void *data, size_t len, size_t *got,
			  struct iqm_error *error);
/* Of a file that is `size` long, drops what is behind `at`, and writes there, to the disk. On error
 * nothing has been added. */
int iqm_journal_file_append(struct journal_file *f, int64_t size, int64_t at, const char *text,
			    size_t len, struct iqm_error *error);
/* Puts a new file in its place, on the disk before it has the name, with the generation that it
 * says. *replaced: it is there; on error too, where its name cannot be synced. */
int iqm_journal_file_replace(struct journal_file *f, int64_t generation, const char *text,
			     size_t len, bool *replaced, struct iqm_error *error);
/* Appends to "<path><suffix>", which is made where it is not there, and syncs it. */
int iqm_journal_file_keep(struct journal_file *f, const char *suffix, const struct buf *text,
			  struct iqm_error *error);
/* All of it that is before `size`, after what `out` has. */
int iqm_journal_file_text(struct journal_file *f, int64_t size, struct buf *out,
			  struct iqm_error *error);

/* ---- journal_mark.c: how far the journal has been on the disk -------------------------------- */

/* Of the file with this generation. All zero: not known, which allows everything. */
struct journal_mark {
	int64_t generation;
	int64_t size;
};

/* With the lock held. One that was torn is not known. */
int iqm_journal_mark_read(const struct journal_file *f, struct journal_mark *mark,
			  struct iqm_error *error);
/* Once so much of the file is on the disk, under its name. */
void iqm_journal_mark_write(const struct journal_file *f, int64_t generation, int64_t size);
/* Whether a journal of this generation, with so many bytes of whole lines, has lost nothing. */
bool iqm_journal_mark_allows(const struct journal_mark *mark, int64_t generation, int64_t size);

/* ---- journal_record.c: one line -------------------------------------------------------------- */

enum journal_kind {
	JOURNAL_INTENT,
	JOURNAL_OUTCOME,
	JOURNAL_NOTE,
	JOURNAL_ARCHIVED, /* what is left of a purchase that has bought */
	JOURNAL_DAMAGED,  /* a line that a repair has lost; with its key or without */
	JOURNAL_ACCEPTED, /* those without are accepted */
	JOURNAL_REPLACED  /* the file was written anew, and has this generation */
};

/* What the JSON of a line says. */
struct journal_record {
	enum journal_kind kind;
	/* Its members: what the record has. `state` is an outcome's, else 0. */
	struct iqm_purchase purchase;
	struct iqm_int generation;
	struct iqm_int number; /* an archived purchase's; else its records are counted */
};

/* The record's line, with its newline. */
int iqm_journal_write_line(const struct journal_record *record, struct buf *out,
			   struct iqm_error *error);
/* A line that ended in a newline, without it: *record, which lives in the arena; or IQM_E_JOURNAL
 * (the message says what is wrong with it), IQM_E_NOMEM. */
int iqm_journal_read_line(const char *line, size_t len, struct arena *arena,
			  struct journal_record *record, struct iqm_error *error);
/* The bytes behind the last newline. 1: a record, its first *used bytes, that lacks its newline; 0:
 * a part of one, that was not written completely; else an error as above. */
int iqm_journal_read_tail(const char *line, size_t len, struct arena *arena,
			  struct journal_record *record, size_t *used, struct iqm_error *error);

/* ---- journal_index.c: what has been recorded, by key ----------------------------------------- */

struct span {
	int64_t at; /* of the line; 0: there is none */
	size_t len;
};

struct journal_entry {
	char key[64];
	enum iqm_purchase_state state; /* OPEN where no outcome is recorded; never BUSY */
	int number;
	struct iqm_int report_id;
	uint64_t order; /* a hash; 0: none */
	int64_t sent;
	bool archived;
	bool leaves;                                /* what is being archived */
	struct span intent, outcome, settled, note; /* outcome: the response's */
};

struct journal_index {
	struct journal_entry *entries; /* in the order of their first intents */
	size_t len, cap;
	size_t *slots; /* by hash of the key: 0, or 1 + an entry's index */
	size_t slot_len;
	int64_t generation;
	size_t lost;  /* lines that a repair has lost, and nobody has accepted */
	int64_t read; /* bytes of the file that it knows */
	int64_t size; /* of the file; more: an unfinished line is behind them */
	size_t lines; /* so many of its lines have ended */
	bool unended; /* one more has no newline, and is read all the same */
	char *text;   /* bytes being read */
	size_t text_cap;
};

/* With the lock held, these three. Reads what was added since; who has no time left to read it all
 * has got so far, and the next one goes on there. */
int iqm_journal_index_update(struct journal_index *x, struct journal_file *f,
			     const struct deadline *deadline, struct iqm_error *error);
/* All that is recorded of an entry, into the arena. */
int iqm_journal_index_get(struct journal_file *f, const struct journal_entry *e,
			  struct arena *arena, struct iqm_purchase *p, struct iqm_error *error);
/* Whether a record may follow what is in the index: else IQM_E_JOURNAL. */
int iqm_journal_index_check(const struct journal_index *x, const struct journal_record *record,
			    struct iqm_error *error);
/* A record into the index, as of a line at `at`. IQM_E_JOURNAL: it may not follow. */
int iqm_journal_index_add(struct journal_index *x, const struct journal_record *record, int64_t at,
			  size_t len, struct iqm_error *error);
/* NULL: no such key. */
struct journal_entry *iqm_journal_index_find(const struct journal_index *x, const char *key);
uint64_t iqm_journal_order_hash(const struct iqm_purchase *p);
/* As new, with nothing read. */
void iqm_journal_index_clear(struct journal_index *x);

#endif
