/* SPDX-License-Identifier: MIT */
/*
 * Which report is whose. A report is decided for the purchase that it alone may be, unless there is
 * another purchase of which the same is true; then it is no other's, which may decide more. Those
 * that regenerated a report have it beside the one that made it; of those, the ones whose outcome
 * is not known are compared with each other.
 */
#include "purchase/search.h"

#include <string.h>

static bool has_made(const struct lookup *l)
{
	return l->by == BY_LIST || (l->by == BY_ID && !l->since.state.set);
}

static void decide(struct search *s, size_t lookup, size_t report)
{
	struct seen_report *r = &s->reports[report];

	s->lookups[lookup].decided = true;
	if (!has_made(&s->lookups[lookup]))
		return;
	r->taken = true;
	r->owner = lookup;
}

/* An id in the journal is not open to doubt. */
static void decide_recorded(struct search *s)
{
	for (size_t i = 0; i < s->candidate_len; i++) {
		const struct candidate *c = &s->candidates[i];

		if (s->lookups[c->lookup].by == BY_ID)
			decide(s, c->lookup, c->report);
	}
}

static bool is_open(const struct search *s, const struct candidate *c)
{
	const struct seen_report *r = &s->reports[c->report];
	bool is_anothers = r->taken && r->owner != c->lookup;

	return !c->dropped && !(is_anothers && s->lookups[c->lookup].by == BY_LIST);
}

/* Each lookup's candidates, and for each report, how many lookups have no other one. */
static void count(struct search *s)
{
	for (size_t i = 0; i < s->len; i++)
		s->lookups[i].candidates = 0;
	for (size_t i = 0; i < s->report_len; i++)
		memset(s->reports[i].wanted, 0, sizeof(s->reports[i].wanted));
	for (size_t i = 0; i < s->candidate_len; i++) {
		struct lookup *l = &s->lookups[s->candidates[i].lookup];

		if (!is_open(s, &s->candidates[i]))
			continue;
		l->candidates++;
		l->only = i;
	}
	for (size_t i = 0; i < s->len; i++) {
		const struct lookup *l = &s->lookups[i];

		if (l->candidates == 1)
			s->reports[s->candidates[l->only].report].wanted[l->by]++;
	}
}

static bool can_decide(const struct search *s, const struct lookup *l)
{
	const struct candidate *only = &s->candidates[l->only];

	return !l->decided && !l->status && l->candidates == 1 && !l->few_fields && !only->unsure &&
	       s->reports[only->report].wanted[l->by] == 1;
}

/* All that can be decided by one count, whatever the order of the lookups. */
static bool decide_round(struct search *s)
{
	bool any = false;

	count(s);
	for (size_t i = 0; i < s->len; i++) {
		if (!can_decide(s, &s->lookups[i]))
			continue;
		decide(s, i, s->candidates[s->lookups[i].only].report);
		any = true;
	}
	return any;
}

/* Only IQM_FOUND has a report. */
static void write_found(const struct search *s, struct lookup *l)
{
	l->found.candidates = l->candidates;
	l->found.finding = IQM_NOT_SEEN;
	if (l->candidates)
		l->found.finding = l->decided ? IQM_FOUND : IQM_AMBIGUOUS;
	if (l->decided)
		l->found.report = s->reports[s->candidates[l->only].report].report;
}

void iqm_search_decide(struct search *s)
{
	decide_recorded(s);
	while (decide_round(s))
		;
	for (size_t i = 0; i < s->len; i++)
		if (!s->lookups[i].status)
			write_found(s, &s->lookups[i]);
}
