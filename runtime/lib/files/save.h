/* SPDX-License-Identifier: MIT */
/* One file while it is saved: shared by save.c, range.c, output.c, part.c, form.c and link.c. */
#ifndef IQM_SAVE_H
#define IQM_SAVE_H

#include "internal.h"

/* ---- part.c: what has come so far, in "<path>.part" ----------------------------------------- */

#define PART_NAME 256

struct part {
	int folder;             /* of all three names; these are -1 while closed */
	int fd;                 /* locked */
	int side;               /* "<path>.part.meta" */
	const char *name;       /* the last component of the caller's path */
	char file[PART_NAME];   /* its part */
	char beside[PART_NAME]; /* what the part is a part of */
	uint64_t source;        /* whose bytes are wanted */
};

/* What a part is a part of. */
struct whole {
	int64_t total;       /* -1: not known */
	char validator[128]; /* ETag or Last-Modified, for If-Range; "": none, it cannot be resumed
			      */
};

void iqm_part_init(struct part *p);
/* Opens and locks it. `source` is a name of what the bytes are of: others are not gone on with.
 * IQM_E_FILE_EXISTS, IQM_E_FILE. */
int iqm_part_open(struct part *p, const char *path, uint64_t source, struct iqm_error *e);
/* How many bytes an earlier save left of that source, and of what; 0: nothing that can be used. */
int64_t iqm_part_load(const struct part *p, struct whole *of);
/* Empties it for bytes of `of`. */
int iqm_part_restart(struct part *p, const struct whole *of, struct iqm_error *e);
/* Synced, and under its name. IQM_E_FILE_EXISTS: something else has that name by now. */
int iqm_part_commit(struct part *p, struct iqm_error *e);
/* Nothing is left of it. */
void iqm_part_remove(struct part *p);
/* An empty one is removed. */
void iqm_part_close(struct part *p);

/* A name of bytes that does not tell them: of `text`, after `before` (0: the first). */
uint64_t iqm_part_source(uint64_t before, const char *text, size_t len);

/* ---- form.c: whether the bytes are a whole file; csv.c, zip.c -------------------------------- */

#define FORM_TAIL ((size_t)128 * 1024)

struct csv {
	bool quoted;   /* within quotes */
	bool one_done; /* the first row has ended */
	bool open;     /* the last row has bytes and no newline */
	int64_t first; /* commas of the first row */
	int64_t last;  /* and of the last, so far */
};

struct form {
	enum iqm_file_format kind;
	int64_t size;
	unsigned char head[4];
	struct csv csv;
	int fd;              /* to read the bytes back from; -1: */
	unsigned char *tail; /* the last of them, of an archive */
	int64_t total;       /* bytes that there will be; -1: not known */
	bool unread;         /* its directory began before them, and was not looked at */
};

/* `fd` -1: bytes cannot be read back. */
int iqm_form_open(struct form *f, enum iqm_file_format kind, int fd, struct iqm_error *e);
void iqm_form_close(struct form *f);
void iqm_form_restart(struct form *f);
/* The next bytes. IQM_E_FILE_BROKEN where their start shows another form. */
int iqm_form_feed(struct form *f, const void *data, size_t len, struct iqm_error *e);
/* How many of a file's first bytes have to be fed; the rest may be passed over. */
int64_t iqm_form_wants(const struct form *f, int64_t size);
/* The first `size` bytes of the file are what they are: they need not be fed. */
void iqm_form_skip(struct form *f, int64_t size);
/* After the last byte. IQM_E_FILE_BROKEN, IQM_E_FILE, IQM_E_NOMEM. */
int iqm_form_end(struct form *f, struct iqm_error *e);
/* Bytes that were fed before. False: they were not kept, or cannot be read. */
bool iqm_form_read(const struct form *f, uint64_t offset, void *to, size_t len);

void iqm_csv_feed(struct csv *csv, const unsigned char *data, size_t len);
int iqm_csv_end(const struct csv *csv, struct iqm_error *e);
int iqm_zip_end(struct form *f, struct iqm_error *e);

/* ---- one save ------------------------------------------------------------------------------- */

struct saving {
	struct iqm_client *client;
	struct iqm_save *save;
	struct iqm_call *call;
	struct iqm_error *error;
	struct limits limits;
	const char *url;
	/* a report's file, whose links are asked for; op NULL: the caller gave the URL */
	const struct iqm_op *op;
	int64_t id;
	int64_t file_type;
	enum iqm_file_format form_kind; /* by the file type, or the caller */
	void *link;                     /* the response that holds `url` */
	bool renewed;                   /* a new link was asked for, and has given no byte yet */
	struct part part;
	struct form form;
	struct whole whole;
	int64_t done;      /* bytes that are written */
	int64_t best;      /* the most that were, before any new start */
	bool started_over; /* because ranges did not fit */
	bool tried;        /* the last attempt got as far as the transport */
	int64_t ready;     /* since when it waits to be sent */
	int failures;      /* attempts since the last that got further */
	int64_t told;      /* when progress was told last */
	struct headers headers;
	char path[256]; /* of the URL, without its query */
	/* of the response */
	struct iqm_http_response http;
	int64_t end;  /* where its bytes end in the file; -1: not known */
	bool judged;  /* it was looked at, and what came of it is in `err` */
	bool already; /* 416: all bytes are there */
	int err;      /* what its body or headers led to; IQM_SAVE_AGAIN */
};

#define IQM_SAVE_AGAIN 1 /* no failure: ask again at once */

/* save.c; link.c calls the first with `op` */
int iqm_save_run(struct saving *s);
int iqm_save_check(struct saving *s, const char *where); /* the limits, with the error's words */
void iqm_save_tell(struct saving *s, bool now);          /* progress; not `now`: if it is time */
/* Where the n-th attempt is told of, from 1. */
struct iqm_attempt *iqm_save_attempt(struct iqm_call *call, int n);

/* output.c: where the bytes go */
int iqm_fail_file(struct iqm_error *e, int number, const char *what, const char *name);
int iqm_output_open(struct saving *s);
int iqm_output_restart(struct saving *s);
int iqm_output_write(struct saving *s, const void *data, size_t len);
int iqm_output_finish(struct saving *s);
void iqm_output_close(struct saving *s);

/* range.c: whether a response's bytes are those that were asked for */
int iqm_range_headers(struct saving *s);
/* Into s->err; may begin the output anew. */
void iqm_range_judge(struct saving *s);
/* Bytes and status are there: 0 the file is whole, IQM_SAVE_AGAIN more must be asked for. */
int iqm_range_end(struct saving *s, int err);

/* link.c */
/* Asks for the first link, or another. */
int iqm_link_ask(struct saving *s);

#endif
