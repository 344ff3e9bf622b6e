/* SPDX-License-Identifier: MIT */
/* The hooks of a paid call: its key, its intent right before it is sent, and what came of it. */
#include "purchase/journal.h"
#include "purchase/known.h"

#include <string.h>

int iqm_purchase_begin(struct call_state *s)
{
	struct iqm_client *c = s->client;
	struct iqm_intent known = { .time = iqm_ms(iqm_realtime(&c->clock)) };
	int err = iqm_journal_check(c->journal, &s->deadline, s->call->key, s->error);

	if (err || !c->journal)
		return err;
	if (s->op->order)
		err = iqm_read_known(c, s->op, s->request, &s->deadline, &known, s->error);
	if (!err)
		err = iqm_intent_new(s->call->key, s->op->name, s->body.data, &known, &s->intent,
				     s->error);
	if (!err)
		s->key = iqm_intent_key(s->intent);
	return err;
}

int iqm_purchase_sending(struct call_state *s)
{
	return s->intent ? iqm_journal_begin(s->client->journal, &s->deadline, s->intent, s->error)
			 : 0;
}

static enum iqm_purchase_state purchase_state(const struct call_state *s, int err)
{
	enum iqm_outcome outcome = IQM_NO_OUTCOME;

	if (err && s->error->delivery == IQM_NOT_SENT)
		return IQM_PURCHASE_NOT_BOUGHT;
	if (err)
		return s->error->delivery == IQM_RESPONDED ? IQM_PURCHASE_REFUSED
							   : IQM_PURCHASE_UNKNOWN;
	if (s->op->verdict)
		memcpy(&outcome, (const char *)s->response + s->op->verdict->outcome,
		       sizeof(outcome));
	return outcome == IQM_EXISTS || outcome == IQM_REFUSED ? IQM_PURCHASE_REFUSED
							       : IQM_PURCHASE_BOUGHT;
}

void iqm_purchase_end(struct call_state *s, int err)
{
	struct iqm_int id = { 0 };

	if (!s->intent)
		return;
	if (!err && s->op->verdict && s->op->verdict->id)
		memcpy(&id, (const char *)s->response + s->op->verdict->id->offset, sizeof(id));
	iqm_journal_end(s->client->journal, &s->deadline, s->intent, purchase_state(s, err), id);
	s->intent = NULL;
	s->key = NULL;
}
