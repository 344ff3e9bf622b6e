/* SPDX-License-Identifier: MIT */
/* A client's journal, and the keys that the client has claimed. */
#ifndef IQM_LIB_PURCHASE_JOURNAL_CLAIM_H
#define IQM_LIB_PURCHASE_JOURNAL_CLAIM_H

#include "purchase/journal_rules.h"

struct claim;

struct journal {
	struct iqm_journal store;
	const struct logger *logger;
	pthread_mutex_t mutex; /* of the claims */
	struct claim *claims;
};

/* For one call: IQM_E_KEY_USED where another call or client is at it. */
int iqm_claim_for_call(struct journal *j, const struct deadline *deadline, const char *key,
		       struct iqm_error *error);
void iqm_claim_release_call(struct journal *j, const char *key);
/* For iqm_journal_claim() and iqm_journal_release(). */
int iqm_claim_for_caller(struct journal *j, const struct deadline *deadline, const char *key,
			 struct iqm_error *error);
void iqm_claim_release_caller(struct journal *j, const char *key);
void iqm_claims_free(struct journal *j);
/* The state of a purchase by what this client itself has claimed. */
enum iqm_purchase_state iqm_claim_state(struct journal *j, const struct iqm_purchase *p);

#endif
