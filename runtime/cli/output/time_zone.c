/* SPDX-License-Identifier: MIT */
/* Time zones, and times in them as text. */
#include "output/output.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ISO_SIZE 48 /* of a date, a time and an offset */

/* ---- zones ------------------------------------------------------------------------------- */

bool zone_is_offset(const char *zone)
{
	return *zone == '+' || *zone == '-' || !strcmp(zone, "Z");
}

bool zone_is_utc(const char *zone)
{
	return !zone || !strcmp(zone, "UTC") || !strcmp(zone, "Z");
}

/* Whether "<any date>T00:00:00<zone>" can be read. */
static bool is_good_offset(const char *zone)
{
	char text[ISO_SIZE];

	snprintf(text, sizeof(text), "2026-01-01T00:00:00%.15s", zone);
	return strlen(zone) < 16 && iqm_ms_from_iso(text).set == &iqm_is_set;
}

/* The C library reads a name that it does not know as UTC. */
static bool is_zone_file(const char *zone)
{
	static const char ok[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-/";
	char path[512];
	char magic[5] = "";
	FILE *f;

	if (!*zone || zone[strspn(zone, ok)] || *zone == '/')
		return false;
	snprintf(path, sizeof(path), "%s/%s", zone_directory(), zone);
	f = fopen(path, "rb");
	if (!f)
		return false;
	if (fread(magic, 1, 4, f) != 4)
		magic[0] = '\0';
	fclose(f);
	return !strcmp(magic, "TZif");
}

bool zone_is_known(const char *zone)
{
	return zone_is_utc(zone) ||
	       (zone_is_offset(zone) ? is_good_offset(zone) : is_zone_file(zone));
}

int zone_check(const char *zone)
{
	char hint[ZONE_HINT_SIZE];

	if (zone_is_known(zone))
		return 0;
	if (!zone_is_offset(zone) && access(zone_directory(), R_OK))
		return cli_fail(EXIT_USAGE,
				"unknown time zone '%s': this machine has no zones in %s (Debian: "
				"package tzdata); an offset such as -05:00 works",
				zone, zone_directory());
	return cli_fail(EXIT_USAGE,
			"unknown time zone '%s': expected one like America/New_York, UTC or "
			"-05:00%s",
			zone, zone_hint(zone, hint));
}

static void set_zone(const char *zone)
{
	if (zone)
		setenv("TZ", zone, 1);
	else
		unsetenv("TZ");
	tzset();
}

/* Sets the zone for as long as it takes. */
static void local_time(time_t t, const char *zone, struct tm *parts)
{
	const char *set = getenv("TZ");
	char own[256];

	snprintf(own, sizeof(own), "%s", set ? set : "");
	set_zone(zone);
	localtime_r(&t, parts);
	set_zone(set ? own : NULL);
}

/* What has a year of four digits in every zone: 0001-01-01 to 9999-12-31. */
#define FIRST_TIME INT64_C(-62135510400)
#define LAST_TIME INT64_C(253402214400)

/* ---- times ------------------------------------------------------------------------------- */

int64_t zone_local_ms(time_t t, const char *zone)
{
	struct tm parts;
	char text[ISO_SIZE];

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

int64_t zone_offset(const char *zone)
{
	char text[ISO_SIZE];

	snprintf(text, sizeof(text), "2026-01-01T00:00:00%.15s", zone);
	return (iqm_ms_from_iso("2026-01-01T00:00:00Z").value - iqm_ms_from_iso(text).value) / 1000;
}

void timestamp_text(time_t t, const char *zone, char text[TIMESTAMP_SIZE])
{
	struct tm parts;
	char offset[16] = "Z";
	size_t len;

	if (t <= FIRST_TIME || t >= LAST_TIME) {
		snprintf(text, TIMESTAMP_SIZE, "%" PRId64 " s after 1970", (int64_t)t);
		return;
	}
	if (zone_is_utc(zone)) {
		local_time(t, "UTC0", &parts);
	} else if (zone_is_offset(zone)) {
		local_time(t + (time_t)zone_offset(zone), "UTC0", &parts);
		offset_text(zone_offset(zone), offset);
	} else {
		local_time(t, zone, &parts);
		offset_text(zone_local_ms(t, zone) / 1000 - (int64_t)t, offset);
	}
	/* Of %Y the C library writes as many digits as there are. */
	len = (size_t)snprintf(text, TIMESTAMP_SIZE, "%04d", parts.tm_year + 1900);
	len += strftime(text + len, TIMESTAMP_SIZE - len, "-%m-%dT%H:%M:%S", &parts);
	snprintf(text + len, TIMESTAMP_SIZE - len, "%s", offset);
}

/* Whether the second before it or behind it is of another day. */
static bool is_day_end(time_t t, const char *zone, const char *text)
{
	char other[TIMESTAMP_SIZE];

	if (strncmp(text + 14, "00:00", 5) != 0 && strncmp(text + 14, "59:59", 5) != 0)
		return false;
	timestamp_text(t - 1, zone, other);
	if (strncmp(other, text, 10) != 0)
		return true;
	timestamp_text(t + 1, zone, other);
	return strncmp(other, text, 10) != 0;
}

void timestamp_brief(time_t t, const char *zone, char text[TIMESTAMP_SIZE])
{
	timestamp_text(t, zone, text);
	if (text[4] != '-' || text[10] != 'T') /* it is of no year there is */
		return;
	text[is_day_end(t, zone, text) ? 10 : 16] = '\0';
	if (text[10])
		text[10] = ' ';
}
