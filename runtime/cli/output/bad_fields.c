/* SPDX-License-Identifier: MIT */
/* Fields of responses that could not be read: one note for all of a run. */
#include "output/output.h"

static struct {
	size_t len;
	char first[400];
} bad;

void bad_fields_event(const struct iqm_event *event)
{
	if (!bad.len++)
		snprintf(bad.first, sizeof(bad.first), "%s: %s: %s", event->operation, event->field,
			 event->why);
}

void bad_fields_report(void)
{
	if (bad.len)
		cli_info("Fields that could not be read ('" BAD_SIGN
			 "' in tables, empty in csv): %zu, the first: %s",
			 bad.len, bad.first);
}
