/* SPDX-License-Identifier: MIT */
/* Purchases: the price, the order, the wait for the report, its file. */
#ifndef IQM_CLI_PURCHASE_H
#define IQM_CLI_PURCHASE_H

#include "session/session.h"

/* ---- state.c: what a purchase of the journal is ------------------------------------------ */

/* "bought", "not bought", ... */
const char *purchase_state_name(enum iqm_purchase_state state);
/* Whether it has bought, for sure or perhaps. */
bool purchase_may_have_bought(const struct iqm_purchase *p);
/* Whether something is left to do: to find its report, or what its note asks for. */
bool purchase_is_unfinished(const struct iqm_purchase *p);
/* Not known to have bought, and so old that its report would have come. A person settles it. */
bool purchase_is_overdue(const struct iqm_purchase *p);
/* So new that the list may not show its report yet. */
bool purchase_is_recent(const struct iqm_purchase *p);
/* Whether the service's list can show that it bought nothing; else only a person can say so. */
bool purchase_is_provable(const struct iqm_purchase *p);

/* ---- ordered.c --------------------------------------------------------------------------- */

/* What a purchase of the journal ordered, as far as that is recorded; else members are "". */
struct ordered {
	char family[16];       /* "pld" */
	char campaigns[64];    /* "451351", "1,2,3" */
	char first[DATE_SIZE]; /* "2026-01-05"; and the last */
	char last[DATE_SIZE];
	int64_t regenerated; /* the report's id; 0: none */
};

/* `zone` (NULL: UTC) is the one of the order's days, or else they tell it. */
void ordered_read(const struct iqm_purchase *p, const char *zone, struct ordered *o);
/* Of an order that `buys` makes: for which campaigns it is; NULL: none says it. */
const struct iqm_field *campaigns_field(const struct cli_command *buys);
/* In a few words: "pld 451351 2026-01-05..11". */
void ordered_add_text(struct buf *t, const struct ordered *o);
/* What is recorded of its cost: what was charged, else the price; absent: neither. */
struct iqm_num purchase_cost(const struct iqm_purchase *p);
/* When it was sent, or else begun; absent: that was lost. */
struct iqm_ms purchase_time(const struct iqm_purchase *p);

/* ---- buy.c ------------------------------------------------------------------------------- */

/* Price, confirmation, purchase, wait, save; prints the result. `r` is the request. */
int buy_report(struct cli *cli, const struct request *r);

/* ---- buy_orders.c ------------------------------------------------------------------------ */

/* `buy ORDERS`: the orders of a file. */
int buy_orders(struct cli *cli);

/* ---- plan.c: what a run has to do once it has bought ------------------------------------- */

/*
 * The note of its purchase in the journal: recorded with it before it is sent, and rewritten until
 * all is done. Whoever does has claimed the key.
 */
struct plan {
	bool wait;
	char *save; /* absolute path; NULL: no file is wanted */
	unsigned mode;
	bool strict;
	/* Inode and size of the whole part file just before it gets its name; "": not yet. A file
	 * that has them is the one that was saved. */
	char file[72];
	bool done; /* nothing is left to do */
};

/* As a note, malloc()ed; NULL: out of memory. */
char *plan_text(const struct plan *plan);
/* Reads a purchase's note. NULL: it was not made by this command, and nothing is to follow. One of
 * another format is an error, and stays as it is. plan_free() whatever this gives. */
int plan_read(const char *key, const char *note, struct plan *plan);
/* Whether that is left to do, or cannot be read. */
bool plan_is_unfinished(const char *note);
/* Makes it the note of the purchase; on the disk when it returns. */
int plan_record(struct cli *cli, const char *key, const struct plan *plan);
void plan_free(struct plan *plan);
/* Whether it asks for more than the purchase. */
bool plan_waits(const struct plan *plan);

/* ---- file_name.c: --name "{family}-{id}.xlsx" -------------------------------------------- */

/* What a template may name. */
struct file_name_values {
	/* The i-th name, "campaign-id"; NULL: there are no more. {campaign-id} in a template also
	 * means a name with an s. */
	const char *(*name)(void *context, size_t i);
	/* Adds the value of the i-th; nothing: it has none. */
	void (*add)(void *context, size_t i, struct buf *value);
	void *context;
};

/* Whether the template can be read, and names only what there is; else a usage error. The file's
 * type is save_file_type()'s matter. */
