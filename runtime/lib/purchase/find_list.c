/* SPDX-License-Identifier: MIT */
/* One reading of the list for all purchases that are looked for. */
#include "purchase/search.h"

#include <limits.h>
#include <stdlib.h>

/* A row as it comes. */
struct row {
	const struct iqm_pager *pager;
	size_t i; /* of those that the pager gave */
	const void *at;
	struct iqm_int id;
	bool kept;
	size_t report; /* of s->reports, once it is kept */
};

static int keep(struct search *s, struct row *row)
{
	struct iqm_report report = { .id = row->id.value, .seen_ms = iqm_now(&s->client->clock) };

	if (row->kept)
		return 0;
	iqm_report_read(&s->client->logger, s->order, row->at,
			iqm_pager_paging(row->pager)->page - 1, &report);
	row->kept = true;
	return iqm_search_keep(s, &report, &row->report);
}

/* *fit: of a row that is newer than the purchase, or may be, and that no other key has bought. */
static int evaluate(struct search *s, struct lookup *l, const struct row *row, enum fit *fit,
		    enum age *age)
{
	bool exists = row->id.set && l->exists.set && row->id.value == l->exists.value;
	bool owned;
	int err;

	*fit = exists ? FITS : iqm_row_fit(s, l, row->pager, row->i, row->at);
	*age = iqm_row_age(s, l, row->at);
	if (exists)
		l->exists = (struct iqm_int){ 0 };
	if (*age == OLDER || *fit == FITS_NOT)
		return 0;
	err = iqm_lookup_is_owned(s, l, row->id, &owned);
	if (owned)
		*fit = FITS_NOT;
	return err;
}

static int read_row_for(struct search *s, struct lookup *l, struct row *row)
{
	enum fit fit;
	enum age age;
	int err = evaluate(s, l, row, &fit, &age);

	if (err) {
		iqm_lookup_fail(s, l, err);
		return 0;
	}
	/* A price may say later that it is this one. */
	if (age != OLDER && iqm_price_names_reports(s->order))
		err = keep(s, row);
	if (err || age == OLDER || fit == FITS_NOT)
		return err;
	if (fit == NOT_SHOWN) {
		l->unproven = true;
		return 0;
	}
	err = keep(s, row);
	return err ? err
		   : iqm_search_add_candidate(s, l, row->report,
					      age == UNCERTAIN || !row->id.set || fit != FITS);
}

/* By a status that is only a hint: the link of its file decides. */
static bool may_be_ready(const struct search *s, const struct iqm_report *r)
{
	unsigned meanings = iqm_report_meanings(s->order->list->api, r);

	return !r->confirmed && (meanings & STATE_BIT(IQM_REPORT_READY));
}

/* A report that the journal knows by its id. Where the row does not say how it stands, it is polled
 * for. */
static int read_known_row(struct search *s, struct lookup *l, struct row *row)
{
	const struct iqm_order *o = s->order;
	int err;

	if (!row->id.set || row->id.value != l->id || l->seen ||
	    iqm_pager_is_bad_field(row->pager, row->i, o->status) ||
	    (o->status_name && iqm_pager_is_bad_field(row->pager, row->i, o->status_name)))
		return 0;
	err = keep(s, row);
	l->seen = !err && !may_be_ready(s, &s->reports[row->report].report);
	return l->seen ? iqm_search_add_candidate(s, l, row->report, false) : err;
}

static int read_row(struct search *s, struct row *row)
{
	int err = 0;

	for (size_t k = 0; !err && k < s->len; k++) {
		struct lookup *l = &s->lookups[k];

		if (l->status)
			continue;
		if (l->by == BY_LIST)
			err = read_row_for(s, l, row);
		if (l->by == BY_ID)
			err = read_known_row(s, l, row);
	}
	return err;
}

/* The id at which ids that fall have shown all that is newer than each purchase. */
static int64_t lowest_known(const struct search *s)
{
	int64_t lowest = INT64_MAX;

	for (size_t i = 0; i < s->len; i++) {
		const struct lookup *l = &s->lookups[i];
		int64_t highest = l->since.highest_id.set ? l->since.highest_id.value : INT64_MIN;

		if (l->by == BY_LIST && !l->status && highest < lowest)
			lowest = highest;
	}
	return lowest;
}

/* `read` rows; `last`: the lowest of the ids, as long as they fell. */
static void note_whole(struct search *s, const struct iqm_paging *paging, int64_t read,
		       int64_t last)
{
	bool all = paging->total >= 0 && paging->done && !paging->maybe_missed;

	for (size_t i = 0; i < s->len; i++) {
		struct lookup *l = &s->lookups[i];
		struct iqm_int highest = l->since.highest_id;

		if (l->by != BY_LIST)
			continue;
		l->found.rows = read;
		l->found.whole = all || (highest.set && last <= highest.value);
	}
}

/* All rows, or while their ids fall, those down to the highest id before the purchases. */
static int read_list(struct search *s, struct iqm_pager *pager)
{
	const struct iqm_op *list = s->order->list;
	const struct iqm_paging *paging = iqm_pager_paging(pager);
	int64_t lowest = lowest_known(s);
	int64_t last = INT64_MAX;
	int64_t read = 0;
	bool falls = true;
	struct rows rows;
	int err = 0;

	do {
		err = iqm_pager_next_inner(pager, &rows, &s->deadline, LONG_MAX, s->call);
		for (size_t i = 0; !err && i < rows.len; i++) {
			struct row row = { .pager = pager, .i = i, .at = rows.at[i] };

			row.id = iqm_row_id(list, &rows, i);
			err = read_row(s, &row);
		}
		read += (int64_t)rows.len;
		falls = falls && iqm_ids_descend(list, &rows, last, &last);
	} while (!err && !paging->done && last > lowest);
	if (!err)
		note_whole(s, paging, read, last);
	return err;
}

/* What exists by the price alone may be older. */
static int add_unseen(struct search *s, struct lookup *l)
{
	struct iqm_report report = { .id = l->exists.value };
	size_t at;
	int err;

	if (!l->exists.set || l->status)
		return 0;
	err = iqm_search_keep(s, &report, &at);
	return err ? err : iqm_search_add_candidate(s, l, at, true);
}

int iqm_search_list(struct search *s)
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
	for (size_t i = 0; !err && i < s->len; i++)
		err = add_unseen(s, &s->lookups[i]);
	return err;
}
