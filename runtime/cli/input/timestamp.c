/* SPDX-License-Identifier: MIT */
/* Dates in a time zone. A wrong zone buys the wrong days, so nothing is guessed. */
#include "input/input.h"

#include <string.h>

#define LONGEST 32     /* of a date and time without its zone */
#define STEP_MS 900000 /* zones change at quarters of an hour */
#define MOST_STEPS 8   /* of a day that does not begin at midnight */

/* The timestamps at which a zone's clocks show `shown`: none if they were set forward over it, two
 * if they were set back. */
static size_t timestamps(int64_t shown, const char *zone, int64_t found[2])
{
	static const int64_t around[] = { -86400, 0, 86400 };
	size_t len = 0;

	for (size_t i = 0; i < sizeof(around) / sizeof(around[0]); i++) {
		time_t near = (time_t)(shown / 1000 + around[i]);
		int64_t offset = zone_local_ms(near, zone) - (int64_t)near * 1000;
		int64_t ms = shown - offset;
		bool fits = zone_local_ms((time_t)(ms / 1000), zone) == shown / 1000 * 1000;

		if (fits && len < 2 && !(len && found[len - 1] == ms))
			found[len++] = ms;
	}
	return len;
}

static int fail_gap(const char *text, const char *zone)
{
	return cli_fail(EXIT_USAGE, "'%s' does not exist in %s: clocks are set forward over it",
			text, zone);
}

static int fail_twice(const char *text, const char *zone, const int64_t found[2])
{
	char first[TIMESTAMP_SIZE];
	char second[TIMESTAMP_SIZE];

	timestamp_text((time_t)(found[0] / 1000), zone, first);
	timestamp_text((time_t)(found[1] / 1000), zone, second);
	return cli_fail(EXIT_USAGE, "'%s' happens twice in %s: write %s or %s", text, zone, first,
			second);
}

static int in_zone(const char *text, const char *zone, int64_t shown, enum cli_day day, int64_t *ms)
{
	int64_t found[2] = { 0 };
	size_t len = timestamps(shown, zone, found);

	/* A day that begins later, as clocks are set forward at midnight. */
	for (int i = 1; !len && day == DAY_FIRST && i <= MOST_STEPS; i++)
		len = timestamps(shown + (int64_t)i * STEP_MS, zone, found);
	if (!len)
		return fail_gap(text, zone);
	if (len == 2 && found[0] > found[1]) {
		int64_t swap = found[0];

		found[0] = found[1];
		found[1] = swap;
	}
	if (len == 2 && day == DAY_NONE)
		return fail_twice(text, zone, found);
	*ms = day == DAY_LAST ? found[len - 1] : found[0];
	return 0;
}

/* Adds the part of the time that is missing; false: the text is longer than any timestamp. */
static bool complete(const char *text, enum cli_day day, char full[LONGEST])
{
	static const char *const rest[] = { "T00:00:00", "T00:00:00", "T23:59:59" };
	size_t len = strlen(text);

	if (len + 10 > LONGEST)
		return false;
	snprintf(full, LONGEST, "%s%s", text, len == 10 ? rest[day] : len == 16 ? ":00" : "");
	return true;
}

static int fail_text(const char *what, const char *text)
{
	return cli_fail(EXIT_USAGE,
			"%s: '%s' is not a date, expected one like 2026-01-31, 2026-01-31T09:30 or "
			"2026-01-31T09:30:00-05:00",
			what, text);
}

int parse_timestamp(const char *what, const char *text, const char *zone, enum cli_day day,
		    int64_t *ms)
{
	char full[LONGEST];
	char zoned[LONGEST + 16];
	struct iqm_ms own = iqm_ms_from_iso(text);
	int err;

	*ms = own.value;
	if (own.set == &iqm_is_set)
		return 0;
	if (!complete(text, day, full))
		return fail_text(what, text);
	snprintf(zoned, sizeof(zoned), "%sZ", full);
	own = iqm_ms_from_iso(zoned);
	if (own.set != &iqm_is_set)
		return fail_text(what, text);
	if (!zone)
		return cli_fail(
			EXIT_USAGE,
			"%s: '%s' has no time zone. Add --timezone, such as America/New_York: "
			"a wrong zone would price or buy the wrong days",
			what, text);
	err = zone_check(zone);
	if (err)
		return err;
	*ms = own.value;
	if (zone_is_utc(zone))
		return 0;
	if (zone_is_offset(zone)) {
		*ms -= zone_offset(zone) * 1000;
		return 0;
	}
	return in_zone(text, zone, own.value, strlen(text) == 10 ? day : DAY_NONE, ms);
}
