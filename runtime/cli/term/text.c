/* SPDX-License-Identifier: MIT */
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700 /* wcwidth() */
#endif
#include "term/term.h"

#include <string.h>
#include <wchar.h>

#define ELLIPSIS "\xe2\x80\xa6"

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
	       c == 0x061c || c == 0x200e || c == 0x200f ||                    /* direction */
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x206f);
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

void text_add_cut(struct buf *t, const char *s, size_t len, size_t width)
{
	size_t used;
	size_t fits = fitting(s, len, width, &used);

	if (fits == len) {
		iqm_buf_add(t, s, len);
		return;
	}
	if (!width)
		return;
	iqm_buf_add(t, s, fitting(s, len, width - 1, &used));
	iqm_buf_str(t, ELLIPSIS);
}

/* ---- colours ----------------------------------------------------------------------------- */

const char *paint_escape(char c)
{
	static const struct {
		const char *paint;
		const char *escape;
	} rows[] = { { PAINT_BOLD, "\x1b[1m" },
		     { PAINT_RED, "\x1b[31m" },
		     { PAINT_GREEN, "\x1b[32m" },
		     { PAINT_YELLOW, "\x1b[33m" },
		     { PAINT_END, "\x1b[0m" } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (*rows[i].paint == c)
			return rows[i].escape;
	return NULL;
}

/* ---- safe on a terminal ------------------------------------------------------------------ */

size_t text_write_sign(uint32_t c, char to[4])
{
	if (c < 0x20)
		return iqm_utf8_write(0x2400 + c, to);
	return iqm_utf8_write(c == 0x7f ? 0x2421 : IQM_REPLACEMENT, to);
}

void text_add_line(struct buf *t, const char *s, size_t len)
{
	for (size_t at = 0, bytes; at < len; at += bytes) {
		char sign[4];
		uint32_t c;

		bytes = text_char(s + at, len - at, &c);
		if (text_is_unsafe(c))
			iqm_buf_add(t, sign, text_write_sign(c, sign));
		else
			iqm_buf_add(t, s + at, bytes);
	}
}

void text_add_lines(struct buf *t, const char *s, size_t len)
{
	for (size_t at = 0, bytes; at < len; at += bytes) {
		bool line_end =
			s[at] == '\n' || (s[at] == '\r' && len - at > 1 && s[at + 1] == '\n');
		char sign[4];
		uint32_t c;

		bytes = text_char(s + at, len - at, &c);
		if (c == TEXT_BAD || (is_control(c) && !line_end && c != '\t'))
			iqm_buf_add(t, sign, text_write_sign(c, sign));
		else
			iqm_buf_add(t, s + at, bytes);
	}
}
