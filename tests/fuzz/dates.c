/* SPDX-License-Identifier: MIT */
/*
 * The library's dates, against timegm(). A timestamp of ISO 8601 is taken where its shape is one
 * and the calendar has it. An HTTP date that is taken has the numbers of its text; the three forms
 * of RFC 9110 are taken. A Retry-After is its seconds, or how far its date is away.
 */
#define _DEFAULT_SOURCE /* timegm() */
#include "dates.h"
#include "fuzz.h"

#include "http/http.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

bool dates_have_shape(const char *text, const char *shape)
{
	for (; *shape; shape++, text++) {
		bool good = *shape == '9'   ? isdigit((unsigned char)*text)
			    : *shape == 'A' ? isalpha((unsigned char)*text)
					    : *text == *shape;

		if (!good)
			return false;
	}
	return true;
}

bool dates_seconds(int year, int month, int day, int second, int64_t *out)
{
	struct tm t = {
		.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day, .tm_sec = second
	};

	*out = timegm(&t);
	return year >= 1 && t.tm_year == year - 1900 && t.tm_mon == month - 1 && t.tm_mday == day;
}

/* Of "hh:mm:ss"; -1: no day has it. */
static int second_of_day(const char *text)
{
	int hour = atoi(text), minute = atoi(text + 3), second = atoi(text + 6);

	return hour > 23 || minute > 59 || second > 59 ? -1 : (hour * 60 + minute) * 60 + second;
}

/* ---- ISO 8601 -------------------------------------------------------------------------------- */

/* Minutes east of UTC of all of a text; false: it is no zone. */
static bool zone_minutes(const char *text, int *minutes)
{
	bool colon = strlen(text) == 6 && dates_have_shape(text + 1, "99:99");
	int hour, minute;

	*minutes = 0;
	if (!strcmp(text, "Z"))
		return true;
	if ((*text != '+' && *text != '-') ||
	    (!colon && (strlen(text) != 5 || !dates_have_shape(text + 1, "9999"))))
		return false;
	hour = (text[1] - '0') * 10 + text[2] - '0';
	minute = atoi(text + 3 + colon);
	*minutes = (*text == '-' ? -1 : 1) * (hour * 60 + minute);
	return hour <= 14 && minute <= 59;
}

static bool reference_ms(const char *text, int64_t *ms)
{
	const char *rest = text + 19;
	int part = 0, zone, second;
	int64_t seconds;

	if (!dates_have_shape(text, "9999-99-99T99:99:99"))
		return false;
	if (*rest == '.') {
		char digits[4] = "000";
		size_t len = strspn(++rest, "0123456789");

		memcpy(digits, rest, len < 3 ? len : 3);
		part = len ? atoi(digits) : -1;
		rest += len;
	}
	second = second_of_day(text + 11);
	if (part < 0 || second < 0 || !zone_minutes(rest, &zone) ||
	    !dates_seconds(atoi(text), atoi(text + 5), atoi(text + 8), second, &seconds))
		return false;
	*ms = (seconds - zone * 60) * 1000 + part;
	return true;
}

static void check_iso(const char *text)
{
	struct iqm_ms ms = iqm_ms_from_iso(text);
	struct iqm_s s = iqm_s_from_iso(text);
	int64_t want = 0;
	bool good = reference_ms(text, &want);

	fuzz_check(good == (ms.set == &iqm_is_set) && good == (s.set == &iqm_is_set),
		   "'%s' is %s timestamp", text, good ? "a" : "no");
	fuzz_check(!good || ms.value == want, "'%s' is %" PRId64 ", and not %" PRId64, text,
		   ms.value, want);
	fuzz_check(!good || (s.value * 1000 <= want && want < s.value * 1000 + 1000),
		   "'%s' is second %" PRId64, text, s.value);
}

/* ---- HTTP ------------------------------------------------------------------------------------ */

#define IMF "AAA, 99 AAA 9999 99:99:99 GMT"
#define ASCTIME "AAA AAA 99 99:99:99 9999"

static int month_of(const char *name)
{
	static const char names[] = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec ";
	char wanted[5];
	const char *found;

	snprintf(wanted, sizeof(wanted), "%.3s ", name);
	found = strstr(names, wanted);
	return found && !((found - names) % 4) ? (int)(found - names) / 4 + 1 : 0;
}

/* "Sunday, 06-Nov-94 08:49:37 GMT" from its comma on; NULL: it has another form. */
static const char *long_form(const char *text)
{
	const char *comma = text;

	while (isalpha((unsigned char)*comma))
		comma++;
	return strlen(comma) == 24 && dates_have_shape(comma, ", 99-AAA-99 99:99:99 GMT") ? comma
											  : NULL;
}

/* Milliseconds; -1: no date, or one before 1970; -2:
 * in none of the three forms. */
