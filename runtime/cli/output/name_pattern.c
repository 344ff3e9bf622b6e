/* SPDX-License-Identifier: MIT */
/* Whether a whole text is like a pattern: `*` is any text, `?` one character, letters of any case.
 */
#include "output/output.h"

#include <string.h>
#include <wctype.h>

/* The character at *s in lower case, which is passed; a byte that is not UTF-8 is one too. */
static uint32_t take(const char **s)
{
	uint32_t c;
	size_t len = iqm_utf8_read(*s, strlen(*s), &c);

	if (!len)
		c = IQM_REPLACEMENT + 0x110000u + (unsigned char)**s;
	*s += len ? len : 1;
	return len ? (uint32_t)towlower((wint_t)c) : c;
}

/* Passes one character of both, if they are alike. */
static bool take_both(const char **pattern, const char **text)
{
	const char *p = *pattern;
	const char *t = *text;
	uint32_t wanted;
	uint32_t found;

	if (!*p)
		return false;
	wanted = take(&p);
	found = take(&t);
	if (wanted != '?' && wanted != found)
		return false;
	*pattern = p;
	*text = t;
	return true;
}

bool name_is_like(const char *text, const char *pattern)
{
	const char *star = NULL; /* behind the last `*` */
	const char *from = text; /* what that stands for ends here */

	while (*text) {
		if (*pattern == '*') {
			star = ++pattern;
			from = text;
		} else if (!take_both(&pattern, &text)) {
			if (!star)
				return false;
			take(&from); /* it stands for one character more */
			pattern = star;
			text = from;
		}
	}
	return !pattern[strspn(pattern, "*")];
}
