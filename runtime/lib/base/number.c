/* SPDX-License-Identifier: MIT */
/* Numbers as text, and text as numbers, whatever the locale. */
#include "base/base.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *iqm_digits(const char *s, const char *end, uint64_t most, uint64_t *number)
{
	const char *start = s;
	uint64_t n = 0;

	for (; s != end && *s >= '0' && *s <= '9'; s++) {
		unsigned digit = (unsigned)(*s - '0');

		if (digit > most || n > (most - digit) / 10)
			return NULL;
		n = n * 10 + digit;
	}
	*number = n;
	return s == start ? NULL : s;
}

bool iqm_integer(const char *s, int64_t *number)
{
	bool minus = *s == '-';
	uint64_t n;

	s = iqm_digits(s + minus, NULL, (uint64_t)INT64_MAX + minus, &n);
	if (!s || *s)
		return false;
	*number = minus && n ? -(int64_t)(n - 1) - 1 : (int64_t)n;
	return true;
}

size_t iqm_number_text(double value, char text[IQM_NUMBER_SIZE])
{
	char *to = text;
	double back;
	int precision = 15;

	do {
		snprintf(text, IQM_NUMBER_SIZE, "%.*g", precision, value);
		back = strtod(text, NULL);
	} while (back != value && ++precision <= 17);
	if (!isfinite(value))
		return strlen(text);
	for (const char *p = text; *p; p++)
		if (strchr("0123456789-e", *p))
			*to++ = *p;
		else if (*p != '+' && to[-1] != '.') /* a '+' would be a space in a query */
			*to++ = '.';                 /* the locale's own point, of any length */
	*to = '\0';
	return (size_t)(to - text);
}

/* An amount such as 0.1 is no whole number of millionths as a double: it is taken for the next. */
int64_t iqm_micros(double amount)
{
	double micros = amount * 1e6;
	int64_t whole;

	if (!(micros < 9e18)) /* NaN is not */
		return INT64_MAX;
	whole = (int64_t)micros;
	return whole + (micros - (double)whole > 0.01);
}

int64_t iqm_micros_add(int64_t a, int64_t b)
{
	return a > INT64_MAX - b ? INT64_MAX : a + b;
}

/* By its text: a quotient is rounded twice where more bits are kept than doubles have (x87). */
double iqm_micros_amount(int64_t micros)
{
	char text[IQM_NUMBER_SIZE];

	snprintf(text, sizeof(text), "%" PRId64 "e-6", micros);
	return strtod(text, NULL);
}
