/* SPDX-License-Identifier: MIT */
/* The status of a report in one word, the same in all families. */
#include "output/output.h"

#include <string.h>

const char *const status_words[] = { "processing", "ready", "failed", "unknown", NULL };

static const char *const sure[] = { "processing", "ready", "failed", "gone" };
static const char *const unsure[] = { "processing?", "ready?", "failed?", "gone?" };

bool status_fields_of(const struct iqm_op *list, struct status_fields *fields)
{
	for (const struct iqm_op *const *op = cli_api->ops; *op; op++) {
		const struct iqm_order *order = (*op)->order;

		if (!order || order->list != list || !order->status)
			continue;
		fields->id = order->status;
		fields->name = order->status_name;
		fields->created = order->created;
		return true;
	}
	return false;
}

/* ---- names and ids ----------------------------------------------------------------------- */

static const char *of_name(const char *name)
{
	for (size_t i = 0; i < cli_api->status_len; i++) {
		const struct iqm_report_status *known = &cli_api->statuses[i];

		if (known->name && iqm_same_words(known->name, name))
			return sure[known->state];
	}
	return "unknown";
}

/* The first meaning is that of the list that the API page links to. */
static const char *of_id(int64_t id)
{
	const struct iqm_report_status *first = NULL;
	bool several = false;

	for (size_t i = 0; i < cli_api->status_len; i++) {
		const struct iqm_report_status *known = &cli_api->statuses[i];

		if (known->name || known->id != id)
			continue;
		if (!first)
			first = known;
		several = several || known->state != first->state;
	}
	if (!first)
		return "unknown";
	return several ? unsure[first->state] : sure[first->state];
}

/* ---- rows and reports -------------------------------------------------------------------- */

const char *status_of_row(const struct status_fields *fields, const void *row)
{
	const char *name = member_text(fields->name, row);
	struct iqm_int id = member_int(fields->id, row);

	if (name && *name)
		return of_name(name);
	return id.set ? of_id(id.value) : NULL;
}

bool status_may_be_ready(const struct status_fields *fields, const void *row)
{
	const char *word = status_of_row(fields, row);
	struct iqm_int id = member_int(fields->id, row);

	if (!word || !strchr(word, '?'))
		return !word || !strcmp(word, "ready") || !strcmp(word, "unknown");
	for (size_t i = 0; i < cli_api->status_len; i++) {
		const struct iqm_report_status *known = &cli_api->statuses[i];

		if (!known->name && known->id == id.value && known->state == IQM_REPORT_READY)
			return true;
	}
	return false;
}

const char *status_of_report(const struct iqm_report *report)
{
	if (report->confirmed)
		return sure[report->state];
	if (*report->status_name)
		return of_name(report->status_name);
	return report->status_id.set ? of_id(report->status_id.value) : unsure[report->state];
}

const char *status_of_state(enum iqm_report_state state)
{
	return sure[state];
}

bool status_is(const char *word, const char *status)
{
	size_t len = strlen(status);

	return word && !strncmp(word, status, len) && (!word[len] || !strcmp(word + len, "?"));
}
