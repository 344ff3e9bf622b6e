/* SPDX-License-Identifier: MIT */
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700 /* wcwidth() */
#endif
#include "term/term.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#define REPLACEMENT 0xfffd
#define ELLIPSIS "\xe2\x80\xa6"

/* ---- a text that grows ------------------------------------------------------------------- */

/* Takes memory that has room for `more` bytes. */
static bool grow(struct text *t, size_t more)
{
	size_t room = t->room ? t->room : 64;
	char *at;

	while (room - t->len < more)
		room *= 2;
	at = realloc(t->at, room);
	if (!at)
		return false;
	t->at = at;
	t->room = room;
	return true;
}

static bool has_room(struct text *t, size_t more)
{
	if (t->failed || more > SIZE_MAX / 4 - t->len)
		t->failed = true;
	else if (!t->at || more > t->room - t->len)
		t->failed = t->fixed || !grow(t, more);
	return !t->failed;
}

void text_add(struct text *t, const char *s, size_t len)
{
	if (!len || !has_room(t, len))
		return;
	memcpy(t->at + t->len, s, len);
	t->len += len;
}

void text_add_str(struct text *t, const char *s)
{
	text_add(t, s, strlen(s));
}

void text_add_spaces(struct text *t, size_t len)
{
	if (!len || !has_room(t, len))
		return;
	memset(t->at + t->len, ' ', len);
	t->len += len;
}

void text_add_char(struct text *t, uint32_t c)
{
	char s[4];

	text_add(t, s, iqm_utf8_write(c, s));
}

void text_free(struct text *t)
{
	free(t->at);
	memset(t, 0, sizeof(*t));
}

/* ---- characters -------------------------------------------------------------------------- */

size_t text_char(const char *s, size_t len, uint32_t *c)
{
	size_t bytes = iqm_utf8_read(s, len, c);

	if (!bytes)
		*c = TEXT_BAD;
	return bytes ? bytes : 1;
}

/* C0, DEL, C1 */
static bool is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

bool text_is_unsafe(uint32_t c)
{
	return is_control(c) || c == TEXT_BAD || c == 0x2028 || c == 0x2029 || /* line ends */
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);   /* direction */
}

/* Columns of a safe character. One that the C library does not know has 1. */
static size_t char_width(uint32_t c)
{
	int width;

	if (c < 0x7f)
		return 1;
	width = wcwidth((wchar_t)c);
	return width < 0 ? 1 : (size_t)width;
}

/*
 * How many bytes of `s` fit `width` columns; *used has the columns. A combining mark, which has no
 * width, stays with the character before it.
 */
static size_t fitting(const char *s, size_t len, size_t width, size_t *used)
{
	size_t at = 0;

	*used = 0;
	while (at < len) {
		uint32_t c;
		size_t bytes = text_char(s + at, len - at, &c);
		size_t columns = text_is_unsafe(c) ? 1 : char_width(c);

		if (columns > width - *used)
			break;
		*used += columns;
		at += bytes;
	}
	return at;
}

size_t text_width(const char *s, size_t len)
{
	size_t width;

	fitting(s, len, SIZE_MAX, &width);
	return width;
}

void text_add_cut(struct text *t, const char *s, size_t len, size_t width)
{
	size_t used;
	size_t fits = fitting(s, len, width, &used);

	if (fits == len) {
		text_add(t, s, len);
		return;
	}
	if (!width)
		return;
	text_add(t, s, fitting(s, len, width - 1, &used));
	text_add_str(t, ELLIPSIS);
}

/* ---- safe on a terminal ------------------------------------------------------------------ */

/* A control becomes the character that depicts it. */
static void add_sign(struct text *t, uint32_t c)
{
	if (c < 0x20)
		text_add_char(t, 0x2400 + c);
	else
		text_add_char(t, c == 0x7f ? 0x2421 : REPLACEMENT);
}

void text_add_line(struct text *t, const char *s, size_t len)
{
	for (size_t at = 0, bytes; at < len; at += bytes) {
		uint32_t c;

		bytes = text_char(s + at, len - at, &c);
		if (text_is_unsafe(c))
			add_sign(t, c);
		else
			text_add(t, s + at, bytes);
	}
}

void text_add_lines(struct text *t, const char *s, size_t len)
{
	for (size_t at = 0, bytes; at < len; at += bytes) {
		bool line_end =
			s[at] == '\n' || (s[at] == '\r' && len - at > 1 && s[at + 1] == '\n');
		uint32_t c;

		bytes = text_char(s + at, len - at, &c);
		if (c == TEXT_BAD || (is_control(c) && !line_end && c != '\t'))
			add_sign(t, c);
		else
			text_add(t, s + at, bytes);
	}
}

/* Each character has a buffer of its own, so that "out of memory" can be said without memory. */
void text_put_safe(FILE *out, const char *s)
{
	char sign[8];
	size_t left = strlen(s);

	while (left) {
		struct text t = { .at = sign, .room = sizeof(sign), .fixed = true };
		uint32_t c;
		size_t bytes = text_char(s, left, &c);

		text_add_line(&t, s, bytes);
		fwrite(t.at, 1, t.len, out);
		s += bytes;
		left -= bytes;
	}
}
