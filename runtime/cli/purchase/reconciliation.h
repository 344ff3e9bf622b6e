/* SPDX-License-Identifier: MIT */
/* The journal against the service's lists: what the steps of it share. */
#ifndef IQM_CLI_RECONCILIATION_H
#define IQM_CLI_RECONCILIATION_H

#include "purchase/purchase.h"

/* ---- finding.c --------------------------------------------------------------------------- */

/* Adds one, of a purchase (NULL: none) and a report (0: not known). An exit code. */
int finding_add(struct reconciliation *r, const char *name, const char *family,
		const struct iqm_purchase *p, int64_t id, const char *format, ...) CLI_PRINTF(6, 7);

/* ---- reconcile_family.c ------------------------------------------------------------------ */

/* Compares the purchases among `here` that `buys` has made with the family's list. An exit code. */
int reconcile_family(struct cli *cli, struct reconciliation *r, const struct cli_command *buys,
		     struct iqm_ms since, const struct iqm_purchase *const *here, size_t len);

#endif
