/* SPDX-License-Identifier: MIT */
/* What a search has seen: reports, and whose they may be. */
#include "purchase/search.h"

#include <stdlib.h>

void iqm_lookup_fail(struct search *s, struct lookup *l, int err)
{
	l->status = err;
	if (s->err)
		return;
	s->err = err;
	s->why = s->call->error;
}

/* Room for one more; NULL: no memory. */
static void *grow(void *items, size_t len, size_t *cap, size_t size)
{
	size_t more = *cap ? 2 * *cap : 16;
	void *grown;

	if (len < *cap)
		return items;
	grown = realloc(items, more * size);
	if (grown)
		*cap = more;
	return grown;
}

size_t iqm_search_kept(const struct search *s, int64_t id)
{
	size_t i = 0;

	while (i < s->report_len && s->reports[i].report.id != id)
		i++;
	return i;
}

int iqm_search_keep(struct search *s, const struct iqm_report *report, size_t *at)
{
	struct seen_report *reports =
		grow(s->reports, s->report_len, &s->report_cap, sizeof(*reports));

	if (!reports)
		return iqm_fail_nomem(&s->call->error);
	s->reports = reports;
	*at = s->report_len++;
	reports[*at] = (struct seen_report){ .report = *report };
	reports[*at].report.family = s->op->family;
	return 0;
}

int iqm_search_add_candidate(struct search *s, struct lookup *l, size_t report, bool unsure)
{
	struct candidate *candidates =
		grow(s->candidates, s->candidate_len, &s->candidate_cap, sizeof(*candidates));

	if (!candidates)
		return iqm_fail_nomem(&s->call->error);
	s->candidates = candidates;
	candidates[s->candidate_len++] = (struct candidate){ .lookup = (size_t)(l - s->lookups),
							     .report = report,
							     .unsure = unsure };
	return 0;
}

void iqm_search_drop_candidates(struct search *s, struct lookup *l)
{
	for (size_t i = 0; i < s->candidate_len; i++)
		if (&s->lookups[s->candidates[i].lookup] == l)
			s->candidates[i].dropped = true;
}

void iqm_search_free(struct search *s)
{
	for (size_t i = 0; i < s->len; i++) {
		iqm_free(s->lookups[i].own_recorded);
		iqm_free(s->lookups[i].own_request);
	}
	free(s->reports);
	free(s->candidates);
}
