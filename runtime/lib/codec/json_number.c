/* SPDX-License-Identifier: MIT */
/* What JSON's numbers are in C: integers exact in 64 bits, the nearest doubles in any locale. */
#include "codec/codec.h"
#include "codec/json.h"

#include <float.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#define EXACT_DIGITS 15             /* of an integer that a double surely has */
#define EXACT_POWER 22              /* and of a power of ten */
#define MOST_POWER (INT64_MAX >> 1) /* more than any text has digits */
#define SHORT_NUMBER 64

/* ---- integers ----------------------------------------------------------------------------- */

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

/* The power of ten behind the 'e' of a number. A large one counts as MOST_POWER. */
static int64_t read_power(const char *s, const char *end)
{
	bool minus = *s == '-';
	uint64_t n;

	s += minus || *s == '+';
	if (!iqm_digits(s, end, MOST_POWER, &n))
		n = MOST_POWER;
	return minus ? -(int64_t)n : (int64_t)n;
}

static bool add_digit(uint64_t *n, unsigned digit, uint64_t most)
{
	bool fits = *n <= (most - digit) / 10;

	if (fits)
		*n = *n * 10 + digit;
	return fits;
}

static const char *find_byte(const char *s, const char *end, char a, char b)
{
	while (s < end && *s != a && *s != b)
		s++;
	return s;
}

/* By its digits: a double would take 1e-400 for 0, and 1.0000000000000000001 for 1. */
static bool from_decimal(const char *number, size_t len, int64_t *out)
{
	const char *end = number + len;
	bool minus = *number == '-';
	const char *s = number + minus;
	const char *e = find_byte(s, end, 'e', 'E');
	const char *point = find_byte(s, e, '.', '.');
	const char *last = e; /* behind the last digit that is not 0 */
	uint64_t most = (uint64_t)INT64_MAX + minus;
	uint64_t n = 0;
	int64_t power;
	bool fits = true;

	while (last > s && (last[-1] == '0' || last[-1] == '.'))
		last--;
	*out = 0;
	if (last == s)
		return true;
	power = (last > point ? point + 1 : point) - last + (e < end ? read_power(e + 1, end) : 0);
	if (power < 0)
		return false;
	for (; s < last && fits; s++)
		fits = *s == '.' || add_digit(&n, (unsigned)(*s - '0'), most);
	while (fits && power--)
		fits = add_digit(&n, 0, most);
	*out = !fits ? INT64_MAX : minus ? -(int64_t)(n - 1) - 1 : (int64_t)n;
	return fits;
}

bool iqm_json_integer(const char *number, size_t len, int64_t *out)
{
	return from_few_digits(number, len, out) || from_decimal(number, len, out);
}

/* ---- doubles ------------------------------------------------------------------------------- */

/* A number of few digits and a small exponent: the quotient of two exact doubles. Not where more
 * bits are kept than doubles have (x87): it would be rounded twice. */
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
	if (s < end || power < -EXACT_POWER || FLT_EVAL_METHOD)
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

bool iqm_json_number(const char *text, double *out)
{
	size_t len = strlen(text);

	return iqm_json_is_number(text, len) && iqm_json_double(text, len, out);
}
