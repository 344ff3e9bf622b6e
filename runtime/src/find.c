/* SPDX-License-Identifier: MIT */
/* What a purchase of unknown outcome may have made: a report that fits, newer than the intent. */
#include "rows.h"

#include <stdlib.h>
#include <string.h>

#define CLOCKS_DIFFER_S (10 * 60) /* how far ours and the service's may be apart */

struct search {
	struct iqm_client *client;
	const struct iqm_op *op;
	const struct iqm_order *order;
	const void *request;
	struct iqm_intent since;
	struct limits limits;
	struct iqm_call *call;
	struct iqm_found *found;
	bool unsure; /* a candidate may be another purchase's */
};

/* ---- a row against the order --------------------------------------------------------------- */

static struct iqm_ints ints_of(const void *row, const struct iqm_field *f)
{
	struct iqm_ints ints;

	memcpy(&ints, (const char *)row + f->offset, sizeof(ints));
	return ints;
}

static bool has_all(struct iqm_ints ints, struct iqm_ints values)
{
	for (size_t i = 0; i < values.len; i++) {
		size_t k = 0;

		while (k < ints.len && ints.items[k] != values.items[i])
			k++;
		if (k == ints.len)
			return false;
	}
	return true;
}

static bool is_asked(const struct iqm_match *m, const void *request)
{
	if (m->asked->kind == IQM_K_INTS)
		return ints_of(request, m->asked).len;
	return iqm_row_text(request, m->asked) || iqm_row_int(request, m->asked).set;
}

static bool is_moment(const struct iqm_field *f)
{
	return f->kind == IQM_K_MS || f->kind == IQM_K_S;
}

static bool shows_number(const struct iqm_match *m, int64_t asked, const void *row)
{
	const struct iqm_ints one = { &asked, 1 };
	struct iqm_int shown = iqm_row_int(row, m->shown);

	if (m->shown->kind == IQM_K_INTS)
		return has_all(ints_of(row, m->shown), one);
	if (shown.set && is_moment(m->asked) && is_moment(m->shown))
		return iqm_ms_to_time(iqm_ms(asked)) == iqm_ms_to_time(iqm_ms(shown.value));
	return shown.set && asked == shown.value;
}

static bool shows(const struct iqm_match *m, const void *request, const void *row)
{
	const char *text = iqm_row_text(row, m->shown);

	if (m->asked->kind == IQM_K_STR)
		return text && !strcmp(iqm_row_text(request, m->asked), text);
	if (m->asked->kind != IQM_K_INTS)
		return shows_number(m, iqm_row_int(request, m->asked).value, row);
	return m->shown->kind == IQM_K_INTS &&
	       has_all(ints_of(row, m->shown), ints_of(request, m->asked)) &&
	       has_all(ints_of(request, m->asked), ints_of(row, m->shown));
}

static bool fits(const struct search *s, const void *row)
{
	for (size_t i = 0; i < s->order->match_len; i++) {
		const struct iqm_match *m = &s->order->matches[i];

		if (is_asked(m, s->request) && !shows(m, s->request, row))
			return false;
	}
	return true;
}

/* How many of the fields that tell orders apart the request has. */
static size_t count_asked(const struct search *s)
{
	size_t asked = 0;

	for (size_t i = 0; i < s->order->match_len; i++)
		asked += is_asked(&s->order->matches[i], s->request);
	return asked;
}

/* ---- newer than the intent ----------------------------------------------------------------- */

enum age { OLDER, NEWER, UNCERTAIN };

static enum age age_of(const struct search *s, const void *row)
{
	struct iqm_int highest = s->since.highest_id;
	struct iqm_int id = iqm_row_int(row, s->order->list->paged->key);
	struct iqm_int created = iqm_row_int(row, s->order->created);

	if (id.set && highest.set)
		return id.value > highest.value ? NEWER : OLDER;
	if (!created.set || s->since.time.set != &iqm_is_set)
		return UNCERTAIN;
	return iqm_ms_to_time(iqm_ms(created.value)) >=
			       iqm_ms_to_time(s->since.time) - CLOCKS_DIFFER_S
		       ? NEWER
		       : OLDER;
}

/* ---- by id --------------------------------------------------------------------------------- */