int file_name_check(const char *text, const struct file_name_values *values);
/* Whether it names the i-th value. */
bool file_name_uses(const char *text, const struct file_name_values *values, size_t i);
/* *path: "DIRECTORY/NAME", for free(); NULL after an error, such as a value that is not there. Each
 * value is made safe as a part of a file's name. An exit code. */
int file_name_make(const char *text, const char *directory, const struct file_name_values *values,
		   char **path);

/* ---- file_name_value.c ------------------------------------------------------------------- */

/* Adds a field's value: a timestamp as its day in `zone`, ids as "1-2". Nothing: it is absent. */
void file_name_add_field(struct buf *value, const struct iqm_field *field, const void *object,
			 const char *zone);

/* ---- save_report.c ----------------------------------------------------------------------- */

/* A report's file on its way to a path. */
struct report_file {
	struct cli *cli;
	const struct iqm_op *link;
	int64_t id;
	int64_t type;
	const char *path;  /* NULL: standard output */
	const char *label; /* what the progress calls it; NULL: by its path */
	unsigned mode;     /* 0: the default */
	bool strict;
	/* Called once "<path>.part" is whole, just before it gets its name; not 0: it does not. May
	 * be NULL. */
	int (*complete)(void *context);
	void *context;
	int64_t bytes; /* of the file, at the end */
	struct iqm_error error;
	struct screen *screen; /* save_report()'s own */
};

/* The type that the ending of a path or a template names; any other is a usage error that lists
 * those there are. `option`: for errors, "save". */
int save_file_type(const struct cli_command *command, const char *option, const char *path,
		   int64_t *type);
/* --mode; 0: not given. */
int parse_save_mode(const struct cli *cli, unsigned *mode);
/* Whether a file could be saved there now: before anything is paid for. */
int check_save_path(const char *path);
/* Whether standard output is for a file of this type: on a terminal only text is. */
int check_save_output(const struct report_file *file);
/* Makes the directory of --save-dir, its owner's alone, where there is none. An exit code. */
int make_save_directory(const char *path);
/* 0 or an enum iqm_status; prints no error, but what is odd about a file that was saved. */
int save_report(struct report_file *file);
/* Says where a file is that was refused. */
void note_refused(const char *path, const struct iqm_error *e);

/* ---- list_rows.c ------------------------------------------------------------------------- */

/* The order whose list shows the reports that `link` gives the files of; NULL: none does. */
const struct iqm_order *order_of_link(const struct iqm_op *link);
/* When the report of the row was made; -1: it does not show that. */
time_t row_created(const struct iqm_order *order, const void *row);
#define CLOCKS_DIFFER_S INT64_C(600) /* the service's from this machine's */
/* Whether it was there before a purchase, by its id; or else by its time, and so long before. */
bool row_is_before(const struct iqm_order *order, const void *row, const struct iqm_intent *since,
		   int64_t seconds);
/* Gives `visit` the rows of a list with their ids (0: none), until it gives false. An exit code. */
int visit_rows(struct cli *cli, const struct iqm_op *list,
	       bool (*visit)(void *context, int64_t id, const void *row), void *context);

/* ---- fulfilment.c: from a purchase to the file ------------------------------------------- */

/* A purchase whose report is found, waited for and saved. Whatever stops it, the journal has what a
 * later run needs to continue. */
struct fulfilment {
	struct cli *cli;
	const struct cli_command *command; /* that buys */
	const void *request;               /* NULL: the journal has it */
	const char *key;                   /* NULL: the report existed, no purchase is ours */
	struct plan *plan;
	bool buying;     /* by the command that buys: a report that is not found yet is no error */
	bool bought;     /* for sure; false: it may be */
	bool overdue;    /* purchase_is_overdue() */
	bool by_the_way; /* nobody named it: that it is overdue is no error */
	bool non_blocking;            /* does only what takes no time, and sets `unfinished` */
	const struct iqm_error *lost; /* how the purchase's response was lost; or NULL */
	int64_t until;                /* waits until then, by iqm_now() */
	/* The last poll was one for many: `found` is what it found, and `poll_error` how it
	 * failed. */
	bool polled;
	struct iqm_found found;
	struct iqm_error poll_error;
	struct message_about *about; /* what messages of it are about; NULL: the run */
	bool together;               /* with others, whose polls it shares */
	bool summed_up;              /* by the caller: that time is up is not said of each */
	/* results */
	struct iqm_report report; /* id 0: not known yet */
	int64_t bytes;            /* of the saved file; 0: none */
	bool unfinished;          /* with `non_blocking`: the rest takes time */
	bool done;                /* nothing is left to do */
	int unrecorded;           /* exit code: its file is whole, and the journal lacks that */
	int code;                 /* together: the exit code */
};

