/* SPDX-License-Identifier: MIT */
/* What a purchase and its resumption have in common. */
#ifndef IQM_CLI_BUY_H
#define IQM_CLI_BUY_H

#include "cli.h"

/* ---- plan.c: what a run was told to do once it has bought ------------------------------------ */

/*
 * Kept in the state folder from before the purchase until all is done. Each is one key's; whoever
 * uses it has claimed the key.
 */
struct plan {
	char operation[48]; /* "pld.generate" */
	/* Where it is bought: elsewhere the same id is another report. */
	char service[256];
	char workspace[24]; /* "": the log-in's */
	bool wait;
	char *save; /* absolute path; NULL: no file is wanted */
	/* Of the whole part file, just before it gets its name: device, inode and size; "": none
	 * yet. A file that has them is the one that was saved. */
	char file[72];
};

/* No other run, nor this one twice, uses the key until plan_release(). *busy: one does. */
int plan_claim(struct cli *cli, const char *key, int *claim, bool *busy);
void plan_release(int *claim);

/* In place of what was there; on the disk when it returns. */
int plan_write(struct cli *cli, const char *key, const struct plan *plan);
/* *there false: the key has none. */
int plan_read(struct cli *cli, const char *key, struct plan *plan, bool *there);
int plan_remove(struct cli *cli, const char *key);
/* All is done. What file was saved is remembered: the same command, run again, has nothing to do.
 */
int plan_finish(struct cli *cli, const char *key, const struct plan *plan);
/* Whether the settings lead to where the plan's purchase was made. */
int plan_check_place(const struct cli *cli, const char *key, const struct plan *plan);
/* One that is finished. */
int plan_read_done(struct cli *cli, const char *key, struct plan *plan, bool *there);
void plan_free(struct plan *plan);

struct plan_keys {
	char **items;
	size_t len;
};

/* The keys that have one, in no order. */
int plan_list(struct cli *cli, struct plan_keys *keys);
void plan_keys_free(struct plan_keys *keys);

/* ---- save.c: a report's file --------------------------------------------------------------- */

struct save_order {
	struct cli *cli;
	const struct iqm_op *link;
	int64_t id;
	int64_t type;
	const char *path;
	/* Just before the whole part file, "<path>.part", gets its name. May be NULL. */
	void (*whole)(void *context);
	void *context;
	int64_t bytes; /* of the file, at the end */
	struct iqm_error error;
};

/* The type that the path's ending says; a usage error that names those there are. */
int save_type(const struct cli *cli, const struct cli_command *command, const char *path,
	      int64_t *type);
/* Whether a file could be saved there now: a purchase is not to be for nothing. */
int save_check_place(const struct cli *cli, const char *path);
/* 0 or an enum iqm_status; says nothing. */
int save_file(struct save_order *order);

/* ---- price.c ------------------------------------------------------------------------------- */

struct price {
	void *response; /* NULL: the service has no price for this; with its bytes */
	enum iqm_outcome outcome;
	struct iqm_num cost;
	struct iqm_bool funds;
	struct iqm_int id; /* of the report that is there already */
	const char *message;
};

/* What `response` of `op` says, a price or a receipt. */
void price_read(const struct iqm_op *op, const void *response, struct price *price);
int price_ask(struct cli *cli, const void *request, struct price *price);
/* Whether it may be bought for at most `most`. EXIT_EXISTS is not told. */
int price_judge(const struct cli *cli, const struct price *price, double most);
void price_free(struct price *price);
/* Shows what would be sent, and its price. The exit code is that of the purchase, as far as the
 * price tells. */
int price_dry_run(struct cli *cli, const void *request, const struct iqm_preview *preview,
		  double most);

#define MONEY_SIZE 40
void money_text(double amount, char text[MONEY_SIZE]);

/* ---- order.c: what is about to be bought, for people --------------------------------------- */

void order_show(const struct cli *cli, const void *request, const struct iqm_preview *preview,
		const struct price *price, const char *key);