static int look_for(struct search *s, int64_t id, struct iqm_report *report)
{
	struct iqm_call inner = iqm_inner_call(s->client, &s->limits);
	int err;

	*report = (struct iqm_report){ .id = id };
	err = iqm_reports_look(s->client, s->op, report, 1, &inner);
	s->call->error = inner.error;
	memcpy(s->call->attempts, inner.attempts, sizeof(inner.attempts));
	return err;
}

/* A report that is known to be there; the list may be behind. */
static int find_known(struct search *s, int64_t id)
{
	int err = look_for(s, id, &s->found->report);

	if (err)
		return err;
	if (s->found->report.state == IQM_REPORT_GONE)
		s->found->report.state = IQM_REPORT_WAITING;
	s->found->finding = IQM_FOUND;
	s->found->candidates = 1;
	return 0;
}

/* What became of a report that was in state `before` and was to be made again. */
static enum iqm_finding judge_again(struct iqm_int before, const struct iqm_report *now)
{
	if (!now->page || now->state == IQM_REPORT_FAILED)
		return IQM_NOT_SEEN;
	if (now->status_unknown)
		return IQM_AMBIGUOUS;
	if (before.set && before.value == IQM_REPORT_FAILED)
		return IQM_FOUND;
	if (before.set && before.value == now->state) /* that it was made twice is not shown */
		return now->state == IQM_REPORT_READY ? IQM_NOT_SEEN : IQM_AMBIGUOUS;
	return now->state == IQM_REPORT_WAITING ? IQM_FOUND : IQM_AMBIGUOUS;
}

static int find_again(struct search *s, int64_t id)
{
	int err = look_for(s, id, &s->found->report);

	if (err)
		return err;
	s->found->finding = judge_again(s->since.state, &s->found->report);
	s->found->candidates = s->found->finding != IQM_NOT_SEEN;
	return 0;
}

/* ---- by the price: it may say that the report exists ---------------------------------------- */

static struct iqm_int existing_id(const struct iqm_op *price, const void *answer)
{
	struct iqm_int none = { 0 };
	enum iqm_outcome outcome;

	if (!price->verdict)
		return none;
	memcpy(&outcome, (const char *)answer + price->verdict->outcome, sizeof(outcome));
	return outcome == IQM_EXISTS ? iqm_row_int(answer, price->verdict->id) : none;
}

/* The id of a report that exists and is newer than the intent; 0: none, or it cannot be told. */
static int64_t ask_price(struct search *s)
{
	const struct iqm_op *price = s->order->price;
	struct iqm_int highest = s->since.highest_id;
	struct iqm_int id;
	void *answer;

	if (!price || !highest.set ||
	    iqm_perform_inner(s->client, price, s->request, &answer, &s->limits, s->call))
		return 0;
	id = existing_id(price, answer);
	iqm_free(answer);
	return id.set && id.value > highest.value ? id.value : 0;
}

/* ---- by the list --------------------------------------------------------------------------- */

static void judge_row(struct search *s, const void *row, int64_t page)
{
	struct iqm_int id = iqm_row_int(row, s->order->list->paged->key);
	struct iqm_report *report = &s->found->report;
	enum age age;

	if (!fits(s, row))
		return;
	age = age_of(s, row);
	if (age == OLDER)
		return;
	s->unsure = s->unsure || age == UNCERTAIN || !id.set;
	if (!s->found->candidates++) {
		report->id = id.value;
		iqm_report_read(s->client, s->order, row, page, report);
	}
}

/* All rows; those that are older by their ids are left out once the ids are seen to fall. */
static int read_list(struct search *s, struct iqm_pager *pager)
{
	const struct iqm_op *list = s->order->list;
	struct iqm_int highest = s->since.highest_id;
	struct rows rows = { .size = list->paged->items->sub->size };
	int64_t last = INT64_MAX;
	bool falls = true;
	int err = 0;

	while (!err && !iqm_pager_paging(pager)->done) {
		struct iqm_call inner = iqm_inner_call(s->client, &s->limits);
		const void *at;

		err = iqm_pager_next_page(pager, &at, &rows.len, &inner);
		rows.at = (char *)(uintptr_t)at; /* read only here */
		s->call->error = inner.error;
		memcpy(s->call->attempts, inner.attempts, sizeof(inner.attempts));
		for (size_t i = 0; i < rows.len; i++)
			judge_row(s, rows.at + i * rows.size, iqm_pager_paging(pager)->page - 1);
		falls = falls && iqm_ids_fall(list, &rows, last, &last);
		if (highest.set && last <= highest.value)
			break;
	}
	return err;
}

