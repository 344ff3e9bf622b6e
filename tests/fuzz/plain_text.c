/* SPDX-License-Identifier: MIT */
/* Texts for jansson: what it does otherwise by decision (reference.h) is taken out of them. */
#include "fuzz.h"
#include "reference.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS "0123456789"
#define NUMBER_BYTES DIGITS "+-.eE"
#define MOST_GROWTH 8 /* a number of three bytes or more becomes a string: 8 more */

struct writer {
	const char *at, *end;
	char *out;
	const char *stand_in;
};

static void put(struct writer *w, const char *bytes, size_t len)
{
	memcpy(w->out, bytes, len);
	w->out += len;
}

static void pass(struct writer *w, size_t len)
{
	put(w, w->at, len);
	w->at += len;
}

/* ---- numbers ------------------------------------------------------------------------------ */

static bool skip_digits(const char **s)
{
	size_t len = strspn(*s, DIGITS);

	*s += len;
	return len;
}

static bool is_number(const char *s)
{
	s += *s == '-';
	if (*s == '0' ? !s++ : !skip_digits(&s))
		return false;
	if (*s == '.' && (s++, !skip_digits(&s)))
		return false;
	if (*s != 'e' && *s != 'E')
		return !*s;
	s++;
	s += *s == '+' || *s == '-';
	return skip_digits(&s) && !*s;
}

static char *copy(const char *text, size_t len)
{
	char *s = fuzz_alloc(len + 1);

	memcpy(s, text, len);
	s[len] = '\0';
	return s;
}

bool reference_is_number(const char *text, size_t len)
{
	char *s = copy(text, len);
	bool is = strlen(s) == len && is_number(s);

	free(s);
	return is;
}

bool reference_is_text(const char *number, size_t len)
{
	char *s = copy(number, len);
	bool is = len > REFERENCE_LONG_NUMBER || strpbrk(s, ".eE");

	errno = 0;
	is = is || (strtoll(s, NULL, 10), errno == ERANGE);
	free(s);
	return is;
}

static bool is_key_end(const char *s, const char *end)
{
	while (s < end && strchr(" \t\r\n", *s) && *s)
		s++;
	return s < end && *s == ':';
}

static void write_number(struct writer *w)
{
	const char *s = w->at;

	while (s < w->end && *s && strchr(NUMBER_BYTES, *s))
		s++;
	if (!reference_is_number(w->at, (size_t)(s - w->at)) || is_key_end(s, w->end) ||
	    !reference_is_text(w->at, (size_t)(s - w->at))) {
		pass(w, (size_t)(s - w->at));
		return;
	}
	put(w, "\"\\u0002", 7);
	pass(w, (size_t)(s - w->at));
	put(w, "\"", 1);
}

/* ---- strings ------------------------------------------------------------------------------ */

static const char *string_end(const char *s, const char *end)
{
	while (s < end && *s != '"')
		s += *s == '\\' && end - s > 1 ? 2 : 1;
	return s;
}

/* The four digits of a \u escape; -1: it is none. */
static int unicode(const char *s, const char *end)
{
	char digits[5] = "";

	if (end - s < 6 || s[0] != '\\' || s[1] != 'u')
		return -1;
	memcpy(digits, s + 2, 4);
	if (strspn(digits, DIGITS "abcdefABCDEF") != 4)
		return -1;
	return (int)strtol(digits, NULL, 16);
}

static bool is_high(int c)
{
	return c >= 0xd800 && c <= 0xdbff;
}

static bool is_low(int c)
{
	return c >= 0xdc00 && c <= 0xdfff;
}

static void write_escape(struct writer *w, const char *end)
{
	int c = unicode(w->at, end);

	if (is_high(c) && is_low(unicode(w->at + 6, end))) {
		pass(w, 12);
	} else if (is_high(c) || is_low(c) || !c) {
		put(w, w->stand_in, strlen(w->stand_in));
		w->at += 6;
	} else {
		pass(w, end - w->at > 1 ? 2 : 1);
	}
}

/* Bytes of the character there; 0: it is not UTF-8. */
static size_t utf8_len(const char *s, const char *end)
{
	unsigned c = (unsigned char)*s;
	size_t len = c < 0x80 ? 1 : c < 0xc0 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf8 ? 4 : 0;
	static const unsigned least[] = { 0, 0, 0x80, 0x800, 0x10000 };

	if (len < 2 || (size_t)(end - s) < len)
		return len == 1;
	c &= 0x7fu >> len;
	for (size_t i = 1; i < len; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (s[i] & 0x3f);
	}
	return c < least[len] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff) ? 0 : len;
}

static void write_string(struct writer *w)
{
	const char *end = string_end(w->at + 1, w->end);

	pass(w, 1);
	while (w->at < end) {
		size_t len = utf8_len(w->at, end);

		if (*w->at == '\\') {
			write_escape(w, end);
		} else if (len) {
			pass(w, len);
		} else {
			put(w, REFERENCE_NOT_UTF8, strlen(REFERENCE_NOT_UTF8));
			w->at++;
		}
	}
	if (end < w->end)
		pass(w, 1);
}

static void write_nul(struct writer *w)
{
	put(w, "\001", 1);
	w->at++;
}

char *reference_plain_text(const char *text, size_t len, const char *stand_in, size_t *plain_len)
{
	char *plain = fuzz_alloc(3 * len + MOST_GROWTH);
	struct writer w = { text, text + len, plain, stand_in };

	while (w.at < w.end) {
		if (*w.at == '"')
			write_string(&w);
		else if (!*w.at)
			write_nul(&w);
		else if (strchr(NUMBER_BYTES, *w.at))
			write_number(&w);
		else
			pass(&w, 1);
	}
	*plain_len = (size_t)(w.out - plain);
	return plain;
}
