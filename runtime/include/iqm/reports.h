/* SPDX-License-Identifier: MIT */
/**
 * What lies above single calls: lists page by page, waits for reports, finding what a purchase
 * made, files. The functions for each family are in the generated headers, which include this.
 */
#ifndef IQM_REPORTS_H
#define IQM_REPORTS_H

#include <iqm/iqm.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- lists -------------------------------------------------------------------------------- */

/* How far a pager has come. */
struct iqm_paging {
	int64_t page;      /* number of the next one to ask for; after an error, where to go on */
	int64_t rows;      /* given so far */
	int64_t total;     /* rows that match, as the service said last; -1: not yet */
	int64_t repeated;  /* rows that came a second time and were left out */
	bool maybe_missed; /* rows moved between pages: some may be missing; list again */
	bool done;         /* the last page has come */
};

/* ---- waits -------------------------------------------------------------------------------- */

/*
 * To wait by a timer of your own, call iqm_<family>_poll() each time it fires, or its _start form
 * in an event loop. Give it the same array of reports: what earlier polls have seen is in it. Let
 * the timer fire every 15 seconds or more, as all requests share the rate limit. A poll is one list
 * request while the reports fit one page; where a status id means two things it also asks for the
 * link of the file, and two seconds later once more if that was refused and may mean "failed". Go
 * on after an error that iqm_is_transient().
 *
 * iqm_<family>_wait() with a short call.timeout_ms is no timer: each wait polls at least once, at
 * the latest a tenth of its time, and 2,000 ms at most, before that is over.
 */

/*
 * Where a report stands. IQM's documents number statuses in two ways that contradict each other, so
 * an id alone may be a hint only: 1 is processing or failed, 2 ready or processing, 3 ready or
 * failed. A status name decides where rows have one. Else, where the id may mean ready, a poll asks
 * for the link of the file, which is free. A link means ready. A refusal means the other state that
 * the id may have; if that is failed, the link is asked for once more first, two seconds later.
 * After any other error the report is waited for.
 */
enum iqm_report_state {
	IQM_REPORT_WAITING = 0, /* being made, or not polled yet, or not known: see `confirmed` */
	IQM_REPORT_READY,       /* its file can be saved */
	IQM_REPORT_FAILED,      /* certain, as are the others but IQM_REPORT_WAITING */
	/* The whole list was read and does not have it: a report that was in it before, or one that
	 * two polls have missed. A list may show a new report late. */
	IQM_REPORT_GONE
};

/* A report that is waited for, or saved. Zero it and set `id`, in this process or a later one; keep
 * the rest from poll to poll. */
struct iqm_report {
	int64_t id;
	/* "pld", static: set by polls, waits and finds, and checked, as ids of different families
	 * are alike. NULL: not known. */
	const char *family;
	enum iqm_report_state state; /* as of the last poll that read it */
	bool status_unknown;         /* its status is none that is known: it is waited for */
	bool missed;                 /* a poll of the whole list did not show it */
	bool confirmed; /* `state` is certain; false: its status may mean another one too */
	struct iqm_int status_id; /* as the row has it; absent: not seen yet */
	char status_name[32];     /* "" where rows have none */
	int64_t page;             /* number of the list's page where it was last seen; 0: not yet */
	int64_t seen_ms;          /* when that was, by the client's monotonic clock */
	int64_t asked;            /* how often its link was asked for, to know its state */
	void *reserved[2];
};

/* How to wait. Zeroed: the defaults. */
struct iqm_wait {
	/* First pause between polls; also between the first poll and an earlier poll or find that
	 * has read the row. 0: 15,000. */
	long min_ms;
	long max_ms; /* longest pause between polls; 0: 120,000 */
	/* Called after each poll with its `reports`, `len` of them, by the thread that waits; after
	 * iqm_<family>_wait_start() by the one that is in iqm_client_dispatch(), once for all polls
	 * since it did so last. May be NULL; `reports` is never NULL if `len` is not 0. */
	void (*on_poll)(void *context, const struct iqm_report *reports, size_t len);
	void *context;
	void *reserved[4];
};

/* ---- finds -------------------------------------------------------------------------------- */

/*
 * What was known before a purchase. By it a report is newer than the purchase, or older: newer is a
 * higher id than `highest_id`, unless its row was created more than ten minutes before `time`.
 * Where `highest_id` is absent, newer is a row created at `time` or later; up to ten minutes before
 * is uncertain, as clocks differ.
 */