static int search_list(struct search *s)
{
	const struct iqm_op *list = s->order->list;
	void *request = iqm_newest_first(list, list->paged->max_size);
	struct iqm_pager *pager;
	int err = request ? iqm_pager_open(s->client, list, request, &pager, &s->call->error)
			  : iqm_fail_nomem(&s->call->error);

	if (!err) {
		err = read_list(s, pager);
		iqm_pager_close(pager);
	}
	free(request);
	if (err || !s->found->candidates)
		return err;
	s->found->finding = s->unsure || s->found->candidates > 1 ? IQM_AMBIGUOUS : IQM_FOUND;
	return 0;
}

/* ---- the search ---------------------------------------------------------------------------- */

static int search_for(struct search *s)
{
	struct iqm_int again = iqm_row_int(s->request, s->order->again);
	size_t asked;
	int64_t id;

	if (again.set)
		return find_again(s, again.value);
	asked = count_asked(s);
	if (!asked)
		return iqm_fail(&s->call->error, IQM_E_USAGE,
				"%s: the request has no field that its report can be known by",
				s->op->name);
	s->unsure = asked < s->order->match_len;
	id = ask_price(s);
	return id ? find_known(s, id) : search_list(s);
}

/* An error concludes nothing, and only what was found has a report. */
static int search(struct search *s)
{
	int err = search_for(s);

	if (err)
		*s->found = (struct iqm_found){ 0 };
	else if (s->found->finding != IQM_FOUND)
		s->found->report = (struct iqm_report){ 0 };
	return err;
}

/* What the journal knows of the purchase under call.key; then the search, where it is needed. */
static int search_by_key(struct search *s)
{
	struct iqm_purchase *purchase;
	struct iqm_error *error = &s->call->error;
	int err;

	if (!s->call->key)
		return iqm_fail(error, IQM_E_USAGE,
				"%s: expected an intent, or the call.key of a purchase",
				s->op->name);
	err = iqm_journal_look(s->client, s->call->key, &purchase, error);
	if (err)
		return err;
	s->since = purchase->intent;
	if (purchase->state == IQM_PURCHASE_NONE)
		err = iqm_fail(error, IQM_E_USAGE, "%s: the journal has no purchase '%s'",
			       s->op->name, s->call->key);
	else if (purchase->state == IQM_PURCHASE_BOUGHT && purchase->report_id.set)
		err = find_known(s, purchase->report_id.value);
	else if (purchase->state != IQM_PURCHASE_NOT_SENT &&
		 purchase->state != IQM_PURCHASE_REFUSED)
		err = search(s);
	if (!err && s->found->finding == IQM_FOUND && !purchase->report_id.set)
		err = iqm_journal_settle(s->client, s->call->key, s->found->report.id, error);
	iqm_free(purchase);
	return err;
}

int iqm_reports_find(struct iqm_client *client, const struct iqm_op *op, const void *request,
		     const struct iqm_intent *since, struct iqm_found *found, struct iqm_call *call)
{
	struct iqm_call none = { 0 };
	struct search s = {
		.client = client,
		.op = op,
		.order = op->order,
		.request = request,
		.call = call ? call : &none,
		.found = found,
	};
	struct iqm_error *error = &s.call->error;

	iqm_error_begin(&s.call->error, op);
	if (found)
		*found = (struct iqm_found){ 0 };
	if (!client || !request || !found)
		return iqm_fail(error, IQM_E_USAGE, "%s: %s is NULL", op->name,
				!client    ? "client"
				: !request ? "req"
					   : "found");
	if (s.call->timeout_ms < 0)
		return iqm_fail(error, IQM_E_USAGE, "timeout_ms: expected 0 or more, found %ld",
				s.call->timeout_ms);
	s.limits = iqm_limits(client, s.call, client->timeout_ms);
	if (!since)
		return search_by_key(&s);
	s.since = *since;
	return search(&s);
}
