/* SPDX-License-Identifier: MIT */
/* Reports that are known by their ids: one poll for all of them. */
#include "purchase/search.h"

#include <stdlib.h>

static bool is_polled(const struct lookup *l)
{
	return !l->status && (l->by == BY_STATE || (l->by == BY_ID && !l->seen));
}

/* What became of a report that was in state `before` and was to be regenerated. */
static enum iqm_finding evaluate_regenerated(struct iqm_int before, const struct iqm_report *now)
{
	if (!now->page || now->state == IQM_REPORT_FAILED)
		return IQM_NOT_SEEN;
	if (!now->confirmed)
		return IQM_AMBIGUOUS;
	if (before.set && before.value == IQM_REPORT_FAILED)
		return IQM_FOUND;
	if (before.set && before.value == now->state) /* nothing shows that it was made anew */
		return now->state == IQM_REPORT_READY ? IQM_NOT_SEEN : IQM_AMBIGUOUS;
	return now->state == IQM_REPORT_WAITING ? IQM_FOUND : IQM_AMBIGUOUS;
}

/* It exists, even where the list does not show it yet: that poll does not count. */
static int take(struct search *s, struct lookup *l, struct iqm_report *report)
{
	enum iqm_finding finding =
		l->by == BY_STATE ? evaluate_regenerated(l->since.state, report) : IQM_FOUND;
	size_t at = iqm_search_kept(s, report->id);
	int err = 0;

	if (finding == IQM_NOT_SEEN)
		return 0;
	report->missed = false;
	if (at == s->report_len)
		err = iqm_search_keep(s, report, &at);
	else /* by a row that was read before */
		s->reports[at].report = *report;
	return err ? err : iqm_search_add_candidate(s, l, at, finding == IQM_AMBIGUOUS);
}

static int poll_reports(struct search *s, struct iqm_report *reports, size_t len)
{
	struct iqm_call inner = iqm_deadline_call(&s->deadline);
	int err = iqm_reports_poll(s->client, s->op, reports, len, &inner);

	iqm_call_adopt(s->call, &inner);
	return err;
}

int iqm_search_ids(struct search *s)
{
	struct iqm_report *reports = calloc(s->len, sizeof(*reports));
	size_t len = 0;
	int err;

	if (!reports)
		return iqm_fail_nomem(&s->call->error);
	for (size_t i = 0; i < s->len; i++)
		if (is_polled(&s->lookups[i]))
			reports[len++].id = s->lookups[i].id;
	err = len ? poll_reports(s, reports, len) : 0;
	len = 0;
	for (size_t i = 0; !err && i < s->len; i++)
		if (is_polled(&s->lookups[i]))
			err = take(s, &s->lookups[i], &reports[len++]);
	free(reports);
	return err;
}

int iqm_search_poll_id(struct search *s, int64_t id, size_t *at)
{
	struct iqm_report report = { .id = id };
	int err = poll_reports(s, &report, 1);

	report.missed = false;
	return err ? err : iqm_search_keep(s, &report, at);
}