struct iqm_intent {
	struct iqm_int highest_id; /* of the family's reports; absent: not known */
	struct iqm_ms time;        /* of the purchase, before `highest_id` was asked for */
	/* An enum iqm_report_state: of a report that was to be regenerated; absent: not known. */
	struct iqm_int state;
	void *reserved[4];
};

/* What iqm_<family>_find() found. */
enum iqm_finding {
	IQM_NOT_SEEN = 0, /* not in the list yet. It may come: no reason to buy once more */
	IQM_FOUND,        /* one report fits, and is newer than the intent */
	/* Several fit, or it is uncertain whether it is newer, or one that may fit cannot be read,
	 * or one fits several purchases that are looked for. */
	IQM_AMBIGUOUS
};

/* Written by iqm_<family>_find(); nothing in it is to be freed. */
struct iqm_found {
	enum iqm_finding finding; /* it says what counts of the rest */
	struct iqm_report report; /* IQM_FOUND: ready to be waited for */
	size_t candidates; /* reports that fit and that no other key of the operation has bought */
	/* With IQM_NOT_SEEN: it is proved. The whole list was read, each row that could be the
	 * purchase's has what identifies it, and the price, where the service has one, names no
	 * report. Never true of a regenerate, which a list cannot prove. */
	bool whole;
	int64_t rows; /* of the list that were read */
	void *reserved[4];
};

/* ---- the journal -------------------------------------------------------------------------- */

/* What became of a purchase, as far as the journal knows. */
enum iqm_purchase_state {
	IQM_PURCHASE_NONE = 0,   /* the journal has no such key: nothing was sent under it */
	IQM_PURCHASE_BUSY,       /* another thread or process is making it */
	IQM_PURCHASE_OPEN,       /* its process ended before the outcome: it may have bought */
	IQM_PURCHASE_UNKNOWN,    /* sent, and no readable response: it may have bought */
	IQM_PURCHASE_BOUGHT,     /* bought; its report may not be known yet */
	IQM_PURCHASE_NOT_BOUGHT, /* settled: nothing was bought */
	IQM_PURCHASE_REFUSED     /* nothing was bought, or the report was there already */
};

/* Who ended a purchase by what was found out, and what was seen. All absent: nobody did. */
struct iqm_settlement {
	const char *who;        /* user id and host, "1000@web-3"; NULL: nobody */
	struct iqm_int process; /* its process id there */
	struct iqm_ms time;     /* when it was recorded */
	struct iqm_int rows;    /* how many of the list that were read; absent: a person said so */
	struct iqm_int candidates; /* of them: reports that may be the purchase's */
	struct iqm_bool whole;     /* the list was read as a whole */
	void *reserved[2];
};

/*
 * One purchase of a journal. Strings live as long as what they came with; NULL where nothing is
 * recorded. Of a purchase that was archived what comes from `host` on is gone; of one whose record
 * was damaged `operation` and more may be.
 */
struct iqm_purchase {
	enum iqm_purchase_state state; /* what became of it */
	const char *key;               /* its name, see call.key */
	int number;            /* which of the purchases under the key, from 1; 0: there is none */
	const char *service;   /* base URL of the service, normalised */
	const char *workspace; /* workspace id */
	const char *operation; /* "pld.generate" */
	const char *request;   /* its JSON, in the default dialect */
	const char *order;     /* the same for all requests that order the same; compared only */
	struct iqm_intent intent; /* what was known before */
	struct iqm_ms sent;       /* when its first byte could leave: `intent.time` or later */
	struct iqm_int report_id; /* once known; of one that was refused: the report that exists */
	struct iqm_num price;     /* of ..._within() and ..._priced(), in the account's currency */
	struct iqm_num cost;      /* what the response says was charged, in that currency */
	const char *note;         /* call.note, or what replaced it */
	const char *host;         /* the host that sent it */
	struct iqm_int process;   /* the process id there */
	struct iqm_settlement settlement; /* who ended it, where a response did not */
	void *reserved[4];
};

/* A journal's purchases, one block for iqm_free(). */
struct iqm_purchases {
	const struct iqm_purchase *items; /* oldest first */
	size_t len;
};

/*
 * The journal of a client. `call` may be NULL, here and below; else its deadline and cancel end
 * waits for the journal's lock and the reading of a long one, and call.error says what failed. See
 * settings.journal for how long that lock may be held by others; without a call it is waited for as
 * long as the client's calls may take. `key` names a purchase; it is only read. Errors of all of
 * them: IQM_E_JOURNAL (the path, and why), IQM_E_CONFIG (the client has none), IQM_E_USAGE (also
 * what cannot be a key: it has 1 to 63 printable ASCII characters), IQM_E_TIMEOUT, IQM_E_CANCELLED,
 * IQM_E_NOMEM.
 */

