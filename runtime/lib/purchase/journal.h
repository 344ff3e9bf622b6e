/* SPDX-License-Identifier: MIT */
/* Purchases in the journal: for journal.c, and the files of this room that buy and find. */
#ifndef IQM_LIB_PURCHASE_JOURNAL_H
#define IQM_LIB_PURCHASE_JOURNAL_H

#include "purchase/purchase.h"

struct intent; /* one purchase that is being made */

/* A purchase as the journal has it. */
struct recorded {
	struct iqm_purchase purchase; /* the first member: users get this one */
	int64_t at; /* its intent's place: which of the purchases under the key; 0: there is none */
};

#define JOURNAL_ANY (-1) /* whichever purchase is under the key */

/*
 * Whether `key` (NULL: any) may buy, asked before requests are spent on a purchase. IQM_E_KEY_USED,
 * IQM_E_UNKNOWN_OUTCOME: it has been used; IQM_E_CONFIG: a key without a journal.
 */
int iqm_journal_check(struct journal *j, const struct deadline *deadline, const char *key,
		      struct iqm_error *error);
/* What is to be recorded of one purchase, under `key` or, where it is NULL, a random one. `request`
 * is the order's JSON. *out lives until iqm_journal_end(). */
int iqm_intent_new(const char *key, const char *operation, const char *request,
		   const struct iqm_intent *known, struct intent **out, struct iqm_error *error);
/*
 * Right before a paid request is sent: writes the intent and syncs it, once for all attempts.
 * IQM_E_KEY_USED or IQM_E_UNKNOWN_OUTCOME: its key has been used meanwhile.
 */
int iqm_journal_begin(struct journal *j, const struct deadline *deadline, struct intent *intent,
		      struct iqm_error *error);
/* The key, for the order's idempotencyKey. */
const char *iqm_intent_key(const struct intent *intent);
/*
 * After it: the outcome, if there was an intent; frees it. `deadline` is the call's; where it is
 * over, 200 ms are given for the record. Its failure changes nothing of the call's outcome: the
 * intent stays open.
 */
void iqm_journal_end(struct journal *j, const struct deadline *deadline, struct intent *intent,
		     enum iqm_purchase_state state, struct iqm_int report_id);
/* iqm_journal_get() on the way of a call; iqm_free() takes *out. NULL deadline: none. */
int iqm_journal_get_within(struct iqm_client *client, const struct deadline *deadline,
			   const char *key, struct recorded **out, struct iqm_error *error);
/* IQM_E_KEY_USED: another key of the same operation than `key`, which there is, has bought report
 * `id`. */
int iqm_journal_check_unowned(struct iqm_client *client, const struct deadline *deadline,
			      const char *key, int64_t id, struct iqm_error *error);
/* iqm_journal_settle() likewise, of the purchase that a get found at `at`: IQM_E_KEY_USED where the
 * key is another one's now. An absent id: nothing was bought. */
int iqm_journal_settle_within(struct iqm_client *client, const struct deadline *deadline,
			      const char *key, int64_t at, struct iqm_int id,
			      struct iqm_error *error);

#endif
