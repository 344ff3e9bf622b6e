/* SPDX-License-Identifier: MIT */
/* What files of text begin with: editors of other systems write a byte-order mark, or UTF-16. */
#include "term/term.h"

#include <string.h>

/* A character of ASCII in UTF-16 has a zero byte, which no text in UTF-8 has. */
static bool is_utf16(const unsigned char *s, size_t len)
{
	if (len < 2)
		return false;
	return (s[0] == 0xff && s[1] == 0xfe) || (s[0] == 0xfe && s[1] == 0xff) || !s[0] != !s[1];
}

static bool is_utf32(const unsigned char *s, size_t len)
{
	return len >= 4 && (!memcmp(s, "\xff\xfe\0", 4) || !memcmp(s, "\0\0\xfe\xff", 4));
}

int text_skip_mark(const char *name, const char **text, size_t *len, struct iqm_error *e)
{
	const unsigned char *s = (const unsigned char *)*text;
	size_t mark;

	if (is_utf32(s, *len) || is_utf16(s, *len))
		return error_set(e, IQM_E_USAGE,
				 "%s: expected UTF-8, found UTF-%d; save it as UTF-8", name,
				 is_utf32(s, *len) ? 32 : 16);
	mark = iqm_byte_order_mark(*text, *len);
	*text += mark;
	*len -= mark;
	return 0;
}
