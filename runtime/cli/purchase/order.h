/* SPDX-License-Identifier: MIT */
/* What is about to be bought: how people see it, and what the command's options ask for. */
#ifndef IQM_CLI_ORDER_H
#define IQM_CLI_ORDER_H

#include "purchase/price.h"

/* ---- show_order.c: on standard error ----------------------------------------------------- */

/* All that is sent, its price, and the purchase's key, NULL: not made yet; and warnings. With
 * --quiet only the warnings, unless the plan is `asked` about. */
void show_order(const struct cli *cli, const void *request, const struct iqm_preview *preview,
		const struct price *price, const char *key, bool asked);

/* ---- days.c ------------------------------------------------------------------------------ */

/* How many; 0: the order names none. */
int64_t order_days(const struct cli *cli, const void *request);
/* --max-days. An exit code. */
int check_max_days(const struct cli *cli, const void *request);
/* Of those that are to come, and of more than a year. */
void warn_of_days(const struct cli *cli, const void *request);

/* ---- dry_run.c --------------------------------------------------------------------------- */

/* --dry-run: shows the plan as a purchase does, and prints the request, its price, and how the
 * purchase would end. The exit code and the error are the ones that it would have, as far as that
 * can be known: nothing is claimed, found or bought. */
int dry_run(struct cli *cli, const void *request, const struct iqm_preview *preview,
	    double max_cost, const struct plan *plan);

/* ---- key.c: what the journal has of the order --------------------------------------------- */

/* Whether it recorded this request, as it is sent now. */
bool is_same_request(const struct cli *cli, const struct iqm_preview *preview,
		     const struct iqm_purchase *p);
/* Of IQM_E_DUPLICATE, with the command that continues the other purchase. These give an exit code.
 */
int fail_duplicate(struct cli *cli, const struct iqm_error *error);
/* Of iqm_check_purchase(). */
int fail_purchase_check(struct cli *cli, const struct iqm_error *error);
/* Whether the switch that buys nothing is off. */
int check_no_purchases(const struct cli *cli);

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
/* `outcome`: of the purchase; NULL: it cannot be known. */
int print_dry_run(const struct cli *cli, const struct iqm_preview *preview,
		  const struct price *price, const char *outcome, struct iqm_int id);

#endif
