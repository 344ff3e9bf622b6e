/* SPDX-License-Identifier: MIT */
/* What each journal of a caller's own must do: the cases are run over several. */
#ifndef TESTS_JOURNAL_CASES_H
#define TESTS_JOURNAL_CASES_H

#include "support/journal_fixture.h"

#include <iqm/transport.h>

/* A client of the shop over that journal. */
struct iqm_client *journal_client(struct shop *s, const struct iqm_journal *journal);
/* Buys the same order each time; what came of it. */
int journal_buy(struct iqm_client *client, const char *key, struct iqm_call *call);
/* The same for 10, also more than once, if with all before it costs `amount` or less. */
int journal_buy_within(struct iqm_client *client, double amount, struct iqm_call *call);

/* Each over an empty journal, which two clients share. */

/* Purchases, finds, settles and notes go through it alone. */
void journal_case_purchases(const struct iqm_journal *journal);
void journal_case_budget(const struct iqm_journal *journal);
/* What was settled as bought keeps its report, whatever a program says later. */
void journal_case_settled(const struct iqm_journal *journal);

#endif
