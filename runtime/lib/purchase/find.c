/* SPDX-License-Identifier: MIT */
/* Finds the report that a purchase of unknown outcome may have made: one that fits the order and
 * is newer than its intent. */
#include "purchase/find.h"

#include "purchase/match.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define CLOCKS_DIFFER_S (10 * 60)     /* how far ours and the service's may be apart */
#define PROOF_DIFFER_S (24 * 60 * 60) /* and where a row's time alone is to prove it older */

struct search {
	struct iqm_client *client;
	const struct iqm_op *op;
	const struct iqm_order *order;
	const void *request;
	const char *key; /* of the purchase in the journal; NULL: it is not from there */
	struct iqm_intent since;
	int64_t differ_s; /* where no id says it: how far a row's time may be before the intent's */
	struct deadline deadline;
	struct iqm_call *call;
	struct iqm_found *found;
	bool unsure;   /* a candidate may be another purchase's */
	bool left_out; /* a row that is none does not show all that it would be known by */
	/* A report that exists by the price, and may be older. Absent once its row was seen. */
	struct iqm_int exists;
};

/* ---- a row against the order --------------------------------------------------------------- */

/* The worst of a row's fields is the row's. */
enum fit { FITS_NOT, NOT_SHOWN, NOT_READABLE, FITS };

static enum fit fit_of_field(const struct search *s, const struct iqm_pager *pager, size_t i,
			     const void *row, const struct iqm_match *m)
{
	if (!iqm_match_asked(m, s->request))
		return FITS;
	if (iqm_pager_is_bad_field(pager, i, m->shown))
		return NOT_READABLE;
	if (!iqm_match_is_there(m, row))
		return NOT_SHOWN;
	return iqm_match_shown(m, s->request, row) ? FITS : FITS_NOT;
}

/* Row `i` of those that the pager gave. */
static enum fit fit_of(const struct search *s, const struct iqm_pager *pager, size_t i,
		       const void *row)
{
	enum fit worst = FITS;

	for (size_t k = 0; k < s->order->match_len; k++) {
		enum fit fit = fit_of_field(s, pager, i, row, &s->order->matches[k]);

		worst = fit < worst ? fit : worst;
	}
	return worst;
}

/* How many of the fields by which orders differ are in the request. */
static size_t count_asked(const struct search *s)
{
	size_t asked = 0;

	for (size_t i = 0; i < s->order->match_len; i++)
		asked += iqm_match_asked(&s->order->matches[i], s->request);
	return asked;
}

/* ---- newer than the intent ----------------------------------------------------------------- */

enum age { OLDER, NEWER, UNCERTAIN };

/* By the service's clock and ours. They may differ, so a little before the intent is uncertain. */
static enum age age_by_time(const struct search *s, const void *row, int64_t differ_s)
{
	struct iqm_int created = iqm_row_int(row, s->order->created);
	int64_t since = s->since.time.set ? iqm_ms_to_time(s->since.time) : 0;

	if (!created.set || !s->since.time.set)
		return UNCERTAIN;
	created.value = iqm_ms_to_time(iqm_ms(created.value));
	if (created.value >= since)
		return NEWER;
	return created.value >= since - differ_s ? UNCERTAIN : OLDER;
}

static enum age age_of(const struct search *s, const void *row)
{
	struct iqm_int highest = s->since.highest_id;
	struct iqm_int id = iqm_row_int(row, s->order->list->paged->key);

	if (!id.set || !highest.set)
		return age_by_time(s, row, s->differ_s);
	if (id.value <= highest.value)
		return OLDER;
	/* OLDER: id and time disagree. */
	return age_by_time(s, row, CLOCKS_DIFFER_S) == OLDER ? UNCERTAIN : NEWER;
}

/* ---- by id --------------------------------------------------------------------------------- */

static int poll_one(struct search *s, int64_t id)
{
	struct iqm_report report = { .id = id };
	struct iqm_call inner = iqm_deadline_call(&s->deadline);
	int err = iqm_reports_poll(s->client, s->op, &report, 1, &inner);

	if (!err)
		s->found->report = report;
	iqm_call_adopt(s->call, &inner);
	return err;
}

