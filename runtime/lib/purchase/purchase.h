/* SPDX-License-Identifier: MIT */
/* All of the money: purchases are priced, recorded before they are sent, and found afterwards. */
#ifndef IQM_LIB_PURCHASE_H
#define IQM_LIB_PURCHASE_H

#include "reports/reports.h"

/* ---- journal.c ------------------------------------------------------------------------------- */

struct journal;

/* The logger must live as long as the journal. *out is NULL on error: IQM_E_NOMEM. */
int iqm_journal_open(struct journal **out, const struct logger *logger, struct iqm_error *error);
/* Once, before anything else: what it is kept in. Copied, and closed with it. */
void iqm_journal_use(struct journal *j, const struct iqm_journal *store);
void iqm_journal_close(struct journal *j);

/* ---- journal_local.c ------------------------------------------------------------------------- */

/* A journal in a file. The clock must live as long as it. */
int iqm_local_journal_open(struct iqm_journal *out, const struct iqm_clock *clock, const char *path,
			   struct iqm_error *error);

/* ---- find_all.c ------------------------------------------------------------------------------ */

/* What iqm_reports_find_all() says of each where it fails before any was looked for. */
void iqm_find_all_fail(void *wanted, size_t len, int status);

/* ---- purchase.c: a paid call, before it is made and its hooks -------------------------------- */

/*
 * Before anything is asked for a purchase: claims its key (call.key, or a random one), and checks
 * that it may buy. *out is for iqm_purchase_drop(); NULL on error, and where the client has no
 * journal.
 */
int iqm_purchase_prepare(struct iqm_client *client, const struct iqm_op *op, const void *request,
			 const struct iqm_call *call, const struct deadline *deadline,
			 struct intent **out, struct iqm_error *error);
/* What it costs, as the caller was shown. NULL is allowed, here and below. */
void iqm_purchase_set_price(struct intent *intent, struct iqm_num price);
void iqm_purchase_drop(struct iqm_client *client, struct intent *intent);

int iqm_purchase_begin(struct call_state *s);
int iqm_purchase_sending(struct call_state *s);
void iqm_purchase_end(struct call_state *s, int err);

#endif
