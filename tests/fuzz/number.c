/* SPDX-License-Identifier: MIT */
/* Integers as strtoll() reads them, once the point has been moved to where the exponent has it. */
#include "fuzz.h"
#include "reference.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MOST_DIGITS 20 /* of what strtoll() may still take, and one more */

/* Digits without the point; *point: how many of them are before it. */
static char *digits_of(const char *number, long *point)
{
	char *digits = fuzz_alloc(strlen(number) + 1);
	size_t mantissa = strcspn(number, "eE");
	size_t len = 0;

	*point = -1;
	for (size_t i = 0; i < mantissa; i++)
		if (number[i] == '.')
			*point = (long)len;
		else
			digits[len++] = number[i];
	digits[len] = '\0';
	if (*point < 0)
		*point = (long)len;
	return digits;
}

/* Exponents beyond these are as good as endless. */
static long exponent_of(const char *number)
{
	const char *e = strpbrk(number, "eE");
	long exponent = e ? strtol(e + 1, NULL, 10) : 0;
	long most = 1L << 30;

	return exponent > most ? most : exponent < -most ? -most : exponent;
}

bool reference_integer(const char *number, int64_t *out)
{
	bool minus = *number == '-';
	long point;
	char *all = digits_of(number + minus, &point);
	char *digits = all + strspn(all, "0");
	long len = (long)strlen(digits);
	char text[MOST_DIGITS + 2] = "";
	bool is = true;

	point += exponent_of(number) - (long)(digits - all);
	for (long i = point > 0 ? point : 0; i < len; i++)
		is = is && digits[i] == '0';
	if (is && len)
		is = point <= MOST_DIGITS;
	*text = minus ? '-' : '+';
	for (long i = 0; is && len && i < point && i < MOST_DIGITS; i++) /* the last for gcc -O3 */
		text[1 + i] = i < len ? digits[i] : '0';
	errno = 0;
	*out = is ? strtoll(text, NULL, 10) : 0;
	free(all);
	return is && !errno;
}