/* A report that is known to exist; the list may show it late. */
static int find_known(struct search *s, int64_t id)
{
	int err = poll_one(s, id);

	if (err)
		return err;
	s->found->report.missed = false;
	s->found->finding = IQM_FOUND;
	s->found->candidates = 1;
	return 0;
}

/* What became of a report that was in state `before` and was to be regenerated. */
static enum iqm_finding evaluate_regenerated(struct iqm_int before, const struct iqm_report *now)
{
	if (!now->page || now->state == IQM_REPORT_FAILED)
		return IQM_NOT_SEEN;
	if (now->status_unknown)
		return IQM_AMBIGUOUS;
	if (before.set && before.value == IQM_REPORT_FAILED)
		return IQM_FOUND;
	if (before.set && before.value == now->state) /* nothing shows that it was made anew */
		return now->state == IQM_REPORT_READY ? IQM_NOT_SEEN : IQM_AMBIGUOUS;
	return now->state == IQM_REPORT_WAITING ? IQM_FOUND : IQM_AMBIGUOUS;
}

static int find_regenerated(struct search *s, int64_t id)
{
	int err = poll_one(s, id);

	if (err)
		return err;
	s->found->finding = evaluate_regenerated(s->since.state, &s->found->report);
	s->found->candidates = s->found->finding != IQM_NOT_SEEN;
	return 0;
}

/* ---- other keys' reports --------------------------------------------------------------------- */

/* Whether another key has bought the report: then it is not this purchase's. */
static int is_owned(struct search *s, struct iqm_int id, bool *owned)
{
	struct iqm_error why = { .status = 0 };
	int err = s->key && id.set ? iqm_journal_check_unowned(s->client, &s->deadline, s->key,
							       id.value, &why)
				   : 0;

	*owned = err == IQM_E_KEY_USED;
	return !err || *owned ? 0
			      : iqm_fail(&s->call->error, err, "%s: %s", s->op->name, why.message);
}

/* ---- by the price: it may say that the report exists ---------------------------------------- */

static struct iqm_int existing_id(const struct iqm_op *price, const void *response)
{
	struct iqm_int none = { 0 };
	enum iqm_outcome outcome;

	if (!price->verdict)
		return none;
	memcpy(&outcome, (const char *)response + price->verdict->outcome, sizeof(outcome));
	return outcome == IQM_EXISTS ? iqm_row_int(response, price->verdict->id) : none;
}

/* The report that exists already, by the price, into s->exists; absent: none, or the price does not
 * say, or it is another key's. */
static int ask_price(struct search *s)
{
	const struct iqm_op *price = s->order->price;
	void *response;
	bool owned;
	int err;

	if (!price)
		return 0;
	if (!iqm_perform_inner(s->client, price, s->request, &response, &s->deadline, s->call))
		s->exists = existing_id(price, response);
	iqm_free(response);
	err = is_owned(s, s->exists, &owned);
	if (owned)
		s->exists = (struct iqm_int){ 0 };
	return err;
}

/* ---- by the list --------------------------------------------------------------------------- */

static int evaluate_row(struct search *s, const struct iqm_pager *pager, size_t i, const void *row)
{
	struct iqm_int id = iqm_row_int(row, s->order->list->paged->key);
	struct iqm_report *report = &s->found->report;
	bool exists = id.set && s->exists.set && id.value == s->exists.value;
	enum fit fit = exists ? FITS : fit_of(s, pager, i, row);
	enum age age = age_of(s, row);
	bool owned;
	int err;

	if (exists)
		s->exists = (struct iqm_int){ 0 };
	if (age == OLDER || fit == FITS_NOT)
		return 0;
	err = is_owned(s, id, &owned);
	if (err || owned)
		return err;
	if (fit == NOT_SHOWN) {
		s->left_out = true;
		return 0;
	}
	s->unsure = s->unsure || age == UNCERTAIN || !id.set || fit != FITS;
	if (!s->found->candidates++) {
		report->id = id.value;
		report->seen_ms = iqm_now(&s->client->clock);
		iqm_report_read(&s->client->logger, s->order, row,
				iqm_pager_paging(pager)->page - 1, report);
	}
	return 0;
}

