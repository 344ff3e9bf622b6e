/* SPDX-License-Identifier: MIT */
/* A purchase in the client's journal: the intent before it is sent, and what came of it. */
#include "call/call.h"

#include <string.h>

int iqm_run_begin_purchase(struct run *r)
{
	struct iqm_client *c = r->client;
	struct iqm_intent known = { .time = iqm_ms(iqm_realtime(c)) };
	int err;

	if (r->op->effect != IQM_PAID)
		return 0;
	err = iqm_journal_check(c, &r->limits, r->call->key, r->error);
	if (err || !c->journal)
		return err;
	if (r->op->order)
		err = iqm_read_known(c, r->op, r->request, &r->limits, &known, r->error);
	if (!err)
		err = iqm_journal_begin(c->journal, &r->limits, r->call->key, r->op->name,
					r->body.data, &known, &r->intent, r->error);
	if (!err && c->send_key)
		err = iqm_run_body(r, iqm_intent_key(r->intent));
	return err;
}

static enum iqm_purchase_state purchase_state(const struct run *r, int err)
{
	enum iqm_outcome outcome = IQM_NO_OUTCOME;

	if (err && r->error->delivery == IQM_NOT_SENT)
		return IQM_PURCHASE_NOT_SENT;
	if (err)
		return r->error->delivery == IQM_RESPONDED ? IQM_PURCHASE_REFUSED
							   : IQM_PURCHASE_UNKNOWN;
	if (r->op->verdict)
		memcpy(&outcome, (const char *)r->response + r->op->verdict->outcome,
		       sizeof(outcome));
	return outcome == IQM_EXISTS || outcome == IQM_REFUSED ? IQM_PURCHASE_REFUSED
							       : IQM_PURCHASE_BOUGHT;
}

void iqm_run_end_purchase(struct run *r, int err)
{
	struct iqm_int id = { 0 };

	if (!r->intent)
		return;
	if (!err && r->op->verdict && r->op->verdict->id)
		memcpy(&id, (const char *)r->response + r->op->verdict->id->offset, sizeof(id));
	iqm_journal_end(r->client->journal, &r->limits, r->intent, purchase_state(r, err), id);
}
