/* SPDX-License-Identifier: MIT */
/* Periods in words: "2026-01", "last-7-days", "2026-W05", as a first and a last day. */
#include "input/input.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define DAY_S INT64_C(86400)
#define DAYS_MOST 3660 /* of last-N-days */

/* Days since 1970, the last one included. */
struct days {
	int64_t first;
	int64_t last;
};

/* ---- the calendar ------------------------------------------------------------------------ */

static const char *date_text(int64_t day, char text[TIMESTAMP_SIZE])
{
	timestamp_text((time_t)(day * DAY_S), NULL, text);
	text[10] = '\0';
	return text;
}

/* Days since 1970 of a date, of which only the first 10 characters are read. */
static bool read_date(const char *text, int64_t *day)
{
	char midnight[32];
	struct iqm_ms ms;

	snprintf(midnight, sizeof(midnight), "%.10sT00:00:00Z", text);
	ms = iqm_ms_from_iso(midnight);
	*day = ms.value / 1000 / DAY_S;
	if (ms.value % (DAY_S * 1000) < 0)
		(*day)--;
	return ms.set == &iqm_is_set;
}

/* The first day of a month; month 13 is the next year's first. */
static int64_t month_begin(int year, int month)
{
	char text[32];
	int64_t day = 0;

	snprintf(text, sizeof(text), "%04d-%02d-01", year + (month - 1) / 12, (month - 1) % 12 + 1);
	read_date(text, &day);
	return day;
}

static struct days months(int year, int month, int len)
{
	return (struct days){ month_begin(year, month), month_begin(year, month + len) - 1 };
}

/* 0: Monday; 1970 began on a Thursday. */
static int64_t weekday(int64_t day)
{
	return ((day + 3) % 7 + 7) % 7;
}

static struct days week_of(int64_t day)
{
	int64_t monday = day - weekday(day);

	return (struct days){ monday, monday + 6 };
}

/* ---- named by their dates ---------------------------------------------------------------- */

/* `len` digits; -1: they are not. */
static int digits(const char *text, size_t len)
{
	int number = 0;

	for (size_t i = 0; i < len; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		number = number * 10 + text[i] - '0';
	}
	return number;
}

/* "2026-W05": the week of the year's fourth of January is the first. */
static bool read_week(int year, const char *text, struct days *days)
{
	int week = strlen(text) == 3 ? digits(text + 1, 2) : -1;

	if (week < 1)
		return false;
	*days = week_of(month_begin(year, 1) + 3);
	days->first += 7 * (week - 1);
	days->last = days->first + 6;
	/* A week belongs to the year of its Thursday. */
	return days->first + 3 < month_begin(year, 13);
}

/* A year, a quarter, a month, a week or a day. */
static bool read_named(const char *text, struct days *days)
{
	size_t len = strlen(text);
	int year = len >= 4 ? digits(text, 4) : -1;
	int number;

	if (year < 1 || year > 9998 || (len > 4 && text[4] != '-'))
		return false;
	if (len == 4) {
		*days = months(year, 1, 12);
		return true;
	}
	if (text[5] == 'w' || text[5] == 'W')
		return read_week(year, text + 5, days);
	if (len == 7 && (text[5] == 'q' || text[5] == 'Q')) {
		number = digits(text + 6, 1);
		*days = months(year, number * 3 - 2, 3);
		return number >= 1 && number <= 4;
	}
	if (len == 7) {
		number = digits(text + 5, 2);
		*days = months(year, number, 1);
		return number >= 1 && number <= 12;
	}
	days->last = 0;
	if (len != 10 || !read_date(text, &days->first))
		return false;
	days->last = days->first;
	return true;
}

/* "2026-01-05..2026-01-11": from the first day of the one to the last of the other. */
static bool read_range(const char *text, const char *dots, struct days *days)
{
	char from[16];
	struct days to;

	if (dots - text >= (ptrdiff_t)sizeof(from))
		return false;
	snprintf(from, sizeof(from), "%.*s", (int)(dots - text), text);
	if (!read_named(from, days) || !read_named(dots + 2, &to))
		return false;
	days->last = to.last;
	return true;
}

