/* SPDX-License-Identifier: MIT */
/* JSON in, JSON out: calls by their names, and the documents that they give. */
#ifndef IQM_LIB_JSON_H
#define IQM_LIB_JSON_H

#include "codec/codec.h"

#include <iqm/json.h>

struct json_function;

/* One call by name. */
struct json_run {
	struct iqm_client *client;
	const char *name;
	const struct iqm_op *op; /* the operation, or the paid one of the family; NULL: neither */
	struct deadline deadline;
	const struct json_function *function; /* NULL: the operation itself */
	struct iqm_call *call;
	void *args; /* the request, or a struct of function->args; with all made for the call */
	struct buf data; /* what it gave; empty: nothing */
	enum iqm_outcome outcome;
	char *raw; /* malloc()ed bytes of the service's response; NULL: none */
	size_t raw_len;
	void *work; /* of a function that is started; made for the call, too */
	bool lost;  /* there was no memory for what it gave */
};

/* A function above single calls, or one of the journal. */
struct json_function {
	const char *name; /* "wait"; NULL: behind the last one */
	/* What it takes. An object that has no descriptor is a request of the operation. */
	const struct iqm_descriptor *args;
	int (*run)(struct json_run *r);
	bool no_client; /* it needs none */
	bool no_turn;   /* once started it waits for no other call of the key that it takes */
	/* Where it is not run on a thread when it is started: starts it, and takes what it gave
	 * once `done` was called. NULL: it is run. */
	int (*start)(struct json_run *r, iqm_done_fn *done, void *context);
	void (*end)(struct json_run *r);
};

/* ---- call.c ---------------------------------------------------------------------------------- */

/* Finds what the name is of, and reads what it takes: from then on it may be run. */
int iqm_json_prepare(struct json_run *r, const char *json, size_t len);
int iqm_json_run(struct json_run *r);

/* ---- request.c: what is given ---------------------------------------------------------------- */

/* A struct of `t` for iqm_free(). IQM_E_USAGE, with the path, what was found and what expected. */
int iqm_json_args(const struct iqm_descriptor *t, const char *json, size_t len, void **out,
		  struct iqm_error *error);
/* The same of what the call takes, into r->args. */
int iqm_json_read_args(struct json_run *r, const char *json, size_t len);
/* IQM_E_USAGE: the value at `path` is not what it should be. */
int iqm_json_usage(struct json_run *r, const char *path, const char *why);
/* Zeroed memory that goes with r->args. NULL: none. */
void *iqm_json_memory(struct json_run *r, size_t size);
/* Absent is 0. False: it is too large for a long. */
bool iqm_json_long(struct iqm_int from, long *to);
/* The number of a name, whose names are those of 0 and on and end in NULL; NULL is 0, -1 none. */
int iqm_json_number_of(const char *const *names, const char *name);

/* ---- document.c: what is given back ---------------------------------------------------------- */

/* What the call gave, a struct of `t`. */
void iqm_json_give(struct json_run *r, const struct iqm_descriptor *t, const void *from);
/* The same of what can be asked for once more: IQM_E_TIMEOUT or IQM_E_CANCELLED where there is no
 * time left to write it. */
int iqm_json_give_in_time(struct json_run *r, const struct iqm_descriptor *t, const void *from);
/* All of it; NULL: no memory. The run has no data and no bytes then. */
char *iqm_json_document(struct json_run *r);
/* A document that is only an error; "{}" where there is none. */
char *iqm_json_error(const struct iqm_error *error);

/* ---- operation.c ----------------------------------------------------------------------------- */

int iqm_json_perform(struct json_run *r);

/* ---- reports.c: states of reports ------------------------------------------------------------ */

/* A struct iqm_report. */
struct iqm_json_report {
	struct iqm_int id;
	const char *family;
	const char *state;
	struct iqm_bool confirmed, status_unknown, missed;
	struct iqm_int status_id;
	const char *status_name;
	struct iqm_int page, seen_ms, asked;
};
extern const struct iqm_descriptor iqm_json_report_descriptor;
extern const char *const iqm_json_states[];
struct iqm_json_report iqm_json_report_of(const struct iqm_report *from);

/* ---- functions: operation.c, reports.c, find.c, save.c, purchases.c, journal.c --------------- */

/* With "_within" behind the operation's name. */
extern const struct json_function iqm_json_within;
/* Of a family: "<family>.<name>". */
extern const struct json_function iqm_json_poll, iqm_json_wait, iqm_json_find, iqm_json_find_all,
	iqm_json_settle_not_bought, iqm_json_save;
/* "journal.<name>": of purchases, and of all of it. */
extern const struct json_function iqm_json_purchases[];
extern const struct json_function iqm_json_journal[];

#endif
