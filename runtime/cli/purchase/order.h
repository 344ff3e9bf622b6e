/* SPDX-License-Identifier: MIT */
/* What is about to be bought: how people see it, and what the command's options ask for. */
#ifndef IQM_CLI_ORDER_H
#define IQM_CLI_ORDER_H

#include "purchase/price.h"

/* ---- show_order.c: on standard error ----------------------------------------------------- */

/* All that is sent, its price, and the purchase's key. */
void show_order(const struct cli *cli, const void *request, const struct iqm_preview *preview,
		const struct price *price, const char *key);
/* Warns of timestamps whose size fits another unit than their field's. */
void warn_of_units(const struct cli *cli, const void *request);

/* ---- dry_run.c --------------------------------------------------------------------------- */

/* --dry-run: prints the request and its price. The exit code is the one that the purchase would
 * have, as far as the price can tell. */
int dry_run(struct cli *cli, const void *request, const struct iqm_preview *preview,
	    double max_cost);

/* ---- purchase_options.c ------------------------------------------------------------------ */

/* --max-cost; HUGE_VAL: it is not given. */
int parse_max_cost(const struct cli *cli, double *max_cost);
/* --wait and --save. */
int parse_plan(const struct cli *cli, struct plan *plan);
#define KEY_SIZE 64
/* --key, or a new one in `made`. */
int parse_key(const struct cli *cli, char made[KEY_SIZE], const char **key);

/* ---- result.c: standard output ----------------------------------------------------------- */

struct purchase_result {
	const char *outcome; /* "bought", "bought before", "exists", "refused", "unknown" */
	const char *key;
	int64_t id;        /* 0: not known */
	const char *state; /* NULL: not known */
	struct iqm_num cost;
	const char *file; /* that was saved */
	int64_t bytes;    /* 0: none was */
	const void *response;
};

int print_purchase(const struct cli *cli, const struct purchase_result *r);
int print_dry_run(const struct cli *cli, const struct iqm_preview *preview,
		  const struct price *price);

#endif
