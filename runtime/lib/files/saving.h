/* SPDX-License-Identifier: MIT */
/* One file while it is saved: shared by the files of this room. No other room calls it. Lowest
 * first: part.c; tail.c, csv.c, zip.c, sniff.c, format.c; output.c; range.c, link.c; fetch.c;
 * save.c. */
#ifndef IQM_LIB_FILES_SAVING_H
#define IQM_LIB_FILES_SAVING_H

#include "reports/reports.h"

/* ---- part.c: what has come so far, in "<path>.part" ----------------------------------------- */

#define PART_NAME 256

struct part {
	int directory; /* of all three names; these are -1 while closed */
	int fd;
	int sidecar_fd;          /* "<path>.part.meta", locked */
	const char *name;        /* the last component of the caller's path */
	char file[PART_NAME];    /* its part file */
	char sidecar[PART_NAME]; /* says which file the part belongs to */
	uint64_t source;         /* whose bytes are wanted */
	bool temporary;          /* no locks here: it is removed unless it became whole */
};

/* Which file, and which version of it, a part belongs to. */
struct version {
	int64_t total;       /* bytes; -1: not known */
	char validator[128]; /* ETag or Last-Modified, for If-Range; "": none, cannot be resumed */
};

void iqm_part_init(struct part *p);
/* Opens and locks it. Bytes of another `source` are not resumed. IQM_E_FILE_EXISTS, IQM_E_FILE. */
int iqm_part_open(struct part *p, const char *path, uint64_t source, struct iqm_error *e);
/* How many bytes an earlier save left of that source, and of which version; 0: none of use. */
int64_t iqm_part_load(const struct part *p, struct version *of);
/* Empties it for bytes of `of`. */
int iqm_part_restart(struct part *p, const struct version *of, struct iqm_error *e);
/* Synced, and renamed to its name. `mode` 0: 0600. IQM_E_FILE_EXISTS: that name is taken by now. */
int iqm_part_commit(struct part *p, unsigned mode, struct iqm_error *e);
/* What came is no whole file: it is kept to be looked at, and not gone on with. */
void iqm_part_refuse(struct part *p);
/* Removes it too if it is empty. */
void iqm_part_close(struct part *p);

/* ---- tail.c: bytes that can be read back ----------------------------------------------------- */

#define TAIL_SIZE ((size_t)128 * 1024)

/* Of a file that is written to `fd` all bytes; else the last TAIL_SIZE. */
struct tail {
	int fd; /* -1: none */
	int64_t size;
	unsigned char *ring; /* NULL: none */
};

/* `has_ring`: where there is no fd. */
int iqm_tail_open(struct tail *t, int fd, bool has_ring, struct iqm_error *e);
void iqm_tail_close(struct tail *t);
void iqm_tail_add(struct tail *t, const unsigned char *data, size_t len);
/* False: they are not there, or cannot be read. */
bool iqm_tail_read(const struct tail *t, uint64_t offset, void *to, size_t len);

/* ---- csv.c, zip.c, sniff.c ------------------------------------------------------------------- */

#define ODD_SIZE 160 /* of a text that says what is odd about a file that may be whole */

struct csv {
	bool quoted;     /* within quotes */
	bool first_done; /* the first row has ended */
	bool open;       /* the last row has bytes and no newline */
	int64_t first;   /* commas of the first row */
	int64_t last;    /* and of the last, so far */
};

void iqm_csv_feed(struct csv *csv, const unsigned char *data, size_t len);
/* `odd` is left alone where nothing is. */
void iqm_csv_end(const struct csv *csv, char odd[ODD_SIZE]);
/* *unread: the archive's directory begins before the bytes that can be read, and was not checked.
 */
int iqm_zip_end(const struct tail *t, bool *unread, char odd[ODD_SIZE], struct iqm_error *e);
/* The kind of text that is plainly no report; NULL: none is seen. `content_type` may be NULL. */
const char *iqm_sniff(const char *head, const char *content_type);
/* IQM_E_FILE_BROKEN: `what`, and the first words. */
int iqm_sniff_fail(const char *head, const char *what, struct iqm_error *e);

/* ---- format.c: whether the bytes are a whole file of their format ---------------------------- */