/* Timestamps that are in the wrong unit by their magnitude. */
void order_warn(const struct cli *cli, const void *request);

/* ---- finish.c: from a purchase to the file ------------------------------------------------- */

struct finish {
	struct cli *cli;
	const struct cli_command *command; /* that buys */
	const void *request;               /* NULL: as the journal has it */
	const char *key;                   /* NULL: the report was there, no purchase is ours */
	struct plan *plan;
	bool buying;                  /* in the command that buys: not to know the id is no error */
	bool bought;                  /* for sure; else it may be */
	bool other;                   /* the request is not in the journal's words */
	bool glance;                  /* what takes time is left for later */
	const struct iqm_error *lost; /* how the purchase's response was lost; or NULL */
	int64_t until;                /* wait as long as that, by finish_now() */
	/* what came of it */
	struct iqm_report report; /* id 0: not known yet */
	int64_t bytes;            /* of the saved file; 0: none */
	bool later;               /* with `glance`: it takes time */
	bool done;                /* nothing is left to do */
};

int64_t finish_now(void);
/* *until: --wait-timeout from now. */
int finish_deadline(const struct cli *cli, int64_t *until);
/* Does what the plan says, as far as it can be until then; has said what is left. An exit code. */
int finish_run(struct finish *f);

const char *finish_state_name(enum iqm_report_state state);
#define NEXT_SIZE 384 /* a key of 63 quotes */
/* "iqm-insights journal resume KEY", or what else goes on with it, to be told to people. Gives
 * `text`. */
const char *finish_next_of(const struct finish *f, char text[NEXT_SIZE]);
bool finish_waits(const struct finish *f);
struct iqm_call finish_call(const struct finish *f);

/* ---- seek.c -------------------------------------------------------------------------------- */

/* The report that the order makes again; 0: a new one is made. */
int64_t seek_again(const struct iqm_op *op, const void *request);
/* Sets f->report, or says why not. An exit code. */
int seek_report(struct finish *f, const struct iqm_wait *how);

/* ---- receipt.c: what is printed ------------------------------------------------------------ */

struct receipt {
	const char *outcome; /* "bought", "bought before", "exists", "refused", "unknown" */
	const char *key;
	int64_t id;        /* 0: not known */
	const char *state; /* NULL: not known */
	struct iqm_num cost;
	const char *file; /* that was saved */
	int64_t bytes;    /* 0: none was */
	const void *response;
};

int receipt_print(const struct cli *cli, const struct receipt *r);
int receipt_print_dry(const struct cli *cli, const struct iqm_preview *preview,
		      const struct price *price);

/* ---- told.c: what the command that buys was told -------------------------------------------- */

/* --max-cost; HUGE_VAL: none was given. */
int told_most(const struct cli *cli, double *most);
/* --wait and --save. */
int told_plan(const struct cli *cli, struct plan *plan);
#define KEY_SIZE 64
/* --key, or one of its own in `made`. */
int told_key(const struct cli *cli, char made[KEY_SIZE], const char **key);

/* ---- journal.c ----------------------------------------------------------------------------- */

/* Its path, malloc()ed; NULL: it has said why. One that is gone is missed: without it a key that
 * has bought would buy again. */
char *journal_path(struct cli *cli);
/* Whether it was there before: keys were claimed, and a claim comes after it. */
bool journal_is_gone(struct cli *cli, const char *path);

/* ---- wait.c -------------------------------------------------------------------------------- */

/* --interval and --max-interval. */
int wait_options(const struct cli *cli, struct iqm_wait *how);

/* ---- progress.c ---------------------------------------------------------------------------- */

void progress_begin(const struct cli *cli, const char *what);
void progress_bytes(int64_t done, int64_t total);
void progress_reports(const struct iqm_report *reports, size_t len);
/* Nothing to show but what happens next, and in how long. */
void progress_pause(const char *what, long ms);
void progress_end(void);

#endif
