/* SPDX-License-Identifier: MIT */
#include "value.h"
#include "fuzz.h"
#include "reference.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct number {
	bool is_integer; /* of 64 bits */
	int64_t integer;
	double value;
};

static struct number of_text(const char *s)
{
	struct number n = { .value = strtod(s, NULL) };

	n.is_integer = reference_integer(s, &n.integer);
	return n;
}

/* The text of a number that jansson was given as a string (reference.h); NULL: it was not. */
static const char *number_text(const json_t *v)
{
	const char *s = json_string_value(v);

	return s && *s == '\2' ? s + 1 : NULL;
}

static bool of_number(const json_t *v, struct number *n)
{
	if (json_is_integer(v))
		*n = (struct number){ true, json_integer_value(v), (double)json_integer_value(v) };
	else if (number_text(v))
		*n = of_text(number_text(v));
	else
		return false;
	return true;
}

/* A string that says a number may have zeros in front. */
static bool of_string(const json_t *v, struct number *n)
{
	const char *s = json_string_value(v);
	size_t len = json_string_length(v);

	if (!s || strlen(s) < len || len > REFERENCE_LONG_NUMBER)
		return false;
	while (*s == '0' && s[1] >= '0' && s[1] <= '9')
		s++;
	if (!reference_is_number(s, strlen(s)))
		return false;
	*n = of_text(s);
	return true;
}

static bool of_any(const json_t *v, struct number *n)
{
	if (number_text(v) && strlen(number_text(v)) > REFERENCE_LONG_NUMBER)
		return false;
	return of_number(v, n) || of_string(v, n);
}

bool value_integer(const json_t *v, int64_t *out)
{
	struct number n = { .is_integer = false };

	if (!of_any(v, &n) || !n.is_integer)
		return false;
	*out = n.integer;
	return true;
}

bool value_number(const json_t *v, double *out)
{
	struct number n = { .is_integer = false };

	if (!of_any(v, &n) || !isfinite(n.value))
		return false;
	*out = n.value;
	return true;
}

static bool is_text(const json_t *v, const char *text)
{
	return json_is_string(v) && !strcmp(json_string_value(v), text);
}

bool value_bool(const json_t *v, bool *out)
{
	struct number n = { .integer = json_is_true(v) || is_text(v, "true") };

	if (!json_is_boolean(v) && !is_text(v, "true") && !is_text(v, "false") &&
	    (!of_any(v, &n) || !n.is_integer))
		return false;
	*out = n.integer == 1;
	return n.integer == 0 || n.integer == 1;
}

static char *digits_of(int64_t n)
{
	char *text = fuzz_alloc(32);

	snprintf(text, 32, "%" PRId64, n);
	return text;
}

/* U+FFFD for each of what stands for it. */
static char *replaced(const char *s)
{
	size_t len = strlen(s);
	char *text = fuzz_alloc(len + 1);

	memcpy(text, s, len + 1);
	for (char *at = text; (at = strstr(at, REFERENCE_STAND_IN)); at += 3)
		memcpy(at, REFERENCE_REPLACEMENT, 3);
	return text;
}

bool value_text(const json_t *v, bool exact, char **out)
{
	struct number n = { .is_integer = false };
	const char *s = json_string_value(v);

	*out = NULL;
	if (of_number(v, &n))
		*out = n.is_integer ? digits_of(n.integer) : NULL;
	else if (s && !strstr(s, REFERENCE_NOT_UTF8) && !(exact && strstr(s, REFERENCE_STAND_IN)))
		*out = replaced(s);
	return *out;
}

json_t *value_next_id(const char **s)
{
	size_t len = *s ? strcspn(*s, ",") : 0;
	json_t *id = *s ? json_stringn(*s, len) : NULL;

	if (*s)
		*s = (*s)[len] ? *s + len + 1 : NULL;
	return id;
}
