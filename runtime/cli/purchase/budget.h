/* SPDX-License-Identifier: MIT */
/* The setting `budget`: what it allows, and what of it is spent by the journal. */
#ifndef IQM_CLI_BUDGET_H
#define IQM_CLI_BUDGET_H

#include "purchase/price.h"

struct budget {
	bool limited;              /* one is set; else nothing of the rest is */
	struct iqm_budget limit;   /* since the period began */
	struct iqm_spending spent; /* since then, at this service and in this workspace */
	char period[16];           /* "this month" */
};

/* What is set, and what of it is spent. These give 0, or an enum iqm_status with the error. */
int budget_read(const struct cli *cli, struct budget *budget, struct iqm_error *error);
/* Whether something of this cost (absent: it is not known) may be bought: IQM_E_PRICE where it may
 * not. With --over-budget it may. */
int budget_check(const struct cli *cli, struct iqm_num cost, struct iqm_error *error);
/* Holds a paid call to it, unless --over-budget is given; the error is the call's. The call uses
 * cli->budget. */
int budget_apply(struct cli *cli, struct iqm_call *call);
/* "1234.50 of 5000.00 spent this month; 3740.00 left after this", where `cost` comes to it. */
void budget_add_text(struct buf *t, const struct budget *budget, struct iqm_num cost);

#endif