/* All rows, or while their ids fall, those down to the highest id before the purchase. */
static int read_list(struct search *s, struct iqm_pager *pager)
{
	const struct iqm_op *list = s->order->list;
	const struct iqm_paging *paging = iqm_pager_paging(pager);
	struct iqm_int highest = s->since.highest_id;
	struct rows rows;
	int64_t last = INT64_MAX;
	bool falls = true;
	bool whole = false;
	int err = 0;

	while (!err && !whole && !paging->done) {
		err = iqm_pager_next_inner(pager, &rows, &s->deadline, LONG_MAX, s->call);
		s->found->rows += err ? 0 : (int64_t)rows.len;
		for (size_t i = 0; !err && i < rows.len; i++)
			err = evaluate_row(s, pager, i, rows.at[i]);
		falls = falls && iqm_ids_descend(list, &rows, last, &last);
		whole = highest.set && last <= highest.value;
	}
	whole = whole || (paging->total >= 0 && !paging->maybe_missed);
	s->found->whole = whole && !s->left_out;
	return err;
}

static int search_list(struct search *s)
{
	const struct iqm_op *list = s->order->list;
	void *request = iqm_newest_first(list, list->paged->max_size);
	struct iqm_pager *pager = NULL;
	int err = request ? iqm_pager_open(s->client, list, request, &pager, &s->call->error)
			  : iqm_fail_nomem(&s->call->error);

	if (!err) {
		err = read_list(s, pager);
		iqm_pager_close(pager);
	}
	free(request);
	s->unsure = s->unsure || s->exists.set;
	s->found->candidates += s->exists.set != NULL;
	if (err || !s->found->candidates)
		return err;
	s->found->finding = s->unsure || s->found->candidates > 1 ? IQM_AMBIGUOUS : IQM_FOUND;
	return 0;
}

/* ---- the search ---------------------------------------------------------------------------- */

static int search_for(struct search *s)
{
	struct iqm_int regenerated = iqm_row_int(s->request, s->order->regenerate);
	struct iqm_int highest = s->since.highest_id;
	size_t asked;
	int err;

	if (regenerated.set)
		return find_regenerated(s, regenerated.value);
	asked = count_asked(s);
	if (!asked)
		return iqm_fail(&s->call->error, IQM_E_USAGE,
				"%s: the request has no field that its report can be known by",
				s->op->name);
	s->unsure = asked < s->order->match_len;
	err = ask_price(s);
	if (err)
		return err;
	if (highest.set && s->exists.set && s->exists.value > highest.value)
		return find_known(s, s->exists.value);
	if (highest.set)
		s->exists = (struct iqm_int){ 0 };
	return search_list(s);
}

/* After an error nothing is concluded; only IQM_FOUND has a report. */
static int search(struct search *s)
{
	int err = search_for(s);

	if (err)
		*s->found = (struct iqm_found){ 0 };
	else if (s->found->finding != IQM_FOUND)
		s->found->report = (struct iqm_report){ 0 };
	return err;
}

/* ---- by the journal's key -------------------------------------------------------------------- */

/* Whether `request` is the recorded one, in any dialect. */
static int compare_request(const struct search *s, const char *recorded, bool *same)
{
	struct encoding how = { .error = &s->call->error };
	int err = 0;

	*same = false;
	for (int d = IQM_DIALECT_PAGE; d <= IQM_DIALECT_SAMPLES && !err && !*same; d++) {
		struct buf json = { 0 };

		how.dialect = (enum iqm_dialect)d;
		err = iqm_encode_json(s->op->body, s->request, &how, &json);
		*same = !err && !strcmp(json.data, recorded);
		iqm_buf_free(&json);
	}
	return err;
}

/* Whether the key stands for the purchase that is to be found. */
static int check_purchase(const struct search *s, const struct iqm_purchase *p)
{
	struct iqm_error *error = &s->call->error;
	bool same = false;
	int err;

	if (p->state == IQM_PURCHASE_NONE)
		return iqm_fail(error, IQM_E_USAGE, "%s: the journal has no purchase '%s'",
				s->op->name, p->key);
	if (strcmp(p->operation, s->op->name) != 0)
		return iqm_fail(error, IQM_E_USAGE, "%s: the journal's '%s' is a purchase of %s",
				s->op->name, p->key, p->operation);
	err = s->request ? compare_request(s, p->request, &same) : 0;
	if (!err && s->request && !same)
		err = iqm_fail(error, IQM_E_USAGE,
			       "%s: req: the journal's '%s' is a purchase of %s, found another",
			       s->op->name, p->key, p->request);
	if (!err && p->state == IQM_PURCHASE_BUSY)
		err = iqm_fail(error, IQM_E_KEY_USED,
			       "%s: another thread or process is at the purchase '%s'", s->op->name,
			       p->key);
	return err;
}

