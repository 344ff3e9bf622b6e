/* SPDX-License-Identifier: MIT */
/* The orders of a file on their way: one order a row, each as if it had a command of its own. */
#ifndef IQM_CLI_BATCH_H
#define IQM_CLI_BATCH_H

#include "orders/orders.h"
#include "purchase/order.h"

struct batch_row {
	const struct sheet_row *row;
	struct message_about about; /* "orders.csv:3" */
	struct cli cli;             /* with the arguments that the row makes */
	struct request request;
	struct order order;
	char *path;    /* of its file; NULL: none */
	uint64_t hash; /* of what it orders */
	bool opened;
	bool usable;     /* nothing is wrong with it so far */
	bool buys;       /* it is to be bought, at the price that is shown */
	bool tried;      /* to be bought, or to be continued */
	const char *why; /* in a word it is not bought: "busy"; NULL: by its outcome */
	int code;
};

struct batch {
	struct cli *cli;
	struct sheet *sheet;
	struct batch_row *rows;
	size_t len;
	int stopped; /* the exit code of what no other order would survive; 0: go on */
};

/* ---- batch_file.c ------------------------------------------------------------------------ */

/* Whether --name can be read. An exit code. */
int check_file_names(const struct batch *b);
/* The path of the row's file, if it has one, as its --save. An exit code. */
int set_row_file(struct batch *b, struct batch_row *r);

/* ---- batch_check.c: before anything is sent ---------------------------------------------- */

/* Reads and checks all rows, and connects. An exit code; all mistakes are printed. */
int batch_check(struct batch *b);
/* Claims the keys, but with --dry-run, and looks whether the files could be saved. */
int batch_claim(struct batch *b);

/* ---- batch_price.c ----------------------------------------------------------------------- */

/* Asks for the prices of what is to be bought. An exit code. */
int batch_price(struct batch *b);

/* ---- batch_steps.c ----------------------------------------------------------------------- */

/* How many rows are orders that were not bought before. */
size_t count_new(const struct batch *b);
/* Does one step of an order; a 429 waits, and begins it anew. Gives 0 or an enum iqm_status. */
int try_step(struct batch_row *r, int (*step)(struct order *o));
/* Prints why the row is not bought, and stops the batch where the others would not be either. */
void fail_row(struct batch *b, struct batch_row *r);
/* Messages are about the row from now on; NULL: about the run. */
void about_row(struct batch_row *r);
/* In a word, why nothing was sent for a row: "duplicate", "bought before", "not tried". */
const char *row_failure(const struct batch_row *r);

/* ---- batch_plan.c ------------------------------------------------------------------------ */

/* Shows what is to be bought, on standard error; with --dry-run the rows on standard output. An
 * exit code. */
int show_plan(const struct batch *b);
/* Whether --columns names some of it, for --dry-run. An exit code. */
int check_plan_columns(const struct batch *b);

/* ---- batch_sums.c ------------------------------------------------------------------------ */

/* The sum of what is to be bought, in millionths; *unpriced: how many have no price. */
int64_t batch_total(const struct batch *b, size_t *count, size_t *unpriced);
/* Shows them on standard error. */
void show_sums(const struct batch *b);

/* ---- batch_send.c ------------------------------------------------------------------------ */

/* Buys, and fulfils what was bought now or before. An exit code where it could not begin. */
int batch_buy(struct batch *b);

/* ---- batch_results.c --------------------------------------------------------------------- */

/* Whether --columns names some of the results. An exit code. */
int check_result_columns(const struct batch *b);
/* A line an order on standard output; records what is done. Gives the exit code of the run. */
int batch_end(struct batch *b);

#endif
