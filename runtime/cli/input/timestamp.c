/* SPDX-License-Identifier: MIT */
/* Dates in a time zone. A wrong zone buys the wrong days, so nothing is guessed. */
#include "cli.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LONGEST 32     /* of a date and time without its zone */
#define STEP_MS 900000 /* zones change at quarters of an hour */
#define MOST_STEPS 8   /* of a day that does not begin at midnight */

/* ---- zones -------------------------------------------------------------------------------- */

static bool is_offset(const char *zone)
{
	return *zone == '+' || *zone == '-' || !strcmp(zone, "Z");
}

static bool is_utc(const char *zone)
{
	return !zone || !strcmp(zone, "UTC") || !strcmp(zone, "Z");
}

/* Whether "<any date>T00:00:00<zone>" can be read. */
static bool is_good_offset(const char *zone)
{
	char text[LONGEST + 16];

	snprintf(text, sizeof(text), "2026-01-01T00:00:00%.15s", zone);
	return strlen(zone) < 16 && iqm_ms_from_iso(text).set == &iqm_is_set;
}

static const char *zone_folder(void)
{
	const char *folder = getenv("TZDIR");

	return folder && *folder ? folder : "/usr/share/zoneinfo";
}

/* libc takes any name for UTC that it does not know. */
static bool is_zone_file(const char *zone)
{
	static const char ok[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-/";
	char path[512];
	char magic[5] = "";
	FILE *f;

	if (!*zone || zone[strspn(zone, ok)] || *zone == '/')
		return false;
	snprintf(path, sizeof(path), "%s/%s", zone_folder(), zone);
	f = fopen(path, "rb");
	if (!f)
		return false;
	if (fread(magic, 1, 4, f) != 4)
		magic[0] = '\0';
	fclose(f);
	return !strcmp(magic, "TZif");
}

bool cli_zone_known(const char *zone)
{
	return is_utc(zone) || (is_offset(zone) ? is_good_offset(zone) : is_zone_file(zone));
}

int cli_zone_check(const struct cli *cli, const char *zone)
{
	if (cli_zone_known(zone))
		return 0;
	if (!is_offset(zone) && access(zone_folder(), R_OK))
		return cli_fail(
			cli, EXIT_USAGE,
			"no time zone '%s': this machine has no zones in %s (Debian: tzdata); "
			"an offset like -05:00 will do",
			zone, zone_folder());
	return cli_fail(cli, EXIT_USAGE,
			"no time zone '%s': expected one like America/New_York, UTC or -05:00",
			zone);
}

static void set_zone(const char *zone)
{
	if (zone)
		setenv("TZ", zone, 1);
	else
		unsetenv("TZ");
	tzset();
}

/* The machine's own zone is there again after it. */
static void local_time(time_t t, const char *zone, struct tm *parts)
{
	const char *set = getenv("TZ");
	char own[256];

	snprintf(own, sizeof(own), "%s", set ? set : "");
	set_zone(zone);
	localtime_r(&t, parts);
	set_zone(set ? own : NULL);
}

/* ---- to text ------------------------------------------------------------------------------ */

/* What a zone's clocks show, as if it were UTC, in ms. */
static int64_t shown_ms(time_t t, const char *zone)
{
	struct tm parts;
	char text[LONGEST];

	local_time(t, zone, &parts);
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &parts);
	return iqm_ms_from_iso(text).value;
}

static void offset_text(int64_t seconds, char text[16])
{
	int64_t size = seconds < 0 ? -seconds : seconds;

	snprintf(text, 16, "%c%02d:%02d", seconds < 0 ? '-' : '+', (int)(size / 3600 % 100),
		 (int)(size / 60 % 60));
}

/* Minutes and hours of "+05:30" in seconds. */
static int64_t offset_seconds(const char *zone)
{
	char text[LONGEST + 16];

	snprintf(text, sizeof(text), "2026-01-01T00:00:00%.15s", zone);
	return (iqm_ms_from_iso("2026-01-01T00:00:00Z").value - iqm_ms_from_iso(text).value) / 1000;
}

void cli_timestamp_text(time_t t, const char *zone, char text[CLI_TIMESTAMP_SIZE])
{
	struct tm parts;
	char offset[16] = "Z";
	size_t len;

	if (is_utc(zone)) {
		local_time(t, "UTC0", &parts);
	} else if (is_offset(zone)) {
		local_time(t + (time_t)offset_seconds(zone), "UTC0", &parts);
		offset_text(offset_seconds(zone), offset);
	} else {
		local_time(t, zone, &parts);
		offset_text(shown_ms(t, zone) / 1000 - (int64_t)t, offset);
	}
	len = strftime(text, CLI_TIMESTAMP_SIZE, "%Y-%m-%dT%H:%M:%S", &parts);
	snprintf(text + len, CLI_TIMESTAMP_SIZE - len, "%s", offset);
}

