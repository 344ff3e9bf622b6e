/* SPDX-License-Identifier: MIT */
/* What is about to be bought: how people see it, and what the command's options ask for. */
#ifndef IQM_CLI_ORDER_H
#define IQM_CLI_ORDER_H

#include "purchase/price.h"

/* ---- order_rows.c: the plan of a purchase ------------------------------------------------ */

/* All that is sent, its price, the budget, who pays, where, and the key. */
struct order_row {
	struct column column; /* by the name of the flag */
	struct buf shown;     /* for people */
	struct cell cell;     /* for programs; may borrow from these two: */
	struct buf json;
};

struct order_rows {
	struct order_row *items;
	size_t len;
};

/* `key` NULL: not made yet. order_rows_free() whatever this gives: an exit code. */
int order_rows_make(struct order_rows *rows, struct cli *cli, const void *request,
		    const struct iqm_preview *preview, const struct price *price, const char *key);
void order_rows_free(struct order_rows *rows);

/* ---- show_order.c: on standard error ----------------------------------------------------- */

/* The plan, and warnings. With --quiet only the warnings, unless the plan is `asked` about. An exit
 * code. */
int show_order(struct cli *cli, const void *request, const struct iqm_preview *preview,
	       const struct price *price, const char *key, bool asked);
/* The warnings alone. */
void warn_of_order(const struct cli *cli, const void *request);

/* ---- days.c ------------------------------------------------------------------------------ */

/* How many; 0: the order names none. */
int64_t order_days(const struct cli *cli, const void *request);
/* --max-days. An exit code. */
int check_max_days(const struct cli *cli, const void *request);
/* Of those that are to come, and of more than a year. */
void warn_of_days(const struct cli *cli, const void *request);

/* ---- dry_run.c --------------------------------------------------------------------------- */

/* --dry-run: prints the plan that a purchase shows, and how the purchase would end. The exit code
 * and the error are the ones that it would have, as far as that can be known: nothing is claimed,
 * found or bought. */
int dry_run(struct cli *cli, const void *request, const struct iqm_preview *preview,
	    double max_cost, const struct plan *plan);

/* ---- key.c: what the journal has of the order -------------------------------------------- */

/* Whether it recorded this request, as it is sent now. */
bool is_same_request(const struct cli *cli, const struct iqm_preview *preview,
		     const struct iqm_purchase *p);
/* Of a key that is of another order. These give an exit code. */
int fail_other_order(struct cli *cli, const struct iqm_purchase *p);
/* Of IQM_E_DUPLICATE, with the command that continues the other purchase. */
int fail_duplicate(struct cli *cli, const struct iqm_error *error);
/* Of iqm_check_purchase(). */
int fail_purchase_check(struct cli *cli, const struct iqm_error *error);
/* Whether the switch that buys nothing is off. */
int check_no_purchases(const struct cli *cli);

/* ---- purchase_options.c ------------------------------------------------------------------ */

/* An amount of money; HUGE_VAL: it is not given. */
int parse_amount(const struct cli *cli, enum cli_option option, double *amount);
/* --max-cost */
int parse_max_cost(const struct cli *cli, double *max_cost);
/* --wait and --save. */
int parse_plan(const struct cli *cli, struct plan *plan);
#define KEY_SIZE (IQM_KEY_MAX + 1)
/* --key, or a new one in `made`. */
int parse_key(const struct cli *cli, char made[KEY_SIZE], const char **key);

/* ---- order_begin.c, order_send.c: what becomes of one order, step by step ----------------- */

enum order_outcome {
	ORDER_NEW = 0,       /* nothing was sent yet */
	ORDER_BOUGHT,        /* now */
	ORDER_BOUGHT_BEFORE, /* under its key, or it may have been */
	ORDER_UNKNOWN,       /* sent now, and may have been bought */
	ORDER_EXISTS,        /* nothing was bought, as such a report exists */
	ORDER_REFUSED        /* nothing was bought, by the price or the service's response */
};

/* All of it that the steps share. `cli` is of this order: its arguments are those of the command
 * that buys it. */
struct order {
	struct cli *cli;
	const struct iqm_op *op;
	const void *request;
	struct iqm_preview *preview;
	double max_cost;
	struct plan plan;
	char made[KEY_SIZE]; /* a key, where none is given */
	const char *key;
	bool claimed;                /* the key */
	struct iqm_purchase *before; /* what the journal has under it */
	bool keep_plan;              /* the one on record asks for more than this run */
	bool earlier_unfinished;     /* and not all of that is done */
	struct price price;
	bool sent;              /* it was tried to, once its price was accepted */
	struct iqm_error error; /* why it was not bought, or nobody knows */
	enum order_outcome outcome;
	struct iqm_num cost;
	void *response;
	struct fulfilment fulfilment;
};

/* Reads the options and checks the days: sends nothing. order_close() whatever this gives. */
int order_open(struct order *o, struct cli *cli, const void *request);
/* Gives back the key too. */
void order_close(struct order *o);
/* Claims o->key until the order is closed; NULL: --key, or a new one. Reads what the journal has
 * under it. An exit code. */
int order_claim(struct order *o);
/* Whether nothing was bought under the key, for sure. */
bool order_is_new(const struct order *o);
/* Whether the key, which is not new, is of this order, at this place. An exit code. */
int order_check_key(const struct order *o);
/* Where something may have been: nothing is bought, and what was is to be fulfilled. An exit code.
 */
int order_continue(struct order *o);
/* These two give 0, also where nobody knows what was bought, or an enum iqm_status; they print
 * nothing: order_fail() does. `price_again`: time has passed since order_price(). */
int order_price(struct order *o);
int order_send(struct order *o, bool price_again);
/* Says why nothing was bought; gives the exit code. */
int order_fail(const struct order *o);
/* Whether there is something to find, to wait for or to save. */
bool order_must_fulfil(const struct order *o);
/* Prepares o->fulfilment. An exit code. */
int order_begin_fulfilment(struct order *o);
/* That nothing is left to do, if so, once it was printed. An exit code. */
int order_record_done(struct order *o);

/* ---- result.c: standard output ----------------------------------------------------------- */

struct purchase_result {
	const char *outcome; /* "bought", "bought before", "exists", "refused", "unknown" */
	const char *key;
	int64_t id;         /* 0: not known */
	const char *status; /* of the report; NULL: not known */
	struct iqm_num cost;
	const char *file; /* that was saved */
	int64_t bytes;    /* 0: none was */
	const void *response;
};

int print_purchase(const struct cli *cli, const struct purchase_result *r);
/* Borrows from the order. */
struct purchase_result order_result(const struct order *o);
/* The plan, and its `outcome`; NULL: it cannot be known. `id`: of the report that it is about. */
int print_dry_run(const struct cli *cli, const struct order_rows *rows,
		  const struct iqm_preview *preview, const struct price *price, const char *outcome,
		  struct iqm_int id);

#endif