/* Records what was found. IQM_E_KEY_USED: the key, or that report, has become another's meanwhile.
 */
static int settle(struct search *s, const struct recorded *r)
{
	struct iqm_error why = { .status = 0 };
	int err = iqm_journal_settle_within(s->client, &s->deadline, r->purchase.key, r->at,
					    iqm_int(s->found->report.id), &why);

	if (!err)
		return 0;
	*s->found = (struct iqm_found){ 0 };
	return iqm_fail(&s->call->error, err, "%s: what was found cannot be recorded: %s",
			s->op->name, why.message);
}

/* Without a request, searches by the recorded one. */
static int search_recorded(struct search *s, const struct iqm_purchase *p)
{
	void *recorded = NULL;
	int err = 0;

	if (!s->request)
		err = iqm_json_read(s->op->body, p->request, strlen(p->request), &recorded,
				    &s->call->error);
	if (!err) {
		s->request = s->request ? s->request : recorded;
		err = search(s);
	}
	iqm_free(recorded);
	return err;
}

static int search_purchase(struct search *s, const struct recorded *r)
{
	const struct iqm_purchase *p = &r->purchase;
	int err = check_purchase(s, p);

	if (err || p->state == IQM_PURCHASE_NOT_BOUGHT ||
	    (p->state == IQM_PURCHASE_REFUSED && !p->report_id.set))
		return err;
	s->key = p->key;
	s->since = p->intent;
	if (p->report_id.set)
		return find_known(s, p->report_id.value);
	err = search_recorded(s, p);
	return !err && s->found->finding == IQM_FOUND ? settle(s, r) : err;
}

static int search_by_key(struct search *s)
{
	struct recorded *recorded;
	struct iqm_error *error = &s->call->error;
	int err;

	if (!s->call->key)
		return iqm_fail(error, IQM_E_USAGE,
				"%s: expected an intent, or the call.key of a purchase",
				s->op->name);
	err = iqm_journal_get_here(s->client, s->op, &s->deadline, s->call->key, &recorded, error);
	if (err)
		return err;
	err = search_purchase(s, recorded);
	iqm_free(recorded);
	return err;
}

int iqm_find_recorded(struct iqm_client *client, const struct iqm_op *op,
		      const struct recorded *recorded, const struct deadline *deadline,
		      struct iqm_found *found, struct iqm_call *call)
{
	struct search s = {
		.client = client,
		.op = op,
		.order = op->order,
		.differ_s = PROOF_DIFFER_S,
		.deadline = *deadline,
		.call = call,
		.found = found,
	};

	*found = (struct iqm_found){ 0 };
	return search_purchase(&s, recorded);
}

int iqm_reports_find(struct iqm_client *client, const struct iqm_op *op, const void *request,
		     const struct iqm_intent *since, struct iqm_found *found, struct iqm_call *call)
{
	struct iqm_call none = { 0 };
	struct search s = {
		.client = client,
		.op = op,
		.order = op->order,
		.differ_s = CLOCKS_DIFFER_S,
		.request = request,
		.call = call ? call : &none,
		.found = found,
	};
	struct iqm_error *error = &s.call->error;
	int err;

	iqm_call_begin(s.call, op->name);
	if (found)
		*found = (struct iqm_found){ 0 };
	if (!client || !found || (since && !request))
		return iqm_fail(error, IQM_E_USAGE, "%s: %s is NULL", op->name,
				!client  ? "client"
				: !found ? "found"
					 : "req");
	err = iqm_check_call(error, NULL, s.call);
	if (!err && since)
		err = IQM_CHECK_RESERVED(error, "since", since);
	if (err)
		return err;
	s.deadline = iqm_call_deadline(client, s.call);
	if (!since)
		return search_by_key(&s);
	s.since = *since;
	return search(&s);
}