/* "PROGRAM journal <verb> KEY". Gives `text`. */
const char *key_command(const char *verb, const char *key, char text[COMMAND_SIZE]);
/* The command that continues it, after `lead`, for the end of a message; see next_step(). */
const char *resume_step(const struct fulfilment *f, const char *lead, char text[NEXT_STEP_SIZE]);
struct iqm_call fulfilment_call(const struct fulfilment *f);
/* *until: --wait-timeout from now. */
int parse_wait_timeout(const struct cli *cli, int64_t *until);
/* Of a poll: it ends soon after `until`, even if the rate limit blocks it. */
long poll_timeout(const struct cli *cli, int64_t until);
/* From the next poll to the one after it. */
long next_delay(long delay, const struct iqm_wait *how);

/* ---- report_command.c -------------------------------------------------------------------- */

/* The command that comes next, to be shown at the end on a terminal: waits for a report, saves it,
 * or regenerates one that has failed for sure. `buys` is the command that buys such reports. */
void next_for_report(const struct cli_command *buys, const struct iqm_report *report);
/* The one that saves a report's file. */
void next_download(const struct cli_command *buys, int64_t id);

/* ---- find_report.c ----------------------------------------------------------------------- */

/* The id of the report that the request regenerates; 0: it makes a new one. */
int64_t regenerated_id(const struct iqm_op *op, const void *request);
/* Sets f->report from the service's list, or prints an error. An exit code. */
int find_report(struct fulfilment *f, const struct iqm_wait *how);

/* ---- evidence.c -------------------------------------------------------------------------- */

/* Shows on standard error what the journal, the list and the price say of a purchase that was not
 * found; of one whose order is lost (`op` NULL) there is only the journal. An exit code. */
int show_evidence(struct cli *cli, const struct iqm_op *op, const struct iqm_purchase *p,
		  const struct iqm_found *found);

/* ---- listed.c: rows of the list against a purchase --------------------------------------- */

/* A line for each report that was made since: what it shows of the order, and whether it may be the
 * purchase's. An exit code. */
int show_listed(struct cli *cli, const struct iqm_op *op, const struct iqm_purchase *p);
/* Whether report `id` may be the purchase's: the list must have it, and show nothing else. An exit
 * code. */
int check_named_report(struct cli *cli, const struct iqm_op *op, const struct iqm_purchase *p,
		       int64_t id);

/* ---- wait_and_save.c --------------------------------------------------------------------- */

/* Does what the plan asks for, as far as it can until f->until, and prints what is left to do. An
 * exit code. It has no way to buy. */
int wait_and_save(struct fulfilment *f);

/* ---- fulfil_all.c ------------------------------------------------------------------------ */

/* The same for many purchases, until `until`: one poll of a family's list is for all of them, and
 * each file is saved once its report is ready. Each gets its `code`. Gives an exit code where it
 * could not begin. */
int fulfil_all(struct cli *cli, struct fulfilment *const *all, size_t len, int64_t until);

/* ---- reconcile.c: the journal against the service's lists -------------------------------- */

enum next { NEXT_NONE, NEXT_RESUME, NEXT_SETTLE };

/* What is not as it should be. */
struct finding {
	const char *name;   /* "no-key" */
	const char *family; /* NULL: not known */
	int64_t id;         /* of the report; 0: not known */
	const char *key;    /* of the purchase; NULL: none */
	char what[160];
	enum next next; /* what helps with the key */
};

struct reconciliation {
	struct finding *items;
	size_t len;
	size_t size;
	size_t purchases; /* that were compared */
	size_t reports;
	size_t older;     /* reports that were made before the journal's first purchase */
	size_t elsewhere; /* purchases of other services and workspaces, which are left out */
};

/*
 * Reads the lists of all families; changes nothing, here and there. `all` is what the journal has.
 * `since` absent: since the journal's first purchase of the family. An exit code;
 * reconciliation_free() whatever it is. It borrows from `all`.
 */
int reconcile(struct cli *cli, const struct iqm_purchases *all, struct iqm_ms since,
	      struct reconciliation *r);
void reconciliation_free(struct reconciliation *r);

#endif
