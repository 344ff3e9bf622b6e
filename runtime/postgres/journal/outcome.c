/* SPDX-License-Identifier: MIT */
/* What became of a purchase, as its call says. */
#include "journal/parts.h"

#include <stdlib.h>
#include <string.h>

static int record_now(struct pg_journal *j, const struct pg_outcome *o,
		      const struct deadline *deadline, struct iqm_error *error)
{
	int err = iqm_pg_begin(j, deadline, error);
	bool done;

	if (err)
		return err;
	err = iqm_pg_outcome_record(j, o, &done, deadline, error);
	iqm_pg_end(j);
	if (err || done)
		return err;
	return 1;
}

static struct pg_outcome *outcome_of(struct pg_journal *j, const struct iqm_purchase *p)
{
	char token[TOKEN_SIZE];
	struct pg_outcome *o;

	iqm_pg_claim_token(j, p->key, token);
	o = iqm_pg_outcome_new(token, p->state);
	if (!o)
		return NULL;
	o->report_id = p->report_id;
	o->cost = p->cost;
	return o;
}

int iqm_pg_outcome(void *context, const struct iqm_purchase *purchase, struct iqm_call *call)
{
	struct pg_journal *j = context;
	struct deadline deadline = iqm_pg_deadline(call);
	struct pg_outcome *o = outcome_of(j, purchase);
	int err;

	if (!o)
		return iqm_fail_nomem(&call->error);
	err = record_now(j, o, &deadline, &call->error);
	if (err < 0) {
		iqm_pg_outcome_add(j, o);
		return err;
	}
	free(o);
	if (!err)
		return 0;
	return iqm_fail(&call->error, IQM_E_JOURNAL,
			"the purchase under key '%s' was settled meanwhile, or its record is gone",
			purchase->key);
}
