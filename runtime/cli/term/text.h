/* SPDX-License-Identifier: MIT */
/* Text that came from outside, for people and terminals: its width, and what in it is harmful. */
#ifndef IQM_CLI_TEXT_H
#define IQM_CLI_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* A text that grows. Zero it. */
struct text {
	char *at; /* no NUL at its end; NULL while empty */
	size_t len;
	size_t room;
	bool failed; /* no memory: what was to be added is missing */
};

void text_add(struct text *t, const char *s, size_t len);
void text_add_str(struct text *t, const char *s);
void text_add_char(struct text *t, uint32_t c); /* in UTF-8 */
void text_add_blanks(struct text *t, size_t len);
void text_free(struct text *t);

#define TEXT_BAD UINT32_MAX /* in place of a character: a byte that is not UTF-8 */

/* The next character, and how many bytes it has; `len` is at least 1. */
size_t text_char(const char *s, size_t len, uint32_t *c);
/* A control, or what turns the order of the text after it, or ends its line. */
bool text_is_harmful(uint32_t c);

/* Columns that a terminal needs for it, in a UTF-8 locale. */
size_t text_width(const char *s, size_t len);

/* Adds `s` in one line, with a visible sign for each character that is harmful. */
void text_add_line(struct text *t, const char *s, size_t len);
/* The same to a stream. */
void text_put_safe(FILE *out, const char *s);
/* Adds `s` with line ends and tabs as they are, and a sign for all other controls. */
void text_add_lines(struct text *t, const char *s, size_t len);
/* Adds as much of `s` as `width` columns hold; where that is not all, it ends in an ellipsis. */
void text_add_cut(struct text *t, const char *s, size_t len, size_t width);

#endif