/** All purchases of a client's journal; iqm_free() takes *out, which is NULL on error. */
IQM_API int iqm_journal_list(struct iqm_client *client, struct iqm_purchases **out,
			     struct iqm_call *call) IQM_NODISCARD;

/** The purchase under `key`; state IQM_PURCHASE_NONE if there is none. iqm_free() takes *out, which
 * is NULL on error. */
IQM_API int iqm_journal_get(struct iqm_client *client, const char *key, struct iqm_purchase **out,
			    struct iqm_call *call) IQM_NODISCARD;

/**
 * Records that the purchase under `key` bought the report with the id `id`, as a find or a person
 * found out; also of one that was refused or settled as not bought, where that was wrong: the key
 * buys no more then. To record it a second time is no error; a report that this function recorded
 * is replaced. Errors: IQM_E_USAGE (there is none under that key), IQM_E_KEY_USED (it is being
 * made, or bought another report by its response or by a find, or another key of the same operation
 * bought this one, or it is of another service or workspace). iqm_<family>_settle_not_bought() is
 * for a purchase that bought nothing.
 */
IQM_API int iqm_journal_settle(struct iqm_client *client, const char *key, int64_t id,
			       struct iqm_call *call) IQM_NODISCARD;

/**
 * Records that the purchase under `key` bought nothing, because a person says so; the key may buy
 * again. Only where no list can show it: the purchase regenerates a report, or a repair of the
 * journal has lost what was ordered. Not within an hour after it was sent, where that is known. Who
 * did it, and when, is recorded, and no rows: the library has seen nothing. To record it a second
 * time, or of a purchase that was refused, is no error. Errors: IQM_E_USAGE (there is none under
 * that key, or iqm_<family>_settle_not_bought() can show it), IQM_E_UNKNOWN_OUTCOME (too early),
 * IQM_E_KEY_USED (it has bought, is being made, is of another service or workspace, or has become
 * another purchase meanwhile).
 */
IQM_API int iqm_journal_settle_not_bought(struct iqm_client *client, const char *key,
					  struct iqm_call *call) IQM_NODISCARD;

/**
 * Claims `key`: until it is released, no other client can buy, settle or note anything under it.
 * The calls of this client work under the claim, one at a time. It ends with the process, or with
 * the client. Each claim needs its release. Errors: IQM_E_KEY_USED (another client has it, or a
 * call of this one is at it).
 */
IQM_API int iqm_journal_claim(struct iqm_client *client, const char *key,
			      struct iqm_call *call) IQM_NODISCARD;
/** Gives back one claim of `key`. Nothing happens where there is none. A database is waited for, at
 * most 250 ms: what cannot be given back by then, the next use of the store gives back. */
IQM_API void iqm_journal_release(struct iqm_client *client, const char *key);

/**
 * Replaces the note of the purchase under `key` by `note`, which is copied; NULL: none. Errors:
 * IQM_E_USAGE (there is no purchase, or the note is too long, see call.note), IQM_E_KEY_USED (as of
 * a settle).
 */
IQM_API int iqm_journal_note(struct iqm_client *client, const char *key, const char *note,
			     struct iqm_call *call) IQM_NODISCARD;

/**
 * Moves purchases that have ended (bought a report that is known, not bought, refused), were sent
 * before `before` and whose keys nobody has claimed from a journal file to "<path>.archive". Of
 * those that bought a short record stays: their keys buy no more and find their reports, and the
 * same order is still known. *moved, which is the caller's, is how many, and is written too where
 * the journal cannot be synced once they have left it. `moved` may be NULL. Errors: IQM_E_CONFIG
 * also where a journal has no archive, such as one in a database.
 */
IQM_API int iqm_journal_archive(struct iqm_client *client, struct iqm_ms before, size_t *moved,
				struct iqm_call *call) IQM_NODISCARD;

/* A repair of a journal file, and what it found. Zero it, but for what is asked. */
struct iqm_repair {
	/* Lines were lost and nobody knows what they said: buy all the same, from now on. */
	bool accept_lost;
	/* written by the call */
	size_t kept;    /* lines that are right */
	size_t damaged; /* lines that were moved to "<path>.damaged", with their numbers */
	size_t unknown; /* keys whose purchase is unknown by that */
	bool blocked;   /* nothing can be bought until a repair with accept_lost */
	void *reserved[4];
};