static int64_t reference_http(const char *text)
{
	const char *comma = long_form(text);
	int year, month, day, second;
	int64_t seconds;

	if (dates_have_shape(text, IMF) && strlen(text) == sizeof(IMF) - 1) {
		year = atoi(text + 12);
		month = month_of(text + 8);
		day = atoi(text + 5);
		second = second_of_day(text + 17);
	} else if (comma) {
		year = atoi(comma + 9);
		year += year < 70 ? 2000 : 1900;
		month = month_of(comma + 5);
		day = atoi(comma + 2);
		second = second_of_day(comma + 12);
	} else if (dates_have_shape(text, ASCTIME) && strlen(text) == sizeof(ASCTIME) - 1) {
		year = atoi(text + 20);
		month = month_of(text + 4);
		day = atoi(text + 8);
		second = second_of_day(text + 11);
	} else {
		return -2;
	}
	if (!month || second < 0 || !dates_seconds(year, month, day, second, &seconds))
		return -1;
	return seconds < 0 ? -1 : seconds * 1000;
}

/* The numbers of a text; gives how many. */
static int numbers_of(const char *text, int numbers[5])
{
	int len = 0;

	while (len < 5 && *(text += strcspn(text, "0123456789"))) {
		numbers[len++] = atoi(text);
		text += strspn(text, "0123456789");
	}
	return len;
}

/* What is taken has the numbers that it shows, in the order of one of the forms. */
static void check_numbers(const char *text, int64_t ms)
{
	time_t seconds = (time_t)(ms / 1000);
	int n[5];
	struct tm t;
	bool year_last;

	fuzz_check(numbers_of(text, n) == 5, "'%s' is a date", text);
	gmtime_r(&seconds, &t);
	year_last = n[4] == t.tm_year + 1900 && n[1] == t.tm_hour && n[2] == t.tm_min &&
		    n[3] == t.tm_sec;
	fuzz_check(
		n[0] == t.tm_mday &&
			(year_last || ((n[1] == t.tm_year + 1900 || n[1] == t.tm_year % 100) &&
				       n[2] == t.tm_hour && n[3] == t.tm_min && n[4] == t.tm_sec)),
		"'%s' is read as second %" PRId64, text, ms / 1000);
}

static void check_http(const char *text)
{
	int64_t ms = iqm_http_date(text);
	int64_t want = reference_http(text);

	fuzz_check(want == -2 || ms == want, "'%s' is %" PRId64 ", and not %" PRId64, text, ms,
		   want);
	if (ms >= 0)
		check_numbers(text, ms);
}

/* ---- Retry-After ----------------------------------------------------------------------------- */

static void check_retry_after(const char *text, const char *date)
{
	const int64_t now = INT64_C(784111777000);
	long ms = iqm_retry_after(text, date, now);
	int64_t want = 0;

	if (*text && strspn(text, "0123456789") == strlen(text))
		want = (int64_t)(strtod(text, NULL) < 1e9 ? strtod(text, NULL) * 1000 : 1e12);
	else if (iqm_http_date(text) >= 0)
		want = iqm_http_date(text) - (iqm_http_date(date) < 0 ? now : iqm_http_date(date));
	want = want < 0 ? 0 : want > IQM_RETRY_AFTER_MAX_MS ? IQM_RETRY_AFTER_MAX_MS : want;
	fuzz_check(ms == want, "Retry-After: %s is %ld ms, and not %" PRId64, text, ms, want);
}

/* Two texts, of which a line end is between. */
void fuzz_dates(const unsigned char *data, size_t len)
{
	char *text = fuzz_text(data, len);
	char *line = strchr(text, '\n');

	if (line)
		*line++ = '\0';
	check_iso(text);
	check_http(text);
	check_retry_after(text, line ? line : "");
	free(text);
}

/* ---- seeds ----------------------------------------------------------------------------------- */

void dates_use_lines(const char *const *lines, fuzz_use_fn *use, void *context)
{
	for (; *lines; lines++) {
		struct fuzz_input input = { "date", fuzz_alloc(strlen(*lines)), strlen(*lines) };

		memcpy(input.bytes, *lines, input.len);
		use(context, &input);
		free(input.bytes);
	}
}

void dates_seeds(fuzz_use_fn *use, void *context)
{
	static const char *const lines[] = {
		"2024-02-29T23:59:59Z",
		"2023-02-29T00:00:00Z",
		"1969-12-31T23:59:59.999-05:00",
		"0001-01-01T00:00:00.1234+1400",
		"9999-12-31T23:59:60Z",
		"Sun, 06 Nov 1994 08:49:37 GMT",
		"Sun, 06 Nov 1994 08:49:37 GMT\nSun, 06 Nov 1994 08:49:07 GMT",
		"Sunday, 06-Nov-94 08:49:37 GMT",
		"Sun Nov  6 08:49:37 1994",
		"Sun Nov 16 08:49:37 1994",
		"Fri, 29 Feb 2100 00:00:00 GMT",
		"120",
		"0",
		"99999999999999999999",
		"-1",
		"1.5",
		NULL,
	};

	dates_use_lines(lines, use, context);
}
