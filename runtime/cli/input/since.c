/* SPDX-License-Identifier: MIT */
/* When something began: so long ago, or at a date. */
#include "input/input.h"

#include <ctype.h>
#include <limits.h>
#include <string.h>

/* A number alone is a year. *ms LONG_MAX: it is too long. */
static bool is_duration(const char *text, long *ms)
{
	size_t digits = strspn(text, "0123456789");

	return text[digits] && (parse_duration(text, ms) || *ms);
}

static bool is_timestamp(const char *text)
{
	return isdigit((unsigned char)*text) && strlen(text) > 10 && text[10] == 'T';
}

int parse_since(const char *what, const char *text, const char *zone, int64_t *ms)
{
	int64_t now = iqm_realtime(&iqm_system_clock);
	struct period period;
	char expected[96];
	long ago;
	int err = zone ? zone_check(zone) : 0;

	if (err)
		return err;
	zone = zone ? zone : "UTC";
	if (is_duration(text, &ago)) {
		*ms = now - ago;
		return ago < LONG_MAX ? 0
				      : cli_fail(EXIT_USAGE,
						 "%s: '%s' is too long ago, expected a time like "
						 "90d, 12h, or a date",
						 what, text);
	}
	if (is_timestamp(text))
		return parse_timestamp(what, text, zone, DAY_FIRST, ms);
	snprintf(expected, sizeof(expected), "%s (90d, 12h, or when a period begins)", what);
	err = period_read(expected, text, zone, (time_t)(now / 1000), &period);
	return err ? err : parse_timestamp(what, period.first, zone, DAY_FIRST, ms);
}
