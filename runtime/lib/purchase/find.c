/* SPDX-License-Identifier: MIT */
/*
 * Finds the reports that purchases of unknown outcome may have made: reports that fit the orders
 * and are newer than their intents. One reading of the list serves all of them.
 */
#include "purchase/find.h"

#include "purchase/search.h"

#include <inttypes.h>

/* ---- the search ---------------------------------------------------------------------------- */

/* What is to be looked for, and how. */
static int begin(struct search *s, struct lookup *l)
{
	struct iqm_error *error = &s->call->error;
	struct iqm_int regenerated;
	size_t asked;
	int err = 0;

	if (!s->order)
		return iqm_fail(error, IQM_E_USAGE, "%s: no list shows what it buys", s->op->name);
	if (l->key)
		err = iqm_lookup_recorded(s, l);
	if (err || l->by != BY_LIST)
		return err;
	regenerated = iqm_row_int(l->request, s->order->regenerate);
	if (regenerated.set && regenerated.value <= 0)
		return iqm_fail(error, IQM_E_USAGE, "%s: %s: expected 1 or more, found %" PRId64,
				s->op->name, s->order->regenerate->names[0], regenerated.value);
	if (regenerated.set) {
		l->by = BY_STATE;
		l->id = regenerated.value;
		return 0;
	}
	asked = iqm_count_asked(s, l);
	if (!asked)
		return iqm_fail(error, IQM_E_USAGE,
				"%s: the request has no field that its report can be known by",
				s->op->name);
	l->few_fields = asked < s->order->match_len;
	return 0;
}

static bool is_by_list(const struct lookup *l)
{
	return !l->status && l->by == BY_LIST;
}

/* Without a highest id, the row of a report that exists by the price is to be known as it comes. */
static void ask_prices_first(struct search *s)
{
	for (size_t i = 0; i < s->len; i++) {
		struct lookup *l = &s->lookups[i];
		int err = is_by_list(l) && !l->since.highest_id.set
				  ? iqm_search_price(s, l, &l->exists)
				  : 0;

		if (err)
			iqm_lookup_fail(s, l, err);
	}
}

/* The index in s->reports of report `id`, which exists: its row, if the list has shown it. */
static int take_report(struct search *s, const struct lookup *l, int64_t id, size_t *at)
{
	const struct iqm_report unseen = { .id = id };

	*at = iqm_search_kept(s, id);
	if (*at < s->report_len)
		return 0;
	return l->found.whole ? iqm_search_keep(s, &unseen, at) : iqm_search_poll_id(s, id, at);
}

/* The price may name a report that the list does not show yet, or not well enough. */
static int ask_price(struct search *s, struct lookup *l)
{
	struct iqm_int id;
	size_t at;
	int err = iqm_search_price(s, l, &id);

	if (err || !id.set || id.value <= l->since.highest_id.value)
		return err;
	err = take_report(s, l, id.value, &at);
	if (err || s->reports[at].taken) /* by another purchase that is looked for */
		return err;
	l->few_fields = false;
	iqm_search_drop_candidates(s, l);
	return iqm_search_add_candidate(s, l, at, false);
}

/* Of those that the list did not decide. */
static void ask_prices(struct search *s)
{
	for (size_t i = 0; i < s->len; i++) {
		struct lookup *l = &s->lookups[i];
		int err = is_by_list(l) && !l->decided && l->since.highest_id.set ? ask_price(s, l)
										  : 0;

		if (err)
			iqm_lookup_fail(s, l, err);
	}
}

static int read_service(struct search *s)
{
	bool by_list = false;
	int err = 0;

	ask_prices_first(s);
	for (size_t i = 0; i < s->len; i++)
		by_list = by_list || is_by_list(&s->lookups[i]);
	if (by_list)
		err = iqm_search_list(s);
	if (!err)
		err = iqm_search_ids(s);
	if (err)
		return err;
	iqm_search_decide(s);
	ask_prices(s);
	iqm_search_decide(s);
	return 0;
}

/* Records what was found. After an error nothing is concluded. */
static void end(struct search *s, struct lookup *l)
{
	int err = !l->status && l->found.finding == IQM_FOUND ? iqm_lookup_settle(s, l) : 0;

	if (err)
		iqm_lookup_fail(s, l, err);
	if (l->status)
		l->found = (struct iqm_found){ 0 };
	l->found.whole = l->found.whole && !l->unproven;
}

int iqm_search_run(struct search *s)
{
	int err;

	for (size_t i = 0; i < s->len; i++) {
		err = begin(s, &s->lookups[i]);
		if (err)
			iqm_lookup_fail(s, &s->lookups[i], err);
	}
	err = read_service(s);
	for (size_t i = 0; i < s->len; i++) {
		if (err && !s->lookups[i].status)
			iqm_lookup_fail(s, &s->lookups[i], err);
		end(s, &s->lookups[i]);
	}
	if (s->err)
		s->call->error = s->why;
	iqm_search_free(s);
	return s->err;
}

/* ---- of one purchase ------------------------------------------------------------------------ */

int iqm_find_recorded(struct iqm_client *client, const struct iqm_op *op,
		      const struct iqm_purchase *recorded, const struct deadline *deadline,
		      struct iqm_found *found, struct iqm_call *call)
{
	struct lookup l = { .key = recorded->key, .recorded = recorded };
	struct search s = {
		.client = client,
		.op = op,
		.order = op->order,
		.proves = true,
		.deadline = *deadline,
		.call = call,
		.lookups = &l,
		.len = 1,
	};
	int err = iqm_search_run(&s);

	*found = l.found;
	return err;
}

int iqm_reports_find(struct iqm_client *client, const struct iqm_op *op, const void *request,
		     const struct iqm_intent *since, struct iqm_found *found, struct iqm_call *call)
{
	struct lookup l = { .request = request };
	struct search s = {
		.client = client,
		.op = op,
		.order = op->order,
		.call = IQM_CALL_OR_OWN(call),
		.lookups = &l,
		.len = 1,
	};
	struct iqm_error *error = &s.call->error;
	int err;

	iqm_call_begin(s.call, op->name);
	if (found)
		*found = (struct iqm_found){ 0 };
	err = iqm_check_client(error, op->name, client, op);
	if (err)
		return err;
	if (!found || (since && !request))
		return iqm_fail(error, IQM_E_USAGE, "%s: %s is NULL", op->name,
				found ? "req" : "found");
	err = iqm_check_call(error, NULL, s.call);
	if (!err && since)
		err = IQM_CHECK_RESERVED(error, "since", since);
	if (!err && !since && !s.call->key)
		err = iqm_fail(error, IQM_E_USAGE,
			       "%s: expected an intent, or the call.key of a purchase", op->name);
	if (err)
		return err;
	s.deadline = iqm_call_deadline(client, s.call);
	if (since)
		l.since = *since;
	else
		l.key = s.call->key;
	err = iqm_search_run(&s);
	*found = l.found;
	return err;
}