/**
 * Makes the journal file at `path` usable where it is damaged or lost. `repair` is the caller's,
 * and says what was found; neither is NULL. What is damaged is kept in "<path>.damaged", and frees
 * no key. A key that a damaged line names, and each that the journal had as free before one whose
 * key cannot be read, is unknown then: find or settle it. What else a damaged line may have named
 * is not known, so all purchases are refused with IQM_E_JOURNAL until a repair with accept_lost. So
 * they are where the journal was cut, or is an older copy: put the right one back, if it is there.
 * A journal that is not damaged stays as it is. Without a call.timeout_ms it waits 5,000 ms for the
 * journal's lock. Errors: IQM_E_JOURNAL (no journal, one of a later release, or it cannot be
 * written), IQM_E_USAGE, IQM_E_NOMEM, IQM_E_TIMEOUT and IQM_E_CANCELLED (another process holds its
 * lock).
 */
IQM_API int iqm_journal_repair(const char *path, struct iqm_repair *repair,
			       struct iqm_call *call) IQM_NODISCARD;

/*
 * What purchases cost in sum, in the account's currency, as it counts against a budget: those that
 * were bought, and those that may have been, which cost money until it is known that they did not.
 * Each counts as its cost, or, where that is not known, as its price.
 */
struct iqm_spending {
	int64_t micros;        /* in millionths, so that sums are exact; INT64_MAX: or more */
	size_t purchases;      /* how many were counted, those below included */
	size_t open;           /* how many may have bought: busy, open or unknown */
	size_t unpriced;       /* how many have no known cost or price: `micros` is without them */
	char unpriced_key[64]; /* key of the first of these; "": there is none */
	void *reserved[4];
};

/**
 * Adds `purchase` to `spent`, which is the caller's, zeroed before the first: if it has bought or
 * may have, was made in the service and workspace of `at` and was sent at `since` (absent: at any
 * time) or later. A purchase whose service, workspace or time is not recorded counts. `spent` and
 * `purchase` are not NULL; `at` NULL: in any service and workspace.
 */
IQM_API void iqm_journal_count(struct iqm_spending *spent, const struct iqm_purchase *purchase,
			       const struct iqm_purchase *at, struct iqm_ms since);

/**
 * What of the journal counts against a budget since `since`: all purchases of the client's service
 * and workspace, as far as those are known without a request. `spent` is the caller's and never
 * NULL; it is written on success.
 */
IQM_API int iqm_journal_spent(struct iqm_client *client, struct iqm_ms since,
			      struct iqm_spending *spent, struct iqm_call *call) IQM_NODISCARD;

/* ---- files -------------------------------------------------------------------------------- */

/* Where a save puts the bytes: which member of struct iqm_save counts. */
enum iqm_save_to {
	IQM_SAVE_PATH = 0, /* a new file, of save.mode */
	IQM_SAVE_FD,       /* an open file, left open */
	IQM_SAVE_CALLBACK  /* save.write, which gets the bytes */
};

/* What a file must be. It is complete if all of its announced length, or its last chunk, has come.
 * Where only the end of the connection ends it, TLS must have been closed, else it counts as cut
 * (IQM_E_NETWORK). With TLS closed an XLSX is saved if its directory is complete, any other file
 * with a warning. */
enum iqm_file_format {
	IQM_FORMAT_ANY = 0, /* any bytes; for iqm_<family>_save: by the file type */
	IQM_FORMAT_XLSX,    /* a complete archive */
	IQM_FORMAT_CSV      /* no HTML, XML or JSON; quotes and rows that are odd are a warning */
};

/*
 * Where a file goes. To a path: it is written to "<path>.part" in the same directory, checked,
 * synced and renamed; a file that is there is never replaced. What an earlier save left in the part
 * file is resumed, if the service still has the same file; "<path>.part.meta" says whose bytes they
 * are, and a part without it is left alone (IQM_E_FILE). What was refused (IQM_E_FILE_BROKEN) stays
 * in the part file until the next save to that path, which begins anew. The callbacks are called by
 * the thread that saves.
 */
