/* SPDX-License-Identifier: MIT */
/* Checks of text: valid UTF-8, no escaped NUL, no control bytes. */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

/* Length of the UTF-8 sequence at `s` that is not ASCII; 0 if it is none. */
static size_t sequence(const unsigned char *s, size_t left)
{
	size_t len = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
	unsigned low = 0x80;
	unsigned high = 0xbf;

	if (s[0] < 0xc2 || s[0] > 0xf4 || left < len)
		return 0;
	if (s[0] == 0xe0)
		low = 0xa0; /* overlong */
	else if (s[0] == 0xed)
		high = 0x9f; /* surrogates */
	else if (s[0] == 0xf0)
		low = 0x90; /* overlong */
	else if (s[0] == 0xf4)
		high = 0x8f; /* beyond U+10FFFF */
	if (s[1] < low || s[1] > high)
		return 0;
	for (size_t i = 2; i < len; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	return len;
}

size_t iqm_bad_utf8(const char *text, size_t len)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t i = 0;

	while (i < len) {
		uint64_t block[4];

		/* Most text is ASCII: check 32 bytes at a time. */
		if (len - i >= sizeof(block)) {
			memcpy(block, s + i, sizeof(block));
			if (!((block[0] | block[1] | block[2] | block[3]) &
			      UINT64_C(0x8080808080808080))) {
				i += sizeof(block);
				continue;
			}
		}
		if (s[i] < 0x80) {
			i++;
			continue;
		}
		size_t n = sequence(s + i, len - i);

		if (!n)
			return i;
		i += n;
	}
	return len;
}

uint64_t iqm_hash(uint64_t hash, const void *data, size_t len)
{
	const unsigned char *byte = data;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ byte[i]) * 0x100000001b3u;
	return hash;
}

void iqm_wipe(char *secret)
{
	volatile char *byte = secret; /* or the compiler leaves it out */

	while (byte && *byte)
		*byte++ = '\0';
	free(secret);
}

bool iqm_has_control(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < 0x20 || *s == 0x7f)
			return true;
	return false;
}
