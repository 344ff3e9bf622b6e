/* SPDX-License-Identifier: MIT */
/* A row as a report: what its status means. */
#include "reports/reports.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

unsigned iqm_report_meanings(const struct iqm_api *api, const struct iqm_report *r)
{
	unsigned states = 0;

	for (size_t i = 0; i < api->status_len; i++) {
		const struct iqm_report_status *known = &api->statuses[i];

		if (*r->status_name
			    ? known->name && iqm_same_words(known->name, r->status_name)
			    : !known->name && r->status_id.set && known->id == r->status_id.value)
			states |= STATE_BIT(known->state);
	}
	return states;
}

void iqm_report_set(struct iqm_report *r, unsigned states)
{
	r->state = IQM_REPORT_WAITING;
	r->confirmed = false;
	for (int i = IQM_REPORT_WAITING; i <= IQM_REPORT_GONE; i++)
		if (states == STATE_BIT(i)) {
			r->state = (enum iqm_report_state)i;
			r->confirmed = true;
		}
}

const char *iqm_meanings_text(unsigned states, char text[40])
{
	static const struct {
		enum iqm_report_state state;
		const char *name;
	} names[] = { { IQM_REPORT_READY, "ready" },
		      { IQM_REPORT_WAITING, "processing" },
		      { IQM_REPORT_FAILED, "failed" } };
	size_t len = 0;

	text[0] = '\0';
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (states & STATE_BIT(names[i].state))
			len += (size_t)snprintf(text + len, 40 - len, "%s%s", len ? " or " : "",
						names[i].name);
	return text;
}

static void log_unknown(const struct logger *logger, const struct iqm_op *list,
			const struct iqm_report *r)
{
	char id[32] = "none";

	if (r->status_id.set)
		snprintf(id, sizeof(id), "%" PRId64, r->status_id.value);
	iqm_log(logger, IQM_LOG_WARN,
		"%s: report %" PRId64 " has a status that is not known: %s%s%s", list->name, r->id,
		id, *r->status_name ? ", " : "", r->status_name);
}

void iqm_report_read(const struct logger *logger, const struct iqm_order *order, const void *row,
		     int64_t page, struct iqm_report *r)
{
	const struct iqm_report before = *r;
	const char *name = iqm_row_text(row, order->status_name);
	unsigned states;

	r->family = order->list->family;
	r->status_id = iqm_row_int(row, order->status);
	iqm_copy_text(r->status_name, sizeof(r->status_name), name ? name : "");
	states = iqm_report_meanings(order->list->api, r);
	iqm_report_set(r, states);
	r->status_unknown = !states;
	r->page = page;
	if (r->status_unknown &&
	    (!before.status_unknown || before.status_id.value != r->status_id.value ||
	     strcmp(before.status_name, r->status_name) != 0))
		log_unknown(logger, order->list, r);
}

int iqm_report_check(const struct iqm_op *op, const struct iqm_report *r, struct iqm_error *error)
{
	if (!r->family || !strcmp(r->family, op->family))
		return 0;
	return iqm_fail(error, IQM_E_USAGE,
			"%s: report %" PRId64 " is one of family %s, expected %s", op->name, r->id,
			r->family, op->family);
}
