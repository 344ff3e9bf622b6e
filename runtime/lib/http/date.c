/* SPDX-License-Identifier: MIT */
/* The dates of HTTP (RFC 9110, 5.6.7). Not by curl_getdate(): its time_t may end in 2038. */
#include "http/http.h"

#include <string.h>

/* `*` a day's name, `m` a month's, `d` the day, `y` the year, `k` its last two digits, `h:n:s`. */
static const char *const forms[] = { "*, d m y h:n:s GMT", "*, d-m-k h:n:s GMT", "* m d h:n:s y" };

static bool read_month(const char **s, int *month)
{
	static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

	for (*month = 1; *month <= 12; ++*month)
		if (!strncmp(*s, names + (size_t)(*month - 1) * 3, 3)) {
			*s += 3;
			return true;
		}
	return false;
}

static bool read_number(const char **s, size_t digits, int *number)
{
	const char *end = *s + strnlen(*s, digits);
	uint64_t n;

	*s = iqm_digits(*s, end, 9999, &n);
	*number = *s ? (int)n : 0;
	return *s;
}

/* Two digits of a year are of 1970 to 2069. */
static bool read_short_year(const char **s, int *year)
{
	if (!read_number(s, 2, year))
		return false;
	*year += *year < 70 ? 2000 : 1900;
	return true;
}

static bool read_part(const char **s, char kind, struct date *d)
{
	switch (kind) {
	case '*':
		while ((**s | 0x20) >= 'a' && (**s | 0x20) <= 'z')
			++*s;
		return true;
	case 'm':
		return read_month(s, &d->month);
	case 'd':
		*s += **s == ' '; /* asctime() fills up with it */
		return read_number(s, 2, &d->day);
	case 'y':
		return read_number(s, 4, &d->year);
	case 'k':
		return read_short_year(s, &d->year);
	case 'h':
		return read_number(s, 2, &d->hour);
	case 'n':
		return read_number(s, 2, &d->minute);
	case 's':
		return read_number(s, 2, &d->second);
	default:
		return *(*s)++ == kind;
	}
}

static bool read_form(const char *s, const char *form, struct date *d)
{
	for (; *form; form++)
		if (!read_part(&s, *form, d))
			return false;
	return !*s;
}

int64_t iqm_http_date(const char *s)
{
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		struct date date = { 0 };
		int64_t seconds;

		if (read_form(s, forms[i], &date) && iqm_date_seconds(&date, &seconds))
			return seconds < 0 ? -1 : seconds * 1000;
	}
	return -1;
}
