/* SPDX-License-Identifier: MIT */
/* Timestamps: from time_t and ISO 8601, and back. */
#include "codec/codec.h"

#include <stdio.h>
#include <string.h>

#define SECONDS_OR_MS INT64_C(100000000000) /* 10^11: below it a number is read as seconds */

/* Days from 1970-01-01 to a date of the proleptic Gregorian calendar. */
static int64_t days(int64_t year, int month, int day)
{
	static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
	bool leap = (year % 4 == 0 && year % 100) || year % 400 == 0;
	int64_t y = year - 1;

	return 365 * y + y / 4 - y / 100 + y / 400 - 719162 + before[month - 1] +
	       (month > 2 && leap) + day - 1;
}

static int month_length(int year, int month)
{
	static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100) || year % 400 == 0;

	return length[month - 1] + (month == 2 && leap);
}

/* So many of them, 4 at most. */
static bool digits(const char **s, int count, int *out)
{
	const char *end = *s + strnlen(*s, (size_t)count);
	uint64_t n;

	if (end - *s < count || iqm_digits(*s, end, 9999, &n) != end)
		return false;
	*out = (int)n;
	*s = end;
	return true;
}

static bool literal(const char **s, char c)
{
	return **s == c && ++*s;
}

/* ".999" to 999; digits past the third are dropped. */
static bool fraction(const char **s, int *ms)
{
	int scale = 100;

	*ms = 0;
	if (!literal(s, '.'))
		return true;
	if (**s < '0' || **s > '9')
		return false;
	for (; **s >= '0' && **s <= '9'; ++*s, scale /= 10)
		*ms += scale * (**s - '0');
	return true;
}

/* "Z", "+05:30" or "-0500", to minutes. */
static bool zone(const char **s, int *minutes)
{
	int sign = **s == '-' ? -1 : 1;
	int hour;
	int minute;

	*minutes = 0;
	if (literal(s, 'Z'))
		return true;
	if (!literal(s, '+') && !literal(s, '-'))
		return false;
	if (!digits(s, 2, &hour))
		return false;
	literal(s, ':');
	if (!digits(s, 2, &minute) || hour > 14 || minute > 59)
		return false;
	*minutes = sign * (60 * hour + minute);
	return true;
}

static bool parse(const char *s, int64_t *ms)
{
	int year, month, day, hour, minute, second, part, offset;

	if (!s || !digits(&s, 4, &year) || !literal(&s, '-') || !digits(&s, 2, &month) ||
	    !literal(&s, '-') || !digits(&s, 2, &day) || !literal(&s, 'T') ||
	    !digits(&s, 2, &hour) || !literal(&s, ':') || !digits(&s, 2, &minute) ||
	    !literal(&s, ':') || !digits(&s, 2, &second) || !fraction(&s, &part) ||
	    !zone(&s, &offset) || *s)
		return false;
	if (year < 1 || month < 1 || month > 12 || day < 1 || day > month_length(year, month) ||
	    hour > 23 || minute > 59 || second > 59)
		return false;
	*ms = (((days(year, month, day) * 24 + hour) * 60 + minute - offset) * 60 + second) * 1000 +
	      part;
	return true;
}

struct iqm_ms iqm_ms_from_iso(const char *iso)
{
	struct iqm_ms bad = { &iqm_is_bad, 0 };
	int64_t ms;

	return parse(iso, &ms) ? iqm_ms(ms) : bad;
}

struct iqm_s iqm_s_from_iso(const char *iso)
{
	struct iqm_s bad = { &iqm_is_bad, 0 };
	int64_t ms;

	if (!parse(iso, &ms))
		return bad;
	return iqm_s(ms / 1000 - (ms % 1000 < 0));
}

struct iqm_ms iqm_ms_from_time(time_t t)
{
	struct iqm_ms bad = { &iqm_is_bad, 0 };

	return t > INT64_MAX / 1000 || t < INT64_MIN / 1000 ? bad : iqm_ms((int64_t)t * 1000);
}

struct iqm_s iqm_s_from_time(time_t t)
{
	return iqm_s((int64_t)t);
}

static time_t to_time(bool set, int64_t value)
{
	bool seconds = value < SECONDS_OR_MS && value > -SECONDS_OR_MS;

	if (!set)
		return (time_t)-1;
	return (time_t)(seconds ? value : value / 1000 - (value % 1000 < 0));
}

time_t iqm_ms_to_time(struct iqm_ms timestamp)
{
	return to_time(timestamp.set == &iqm_is_set, timestamp.value);
}

time_t iqm_s_to_time(struct iqm_s timestamp)
{
	return to_time(timestamp.set == &iqm_is_set, timestamp.value);
}
