/* SPDX-License-Identifier: MIT */
/* Timestamps: from seconds and ISO 8601, and back. */
#include "codec/codec.h"

#include <stdio.h>
#include <string.h>

#define SECONDS_OR_MS INT64_C(100000000000) /* 10^11: below it a number is read as seconds */

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
	struct date d;
	int64_t seconds;
	int part, offset;

	if (!s || !digits(&s, 4, &d.year) || !literal(&s, '-') || !digits(&s, 2, &d.month) ||
	    !literal(&s, '-') || !digits(&s, 2, &d.day) || !literal(&s, 'T') ||
	    !digits(&s, 2, &d.hour) || !literal(&s, ':') || !digits(&s, 2, &d.minute) ||
	    !literal(&s, ':') || !digits(&s, 2, &d.second) || !fraction(&s, &part) ||
	    !zone(&s, &offset) || *s || !iqm_date_seconds(&d, &seconds))
		return false;
	*ms = (seconds - (int64_t)offset * 60) * 1000 + part;
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

struct iqm_ms iqm_ms_from_seconds(int64_t seconds)
{
	struct iqm_ms bad = { &iqm_is_bad, 0 };

	return seconds > INT64_MAX / 1000 || seconds < INT64_MIN / 1000 ? bad
									: iqm_ms(seconds * 1000);
}

static int64_t to_seconds(bool set, int64_t value)
{
	bool seconds = value < SECONDS_OR_MS && value > -SECONDS_OR_MS;

	if (!set)
		return -1;
	return seconds ? value : value / 1000 - (value % 1000 < 0);
}

int64_t iqm_ms_to_seconds(struct iqm_ms timestamp)
{
	return to_seconds(timestamp.set == &iqm_is_set, timestamp.value);
}

int64_t iqm_s_to_seconds(struct iqm_s timestamp)
{
	return to_seconds(timestamp.set == &iqm_is_set, timestamp.value);
}