/* ---- from text ---------------------------------------------------------------------------- */

/* When a zone's clocks show `shown`: none (a gap), one or two timestamps (clocks set back). */
static size_t timestamps(int64_t shown, const char *zone, int64_t found[2])
{
	static const int64_t around[] = { -86400, 0, 86400 };
	size_t len = 0;

	for (size_t i = 0; i < sizeof(around) / sizeof(around[0]); i++) {
		time_t near = (time_t)(shown / 1000 + around[i]);
		int64_t offset = shown_ms(near, zone) - (int64_t)near * 1000;
		int64_t ms = shown - offset;
		bool fits = shown_ms((time_t)(ms / 1000), zone) == shown / 1000 * 1000;

		if (fits && len < 2 && !(len && found[len - 1] == ms))
			found[len++] = ms;
	}
	return len;
}

static int fail_gap(const struct cli *cli, const char *text, const char *zone)
{
	return cli_fail(cli, EXIT_USAGE, "'%s' does not exist in %s: clocks are set on over it",
			text, zone);
}

static int fail_twice(const struct cli *cli, const char *text, const char *zone,
		      const int64_t found[2])
{
	char first[CLI_TIMESTAMP_SIZE];
	char second[CLI_TIMESTAMP_SIZE];

	cli_timestamp_text((time_t)(found[0] / 1000), zone, first);
	cli_timestamp_text((time_t)(found[1] / 1000), zone, second);
	return cli_fail(cli, EXIT_USAGE, "'%s' is twice in %s: say %s or %s", text, zone, first,
			second);
}

static int in_zone(const struct cli *cli, const char *text, const char *zone, int64_t shown,
		   enum cli_day day, int64_t *ms)
{
	int64_t found[2];
	size_t len = timestamps(shown, zone, found);

	/* A day that clocks begin late. */
	for (int i = 1; !len && day == DAY_FIRST && i <= MOST_STEPS; i++)
		len = timestamps(shown + (int64_t)i * STEP_MS, zone, found);
	if (!len)
		return fail_gap(cli, text, zone);
	if (len == 2 && found[0] > found[1]) {
		int64_t swap = found[0];

		found[0] = found[1];
		found[1] = swap;
	}
	if (len == 2 && day == DAY_NONE)
		return fail_twice(cli, text, zone, found);
	*ms = day == DAY_LAST ? found[len - 1] : found[0];
	return 0;
}

/* The text with its time in full; false: it is longer than any. */
static bool complete(const char *text, enum cli_day day, char full[LONGEST])
{
	static const char *const rest[] = { "T00:00:00", "T00:00:00", "T23:59:59" };
	size_t len = strlen(text);

	if (len + 10 > LONGEST)
		return false;
	snprintf(full, LONGEST, "%s%s", text, len == 10 ? rest[day] : len == 16 ? ":00" : "");
	return true;
}

static int fail_text(const struct cli *cli, const char *what, const char *text)
{
	return cli_fail(cli, EXIT_USAGE,
			"%s: '%s' is no date, expected one like 2026-01-31, 2026-01-31T09:30 or "
			"2026-01-31T09:30:00-05:00",
			what, text);
}

int cli_timestamp_read(const struct cli *cli, const char *what, const char *text, const char *zone,
		       enum cli_day day, int64_t *ms)
{
	char full[LONGEST];
	char zoned[LONGEST + 16];
	struct iqm_ms own = iqm_ms_from_iso(text);
	int err;

	*ms = own.value;
	if (own.set == &iqm_is_set)
		return 0;
	if (!complete(text, day, full))
		return fail_text(cli, what, text);
	snprintf(zoned, sizeof(zoned), "%sZ", full);
	own = iqm_ms_from_iso(zoned);
	if (own.set != &iqm_is_set)
		return fail_text(cli, what, text);
	if (!zone)
		return cli_fail(cli, EXIT_USAGE,
				"%s: '%s' in which time zone? Say --timezone, as America/New_York: "
				"a wrong zone buys the wrong days",
				what, text);
	err = cli_zone_check(cli, zone);
	if (err)
		return err;
	*ms = own.value;
	if (is_utc(zone))
		return 0;
	if (is_offset(zone)) {
		*ms -= offset_seconds(zone) * 1000;
		return 0;
	}
	return in_zone(cli, text, zone, own.value, strlen(text) == 10 ? day : DAY_NONE, ms);
}
