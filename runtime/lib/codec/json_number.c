/* SPDX-License-Identifier: MIT */
/* What JSON's numbers are in C: integers exact in 64 bits, the nearest doubles in any locale. */
#include "codec/json.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#define EXACT_DIGITS 15 /* of an integer that surely is one */
#define EXACT_POWER 22  /* and of a power of ten */
#define SHORT_NUMBER 64

/* ---- integers ----------------------------------------------------------------------------- */

/* Digits, with a minus or without; false: they do not fit. */
static bool from_digits(const char *s, size_t len, int64_t *out)
{
	bool minus = *s == '-';
	uint64_t n;

	if (!iqm_digits(s + minus, s + len, (uint64_t)INT64_MAX + minus, &n))
		return false;
	*out = minus && n ? -(int64_t)(n - 1) - 1 : (int64_t)n;
	return true;
}

/* Digits that surely fit, which most are; false: something else. */
static bool from_few_digits(const char *s, size_t len, int64_t *out)
{
	bool minus = *s == '-';
	int64_t n = 0;

	if (len > EXACT_DIGITS)
		return false;
	for (size_t i = minus; i < len; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		n = 10 * n + (s[i] - '0');
	}
	*out = minus ? -n : n;
	return true;
}

bool iqm_json_integer(const char *number, size_t len, int64_t *out)
{
	double value;

	if (from_few_digits(number, len, out))
		return true;
	if (!memchr(number, '.', len) && !memchr(number, 'e', len) && !memchr(number, 'E', len))
		return from_digits(number, len, out);
	if (!iqm_json_double(number, len, &value) || !(value > -JSON_EXACT && value < JSON_EXACT))
		return false;
	*out = (int64_t)value;
	return (double)*out == value;
}

/* ---- doubles ------------------------------------------------------------------------------- */

/* A number of few digits and a small exponent: the product or quotient of two exact doubles. */
static bool from_short_decimal(const char *s, size_t len, double *out)
{
	const char *end = s + len;
	bool minus = *s == '-';
	int64_t digits = 0;
	int count = 0;
	int power = 0;
	bool fraction = false;
	double ten = 1;

	for (s += minus; s < end && (*s == '.' || (*s >= '0' && *s <= '9')); s++) {
		if (*s == '.') {
			fraction = true;
			continue;
		}
		digits = 10 * digits + (*s - '0');
		power -= fraction;
		if (++count > EXACT_DIGITS)
			return false;
	}
	if (s < end || power < -EXACT_POWER)
		return false;
	while (power++ < 0)
		ten *= 10;
	*out = (minus ? -1 : 1) * (double)digits / ten;
	return true;
}

/* strtod() with the point of the locale "C", in this thread alone. */
static bool from_text(const char *text, double *out)
{
	locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	locale_t before;

	if (!c)
		return false;
	before = uselocale(c);
	*out = strtod(text, NULL);
	uselocale(before);
	freelocale(c);
	return true;
}

bool iqm_json_double(const char *number, size_t len, double *out)
{
	char few[SHORT_NUMBER];
	char *text = few;
	bool ok;

	if (from_short_decimal(number, len, out))
		return true;
	if (len >= sizeof(few))
		text = malloc(len + 1);
	if (!text)
		return false;
	memcpy(text, number, len);
	text[len] = '\0';
	ok = from_text(text, out);
	if (text != few)
		free(text);
	return ok;
}
