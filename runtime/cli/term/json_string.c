/* SPDX-License-Identifier: MIT */
/* Text as a JSON string that is safe on a terminal. */
#include "term/term.h"

#include <string.h>

#define REPLACEMENT 0xfffd

/* "\u001b" */
static void add_escape(struct text *t, uint32_t c)
{
	char escape[8];

	snprintf(escape, sizeof(escape), "\\u%04x", (unsigned)c & 0xffff);
	text_add(t, escape, 6);
}

void json_add_char(struct text *t, const char *s, size_t len, uint32_t c, bool careful)
{
	if (c < 0x20 || (careful && c != TEXT_BAD && text_is_unsafe(c)))
		add_escape(t, c);
	else if (c == TEXT_BAD)
		text_add_char(t, REPLACEMENT);
	else
		text_add(t, s, len);
}

/* The next character of `text`, escaped; gives its bytes. */
static size_t add_next(struct text *t, const char *text, size_t len)
{
	uint32_t c;
	size_t bytes = text_char(text, len, &c);

	if (c == '"' || c == '\\')
		text_add_str(t, "\\");
	json_add_char(t, text, bytes, c, true);
	return bytes;
}

void json_add_string(struct text *t, const char *text, size_t len)
{
	text_add_str(t, "\"");
	for (size_t at = 0; at < len;)
		at += add_next(t, text + at, len - at);
	text_add_str(t, "\"");
}

/* Each character has a buffer of its own, so that "out of memory" can be said without memory. */
void json_put_string(FILE *out, const char *text)
{
	char escaped[8];
	size_t left = strlen(text);

	fputc('"', out);
	while (left) {
		struct text t = { .at = escaped, .room = sizeof(escaped), .fixed = true };
		size_t bytes = add_next(&t, text, left);

		fwrite(t.at, 1, t.len, out);
		text += bytes;
		left -= bytes;
	}
	fputc('"', out);
}
