/* SPDX-License-Identifier: MIT */
/* All of the money: purchases are priced, recorded before they are sent, and found afterwards. */
#ifndef IQM_LIB_PURCHASE_H
#define IQM_LIB_PURCHASE_H

#include "reports/reports.h"

/* ---- journal.c ------------------------------------------------------------------------------ */

struct journal;

/* The clock and the logger must live as long as the journal. *out is NULL on error. */
int iqm_journal_open(struct journal **out, const struct iqm_clock *clock,
		     const struct logger *logger, const char *path, struct iqm_error *error);
void iqm_journal_close(struct journal *j);

/* ---- purchase.c: hooks of a paid call ----------------------------------------------------------
 */

int iqm_purchase_begin(struct call_state *s);
int iqm_purchase_sending(struct call_state *s);
void iqm_purchase_end(struct call_state *s, int err);

#endif
