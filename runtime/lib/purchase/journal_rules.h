/* SPDX-License-Identifier: MIT */
/* Which state of a purchase may follow which: the one table of it. */
#ifndef IQM_LIB_PURCHASE_JOURNAL_RULES_H
#define IQM_LIB_PURCHASE_JOURNAL_RULES_H

#include "purchase/purchase.h"

/* What happens to a key. */
enum purchase_event {
	EVENT_BUY,       /* a paid call is about to send its order */
	EVENT_BOUGHT,    /* its response says so */
	EVENT_REFUSED,   /* a complete response says that nothing was bought */
	EVENT_UNKNOWN,   /* it may have left, and no complete response came */
	EVENT_UNSENT,    /* its intent was recorded, and then no byte of it left */
	EVENT_DIED,      /* the process that made it has ended */
	EVENT_FOUND,     /* a find or a person: it bought this report */
	EVENT_DISPROVED, /* settled: it bought nothing */
	EVENT_DAMAGED,   /* a repair lost a line that may have been the key's */
	EVENT_DUPLICATE, /* the same order, under another key */
	PURCHASE_EVENTS
};

#define PURCHASE_STATES (IQM_PURCHASE_REFUSED + 1)

/* Whether an event may happen in a state, and what that leads to. */
struct transition {
	int err; /* the enum iqm_status that it is refused with; 0: it is not */
	enum iqm_purchase_state next;
};

/* IQM_E_JOURNAL: what cannot happen there. */
struct transition iqm_purchase_next(enum iqm_purchase_state state, enum purchase_event event);
/* Whether it may happen there at all. */
bool iqm_purchase_may(enum iqm_purchase_state state, enum purchase_event event);
/* "bought", "unknown" ... */
const char *iqm_purchase_state_name(enum iqm_purchase_state state);
#define IQM_TIME_TEXT 32
/* "2026-11-29T17:43:05Z", for messages. */
void iqm_time_text(struct iqm_ms time, char text[IQM_TIME_TEXT]);
/* What a member of a store has failed with becomes `error`; operation and attempts stay. Returns
 * its status. */
int iqm_journal_failed(int err, const struct iqm_call *call, struct iqm_error *error);
/* IQM_E_UNKNOWN_OUTCOME, or IQM_E_KEY_USED once it has bought, where operation and request are not
 * recorded; what bought nothing needs none. */
int iqm_journal_check_order(const struct iqm_purchase *recorded, struct iqm_error *error);
/* Whether the two are not of the same service and workspace; what is not recorded contradicts
 * nothing. */
bool iqm_journal_other_place(const struct iqm_purchase *a, const struct iqm_purchase *b);
/* IQM_E_KEY_USED, where the two are not of the same service and workspace. */
int iqm_journal_check_place(const struct iqm_purchase *recorded, const struct iqm_purchase *now,
			    struct iqm_error *error);

#endif