/* ---- named by what day it is ------------------------------------------------------------- */

static const char *const words[] = { "today",        "yesterday",    "this-week",  "last-week",
				     "this-month",   "last-month",   "this-year",  "last-year",
				     "this-quarter", "last-quarter", "last-7-days" };

/* The unit around today, or the one before it. */
static struct days unit(const char *name, bool last, int64_t today)
{
	char text[TIMESTAMP_SIZE];
	int year = digits(date_text(today, text), 4);
	int month = digits(text + 5, 2);

	if (!strcmp(name, "week"))
		return week_of(last ? today - 7 : today);
	if (!strcmp(name, "month"))
		return last ? months(month == 1 ? year - 1 : year, month == 1 ? 12 : month - 1, 1)
			    : months(year, month, 1);
	if (!strcmp(name, "quarter")) {
		struct days now = months(year, (month - 1) / 3 * 3 + 1, 3);

		return last ? unit(name, false, now.first - 1) : now;
	}
	return months(last ? year - 1 : year, 1, 12);
}

/* "last-7-days": as many, the last of which was yesterday. */
static bool read_last_days(const char *word, int64_t today, struct days *days)
{
	uint64_t number;
	const char *rest =
		strncmp(word, "last-", 5) ? NULL : iqm_digits(word + 5, NULL, DAYS_MOST, &number);

	if (!rest || !number || (strcmp(rest, "-days") && strcmp(rest, "-day")))
		return false;
	*days = (struct days){ today - (int64_t)number, today - 1 };
	return true;
}

static bool read_word(const char *word, int64_t today, struct days *days)
{
	size_t known = sizeof(words) / sizeof(words[0]) - 1; /* the last is an example */

	if (!strcmp(word, "today") || !strcmp(word, "yesterday")) {
		days->first = days->last = *word == 't' ? today : today - 1;
		return true;
	}
	for (size_t i = 2; i < known; i++) {
		if (strcmp(word, words[i]))
			continue;
		*days = unit(word + 5, *word == 'l', today);
		return true;
	}
	return read_last_days(word, today, days);
}

/* ---- all of them ------------------------------------------------------------------------- */

static int fail_text(const char *what, const char *text, const char *word)
{
	struct nearest near = { .word = word };
	char hint[96];

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		nearest_try(&near, words[i]);
	return cli_fail(EXIT_USAGE,
			"%s: '%s' is no period: expected a day (2026-01-05), a week (2026-W02), "
			"a month (2026-01), a quarter (2026-Q1), a year (2026), two of these "
			"(2026-01-05..2026-01-11), yesterday, last-7-days, last-week, last-month, "
			"last-quarter, last-year, or today, this-week, this-month, this-quarter, "
			"this-year%s",
			what, text, nearest_hint(&near, hint, sizeof(hint)));
}

int period_read(const char *what, const char *text, const char *zone, time_t now,
		struct period *period)
{
	const char *dots = strstr(text, "..");
	char today_text[TIMESTAMP_SIZE];
	char word[24] = "";
	struct days days;
	int64_t today;

	for (size_t i = 0; text[i] && i + 1 < sizeof(word); i++)
		word[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]);
	timestamp_text(now, zone, today_text);
	read_date(today_text, &today);
	*period = (struct period){ 0 };
	if (dots ? !read_range(text, dots, &days)
		 : !read_named(text, &days) &&
			    (strlen(text) >= sizeof(word) || !read_word(word, today, &days)))
		return fail_text(what, text, word);
	memcpy(period->first, date_text(days.first, today_text), sizeof(period->first));
	memcpy(period->last, date_text(days.last, today_text), sizeof(period->last));
	memcpy(period->over, date_text(days.last + 1, today_text), sizeof(period->over));
	period->is_over = days.last < today;
	if (days.first <= days.last)
		return 0;
	return cli_fail(EXIT_USAGE, "%s: '%s': its last day, %s, is before its first, %s", what,
			text, period->last, period->first);
}
