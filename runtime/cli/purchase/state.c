/* SPDX-License-Identifier: MIT */
/* What a purchase of the journal is: bought or not, finished or not, or for a person to settle. */
#include "purchase/purchase.h"

#include <stdlib.h>

#define LATEST_MS (60 * 60 * 1000) /* after a purchase, a list may show its report so late */

const char *purchase_state_name(enum iqm_purchase_state state)
{
	static const char *const names[] = { "none",   "busy",       "open",   "unknown",
					     "bought", "not bought", "refused" };

	return names[state];
}

bool purchase_may_have_bought(const struct iqm_purchase *p)
{
	switch (p->state) {
	case IQM_PURCHASE_NONE:
	case IQM_PURCHASE_NOT_BOUGHT:
	case IQM_PURCHASE_REFUSED:
		return false;
	default:
		return true;
	}
}

bool purchase_is_unfinished(const struct iqm_purchase *p)
{
	return p->state == IQM_PURCHASE_BOUGHT ? plan_is_unfinished(p->note)
					       : purchase_may_have_bought(p);
}

bool purchase_is_recent(const struct iqm_purchase *p)
{
	return p->sent.set && iqm_realtime(&iqm_system_clock) - p->sent.value <= LATEST_MS;
}

bool purchase_is_overdue(const struct iqm_purchase *p)
{
	bool unknown = p->state == IQM_PURCHASE_OPEN || p->state == IQM_PURCHASE_UNKNOWN;

	return unknown && !purchase_is_recent(p);
}

bool purchase_is_provable(const struct iqm_purchase *p)
{
	bool regenerates = p->intent.state.set;
	const struct cli_command *c = p->operation ? command_named(p->operation) : NULL;

	return p->operation && p->request && !regenerates && !(c && !c->op->order);
}
