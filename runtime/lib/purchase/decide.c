/* SPDX-License-Identifier: MIT */
/*
 * Which report is whose. A report is decided for the purchase that it alone may be, unless there is
 * another purchase of which the same is true; then it is nobody else's, which may decide more.
 */
#include "purchase/search.h"

/* Each lookup's candidates, and for each report, how many lookups have no other one. */
static void count(struct search *s)
{
	for (size_t i = 0; i < s->len; i++)
		s->lookups[i].candidates = 0;
	for (size_t i = 0; i < s->report_len; i++)
		s->reports[i].wanted = 0;
	for (size_t i = 0; i < s->candidate_len; i++) {
		const struct candidate *c = &s->candidates[i];
		struct lookup *l = &s->lookups[c->lookup];

		if (c->dropped)
			continue;
		l->candidates++;
		l->only = i;
	}
	for (size_t i = 0; i < s->len; i++)
		if (s->lookups[i].candidates == 1)
			s->reports[s->candidates[s->lookups[i].only].report].wanted++;
}

static bool can_decide(const struct search *s, const struct lookup *l)
{
	const struct candidate *only = &s->candidates[l->only];

	if (l->decided || l->status || l->candidates != 1)
		return false;
	/* An id in the journal is not open to doubt. */
	return l->by == BY_ID ||
	       (!l->few_fields && !only->unsure && s->reports[only->report].wanted == 1);
}

/* A report that is decided is no other lookup's. */
static void drop_taken(struct search *s)
{
	for (size_t i = 0; i < s->candidate_len; i++) {
		struct candidate *c = &s->candidates[i];
		const struct seen_report *r = &s->reports[c->report];

		c->dropped = c->dropped || (r->taken && r->owner != c->lookup);
	}
}

/* All that can be decided by one count, whatever the order of the lookups. */
static bool decide_round(struct search *s)
{
	bool any = false;

	count(s);
	for (size_t i = 0; i < s->len; i++) {
		struct lookup *l = &s->lookups[i];
		struct seen_report *r;

		if (!can_decide(s, l))
			continue;
		r = &s->reports[s->candidates[l->only].report];
		r->taken = l->decided = any = true;
		r->owner = i;
	}
	if (any)
		drop_taken(s);
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
	while (decide_round(s))
		;
	for (size_t i = 0; i < s->len; i++)
		if (!s->lookups[i].status)
			write_found(s, &s->lookups[i]);
}
