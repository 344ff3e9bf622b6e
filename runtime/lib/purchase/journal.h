/* SPDX-License-Identifier: MIT */
/* Purchases in the journal, whatever it is kept in: for the files that buy, find and settle. */
#ifndef IQM_LIB_PURCHASE_JOURNAL_H
#define IQM_LIB_PURCHASE_JOURNAL_H

#include "purchase/journal_claim.h"
#include "purchase/journal_order.h"

/* IQM_E_USAGE, where it cannot be a key. */
int iqm_check_key(const char *key, struct iqm_error *error);
/* NULL is one. IQM_E_USAGE. */
int iqm_check_note(const char *note, struct iqm_error *error);
/* journal_budget.c. NULL is one. IQM_E_USAGE. */
int iqm_check_budget(const struct iqm_budget *budget, struct iqm_error *error);
/* How a call on the journal begins. */
int iqm_journal_begin(struct iqm_client *client, const char *key, struct iqm_call *call,
		      struct deadline *deadline);
/* iqm_journal_get() on the way of a call; iqm_free() takes *out, which is NULL on error. */
int iqm_journal_get_within(struct iqm_client *client, const struct deadline *deadline,
			   const char *key, struct iqm_purchase **out, struct iqm_error *error);
/* The same, of a key whose order is known (iqm_journal_check_order()), and whose purchase was made
 * where calls of `op` go: else IQM_E_KEY_USED. */
int iqm_journal_get_here(struct iqm_client *client, const struct iqm_op *op,
			 const struct deadline *deadline, const char *key,
			 struct iqm_purchase **out, struct iqm_error *error);
/* IQM_E_KEY_USED: another key of the same operation than `key`, which there is, has bought report
 * `id`. */
int iqm_journal_check_unowned(struct iqm_client *client, const struct deadline *deadline,
			      const char *key, int64_t id, struct iqm_error *error);
/* iqm_journal_settle() likewise, of the purchase that a get found (NULL: the newest):
 * IQM_E_KEY_USED where the key is another one's now. An absent id: nothing was bought. */
int iqm_journal_settle_within(struct iqm_client *client, const struct deadline *deadline,
			      const char *key, const struct iqm_purchase *of, struct iqm_int id,
			      struct iqm_error *error);
/* And with what was seen: rows, candidates, whole. */
int iqm_journal_settle_seen(struct iqm_client *client, const struct deadline *deadline,
			    const char *key, const struct iqm_purchase *of, struct iqm_int id,
			    const struct iqm_settlement *seen, struct iqm_error *error);

#endif