struct format {
	enum iqm_file_format kind;
	char head[256]; /* its first bytes, and a NUL */
	struct csv csv;
	struct tail tail;
	int64_t total;            /* bytes that there will be; -1: not known */
	const char *content_type; /* as announced; NULL: not known */
	bool unread;              /* see iqm_zip_end() */
	char odd[ODD_SIZE];       /* "": nothing is */
};

/* `fd` -1: bytes cannot be read back. The kind may change before a restart. */
int iqm_format_open(struct format *f, enum iqm_file_format kind, int fd, struct iqm_error *e);
void iqm_format_close(struct format *f);
void iqm_format_restart(struct format *f);
/* The next bytes. IQM_E_FILE_BROKEN where their start shows another format. */
int iqm_format_feed(struct format *f, const void *data, size_t len, struct iqm_error *e);
/* How many of a file's first bytes have to be fed; the others may be skipped. */
int64_t iqm_format_wants(const struct format *f, int64_t size);
/* The first `size` bytes of the file are there, and not all were fed. */
void iqm_format_skip(struct format *f, int64_t size);
/* After the last byte. `odd` says what may be as it should, where the file is known to be whole.
 * IQM_E_FILE_BROKEN, IQM_E_FILE, IQM_E_NOMEM. */
int iqm_format_end(struct format *f, struct iqm_error *e);

/* ---- one save ------------------------------------------------------------------------------- */

struct saving {
	struct iqm_client *client;
	struct iqm_save *save;
	struct iqm_call *call;
	struct iqm_error *error;
	struct deadline deadline;
	const char *url; /* NULL: a link is to be asked for */
	/* a report's file, whose links are asked for; op NULL: the caller gave the URL */
	const struct iqm_op *op;
	const struct iqm_report *report;
	int64_t file_type;
	enum iqm_file_format format_kind; /* by the file type, or the caller */
	void *link;                       /* the response that holds `url` */
	bool renewed;                     /* another link is asked for, and has given no byte yet */
	struct part part;
	struct format format;
	struct version version;
	struct version before; /* as it was announced before a new start; total -1: never */
	char coding[32];       /* of its bytes, which is not undone; "": none */
	bool decode;           /* a coding came that the transport may undo */
	int64_t done;          /* bytes that are written */
	int64_t best;          /* the most that were, before any new start */
	bool started_over;     /* because ranges did not fit */
	bool open_end; /* all bytes of a range came, and whether there are more is not known */
	struct attempts attempts;
	int64_t notified; /* when progress was reported last */
	struct headers headers;
	char path[256]; /* of the URL, without its query */
	/* of the response */
	struct iqm_http_response http;
	int64_t end;      /* where its bytes end in the file; -1: not known */
	bool evaluated;   /* its status and headers were; the result is in `err` */
	bool complete;    /* no byte of it is wanted: all are there, or may be (`open_end`) */
	bool shown_whole; /* by its length, or its last chunk */
	int err;          /* what its headers or body led to; IQM_SAVE_AGAIN */
};

#define IQM_SAVE_AGAIN 1 /* no failure: send another request at once */

/* output.c: where the bytes go */
int iqm_output_open(struct saving *s);
int iqm_output_restart(struct saving *s);
int iqm_output_write(struct saving *s, const void *data, size_t len);
int iqm_output_commit(struct saving *s);
void iqm_output_close(struct saving *s);

/* range.c: whether a response's bytes are those that were asked for */
int iqm_range_headers(struct saving *s);
/* Evaluates status and headers into s->err; may restart the output. */
void iqm_range_evaluate(struct saving *s);
/* The response has ended. 0: the file is whole; IQM_SAVE_AGAIN: more must be asked for. */
int iqm_range_end(struct saving *s, int err);
/* No more attempts, the last with `err`. True: the bytes may be all, which is not shown. */
bool iqm_range_may_be_all(struct saving *s, int err);

/* link.c: signed URLs */
/* Asks for the first link, or another; where there is none yet, once more. */
int iqm_link_ask(struct saving *s);
/* Not twice without a byte in between, nor past the deadline. */
bool iqm_link_may_renew(const struct saving *s);
/* s->path becomes the URL's path, without the signed query. */
void iqm_link_set_path(struct saving *s);
/* Removes the URL's query from the error, and each value in it. */
void iqm_link_redact(struct saving *s);

/* fetch.c: attempts until the file is whole */
int iqm_fetch(struct saving *s);
/* Calls save.progress: at once if `force`, else every 100 ms at most. */
void iqm_fetch_notify(struct saving *s, bool force);

#endif
