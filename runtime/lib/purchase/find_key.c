/* SPDX-License-Identifier: MIT */
/* A purchase in the journal: what is to be looked for, by its key; and what was found. */
#include "purchase/journal_order.h"
#include "purchase/search.h"

#include <string.h>

/* Whether the request is the recorded one. */
static int compare_request(const struct search *s, const struct lookup *l, const char *recorded,
			   bool *same)
{
	const struct encoding how = { .error = &s->call->error };
	struct buf json = { 0 };
	int err = iqm_encode_json(s->op->body, l->request, &how, &json);

	if (!err)
		err = iqm_orders_compare(json.data, recorded, same, &s->call->error);
	iqm_buf_free(&json);
	return err;
}

/* Whether the key stands for the purchase that is to be found. */
static int check_purchase(const struct search *s, const struct lookup *l)
{
	const struct iqm_purchase *p = l->recorded;
	struct iqm_error *error = &s->call->error;
	bool compares = l->request && p->request;
	bool same = false;
	int err;

	if (p->state == IQM_PURCHASE_NONE)
		return iqm_fail(error, IQM_E_USAGE, "%s: the journal has no purchase '%s'",
				s->op->name, p->key);
	/* What bought nothing may have lost its order. */
	if (p->operation && strcmp(p->operation, s->op->name) != 0)
		return iqm_fail(error, IQM_E_USAGE, "%s: the journal's '%s' is a purchase of %s",
				s->op->name, p->key, p->operation);
	err = compares ? compare_request(s, l, p->request, &same) : 0;
	if (!err && compares && !same)
		err = iqm_fail(error, IQM_E_USAGE,
			       "%s: req: the journal's '%s' is a purchase of %s, found another",
			       s->op->name, p->key, p->request);
	if (!err && p->state == IQM_PURCHASE_BUSY)
		err = iqm_fail(error, IQM_E_KEY_USED,
			       "%s: another thread or process is at the purchase '%s'", s->op->name,
			       p->key);
	return err;
}

/* By the recorded request, where none was given. */
static int read_request(struct search *s, struct lookup *l)
{
	const char *json = l->recorded->request;
	int err = l->request ? 0
			     : iqm_json_read(s->op->body, json, strlen(json), &l->own_request,
					     &s->call->error);

	if (!err && !l->request)
		l->request = l->own_request;
	return err;
}

int iqm_lookup_recorded(struct search *s, struct lookup *l)
{
	const struct iqm_purchase *p;
	int err = 0;

	if (!l->recorded)
		err = iqm_journal_get_here(s->client, s->op, &s->deadline, l->key, &l->own_recorded,
					   &s->call->error);
	if (err)
		return err;
	if (!l->recorded)
		l->recorded = l->own_recorded;
	p = l->recorded;
	err = check_purchase(s, l);
	if (err)
		return err;
	l->key = p->key;
	l->since = p->intent;
	if (p->state == IQM_PURCHASE_NOT_BOUGHT ||
	    (p->state == IQM_PURCHASE_REFUSED && !p->report_id.set))
		l->by = BY_NOTHING;
	else if (p->report_id.set)
		l->by = BY_ID;
	l->id = p->report_id.value;
	return l->by == BY_LIST ? read_request(s, l) : 0;
}

int iqm_lookup_is_owned(struct search *s, const struct lookup *l, struct iqm_int id, bool *owned)
{
	struct iqm_error why = { .status = 0 };
	int err = l->key && id.set ? iqm_journal_check_unowned(s->client, &s->deadline, l->key,
							       id.value, &why)
				   : 0;

	*owned = err == IQM_E_KEY_USED;
	return !err || *owned ? 0
			      : iqm_fail(&s->call->error, err, "%s: %s", s->op->name, why.message);
}

int iqm_lookup_settle(struct search *s, struct lookup *l)
{
	const struct iqm_settlement seen = {
		.rows = iqm_int(l->found.rows),
		.candidates = iqm_int((int64_t)l->found.candidates),
		.whole = iqm_bool(l->found.whole),
	};
	struct iqm_error why = { .status = 0 };
	int err;

	if (!l->recorded || l->by == BY_ID)
		return 0;
	err = iqm_journal_settle_seen(s->client, &s->deadline, l->key, l->recorded,
				      iqm_int(l->found.report.id), &seen, &why);
	return err ? iqm_fail(&s->call->error, err, "%s: what was found cannot be recorded: %s",
			      s->op->name, why.message)
		   : 0;
}
