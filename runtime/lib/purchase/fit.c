/* SPDX-License-Identifier: MIT */
/* A row against a purchase: whether it shows what was ordered, and is newer than the intent. */
#include "purchase/match.h"
#include "purchase/search.h"

#define CLOCKS_DIFFER_S (10 * 60)     /* how far ours and the service's may be apart */
#define PROOF_DIFFER_S (24 * 60 * 60) /* and where a row's time alone is to prove it older */

/* ---- what it shows ------------------------------------------------------------------------- */

static enum fit fit_of_field(const struct lookup *l, const struct iqm_pager *pager, size_t i,
			     const void *row, const struct iqm_match *m)
{
	if (!iqm_match_asked(m, l->request))
		return FITS;
	if (iqm_pager_is_bad_field(pager, i, m->shown))
		return NOT_READABLE;
	if (!iqm_match_is_there(m, row))
		return NOT_SHOWN;
	return iqm_match_shown(m, l->request, row) ? FITS : FITS_NOT;
}

enum fit iqm_row_fit(const struct search *s, const struct lookup *l, const struct iqm_pager *pager,
		     size_t i, const void *row)
{
	enum fit worst = FITS;

	for (size_t k = 0; k < s->order->match_len; k++) {
		enum fit fit = fit_of_field(l, pager, i, row, &s->order->matches[k]);

		worst = fit < worst ? fit : worst;
	}
	return worst;
}

size_t iqm_count_asked(const struct search *s, const struct lookup *l)
{
	size_t asked = 0;

	for (size_t i = 0; i < s->order->match_len; i++)
		asked += iqm_match_asked(&s->order->matches[i], l->request);
	return asked;
}

/* ---- newer than the intent ----------------------------------------------------------------- */

/* By the service's clock and ours. They may differ, so a little before the intent is uncertain. */
static enum age age_by_time(const struct search *s, const struct lookup *l, const void *row,
			    int64_t differ_s)
{
	struct iqm_int created = iqm_row_int(row, s->order->created);
	int64_t since = l->since.time.set ? iqm_ms_to_seconds(l->since.time) : 0;

	if (!created.set || !l->since.time.set)
		return UNCERTAIN;
	created.value = iqm_ms_to_seconds(iqm_ms(created.value));
	if (created.value >= since)
		return NEWER;
	return created.value >= since - differ_s ? UNCERTAIN : OLDER;
}

enum age iqm_row_age(const struct search *s, const struct lookup *l, const void *row)
{
	struct iqm_int highest = l->since.highest_id;
	struct iqm_int id = iqm_row_int(row, s->order->list->paged->key);

	if (!id.set || !highest.set)
		return age_by_time(s, l, row, s->proves ? PROOF_DIFFER_S : CLOCKS_DIFFER_S);
	if (id.value <= highest.value)
		return OLDER;
	/* OLDER: id and time disagree. */
	return age_by_time(s, l, row, CLOCKS_DIFFER_S) == OLDER ? UNCERTAIN : NEWER;
}
