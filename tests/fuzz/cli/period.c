/* SPDX-License-Identifier: MIT */
/*
 * Days in words, against timegm() and strftime(): a period that is taken begins no later than it
 * ends, has the days that calendars say, and is over when its last day is. What is refused, is so
 * in one line.
 */
#define _DEFAULT_SOURCE /* timegm() */
#include "dates.h"
#include "fuzz.h"
#include "streams.h"

#include "input/input.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define NOW INT64_C(1718452800) /* 2024-06-15T12:00:00Z */
#define TODAY "2024-06-15"
#define DAY 86400

static int64_t seconds_of(const char date[DATE_SIZE])
{
	int64_t seconds = 0;

	fuzz_check(strlen(date) == 10 && dates_have_shape(date, "9999-99-99") &&
			   dates_seconds(atoi(date), atoi(date + 5), atoi(date + 8), 0, &seconds),
		   "'%s' is no day", date);
	return seconds;
}

static bool shows(int64_t seconds, const char *format, const char *text)
{
	time_t t = (time_t)seconds;
	struct tm tm;
	char shown[32];

	gmtime_r(&t, &tm);
	strftime(shown, sizeof(shown), format, &tm);
	return !strcmp(shown, text);
}

/* A unit's name is what both of its ends show, and neither of the days beside it. */
static void check_unit(const char *text, const char *format, int64_t first, int64_t last)
{
	fuzz_check(shows(first, format, text) && shows(last, format, text) &&
			   !shows(first - DAY, format, text) && !shows(last + DAY, format, text),
		   "'%s' is of other days", text);
}

static void check_named(const char *text, int64_t first, int64_t last)
{
	char week[16];

	snprintf(week, sizeof(week), "%s", text);
	if (strlen(text) == 10)
		check_unit(text, "%Y-%m-%d", first, last);
	else if (strlen(text) == 8)
		week[5] = 'W', check_unit(week, "%G-W%V", first, last);
	else if (strlen(text) == 7 && strchr("qQ", text[5]))
		fuzz_check(last - first >= 89 * DAY && last - first <= 91 * DAY, "'%s'", text);
	else if (strlen(text) == 7)
		check_unit(text, "%Y-%m", first, last);
	else
		check_unit(text, "%Y", first, last);
}

static void check_taken(const char *text, const struct period *p)
{
	int64_t first = seconds_of(p->first), last = seconds_of(p->last);
	bool is_named = dates_have_shape(text, "9999");

	fuzz_check(first <= last, "'%s' ends before it begins", text);
	fuzz_check(seconds_of(p->over) == last + DAY, "'%s': over on %s", text, p->over);
	fuzz_check(p->is_over == (last < seconds_of(TODAY)), "'%s': is it over", text);
	/* strftime() writes years before 1000 with fewer digits. */
	if (is_named && !strstr(text, "..") && *text != '0')
		check_named(text, first, last);
	if (!is_named && !strncmp(text, "last-", 5) && atoi(text + 5))
		fuzz_check(last == seconds_of(TODAY) - DAY &&
				   last - first == (int64_t)(atoi(text + 5) - 1) * DAY,
			   "'%s' has other days", text);
}

/* The rest that input/value.c and timestamp.c read. */
static void read_others(const char *text)
{
	const char *period;
	double number = 0;
	int64_t ms;
	long duration = 0;

	fuzz_check(!parse_duration(text, &duration) || duration >= 0, "'%s' is %ld ms", text,
		   duration);
	fuzz_check(!parse_budget(text, &number, &period) || number >= 0, "'%s' is %g", text,
		   number);
	if (parse_timestamp("--since", text, NULL, DAY_FIRST, &ms))
		fuzz_check(iqm_ms_from_iso(text).set != &iqm_is_set, "'%s' is refused", text);
	else
		fuzz_check(iqm_ms_from_iso(text).value == ms, "'%s' is %" PRId64, text, ms);
	if (!parse_timestamp("--since", text, "-05:30", DAY_LAST, &ms) && strlen(text) == 10)
		fuzz_check(ms == seconds_of(text) * 1000 + (DAY - 1) * 1000 + 19800 * 1000,
			   "'%s' is %" PRId64, text, ms);
}

void fuzz_period(const unsigned char *data, size_t len)
{
	char *text = fuzz_text(data, len < 200 ? len : 200);
	struct period p;
	size_t said;
	char *message;
	int err;

	streams_take(false);
	err = period_read("--period", text, NULL, (time_t)NOW, &p);
	message = streams_read(2, &said);
	fuzz_check(!err == !said, "'%s': %d, and '%s'", text, err, message);
	fuzz_check(!said || strchr(message, '\n') == message + said - 1, "'%s': lines", message);
	read_others(text);
	streams_restore();
	if (!err)
		check_taken(text, &p);
	free(message);
	free(text);
}

void period_seeds(fuzz_use_fn *use, void *context)
{
	static const char *const lines[] = {
		"2024-02-29",
		"2024-01..2024-03",
		"2026-W05",
		"2020-w53",
		"2024-Q1",
		"2024-12",
		"2024",
		"today",
		"Yesterday",
		"last-7-days",
		"last-1-day",
		"last-3660-days",
		"this-week",
		"last-week",
		"this-month",
		"last-month",
		"this-quarter",
		"last-quarter",
		"this-year",
		"last-year",
		"2024-03..2024-01",
		"90d",
		"15m",
		"5000 per month",
		"12.50 per week",
		"2024-06-15T12:00",
		"2024-06-15T12:00:00-05:00",
		NULL,
	};

	dates_use_lines(lines, use, context);
}