struct iqm_save {
	enum iqm_save_to to; /* which of the next three counts */
	const char *path;    /* IQM_SAVE_PATH: where the file is to be */
	int fd;              /* IQM_SAVE_FD: an open descriptor; it stays open */
	/* IQM_SAVE_CALLBACK: gets `data`, `len` bytes in order, each once; borrowed, never NULL.
	 * Not 0: stop, with IQM_E_FILE. */
	int (*write)(void *context, const void *data, size_t len);
	/* May be NULL. Gets how many bytes are `done`, and how many there are in `total`, -1 while
	 * that is not known. */
	void (*progress)(void *context, int64_t done, int64_t total);
	/* May be NULL. "<path>.part" is whole, and gets its name next. Not 0: it does not, with
	 * IQM_E_FILE; a later save goes on from there. */
	int (*complete)(void *context);
	void *context;
	enum iqm_file_format format; /* what the bytes must be */
	int64_t max_bytes;           /* more is IQM_E_TOO_LARGE; 0: any */
	bool strict;                 /* what would be a warning is IQM_E_FILE_BROKEN */
	unsigned mode; /* permissions of the file at `path`; 0: 0600, its owner's alone */
	/* written by the call */
	int64_t bytes;        /* of the file */
	int64_t resumed_from; /* bytes that an earlier save had got */
	char warning[256];    /* "": none; what is odd about a file that was saved */
	void *reserved[8];
};

/**
 * Saves the file behind a signed URL, `url`; `save`, the caller's, says where, and gets what came.
 * Neither may be NULL. The URL gets no token, workspace id or cookie; redirects are not followed.
 * call.timeout_ms 0 is an hour here. Transient failures are repeated as those of calls, and resumed
 * where the transfer broke; each attempt that gets further begins the count of max_attempts anew.
 * Errors: IQM_E_FORBIDDEN (403: the link has expired, ask for a new one; iqm_<family>_save() does
 * once), IQM_E_FILE, IQM_E_FILE_EXISTS, IQM_E_FILE_BROKEN, IQM_E_TOO_LARGE, and those of any call.
 */
IQM_API int iqm_save_url(struct iqm_client *client, const char *url, struct iqm_save *save,
			 struct iqm_call *call) IQM_NODISCARD;

/* ---- calls that do not block --------------------------------------------------------------- */

/*
 * As the functions without `_start`, for event loops; see <iqm/iqm.h> for what they return. `out`
 * and what else a call writes is written before `done` is called. `call` is never NULL here.
 */

/** Starts iqm_save_url(). */
IQM_API int iqm_save_url_start(struct iqm_client *client, const char *url, struct iqm_save *save,
			       struct iqm_call *call, iqm_done_fn *done,
			       void *context) IQM_NODISCARD;
/** Starts iqm_journal_list(). */
IQM_API int iqm_journal_list_start(struct iqm_client *client, struct iqm_purchases **out,
				   struct iqm_call *call, iqm_done_fn *done,
				   void *context) IQM_NODISCARD;
/** Starts iqm_journal_get(). */
IQM_API int iqm_journal_get_start(struct iqm_client *client, const char *key,
				  struct iqm_purchase **out, struct iqm_call *call,
				  iqm_done_fn *done, void *context) IQM_NODISCARD;
/** Starts iqm_journal_settle(). */
IQM_API int iqm_journal_settle_start(struct iqm_client *client, const char *key, int64_t id,
				     struct iqm_call *call, iqm_done_fn *done,
				     void *context) IQM_NODISCARD;
/** Starts iqm_journal_settle_not_bought(). */
IQM_API int iqm_journal_settle_not_bought_start(struct iqm_client *client, const char *key,
						struct iqm_call *call, iqm_done_fn *done,
						void *context) IQM_NODISCARD;
/** Starts iqm_journal_claim(). */
IQM_API int iqm_journal_claim_start(struct iqm_client *client, const char *key,
				    struct iqm_call *call, iqm_done_fn *done,
				    void *context) IQM_NODISCARD;
/** Starts iqm_journal_note(). */
IQM_API int iqm_journal_note_start(struct iqm_client *client, const char *key, const char *note,
				   struct iqm_call *call, iqm_done_fn *done,
				   void *context) IQM_NODISCARD;
/** Starts iqm_journal_archive(). */
IQM_API int iqm_journal_archive_start(struct iqm_client *client, struct iqm_ms before,
				      size_t *moved, struct iqm_call *call, iqm_done_fn *done,
				      void *context) IQM_NODISCARD;
/** Starts iqm_journal_spent(). */
IQM_API int iqm_journal_spent_start(struct iqm_client *client, struct iqm_ms since,
				    struct iqm_spending *spent, struct iqm_call *call,
				    iqm_done_fn *done, void *context) IQM_NODISCARD;

#ifdef __cplusplus
}
#endif

#endif
